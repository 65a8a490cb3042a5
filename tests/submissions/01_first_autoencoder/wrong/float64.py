# %% [markdown]
# Division without a change of type gives float64, which takes twice the memory.
# - base: solution
# - loses: load_images
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% load_images
def load_images():
    (train, _), (test, _) = keras.datasets.mnist.load_data()
    return train.reshape(-1, 784) / 255, test.reshape(-1, 784) / 255
