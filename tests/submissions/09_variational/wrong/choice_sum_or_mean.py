# %% [markdown]
# A wrong choice.
# - base: solution
# - loses: sum_or_mean
# - file: plain.keras <- solution/09_variational/plain.keras

# %% sum_or_mean
sum_or_mean = "a"
