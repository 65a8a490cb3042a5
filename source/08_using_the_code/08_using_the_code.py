# ---
# jupyter:
#   autograder:
#     limits:
#       cell_seconds: 600
#       submission_seconds: 1800
#     pass_lines:
#       mnist:
#         frozen: 0.42
#         held_out_1: 0.85
#         held_out_8: 0.8
#         knn: 0.72
#         latent2: 0.0515
#         one_class_1: 0.98
#         precision: 0.66
#         svm: 0.6
#         tuned: 0.65
#         unseen_1: 2.0
#         unseen_8: 1.3
#       stand-in:
#         frozen: 0.42
#         held_out_1: 0.85
#         held_out_8: 0.8
#         knn: 0.72
#         latent2: 0.0515
#         one_class_1: 0.98
#         precision: 0.66
#         svm: 0.6
#         tuned: 0.65
#         unseen_1: 2.0
#         unseen_8: 1.3
#     title: 'Using the code: search, classify, detect'
#     training:
#       rows: 300000
#       saved:
#         deep.keras:
#           mnist: 0.128
#           stand-in: 0.133
#         latent2.keras:
#           mnist: 0.0495
#           stand-in: 0.056
#         one_class_1.keras:
#           mnist: 0.08
#           stand-in: 0.091
#         without_1.keras:
#           mnist: 0.129
#           stand-in: 0.138
#         without_8.keras:
#           mnist: 0.119
#           stand-in: 0.129
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Using the code: search, classify, detect
#
# An autoencoder returns what it was given. That alone is worth little: you had the image before.
# What is worth having is what the two halves learned on the way. The encoder can say in a few
# numbers what an image shows, and the decoder draws well only what is like the images that it
# knows. In this lab both are put to work. You draw a map of handwritten digits, search among
# them, recognise them, and raise an alarm when an image does not belong.
#
# At the end you will be able to
#
# * lay out images on a map of two numbers, and say what lies between them,
# * find the images most like a given one with a search of your own,
# * use a code as the input of other methods: nearest neighbours, a support vector machine, and
#   a network that starts from a trained encoder,
# * compare them fairly, also where the result is not the one you hoped for,
# * turn reconstruction errors into alarms, choose when to ring, measure how good the alarm is,
#   and know a case in which it fails.
#
# | part | what you do | exercises | minutes |
# | --- | --- | --- | --- |
# | 1 | The images, and a network to start from | – | 5 |
# | 2 | A map of two numbers | 8.1, 8.2 | 12 |
# | 3 | Search | 8.3 | 8 |
# | 4 | Classify | 8.4, 8.5 | 13 |
# | 5 | Only 500 labels | 8.6–8.8 | 12 |
# | 6 | Detect what does not belong | 8.9–8.11 | 15 |
#
# Replace `# YOUR CODE HERE` and the line `raise NotImplementedError()` below it, as before. A
# question with answers a) to d) is answered with a letter between quotes. Where you see
# `my_guess = None`, write down a guess first; it earns no points, but a result that surprises you
# is one that you remember.

# %%
import logging

import keras
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.offsetbox import AnnotationBbox, OffsetImage

# TensorFlow would remark that many networks take part here, each with a function of its own.
logging.getLogger("tensorflow").setLevel(logging.ERROR)
keras.utils.set_random_seed(1)

# %% [markdown]
# The next cell holds what draws the pictures of this lab. Run it; you need not read it now.

