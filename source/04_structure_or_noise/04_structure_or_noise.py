# ---
# jupyter:
#   autograder:
#     limits:
#       cell_seconds: 300
#     pass_lines:
#       mnist:
#         noise_two: 0.6
#         tanh: 0.07
#         waves: 0.4
#       stand-in:
#         noise_two: 0.6
#         tanh: 0.07
#         waves: 0.4
#     title: What can be compressed
#     training:
#       rows: 180000
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What can be compressed
#
# An autoencoder squeezes 784 pixels into 32 numbers. Is that the network's merit, or the data's?
# In this lab you make the data yourself, so you know what is in them. First pure noise, which
# nothing can shorten. Then waves, which look just as busy and can be told in two numbers. At the
# end come digits again, and the question which of them are easy.
#
# Most of the results here you *predict before you train*, with a pencil. A network that does what
# you predicted has told you that you understand it; one that does not has told you more.
#
# At the end you will be able to
#
# * say how large the error of a network on noise will be, and how it spreads, before training it,
# * build narrow networks of any depth, and notice by counting when one was built wrongly,
# * find the structure that data hide: how many numbers they really need,
# * see a deep sigmoid network stall, look for the reason in its gradients, and mend it,
# * find the images that a network reconstructs best and worst.
#
# | part | what you do | exercises | minutes |
# | --- | --- | --- | --- |
# | 1 | Noise | 4.1 | 8 |
# | 2 | Predict before you train | 4.2 | 10 |
# | 3 | Two networks, shallow and deep | 4.3, 4.4 | 12 |
# | 4 | Was the prediction right? | 4.5–4.8 | 13 |
# | 5 | Data with a secret | 4.9, 4.10 | 10 |
# | 6 | Deeper, and stuck | 4.11, 4.12 | 8 |
# | 7 | Digits, the easy and the hard | 4.13 | 6 |
#
# Replace `# YOUR CODE HERE` and the line `raise NotImplementedError()` below it, as before. A
# question with answers a) to d) is answered with a letter between quotes, for instance
# `why_the_bell = "a"`. Where you see `my_guess = None`, write down a guess first; it earns no
# points, but a result that surprises you is one that you remember. All training of this lab takes
# a minute or two.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np

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


def attempt(work):
    """What `work()` returns, or None if it cannot: unfinished work must not stop the lab."""
    try:
        return work()
    except Exception:
        return None


def show_tables(tables, title, alt):
    """Draw tables of numbers from 0 to 1 as grey cells, one row of numbers per line."""
    fig, axes = plt.subplots(1, len(tables), squeeze=False, layout="constrained",
                             figsize=(4.6 * len(tables), 2.9))
    for axis, (name, table) in zip(axes[0], tables.items(), strict=True):
        drawn = axis.imshow(table, cmap="gray", vmin=0, vmax=1, aspect="auto")
        axis.set(title=name, xlabel="feature (number)", ylabel="row (number)")
    fig.colorbar(drawn, ax=axes, label="value (no unit)")
    fig.suptitle(title)
    finish(alt)


def show_networks(networks, title, alt):
    """Draw each network as a row of bars, one for each layer, as high as the layer is wide."""
    fig, axes = plt.subplots(1, len(networks), figsize=(4.6 * len(networks), 3), sharey=True,
                             squeeze=False, layout="constrained")
    for axis, (name, model) in zip(axes[0], networks.items(), strict=True):
        widths = [model.input_shape[-1], *(layer.output.shape[-1] for layer in model.layers)]
        if len(widths) > 1 and type(model.layers[0]).__name__ == "InputLayer":
            widths = widths[1:]
        axis.bar(range(len(widths)), widths, bottom=[-width / 2 for width in widths], width=0.6,
                 color="0.75", edgecolor="black")
        for x, width in enumerate(widths):
            axis.annotate(str(width), (x, width / 2), (0, 3), ha="center",
                          textcoords="offset points")
        axis.set(title=f"{name}: {model.count_params():,} parameters", yticks=[], ylim=(-20, 22),
                 xticks=range(len(widths)), xlabel="layer (0 is the input)")
        axis.spines["left"].set_visible(False)
    axes[0, 0].set_ylabel("width (numbers)")
    fig.suptitle(title)
    finish(alt)


def show_histograms(errors, predicted, title, alt):
    """Draw histograms over each other; `predicted` is a mean and a standard deviation or None."""
    _, axis = plt.subplots(figsize=(8, 3.8), layout="constrained")
    everything = np.concatenate(list(errors.values()))
    bins = np.linspace(everything.min(), everything.max() + 1e-6, 41)
    styles = [{"histtype": "stepfilled", "color": "0.8"},
              {"histtype": "step", "color": "black", "lw": 1.4}]
    for (name, values), style in zip(errors.items(), styles, strict=False):
        axis.hist(values, bins, label=f"{name}: mean {values.mean():.2f}, "
                                      f"standard deviation {values.std():.2f}", **style)
    if predicted is not None and predicted[1] > 0:
        mean, deviation = predicted
        x = np.linspace(mean - 4 * deviation, mean + 4 * deviation, 200)
        bell = np.exp(-((x - mean) / deviation) ** 2 / 2) / (deviation * np.sqrt(2 * np.pi))
        axis.plot(x, bell * len(values) * (bins[1] - bins[0]), "k--", lw=1.4,
                  label=f"your prediction: mean {mean:.2f}, standard deviation {deviation:.2f}")
    axis.set(title=title, xlabel="summed absolute error of a row (no unit)",
             ylabel="rows (count)")
    axis.set_ylim(0, axis.get_ylim()[1] * 1.35)
    axis.legend(frameon=False, loc="upper left")
    finish(alt)


def show_growth(curves, title, alt, both_axes=False):
    """Draw mean errors against the number of features; `curves` maps a name to (style, points).

    With `both_axes` the same curves come twice: on evenly spaced steps, and on a true axis.
    """
    fig, axes = plt.subplots(1, 2 if both_axes else 1, figsize=(9 if both_axes else 7, 3.8),
                             squeeze=False, sharey=True, layout="constrained")
    for axis, steps in zip(axes[0], [both_axes, False], strict=False):
        for name, (style, points) in curves.items():
            xs = range(len(points)) if steps else list(points)
            axis.plot(xs, list(points.values()), style, color="black", markerfacecolor="white",
                      label=name)
        sizes = list(max((points for _, points in curves.values()), key=len))
        axis.set_xticks(range(len(sizes)) if steps else sizes, labels=[f"{n:g}" for n in sizes])
        axis.set_xlabel("features (count), each step twice the last" if steps
                        else "features (count)")
    axes[0, 0].set_ylabel("mean summed absolute error (no unit)")
    axes[0, 0].legend(frameon=False, loc="upper left")
    fig.suptitle(title)
    finish(alt)


def show_slopes(slopes, title, alt):
    """Draw matrices of slopes with their numbers; row: the input, column: the answer."""
    fig, axes = plt.subplots(1, len(slopes), figsize=(4.7 * len(slopes), 4.4), squeeze=False,
                             layout="constrained")
    for axis, (name, matrix) in zip(axes[0], slopes.items(), strict=True):
        drawn = axis.imshow(np.abs(matrix), cmap="gray_r", vmin=0, vmax=1)
        for (row, column), value in np.ndenumerate(matrix):
            axis.text(column, row, f"{value:.1f}".replace("-0.0", "0.0"), ha="center",
                      va="center", fontsize=8, color="white" if abs(value) > 0.5 else "black")
        axis.set(title=f"{name}\n(sum of the diagonal: {np.trace(matrix):.2f})",
                 xlabel="answer (feature)", ylabel="input (feature)")
    fig.colorbar(drawn, ax=axes, label="size of the slope (no unit)", shrink=0.85)
    fig.suptitle(title)
    finish(alt)


