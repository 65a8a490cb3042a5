# %% [markdown]
# As published: the row of the deep network shows decoded_imgs, which the small one made.
# - base: solution
# - loses: comparison
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% comparison
comparison = {
    "original": X_test[:10],
    "simple": decoded_imgs[:10],
    "deep": decoded_imgs[:10],
}