# %% nbgrader={"grade": false, "grade_id": "drawing_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
plt.rcParams.update({"figure.dpi": 100, "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False})
COLOURS = plt.get_cmap("tab10").colors


def finish(alt):
    """Show the figure; `alt` says what it shows to those who cannot see it."""
    figure = plt.gcf()
    display(figure, metadata={"image/png": {"alt": alt}})
    plt.close(figure)


def reveal(question, guess, answer):
    """Print an answer beside the guess made for it."""
    said = "you made no guess" if guess is None else f"your guess was {guess}"
    print(f"{question}: {answer} ({said})")


def show_rows(rows, title, alt, captions=None):
    """Draw rows of 28 x 28 images; `rows` maps a label to images, captions go below the last."""
    columns = max(len(images) for images in rows.values())
    fig, axes = plt.subplots(len(rows), columns, squeeze=False, layout="constrained",
                             figsize=(0.95 * columns + 1.5, 1.05 * len(rows) + 0.6))
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


def show_units(shares, title, alt):
    """Draw for each number of a code the share of images for which it is not 0."""
    _, axis = plt.subplots(figsize=(8, 2.6), layout="constrained")
    axis.bar(np.arange(len(shares)), 100 * shares, color="0.55")
    for unit in np.flatnonzero(shares == 0):
        axis.text(unit, 3, "0", ha="center")
    axis.set(title=title, xlabel="position in the code", ylabel="images (%)", ylim=(0, 105))
    finish(alt)


def show_map(codes, digits, images, title, alt):
    """Draw codes of two numbers as points, some with their image, framed by the digit's colour."""
    fig, axis = plt.subplots(figsize=(8.6, 7), layout="constrained")
    low, high = np.percentile(codes, [1, 99], axis=0)
    low, high = low - 0.05 * (high - low), high + 0.05 * (high - low)
    for digit in range(10):
        axis.scatter(*codes[digits == digit].T, s=4, alpha=0.5, color=COLOURS[digit])
    axis.set(title=title, xlabel="first number of the code (no unit)", xlim=(low[0], high[0]),
             ylabel="second number of the code (no unit)", ylim=(low[1], high[1]))
    places, taken = (codes - low) / (high - low), []
    for number, place in enumerate(places):
        inside = np.all((place > 0.03) & (place < 0.97))
        if not inside or any(np.hypot(*(place - places[one])) < 0.062 for one in taken):
            continue
        taken.append(number)
        picture = OffsetImage(images[number].reshape(28, 28), cmap="gray", zoom=0.95,
                              norm=plt.Normalize(0, 1))
        frame = {"edgecolor": COLOURS[digits[number]], "linewidth": 3}
        axis.add_artist(AnnotationBbox(picture, codes[number], pad=0, bboxprops=frame))
    dots = [plt.Line2D([], [], ls="", marker="s", color=colour) for colour in COLOURS]
    fig.legend(dots, range(10), loc="outside right center", title="digit", frameon=False)
    finish(alt)


def show_neighbours(images, digits, found, found_digits, distances, title, alt):
    """Draw each query and what was found for it; another digit than the query's gets a cross."""
    fig, axes = plt.subplots(len(images), 1 + found.shape[1], layout="constrained",
                             figsize=(1.15 * (1 + found.shape[1]) + 0.8, 1.25 * len(images) + 0.5))
    for line, image, digit, near, names, far in zip(axes, images, digits, found, found_digits,
                                                    distances, strict=True):
        for axis, picture in zip(line, [image, *near], strict=True):
            axis.imshow(np.reshape(picture, (28, 28)), cmap="gray", vmin=0, vmax=1)
            axis.set(xticks=[], yticks=[])
            axis.spines[:].set(visible=True, color="0.6")
        line[0].spines[:].set(color="black", linewidth=3)
        line[0].set_xlabel(f"query: {digit}", fontsize=9)
        for axis, name, distance in zip(line[1:], names, far, strict=True):
            axis.set_xlabel(f"{name} at {distance:.1f}", fontsize=9)
            if name != digit:
                axis.plot([20, 26], [2, 8], "w-", [26, 20], [2, 8], "w-", lw=2)
    fig.suptitle(title)
    finish(alt)


def show_bars(values, title, ylabel, alt, hatched=()):
    """Draw a bar with its value for each name; those in `hatched` are drawn hatched."""
    _, axis = plt.subplots(figsize=(8, 3.2), layout="constrained")
    for place, (name, value) in enumerate(values.items()):
        look = {"hatch": "//", "color": "white"} if name in hatched else {"color": "0.6"}
        axis.bar(place, value, edgecolor="black", **look)
        axis.text(place, value + 0.015, f"{value:.3f}", ha="center")
    axis.set(title=title, ylabel=ylabel, ylim=(0, 1.1), xticks=range(len(values)))
    axis.set_xticklabels(values)
    axis.axhline(0.1, color="black", lw=0.8, ls=":")
    axis.annotate("chance", (1, 0.1), (4, 0), xycoords=("axes fraction", "data"),
                  textcoords="offset points", va="center", fontsize=9)
    finish(alt)


def show_scores(panels, title, alt):
    """Draw histograms of scores, a panel for each name; a panel is (normal, odd, threshold)."""
    fig, axes = plt.subplots(1, len(panels), figsize=(4.3 * max(len(panels), 1.7), 3.4),
                             squeeze=False, layout="constrained")
    for axis, (name, (normal, odd, threshold)) in zip(axes[0], panels.items(), strict=True):
        bins = np.linspace(0, np.percentile(np.concatenate([normal, odd]), 99.5), 50)
        for scores, label, look in [
                (normal, "digits that it knows", {"color": "0.7"}),
                (odd, "digits that it does not",
                 {"histtype": "step", "color": "black", "lw": 1.5})]:
            shares = np.full(len(scores), 100 / len(scores))
            axis.hist(scores, bins, weights=shares, label=label, **look)
        if threshold is not None:
            axis.axvline(threshold, color="black", ls="--", label="threshold")
        axis.set(title=name, xlabel="score (squared grey value per pixel)")
    axes[0, 0].set_ylabel("images (%)")
    axes[0, -1].legend(frameon=False, fontsize=9)
    fig.suptitle(title)
    finish(alt)

# %% [markdown]
# ## 1. The images, and a network to start from
#
# An autoencoder is trained without labels. To see what its code is good for we need them, though:
# a digit for each image. So this time both are loaded.
#
# Everything below keeps to one rule. **What learns, searches or chooses sees training images
# only; every number that we report is measured on test images.** Labels follow the same rule. To
# save time, some exercises work with a part: the first 10,000 training images are our *shelf*,
# to be searched, and the first 1,000 test images are our *queries*.

# %% nbgrader={"grade": false, "grade_id": "images_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
(X_train, y_train), (X_test, y_test) = keras.datasets.mnist.load_data()
X_train = X_train.reshape(60000, 784).astype("float32") / 255
X_test = X_test.reshape(10000, 784).astype("float32") / 255
y_train, y_test = y_train.astype("int64"), y_test.astype("int64")

shelf, shelf_labels = X_train[:10000], y_train[:10000]
queries, query_labels = X_test[:1000], y_test[:1000]

# %% [markdown]
# The network is an old friend: the deep autoencoder, three dense layers down to a code of 32
# numbers and three up again. It is built here from two parts, an `encoder` and a `decoder`, put
# one behind the other. Training the whole trains both. The cell prints one line for each of 20
# epochs; allow about a minute. It saves the network as `deep.keras`. Hand that file in, and all
# others that this lab saves: when your work is graded it runs again from the top with little time
# for training, and good weights in a file are used instead.

# %% nbgrader={"grade": false, "grade_id": "deep_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
keras.utils.set_random_seed(1)
encoder = keras.Sequential([
    keras.Input((784,)),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(32, activation="relu"),
])
decoder = keras.Sequential([
    keras.Input((32,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(784, activation="sigmoid"),
])
deep = keras.Sequential([encoder, decoder])
deep.compile(optimizer="adam", loss="binary_crossentropy")
deep.fit(X_train, X_train, epochs=20, batch_size=256, verbose=2)
deep.save("deep.keras")

shelf_codes = encoder.predict(shelf, verbose=0)
query_codes = encoder.predict(queries, verbose=0)

# %% [markdown]
# **Guess first.** The code has 32 numbers, each the answer of a relu unit. How many of them are 0
# for *every one* of the queries?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "units_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
active = np.mean(query_codes > 0, axis=0)
silent = int(np.sum(active == 0))
reveal("numbers that are always 0", my_guess, f"{silent} of {len(active)}")
show_units(active, "How often each number of the code is more than 0",
           f"32 bars from 0 to 100 percent; {silent} of them have height 0")

# %% [markdown]
# A relu unit whose input is negative for every training image answers 0, and the gradient that
# reaches its weights is 0 too. Training no longer moves these weights: it is a *dead unit*, as in
# lab 02. Each of them makes the code shorter than it looks, and the loss alone does not show it.
# It pays to look at a code before one builds on it.

# %% [markdown]
# ## 2. A map of two numbers
#
# A code of two numbers can be drawn: each image becomes a point in the plane. Two numbers say
# much less than 32, so the pictures that come back will be poor. The plane is what we are after.
#
# ### Exercise 8.1: `latent2` (10 points)
#
# Make three models:
#
# * `encoder2`, from 784 pixels through dense layers of 128 and 64 units with relu to **2** units
#   *without* an activation. With relu they could not be negative, three quarters of the plane
#   would stay empty, and one dead unit would leave a line;
# * `decoder2`, from 2 numbers through 64 and 128 units with relu to 784 with sigmoid;
# * `latent2`, the two one behind the other, as in `deep` above.
#
# Compile `latent2` with the optimizer `"adam"` and the loss `"mse"`, the mean squared error, so
# that it can be compared with principal component analysis (PCA), the best linear code. Train it
# on the training images for 20 epochs in batches of 256, and save it as `"latent2.keras"`. Begin
# with `keras.utils.set_random_seed(1)`.
#
# **Guess first**, before you run it: with two numbers PCA has a mean squared error of about 0.056
# on the test images of MNIST. Which error will `latent2` reach?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "latent2", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
encoder2 = keras.Sequential([
    keras.Input((784,)),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(2),
])
decoder2 = keras.Sequential([
    keras.Input((2,)),
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dense(128, activation="relu"),
    keras.layers.Dense(784, activation="sigmoid"),
])
latent2 = keras.Sequential([encoder2, decoder2])
latent2.compile(optimizer="adam", loss="mse")
latent2.fit(X_train, X_train, epochs=20, batch_size=256, verbose=2)
latent2.save("latent2.keras")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "latent2_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
for name, model, inputs, outputs in [("encoder2", encoder2, 784, 2),
                                     ("decoder2", decoder2, 2, 784),
                                     ("latent2", latent2, 784, 784)]:
    assert hasattr(model, "layers"), f"{name} should be a Keras model, it is {model!r}"
    assert model.input_shape == (None, inputs), (
        f"{name} should take {inputs} numbers, its input shape is {model.input_shape}")
    assert model.output_shape == (None, outputs), (
        f"{name} should give {outputs} numbers, its output shape is {model.output_shape}")
### BEGIN HIDDEN TESTS
from autograder import checks
import numpy as np

model = None  # so that messages call the three by their own names
checks.layers(encoder2, [checks.dense(128, "relu"), checks.dense(64, "relu"), checks.dense(2)])
checks.layers(decoder2, [checks.dense(64, "relu"), checks.dense(128, "relu"),
                         checks.dense(784, "sigmoid")])
checks.shares_layers(encoder2, latent2)
checks.shares_layers(decoder2, latent2)
images = checks.images("test")
answers = checks.predict(latent2, images)
decoded = checks.predict(decoder2, checks.predict(encoder2, images))
checks.close(decoded, answers, tolerance=1e-4)
checks.at_most(np.mean((answers - images) ** 2), checks.pass_line("latent2"),
               "mean squared error of latent2 on the test images",
               hint="was it trained, with each image as its own target?")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "map_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def usable(name, inputs, outputs):
    """Return the model called `name`; should it not fit, one that keeps the lab running."""
    model = globals().get(name)
    shapes = [getattr(model, end, None) for end in ("input_shape", "output_shape")]
    if isinstance(model, keras.Model) and shapes == [(None, inputs), (None, outputs)]:
        return model
    print(f"{name} does not fit yet, an untrained model takes its place")
    return keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(outputs, "sigmoid")])


def principal(images, count):
    """Mean and first principal components of images, for PCA: (784,) and (784, count)."""
    mean = images.mean(axis=0)
    _, vectors = np.linalg.eigh((images - mean).T @ (images - mean))
    return mean, vectors[:, ::-1][:, :count]


encoder2, decoder2 = usable("encoder2", 784, 2), usable("decoder2", 2, 784)
codes2 = encoder2.predict(queries, verbose=0)
mean, axes2 = principal(shelf, 2)
linear = mean + (X_test - mean) @ axes2 @ axes2.T
error2 = np.mean((decoder2.predict(encoder2.predict(X_test, verbose=0), verbose=0) - X_test) ** 2)
reveal("mean squared error of latent2", my_guess, f"{error2:.4f}")
print(f"PCA with two numbers: {np.mean((linear - X_test) ** 2):.4f}")
show_map(codes2, query_labels, queries, "1,000 test images on a map of two numbers",
         "Points and small images in the plane; images of one digit lie together in patches")

# %% [markdown]
# No label was used to make this map; labels only colour it. Yet images of one digit lie together,
# because they can be drawn with the same strokes. See which digits share a border: often 4 and 9
# mix, and 3, 5 and 8. Empty directions, distances and the shape of the patches mean little: train
# from another seed and you get another map. Methods made for drawing maps, such as t-SNE or
# UMAP, separate the digits more clearly; ours has a decoder, so it can also be read backwards.
#
# Let us walk: from the code of one image in a straight line to that of another, with nine stops,
# and have the decoder draw each. For comparison the first row mixes the two *images*.
#
# **Guess first.** Half-way between a 1 and a 0: will the decoder show two digits over each other,
# one shape, or a mess?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "walk_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def walk(start, end, stops=9):
    """Points on the straight line from `start` to `end`, both included: (stops, numbers)."""
    steps = np.linspace(0, 1, stops, dtype="float32")[:, None]
    return (1 - steps) * start + steps * end


one, zero = np.flatnonzero(query_labels == 1)[0], np.flatnonzero(query_labels == 0)[0]
reveal("half-way", my_guess, "see the middle of each row")
show_rows({"mixed pixels": walk(queries[one], queries[zero]),
           "2 numbers": decoder2.predict(walk(codes2[one], codes2[zero]), verbose=0),
           "32 numbers": decoder.predict(walk(query_codes[one], query_codes[zero]), verbose=0)},
          "From a 1 to a 0 in nine stops",
          "Three rows of nine images; mixed pixels show both digits, the rows below bend one "
          "shape into the other")

# %% [markdown]
# On the map the walk leads through neighbourhoods: the shapes on the way may be other digits. With
# 32 numbers the ends are sharper, and the middle is less sure of itself.
#
# Of all pictures with 784 grey values hardly any shows a digit. But a digit can change a little at
# a time and stay one. So people imagine the digits as a thin, bent sheet in the space of all
# pictures, the **data manifold**. A decoder with two numbers draws such a sheet: each point of the
# map is a point of it. Walk on the map, and you stay on the sheet; mix pixels, and you leave it.
#
# Does this make the decoder a machine that invents digits? Try it with the 32 numbers: codes drawn
# at random, each number between 0 and the largest value that it has for the queries. **Guess
# first**: how many of ten will you take for a digit?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "random_codes_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
random_codes = np.random.default_rng(1).uniform(0, query_codes.max(axis=0), (10, 32))
reveal("how many look like digits", my_guess, "you are the judge")
show_rows({"codes of images": decoder.predict(query_codes[:10], verbose=0),
           "random codes": decoder.predict(random_codes.astype("float32"), verbose=0)},
          "What the decoder draws from codes of images, and from random ones",
          "Two rows of ten images: digits above, blots and fragments of strokes below")

# %% [markdown]
# ### Exercise 8.2: `why_no_digits` (2 points)
#
# Most random codes give blots and bits of strokes. Why?
#
# * a) The decoder was trained for 20 epochs only. With more patience it would learn to make a
#   digit of every code.
# * b) In training it met only codes that the encoder had made of images. What it should draw
#   from any other code was never asked.
# * c) 32 numbers are too few to hold a digit, so the decoder has to guess what is missing.
# * d) The decoder keeps the training images in its weights and shows the one whose code is
#   nearest, and here none is near.

# %% nbgrader={"grade": false, "grade_id": "why_no_digits", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
why_no_digits = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "why_no_digits_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert why_no_digits in ("a", "b", "c", "d"), (
    f"answer with one of the letters a, b, c, d between quotes, not with {why_no_digits!r}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(why_no_digits, "b", hint="the upper row is drawn by the same decoder: what is "
              "different about its codes?")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Search
#
# You have an image and want others like it. To compare pixels is one way; but a digit that moves
# by two pixels is the same digit with other pixels. Compare codes instead: encode the whole shelf
# once, then look for the codes with the smallest distance to that of your image. 32 numbers are
# also 24.5 times fewer than 784, so the search is quicker.
#
# Distance is meant as with a ruler, the *Euclidean* distance: the square root of the sum of
# squared differences. For finding the nearest you may leave out the root, as it keeps the order.
#
# ### Exercise 8.3: `retrieve` (12 points)
#
# Write `retrieve(query, k, codes)`. `query` is one code, `codes` has a code in each row. Return
# the positions (row numbers) of the `k` rows nearest to the query, the nearest first, as an array
# of `k` whole numbers. The code may have any length. Without a third argument the function
# searches our shelf; that is what `codes=shelf_codes` says.
#
# `np.argsort` returns the positions that would sort an array.

# %% nbgrader={"grade": false, "grade_id": "retrieve", "locked": false, "schema_version": 3, "solution": true, "task": false}
def retrieve(query, k, codes=shelf_codes):
    """Positions of the `k` rows of `codes` nearest to `query`, nearest first: shape (k,)."""
    ### BEGIN SOLUTION
    distances = np.sum((codes - query) ** 2, axis=1)
    return np.argsort(distances)[:k]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "retrieve_test", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
found = retrieve(np.array([1.0, 0.0]), 2, np.array([[5.0, 5.0], [1.0, 1.0], [1.0, 0.5]]))
assert np.shape(found) == (2,), (
    f"for k = 2 the function should return 2 positions, shape (2,); it returned {found!r}")
assert [int(position) for position in found] == [2, 1], (
    f"of the rows (5, 5), (1, 1) and (1, 0.5), those at positions 2 and 1 are nearest to (1, 0), "
    f"in this order; retrieve found {found!r}")
### BEGIN HIDDEN TESTS
from autograder import checks
import numpy as np

random = np.random.default_rng(0)
for rows, numbers, k in [(40, 3, 7), (25, 11, 1), (9, 5, 9)]:
    codes, query = random.normal(size=(rows, numbers)), random.normal(size=numbers)
    positions = checks.call(retrieve, query, k, codes)
    checks.nearest(positions, query, codes, k)
right = []
for code, digit in zip(query_codes[:50], query_labels[:50], strict=True):
    positions = checks.call(retrieve, code, 5)
    checks.nearest(positions, code, shelf_codes, 5)
    right.append(shelf_labels[np.asarray(positions).astype(int)] == digit)
checks.at_least(np.mean(right), checks.pass_line("precision"),
                "share of neighbours that show the query's digit")
### END HIDDEN TESTS

# %% [markdown]
# How good is the search? Take the 5 nearest and count how many show the digit of the query. The
# mean over all queries is called the **precision at 5**.
#
# **Guess first.** What is the precision at 5, in percent?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "search_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def ask(name, *arguments, instead):
    """What your function `name` answers; should it not fit, `instead` keeps the lab running."""
    try:
        answer = np.array(globals()[name](*arguments))
        if answer.shape == np.shape(instead) and np.isfinite(answer).all():
            return answer
    except Exception as error:  # whatever an unfinished function may raise
        print(f"{name}: {type(error).__name__} {error}")
    print(f"{name} does not fit yet, a made-up answer takes its place")
    return np.array(instead)


def positions_of(codes):
    """What `retrieve` finds on the shelf for each code: whole numbers, (codes, 5)."""
    if np.array_equal(ask("retrieve", codes[0], 5, instead=np.zeros(5)), np.zeros(5)):
        return np.zeros((len(codes), 5), dtype=int)  # so that the message comes once
    return np.array([retrieve(code, 5) for code in codes]).astype(int) % len(shelf)


near = positions_of(query_codes[:500])
precision = np.mean(shelf_labels[near] == query_labels[:500, None])
reveal("precision at 5 for 500 queries", my_guess, f"{100 * precision:.1f} %")
distances = np.linalg.norm(shelf_codes[near] - query_codes[:500, None], axis=2)
hardest = np.argsort(np.sum(shelf_labels[near] == query_labels[:500, None], axis=1), kind="stable")
rows = [0, 1, 2, hardest[0], hardest[1]]
show_neighbours(queries[rows], query_labels[rows], shelf[near[rows]], shelf_labels[near[rows]],
                distances[rows], "Five nearest codes: three queries, and the two that went worst",
                "Five rows: a query, then its five neighbours with digit and distance; the first "
                "three rows show one digit each, the last two other digits than the query")

# %% [markdown]
# The last two rows show an unusual hand. Few images on the shelf are written like that, so what
# lies nearest may be anything. A code speaks about strokes and where they run; what a person calls
# them was never part of its training.
#
# One thing is easily done wrong: to search for images that are on the shelf themselves. **Guess
# first**: will the precision come out higher, lower, or the same?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "own_shelf_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
own = positions_of(shelf_codes[:500])
own_precision = np.mean(shelf_labels[own] == shelf_labels[:500, None])
verdict = ("higher" if own_precision > precision else
           "lower" if own_precision < precision else "the same")
reveal("precision with queries from the shelf", my_guess, verdict)
print(f"queries from the test images   {100 * precision:.1f} %")
print(f"queries from the shelf itself  {100 * own_precision:.1f} %")
print(f"of these, found themselves     {100 * np.mean(own[:, 0] == np.arange(500)):.1f} %")

# %% [markdown]
# Each image is its own nearest neighbour, at distance 0, so one of five answers is a gift. The
# second number says nothing about new images. That is why the rule of part 1 is a rule.

# %% [markdown]
# ## 4. Classify
#
# From search to recognition is one step: let the neighbours vote. The digit that most of the `k`
# nearest codes have is the answer. This method is called **k nearest neighbours**, kNN. It has
# nothing to train.
#
# ### Exercise 8.4: `knn_predict` (14 points)
#
# Write `knn_predict(codes, labels, queries, k)`. `codes` has a code in each row and `labels` the
# digit of each; `queries` has a code in each row too. Return an array with one label for each
# query: the one that most of its `k` nearest codes have. When several have equally many votes,
# return any of these.
#
# *A warning about memory.* `codes[None] - queries[:, None]` looks elegant. For 1,000 queries,
# 10,000 images and 784 pixels it is an array of 31 GB. Work through the queries one by one or in
# batches, or use
#
# $$\lVert a-b \rVert^2 = \lVert a \rVert^2 - 2\, a \cdot b + \lVert b \rVert^2,$$
#
# where the middle part, for all pairs at once, is a product of two matrices. Then
# `np.argsort(..., axis=1)` sorts each row; `np.argpartition` only finds out which are the smallest
# and is quicker. For the votes, `np.bincount` counts how often each whole number occurs.

# %% nbgrader={"grade": false, "grade_id": "knn_predict", "locked": false, "schema_version": 3, "solution": true, "task": false}
def knn_predict(codes, labels, queries, k):
    """The label that most of the `k` codes nearest to each query have: shape (queries,)."""
    ### BEGIN SOLUTION
    # The square of the query itself is left out: it is the same for all codes.
    distances = np.sum(codes ** 2, axis=1) - 2 * queries @ codes.T
    nearest = np.argpartition(distances, k - 1, axis=1)[:, :k]
    return np.array([np.bincount(row).argmax() for row in labels[nearest]])
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "knn_predict_test", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
line = np.array([[0.0], [1.0], [2.0], [10.0], [11.0]])
said = knn_predict(line, np.array([3, 3, 4, 5, 5]), np.array([[0.4], [10.2]]), 3)
assert np.shape(said) == (2,), (
    f"for two queries there should be two labels, shape (2,); it returned {said!r}")
assert [int(label) for label in said] == [3, 5], (
    f"codes 0, 1, 2, 10, 11 have labels 3, 3, 4, 5, 5: of the three nearest to 0.4 two say 3, and "
    f"of those nearest to 10.2 two say 5; knn_predict says {said!r}")
### BEGIN HIDDEN TESTS
from autograder import checks
import numpy as np

random = np.random.default_rng(1)
for rows, numbers, asked, k in [(60, 4, 30, 5), (50, 2, 20, 1), (31, 9, 8, 31)]:
    codes, labels = random.normal(size=(rows, numbers)), random.integers(0, 7, rows)
    points = random.normal(size=(asked, numbers))
    predicted = checks.call(knn_predict, codes, labels, points, k)
    checks.votes(predicted, codes, labels, points, k)
predicted = checks.call(knn_predict, shelf_codes, shelf_labels, query_codes[:300], 5)
checks.votes(predicted, shelf_codes, shelf_labels, query_codes[:300], 5)
checks.at_least(np.mean(np.asarray(predicted) == query_labels[:300]), checks.pass_line("knn"),
                "share of the first 300 queries that get their digit")
### END HIDDEN TESTS

# %% [markdown]
# Now a comparison. The same vote, on the same images, with five ways to describe an image: its
# 784 pixels; 32 numbers from PCA or from our encoder; 2 numbers from PCA or from `encoder2`.
#
# **Guess first.** Which is best: `"pixels"`, `"PCA"` or `"code"`, with 32 numbers for the last
# two? And with two numbers?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "comparison_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
mean, axes32 = principal(shelf, 32)
features = {
    "pixels, 784": (shelf, queries),
    "PCA, 32": ((shelf - mean) @ axes32, (queries - mean) @ axes32),
    "code, 32": (shelf_codes, query_codes),
    "PCA, 2": ((shelf - mean) @ axes32[:, :2], (queries - mean) @ axes32[:, :2]),
    "code, 2": (encoder2.predict(shelf, verbose=0), codes2),
}
accuracies = {}
for name, (described, asked) in features.items():
    predicted = ask("knn_predict", described, shelf_labels, asked, 5, instead=np.zeros(1000))
    accuracies[name] = float(np.mean(predicted == query_labels))
best = max(accuracies, key=accuracies.get)
reveal("best", my_guess, best)
show_bars(accuracies, "Five nearest neighbours of 10,000, by how an image is described",
          "queries recognised (share)",
          "Five bars: " + ", ".join(f"{name}: {share:.2f}" for name, share in accuracies.items()),
          hatched=("code, 32", "code, 2"))

# %% [markdown]
# With 32 numbers PCA does best on MNIST, better than the pixels that it is made of. Compare the
# first bar with the third: the network's code does about as well as the pixels, and another seed
# may change their order. A low reconstruction error does not make a code whose *distances* suit a
# vote. Some of its numbers are dead, others span a wide range, and nothing in the loss asks that
# similar images have near codes. With two numbers it is the other way round: where there is
# little room, a bent map beats a flat one by far. One has to measure.
#
# ### Exercise 8.5: `linear_svm` (10 points)
#
# kNN must keep the whole shelf. A linear classifier keeps 33 numbers for each digit: a weight for
# each number of the code, and a bias. The digit with the largest sum wins. A **support vector
# machine** (SVM) chooses these numbers as follows. For each digit the target is $t = +1$ for
# images of that digit and $t = -1$ for all others, and a sum $s$ costs
#
# $$\max(0,\; 1 - t\,s).$$
#
# This *hinge loss* is 0 as soon as $s$ lies on the right side with a margin of at least 1. Images
# that are far on the right side pull at nothing. A small penalty on large weights (L2: the sum of
# their squares) keeps the margin wide.
#
# All of it is one dense layer in Keras. Make a model `linear_svm` with 32 inputs and one dense
# layer of 10 units, *no* activation, and `kernel_regularizer=keras.regularizers.L2(0.001)`.
# Compile it with the loss `"hinge"` and `keras.optimizers.Adam(learning_rate=0.01)`. Train it for
# 20 epochs in batches of 200 on `shelf_codes`. The targets are an array of 10,000 rows and 10
# columns, +1 in the column of the image's digit and −1 elsewhere. Begin with
# `keras.utils.set_random_seed(1)`.

# %% nbgrader={"grade": false, "grade_id": "linear_svm", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
linear_svm = keras.Sequential([
    keras.Input((32,)),
    keras.layers.Dense(10, kernel_regularizer=keras.regularizers.L2(0.001)),
])
linear_svm.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="hinge")
signs = 2 * np.eye(10)[shelf_labels] - 1
svm_history = linear_svm.fit(shelf_codes, signs, epochs=20, batch_size=200, verbose=0)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "linear_svm_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
assert hasattr(linear_svm, "layers"), f"linear_svm should be a Keras model, it is {linear_svm!r}"
assert linear_svm.input_shape == (None, 32), (
    f"linear_svm should take codes of 32 numbers, its input shape is {linear_svm.input_shape}")