def show_waves(rows, title, alt):
    """Draw a few rows as curves, and all of them in the plane of their two main components."""
    fig, axes = plt.subplots(1, 3, figsize=(11, 3.7), width_ratios=[1.2, 0.8, 1.3],
                             layout="constrained")
    for row, style in zip(rows, ["-", "--", "-.", ":"], strict=False):
        axes[0].plot(row, style, color="black")
    axes[0].set(title="four rows", xlabel="feature (number)", ylabel="value (no unit)")
    centred = rows - rows.mean(axis=0)
    _, strengths, components = np.linalg.svd(centred, full_matrices=False)
    shares = 100 * strengths[:6] ** 2 / np.sum(strengths**2)
    axes[1].bar(range(1, len(shares) + 1), shares, color="0.6", edgecolor="black")
    for x, share in enumerate(shares, start=1):
        axes[1].annotate(f"{share:.0f}", (x, share), (0, 2), ha="center",
                         textcoords="offset points")
    axes[1].set(title="variance in each", xlabel="component (number)",
                ylabel="share of the variance (%)", xticks=range(1, len(shares) + 1))
    across, up = (centred @ components[:2].T).T
    show_ring(axes[2], across, up, rows, fig)
    axes[2].set_aspect("equal", "datalim")
    axes[2].set(title="the first two components", xlabel="first component (no unit)",
                ylabel="second component (no unit)")
    fig.suptitle(title)
    finish(alt)


def show_ring(axis, across, up, rows, fig):
    """Draw points coloured by where the crest of their row lies, a few of them with its number."""
    crests = np.argmax(rows, axis=1)
    drawn = axis.scatter(across, up, c=crests, s=6, cmap="viridis")
    for crest in range(0, rows.shape[1], 4):
        if np.any(crests == crest):
            at = np.argmax(crests == crest)
            aside = (-16, -7) if crest < rows.shape[1] / 2 else (16, 7)
            axis.annotate(str(crest), (across[at], up[at]), aside, fontsize=9, ha="center",
                          va="center", textcoords="offset points",
                          bbox={"boxstyle": "round,pad=0.1", "fc": "white", "ec": "none"},
                          arrowprops={"arrowstyle": "-", "color": "0.4", "lw": 0.8})
    axis.margins(0.15)
    fig.colorbar(drawn, ax=axis, label="crest (feature)")


def show_depths(errors, lines, title, alt):
    """Draw mean errors of networks as bars with their numbers, and lines to compare them with."""
    _, axis = plt.subplots(figsize=(8.5, 3.8), layout="constrained")
    axis.bar(range(len(errors)), list(errors.values()), width=0.55, color="0.75",
             edgecolor="black")
    for x, error in enumerate(errors.values()):
        axis.annotate(f"{error:.2f}", (x, error), (0, 3), ha="center",
                      textcoords="offset points")
    for name, value in lines.items():
        axis.axhline(value, color="black", lw=0.8, ls=":")
        axis.annotate(f"{name}: {value:.2f}", (1, value), (4, 0), va="center", fontsize=9,
                      xycoords=("axes fraction", "data"), textcoords="offset points")
    axis.set_xticks(range(len(errors)), labels=list(errors))
    axis.set(title=title, ylabel="mean summed\nabsolute error (no unit)", ylim=(0, 11.5),
             xlabel="layers from the input to the code")
    finish(alt)


def show_gradients(norms, title, alt):
    """Draw the length of the gradient of each layer's weights on a logarithmic axis."""
    _, axis = plt.subplots(figsize=(8, 3.6), layout="constrained")
    for (name, values), style in zip(norms.items(), ["ko-", "ks--"], strict=False):
        layers = range(1, len(values) + 1)
        axis.semilogy(layers, np.maximum(values, 1e-12), style, markerfacecolor="white",
                      label=name)
    axis.set(title=title, xlabel="layer (1 is the first behind the input)", xticks=layers,
             ylabel="length of the gradient\n(nats per unit of weight)")
    axis.legend(frameon=False)
    finish(alt)


def show_codes(codes, rows, title, alt):
    """Draw the codes of the same rows in several networks, coloured by the crest of the row."""
    fig, axes = plt.subplots(1, len(codes), figsize=(4.8 * len(codes), 3.8), squeeze=False,
                             layout="constrained")
    for axis, (name, code) in zip(axes[0], codes.items(), strict=True):
        show_ring(axis, code[:, 0], code[:, 1], rows, fig)
        axis.set(title=name, xlabel="first number of the code", ylabel="second number of the code")
    fig.suptitle(title)
    finish(alt)


def show_strips(images, answers, errors, chosen, title, alt):
    """Draw the first ten of the chosen images above their reconstructions, with their errors."""
    fig, axes = plt.subplots(2, 10, figsize=(10.3, 2.7), layout="constrained")
    for column, index in enumerate(chosen[:10]):
        for axis, picture in zip(axes[:, column], (images[index], answers[index]), strict=True):
            axis.imshow(np.reshape(picture, (28, 28)), cmap="gray", vmin=0, vmax=1)
            axis.set(xticks=[], yticks=[])
            axis.spines[:].set(visible=True, color="0.6")
        axes[1, column].set_xlabel(f"{errors[index]:.0f}", fontsize=9)
    for axis, label in zip(axes[:, 0], ["image", "answer"], strict=True):
        axis.set_ylabel(label, rotation=0, ha="right", va="center")
    fig.suptitle(title)
    finish(alt)


def show_by_digit(errors, digits, title, alt):
    """Draw the mean error of each digit, with one standard deviation of its images."""
    _, axis = plt.subplots(figsize=(8, 3.5), layout="constrained")
    groups = [errors[digits == digit] for digit in range(10)]
    axis.bar(range(10), [group.mean() for group in groups], color="0.75", edgecolor="black",
             yerr=[group.std() for group in groups], capsize=4)
    for digit, group in enumerate(groups):
        axis.annotate(f"{group.mean():.1f}", (digit, 1), ha="center")
    axis.set(title=title, xlabel="digit", xticks=range(10),
             ylabel="summed absolute error\nof an image (grey values)")
    finish(alt)

# %% [markdown]
# ## 1. Noise
#
# A **feature** is one number of a row: a pixel of an image, say, or one of the 32 numbers below.
# Our first data are as poor in pattern as data can be. Each feature of each row is drawn evenly
# between 0 and 1, and no number depends on another: they are **independent**. Knowing 31 numbers
# of a row tells you nothing about the last one.
#
# ### Exercise 4.1: `make_uniform`, `split` (8 points)
#
# 1. Write `make_uniform(n, N, seed)`. It returns an array of `n` rows with `N` such numbers each,
#    as float32. The same `seed` gives the same numbers again, another one gives others. NumPy's
#    `np.random.default_rng` makes a generator of random numbers from a seed.
# 2. Write `split(data)`. It returns two arrays: the first nine tenths of the rows, to train on,
#    and the last tenth, to test on. Our rows come in no order, so there is nothing to shuffle.

# %% nbgrader={"grade": false, "grade_id": "make_uniform", "locked": false, "schema_version": 3, "solution": true, "task": false}
def make_uniform(n, N, seed):
    """Draw n rows of N independent numbers evenly between 0 and 1: float32, (n, N)."""
    ### BEGIN SOLUTION
    return np.random.default_rng(seed).random((n, N), dtype="float32")
    ### END SOLUTION


def split(data):
    """Return the first nine tenths of the rows, and the last tenth."""
    ### BEGIN SOLUTION
    cut = len(data) * 9 // 10
    return data[:cut], data[cut:]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "make_uniform_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
sample = make_uniform(1000, 8, seed=1)
assert getattr(sample, "shape", None) == (1000, 8), (
    f"make_uniform(1000, 8, seed=1) should be an array of shape (1000, 8); "
    f"it is {getattr(sample, 'shape', sample)!r}")
