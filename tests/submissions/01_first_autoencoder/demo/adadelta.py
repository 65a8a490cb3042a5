# %% [markdown]
# The bare string "adadelta": its learning rate is 0.001, so next to nothing is learned.
# - base: solution
# - loses: compile

# %% compile
autoencoder.compile(optimizer="adadelta", loss="binary_crossentropy")
