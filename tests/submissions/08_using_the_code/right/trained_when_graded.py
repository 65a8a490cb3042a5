# %% [markdown]
# The solution without saved weights: it is trained for the rows that grading allows.
# - base: solution
# - loses:
