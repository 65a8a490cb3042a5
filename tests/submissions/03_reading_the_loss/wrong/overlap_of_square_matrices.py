# %% [markdown]
# QR of the rows as they are: its bases are square, and every cosine is 1.
# - base: solution
# - loses: subspace_overlap
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% subspace_overlap
def subspace_overlap(W, V):
    basis_w, _ = np.linalg.qr(W)
    basis_v, _ = np.linalg.qr(V)
    return np.linalg.svd(basis_w.T @ basis_v, compute_uv=False)