assert sample.dtype == "float32", f"the numbers should be float32, they are {sample.dtype}"
parts = split(sample)
assert len(parts) == 2, f"split should return two arrays, it returned {len(parts)} things"
assert (len(parts[0]), len(parts[1])) == (900, 100), (
    f"of 1000 rows, 900 should be for training and 100 for testing; "
    f"there are {len(parts[0])} and {len(parts[1])}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.structure.uniform_rows(make_uniform)
checks.structure.nine_tenths(split)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "noise_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def are_rows(make):
    """Whether `make(n, N, seed)` gives n rows of N numbers from 0 to 1."""
    rows = attempt(lambda: np.asarray(make()(50, 3, 1)))
    return (rows is not None and rows.shape == (50, 3) and rows.dtype.kind == "f"
            and bool(np.all((rows >= 0) & (rows <= 1))))


if not are_rows(lambda: make_uniform):
    print("make_uniform does not fit, numbers that ignore the seed take its place: back to 4.1")

    def make_uniform(n, N, seed):
        return np.random.default_rng(0).random((n, N))


if attempt(lambda: [np.shape(part) for part in split(np.zeros((50, 3)))]) != [(45, 3), (5, 3)]:
    print("split does not fit, so training and testing share all rows: back to 4.1")

    def split(data):
        return data, data


show_tables({"as they were drawn": make_uniform(12, 32, seed=42),
             "each row sorted": np.sort(make_uniform(12, 32, seed=42), axis=1)},
            "Twelve rows of noise differ in the order of their numbers",
            alt="Two grey tables of 12 rows and 32 columns. On the left every cell has a shade of "
                "its own, without any pattern. On the right each row runs from black to white.")

# %% [markdown]
# On the right are the same numbers, each row sorted: all rows look nearly alike. So *which*
# numbers a row holds is hardly any news. The news is in their order, and that is what a network
# would have to pass through its bottleneck.

# %% [markdown]
# ## 2. Predict before you train
#
# Our network will have a code of **two** numbers. Suppose that it does the plainest thing one can
# do with that: it copies two of the features, and knows nothing about the others. How far off
# will it be? We measure a row by its **summed absolute error**: the sum, over all features, of
# how far the answer is from the truth.
#
# Take a feature $x$ about which the network knows nothing. Its best answer is always ½, the
# middle. Then
#
# * the distance $|x - \tfrac12|$ lies anywhere between 0 and ½, evenly. Its mean is **¼**;
# * a number drawn evenly from an interval of length $w$ has the variance $w^2/12$. Here the length
#   is ½, so the **variance** of the distance is **1/48**.
#
# A row's error is the sum of such distances, one for each feature that was not copied. For a sum
# of independent terms:
#
# * the means add up;
# * the **variances** add up. The standard deviations do not: high terms and low terms make up for
#   each other. Take the root at the end;
# * if there are many terms and none of them dominates, the sum very nearly follows a *normal
#   distribution*, the bell-shaped curve, whatever shape the single terms have. This is the
#   **central limit theorem**.
#
# ### Exercise 4.2: `predict_error` (12 points)
#
# Write `predict_error(N)` for rows of `N` features, two of which are copied without any error. It
# returns two numbers: the mean and the standard deviation of a row's summed absolute error. Think
# of `N = 2` as well.

# %% nbgrader={"grade": false, "grade_id": "predict_error", "locked": false, "schema_version": 3, "solution": true, "task": false}
def predict_error(N):
    """The mean and the standard deviation of a row's error when two of N features are copied."""
    ### BEGIN SOLUTION
    unknown = N - 2
    return unknown / 4, np.sqrt(unknown / 48)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "predict_error_test", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
prediction = predict_error(32)
assert isinstance(prediction, (tuple, list)) or hasattr(prediction, "shape"), (
    f"predict_error should return two numbers, a mean and a standard deviation; "
    f"it returned {prediction!r}")
assert len(prediction) == 2, f"predict_error should return two numbers, not {len(prediction)}"
assert prediction[0] > prediction[1] > 0, (
    f"for 32 features both numbers should be above 0, and the mean the larger one; "
    f"they are {prediction}")
### BEGIN HIDDEN TESTS
from autograder import checks

for features in (2, 3, 32, 66, 200):
    mean, deviation = checks.call(predict_error, features)
    checks.structure.near(mean, (features - 2) / 4, f"mean error for {features} features",
                          "two features are copied; each of the others adds its mean distance")
    checks.structure.near(deviation, ((features - 2) / 48) ** 0.5,
                          f"standard deviation of the error for {features} features",
                          "variances add up, standard deviations do not")
### END HIDDEN TESTS

# %% [markdown]
# Note what this is: a prediction of what a plain network will do, not a law. Two real numbers
# could in principle smuggle more than two features, digit behind digit. That would take a far
# wilder encoder than one layer of smooth sigmoids.

# %% [markdown]
# ## 3. Two networks, shallow and deep
#
# Our first network is as small as an autoencoder gets: 32 numbers, a code of 2, and 32 numbers
# again. All data of this lab lie between 0 and 1, so the last layer is a sigmoid. The code is a
# sigmoid as well, for now; part 6 comes back to that choice.
#
# ### Exercise 4.3: `build_simple` (10 points)
#
# Write `build_simple(N, code=2)`. It returns a new Keras model that leads from `N` numbers (begin
# with `keras.Input`) through a dense layer of `code` numbers to a dense layer of `N` numbers, both
# with the activation `sigmoid`. You need not compile it: a function below does that for all
# networks of this lab.
#
# **Guess first.** How many parameters has `build_simple(32)`?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "build_simple", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_simple(N, code=2):
    """Build an autoencoder N - code - N of sigmoid layers, not compiled."""
    ### BEGIN SOLUTION
    return keras.Sequential([
        keras.Input(shape=(N,)),
        keras.layers.Dense(code, activation="sigmoid"),
        keras.layers.Dense(N, activation="sigmoid"),
    ])
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "build_simple_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
simple = build_simple(32)
assert hasattr(simple, "layers"), f"build_simple should return a Keras model, not {simple!r}"
assert simple.built, "build_simple should begin with keras.Input, so that all sizes are known"
assert simple.input_shape == (None, 32), (
    f"build_simple(32) should take rows of 32 numbers, its input shape is {simple.input_shape}")
assert simple.output_shape == (None, 32), (
    f"build_simple(32) should answer with 32 numbers, its output shape is {simple.output_shape}")
assert simple.count_params() == 162, (
    f"build_simple(32) should have 162 parameters, it has {simple.count_params()}: "
    f"32 x 2 weights and 2 biases, then 2 x 32 weights and 32 biases")
### BEGIN HIDDEN TESTS
from autograder import checks

for features, code in ((32, 2), (9, 4)):
    simple_network = checks.call(build_simple, features, code)
    checks.layers(simple_network, [checks.dense(code, "sigmoid"),
                                   checks.dense(features, "sigmoid")], inputs=features)
### END HIDDEN TESTS

# %% [markdown]
# Would a deeper network do better? The second one goes down in four steps, 32 – 16 – 8 – 4 – 2,
# and up again in four, 4 – 8 – 16 – 32, as in a mirror.
#
# A warning from life: the code that was published for this network has a slip. Its way up is
# 32 – 32 – 32 – 32, which gives 3,974 parameters instead of 1,450. It runs, it trains, and no
# message tells. Counting does.
#
# ### Exercise 4.4: `build_mirrored` (14 points)
#
# Write `build_mirrored(sizes, N=32, activation="sigmoid")` for any depth. `sizes` are the widths
# on the way down; the last of them is the size of the code. The way up has the same widths in
# reverse order, without the code, and ends in a layer of `N` numbers. All layers have the given
# `activation`, except the last one, which is always a sigmoid. So `build_mirrored((16, 8, 4, 2))`
# is the network above, and `build_mirrored((2,))` has the same layers as `build_simple(32)`.

# %% nbgrader={"grade": false, "grade_id": "build_mirrored", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_mirrored(sizes, N=32, activation="sigmoid"):
    """Build an autoencoder with the widths `sizes` down to the code and back up, not compiled."""
    ### BEGIN SOLUTION
    widths = [*sizes, *reversed(sizes[:-1])]
    return keras.Sequential([
        keras.Input(shape=(N,)),
        *(keras.layers.Dense(width, activation=activation) for width in widths),
        keras.layers.Dense(N, activation="sigmoid"),
    ])
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "build_mirrored_test", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
mirrored = build_mirrored((16, 8, 4, 2))
assert hasattr(mirrored, "layers"), f"build_mirrored should return a Keras model, not {mirrored!r}"
assert mirrored.built, "build_mirrored should begin with keras.Input, so that all sizes are known"
assert mirrored.input_shape == (None, 32), (
    f"without N the network should take 32 numbers, its input shape is {mirrored.input_shape}")
assert mirrored.output_shape == (None, 32), (
    f"without N the network should answer with 32 numbers, its output shape is "
    f"{mirrored.output_shape}")
assert mirrored.count_params() == 1450, (
    f"build_mirrored((16, 8, 4, 2)) should have 1,450 parameters, it has "
    f"{mirrored.count_params():,}; print its summary and compare the widths")
### BEGIN HIDDEN TESTS
from autograder import checks

for sizes, features, activation in (((16, 8, 4, 2), 32, "sigmoid"), ((2,), 32, "sigmoid"),
                                    ((7, 5, 3), 11, "tanh"), ((6, 4), 9, "relu")):
    mirrored_network = checks.call(build_mirrored, sizes, features, activation)
    inner = [checks.dense(width, activation) for width in (*sizes, *sizes[-2::-1])]
    checks.layers(mirrored_network, [*inner, checks.dense(features, "sigmoid")], inputs=features)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "networks_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def builds(make, N, parameters, activation):
    """Whether `make()` leads from N to N numbers in 0..1, with these parameters and activation."""
    model = attempt(make)
    if not isinstance(model, keras.Model) or attempt(model.count_params) != parameters:
        return False
    rules = {getattr(getattr(layer, "activation", None), "__name__", None)
             for layer in model.layers}
    answer = attempt(lambda: keras.ops.convert_to_numpy(model(np.full((1, N), 30, "float32"))))
    return (answer is not None and answer.shape == (1, N) and answer.min() >= 0
            and answer.max() <= 1 and rules <= {None, "linear", "sigmoid", activation}
            and (rules == {None} or activation in rules))


if not builds(lambda: build_simple(6, 3), 6, 45, "sigmoid"):
    print("build_simple does not fit, a network without a bottleneck takes its place: "
          "back to 4.3")

    def build_simple(N, code=2):
        return keras.Sequential([keras.Input((N,)), keras.layers.Dense(N, "sigmoid")])


if not builds(lambda: build_mirrored((5, 3), 7, "tanh"), 7, 120, "tanh"):
    print("build_mirrored does not fit, the network with the slip takes its place: back to 4.4")

    def build_mirrored(sizes, N=32, activation="sigmoid"):
        layers = [keras.layers.Dense(width, activation) for width in (*sizes, *[N] * len(sizes))]
        layers[-1].activation = keras.activations.sigmoid
        return keras.Sequential([keras.Input((N,)), *layers])


reveal("parameters of the simple network", my_guess, build_simple(32).count_params())
show_networks({"simple": build_simple(32), "mirrored": build_mirrored((16, 8, 4, 2))},
              "Two ways to a code of two numbers",
              alt="Bars for the widths of the layers: 32, 2, 32 in the simple network; 32, 16, 8, "
                  "4, 2, 4, 8, 16, 32 in the mirrored one.")

# %% [markdown]
# ## 4. Was the prediction right?
#
# ### Exercise 4.5: `summed_abs_error` (8 points)
#
# Write `summed_abs_error(originals, answers)` for two arrays of the same shape, one row each for
# an original and the network's answer. It returns one number for each row: the sum of the absolute
# differences of its features. For instance, an original `[0.5, 0.2, 0.9]` with the answer
# `[0.4, 0.4, 0.9]` has the error 0.1 + 0.2 + 0 = 0.3.

# %% nbgrader={"grade": false, "grade_id": "summed_abs_error", "locked": false, "schema_version": 3, "solution": true, "task": false}
def summed_abs_error(originals, answers):
    """The sum of the absolute differences in each row: (n, N) and (n, N) -> (n,)."""
    ### BEGIN SOLUTION
    return np.sum(np.abs(originals - answers), axis=1)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "summed_abs_error_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
measured = summed_abs_error(np.array([[0.5, 0.2, 0.9], [1.0, 0.0, 0.0]]),
                            np.array([[0.4, 0.4, 0.9], [1.0, 0.0, 0.0]]))
assert getattr(measured, "shape", None) == (2,), (
    f"two rows should give two errors, an array of shape (2,); it is "
    f"{getattr(measured, 'shape', measured)!r}")
assert measured[1] == 0, f"a perfect answer should have the error 0, it has {measured[1]}"
### BEGIN HIDDEN TESTS
from autograder import checks

pairs = np.random.default_rng(4).random((2, 50, 7))
summed_errors = checks.call(summed_abs_error, pairs[0], pairs[1])
checks.close(summed_errors, np.abs(pairs[0] - pairs[1]).sum(axis=1), tolerance=1e-4)
summed_errors = checks.call(summed_abs_error, pairs[1], pairs[0])
checks.close(summed_errors, np.abs(pairs[0] - pairs[1]).sum(axis=1), tolerance=1e-4)
### END HIDDEN TESTS

# %% [markdown]
# Now train. The function in the next cell does it for every network of this lab: on nine tenths of
# the data, with the loss that you know, and with errors from the rows that were kept back.
#
# *A smaller budget.* The experiment was first published with a million rows and 10 epochs in
# batches of 100, that is 90,000 steps. Here 20,000 rows (18,000 of them to train on), 10 epochs
# and batches of 400 make 450 steps, and the learning rate is 0.015, fifteen times Keras's default,
# so that each step goes further. What this changes is said where it matters.
#
# **Guess first.** What will be the mean error of a row of 32 features?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "histogram_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
ROWS = 20_000
probe = attempt(lambda: np.asarray(summed_abs_error(np.zeros((4, 3)), np.ones((4, 3)))))
if probe is None or probe.shape != (4,) or not np.all(probe > 0):
    print("summed_abs_error does not fit, the mean squared error takes its place: back to 4.5")

    def summed_abs_error(originals, answers):
        return np.mean((originals - answers) ** 2, axis=1)


def answers_of(model, rows):
    """The answers of `model` to a few rows as an array; predict is for many rows."""
    return keras.ops.convert_to_numpy(model(rows))


def train_and_test(model, data, epochs=10, learning_rate=0.015):
    """Train `model` on nine tenths of `data`; the error of each row of the other tenth."""
    train, test = split(data)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss="binary_crossentropy")
    model.fit(train, train, epochs=epochs, batch_size=400, verbose=0)
    return np.asarray(summed_abs_error(test, answers_of(model, test)))


