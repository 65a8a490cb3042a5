# %% [markdown]
# SGD with a tiny step: it trains and learns nothing.
# - base: solution
# - loses: vae_fit
# - file: plain.keras <- solution/09_variational/plain.keras

# %% vae_fit
vae = VAE(vae_encoder, vae_decoder)
vae.compile(optimizer=keras.optimizers.SGD(1e-7))
vae_history = vae.fit(X_train, epochs=20, batch_size=256, verbose=0)
