# %% [markdown]
# The whole network is fed noise instead of the test images.
# - base: solution
# - loses: encode_decode
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encode_decode
encoded_imgs = encoder.predict(X_test, verbose=0)
noise = np.random.default_rng(0).random(X_test.shape, dtype="float32")
decoded_imgs = autoencoder.predict(noise, verbose=0)
