# ---
# jupyter:
#   autograder:
#     limits:
#       cell_seconds: 300
#     pass_lines:
#       mnist:
#         collapsed: 2.4
#         elbo: 187.7
#       stand-in:
#         collapsed: 2.1
#         elbo: 204.0
#     title: The variational autoencoder
#     training:
#       rows: 120000
#       saved:
#         plain.keras:
#           mnist: 0.225
#           stand-in: 0.245
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The variational autoencoder
#
# An autoencoder can copy. Can it *invent*? Draw some numbers at random, hand them to a decoder as
# if they were a code, and you get whatever happens to lie there, because nothing ever told the
# network where in the space of codes the digits should be. In this last lab, which is optional, you
# build one that was told: the **variational autoencoder**, VAE for short. Its code is made so that
# random numbers of a known kind decode to digits.
#
# At the end you will be able to
#
# * say why a plain code is a poor place to sample from,
# * derive and compute the divergence that pulls codes to where they should be,
# * sample inside a network so that it can still be trained,
# * write a loss of your own into a Keras model, and train it,
# * draw new digits, and walk from one digit to another.
#
# | part | what you do | exercises | minutes |
# | --- | --- | --- | --- |
# | 1 | What is missing from a plain code | – | 8 |
# | 2 | A code that is a cloud | 9.1, 9.2 | 14 |
# | 3 | Sampling that can be trained | 9.3, 9.4 | 12 |
# | 4 | One loss of two parts | 9.5, 9.6, 9.7 | 14 |
# | 5 | New digits | 9.8, 9.9, 9.10 | 12 |
#
# As before: replace `# YOUR CODE HERE` and the line `raise NotImplementedError()` below it. The
# cell after each exercise checks the plain things; more is checked when the lab is graded. Where
# you see `my_guess = None`, write down your guess, then run on. A question with answers a) to d) is
# answered with a letter between quotes.

# %%
import logging
from statistics import NormalDist

import keras
import matplotlib.pyplot as plt
import numpy as np

# TensorFlow would remark that many networks take part here, each with a function of its own.
logging.getLogger("tensorflow").setLevel(logging.ERROR)

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


def pixel_loss(originals, answers):
    """Binary cross-entropy of each image in nats per pixel: (n, 784) and (n, 784) -> (n,)."""
    losses = keras.losses.binary_crossentropy(originals, np.array(answers, dtype="float32"))
    return keras.ops.convert_to_numpy(losses)


def show_rows(rows, title, alt):
    """Draw rows of 28 x 28 images; `rows` maps a label to images."""
    columns = max(len(images) for images in rows.values())
    fig, axes = plt.subplots(len(rows), columns, squeeze=False, layout="constrained",
                             figsize=(0.95 * columns + 1.3, 1.05 * len(rows) + 0.5))
    for line, (label, images) in zip(axes, rows.items(), strict=True):
        line[0].set_ylabel(label, rotation=0, ha="right", va="center")
        for axis, image in zip(line, images, strict=True):
            axis.imshow(np.reshape(image, (28, 28)), cmap="gray", vmin=0, vmax=1)
            axis.set(xticks=[], yticks=[])
            axis.spines[:].set(visible=True, color="0.6")
    fig.suptitle(title)
    finish(alt)


def show_maps(maps, digits, title, alt, circles=False):
    """Scatter codes of two numbers, each digit by its own sign; `maps` maps a title to codes. With
    `circles`, the distances 1 and 2 from the centre are drawn too."""
    fig, axes = plt.subplots(1, len(maps), figsize=(5.2 * len(maps), 5), squeeze=False,
                             layout="constrained")
    for axis, (name, codes) in zip(axes[0], maps.items(), strict=True):
        for digit in range(10):
            chosen = codes[digits == digit]
            axis.scatter(*chosen.T, s=14, alpha=0.6, marker=f"${digit}$", linewidths=0.2,
                         color=plt.cm.cividis(digit / 9))
            if len(chosen):
                axis.text(*np.median(chosen, axis=0), str(digit), fontsize=15, weight="bold",
                          ha="center", va="center",
                          bbox={"boxstyle": "circle,pad=0.15", "fc": "white", "ec": "black"})
        for radius in (1, 2) if circles else ():
            axis.add_patch(plt.Circle((0, 0), radius, fill=False, ls="--", lw=1.5, zorder=2.5))
        axis.set(title=name, xlabel="first number of the code",
                 ylabel="second number of the code", aspect="equal")
    fig.suptitle(title)
    finish(alt)


def show_manifold(decode, title, alt, across=20):
    """Decode a grid of codes that cuts the normal distribution into equal shares."""
    shares = (np.arange(across) + 0.5) / across
    places = np.array([NormalDist().inv_cdf(share) for share in shares], dtype="float32")
    codes = np.array([(x, y) for y in places[::-1] for x in places])
    tiles = np.reshape(decode(codes), (across, across, 28, 28))
    _, axis = plt.subplots(figsize=(8, 8), layout="constrained")
    axis.imshow(tiles.transpose(0, 2, 1, 3).reshape(28 * across, 28 * across), cmap="gray",
                vmin=0, vmax=1)
    marks = np.arange(0, across, 3)
    axis.set(title=title, xlabel="first number of the code", ylabel="second number of the code")
    axis.set_xticks(28 * marks + 14, [f"{places[mark]:.1f}" for mark in marks])
    axis.set_yticks(28 * marks + 14, [f"{places[::-1][mark]:.1f}" for mark in marks])
    finish(alt)


