# %% [markdown]
# Trained with tensors, a named optimizer and a callback, and sequences in tuples.
# - base: solution
# - loses:
# - file: plain.keras <- solution/09_variational/plain.keras

# %% vae_fit
vae = VAE(encoder=vae_encoder, decoder=vae_decoder, name="my_vae")
adam = keras.optimizers.Adam(learning_rate=2e-3)
vae.compile(adam)
vae_history = vae.fit(
    x=X_train, batch_size=256, epochs=20, verbose=0, callbacks=[keras.callbacks.TerminateOnNaN()]
)
