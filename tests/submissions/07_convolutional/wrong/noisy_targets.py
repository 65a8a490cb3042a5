# %% [markdown]
# The denoiser gets the noisy images as target, too.
# - base: solution
# - loses: smoke, conv_training, denoiser_training

# %% smoke
conv_smoke = conv_autoencoder.fit(few, few, epochs=5, batch_size=32, verbose=2)
denoiser_smoke = denoiser.fit(
    few_noisy, few_noisy, epochs=5, batch_size=32, callbacks=watchers("smoke"), verbose=2
)