assert linear_svm.output_shape == (None, 10), (
    f"linear_svm should give 10 numbers, its output shape is {linear_svm.output_shape}")
### BEGIN HIDDEN TESTS
from autograder import checks
import numpy as np

rates = {kind: (1e-4, 1) for kind in ("adam", "adamw", "nadam", "rmsprop", "sgd", "adadelta")}
checks.layers(linear_svm, [checks.dense(10)], inputs=32)
checks.compiled(linear_svm, loss="hinge", optimizers=rates)
checks.at_least(sum(float(loss) for loss in linear_svm.losses), 1e-6,
                "L2 penalty on the weights of linear_svm", hint="see kernel_regularizer")
sums = checks.predict(linear_svm, query_codes)
checks.at_least(np.mean(sums.argmax(axis=1) == query_labels), checks.pass_line("svm"),
                "share of the queries that linear_svm recognises",
                hint="are the targets +1 for the image's digit and -1 for the nine others?")
### END HIDDEN TESTS

# %% [markdown]
# A **random forest** lets many decision trees vote, each grown on another random part of the
# data. It comes from scikit-learn, which you may not have; the cell works without it as well.
#
# **Guess first.** Will the linear machine recognise more of the queries than the vote of the
# nearest codes, the third bar above, or fewer?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "machines_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    from sklearn.ensemble import RandomForestClassifier
except ImportError:
    RandomForestClassifier = None

