# ---
# jupyter:
#   autograder:
#     limits:
#       cell_seconds: 400
#     pass_lines:
#       mnist:
#         steps_2000: 0.0152
#       stand-in:
#         steps_2000: 0.0219
#     title: The training loop by hand
#     training:
#       rows: 300000
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The training loop by hand
#
# Until now `fit` did the work: it fetched batches, computed a loss, found out how to change
# 50,992 numbers, changed them, and began again. In this lab you do all of that yourself, with
# TensorFlow, the library that Keras itself runs on here. Nothing stays in a black box: at the end
# you know what every line of a training loop is for, and that yours and Keras's do the same.
#
# At the end you will be able to
#
# * build a stream of shuffled batches with `tf.data`,
# * keep the parameters of a network in variables of your own, and write its forward pass,
# * let a `GradientTape` compute gradients, and check them without trusting it,
# * write a training step, make it fast with `tf.function`, and run it 2,000 times,
# * measure the result on images that training has not seen.
#
# | part | what you do | exercises | minutes |
# | --- | --- | --- | --- |
# | 1 | A stream of batches | 5.1, 5.2 | 10 |
# | 2 | 218,192 numbers | 5.3, 5.4 | 10 |
# | 3 | Forward | 5.5–5.8 | 10 |
# | 4 | The gradient | 5.9–5.12 | 13 |
# | 5 | Step by step | 5.13–5.17 | 12 |
# | 6 | Look at it | 5.18 | 7 |
#
# **A bug hunt.** Programs of this kind have been published many times, and handed on with their
# mistakes. Seven of these wait in this lab, each in a few lines of somebody's program, right
# after you have done the same thing well. For each you choose what is wrong with it.
#
# **How to work.** Replace `# YOUR CODE HERE` and the line `raise NotImplementedError()` below it.
# The cell after each exercise checks the plain things; more is checked when the lab is graded.
# Before each result there is a guess for you to write down. It earns no points, but a result that
# surprises you is one that you remember.

# %%
import os

os.environ["KERAS_BACKEND"] = "tensorflow"  # this lab needs TensorFlow below Keras

import time

import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

# %% [markdown]
# The next cell holds what draws the pictures of this lab. Run it; you need not read it now.

