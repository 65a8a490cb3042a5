# %% [markdown]
# Walks between the log variances instead of the means.
# - base: solution
# - loses: interpolate
# - file: plain.keras <- solution/09_variational/plain.keras

# %% interpolate
def interpolate(encoder, decoder, first, second, steps):
    _, means = encoder.predict(np.stack([first, second]), verbose=0)
    share = np.linspace(0, 1, steps, dtype="float32")[:, None]
    return decoder.predict((1 - share) * means[0] + share * means[1], verbose=0)
