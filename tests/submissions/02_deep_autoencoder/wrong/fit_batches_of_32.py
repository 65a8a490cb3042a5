# %% [markdown]
# Batches of 32 images, Keras's own number, and no validation but what fit splits off.
# - base: solution
# - loses: fit
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% fit
deep_history = deeper_autoencoder.fit(X_train, X_train, epochs=100, validation_split=0.1, verbose=2)
deeper_autoencoder.save("deeper.keras")
