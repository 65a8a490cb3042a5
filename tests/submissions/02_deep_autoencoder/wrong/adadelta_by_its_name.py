# %% [markdown]
# The bare string "adadelta": its learning rate is 0.001, so next to nothing is learned.
# - base: solution
# - loses: compile
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% compile
deeper_autoencoder.compile(optimizer="adadelta", loss="binary_crossentropy")
