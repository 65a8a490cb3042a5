# %% [markdown]
# With padding same the size is rounded down, as if the last stretch got no place.
# - base: solution
# - loses: conv_out, conv_training, denoiser_training

# %% conv_out
def conv_out(size, kernel, stride=1, padding="valid"):
    if padding == "same":
        return size // stride
    return (size - kernel) // stride + 1
