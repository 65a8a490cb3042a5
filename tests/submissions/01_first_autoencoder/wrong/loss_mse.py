# %% [markdown]
# Mean squared error instead of binary cross-entropy.
# - base: solution
# - loses: compile
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% compile
autoencoder.compile(optimizer="adam", loss="mse")
