# %% [markdown]
# The function hands out the models made before, whatever filters are asked for.
# - base: solution
# - loses: build_conv_autoencoder, conv_training, denoiser_training

# %% build_conv_autoencoder
def build_conv_autoencoder(filters=(16, 8, 8)):
    conv_autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
    return conv_autoencoder, conv_encoder, conv_decoder
