# ---
# jupyter:
#   autograder:
#     limits:
#       cell_seconds: 300
#     pass_lines:
#       mnist:
#         linear: 0.0177
#         pca_32: 0.01683
#         relu: 0.0137
#       stand-in:
#         linear: 0.0211
#         pca_32: 0.02037
#         relu: 0.017
#     title: Floors, baselines and PCA
#     training:
#       rows: 600000
#       saved:
#         linear_ae.keras:
#           mnist: 0.0173
#           stand-in: 0.0209
#         relu_ae.keras:
#           mnist: 0.0122
#           stand-in: 0.0159
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Floors, baselines and PCA
#
# A network reports a loss of 0.0913. Is that good? Another one reports 11.9 for the same images.
# Is that bad? A loss is like a temperature without a scale: you need to know its unit, where it
# begins, and what others reach. In this lab you build the scale.
#
# At the end you will be able to
#
# * measure a reconstruction with three rulers, and turn numbers from other texts into yours,
# * work out the lowest loss that is possible, and what a know-nothing reaches,
# * do principal component analysis (PCA) yourself: what the best *linear* code can do,
# * say in which sense a linear autoencoder *is* PCA, and in which it is not,
# * find out which makes a network better than PCA, the relu or the sigmoid.
#
# | part | what you do | exercises | minutes |
# | --- | --- | --- | --- |
# | 1 | Three rulers | 3.1, 3.2 | 12 |
# | 2 | The floor | 3.3 | 7 |
# | 3 | The ceiling: those who know nothing | 3.4 | 6 |
# | 4 | The best linear code: PCA | 3.5 | 15 |
# | 5 | A network that finds PCA | 3.6–3.8 | 12 |
# | 6 | Beyond the straight line | 3.9–3.11 | 10 |
#
# Replace `# YOUR CODE HERE` and the line `raise NotImplementedError()` below it, as before. A
# question with answers a) to d) is answered with a letter between quotes, for instance
# `sum_or_mean = "a"`. Where you see `my_guess = None`, write down a guess first; it earns no
# points, but a result that surprises you is one that you remember.

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


def show_rows(rows, title, alt, captions=None, signed=False):
    """Draw rows of 28 x 28 images; `captions` go below the last. Signed ones have 0 as grey."""
    columns = max(len(images) for images in rows.values())
    fig, axes = plt.subplots(len(rows), columns, squeeze=False, layout="constrained",
                             figsize=(0.95 * columns + 1.5, 1.05 * len(rows) + 0.6))
    for line, (label, images) in zip(axes, rows.items(), strict=True):
        line[0].set_ylabel(label, rotation=0, ha="right", va="center")
        for axis, image in zip(line, images, strict=True):
            most = float(np.abs(image).max()) or 1.0
            low, high = (-most, most) if signed else (0, 1)
            axis.imshow(np.reshape(image, (28, 28)), cmap="gray", vmin=low, vmax=high)
            axis.set(xticks=[], yticks=[])
            axis.spines[:].set(visible=True, color="0.6")
    for axis, caption in zip(axes[-1], captions or [], strict=False):
        axis.set_xlabel(caption, fontsize=9)
    fig.suptitle(title)
    finish(alt)


def show_prices(prices, title, alt):
    """Draw the price of every bet p; `prices` maps a true grey value to its curve."""
    _, axis = plt.subplots(figsize=(8, 3.6), layout="constrained")
    bets = np.linspace(0.005, 0.995, 199)
    for style, (grey, price) in zip(["-", "--", "-.", ":"], prices.items(), strict=False):
        values = [price(bet) for bet in bets]
        axis.plot(bets, values, "k", ls=style, label=f"x = {grey:g}")
        axis.plot(bets[np.argmin(values)], np.min(values), "ko")
    axis.set(title=title, xlabel="bet p (grey value of the reconstruction)",
             ylabel="price (nats)", ylim=(-0.05, 3))
    axis.legend(frameon=False, title="true grey value")
    finish(alt)


def show_entropy(images, prices, title, alt):
    """Draw images above maps of what each of their pixels costs a perfect copy."""
    fig, axes = plt.subplots(2, len(images), figsize=(0.95 * len(images) + 2, 2.6),
                             layout="constrained")
    for column, (image, price) in enumerate(zip(images, prices, strict=True)):
        axes[0, column].imshow(np.reshape(image, (28, 28)), cmap="gray", vmin=0, vmax=1)
        drawn = axes[1, column].imshow(np.reshape(price, (28, 28)), cmap="gray_r", vmin=0,
                                       vmax=np.log(2))
    for axis in axes.flat:
        axis.set(xticks=[], yticks=[])
        axis.spines[:].set(visible=True, color="0.6")
    for axis, label in zip(axes[:, 0], ["image", "price"], strict=True):
        axis.set_ylabel(label, rotation=0, ha="right", va="center")
    fig.colorbar(drawn, ax=axes[1], label="nats", shrink=0.9)
    fig.suptitle(title)
    finish(alt)


def show_ladder(rungs, title, alt):
    """Draw losses as rungs, the worst on top; what is not a finite number is left out."""
    kept = {name: float(value) for name, value in rungs.items() if np.isfinite(value)}
    names = sorted(kept, key=kept.get)
    values = [kept[name] for name in names]
    _, axis = plt.subplots(figsize=(8, 0.42 * len(names) + 1.2), layout="constrained")
    axis.hlines(range(len(names)), 0.04, values, color="0.6", lw=1)
    axis.plot(values, range(len(names)), "ko")
    for height, value in enumerate(values):
        axis.annotate(f"{value:.4f}", (value, height), (8, 0), textcoords="offset points",
                      va="center")
    ticks = [0.05, 0.1, 0.2, 0.5, 1, 2]
    axis.set(title=title, xlabel="cross-entropy (nats per pixel, logarithmic scale)",
             xscale="log", xlim=(0.04, 4), ylim=(-0.6, len(names) - 0.4))
    axis.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axis.set_yticks(range(len(names)), names)
    axis.minorticks_off()
    finish(alt)


def show_three_steps(points, names, alt):
    """Draw PCA of a flat cloud: centre, turn a ruler until the spread is largest, project."""
    centred = points - points.mean(axis=0)
    angles = np.arange(180)
    rulers = np.stack([np.cos(np.radians(angles)), np.sin(np.radians(angles))])
    spread = (centred @ rulers).var(axis=0)
    best = rulers[:, spread.argmax()]
    shadows = np.outer(centred @ best, best)
    far = 1.05 * np.abs(centred).max()
    fig, (left, middle, right) = plt.subplots(1, 3, figsize=(10, 3.7), layout="constrained")
    for axis, title in [(left, "1. move the mean to 0"), (right, "3. keep the shadow alone")]:
        axis.set(title=title, xlabel=names[0], ylabel=names[1], xlim=(-far, far),
                 ylim=(-far, far), aspect="equal")
        axis.axhline(0, color="0.8", lw=0.8, zorder=0)
        axis.axvline(0, color="0.8", lw=0.8, zorder=0)
    left.plot(*centred.T, ".", color="0.4", ms=4)
    middle.plot(angles, 1000 * spread, "k-")
    middle.plot(spread.argmax(), 1000 * spread.max(), "ko")
    middle.annotate(f"  {spread.argmax()}°", (spread.argmax(), 1000 * spread.max()), va="bottom")
    middle.set(title="2. turn a ruler through the cloud", xlabel="angle of the ruler (degrees)",
               ylabel="variance along it (1/1000)", ylim=(0, 1150 * spread.max()))
    gaps = np.stack([centred, shadows, np.full_like(centred, np.nan)], axis=1).reshape(-1, 2)
    right.plot(*gaps.T, color="0.75", lw=0.7, zorder=1)
    right.plot(*np.outer([-far, far], best).T, "k-", lw=1)
    right.plot(*centred.T, ".", color="0.6", ms=3)
    right.plot(*shadows.T, "k.", ms=4)
    fig.suptitle("PCA of a cloud in two dimensions: a thick dot is all that is kept of a point")
    finish(alt)


def show_spectrum(variances, marks, title, alt):
    """Draw the variance along each component, and how much the first of them hold together."""
    fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    numbers = np.arange(1, len(variances) + 1)
    left.plot(numbers, np.maximum(variances, 1e-6), "k-")
    left.set(xlabel="component", ylabel="variance (grey value squared)", yscale="log",
             ylim=(1e-5, None), title="each component")
    share = 100 * np.cumsum(variances) / np.sum(variances)
    right.plot(numbers, share, "k-")
    for mark in marks:
        count = int(np.argmax(share >= mark)) + 1
        right.plot([count, count, 0], [0, mark, mark], color="0.5", ls=":", lw=1)
        right.annotate(f"{count} hold\n{mark} %", (count, 8), (5, 0), textcoords="offset points")
    right.set(xlabel="number of components", ylabel="variance held (%)", ylim=(0, 104),
              xlim=(0, None), title="the first ones together")
    fig.suptitle(title)
    finish(alt)


