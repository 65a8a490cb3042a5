# %% [markdown]
# Every step sees the same batch.
# - base: solution
# - loses: losses

# %% losses
losses = []
batch = next(iter(train_data))
for step in range(training_steps):
    losses.append(float(train_step(batch)))
