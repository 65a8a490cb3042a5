# %% [markdown]
# tf.function on every function, and a loop over an iterator that calls the step itself.
# - base: solution
# - loses:

# %% encoder
@tf.function
def encoder(x):
    hidden = tf.sigmoid(x @ weights["encoder_h1"] + biases["encoder_b1"])
    return tf.sigmoid(hidden @ weights["encoder_h2"] + biases["encoder_b2"])


# %% loss_and_gradients
@tf.function
def loss_and_gradients(x):
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(trainable_variables)
        loss = mean_square(decoder(encoder(x)), x)
    gradients = tape.gradient(loss, trainable_variables)
    return loss, gradients


# %% run_optimization
@tf.function
def run_optimization(x):
    loss, gradients = loss_and_gradients(x)
    pairs = list(zip(gradients, trainable_variables))
    optimizer.apply_gradients(pairs)
    return loss


# %% losses
losses = []
batches = iter(train_data)
while len(losses) < training_steps:
    losses.append(run_optimization(next(batches)).numpy())


# %% evaluate
def evaluate(data):
    errors = [tf.reduce_mean((decoder(encoder(x)) - x) ** 2, axis=1) for x in data]
    return tf.reduce_mean(tf.concat(errors, axis=0))
