# %% [markdown]
# What many believe: convolutions compress better, transposed ones enlarge, and so on.
# - base: solution
# - loses: smaller_loss, what_enlarges, fixed_numbers, conv_training, denoiser_training

# %% smaller_loss
smaller_loss = "a"

# %% what_enlarges
what_enlarges = "a"

# %% fixed_numbers
fixed_numbers = "b"
