# %% [markdown]
# Handed in as it was given out.
# - base: release
# - loses: kl_divergence, sum_or_mean, Sampling, which_spread, VAE, vae_fit, if_too_strong, sample_digits, interpolate, why_generative