# %% nbgrader={"grade": false, "grade_id": "drawing_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
plt.rcParams.update({"figure.dpi": 100, "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False})


def reveal(question, guess, answer):
    """Print an answer beside the guess made for it."""
    said = "you made no guess" if guess is None else f"your guess was {guess}"
    print(f"{question}: {answer} ({said})")


def finish(alt):
    """Show the figure; `alt` says what it shows to those who cannot see it."""
    figure = plt.gcf()
    display(figure, metadata={"image/png": {"alt": alt}})
    plt.close(figure)


def show_orders(orders, title, alt):
    """Draw where in the file each image lies, against its turn; `orders`: buffer -> places."""
    _, axes = plt.subplots(1, len(orders), figsize=(9, 3.3), layout="constrained", sharey=True)
    for axis, (buffer, places) in zip(axes, orders.items(), strict=True):
        axis.plot(places, "k.", ms=0.7)
        axis.set(xlabel="turn", title=f"buffer of {buffer:,}")
        axis.locator_params(nbins=3)
    axes[0].set_ylabel("place in the file")
    plt.suptitle(title)
    finish(alt)


def draw_network(title, alt):
    """Draw the five stages of the network and, between them, the variables that lead on."""
    sizes = (num_features, num_hidden_1, num_hidden_2, num_hidden_1, num_features)
    stages = ("image", "hidden", "code", "hidden", "reconstruction")
    steps = ("encoder_h1, encoder_b1", "encoder_h2, encoder_b2",
             "decoder_h1, decoder_b1", "decoder_h2, decoder_b2")
    _, axis = plt.subplots(figsize=(9, 3.6), layout="constrained")
    for x, (stage, size) in enumerate(zip(stages, sizes, strict=True)):
        half = 0.18 * size ** 0.35
        axis.add_patch(plt.Rectangle((x - 0.09, -half), 0.18, 2 * half, fc="white", ec="black"))
        axis.text(x, -2.15, f"{stage}\n{size} numbers", ha="center", va="top")
        if x:
            axis.annotate("", (x - 0.12, 0), (x - 0.88, 0), arrowprops={"arrowstyle": "->"})
            names = steps[x - 1].replace(", ", "\n")
            axis.text(x - 0.5, 0.12, names, ha="center", va="bottom", family="monospace",
                      fontsize=9)
            axis.text(x - 0.5, -0.15, f"{sizes[x - 1]} × {size} + {size}", ha="center", va="top",
                      fontsize=9)
    axis.set(title=title, xlim=(-0.45, 4.5), ylim=(-3, 2.1))
    axis.axis("off")
    finish(alt)


def show_matrices(rows, title, alt):
    """Draw corners of matrices as grey values; `rows` maps a label to two matrices."""
    _, axes = plt.subplots(len(rows), 2, figsize=(5.6, 2.5 * len(rows)), layout="constrained")
    for line, (label, matrices) in zip(axes, rows.items(), strict=True):
        line[0].set_ylabel(label, rotation=0, ha="right", va="center")
        for axis, matrix, name in zip(line, matrices, ("first call", "second call"), strict=True):
            axis.imshow(matrix, cmap="gray", vmin=-0.12, vmax=0.12)
            axis.set(xticks=[], yticks=[], xlabel=name)
    plt.suptitle(title)
    finish(alt)


def show_sigmoid(alt):
    """Draw the sigmoid and its slope."""
    x = np.linspace(-8, 8, 200)
    y = 1 / (1 + np.exp(-x))
    _, axes = plt.subplots(1, 2, figsize=(8, 2.9), layout="constrained")
    axes[0].plot(x, y, "k-")
    axes[0].set(xlabel="what goes in", ylabel="what comes out", title="The sigmoid")
    axes[1].plot(x, y * (1 - y), "k-")
    axes[1].axhline(0.25, color="black", lw=0.8, ls=":")
    axes[1].set(xlabel="what goes in", ylabel="slope", title="Its slope is never above ¼")
    finish(alt)


def show_gradient_sizes(sizes, title, alt):
    """Draw the mean size of the gradient of each weight matrix on a logarithmic scale."""
    _, axis = plt.subplots(figsize=(7, 2.6), layout="constrained")
    axis.plot(list(sizes.values()), range(len(sizes)), "ko", ms=8)
    for line, size in enumerate(sizes.values()):
        axis.annotate(f"{size:.1e}", (size, line), (0, 8), ha="center", fontsize=9,
                      textcoords="offset points")
    axis.grid(axis="y", color="0.85")
    axis.margins(0.12, 0.25)
    axis.set(title=title, xscale="log", yticks=range(len(sizes)), yticklabels=list(sizes),
             xlabel="mean size of the gradient (loss per unit of weight)")
    axis.invert_yaxis()
    finish(alt)


def show_differences(steps, errors, title, alt):
    """Draw the relative error of a finite difference against its step, both logarithmic."""
    _, axis = plt.subplots(figsize=(7, 3.4), layout="constrained")
    axis.loglog(steps, errors, "ko-", ms=4)
    axis.set(title=title, xlabel="step h (unit of the weight)",
             ylabel="difference from the tape\n(share of the gradient)")
    axis.annotate("too small: rounding", (0.03, 0.06), xycoords="axes fraction", ha="left")
    axis.annotate("too large: curvature", (0.98, 0.06), xycoords="axes fraction", ha="right")
    finish(alt)


def show_training(curve, rulers, after, title, alt):
    """Draw the loss of each step, its running mean, horizontal rulers, and the test loss."""
    _, axis = plt.subplots(figsize=(8.6, 4), layout="constrained")
    axis.semilogy(np.arange(1, len(curve) + 1), curve, color="0.75", lw=0.7, label="each batch")
    if len(curve) >= 100:
        mean = np.convolve(curve, np.ones(50) / 50, mode="valid")
        axis.semilogy(np.arange(len(mean)) + 25, mean, "k-", lw=1.4, label="mean of 50 batches")
    axis.plot([len(curve)], [after], "kD", mfc="white", ms=7, clip_on=False,
              label="all test images")
    for name, value in rulers.items():
        axis.axhline(value, color="black", lw=0.8, ls=":")
        axis.annotate(f"{name}: {value:.4f}", (1, value), (8, 0), va="center", fontsize=9,
                      xycoords=("axes fraction", "data"), textcoords="offset points")
    axis.set(title=title, xlabel="step", ylabel="mean squared error\n(grey value², logarithmic)",
             xlim=(0, max(len(curve), 2)),
             ylim=(0.7 * np.clip(np.nanmin([0.009, *curve]), 1e-4, 1), 0.25))
    ticks = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2]
    axis.set_yticks(ticks, [f"{value:g}" for value in ticks])
    axis.minorticks_off()
    axis.legend(frameon=False)
    finish(alt)


def show_canvases(canvases, title, alt):
    """Draw canvases side by side; `canvases` maps a label to an image."""
    _, axes = plt.subplots(1, len(canvases), figsize=(3.4 * len(canvases), 3.8),
                           layout="constrained")
    for axis, (label, image) in zip(axes, canvases.items(), strict=True):
        axis.imshow(image, cmap="gray", vmin=0, vmax=1)
        axis.set(xticks=[], yticks=[], xlabel=label)
    plt.suptitle(title)
    finish(alt)


def show_filters(before, after, title, alt):
    """Draw the weights that lead from the image to some hidden units, before and after."""
    columns = 10
    fig, axes = plt.subplots(4, columns, figsize=(9, 4.1), layout="constrained")
    for number, axis in enumerate(axes.ravel()):
        matrix, unit = (before, number) if number < 2 * columns else (after, number - 2 * columns)
        filter_ = matrix[:, unit].reshape(28, 28)
        largest = np.abs(filter_).max()
        axis.imshow(filter_, cmap="gray", vmin=-largest, vmax=largest)
        axis.set(xticks=[], yticks=[])
    for line, label in ((0, "before\ntraining"), (2, "after\ntraining")):
        axes[line, 0].set_ylabel(label, rotation=0, ha="right", va="center")
    fig.suptitle(title)
    finish(alt)


def show_activations(before, after, title, alt):
    """Draw histograms of what the layers' units say, before and after training."""
    _, axes = plt.subplots(1, len(after), figsize=(9, 3.1), layout="constrained", sharey=True)
    bins = np.linspace(0, 1, 41)
    for axis, name in zip(axes, after, strict=True):
        for values, style, label in ((before[name], {"color": "0.75"}, "before training"),
                                     (after[name], {"histtype": "step", "color": "black",
                                                    "lw": 1.4}, "after training")):
            share = np.full(values.size, 100 / values.size)
            axis.hist(values.ravel(), bins, weights=share, label=label, **style)
        axis.set(title=name, xlabel="value of a unit")
    axes[0].set_ylabel("share of values (%)")
    axes[0].legend(frameon=False, fontsize=9)
    plt.suptitle(title)
    finish(alt)


def show_two_ways(by_hand, by_keras, title, alt):
    """Draw the losses of two training loops on top of each other."""
    _, axis = plt.subplots(figsize=(7, 3.2), layout="constrained")
    axis.plot(by_keras, color="0.7", lw=6, label="Keras's train_on_batch")
    axis.plot(by_hand, "k-", lw=1.2, label="your step")
    axis.set(title=title, xlabel="step", ylabel="mean squared error\n(grey value²)")
    axis.legend(frameon=False)
    finish(alt)

# %% [markdown]
# Now the data, as in the labs before, and the sizes of this lab's network: 784 numbers go down to
# 128, then to a code of 64, and the same way back.
#
# The cell also makes some tools and **spare parts**. Should one of your answers not work, a part
# made by Keras takes its place in the cell after it, with a message, so that you can go on and
# come back to it later.

# %% nbgrader={"grade": false, "grade_id": "tools_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
(X_train, _), (X_test, _) = keras.datasets.mnist.load_data()
X_train = X_train.reshape(len(X_train), -1).astype("float32") / 255
X_test = X_test.reshape(len(X_test), -1).astype("float32") / 255
sample = X_train[:256]  # a batch to try things on

num_features, num_hidden_1, num_hidden_2 = 784, 128, 64
batch_size = 256
learning_rate = 0.01

SHAPES = {"encoder_h1": (num_features, num_hidden_1), "encoder_b1": (num_hidden_1,),
          "encoder_h2": (num_hidden_1, num_hidden_2), "encoder_b2": (num_hidden_2,),
          "decoder_h1": (num_hidden_2, num_hidden_1), "decoder_b1": (num_hidden_1,),
          "decoder_h2": (num_hidden_1, num_features), "decoder_b2": (num_features,)}


def first_batches(data, count):
    """The first `count` batches of a pipeline as NumPy arrays; fewer if it ends before."""
    return [np.array(batch) for batch in data.take(count)]


def parameters():
    """The numbers in `weights` and `biases` as NumPy arrays, by name."""
    return {name: np.array({**weights, **biases}[name].numpy()) for name in SHAPES}


def set_parameters(values):
    """Write numbers into the variables of `weights` and `biases`."""
    for name in SHAPES:
        (biases if "_b" in name else weights)[name].assign(values[name])


def not_variables(make):
    """Names of the parameters that `make(1)` returns and that TensorFlow cannot train."""
    return [name for part in make(1) for name, value in part.items()
            if not (isinstance(value, tf.Variable) and value.trainable)]


def listed():
    """The names of what stands in `trainable_variables`, in its order."""
    names = {id(value): name for name, value in {**weights, **biases}.items()}
    return [names.get(id(value), "something else") for value in trainable_variables]


def keras_network():
    """The network of this lab as Keras builds it, with random numbers of Keras's own."""
    keras.utils.set_random_seed(1)
    sizes = (num_hidden_1, num_hidden_2, num_hidden_1, num_features)
    return keras.Sequential([keras.Input((num_features,)),
                             *(keras.layers.Dense(size, "sigmoid") for size in sizes)])


twin = keras_network()
twin_encoder, twin_decoder = keras.Sequential(twin.layers[:2]), keras.Sequential(twin.layers[2:])


def use_twin(keep=True):
    """Make the twin's variables those of `weights` and `biases`, and keep the numbers in them."""
    global weights, biases
    if keep:
        twin.set_weights(list(parameters().values()))
    else:
        weights, biases = {}, {}
    for name, variable in zip(SHAPES, twin.trainable_variables, strict=True):
        (biases if "_b" in name else weights)[name] = variable.value


def like_twin(half, keras_half, inputs):
    """Whether `half` answers as layers of Keras do that have the same, random, parameters."""
    rng, kept = np.random.default_rng(1), parameters()
    x = tf.constant(rng.random((5, inputs)), tf.float32)
    values = {name: rng.normal(0, 0.5, shape) for name, shape in SHAPES.items()}
    try:
        set_parameters(values)
        twin.set_weights(list(values.values()))
        found, wanted = np.array(half(x)), np.array(keras_half(x))
        return found.shape == wanted.shape and np.allclose(found, wanted, atol=1e-5)
    finally:
        set_parameters(kept)


def test_error():
    """Mean squared error of all test images, computed by Keras's twin with your parameters."""
    twin.set_weights(list(parameters().values()))
    return float(np.mean((twin.predict(X_test, batch_size=1000, verbose=0) - X_test) ** 2))


def adopt(name, works, spare):
    """The answer called `name` when it works; when not, say so and return what `spare` makes."""
    try:
        answer = globals()[name]
        if works(answer):
            return answer
        reason = "it does not do what was asked"
    except NotImplementedError:
        reason = "it is not written yet"
    except KeyError:
        reason = "there is nothing of that name yet, or something in it is missing"
    except Exception as error:
        last = (str(error).strip().splitlines() or [""])[-1].strip()
        reason = f"{type(error).__name__}: {last[:200]}"
    print(f"{name}: {reason}. A spare part takes its place.")
    return spare()

# %% [markdown]
# ## 1. A stream of batches
#
# A training loop wants batches: 256 images, then another 256, without end. `tf.data` makes such a
# stream in a chain of small steps, each of which returns a new stream:
#
# | step | what it does to the stream |
# | --- | --- |
# | `tf.data.Dataset.from_tensor_slices(images)` | starts it: one image after the other |
# | `.shuffle(buffer)` | keeps `buffer` images waiting and hands on one of them, drawn at random |
# | `.repeat()` | begins again at the end, for ever |
# | `.batch(size)` | packs `size` of them into one array; the last may be smaller |
# | `.prefetch(tf.data.AUTOTUNE)` | prepares the next ones while the last is still in use |
#
# The order of the steps matters, for each sees only what the step before it hands on. And the
# buffer matters: an image can be drawn only when it is in there.
#
# **Guess first.** Ten thousand images are shuffled with a buffer of 1,000. Where in the file, at
# most, can the image lie that is drawn first?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "buffers_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
keras.utils.set_random_seed(1)
orders = {buffer: next(iter(tf.data.Dataset.range(10_000).shuffle(buffer).batch(10_000))).numpy()
          for buffer in (1, 1_000, 10_000)}
reveal("highest place of the first image", my_guess, "1,000, as no other is in the buffer yet")
show_orders(orders, "Images are well mixed only when the buffer is large",
            alt="Three scatter plots of the place in the file against the turn. Buffer 1: a "
                "straight line. Buffer 1,000: a band along that line. Buffer 10,000: dots "
                "everywhere.")

# %% [markdown]
# In a file that is sorted by digit, a small buffer would give batches of zeros, then batches of
# ones. MNIST's file happens to be mixed, but do not count on such luck.
#
# ### Exercise 5.1: `make_pipeline` (12 points)
#
# Write `make_pipeline(images, batch_size, training)`. It returns a `tf.data.Dataset` of batches
# of `images` (of the images alone, no labels) and ends with `.prefetch(tf.data.AUTOTUNE)`.
#
# * With `training=True` the stream has no end, and the images come in a new random order in each
#   pass. Let the buffer hold 10,000 images or more.
# * With `training=False` every image comes once, in the order of the file. All of them: the last
#   batch is smaller if need be.

# %% nbgrader={"grade": false, "grade_id": "make_pipeline", "locked": false, "schema_version": 3, "solution": true, "task": false}
def make_pipeline(images, batch_size, training):
    """A tf.data.Dataset of batches: shuffled and endless for training, else once and in order."""
    ### BEGIN SOLUTION
    data = tf.data.Dataset.from_tensor_slices(images)
    if training:
        data = data.shuffle(10_000).repeat()
    return data.batch(batch_size).prefetch(tf.data.AUTOTUNE)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "make_pipeline_test", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
for mode in (True, False):
    stream = make_pipeline(sample[:10], 4, training=mode)
    assert hasattr(stream, "element_spec"), (
        f"make_pipeline should return a tf.data.Dataset, with training={mode} it returns "
        f"{stream!r}")
    assert "Prefetch" in repr(stream), "the last step of the pipeline should be .prefetch(...)"
    batches = first_batches(stream, 3)
    assert batches, f"with training={mode} there is not a single batch"
    assert batches[0].shape == (4, 784), (
        f"from 10 images and with batch_size 4, a batch should have the shape (4, 784), with "
        f"training={mode} it is {batches[0].shape}")
### BEGIN HIDDEN TESTS
from autograder import checks

numbered = np.repeat(np.arange(600, dtype="float32")[:, None], 5, axis=1)
endless = checks.call(make_pipeline, numbered, 50, training=True)
checks.shuffled_batches(checks.call(first_batches, endless, 36), numbered, 50)
once = checks.call(make_pipeline, numbered[:130], 50, training=False)
checks.ordered_batches(checks.call(first_batches, once, 20), numbered[:130], 50)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "pipeline_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def pipeline_works(make):
    """Whether training batches are mixed and have no end, and test batches come once, all."""
    order = np.arange(2000)
    rows = np.repeat(order[:, None], 784, axis=1).astype("float32")
    endless = first_batches(make(rows, 100, training=True), 40)
    once = first_batches(make(rows[:250], 100, training=False), 9)
    if len(endless) != 40 or not all(batch.shape == (100, 784) for batch in endless):
        return False
    first, second = np.concatenate(endless)[:, 0].reshape(2, -1)
    is_mixed = np.corrcoef(first, order)[0, 1] < 0.5 and np.mean(np.diff(first) == 1) < 0.5
    return (is_mixed and np.mean(first == second) < 0.5
            and [len(batch) for batch in once] == [100, 100, 50])


def spare_pipeline(images, batch_size, training):
    """Batches from a Python loop, much slower."""
    def batches():
        rng = np.random.default_rng(1)
        while True:
            order = rng.permutation(len(images)) if training else np.arange(len(images))
            for at in range(0, len(images), batch_size):
                yield images[order[at:at + batch_size]]
            if not training:
                return
    shape = (None, *np.shape(images)[1:])
    return tf.data.Dataset.from_generator(batches, output_signature=tf.TensorSpec(shape))


make_pipeline = adopt("make_pipeline", pipeline_works, lambda: spare_pipeline)

keras.utils.set_random_seed(1)
train_data = make_pipeline(X_train, batch_size, training=True)
test_data = make_pipeline(X_test, batch_size, training=False)
print("three batches for training:", [batch.shape for batch in first_batches(train_data, 3)])

# %% [markdown]
# ### Exercise 5.2: `bug_1`, the first bug (2 points)
#
# Somebody writes
#
# ```python
# data = tf.data.Dataset.from_tensor_slices(images).batch(256).shuffle(10_000).repeat()
# ```
#
# What is wrong with it?
#
# * a) Nothing: the same steps in another order make the same stream.
# * b) The same 256 images stay together for ever. Only the order of the batches changes.
# * c) It stops with an error, as batches cannot be shuffled.
# * d) The images are shuffled within each batch, but the batches come in the order of the file.
#
# Set `bug_1` to the letter of the right answer, as in `bug_1 = "c"`.

# %% nbgrader={"grade": false, "grade_id": "bug_1", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
bug_1 = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bug_1_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert bug_1 in ("a", "b", "c", "d"), f'bug_1 should be "a", "b", "c" or "d", it is {bug_1!r}'
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(bug_1, "b", hint="which step hands on what to the shuffle: an image, or more?")
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 218,192 numbers
#
# What Keras keeps inside its layers is now yours. A `tf.Variable` is a tensor that can be
# changed, and training is nothing but changing variables. This network has eight: for each of its
# four dense layers a matrix of **weights** and a row of **biases**.
#
# | in `weights` | shape | in `biases` | shape |
# | --- | --- | --- | --- |
# | `encoder_h1` | (784, 128) | `encoder_b1` | (128,) |
# | `encoder_h2` | (128, 64) | `encoder_b2` | (64,) |
# | `decoder_h1` | (64, 128) | `decoder_b1` | (128,) |
# | `decoder_h2` | (128, 784) | `decoder_b2` | (784,) |
#
# (Some texts call this a network of two layers. They count the encoder's alone.)
#
# **Guess first.** How many of all these numbers, in percent, are biases?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "count_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
count = {name: int(np.prod(shape)) for name, shape in SHAPES.items()}
in_biases = sum(size for name, size in count.items() if "_b" in name)
total = sum(count.values())
reveal("biases", my_guess,
       f"{in_biases:,} of {total:,} numbers, that is {100 * in_biases / total:.1f} %")
draw_network("Eight variables carry an image down to its code and up again",
             alt="Five bars, 784, 128, 64, 128 and 784 numbers, joined by arrows that are named "
                 "after the two variables of each layer.")

# %% [markdown]
# With which numbers does training begin? Biases may all be 0. Weights may not: where all weights
# are equal, all 128 hidden units compute the same and are changed in the same way, and would
# remain 128 copies of one unit for ever. So weights begin as small random numbers, and **each
# matrix with random numbers of its own**.
#
# There is a trap in this. Keras has objects that make random numbers, initialisers.
#
# **Guess first.** One and the same initialiser is called twice. How many of the numbers that it
# returns are equal, in percent?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "initialiser_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
one = keras.initializers.RandomNormal(stddev=0.05)
another = keras.initializers.RandomNormal(stddev=0.05)
shared = [np.array(one((32, 32))), np.array(one((32, 32)))]
apart = [np.array(one((32, 32))), np.array(another((32, 32)))]
reveal("equal numbers", my_guess, f"{100 * np.mean(shared[0] == shared[1]):.0f} %")
show_matrices({"one\ninitialiser": shared, "an initialiser\nfor each": apart},
              "An initialiser returns the same numbers each time",
              alt="Two rows of two noisy squares. In the upper row both squares are the same, in "
                  "the lower row they differ.")

# %% [markdown]
# An initialiser fixes its seed when it is made, so that a network can be built again exactly. In
# older versions of Keras the same lines gave different numbers. Programs from then still run,
# without an error, and do something else.
#
# ### Exercise 5.3: `init_parameters` (12 points)
#
# Write `init_parameters(seed)`, which returns two dictionaries, `weights` and `biases`, with the
# names and shapes of the table above. Every value is a `tf.Variable` of float32 numbers.
#
# * Weights are normally distributed with mean 0 and standard deviation 0.05, in each matrix
#   numbers of its own.
# * Biases are 0.
# * The same `seed` gives the same numbers, another `seed` gives others.
#
# One way: `rng = np.random.default_rng(seed)` is a generator whose `rng.normal(0, 0.05, shape)`
# gives new numbers with each call. They are of type float64, so say
# `tf.Variable(..., dtype=tf.float32)`.

# %% nbgrader={"grade": false, "grade_id": "init_parameters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def init_parameters(seed):
    """New variables: dictionaries `weights` (random, from `seed`) and `biases` (zeros)."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    sizes = {"encoder_h1": (784, 128), "encoder_h2": (128, 64),
             "decoder_h1": (64, 128), "decoder_h2": (128, 784)}
    weights, biases = {}, {}
    for name, shape in sizes.items():
        weights[name] = tf.Variable(rng.normal(0, 0.05, shape), dtype=tf.float32)
        biases[name.replace("_h", "_b")] = tf.Variable(tf.zeros(shape[1]))
    return weights, biases
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "init_parameters_test", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
made = init_parameters(1)
assert isinstance(made, tuple) and len(made) == 2, (
    f"init_parameters should return two dictionaries, return weights, biases; it returns {made!r}")
for kind, part in zip(("_h", "_b"), made):
    assert isinstance(part, dict), f"both results should be dictionaries, one is {part!r}"
    assert set(part) == {name for name in SHAPES if kind in name}, (
        f"one dictionary should have the names {[name for name in SHAPES if kind in name]}, "
        f"it has {list(part)}")
    for name, value in part.items():
        assert tuple(value.shape) == SHAPES[name], (
            f"{name} should have the shape {SHAPES[name]}, it has {tuple(value.shape)}")
        assert "float32" in str(value.dtype), f"{name} should be float32, it is {value.dtype}"
assert not_variables(init_parameters) == [], (
    f"these are no tf.Variable, or cannot be trained: {not_variables(init_parameters)}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.by_hand.starting_values(*checks.call(init_parameters, 5))
checks.by_hand.starting_values(*checks.call(init_parameters, 17))
checks.by_hand.drawn_from_seed([checks.call(init_parameters, seed) for seed in (5, 5, 17)])
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "parameters_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def parameters_work(make):
    """Whether `make` returns variables of the right names and shapes."""
    made = {name: value for part in make(1) for name, value in part.items()}
    return not not_variables(make) and all(
        made[name].dtype == tf.float32 and made[name].shape == shape
        for name, shape in SHAPES.items())


def spare_parameters():
    """Let Keras's twin bring the variables, drawn in Keras's way."""
    def make(seed):
        use_twin(keep=False)
        return weights, biases
    return make


init_parameters = adopt("init_parameters", parameters_work, spare_parameters)
weights, biases = init_parameters(seed=1)
at_the_start = parameters()
print(f"{sum(value.size for value in at_the_start.values()):,} numbers in "
      f"{len(weights)} matrices and {len(biases)} rows of biases")

# %% [markdown]
# ### Exercise 5.4: `bug_2`, the second bug (2 points)
#
# ```python
# random_normal = keras.initializers.RandomNormal(stddev=0.05)
# weights = {
#     "encoder_h1": tf.Variable(random_normal([784, 128])),
#     "encoder_h2": tf.Variable(random_normal([128, 64])),
#     "decoder_h1": tf.Variable(random_normal([64, 128])),
#     "decoder_h2": tf.Variable(random_normal([128, 784])),
# }
# ```
#
# No two of these matrices have the same shape. What do `encoder_h2` and `decoder_h1` have in
# common?
#
# * a) Nothing but the distribution: another shape makes other numbers.
# * b) One is the transpose of the other, the same matrix with rows and columns swapped.
# * c) Nothing: no seed is given, so each call draws anew.
# * d) They hold the same 8,192 numbers in the same order, cut into rows of another length.

# %% nbgrader={"grade": false, "grade_id": "bug_2", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
bug_2 = "d"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bug_2_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert bug_2 in ("a", "b", "c", "d"), f'bug_2 should be "a", "b", "c" or "d", it is {bug_2!r}'
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(bug_2, "d", hint="make both matrices and compare them, flattened with reshape(-1)")
### END HIDDEN TESTS

# %% [markdown]
# Does it do harm? On MNIST we measured none: after 3,000 steps such a network had a test error of
# 0.0082, one with numbers of its own for each matrix 0.0081. A mistake that does not show in the
# loss is still a mistake. It waits for the network in which it does.

# %% [markdown]
# ## 3. Forward
#
# A dense layer multiplies its input by the weights, adds the biases and sends each result through
# its activation:
#
# $$h = \sigma(x W + b), \qquad \sigma(z) = \frac{1}{1 + e^{-z}}.$$
#
# Here $x$ is a whole batch, one image a row. Then $xW$, `tf.matmul(x, W)`, has one row for each
# image too, and $b$ is added to every row. The network that we rebuild uses the **sigmoid**
# $\sigma$, `tf.sigmoid`, after all four layers, as networks did for decades. It puts every result
# between 0 and 1.
#
# ### Exercise 5.5: `encoder` (6 points)
#
# Write `encoder(x)`. It leads a batch of images of shape (n, 784) through the first two layers
# and returns their codes, (n, 64). Use the variables in the dictionaries `weights` and `biases`
# at the time of the call.

# %% nbgrader={"grade": false, "grade_id": "encoder", "locked": false, "schema_version": 3, "solution": true, "task": false}
def encoder(x):
    """The codes, (n, 64), of a batch of images, (n, 784)."""
    ### BEGIN SOLUTION
    hidden = tf.sigmoid(tf.matmul(x, weights["encoder_h1"]) + biases["encoder_b1"])
    return tf.sigmoid(tf.matmul(hidden, weights["encoder_h2"]) + biases["encoder_b2"])
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "encoder_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
codes = np.array(encoder(tf.constant(sample[:5])))
assert codes.shape == (5, 64), (
    f"for 5 images the encoder should return codes of shape (5, 64), it returns {codes.shape}")
### BEGIN HIDDEN TESTS
from autograder import checks

now = checks.call(parameters)
other = checks.by_hand.random_parameters(seed=3)
try:
    checks.call(set_parameters, other)
    codes = checks.call(encoder, tf.constant(sample[:20]))
finally:
    set_parameters(now)
checks.close(codes, checks.by_hand.codes(other, sample[:20]), tolerance=1e-4)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "encoder_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
encoder = adopt("encoder", lambda half: like_twin(half, twin_encoder, num_features),
                lambda: use_twin() or twin_encoder)

# %% [markdown]
# ### Exercise 5.6: `decoder` (6 points)
#
# Write `decoder(x)`, which leads a batch of codes, (n, 64), through the other two layers and
# returns images, (n, 784).

# %% nbgrader={"grade": false, "grade_id": "decoder", "locked": false, "schema_version": 3, "solution": true, "task": false}
def decoder(x):
    """The images, (n, 784), that a batch of codes, (n, 64), stands for."""
    ### BEGIN SOLUTION
    hidden = tf.sigmoid(tf.matmul(x, weights["decoder_h1"]) + biases["decoder_b1"])
    return tf.sigmoid(tf.matmul(hidden, weights["decoder_h2"]) + biases["decoder_b2"])
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "decoder_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
images = np.array(decoder(tf.constant(sample[:5, :64])))
assert images.shape == (5, 784), (
    f"for 5 codes the decoder should return images of shape (5, 784), it returns {images.shape}")
### BEGIN HIDDEN TESTS
from autograder import checks

now = checks.call(parameters)
other = checks.by_hand.random_parameters(seed=4)
some_codes = np.random.default_rng(4).random((20, 64), dtype="float32")
try:
    checks.call(set_parameters, other)
    images = checks.call(decoder, tf.constant(some_codes))
finally:
    set_parameters(now)
checks.close(images, checks.by_hand.decoded(other, some_codes), tolerance=1e-4)
### END HIDDEN TESTS

# %% [markdown]
# Keras's `Dense` layers should do the same. Let us give four of them your parameters and the same
# images.
#
# **Guess first.** By how much will a pixel differ at most: 0, or something like 0.0000001, 0.001
# or 0.1?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "decoder_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
decoder = adopt("decoder", lambda half: like_twin(half, twin_decoder, num_hidden_2),
                lambda: use_twin() or twin_decoder)

twin.set_weights(list(parameters().values()))
untrained = np.array(decoder(encoder(tf.constant(sample))))
gap = np.abs(untrained - twin.predict(sample, verbose=0)).max()
reveal("largest difference from Keras's layers", my_guess, f"{gap:.1g}")

# %% [markdown]
# Float32 keeps about seven digits. Sums that are taken in another order differ in the last of
# them, and a difference of that size says nothing.
#
# ### Exercise 5.7: `mean_square` (6 points)
#
# The loss of this lab is the mean squared error. Write `mean_square(reconstructed, original)`. It
# returns one number (a tensor without axes): the mean of the squared differences over all pixels
# of all images.

# %% nbgrader={"grade": false, "grade_id": "mean_square", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mean_square(reconstructed, original):
    """The mean of the squared differences of two batches of images, one number."""
    ### BEGIN SOLUTION
    return tf.reduce_mean(tf.square(reconstructed - original))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "mean_square_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
value = mean_square(tf.constant([[0.5, 0.5]]), tf.constant([[0.5, 0.5]]))
assert np.shape(value) == (), (
    f"mean_square should return one number for the whole batch, its result has the shape "
    f"{np.shape(value)}")
assert float(value) == 0, f"the error of a perfect copy should be 0, it is {float(value)}"
### BEGIN HIDDEN TESTS
from autograder import checks

first, second = np.random.default_rng(7).random((2, 9, 35), dtype="float32")
loss = checks.call(mean_square, tf.constant(first), tf.constant(second))
checks.close(loss, np.mean((first - second) ** 2), tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** The network is not trained. Which error will it have, if a mean image for every
# input has 0.0675 and one half for every pixel 0.2314?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "mean_square_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def mean_square_works(answer):
    """Whether `answer` agrees with Keras."""
    pair = tf.constant(sample[:8]), tf.constant(sample[8:16])
    return np.shape(answer(*pair)) == () and np.allclose(
        answer(*pair), keras.losses.MeanSquaredError()(*pair), rtol=1e-4)


mean_square = adopt("mean_square", mean_square_works, keras.losses.MeanSquaredError)

mean_image_error = float(np.mean((X_test - X_train.mean(axis=0)) ** 2))
half_error = float(np.mean((X_test - 0.5) ** 2))
reveal("untrained", my_guess, f"{test_error():.4f} grey value², on the test images")
print(f"one half for every pixel {half_error:.4f}, the mean training image {mean_image_error:.4f}")

# %% [markdown]
# ### Exercise 5.8: `bug_3`, the third bug (2 points)
#
# A text defines the loss of an image as $L = \sum_i (x_i - x'_i)^2$ and shows a program with
# `tf.reduce_mean(tf.pow(original - reconstructed, 2))`. Asked how well it works, one reader
# answers: "My program printed 0.0037 after 20,000 steps, but by the formula of the text a friend
# of mine has 2.9 for an image." Whose network is better?
#
# * a) The reader's, by far.
# * b) Neither: a sum over 784 pixels is 784 times their mean, and both say about the same.
# * c) The friend's: a sum is more exact than a mean.
# * d) Nobody can say, as a sum and a mean cannot be converted.

# %% nbgrader={"grade": false, "grade_id": "bug_3", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
bug_3 = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bug_3_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert bug_3 in ("a", "b", "c", "d"), f'bug_3 should be "a", "b", "c" or "d", it is {bug_3!r}'
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(bug_3, "b", hint="divide 2.9 by the number of pixels of an image")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. The gradient
#
# How should each of the 218,192 numbers change so that the loss gets smaller? The **gradient** of
# the loss with respect to a number tells how much the loss changes for each unit by which that
# number grows. Where it is positive, make the number smaller.
#
# One could find a gradient by trying: add a small $h$ to one weight $w$, subtract it, and compare
# the two losses,
#
# $$\frac{\partial L}{\partial w} \approx \frac{L(w + h) - L(w - h)}{2h}.$$
#
# This is a **finite difference**. It needs no theory and cannot go far wrong.
#
# **Guess first.** How often must the batch go through the network to find the gradient of all
# parameters in this way, once?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "price_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
reveal("forward passes", my_guess, f"{2 * total:,}, two for each parameter, and that for one step")

# %% [markdown]
# So nobody trains like that. A `tf.GradientTape` writes down every operation on variables while
# it is open, and then walks back through its notes by the chain rule. All gradients together cost
# about as much as two more forward passes. The pattern is
#
# ```python
# with tf.GradientTape() as tape:
#     loss = ...            # everything between the variables and the loss is recorded
# gradients = tape.gradient(loss, variables)   # a list, one tensor for each variable
# ```
#
# ### Exercise 5.9: `trainable_variables` (4 points)
#
# The tape wants to know what to take gradients of. Make a list `trainable_variables` of all eight
# variables, those in `weights` first, then those in `biases`.

# %% nbgrader={"grade": false, "grade_id": "trainable_variables", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
trainable_variables = list(weights.values()) + list(biases.values())
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "trainable_variables_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
assert isinstance(trainable_variables, list), (
    f"trainable_variables should be a list, it is {type(trainable_variables).__name__}")
assert len(trainable_variables) == 8, (
    f"trainable_variables should have 8 entries, it has {len(trainable_variables)}")
### BEGIN HIDDEN TESTS
from autograder import checks

names = checks.call(listed)
assert sorted(names) == sorted(SHAPES), (
    f"trainable_variables should hold each of the eight variables once, it holds {names}")
assert all("_h" in name for name in names[:4]), (
    f"the weights should come first in trainable_variables, it holds {names}")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "trainable_variables_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def spare_variables():
    """The variables of Keras's twin, which take over."""
    use_twin()
    return [variable.value for variable in twin.trainable_variables]


trainable_variables = adopt("trainable_variables", lambda _: sorted(listed()) == sorted(SHAPES),
                            spare_variables)
print(", ".join(listed()))

# %% [markdown]
# ### Exercise 5.10: `bug_4`, the fourth bug (2 points)
#
# A published program for this network has
#
# ```python
# trainable_variables = weights.values() + biases.values()
# ```
#
# and stops there with an error. Why?
#
# * a) `values()` does not return lists but *views* of the dictionaries, and views have no `+`.
# * b) Variables of different shapes cannot be added.
# * c) A dictionary has no order, so nobody could say which variable comes first.
# * d) The variables must be handed to the tape one by one, with `tape.watch`.

# %% nbgrader={"grade": false, "grade_id": "bug_4", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
bug_4 = "a"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bug_4_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert bug_4 in ("a", "b", "c", "d"), f'bug_4 should be "a", "b", "c" or "d", it is {bug_4!r}'
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(bug_4, "a", hint="run it, and read which types the message names")
### END HIDDEN TESTS

# %% [markdown]
# In Python 2 the line worked, as `values()` was a list then. For some years now it has only ever
# failed, and been copied.
#
# ### Exercise 5.11: `loss_and_gradients` (10 points)
#
# Write `loss_and_gradients(x)`. It sends the batch `x` through encoder and decoder under a tape
# and returns two things: the loss between the reconstruction and `x`, and the list of its
# gradients with respect to `trainable_variables`. It changes no variable.

# %% nbgrader={"grade": false, "grade_id": "loss_and_gradients", "locked": false, "schema_version": 3, "solution": true, "task": false}
def loss_and_gradients(x):
    """The loss of a batch, and the list of its gradients for `trainable_variables`."""
    ### BEGIN SOLUTION
    with tf.GradientTape() as tape:
        loss = mean_square(decoder(encoder(x)), x)
    return loss, tape.gradient(loss, trainable_variables)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "loss_and_gradients_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
found = loss_and_gradients(tf.constant(sample))
assert isinstance(found, tuple) and len(found) == 2, (
    f"loss_and_gradients should return two things, return loss, gradients; it returns {found!r}")
assert np.shape(found[0]) == (), (
    f"the first result should be one number, it has the shape {np.shape(found[0])}")
assert isinstance(found[1], list) and len(found[1]) == 8, (
    f"the second result should be a list of 8 gradients, it is {type(found[1]).__name__} of "
    f"{np.shape(found[1])[:1]}")
assert not any(gradient is None for gradient in found[1]), (
    "a gradient is None: the tape saw nothing that leads from that variable to the loss")
### BEGIN HIDDEN TESTS
from autograder import checks

now, names = checks.call(parameters), checks.call(listed)
other = checks.by_hand.random_parameters(seed=6)
try:
    checks.call(set_parameters, other)
    found = checks.call(loss_and_gradients, tf.constant(sample[:30]))
    after = checks.call(parameters)
finally:
    set_parameters(now)
checks.by_hand.gradients(found, names, other, sample[:30])
checks.by_hand.unchanged(after, other)
### END HIDDEN TESTS

# %% [markdown]
# Is the tape right? Do not trust it, try. We take five numbers of the network, move each by
# $\pm h$ with $h = 0.03$, and compare.
#
# **Guess first.** To how many digits will tape and finite difference agree?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "loss_and_gradients_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
@tf.function
def spare_gradients(x):
    """The same from TensorFlow's symbolic gradients, which work inside of a graph alone."""
    loss = mean_square(decoder(encoder(x)), x)
    return loss, tf.gradients(loss, trainable_variables)


def gradients_work(answer):
    """Whether `answer` agrees with the spare part."""
    (loss, found), (wanted_loss, wanted) = answer(tf.constant(sample)), spare_gradients(sample)
    return np.isclose(loss, wanted_loss) and len(found) == len(wanted) and all(
        one is not None and np.allclose(one, other, rtol=1e-2, atol=1e-3 * np.abs(other).max())
        for one, other in zip(found, wanted, strict=True))


def difference(name, place, h):
    """The finite difference of the loss of `sample` for one number of one variable."""
    kept, found = parameters(), []
    for step in (h, -h):
        moved = {key: np.array(value) for key, value in kept.items()}
        moved[name].flat[place] += step
        set_parameters(moved)
        found.append(float(mean_square(decoder(encoder(tf.constant(sample))), sample)))
    set_parameters(kept)
    return (found[0] - found[1]) / (2 * h)


loss_and_gradients = adopt("loss_and_gradients", gradients_work, lambda: spare_gradients)
by_tape = {name: np.array(gradient) for name, gradient in
           zip(listed(), loss_and_gradients(tf.constant(sample))[1], strict=True)}
places = {name: int(np.abs(by_tape[name]).argmax())
          for name in ("encoder_h1", "encoder_b2", "decoder_h1", "decoder_h2", "decoder_b2")}
print("variable     number   by the tape   by difference")
for name, place in places.items():
    print(f"{name:12} {place:6}  {by_tape[name].flat[place]: .4e}   "
          f"{difference(name, place, 0.03): .4e}")
reveal("digits that agree", my_guess, "see the table")

# %% [markdown]
# They agree, and where they do not it is the finite difference that is at fault. What is the best
# $h$? We try twelve of them, each on twelve numbers of the network.
#
# **Guess first.** Does the error get smaller and smaller as $h$ does?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "best_step_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
steps = np.logspace(-5, 0.5, 12)
exact = by_tape["decoder_b2"]
largest = np.argsort(-np.abs(exact))[:12]
errors = [np.mean([abs(difference("decoder_b2", place, h) / exact[place] - 1)
                   for place in largest]) for h in steps]
reveal("smaller and smaller", my_guess,
       f"no, the best of these steps is {steps[np.argmin(errors)]:.2g}")
show_differences(steps, np.maximum(errors, 1e-6), "A finite difference is best in the middle",
                 alt="A curve in the shape of a V: the error of the finite difference is large "
                     "for very small and for very large steps, and smallest in between.")

# %% [markdown]
# With a large $h$ the loss is no straight line any more; with a small one the two losses differ
# only in digits that float32 does not keep. A check by finite differences is for a few numbers,
# and for when you doubt.
#
# ### Small gradients
#
# Look at the sizes now. On its way back from the loss, the gradient is multiplied by the slope of
# each sigmoid that it passes.

# %% nbgrader={"grade": false, "grade_id": "sigmoid_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
show_sigmoid("Left: the sigmoid rises from 0 to 1 and is flat at both ends. Right: its slope is a "
             "bump that reaches one quarter at zero and vanishes at both ends.")

# %% [markdown]
# Four sigmoids multiply it by (¼)⁴ = 1/256 at the very most, and by much less wherever a unit
# is *saturated*, far out on the flat parts.
#
# **Guess first.** By which factor is the mean gradient of the first matrix, `encoder_h1`, smaller
# than that of the last, `decoder_h2`?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "gradient_sizes_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
sizes = {name: float(np.abs(by_tape[name]).mean()) for name in SHAPES if "_h" in name}
reveal("factor", my_guess, f"{sizes['decoder_h2'] / sizes['encoder_h1']:.0f}")
show_gradient_sizes(sizes, "Before training: the nearer to the image, the smaller the gradient",
                    alt="Four dots on a logarithmic scale, the mean gradients of the matrices: "
                        + ", ".join(f"{name} {size:.1e}" for name, size in sizes.items()) + ".")

# %% [markdown]
# This is the *vanishing gradient* of the last lab. It makes deep networks of sigmoids slow to
# train, and is one reason why later ones use `relu` inside, whose slope is 1 wherever it lets a
# number through.
# Adam, the optimizer of the next part, helps: it finds a size of step for each number by itself.
#
# ### Exercise 5.12: `bug_5`, the fifth bug (2 points)
#
# ```python
# with tf.GradientTape() as tape:
#     reconstructed = decoder(encoder(x))
# loss = mean_square(reconstructed, x)
# gradients = tape.gradient(loss, trainable_variables)
# ```
#
# What does `gradients` hold?
#
# * a) The right gradients: encoder and decoder were recorded, that is enough.
# * b) Nothing, the last line stops with an error.
# * c) Eight times `None`: the tape's notes do not lead to `loss`.
# * d) The gradients of the reconstruction instead of those of the loss.

# %% nbgrader={"grade": false, "grade_id": "bug_5", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
bug_5 = "c"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bug_5_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert bug_5 in ("a", "b", "c", "d"), f'bug_5 should be "a", "b", "c" or "d", it is {bug_5!r}'
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(bug_5, "c", hint="was the tape still open when the loss was computed? Try it")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Step by step
#
# An **optimizer** turns gradients into changes. The simplest one subtracts a small multiple of the
# gradient. **Adam** remembers: it keeps, for every number, a running mean of the gradient and of
# its square, and moves the number by about the learning rate, here 0.01, against the former. This
# memory is why one optimizer must serve for the whole training.

# %% nbgrader={"grade": false, "grade_id": "optimizer_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
optimizer = keras.optimizers.Adam(learning_rate)


def begin_afresh():
    """Bring the starting values back, and let the optimizer forget all steps so far."""
    set_parameters(at_the_start)
    for variable in optimizer.variables:
        if variable.name != "learning_rate":
            variable.assign(keras.ops.zeros_like(variable))

# %% [markdown]
# ### Exercise 5.13: `run_optimization` (8 points)
#
# Write `run_optimization(x)`, one step of training on the batch `x`:
#
# 1. get loss and gradients from `loss_and_gradients`;
# 2. let the optimizer change the variables: `optimizer.apply_gradients` wants pairs of a gradient
#    and its variable, as `zip` makes them;
# 3. return the loss, as the tensor that it is.

# %% nbgrader={"grade": false, "grade_id": "run_optimization", "locked": false, "schema_version": 3, "solution": true, "task": false}
def run_optimization(x):
    """Train on one batch; return its loss, that of before the change."""
    ### BEGIN SOLUTION
    loss, gradients = loss_and_gradients(x)
    optimizer.apply_gradients(zip(gradients, trainable_variables))
    return loss
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "run_optimization_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
returned = run_optimization(tf.constant(sample))
assert returned is not None, "run_optimization returns nothing: return the loss"
assert np.shape(returned) == (), (
    f"run_optimization should return one number, its result has the shape {np.shape(returned)}")
### BEGIN HIDDEN TESTS
from autograder import checks

now, done = checks.call(parameters), int(optimizer.iterations)
try:
    noted = [checks.call(run_optimization, tf.constant(sample)) for _ in range(10)]
    after = checks.call(parameters)
finally:
    set_parameters(now)
checks.by_hand.descended(now, after, noted, sample)
checks.at_least(int(optimizer.iterations) - done, 10, "steps that optimizer took in 10",
                hint="use the optimizer that is there; a new one has no memory")
### END HIDDEN TESTS

# %% [markdown]
# Run as it is, Python walks through every operation of a step anew. `tf.function` changes that: at
# the first call it runs your function once to *trace* it, writes down the operations as a graph,
# and from then on runs the graph alone, without Python.
#
# **Guess first.** How many times faster will a step be as a graph?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "run_optimization_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def step_works(step):
    """Whether ten steps on one batch lower its loss and change all parameters."""
    kept = parameters()
    try:
        noted = [float(step(tf.constant(sample))) for _ in range(10)]
        now = parameters()
        return min(noted) < noted[0] and all(np.any(now[name] != kept[name]) for name in now)
    finally:
        set_parameters(kept)


def spare_step():
    """A step of Keras's own, on the twin, which takes over."""
    global optimizer
    use_twin()
    optimizer = keras.optimizers.Adam(learning_rate)
    twin.compile(optimizer=optimizer, loss="mse")

    def step(x):
        twin.reset_metrics()
        return twin.train_on_batch(x, x)
    return step


def seconds(step):
    """How long one of 20 steps takes, the shortest, as other programs are running too."""
    took, batch = [], tf.constant(sample)
    for _ in range(20):
        start = time.perf_counter()
        float(step(batch))
        took.append(time.perf_counter() - start)
    return min(took)


train_step = adopt("run_optimization", lambda step: step_works(tf.function(step)), spare_step)
is_by_hand = train_step is globals().get("run_optimization")
if is_by_hand:
    train_step = tf.function(run_optimization)

python, graph = seconds(run_optimization if is_by_hand else train_step), seconds(train_step)
reveal("times faster", my_guess, f"{python / graph:.1f}")
print(f"a step takes {1000 * python:.1f} ms in Python and {1000 * graph:.1f} ms as a graph")

# %% [markdown]
# A graph saves what Python spends on each operation, and Adam alone has many small ones. What it
# cannot save is the arithmetic itself: multiplying large matrices takes its time in both.
#
# ### Exercise 5.14: `bug_6`, the sixth bug (2 points)
#
# Somebody wants to see the loss of every step:
#
# ```python
# @tf.function
# def train_step(x):
#     loss = run_optimization(x)
#     print("loss", loss)
#     return loss
# ```
#
# What is printed in 1,000 steps with batches of the same shape?
#
# * a) 1,000 losses, one for each step.
# * b) Nothing: a function that became a graph cannot print.
# * c) 1,000 times the loss of the first step.
# * d) One line, from the tracing, with the description of a tensor instead of a number.

# %% nbgrader={"grade": false, "grade_id": "bug_6", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
bug_6 = "d"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bug_6_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert bug_6 in ("a", "b", "c", "d"), f'bug_6 should be "a", "b", "c" or "d", it is {bug_6!r}'
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(bug_6, "d", hint="when does Python run the lines of the function, and how often?")
### END HIDDEN TESTS

# %% [markdown]
# Now the loop. With `FULL = True` it takes 20,000 steps, as the published program does; that is
# some minutes. When your work is graded there are 2,000 steps in any case, and these are enough
# for all points.

# %%
FULL = False

# %% nbgrader={"grade": false, "grade_id": "steps_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
graded = "NBGRADER_EXECUTION" in os.environ  # set where notebooks are graded
training_steps = 20_000 if FULL and not graded else 2_000
display_step = training_steps // 10

keras.utils.set_random_seed(1)
begin_afresh()  # everything was tried out above
print(f"{training_steps:,} steps, that is {training_steps * batch_size / len(X_train):.1f} "
      f"passes through the training images")

# %% [markdown]
# ### Exercise 5.15: `losses` (10 points)
#
# Train. `train_step`, made in a cell above, is your `run_optimization` as a graph. Go through
# `train_data.take(training_steps)`, call `train_step` on each batch, and keep the loss of each
# step in a list `losses`, as a plain number: `float(loss)`. Print it every `display_step` steps,
# to see that something happens.
#
# **Guess first.** A linear code of 64 numbers, made by principal component analysis, has an error
# of 0.00905 on the test images of MNIST. Will your network with its code of 64 be better than
# that after 2,000 steps?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "losses", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
losses = []
for step, batch in enumerate(train_data.take(training_steps)):
    losses.append(float(train_step(batch)))
    if step % display_step == 0:
        print(f"step {step:6,}: {losses[-1]:.4f}")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "losses_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
assert isinstance(losses, list), f"losses should be a list, it is {type(losses).__name__}"
assert len(losses) >= training_steps, (
    f"losses should have {training_steps} numbers, one for each step, it has {len(losses)}")
assert all(np.ndim(one) == 0 for one in losses), "losses should hold plain numbers: float(loss)"
### BEGIN HIDDEN TESTS
from autograder import checks

checks.at_least(int(optimizer.iterations), training_steps, "steps that the optimizer took")
values = checks.by_hand.parameters(weights, biases)
error = checks.by_hand.reconstruction_error(values, checks.images("test"))
checks.at_most(error, checks.pass_line("steps_2000"),
               "mean squared error of the test images (grey value²)",
               hint="does every step get a new batch, and are all variables trained?")
noted = float(np.mean([float(one) for one in losses[-100:]]))
checks.at_most(abs(noted - error), 0.003,
               "distance of the last 100 losses from the error that the network has",
               hint="keep in losses what train_step returns")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "training_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
losses = adopt("losses", lambda found: np.isfinite([float(one) for one in found]).all()
               and len(found) > 0, lambda: [float("nan")])
tested = test_error()
reveal("better than PCA", my_guess,
       f"{tested < 0.00905}, the error of the test images is {tested:.4f}")
show_training(
    np.array([float(one) for one in losses]),
    {"mean image": mean_image_error, "PCA, 64 numbers\n(MNIST)": 0.00905}, tested,
    "Quick at first, then slow, and PCA is hard to beat",
    alt="The loss falls to the level of the mean image within some steps, leaves it slowly, then "
        f"falls ever more slowly. At the end the test images have an error of {tested:.4f}; "
        "dotted lines mark the mean image and PCA's 0.00905.")

# %% [markdown]
# First the network finds the mean image, whatever the input. For a while its code carries next to
# nothing, as gradients that must pass four sigmoids are small. Then it takes off. In one run of
# ours on MNIST the error of the test images passed below PCA's line between the steps 2,000 and
# 3,000. After 20,000 steps, in published runs of this program, the loss of the last batch was
# between 0.0036 and 0.0039.
#
# ### Exercise 5.16: `bug_7`, the seventh bug (2 points)
#
# The published program prints the loss now and then, and ends with
#
# ```
# step: 20000, loss: 0.003700
# ```
#
# No other error is ever computed. What does this number tell?
#
# * a) The error on the test images: it is what training makes small.
# * b) The mean error of all 60,000 training images.
# * c) The error on one batch of 256 training images. How it does on new images is not known.
# * d) The mean of the errors of all 20,000 steps.

# %% nbgrader={"grade": false, "grade_id": "bug_7", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
bug_7 = "c"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bug_7_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert bug_7 in ("a", "b", "c", "d"), f'bug_7 should be "a", "b", "c" or "d", it is {bug_7!r}'
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(bug_7, "c", hint="which images does run_optimization compute its loss of?")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 5.17: `evaluate` (6 points)
#
# Mend that. Write `evaluate(data)`, which goes once through a pipeline of batches such as
# `test_data` and returns the mean squared error of all its images, one number. Every image counts
# the same. Mind the last batch: 10,000 images are 39 batches of 256 and one of 16.

# %% nbgrader={"grade": false, "grade_id": "evaluate", "locked": false, "schema_version": 3, "solution": true, "task": false}
def evaluate(data):
    """The mean squared error of all images of a pipeline that has an end."""
    ### BEGIN SOLUTION
    total = images = 0
    for batch in data:
        total += len(batch) * float(mean_square(decoder(encoder(batch)), batch))
        images += len(batch)
    return total / images
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "evaluate_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
even = evaluate(make_pipeline(sample, 64, training=False))
assert np.shape(even) == (), (
    f"evaluate should return one number, its result has the shape {np.shape(even)}")
assert float(even) >= 0, f"a mean squared error is not negative, evaluate returns {float(even)}"
### BEGIN HIDDEN TESTS
from autograder import checks

uneven = np.zeros((10, 784), dtype="float32")
uneven[8:] = np.random.default_rng(8).random((2, 784))
data = checks.call(make_pipeline, uneven, 4, training=False)
values = checks.by_hand.parameters(checks.call(parameters))
wanted = checks.by_hand.reconstruction_error(values, uneven)
mean_error = checks.call(evaluate, data)
checks.close(mean_error, wanted, tolerance=1e-4)
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** Is the error on the test images larger than on the images that the network was
# trained on, and by how many percent?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "evaluate_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def spare_evaluate(data):
    """The error of all images at once, with Keras's twin."""
    images = np.concatenate([np.array(batch) for batch in data])
    return float(np.mean((twin.predict(images, batch_size=1000, verbose=0) - images) ** 2))


evaluate = adopt("evaluate",
                 lambda found: np.isclose(float(found(test_data)), test_error(), rtol=1e-3),
                 lambda: spare_evaluate)
on_test = float(evaluate(test_data))
on_train = float(evaluate(make_pipeline(X_train[:10_000], batch_size, training=False)))
reveal("larger", my_guess, f"{100 * (on_test / on_train - 1):+.1f} %")
print(f"test images {on_test:.5f}, as many training images {on_train:.5f} grey value²")

# %% [markdown]
# After 2,000 steps the two are close. That is good to know, and only now do we know it: the loss
# of a training batch could not have told. After 20,000 steps, in one run of ours, the last batch
# had 0.0033 and the test images 0.0036.

# %% [markdown]
# ## 6. Look at it
#
# ### Exercise 5.18: `canvas` (6 points)
#
# Sixteen digits at a glance: write `canvas(images, n)`, which lays the first n · n of `images`
# (NumPy rows of 784 numbers) out in a square of n rows of n digits. It returns one array of shape
# (28 · n, 28 · n). The first n images make the top row, from left to right.
#
# One way is to begin with `np.empty((28 * n, 28 * n))` and to fill in one 28 × 28 tile at a time.

# %% nbgrader={"grade": false, "grade_id": "canvas", "locked": false, "schema_version": 3, "solution": true, "task": false}
def canvas(images, n):
    """The first n * n images as n rows of n tiles, an array of shape (28 n, 28 n)."""
    ### BEGIN SOLUTION
    sheet = np.empty((28 * n, 28 * n))
    for row in range(n):
        for column in range(n):
            tile = images[n * row + column].reshape(28, 28)
            sheet[28 * row:28 * (row + 1), 28 * column:28 * (column + 1)] = tile
    return sheet
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "canvas_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
sheet = canvas(sample, 4)
assert np.shape(sheet) == (112, 112), (
    f"canvas(images, 4) should have the shape (112, 112), it has {np.shape(sheet)}")
### BEGIN HIDDEN TESTS
from autograder import checks

tiles = np.random.default_rng(9).random((12, 784), dtype="float32")
sheet_of_9 = checks.call(canvas, tiles, 3)
rows = [np.hstack([tiles[3 * row + at].reshape(28, 28) for at in range(3)]) for row in range(3)]
checks.close(sheet_of_9, np.vstack(rows), tolerance=1e-5)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "canvas_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
canvas = adopt("canvas", lambda found: np.shape(found(X_test, 2)) == (56, 56),
               lambda: lambda images, n: np.zeros((28 * n, 28 * n)))
reconstructed = np.array(decoder(encoder(tf.constant(X_test[:16]))))
show_canvases({"original": canvas(X_test, 4), "reconstructed": canvas(reconstructed, 4),
               "difference": np.abs(canvas(X_test, 4) - canvas(reconstructed, 4))},
              "Sixteen test images, down to 64 numbers and back",
              alt="Three sheets of sixteen digits: the originals, the softer reconstructions, and "
                  "their differences, which lie along the edges of the strokes.")

# %% [markdown]
# Only sixteen images had to go through the network for this. A program that takes four batches of
# 256 to show four images of each, as the published one does, is not wrong, but it computes 64
# times as much as it shows.
#
# What has the first layer learned? Each of its 128 units has one weight for every pixel, so its
# weights can be drawn as an image, a **filter**. Where it is white, a bright pixel pushes the unit
# up; where it is black, down.
#
# **Guess first.** What will the filters look like after training: strokes, whole digits, spots, or
# noise as before?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "filters_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
reveal("filters", my_guess, "see below")
show_filters(at_the_start["encoder_h1"], parameters()["encoder_h1"],
             "What pushes a unit of the first layer up (white) and down (black)",
             alt="Forty small images. Before training all are noise. After training they show "
                 "patches and bits of strokes in the middle and noise at the edge.")

# %% [markdown]
# At the edge the pixels are black in nearly every image. A weight that is always multiplied by 0
# gets no gradient and stays as it was drawn.
#
# And the sigmoids: are they saturated? Let us count values below 0.05 and above 0.95.
#
# **Guess first.** What share of the values in the first hidden layer, in percent, lies out there
# after training?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "activations_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
inside = keras.Model(twin.inputs, [layer.output for layer in twin.layers[:3]])
names = ("first hidden layer", "code", "last hidden layer")


def activations(values):
    """What the inner layers say to 1,000 test images, with these parameters."""
    twin.set_weights(list(values.values()))
    return dict(zip(names, inside.predict(X_test[:1000], verbose=0), strict=True))


trained = parameters()
before, after = activations(at_the_start), activations(trained)
flat = {name: 100 * np.mean(np.abs(after[name] - 0.5) > 0.45) for name in names}
reveal("first hidden layer", my_guess, f"{flat[names[0]]:.0f} %")
print(f"code {flat[names[1]]:.0f} %, last hidden layer {flat[names[2]]:.0f} %; before training "
      f"{100 * np.mean(np.abs(before[names[0]] - 0.5) > 0.45):.0f} % in the first")
show_activations(before, after, "Training drives the hidden units out to the flat ends",
                 alt="Histograms of three layers. Before training the values crowd around one "
                     "half, after training they are spread out. Share that is then below 0.05 or "
                     "above 0.95: "
                     + ", ".join(f"{name} {share:.0f} %" for name, share in flat.items()) + ".")

# %% [markdown]
# A unit near 0 or 1 has made up its mind about an image: its slope is nearly 0, so hardly any
# gradient comes through it, and this image cannot change it much any more. Compare the three
# layers: in which of them do the units take sides most, and in which least?
#
# ### Is that all that `fit` does?
#
# Take the starting values of your network, give them to Keras's own layers too, and let both train
# on the same 40 batches, each with a fresh Adam.
#
# **Guess first.** By how much will the two losses of a step differ at most?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "two_ways_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
if is_by_hand:
    kept, same = parameters(), first_batches(train_data, 40)
    begin_afresh()
    by_hand = [float(train_step(tf.constant(batch))) for batch in same]
    set_parameters(kept)

    network = keras_network()
    network.set_weights(list(at_the_start.values()))
    network.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="mse")
    by_keras = []
    for batch in same:
        network.reset_metrics()  # or it would report the mean of all steps so far
        by_keras.append(float(network.train_on_batch(batch, batch)))
    gap = np.abs(np.subtract(by_hand, by_keras)).max()
    reveal("largest difference", my_guess, f"{gap:.1g}")
    show_two_ways(by_hand, by_keras, "The same batches, the same steps",
                  alt="Two curves of the loss over 40 steps; they differ by "
                      f"{gap:.1g} at most.")
