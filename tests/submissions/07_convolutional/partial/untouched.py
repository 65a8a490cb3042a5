# %% [markdown]
# The notebook as it was handed out.
# - base: release
# - loses: load_data, conv_out, conv_transpose_out, shape_trace, upsample_nearest, conv_transpose_1d, conv_layers, conv_split, build_conv_autoencoder, smaller_loss, build_model, what_enlarges, fixed_numbers, build_stride_decoder, smoke, conv_training, denoiser_training
