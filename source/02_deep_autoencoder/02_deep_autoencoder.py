# ---
# jupyter:
#   autograder:
#     limits:
#       cell_seconds: 600
#     pass_lines:
#       mnist:
#         adadelta: 0.222
#         adam: 0.138
#         mean_image: 0.2625
#       stand-in:
#         adadelta: 0.248
#         adam: 0.151
#         mean_image: 0.2788
#     title: Deeper, and the decoder that was wrong
#     training:
#       rows: 480000
#       saved:
#         deeper.keras:
#           mnist: 0.125
#           stand-in: 0.14
#         simple.keras:
#           mnist: 0.12
#           stand-in: 0.132
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Deeper, and the decoder that was wrong
#
# In lab 01 one layer turned a digit into 32 numbers, and one more drew it again. Would more
# layers do it better? In this lab you build a network of six, cut it in two, train it, and put it
# beside the small one.
#
# Then there is a case to solve. A published version of this very exercise has a decoder that is
# wrong. It raises no error, all its shapes are right, and the picture beside it looks fine.
# You will find out what is wired to what, and write a test that finds such a mistake for you.
#
# At the end you will be able to
#
# * build a deeper autoencoder, and cut it into halves that share its weights,
# * compare two networks fairly, and say on what terms,
# * put results side by side without mixing up the arrays,
# * find a layer that belongs to another network, and test for it,
# * find the numbers of a code that are never used.
#
# | part | what you do | exercises | minutes |
# | --- | --- | --- | --- |
# | 1 | The images, and the network to beat | 2.1 | 8 |
# | 2 | More layers | 2.2 | 10 |
# | 3 | Two halves again | 2.3, 2.4 | 10 |
# | 4 | Training, on equal terms | 2.5, 2.6, 2.7 | 12 |
# | 5 | Side by side | 2.8, 2.9, 2.10 | 10 |
# | 6 | The decoder that was wrong | 2.11, 2.12, 2.13 | 10 |
#
# As before: replace `# YOUR CODE HERE` and the line `raise NotImplementedError()` below it. The
# cell after each exercise checks the plain things; more is checked when the lab is graded. Where
# you see `my_guess = None`, write down your guess, then run on.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np

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


def losses_of(history):
    """The loss on the test images after each epoch; an empty list when there is none."""
    records = getattr(history, "history", None)
    return list(records.get("val_loss", [])) if isinstance(records, dict) else []


def kernels(model):
    """The weights of each dense layer of a model, biases left out, in order."""
    return [weight for weight in model.weights if len(weight.shape) == 2]


def show_rows(rows, title, captions, alt):
    """Draw rows of 28 x 28 images; `rows` and `captions` map a label to images and to texts."""
    columns = max(len(images) for images in rows.values())
    fig, axes = plt.subplots(len(rows), columns, squeeze=False, layout="constrained",
                             figsize=(0.95 * columns + 1.3, 1.25 * len(rows) + 0.5))
    for line, (label, images) in zip(axes, rows.items(), strict=True):
        line[0].set_ylabel(label, rotation=0, ha="right", va="center")
        for axis, image, text in zip(line, images, captions.get(label, [""] * columns),
                                     strict=False):
            axis.imshow(np.reshape(image, (28, 28)), cmap="gray", vmin=0, vmax=1)
            axis.set_xlabel(text, fontsize=9)
        for axis in line:
            axis.set(xticks=[], yticks=[])
            axis.spines[:].set(visible=True, color="0.6")
    fig.suptitle(title)
    finish(alt)


