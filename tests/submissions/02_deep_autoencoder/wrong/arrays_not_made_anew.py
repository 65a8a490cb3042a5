# %% [markdown]
# The deep answers are a copy of decoded_imgs; the picture of the training images begins elsewhere.
# - base: solution
# - loses: encode_decode, comparison
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% encode_decode
deep_encoded_imgs = deep_encoder.predict(X_test, verbose=0)
deep_decoded_imgs = decoded_imgs

# %% comparison
comparison = {
    "original": X_train[:10],
    "simple": decoded_imgs[:10],
    "deep": deep_decoded_imgs[:10],
}
