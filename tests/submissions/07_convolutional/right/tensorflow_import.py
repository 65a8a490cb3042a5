# %% [markdown]
# Layers and models by way of TensorFlow, as in many texts, and validation in the smoke test.
# - base: solution
# - loses: conv_training, denoiser_training

# %% build_stride_decoder
from tensorflow.keras import layers as tf_layers
from tensorflow.keras.models import Model as TfModel


def build_stride_decoder(image_shape, compressed_dim):
    """Build the decoder of `build_model` with strides in place of upsampling."""
    small = [image_shape[0] // 4, image_shape[1] // 4, 32]
    start = tf_layers.Input(shape=[compressed_dim])
    x = tf_layers.Dense(int(np.prod(small)), activation="relu")(start)
    x = tf_layers.Reshape(small)(x)
    for strides in (2, 2):
        x = tf_layers.Conv2DTranspose(32, (3, 3), strides, "same", activation="relu")(x)
        x = tf_layers.BatchNormalization()(x)
    x = tf_layers.Conv2DTranspose(16, (3, 3), padding="same", activation="relu")(x)
    x = tf_layers.Convolution2D(image_shape[2], (3, 3), padding="same", activation="sigmoid")(x)
    return TfModel(inputs=start, outputs=x)


# %% smoke
histories = {}
for name, model, inputs in [("conv", conv_autoencoder, few), ("smoke", denoiser, few_noisy)]:
    histories[name] = model.fit(
        x=inputs,
        y=few,
        batch_size=32,
        epochs=5,
        shuffle=True,
        verbose=0,
        validation_data=(inputs[:100], few[:100]),
        callbacks=watchers(name),
    )
conv_smoke, denoiser_smoke = histories.values()
