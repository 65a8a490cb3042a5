# %% [markdown]
# Random numbers of TensorFlow's, variables of zeros, names made by a loop, tensors kept.
# - base: solution
# - loses:

# %% init_parameters
def init_parameters(seed):
    numbers = tf.random.Generator.from_seed(seed)
    sizes = [784, 128, 64, 128, 784]
    names = ["encoder_{}1", "encoder_{}2", "decoder_{}1", "decoder_{}2"]
    weights = {
        name.format("h"): tf.Variable(numbers.normal([rows, columns], stddev=0.05))
        for name, rows, columns in zip(names, sizes, sizes[1:])
    }
    biases = {
        name.format("b"): tf.Variable(tf.zeros([size])) for name, size in zip(names, sizes[1:])
    }
    return weights, biases


# %% mean_square
def mean_square(reconstructed, original):
    squares = tf.pow(original - reconstructed, 2)
    return tf.reduce_sum(squares) / tf.cast(tf.size(squares), tf.float32)


# %% trainable_variables
trainable_variables = []
for part in (weights, biases):
    for name in sorted(part):
        trainable_variables.append(part[name])

# %% losses
losses = []
for batch in train_data.take(training_steps):
    losses += [train_step(batch)]
losses = [loss.numpy().item() for loss in losses]


# %% canvas
def canvas(images, n):
    return np.block([[images[row * n + k].reshape(28, 28) for k in range(n)] for row in range(n)])
