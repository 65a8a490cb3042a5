# %% [markdown]
# The training images are encoded, not the test images.
# - base: solution
# - loses: encode_decode
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encode_decode
encoded_imgs = encoder.predict(X_train, verbose=0)
decoded_imgs = decoder.predict(encoded_imgs, verbose=0)