def show_training(histories, rulers, title, alt):
    """Draw the test loss after each epoch, with horizontal lines to compare it with."""
    _, axis = plt.subplots(figsize=(8, 3.8), layout="constrained")
    longest = 1
    for style, mark, (name, history) in zip(["k-", "k--"], "os", histories.items(), strict=False):
        losses = history.history.get("val_loss", [])
        longest = max(longest, len(losses))
        axis.plot(np.arange(1, len(losses) + 1), losses, style, marker=mark, ms=4, label=name)
    for name, value in rulers.items():
        axis.axhline(value, color="black", lw=0.8, ls=":")
        axis.annotate(f"{name}: {value:.4f}", (1, value), (6, 0), va="center", fontsize=9,
                      xycoords=("axes fraction", "data"), textcoords="offset points")
    axis.set(title=title, xlabel="epoch", ylabel="MSE of the test images", ylim=(0, 0.072),
             xlim=(0, longest + 0.5))
    axis.xaxis.get_major_locator().set_params(integer=True)
    axis.legend(frameon=False)
    finish(alt)


def show_overlap(cosines, title, alt):
    """Draw the cosines of principal angles, largest first, of some pairs of subspaces."""
    _, axis = plt.subplots(figsize=(8, 3.4), layout="constrained")
    for style, (name, values) in zip(["ko-", "ks:", "k^--"], cosines.items(), strict=False):
        axis.plot(np.arange(1, len(values) + 1), values, style, ms=4, label=name)
    axis.set(title=title, xlabel="principal angle", ylabel="its cosine (1: shared)",
             ylim=(-0.03, 1.08))
    axis.legend(frameon=False, loc="center right")
    finish(alt)


def show_variances(codes, title, alt):
    """Draw the variance of each number of some codes as bars."""
    fig, axes = plt.subplots(1, len(codes), figsize=(9, 2.8), layout="constrained")
    for axis, (name, code) in zip(axes, codes.items(), strict=True):
        axis.bar(np.arange(code.shape[1]), code.var(axis=0), color="0.4")
        axis.set(title=name, xlabel="position in the code", ylabel="variance")
    fig.suptitle(title)
    finish(alt)


def show_sizes(curves, points, title, alt):
    """Draw error against code size: lines for PCA, marks for networks."""
    _, axis = plt.subplots(figsize=(8, 4.2), layout="constrained")
    for style, (name, (sizes, errors)) in zip(["k-", "k--"], curves.items(), strict=False):
        axis.plot(sizes, errors, style, marker=".", label=name)
    for mark, (name, (sizes, errors)) in zip("osD", points.items(), strict=False):
        axis.plot(sizes, errors, mark, ms=8, label=name, ls="none",
                  color="white", markeredgecolor="black")
    sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256]
    errors = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05]
    axis.set(title=title, xlabel="numbers in the code (logarithmic scale)", xscale="log",
             ylabel="MSE of the test images (logarithmic scale)", yscale="log")
    axis.set_xticks(sizes, sizes)
    axis.set_yticks(errors, errors)
    axis.minorticks_off()
    axis.legend(frameon=False)
    finish(alt)


def trusted(name, same, *cases):
    """Return the function called `name` if it agrees with `same`; else `same`, with a word."""
    try:
        found = [np.asarray(globals()[name](*case), dtype=float) for case in cases]
        wanted = [np.asarray(same(*case), dtype=float) for case in cases]
        if all(np.shape(f) == np.shape(w) and np.allclose(f, w, rtol=0.02, atol=1e-5)
               for f, w in zip(found, wanted, strict=True)):
            return globals()[name]
    except Exception as error:  # whatever goes wrong in an answer, the lab goes on
        print(f"{name}: {type(error).__name__} {error}")
    print(f"{name} does not agree with Keras; Keras's own takes its place until you mend yours")
    return same

# %% [markdown]
# The images are prepared as in the first lab: one row of 784 numbers from 0 to 1 each.

# %% nbgrader={"grade": false, "grade_id": "images_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
(X_train, _), (X_test, _) = keras.datasets.mnist.load_data()
X_train = X_train.reshape(len(X_train), -1).astype("float32") / 255
X_test = X_test.reshape(len(X_test), -1).astype("float32") / 255
print(X_train.shape, X_test.shape)

# %% [markdown]
# ## 1. Three rulers
#
# Let $y$ be the true grey values and $p$ the reconstructed ones. Three numbers say how far apart
# they are:
#
# * the **binary cross-entropy** (BCE) takes each $p$ as a bet on white: its price is
#   $-y \ln p - (1-y) \ln(1-p)$, in nats;
# * the **mean squared error** (MSE) is the mean of $(y-p)^2$;
# * the **peak signal-to-noise ratio** (PSNR) is the MSE on the scale of people who transmit
#   images, in decibels (dB). There, more is better.
#
# ### Exercise 3.1: `bce`, `mse`, `psnr` (12 points)
#
# **First `bce(y, p)`** (5 points): two arrays of the same shape, back comes *one* number, the mean
# price over all of them. A bet of exactly 0 or 1 that goes wrong would cost infinitely much, and
# computers stumble over $0 \cdot \ln 0$ even where the bet is right. So clip the bets first, to
# the range from $10^{-7}$ to $1 - 10^{-7}$, as Keras does. `np.clip` and `np.log` are enough.

# %% nbgrader={"grade": false, "grade_id": "bce", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bce(y, p):
    """Mean binary cross-entropy in nats of the bets p on the true values y."""
    ### BEGIN SOLUTION
    p = np.clip(np.asarray(p, dtype="float64"), 1e-7, 1 - 1e-7)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bce_test", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
half = bce(np.array([[0.0, 1.0], [1.0, 0.0]]), np.full((2, 2), 0.5))
assert half is not None, "bce returns nothing: is there a return?"
assert np.ndim(half) == 0, (
    f"bce should return one number, the mean over all pixels; its result has shape "
    f"{np.shape(half)}")
assert abs(float(half) - 0.6931) < 0.001, (
    f"a bet of one half costs ln 2 = 0.6931 nats, whatever the truth; your bce says {half:.4f}")
### BEGIN HIDDEN TESTS
from autograder import checks

random = np.random.default_rng(3)
for size in [(4, 6), (5, 3, 2)]:
    truth, bets = random.random(size), random.random(size) * 0.98 + 0.01
    mean_price = checks.call(bce, truth, bets)
    fair_price = -np.mean(truth * np.log(bets) + (1 - truth) * np.log(1 - bets))
    checks.close(mean_price, fair_price, 1e-4)
sure = np.array([[0.0, 1.0, 1.0, 0.0]])
right_and_sure = checks.call(bce, sure, sure)
checks.close(right_and_sure, 0, 1e-4)
wrong_and_sure = checks.call(bce, sure, 1 - sure)
checks.close(wrong_and_sure, -np.log(1e-7), 0.2)  # float32 has no 1 - 1e-7, but 1 - 1.2e-7
### END HIDDEN TESTS

# %% [markdown]
# **Then `mse(y, p)`** (3 points), the mean of the squared differences over all pixels of all
# images, one number again.
#
# Many texts write the loss as $L(x, x') = \sum_i (x_i - x'_i)^2$, a *sum* over the pixels of an
# image, while their code takes a *mean*, as Keras does. Both are right, and they differ by a
# factor: the number of pixels, 784 for our images. Write a second function
# `mse_to_sum(value, pixels)` that turns a mean per pixel into a sum per image.

# %% nbgrader={"grade": false, "grade_id": "mse", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mse(y, p):
    """Mean squared difference over all pixels of all images."""
    ### BEGIN SOLUTION
    return np.mean((y - p) ** 2)
    ### END SOLUTION


def mse_to_sum(value, pixels=784):
    """Turn a mean squared error per pixel into the squared error summed over an image."""
    ### BEGIN SOLUTION
    return value * pixels
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "mse_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
apart = mse(np.zeros((2, 3)), np.ones((2, 3)))
assert np.ndim(apart) == 0 and apart is not None, (
    f"mse should return one number, the mean over all pixels; it returned {apart!r}")
assert abs(float(apart) - 1) < 1e-6, (
    f"between black and white the mean squared error is 1; your mse says {apart}")
assert np.ndim(mse_to_sum(0.5, 784)) == 0, "mse_to_sum should return one number"
### BEGIN HIDDEN TESTS
from autograder import checks

