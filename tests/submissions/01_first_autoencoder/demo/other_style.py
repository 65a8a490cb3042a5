# %% [markdown]
# All right, in another hand: Sequential halves, TensorFlow's import, helpers, extra cells.
# - base: release
# - loses:
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% +before load_images
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

print(tf.__version__)


# %% load_images
def to_rows(images):
    return (
        np.asarray(images, dtype=np.float32).reshape((len(images), np.prod(images.shape[1:])))
        / 255.0
    )


def load_images():
    pairs = tf.keras.datasets.mnist.load_data()
    return tuple(to_rows(images) for images, _ in pairs)


# %% encoding_dim
encoding_dim = 2**5

# %% encoder
encoder = keras.Sequential([input_img, autoencoder.layers[1]], name="to_the_code")
encoder.summary()

# %% decoder
decoder_layer = autoencoder.get_layer(index=2)
decoder = keras.Sequential([keras.Input((encoding_dim,)), decoder_layer], name="from_the_code")
encoded_input = decoder.inputs[0]

# %% +after decoder
probe = np.random.rand(3, 784)
np.testing.assert_allclose(decoder(encoder(probe)), autoencoder(probe), atol=1e-6)

# %% compile
autoencoder.compile(keras.optimizers.Adadelta(learning_rate=1.0), keras.losses.BinaryCrossentropy())

# %% fit
settings = dict(epochs=50, batch_size=256, shuffle=True)
history = autoencoder.fit(x=X_train, y=X_train, validation_data=(X_test, X_test), **settings)
autoencoder.save("simple.keras")

# %% encode_decode
encoded_imgs = encoder.predict(X_test)
decoded_imgs = decoder.predict(encoded_imgs)

# %% +after encode_decode
plt.hist(encoded_imgs.ravel(), bins=50)
plt.show()


# %% generate_auto_encoder
def generate_auto_encoder(dimensions, image_shape):
    model = keras.Sequential(name="small")
    model.add(layers.Input(shape=image_shape))
    model.add(layers.Dense(units=dimensions, name="squeeze"))
    model.add(layers.Activation("relu"))
    model.add(layers.Dense(units=image_shape[-1], name="draw"))
    model.add(layers.Activation("sigmoid"))
    model.compile(optimizer=tf.keras.optimizers.Adam(), loss="bce")
    return model


# %% +last
print("the end")
