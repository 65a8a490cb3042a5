# %% [markdown]
# All trainings see a hundred images only, the optional ones too.
# - base: solution
# - loses: smoke, conv_training, denoiser_training

# %% smoke
conv_smoke = conv_autoencoder.fit(few[:100], few[:100], epochs=5, batch_size=32, verbose=0)
denoiser_smoke = denoiser.fit(few_noisy[:100], few[:100], epochs=5, batch_size=32, verbose=0)

# %% conv_training
train_conv = True
conv_history = conv_autoencoder.fit(
    X_train_conv[:100], X_train_conv[:100], epochs=10, validation_split=0.1, verbose=0
)

# %% denoiser_training
train_denoiser = True
denoiser_history = denoiser.fit(
    few_noisy[:100], X_train_conv[:100], epochs=35, validation_split=0.1, verbose=0
)