def show_parts(history, rulers, title):
    """Draw the two parts of the loss after each epoch, with lines to compare the sum with."""
    records = history.history
    epochs = np.arange(1, len(records["loss"]) + 1)
    mark = "o" if len(epochs) < 10 else None
    fig, axes = plt.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
    axes[0].plot(epochs, records["loss"], "k-", marker=mark, label="both parts")
    axes[0].plot(epochs, records["reconstruction"], "k--", marker=mark, label="reconstruction")
    for name, value in rulers.items():
        axes[0].axhline(value, color="0.4", lw=0.8, ls=":")
        axes[0].text(epochs[-1] + 0.4, value, f"{name} {value:.0f}", va="bottom", ha="right",
                     fontsize=9)
    axes[1].plot(epochs, records["divergence"], "k-", marker=mark, label="divergence")
    for axis in axes:
        axis.set(xlabel="epoch", ylabel="nats per image", xlim=(0, epochs[-1] + 0.5))
        axis.xaxis.get_major_locator().set_params(integer=True)
        axis.set_ylim(bottom=0)
        axis.legend(frameon=False)
    fig.suptitle(title)
    finish(f"{title}: the sum ends at {records['loss'][-1]:.0f}, the divergence at "
           f"{records['divergence'][-1]:.1f} nats per image.")


def show_bells(title):
    """Draw three normal distributions beside the standard one, with their divergence from it."""
    xs = np.linspace(-5, 5, 400)
    _, axes = plt.subplots(1, 3, figsize=(10, 2.6), sharey=True, layout="constrained")
    for axis, (mean, std, cost) in zip(axes, [(0, 1, 0.0), (2, 1, 2.0), (0, 0.3, 0.749)],
                                       strict=True):
        axis.fill_between(xs, [NormalDist().pdf(x) for x in xs], color="0.8", label="standard")
        axis.plot(xs, [NormalDist(mean, std).pdf(x) for x in xs], "k-", label="code")
        axis.set(title=f"mean {mean}, standard deviation {std}:\n{cost:.2f} nats", xlabel="z")
    axes[0].set_ylabel("density")
    axes[0].legend(frameon=False, fontsize=8, loc="upper left")
    plt.gcf().suptitle(title)
    finish("Three bell curves over the standard normal one: the same costs 0 nats, one moved by "
           "2 costs 2.00, one of standard deviation 0.3 costs 0.75.")

# %% nbgrader={"grade": false, "grade_id": "images_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
(X_train, _), (X_test, labels) = keras.datasets.mnist.load_data()
X_train = X_train.reshape(len(X_train), -1).astype("float32") / 255
X_test = X_test.reshape(len(X_test), -1).astype("float32") / 255
mean_image = np.tile(X_train.mean(axis=0), (len(X_test), 1))
print("images:", X_train.shape, X_test.shape)

# %% [markdown]
# ## 1. What is missing from a plain code
#
# We take codes of only *two* numbers, so that a code is a point on a map that we can look at.
# First a plain autoencoder, as you have built several: 784 → 256 → 2 → 256 → 784. It takes about
# half a minute.

# %% nbgrader={"grade": false, "grade_id": "plain_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
code_size = 2

keras.utils.set_random_seed(1)
plain_encoder = keras.Sequential([
    keras.Input((784,)), keras.layers.Dense(256, activation="relu"),
    keras.layers.Dense(code_size)], name="plain_encoder")
plain_decoder = keras.Sequential([
    keras.Input((code_size,)), keras.layers.Dense(256, activation="relu"),
    keras.layers.Dense(784, activation="sigmoid")], name="plain_decoder")
plain = keras.Sequential([keras.Input((784,)), plain_encoder, plain_decoder], name="plain")
plain.compile(optimizer="adam", loss="binary_crossentropy")
plain.fit(X_train, X_train, epochs=10, batch_size=256, validation_data=(X_test, X_test),
          verbose=2)
plain.save("plain.keras")  # hand this in too: when graded, it need not be trained again

# %% [markdown]
# **Guess first.** We draw ten codes at random, with the mean and the spread that the plain codes
# have, and decode them. How many of the ten will you take for a digit?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "plain_samples_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
plain_codes = plain_encoder.predict(X_test, verbose=0)
drawn = np.random.default_rng(1).normal(plain_codes.mean(0), plain_codes.std(0), (10, code_size))
reveal("how many look like digits", my_guess, "you are the judge")
show_rows({"drawn at random": plain_decoder.predict(drawn, verbose=0)},
          "Random codes, decoded by a plain autoencoder",
          "Ten decoded random codes of the plain autoencoder; some pass for digits, others are "
          "smudges between several.")
spread = [f"{low:.0f} to {high:.0f}" for low, high in zip(plain_codes.min(0), plain_codes.max(0),
                                                          strict=True)]
print("codes reach from", " and ".join(spread))
show_maps({"plain autoencoder": plain_codes[:2000]}, labels[:2000],
          "2,000 test images on the map of a plain autoencoder",
          "A scatter of codes: some digits have wide arms of their own, with gaps between them, "
          "others crowd in one corner.")

