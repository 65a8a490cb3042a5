# %% [markdown]
# An autoencoder copies its input, so input and target are noisy. The answer to the question agrees.
# - base: solution
# - loses: which_pair, denoiser_fit
# - file: drawn_anew.keras <- solution/06_denoising/drawn_anew.keras
# - file: drawn_once.keras <- solution/06_denoising/drawn_once.keras
# - file: dropout.keras <- solution/06_denoising/dropout.keras
# - file: plain.keras <- solution/06_denoising/plain.keras
# - file: sparse.keras <- solution/06_denoising/sparse.keras

# %% which_pair
which_pair = "a"

# %% denoiser_fit
X_train_noisy = add_noise(X_train, 0.5)
denoiser_history = denoiser.fit(
    X_train_noisy,
    X_train_noisy,
    epochs=10,
    batch_size=256,
    validation_data=(X_valid_noisy, X_valid_noisy),
    verbose=2,
)
denoiser.save("denoiser.keras")
