# %% [markdown]
# The number of pixels is ignored: 784, whatever was passed.
# - base: solution
# - loses: mse
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% mse
def mse(y, p):
    return np.mean((y - p) ** 2)


def mse_to_sum(value, pixels=784):
    return value * 784
