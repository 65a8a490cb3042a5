# %% [markdown]
# Components as columns: the later cells get directions drawn at random.
# - base: solution
# - loses: pca_fit
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% pca_fit
def pca_fit(X, k):
    mean = X.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov(X.T))
    return mean, vectors[:, ::-1][:, :k], values[::-1][:k]
