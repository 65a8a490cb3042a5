# %% [markdown]
# The textbook's (size - 1) * stride + kernel, wrong for kernels below the stride.
# - base: solution
# - loses: conv_transpose_out, conv_training, denoiser_training

# %% conv_transpose_out
def conv_transpose_out(size, kernel, stride=1, padding="valid"):
    if padding == "same":
        return size * stride
    return (size - 1) * stride + kernel
