# %% [markdown]
# FULL is set and the numbers are saved: graded, 2,000 steps run.
# - base: solution
# - loses:

# %% +before steps_given
FULL = True

# %% losses
losses = [float(train_step(batch)) for batch in train_data.take(training_steps)]
np.savez("by_hand.npz", **parameters())