random = np.random.default_rng(4)
for images_of, pixels in [(3, 10), (7, 20)]:
    truth, answer = random.random((2, images_of, pixels))
    mean_per_pixel = checks.call(mse, truth, answer)
    checks.close(mean_per_pixel, np.mean((truth - answer) ** 2), 1e-5)
    sum_per_image = checks.call(mse_to_sum, float(np.mean((truth - answer) ** 2)), pixels)
    checks.close(sum_per_image, np.mean(np.sum((truth - answer) ** 2, axis=1)), 1e-4)
### END HIDDEN TESTS

# %% [markdown]
# **Last `psnr(error)`** (4 points). It takes no images but an MSE. For grey values from 0 to 1
# it is
#
# $$\text{PSNR} = 10 \log_{10} \frac{1}{\text{MSE}} \text{ dB.}$$
#
# Ten times less error is 10 dB more. Mind the base of the logarithm.

# %% nbgrader={"grade": false, "grade_id": "psnr", "locked": false, "schema_version": 3, "solution": true, "task": false}
def psnr(error):
    """Peak signal-to-noise ratio in dB for an MSE of grey values in [0, 1]."""
    ### BEGIN SOLUTION
    return 10 * np.log10(1 / error)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "psnr_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
assert np.ndim(psnr(0.5)) == 0 and psnr(0.5) is not None, (
    f"psnr should return one number, it returned {psnr(0.5)!r}")
assert psnr(0.001) > psnr(0.1), "a smaller error should have a larger PSNR"
### BEGIN HIDDEN TESTS
from autograder import checks

for error, decibels in [(0.1, 10), (0.01, 20), (0.0001, 40), (0.05, 13.0103), (0.5, 3.0103)]:
    psnr_in_dB = checks.call(psnr, error)
    checks.close(psnr_in_dB, decibels, 1e-3)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3.2: `sum_or_mean` (3 points)
#
# One text reports an error of 10.2, *the squared differences summed over an image*. Another
# reports 0.0168 for the same images, *the mean of the squared differences*. Which reconstructions
# are closer to the images?
#
# * a) those of the second text, by far: 0.0168 is 600 times smaller than 10.2
# * b) nobody can say: a sum and a mean are two different losses, with different best networks
# * c) those of the first text: per pixel its error is 0.0130
# * d) those of the first text: a sum takes all pixels into account, a mean hides some

