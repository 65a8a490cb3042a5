# %% [markdown]
# Done up to the noise that is drawn once; the rest is as it was handed out, but for a function in pieces.
# - base: release
# - loses: early_stopping, ten_e_minus_five, sparse_ae, sparse_fit, what_val_loss_holds, report, dropout_ae, psnr_gain
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: plain.keras <- solution/06_denoising/plain.keras

# %% add_noise
def add_noise(data, noise_factor, seed=None):
    generator = np.random.default_rng(seed)
    noisy = data + noise_factor * generator.normal(size=data.shape)
    return noisy.clip(0, 1).astype("float32")


# %% which_pair
which_pair = "b"

# %% denoiser
keras.utils.set_random_seed(1)
start_here = keras.Input(shape=(784,))
x = keras.layers.GaussianNoise(0.5)(start_here)
x = keras.layers.ReLU(max_value=1.0)(x)
x = keras.layers.Dense(128, activation="relu")(x)
x = keras.layers.Dense(784, activation="sigmoid")(x)
denoiser = keras.Model(start_here, x)
denoiser.compile(optimizer="adam", loss="binary_crossentropy")

# %% denoiser_fit
denoiser_history = denoiser.fit(
    X_train, X_train, epochs=10, batch_size=256, validation_data=(X_valid_noisy, X_valid), verbose=2
)
denoiser.save("denoiser.keras")


# %% sparse_ae
def sparse_ae(lam):
    image = keras.Input(shape=(784,))
    code = keras.layers.Dense(128, activation="relu")(image)
