# %% [markdown]
# The list holds the numbers of the steps; the means of batches are averaged.
# - base: solution
# - loses: losses, evaluate

# %% losses
losses = []
for step, batch in enumerate(train_data.take(training_steps)):
    train_step(batch)
    losses.append(float(step))


# %% evaluate
def evaluate(data):
    return np.mean([float(mean_square(decoder(encoder(batch)), batch)) for batch in data])
