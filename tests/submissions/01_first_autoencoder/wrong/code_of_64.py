# %% [markdown]
# A code of 64 numbers, which reconstructs better than the one asked for.
# - base: solution
# - loses: encoding_dim

# %% encoding_dim
encoding_dim = 64
