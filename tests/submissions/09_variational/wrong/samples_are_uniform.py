# %% [markdown]
# Codes drawn evenly from 0 to 1 instead of from the normal distribution.
# - base: solution
# - loses: sample_digits
# - file: plain.keras <- solution/09_variational/plain.keras

# %% sample_digits
def sample_digits(decoder, n, seed):
    codes = np.random.default_rng(seed).random((n, decoder.input_shape[-1]))
    return decoder.predict(codes.astype("float32"), verbose=0)