# %% [markdown]
# Some pass for digits, some do not, and for that much we had to look at 10,000 codes first, to know
# where to draw. Look at the numbers on the axes, and at the gaps. Nothing in the loss says where a
# digit's code must lie or how far apart two may be. So the map has arms and holes, and its scale is
# whatever training came to. Whoever wants to *draw* a code needs a map without holes, whose shape
# is known beforehand.

# %% [markdown]
# ## 2. A code that is a cloud
#
# A VAE changes two things.
#
# **A code is a cloud, not a point.** For each image the encoder gives, for each number of the
# code, a mean $\mu$ and a spread $\sigma$; the code itself is drawn anew each time from the normal
# distribution with that mean and that standard deviation. The decoder must then make the image
# out of *any* point of the cloud. So neighbouring points have to mean similar images.
#
# **The clouds are held together.** Spread costs the decoder accuracy. Left to itself, training
# would shrink the clouds to points and move them far apart. Against that, the loss gets a second
# part: how much the cloud differs from the *standard* normal distribution, with mean 0 and
# standard deviation 1. If all clouds are near to it, then a code drawn from it will be one that
# the decoder knows.
#
# The difference between two distributions is measured by the **Kullback–Leibler divergence**. For
# the density $q$ of the cloud and the density $p$ of the standard normal it is the mean of
# $\ln q(z) - \ln p(z)$ over points $z$ drawn from the cloud. It is 0 when the two are equal, and
# positive otherwise. With
#
# $$\ln q(z) = -\tfrac12 \ln(2\pi\sigma^2) - \frac{(z-\mu)^2}{2\sigma^2},
# \qquad \ln p(z) = -\tfrac12 \ln(2\pi) - \frac{z^2}{2}$$
#
# you can work it out: draw $z$ from the cloud, then the mean of $(z-\mu)^2$ is $\sigma^2$, and the
# mean of $z^2$ is $\mu^2 + \sigma^2$. Put these in, and sum over the numbers of the code.

# %% nbgrader={"grade": false, "grade_id": "bells_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
show_bells("What it costs to differ from the standard normal distribution")

# %% [markdown]
# One more thing before you write it down. A standard deviation must be positive, but the last
# layer of an encoder gives any number. So the encoder gives $\ln \sigma^2$, the **logarithm of the
# variance**, `log_var` from here on. It may be any number, and $\sigma^2 = e^{\texttt{log_var}}$ is
# positive by itself. Published programs mix up $\sigma$, $\sigma^2$ and $\ln \sigma^2$ more often
# than any other part of a VAE, and they run without a complaint. Write next to each variable what
# it is.
#
# ### Exercise 9.1: `kl_divergence` (18 points)
#
# Write `kl_divergence(mu, log_var)`. Both have one row per image and one column for each number of
# the code. It returns the divergence of each image in nats: the **sum** over the numbers of its
# code, one value per row. Use `keras.ops` (`keras.ops.exp`, `keras.ops.square`, `keras.ops.sum`),
# so that Keras can train through it.

# %% nbgrader={"grade": false, "grade_id": "kl_divergence", "locked": false, "schema_version": 3, "solution": true, "task": false}
def kl_divergence(mu, log_var):
    """Divergence of each image's cloud from the standard normal: (n, d), (n, d) -> (n,), nats."""
    ### BEGIN SOLUTION
    each = keras.ops.square(mu) + keras.ops.exp(log_var) - 1 - log_var
    return 0.5 * keras.ops.sum(each, axis=-1)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "kl_divergence_test", "locked": true, "points": 18, "schema_version": 3, "solution": false, "task": false}
zeros = np.zeros((3, 2), "float32")
at_rest = keras.ops.convert_to_numpy(kl_divergence(zeros, zeros))
assert at_rest.shape == (3,), (
    f"for 3 images kl_divergence should return 3 numbers, shape (3,); its shape is "
    f"{at_rest.shape}")
assert np.abs(at_rest).max() < 1e-6, (
    f"a cloud with mean 0 and variance 1 is the standard normal, its divergence is 0; you "
    f"have {at_rest[0]}")
### BEGIN HIDDEN TESTS
from autograder import checks

for rows, columns in [(4, 2), (7, 5)]:
    random = np.random.default_rng(rows)
    mean = random.normal(0, 2, (rows, columns)).astype("float32")
    logs = random.normal(0, 1, (rows, columns)).astype("float32")
    right = 0.5 * (mean.astype("float64") ** 2 + np.exp(logs) - 1 - logs).sum(axis=1)
    checks.close(checks.call(kl_divergence, mean, logs), right, 1e-3)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "kl_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def usable_divergence(mu, log_var):
    """Your divergence; should it not be one, 0, so that the lab runs on."""
    return kl_divergence(mu, log_var) if is_divergence else 0.0 * mu[:, 0]


try:
    clouds = np.array([[0, 0], [2, 0], [0, 1], [0, -1]], "float32")
    costs = keras.ops.convert_to_numpy(kl_divergence(clouds[:, :1], clouds[:, 1:]))
    is_divergence = costs.shape == (4,) and abs(costs[0]) < 0.001 and all(costs[1:] > 0)
