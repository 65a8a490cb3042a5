# %% [markdown]
# Reshaped to (28, 28, 1), which forgets that there are many images: an error.
# - base: solution
# - loses: load_data, conv_training, denoiser_training

# %% load_data
def load_data():
    (train, _), (test, _) = keras.datasets.mnist.load_data()
    train = train.astype("float32") / 255
    test = test.astype("float32") / 255
    return train.reshape(28, 28, 1), test.reshape(28, 28, 1)