svm_said = usable("linear_svm", 32, 10).predict(query_codes, verbose=0).argmax(axis=1)
reveal("linear SVM on the code", my_guess, f"{np.mean(svm_said == query_labels):.3f}")
print(f"kNN on the code: {accuracies['code, 32']:.3f}")
if RandomForestClassifier is None:
    print("random forest on the code: not grown, as scikit-learn is not installed")
else:
    forest = RandomForestClassifier(50, random_state=1).fit(shelf_codes, shelf_labels)
    print(f"random forest on the code: {forest.score(query_codes, query_labels):.3f}")

# %% [markdown]
# ## 5. Only 500 labels
#
# Images are cheap, labels are not: somebody must write them. Suppose that you have 60,000 images
# and only 500 labels. A popular recipe, a kind of *transfer learning*, says: train an autoencoder
# on all images, take its encoder, put a small classifier on top and train that with the few
# labels. There are two ways to do it,
#
# * **frozen**: the encoder stays as it is, only the new layer learns;
# * **fine-tuned**: the encoder goes on learning together with the new layer;
#
# and one thing to compare them with:
#
# * **from scratch**: the same layers with new random weights, trained with the 500 labels alone.
#
# ### Exercise 8.6: `build_classifier` (14 points)
#
# Write `build_classifier(encoder, trainable)` that returns a new, compiled model which
#
# 1. begins with a *copy* of the given encoder: the same layers, the same weights, but its own. If
#    it used the encoder itself, fine-tuning would change the encoder for all its other users.
#    `keras.models.clone_model(model)` copies the layers and gives them *new* weights;
#    `get_weights` and `set_weights` carry the old ones over;
# 2. changes the copy in training only if `trainable` is true. Layers and models have an attribute
#    `trainable` for that; set it on the copy, before you compile;
# 3. ends in a dense layer of 10 units with softmax, which makes 10 probabilities;
# 4. is compiled with `keras.optimizers.Adam(learning_rate=0.005)`, the loss
#    `"sparse_categorical_crossentropy"` (for labels that are whole numbers) and
#    `metrics=["accuracy"]`.
#
# The encoder may be any model that takes rows of numbers and gives rows of numbers.