def cross_entropy(originals, answers):
    """Mean binary cross-entropy in nats per feature."""
    losses = keras.losses.binary_crossentropy(originals, np.asarray(answers, dtype="float32"))
    return float(keras.ops.mean(losses))


noise = make_uniform(ROWS, 32, seed=42)
noise_errors = {}
for name, build in {"simple": lambda: build_simple(32),
                    "mirrored": lambda: build_mirrored((16, 8, 4, 2))}.items():
    keras.utils.set_random_seed(1)
    network = build()
    noise_errors[name] = train_and_test(network, noise)
    loss = cross_entropy(split(noise)[1], answers_of(network, split(noise)[1]))
    print(f"{name}: cross-entropy of the test rows {loss:.4f} nats per feature")

reveal("mean error of the simple network", my_guess, f"{noise_errors['simple'].mean():.2f}")
bell = attempt(lambda: tuple(float(number) for number in predict_error(32)))
bell = bell if bell is not None and len(bell) == 2 else None
places = {**{name: (errors.mean(), errors.std()) for name, errors in noise_errors.items()},
          **({} if bell is None else {"the bell that you predicted": bell})}
show_histograms(noise_errors, bell,
                "Noise of 32 features through two numbers: a bell, about where it was predicted",
                alt="Bell-shaped histograms of the errors of the test rows. "
                    + "; ".join(f"{name}: mean {mean:.2f}, standard deviation {deviation:.2f}"
                                for name, (mean, deviation) in places.items()) + ".")

