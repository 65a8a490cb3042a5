# %% [markdown]
# The whole picture is repeated side by side, not each pixel.
# - base: solution
# - loses: upsample_nearest, conv_training, denoiser_training

# %% upsample_nearest
def upsample_nearest(images, factor):
    return np.tile(images, (1, factor, factor, 1))
