# %% [markdown]
# The entropy written out without care for 0 times the logarithm of 0.
# - base: solution
# - loses: bce_floor
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% bce_floor
def bce_floor(X):
    return -np.mean(X * np.log(X) + (1 - X) * np.log(1 - X))
