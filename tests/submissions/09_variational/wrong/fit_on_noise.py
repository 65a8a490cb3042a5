# %% [markdown]
# Trained on random images of the right shape.
# - base: solution
# - loses: vae_fit
# - file: plain.keras <- solution/09_variational/plain.keras

# %% vae_fit
vae = VAE(vae_encoder, vae_decoder)
vae.compile(optimizer=keras.optimizers.Adam(0.002))
vae_history = vae.fit(
    np.random.default_rng(1).random(X_train.shape, dtype="float32"),
    epochs=20,
    batch_size=256,
    verbose=0,
)
