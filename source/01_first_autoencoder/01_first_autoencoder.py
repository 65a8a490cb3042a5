# ---
# jupyter:
#   autograder:
#     limits:
#       cell_seconds: 300
#     pass_lines:
#       mnist:
#         adadelta: 0.234
#         adam: 0.128
#         mean_image: 0.2625
#       stand-in:
#         adadelta: 0.257
#         adam: 0.142
#         mean_image: 0.2788
#     title: Your first autoencoder
#     training:
#       rows: 300000
#       saved:
#         simple.keras:
#           mnist: 0.12
#           stand-in: 0.132
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Your first autoencoder
#
# Could you describe a handwritten digit to a friend in 32 numbers, so well that your friend can
# draw it again? In this lab a small network learns to do both sides of that game. One half, the
# **encoder**, turns an image of 784 pixels into 32 numbers, the **code**. The other half, the
# **decoder**, draws an image from the code. Nobody tells them what the 32 numbers should mean.
#
# Such pairs are good for more than sending pictures: they remove noise, report what does not
# belong, and hand their code on to other methods. Later labs do all of that. Here you build the
# simplest one.
#
# At the end you will be able to
#
# * prepare images for a dense network,
# * build an autoencoder with Keras and cut it into an encoder and a decoder *that share its
#   weights*,
# * train it, and say whether its loss is good: next to which other numbers, and how far from the
#   best that is possible,
# * use the two halves separately, and see where they fail,
# * pack all of it into one function.
#
# | part | what you do | exercises | minutes |
# | --- | --- | --- | --- |
# | 1 | The images | 1.1 | 10 |
# | 2 | The network | 1.2 | 10 |
# | 3 | Two halves, one set of weights | 1.3, 1.4 | 12 |
# | 4 | Training, and a ruler for the loss | 1.5, 1.6 | 13 |
# | 5 | What the code can do, and what it cannot | 1.7 | 10 |
# | 6 | One function for all of it | 1.8 | 5 |
#
# **How to work.** Replace `# YOUR CODE HERE` and the line `raise NotImplementedError()` below it.
# The cell after each exercise checks the plain things and tells you what is missing; more is
# checked when the lab is graded. Before each result there is a guess for you to write down. It
# earns no points, but a result that surprises you is one that you remember. Where you see
# `my_guess = None`, put your guess in place of `None`, a number or a few words between quotes,
# then run on.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np

# Keras draws its random starting weights from here; the same seed gives the same start.
keras.utils.set_random_seed(1)

# %% [markdown]
# The next cell holds what draws the pictures of this lab. Run it; you need not read it now.