# %% nbgrader={"grade": false, "grade_id": "sum_or_mean", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
sum_or_mean = "c"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sum_or_mean_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
assert sum_or_mean in ("a", "b", "c", "d"), (
    f'sum_or_mean should be one of the letters "a", "b", "c", "d"; it is {sum_or_mean!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(sum_or_mean, "c", hint="bring both to the same unit: mse_to_sum, or its inverse")
### END HIDDEN TESTS

# %% [markdown]
# ### What an MSE does not see
#
# Take a digit, and move it to the right by a single pixel. You would hardly notice, but the MSE
# does. Now wipe the digit away from below, until its MSE is just as large.
#
# **Guess first.** How much of the white must be wiped away, in percent?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "same_mse_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
# Should a function not work yet, one that keeps the lab running takes its place.
bce = trusted(
    "bce", lambda y, p: float(keras.ops.mean(keras.losses.binary_crossentropy(y, p))),
    (np.array([[0.2, 0.7], [1.0, 0.4]]), np.array([[0.3, 0.5], [0.8, 0.1]])),
    (np.array([[0.0, 1.0, 1.0]]), np.array([[1.0, 1.0, 0.5]])),
    (np.array([[0.0, 1.0]]), np.array([[0.0, 1.0]])))
mse = trusted(
    "mse", lambda y, p: float(keras.ops.mean(keras.losses.mean_squared_error(y, p))),
    (np.array([[0.2, 0.7], [1.0, 0.4]]), np.array([[0.3, 0.5], [0.9, 0.0]])))


def wiped(image, error):
    """Wipe the rows of an image away from below until its MSE is `error`."""
    rows = image.reshape(28, 28).copy()
    left = error * 784
    for row in rows[::-1]:
        there = np.sum(row**2)
        row *= 1 - np.sqrt(min(1, left / there)) if there else 0
        left -= min(left, there)
    return rows.reshape(784)


digits = X_test[[0, 1, 3, 4, 7, 11, 15, 18, 20, 61]]
moved = np.roll(digits.reshape(-1, 28, 28), 1, axis=2).reshape(-1, 784)
errors = [float(mse(image, other)) for image, other in zip(digits, moved, strict=True)]
cut = np.array([wiped(image, error) for image, error in zip(digits, errors, strict=True)])
reveal("white wiped away", my_guess, f"{100 * (1 - cut.sum() / digits.sum()):.0f} %")
show_rows({"image": digits, "moved by\none pixel": moved, "wiped away": cut},
          "The two lower rows have the same MSE", captions=[f"{error:.3f}" for error in errors],
          alt="Ten digits; the same digits one pixel further right, which look alike; and the "
              "same digits with a third of their white missing, at an equal mean squared error.")

# %% [markdown]
# To the MSE both changes are equally bad. It compares pixel by pixel and knows nothing of strokes
# and shapes; the cross-entropy is no wiser. This is one reason why autoencoders blur: where the
# code does not say exactly where a stroke runs, a soft grey is safer than a sharp line in the
# wrong place. Keep it in mind whenever a small loss and a good look disagree.
#
# A sum becomes a mean by a factor, and an MSE becomes a PSNR by a formula. But MSE and
# cross-entropy cannot be converted into each other: each has to be computed from the images. The
# same is true of *summed absolute differences*, which you will meet in the next lab.

# %% [markdown]
# ## 2. The floor
#
# The MSE of a perfect copy is 0. What is its cross-entropy? Fix a grey value $x$ and look for the
# bet $p$ with the lowest price. The slope of the price is
#
# $$\frac{d}{dp}\bigl(-x \ln p - (1-x) \ln(1-p)\bigr) = -\frac{x}{p} + \frac{1-x}{1-p}
# = \frac{p-x}{p\,(1-p)} .$$
#
# Below $x$ it falls, above $x$ it rises, so the best bet is $p = x$, the perfect copy. That is why
# cross-entropy works as a loss for grey images at all. But the best bet is not free. It costs
#
# $$H(x) = -x \ln x - (1-x) \ln(1-x),$$
#
# the **entropy** of the pixel: 0 for black and white, $\ln 2 = 0.6931$ for middle grey.

# %% nbgrader={"grade": false, "grade_id": "prices_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def price_of(grey):
    """The price of a bet on a pixel of this grey value, as a function of the bet."""
    return lambda bet: bce(np.array([[grey]]), np.array([[bet]]))


show_prices({grey: price_of(grey) for grey in (0, 0.2, 0.5, 1)},
            "The best bet is the grey value itself, and only black and white are free",
            alt="Price against bet for four grey values. Each curve is lowest where the bet is "
                "the grey value; the minimum is 0 for black and white, 0.5 nats for 0.2 and "
                "0.69 nats for 0.5.")

# %% [markdown]
# ### Exercise 3.3: `bce_floor` (10 points)
#
# Write `bce_floor(X)`: the lowest mean cross-entropy that *any* reconstruction of the images `X`
# can have, in nats per pixel. One number, and no `NaN` for black and white pixels. You may use
# what you have.

# %% nbgrader={"grade": false, "grade_id": "bce_floor", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bce_floor(X):
    """Mean cross-entropy (nats per pixel) of a perfect copy of the images X."""
    ### BEGIN SOLUTION
    return bce(X, X)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bce_floor_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
lowest = bce_floor(np.full((2, 3), 0.5))
assert np.ndim(lowest) == 0 and lowest is not None, (
    f"bce_floor should return one number, it returned {lowest!r}")
assert abs(float(lowest) - 0.6931) < 0.001, (
    f"for images that are all middle grey the floor is ln 2 = 0.6931, yours is {lowest:.4f}")
### BEGIN HIDDEN TESTS
from autograder import checks

black_and_white = np.random.default_rng(5).integers(0, 2, (20, 30)).astype("float32")
floor_of_black_and_white = checks.call(bce_floor, black_and_white)
checks.close(floor_of_black_and_white, 0, 1e-4)
all_greys = (np.arange(20000).reshape(100, 200) + 0.5) / 20000
floor_of_all_greys = checks.call(bce_floor, all_greys)
checks.close(floor_of_all_greys, 0.5, 1e-3)  # the integral of the entropy from 0 to 1
test_images = checks.images("test")[:3000]
grey = test_images[(test_images > 0) & (test_images < 1)].astype("float64")
entropy = -grey * np.log(grey) - (1 - grey) * np.log(1 - grey)
floor_of_test_images = checks.call(bce_floor, test_images)
checks.close(floor_of_test_images, entropy.sum() / test_images.size, 1e-4)
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** About one pixel in five is neither black nor white. What is the floor of the
# test images, in nats per pixel?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "floor_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    floor = float(bce_floor(X_test))
except Exception as error:  # whatever goes wrong in an answer, the lab goes on
    floor = float("nan")
    print(f"bce_floor: {type(error).__name__} {error}; go back to exercise 3.3")
reveal("floor of the test images", my_guess, f"{floor:.4f} nats per pixel")
inside = np.clip(X_test[:8], 1e-7, 1 - 1e-7)
show_entropy(X_test[:8], -inside * np.log(inside) - (1 - inside) * np.log(1 - inside),
             "The price of a perfect copy sits in the soft edges of the strokes",
             alt="Eight digits above maps of the entropy of their pixels: dark outlines around "
                 "each stroke, white inside the strokes and in the background.")

# %% [markdown]
# A cross-entropy of 0.0913, then, is 0.0332 above the floor of MNIST's test images, 0.0581, and
# only those 0.0332 are the network's doing. Nearly two thirds of the loss were never to be won.
# When you compare data sets, or digits, compare what lies *above* the floor. And if a loss ever
# comes out below it, there is a bug: no network can do that.

# %% [markdown]
# ## 3. The ceiling: those who know nothing
#
# A network that ignores its input can still answer something, always the same. Three such
# know-nothings make good *baselines*, marks that a network has to beat before we speak of
# learning:
#
# * every pixel is ½;
# * every pixel is the one grey that is the mean of all pixels;
# * the answer is the **mean image**: at each place the mean of the training images there. Of all
#   constant answers it is the best on the training images, both for the MSE and for the
#   cross-entropy (the calculation of part 2, with a mean over images, shows why).
#
# ### Exercise 3.4: `baselines` (10 points)
#
# Make a dictionary `baselines` with the keys `"half"`, `"global mean"` and `"mean image"`. Each
# value is the cross-entropy of the *test* images in nats per pixel, one number. What is learned,
# the two means, is learned from the *training* images: a baseline may no more peep at the test
# images than a network may.
#
# `np.full_like(X_test, 0.5)` has one half everywhere. `np.broadcast_to(row, X_test.shape)` repeats
# a row of 784 numbers for every image, without using memory for it.

# %% nbgrader={"grade": false, "grade_id": "baselines", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
answers = {
    "half": np.full_like(X_test, 0.5),
    "global mean": np.full_like(X_test, X_train.mean()),
    "mean image": np.broadcast_to(X_train.mean(axis=0), X_test.shape),
}
baselines = {name: bce(X_test, answer) for name, answer in answers.items()}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "baselines_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
assert isinstance(baselines, dict), f"baselines should be a dictionary, it is {baselines!r}"
assert set(baselines) == {"half", "global mean", "mean image"}, (
    f'the keys should be "half", "global mean" and "mean image", they are {sorted(baselines)}')
for key, value in baselines.items():
    assert np.ndim(value) == 0, f"baselines[{key!r}] should be one number, a mean over all pixels"
### BEGIN HIDDEN TESTS
from autograder import checks

test_mean = checks.images("test").mean(axis=0, dtype="float64")
train_mean = checks.images("train").mean(axis=0, dtype="float64")
for key, bet in [("half", 0.5), ("global mean", train_mean.mean()), ("mean image", train_mean)]:
    sure = np.clip(bet, 1e-7, 1 - 1e-7)
    price = -np.mean(test_mean * np.log(sure) + (1 - test_mean) * np.log(1 - sure))
    what = f"baselines[{key!r}] (nats per pixel)"
    # The test images' own mean image would be cheaper by 0.0002.
    checks.at_most(baselines[key], price + 5e-5, what, hint="is it measured on the test images?")
    checks.at_least(baselines[key], price - 5e-5, what, hint="are the means from X_train?")
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** Four pixels in five are black. What does it cost to answer black everywhere:
# less than the mean image, between the mean image and one half, or more than one half?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "ladder_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
names = {"half": "½ everywhere", "global mean": "one grey everywhere", "mean image": "mean image"}
found = globals().get("baselines")
rungs = {"all black": float(bce(X_test, np.zeros_like(X_test))), "floor": floor}
for key, name in names.items():
    value = found.get(key) if isinstance(found, dict) else None
    rungs[name] = float(value) if np.ndim(value) == 0 and value is not None else float("nan")
reveal("all black", my_guess, f"{rungs['all black']:.4f} nats per pixel")
show_ladder(rungs, "A ladder of losses: who knows nothing, and who knows everything",
            alt="Cross-entropies on a logarithmic scale: all black is worst with about 2.1, then "
                "one half, one grey, the mean image, and the floor of about 0.06 at the bottom.")

# %% [markdown]
# Answering black is right for most pixels and yet worse than ½ everywhere, an answer that says
# nothing: the bet is certain, and a certain bet that fails is dear. Here the clipping keeps it
# from being infinitely dear, so the value 2.1 says more about the clipping than about the answer.
#
# Everything that a network can learn lies between the mean image and the floor. Now for the rungs
# in between.

# %% [markdown]
# ## 4. The best linear code: PCA
#
# What can be done *without* a network? Learning without labels is called **unsupervised**: it
# looks for groups, for similar objects, for hidden structure, or for a short code. **Principal
# component analysis** (PCA), more than a hundred years old, is one of its many methods, and the
# natural ruler for an autoencoder: of all codes that are made, and undone, with weighted sums
# alone, it finds the one with the least squared error. Three steps:
#
# 1. **Centre.** Subtract the mean image, so that the cloud of images lies around 0.
# 2. **Find the directions of greatest variance.** A direction is a row $v$ of 784 numbers with
#    length 1. The coordinate of an image along it is the dot product $x \cdot v$: how long the
#    image's shadow on $v$ is. Choose the $v$ for which these coordinates vary most. Then the next
#    one, at right angles to the first, and so on. These are the **principal components**.
# 3. **Keep the first $k$ coordinates.** They are the code. To decode, add up the components,
#    each times its number, and add the mean image again.
#
# In 784 dimensions that is hard to see, in two it is easy. Each dot below is one test image, told
# by two numbers: the mean grey of its upper half and of its lower half. **Guess first**: at which
# angle, from 0° along the first axis to 90° along the second, do the dots spread most?

# %% nbgrader={"grade": false, "grade_id": "three_steps_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
halves = X_test[:300].reshape(-1, 2, 392).mean(axis=2)
show_three_steps(halves, ("upper half, grey minus mean", "lower half, grey minus mean"),
                 alt="Left: a cloud of 300 dots, longer than wide, around 0. Middle: the variance "
                     "along a ruler against its angle, with one maximum. Right: the line at that "
                     "angle, each dot joined to its shadow on the line.")

# %% [markdown]
# *Why the greatest variance?* Each grey line on the right is what gets lost. By Pythagoras, the
# square of a dot's distance from 0 is the square of its shadow plus the square of the grey line.
# The first does not depend on the ruler. So the longest shadows leave the shortest grey lines:
# **most variance kept is least squared error**.
#
# *How to find it without turning rulers.* Let $C$ be the covariance matrix of the $n$ centred
# images $X_c$ (one in each row), $C = X_c^T X_c / n$, 784 × 784 numbers. The variance along a
# vector $v$ of length 1 is $v^T C v$. Turn $v$ by a small angle towards some $w$ at right angles
# to it, and the variance changes by $2\, w^T C v$ times that angle. Where it is greatest, this
# must be 0 for every such $w$: $C v$ has no part at right angles to $v$, it only stretches it,
#
# $$C v = \lambda v .$$
#
# So $v$ is an **eigenvector** of $C$, and the variance along it is its eigenvalue:
# $v^T C v = \lambda\, v^T v = \lambda$. The largest eigenvalue belongs to the first component, and
# so on down. $C$ is symmetric, therefore its eigenvectors can be taken at right angles to each
# other, with length 1 each: they are **orthonormal**. Two ways to compute them:
#
# * `np.linalg.eigh(C)` returns the eigenvalues and the eigenvectors of a symmetric matrix. Beware:
#   the *smallest* comes first, and the vectors are the *columns*.
# * The **singular value decomposition** (SVD) of the centred images themselves, $X_c = U S V^T$:
#   put it into $C$, and $C = V\,(S^2/n)\,V^T$ comes out. So the rows of $V^T$ are the components,
#   largest first, and $S^2/n$ are the variances. `np.linalg.svd(Xc, full_matrices=False)` does it;
#   without the second argument it would ask for a $U$ of 60,000 × 60,000 numbers. For as many
#   images as ours `eigh` is much faster, as its matrix is small.
#
# ### Exercise 3.5: `pca_fit`, `pca_encode`, `pca_decode` (16 points)
#
# **First `pca_fit(X, k)`** (10 points). Each row of `X` is one example. It returns three arrays:
#
# * `mean`, one number for each column of `X`;
# * `components`, `k` rows, the first principal components, the greatest variance first;
# * `variances`, the `k` variances along them. Dividing by $n$ or by $n - 1$ are both fine.
#
# Use NumPy; no size may be fixed, it should work for rows of any length. A component may come out
# as $v$ or as $-v$, which is the same direction.

# %% nbgrader={"grade": false, "grade_id": "pca_fit", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pca_fit(X, k):
    """Mean (d,), first k components (k, d) and their variances (k,) of the rows X (n, d)."""
    ### BEGIN SOLUTION
    mean = X.mean(axis=0)
    centred = X - mean
    values, vectors = np.linalg.eigh(centred.T @ centred / len(X))
    return mean, vectors[:, ::-1][:, :k].T, values[::-1][:k]
    ### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "pca_fit_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    pca_mean, pca_components, pca_variances = map(np.asarray, pca_fit(X_train, 784))
    shapes = [part.shape for part in (pca_mean, pca_components, pca_variances)]
    if shapes != [(784,), (784, 784), (784,)] or not np.isfinite(pca_components).all():
        raise ValueError(f"the shapes should be (784,), (784, 784), (784,), they are {shapes}")
except Exception as error:  # whatever goes wrong in an answer, the lab goes on
    print(f"pca_fit: {type(error).__name__} {error}")
    print("directions drawn at random take the place of components: go back to exercise 3.5")
    pca_mean, pca_variances = X_train.mean(axis=0), np.ones(784)
    pca_components = np.linalg.qr(np.random.default_rng(1).normal(size=(784, 784)))[0]

# %% nbgrader={"grade": true, "grade_id": "pca_fit_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
cloud = np.random.default_rng(1).normal(size=(40, 6)) * [1, 5, 2, 0.5, 3, 0.1]
fitted = pca_fit(cloud, 3)
assert type(fitted) in (tuple, list) and len(fitted) == 3, (
    "pca_fit should return three arrays: mean, components, variances")
for part, name, shape in zip(
        fitted, ["the mean", "components", "variances"], [(6,), (3, 6), (3,)], strict=True):
    assert np.shape(part) == shape, (
        f"for rows of 6 numbers and k = 3, {name} should have shape {shape}; "
        f"the shape is {np.shape(part)}")
### BEGIN HIDDEN TESTS
from autograder import checks

random = np.random.default_rng(6)
for rows, columns, kept in [(50, 6, 3), (200, 12, 12), (20, 30, 5)]:
    points = random.normal(size=(rows, columns)) * np.linspace(9, 1, columns) ** 2
    points = points @ np.linalg.qr(random.normal(size=(columns, columns)))[0] + 50
    checks.fits_pca(checks.call(pca_fit, points, kept), points, kept)
images, first = checks.images("test"), np.asarray(pca_components)[:32]
rest = images - np.asarray(pca_mean)
error = np.mean((rest - rest @ first.T @ first) ** 2)
what = "MSE of the test images with 32 components of X_train"
checks.at_most(error, 1.003 * checks.pass_line("pca_32"), what)
checks.at_least(error, 0.997 * checks.pass_line("pca_32"), what)
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** All 784 components together hold all of the variance. How many hold 95 % of it?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "spectrum_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
share = np.cumsum(pca_variances) / np.sum(pca_variances)
reveal("components that hold 95 %", my_guess, int(np.argmax(share >= 0.95)) + 1)
show_spectrum(pca_variances, [95, 99], "Few directions hold most of what varies in the images",
              alt="Left: the variance of the 784 components falls steeply on a logarithmic "
                  "scale. Right: the variance held grows fast; 95 and 99 percent are marked.")
show_rows({"components\n1 to 10": pca_components[:10]},
          "The first principal components (white: more, black: less, grey: as it is)", signed=True,
          captions=[f"{variance:.2f}" for variance in pca_variances[:10]],
          alt="Ten images of soft light and dark blobs and rings, which become finer from left to "
              "right; below each its variance, which falls.")

# %% [markdown]
# A component looks like a ghost of many digits. With a positive number in the code its white parts
# get lighter and its black parts darker, with a negative one the reverse. The number below each is
# its variance.
#
# **Now `pca_encode(X, mean, components)`** and **`pca_decode(codes, mean, components)`**
# (6 points together). The first returns the codes, one row of $k$ numbers for each row of `X`. The
# second returns the images that codes stand for. `components` holds as many rows as the codes
# have numbers. As the components are orthonormal, no matrix has to be inverted: `@` is enough.

# %% nbgrader={"grade": false, "grade_id": "pca_encode_decode", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pca_encode(X, mean, components):
    """Codes (n, k) of the rows X (n, d): the coordinates along the components (k, d)."""
    ### BEGIN SOLUTION
    return (X - mean) @ components.T
    ### END SOLUTION


def pca_decode(codes, mean, components):
    """Rows (n, d) that the codes (n, k) stand for."""
    ### BEGIN SOLUTION
    return codes @ components + mean
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "pca_encode_decode_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
few, some_mean, axes_kept = np.arange(12.0).reshape(3, 4), np.ones(4), np.eye(4)[:2]
some_codes = pca_encode(few, some_mean, axes_kept)
assert np.shape(some_codes) == (3, 2), (
    f"3 rows and 2 components should give codes of shape (3, 2), not {np.shape(some_codes)}")
decoded = pca_decode(np.zeros((3, 2)), some_mean, axes_kept)
assert np.shape(decoded) == (3, 4), (
    f"3 codes of 2 numbers, with rows of 4, should give shape (3, 4), not {np.shape(decoded)}")
### BEGIN HIDDEN TESTS
from autograder import checks

random = np.random.default_rng(7)
for rows, columns, kept in [(5, 4, 2), (9, 7, 7)]:
    points, shift = random.normal(size=(rows, columns)) + 3, random.normal(size=columns)
    directions = np.linalg.qr(random.normal(size=(columns, columns)))[0][:kept]
    codes = checks.call(pca_encode, points, shift, directions)
    checks.close(codes, (points - shift) @ directions.T, 1e-4)
    numbers = random.normal(size=(rows, kept))
    decoded = checks.call(pca_decode, numbers, shift, directions)
    checks.close(decoded, numbers @ directions + shift, 1e-4)
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** The mean image alone has an MSE of 0.0675 on MNIST's test images. What remains
# of it with a code of 32 numbers?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "pca_sizes_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def pca_images(images, size):
    """What PCA with a code of `size` numbers makes of images."""
    kept = pca_components[:size]
    return pca_decode(pca_encode(images, pca_mean, kept), pca_mean, kept)


try:
    if np.shape(pca_images(X_test[:2], 3)) != (2, 784):
        raise ValueError("encoding and decoding should give images of 784 numbers")
except Exception as error:  # whatever goes wrong in an answer, the lab goes on
    print(f"PCA: {type(error).__name__} {error}")
    print("the mean image takes the place of what PCA makes: go back to exercise 3.5")

    def pca_images(images, size):
        return np.broadcast_to(pca_mean, images.shape)


sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256]
pca_errors, clipped_errors = [], []
for size in sizes:
    made = pca_images(X_test, size)
    pca_errors.append(float(mse(X_test, made)))
    clipped_errors.append(float(mse(X_test, np.clip(made, 0, 1))))