except Exception:
    is_divergence = False
if is_divergence:
    print(f"one mean moved by 2 costs {costs[1]:.2f} nats")
else:
    print("kl_divergence is no divergence yet: 0 for the standard normal, positive for all else")

# %% [markdown]
# ### Exercise 9.2: `sum_or_mean` (3 points)
#
# A published program takes the *mean* over the numbers of the code where the formula has the sum,
# and leaves the reconstruction as a sum over 784 pixels. With a code of 20 numbers, what does that
# change?
#
# * a) Nothing: a mean is a sum up to a factor, and training finds the same network.
# * b) The divergence counts for a twentieth of what it should, so the clouds are held together
#   less than they should be.
# * c) The divergence counts twenty times as much, so that all clouds become the standard normal.
# * d) The network cannot be trained, as the two parts have different units.
#
# Set `sum_or_mean` to the letter of the best answer, such as `sum_or_mean = "a"`.

# %% nbgrader={"grade": false, "grade_id": "sum_or_mean", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
sum_or_mean = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sum_or_mean_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
assert sum_or_mean in ("a", "b", "c", "d"), (
    f'sum_or_mean should be a letter from "a" to "d", it is {sum_or_mean!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(sum_or_mean, "b", hint="compare the mean of 20 numbers with their sum")
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Sampling that can be trained
#
# Drawing a random number stands in the way of training: a gradient asks how the loss changes when
# $\mu$ changes a little, but a number from a random generator has no slope. The way out is to draw
# *first* and to shift afterwards. Draw $\varepsilon$ from the standard normal, which depends on no
# weight, and set
#
# $$z = \mu + \sigma \, \varepsilon .$$
#
# This $z$ is distributed as it should be, and it has slopes: 1 with respect to $\mu$, and
# $\varepsilon$ with respect to $\sigma$. The trick is called **reparametrisation**.
#
# ### Exercise 9.3: `Sampling` (18 points)
#
# Complete the layer `Sampling`. Its `call` gets a pair `(mu, log_var)` and returns $z$ of the same
# shape, drawn anew in each call with noise from `keras.random.normal`. Pass
# `seed=self.seed_generator` there: then the same seed gives the same noise, call for call.

# %% nbgrader={"grade": false, "grade_id": "Sampling", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Sampling(keras.layers.Layer):
    """Draw a code from each image's cloud: (mu, log_var), each (n, d) -> (n, d)."""

    def __init__(self, seed=1, **options):
        super().__init__(**options)
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, inputs):
        mu, log_var = inputs
        ### BEGIN SOLUTION
        noise = keras.random.normal(keras.ops.shape(mu), seed=self.seed_generator)
        return mu + keras.ops.exp(0.5 * log_var) * noise
        ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "Sampling_test", "locked": true, "points": 18, "schema_version": 3, "solution": false, "task": false}
means = np.full((5, 2), 3.0, "float32")
sampled = keras.ops.convert_to_numpy(Sampling(seed=1)((means, np.full((5, 2), -30.0, "float32"))))
assert sampled.shape == (5, 2), (
    f"for 5 clouds in 2 dimensions Sampling should give shape (5, 2), it gives {sampled.shape}")
assert np.abs(sampled - 3).max() < 0.01, (
    "with log_var = -30 a cloud is a point: Sampling should give its mean, 3; it gives "
    f"{sampled[0]}")
### BEGIN HIDDEN TESTS
from autograder import checks

mean = np.tile(np.array([[0.0, 5.0]], "float32"), (20000, 1))
logs = np.tile(np.array([[2 * np.log(3), 0.0]], "float32"), (20000, 1))
layer = checks.call(Sampling, seed=7)
first, second = (np.asarray(checks.call(layer, (mean, logs))) for _ in range(2))
checks.array(first, shape=(20000, 2))
checks.array(second, shape=(20000, 2))
# Over 20,000 draws a mean of standard deviation 3 differs by 0.02, a deviation by 0.5 %.
for column, (wanted, spread) in enumerate([(0, 3), (5, 1)]):
    checks.at_most(abs(first[:, column].mean() - wanted), 0.1 * spread,
                   f"distance of the mean of the samples from {wanted}")
    checks.close(first[:, column].std(), spread, 0.06 * spread)
checks.at_most(abs(np.corrcoef(first[:, 0], first[:, 1])[0, 1]), 0.05,
               "correlation of the noise in the two numbers of a code",
               "draw a noise of its own for each number")
checks.at_most(abs(np.corrcoef(first[:, 0], second[:, 0])[0, 1]), 0.05,
               "correlation of two calls", "draw new noise in each call")
again = np.asarray(checks.call(checks.call(Sampling, seed=7), (mean, logs)))
checks.close(again, first, 1e-4)
# The noise depends on neither: a shifted cloud gives shifted samples, and so gradients flow.
moved = np.asarray(checks.call(checks.call(Sampling, seed=7), (mean + 2, logs)))
checks.close(moved, first + 2, 1e-3)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 9.4: `which_spread` (3 points)
#
# A program computes `z = mu + exp(log_var) * noise`. For `log_var` = 2 ln 3, about 2.197, what is
# the standard deviation of its samples, and what should it be?
#
# * a) It is 3, as it should be.
# * b) It is 9 and should be 3.
# * c) It is 3 and should be 9.
# * d) It is 2.197 and should be 3.

