# %% [markdown]
# The solution without the saved plain network.
# - base: solution
# - loses:
