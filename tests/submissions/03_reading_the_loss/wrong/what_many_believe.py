# %% [markdown]
# The four answers that many give who have not looked.
# - base: solution
# - loses: sum_or_mean, components_or_subspace, code_size, with_penalty
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% sum_or_mean
sum_or_mean = "a"

# %% components_or_subspace
components_or_subspace = "a"

# %% code_size
code_size = "a"

# %% with_penalty
with_penalty = "b"
