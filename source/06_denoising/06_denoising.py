# ---
# jupyter:
#   autograder:
#     limits:
#       cell_seconds: 300
#     pass_lines:
#       mnist:
#         bce: 0.131
#         mean_image: 0.2625
#         psnr: 16.6
#         sparse_bce: 0.095
#         sparse_ratio: 0.51
#       stand-in:
#         bce: 0.14
#         mean_image: 0.2788
#         psnr: 16.2
#         sparse_bce: 0.1
#         sparse_ratio: 0.53
#     title: Sparse, dropout, denoising
#     training:
#       rows: 270000
#       saved:
#         denoiser.keras:
#           mnist: 0.125
#           stand-in: 0.135
#         drawn_anew.keras:
#           mnist: 0.18
#           stand-in: 0.2
#         drawn_once.keras:
#           mnist: 0.18
#           stand-in: 0.2
#         dropout.keras:
#           mnist: 0.104
#           stand-in: 0.11
#         plain.keras:
#           mnist: 0.084
#           stand-in: 0.087
#         sparse.keras:
#           mnist: 0.102
#           stand-in: 0.106
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Sparse, dropout, denoising
#
# Read a word through a dirty window and you do not see the dirt: you know what letters look like.
# Can a network learn that? It would have to meet dirt, and be asked for the letters behind it.
#
# In this lab one small network, 784 → 128 → 784, is trained in four ways. First plainly. Then with
# an obstacle in its way: noise on its input, a price on its code, or holes in its code.
# Each obstacle makes the task harder *while it trains* and is gone afterwards, and each leaves
# something behind that the plain network has not got.
#
# At the end you will be able to
#
# * make noise that is fresh when it should be and the same again when it must be,
# * train a network that removes noise, and say in decibels how well it does,
# * tell what a network does when it sees the same noise again and again, and stop it in time,
# * make a code sparse, and find out whether it is sparse or dead,
# * read a loss that contains more than the images,
# * measure where a denoiser helps, and where it does harm.
#
# | part | what you do | exercises | minutes |
# | --- | --- | --- | --- |
# | 1 | Noise | 6.1 | 10 |
# | 2 | A network that removes it | 6.2–6.4 | 15 |
# | 3 | Noise drawn once, and when to stop | 6.5 | 10 |
# | 4 | A price on the code | 6.6–6.10 | 20 |
# | 5 | Holes in the code | 6.11 | 8 |
# | 6 | Where does a denoiser help? | 6.12 | 7 |
#
# **How to work.** Replace `# YOUR CODE HERE` and the line `raise NotImplementedError()` below it.
# Where you see `my_guess = None`, write down your guess before you run on; it earns no points. The
# whole lab computes for two or three minutes.

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


def show_rows(rows, title, alt):
    """Draw rows of 28 x 28 images; `rows` maps the label of a row to its images."""
    columns = max(len(images) for images in rows.values())
    fig, axes = plt.subplots(len(rows), columns, squeeze=False, layout="constrained",
                             figsize=(0.85 * columns + 1.6, 0.92 * len(rows) + 0.5))
    for line, (label, images) in zip(axes, rows.items(), strict=True):
        line[0].set_ylabel(label, rotation=0, ha="right", va="center")
        for axis, image in zip(line, images, strict=True):
            axis.imshow(np.reshape(image, (28, 28)), cmap="gray", vmin=0, vmax=1)
            axis.set(xticks=[], yticks=[])
            axis.spines[:].set(visible=True, color="0.6")
    fig.suptitle(title)
    finish(alt)


def show_way(title):
    """Draw the way of an image through the denoiser while it trains."""
    _, axis = plt.subplots(figsize=(9, 2.7), layout="constrained")
    steps = {"clean\nimage": 0.5, "add\nnoise": 1.85, "cut to\n0 … 1": 3.15,
             "dense, relu\n128 numbers": 4.9, "dense, sigmoid\n784 numbers": 7.0, "answer": 8.6}
    end = 0
    for step, x in steps.items():
        half, only = 0.42 if x < 4 or x > 8 else 0.8, 1 < x < 4
        axis.add_patch(plt.Rectangle((x - half, -0.4), 2 * half, 0.8, fc="0.85" if only else "w",
                                     ec="black", ls="--" if only else "-"))
        axis.text(x, 0, step, ha="center", va="center")
        if x > 1:
            axis.annotate("", (x - half, 0), (end, 0), arrowprops={"arrowstyle": "->"})
        end = x + half
    for x in (0.5, 8.6):
        axis.annotate("", (x, 0.4), (x, 1), arrowprops={"arrowstyle": "<-"})
    axis.plot([0.5, 8.6], [1, 1], color="black", lw=1)
    axis.text(4.55, 1.08, "the loss compares these two", ha="center", va="bottom")
    axis.text(2.5, -0.55, "in training only, new for every batch", ha="center", va="top")
    axis.set(xlim=(0, 9.1), ylim=(-0.9, 1.4))
    axis.axis("off")
    axis.set_title(title)
    finish(f"{title}: {', '.join(step.replace(chr(10), ' ') for step in steps)}. "
           "The loss compares the answer with the clean image")


def show_curves(histories, title):
    """Draw the losses of several trainings side by side and mark the best epoch of each."""
    _, axes = plt.subplots(1, len(histories), figsize=(9, 3.6), sharey=True, squeeze=False,
                           layout="constrained")
    told = []
    for axis, (name, history) in zip(axes[0], histories.items(), strict=True):
        loss, val = history.history["loss"], history.history["val_loss"]
        epochs = np.arange(1, len(val) + 1)
        mark = "o" if len(val) < 5 else None  # a curve of one epoch would be invisible
        axis.plot(epochs, loss, "k-", marker=mark, label="training images")
        axis.plot(epochs, val, color="0.45", ls="--", marker=mark, label="validation images")
        best = int(np.argmin(val))
        axis.plot(best + 1, val[best], "kv", ms=9, mfc="white")
        side = "right" if best > 0.8 * len(val) else "center"
        axis.annotate(f"lowest: {val[best]:.4f}\nin epoch {best + 1}", (best + 1, val[best]),
                      (0, 14), textcoords="offset points", ha=side, va="bottom", fontsize=9)
        axis.set(title=name, xlabel="epoch", ylim=(0.06, 0.26))
        axis.xaxis.get_major_locator().set_params(integer=True)
        told.append(f"{name}: validation lowest at {val[best]:.4f}, last {val[-1]:.4f}, "
                    f"training last {loss[-1]:.4f}")
    axes[0, 0].set_ylabel("loss (nats per pixel)")
    axes[0, 0].legend(frameon=False)
    plt.gcf().suptitle(title)
    finish(f"{title}. {'; '.join(told)}")


def show_codes(codes, title):
    """Draw how often each value occurs in codes, a panel for each network."""
    _, axes = plt.subplots(1, len(codes), figsize=(9, 3.4), sharey=True, squeeze=False,
                           layout="constrained")
    most = max(np.quantile(code[:1000], 0.9995) for code in codes.values())
    bins = np.linspace(0, most or 1, 41)
    for axis, (name, code) in zip(axes[0], codes.items(), strict=True):
        zero = np.mean(code == 0)
        axis.hist(code[code > 0], bins, weights=np.full(np.sum(code > 0), 1 / code.size),
                  color="0.6", edgecolor="black", lw=0.3)
        axis.bar(-0.7 * bins[1], zero, width=1.2 * bins[1], color="black")
        axis.text(0.97, 0.95, f"black: exactly 0,\n{zero:.1%} of all", ha="right", va="top",
                  transform=axis.transAxes)
        axis.set(title=name, xlabel="number in the code (no unit)", yscale="log",
                 ylim=(1e-5, 1.5))
    axes[0, 0].set_ylabel("share of all numbers")
    plt.gcf().suptitle(title)
    finish(f"{title}: " + ", ".join(f"{name} {np.mean(c == 0):.1%} zeros, mean {c.mean():.2f}"
                                    for name, c in codes.items()))


