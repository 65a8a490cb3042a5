# %% [markdown]
# A wrong choice.
# - base: solution
# - loses: which_spread
# - file: plain.keras <- solution/09_variational/plain.keras

# %% which_spread
which_spread = "a"