# %% [markdown]
# A pencil and two rules gave the place and the width of this histogram before any network was
# trained. Look at the two means: a network on noise ends between your prediction and 8, which is a
# quarter for each of 32 features, and at about 8 when it has learned nothing at all. Depth does
# not pay: in one run of ours at full length, two hundred times as many steps, the deep network had
# 7.67 and the simple one 7.61. There is nothing to find for it; no network is clever enough to
# find a pattern that is not there.
#
# ### Is 0.68 a failure?
#
# Now look at the losses printed above the picture. Knowing nothing costs $\ln 2 \approx 0.6931$
# nats per feature, and neither network gets far below that; the simple one stands at about 0.68. It
# looks as if nothing had been learned. But the cross-entropy of an exact copy is not 0 here, as
# the last lab showed. For a feature $x$ it is $-x \ln x - (1 - x) \ln(1 - x)$, and the mean of that
# over all $x$ from 0 to 1 is exactly **½**. So two copies and 30 unknowns cost
#
# $$\frac{2 \cdot 0.5 + 30 \cdot 0.6931}{32} = 0.6811,$$
#
# and that is what such a network can hope for. 0.68 is no failure. It is noise.
#
# ### Exercise 4.6: `why_the_bell` (2 points)
#
# Why are the histograms bell-shaped?
#
# * a) because the data have no pattern, and the error of a network on patternless data is normal
# * b) because the weights were drawn at random, and the errors inherit their distribution
# * c) because each error is a sum of many independent distances, whatever their own distribution
# * d) because the features are distributed like a bell around their mean of ½

# %% nbgrader={"grade": false, "grade_id": "why_the_bell", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
why_the_bell = "c"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "why_the_bell_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert why_the_bell in ("a", "b", "c", "d"), (
    f'why_the_bell should be one of the letters "a", "b", "c", "d"; it is {why_the_bell!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(why_the_bell, "c", hint="with N = 3 there is one unknown feature, and no bell")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 4.7: `uniform_error`, `uniform_errors` (12 points)
#
# How does the error grow with the number of features?
#
# 1. Write `uniform_error(N)`. It makes `ROWS` rows of noise with `N` features and the seed 42,
#    trains a new simple network on them with `train_and_test`, and returns the *mean* of the
#    errors. Begin it with `keras.utils.set_random_seed(1)`, so that you get the same number again.
# 2. Make `uniform_errors`, a dictionary from `N` to that mean, for `N` = 2, 4, 8, 16 and 32.
#
# Allow it a quarter of a minute.
#
# **Guess first.** From 16 features to 32, by what factor will the error grow?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "uniform_errors", "locked": false, "schema_version": 3, "solution": true, "task": false}
def uniform_error(N):
    """Mean error of a simple network that was trained on noise of N features."""
    ### BEGIN SOLUTION
    keras.utils.set_random_seed(1)
    return train_and_test(build_simple(N), make_uniform(ROWS, N, seed=42)).mean()
    ### END SOLUTION


### BEGIN SOLUTION
uniform_errors = {N: uniform_error(N) for N in (2, 4, 8, 16, 32)}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "uniform_errors_test", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
assert isinstance(uniform_errors, dict), (
    f"uniform_errors should be a dictionary from N to a mean error, it is {uniform_errors!r}")
assert sorted(uniform_errors) == [2, 4, 8, 16, 32], (
    f"uniform_errors should have the keys 2, 4, 8, 16 and 32, it has {list(uniform_errors)}")
assert all(np.ndim(error) == 0 for error in uniform_errors.values()), (
    "each value of uniform_errors should be one number, the mean over the rows")
### BEGIN HIDDEN TESTS
from autograder import checks

share = checks.pass_line("noise_two")
for features, error in uniform_errors.items():
    checks.structure.noise_error(error, features, summed_abs_error, build_simple, make_uniform,
                                 share)
fresh = checks.call(uniform_error, 6)
checks.structure.noise_error(fresh, 6, summed_abs_error, build_simple, make_uniform,
                                 share)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "growth_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def plain_numbers(work, keys):
    """The dictionary of numbers that `work()` gives, if it has all the keys; else None."""
    found = attempt(lambda: {key: float(work()[key]) for key in keys})
    return found if found is not None and np.all(np.isfinite(list(found.values()))) else None


SIZES = (2, 4, 8, 16, 32)
grown = plain_numbers(lambda: uniform_errors, SIZES)
if grown is None:
    print("uniform_errors does not fit, so there is no picture: back to 4.7")
else:
    reveal("factor from 16 to 32 features", my_guess, f"{grown[32] / max(grown[16], 1e-9):.2f}")
    lines = {"measured": ("o", grown), "knowing nothing": (":", {N: N / 4 for N in SIZES})}
    expected = plain_numbers(lambda: {N: predict_error(N)[0] for N in SIZES}, SIZES)
    if expected is not None:
        lines["your prediction"] = ("-", expected)
    show_growth(lines, "The same errors, drawn against steps and against the true number",
                alt="Two panels with the same points. Over steps that double the number of "
                    "features they curve steeply upwards; over the number of features itself "
                    "they lie on a straight line, between the prediction and knowing nothing.",
                both_axes=True)

# %% [markdown]
# The two panels show the same numbers. On the left each step doubles `N`, and the curve shoots up.
# On the right the axis is true.
#
# ### Exercise 4.8: `how_it_grows` (2 points)
#
# How does the error of this network grow with the number of features `N`?
#
# * a) exponentially: it doubles from step to step
# * b) like the square root of `N`: errors of independent features partly cancel
# * c) up to a limit: at some size everything that can be lost is lost
# * d) along a straight line: each further feature adds the same amount

# %% nbgrader={"grade": false, "grade_id": "how_it_grows", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
how_it_grows = "d"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "how_it_grows_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert how_it_grows in ("a", "b", "c", "d"), (
    f'how_it_grows should be one of the letters "a", "b", "c", "d"; it is {how_it_grows!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(how_it_grows, "d", hint="by how much does the error grow from 8 features to 16, "
                                      "for each feature, and from 16 to 32?")
### END HIDDEN TESTS

# %% [markdown]
# ### What became of the two numbers?
#
# Your points lie a little above your prediction. Does the network not copy two features, then?
# Ask it: move one input, and see which answers move. The **slope** of an answer on an input says
# how far the answer goes when the input goes by 1. A copy has the slope 1, a deaf answer 0. (We
# read it off the test rows, as the slope of the straight line that fits them best.)
#
# With 8 features the table of all slopes is small enough to read. We look at it twice: after the
# training of this lab, and after four times as many epochs more, with larger steps.
#
# **Guess first.** How many of the 8 features will the network copy after the short training?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "slopes_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def slopes(model, rows):
    """Slope of every answer of `model` on every input: entry [i, j] is answer j on input i."""
    inputs = rows - rows.mean(axis=0)
    answers = answers_of(model, rows)
    return inputs.T @ (answers - answers.mean(axis=0)) / np.sum(inputs**2, axis=0)[:, None]


noise_of_8 = make_uniform(ROWS, 8, seed=42)
keras.utils.set_random_seed(1)
network = build_simple(8)
train_and_test(network, noise_of_8)
tables = {"after 10 epochs": slopes(network, split(noise_of_8)[1])}
train_and_test(network, noise_of_8, epochs=40, learning_rate=0.1)
tables["after 40 more, with larger steps"] = slopes(network, split(noise_of_8)[1])
reveal("slopes above 0.8 on the first diagonal", my_guess,
       int(np.sum(np.diag(tables["after 10 epochs"]) > 0.8)))
show_slopes(tables, "How far each answer moves with each input",
            alt="Two tables of 8 by 8 slopes. "
                + "; ".join(f"{name}: {np.sum(np.diag(table) > 0.8)} slopes on the diagonal are "
                            f"above 0.8, and the diagonal adds up to {np.trace(table):.2f}"
                            for name, table in tables.items()) + ".")

