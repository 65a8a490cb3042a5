# %% [markdown]
# Activations are layers of their own, and so is every import.
# - base: solution
# - loses: conv_training, denoiser_training

# %% conv_layers
from keras import layers, ops

conv_input_img = keras.Input((28, 28, 1))
conv_encoder_1 = layers.ReLU()(layers.Conv2D(16, 3, padding="same")(conv_input_img))
conv_encoder_2 = layers.MaxPooling2D(2, 2, "same")(conv_encoder_1)
conv_encoder_3 = layers.Activation("relu")(layers.Conv2D(8, 3, padding="same")(conv_encoder_2))
conv_encoder_4 = layers.MaxPooling2D(2, 2, "same")(conv_encoder_3)
conv_encoder_5 = ops.relu(layers.Conv2D(8, 3, padding="same")(conv_encoder_4))
conv_encoded = layers.MaxPooling2D(2, 2, "same")(conv_encoder_5)
decoding = [
    *(layers.Conv2D(8, 3, padding="same"), layers.ReLU(), layers.UpSampling2D(2)),
    *(layers.Conv2D(8, 3, padding="same"), layers.ReLU(), layers.UpSampling2D(2)),
    *(layers.Conv2D(16, 3, padding="valid"), layers.ReLU(), layers.UpSampling2D(2)),
    *(layers.Conv2D(1, 3, padding="same"), layers.Activation("sigmoid")),
]
steps = [conv_encoded]
for layer in decoding:
    steps.append(layer(steps[-1]))
conv_decoder_1, conv_decoder_2, conv_decoder_3 = steps[2], steps[3], steps[5]
conv_decoder_4, conv_decoder_5, conv_decoder_6 = steps[6], steps[8], steps[9]
conv_decoded = steps[-1]
conv_autoencoder = keras.Model(inputs=conv_input_img, outputs=conv_decoded)

# %% conv_split
conv_encoder = keras.Model(conv_input_img, conv_encoded)
conv_encoded_input = keras.Input((4, 4, 8))
x = conv_encoded_input
for layer in decoding:
    x = layer(x)
conv_decoder = keras.Model(conv_encoded_input, x)


# %% build_conv_autoencoder
def build_conv_autoencoder(filters=(16, 8, 8)):
    def conv(x, n, padding="same"):
        return keras.layers.ReLU()(keras.layers.Conv2D(n, 3, padding=padding)(x))

    a, b, c = filters
    start = x = keras.Input((28, 28, 1))
    for n in filters:
        x = keras.layers.MaxPooling2D(2, padding="same")(conv(x, n))
    encoder = keras.Model(start, x)
    code = keras.Input((4, 4, c))
    y = keras.layers.UpSampling2D(2)(conv(code, c))
    y = keras.layers.UpSampling2D(2)(conv(y, b))
    y = keras.layers.UpSampling2D(2)(conv(y, a, "valid"))
    y = keras.ops.sigmoid(keras.layers.Conv2D(1, 3, padding="same")(y))
    decoder = keras.Model(code, y)
    model = keras.Model(start, decoder(encoder.output))
    model.compile(loss="bce", optimizer="Adam")
    return model, encoder, decoder
