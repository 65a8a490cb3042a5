# %% [markdown]
# Whole bytes are divided in place, which NumPy refuses.
# - base: solution
# - loses: load_images
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% load_images
def load_images():
    (train, _), (test, _) = keras.datasets.mnist.load_data()
    train, test = train.reshape(-1, 784), test.reshape(-1, 784)
    train /= 255
    test /= 255
    return train, test
