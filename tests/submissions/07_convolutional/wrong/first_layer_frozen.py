# %% [markdown]
# The first layer of the denoiser is frozen: no gradient reaches it, and the loss falls all the same.
# - base: solution
# - loses: smoke, conv_training, denoiser_training

# %% smoke
denoiser_encoder.layers[1].trainable = False
denoiser.compile(optimizer="adam", loss="binary_crossentropy")
conv_smoke = conv_autoencoder.fit(few, few, epochs=5, batch_size=32, verbose=2)
denoiser_smoke = denoiser.fit(few_noisy, few, epochs=5, batch_size=32, verbose=2)
