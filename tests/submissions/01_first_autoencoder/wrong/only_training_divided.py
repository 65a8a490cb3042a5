# %% [markdown]
# The training images are scaled, the test images were forgotten.
# - base: solution
# - loses: load_images
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% load_images
def load_images():
    (train, _), (test, _) = keras.datasets.mnist.load_data()
    train = train.reshape((60000, 784)).astype("float32") / 255
    test = test.reshape((10000, 784)).astype("float32")
    return train, test
