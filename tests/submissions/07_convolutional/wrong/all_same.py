# %% [markdown]
# Padding same in all convolutions: the decoder ends at 32 pixels.
# - base: solution
# - loses: conv_layers, conv_training, denoiser_training

# %% conv_layers
conv_input_img = keras.Input(shape=(28, 28, 1))
conv_encoder_1 = keras.layers.Conv2D(16, 3, activation="relu", padding="same")(conv_input_img)
conv_encoder_2 = keras.layers.MaxPooling2D(2, padding="same")(conv_encoder_1)
conv_encoder_3 = keras.layers.Conv2D(8, 3, activation="relu", padding="same")(conv_encoder_2)
conv_encoder_4 = keras.layers.MaxPooling2D(2, padding="same")(conv_encoder_3)
conv_encoder_5 = keras.layers.Conv2D(8, 3, activation="relu", padding="same")(conv_encoder_4)
conv_encoded = keras.layers.MaxPooling2D(2, padding="same")(conv_encoder_5)
conv_decoder_1 = keras.layers.Conv2D(8, 3, activation="relu", padding="same")(conv_encoded)
conv_decoder_2 = keras.layers.UpSampling2D(2)(conv_decoder_1)
conv_decoder_3 = keras.layers.Conv2D(8, 3, activation="relu", padding="same")(conv_decoder_2)
conv_decoder_4 = keras.layers.UpSampling2D(2)(conv_decoder_3)
conv_decoder_5 = keras.layers.Conv2D(16, 3, activation="relu", padding="same")(conv_decoder_4)
conv_decoder_6 = keras.layers.UpSampling2D(2)(conv_decoder_5)
conv_decoded = keras.layers.Conv2D(1, 3, activation="sigmoid", padding="same")(conv_decoder_6)
conv_autoencoder = keras.Model(conv_input_img, conv_decoded)