# %% nbgrader={"grade": false, "grade_id": "which_spread", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
which_spread = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "which_spread_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
assert which_spread in ("a", "b", "c", "d"), (
    f'which_spread should be a letter from "a" to "d", it is {which_spread!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(which_spread, "b", hint="log_var is the logarithm of the variance, not of its root")
### END HIDDEN TESTS

# %% [markdown]
# ## 4. One loss of two parts
#
# Encoder and decoder are given. The encoder has *two* outputs, the means and the logarithms of the
# variances.

# %% nbgrader={"grade": false, "grade_id": "halves_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
keras.utils.set_random_seed(1)
image = keras.Input((784,))
hidden = keras.layers.Dense(256, activation="relu")(image)
mu = keras.layers.Dense(code_size, name="mu")(hidden)
log_var = keras.layers.Dense(code_size, name="log_var")(hidden)
vae_encoder = keras.Model(image, [mu, log_var], name="vae_encoder")

vae_decoder = keras.Sequential([
    keras.Input((code_size,)), keras.layers.Dense(256, activation="relu"),
    keras.layers.Dense(784, activation="sigmoid")], name="vae_decoder")


class UsualSampling(keras.layers.Layer):
    """Your `Sampling`; should it not be usable, the mean alone, so that the lab runs on."""

    def __init__(self):
        super().__init__()
        try:
            self.yours = Sampling(seed=1)
            answer = self.yours((np.zeros((3, 2), "float32"), np.zeros((3, 2), "float32")))
            self.fits = tuple(answer.shape) == (3, 2)
        except Exception as error:
            print(f"Sampling cannot be used yet ({type(error).__name__}): go back to part 3")
            self.fits = False

    def call(self, inputs):
        return self.yours(inputs) if self.fits else inputs[0]

# %% [markdown]
# The loss of an image has two parts, both in nats:
#
# * the **reconstruction**: the cross-entropy of lab 01, but *summed* over the 784 pixels, not their
#   mean. That is 784 times the number that you are used to;
# * the **divergence** of its cloud.
#
# Their sum is an upper bound for how surprising the image is to the network, counted in nats. The
# two may be added because both are nats per image, and the sum is this bound only if neither is
# scaled. (With the sign changed it is called the *evidence lower bound*, ELBO.) For grey pixels
# the words "how surprising" are a loose use of a rule made for black and white ones; the floor of
# lab 01 is still there, 784 times as high.
#
# ### Exercise 9.5: `VAE` (20 points)
#
# In Keras a model may bring its own loss: its method `compute_loss` gets the images `x` and, as
# `y_pred`, what `call` made of them, and returns one number. Its first line takes `y_pred` apart.
# Complete the rest, in two places:
#
# 1. `reconstruction`: the binary cross-entropy between `x` and `answer`, summed over the pixels of
#    each image. `keras.losses.binary_crossentropy(x, answer)` gives the *mean* over the pixels.
# 2. `divergence`: from `usable_divergence(mu, log_var)`, which calls your `kl_divergence`. Like
#    the first, it has one number for each image.
# 3. At the end, add the two for each image, and return the mean over the images of the batch.

# %% nbgrader={"grade": false, "grade_id": "case_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
half = np.full((4, 784), 0.5, "float32")  # four half grey images
flat = np.zeros((4, 2), "float32")  # as means and as log variances: four standard normal clouds

# %% nbgrader={"grade": false, "grade_id": "VAE", "locked": false, "schema_version": 3, "solution": true, "task": false}
class VAE(keras.Model):
    """A variational autoencoder; its loss is in nats per image."""

    def __init__(self, encoder, decoder, **options):
        super().__init__(**options)
        self.encoder, self.decoder, self.sampling = encoder, decoder, UsualSampling()
        self.reconstruction = keras.metrics.Mean("reconstruction")
        self.divergence = keras.metrics.Mean("divergence")

    def call(self, x):
        mu, log_var = self.encoder(x)
        return self.decoder(self.sampling((mu, log_var))), mu, log_var

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        answer, mu, log_var = y_pred
        ### BEGIN SOLUTION
        reconstruction = 784 * keras.losses.binary_crossentropy(x, answer)
        divergence = usable_divergence(mu, log_var)
        ### END SOLUTION
        self.reconstruction.update_state(reconstruction)  # kept for the curves below
        self.divergence.update_state(divergence)
        ### BEGIN SOLUTION
        return keras.ops.mean(reconstruction + divergence)
        ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "VAE_test", "locked": true, "points": 20, "schema_version": 3, "solution": false, "task": false}
trial = VAE(vae_encoder, vae_decoder)
loss = float(keras.ops.convert_to_numpy(trial.compute_loss(x=half, y_pred=(half, flat, flat))))
assert abs(loss - 784 * np.log(2)) < 0.1, (
    f"half grey for half grey costs ln 2 for each of 784 pixels, 543.43 nats per image, and a "
    f"standard normal cloud costs nothing; your loss is {loss:.2f}")
### BEGIN HIDDEN TESTS
from autograder import checks