def first_weights(model):
    """The weights of a model that lead from the 784 pixels to its first units."""
    found = (w for w in model.get_weights() if w.ndim == 2 and len(w) == 784)
    return next(found, np.zeros((784, 12)))


def show_filters(models, title, alt):
    """Draw the weights of the first code numbers as images, a row for each network."""
    fig, axes = plt.subplots(len(models), 12, figsize=(9.4, 0.85 * len(models) + 0.5),
                             layout="constrained")
    for line, (name, model) in zip(axes, models.items(), strict=True):
        line[0].set_ylabel(name, rotation=0, ha="right", va="center")
        for axis, weight in zip(line, first_weights(model).T, strict=False):
            most = np.abs(weight).max() or 1
            axis.imshow(weight.reshape(28, 28), cmap="gray", vmin=-most, vmax=most)
            axis.set(xticks=[], yticks=[])
    fig.suptitle(title)
    finish(alt)


LINES = [("black", "-", "o"), ("0.35", "--", "s"), ("0.55", "-.", "^"), ("black", ":", None)]


def show_lines(x, lines, title, xlabel, ylabel, **limits):
    """Draw several lines over the same numbers `x`; each says its name at its end."""
    _, axis = plt.subplots(figsize=(8.6, 4), layout="constrained")
    for (color, dash, mark), (name, y) in zip(LINES, lines.items(), strict=False):
        axis.plot(x, y, color=color, ls=dash, marker=mark, ms=5, label=name)
        axis.annotate(f" {name}", (x[-1], y[-1]), (5, 0), textcoords="offset points",
                      va="center", fontsize=9)
    axis.set(title=title, xlabel=xlabel, ylabel=ylabel, **limits)
    axis.margins(x=0.02)
    finish(f"{title}. {ylabel} from {x[0]:g} to {x[-1]:g}: "
           + ", ".join(f"{name} {y[0]:.3g} to {y[-1]:.3g}" for name, y in lines.items()))

# %% [markdown]
# ## 1. Noise
#
# The images are those of the labs before: rows of 784 grey values from 0 (black) to 1 (white).
# This time we cut them into *three* parts. One trains the network. One, the **validation images**,
# tells us when to stop and which network to take. Whatever we choose by looking at images is
# fitted to them a little, so the verdict needs images that were never looked at: the **test
# images**.

# %% nbgrader={"grade": false, "grade_id": "images_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def images_in_three_parts():
    """MNIST as rows of 784 float32 in [0, 1]: 54,000 to train, 6,000 to choose, 10,000 to test."""
    (train, _), (test, _) = keras.datasets.mnist.load_data()
    train, test = (part.reshape(len(part), -1).astype("float32") / 255 for part in (train, test))
    return train[:54000], train[54000:], test


X_train, X_valid, X_test = images_in_three_parts()

# %% [markdown]
# How far is a noisy image from the clean one? The mean of the squared differences, the MSE, says
# it, but in tiny numbers. Engineers take its logarithm, as you did in lab 03: with grey values up
# to 1 the **peak signal-to-noise ratio** is
#
# $$\text{PSNR} = -10 \log_{10} \text{MSE}$$
#
# in **decibels**, dB. More is better; an MSE ten times smaller is 10 dB more. And the
# cross-entropy of the labs before, in nats per pixel, measures answers of a network as it did
# there.

# %% nbgrader={"grade": false, "grade_id": "rulers_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def psnr(clean, other):
    """PSNR in dB of `other`, of all images taken together: more is better."""
    return float(-10 * np.log10(np.mean(np.square(clean - other), dtype="float64")))


def bce(clean, answers):
    """Mean binary cross-entropy in nats per pixel: less is better."""
    p = np.clip(answers, 1e-7, 1 - 1e-7)
    return float(-np.mean(clean * np.log(p) + (1 - clean) * np.log1p(-p), dtype="float64"))


def answers(model, images):
    """What a network makes of images, 1,000 at a time; noise and dropout are silent."""
    parts = [model(images[at : at + 1000], training=False) for at in range(0, len(images), 1000)]
    return np.concatenate([keras.ops.convert_to_numpy(part) for part in parts])

# %% [markdown]
# ### Exercise 6.1: `add_noise` (12 points)
#
# Write a function `add_noise(data, noise_factor, seed=None)` that returns a noisy copy of `data`,
# an array of any shape with values from 0 to 1.
#
# * Each number of the array gets noise of its own, drawn from the normal distribution with mean 0
#   and standard deviation 1, times `noise_factor`.
# * What leaves the range from 0 to 1 is cut off: no grey value is blacker than black.
# * The result is float32, and `data` itself stays as it was.
# * With a seed, the same call gives the same noise again. Without one the noise is new each time,
#   whatever was called before.
#
# `np.random.default_rng(seed)` does the last one for you: it makes a generator of your own, from
# your seed, or from a fresh one if `seed` is `None`. (`np.random.seed` would set the one generator
# that the whole notebook shares. Your "new" noise would then repeat after each seeded call.)

# %% nbgrader={"grade": false, "grade_id": "add_noise", "locked": false, "schema_version": 3, "solution": true, "task": false}
def add_noise(data, noise_factor, seed=None):
    """Return `data` with normal noise of standard deviation `noise_factor`, cut to [0, 1]."""
    ### BEGIN SOLUTION
    noise = np.random.default_rng(seed).standard_normal(data.shape, dtype="float32")
    return np.clip(data + noise_factor * noise, 0, 1).astype("float32")
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "add_noise_test", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
noisy = add_noise(np.full((5, 4), 0.5, dtype="float32"), 0.1, seed=1)
assert hasattr(noisy, "shape"), f"add_noise should return an array, it returned {noisy!r}"
assert noisy.shape == (5, 4), (
    f"the noisy copy should have the shape of the data, (5, 4); it has {noisy.shape}")
assert noisy.dtype == "float32", f"the noisy copy should be float32, it is {noisy.dtype}"
### BEGIN HIDDEN TESTS
from autograder import checks

flat = np.full((40, 10, 100), 0.5, dtype="float32")
noisy = checks.call(add_noise, flat, 0.1, 3)
checks.array(noisy, shape=(40, 10, 100), dtype="float32", low=0, high=1)
checks.at_most(np.abs(flat - 0.5).max(), 0, "change that add_noise makes to its data")
own = (noisy - 0.5) / 0.1
for name, axis in [("images", 0), ("rows", 1), ("columns", 2)]:
    checks.at_least(np.std(own, axis=axis).mean(), 0.5, f"difference of the noise between {name}",
                    hint="each number needs noise of its own")
checks.at_most(abs(np.mean(own)), 0.03, "mean of the noise, which should be 0")
checks.at_least(np.std(own), 0.97, "standard deviation of the noise over noise_factor")
checks.at_most(np.std(own), 1.03, "standard deviation of the noise over noise_factor")
checks.at_most(abs(np.mean(np.abs(own) > 2) - 0.0455), 0.008,
               "distance from 0.0455 of the share of noise beyond two standard deviations",
               hint="the noise should be normal, not uniform")

