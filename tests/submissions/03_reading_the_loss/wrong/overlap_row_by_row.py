# %% [markdown]
# Row by row, as if the components themselves had been found.
# - base: solution
# - loses: subspace_overlap
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% subspace_overlap
def subspace_overlap(W, V):
    lengths = np.linalg.norm(W, axis=1) * np.linalg.norm(V, axis=1)
    return np.abs(np.sum(W * V, axis=1)) / lengths
