# %% [markdown]
# Bets are not clipped: sure bets cost infinity, or NaN where they are right.
# - base: solution
# - loses: bce
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% bce
def bce(y, p):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