clean = checks.images("test")[:2000]
wanted = checks.denoising.psnr(clean, checks.denoising.noisy(clean, 0.5, 1))
dark = checks.call(add_noise, clean, 0.5, 0)
checks.array(dark, shape=clean.shape, low=0, high=1)
away = abs(checks.denoising.psnr(clean, dark) - wanted)
checks.at_most(away, 0.1, "distance from the PSNR of noise 0.5 that was cut off (dB)")
without_noise = checks.call(add_noise, clean[:50], 0, 1)
checks.close(without_noise, clean[:50])

few = clean[:20]
for seed in (0, 7):
    first, again = (checks.call(add_noise, few, 0.5, seed=seed) for _ in range(2))
    checks.at_most(np.abs(first - again).max(), 0, f"difference of two calls with seed={seed}")
other = checks.call(add_noise, few, 0.5, seed=8)
checks.at_least(np.abs(first - other).max(), 0.1, "difference of calls with seeds 7 and 8")
fresh = []
for _ in range(2):
    checks.call(add_noise, few, 0.5, seed=7)
    fresh.append(checks.call(add_noise, few, 0.5))
checks.at_least(np.abs(fresh[0] - fresh[1]).max(), 0.1, "difference of two calls without a seed",
                hint="a generator that the seeded calls set again is not fresh")
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** We shall use a noise factor of 0.5, so the noise has a variance, a mean square,
# of 0.25. What is the mean squared error of the noisy test images: 0.25, more, or less?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "noisy_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def noise_maker(own):
    """The add_noise of exercise 6.1, kept from changing its data; other noise if it fails."""
    try:
        made = np.asarray(own(X_test[:100].copy(), 0.5, 1))
        fits = made.shape == (100, 784) and bool(np.isfinite(made).all())
    except Exception:
        fits = False
    if fits:
        return lambda data, noise_factor, seed=None: own(np.array(data), noise_factor, seed)
    print("add_noise does not work yet, other noise takes its place: go back to exercise 6.1")
    kept = np.random.default_rng(1).uniform(-0.8, 0.8, 10_000_019).astype("float32")
    return lambda data, noise_factor, seed=None: np.clip(
        data + noise_factor * np.resize(kept, data.shape), 0, 1)


add_noise = noise_maker(globals().get("add_noise"))
X_valid_noisy = add_noise(X_valid, 0.5, seed=1)  # the same noise for every network
X_test_noisy = add_noise(X_test, 0.5, seed=2)
reveal("mean squared error of the noisy test images", my_guess,
       f"{np.mean(np.square(X_test - X_test_noisy)):.4f}, "
       f"that is a PSNR of {psnr(X_test, X_test_noisy):.1f} dB")
show_rows({f"factor {factor}": add_noise(X_test[:9], factor, seed=2)
           for factor in (0.1, 0.3, 0.5, 0.7)},
          "The first nine test images with more and more noise",
          "Nine digits; at factor 0.1 hardly touched, at 0.7 hard to read even for you")

# %% [markdown]
# Cutting off takes about half of it away. Four of five pixels are black (80.7 % on MNIST), and
# where a pixel is black, the half of the noise that is negative is cut off: what is left has a
# mean square of ½ · 0.25 = 0.125. So a noisy image is not only rough, it is also too *bright*: its
# black is, on average, a dark grey of $0.5/\sqrt{2\pi} = 0.20$.
#
# ## 2. A network that removes it
#
# First the network that all others are compared with: the plain autoencoder. Its code has 128
# numbers, which is a lot for MNIST. It trains for ten epochs, some twenty seconds.

# %% nbgrader={"grade": false, "grade_id": "plain_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def build_plain():
    """Build 784 → 128 → 784, compiled: nothing in its way."""
    image = keras.Input(shape=(784,))
    code = keras.layers.Dense(128, activation="relu")(image)
    model = keras.Model(image, keras.layers.Dense(784, activation="sigmoid")(code))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


keras.utils.set_random_seed(1)
plain = build_plain()
plain.fit(X_train, X_train, epochs=10, batch_size=256, shuffle=True,
          validation_data=(X_valid, X_valid), verbose=2)
plain.save("plain.keras")
print(f"its copies of clean test images: {psnr(X_test, answers(plain, X_test)):.1f} dB")

# %% [markdown]
# **Guess first.** This network copies clean test images well, as its last line says. Now it is
# given the noisy ones, which have 9.4 dB on MNIST. How many decibels will its answers have? More
# than that means that it removes some noise without having learned to.

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "copied_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
copied = psnr(X_test, answers(plain, X_test_noisy))
reveal("plain network, given noisy images", my_guess,
       f"{copied:.1f} dB (given clean ones: {psnr(X_test, answers(plain, X_test)):.1f} dB)")
show_rows({"clean": X_test[:9], "noisy": X_test_noisy[:9],
           "plain network": answers(plain, X_test_noisy[:9])},
          "A network that can copy digits is no judge of what is a digit",
          f"Nine digits, clean, noisy ({psnr(X_test, X_test_noisy):.1f} dB), and what the plain "
          f"network answers to the noisy ones ({copied:.1f} dB)")

# %% [markdown]
# Compare its picture with the clean one: what has it lost together with the noise? It was never
# asked to tell digits from dirt, and what it makes of images that it has never met is chance. In
# one run of ours, with five epochs instead of ten, its answers had 10.1 dB.
#
# ### Exercise 6.2: `which_pair` (3 points)
#
# In each step of training a network is shown an *input*, and its answer is compared with a
# *target*. With which pair does it learn to remove noise?
#
# * a) input noisy, target noisy: it is an autoencoder, and an autoencoder's target is its input
# * b) input noisy, target clean
# * c) input clean, target noisy: it has to see what noise does to an image before it can undo it
# * d) input clean, target clean, only for longer: who knows digits perfectly draws digits,
#   whatever comes in