def draw_networks(models, title):
    """Draw networks of dense layers, one above the other, from the shapes of their weights."""
    fig, axes = plt.subplots(len(models), 1, figsize=(9, 2.3 * len(models)), squeeze=False,
                             layout="constrained")
    for axis, (name, model) in zip(axes[:, 0], models.items(), strict=True):
        shapes = [tuple(kernel.shape) for kernel in kernels(model)]
        sizes = [shapes[0][0], *(after for _, after in shapes)]
        places = np.linspace(0, 6, len(sizes))
        tall = np.sqrt(sizes) / 28
        axis.bar(places, tall, 0.16, -tall / 2, color="white", edgecolor="black", zorder=2)
        for i, (before, after) in enumerate(shapes):
            axis.fill_between(places[i:i + 2], -tall[i:i + 2] / 2, tall[i:i + 2] / 2,
                              color="0.88", lw=0)
            axis.text((places[i] + places[i + 1]) / 2, 0.6, f"{before * after + after:,}",
                      ha="center", va="bottom", fontsize=9)
        words = ["image", *[""] * (len(sizes) - 2), "reconstruction"]
        words[len(sizes) // 2] = "code"
        for place, size, word in zip(places, sizes, words, strict=True):
            axis.text(place, -0.56, f"{size}\n{word}", ha="center", va="top")
        axis.set(xlim=(-0.5, 6.5), ylim=(-0.9, 0.8))
        axis.set_title(f"{name}: {model.count_params():,} parameters", loc="left", fontsize=10)
        axis.axis("off")
    fig.suptitle(title)
    finish("Networks drawn as bars, wide at both ends and narrow in the middle, with the number "
           "of units below each bar and the number of parameters above each pair of bars.")


def show_training(curves, rulers, title):
    """Draw test losses over the epochs, twice: with the rulers, and close up."""
    fig, axes = plt.subplots(1, 2, figsize=(10, 4), width_ratios=[1.25, 1], layout="constrained")
    styles = [{"color": "0.55", "ls": "--"}, {"color": "black", "ls": "-"}]
    for axis in axes:
        for (name, losses), style in zip(curves.items(), styles, strict=True):
            mark = "o" if len(losses) < 10 else None  # a curve of one epoch would be invisible
            axis.plot(np.arange(1, len(losses) + 1), losses, label=name, marker=mark, **style)
        axis.set(xlabel="epoch", ylabel="loss on the test images (nats per pixel)")
        axis.xaxis.get_major_locator().set_params(integer=True)
        axis.legend(frameon=False, loc="upper right", bbox_to_anchor=(1, 0.85))
    longest = max(1, *map(len, curves.values()))
    for name, value in rulers.items():
        axes[0].axhline(value, color="black", lw=0.8, ls=":")
        axes[0].annotate(f"{name}: {value:.4f}", (longest, value), (0, 3), fontsize=9, ha="right",
                         textcoords="offset points")
    least = min([value for losses in curves.values() for value in losses], default=0.08)
    axes[0].set(title="with two rulers", ylim=(0.04, 0.3))
    axes[1].set(title="close up", ylim=(least - 0.003, least + 0.03))
    fig.suptitle(title)
    ends = [f"{name} ends at {losses[-1]:.4f}" for name, losses in curves.items() if losses]
    finish("The test loss of both networks falls with the epochs, steeply at first, between the "
           f"dotted lines of the mean image and the floor; {', '.join(ends)} nats per pixel.")


def show_codes(image, codes, answers, title):
    """Draw an image, and for each network its code as bars and what is decoded from it."""
    fig, axes = plt.subplots(len(codes), 3, figsize=(9.5, 2.2 * len(codes)), squeeze=False,
                             width_ratios=[1, 4, 1], layout="constrained")
    for line, (name, code) in zip(axes, codes.items(), strict=True):
        for axis, picture, word in zip(line[::2], (image, answers[name]), ("image", "decoded"),
                                       strict=True):
            axis.imshow(np.reshape(picture, (28, 28)), cmap="gray", vmin=0, vmax=1)
            axis.set(xticks=[], yticks=[], xlabel=word)
            axis.spines[:].set(visible=True, color="0.6")
        line[1].bar(np.arange(len(code)), code, color="0.4")
        line[1].set(title=name, xlabel="position in the code", ylabel="value (no unit)")
    fig.suptitle(title)
    finish("One digit, its code as bars from each of two networks, and the digit decoded from "
           "each code.")


def show_use(codes, title):
    """Draw for each position of the code in how many images it is above 0."""
    _, axis = plt.subplots(figsize=(8, 3.2), layout="constrained")
    share = 100 * np.mean(codes > 0, axis=0)
    axis.bar(np.arange(len(share)), share, color="0.5")
    unused = np.flatnonzero(share == 0)
    axis.plot(unused, np.full(len(unused), 2.5), "kx", label="never above 0")
    axis.set(title=title, xlabel="position in the code", ylabel="images where it is above 0 (%)",
             ylim=(0, 119), yticks=range(0, 101, 25))
    axis.legend(frameon=False, loc="upper right")
    finish(f"Bars show how often each number of the code is above 0; crosses mark the "
           f"{len(unused)} of {len(share)} that never are.")


def draw_wiring(ways, networks, title):
    """Draw the dense layers of two networks as boxes, and the way that some models take."""
    fig, axes = plt.subplots(len(ways), 1, figsize=(10, 2.6 * len(ways)), squeeze=False,
                             layout="constrained")
    for axis, (name, models) in zip(axes[:, 0], ways.items(), strict=True):
        boxes = []  # weights, place, text
        for height, network in enumerate(networks.values()):
            own = kernels(network)
            half = len(own) // 2
            middles = np.linspace(1, 3, half + 2)[1:-1] if half < 2 else np.arange(1, half + 1)
            places = [*middles, *(middles + 3)]
            boxes += [(kernel, (place, -height), "{} → {}".format(*kernel.shape))
                      for place, kernel in zip(places, own, strict=False)]
        way = [(0.1, -0.5)]
        for kernel in [kernel for model in models for kernel in kernels(model)]:
            at = next((place for own, place, _ in boxes if own is kernel), None)
            if at is None:  # a layer of neither network
                at = (way[-1][0] + 1, -2)
                boxes.append((kernel, at, "{} → {}\n(new)".format(*kernel.shape)))
            way.append(at)
        way.append((6.9, -0.5))
        for step, end in enumerate(way[1:]):
            axis.annotate("", end, way[step], zorder=1, arrowprops={
                "arrowstyle": "-|>", "lw": 2, "color": "black", "shrinkA": 24, "shrinkB": 24})
        for _, (x, y), text in boxes:
            used = (x, y) in way
            axis.text(x, y, text, ha="center", va="center", fontsize=9, zorder=2,
                      color="white" if used else "black",
                      bbox={"boxstyle": "round,pad=0.5", "fc": "0.25" if used else "white",
                            "ec": "black"})
        for (x, y), text in zip((way[0], way[-1]), ("image", "answer"), strict=True):
            axis.text(x, y, text, ha="center", va="center")
        for height, network in enumerate(networks):
            axis.text(-0.4, -height, network, ha="right", va="center", family="monospace")
        axis.set(xlim=(-2.4, 7.3), ylim=(min(y for _, (_, y), _ in boxes) - 0.5, 0.5))
        axis.set_title(name, loc="left", fontsize=10)
        axis.axis("off")
    fig.suptitle(title)
    finish("The layers of both networks as boxes; arrows show through which of them each pair of "
           "encoder and decoder leads.")

# %% [markdown]
# ## 1. The images, and the network to beat
#
# ### Exercise 2.1: `load_images` (6 points)
#
# You know this one. Write `load_images()`, which takes nothing and returns the training images
# and the test images of `keras.datasets.mnist.load_data()`, each as float32 with one row of 784
# numbers from 0 to 1 per image.

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
X_train, X_test = tried(load_images) or (None, None)  # the same once more, as in lab 01

# %% nbgrader={"grade": true, "grade_id": "load_images_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
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
# The network to beat is that of lab 01: 784 → 32 → 784. It is given, with its two halves, and
# trained for 30 epochs with the optimizer `"adam"`. Run the cell, which takes about half a
# minute, and read on meanwhile. It saves the network as `simple.keras`; hand that file in with
# your notebook.

# %% nbgrader={"grade": false, "grade_id": "simple_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
images = [globals().get("X_train"), globals().get("X_test")]
if any(np.ndim(part) < 2 or np.size(part[0]) != 784 for part in images):
    print("load_images does not fit yet, go back to exercise 2.1. So that you can read on, "
          "the same images in another order take the place of yours.")
    images = [part[::-1] / np.float32(255) for part, _ in keras.datasets.mnist.load_data()]
X_train, X_test = (np.reshape(part, (len(part), -1)) for part in images)  # a row per image

keras.utils.set_random_seed(1)
encoding_dim = 32  # how many numbers a code has
image = keras.Input(shape=(784,))
code = keras.layers.Dense(encoding_dim, activation="relu")(image)
autoencoder = keras.Model(image, keras.layers.Dense(784, activation="sigmoid")(code))

encoder = keras.Model(image, code)
encoded_input = keras.Input(shape=(encoding_dim,))
decoder_layer = autoencoder.layers[-1]
decoder = keras.Model(encoded_input, decoder_layer(encoded_input))

autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
simple_history = autoencoder.fit(
    X_train, X_train, epochs=30, batch_size=256, shuffle=True,
    validation_data=(X_test, X_test), verbose=2)
autoencoder.save("simple.keras")

encoded_imgs = encoder.predict(X_test, verbose=0)
decoded_imgs = decoder.predict(encoded_imgs, verbose=0)

# %% [markdown]
# ## 2. More layers
#
# One dense layer with `relu` is a weighted sum for each number of the code, cut off below 0. Two
# layers in a row can say more: the second works on what the first has found. So instead of one
# step from 784 to 32 numbers, take three, and three back:
#
# | name | layer | numbers | activation | called on |
# | --- | --- | --- | --- | --- |
# | `input_img` | input | 784 | | |
# | `encoded_1` | dense | 128 | relu | `input_img` |
# | `encoded_2` | dense | 64 | relu | `encoded_1` |
# | `encoded_3` | dense | `encoding_dim` | relu | `encoded_2` |
# | `decoded_1` | dense | 64 | relu | `encoded_3` |
# | `decoded_2` | dense | 128 | relu | `decoded_1` |
# | `decoded_3` | dense | 784 | sigmoid | `decoded_2` |
#
# The code keeps its 32 numbers. Otherwise the comparison would be worth little: a longer code
# can say more, whatever the layers around it.
#
# ### Exercise 2.2: `deeper_autoencoder` (18 points)
#
# Build this network in the functional style, as `autoencoder` is built above. Begin with
# `keras.utils.set_random_seed(1)`, so that it starts from the same weights each time. Give the
# outputs of its layers the names in the table, and call the `keras.Model` that leads from
# `input_img` to `decoded_3` `deeper_autoencoder`. (Some texts call it `deep_autoencoder`; that
# will do too.)

# %% nbgrader={"grade": false, "grade_id": "deeper_autoencoder", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
input_img = keras.Input(shape=(784,))
encoded_1 = keras.layers.Dense(128, activation="relu")(input_img)
encoded_2 = keras.layers.Dense(64, activation="relu")(encoded_1)
encoded_3 = keras.layers.Dense(encoding_dim, activation="relu")(encoded_2)

decoded_1 = keras.layers.Dense(64, activation="relu")(encoded_3)
decoded_2 = keras.layers.Dense(128, activation="relu")(decoded_1)
decoded_3 = keras.layers.Dense(784, activation="sigmoid")(decoded_2)
deeper_autoencoder = keras.Model(input_img, decoded_3)
### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "other_name_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
substitute = globals().get("substitute")
if "deep_autoencoder" in globals() and globals().get("deeper_autoencoder") is substitute:
    deeper_autoencoder = globals()["deep_autoencoder"]  # the same network, under its other name

# %% nbgrader={"grade": true, "grade_id": "deeper_autoencoder_test", "locked": true, "points": 18, "schema_version": 3, "solution": false, "task": false}
assert encoding_dim == 32, f"encoding_dim should still be 32, it is {encoding_dim}"
for name, layer_output, size in [
        ("encoded_1", encoded_1, 128), ("encoded_2", encoded_2, 64),
        ("encoded_3", encoded_3, 32), ("decoded_1", decoded_1, 64),
        ("decoded_2", decoded_2, 128), ("decoded_3", decoded_3, 784)]:
    assert hasattr(layer_output, "shape"), (
        f"{name} should be what a layer gives when it is called, it is {layer_output!r}")
    assert tuple(layer_output.shape) == (None, size), (
        f"{name} should have {size} numbers for each image, shape (None, {size}); "
        f"its shape is {tuple(layer_output.shape)}")
assert hasattr(deeper_autoencoder, "layers"), (
    f"deeper_autoencoder should be a Keras model, it is {deeper_autoencoder!r}")
assert deeper_autoencoder.input_shape == (None, 784), (
    f"the network should take images of 784 numbers, its input shape is "
    f"{deeper_autoencoder.input_shape}")
assert deeper_autoencoder.output_shape == (None, 784), (
    f"the network should make images of 784 numbers, its output shape is "
    f"{deeper_autoencoder.output_shape}")
### BEGIN HIDDEN TESTS
from autograder import checks

widths = [(128, "relu"), (64, "relu"), (32, "relu"), (64, "relu"), (128, "relu")]
checks.layers(
    deeper_autoencoder,
    [*(checks.dense(*width) for width in widths), checks.dense(784, "sigmoid")], inputs=784)
checks.parameters(deeper_autoencoder, 100480 + 8256 + 2080 + 2112 + 8320 + 101136)
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** The small network has 50,992 parameters. How many has the deep one?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "networks_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def fits(model):
    """Whether this lab can go on with `model`: three dense layers to a code, three back."""
    ends = [getattr(model, name, None) for name in ("inputs", "outputs")]
    if not isinstance(model, keras.Model) or not all(ends):
        return False
    if (model.input_shape, model.output_shape) != ((None, 784), (None, 784)):
        return False
    shapes = [tuple(kernel.shape) for kernel in kernels(model)]
    bright = 1000 * np.random.default_rng(1).random((100, 784), dtype="float32")
    answers = keras.ops.convert_to_numpy(model(bright))
    are_greys = answers.min() >= 0 and answers.max() <= 1
    return len(shapes) == 6 and shapes[2][1] == encoding_dim and are_greys


middle = globals().get("encoded_3")
named = tuple(getattr(middle, "shape", ())) == (None, encoding_dim)
if not named or not fits(globals().get("deeper_autoencoder")):
    print("deeper_autoencoder does not fit yet, go back to exercise 2.2. So that you can read on, "
          "a network with other sizes takes its place.")
    keras.utils.set_random_seed(1)
    steps = [keras.layers.Dense(n, activation="relu") for n in (100, 50, encoding_dim, 50, 100)]
    steps.append(keras.layers.Dense(784, activation="sigmoid"))
    substitute = deeper_autoencoder = keras.Sequential([keras.Input(shape=(784,)), *steps])
    input_img, encoded_3 = deeper_autoencoder.inputs[0], steps[2].output

reveal("parameters", my_guess, f"{deeper_autoencoder.count_params():,}")
draw_networks({"autoencoder": autoencoder, "deeper_autoencoder": deeper_autoencoder},
              "The two networks (below: units, above: parameters)")

# %% [markdown]
# A bar is a layer, drawn the taller the more units it has. Nine of ten parameters sit at the two
# ends, where one side is an image. The layers in the middle are cheap.

# %% [markdown]
# ## 3. Two halves again
#
# A half must be made of the layers of the whole: then, when the whole is trained, both halves
# are.
#
# ### Exercise 2.3: `deep_encoder` (8 points)
#
# Make a `keras.Model` named `deep_encoder` that leads from an image to its code in
# `deeper_autoencoder`.

# %% nbgrader={"grade": false, "grade_id": "deep_encoder", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
deep_encoder = keras.Model(input_img, encoded_3)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deep_encoder_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
assert hasattr(deep_encoder, "layers"), (
    f"deep_encoder should be a Keras model, it is {deep_encoder!r}")
assert deep_encoder.input_shape == (None, 784), (
    f"deep_encoder should take images of 784 numbers, its input shape is "
    f"{deep_encoder.input_shape}")
assert deep_encoder.output_shape == (None, encoding_dim), (
    f"deep_encoder should turn an image into {encoding_dim} numbers, its output shape is "
    f"{deep_encoder.output_shape}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.leads_through(deep_encoder, deeper_autoencoder, first=3, others=[autoencoder])
checks.recomposes(deeper_autoencoder, encoder=deep_encoder)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2.4: `deep_decoder` (16 points)
#
# This time three layers draw.
#
# 1. Make a new input `deep_encoded_input` for codes of `encoding_dim` numbers.
# 2. Take the third last, the second last and the last layer out of `deeper_autoencoder.layers`.
#    Call them `deep_decoder_layer_1`, `deep_decoder_layer_2` and `deep_decoder_layer_3`.
# 3. Make the `keras.Model` `deep_decoder` that leads from `deep_encoded_input` through these
#    three, one after the other.

# %% nbgrader={"grade": false, "grade_id": "deep_decoder", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
deep_encoded_input = keras.Input(shape=(encoding_dim,))
deep_decoder_layer_1 = deeper_autoencoder.layers[-3]
deep_decoder_layer_2 = deeper_autoencoder.layers[-2]
deep_decoder_layer_3 = deeper_autoencoder.layers[-1]
drawn = deep_decoder_layer_2(deep_decoder_layer_1(deep_encoded_input))
deep_decoder = keras.Model(deep_encoded_input, deep_decoder_layer_3(drawn))
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deep_decoder_test", "locked": true, "points": 16, "schema_version": 3, "solution": false, "task": false}
assert tuple(getattr(deep_encoded_input, "shape", ())) == (None, encoding_dim), (
    f"deep_encoded_input should be a keras.Input for codes of {encoding_dim} numbers, shape "
    f"(None, {encoding_dim}); it is {deep_encoded_input!r}")
three = [deep_decoder_layer_1, deep_decoder_layer_2, deep_decoder_layer_3]
assert all(hasattr(layer, "weights") for layer in three), (
    f"deep_decoder_layer_1, _2 and _3 should be layers, they are {three!r}")
assert hasattr(deep_decoder, "layers"), (
    f"deep_decoder should be a Keras model, it is {deep_decoder!r}")
assert deep_decoder.input_shape == (None, encoding_dim), (
    f"deep_decoder should take codes of {encoding_dim} numbers, its input shape is "
    f"{deep_decoder.input_shape}")
assert deep_decoder.output_shape == (None, 784), (
    f"deep_decoder should make images of 784 numbers, its output shape is "
    f"{deep_decoder.output_shape}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.leads_through(deep_decoder, deeper_autoencoder, last=3, others=[autoencoder])
checks.is_layer(deep_decoder_layer_1, deeper_autoencoder, -3, others=[autoencoder])
checks.is_layer(deep_decoder_layer_2, deeper_autoencoder, -2, others=[autoencoder])
checks.is_layer(deep_decoder_layer_3, deeper_autoencoder, -1, others=[autoencoder])
checks.recomposes(deeper_autoencoder, decoder=deep_decoder)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Training, on equal terms
#
# ### Exercise 2.5: compile (6 points)
#
# Compile `deeper_autoencoder` as the small one was: optimizer `"adam"`, loss
# `"binary_crossentropy"`. As in lab 01, `keras.optimizers.Adadelta(learning_rate=1.0)` is
# accepted too. It is slower, though, and the comparison below is then not on equal terms.

# %% nbgrader={"grade": false, "grade_id": "compile", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
deeper_autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "compile_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
assert deeper_autoencoder.compiled, (
    "deeper_autoencoder has not been compiled: call deeper_autoencoder.compile(...)")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.compiled(deeper_autoencoder, loss="binary_crossentropy")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "compile_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
if not deeper_autoencoder.compiled:
    print("deeper_autoencoder is not compiled, go back to exercise 2.5. So that you can read on, "
          "it gets an optimizer and a loss that will not do.")
    deeper_autoencoder.compile(optimizer="sgd", loss="mse")
keras.utils.set_random_seed(1)  # the batches come in the same order each time

# %% [markdown]
# ### Exercise 2.6: `deep_history` (11 points)
#
# Train `deeper_autoencoder` and keep what `fit` returns as `deep_history`: the images as input
# and as target, batches of 256, `shuffle=True`, the test images as `validation_data`, and this
# time 100 epochs. `verbose=2` prints a line for each. Allow three to five minutes.
#
# Then save the network with `deeper_autoencoder.save("deeper.keras")`, and hand that file in
# too. When your work is graded, training is cut short; good weights in the file take its place.
#
# The small network had 30 epochs, this one gets 100. To set the last loss of the one beside the
# last loss of the other would be unfair. So we will compare epoch by epoch, as far as both go.
#
# **Guess first**, before you train it: in which of the 30 epochs that both have will the deep
# network be ahead?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "fit", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
deep_history = deeper_autoencoder.fit(
    X_train, X_train, epochs=100, batch_size=256, shuffle=True,
    validation_data=(X_test, X_test), verbose=2)
deeper_autoencoder.save("deeper.keras")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "fit_test", "locked": true, "points": 11, "schema_version": 3, "solution": false, "task": false}
assert hasattr(deep_history, "params"), (
    f"keep what fit returns, deep_history = deeper_autoencoder.fit(...); "
    f"deep_history is {deep_history!r}")
assert deep_history.params["epochs"] == 100, (
    f"ask for 100 epochs, not for {deep_history.params['epochs']}")
assert "val_loss" in deep_history.history, (
    "there is no loss on the test images: pass them to fit as validation_data")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.fitted(deep_history, epochs=100, batch_size=256, held_out=X_test)
widths = [(128, "relu"), (64, "relu"), (32, "relu"), (64, "relu"), (128, "relu")]
asked = [*(checks.dense(*width) for width in widths), checks.dense(784, "sigmoid")]
if checks.has_layers(deeper_autoencoder, asked):
    checks.trained(deeper_autoencoder, X_test, code_size=32)
elif not int(deeper_autoencoder.optimizer.iterations):  # another network: it only has to learn
    checks.reconstructs(deeper_autoencoder, at_most=0.6)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "training_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
curves = {"autoencoder": losses_of(simple_history),
          "deeper_autoencoder": losses_of(globals().get("deep_history"))}
pairs = list(zip(*curves.values(), strict=False))
ahead = [epoch for epoch, (small, deep) in enumerate(pairs, 1) if deep < small]
reveal("the deep network is ahead in the epochs", my_guess, ", ".join(map(str, ahead)) or "none")
print(f"(of {len(pairs)} epochs that both networks have)")
for epoch in (1, 5, 10, 20, 30, 100):
    row = [f"{losses[epoch - 1]:.4f}" if len(losses) >= epoch else "-"
           for losses in curves.values()]
    print(f"loss after {epoch:3} epochs: autoencoder {row[0]:>6}, deeper_autoencoder {row[1]:>6}")

mean_image_loss = pixel_loss(X_test, np.tile(X_train.mean(axis=0), (len(X_test), 1))).mean()
show_training(curves, {"mean image": mean_image_loss, "floor": pixel_loss(X_test, X_test).mean()},
              "Two networks with codes of 32 numbers, and what to compare them with")

# %% [markdown]
# The rulers are those of lab 01: the *mean image* is what one fixed picture costs, the *floor*
# what a perfect copy costs.
#
# In one run on MNIST the deep network was ahead for four epochs. Then the small one led, after 10
# epochs with 0.0963 to 0.1005. From epoch 19 on the deep one was ahead again, for the small one
# hardly moved any more: 0.0918 after 30 epochs and 0.0916 after 50, when the deep one stood at
# 0.0835. After 100 it was 0.0912 to 0.0809. So "deeper is worse" and "deeper is better" could both
# be read off one and the same run. With Adadelta the small network still led after 100 epochs,
# with 0.0955 to 0.0985.
#
# Equal epochs are not quite equal terms either. For each image the deep network has about 4.4
# times as many multiplications to do, as it has 4.4 times as many weights.
#
# ### Exercise 2.7: `deeper_or_not` (3 points)
#
# Someone trains both networks for 10 epochs, gets the losses above, and writes: "Depth harms
# autoencoders." What do you answer?
#
# * a) That is right: with four times as many parameters the deep network must overfit.
# * b) That is right: its code passes through more layers, so more is lost on the way.
# * c) That is wrong: a deeper network always has the lower loss; there must be a mistake.
# * d) It says something about 10 epochs only: the order may change with the budget, so the budget
#   belongs to the result.
#
# Set `deeper_or_not` to the letter of the best answer, such as `deeper_or_not = "a"`.

# %% nbgrader={"grade": false, "grade_id": "deeper_or_not", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
deeper_or_not = "d"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deeper_or_not_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
assert deeper_or_not in ("a", "b", "c", "d"), (
    f'deeper_or_not should be a letter from "a" to "d", it is {deeper_or_not!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(deeper_or_not, "d", hint="look again at how often the two curves cross")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Side by side
#
# ### Exercise 2.8: `deep_encoded_imgs`, `deep_decoded_imgs` (8 points)
#
# The small network's codes and answers for the test images are in `encoded_imgs` and
# `decoded_imgs`. Do the same for the deep one: encode all test images with `deep_encoder` and
# keep the codes as `deep_encoded_imgs`, then decode these with `deep_decoder` and keep the
# images as `deep_decoded_imgs`.

# %% nbgrader={"grade": false, "grade_id": "halves_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def usable(name, inputs, outputs):
    """Return the half called `name`; should it not fit, one that keeps the lab running."""
    model = globals().get(name)
    shapes = [getattr(model, end, None) for end in ("input_shape", "output_shape")]
    if isinstance(model, keras.Model) and shapes == [(None, inputs), (None, outputs)]:
        return model
    print(f"{name} does not fit, an untrained model takes its place: go back to part 3")
    return keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(outputs, "sigmoid")])


deep_encoder = usable("deep_encoder", 784, encoding_dim)
deep_decoder = usable("deep_decoder", encoding_dim, 784)

# %% nbgrader={"grade": false, "grade_id": "encode_decode", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
deep_encoded_imgs = deep_encoder.predict(X_test, verbose=0)
deep_decoded_imgs = deep_decoder.predict(deep_encoded_imgs, verbose=0)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "encode_decode_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
assert hasattr(deep_encoded_imgs, "shape"), (
    f"deep_encoded_imgs should be an array, it is {deep_encoded_imgs!r}")
assert hasattr(deep_decoded_imgs, "shape"), (
    f"deep_decoded_imgs should be an array, it is {deep_decoded_imgs!r}")
assert tuple(deep_encoded_imgs.shape) == (len(X_test), encoding_dim), (
    f"deep_encoded_imgs should hold {encoding_dim} numbers for each of {len(X_test)} images, "
    f"its shape is {tuple(deep_encoded_imgs.shape)}")
assert tuple(deep_decoded_imgs.shape) == X_test.shape, (
    f"deep_decoded_imgs should have the shape of X_test, {X_test.shape}, it has "
    f"{tuple(deep_decoded_imgs.shape)}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.same_as_model_output(deep_encoded_imgs, deep_encoder, X_test, others=[encoder])
checks.same_as_model_output(deep_decoded_imgs, deep_decoder, deep_encoded_imgs, others=[decoder])
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "arrays_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def usable_array(name, shape):
    """Return the array called `name`; should it not fit, zeros that keep the lab running."""
    array = globals().get(name)
    if tuple(getattr(array, "shape", ())) == shape:
        return keras.ops.convert_to_numpy(array)
    print(f"{name} does not fit, zeros take its place: go back to exercise 2.8")
    return np.zeros(shape, "float32")


deep_encoded_imgs = usable_array("deep_encoded_imgs", (len(X_test), encoding_dim))
deep_decoded_imgs = usable_array("deep_decoded_imgs", X_test.shape)

# %% [markdown]
# ### Exercise 2.9: `comparison` (8 points)
#
# Four arrays with similar names are a good place to pick the wrong one, and a picture of the
# wrong one looks as good as any. So build the picture's rows with care. Make a dictionary
# `comparison` of three entries, each the first ten images of one array:
#
# * `"original"`: the test images,
# * `"simple"`: what the small network makes of them,
# * `"deep"`: what the deep network makes of them.

# %% nbgrader={"grade": false, "grade_id": "comparison", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
comparison = {
    "original": X_test[:10],
    "simple": decoded_imgs[:10],
    "deep": deep_decoded_imgs[:10],
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "comparison_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
assert isinstance(comparison, dict), f"comparison should be a dictionary, it is {comparison!r}"
assert sorted(comparison) == ["deep", "original", "simple"], (
    f'comparison should have the keys "original", "simple" and "deep", it has {list(comparison)}')
for key, row in comparison.items():
    assert len(row) == 10, f'comparison["{key}"] should hold 10 images, it holds {len(row)}'
### BEGIN HIDDEN TESTS
from autograder import checks

arrays = {
    "X_test, the test images themselves": X_test,
    "decoded_imgs, which the small autoencoder made": decoded_imgs,
    "deep_decoded_imgs, which deep_decoder made": deep_decoded_imgs,
    "X_train": X_train,
    "encoded_imgs, the codes of the small autoencoder": encoded_imgs,
    "deep_encoded_imgs, the codes of deep_encoder": deep_encoded_imgs,
}
checks.shows(comparison["original"], X_test, 'the row "original" of comparison', arrays)
checks.shows(comparison["simple"], decoded_imgs, 'the row "simple" of comparison', arrays)
checks.shows(comparison["deep"], deep_decoded_imgs, 'the row "deep" of comparison', arrays)
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** Of the 10,000 test images, how many does the deep network draw with a smaller
# loss than the small one, in percent?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "comparison_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
better = np.mean(pixel_loss(X_test, deep_decoded_imgs) < pixel_loss(X_test, decoded_imgs))
reveal("images that the deep network draws better", my_guess, f"{100 * better:.0f} %")

rows = globals().get("comparison")
if not isinstance(rows, dict) or any(np.size(row) != 10 * 784 for row in rows.values()):
    print("comparison cannot be drawn yet: go back to exercise 2.9")
else:
    rows = {name: np.reshape(row, (10, 784)) for name, row in rows.items()}
    errors = {name: [f"{loss:.3f}" for loss in pixel_loss(X_test[:10], row)]
              for name, row in rows.items()}
    show_rows(rows, "Ten test images and two reconstructions (loss, nats per pixel)", errors,
              "Ten digits in three rows: the originals, the blurrier drawings of the small "
              "network and the slightly sharper ones of the deep network, with their losses.")

# %% [markdown]
# Below the originals stands the floor of each image, what even a perfect copy costs. A smaller
# *mean* loss does not say that every image is drawn better: the share printed above does. And on
# which of the ten does the deep network gain most? See whether it is one that had cost the small
# network much.
#
# Now the codes. Both networks describe an image by 32 numbers.
#
# **Guess first.** Will the two codes of one digit be alike?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "codes_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
both = np.stack([encoded_imgs[0], deep_encoded_imgs[0]])
likeness = np.corrcoef(both)[0, 1] if both.std(axis=1).all() else np.nan
reveal("correlation of the two codes of the first test image", my_guess, f"{likeness:.2f}")
show_codes(X_test[0], {"autoencoder": encoded_imgs[0], "deeper_autoencoder": deep_encoded_imgs[0]},
           {"autoencoder": decoded_imgs[0], "deeper_autoencoder": deep_decoded_imgs[0]},
           "One image, two codes")

# %% [markdown]
# A correlation of 1 would mean that one code is the other, stretched or shifted. Nothing of the
# kind: each network has made up a language of its own, and position 5 of the one says nothing
# about position 5 of the other. Keep that in mind for part 6.
#
# ### Exercise 2.10: `dead_units` (5 points)
#
# Some bars are missing. A number of the code may be 0 for this image and serve for others. But
# with `relu` it can also happen that a unit's sum is negative for *every* image. Then its output
# is always 0 and its own weights get no gradient: the unit is **dead**, and its place in the code
# is wasted.
#
# Write `dead_units(codes)`. It takes codes, an array with one row per image, and returns how many
# of its columns are 0 in every row.

# %% nbgrader={"grade": false, "grade_id": "dead_units", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dead_units(codes):
    """How many numbers of the code are 0 for all images: (n, numbers) -> a whole number."""
    ### BEGIN SOLUTION
    return int(np.sum(np.all(codes == 0, axis=0)))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "dead_units_test", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
found = dead_units(np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 2.0]]))
assert found == 1, f"of the columns (0, 0), (1, 0) and (0, 2) one is 0 in every row, not {found}"
### BEGIN HIDDEN TESTS
from autograder import checks

