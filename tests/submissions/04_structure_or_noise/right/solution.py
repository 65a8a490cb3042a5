# %% [markdown]
# The solution as it is.
# - base: solution
# - loses:
