# %% [markdown]
# The published mistake in one step: the deep codes are given to the small network's decoder.
# - base: solution
# - loses: encode_decode
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% encode_decode
deep_encoded_imgs = deep_encoder.predict(X_test, verbose=0)
deep_decoded_imgs = decoder.predict(deep_encoded_imgs, verbose=0)
