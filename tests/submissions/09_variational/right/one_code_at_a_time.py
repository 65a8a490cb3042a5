# %% [markdown]
# Samples are drawn and decoded one at a time, and the walk is a loop.
# - base: solution
# - loses:
# - file: plain.keras <- solution/09_variational/plain.keras

# %% sample_digits
def sample_digits(decoder, n, seed):
    random = np.random.default_rng(seed)
    drawn = [decoder(random.normal(size=(1, decoder.input_shape[-1]))) for _ in range(n)]
    return np.concatenate([keras.ops.convert_to_numpy(image) for image in drawn])


# %% interpolate
def interpolate(encoder, decoder, first, second, steps):
    a = keras.ops.convert_to_numpy(encoder(first[None])[0])[0]
    b = keras.ops.convert_to_numpy(encoder(second[None])[0])[0]
    codes = [a + (b - a) * i / (steps - 1) for i in range(steps)]
    return keras.ops.convert_to_numpy(decoder(np.array(codes)))
