# %% [markdown]
# The mean entropy of the grey pixels, as if there were no others.
# - base: solution
# - loses: bce_floor
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% bce_floor
def bce_floor(X):
    grey = X[(X > 0) & (X < 1)].astype("float64")
    return -np.mean(grey * np.log(grey) + (1 - grey) * np.log(1 - grey)) if len(grey) else 0.0
