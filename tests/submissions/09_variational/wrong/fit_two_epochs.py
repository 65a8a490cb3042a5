# %% [markdown]
# Two epochs instead of 20.
# - base: solution
# - loses: vae_fit
# - file: plain.keras <- solution/09_variational/plain.keras

# %% vae_fit
vae = VAE(vae_encoder, vae_decoder)
vae.compile(optimizer=keras.optimizers.Adam(0.002))
vae_history = vae.fit(X_train, epochs=2, batch_size=256, verbose=0)
