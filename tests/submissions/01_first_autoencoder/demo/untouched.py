# %% [markdown]
# The notebook as it was handed out.
# - base: release
# - loses: load_images, encoding_dim, encoder, decoder, compile, fit, encode_decode, generate_auto_encoder