random = np.random.default_rng(5)
for rows in (3, 8):
    pixels = random.random((rows, 784), dtype="float32")
    answer = random.uniform(0.05, 0.95, (rows, 784)).astype("float32")
    mean = random.normal(0, 1, (rows, 2)).astype("float32")
    logs = random.normal(0, 1, (rows, 2)).astype("float32")
    exact = -(pixels * np.log(answer) + (1 - pixels) * np.log(1 - answer)).sum(axis=1)
    # Judged with the student's own divergence: a mistake there has cost its points already.
    own = np.asarray(checks.call(usable_divergence, mean, logs), "float64")
    found = checks.call(checks.call(VAE, vae_encoder, vae_decoder).compute_loss,
                        x=pixels, y_pred=(answer, mean, logs))
    checks.close(found, (exact + own).mean(), 0.05)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "loss_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
try:
    loss = VAE(vae_encoder, vae_decoder).compute_loss(x=half, y_pred=(half, flat, flat))
    trains = tuple(loss.shape) == () and 0 < float(loss) < 10000
except Exception:
    trains = False
if not trains:
    print("the loss of VAE cannot be used yet: go back to exercise 9.5. So that you can read on, "
          "the reconstruction alone takes its place.")
    VAE.compute_loss = lambda self, x=None, y=None, y_pred=None, **options: keras.ops.mean(
        keras.losses.binary_crossentropy(x, y_pred[0]))

# %% [markdown]
# ### Exercise 9.6: `vae`, `vae_history` (16 points)
#
# Make the model with `vae = VAE(vae_encoder, vae_decoder)`. Compile it with
# `optimizer=keras.optimizers.Adam(0.002)` and no loss, as it brings its own. Train it with `fit`
# on the training images for 20 epochs with batches of 256 and `verbose=2`, and keep what `fit`
# returns as `vae_history`. There is no target to pass: `compute_loss` takes the images themselves.
# Allow a minute or two.
#
# When your work is graded the VAE is trained anew for two epochs. There is no file to hand in for
# it.
#
# **Guess first**: the mean training image alone costs 205.8 nats per image on MNIST's test images,
# a perfect copy 45.5. Where will the sum of both parts end, with two numbers to a code?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "vae_fit", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
vae = VAE(vae_encoder, vae_decoder)
vae.compile(optimizer=keras.optimizers.Adam(0.002))
vae_history = vae.fit(X_train, epochs=20, batch_size=256, verbose=2)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "vae_fit_test", "locked": true, "points": 16, "schema_version": 3, "solution": false, "task": false}
assert hasattr(vae_history, "params"), (
    f"keep what fit returns, vae_history = vae.fit(...); vae_history is {vae_history!r}")
assert vae_history.params["epochs"] == 20, (
    f"ask for 20 epochs, not for {vae_history.params['epochs']}")
assert vae_history.params["steps"] == 235, (
    f"60,000 images in batches of 256 make 235 steps an epoch, not {vae_history.params['steps']}")
### BEGIN HIDDEN TESTS
from autograder import checks

images = checks.images("test")
mean, logs = (np.asarray(part, "float64") for part in vae_encoder.predict(images, verbose=0))
noise = np.random.default_rng(3).standard_normal(mean.shape)
answer = checks.predict(vae_decoder, (mean + np.exp(logs / 2) * noise).astype("float32"))
answer = np.clip(answer.astype("float64"), 1e-7, 1 - 1e-7)
reconstruction = -(images * np.log(answer) + (1 - images) * np.log(1 - answer)).sum(axis=1)
divergence = 0.5 * (mean**2 + np.exp(logs) - 1 - logs).sum(axis=1)
# With a divergence, a sampling or a loss that is wrong, which has cost its points, the network
# need only have learned something: it begins at 543 nats, every pixel half grey.
probe = (np.array([[1.0, -2.0]], "float32"), np.array([[0.5, -1.0]], "float32"))
own = np.asarray(checks.call(usable_divergence, *probe), "float64")
right_divergence = own.shape == (1,) and abs(own[0] - 2.50507) < 0.01
black = np.zeros((2, 784), "float32")
loss = np.asarray(checks.call(vae.compute_loss, x=black, y_pred=(
    black + 0.5, np.ones((2, 2), "float32"), np.zeros((2, 2), "float32"))), "float64")
right_loss = loss.shape == () and abs(loss - (784 * np.log(2) + 1)) < 0.1
cloud = np.asarray(checks.call(checks.call(UsualSampling), (
    np.zeros((4000, 2), "float32"), np.full((4000, 2), 2 * np.log(3), "float32"))), "float64")
right_sampling = abs(cloud.std() - 3) < 0.3
if right_divergence and right_loss and right_sampling:
    checks.at_most((reconstruction + divergence).mean(), checks.pass_line("elbo"),
                   "reconstruction plus divergence on the test images (nats per image)")
    checks.at_least(divergence.mean(), checks.pass_line("collapsed"),
                    "divergence on the test images (nats per image)",
                    "all clouds are the standard normal: the code says nothing")
else:
    made = checks.predict(vae_decoder, mean.astype("float32")).astype("float64")
    made = np.clip(made, 1e-7, 1 - 1e-7)
    cost = -(images * np.log(made) + (1 - images) * np.log(1 - made)).sum(axis=1).mean()
    checks.at_most(cost, 400, "reconstruction on the test images (nats per image)",
                   "the network looks untrained")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "parts_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
