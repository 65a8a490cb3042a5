# %% [markdown]
# Stopped half-way: trained, but the codes and the function at the end are still to do.
# - base: release
# - loses: encode_decode, generate_auto_encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% load_images
def load_images():
    """Load MNIST as float32 arrays of shape (60000, 784) and (10000, 784) in [0, 1]."""
    images = []
    for part, labels in keras.datasets.mnist.load_data():
        images.append(part.reshape(-1, 784).astype("float32") / 255.0)
    return images[0], images[1]


# %% encoding_dim
encoding_dim = 32

# %% encoder
encoder = keras.Model(inputs=input_img, outputs=encoded_image_layer)

# %% decoder
encoded_input = keras.Input(shape=(encoding_dim,))
decoder_layer = autoencoder.layers[-1]
decoder = keras.Model(encoded_input, decoder_layer(encoded_input))

# %% compile
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")

# %% fit
history = autoencoder.fit(
    X_train,
    X_train,
    epochs=50,
    batch_size=256,
    shuffle=True,
    validation_data=(X_test, X_test),
    verbose=2,
)
autoencoder.save("simple.keras")