# %% nbgrader={"grade": false, "grade_id": "build_classifier", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_classifier(encoder, trainable):
    """A compiled classifier on top of a copy of `encoder`, which learns only if `trainable`."""
    ### BEGIN SOLUTION
    copy = keras.models.clone_model(encoder)
    copy.set_weights(encoder.get_weights())
    copy.trainable = trainable
    model = keras.Sequential([copy, keras.layers.Dense(10, activation="softmax")])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.005),
                  loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    ### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "probe_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    probe = build_classifier(encoder, trainable=False)
except Exception as error:  # whatever an unfinished function may raise
    probe = None
    print(f"build_classifier: {type(error).__name__} {error}")
encoder.trainable = True

# %% nbgrader={"grade": true, "grade_id": "build_classifier_test", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
assert hasattr(probe, "layers"), (
    f"build_classifier(encoder, trainable=False) should return a Keras model, not {probe!r}")
assert probe.input_shape == (None, 784), (
    f"the classifier should take what the encoder takes, 784 numbers; its input shape is "
    f"{probe.input_shape}")
assert probe.output_shape == (None, 10), (
    f"the classifier should give 10 probabilities, its output shape is {probe.output_shape}")
### BEGIN HIDDEN TESTS
from autograder import checks
import keras

checks.owns_its_weights(probe, encoder)
keras.utils.set_random_seed(3)
for widths, inputs, flag in [((7,), 20, False), ((12, 9), 33, False), ((12, 9), 33, True)]:
    dense = [keras.layers.Dense(width, activation="tanh") for width in widths]
    small = keras.Sequential([keras.Input((inputs,)), *dense])
    classifier = checks.call(build_classifier, small, flag)
    checks.transfers(classifier, small, trainable=flag)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "few_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
