# %% [markdown]
# No step is taken, the losses are invented.
# - base: solution
# - loses: losses

# %% losses
losses = [0.24 * 0.9985**step + 0.01 for step in range(training_steps)]
