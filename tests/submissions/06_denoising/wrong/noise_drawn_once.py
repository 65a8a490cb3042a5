# %% [markdown]
# No noise layer: the noise is drawn once, and the network is trained on that.
# - base: solution
# - loses: denoiser
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% denoiser
keras.utils.set_random_seed(1)
denoiser = build_plain()

# %% denoiser_fit
X_train_noisy = add_noise(X_train, 0.5)
denoiser_history = denoiser.fit(
    X_train_noisy,
    X_train,
    epochs=10,
    batch_size=256,
    validation_data=(X_valid_noisy, X_valid),
    verbose=2,
)
denoiser.save("denoiser.keras")
