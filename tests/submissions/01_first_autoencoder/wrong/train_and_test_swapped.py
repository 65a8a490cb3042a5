# %% [markdown]
# The two pairs are unpacked in the wrong order.
# - base: solution
# - loses: load_images
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% load_images
def load_images():
    (test, _), (train, _) = keras.datasets.mnist.load_data()
    train = train.reshape(len(train), -1).astype("float32") / 255
    test = test.reshape(len(test), -1).astype("float32") / 255
    return train, test
