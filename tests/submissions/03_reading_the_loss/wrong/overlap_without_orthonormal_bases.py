# %% [markdown]
# Rows are brought to length 1 and not to right angles.
# - base: solution
# - loses: subspace_overlap
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% subspace_overlap
def subspace_overlap(W, V):
    W = W / np.linalg.norm(W, axis=1, keepdims=True)
    V = V / np.linalg.norm(V, axis=1, keepdims=True)
    return np.linalg.svd(W @ V.T, compute_uv=False)
