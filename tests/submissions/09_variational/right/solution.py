# %% [markdown]
# The solution.
# - base: solution
# - loses:
# - file: plain.keras <- solution/09_variational/plain.keras
