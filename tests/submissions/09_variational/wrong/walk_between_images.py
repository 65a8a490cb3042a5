# %% [markdown]
# The walk mixes the pixels of the two images, not their codes.
# - base: solution
# - loses: interpolate
# - file: plain.keras <- solution/09_variational/plain.keras

# %% interpolate
def interpolate(encoder, decoder, first, second, steps):
    share = np.linspace(0, 1, steps)[:, None]
    mixed = ((1 - share) * first + share * second).astype("float32")
    return decoder.predict(encoder.predict(mixed, verbose=0)[0], verbose=0) * 0 + mixed
