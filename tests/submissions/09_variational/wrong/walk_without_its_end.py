# %% [markdown]
# The last step stops short of the second image.
# - base: solution
# - loses: interpolate
# - file: plain.keras <- solution/09_variational/plain.keras

# %% interpolate
def interpolate(encoder, decoder, first, second, steps):
    means, _ = encoder.predict(np.stack([first, second]), verbose=0)
    share = (np.arange(steps, dtype="float32") / steps)[:, None]
    return decoder.predict((1 - share) * means[0] + share * means[1], verbose=0)
