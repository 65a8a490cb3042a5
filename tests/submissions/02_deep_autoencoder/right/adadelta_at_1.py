# %% [markdown]
# Adadelta at the learning rate it was published with, where the lab accepts it.
# - base: solution
# - loses:
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% compile
deeper_autoencoder.compile(
    optimizer=keras.optimizers.Adadelta(learning_rate=1.0),
    loss=keras.losses.BinaryCrossentropy(),
)
