# %% [markdown]
# Grey values are left as they are, from 0 to 255.
# - base: solution
# - loses: load_images

# %% load_images
def load_images():
    (train, _), (test, _) = keras.datasets.mnist.load_data()
    train = train.reshape(len(train), -1).astype("float32")
    test = test.reshape(len(test), -1).astype("float32")
    return train, test