else:
    print("run_optimization does not work yet, so there is nothing to compare")

# %% [markdown]
# That is all. `fit` is your loop, with a progress bar. Whenever a training needs something that
# `fit` does not offer (two optimizers, a loss of your own from inside the network, a look at the
# gradients), you now know where to put it.
#
# ### If you have a few minutes more
#
# Set `FULL = True` above and run the lab again from there on. Where does the curve cross PCA's
# line, and is it still falling at the end? With
# `np.savez("by_hand.npz", **parameters())` you can keep the trained numbers, and
# `set_parameters(np.load("by_hand.npz"))` brings them back another day.

# %% [markdown]
# ## What you have now
#
# * A pipeline is a chain of steps, and their order matters: first shuffle images, then pack them.
# * A network is a handful of variables and a formula. Starting values deserve care: each matrix
#   needs random numbers of its own.
# * A tape records the way from variables to loss and walks it back. A finite difference checks it.
# * A step is: loss, gradients, change. `tf.function` makes it fast, and Python inside of it runs
#   only while it is traced.
# * Sigmoids are flat at both ends: they learn slowly, one behind the other more so.
# * A loss of the last training batch is no result. Evaluate, on images not seen in training.
#
# **Next lab.** *Sparse, dropout, denoising*: networks that get spoilt images to see and must
# answer with clean ones.
