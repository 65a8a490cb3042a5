# %% [markdown]
# No seed is set before the networks are built, and the noise is drawn by Keras.
# - base: solution
# - loses:
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras

# %% add_noise
def add_noise(data, noise_factor, seed=None):
    if seed is None:
        seed = int(np.random.SeedSequence().entropy % 2**31)
    noise = keras.random.normal(data.shape, stddev=noise_factor, seed=seed)
    noisy = keras.ops.clip(keras.ops.add(data, noise), 0, 1)
    return keras.ops.convert_to_numpy(noisy).astype("float32")


# %% denoiser
image_in = keras.layers.Input((784,))
steps = [keras.layers.GaussianNoise(0.5, seed=11), keras.layers.ReLU(max_value=1)]
steps += [keras.layers.Dense(128, "relu"), keras.layers.Dense(784, "sigmoid")]
image_out = image_in
for step in steps:
    image_out = step(image_out)
denoiser = keras.models.Model(inputs=image_in, outputs=image_out)
denoiser.compile(optimizer="adam", loss="binary_crossentropy", metrics=["mse"])

# %% sparse_fit
sparse = sparse_ae(1e-4)
sparse_history = sparse.fit(
    X_train, X_train, epochs=10, batch_size=256, validation_data=(X_valid, X_valid), verbose=2
)
sparse.save("sparse.keras")
