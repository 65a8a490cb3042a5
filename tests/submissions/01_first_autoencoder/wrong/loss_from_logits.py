# %% [markdown]
# The loss is told to expect numbers without a sigmoid, but the network has one.
# - base: solution
# - loses: compile
# - file: simple.keras <- solution/01_first_autoencoder/simple.keras

# %% compile
autoencoder.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
