# %% [markdown]
# Batches in the same order in every epoch.
# - base: solution
# - loses: fit
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% fit
history = autoencoder.fit(
    X_train,
    X_train,
    epochs=50,
    batch_size=256,
    shuffle=False,
    validation_data=(X_test, X_test),
    verbose=2,
)
autoencoder.save("simple.keras")
