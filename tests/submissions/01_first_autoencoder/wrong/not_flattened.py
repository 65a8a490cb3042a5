# %% [markdown]
# Images are scaled and stay squares of 28 x 28.
# - base: solution
# - loses: load_images
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% load_images
def load_images():
    (train, _), (test, _) = keras.datasets.mnist.load_data()
    return train.astype("float32") / 255, test.astype("float32") / 255
