# %% [markdown]
# A code of 16 numbers: it reconstructs worse than 32 can, and that is no second mistake.
# - base: solution
# - loses: encoding_dim

# %% encoding_dim
encoding_dim = 16
