# %% [markdown]
# Handed in as it was handed out.
# - base: release
# - loses: add_noise, which_pair, denoiser, denoiser_fit, early_stopping, ten_e_minus_five, sparse_ae, sparse_fit, what_val_loss_holds, report, dropout_ae, psnr_gain