few, few_labels = X_train[:500], y_train[:500]


def plain_classifier(encoder, trainable):
    """A classifier without an encoder; it keeps the lab running."""
    model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


fits = (isinstance(probe, keras.Model) and probe.compiled
        and (probe.input_shape, probe.output_shape) == ((None, 784), (None, 10)))
if not fits:
    print("build_classifier does not fit yet, one without an encoder takes its place")
    build_classifier = plain_classifier
elif {id(weight) for weight in probe.weights} & {id(weight) for weight in encoder.weights}:
    print("build_classifier does not copy the encoder; from here on a file gives it a copy")
    builder = build_classifier

    def build_classifier(start, trainable):
        same = start is encoder
        loaded = keras.models.load_model("deep.keras").layers[0] if same else start
        return builder(loaded, trainable)

# %% [markdown]
# ### Exercise 8.7: `results_500` (8 points)
#
# Make two dictionaries with the keys `"frozen"`, `"fine-tuned"` and `"from scratch"`:
#
# * `classifiers_500` holds the three models. For the third, give `build_classifier` an encoder of
#   the same layers with new weights. You know how to make one;
# * `results_500` holds for each the share of all 10,000 test images that it recognises, a number
#   from 0 to 1.
#
# Train each for 40 epochs in batches of 50 on the same 500 images, `few` and `few_labels`, and
# call `keras.utils.set_random_seed(1)` before you build each.
#
# **Guess first**, before you run it: in which order will they come?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "results_500", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
classifiers_500, results_500 = {}, {}
for name in ("frozen", "fine-tuned", "from scratch"):
    keras.utils.set_random_seed(1)
    start = keras.models.clone_model(encoder) if name == "from scratch" else encoder
    model = build_classifier(start, trainable=name != "frozen")
    model.fit(few, few_labels, epochs=40, batch_size=50, verbose=0)
    classifiers_500[name] = model
    results_500[name] = model.evaluate(X_test, y_test, batch_size=1000, verbose=0)[1]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "results_500_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
for name, values in [("classifiers_500", classifiers_500), ("results_500", results_500)]:
    assert isinstance(values, dict), f"{name} should be a dictionary, it is {values!r}"
    assert sorted(values) == ["fine-tuned", "from scratch", "frozen"], (
        f"{name} should have the keys 'frozen', 'fine-tuned' and 'from scratch', it has "
        f"{sorted(values)}")
assert all(0 <= share <= 1 for share in results_500.values()), (
    f"results_500 should hold shares from 0 to 1, it holds {results_500}")
### BEGIN HIDDEN TESTS
from autograder import checks
import numpy as np

checks.three_ways(classifiers_500, encoder, build_classifier)
images, digits = checks.images("test"), checks.labels("test")
for name, model in classifiers_500.items():
    share = float(np.mean(checks.predict(model, images).argmax(axis=1) == digits))
    checks.at_most(abs(float(results_500[name]) - share), 0.002,
                   f"distance of results_500['{name}'] from {share:.4f}, the share of the 10,000 "
                   "test images that this model recognises")
    if model.trainable_weights:  # a mistake of build_classifier is not counted again
        training_steps = int(model.optimizer.iterations)
        checks.equal(training_steps, 400)
        checks.at_least(share, checks.pass_line("frozen" if name == "frozen" else "tuned"),
                        f"share of the test images that '{name}' recognises",
                        hint="was it trained?")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "results_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    table = {name: float(results_500[name]) for name in ("frozen", "fine-tuned", "from scratch")}
except (NameError, TypeError, KeyError, ValueError):
    print("results_500 does not fit yet, so the bars below have no height")
    table = dict.fromkeys(("frozen", "fine-tuned", "from scratch"), 0.0)
few_said = ask("knn_predict", few, few_labels, X_test, 1, instead=np.zeros(10000))
reveal("best of the three", my_guess, max(table, key=table.get))
table["nearest of 500\n(pixels)"] = float(np.mean(few_said == y_test))
show_bars(table, "Recognised after training with 500 labels", "test images (share)",
          "Four bars: " + ", ".join(f"{name.split()[0]}: {share:.2f}"
                                    for name, share in table.items()),
          hatched=("frozen", "fine-tuned"))

# %% [markdown]
# ### Exercise 8.8: `what_500_labels_say` (2 points)
#
# What does the chart support?
#
# * a) An encoder that has seen 60,000 images without labels is a better start than random
#   weights, as one would expect.
# * b) Training on images without labels does harm: an encoder learns the wrong things, and
#   one should start from scratch.
# * c) With these 500 images and this encoder, fine-tuning was not clearly better than starting
#   from scratch. A difference of a point or two in one run says nothing, either way.
# * d) The frozen encoder gives the least because it was trained with fewer labels than the
#   others.

# %% nbgrader={"grade": false, "grade_id": "what_500_labels_say", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
what_500_labels_say = "c"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "what_500_labels_say_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert what_500_labels_say in ("a", "b", "c", "d"), (
    f"answer with one of the letters a, b, c, d between quotes, not with {what_500_labels_say!r}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(what_500_labels_say, "c", hint="compare the second bar with the third, and ask what "
              "another 500 images or another seed would do")
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Detect what does not belong
#
# A network that was trained on ones alone has no words for an 8. It will draw something else, and
# the **reconstruction error** gives it away. This is how autoencoders watch machines, networks
# and X-ray images: train on what is normal, and look twice at what comes back wrong. No example
# of a fault is needed.
#
# The next cell gives you `train_detector`. It trains a *simple* autoencoder, 784 → code → 784 as
# in the first lab, on the images that you hand over, saves it and returns it.

# %% nbgrader={"grade": false, "grade_id": "detector_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def train_detector(images, file, code, epochs):
    """Train an autoencoder with `code` numbers on `images` (n, 784), save and return it."""
    keras.utils.set_random_seed(1)
    model = keras.Sequential([
        keras.Input((784,)),
        keras.layers.Dense(code, activation="relu"),
        keras.layers.Dense(784, activation="sigmoid"),
    ])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(images, images, epochs=epochs, batch_size=256, verbose=0)
    model.save(file)
    return model

# %% [markdown]
# ### Exercise 8.9: `one_class_1`, `anomaly_score`, `choose_threshold` (14 points)
#
# **`one_class_1`** (4 points). Call `train_detector` with all training images that show a 1, the
# file `"one_class_1.keras"`, a code of 8 numbers (ones differ little) and 40 epochs. An array of
# labels compared with a number, such as `y_train == 1`, is an array of True and False that picks
# rows.

