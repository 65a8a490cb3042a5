# %% [markdown]
# Logarithms of base 2 for nats, and natural ones for decibels.
# - base: solution
# - loses: bce, psnr
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% bce
def bce(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p))


# %% psnr
def psnr(error):
    return 10 * np.log(1 / error)
