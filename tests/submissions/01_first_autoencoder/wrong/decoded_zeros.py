# %% [markdown]
# The decoder draws from codes of zeros, all the same picture.
# - base: solution
# - loses: encode_decode
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encode_decode
encoded_imgs = encoder.predict(X_test, verbose=0)
decoded_imgs = decoder.predict(np.zeros_like(encoded_imgs), verbose=0)
