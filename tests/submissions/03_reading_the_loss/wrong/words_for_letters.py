# %% [markdown]
# Questions answered in words, with a letter of another kind, and with nothing.
# - base: solution
# - loses: sum_or_mean, components_or_subspace, code_size, with_penalty
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% sum_or_mean
sum_or_mean = "the first text"

# %% components_or_subspace
components_or_subspace = "e"

# %% code_size
code_size = None

# %% with_penalty
with_penalty = ["a"]