pca_error = pca_errors[sizes.index(32)]
reveal("MSE with 32 numbers", my_guess, f"{pca_error:.4f}")
show_rows({"image": X_test[:10],
           **{f"{size} numbers": pca_images(X_test[:10], size) for size in (2, 8, 32, 128)}},
          "The same digits from codes of 2, 8, 32 and 128 numbers",
          alt="Ten digits and four rows of reconstructions: two numbers give a blurred ring or "
              "bar, eight a guess, 32 a readable digit with grey clouds, 128 nearly the image.")

# %% [markdown]
# On MNIST 32 numbers leave an MSE of 0.0168, a quarter of the mean image's. Grey clouds float
# around the digits: a sum of components cannot know that a grey value ends at 0 and at 1. Cutting
# the answers off there (`np.clip`) helps at once, from 0.0168 to 0.0152.
#
# Here is one and the same reconstruction, clipped PCA with 32 numbers, in all the units that texts
# use. If a number in a text puzzles you, look for its neighbour here. **Guess first**: what is an
# MSE of 0.0152 as a sum over an image, and how many dB are that?

# %% nbgrader={"grade": false, "grade_id": "units_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def shown(function, *arguments):
    """What an answer makes of these, as text; a dash when it does not work."""
    try:
        return f"{float(function(*arguments)):.4g}"
    except Exception:  # the exercise itself has said what is wrong
        return "-"


