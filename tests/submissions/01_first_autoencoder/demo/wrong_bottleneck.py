# %% [markdown]
# A code of 64 numbers instead of 32; all that follows is right for such a code.
# - base: solution
# - loses: encoding_dim

# %% encoding_dim
encoding_dim = 64