# %% nbgrader={"grade": false, "grade_id": "one_class_1", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
one_class_1 = train_detector(X_train[y_train == 1], "one_class_1.keras", code=8, epochs=40)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "one_class_1_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
assert hasattr(one_class_1, "layers"), (
    f"one_class_1 should be the model that train_detector returns, it is {one_class_1!r}")
assert one_class_1.output_shape == (None, 784), (
    f"one_class_1 should give images of 784 numbers, not {one_class_1.output_shape}")
### BEGIN HIDDEN TESTS
from autograder import checks
import numpy as np

images, digits = checks.images("test"), checks.labels("test")
errors = np.mean((checks.predict(one_class_1, images) - images) ** 2, axis=1)
checks.at_least(checks.area_under_curve(errors[digits == 1], errors[digits != 1]),
                checks.pass_line("one_class_1"),
                "share of pairs, a 1 and another digit, in which one_class_1 draws the 1 better",
                hint="was it trained on the ones, and on nothing else?")
### END HIDDEN TESTS

# %% [markdown]
# **`anomaly_score(model, images)`** (5 points). Return the mean squared error of each image, an
# array of shape `(n,)`: the mean over its pixels of (reconstruction − image)². Images come as rows
# of any length, and the model returns rows of that length.

# %% nbgrader={"grade": false, "grade_id": "anomaly_score", "locked": false, "schema_version": 3, "solution": true, "task": false}
def anomaly_score(model, images):
    """Mean squared reconstruction error of each image: (n, pixels) -> (n,)."""
    ### BEGIN SOLUTION
    return np.mean((model.predict(images, verbose=0) - images) ** 2, axis=1)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "anomaly_score_test", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
scores = anomaly_score(deep, X_test[:7])
assert np.shape(scores) == (7,), (
    f"for 7 images there should be 7 scores, shape (7,); the shape is {np.shape(scores)}")
### BEGIN HIDDEN TESTS
from autograder import checks
import keras
import numpy as np

keras.utils.set_random_seed(4)
small = keras.Sequential([keras.Input((30,)), keras.layers.Dense(30, activation="sigmoid")])
rows = np.random.default_rng(4).random((50, 30), dtype="float32")
scores = checks.call(anomaly_score, small, rows)
checks.close(scores, np.mean((checks.predict(small, rows) - rows) ** 2, axis=1), tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# **`choose_threshold(train_scores, fpr)`** (5 points). From which score on should the alarm ring?
# The only images that we may use to decide are normal ones, from training. So decide how often a
# *false* alarm is acceptable, `fpr` (the false positive rate), 0.05 say, and return the score
# that this share of the training scores exceeds. The threshold is one number. `np.quantile` may
# help; think about which end of the scores is meant.

# %% nbgrader={"grade": false, "grade_id": "choose_threshold", "locked": false, "schema_version": 3, "solution": true, "task": false}
def choose_threshold(train_scores, fpr):
    """The score that the share `fpr` of `train_scores` exceeds."""
    ### BEGIN SOLUTION
    return np.quantile(train_scores, 1 - fpr)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "choose_threshold_test", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
limit = choose_threshold(np.arange(100.0), 0.5)
assert np.shape(limit) == (), f"a threshold is one number, choose_threshold returned {limit!r}"
assert 49 <= limit <= 51, (
    f"half of the scores 0, 1, 2, ... 99 exceed 49.5, so for fpr = 0.5 the threshold is this or a "
    f"number near it; choose_threshold returned {limit!r}")
### BEGIN HIDDEN TESTS
from autograder import checks
import numpy as np

random = np.random.default_rng(5)
for count, fpr in [(1000, 0.05), (400, 0.01), (250, 0.2)]:
    for scores in (random.exponential(0.01, count), random.normal(40, 3, count)):
        limit = checks.call(choose_threshold, scores, fpr)
        checks.array(limit, shape=())
        share = float(np.mean(scores > float(limit)))
        checks.at_most(abs(share - fpr), 1.01 / count,
                       f"distance of the share above the threshold, {share:.3f}, from {fpr}",
                       hint="which end of the scores is meant?")
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** The threshold is set so that 5 % of the training ones ring. What share of the
# *other* digits, in percent, will ring?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "alarm_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def score(model, images):
    """What your `anomaly_score` says."""
    return ask("anomaly_score", model, images, instead=np.linspace(0, 0.1, len(images)))


one_class_1 = usable("one_class_1", 784, 784)
train_scores = score(one_class_1, X_train[y_train == 1])
test_scores = score(one_class_1, X_test)
threshold = ask("choose_threshold", train_scores, 0.05, instead=train_scores.max())
rings = test_scores > threshold
reveal("other digits that ring", my_guess, f"{100 * np.mean(rings[y_test != 1]):.1f} %")
print(f"ones that ring, training images: {100 * np.mean(train_scores > threshold):.1f} %")
print(f"ones that ring, test images:     {100 * np.mean(rings[y_test == 1]):.1f} %")
show_scores({"trained on ones": (test_scores[y_test == 1], test_scores[y_test != 1], threshold)},
            "A good case: ones are normal, all other digits are not",
            "Two histograms of scores: ones in a narrow heap near 0, other digits far to the "
            "right; the dashed threshold lies between")

# %% [markdown]
# The share of false alarms among *new* images of a 1 is what counts, and it should be near the 5 %
# that we asked for. Two habits to avoid:
#
# * *The threshold that makes the test look best.* It was chosen with the very images that should
#   judge it; on the next ones expect it to do worse.
# * *Mean plus one standard deviation.* Many texts use it. With networks like this one it rang for
#   7 to 15 % of normal digits on MNIST, depending on the digit. A quantile says what you get.
#
# ### Exercise 8.10: `auc`, `without_1`, `without_8` (12 points)
#
# A threshold mixes two questions: how good are the scores, and where do we cut? The **AUC** asks
# the first alone. Take one normal and one odd image at random: what is the chance that the odd one
# has the larger score? 1 is perfect, 0.5 is a coin, 0 means that the order is upside down. (The
# letters stand for *area under the curve* that shows hits against false alarms for all
# thresholds; the two definitions agree.)
#
# **`auc(normal_scores, odd_scores)`** (6 points). Return the share of all pairs (one normal, one
# odd) in which the odd score is larger. Pairs with *equal* scores count one half. There may be
# 10 million pairs; an array of so many True and False is 10 MB and does no harm.

# %% nbgrader={"grade": false, "grade_id": "auc", "locked": false, "schema_version": 3, "solution": true, "task": false}
def auc(normal_scores, odd_scores):
    """Share of pairs in which the odd score is larger; equal ones count one half."""
    ### BEGIN SOLUTION
    normal, odd = np.asarray(normal_scores)[:, None], np.asarray(odd_scores)[None, :]
    return float(np.mean(odd > normal) + np.mean(odd == normal) / 2)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "auc_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
area = auc(np.array([0.1, 0.2]), np.array([0.15, 0.3]))
assert np.shape(area) == (), f"an AUC is one number, auc returned {area!r}"
assert abs(area - 0.75) < 1e-6, (
    f"of the four pairs of (0.1, 0.2) with (0.15, 0.3) the odd score is larger in three: the AUC "
    f"is 0.75, not {area!r}")
### BEGIN HIDDEN TESTS
from autograder import checks
import numpy as np

random = np.random.default_rng(6)
for few_normal, few_odd, levels in [(30, 50, 5), (200, 90, 1000), (40, 40, 2), (3, 7, 1)]:
    normal = random.integers(0, levels, few_normal) / 10
    odd = random.integers(0, levels, few_odd) / 10 + 0.1 * (levels > 100)
    area = checks.call(auc, normal, odd)
    checks.close(area, checks.area_under_curve(normal, odd), tolerance=1e-6)
### END HIDDEN TESTS

# %% [markdown]
# **`without_1`, `without_8`** (6 points). Now the other way round: nine digits are normal, and
# the tenth has never been seen. Train `without_1` on all training images that do *not* show a 1
# (file `"without_1.keras"`), and `without_8` on all that do not show an 8 (file
# `"without_8.keras"`), each with a code of 32 numbers for 5 epochs.

# %% nbgrader={"grade": false, "grade_id": "held_out", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
without_1 = train_detector(X_train[y_train != 1], "without_1.keras", code=32, epochs=5)
without_8 = train_detector(X_train[y_train != 8], "without_8.keras", code=32, epochs=5)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "held_out_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
for name, model in [("without_1", without_1), ("without_8", without_8)]:
    assert hasattr(model, "layers"), (
        f"{name} should be the model that train_detector returns, it is {model!r}")
    assert model.output_shape == (None, 784), (
        f"{name} should give images of 784 numbers, not {model.output_shape}")
### BEGIN HIDDEN TESTS
from autograder import checks
import numpy as np

images, digits = checks.images("test"), checks.labels("test")
errors = [np.mean((checks.predict(model, images) - images) ** 2, axis=1)
          for model in (without_1, without_8)]
common = ~np.isin(digits, (1, 8))
for digit, mine, other in [(1, *errors), (8, *errors[::-1])]:
    own, its = (some[digits == digit].mean() / some[common].mean() for some in (mine, other))
    ratio = own / its
    checks.at_least(ratio, checks.pass_line(f"unseen_{digit}"),
                    f"error of without_{digit} on {digit}s, beside that of the other network",
                    hint=f"was without_{digit} trained on all training images but the {digit}s?")
eights = checks.area_under_curve(errors[1][digits != 8], errors[1][digits == 8])
checks.at_least(eights, checks.pass_line("held_out_8"), "AUC of without_8 for eights")
ones = checks.area_under_curve(errors[0][digits != 1], errors[0][digits == 1])
checks.at_most(ones, checks.pass_line("held_out_1"), "AUC of without_1 for ones",
               hint="was it trained on all digits but the ones?")
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** `without_8` finds eights with an AUC of about 0.9. What is the AUC of
# `without_1` for ones?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "held_out_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
without_1, without_8 = usable("without_1", 784, 784), usable("without_8", 784, 784)
panels = {}
for digit, model in [(8, without_8), (1, without_1)]:
    values = score(model, X_test)
    normal, odd = values[y_test != digit], values[y_test == digit]
    area = float(ask("auc", normal, odd, instead=0.0))
    panels[f"never saw {digit}: AUC {area:.3f}"] = (normal, odd, None)
reveal("AUC for ones", my_guess, f"{area:.3f}")
area = float(ask("auc", test_scores[y_test == 1], test_scores[y_test != 1], instead=0.0))
print(f"AUC of one_class_1 for all other digits: {area:.3f}")
show_scores(panels, "The same method: a good case, and one where it fails",
            "Two pairs of histograms; unseen eights lie to the right of the known digits, unseen "
            "ones lie among them or to the left")

# %% [markdown]
# What happened to the ones? Look at what the network that has never seen one makes of them, beside
# digits that it knows well.

# %% nbgrader={"grade": false, "grade_id": "ones_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
some = np.concatenate([np.flatnonzero(y_test == 1)[:5], np.flatnonzero(y_test != 1)[:5]])
drawn = without_1.predict(X_test[some], verbose=0)
errors = np.mean((drawn - X_test[some]) ** 2, axis=1)
show_rows({"image": X_test[some], "without_1": drawn},
          "Five ones, never seen, and five known digits (score below, squared grey value)",
          "Ten digits and their reconstructions: the ones come back blurred, but their scores are "
          "like those of the known digits",
          captions=[f"{error:.4f}" for error in errors])

# %% [markdown]
# ### Exercise 8.11: `why_ones_escape` (2 points)
#
# Why does `without_1` find no ones?
#
# * a) Some ones were left among its training images.
# * b) Its threshold is too high for ones.
# * c) 32 numbers are too few for a network to notice that something is new.
# * d) A 1 is a stroke, and the other digits are made of strokes. What draws them draws a 1
#   well enough, and there is little ink to get wrong.

# %% nbgrader={"grade": false, "grade_id": "why_ones_escape", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
why_ones_escape = "d"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "why_ones_escape_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert why_ones_escape in ("a", "b", "c", "d"), (
    f"answer with one of the letters a, b, c, d between quotes, not with {why_ones_escape!r}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(why_ones_escape, "d", hint="compare the scores below the ones with those of the "
              "known digits: what is needed to draw a 1?")