# %% nbgrader={"grade": false, "grade_id": "drawing_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
plt.rcParams.update({"figure.dpi": 100, "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False})


def finish(alt):
    """Show the figure; `alt` says what it shows to those who cannot see it."""
    figure = plt.gcf()
    display(figure, metadata={"image/png": {"alt": alt}})
    plt.close(figure)


def reveal(question, guess, answer):
    """Print an answer beside the guess made for it."""
    said = "you made no guess" if guess is None else f"your guess was {guess}"
    print(f"{question}: {answer} ({said})")


def tried(function, *arguments):
    """What a function of yours returns; None, and a line that says so, when it is not written."""
    try:
        return function(*arguments)
    except NotImplementedError:
        print(f"{function.__name__} is not written yet")


def pixel_loss(originals, answers):
    """Binary cross-entropy of each image in nats per pixel: (n, 784) and (n, 784) -> (n,)."""
    losses = keras.losses.binary_crossentropy(originals, np.array(answers, dtype="float32"))
    return keras.ops.convert_to_numpy(losses)


def show_rows(rows, title, alt, captions=None):
    """Draw rows of 28 x 28 images; `rows` maps a label to images, captions go below the last."""
    columns = max(len(images) for images in rows.values())
    fig, axes = plt.subplots(len(rows), columns, squeeze=False, layout="constrained",
                             figsize=(0.95 * columns + 1.3, 1.05 * len(rows) + 0.6))
    for line, (label, images) in zip(axes, rows.items(), strict=True):
        line[0].set_ylabel(label, rotation=0, ha="right", va="center")
        for axis, image in zip(line, images, strict=True):
            axis.imshow(np.reshape(image, (28, 28)), cmap="gray", vmin=0, vmax=1)
            axis.set(xticks=[], yticks=[])
            axis.spines[:].set(visible=True, color="0.6")
    for axis, caption in zip(axes[-1], captions or [], strict=False):
        axis.set_xlabel(caption, fontsize=9)
    fig.suptitle(title)
    finish(alt)


def draw_network(model, title):
    """Draw a chain of dense layers from the shapes that the layers themselves report."""
    names = ["image", *["code"] * (len(model.layers) - 2), "reconstruction"]
    _, axis = plt.subplots(figsize=(8, 4), layout="constrained")
    before = None
    for x, (name, layer) in enumerate(zip(names, model.layers, strict=True)):
        size = layer.output.shape[-1]
        half, tall = (4, 2.0) if size > 100 else (3, 1.1)
        upper = np.linspace(tall, 0.5, half)
        ys = np.concatenate([upper, -upper])
        for end in before if before is not None else []:
            axis.plot(np.array([[x - 1] * len(ys), [x] * len(ys)]), [[end] * len(ys), ys],
                      color="0.8", lw=0.6, zorder=1)
        axis.scatter([x] * len(ys), ys, s=110, color="white", edgecolor="black", zorder=2)
        axis.scatter([x] * 3, [0.2, 0, -0.2], s=5, color="black", zorder=2)
        axis.text(x, -2.35, f"{name}\n{size} numbers", ha="center", va="top")
        if before is not None:
            rule = layer.activation.__name__
            axis.text(x - 0.5, 2.3, f"dense layer, {rule}\n{layer.count_params():,} parameters",
                      ha="center", va="bottom")
        before = ys
    axis.set(title=title, ylim=(-3.1, 3.1), xlim=(-0.4, len(names) - 0.6))
    axis.axis("off")
    finish(f"{title}: {' to '.join(str(layer.output.shape[-1]) for layer in model.layers)}")


def show_training(history, rulers, title):
    """Draw the loss after each epoch, with horizontal lines to compare it with."""
    _, axis = plt.subplots(figsize=(8, 4), layout="constrained")
    epochs = np.arange(1, len(history.history["loss"]) + 1)
    mark = "o" if len(epochs) < 10 else None  # a curve of one epoch would be invisible
    axis.plot(epochs, history.history["loss"], "k-", marker=mark, label="training images")
    if "val_loss" in history.history:
        axis.plot(epochs, history.history["val_loss"], color="0.5", ls="--", marker=mark,
                  label="test images")
    for name, value in rulers.items():
        axis.axhline(value, color="black", lw=0.8, ls=":")
        axis.annotate(f"{name}: {value:.4f}", (1, value), (6, 0), va="center", fontsize=9,
                      xycoords=("axes fraction", "data"), textcoords="offset points")
    axis.set(title=title, xlabel="epoch", ylabel="loss (nats per pixel)", ylim=(0.04, 0.3),
             xlim=(0, len(epochs) + 0.5))
    axis.xaxis.get_major_locator().set_params(integer=True)
    axis.legend(frameon=False)
    first, last = history.history["loss"][0], history.history["loss"][-1]
    finish(f"{title}: from {first:.4f} down to {last:.4f} nats per pixel")


def show_code(image, code, reconstruction, title):
    """Draw an image, the numbers of its code as bars, and what the decoder makes of them."""
    fig, axes = plt.subplots(1, 3, figsize=(9, 2.6), width_ratios=[1, 3, 1],
                             layout="constrained")
    for axis, picture, name in [(axes[0], image, "image"), (axes[2], reconstruction, "decoded")]:
        axis.imshow(np.reshape(picture, (28, 28)), cmap="gray", vmin=0, vmax=1)
        axis.set(xticks=[], yticks=[], xlabel=name)
        axis.spines[:].set(visible=True, color="0.6")
    axes[1].bar(np.arange(len(code)), code, color="0.4")
    axes[1].set(xlabel="position in the code", ylabel="value (no unit)")
    fig.suptitle(title)
    finish(f"{title}; the code is {len(code)} bars, {np.sum(code == 0)} of them of height 0")


def show_by_digit(losses, floors, digits, title):
    """Draw the mean loss of each digit, and how much of it no network can avoid."""
    _, axis = plt.subplots(figsize=(8, 3.4), layout="constrained")
    means = [losses[digits == digit].mean() for digit in range(10)]
    least = [floors[digits == digit].mean() for digit in range(10)]
    axis.bar(range(10), means, color="0.55", label="lost by this autoencoder")
    axis.bar(range(10), least, color="white", edgecolor="black", hatch="//",
             label="floor: a perfect copy")
    axis.set(title=title, xlabel="digit", ylabel="loss (nats per pixel)", xticks=range(10))
    axis.set_ylim(0, max(means) * 1.3)
    axis.legend(frameon=False, ncols=2)
    finish(f"{title}; least for {np.argmin(means)}, most for {np.argmax(means)}")

# %% [markdown]
# ## 1. The images
#
# MNIST holds 70,000 handwritten digits, 60,000 for training and 10,000 for testing. An image is a
# square of 28 × 28 grey values, whole numbers from 0 (black) to 255 (white). Our network wants
# something else:
#
# * **rows**: a dense layer knows nothing of squares, so each image becomes one row of 784
#   numbers;
# * **small numbers**: from 0 to 1, because the last layer of our network answers with numbers
#   between 0 and 1, and the images are what it must answer;
# * **float32**: what Keras computes with. Change the type *before* you divide: an array of whole
#   bytes cannot hold 0.5, and dividing it in place (`/=`) is an error.
#
# ### Exercise 1.1: `load_images` (12 points)
#
# Write a function `load_images()` that takes nothing and returns two arrays, the training images
# and the test images, each float32 with one row of 784 numbers from 0 to 1 per image.
# `keras.datasets.mnist.load_data()` gives you two pairs, training images with their labels and
# test images with theirs; an autoencoder needs no labels.
#
# Why a function? A notebook cell that overwrites its own input divides by 255 *again* each time
# you run it. A function starts afresh. The cell below yours calls it twice to see.

# %% nbgrader={"grade": false, "grade_id": "load_images", "locked": false, "schema_version": 3, "solution": true, "task": false}
def load_images():
    """Load MNIST as float32 arrays of shape (60000, 784) and (10000, 784) in [0, 1]."""
    ### BEGIN SOLUTION
    (train, _), (test, _) = keras.datasets.mnist.load_data()
    train = train.reshape(len(train), -1).astype("float32") / 255
    test = test.reshape(len(test), -1).astype("float32") / 255
    return train, test
    ### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "load_images_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
X_train, X_test = tried(load_images) or (None, None)
X_train, X_test = tried(load_images) or (None, None)  # the same as the first time, it must be

# %% nbgrader={"grade": true, "grade_id": "load_images_test", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
assert hasattr(X_train, "shape") and hasattr(X_test, "shape"), (
    f"load_images() should return two arrays, it returned {X_train!r} and {X_test!r}")
assert X_train.shape == (60000, 784), (
    f"X_train should have one row of 784 numbers for each of 60000 images, shape (60000, 784); "
    f"its shape is {X_train.shape}")
assert X_test.shape == (10000, 784), (
    f"X_test should have one row of 784 numbers for each of 10000 images, shape (10000, 784); "
    f"its shape is {X_test.shape}")
assert X_train.dtype == "float32", f"X_train should be float32, it is {X_train.dtype}"
assert X_test.dtype == "float32", f"X_test should be float32, it is {X_test.dtype}"
### BEGIN HIDDEN TESTS
from autograder import checks

checks.holds_mnist(X_train, "train")
checks.holds_mnist(X_test, "test")
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** What share of all pixels is exactly black, in percent?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "pixels_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
images = [globals().get("X_train"), globals().get("X_test")]
if any(np.ndim(part) < 2 or np.size(part[0]) != 784 for part in images):
    print("load_images does not fit yet, go back to exercise 1.1. So that you can read on, the "
          "same images in another order take the place of yours.")
    images = [part[::-1] / np.float32(255) for part, _ in keras.datasets.mnist.load_data()]
# A network reads one row per image; should yours have another shape, the next parts still run.
X_train, X_test = (np.reshape(part, (len(part), -1)) for part in images)

reveal("pixels that are exactly black", my_guess, f"{100 * np.mean(X_test == 0):.1f} %")
show_rows({"test images": X_test[:10]}, "The first ten test images, 28 × 28 pixels each",
          alt="Ten handwritten digits, white strokes on a black ground.")

# %% [markdown]
# Most of an image is background, and neighbouring pixels are often alike. So the digits use only
# a small part of what 784 free pixels could show, and that is why a short code has a chance. The
# usual picture for this: each possible image is a point in a space of 784 dimensions, and the
# digits lie on or near a thin, curved sheet in that space, a **manifold**. A code need only say
# where on the sheet. Pictures of pure noise lie on no sheet, and no short code could hold them.

# %% [markdown]
# ## 2. The network
#
# Three layers are enough:
#
# * the **input**: 784 numbers, one image;
# * a **dense layer** that mixes them into a few numbers, the code (other texts call it the
#   *z vector*, the *latent vector* or an *embedding*). Its activation is `relu`: negative results
#   become 0;
# * a **dense layer** that mixes the code into 784 numbers again. Its activation is `sigmoid`,
#   which puts every result between 0 and 1, as grey values are. Its output *is* the
#   reconstruction; no further layer follows.
#
# The narrow middle, the bottleneck, does the work. A network that could pass 784 numbers through
# would have nothing to learn.
#
# How much does it save? It depends on what you count. 784 numbers become 32, that is 24.5 times
# fewer. In memory, a pixel is one byte, and a number of the code is a float32 of four: 784 bytes
# become 128, 6.1 times fewer. And the friend at the other end needs the decoder too.
#
# ### Exercise 1.2: `encoding_dim` (4 points)
#
# Set `encoding_dim`, the number of numbers in the code, to 32.

# %% nbgrader={"grade": false, "grade_id": "encoding_dim", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
encoding_dim = 32
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "encoding_dim_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
assert encoding_dim == 32, f"encoding_dim should be 32, it is {encoding_dim}"
### BEGIN HIDDEN TESTS
from autograder import checks

checks.equal(encoding_dim, 32)
### END HIDDEN TESTS

# %% [markdown]
# The network itself is given. Read it slowly, for you will write one like it in exercise 1.8.
# This is Keras's *functional* style: a layer is called like a function on what comes before it,
# and `keras.Model` is told where to begin and where to end.
#
# **Guess first.** A dense layer has one weight for each pair of an input and an output, and one
# bias for each output. How many parameters has the network altogether?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "layers_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
keras.utils.set_random_seed(1)
try:
    encoding_dim = int(encoding_dim)  # Keras wants a plain whole number, not 32.0
except (NameError, TypeError, ValueError):
    print("encoding_dim is no number yet, go back to exercise 1.2. Here it is 16 for now.")
    encoding_dim = 16

input_img = keras.Input(shape=(784,))
encoded_image_layer = keras.layers.Dense(encoding_dim, activation="relu")(input_img)
decoded_image_layer = keras.layers.Dense(784, activation="sigmoid")(encoded_image_layer)
autoencoder = keras.Model(input_img, decoded_image_layer)

reveal("parameters", my_guess, f"{autoencoder.count_params():,}")
draw_network(autoencoder, "The autoencoder: wide, narrow, wide")

# %% [markdown]
# In this network encoder and decoder mirror each other: 784 → 32 → 784. Many autoencoders are
# built like that, but nothing demands it.
#
# Each time the cell above runs it makes a *new* network. If you run it again, run all cells below
# it again too, or they will still speak of the old one.

# %% [markdown]
# ## 3. Two halves, one set of weights
#
# We want to use the halves separately: the encoder to shorten images, the decoder to draw from
# codes. Only the whole can be trained, though, as only the whole has something to compare its
# answer with. The trick is to build two more models *from the same layers*. A Keras model is a
# way through layers, and several models may lead through one layer. Train one, and all of them
# know.
#
# ### Exercise 1.3: `encoder` (14 points)
#
# Make a `keras.Model` named `encoder` that leads from the image to its code. All that you need is
# in the cell above; do not make a new layer, it would have new, untrained weights.

# %% nbgrader={"grade": false, "grade_id": "encoder", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
encoder = keras.Model(input_img, encoded_image_layer)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "encoder_test", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
assert hasattr(encoder, "layers"), f"encoder should be a Keras model, it is {encoder!r}"
assert encoder.input_shape == (None, 784), (
    f"the encoder should take images of 784 numbers, its input shape is {encoder.input_shape}")
assert encoder.output_shape == (None, encoding_dim), (
    f"the encoder should turn an image into {encoding_dim} numbers, "
    f"its output shape is {encoder.output_shape}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.layers(encoder, [checks.dense(encoding_dim, "relu")], inputs=784)
checks.shares_layers(encoder, autoencoder)
checks.recomposes(autoencoder, encoder=encoder)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 1.4: `encoded_input`, `decoder_layer`, `decoder` (18 points)
#
# The decoder begins in the middle, where no input exists yet. So:
#
# 1. make a new input `encoded_input` for codes of `encoding_dim` numbers;
# 2. take from the autoencoder the layer that draws, and call it `decoder_layer`:
#    `autoencoder.layers` is a list of its layers, the input first;
# 3. make the model `decoder` that leads from `encoded_input` through `decoder_layer`.
#
# A layer may be called a second time on something new. Its weights stay the same.

# %% nbgrader={"grade": false, "grade_id": "decoder", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
encoded_input = keras.Input(shape=(encoding_dim,))
decoder_layer = autoencoder.layers[-1]
decoder = keras.Model(encoded_input, decoder_layer(encoded_input))
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "decoder_test", "locked": true, "points": 18, "schema_version": 3, "solution": false, "task": false}
assert tuple(encoded_input.shape) == (None, encoding_dim), (
    f"encoded_input should be for codes of {encoding_dim} numbers, its shape is "
    f"{tuple(encoded_input.shape)}")
assert hasattr(decoder, "layers"), f"decoder should be a Keras model, it is {decoder!r}"
assert decoder.input_shape == (None, encoding_dim), (
    f"the decoder should take codes of {encoding_dim} numbers, its input shape is "
    f"{decoder.input_shape}")
assert decoder.output_shape == (None, 784), (
    f"the decoder should make images of 784 numbers, its output shape is {decoder.output_shape}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.layers(decoder, [checks.dense(784, "sigmoid")], inputs=encoding_dim)
checks.shares_layers(decoder, autoencoder)
checks.recomposes(autoencoder, decoder=decoder)
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** The network is not trained yet. What will it make of a digit: black, white, the
# digit itself, or something else?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "untrained_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def usable(name, inputs, outputs):
    """Return the half called `name`; should it not fit, one that keeps the lab running."""
    model = globals().get(name)
    shapes = [getattr(model, end, None) for end in ("input_shape", "output_shape")]
    if isinstance(model, keras.Model) and shapes == [(None, inputs), (None, outputs)]:
        return model
    print(f"{name} does not fit, an untrained model takes its place: go back to part 3")
    return keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(outputs, "sigmoid")])


encoder, decoder = usable("encoder", 784, encoding_dim), usable("decoder", encoding_dim, 784)
untrained = decoder.predict(encoder.predict(X_test[:10], verbose=0), verbose=0)
reveal("mean grey value of its answers", my_guess, f"{untrained.mean():.2f}")
show_rows({"image": X_test[:10], "untrained": untrained},
          "Before training: every pixel is about half grey",
          alt="Ten digits, and below each a square of grey specks in which no digit can be seen.")

# %% [markdown]
# ## 4. Training, and a ruler for the loss
#
# ### What the loss says
#
# Read each pixel $p$ of the reconstruction as a bet: "this pixel is white with probability $p$".
# For the true grey value $x$ the price of that bet is the **binary cross-entropy**
#
# $$-x \ln p - (1-x) \ln(1-p)$$
#
# in *nats*, as the logarithm is the natural one. The loss is its mean over all pixels of all
# images. Training makes this mean small, and nothing else. Whether the result *looks* good to us
# is not asked.
#
# A loss alone says little. Put it beside others:
#
# * **knowing nothing**: every pixel ½ costs $\ln 2 \approx 0.6931$ nats;
# * **the mean image**: show the mean of all training images, whatever the input. A network that
#   has learned only this has a code that carries no information;
# * **the floor**: what a *perfect* copy costs. Not 0! For a grey pixel, $x = 0.5$ say, even the
#   right bet $p = 0.5$ costs 0.6931. Only pixels that are exactly black or white are free.
#
# **Guess first**: what will the mean image cost, and what the perfect copy?

# %% nbgrader={"grade": false, "grade_id": "rulers_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
mean_image = X_train.mean(axis=0)
floors = pixel_loss(X_test, X_test)
mean_image_loss = pixel_loss(X_test, np.tile(mean_image, (len(X_test), 1))).mean()
floor = floors.mean()
print(f"every pixel ½    {np.log(2):.4f} nats per pixel")
print(f"the mean image   {mean_image_loss:.4f}")
print(f"the floor        {floor:.4f}")

# %% [markdown]
# ### Exercise 1.5: compile (12 points)
#
# Compile `autoencoder` with the optimizer `"adam"` and the loss `"binary_crossentropy"`.
#
# *An older optimizer.* Many texts on this network use Adadelta, which is accepted here as
# `keras.optimizers.Adadelta(learning_rate=1.0)`. The bare word `"adadelta"` is a trap that has
# caught many: Keras's default learning rate for it is 0.001, and after 50 epochs the loss is
# still 0.68, next to nothing learned. Training then runs without a complaint. A ruler shows it at
# once.

# %% nbgrader={"grade": false, "grade_id": "compile", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "compile_test", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
assert autoencoder.compiled, "autoencoder has not been compiled: call autoencoder.compile(...)"
### BEGIN HIDDEN TESTS
from autograder import checks

checks.compiled(autoencoder, loss="binary_crossentropy")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 1.6: `history` (18 points)
#
# Train with `autoencoder.fit` and keep what it returns as `history`:
#
# * the images are the input *and* what the answer is compared with;
# * 50 epochs, that is, every training image is seen 50 times;
# * batches of 256 images, in a new order in every epoch (`shuffle=True`);
# * the test images as `validation_data`, again as input and as target. They change no weight;
#   they only tell after each epoch how the network does on images that it has not seen. We choose
#   nothing by them in this lab. Whoever does choose by them, when to stop for instance, must keep
#   other images back for the final verdict.
#
# `verbose=2` prints one line for each epoch. Allow a minute or two.
#
# Then save the trained network with `autoencoder.save("simple.keras")` and hand that file in with
# your notebook. When your work is graded it runs again from the top, but training is cut short
# after a few epochs; good weights in the file are used instead.
#
# **Guess first**, before you run it: what will the loss on the test images be after the last
# epoch?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "fit", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
history = autoencoder.fit(
    X_train, X_train, epochs=50, batch_size=256, shuffle=True,
    validation_data=(X_test, X_test), verbose=2)
autoencoder.save("simple.keras")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "fit_test", "locked": true, "points": 18, "schema_version": 3, "solution": false, "task": false}
assert hasattr(history, "params"), (
    f"keep what fit returns, history = autoencoder.fit(...); history is {history!r}")
