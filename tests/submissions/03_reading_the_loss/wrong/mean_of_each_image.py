# %% [markdown]
# The mean is taken along the wrong axis: each image answers with its own mean grey.
# - base: solution
# - loses: baselines
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% baselines
baselines = {
    "half": bce(X_test, np.full_like(X_test, 0.5)),
    "global mean": bce(X_test, np.full_like(X_test, X_train.mean())),
    "mean image": bce(X_test, np.broadcast_to(X_test.mean(axis=1)[:, None], X_test.shape)),
}
