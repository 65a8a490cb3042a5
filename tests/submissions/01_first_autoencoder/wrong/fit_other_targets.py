# %% [markdown]
# Each image is compared with another one: the targets are turned round.
# - base: solution
# - loses: fit
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% fit
history = autoencoder.fit(
    X_train,
    X_train[::-1],
    epochs=50,
    batch_size=256,
    shuffle=True,
    validation_data=(X_test, X_test),
    verbose=2,
)
autoencoder.save("simple.keras")
