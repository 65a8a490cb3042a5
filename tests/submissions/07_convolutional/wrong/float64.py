# %% [markdown]
# Images of type float64: twice the memory for nothing.
# - base: solution
# - loses: load_data, conv_training, denoiser_training

# %% load_data
def load_data():
    (train, _), (test, _) = keras.datasets.mnist.load_data()
    train = np.reshape(train, (len(train), 28, 28, 1)).astype("float64") / 255.0
    test = np.reshape(test, (len(test), 28, 28, 1)).astype("float64") / 255.0
    return train, test
