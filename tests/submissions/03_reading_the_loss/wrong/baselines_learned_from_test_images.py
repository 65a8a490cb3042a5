# %% [markdown]
# The means come from the very images that the baselines are judged by.
# - base: solution
# - loses: baselines
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% baselines
baselines = {
    "half": bce(X_test, np.full_like(X_test, 0.5)),
    "global mean": bce(X_test, np.full_like(X_test, X_test.mean())),
    "mean image": bce(X_test, np.broadcast_to(X_test.mean(axis=0), X_test.shape)),
}
