# %% [markdown]
# Where stamps overlap, the later one overwrites the earlier one.
# - base: solution
# - loses: conv_transpose_1d, conv_training, denoiser_training

# %% conv_transpose_1d
def conv_transpose_1d(signal, kernel, stride):
    out = np.zeros(conv_transpose_out(len(signal), len(kernel), stride, "valid"))
    for i, value in enumerate(signal):
        out[i * stride : i * stride + len(kernel)] = value * kernel
    return out
