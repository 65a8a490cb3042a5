# %% [markdown]
# Noisy images go into a network that adds noise itself.
# - base: solution
# - loses: denoiser_fit
# - file: denoiser.keras <- solution/06_denoising/denoiser.keras
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% denoiser_fit
denoiser_history = denoiser.fit(
    add_noise(X_train, 0.5),
    X_train,
    epochs=10,
    batch_size=256,
    validation_data=(X_valid_noisy, X_valid),
    verbose=2,
)
denoiser.save("denoiser.keras")
