# %% [markdown]
# The same without the files: all networks are trained within the budget of grading.
# - base: solution
# - loses:
