# %% [markdown]
# The root of the mean squared error, and decibels of amplitudes.
# - base: solution
# - loses: mse, psnr
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% mse
def mse(y, p):
    return np.sqrt(np.mean((y - p) ** 2))


def mse_to_sum(value, pixels=784):
    return value * pixels


# %% psnr
def psnr(error):
    return 20 * np.log10(1 / error)
