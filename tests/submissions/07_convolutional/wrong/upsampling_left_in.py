# %% [markdown]
# Stride 1 and upsampling as before: the size is right, the layers are not.
# - base: solution
# - loses: build_stride_decoder, conv_training, denoiser_training

# %% build_stride_decoder
def build_stride_decoder(image_shape, compressed_dim):
    return build_model(image_shape, compressed_dim)[2]
