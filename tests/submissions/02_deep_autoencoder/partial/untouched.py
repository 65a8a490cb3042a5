# %% [markdown]
# The notebook as it was handed out.
# - base: release
# - loses: load_images, deeper_autoencoder, deep_encoder, deep_decoder, compile, fit, deeper_or_not, encode_decode, comparison, dead_units, what_went_wrong, why_no_error, largest_gap
