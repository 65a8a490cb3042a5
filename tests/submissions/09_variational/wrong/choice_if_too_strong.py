# %% [markdown]
# A wrong choice.
# - base: solution
# - loses: if_too_strong
# - file: plain.keras <- solution/09_variational/plain.keras

# %% if_too_strong
if_too_strong = "a"