### END HIDDEN TESTS

# %% [markdown]
# So a large reconstruction error says: *this is hard to draw for me*. That is not the same as
# *this is new*. What is new but simple slips through. Before you trust such an alarm, test it on
# the kinds of faults that you expect, one by one.
#
# ### A little experiment, if you like
#
# How does `without_8` judge images that are not digits at all, or digits that were treated badly?
# Set `run_experiment = True`. **Guess first**: which of the five is hardest to find?

# %%
my_guess = None

# %%
run_experiment = False

if run_experiment:
    known = X_test[y_test != 8][:2000].reshape(-1, 28, 28)
    random = np.random.default_rng(1)
    treated = {
        "negative": 1 - known,
        "shuffled": random.permuted(known.reshape(-1, 784), axis=1),
        "shifted by 6": np.roll(known, 6, axis=2),
        "turned by 90°": np.rot90(known, axes=(1, 2)),
        "mirrored": known[:, :, ::-1],
    }
    usual = score(without_8, known.reshape(-1, 784))
    treated = {name: np.reshape(images, (-1, 784)) for name, images in treated.items()}
    areas = [float(ask("auc", usual, score(without_8, images), instead=0.0))
             for images in treated.values()]
    reveal("hardest to find", my_guess, list(treated)[int(np.argmin(areas))])
    show_rows({"image": [images[0] for images in treated.values()],
               "reconstruction": [without_8.predict(images[:1], verbose=0)[0]
                                  for images in treated.values()]},
              "Known digits, treated badly (AUC below)",
              "Five treated images of one digit with their reconstructions",
              captions=[f"{name}\n{area:.2f}" for name, area in zip(treated, areas, strict=True)])

# %% [markdown]
# ## What you have now
#
# * A code can be drawn, searched and handed to other methods. The encoder does it for images that
#   it has never seen; the search needs nothing but distances.
# * A decoder can be trusted near the codes of images, and nowhere else. A plain autoencoder does
#   not invent digits.
# * Whether a code helps is a question to *measure*: with 32 numbers PCA won the vote, with two the
#   network; with 500 labels the trained encoder was no clear gain.
# * A reconstruction error can raise an alarm. The threshold comes from normal training images
#   alone, the AUC tells how good the order is, and what is simple goes unnoticed.
#
# **Next lab.** *The variational autoencoder*, the optional finale. Random codes gave blots today.
# A change in the loss, and a little noise in the code, close the gaps of the map, and the decoder
# learns to invent.
