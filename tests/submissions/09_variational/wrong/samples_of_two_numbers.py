# %% [markdown]
# The size of a code is fixed at two, and the seed is not used.
# - base: solution
# - loses: sample_digits
# - file: plain.keras <- solution/09_variational/plain.keras

# %% sample_digits
def sample_digits(decoder, n, seed):
    codes = np.random.default_rng(0).standard_normal((n, decoder.input_shape[-1]))
    return decoder.predict(codes.astype("float32"), verbose=0)