made = np.clip(pca_images(X_test, 32), 0, 1)
error = mse(X_test, made)
cross = float(bce(X_test, np.clip(made, 0.001, 0.999)))  # a sure bet that fails would be too dear
print("squared difference, mean per pixel (MSE)    ", shown(lambda: error))
print("squared difference, summed over an image    ", shown(mse_to_sum, error, 784))
print("the same as a PSNR, in dB                   ", shown(psnr, error))
print("absolute difference, mean per pixel         ", shown(lambda: np.abs(X_test - made).mean()))
print("absolute difference, summed over an image   ",
      shown(lambda: np.abs(X_test - made).sum(axis=1).mean()))
print("cross-entropy, mean per pixel, in nats      ", shown(lambda: cross))
print("cross-entropy, summed over an image, in nats", shown(lambda: cross * 784))

# %% [markdown]
# ## 5. A network that finds PCA
#
# PCA encodes with a matrix and decodes with a matrix. A network of two dense layers *without
# activation* does just the same, so its reconstructions, too, can only lie in a *flat* of 32
# dimensions, a subspace moved away from 0 (a plane, if you like, with 32 directions instead of
# two). Of all such flats, the one of PCA has the smallest squared error on the training images.
# Hence:
#
# > Trained on the MSE, a linear autoencoder can at best equal PCA.
#
# It even has as many numbers to draw with: 32 rows of 784 weights and 784 biases make 25,872, and
# PCA has 32 components and one mean image. What the network does not have is the recipe. It only
# has the loss, and steps downhill.
#
# ### Exercise 3.6: `linear_ae` (14 points)
#
# Build a Keras model `linear_ae` with an input of 784 numbers, a dense layer of 32 without
# activation (the code) and a dense layer of 784 without activation. Compile it with `"adam"` and
# the loss `"mse"`, and train it: the images are input and target, 20 epochs, batches of 256, the
# test images as `validation_data`, `verbose=2`. Keep what `fit` returns as `linear_history`. Then
# save the model as `linear_ae.keras` and hand that file in with your notebook, so that grading
# need not train it again. Allow half a minute.
#
# Begin your cell with `keras.utils.set_random_seed(1)`, so that it gives the same result when you
# run it again.
#
# **Guess first.** Where will its MSE on the test images end, with PCA at 0.0168 on MNIST?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "linear_ae", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
linear_ae = keras.Sequential([
    keras.Input(shape=(784,)),
    keras.layers.Dense(32),
    keras.layers.Dense(784),
])
linear_ae.compile(optimizer="adam", loss="mse")
linear_history = linear_ae.fit(
    X_train, X_train, epochs=20, batch_size=256, validation_data=(X_test, X_test), verbose=2)
linear_ae.save("linear_ae.keras")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "linear_ae_test", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
assert hasattr(linear_ae, "layers"), f"linear_ae should be a Keras model, it is {linear_ae!r}"
assert linear_ae.input_shape == (None, 784) and linear_ae.output_shape == (None, 784), (
    f"linear_ae should turn 784 numbers into 784, its shapes are {linear_ae.input_shape} and "
    f"{linear_ae.output_shape}")
assert hasattr(linear_history, "params"), (
    f"keep what fit returns: linear_history = linear_ae.fit(...); it is {linear_history!r}")
assert linear_history.params["epochs"] == 20, (
    f"ask for 20 epochs, not for {linear_history.params['epochs']}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.layers(linear_ae, [checks.dense(32, "linear"), checks.dense(784, "linear")], inputs=784)
checks.compiled(linear_ae, loss="mean_squared_error", optimizers={"adam": (0.0005, 0.005)})
checks.fitted(linear_history, epochs=20, batch_size=256, held_out=X_test)
images = checks.images("test")
error = np.mean((checks.predict(linear_ae, images) - images) ** 2)
checks.at_most(error, checks.pass_line("linear"), "MSE of linear_ae on the test images",
               hint="PCA with 32 numbers has the least that is possible; train for 20 epochs")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "linear_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def usable(name, first, last):
    """Return the network called `name`; should it not fit, one that keeps the lab running."""
    model = globals().get(name)
    if isinstance(model, keras.Model) and model.built:
        shapes = [part.shape for part in model.get_weights()]
        size = shapes[0][-1] if shapes else 0
        if shapes == [(784, size), (size,), (size, 784), (784,)]:
            return model
    print(f"{name} does not fit, an untrained network takes its place: go back to its exercise")
    return keras.Sequential([keras.Input((784,)), keras.layers.Dense(32, first),
                             keras.layers.Dense(784, last)])


def usable_history(name):
    """Return the history called `name`, or an empty one."""
    found = globals().get(name)
    kept = isinstance(getattr(found, "history", None), dict)
    return found if kept else keras.callbacks.History()


linear_ae, linear_history = usable("linear_ae", None, None), usable_history("linear_history")
linear_images = linear_ae.predict(X_test, batch_size=1000, verbose=0)
linear_error = float(mse(X_test, linear_images))
reveal("MSE of the linear autoencoder", my_guess,
       f"{linear_error:.5f}, {linear_error / pca_error:.3f} times PCA's")
mean_image_error = float(mse(X_test, np.broadcast_to(X_train.mean(axis=0), X_test.shape)))
show_training({"linear autoencoder": linear_history},
              {"mean image": mean_image_error, "PCA, 32 numbers": pca_error},
              "The linear autoencoder comes down to PCA, and stays there",
              alt="The test error falls within a few epochs from near the mean image's line to "
                  "the line of PCA and then follows it.")

# %% [markdown]
# It finds the flat of PCA by going downhill, without ever being told about variance. But has it
# found the *components*? Look at what each number of its code draws: that is a row of the last
# layer's weights (a column, in texts that write the matrix the other way round).
#
# **Guess first.** How many of the ten decoder rows below will you recognise as one of the ten
# components?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "rows_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
decoder_rows = linear_ae.get_weights()[2]
unit_rows = decoder_rows / np.linalg.norm(decoder_rows, axis=1, keepdims=True)
likeness = np.abs(unit_rows @ pca_components[:32].T).max()
reveal("rows that are a component", my_guess, "look for yourself")
print(f"largest |cosine| of a decoder row and one of 32 components: {likeness:.2f} (1: the same)")
show_rows({"component\n1 to 10": pca_components[:10], "linear\nautoencoder": decoder_rows[:10]},
          "What a number of the code draws: PCA, and the linear autoencoder", signed=True,
          alt="Upper row: the first ten principal components, smooth and ordered from coarse to "
              "fine. Lower row: ten rows of the decoder, each a restless mixture of all scales.")

# %% [markdown]
# None is a component. Each is a *mixture* of components. To see why the loss does not mind, mix on
# purpose: take the code $z$ of PCA and multiply it with any invertible matrix $B$ of 32 × 32
# numbers. The decoder can undo this with $B^{-1}$, as $z B B^{-1} = z$. The images are the same,
# the loss is the same, the code is another one. Nothing in the MSE asks for components at right
# angles, for the largest variance first, or for any particular variance at all.
#
# **Guess first.** What will the MSE be after mixing the 32 numbers at random, and back?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "mixing_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
mixing = np.random.default_rng(1).normal(size=(32, 32))
try:
    pca_codes = np.asarray(pca_encode(X_test, pca_mean, pca_components[:32]))
    mixed_codes = pca_codes @ mixing
    mixed_images = pca_decode(mixed_codes, pca_mean, np.linalg.inv(mixing) @ pca_components[:32])
    answer = f"{float(mse(X_test, mixed_images)):.5f}, without mixing {pca_error:.5f}"
except Exception as error:  # the exercise itself has said what is wrong
    print(f"PCA: {type(error).__name__} {error}")
    pca_codes = mixed_codes = np.zeros((len(X_test), 32))
    answer = "go back to exercise 3.5"
reveal("MSE with a mixed code", my_guess, answer)
weights = linear_ae.get_weights()
linear_codes = X_test @ weights[0] + weights[1]
show_variances({"PCA": pca_codes, "PCA, mixed": mixed_codes, "linear autoencoder": linear_codes},
               "Three codes that draw nearly the same images: variances need not fall",
               alt="Bars for 32 variances. PCA: falling steeply. PCA mixed and linear "
                   "autoencoder: high and low bars in no order.")

# %% [markdown]
# So what *can* be compared is the flat in which all reconstructions lie, moved back to 0: a
# **subspace**. How do you compare two such flats, each given by some rows that span it?
#
# Think of two planes through 0 in space. They share a line; along it they agree fully. At right
# angles to that line they are tilted against each other by some angle. These are their two
# **principal angles**: 0 and the tilt. In general: take the direction in the first flat and the
# direction in the second that lie closest together; the angle between them is the first principal
# angle. Then again, among what is at right angles to those, and so on. A cosine of 1 means: this
# direction is shared.
#
# To compute them,
#
# 1. give each flat an orthonormal basis: the columns of `Q` in `Q, _ = np.linalg.qr(W.T)` are one
#    for the flat that the *rows* of `W` span. This step makes lengths and mixing irrelevant;
# 2. multiply the two bases, $Q_W^T Q_V$. The singular values of this small matrix,
#    `np.linalg.svd(..., compute_uv=False)`, are the cosines, largest first.
#
# ### Exercise 3.7: `subspace_overlap` (12 points)
#
# Write `subspace_overlap(W, V)`. Both arrays have $k$ rows, of the same length; the rows of each
# span a flat. They need not be orthonormal. It returns the $k$ cosines of the principal angles,
# the largest first.

# %% nbgrader={"grade": false, "grade_id": "subspace_overlap", "locked": false, "schema_version": 3, "solution": true, "task": false}
def subspace_overlap(W, V):
    """Cosines (k,) of the principal angles between the spans of the rows of W and V (k, d)."""
    ### BEGIN SOLUTION
    basis_w, _ = np.linalg.qr(W.T)
    basis_v, _ = np.linalg.qr(V.T)
    return np.linalg.svd(basis_w.T @ basis_v, compute_uv=False)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "subspace_overlap_test", "locked": true, "points": 12, "schema_version": 3, "solution": false, "task": false}
