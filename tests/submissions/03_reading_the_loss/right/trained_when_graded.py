# %% [markdown]
# The solution without saved weights: both networks are trained within grading's budget.
# - base: solution
# - loses:
