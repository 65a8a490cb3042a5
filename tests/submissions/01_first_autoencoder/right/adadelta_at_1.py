# %% [markdown]
# Adadelta at the learning rate it was published with, where the lab accepts it.
# - base: solution
# - loses:

# %% compile
autoencoder.compile(
    optimizer=keras.optimizers.Adadelta(learning_rate=1.0), loss="binary_crossentropy"
)