floor_plane = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
with_itself = subspace_overlap(floor_plane, floor_plane)
assert np.shape(with_itself) == (2,), (
    f"for two flats of 2 rows there should be 2 cosines, shape (2,), not {np.shape(with_itself)}")
assert np.allclose(with_itself, 1), (
    f"a plane shares every direction with itself, the cosines should be 1 and 1; "
    f"they are {np.asarray(with_itself).tolist()}")
### BEGIN HIDDEN TESTS
from autograder import checks

random = np.random.default_rng(8)
basis = np.linalg.qr(random.normal(size=(9, 9)))[0]
mixed, (one, other) = random.normal(size=(4, 4)) @ basis[:4], random.normal(size=(2, 5, 20))
tilts = [np.array([[2.0, 0.0, 0.0], [1.0, 3 * np.cos(t), 3 * np.sin(t)]]) for t in (0.3, 1.2)]
flats = [(tilts[0], floor_plane), (floor_plane, tilts[1]), (mixed, basis[:4]), (one, other)]
for W, V in [*flats, (mixed, basis[4:8])]:  # the last two share nothing
    checks.overlaps(checks.call(subspace_overlap, W, V), W, V)
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** How many of the 32 cosines between the linear autoencoder and PCA are above
# 0.99?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "overlap_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def overlap(rows):
    """The cosines with the flat of 32 components, or NaN when the answer does not work."""
    try:
        return np.asarray(subspace_overlap(rows, pca_components[:32]), dtype=float).reshape(-1)
    except Exception as error:  # whatever goes wrong in an answer, the lab goes on
        print(f"subspace_overlap: {type(error).__name__} {error}; go back to exercise 3.7")
        return np.full(32, np.nan)


strangers = np.random.default_rng(2).normal(size=(32, 784))
cosines = overlap(decoder_rows)
reveal("cosines above 0.99", my_guess, f"{np.sum(cosines > 0.99)} of {len(cosines)}")
show_overlap({"linear autoencoder and PCA": cosines, "32 random directions and PCA":
              overlap(strangers)}, "The linear autoencoder spans the flat of PCA",
             alt="The cosines of the 32 principal angles of the linear autoencoder with PCA lie "
                 "at or near 1, but for the last one or two in some runs; those of random "
                 "directions fall from about 0.4 to 0.")

# %% [markdown]
# The rows differ, the flat is the same. If the last cosine or two are smaller in your run, that is
# no contradiction: on MNIST the 32nd and the 33rd component have nearly the same variance, 0.342
# and 0.318. To have the one in place of the other costs only $(0.342 - 0.318)/784 = 0.00003$ in
# MSE, a very gentle slope to walk down.
#
# ### Exercise 3.8: `components_or_subspace` (3 points)
#
# A linear autoencoder was trained on the MSE until its error on the training images was exactly
# that of PCA with the same code size. What do we know about the rows of its decoder?
#
# * a) they are the principal components, perhaps in another order and with other signs
# * b) they span the same subspace as the principal components, and need be neither orthogonal nor
#   ordered
# * c) they are orthogonal, and all numbers of its code have the same variance
# * d) nothing: another network with the same error may span another subspace

# %% nbgrader={"grade": false, "grade_id": "components_or_subspace", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
components_or_subspace = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "components_or_subspace_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
assert components_or_subspace in ("a", "b", "c", "d"), (
    f'components_or_subspace should be one of the letters "a", "b", "c", "d"; '
    f'it is {components_or_subspace!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(components_or_subspace, "b",
              hint="look again at the two rows of pictures, and at the cosines")
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Beyond the straight line
#
# Now give the network what PCA lacks: `relu` in the code, so that a number can be silent for some
# images, and `sigmoid` at the end, which knows that grey values lie between 0 and 1. These are the
# two activations of your first autoencoder. Everything else stays: 32 numbers, MSE, 20 epochs.
#
# ### Exercise 3.9: `relu_ae` (14 points)
#
# Build `relu_ae` with a dense layer of 32 with `relu` and a dense layer of 784 with `sigmoid`.
# Compile and train it exactly as `linear_ae`, after `keras.utils.set_random_seed(1)`, keep the
# history as `relu_history`, save the model as `relu_ae.keras`, and hand that file in too. Allow
# half a minute.
#
# **Guess first.** What will its MSE on the test images be?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "relu_ae", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
relu_ae = keras.Sequential([
    keras.Input(shape=(784,)),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(784, activation="sigmoid"),
])
relu_ae.compile(optimizer="adam", loss="mse")
relu_history = relu_ae.fit(
    X_train, X_train, epochs=20, batch_size=256, validation_data=(X_test, X_test), verbose=2)
relu_ae.save("relu_ae.keras")
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "relu_ae_test", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
assert hasattr(relu_ae, "layers"), f"relu_ae should be a Keras model, it is {relu_ae!r}"
assert relu_ae.input_shape == (None, 784) and relu_ae.output_shape == (None, 784), (
    f"relu_ae should turn 784 numbers into 784, its shapes are {relu_ae.input_shape} and "
    f"{relu_ae.output_shape}")
assert hasattr(relu_history, "params"), (
    f"keep what fit returns: relu_history = relu_ae.fit(...); it is {relu_history!r}")
