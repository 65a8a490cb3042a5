# %% [markdown]
# From mean to sum the wrong way round.
# - base: solution
# - loses: mse
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% mse
def mse(y, p):
    return np.mean((y - p) ** 2)


def mse_to_sum(value, pixels=784):
    return value / pixels