# %% nbgrader={"grade": false, "grade_id": "which_pair", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
which_pair = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "which_pair_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
assert which_pair in ("a", "b", "c", "d"), (
    f'which_pair should be one of the letters "a", "b", "c", "d"; it is {which_pair!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(which_pair, "b", hint="the loss asks for the target: what do you want to get?")
### END HIDDEN TESTS

# %% [markdown]
# Such a network is called a **denoising autoencoder**. It still needs no labels: we made the noise
# ourselves, so the clean image is at hand. Only its target is no longer its input.
#
# Where does the noise come in? There are two ways.
#
# * **Drawn once.** `X_train_noisy = add_noise(X_train, 0.5)`, then train on that array. Every
#   epoch shows the same noise on the same image. Many tutorials do this. Part 3 looks at what
#   follows.
# * **A layer that makes it.** `keras.layers.GaussianNoise(0.5)` adds normal noise to what passes
#   through it, *new for every batch*, and only while the network trains: `predict` and `evaluate`
#   pass through it untouched. So each epoch shows every image with noise never seen before.
#
# One thing that layer does not do: it does not cut off. Without a cut the network would train on
# values from about −2 to 3, and then be used on images that stay between 0 and 1. A layer that
# cuts to [0, 1] is `keras.layers.ReLU(max_value=1.0)`; images that lie in [0, 1] anyway pass it
# unchanged.

# %% nbgrader={"grade": false, "grade_id": "way_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
show_way("The denoiser while it trains: it makes its own noise")

# %% [markdown]
# ### Exercise 6.3: `denoiser` (10 points)
#
# Build the network of the picture as a Keras model named `denoiser`, and compile it:
#
# 1. an input of 784 numbers;
# 2. `GaussianNoise` with a standard deviation of 0.5;
# 3. the cut to [0, 1];
# 4. a dense layer of 128 numbers with `relu`, and a dense layer of 784 numbers with `sigmoid`;
# 5. optimizer `"adam"`, loss `"binary_crossentropy"`.
#
# Start with `keras.utils.set_random_seed(1)`, so that you get the same network each time.

# %% nbgrader={"grade": false, "grade_id": "denoiser", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
image = keras.Input(shape=(784,))
noisy_image = keras.layers.GaussianNoise(0.5)(image)
noisy_image = keras.layers.ReLU(max_value=1.0)(noisy_image)
code = keras.layers.Dense(128, activation="relu")(noisy_image)
denoiser = keras.Model(image, keras.layers.Dense(784, activation="sigmoid")(code))
denoiser.compile(optimizer="adam", loss="binary_crossentropy")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "denoiser_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
assert hasattr(denoiser, "layers"), f"denoiser should be a Keras model, it is {denoiser!r}"
assert denoiser.input_shape == (None, 784), (
    f"denoiser should take images of 784 numbers, its input shape is {denoiser.input_shape}")
assert denoiser.output_shape == (None, 784), (
    f"denoiser should make images of 784 numbers, its output shape is {denoiser.output_shape}")
assert denoiser.compiled, "denoiser has not been compiled: call denoiser.compile(...)"
### BEGIN HIDDEN TESTS
from autograder import checks

checks.denoising.noise_layer(denoiser, 0.5)
checks.denoising.two_layers(denoiser, 128)
checks.compiled(denoiser, loss="binary_crossentropy")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "network_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def works(model):
    """Whether a model takes images, answers with images and is compiled."""
    ends = [getattr(model, end, None) for end in ("input_shape", "output_shape")]
    fits = isinstance(model, keras.Model) and ends == [(None, 784), (None, 784)]
    return fits and model.compiled


def steps_of(model):
    """The layers and operations of a model one after the other, those of models inside it too."""
    found = []
    for step in getattr(model, "operations", model.layers):
        if isinstance(step, keras.Model):
            found += steps_of(step)
        elif not isinstance(step, keras.layers.InputLayer):
            found.append(step)
    return found


def at_code(model):
    """The steps of a model before its last dense layer, which take images to codes, and after."""
    steps = steps_of(model)
    at = max(n for n, step in enumerate(steps) if isinstance(step, keras.layers.Dense))
    return steps[:at], steps[at:]


def through(steps, values):
    """What steps make of images or codes, 1,000 at a time."""
    made = []
    for at in range(0, len(values), 1000):
        part = keras.ops.convert_to_tensor(values[at : at + 1000])
        for step in steps:
            part = step(part)
        made.append(keras.ops.convert_to_numpy(part))
    return np.concatenate(made)


def encode(model, images):
    """The codes of images: what enters the last dense layer of a network."""
    return through(at_code(model)[0], images)


def decode(model, codes):
    """The images that the last dense layer draws from codes."""
    return through(at_code(model)[1], codes)


def usable(model, name):
    """Return a model that the lab can go on with: this one, or the plain network."""
    try:
        fits = works(model) and decode(model, encode(model, X_test[:2])).shape == (2, 784)
    except Exception:
        fits = False
    if not fits:
        print(f"{name} does not fit yet, the plain network takes its place")
    return model if fits else plain


if not works(globals().get("denoiser")):
    print("denoiser does not fit yet, a plain network takes its place: go back to exercise 6.3")
    denoiser = build_plain()

# %% [markdown]
# ### Exercise 6.4: `denoiser_history` (8 points)
#
# Train it, and keep what `fit` returns as `denoiser_history`:
#
# * input and target are `X_train`, clean. The network makes its noise itself, and the target is
#   what the noise was put on;
# * 10 epochs, batches of 256;
# * `validation_data`: here the noise layer is silent, so the noise must be in the images. Input
#   `X_valid_noisy`, target `X_valid`. They carry the same noise in every epoch, as an exam should
#   that is given to all;
# * `verbose=2`.
#
# Then save the network with `denoiser.save("denoiser.keras")` and hand that file in with your
# notebook. When your work is graded, training is cut short, and good weights in the file are used
# instead. The files that the other cells save go with it.
#
# **Guess first**: how many decibels will the denoised test images have? The noisy ones have 9.4.

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "denoiser_fit", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
denoiser_history = denoiser.fit(
    X_train, X_train, epochs=10, batch_size=256,
    validation_data=(X_valid_noisy, X_valid), verbose=2)
denoiser.save("denoiser.keras")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "denoiser_fit_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
assert hasattr(denoiser_history, "params"), (
    f"keep what fit returns, denoiser_history = denoiser.fit(...); it is {denoiser_history!r}")
assert denoiser_history.params["epochs"] == 10, (
    f"ask for 10 epochs, not for {denoiser_history.params['epochs']}")
assert "val_loss" in denoiser_history.history, (
    "there is no loss on validation images: pass them to fit as validation_data")
### BEGIN HIDDEN TESTS
from autograder import checks

right = checks.denoising.passes(lambda: (
    checks.denoising.noise_layer(denoiser, 0.5), checks.denoising.two_layers(denoiser, 128),
    checks.compiled(denoiser, loss="binary_crossentropy")))
checks.denoising.asked(denoiser_history, epochs=10, steps=211, own_target=right)
clean = checks.images("test")
dirty = checks.denoising.noisy(clean, 0.5, seed=0)
cleaned = checks.predict(denoiser, dirty)
loss = checks.denoising.bce(clean, cleaned)
if right:
    checks.at_least(checks.denoising.psnr(clean, cleaned), checks.pass_line("psnr"),
                    "PSNR of the denoised test images (dB)")
    checks.at_most(loss, checks.pass_line("bce"),
                   "cross-entropy of the denoised test images (nats per pixel)")
    exam = checks.denoising.bce(X_valid, checks.predict(denoiser, X_valid_noisy))
    away = min(abs(said / exam - 1) for said in denoiser_history.history["val_loss"])
    checks.at_most(away, 0.1, "distance between val_loss and the loss on noisy validation images",
                   hint="validation_data should be noisy images and clean targets")
else:  # a mistake in the network is not counted again
    copied = checks.denoising.bce(clean, checks.predict(denoiser, clean))
    checks.at_most(min(loss, copied), checks.pass_line("mean_image"),
                   "cross-entropy of the answers to test images (nats per pixel)")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "denoised_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
denoised = answers(denoiser, X_test_noisy)
reveal("denoised test images", my_guess,
       f"{psnr(X_test, denoised):.1f} dB, "
       f"cross-entropy {bce(X_test, denoised):.4f} nats per pixel")
show_rows({"clean": X_test[:9], f"noisy, {psnr(X_test, X_test_noisy):.1f} dB": X_test_noisy[:9],
           f"plain, {psnr(X_test, answers(plain, X_test_noisy)):.1f} dB":
               answers(plain, X_test_noisy[:9]),
           f"denoised, {psnr(X_test, denoised):.1f} dB": denoised[:9]},
          "What the denoiser makes of the noisy images",
          "Nine digits, clean, noisy, as the plain network answers, and denoised; the denoised "
          "ones are soft digits on black")

# %% [markdown]
# Black is black again, and the digits are back, with softer edges. Where the noise has hidden
# where a stroke ends, a grey edge is the cautious bet, and caution is what the loss rewards.
#
# Was it the *pair*? We tried the others. With noisy → noisy, for ten epochs on MNIST, these test
# images had 12.7 dB in one run of ours, and their ground was dark grey, because the mean of the
# noise is all that can be foretold of a noisy target. Clean → clean is the plain network above.
#
# Nor is the cut a trifle. In one run of ours the same denoiser without it reached 17.1 dB instead
# of 18.0. It had trained on darker blacks and brighter whites than it was ever given afterwards.
#
# ## 3. Noise drawn once, and when to stop
#
# What if the noise were drawn once, before training? Here is a race to find out: two networks of
# the same size that start from the same weights, with the same 1,000 images and the same number of
# steps, 60 epochs in batches of 32. One trains on noise drawn once, the other draws anew for every
# batch.
#
# **Guess first.** Which curve will be lower at the end for the *training* images, and which for
# the validation images?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "race_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def start(fresh):
    """Build a denoiser: with a noise layer, or, if the noise is in the images, without one."""
    keras.utils.set_random_seed(1)
    image = keras.Input(shape=(784,))
    end = image
    if fresh:
        # Without a seed of its own the layer would take one that is meant for the weights. It
        # only says where the noise begins: each batch still gets new noise.
        noisy = keras.layers.GaussianNoise(0.5, seed=1)(image)
        end = keras.layers.ReLU(max_value=1.0)(noisy)
    end = keras.layers.Dense(128, activation="relu")(end)
    model = keras.Model(image, keras.layers.Dense(784, activation="sigmoid")(end))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


def race(model, images, callbacks=()):
    """Train for 60 epochs on the first 1,000 images, with the given input images."""
    return model.fit(images, X_train[:1000], epochs=60, batch_size=32, verbose=0,
                     validation_data=(X_valid_noisy[:2000], X_valid[:2000]),
                     validation_batch_size=1000, callbacks=list(callbacks))


X_once = add_noise(X_train[:1000], 0.5, seed=3)
once, fresh = start(fresh=False), start(fresh=True)
races = {"noise drawn once": race(once, X_once),
         "noise drawn for every batch": race(fresh, X_train[:1000])}
once.save("drawn_once.keras")
fresh.save("drawn_anew.keras")
lowest = min(races, key=lambda name: races[name].history["loss"][-1])
reveal("lower at the end for the training images", my_guess, lowest)
show_curves(races, "1,000 images, 60 epochs: the same noise again, or new noise")

# %% [markdown]
# With noise drawn once the training loss falls and falls, while the validation loss turns round
# and rises. The network is learning *this* noise on *these* images by heart, and what is learned
# by heart is of no use in the exam. With fresh noise there is nothing to learn by heart, only
# digits. Its training loss is higher, for its task is harder, and its exam is better.
#
# How much it matters depends on how often the same noise comes back. With all 54,000 images and
# ten epochs, the two ways were hardly apart on MNIST, in one run of ours 17.95 dB drawn once and
# 17.98 dB fresh. The fewer the images and the more the epochs, the wider the gap. Fresh noise
# costs nothing, so there is no reason to find out where.
#
# When the validation loss turns round, training should end, and better still: the weights of the
# best epoch should come back. A **callback** can do that. It is an object that `fit` tells about
# every epoch, and that may say stop.
#
# ### Exercise 6.5: `early_stopping` (8 points)
#
# Write a function `early_stopping(patience)` that returns a new `keras.callbacks.EarlyStopping`
# which
#
# * watches the loss on the *validation* images;
# * stops the training when that loss has not become smaller for `patience` epochs;
# * then brings back the weights of the epoch in which it was smallest. Keras does *not* do so
#   unless you ask for it: the documentation of `EarlyStopping` names the argument.

# %% nbgrader={"grade": false, "grade_id": "early_stopping", "locked": false, "schema_version": 3, "solution": true, "task": false}
def early_stopping(patience):
    """Return a callback that stops when val_loss is stuck, and restores the best weights."""
    ### BEGIN SOLUTION
    return keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=patience, restore_best_weights=True)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "early_stopping_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
