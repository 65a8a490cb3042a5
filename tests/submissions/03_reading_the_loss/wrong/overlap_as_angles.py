# %% [markdown]
# The angles themselves, and one number where several were asked for.
# - base: solution
# - loses: subspace_overlap
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% subspace_overlap
def subspace_overlap(W, V):
    basis_w, _ = np.linalg.qr(W.T)
    basis_v, _ = np.linalg.qr(V.T)
    return np.arccos(np.clip(np.linalg.svd(basis_w.T @ basis_v, compute_uv=False), 0, 1))