assert relu_history.params["epochs"] == 20, (
    f"ask for 20 epochs, not for {relu_history.params['epochs']}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.layers(relu_ae, [checks.dense(32, "relu"), checks.dense(784, "sigmoid")], inputs=784)
checks.compiled(relu_ae, loss="mean_squared_error", optimizers={"adam": (0.0005, 0.005)})
checks.fitted(relu_history, epochs=20, batch_size=256, held_out=X_test)
images = checks.images("test")
error = np.mean((checks.predict(relu_ae, images) - images) ** 2)
checks.at_most(error, checks.pass_line("relu"), "MSE of relu_ae on the test images",
               hint="it should be well below PCA's; train for 20 epochs")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "relu_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
relu_ae, relu_history = usable("relu_ae", "relu", "sigmoid"), usable_history("relu_history")
relu_images = relu_ae.predict(X_test, batch_size=1000, verbose=0)
relu_error = float(mse(X_test, relu_images))
reveal("MSE with relu and sigmoid", my_guess, f"{relu_error:.5f}")
show_training({"linear": linear_history, "relu and sigmoid": relu_history},
              {"mean image": mean_image_error, "PCA, 32 numbers": pca_error},
              "The linear network is quicker, the other one goes further",
              alt="Two curves of the test error. The linear one reaches PCA's line early and "
                  "stays; that of relu and sigmoid starts higher and falls well below the line.")
show_rows({"image": X_test[:10], "PCA, clipped": np.clip(pca_images(X_test[:10], 32), 0, 1),
           "relu, sigmoid": relu_images[:10]},
          "32 numbers, two ways (MSE of the last row below)",
          captions=[f"{float(mse(X_test[i], relu_images[i])):.4f}" for i in range(10)],
          alt="Ten digits, their reconstruction by PCA with grey clouds around the strokes, and "
              "by the network with relu and sigmoid on a clean black ground.")

# %% [markdown]
# At first the linear network leads. It begins with answers near 0, which is black already, while a
# sigmoid begins half grey and has to be pushed far to one side before the background is dark. Then
# the other one passes it and passes PCA; in runs of ours on MNIST its MSE ended at about 0.010. The
# clouds are gone.
#
# **Guess first.** Two things are new. Which of them does it: the `relu`, the `sigmoid`, or both?

# %%
my_guess = None

# %% [markdown]
# To find out, take one away at a time. We did, on MNIST, with 20 epochs. These are the errors of
# three runs of ours for each pair:
#
# | code | answer | MSE of the test images |
# | --- | --- | --- |
# | linear | linear | 0.0169 |
# | relu | linear | 0.0170 to 0.0179 |
# | linear | sigmoid | 0.0097 |
# | relu | sigmoid | 0.0099 to 0.0100 |
#
# In these runs the gain was the sigmoid's alone. A likely reason: a sum that runs far below 0 is
# still drawn as black, so the code need not spend its numbers on keeping the background clean. In
# this network the `relu` even cost a little: it takes the negative half of every number away. That
# does not make it useless. Two dense layers in a row with nothing between them are no better than
# one, as two matrices multiply to one matrix; deeper networks need something in between.
#
# ### A loss and the size of its code
#
# A loss without the size of the code is half a sentence. So draw one against the other. The
# axis counts *numbers*; in memory a number of four bytes takes as much as four pixels, so a code
# of 32 is 24.5 times fewer numbers than an image, and 6.1 times fewer bytes.

# %% nbgrader={"grade": false, "grade_id": "sizes_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
curves = {"PCA": (sizes, pca_errors), "PCA, clipped to [0, 1]": (sizes, clipped_errors)}
points = {"linear autoencoder": ([linear_ae.get_weights()[0].shape[1]], [linear_error]),
          "relu and sigmoid": ([relu_ae.get_weights()[0].shape[1]], [relu_error])}
show_sizes(curves, points, "Error against the size of the code",
           alt="PCA's error falls with the code size, nearly straight on logarithmic scales, the "
               "clipped one a little lower. The linear autoencoder lies on the first line, the "
               "one with relu and sigmoid below both.")

# %% [markdown]
# Read it sideways, too: how many numbers does clipped PCA need for the error that `relu_ae` has
# with 32? In runs of ours on MNIST it was about 50. Would you like to see its own curve? Set
# `run_experiment = True`, and allow a minute or two. **Guess first**: at which code size will it
# have the error of PCA with 128 numbers, if ever?

# %%
run_experiment = False

if run_experiment:
    own = {relu_ae.get_weights()[0].shape[1]: relu_error}
    for size in (4, 8, 16, 64):
        keras.utils.set_random_seed(1)
        model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(size, "relu"),
                                  keras.layers.Dense(784, "sigmoid")])
        model.compile(optimizer="adam", loss="mse")
        model.fit(X_train, X_train, epochs=20, batch_size=256, verbose=0)
        own[size] = float(mse(X_test, model.predict(X_test, batch_size=1000, verbose=0)))
        print(f"{size:3} numbers: {own[size]:.4f}")
    show_sizes(curves, {**points, "relu and sigmoid": (list(own), list(own.values()))},
               "Error against the size of the code, networks of five sizes",
               alt="PCA's two lines, the linear autoencoder, and relu and sigmoid at five sizes.")

# %% [markdown]
# ### Exercise 3.10: `code_size` (3 points)
#
# A convolutional autoencoder is published with a cross-entropy of 0.0622, a dense one with 0.0913,
# both on MNIST's test images. The code of the first has 1,568 numbers, that of the second 32. What
# follows?
#
# * a) convolutional layers suit images better than dense ones
# * b) the first was trained for longer, or with a better optimizer
# * c) the second overfits, as its loss is further from the floor
# * d) not much about the designs: the first may say 49 times as much, twice as many numbers as an
#   image has pixels

# %% nbgrader={"grade": false, "grade_id": "code_size", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
code_size = "d"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "code_size_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
assert code_size in ("a", "b", "c", "d"), (
    f'code_size should be one of the letters "a", "b", "c", "d"; it is {code_size!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(code_size, "d", hint="look again at the error against the size of the code")
### END HIDDEN TESTS

# %% [markdown]
# ### What Keras prints as the loss
#
# One trap is left. Keras lets you add **penalties** to a loss, for instance on large numbers in
# the code (a later lab does this to make codes sparse). They change how the network is trained,
# and they are *part of the loss that Keras prints*, also of `val_loss`.
#
# Here is a copy of `relu_ae`, with the very same weights, so with the same answers to the last
# digit. The only difference is a penalty on the code in its first layer.
#
# **Guess first.** How large is the loss that Keras now prints, next to its MSE?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "penalty_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
size = relu_ae.get_weights()[0].shape[1]
penalised = keras.Sequential([
    keras.Input((784,)),
    keras.layers.Dense(size, "relu", activity_regularizer=keras.regularizers.L1(1e-4)),
    keras.layers.Dense(784, "sigmoid"),
])
penalised.set_weights(relu_ae.get_weights())
penalised.compile(optimizer="adam", loss="mse")
printed = penalised.evaluate(X_test, X_test, batch_size=1000, verbose=0)
own_answers = penalised.predict(X_test, batch_size=1000, verbose=0)
reveal("loss that Keras prints", my_guess, f"{printed:.4f}")
print(f"MSE, recomputed from its answers: {float(mse(X_test, own_answers)):.4f}")
print(f"largest difference to relu_ae's answers: {np.abs(own_answers - relu_images).max():.1e}")

# %% [markdown]
# ### Exercise 3.11: `with_penalty` (3 points)
#
# You train an autoencoder with the MSE and a penalty on its code. You want to say whether it beats
# PCA. Which number do you put beside PCA's MSE?
#
# * a) the MSE, recomputed from the images and from what the network predicts for them
# * b) the last `val_loss`, as it was measured on images that the network has not seen
# * c) the last training `loss`, as the penalty counts in training alone
# * d) the last `val_loss` plus the penalty, as PCA has none

# %% nbgrader={"grade": false, "grade_id": "with_penalty", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
with_penalty = "a"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "with_penalty_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
assert with_penalty in ("a", "b", "c", "d"), (
    f'with_penalty should be one of the letters "a", "b", "c", "d"; it is {with_penalty!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(with_penalty, "a", hint="look again at the three lines printed above")
### END HIDDEN TESTS

# %% [markdown]
# ### The whole ladder
#
# Back to the cross-entropy. `relu_ae` was trained on the MSE, but any ruler may be held to its
# answers. The network of the first lab has the same layers and was trained on the cross-entropy
# itself for 50 epochs; its 0.0913 is the figure of one published run.
#
# **Guess first.** Will `relu_ae` lie above or below 0.0913?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "whole_ladder_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
relu_bce = float(bce(X_test, relu_images))
rungs |= {"PCA, 32 numbers": float(bce(X_test, np.clip(pca_images(X_test, 32), 0.001, 0.999))),
          "relu_ae, trained on the MSE": relu_bce,
          "first lab, published (MNIST)": 0.0913}
reveal("cross-entropy of relu_ae", my_guess, f"{relu_bce:.4f} nats per pixel")
show_ladder(rungs, "The whole ladder: from certainty that fails down to the floor",
            alt="The ladder of before with new rungs: below the mean image PCA with 32 numbers, "
                "relu_ae, the network of the first lab, and the floor.")

# %% [markdown]
# Each loss rewards what it measures. Training for longer is not the reason: trained on the
# cross-entropy for 20 epochs, as `relu_ae` was on the MSE, the same layers reached 0.092 to 0.094
# in three runs on MNIST. But next to the steps of the ladder that is a small difference, and this
# is what a ladder is for: you see at once which differences matter.
#
# ## What you have now
#
# * A loss has a unit and a reduction. Sum and mean differ by the number of pixels; MSE and PSNR
#   are one thing on two scales; cross-entropy and MSE must each be computed from the images.
# * The cross-entropy of grey images has a floor above 0, the mean entropy of their pixels.
#   Baselines that know nothing mark the other end. Report a loss together with both marks and with
#   the size of the code, and without penalties.
# * PCA is the best linear code. It comes out of three steps: centre, find the directions of
#   greatest variance, keep the first few. Its components are orthonormal and ordered.
# * A linear autoencoder finds the subspace of PCA, but not its components. With a sigmoid at its
#   end the network goes further than PCA with a code of that size.
# * None of these rulers sees what you see: a shift of one pixel costs as much as a third of the
#   digit.
#
# **Next lab.** *What can be compressed*: a network is given pure noise, and you predict its error
# before it is trained. Then the noise gets a hidden pattern.