callback = early_stopping(3)
assert hasattr(callback, "patience"), (
    f"early_stopping should return a keras.callbacks.EarlyStopping, it returned {callback!r}")
assert callback.patience == 3, (
    f"early_stopping(3) should have a patience of 3, it has {callback.patience}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.regularised.stops_and_restores(early_stopping, 2)
checks.regularised.stops_and_restores(early_stopping, 6)
### END HIDDEN TESTS

# %% [markdown]
# Now the race again, noise drawn once, with your callback and a patience of 5.
#
# **Guess first.** After how many of the 60 epochs will it stop?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "stopped_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def stopper(patience):
    """The callback of exercise 6.5, in a list; an empty list should it not work."""
    try:
        callback = early_stopping(patience)
        if isinstance(callback, keras.callbacks.Callback):
            return [callback]
    except Exception:
        pass
    print("early_stopping does not work yet, so nothing stops: go back to exercise 6.5")
    return []


stopped = start(fresh=False)
stopped_history = race(stopped, X_once, stopper(5))
reveal("epochs until it stopped", my_guess, len(stopped_history.epoch))
for name, model in [("drawn once, 60 epochs", once), ("drawn once, stopped", stopped),
                    ("drawn for every batch", fresh)]:
    cleaned = answers(model, X_test_noisy)
    print(f"{name:24} {bce(X_test, cleaned):.4f} nats per pixel, "
          f"{psnr(X_test, cleaned):.2f} dB")

# %% [markdown]
# Stopping in time saves the epochs that are left. How much of the damage does it repair? Compare
# the first column: with noise drawn once to the end, with noise drawn once and stopped, with fresh
# noise. Then compare the decibels. They need not tell the same: the long training may be worse in
# cross-entropy and yet no worse in squared error. The two losses do not charge alike for being
# *sure* and wrong. One pixel costs at most 1 in squared error, and any amount in cross-entropy.
# Early stopping makes small what it watches, and nothing else.
#
# Note who judged. The validation images chose the epoch; the decibels are those of the test
# images, which chose nothing.
#
# ## 4. A price on the code
#
# A code of 128 numbers is long, and nothing keeps the plain network from using all of them for
# every image. Can it say the same with fewer, or with smaller ones? Let us charge for them. An
# **L1 penalty** on the code adds
#
# $$\lambda \sum_{j=1}^{128} |a_j|$$
#
# to the loss of an image, where $a_1, \dots, a_{128}$ is its code. A number that is not 0 now has
# to be worth its price. In Keras it is an argument of the layer that makes the code,
# `activity_regularizer=keras.regularizers.L1(lam)`: *activity* is what comes out of a layer. The
# sum runs over the code, the mean over the images of the batch. (`kernel_regularizer`, next to it,
# would charge for the *weights*, which is something else.)
#
# ### Exercise 6.6: `ten_e_minus_five` (2 points)
#
# A well-known tutorial on sparse autoencoders writes its λ as `10e-5`. Which number is that?
#
# * a) 0.00001
# * b) 0.0001
# * c) 0.00005
# * d) 0.000001

# %% nbgrader={"grade": false, "grade_id": "ten_e_minus_five", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
ten_e_minus_five = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "ten_e_minus_five_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert ten_e_minus_five in ("a", "b", "c", "d"), (
    f'ten_e_minus_five should be one of the letters "a", "b", "c", "d"; it is '
    f'{ten_e_minus_five!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(ten_e_minus_five, "b", hint="the e stands for 'times ten to the power of'")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 6.7: `sparse_ae` (10 points)
#
# Write a function `sparse_ae(lam)` that returns a new, compiled model: 784 → 128 → 784 like
# `build_plain` above, with an L1 penalty of `lam` on its code.

# %% nbgrader={"grade": false, "grade_id": "sparse_ae", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sparse_ae(lam):
    """Build 784 → 128 → 784, compiled, with an L1 penalty of `lam` on the code."""
    ### BEGIN SOLUTION
    image = keras.Input(shape=(784,))
    code = keras.layers.Dense(128, activation="relu",
                              activity_regularizer=keras.regularizers.L1(lam))(image)
    model = keras.Model(image, keras.layers.Dense(784, activation="sigmoid")(code))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sparse_ae_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
priced = sparse_ae(0.01)
assert hasattr(priced, "layers"), (
    f"sparse_ae should return one model, it returned {type(priced).__name__}")
assert priced.input_shape == priced.output_shape == (None, 784), (
    f"the model should turn 784 numbers into 784, its shapes are {priced.input_shape} and "
    f"{priced.output_shape}")
assert priced.compiled, "sparse_ae should return a compiled model"
### BEGIN HIDDEN TESTS
from autograder import checks

for factor in (0.003, 0.00002):
    model = checks.call(sparse_ae, factor)
    checks.denoising.two_layers(model, 128)
    checks.regularised.penalises(model, factor)
    checks.compiled(model, loss="binary_crossentropy")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "sparse_ae_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def maker(name, setting):
    """The function called `name`; should its models not fit, one that builds plain networks."""
    try:
        model = globals()[name](setting)
        fits = works(model) and decode(model, encode(model, X_test[:2])).shape == (2, 784)
    except Exception:
        fits = False
    if fits:
        return globals()[name]
    print(f"{name} does not work yet, plain networks take the place of its models")
    return lambda setting: build_plain()


sparse_ae = maker("sparse_ae", 0.001)

# %% [markdown]
# ### Exercise 6.8: `sparse`, `sparse_history` (6 points)
#
# Set the seed to 1 with Keras's `set_random_seed`, build `sparse` with a λ of 0.0001, and train it
# as the plain network was trained: on `X_train`, for 10 epochs, in batches of 256, with `X_valid`
# as validation data, `verbose=2`. Keep what `fit` returns as `sparse_history`, and save the
# network as `sparse.keras`.

# %% nbgrader={"grade": false, "grade_id": "sparse_fit", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
sparse = sparse_ae(0.0001)
sparse_history = sparse.fit(
    X_train, X_train, epochs=10, batch_size=256,
    validation_data=(X_valid, X_valid), verbose=2)
sparse.save("sparse.keras")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sparse_fit_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
assert hasattr(sparse, "layers"), f"sparse should be a Keras model, it is {sparse!r}"
assert hasattr(sparse_history, "params"), (
    f"keep what fit returns, sparse_history = sparse.fit(...); it is {sparse_history!r}")
assert sparse_history.params["epochs"] == 10, (
    f"ask for 10 epochs, not for {sparse_history.params['epochs']}")
assert "val_loss" in sparse_history.history, (
    "there is no loss on validation images: pass them to fit as validation_data")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.denoising.asked(sparse_history, epochs=10, steps=211, own_target=True)
example = checks.call(sparse_ae, 0.0001)
right = checks.denoising.passes(lambda: (
    checks.denoising.two_layers(example, 128), checks.regularised.penalises(example, 0.0001),
    checks.compiled(example, loss="binary_crossentropy")))
if right:  # else the mistake was made, and counted, in sparse_ae
    clean = checks.images("test")
    checks.at_most(checks.denoising.bce(clean, checks.predict(sparse, clean)),
                   checks.pass_line("sparse_bce"),
                   "pure cross-entropy of sparse on the test images (nats per pixel)",
                   hint="if hardly anything is left of its code, the code says hardly anything")
    checks.regularised.penalises(sparse, 0.0001)
    share = (checks.regularised.mean_code(sparse, clean)
             / checks.regularised.mean_code(plain, clean))
    checks.at_most(share, checks.pass_line("sparse_ratio"),
                   "mean number in the code of sparse over that of plain")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "sparse_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
sparse = usable(globals().get("sparse"), "sparse")
for name, model in [("plain", plain), ("sparse", sparse)]:
    said = model.evaluate(X_valid, X_valid, batch_size=1000, verbose=0)
    print(f"{name:8} what evaluate says, and what fit prints as val_loss: {said:.4f}")

# %% [markdown]
# The price makes it draw worse, it seems. Much worse? Not so fast.
#
# ### Exercise 6.9: `what_val_loss_holds` (3 points)
#
# The cross-entropy of the answers of `sparse` to the validation images, computed from the images
# alone, is clearly *smaller* than its `val_loss`. How can that be?
#
# * a) the penalty belongs to training only; `val_loss` is larger because the network has not seen
#   these images before
# * b) `val_loss` is a mean over batches, and the mean of means is not the mean
# * c) `val_loss` contains the penalty: it is the cross-entropy of the images plus the price of
#   their codes
# * d) relu is different in training and afterwards, as a noise layer is

# %% nbgrader={"grade": false, "grade_id": "what_val_loss_holds", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
what_val_loss_holds = "c"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "what_val_loss_holds_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
assert what_val_loss_holds in ("a", "b", "c", "d"), (
    f'what_val_loss_holds should be one of the letters "a", "b", "c", "d"; it is '
    f'{what_val_loss_holds!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(what_val_loss_holds, "c",
              hint="plain has no such difference; what does sparse have that plain has not?")
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** What is the pure cross-entropy of `sparse` on the validation images?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "pure_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
codes = encode(sparse, X_valid)
pure, price = bce(X_valid, answers(sparse, X_valid)), 0.0001 * np.abs(codes).sum(axis=1).mean()
reveal("pure cross-entropy of sparse", my_guess, f"{pure:.4f} nats per pixel")
print(f"price of the codes         {price:.4f}")
print(f"together                   {pure + price:.4f}")
print(f"plain, for comparison      {bce(X_valid, answers(plain, X_valid)):.4f}")

# %% [markdown]
# Together they are what `evaluate` said, up to rounding. Whoever compares the printed losses of a
# plain and a sparse network compares two different things. Take the penalty out first, then
# compare.
#
# So what did the price buy? Three numbers tell.
#
# ### Exercise 6.10: `mean_code`, `active_fraction`, `dead_units` (14 points)
#
# Write three functions. Each takes `codes`, an array with one row for each image and one column
# for each unit (each number of the code), none of them negative, and returns one number:
#
# * `mean_code(codes)`: the mean of all numbers;
# * `active_fraction(codes)`: the share, from 0 to 1, of all numbers that are greater than 0;
# * `dead_units(codes)`: how many units are 0 for *every* image.
#
# For the two images and three units `[[0, 1, 0], [0, 3, 2]]` the answers are 1.0, 0.5 and 1.

# %% nbgrader={"grade": false, "grade_id": "report", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def mean_code(codes):
    """The mean of all numbers in the codes."""
    return np.mean(codes)


def active_fraction(codes):
    """The share of all numbers that are greater than 0."""
    return np.mean(codes > 0)


def dead_units(codes):
    """How many columns hold nothing but 0."""
    return int(np.sum(np.all(codes == 0, axis=0)))
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "report_test", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
example = np.array([[0, 1, 0], [0, 3, 2]], dtype="float32")
for function in (mean_code, active_fraction, dead_units):
    value = function(example)
    assert np.ndim(value) == 0 and value is not None, (
        f"each of the three functions should return one number, one returned {value!r}")
### BEGIN HIDDEN TESTS
from autograder import checks

random = np.random.default_rng(0)
for images, units in [(2, 3), (40, 9), (9, 40)]:
    codes = random.random((images, units), dtype="float32") * 5
    codes[random.random(codes.shape) < 0.6] = 0
    codes[:, 1] = 0
    codes[0] = 0
    codes[-1, 0] = 0.0001
    alive = [unit for unit in range(units) if any(number > 0 for number in codes[:, unit])]
    mean = checks.call(mean_code, codes.copy())
    checks.close(mean, codes.sum() / (images * units), 1e-5)
    fraction = checks.call(active_fraction, codes.copy())
    checks.close(fraction, np.count_nonzero(codes) / (images * units), 1e-6)
    dead = checks.call(dead_units, codes.copy())
    checks.close(dead, units - len(alive), 0)
### END HIDDEN TESTS

# %% [markdown]
# To have all cases at hand, here is a third network: the same with λ = 0.01, a hundred times the
# price, on the first 10,000 images.
#
# **Guess first.** How many of the 128 units does the plain network leave unused for all test
# images? And what share of the numbers in an ordinary sparse code is not 0?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "sparsity_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
keras.utils.set_random_seed(1)
dear = sparse_ae(0.01)
dear.fit(X_train[:10000], X_train[:10000], epochs=1, batch_size=64, verbose=0)


def tell(function, codes):
    """The value of one of the three functions as text; a dash should it not work."""
    try:
        return f"{float(globals()[function](codes)):10.3f}"
    except Exception:
        return f"{'-':>10}"


reveal("dead units, share that is active", my_guess, "see the table")
codes = {"plain": encode(plain, X_test), "sparse": encode(sparse, X_test)}
dear_codes = encode(dear, X_test)
print(f"{'':16}{'mean':>10}{'active':>10}{'dead':>10}   pure cross-entropy (nats per pixel)")
for name, model, code in [("plain", plain, codes["plain"]),
                          ("λ = 0.0001", sparse, codes["sparse"]),
                          ("λ = 0.01", dear, dear_codes)]:
    told = "".join(tell(name, code) for name in ("mean_code", "active_fraction", "dead_units"))
    print(f"{name:16}{told}   {bce(X_test, decode(model, code)):.4f}")
show_codes(codes, "All numbers in the codes of the test images, plain and sparse")

# %% [markdown]
# Compare the first two rows: the price of 0.0001 makes the numbers much smaller and sends more of
# them to 0, at a small cost in cross-entropy. The price of 0.01 is too much: the cheapest code is
# none at all. Where hardly anything is active, every image gets nearly the same answer, and no
# answer that is always the same does better than 0.26 on MNIST, the mean image. By the first three
# columns alone that would be the *sparsest* code of all. So look at both: a small mean *and* a
# good cross-entropy. It is easy to be brief when one has nothing to say.

# %% [markdown]
# ### An experiment, if you like
#
# What lies between? With `run_experiment = True` a network with λ = 0.001 is trained for five
# epochs, about ten seconds. **Guess first**: will units die?

# %%
run_experiment = False

if run_experiment:
    keras.utils.set_random_seed(1)
    between = sparse_ae(0.001)
    between.fit(X_train, X_train, epochs=5, batch_size=256, verbose=2)
    code = encode(between, X_test)
    print(f"mean {mean_code(code):.3f}, active {active_fraction(code):.3f}, "
          f"dead {dead_units(code)}, pure {bce(X_test, answers(between, X_test)):.4f}")

# %% [markdown]
# ## 5. Holes in the code
#
# Noise on the image was one obstacle, a price on the code another. The third: let numbers of the
# code go missing at random. **Dropout** with a rate of 0.3 sets each number to 0 with a chance of
# 0.3, drawn anew for every image in every step, and divides those that remain by 0.7, so that
# their sum stays the same on average. Like the noise layer it works in training only. No unit can
# rely on another to be there, so what is important had better be said by more than one. (Put
# behind the *input* instead, dropout makes pixels black at random. That is noise of another kind,
# and a network that has to answer with the whole image learns to remove it.)
#
# ### Exercise 6.11: `dropout_ae` (12 points)
#
# Write a function `dropout_ae(rate)` that returns a new, compiled model: 784 → 128 → 784 like
# `build_plain`, with a `keras.layers.Dropout` that drops the share `rate` of the *code*.

# %% nbgrader={"grade": false, "grade_id": "dropout_ae", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dropout_ae(rate):
    """Build 784 → 128 → 784, compiled; a share `rate` of the code is dropped in training."""
    ### BEGIN SOLUTION
    image = keras.Input(shape=(784,))
    code = keras.layers.Dense(128, activation="relu")(image)
    code = keras.layers.Dropout(rate)(code)
    model = keras.Model(image, keras.layers.Dense(784, activation="sigmoid")(code))
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "dropout_ae_test", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
holed = dropout_ae(0.5)
assert hasattr(holed, "layers"), (
    f"dropout_ae should return one model, it returned {type(holed).__name__}")
assert holed.input_shape == holed.output_shape == (None, 784), (
    f"the model should turn 784 numbers into 784, its shapes are {holed.input_shape} and "
    f"{holed.output_shape}")
assert holed.compiled, "dropout_ae should return a compiled model"
### BEGIN HIDDEN TESTS
from autograder import checks

for rate in (0.2, 0.6):
    model = checks.call(dropout_ae, rate)
    checks.denoising.two_layers(model, 128)
    checks.regularised.drops(model, rate)
    checks.compiled(model, loss="binary_crossentropy")
### END HIDDEN TESTS

# %% [markdown]
# The next cell trains it with a rate of 0.3. Then all three networks are put to a test: more and
# more numbers of their codes, chosen at random, are set to 0.
#
# **Guess first.** With a quarter of the code gone, how large will the loss of the plain network
# be? With all of it, it is the last number in the first row of the table in part 4. Put your guess
# beside the mean image, which costs 0.26 on MNIST.

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "holes_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
dropout_ae = maker("dropout_ae", 0.3)
keras.utils.set_random_seed(1)
dropout = dropout_ae(0.3)
dropout.fit(X_train, X_train, epochs=10, batch_size=256, shuffle=True,
            validation_data=(X_valid, X_valid), verbose=2)
dropout.save("dropout.keras")

networks = {"plain": plain, "sparse": sparse, "dropout": dropout}
missing, some = [0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5], X_test[:1000]


def loss_with_holes(model, share):
    """The loss on some test images when a share of the code, chosen by lot, is set to 0."""
    code = encode(model, some)
    lot = np.random.default_rng(1).random(code.shape)
    return bce(some, decode(model, np.where(lot < share, 0, code)))


holes = {name: [loss_with_holes(model, share) for share in missing]
         for name, model in networks.items()}
reveal("plain, a quarter of the code gone", my_guess,
       f"{holes['plain'][missing.index(0.25)]:.3f} nats per pixel")
show_lines(missing, holes, "How well each network draws from a code with holes",
           "share of the code that is missing", "loss (nats per pixel)", ylim=(0, None))

# %% [markdown]
# With the whole code the plain network is best. It has put every number to work, and each is
# missed. See where its line passes 0.26: from there on it draws no better than somebody who shows
# the mean image whatever is asked. And the line of the sparse network? Where a number of the code
# is 0 anyway, a hole changes nothing. The dropout network says less with the whole code and loses
# less with a part of it: what it says, it says more than once. That is what one calls a
# *redundant* code.
#
# And did you see its losses during training? Compare the two of an epoch: as a rule the validation
# loss is the *smaller* one. Nothing is wrong: the holes are in the code when the training loss is
# measured, and not when the validation loss is.
#
# What does a unit look for? The weights that lead to it from the 784 pixels can be drawn as an
# image, its **filter**: bright where a bright pixel makes its number larger, dark where it makes
# it smaller.

# %% nbgrader={"grade": false, "grade_id": "filters_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
shown = {"plain": plain, "dropout": dropout, "denoiser": denoiser}
corners = X_train.max(axis=0) == 0
print(f"{corners.sum()} pixels in the corners are black in every training image;")
print("spread (standard deviation) of the weights of a unit there, half the units have more:")
for name, model in shown.items():
    print(f"{name:10} {np.median(first_weights(model)[corners].std(axis=0)):.3f}")
show_filters(shown, "Filters of the first twelve units (each scaled to its own range)",
             "Three rows of twelve filters: the plain ones speckled all over, those of dropout "
             "with some spots and strokes among the speckle, those of the denoiser smooth patches "
             "on grey")

# %% [markdown]
# The plain filters are speckled all over. Among the speckle of the dropout network there are spots
# and pieces of strokes, and those of the denoiser are smooth patches on a grey ground.
#
# The corners explain a part of it. There every training image is black, the input is 0, and a
# weight that is multiplied by 0 gets no gradient: in the plain and in the dropout network these
# weights *are* still the random numbers that they started with. The denoiser alone has met
# anything but 0 there. Noise in a corner says nothing about the digit, and it has begun not to
# listen.
#
# ## 6. Where does a denoiser help?
#
# The denoiser met noise of 0.5 and no other. Does it help against any noise, as one sometimes
# reads? Let us measure what it gains.
#
# ### Exercise 6.12: `psnr_gain` (12 points)
#
# Write a function `psnr_gain(model, images, noise_factor, seed)`:
#
# 1. put noise on the clean `images`, with your `add_noise`, this factor and this seed;
# 2. let the model answer to the noisy images;
# 3. return by how many decibels the answers are closer to the clean images than the noisy ones
#    were: the PSNR of the answers minus that of the noisy images. A negative number means harm.
#
# `psnr` from part 1 measures all images together.

# %% nbgrader={"grade": false, "grade_id": "psnr_gain", "locked": false, "schema_version": 3, "solution": true, "task": false}
def psnr_gain(model, images, noise_factor, seed):
    """What the model gains on noisy images, in dB."""
    ### BEGIN SOLUTION
    noisy_images = add_noise(images, noise_factor, seed)
    return psnr(images, answers(model, noisy_images)) - psnr(images, noisy_images)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "psnr_gain_test", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
gain = psnr_gain(plain, X_test[:20], 0.5, 1)
assert np.ndim(gain) == 0 and gain is not None, (
    f"psnr_gain should return one number of decibels, it returned {gain!r}")
### BEGIN HIDDEN TESTS
from autograder import checks

begin = keras.Input((784,))
sharper = keras.Model(begin, keras.layers.Dense(784, activation="sigmoid")(begin))
sharper.set_weights([6 * np.eye(784, dtype="float32"), np.full(784, -3, "float32")])
clean = checks.images("test")[:600]
for factor, seed in [(0.2, 5), (0.6, 6)]:
    dirty = np.asarray(checks.call(add_noise, clean, factor, seed))
    before = checks.denoising.psnr(clean, dirty)
    after = checks.denoising.psnr(clean, checks.predict(sharper, dirty))
    gain = checks.call(psnr_gain, sharper, clean, factor, seed)
    checks.close(gain, after - before, 0.1)
    again = checks.call(psnr_gain, sharper, clean, factor, seed)
    checks.close(again, gain, 1e-4)
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** Against noise of 0.1, what does the denoiser gain: about as much as against 0.5,
# less, or nothing at all?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "sweep_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
factors, some = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], X_test[:2000]
before = [psnr(some, add_noise(some, factor, seed=4)) for factor in factors]
try:
    gains = {name: [float(psnr_gain(model, some, factor, 4)) for factor in factors]
             for name, model in [("denoiser", denoiser), ("dropout", dropout), ("plain", plain)]}
