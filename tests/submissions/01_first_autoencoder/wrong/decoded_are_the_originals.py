# %% [markdown]
# The images themselves are shown as their own reconstruction.
# - base: solution
# - loses: encode_decode
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encode_decode
encoded_imgs = encoder.predict(X_test, verbose=0)
decoded_imgs = X_test.copy()
