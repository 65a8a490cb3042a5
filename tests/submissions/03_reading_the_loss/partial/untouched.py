# %% [markdown]
# Handed in as it was released.
# - base: release
# - loses: bce, mse, psnr, sum_or_mean, bce_floor, baselines, pca_fit, pca_encode_decode, linear_ae, subspace_overlap, components_or_subspace, relu_ae, code_size, with_penalty
