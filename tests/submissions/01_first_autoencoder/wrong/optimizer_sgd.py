# %% [markdown]
# An optimizer that was not asked for.
# - base: solution
# - loses: compile
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% compile
autoencoder.compile(optimizer="sgd", loss="binary_crossentropy")