except Exception:
    gains = {}
    print("psnr_gain does not work yet, so there is no picture: go back to exercise 6.12")
if gains:
    reveal("gain of the denoiser at 0.1", my_guess,
           f"{gains['denoiser'][0]:.1f} dB, from {before[0]:.1f} dB to "
           f"{before[0] + gains['denoiser'][0]:.1f} dB")
    print("factor   " + "".join(f"{factor:8}" for factor in factors))
    for name, gain in gains.items():
        print(f"{name:9}" + "".join(f"{value:8.1f}" for value in gain) + "  dB")
    show_lines(factors, {name: list(np.add(before, gain)) for name, gain in gains.items()}
               | {"noisy images": before},
               "Closeness to the clean images, before and after",
               "noise factor", "PSNR (dB)")

# %% [markdown]
# Where does its gain change its sign? In one run of ours on MNIST it helped from about 0.3 on, and
# below that it did *harm*: at 0.1 its answers were further from the clean images than the noisy
# ones are. So much for "any noise". (That the plain and the dropout network, too, can gain at
# strong noise says little for them: whoever answers with something dark and soft is closer to a
# digit than strong noise is.)
#
# Why does weak noise hurt it? Here is a suspicion. In part 1 we found that noise of 0.5 turns
# black, on average, into a grey of 0.20. Perhaps the denoiser has learned that *this* grey is
# black, and takes true black for something blacker still. If so, it should help to make the images
# with weak noise *brighter*, away from the clean ones: every grey value $x$ becomes $x +
# 0.2\,(1-x)$.
#
# **Guess first.** What will that do to the decibels of the denoised images, the last ones of the
# line *gain of the denoiser at 0.1*: more, less, the same?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "brighter_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
weak = add_noise(some, 0.1, seed=4)
brighter = weak + 0.2 * (1 - weak)
cleaned, cleaned_brighter = answers(denoiser, weak), answers(denoiser, brighter)
reveal("denoised after brightening", my_guess, f"{psnr(some, cleaned_brighter):.1f} dB "
       f"(without: {psnr(some, cleaned):.1f} dB, not denoised at all: {psnr(some, weak):.1f} dB)")
