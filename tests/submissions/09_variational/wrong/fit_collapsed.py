# %% [markdown]
# Trained on the mean image: the clouds say nothing about an image.
# - base: solution
# - loses: vae_fit
# - file: plain.keras <- solution/09_variational/plain.keras

# %% vae_fit
vae = VAE(vae_encoder, vae_decoder)
vae.compile(optimizer=keras.optimizers.Adam(0.002))
vae_history = vae.fit(
    np.tile(X_train.mean(axis=0), (60000, 1)), epochs=20, batch_size=256, verbose=0
)