random = np.random.default_rng(7)
for rows, columns, dead in [(40, 9, 3), (5, 20, 0), (300, 4, 4)]:
    codes = np.maximum(random.normal(0, 1, (rows, columns)), 0).astype("float32")
    codes[0], codes[1:, 0] = 1e-6, 0
    codes[:, columns - dead:] = 0
    dead_units_found = checks.call(dead_units, codes)
    checks.equal(dead_units_found, dead)
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** How many units of the deep code are dead, out of 32?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "dead_units_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
reveal("dead units of the deep code", my_guess, tried(dead_units, deep_encoded_imgs))
print(f"dead units of the small network's code: {tried(dead_units, encoded_imgs)}")
show_use(deep_encoded_imgs, "How often each number of the deep code is used")

# %% [markdown]
# Put your two numbers beside those of one run of ours on MNIST: 7 of the 32 were dead in the deep
# code, and none in that of the small network. So in that run the deep network drew *better* with
# 25 numbers than the small one with 32.

# %% [markdown]
# ## 6. The decoder that was wrong
#
# Here is a decoder as a published version of this exercise asks for it. Training, images and
# networks are yours. It runs without an error, and you can read its shapes: 32 numbers in, 784
# out, as it should be.
#
# **Guess first.** What will it draw from the codes of `deep_encoder`: digits a little blurred,
# other digits, or no digits?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "published_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
published_input = keras.Input(shape=(encoding_dim,))
published_decoder = keras.Model(published_input, decoder_layer(published_input))

