# %% [markdown]
# Keras is imported as tensorflow.keras; extra cells and helpers; capitals for letters.
# - base: solution
# - loses:
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% +before load_images
from tensorflow import keras
from tensorflow.keras import layers, models


# %% load_images
def rows_of(images):
    return images.reshape(images.shape[0], 28 * 28).astype(np.float32) / 255.0


def load_images():
    from tensorflow.keras.datasets import mnist

    (X, _), (T, _) = mnist.load_data()
    return rows_of(X), rows_of(T)


# %% +after deeper_autoencoder
deeper_autoencoder.summary()

# %% deep_decoder
deep_encoded_input = layers.Input(shape=(32,))
steps = deeper_autoencoder.layers[-3:]
deep_decoder_layer_1, deep_decoder_layer_2, deep_decoder_layer_3 = steps
drawing = deep_encoded_input
for step in steps:
    drawing = step(drawing)
deep_decoder = models.Model(inputs=[deep_encoded_input], outputs=[drawing])

# %% +after deep_decoder_test
np.testing.assert_allclose(
    deep_decoder.predict(deep_encoder.predict(X_test[:50], verbose=0), verbose=0),
    deeper_autoencoder.predict(X_test[:50], verbose=0),
    atol=1e-5,
)

# %% compile
deeper_autoencoder.compile(
    loss="binary_crossentropy", optimizer=keras.optimizers.Adam(learning_rate=1e-3), metrics=["mse"]
)

# %% comparison
comparison = {}
for key, source in zip(["deep", "simple", "original"], [deep_decoded_imgs, decoded_imgs, X_test]):
    comparison[key] = np.array(source[0:10])