# %% [markdown]
# Where slopes of middling size are spread about, the code holds *mixtures*: each of its numbers
# serves several features a little. So it is at first, as a rule. A slope near 1 on the diagonal,
# with hardly anything else in its row and column, is a clean copy. Count them in the second table:
# patience brings them out, as a rule two. And look at the sums of the diagonals: both are about 2.
# Two numbers buy two features' worth, thinly spread or in one piece.
#
# Why does it end with copies? By the cross-entropy a whole copy saves $\ln 2 - \tfrac12 = 0.193$
# nats, while the same worth, spread thinly, saves only about 1/6 = 0.167. The difference is small,
# so the way there is long: with 32 features and our budget the code is, as a rule, still a
# mixture. Mixtures save less absolute error too: about 1/6 for each number of the code, where a
# copy saves ¼. That makes a gap of 2 · (¼ − 1/6) = 0.17 above your line for a code of two; compare
# it with the gap in your picture. We ran the experiment once at its full length: with 32 features
# the mean error was 7.61, and two features were copied.

# %% [markdown]
# ## 5. Data with a secret
#
# The next data look busy as well. Each row is a piece of the curve $\sin^2$, one hump long:
#
# $$x_k = \sin^2(s + \theta_k),$$
#
# where the angles $\theta_k$ are `N` evenly spaced numbers from 0 to $\pi$, both ends included,
# the same for every row. The start $s$ is drawn anew for each row, evenly between 0 and $2\pi$.
#
# ### Exercise 4.9: `make_sinusoids` (10 points)
#
# Write `make_sinusoids(n, N, seed)`. It returns `n` such rows as a float32 array, and the same
# `seed` gives the same rows again. Do it without a loop over rows: an array of starts with the
# shape `(n, 1)` plus an array of angles with the shape `(N,)` gives an array `(n, N)`.

# %% nbgrader={"grade": false, "grade_id": "make_sinusoids", "locked": false, "schema_version": 3, "solution": true, "task": false}
def make_sinusoids(n, N, seed):
    """Draw n rows of sin^2 over one hump, each with a random start: float32, (n, N)."""
    ### BEGIN SOLUTION
    starts = np.random.default_rng(seed).uniform(0, 2 * np.pi, size=(n, 1))
    angles = np.linspace(0, np.pi, N)
    return (np.sin(starts + angles) ** 2).astype("float32")
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "make_sinusoids_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
sample = make_sinusoids(100, 9, seed=1)
assert getattr(sample, "shape", None) == (100, 9), (
    f"make_sinusoids(100, 9, seed=1) should be an array of shape (100, 9); "
    f"it is {getattr(sample, 'shape', sample)!r}")
