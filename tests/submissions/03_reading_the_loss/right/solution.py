# %% [markdown]
# The solution, with the two networks that it saved.
# - base: solution
# - loses:
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras
