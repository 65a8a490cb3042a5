# %% [markdown]
# The labels are the targets, as in a classifier: fit stops with an error.
# - base: solution
# - loses: fit
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% +before fit
(_, y_train), _ = keras.datasets.mnist.load_data()

# %% fit
history = autoencoder.fit(
    X_train,
    y_train,
    epochs=50,
    batch_size=256,
    shuffle=True,
    validation_data=(X_test, X_test),
    verbose=2,
)
autoencoder.save("simple.keras")
