# %% [markdown]
# The small network is compiled a second time, the deep one not at all.
# - base: solution
# - loses: compile
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% compile
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