assert history.params["epochs"] == 50, (
    f"ask for 50 epochs, not for {history.params['epochs']}")
assert "val_loss" in history.history, (
    "there is no loss on the test images: pass them to fit as validation_data")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.fitted(history, epochs=50, batch_size=256, held_out=X_test)
checks.trained(autoencoder, X_test, code_size=32)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "training_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
recorded = getattr(globals().get("history"), "history", None)
if not isinstance(recorded, dict) or not recorded.get("val_loss"):
    print("there is no history with losses of the test images yet: go back to exercise 1.6")
else:
    reveal("loss on the test images", my_guess, f"{recorded['val_loss'][-1]:.4f} nats per pixel")
    show_training(
        history,
        {"mean image": mean_image_loss, "PCA, 32 numbers (MNIST)": 0.1158, "floor": floor},
        "The loss after each epoch, and what to compare it with")

# %% [markdown]
# One published run of this network reached 0.0913 after 50 epochs. Yours will differ a little:
# the starting weights and the order of the batches are drawn at random.
#
# The line *PCA* is what principal component analysis reaches with 32 numbers, the *linear* method
# with the least squared error. Lab 03 works it out, and finds which part of this network beats it.
# Between the curve and the floor lies what 32 numbers in this network could not say.

# %% [markdown]
# ## 5. What the code can do, and what it cannot
#
# ### Exercise 1.7: `encoded_imgs`, `decoded_imgs` (10 points)
#
# Encode all test images with the `predict` method of your `encoder` and keep the codes as
# `encoded_imgs`. Then decode these codes with the `predict` method of your `decoder` and keep the
# images as `decoded_imgs`.
#
# **Guess first**: how many of the first ten digits will you still be able to read?

