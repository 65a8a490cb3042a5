# %% [markdown]
# A copy of the network is cut in two; it has the right shape and weights of its own.
# - base: solution
# - loses: encoder
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% encoder
copy_of_it = keras.models.clone_model(autoencoder)
copy_of_it.set_weights(autoencoder.get_weights())
encoder = keras.Model(copy_of_it.input, copy_of_it.layers[1].output)
