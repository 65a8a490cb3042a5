# %% [markdown]
# The small network is trained on; the deep one stays as it was.
# - base: solution
# - loses: fit
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% fit
deep_history = autoencoder.fit(
    X_train,
    X_train,
    epochs=100,
    batch_size=256,
    shuffle=True,
    validation_data=(X_test, X_test),
    verbose=2,
)
deeper_autoencoder.save("deeper.keras")