assert sample.dtype == "float32", f"the numbers should be float32, they are {sample.dtype}"
assert sample.min() >= 0 and sample.max() <= 1, (
    f"squares of sines lie between 0 and 1; these numbers lie between {sample.min():.3g} and "
    f"{sample.max():.3g}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.structure.sinusoids(make_sinusoids)
### END HIDDEN TESTS

# %% [markdown]
# In noise, 32 features need 32 numbers. And here? Principal component analysis (PCA, see the last
# lab) tells: the share of the variance that each component holds.
#
# **Guess first.** How many components hold all of the variance?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "waves_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
if not are_rows(lambda: make_sinusoids):
    print("make_sinusoids does not fit, other rows with a secret take its place: back to 4.9")

    def make_sinusoids(n, N, seed):
        random = np.random.default_rng(0)
        turns = random.normal(size=(n, 2))
        turns /= np.linalg.norm(turns, axis=1, keepdims=True)
        return (0.5 + turns @ random.uniform(-0.35, 0.35, size=(2, N))).astype("float32")


waves = np.asarray(make_sinusoids(ROWS, 32, seed=42))
strengths = np.linalg.svd(waves[:2000] - waves[:2000].mean(axis=0), compute_uv=False)
reveal("components with any variance", my_guess, int(np.sum(strengths > 1e-3 * strengths[0])))
show_waves(waves[:2000], "Waves of 32 features hold two numbers' worth, and draw a circle",
           alt="Left: four curves, one hump each at different places; they begin and end at the "
               "same height. Middle: the first two components hold about half of the variance "
               "each, the others none. Right: the rows as points, which form a circle; the place "
               "of the crest runs once around it.")

# %% [markdown]
# Two, exactly. The reason is a formula from school:
#
# $$\sin^2(s + \theta) = \frac{1 - \cos(2s + 2\theta)}{2}
#   = \frac12 - \frac12 \cos 2s \,\cos 2\theta + \frac12 \sin 2s \,\sin 2\theta.$$
#
# Every row is ½ plus a mixture of two fixed patterns, $\cos 2\theta$ and $\sin 2\theta$. The two
# amounts, $\cos 2s$ and $\sin 2s$, are the row's place on a circle. So the data have **rank 2**
# once the mean is taken away: a *linear* code of two numbers reconstructs them without any error.
# And it takes a single number to *make* a row, the start; the circle is a line that bites its own
# tail.
#
# Note the first and the last feature: they are always equal, as $\sin^2$ repeats after $\pi$. With
# `N = 2` these are all there are, so a single number suffices.
#
# ### Exercise 4.10: `sin_error`, `sin_errors` (6 points)
#
# As in exercise 4.7, but with waves: `sin_error(N)` trains a new simple network on `ROWS` rows of
# `make_sinusoids` with `N` features and the seed 42, and returns the mean error. `sin_errors` is
# the dictionary for `N` = 2, 4, 8, 16 and 32.
#
# **Guess first.** Noise of 32 features gave between 7.5 and 8. What will waves of 32 features give?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "sin_errors", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sin_error(N):
    """Mean error of a simple network that was trained on waves of N features."""
    ### BEGIN SOLUTION
    keras.utils.set_random_seed(1)
    return train_and_test(build_simple(N), make_sinusoids(ROWS, N, seed=42)).mean()
    ### END SOLUTION


### BEGIN SOLUTION
sin_errors = {N: sin_error(N) for N in (2, 4, 8, 16, 32)}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sin_errors_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
assert isinstance(sin_errors, dict), (
    f"sin_errors should be a dictionary from N to a mean error, it is {sin_errors!r}")
assert sorted(sin_errors) == [2, 4, 8, 16, 32], (
    f"sin_errors should have the keys 2, 4, 8, 16 and 32, it has {list(sin_errors)}")
assert all(np.ndim(error) == 0 for error in sin_errors.values()), (
    "each value of sin_errors should be one number, the mean over the rows")
### BEGIN HIDDEN TESTS
from autograder import checks

limit = checks.pass_line("waves")
for features, error in sin_errors.items():
    checks.structure.wave_error(error, features, summed_abs_error, make_sinusoids, limit)
fresh = checks.call(sin_error, 6)
checks.structure.wave_error(fresh, 6, summed_abs_error, make_sinusoids, limit)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "sin_growth_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
waved = plain_numbers(lambda: sin_errors, SIZES)
if waved is None:
    print("sin_errors does not fit, so there is no picture: back to 4.10")
else:
    reveal("mean error for waves of 32 features", my_guess, f"{waved[32]:.2f}")
    lines = {"waves": ("s-", waved)}
    if grown is not None:
        lines = {"noise": ("o--", grown), **lines}
    show_growth(lines, "The same network, the same bottleneck: structure can be compressed",
                alt="Mean error against the number of features, from 2 to 32. "
                    + "; ".join(f"{name}: {points[2]:.2f} to {points[32]:.2f}"
                                for name, (_, points) in lines.items()) + ".")

# %% [markdown]
# The same 162 parameters, the same two numbers. What changed is the data.
#
# But the error is not 0, and PCA with two components would reach 0. So it is the sigmoids that
# cost something here: they bend a code that would better be straight. Patience alone does not
# bring it to 0: at full length, two hundred times as many steps, 32 features came down to 1.20 in
# one run of ours. "The activation should not matter much" is easily said.

# %% [markdown]
# ## 6. Deeper, and stuck
#
# Noise had no use for depth. Waves might: a deep network could learn to go *around the circle*.
# We try one to four layers from the input to the code:
#
# ### Exercise 4.11: `layer_networks`, `layer_errors`, `tanh_network`, `tanh_error` (6 points)
#
# 1. For each of the `sizes` in `LAYERS` (given below: `(2,)`, `(16, 2)`, `(16, 6, 2)` and
#    `(16, 8, 4, 2)`) build a mirrored network, with sigmoids, and train it on `waves` with
#    `train_and_test`. Keep the trained network as `layer_networks[sizes]` and its *mean* error as
#    `layer_errors[sizes]`, both dictionaries with the tuple as the key. Call
#    `keras.utils.set_random_seed(1)` before you build each of them.
# 2. Then build the deepest one once more with the activation `"tanh"`, train it in the same way,
#    and keep it as `tanh_network` and its mean error as `tanh_error`.
#
# `tanh` is a sigmoid stretched to the range from −1 to 1: zero in, zero out, and four times as
# steep in the middle.
#
# **Guess first.** Which depth will be best with sigmoids, 1, 2, 3 or 4?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "layers_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
LAYERS = ((2,), (16, 2), (16, 6, 2), (16, 8, 4, 2))

# %% nbgrader={"grade": false, "grade_id": "layer_errors", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
layer_networks, layer_errors = {}, {}
for sizes in LAYERS:
    keras.utils.set_random_seed(1)
    layer_networks[sizes] = build_mirrored(sizes)
    layer_errors[sizes] = train_and_test(layer_networks[sizes], waves).mean()

keras.utils.set_random_seed(1)
tanh_network = build_mirrored((16, 8, 4, 2), activation="tanh")
tanh_error = train_and_test(tanh_network, waves).mean()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "layer_errors_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
depths = [(2,), (16, 2), (16, 6, 2), (16, 8, 4, 2)]
assert isinstance(layer_errors, dict) and sorted(layer_errors, key=len) == depths, (
    f"layer_errors should be a dictionary with the keys {depths}, it is {layer_errors!r}")
assert isinstance(layer_networks, dict) and sorted(layer_networks, key=len) == depths, (
    f"layer_networks should be a dictionary with the keys {depths}")
assert all(np.ndim(error) == 0 for error in [*layer_errors.values(), tanh_error]), (
    "each error should be one number, the mean over the rows")
### BEGIN HIDDEN TESTS
from autograder import checks

tests = checks.call(split, waves)[1]
for sizes in depths:
    network, error = layer_networks[sizes], layer_errors[sizes]
    checks.structure.error_of(error, network, tests, summed_abs_error, f"layer_errors[{sizes}]")
    checks.structure.alike(network, checks.call(build_mirrored, sizes), f"layer_networks[{sizes}]")
checks.structure.error_of(tanh_error, tanh_network, tests, summed_abs_error, "tanh_error")
checks.structure.alike(tanh_network, checks.call(build_mirrored, depths[-1], 32, "tanh"),
                       "tanh_network")
checks.structure.wave_error(layer_errors[(2,)], 32, summed_abs_error, make_sinusoids,
                            checks.pass_line("waves"))
checks.structure.wave_error(tanh_error, 32, summed_abs_error, make_sinusoids,
                            checks.pass_line("tanh"))
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "depth_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
centred = waves[-2000:] - waves[-2000:].mean(axis=0)
main = np.linalg.svd(centred, full_matrices=False)[2][0]
one_number = centred - np.outer(centred @ main, main)  # what one linear number leaves over
rulers = {name: float(np.mean(summed_abs_error(left, np.zeros_like(left))))
          for name, left in {"a constant": centred, "one linear number": one_number}.items()}
by_depth = plain_numbers(lambda: {**layer_errors, "tanh": tanh_error}, [*LAYERS, "tanh"])
if by_depth is None:
    print("layer_errors or tanh_error does not fit, so there is no picture: back to 4.11")
else:
    best = min(range(1, 5), key=lambda depth: by_depth[LAYERS[depth - 1]])
    reveal("best depth with sigmoids", my_guess, best)
    bars = {**{", ".join(map(str, sizes)): by_depth[sizes] for sizes in LAYERS},
            "16, 8, 4, 2\nwith tanh": by_depth["tanh"]}
    show_depths(bars, rulers, "Do more layers help? The last bar has another activation",
                alt="Bars of the mean error on waves. "
                    + "; ".join(f"{' '.join(name.split())}: {error:.2f}"
                                for name, error in bars.items()) + ". Lines to compare with. "
                    + "; ".join(f"{name}: {error:.2f}" for name, error in rulers.items()) + ".")
    kept = waves[-2000:]
    losses = attempt(lambda: [cross_entropy(kept, answers_of(network, kept))
                              for network in [*layer_networks.values(), tanh_network]])
    print("cross-entropy in nats per feature:", *(f"{loss:.4f}" for loss in losses or []),
          f"(a perfect copy of the waves: {cross_entropy(kept, kept):.4f})")

# %% [markdown]
# As a rule depth helps, and then it hurts: two layers beat one, and four end near the line *one
# linear number*, sometimes three already. Which of your bars stand there? Such a network has found
# one direction of the circle, and makes no use of the second number of its code. It is not that
# four layers *cannot* do it: with `tanh` they can. And at full length, two hundred times our
# steps, the four layers of sigmoids got away too, down to 0.5 in one run of ours. At our budget
# such a network **stalls**; if yours has got away already, it had a lucky start.
#
# (The losses tell the same, once you know where they begin: for $\sin^2$ with an even start a
# perfect copy costs $2 \ln 2 - 1 = 0.3863$ nats per feature. What lies above that was lost.)
#
# What holds it back? Look for evidence at the very start of training. The **gradient** of the loss
# says in which direction, and how strongly, each weight should be moved; it is all that training
# goes by. We measure its length for the weights of each layer, before the first step. (A step of
# plain gradient descent moves the weights by the gradient times the learning rate. So we make one
# step, see how far each layer moved, and put the weights back.)
#
# **Guess first.** In the sigmoid network, how many times smaller is the gradient in the first
# layer than in the last one?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "gradients_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def gradient_lengths(model, rows, rate=1000.0):
    """Length of the gradient of the loss for the weights of each layer, from input to output."""
    model.compile(optimizer=keras.optimizers.SGD(rate), loss="binary_crossentropy",
                  run_eagerly=True)
    before = model.get_weights()
    model.train_on_batch(rows, rows)
    after = model.get_weights()
    model.set_weights(before)
    return [float(np.linalg.norm(new - old)) / rate
            for new, old in zip(after, before, strict=True) if old.ndim == 2]


lengths = {}
for rule in ("sigmoid", "tanh"):
    keras.utils.set_random_seed(1)
    fresh_network = build_mirrored((16, 8, 4, 2), activation=rule)
    lengths[f"{rule}, four layers down and up"] = gradient_lengths(fresh_network, waves[:2000])
shrunk = {name: found[-1] / max(found[0], 1e-12) for name, found in lengths.items()}
reveal("times smaller in the first layer", my_guess,
       f"{shrunk['sigmoid, four layers down and up']:,.0f}")
show_gradients(lengths, "The gradient before the first step, layer by layer",
               alt="Length of the gradient on a logarithmic axis against the layer. How many times "
                   "smaller it is in the first layer than in the last: "
                   + "; ".join(f"{name}: {times:,.1f}" for name, times in shrunk.items()) + ".")

# %% [markdown]
# The gradient is computed from the last layer backwards. On its way it is multiplied by the
# weights, and at each sigmoid by the slope of the sigmoid, which is ¼ at most. So it shrinks from
# layer to layer. `tanh` has the slope 1 in its middle. This is known as the **vanishing
# gradient**, and you have measured it.
#
# Is it *the* reason? It is good evidence, not a proof. Our optimizer, Adam, divides each gradient
# by its own usual size, so that small gradients alone need not mean small steps. There is a second
# side of the same coin: forwards, each sigmoid also flattens what it lets through. Before
# training, what leaves the deep sigmoid network hardly depends on what came in. And the swap to
# `tanh` changes both sides at once. An experiment that changes two things cannot tell them apart.
#
# One look at the codes shows how a stalled network and its rescued twin differ.

# %% nbgrader={"grade": false, "grade_id": "codes_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def codes_of(model, rows):
    """The output of the narrowest layer of `model`, two numbers for each row."""
    layer = min(model.layers[1:-1], key=lambda one: one.output.shape[-1])
    encoder = keras.Model(model.inputs[0], layer.output)
    return answers_of(encoder, rows)[:, :2]


pairs_of_numbers = attempt(lambda: {
    "four layers with sigmoid": codes_of(layer_networks[LAYERS[-1]], waves[:2000]),
    "four layers with tanh": codes_of(tanh_network, waves[:2000])})
if pairs_of_numbers is None or {found.shape for found in pairs_of_numbers.values()} != {(2000, 2)}:
    print("without the networks of 4.11 there is no picture of their codes")
else:
    show_codes(pairs_of_numbers, waves[:2000],
               "The codes of 2,000 waves in the networks of four layers",
               alt="Two scatter plots of codes, numbered by the crest of the wave. The codes of a "
                   "network that has stalled lie on one thin line, with different crests on the "
                   "same spot; those of one that has not form a loop with the crests in order.")

# %% [markdown]
# The circle has to become a loop in the code, as waves that look different need different codes.
# Follow the numbers of the crests. In the network with `tanh` they lead once around, bent as the
# loop may be. In a stalled one the loop is squashed onto a line, and they lead there and back: two
# different waves share each spot, and the decoder can only answer with something between them.
#
# ### Exercise 4.12: `why_it_stalls` (2 points)
#
# Which explanation of the stall do your measurements support best?
#
# * a) a code of two numbers is too small for waves of 32 features
# * b) through the sigmoids too little gets back to the first layers for them to learn what to pass
#   on, within this budget
# * c) four layers have so many parameters that the network learns the training rows by heart
# * d) the deeper a network, the larger the best error it can reach

# %% nbgrader={"grade": false, "grade_id": "why_it_stalls", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
why_it_stalls = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "why_it_stalls_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert why_it_stalls in ("a", "b", "c", "d"), (
    f'why_it_stalls should be one of the letters "a", "b", "c", "d"; it is {why_it_stalls!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(why_it_stalls, "b", hint="the network with tanh has the same layers and parameters")
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Digits, the easy and the hard
#
# Noise cannot be compressed, waves can. Digits lie in between, and not all at the same place. The
# next cell trains the network of the first lab for 10 epochs on 60,000 digits: 784 – 32 – 784 with
# `relu` and `sigmoid`, 24.5 times fewer numbers in the middle. It makes `reconstructed`, the
# answers to the 10,000 test images `X_test`.

# %% nbgrader={"grade": false, "grade_id": "digits_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
(X_train, _), (X_test, digits) = keras.datasets.mnist.load_data()
X_train, X_test = (images.reshape(-1, 784).astype("float32") / 255 for images in (X_train, X_test))
keras.utils.set_random_seed(1)
digit_network = keras.Sequential([
    keras.Input(shape=(784,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(784, activation="sigmoid"),
])
digit_network.compile(optimizer="adam", loss="binary_crossentropy")
digit_network.fit(X_train, X_train, epochs=10, batch_size=256, verbose=2)
reconstructed = digit_network.predict(X_test, batch_size=1000, verbose=0)

image_errors = attempt(lambda: np.asarray(summed_abs_error(X_test, reconstructed)))
if image_errors is None or image_errors.shape != (len(X_test),):
    image_errors = np.mean((X_test - reconstructed) ** 2, axis=1)
show_strips(X_test, reconstructed, image_errors, range(10),
            "The first ten test images (summed absolute error below)",
            alt="Ten digits and their reconstructions, which are a little softer.")

# %% [markdown]
# ### Exercise 4.13: `best_idx`, `worst_idx` (8 points)
#
# Find the test images that this network reconstructs best and worst, by their summed absolute
# error. `best_idx` holds the positions in `X_test` of the 100 images with the smallest errors, the
# best one first. `worst_idx` holds the positions of the 100 with the largest errors, the worst one
# first. NumPy's `np.argsort` gives the positions that would sort an array.
#
# **Guess first.** Which digit will be the most frequent among the best 100?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "best_worst", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
order = np.argsort(summed_abs_error(X_test, reconstructed))
best_idx = order[:100]
worst_idx = order[::-1][:100]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "best_worst_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
assert np.shape(best_idx) == (100,), (
    f"best_idx should hold 100 positions, its shape is {np.shape(best_idx)}")
assert np.shape(worst_idx) == (100,), (
    f"worst_idx should hold 100 positions, its shape is {np.shape(worst_idx)}")
assert np.asarray(best_idx).dtype.kind in "iu" and np.asarray(worst_idx).dtype.kind in "iu", (
    "best_idx and worst_idx should hold positions in X_test, which are whole numbers")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.structure.best_first(best_idx, X_test, reconstructed, summed_abs_error, "smallest")
checks.structure.best_first(worst_idx, X_test, reconstructed, summed_abs_error, "largest")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "best_worst_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
chosen = attempt(lambda: [np.asarray(found).astype(int) for found in (best_idx, worst_idx)])
if (chosen is None or any(found.shape != (100,) for found in chosen)
        or np.min(chosen) < 0 or np.max(chosen) >= len(X_test)):
    print("best_idx or worst_idx does not fit, so there is no picture: back to 4.13")
else:
    counts = np.bincount(digits[chosen[0]], minlength=10)
    reveal("most frequent digit of the best 100", my_guess,
           f"{counts.argmax()}, {counts.max()} of 100")
    for which, found in zip(("best", "worst"), chosen, strict=True):
        ten = found[:10]
        show_strips(X_test, reconstructed, image_errors, ten,
                    f"The ten {which} (summed absolute error below)",
                    alt=f"The ten {which} digits above their reconstructions: "
                        + ", ".join(map(str, digits[ten])) + "; errors from "
                        f"{image_errors[ten].min():.0f} to {image_errors[ten].max():.0f}.")
show_by_digit(image_errors, digits, "Mean error of each digit, with one standard deviation",
              alt="Bars of the mean error of each digit: "
                  + ", ".join(f"{digit} {image_errors[digits == digit].mean():.1f}"
                              for digit in range(10)) + ".")

# %% [markdown]
# How many ones are among your best? In one run of ours all of the 100 were. A one has few white
# pixels, so there is little to get wrong; and ones differ from each other mostly in how far they
# lean, which is *one* number. They are the waves among the digits. The worst tend to be large,
# with loops and long strokes, and unlike their fellows: much ink, in a shape that the network saw
# seldom.
#
# Mind what the ruler does here. A *summed* error counts ink as well as skill: where there is more
# to draw, there is more to get wrong. Other rulers would choose other images.

# %% [markdown]
# ### A little experiment, if you like
#
# Is `relu` the cure as well? Its slope is 1 for everything positive. Set `run_experiment = True`
# and give it half a minute; each run starts from other weights. **Guess first**: better than
# `tanh`, worse, or now this, now that?

# %%
run_experiment = False

if run_experiment:
    for seed in range(6):
        keras.utils.set_random_seed(seed)
        model = build_mirrored((16, 8, 4, 2), activation="relu")
        print(f"relu, seed {seed}: mean error {train_and_test(model, waves).mean():.2f}")

# %% [markdown]
# An error of about 10.19 is that of a constant answer. With only two numbers in the code, `relu`
# gambles: where both of them start out negative for all rows, they answer 0 to everything, their
# gradient is 0, and nothing can wake them up again. Such a unit is called *dead*.

# %% [markdown]
# ## What you have now
#
# * What can be compressed is decided by the data. Independent features cannot be: a code of two
#   numbers buys the worth of two features, and you can say what is left over before you train.
# * Data may be simpler than they look. The rank tells how many numbers a linear code needs.
# * A loss must be read beside its floor: 0.68 nats was nearly all that noise allows.
# * Depth is not free. Stacked sigmoids let little of the gradient through; `tanh` mended it here.
# * Easy images are those with little in them that varies.
#
# **Next lab.** *The training loop by hand*: what `fit` does all the time, written out, gradients
# and all.
