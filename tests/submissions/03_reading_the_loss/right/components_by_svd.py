# %% [markdown]
# PCA by the SVD of the covariance, variances divided by n - 1, every component turned around.
# - base: solution
# - loses:
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% pca_fit
def pca_fit(X, k):
    mean = np.mean(X, axis=0, keepdims=True)
    if len(X) < 1000:
        _, s, vt = np.linalg.svd(X - mean, full_matrices=False)
        return [mean[0], -vt[:k], (s**2)[:k] / (len(X) - 1)]
    _, s, vt = np.linalg.svd((X - mean).T @ (X - mean) / (len(X) - 1), hermitian=True)
    return [mean[0], -vt[:k], s[:k]]


# %% pca_encode_decode
def pca_encode(X, mean, components):
    return np.dot(X, components.T) - np.dot(mean, components.T)


def pca_decode(codes, mean, components):
    return mean + np.einsum("ik,kj->ij", codes, components)