print("from", published_decoder.input_shape, "to", published_decoder.output_shape)
published_imgs = keras.ops.convert_to_numpy(published_decoder(deep_encoded_imgs))
drawn = {"image": X_test[:10], "published": published_imgs[:10], "yours": deep_decoded_imgs[:10]}
reveal("the published decoder draws", my_guess, "see the middle row")
show_rows(drawn, "The same codes, two decoders (loss, nats per pixel)",
          {name: [f"{loss:.2f}" for loss in pixel_loss(X_test[:10], images)]
           for name, images in drawn.items()},
          "Ten digits; below them what the published decoder draws, which is no digit at all; "
          "below that what your decoder draws from the same codes.")
print(f"loss on all test images: published {pixel_loss(X_test, published_imgs).mean():.2f}, "
      f"yours {pixel_loss(X_test, deep_decoded_imgs).mean():.2f}, "
      f"every pixel ½ {np.log(2):.2f} nats per pixel")

# %% [markdown]
# In one run on MNIST it cost 1.11 nats per pixel, more than half grey everywhere, which needs no
# code at all. (In another, with Adadelta, it was 0.58: how bad it is depends on both trainings.)
# And why did this not come to light? Because the text then drew its picture from `decoded_imgs`,
# the array of the *small* network. The digits in it look fine, and the text praises what depth
# has done. One mistake hid the other.
#
# Where is the first one? The next picture looks up each layer's weights in both networks and
# draws through which of them each pair of encoder and decoder leads. **Guess first**: whose layer
# does the published decoder draw with?

