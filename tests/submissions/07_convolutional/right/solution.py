# %% [markdown]
# The solution, its optional trainings switched off.
# - base: solution
# - loses: conv_training, denoiser_training

