# %% [markdown]
# Half of the formula: what black pixels cost is forgotten.
# - base: solution
# - loses: bce
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% bce
def bce(y, p):
    return -2 * np.mean(y * np.log(np.clip(p, 1e-7, 1)))
