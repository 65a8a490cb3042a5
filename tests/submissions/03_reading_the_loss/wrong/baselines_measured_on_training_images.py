# %% [markdown]
# Baselines of the training images.
# - base: solution
# - loses: baselines
# - file: linear_ae.keras <- solution/03_reading_the_loss/linear_ae.keras
# - file: relu_ae.keras <- solution/03_reading_the_loss/relu_ae.keras

# %% baselines
few = X_train[:10000]
baselines = {
    "half": bce(few, np.full_like(few, 0.5)),
    "global mean": bce(few, np.full_like(few, few.mean())),
    "mean image": bce(few, np.broadcast_to(few.mean(axis=0), few.shape)),
}
