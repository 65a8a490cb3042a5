# %% [markdown]
# A transposed convolution is followed with the rule of an ordinary one.
# - base: solution
# - loses: shape_trace, conv_training, denoiser_training

# %% shape_trace
def shape_trace(size, steps):
    sizes = [size]
    for kind, *numbers in steps:
        if kind == "up":
            size = size * numbers[0]
        else:
            size = conv_out(size, *numbers)
        sizes.append(size)
    return sizes
