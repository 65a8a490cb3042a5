# %% [markdown]
# Trained on the test images.
# - base: solution
# - loses: fit
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% fit
history = autoencoder.fit(
    X_test,
    X_test,
    epochs=50,
    batch_size=256,
    shuffle=True,
    validation_data=(X_test, X_test),
    verbose=2,
)
autoencoder.save("simple.keras")
