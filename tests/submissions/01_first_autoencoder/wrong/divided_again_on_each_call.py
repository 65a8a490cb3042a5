# %% [markdown]
# The arrays live outside the function, so each call divides them by 255 once more.
# - base: solution
# - loses: load_images

# %% load_images
(train, _), (test, _) = keras.datasets.mnist.load_data()
train = train.reshape(len(train), -1).astype("float32")
test = test.reshape(len(test), -1).astype("float32")


def load_images():
    global train, test
    train = train / 255
    test = test / 255
    return train, test
