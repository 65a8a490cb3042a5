# %% [markdown]
# The images are not centred before they are encoded.
# - base: solution
# - loses: pca_encode_decode
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% pca_encode_decode
def pca_encode(X, mean, components):
    return X @ components.T


def pca_decode(codes, mean, components):
    return codes @ components + mean
