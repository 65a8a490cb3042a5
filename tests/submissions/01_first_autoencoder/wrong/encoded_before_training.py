# %% [markdown]
# The codes were computed before training and are used as they are.
# - base: solution
# - loses: encode_decode
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% +before fit
early_codes = encoder.predict(X_test, verbose=0)
early_images = decoder.predict(early_codes, verbose=0)

# %% encode_decode
encoded_imgs = early_codes
decoded_imgs = early_images