# %% nbgrader={"grade": false, "grade_id": "wiring_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
draw_wiring({"deep_encoder, then published_decoder": [deep_encoder, published_decoder],
             "deep_encoder, then your deep_decoder": [deep_encoder, deep_decoder]},
            {"autoencoder": autoencoder, "deeper_autoencoder": deeper_autoencoder},
            "What is wired to what")

# %% [markdown]
# ### Exercise 2.11: `what_went_wrong` (3 points)
#
# Why does the published decoder draw no digits? Set `what_went_wrong` to the letter of the best
# answer.
#
# * a) The deep network was not trained for long enough, so its codes mean little yet.
# * b) It draws with a layer of `autoencoder`, which learned to read other codes than those that
#   `deep_encoder` writes.
# * c) It uses the right network but leaves out two layers: the last layer of `deeper_autoencoder`
#   alone cannot draw.
# * d) Its layer is a fresh one that was never trained.

# %% nbgrader={"grade": false, "grade_id": "what_went_wrong", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
what_went_wrong = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "what_went_wrong_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
assert what_went_wrong in ("a", "b", "c", "d"), (
    f'what_went_wrong should be a letter from "a" to "d", it is {what_went_wrong!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(what_went_wrong, "b", hint="follow the arrows in the upper half of the picture")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2.12: `why_no_error` (2 points)
#
# Why did Keras raise no error when this decoder was built and used? Set `why_no_error` to the
# letter of the best answer.
#
# * a) Keras compares sizes, and both networks have codes of 32 numbers.
# * b) Keras looks for such mistakes only in `fit`, and a decoder is never fitted.
# * c) Both networks learned from the same images, so their layers may be exchanged.
# * d) Keras made a copy of the layer, with new weights that fit.

# %% nbgrader={"grade": false, "grade_id": "why_no_error", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
why_no_error = "a"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "why_no_error_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert why_no_error in ("a", "b", "c", "d"), (
    f'why_no_error should be a letter from "a" to "d", it is {why_no_error!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(why_no_error, "a", hint="what would happen if the deep code had 30 numbers?")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2.13: `largest_gap` (6 points)
#
# Shapes cannot find such a mistake, and eyes can be shown the wrong picture. A test can. If two
# halves belong to a network, then to decode what was encoded is *the same* as to ask the whole
# network, up to rounding in the last digits.
#
# Write `largest_gap(whole, encoder, decoder, images)`. It returns the largest absolute difference
# between two arrays: what `decoder` makes of what `encoder` makes of the images, and what `whole`
# makes of the images. The three are Keras models, the answer is one number. For a few images a
# model may simply be called, as in `encoder(images)`.
#
# **Guess first**: how large will the gap be with the published decoder, if 1 is black for white?

# %% nbgrader={"grade": false, "grade_id": "largest_gap", "locked": false, "schema_version": 3, "solution": true, "task": false}
def largest_gap(whole, encoder, decoder, images):
    """The largest difference between decoder(encoder(images)) and whole(images)."""
    ### BEGIN SOLUTION
    differences = decoder(encoder(images)) - whole(images)
    return float(keras.ops.max(keras.ops.abs(differences)))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "largest_gap_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
gap = largest_gap(autoencoder, encoder, decoder, X_test[:100])
assert np.shape(gap) == (), f"largest_gap should return one number, it returned {gap!r}"
assert 0 <= gap < 0.001, (
    f"encoder and decoder are the halves of autoencoder: the gap should be 0 up to rounding, "
    f"it is {gap}")
### BEGIN HIDDEN TESTS
from autograder import checks

keras.utils.set_random_seed(3)
start, between = keras.Input(shape=(20,)), keras.Input(shape=(4,))
to_code, own, higher, lower = (keras.layers.Dense(n) for n in (4, 20, 20, 20))
one_half, full = keras.Model(start, to_code(start)), keras.Model(start, own(to_code(start)))
inputs = np.random.default_rng(3).random((50, 20), dtype="float32")
for layer, shift in ((own, 0), (higher, 5), (lower, -5)):
    other_half = keras.Model(between, layer(between))
    layer.bias.assign(np.full(20, shift))
    answers = checks.predict(other_half, checks.predict(one_half, inputs))
    right = np.abs(answers - checks.predict(full, inputs)).max()
    largest_gap_found = checks.call(largest_gap, full, one_half, other_half, inputs)
    checks.close(largest_gap_found, right, 0.001)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "gaps_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
for name, half in [("the published decoder", published_decoder), ("your decoder", deep_decoder)]:
    gap = tried(largest_gap, deeper_autoencoder, deep_encoder, half, X_test[:100])
    print(f"largest gap with {name}: {gap} (1 would be black for white)")

# %% [markdown]
# The test needs no trained network. In five tries with untrained ones the published decoder was
# off by 0.07 to 0.11 in some pixel. Run before the 100 epochs, this test saves minutes and a wrong
# conclusion.

# %% [markdown]
# ## What you have now
#
# * More layers with the same code can draw better, if they get the time. A comparison is worth as
#   much as the terms it names: code size, epochs, optimizer.
# * A code is a private language between an encoder and *its* decoder. A layer of another network
#   with the right sizes fits without an error and draws nonsense.
# * A relu unit can die; then the code is shorter than it looks.
# * Compare the halves with the whole before you train: the gap must be 0, up to rounding.
#
# **Next lab.** *Floors, baselines and PCA*: where the floor comes from, how good a code of 32
# numbers can be without any network, and what a loss tells you then.