show_rows({"noise 0.1": weak[:9], "denoised": cleaned[:9], "brightened": brighter[:9],
           "then denoised": cleaned_brighter[:9]},
          "Weak noise: denoised as it is, and made brighter before",
          f"Nine digits with weak noise ({psnr(some, weak):.1f} dB), denoised as they are "
          f"({psnr(some, cleaned):.1f} dB), made brighter, and then denoised "
          f"({psnr(some, cleaned_brighter):.1f} dB)")

# %% [markdown]
# If brightening brought more decibels, the suspicion has been put to a test and has stood; in one
# run of ours it did. A denoiser does not learn what noise *is*. It learns what digits look like
# under the noise that it was shown, down to its brightness.
#
# ## What you have now
#
# * A denoising autoencoder is trained on pairs: noisy in, clean out. Its target is not its input.
# * Noise should be fresh in training and fixed in the exam. Noise that comes back is learned by
#   heart; a network shows it when its validation loss turns round.
# * Early stopping needs validation images, a patience, and the best weights back. The verdict
#   comes from images that had no part in it.
# * An L1 penalty makes a code small and sparse. The printed loss then contains the price. A dead
#   code is the sparsest of all, so look at the cross-entropy too.
# * Dropout makes a code redundant. Noise and dropout are silent after training, and a penalty
#   changes the loss but no answer: the plain layers are what is left.
# * A denoiser helps against the noise that it knows. Measure the gain before you use it.
#
# **Next lab.** *Convolutional autoencoders*: a network that knows that an image has neighbours. It
# removes noise better still, and it makes you reckon with the sizes of its layers.
