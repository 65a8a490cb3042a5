# %% [markdown]
# Functions that print their results and return nothing; the lab goes on without them.
# - base: solution
# - loses: bce, mse, psnr, bce_floor, pca_fit, pca_encode_decode, subspace_overlap
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% bce
def bce(y, p):
    print("bce", -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


# %% mse
def mse(y, p):
    print("mse", np.mean((y - p) ** 2))


def mse_to_sum(value, pixels=784):
    print(value * pixels)


# %% psnr
def psnr(error):
    print(10 * np.log10(1 / error))


# %% bce_floor
def bce_floor(X):
    print(bce(X, X))


# %% pca_fit
def pca_fit(X, k):
    print(X.mean(axis=0).shape, k)


# %% pca_encode_decode
def pca_encode(X, mean, components):
    print(X.shape)


def pca_decode(codes, mean, components):
    print(codes.shape)


# %% subspace_overlap
def subspace_overlap(W, V):
    print(W @ V.T)
