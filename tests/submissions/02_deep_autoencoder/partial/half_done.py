# %% [markdown]
# Stopped half-way: trained, and nothing done with it yet.
# - base: release
# - loses: deeper_or_not, encode_decode, comparison, dead_units, what_went_wrong, why_no_error, largest_gap
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% load_images
def load_images():
    """Load MNIST as float32 arrays of shape (60000, 784) and (10000, 784) in [0, 1]."""
    return [
        part.reshape(-1, 784).astype("float32") / 255.0
        for part, digits in keras.datasets.mnist.load_data()
    ]


# %% deeper_autoencoder
input_img = keras.Input(shape=(784,))
encoded_1 = keras.layers.Dense(128, activation="relu")(input_img)
encoded_2 = keras.layers.Dense(64, activation="relu")(encoded_1)
encoded_3 = keras.layers.Dense(32, activation="relu")(encoded_2)
decoded_1 = keras.layers.Dense(64, activation="relu")(encoded_3)
decoded_2 = keras.layers.Dense(128, activation="relu")(decoded_1)
decoded_3 = keras.layers.Dense(784, activation="sigmoid")(decoded_2)
deeper_autoencoder = keras.Model(inputs=input_img, outputs=decoded_3)

# %% deep_encoder
deep_encoder = keras.Model(inputs=input_img, outputs=encoded_3)

# %% deep_decoder
deep_encoded_input = keras.Input(shape=(32,))
deep_decoder_layer_1 = deeper_autoencoder.layers[-3]
deep_decoder_layer_2 = deeper_autoencoder.layers[-2]
deep_decoder_layer_3 = deeper_autoencoder.layers[-1]
x = deep_decoder_layer_1(deep_encoded_input)
x = deep_decoder_layer_2(x)
x = deep_decoder_layer_3(x)
deep_decoder = keras.Model(inputs=deep_encoded_input, outputs=x)

# %% compile
deeper_autoencoder.compile(optimizer="adam", loss="binary_crossentropy")

# %% fit
deep_history = deeper_autoencoder.fit(
    X_train,
    X_train,
    epochs=100,
    batch_size=256,
    shuffle=True,
    validation_data=(X_test, X_test),
    verbose=2,
)
deeper_autoencoder.save("deeper.keras")
