# %% [markdown]
# All zeros are counted; the gap loses its sign's other half.
# - base: solution
# - loses: dead_units, largest_gap
# - file: deeper.keras <- solution/02_deep_autoencoder/deeper.keras
# - file: simple.keras <- solution/02_deep_autoencoder/simple.keras

# %% dead_units
def dead_units(codes):
    return int(np.sum(codes == 0))


# %% largest_gap
def largest_gap(whole, encoder, decoder, images):
    drawn = decoder.predict(encoder.predict(images, verbose=0), verbose=0)
    return float(np.max(drawn - whole.predict(images, verbose=0)))