records = getattr(globals().get("vae_history"), "history", {})
if {"loss", "reconstruction", "divergence"} <= set(records):
    reveal("nats per image at the end", my_guess, f"{records['loss'][-1]:.1f}")
    rulers = {"mean image, test images": 784 * pixel_loss(X_test, mean_image).mean(),
              "floor, test images": 784 * pixel_loss(X_test, X_test).mean()}
    show_parts(vae_history, rulers, "The loss of the VAE and its two parts, training images")
else:
    print("there is no training to show yet: go back to exercise 9.6")

# %% [markdown]
# The divergence is a price, and need not fall with the sum. To say more about an image its cloud
# must move further out or get smaller, and that costs nats; the network pays as long as it gets
# more back in the reconstruction.
#
# ### Exercise 9.7: `if_too_strong` (3 points)
#
# Suppose the divergence were counted a hundred times. What would the network do?
#
# * a) Draw sharper digits, since the code is regular now.
# * b) Make every cloud the standard normal, and let the decoder draw nearly the mean image each
#   time.
# * c) Move the clouds far apart, so that they do not overlap.
# * d) Learn more slowly, but end with the same network.

# %% nbgrader={"grade": false, "grade_id": "if_too_strong", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
if_too_strong = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "if_too_strong_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
assert if_too_strong in ("a", "b", "c", "d"), (
    f'if_too_strong should be a letter from "a" to "d", it is {if_too_strong!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(if_too_strong, "b", hint="what does a cloud look like whose divergence is 0?")
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** On the map of the VAE, what share of the means, in percent, will lie within a
# distance of 2 of the centre?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "maps_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
vae_codes, _ = vae_encoder.predict(X_test, verbose=0)
inside = np.mean(np.hypot(*vae_codes.T) < 2)
reveal("means within a distance of 2 of the centre", my_guess, f"{100 * inside:.0f} %")
show_maps({"plain autoencoder": plain_codes[:2000], "VAE, the means": vae_codes[:2000]},
          labels[:2000], "The same 2,000 test images on both maps (dashed: 1 and 2 from 0)",
          "Two scatters with circles around the centre: on the left arms and gaps on a large "
          f"scale, on the right digits packed around it, {100 * inside:.0f} percent of them within "
          "a distance of 2.", circles=True)

# %% [markdown]
# ## 5. New digits
#
# Now the map has a known shape. A code drawn from the standard normal distribution falls where
# there are digits.
#
# ### Exercise 9.8: `sample_digits` (8 points)
#
# Write `sample_digits(decoder, n, seed)`. It draws `n` codes from the standard normal distribution
# and returns what `decoder` makes of them, an array of shape `(n, 784)`. The size of a code is
# `decoder.input_shape[-1]`. The same seed gives the same images, another seed other ones
# (`np.random.default_rng(seed)`).
#
# **Guess first**: below, both networks decode the same random codes. What will the plain one draw?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "sample_digits", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sample_digits(decoder, n, seed):
    """Decode `n` random codes: a Keras model, a number and a seed -> (n, 784)."""
    ### BEGIN SOLUTION
    codes = np.random.default_rng(seed).standard_normal((n, decoder.input_shape[-1]))
    return decoder.predict(codes.astype("float32"), verbose=0)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sample_digits_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
some = keras.ops.convert_to_numpy(sample_digits(vae_decoder, 5, seed=1))
assert some.shape == (5, 784), (
    f"sample_digits(vae_decoder, 5, seed=1) should have the shape (5, 784), it has {some.shape}")
assert some.min() >= 0 and some.max() <= 1, (
    f"the images should be greys from 0 to 1, they reach from {some.min()} to {some.max()}")
### BEGIN HIDDEN TESTS
from autograder import checks

mirror = keras.Sequential([keras.Input((3,)), keras.layers.Dense(784, use_bias=False)])
mirror.set_weights([np.eye(3, 784, dtype="float32")])  # the first three pixels are the code
found = np.asarray(checks.call(sample_digits, mirror, 4000, 11))
checks.array(found, shape=(4000, 784))
# Means and standard deviations of 4,000 draws differ by 0.016 and 0.011.
checks.close(found[:, :3].mean(axis=0), np.zeros(3), 0.12)
checks.close(found[:, :3].std(axis=0), np.ones(3), 0.08)
checks.close(checks.call(sample_digits, mirror, 4000, 11), found, 1e-5)
other = np.asarray(checks.call(sample_digits, mirror, 4000, 12))
checks.at_most(abs(np.corrcoef(found[:, 0], other[:, 0])[0, 1]), 0.1,
               "correlation of the codes drawn with two seeds",
               "does the seed reach the generator?")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "samples_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
reveal("what the plain one draws", my_guess, "see the lower row")
try:
    show_rows({name: np.reshape(sample_digits(decoder, 12, seed=4), (12, 784))
               for name, decoder in (("VAE", vae_decoder), ("plain", plain_decoder))},
              "The same random codes, decoded by both networks",
              "Twelve random digits from the VAE, blurred but different; below them twelve from "
              "the plain autoencoder, nearly all of them the same smudge.")
except Exception as error:
    print(f"sample_digits cannot be used yet ({type(error).__name__}): go back to exercise 9.8")

# %% [markdown]
# The plain network's map is so much larger that all these codes fall on one spot of it. The VAE was
# made for them. Its digits are blurred: that is the price of a code of two numbers, and of clouds
# that overlap. Where two digits share a place, the decoder draws the mean of both.
#
# The whole map at one glance: a grid of codes, each cell with the same share of the standard normal
# distribution.
#
# **Guess first.** Which digit takes up most of the map?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "manifold_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
reveal("the digit with most room", my_guess, "see the picture")
show_manifold(lambda codes: vae_decoder.predict(codes, verbose=0),
              "What the decoder draws at 400 places of the map",
              "A square of 20 by 20 decoded codes; digits change smoothly into each other from "
              "tile to tile.")

# %% [markdown]
# ### Exercise 9.9: `interpolate` (8 points)
#
# Write `interpolate(encoder, decoder, first, second, steps)`. It encodes the images `first` and
# `second`, each of shape `(784,)`, with `encoder`, which returns means and log variances as
# `vae_encoder` does; takes `steps` points on the straight line from the mean of the one to the mean
# of the other, equally far apart, both ends included; and returns what `decoder` draws there, an
# array of shape `(steps, 784)`.
#
# **Guess first**: below, a 3 turns into a 9. Which digits may it pass on the way?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "interpolate", "locked": false, "schema_version": 3, "solution": true, "task": false}
def interpolate(encoder, decoder, first, second, steps):
    """Decode a straight walk between two images' means: -> (steps, 784)."""
    ### BEGIN SOLUTION
    means, _ = encoder.predict(np.stack([first, second]), verbose=0)
    share = np.linspace(0, 1, steps, dtype="float32")[:, None]
    return decoder.predict((1 - share) * means[0] + share * means[1], verbose=0)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "interpolate_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
walk = keras.ops.convert_to_numpy(interpolate(vae_encoder, vae_decoder, X_test[0], X_test[1], 6))
assert walk.shape == (6, 784), (
    f"a walk of 6 steps should have the shape (6, 784), it has {walk.shape}")
### BEGIN HIDDEN TESTS
from autograder import checks

keras.utils.set_random_seed(2)
start = keras.Input((784,))
ends = [keras.layers.Dense(4)(start) for _ in range(2)]
two_ways = keras.Model(start, ends)
back = keras.Sequential([keras.Input((4,)), keras.layers.Dense(784, "tanh")])
one, other = checks.images("test")[3], checks.images("test")[9]
means = two_ways.predict(np.stack([one, other]), verbose=0)[0]
for steps in (2, 9):
    share = np.linspace(0, 1, steps)[:, None]
    right = checks.predict(back, ((1 - share) * means[0] + share * means[1]).astype("float32"))
    checks.close(checks.call(interpolate, two_ways, back, one, other, steps), right, 1e-3)
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "walk_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
costs = pixel_loss(X_test, vae_decoder.predict(vae_codes, verbose=0))
clear = [np.argmin(np.where(labels == digit, costs, np.inf)) for digit in range(10)]
pairs = [(clear[1], clear[7]), (clear[3], clear[9]), (clear[0], clear[6])]
reveal("on the way from 3 to 9", my_guess, "see the second row")
try:
    show_rows({f"{labels[a]} to {labels[b]}": np.reshape(
                   interpolate(vae_encoder, vae_decoder, X_test[a], X_test[b], 10), (10, 784))
               for a, b in pairs}, "Walks across the map, from one test image to another",
              "Three rows of ten images: a 1 turns into a 7, a 3 into a 9, a 0 into a 6, "
              "some by way of other digits.")
except Exception as error:
    print(f"interpolate cannot be used yet ({type(error).__name__}): go back to exercise 9.9")

# %% [markdown]
# A straight line on the map leads through whatever lies between, so a walk may pass a third digit.
#
# ### Exercise 9.10: `why_generative` (3 points)
#
# Why may one draw codes for a VAE at random, and not for a plain autoencoder?
#
# * a) The VAE has more parameters, so its decoder knows more images.
# * b) The plain autoencoder's decoder is deterministic, the VAE's is random.
# * c) The VAE has seen the labels, so it knows where the digits lie.
# * d) The divergence made the codes of all images together fill a distribution that we know, and
#   the clouds left few holes in it.

# %% nbgrader={"grade": false, "grade_id": "why_generative", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
why_generative = "d"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "why_generative_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
assert why_generative in ("a", "b", "c", "d"), (
    f'why_generative should be a letter from "a" to "d", it is {why_generative!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(why_generative, "d", hint="compare the two maps once more")
### END HIDDEN TESTS

# %% [markdown]
# ## What you have now
#
# * A plain code is made to be decoded, not to be drawn from: its map has holes, and no known scale.
# * A VAE's code is a cloud with a mean and a variance. Noise that is drawn first and shifted
#   afterwards lets gradients through.
# * Its loss is a sum of two parts in one unit, nats per image. Mean or sum, $\sigma$ or $\sigma^2$:
#   write down which, and test it on a case that you can work out by hand.
# * Then random codes decode to digits, and straight lines to walks between them.
#
# **Next.** This is the end of the course. You have built networks that copy, shorten, clean,
# search, warn and invent. Take a data set of your own, and begin with its floor and its baselines.