# %% nbgrader={"grade": false, "grade_id": "encode_decode", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
encoded_imgs = encoder.predict(X_test, verbose=0)
decoded_imgs = decoder.predict(encoded_imgs, verbose=0)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "encode_decode_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
assert hasattr(encoded_imgs, "shape"), f"encoded_imgs should be an array, it is {encoded_imgs!r}"
assert hasattr(decoded_imgs, "shape"), f"decoded_imgs should be an array, it is {decoded_imgs!r}"
assert encoded_imgs.shape == (len(X_test), encoding_dim), (
    f"encoded_imgs should hold {encoding_dim} numbers for each of {len(X_test)} images, "
    f"its shape is {encoded_imgs.shape}")
assert decoded_imgs.shape == X_test.shape, (
    f"decoded_imgs should have the shape of X_test, {X_test.shape}, it has {decoded_imgs.shape}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.same_as_model_output(encoded_imgs, encoder, X_test)
checks.same_as_model_output(decoded_imgs, decoder, encoded_imgs)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "strip_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
codes, drawn = globals().get("encoded_imgs"), globals().get("decoded_imgs")
if np.shape(codes) != (len(X_test), encoding_dim) or np.shape(drawn) != np.shape(X_test):
    print("encoded_imgs or decoded_imgs does not fit yet, go back to exercise 1.7. So that you can "
          "read on, what the models answer now takes their place.")
    codes = encoder.predict(X_test, verbose=0)
    drawn = decoder.predict(codes, verbose=0)
losses = pixel_loss(X_test, drawn)
show_rows({"image": X_test[:10], "reconstruction": drawn[:10]},
          "From 784 numbers to the code and back (loss below, nats per pixel)",
          captions=[f"{loss:.3f}" for loss in losses[:10]],
          alt="Ten digits, and below each its reconstruction with its loss; from a trained network "
              "most can be read, with softer edges than the originals.")

# %% [markdown]
# Fine strokes get blurred: a soft edge is a cautious bet, and where the code does not say exactly
# where a stroke runs, caution is cheaper than being wrong.
#
# **Guess first.** Which digit, from 0 to 9, has the smallest loss?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "by_digit_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
_, (_, labels) = keras.datasets.mnist.load_data()  # labels for this picture alone
easiest = min(range(10), key=lambda digit: losses[labels == digit].mean())
reveal("digit with the smallest loss", my_guess, easiest)
show_by_digit(losses, floors, labels, "The loss of a digit, and the part that no network avoids")

# %% [markdown]
# The bars have different heights, and so have their hatched parts. A digit of one short stroke has
# few grey edge pixels, so even a perfect copy of it costs less. To compare digits, look at the
# grey part, what this network adds to the floor.
#
# Now look into a code.
#
# **Guess first.** How many of the numbers in the code of the first test image are exactly 0?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "code_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
zeros = int(np.sum(np.array(codes[0]) == 0))
reveal("numbers that are exactly 0", my_guess, f"{zeros} of {encoding_dim}")
show_code(X_test[0], codes[0], drawn[0], "One image, its code, and back")

# %% [markdown]
# No bar points down, because `relu` lets nothing negative through. Beyond that the numbers have
# no order and no meaning of their own: start from another seed and the same digit gets another
# code, decoded just as well.
#
# Does the network compress *images*, then? Give it some that are not digits.
#
# **Guess first.** What will it make of a chessboard: a chessboard, a digit, or a mess?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "strangers_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
rows, columns = np.indices((28, 28))
strangers = {
    "a digit": X_test[0],
    "upside down": X_test[0].reshape(28, 28)[::-1],
    "negative": 1 - X_test[0],
    "stripes": rows // 4 % 2,
    "chessboard": (rows // 7 + columns // 7) % 2,
    "ring": np.abs(np.hypot(rows - 13.5, columns - 13.5) - 8) < 2,
    "noise": np.random.default_rng(1).random((28, 28)),
}
strange = np.array([np.reshape(image, 784) for image in strangers.values()], dtype="float32")
answers = autoencoder.predict(strange, verbose=0)
excess = pixel_loss(strange, answers) - pixel_loss(strange, strange)
reveal("chessboard", my_guess, "see below")
show_rows({"image": strange, "reconstruction": answers},
          "What it was not trained on (loss above the floor, nats per pixel)",
          captions=[f"{name}\n{loss:.2f}" for name, loss in zip(strangers, excess, strict=True)],
          alt="Seven images above what the network makes of them, each with its loss above the "
              "floor: " + ", ".join(f"{name} {loss:.2f}" for name, loss
                                    in zip(strangers, excess, strict=True)) + ".")

# %% [markdown]
# The code has words for the strokes of digits and for little else. A ring is nearly a 0, so it
# survives; a chessboard is like nothing in the training images. This is the difference from JPEG,
# which serves any photograph: an autoencoder is a compressor *for the data that it was trained
# on*. It is lossy, as JPEG is, and it needs its decoder at the other end.

# %% [markdown]
# ## 6. One function for all of it
#
# ### Exercise 1.8: `generate_auto_encoder` (12 points)
#
# Pack what you know into a function `generate_auto_encoder(dimensions, image_shape)` that returns
# one new, compiled, untrained model. `dimensions` is the size of the code; `image_shape` is the
# shape of one image as a row, a tuple of one number such as `(784,)`. Layers, activations,
# optimizer and loss are those of `autoencoder`, but no size may be fixed: the function should
# serve images of any length.

# %% nbgrader={"grade": false, "grade_id": "generate_auto_encoder", "locked": false, "schema_version": 3, "solution": true, "task": false}
def generate_auto_encoder(dimensions, image_shape):
    """Build a compiled autoencoder: `dimensions` numbers in its code, images of `image_shape`."""
    ### BEGIN SOLUTION
    image = keras.Input(shape=image_shape)
    code = keras.layers.Dense(dimensions, activation="relu")(image)
    reconstruction = keras.layers.Dense(image_shape[0], activation="sigmoid")(code)
    model = keras.Model(image, reconstruction)
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "generate_auto_encoder_test", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
small = generate_auto_encoder(dimensions=5, image_shape=(64,))
assert hasattr(small, "layers"), (
    f"the function should return one model, it returned {type(small).__name__}")
assert small.input_shape == (None, 64), (
    f"for image_shape (64,) the input shape should be (None, 64), it is {small.input_shape}")
assert small.output_shape == (None, 64), (
    f"for image_shape (64,) the output shape should be (None, 64), it is {small.output_shape}")
### BEGIN HIDDEN TESTS
from autograder import checks

model = checks.call(generate_auto_encoder, 7, (100,))
checks.layers(model, [checks.dense(7, "relu"), checks.dense(100, "sigmoid")], inputs=100)
checks.parameters(model, 100 * 7 + 7 + 7 * 100 + 100)
checks.compiled(model, loss="binary_crossentropy", like=autoencoder)
### END HIDDEN TESTS

# %% [markdown]
# ### A little experiment, if you like
#
# How does the size of the code matter? With your function the answer is a loop. Set
# `run_experiment = True` and give it about ten seconds. **Guess first**: will the loss with 8
# numbers lie nearer to the loss with 2 or to that with 32?

# %%
run_experiment = False

if run_experiment:
    answers = {"image": X_test[:10]}
    for size in (2, 8, 32):
        keras.utils.set_random_seed(1)
        model = generate_auto_encoder(size, (784,))
        model.fit(X_train, X_train, epochs=3, batch_size=256, verbose=0)
        loss = model.evaluate(X_test, X_test, batch_size=1000, verbose=0)
        answers[f"{size} numbers: {loss:.3f}"] = model.predict(X_test[:10], verbose=0)
    show_rows(answers, "Three epochs with codes of 2, 8 and 32 numbers (test loss, nats per pixel)",
              alt="Ten digits, and three rows of reconstructions that become more like them: "
                  + "; ".join(list(answers)[1:]) + ".")

# %% [markdown]
# ## What you have now
#
# * An autoencoder learns to copy its input through a bottleneck. The target is the input itself,
#   so it needs no labels.
# * Encoder and decoder are models of their own that *share layers* with the whole; train the
#   whole and they are trained.
# * A loss needs rulers: the mean image above, the floor below.
# * An autoencoder compresses what it was trained on, not without loss, and little else.
#
# **Next lab.** *Deeper, and the decoder that was wrong*: more layers, and a mistake in building
# the decoder that raises no error and yet spoils every picture. With what you know about shared
# layers you can find it.
