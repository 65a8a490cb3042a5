# %% [markdown]
# The test images are not passed on, so nothing tells how the network does on new ones.
# - base: solution
# - loses: fit
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% fit
history = autoencoder.fit(X_train, X_train, epochs=50, batch_size=256, shuffle=True, verbose=2)
autoencoder.save("simple.keras")
