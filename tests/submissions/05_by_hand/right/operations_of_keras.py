# %% [markdown]
# Keras's operations and initialisers, unpacking, and the optimizer's method apply.
# - base: solution
# - loses:

# %% make_pipeline
def make_pipeline(images, batch_size, training):
    data = tf.data.Dataset.from_tensor_slices(images)
    if training:
        data = data.repeat().shuffle(buffer_size=20_000, seed=4)
    return data.batch(batch_size, num_parallel_calls=tf.data.AUTOTUNE).prefetch(2)


# %% init_parameters
def init_parameters(seed):
    def draw(name, *shape):
        made = keras.initializers.RandomNormal(stddev=0.05, seed=10 * seed + len(weights))
        weights[name] = tf.Variable(made(shape), name=name)

    weights = {}
    draw("decoder_h2", 128, 784)
    draw("decoder_h1", 64, 128)
    draw("encoder_h2", 128, 64)
    draw("encoder_h1", 784, 128)
    biases = {
        "decoder_b2": tf.Variable(keras.ops.zeros(784)),
        "encoder_b1": tf.Variable(keras.ops.zeros(128)),
        "encoder_b2": tf.Variable(keras.ops.zeros(64)),
        "decoder_b1": tf.Variable(keras.ops.zeros(128)),
    }
    return weights, biases


# %% encoder
def encoder(x):
    for number in (1, 2):
        x = keras.ops.matmul(x, weights[f"encoder_h{number}"]) + biases[f"encoder_b{number}"]
        x = keras.activations.sigmoid(x)
    return x


# %% decoder
def decoder(x):
    layer_1 = tf.nn.sigmoid(tf.add(tf.matmul(x, weights["decoder_h1"]), biases["decoder_b1"]))
    return tf.nn.sigmoid(tf.add(tf.matmul(layer_1, weights["decoder_h2"]), biases["decoder_b2"]))


# %% mean_square
def mean_square(reconstructed, original):
    return keras.ops.mean(keras.losses.mean_squared_error(original, reconstructed))


# %% trainable_variables
trainable_variables = [*weights.values(), *biases.values()]


# %% run_optimization
def run_optimization(x):
    loss, gradients = loss_and_gradients(x)
    optimizer.apply(gradients, trainable_variables)
    return loss


# %% canvas
def canvas(images, n):
    tiles = np.reshape(images[: n * n], (n, n, 28, 28))
    return tiles.transpose(0, 2, 1, 3).reshape(28 * n, 28 * n)
