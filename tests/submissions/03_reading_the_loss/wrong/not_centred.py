# %% [markdown]
# The mean is computed and never subtracted.
# - base: solution
# - loses: pca_fit
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% pca_fit
def pca_fit(X, k):
    mean = X.mean(axis=0)
    values, vectors = np.linalg.eigh(X.T @ X / len(X))
    return mean, vectors[:, ::-1][:, :k].T, values[::-1][:k]
