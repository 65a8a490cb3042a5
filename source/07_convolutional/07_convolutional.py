# ---
# jupyter:
#   autograder:
#     bonus:
#       conv_training: 5
#       denoiser_training: 10
#     limits:
#       cell_seconds: 300
#     pass_lines:
#       mnist:
#         conv: 0.12
#         denoiser: 0.1
#         denoiser_psnr: 18.0
#       stand-in:
#         conv: 0.13
#         denoiser: 0.11
#         denoiser_psnr: 17.0
#     title: Convolutional autoencoders (training optional, GPU recommended)
#     training:
#       rows: 4000
#       saved:
#         conv.keras:
#           mnist: 0.12
#           stand-in: 0.13
#         conv_denoiser.keras:
#           mnist: 0.1
#           stand-in: 0.11
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Convolutional autoencoders
#
# Cut a photograph into strips, glue them end to end, and try to find the face in it. That is what
# a dense layer is given: it knows nothing of above and below, and has to learn each stroke again
# for each place where it may lie. A **convolution** keeps the picture a picture. It slides one
# small window over it and looks for the same thing everywhere.
#
# In this lab you work out what convolutions do to the size of a picture, going down and coming
# back up, and build two autoencoders from them. Whether you also *train* them to the end is up to
# you. It takes a while on an ordinary computer, so it earns a bonus and costs nothing to leave
# out. A short trial on 2,000 images, which everybody does, shows that they work.
#
# At the end you will be able to
#
# * tell the size of every picture in such a network before you build it, and find the layer that
#   is to blame when the sizes do not meet,
# * make pictures larger in two ways, by hand, and know what each does to them,
# * build, cut and check a convolutional autoencoder,
# * say which numbers of a network training changes, and which of them no gradient touches,
# * find out in seconds whether a network that needs an hour is worth the hour.
#
# | part | what you do | exercises | minutes |
# | --- | --- | --- | --- |
# | 1 | Images that stay images | 7.1 | 5 |
# | 2 | How large is the output? | 7.2–7.4 | 15 |
# | 3 | Making pictures larger | 7.5, 7.6 | 12 |
# | 4 | A convolutional autoencoder | 7.7–7.10 | 18 |
# | 5 | A larger one, against noise | 7.11–7.14 | 15 |
# | 6 | A smoke test | 7.15 | 10 |
# | 7 | Optional: training to the end | 7.16, 7.17 (bonus) | see there |
#
# Work as before: replace `# YOUR CODE HERE` and the line below it, and write your guess in place
# of `None` before you look. A question with answers a) to d) is answered with a letter between
# quotes, for instance `smaller_loss = "a"`.

# %%
import importlib.util
import pathlib
import shutil
import tempfile

import keras
import matplotlib.pyplot as plt
import numpy as np

keras.utils.set_random_seed(1)

# %% [markdown]
# The next cell holds what draws the pictures of this lab. Run it; you need not read it now.

# %% nbgrader={"grade": false, "grade_id": "drawing_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
plt.rcParams.update({"figure.dpi": 100, "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False})
log_folder = pathlib.Path(tempfile.mkdtemp(prefix="lab07-"))


def finish(alt):
    """Show the figure; `alt` says what it shows to those who cannot see it."""
    figure = plt.gcf()
    display(figure, metadata={"image/png": {"alt": alt}})
    plt.close(figure)


def reveal(question, guess, answer):
    """Print an answer beside the guess made for it."""
    said = "you made no guess" if guess is None else f"your guess was {guess}"
    print(f"{question}: {answer} ({said})")


def ask(name, *arguments):
    """Call your function `name`; None where it does not work yet."""
    try:
        return globals()[name](*arguments)
    except Exception as problem:
        print(f"{name} does not work yet ({problem!r})")
        return None


def frame(axis):
    """Leave nothing of an axis but a grey frame."""
    axis.set(xticks=[], yticks=[])
    axis.spines[:].set(visible=True, color="0.6")


def show_windows(cases, title, alt):
    """Draw where a window of `kernel` pixels can lie on a row; a case is (size, kernel, stride,
    padding, outputs)."""
    _, axis = plt.subplots(figsize=(9.6, 3), layout="constrained")
    first = 0
    for size, kernel, stride, padding, outputs in cases:
        more = max((outputs - 1) * stride + kernel - size, 0) if padding == "same" else 0
        left = more // 2
        for x in range(first - left, first + size + more - left):
            real = first <= x < first + size
            axis.add_patch(plt.Rectangle((x - 0.45, 0), 0.9, 0.9, edgecolor="black",
                                         facecolor="0.75" if real else "white",
                                         linestyle="-" if real else ":"))
            axis.text(x, 0.42, "" if real else "0", ha="center", va="center")
        for number in range(outputs):
            start, y = first + number * stride - left, -0.5 * (number + 1)
            axis.plot([start - 0.4, start + kernel - 0.6], [y, y], color="black", lw=3,
                      solid_capstyle="butt")
        axis.text(first + size / 2 - 0.5, 1.3, f"{padding}, stride {stride}:\n{outputs} places",
                  ha="center")
        first += size + 4
    axis.set(title=title, xlim=(-2, first - 2), ylim=(-2.9, 2.6), aspect="equal")
    axis.axis("off")
    finish(alt)


def show_numbers(panels, title, alt, shade=lambda panel: panel / np.max(panel)):
    """Draw small tables of numbers as squares with the numbers in them; `shade` gives their
    brightness."""
    tallest = max(len(panel) for panel in panels.values())
    widths = [np.shape(panel)[1] for panel in panels.values()]
    fig, axes = plt.subplots(1, len(panels), layout="constrained", width_ratios=widths,
                             figsize=(min(9.6, 0.6 * sum(widths)), 3.9))
    for axis, (label, panel) in zip(axes, panels.items(), strict=True):
        bright, (rows, columns) = shade(panel), np.shape(panel)
        axis.imshow(bright, cmap="gray", vmin=0, vmax=1)
        for (row, column), value in np.ndenumerate(panel):
            axis.text(column, row, f"{value:g}", ha="center", va="center", fontsize=8,
                      color="white" if bright[row, column] < 0.5 else "black")
        axis.add_patch(plt.Rectangle((-0.5, -0.5), columns, rows, fill=False, edgecolor="0.6"))
        axis.set_title(label, fontsize=10)
        axis.set_ylim(rows / 2 + tallest / 2 - 0.4, rows / 2 - tallest / 2 - 0.6)
        axis.axis("off")
    fig.suptitle(title)
    finish(alt)


def draw_layers(model, title, alt):
    """Draw what each layer of a model gives, as high as the picture and as wide as the channels
    are many, from the shapes that the layers themselves report."""
    _, axis = plt.subplots(figsize=(10.5, 4.4), layout="constrained")
    shapes = [layer.output.shape[1:] for layer in model.layers]
    side = max(shape[0] for shape in shapes if len(shape) == 3)
    x = 0
    for layer, shape in zip(model.layers, shapes, strict=True):
        kind = type(layer).__name__
        tall, wide = (shape[0] / side, 0.2 + 0.03 * shape[2]) if len(shape) == 3 else (0.9, 0.08)
        resizes = "Pool" in kind or "UpSampling" in kind or getattr(layer, "strides", 1) == (2, 2)
        learns = bool(layer.weights)
        axis.add_patch(plt.Rectangle((x, -tall / 2), wide, tall, edgecolor="black",
                                     facecolor="0.6" if learns else "white",
                                     hatch="///" if resizes else None))
        said = " × ".join(str(number) for number in shape)
        axis.text(x + wide / 2, -0.56, f"{kind}, {said}", rotation=90, fontsize=8,
                  ha="center", va="top")
        x += wide + 0.3
    axis.set(title=title, xlim=(-0.3, x), ylim=(-1.75, 0.55))
    axis.axis("off")
    finish(alt)


def show_graph(model, title, alt):
    """Draw a model with Keras's plot_model where its two tools are installed (the package pydot
    and the program Graphviz), and else with draw_layers."""
    if shutil.which("dot") and importlib.util.find_spec("pydot"):
        picture = keras.utils.plot_model(model, str(log_folder / "graph.png"), show_shapes=True,
                                         show_layer_names=True, dpi=60)
        display(picture, metadata={"image/png": {"alt": alt}})
    else:
        draw_layers(model, title, alt)


def watchers(name):
    """Callbacks that write down each epoch: into a CSV file in any case, and for TensorBoard
    where it is installed."""
    found = [keras.callbacks.CSVLogger(str(log_folder / f"{name}.csv"))]
    if importlib.util.find_spec("tensorboard") and importlib.util.find_spec("tensorflow"):
        found.append(keras.callbacks.TensorBoard(str(log_folder / name)))
        print(f"for TensorBoard: %load_ext tensorboard, then %tensorboard --logdir {log_folder}")
    return found


def show_log(name, title, alt):
    """Draw the losses that a CSVLogger wrote down."""
    path = log_folder / f"{name}.csv"
    if not path.exists():
        print(f"no log: was callbacks=watchers({name!r}) handed to fit?")
        return
    log = np.atleast_1d(np.genfromtxt(path, delimiter=",", names=True))
    _, axis = plt.subplots(figsize=(8, 3.4), layout="constrained")
    mark = "o" if len(log) < 20 else None
    axis.plot(log["epoch"] + 1, log["loss"], "k-", marker=mark, label="training images")
    if "val_loss" in log.dtype.names and np.isfinite(log["val_loss"]).any():
        axis.plot(log["epoch"] + 1, log["val_loss"], color="0.5", ls="--", marker=mark,
                  label="held-out images")
    axis.set(title=title, xlabel="epoch", ylabel="loss (nats per pixel)",
             xlim=(0.5, len(log) + 0.5))
    axis.xaxis.get_major_locator().set_params(integer=True)
    axis.legend(frameon=False)
    finish(alt)


def show_codes(images, codes, decoded, notes, title, alt):
    """Draw images, each channel of their codes as a tile, and what the decoder makes of them;
    `notes` go below the channels."""
    columns = codes.shape[-1] + 2
    fig, axes = plt.subplots(len(images), columns, layout="constrained",
                             figsize=(0.95 * columns, 1.02 * len(images) + 0.7))
    for line, image, code, picture in zip(axes, images, codes, decoded, strict=True):
        for axis, part in zip(line, [image, *np.moveaxis(code, -1, 0), picture], strict=True):
            size = np.shape(part)[0]
            axis.imshow(np.reshape(part, (size, size)), cmap="gray", vmin=0,
                        vmax=1 if size == 28 else max(codes.max(), 1e-6))
            frame(axis)
    for number, axis in enumerate(axes[-1]):
        axis.set_xlabel(["image", *notes, "decoded"][number], fontsize=9)
    fig.suptitle(title)
    finish(alt)


def show_image(panels, num_row, title, alt):
    """Draw squares of `num_row` times `num_row` images beside each other, white on black."""
    fig, axes = plt.subplots(1, len(panels), layout="constrained",
                             figsize=(3.3 * len(panels), 3.9))
    for axis, (label, images) in zip(axes, panels.items(), strict=True):
        tiles = np.reshape(images[:num_row**2], (num_row, num_row, 28, 28))
        axis.imshow(tiles.transpose(0, 2, 1, 3).reshape(28 * num_row, -1), cmap="gray",
                    vmin=0, vmax=1)
        axis.set_xlabel(label)
        frame(axis)
    fig.suptitle(title)
    finish(alt)


def show_rows(rows, title, alt):
    """Draw rows of 28 x 28 images; `rows` maps a label to images."""
    columns = max(len(images) for images in rows.values())
    fig, axes = plt.subplots(len(rows), columns, squeeze=False, layout="constrained",
                             figsize=(0.95 * columns + 1.3, 1.05 * len(rows) + 0.5))
    for line, (label, images) in zip(axes, rows.items(), strict=True):
        line[0].set_ylabel(label, rotation=0, ha="right", va="center")
        for axis, image in zip(line, images, strict=True):
            axis.imshow(np.reshape(image, (28, 28)), cmap="gray", vmin=0, vmax=1)
            frame(axis)
    fig.suptitle(title)
    finish(alt)


def show_gain(factors, before, after, title, alt):
    """Draw how far images are from the clean ones, noisy and denoised, for each noise factor."""
    _, axis = plt.subplots(figsize=(8, 3.4), layout="constrained")
    axis.plot(factors, before, color="0.5", ls="--", marker="s", label="noisy image")
    axis.plot(factors, after, "k-", marker="o", label="denoised image")
    axis.set(title=title, xlabel="noise factor (standard deviation, grey values from 0 to 1)",
             ylabel="PSNR (dB)")
    axis.legend(frameon=False)
    finish(alt)

# %% [markdown]
# ## 1. Images that stay images
#
# A layer for pictures wants to know where a pixel lies. So an image keeps its rows and columns,
# and gets one axis more for its **channels**: three for the red, green and blue of a photograph,
# one for our grey digits. A batch of images has the shape (images, rows, columns, channels). Do
# not forget the first of these: a single image has shape (28, 28, 1), all of them together have
# (60000, 28, 28, 1).
#
# ### Exercise 7.1: `load_data` (6 points)
#
# Write `load_data()` that takes nothing and returns the training images and the test images of
# MNIST, shapes (60000, 28, 28, 1) and (10000, 28, 28, 1), as float32 numbers from 0 to 1. Not
# float64: that takes twice the memory, and Keras turns it into float32 all the same.

# %% nbgrader={"grade": false, "grade_id": "load_data", "locked": false, "schema_version": 3, "solution": true, "task": false}
def load_data():
    """Load MNIST as float32 arrays (60000, 28, 28, 1) and (10000, 28, 28, 1) in [0, 1]."""
    ### BEGIN SOLUTION
    (train, _), (test, _) = keras.datasets.mnist.load_data()
    train = train.reshape(-1, 28, 28, 1).astype("float32") / 255
    test = test.reshape(-1, 28, 28, 1).astype("float32") / 255
    return train, test
    ### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "load_data_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
loaded = ask("load_data")
if loaded is not None:
    loaded = ask("load_data")  # the second time must give the same as the first
two = isinstance(loaded, (tuple, list)) and len(loaded) == 2
X_train_conv, X_test_conv = loaded if two else (None, None)

# %% nbgrader={"grade": true, "grade_id": "load_data_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
assert X_train_conv is not None, (
    "load_data should return two arrays, return train, test; see what the cell above says")
assert np.shape(X_train_conv) == (60000, 28, 28, 1), (
    f"the training images should have shape (60000, 28, 28, 1), they have "
    f"{np.shape(X_train_conv)}")
assert np.shape(X_test_conv) == (10000, 28, 28, 1), (
    f"the test images should have shape (10000, 28, 28, 1), they have {np.shape(X_test_conv)}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.array(X_train_conv, (60000, 28, 28, 1))
checks.array(X_test_conv, (10000, 28, 28, 1))
checks.holds_mnist(np.reshape(X_train_conv, (60000, 784)), "train")
checks.holds_mnist(np.reshape(X_test_conv, (10000, 784)), "test")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "images_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def as_images(array, pixels):
    """`array` as images of 28 x 28 pixels in [0, 1]; `pixels` should it hold none."""
    array = np.asarray(array) if array is not None else np.zeros(0)
    if not array.size or array.size % 784 or array.dtype.kind not in "uif":
        print("no images from load_data, the lab takes its own: go back to exercise 7.1")
        array = pixels
    images = array.reshape(-1, 28, 28, 1).astype("float32", copy=False)
    return images if images.max() in (0, 1) else images / images.max()


# Should your images have another shape or scale, the next parts still run.
(pixels, _), (test_pixels, _) = keras.datasets.mnist.load_data()
X_train_conv, X_test_conv = as_images(X_train_conv, pixels), as_images(X_test_conv, test_pixels)

# %% [markdown]
# ## 2. How large is the output?
#
# A convolution lays a small square of weights, the **kernel**, on the image, multiplies each pixel
# below it with its weight, adds up, and writes down one number. Then the kernel moves on. One
# number for each place where the kernel can lie: that is the new picture. With 16 kernels, or
# *filters*, there are 16 new pictures, the channels of the output.
#
# How many places are there? Rows and columns follow the same rule, so one row is enough to find
# it. Two settings matter:
#
# * the **stride** says by how many pixels the kernel moves on;
# * the **padding** says what happens at the edges. With `valid` the kernel stays inside the image.
#   With `same` zeros are added around it, just enough that with stride 1 the output is as large
#   as the image; with stride $s$ every $s$-th place is kept, and a last stretch that is shorter
#   than $s$ still gets one.

# %% nbgrader={"grade": false, "grade_id": "windows_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def keras_size(kind, size, kernel, stride=1, padding="valid"):
    """What a layer of Keras makes of a row of `size` pixels: how many numbers come out."""
    layer = getattr(keras.layers, kind)(1, kernel, strides=stride, padding=padding)
    return layer.compute_output_shape((None, size, 1))[1]


cases = [(5, 3, 1, "valid"), (5, 3, 1, "same"), (5, 3, 2, "same")]
show_windows([(*case, keras_size("Conv1D", *case)) for case in cases],
             "A kernel of 3 pixels on a row of 5: each black line is one place where it can lie",
             "Three rows of five pixels: valid has 3 places for a kernel of 3, same has 5 with "
             "padding on both sides, and same with stride 2 has 3.")

# %% [markdown]
# ### Exercise 7.2: `conv_out` (6 points)
#
# Write `conv_out(size, kernel, stride=1, padding="valid")` that returns how many numbers come out
# of a row of `size` pixels, as a whole number. The kernel is never larger than the image.
#
# *Pooling* slides a window too: **max pooling** keeps the largest number in it. Its sizes follow
# the same rule, so your function will serve for both.

# %% nbgrader={"grade": false, "grade_id": "conv_out", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv_out(size, kernel, stride=1, padding="valid"):
    """How many numbers a convolution makes of a row of `size` pixels."""
    ### BEGIN SOLUTION
    if padding == "same":
        return (size + stride - 1) // stride
    return (size - kernel) // stride + 1
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "conv_out_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
size = conv_out(5, 3)
assert size == 3, f"conv_out(5, 3) should be 3, as in the first picture, it is {size!r}"
size = conv_out(5, 3, 1, "same")
assert size == 5, f'conv_out(5, 3, 1, "same") should be 5, as in the second one, it is {size!r}'
### BEGIN HIDDEN TESTS
from autograder import checks

checks.size_rule(conv_out)
### END HIDDEN TESTS

# %% [markdown]
# A decoder has to go the other way, from small to large. Can a convolution do that? Turn it
# round: let each number of a small row *stamp* the whole kernel, times that number, onto a larger
# row. The stamps lie `stride` places apart, and where they overlap they add up. Here three numbers
# stamp a kernel of 3 with stride 2:
#
#         1 ×  1  10 100
#         2 ×        1  10 100
#         3 ×              1  10 100
#         ──────────────────────────
#              1  10 102  20 203  30 300
#
# This is a **transposed convolution**; part 3 shows where the name comes from. Its size follows
# from the stamps: every number of the small row has `stride` places to itself. Where the kernel is
# longer than the stride, the last stamp sticks out at the end, by `kernel - stride` places.
# `valid` keeps what sticks out, as above: 3 × 2 + 1 = 7. `same` cuts off as many places (of two,
# one at each end): 6.
#
# (Other libraries want padding as a number, and for transposed convolutions *more* padding then
# gives a *smaller* output. Keras asks for one of the two words.)
#
# ### Exercise 7.3: `conv_transpose_out` (6 points)
#
# Write `conv_transpose_out(size, kernel, stride=1, padding="valid")` that returns how many numbers
# a transposed convolution makes of `size` numbers. A kernel may be shorter than the stride. Then
# nothing sticks out, and there are gaps of zeros: each number still has its `stride` places.

# %% nbgrader={"grade": false, "grade_id": "conv_transpose_out", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv_transpose_out(size, kernel, stride=1, padding="valid"):
    """How many numbers a transposed convolution makes of a row of `size` numbers."""
    ### BEGIN SOLUTION
    if padding == "same":
        return size * stride
    return size * stride + max(kernel - stride, 0)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "conv_transpose_out_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
size = conv_transpose_out(3, 3, 2)
assert size == 7, f"conv_transpose_out(3, 3, 2) should be 7, as in the example, it is {size!r}"
### BEGIN HIDDEN TESTS
from autograder import checks

checks.size_rule(conv_transpose_out, transposed=True)
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** Many decoders hold a transposed convolution with kernel 3, stride 1 and padding
# `same`. What does it make of a side of 7 pixels?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "rules_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def agreed(name, kind):
    """Your rule where it agrees with Keras, and else Keras's own, so that part 2 goes on."""
    print(f"\n{name:<20}{'size':>6}{'kernel':>8}{'stride':>8}{'padding':>9}{'yours':>7}"
          f"{'Keras':>7}")
    agrees = True
    for case in [(28, 3, 1, "same"), (28, 3, 1, "valid"), (7, 2, 2, "same"), (7, 2, 2, "valid"),
                 (9, 4, 3, "valid"), (6, 3, 4, "valid")]:
        try:
            mine = globals()[name](*case)
        except Exception:
            mine = None
        size, kernel, stride, padding = case
        right = keras_size(kind, *case)
        agrees = agrees and mine == right
        print(f"{'':<20}{size:>6}{kernel:>8}{stride:>8}{padding:>9}{mine!s:>7}{right:>7}")
    if agrees:
        return globals()[name]
    print(f"{name} does not agree: Keras's answers are used below, go back to the exercise")
    return lambda *numbers, **named: keras_size(kind, *numbers, **named)


reveal("side after the transposed convolution", my_guess,
       f"{keras_size('Conv1DTranspose', 7, 3, 1, 'same')} pixels")
conv_out = agreed("conv_out", "Conv1D")
conv_transpose_out = agreed("conv_transpose_out", "Conv1DTranspose")

# %% [markdown]
# Seven, as before! With stride 1 and padding `same`, a transposed convolution is an ordinary one
# with its kernel turned round; it makes nothing larger. If pictures grow in a decoder with such
# layers nonetheless, something else in it does the work. Remember this for part 5.
#
# ### Exercise 7.4: `shape_trace` (8 points)
#
# Now follow a side of a picture through a whole network. Write `shape_trace(size, steps)` that
# returns the list of all sizes, first `size` itself, then the size after each step. A step is one
# of
#
# * `("conv", kernel, stride, padding)`, a convolution,
# * `("pool", window, stride, padding)`, max pooling,
# * `("transpose", kernel, stride, padding)`, a transposed convolution,
# * `("up", factor)`, an *upsampling* layer, which repeats each pixel `factor` times.
#
# Use your two functions. For example, `shape_trace(28, [("pool", 2, 2, "same"), ("up", 3)])` is
# `[28, 14, 42]`.

# %% nbgrader={"grade": false, "grade_id": "shape_trace", "locked": false, "schema_version": 3, "solution": true, "task": false}
def shape_trace(size, steps):
    """The sizes of one side, before all steps and after each one."""
    ### BEGIN SOLUTION
    found = [size]
    for kind, *numbers in steps:
        if kind == "up":
            found.append(found[-1] * numbers[0])
        elif kind == "transpose":
            found.append(conv_transpose_out(found[-1], *numbers))
        else:
            found.append(conv_out(found[-1], *numbers))
    return found
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "shape_trace_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
trace = shape_trace(28, [("pool", 2, 2, "same"), ("up", 3)])
assert list(trace) == [28, 14, 42], (
    f'shape_trace(28, [("pool", 2, 2, "same"), ("up", 3)]) should be [28, 14, 42], it is {trace}')
### BEGIN HIDDEN TESTS
from autograder import checks

pool, up = ("pool", 2, 2, "same"), ("up", 2)
padded, inside = ("conv", 3, 1, "same"), ("conv", 3, 1, "valid")
checks.sizes(checks.call(shape_trace, 28, [padded, pool, padded, pool, padded, pool]),
             [28, 28, 14, 14, 7, 7, 4], "sizes of an encoder with three poolings")
checks.sizes(checks.call(shape_trace, 4, [padded, up, padded, up, inside, up, padded]),
             [4, 4, 8, 8, 16, 14, 28, 28], "sizes of a decoder with one valid convolution")
checks.sizes(checks.call(shape_trace, 4, [padded, up, padded, up, padded, up, padded]),
             [4, 4, 8, 8, 16, 16, 32, 32], "sizes of a decoder with padding same throughout")
checks.sizes(checks.call(shape_trace, 7, [("transpose", 3, 2, "valid"), ("conv", 4, 2, "valid"),
                                          ("transpose", 3, 1, "same")]),
             [7, 15, 6, 6], "sizes through transposed convolutions")
### END HIDDEN TESTS

# %% [markdown]
# Here is a decoder from a published lab on MNIST. Its code is a stack of pictures of 4 × 4, and
# it doubles them three times.
#
# **Guess first.** If all its convolutions have padding `same`, how large is the picture that comes
# out?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "trace_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
encoder_steps = 3 * [("conv", 3, 1, "same"), ("pool", 2, 2, "same")]
decoder_steps = [*3 * [("conv", 3, 1, "same"), ("up", 2)], ("conv", 3, 1, "same")]
print("encoder:", ask("shape_trace", 28, encoder_steps))
print("decoder:", ask("shape_trace", 4, decoder_steps))
reveal("side of the picture", my_guess, f"{4 * 2**3} pixels, while the images have 28")

# %% [markdown]
# Going down, pooling rounds up: 28, 14, 7, then 4, as half of 7 is no whole number. Doubling knows
# nothing of that. Four, doubled three times, is 32, and a picture of 32 × 32 cannot be compared
# with an image of 28 × 28: `fit` would stop with an error. So decoder and encoder cannot be
# mirror images of each other here. The published network has a trick for this. You will find it
# in exercise 7.7, with `shape_trace`.

# %% [markdown]
# ## 3. Making pictures larger
#
# Upsampling repeats pixels and learns nothing. A transposed convolution stamps a kernel that is
# learned. You write both in NumPy, so that no layer below is a riddle.
#
# ### Exercise 7.5: `upsample_nearest` (5 points)
#
# Write `upsample_nearest(images, factor)`. `images` is an array of shape (images, rows, columns,
# channels). Each pixel becomes a square of `factor` times `factor` equal pixels. Images and
# channels stay as they are.

# %% nbgrader={"grade": false, "grade_id": "upsample_nearest", "locked": false, "schema_version": 3, "solution": true, "task": false}
def upsample_nearest(images, factor):
    """Repeat each pixel of (n, rows, columns, channels) `factor` times down and across."""
    ### BEGIN SOLUTION
    return np.repeat(np.repeat(images, factor, axis=1), factor, axis=2)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "upsample_nearest_test", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
enlarged = upsample_nearest(np.arange(8.0).reshape(2, 2, 2, 1), 3)
assert np.shape(enlarged) == (2, 6, 6, 1), (
    f"two pictures of 2 x 2, enlarged 3 times, should have shape (2, 6, 6, 1), they have "
    f"{np.shape(enlarged)}")
### BEGIN HIDDEN TESTS
from autograder import checks

random = np.random.default_rng(5)
for shape, factor in [((2, 3, 5, 2), 2), ((1, 4, 2, 3), 3), ((3, 2, 2, 1), 1)]:
    pictures = random.random(shape).astype("float32")
    enlarged = checks.call(upsample_nearest, pictures, factor)
    checks.close(enlarged, keras.ops.convert_to_numpy(keras.layers.UpSampling2D(factor)(pictures)))
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 7.6: `conv_transpose_1d` (8 points)
#
# Write `conv_transpose_1d(signal, kernel, stride)`, a transposed convolution with padding `valid`
# of one row of numbers: one stamp for each number in `signal`, `stride` places apart, added up.
# Return an array of `conv_transpose_out(len(signal), len(kernel), stride, "valid")` numbers.

# %% nbgrader={"grade": false, "grade_id": "conv_transpose_1d", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv_transpose_1d(signal, kernel, stride):
    """Stamp `kernel`, times each number of `signal`, every `stride` places, and add up."""
    ### BEGIN SOLUTION
    made = np.zeros(conv_transpose_out(len(signal), len(kernel), stride, "valid"))
    for number, value in enumerate(signal):
        start = number * stride
        made[start : start + len(kernel)] += value * np.asarray(kernel)
    return made
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "conv_transpose_1d_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
stamped = conv_transpose_1d(np.array([1.0, 2.0, 3.0]), np.array([1.0, 10.0, 100.0]), 2)
assert np.shape(stamped) == (7,), (
    f"three numbers, a kernel of 3 and stride 2 should give 7 numbers, they give "
    f"{np.shape(stamped)}")
### BEGIN HIDDEN TESTS
from autograder import checks

random = np.random.default_rng(6)
for numbers, width, stride in [(3, 3, 2), (5, 3, 1), (4, 4, 2), (4, 2, 3), (2, 5, 2)]:
    signal, kernel = (random.random(count).astype("float32") for count in (numbers, width))
    layer = keras.layers.Conv1DTranspose(1, width, strides=stride, use_bias=False)
    layer.build((None, numbers, 1))
    layer.set_weights([kernel.reshape(width, 1, 1)])
    wanted = keras.ops.convert_to_numpy(layer(signal.reshape(1, numbers, 1))).ravel()
    stamped = checks.call(conv_transpose_1d, signal, kernel, stride)
    checks.close(stamped, wanted, tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# Why *transposed*? A convolution only multiplies and adds, so it can be written as a matrix: one
# row for each place of the kernel. Turn the rows of that matrix into columns, which is what
# *transpose* means, and each column is a stamp. The transposed matrix undoes the change of size. It
# does not undo the convolution, and is no inverse: *deconvolution*, a name that is also used for
# it, promises too much.

# %% nbgrader={"grade": false, "grade_id": "matrix_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
kernel = np.array([1.0, 10.0, 100.0])
matrix = np.zeros((3, 7))
for place in range(3):
    matrix[place, 2 * place : 2 * place + 3] = kernel
print("by the transposed matrix:", matrix.T @ [1.0, 2.0, 3.0])
print("by your function:        ", ask("conv_transpose_1d", np.array([1.0, 2.0, 3.0]), kernel, 2))
show_numbers({"convolution, stride 2:\nmakes 3 numbers of 7": matrix,
              "transposed:\nmakes 7 numbers of 3": matrix.T},
             "One matrix, and its rows made columns",
             "A matrix of 3 rows and 7 columns in which each row holds the kernel 1, 10, 100, "
             "moved on by two places, and the same matrix with rows and columns exchanged.",
             shade=lambda panel: 1 - 0.3 * (panel > 0))

# %% [markdown]
# Overlapping stamps have a price. Take the plainest picture there is, all ones, and a kernel of
# ones.
#
# **Guess first.** A 3 × 3 kernel of ones is stamped with stride 2 onto a larger picture, once for
# each pixel of a picture of ones. Which numbers appear in the middle of the result?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "checkerboard_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def of_ones(*layers):
    """What layers make of a picture of ones of 5 x 5, all their weights being ones."""
    picture = np.ones((1, 5, 5, 1), "float32")
    for layer in layers:
        picture = layer(picture)
    return keras.ops.convert_to_numpy(picture)[0, :, :, 0]


ones = {"use_bias": False, "kernel_initializer": "ones", "padding": "same"}
three = of_ones(keras.layers.Conv2DTranspose(1, 3, strides=2, **ones))
four = of_ones(keras.layers.Conv2DTranspose(1, 4, strides=2, **ones))
smooth = of_ones(keras.layers.UpSampling2D(2), keras.layers.Conv2D(1, 3, **ones))
middle = np.unique(three[2:-2, 2:-2])
reveal("numbers in the middle", my_guess, ", ".join(f"{number:g}" for number in middle))
show_numbers({"transposed, kernel 3, stride 2": three, "transposed, kernel 4, stride 2": four,
              "upsampling, then convolution": smooth},
             "How often each pixel is reached, 5 × 5 ones made 10 × 10",
             "Three pictures of 10 by 10 numbers. The first has a chessboard of 1, 2 and 4; in "
             "the second all inner numbers are 4, in the third they are 9.")

# %% [markdown]
# A flat picture comes out as a **chessboard**. Some pixels are reached by one stamp, some by two,
# some by four. A kernel can make up for it (½, 1, ½ does in one dimension), but nothing sees to it
# that training ends there. Where the stride divides the kernel, as 2 divides 4, all inner pixels
# are at least reached equally often. And repeating pixels first, then an ordinary convolution,
# makes a flat picture of a flat one, but for its edges, whatever the weights are. Both networks
# below do that.

# %% [markdown]
# ## 4. A convolutional autoencoder
#
# The first network has convolutions and pooling on the way down, convolutions and upsampling on
# the way up:
#
# | name | layer | | name | layer |
# | --- | --- | --- | --- | --- |
# | `conv_encoder_1` | convolution, 16 filters | | `conv_decoder_1` | convolution, 8 filters |
# | `conv_encoder_2` | max pooling | | `conv_decoder_2` | upsampling |
# | `conv_encoder_3` | convolution, 8 filters | | `conv_decoder_3` | convolution, 8 filters |
# | `conv_encoder_4` | max pooling | | `conv_decoder_4` | upsampling |
# | `conv_encoder_5` | convolution, 8 filters | | `conv_decoder_5` | convolution, 16 filters |
# | `conv_encoded` | max pooling | | `conv_decoder_6` | upsampling |
# | | | | `conv_decoded` | convolution, 1 filter, `sigmoid` |
#
# All convolutions (`keras.layers.Conv2D`) have kernels of 3 × 3, padding `same` and the activation
# `relu`, but the last one has `sigmoid`. **And exactly one of `conv_decoder_1`, `conv_decoder_3`
# and `conv_decoder_5` has padding `valid`**, so that the decoder ends at 28 pixels. Which one? Try
# them with `shape_trace`. Pooling (`MaxPooling2D`) takes windows of 2 × 2 with padding `same`,
# upsampling (`UpSampling2D`) doubles.
#
# ### Exercise 7.7: `conv_autoencoder` (10 points)
#
# Make an input `conv_input_img` for images of shape (28, 28, 1), then the thirteen layers above in
# the functional style, each called on the one before it, each result under its name. Then make
# the `keras.Model` named `conv_autoencoder` that leads from `conv_input_img` to `conv_decoded`.

# %%
# A place to try: which of the three has to be valid?

# %% nbgrader={"grade": false, "grade_id": "conv_layers", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
conv_input_img = keras.Input(shape=(28, 28, 1))
conv_encoder_1 = keras.layers.Conv2D(16, 3, activation="relu", padding="same")(conv_input_img)
conv_encoder_2 = keras.layers.MaxPooling2D(2, padding="same")(conv_encoder_1)
conv_encoder_3 = keras.layers.Conv2D(8, 3, activation="relu", padding="same")(conv_encoder_2)
conv_encoder_4 = keras.layers.MaxPooling2D(2, padding="same")(conv_encoder_3)
conv_encoder_5 = keras.layers.Conv2D(8, 3, activation="relu", padding="same")(conv_encoder_4)
conv_encoded = keras.layers.MaxPooling2D(2, padding="same")(conv_encoder_5)

conv_decoder_1 = keras.layers.Conv2D(8, 3, activation="relu", padding="same")(conv_encoded)
conv_decoder_2 = keras.layers.UpSampling2D(2)(conv_decoder_1)
conv_decoder_3 = keras.layers.Conv2D(8, 3, activation="relu", padding="same")(conv_decoder_2)
conv_decoder_4 = keras.layers.UpSampling2D(2)(conv_decoder_3)
conv_decoder_5 = keras.layers.Conv2D(16, 3, activation="relu")(conv_decoder_4)
conv_decoder_6 = keras.layers.UpSampling2D(2)(conv_decoder_5)
conv_decoded = keras.layers.Conv2D(1, 3, activation="sigmoid", padding="same")(conv_decoder_6)

conv_autoencoder = keras.Model(conv_input_img, conv_decoded)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "conv_layers_test", "locked": true, "points": 10, "schema_version": 3, "solution": false, "task": false}
assert tuple(conv_input_img.shape) == (None, 28, 28, 1), (
    f"conv_input_img should be for images of shape (28, 28, 1), it is for "
    f"{tuple(conv_input_img.shape)[1:]}")
assert tuple(conv_encoded.shape) == (None, 4, 4, 8), (
    f"the code, conv_encoded, should have shape (4, 4, 8), it has {tuple(conv_encoded.shape)[1:]}")
assert hasattr(conv_autoencoder, "layers"), (
    f"conv_autoencoder should be a Keras model, it is {conv_autoencoder!r}")
assert conv_autoencoder.output_shape == (None, 28, 28, 1), (
    f"conv_autoencoder should end at images of shape (28, 28, 1), it ends at "
    f"{conv_autoencoder.output_shape[1:]}")
### BEGIN HIDDEN TESTS
from autograder import checks

conv_plan = [
    checks.conv(16, 3, "relu"), checks.pool(2), checks.conv(8, 3, "relu"), checks.pool(2),
    checks.conv(8, 3, "relu"), checks.pool(2),
    checks.conv(8, 3, "relu"), checks.upsample(2), checks.conv(8, 3, "relu"), checks.upsample(2),
    checks.conv(16, 3, "relu", "valid"), checks.upsample(2), checks.conv(1, 3, "sigmoid"),
]
checks.chain(conv_autoencoder, conv_plan, inputs=(28, 28, 1), outputs=(28, 28, 1))
checks.parameters(conv_autoencoder, 4385)
for place, tensor, shape in [
    (1, conv_encoder_1, (28, 28, 16)), (2, conv_encoder_2, (14, 14, 16)),
    (3, conv_encoder_3, (14, 14, 8)), (4, conv_encoder_4, (7, 7, 8)),
    (5, conv_encoder_5, (7, 7, 8)), (7, conv_decoder_1, (4, 4, 8)),
    (8, conv_decoder_2, (8, 8, 8)), (9, conv_decoder_3, (8, 8, 8)),
    (10, conv_decoder_4, (16, 16, 8)), (11, conv_decoder_5, (14, 14, 16)),
    (12, conv_decoder_6, (28, 28, 16)), (13, conv_decoded, (28, 28, 1)),
]:
    checks.sizes(list(tensor.shape)[1:], shape, f"shape of what layer {place} of 13 is named")
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** The dense network of the first lab had 50,992 parameters. How many has this one,
# with seven convolutions?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "conv_layers_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def fits(model, encoded):
    """Whether a model has pictures at its ends, (4, 4, 8) inside, and seven layers that learn."""
    return (isinstance(model, keras.Model) and model.input_shape == (None, 28, 28, 1)
            and len(model.output_shape) == 4 and model.output_shape[3] == 1
            and sum(bool(layer.weights) for layer in model.layers) == 7
            and tuple(getattr(encoded, "shape", ())) == (None, 4, 4, 8))


if not fits(globals().get("conv_autoencoder"), globals().get("conv_encoded")):
    print("conv_autoencoder does not fit, another model takes its place: go back to 7.7")
    tensor = conv_input_img = keras.Input((28, 28, 1))
    for layer in [keras.layers.AveragePooling2D(7), keras.layers.Conv2D(8, 1),
                  *(keras.layers.Activation("relu") for _ in range(4))]:
        tensor = layer(tensor)
    conv_encoded = tensor
    conv_decoded = keras.layers.Conv2DTranspose(1, 7, strides=7, activation="sigmoid")(tensor)
    conv_autoencoder = keras.Model(conv_input_img, conv_decoded)

reveal("parameters", my_guess, f"{conv_autoencoder.count_params():,}")
for layer in conv_autoencoder.layers:
    if layer.weights:
        print(f"{layer.count_params():>7,}  weights of shape {tuple(layer.weights[0].shape)}")
draw_layers(conv_autoencoder,
            "A picture becomes smaller and smaller, then larger again (hatched: changes the size)",
            "A row of boxes, one for each layer, that shrink from 28 by 28 pixels to 4 by 4 in "
            "the middle and grow again to 28 by 28.")

# %% [markdown]
# In the picture, layers that learn are grey. A convolution has one kernel for each pair of an input
# channel and a filter, and one bias for each filter: 3 × 3 × 1 × 16 + 16 = 160 for the first layer.
# The size of the image does not appear. The same few weights serve every place, and that is where
# the savings come from.
#
# Layer by layer the sizes are 28 → 14 → 7 → 4 and 4 → 8 → 16 → **14** → 28. The convolution
# without padding takes off one pixel on each side, just what pooling had rounded up.

# %% [markdown]
# ### Exercise 7.8: `conv_encoder`, `conv_decoder` (8 points)
#
# Make two models from the layers of `conv_autoencoder`:
#
# * `conv_encoder` leads from `conv_input_img` to `conv_encoded`;
# * `conv_decoder` begins with a new input for codes of shape (4, 4, 8) and leads through all
#   layers behind the code. `conv_autoencoder.layers` lists its layers in order, the input first;
#   a slice and a loop that calls one layer after the other will do.

# %% nbgrader={"grade": false, "grade_id": "conv_split", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
conv_encoder = keras.Model(conv_input_img, conv_encoded)

conv_encoded_input = keras.Input(shape=(4, 4, 8))
tensor = conv_encoded_input
for layer in conv_autoencoder.layers[7:]:
    tensor = layer(tensor)
conv_decoder = keras.Model(conv_encoded_input, tensor)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "conv_split_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
assert hasattr(conv_encoder, "layers"), (
    f"conv_encoder should be a Keras model, it is {conv_encoder!r}")
assert hasattr(conv_decoder, "layers"), (
    f"conv_decoder should be a Keras model, it is {conv_decoder!r}")
assert conv_encoder.output_shape == (None, 4, 4, 8), (
    f"conv_encoder should make codes of shape (4, 4, 8), it makes {conv_encoder.output_shape[1:]}")
assert conv_decoder.input_shape == (None, 4, 4, 8), (
    f"conv_decoder should take codes of shape (4, 4, 8), it takes {conv_decoder.input_shape[1:]}")
assert conv_decoder.output_shape == conv_autoencoder.output_shape, (
    f"conv_decoder should make what conv_autoencoder makes, {conv_autoencoder.output_shape[1:]}, "
    f"it makes {conv_decoder.output_shape[1:]}")
### BEGIN HIDDEN TESTS
from autograder import checks

checks.shares_layers(conv_encoder, conv_autoencoder)
checks.shares_layers(conv_decoder, conv_autoencoder)
checks.recomposes(conv_autoencoder, encoder=conv_encoder, decoder=conv_decoder)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 7.9: `build_conv_autoencoder` (8 points)
#
# Pack all of it into a function `build_conv_autoencoder(filters=(16, 8, 8))` that returns three
# new models, `(conv_autoencoder, conv_encoder, conv_decoder)`. The first is compiled with the
# optimizer `"adam"` and the loss `"binary_crossentropy"`; the other two share its layers.
#
# `filters` are those of the encoder's three convolutions. The decoder's have them in reverse
# order: with `(4, 3, 2)` they have 2, 3 and 4, and the last convolution has 1 filter as before.

# %% nbgrader={"grade": false, "grade_id": "build_conv_autoencoder", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_conv_autoencoder(filters=(16, 8, 8)):
    """Build a convolutional autoencoder for (28, 28, 1): (autoencoder, encoder, decoder)."""
    ### BEGIN SOLUTION
    image = keras.Input(shape=(28, 28, 1))
    tensor = image
    for count in filters:
        tensor = keras.layers.Conv2D(count, 3, activation="relu", padding="same")(tensor)
        tensor = keras.layers.MaxPooling2D(2, padding="same")(tensor)
    encoder = keras.Model(image, tensor)

    code = keras.Input(shape=encoder.output_shape[1:])
    tensor = code
    for count, padding in zip(reversed(filters), ("same", "same", "valid"), strict=True):
        tensor = keras.layers.Conv2D(count, 3, activation="relu", padding=padding)(tensor)
        tensor = keras.layers.UpSampling2D(2)(tensor)
    tensor = keras.layers.Conv2D(1, 3, activation="sigmoid", padding="same")(tensor)
    decoder = keras.Model(code, tensor)

    autoencoder = keras.Model(image, decoder(encoder(image)))
    autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
    return autoencoder, encoder, decoder
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "build_conv_autoencoder_test", "locked": true, "points": 8, "schema_version": 3, "solution": false, "task": false}
built = build_conv_autoencoder()
assert isinstance(built, (tuple, list)) and len(built) == 3, (
    f"the function should return three models, (autoencoder, encoder, decoder); it returned "
    f"{len(built) if isinstance(built, (tuple, list)) else type(built).__name__}")
assert built[0].input_shape == built[0].output_shape == (None, 28, 28, 1), (
    f"the first model should lead from (28, 28, 1) to (28, 28, 1), it leads from "
    f"{built[0].input_shape[1:]} to {built[0].output_shape[1:]}")
### BEGIN HIDDEN TESTS
from autograder import checks

for filters, count in [((16, 8, 8), 4385), ((4, 3, 2), 451)]:
    answer = checks.call(build_conv_autoencoder, filters)
    autoencoder, encoder, decoder = checks.three_models(answer)
    a, b, c = (checks.conv(number, 3, "relu") for number in filters)
    down = [a, checks.pool(2), b, checks.pool(2), c, checks.pool(2)]
    up = [c, checks.upsample(2), b, checks.upsample(2),
          checks.conv(filters[0], 3, "relu", "valid"), checks.upsample(2),
          checks.conv(1, 3, "sigmoid")]
    checks.chain(autoencoder, [*down, *up], inputs=(28, 28, 1), outputs=(28, 28, 1))
    checks.chain(encoder, down, inputs=(28, 28, 1), outputs=(4, 4, filters[2]))
    checks.chain(decoder, up, inputs=(4, 4, filters[2]), outputs=(28, 28, 1))
    checks.parameters(autoencoder, count)
    checks.shares_layers(encoder, autoencoder)
    checks.shares_layers(decoder, autoencoder)
    checks.recomposes(autoencoder, encoder=encoder, decoder=decoder)
    checks.compiled(autoencoder, loss="binary_crossentropy")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "trio_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def usable(name, code, *arguments):
    """The three models of your function `name`; should they not fit, dense ones take their
    place."""
    keras.utils.set_random_seed(1)
    models = ask(name, *arguments)
    picture = (None, 28, 28, 1)
    wanted = [(picture, picture), (picture, (None, *code)), ((None, *code), picture)]
    shapes = [(getattr(one, "input_shape", None), getattr(one, "output_shape", None))
              for one in (models if isinstance(models, (tuple, list)) else [])]
    if shapes != wanted:
        print(f"{name} does not fit, dense models take its place: go back to the exercise")
        image, small = keras.Input((28, 28, 1)), keras.Input(code)
        tensor = keras.layers.Dense(128, "relu")(keras.layers.Flatten()(image))
        encoder = keras.Model(image, keras.layers.Reshape(code)(tensor))
        tensor = keras.layers.Dense(784, "sigmoid")(keras.layers.Flatten()(small))
        decoder = keras.Model(small, keras.layers.Reshape((28, 28, 1))(tensor))
        models = keras.Model(image, decoder(encoder(image))), encoder, decoder
    if not models[0].compiled:
        models[0].compile(optimizer="adam", loss="binary_crossentropy")
    return models


# From here on the three models are those of your function.
conv_autoencoder, conv_encoder, conv_decoder = usable("build_conv_autoencoder", (4, 4, 8))

# %% [markdown]
# Before you compare losses, compare codes. The code of this network holds 4 × 4 × 8 = 128 numbers,
# four times as many as the 32 of the dense network in the first lab. So a smaller loss alone would
# not make it the better compressor.
#
# ### Exercise 7.10: `smaller_loss` (2 points)
#
# A well-known tutorial has a convolutional autoencoder that reaches a loss of 0.0622 on MNIST,
# close to the floor of 0.0581; a published run of the first lab's dense network reached 0.0913.
# The code of the tutorial's network has 7 × 7 × 32 = 1,568 numbers. What does the comparison tell
# about how well the two compress images?
#
# * a) Convolutions compress better than dense layers do.
# * b) Next to nothing: a code with more numbers than the image has pixels need not leave out
#   anything.
# * c) The dense network was simply not trained for long enough.
# * d) Nothing, because the two networks have different floors.
#
# Set `smaller_loss` to the letter of the best answer, such as `"a"`.

# %% nbgrader={"grade": false, "grade_id": "smaller_loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
smaller_loss = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "smaller_loss_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert smaller_loss in ("a", "b", "c", "d"), (
    f'smaller_loss should be one letter, "a", "b", "c" or "d", it is {smaller_loss!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(smaller_loss, "b", hint="count the numbers of an image and those of its code")
### END HIDDEN TESTS

# %% [markdown]
# ## 5. A larger one, against noise
#
# The second network is made for a harder task: it is shown digits covered with noise and has to
# answer with the clean ones. The clean image is the *target*; nobody labels anything. The network
# has a part that is new in this course.
#
# **Batch normalisation** (`BatchNormalization`) takes each channel, subtracts its mean and divides
# by its standard deviation, both taken over all images and all places of the batch that is being
# trained on. Then it multiplies by one number and adds another; each channel has two of its own,
# and they are learned. Values stay in a range in which the next layer learns well. Later, when a
# single image comes along, there is no batch to take a mean of. So the layer also keeps a
# *running* mean and a running variance of what it has seen, and uses those.
#
# The encoder, from images of `image_shape`:
#
# 1. convolution, 16 filters, then batch normalisation, then max pooling
# 2. convolution, 32 filters, then batch normalisation, then max pooling
# 3. convolution, 32 filters, then `Flatten`
# 4. dense layer of `compressed_dim` units, `sigmoid`: the code. Its numbers lie between 0 and 1,
#    so codes fill a cube at most, not all of space
#
# The decoder, from codes:
#
# 1. dense layer, `relu`, with as many units as step 3 of the encoder had numbers, then `Reshape`
#    to the shape that they had: a quarter of the rows, a quarter of the columns, 32 channels
# 2. transposed convolution, 32 filters, then batch normalisation, then upsampling
# 3. transposed convolution, 32 filters, then batch normalisation, then upsampling
# 4. transposed convolution, 16 filters
# 5. convolution with `sigmoid`, as many filters as the image has channels
#
# Kernels are 3 × 3, padding is `same`, also for pooling; the convolutions, transposed or not, have
# stride 1, and where no other activation is named, it is `relu`, as an argument of the layer, so
# that it comes before batch normalisation. Pooling takes windows of 2 × 2, upsampling doubles.
#
# ### Exercise 7.11: `build_model` (14 points)
#
# Write `build_model(image_shape, compressed_dim)` that returns three new models, `(autoencoder,
# encoder, decoder)`, the first one compiled with `"adam"` and `"binary_crossentropy"`, the other
# two made of its layers. Both sides of an image are multiples of four, and not always 28; a
# photograph has three channels. Do not write 7 or 1,568 anywhere. (Keras takes only Python's own
# whole numbers as units: should NumPy have worked them out, put `int(...)` around them.)

# %% nbgrader={"grade": false, "grade_id": "build_model", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_model(image_shape, compressed_dim):
    """Build a denoiser for images of `image_shape`: (autoencoder, encoder, decoder)."""
    ### BEGIN SOLUTION
    layers = keras.layers
    image = keras.Input(shape=image_shape)
    tensor = image
    for count in (16, 32):
        tensor = layers.Conv2D(count, 3, activation="relu", padding="same")(tensor)
        tensor = layers.BatchNormalization()(tensor)
        tensor = layers.MaxPooling2D(2, padding="same")(tensor)
    tensor = layers.Conv2D(32, 3, activation="relu", padding="same")(tensor)
    small = tensor.shape[1:]
    tensor = layers.Flatten()(tensor)
    encoder = keras.Model(image, layers.Dense(compressed_dim, activation="sigmoid")(tensor))

    code = keras.Input(shape=(compressed_dim,))
    tensor = layers.Dense(small[0] * small[1] * small[2], activation="relu")(code)
    tensor = layers.Reshape(small)(tensor)
    for _ in range(2):
        tensor = layers.Conv2DTranspose(32, 3, activation="relu", padding="same")(tensor)
        tensor = layers.BatchNormalization()(tensor)
        tensor = layers.UpSampling2D(2)(tensor)
    tensor = layers.Conv2DTranspose(16, 3, activation="relu", padding="same")(tensor)
    tensor = layers.Conv2D(image_shape[-1], 3, activation="sigmoid", padding="same")(tensor)
    decoder = keras.Model(code, tensor)

    autoencoder = keras.Model(image, decoder(encoder(image)))
    autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
    return autoencoder, encoder, decoder
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "build_model_test", "locked": true, "points": 14, "schema_version": 3, "solution": false, "task": false}
built = build_model((28, 28, 1), 128)
assert isinstance(built, (tuple, list)) and len(built) == 3, (
    f"the function should return three models, (autoencoder, encoder, decoder); it returned "
    f"{len(built) if isinstance(built, (tuple, list)) else type(built).__name__}")
assert built[1].output_shape == built[2].input_shape == (None, 128), (
    f"the second model should end at codes of 128 numbers and the third begin there; they end at "
    f"{built[1].output_shape[1:]} and begin at {built[2].input_shape[1:]}")
assert built[0].output_shape == (None, 28, 28, 1), (
    f"the first model should make images of shape (28, 28, 1), it makes "
    f"{built[0].output_shape[1:]}")
### BEGIN HIDDEN TESTS
from autograder import checks

def down_of(code):
    return [checks.conv(16, 3, "relu"), checks.norm(), checks.pool(2),
            checks.conv(32, 3, "relu"), checks.norm(), checks.pool(2),
            checks.conv(32, 3, "relu"), checks.dense(code, "sigmoid")]

def up_to(shape, stride=1):
    units = shape[0] // 4 * (shape[1] // 4) * 32
    larger = [checks.conv_transpose(32, 3, "relu", strides=stride), checks.norm()]
    larger += [checks.upsample(2)] if stride == 1 else []
    return [checks.dense(units, "relu"), *larger, *larger,
            checks.conv_transpose(16, 3, "relu"), checks.conv(shape[2], 3, "sigmoid")]

for image_shape, code, counts in [
    ((28, 28, 1), 128, (440865, 215072, 225793)), ((12, 20, 3), 10, (48429, 19338, 29091)),
]:
    answer = checks.call(build_model, image_shape, code)
    autoencoder, encoder, decoder = checks.three_models(answer)
    checks.chain(encoder, down_of(code), inputs=image_shape, outputs=(code,))
    checks.chain(decoder, up_to(image_shape), inputs=(code,), outputs=image_shape)
    checks.chain(autoencoder, [*down_of(code), *up_to(image_shape)], inputs=image_shape,
                 outputs=image_shape)
    for model, count in zip((autoencoder, encoder, decoder), counts, strict=True):
        checks.parameters(model, count)
    fixed = sum(int(np.prod(weight.shape)) for weight in autoencoder.non_trainable_weights)
    checks.equal(fixed, 224)
    checks.shares_layers(encoder, autoencoder)
    checks.shares_layers(decoder, autoencoder)
    checks.recomposes(autoencoder, encoder=encoder, decoder=decoder)
    checks.compiled(autoencoder, loss="binary_crossentropy")
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** The network for MNIST with a code of 128 numbers has 440,865 numbers inside.
# How many of them does no gradient change?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "denoiser_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
denoiser, denoiser_encoder, denoiser_decoder = usable("build_model", (128,), (28, 28, 1), 128)

fixed = sum(int(np.prod(weight.shape)) for weight in denoiser.non_trainable_weights)
reveal("numbers that no gradient changes", my_guess,
       f"{fixed} of {denoiser.count_params():,} (the encoder has "
       f"{denoiser_encoder.count_params():,}, the decoder {denoiser_decoder.count_params():,})")
for model, title in [(denoiser_encoder, "The encoder: pictures, then a code of 128 numbers"),
                     (denoiser_decoder, "The decoder: a code, then pictures again")]:
    show_graph(model, title, f"{title}. One box for each layer, with its name and shape.")

# %% [markdown]
# Such a picture of a network can also be had from Keras itself: `keras.utils.plot_model` draws it
# where the package pydot and the program Graphviz are installed, and the cell above uses it there.
# Elsewhere the boxes come from `layer.output.shape`. As text there is `denoiser.summary()`; it
# prints by itself and returns nothing, so no `print` around it.
#
# Look at the widths, too. Going down there are 16, 32 and 32 channels, going up 32, 32, 16 and 1.
# The decoder is not the encoder's mirror image; nothing asks for that.
#
# ### Exercise 7.12: `what_enlarges` (2 points)
#
# What in this decoder turns 7 × 7 pixels into 28 × 28?
#
# * a) The three transposed convolutions.
# * b) The two upsampling layers.
# * c) Both kinds together, each with a part of the factor.
# * d) The dense layer at its beginning, which makes 1,568 numbers of 128.

# %% nbgrader={"grade": false, "grade_id": "what_enlarges", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
what_enlarges = "b"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "what_enlarges_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert what_enlarges in ("a", "b", "c", "d"), (
    f'what_enlarges should be one letter, "a", "b", "c" or "d", it is {what_enlarges!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(what_enlarges, "b", hint="look again at the table at the end of exercise 7.3")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 7.13: `fixed_numbers` (2 points)
#
# Which numbers of this network are they that no gradient changes?
#
# * a) The biases of the convolutions.
# * b) The numbers by which batch normalisation multiplies and which it adds.
# * c) The running means and variances of batch normalisation.
# * d) The weights of the pooling and upsampling layers.

# %% nbgrader={"grade": false, "grade_id": "fixed_numbers", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
fixed_numbers = "c"
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "fixed_numbers_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
assert fixed_numbers in ("a", "b", "c", "d"), (
    f'fixed_numbers should be one letter, "a", "b", "c" or "d", it is {fixed_numbers!r}')
### BEGIN HIDDEN TESTS
from autograder import checks

checks.choice(fixed_numbers, "c", hint="224 is twice the number of channels that are normalised")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 7.14: `build_stride_decoder` (6 points)
#
# A transposed convolution can do the enlarging itself: with stride 2. Write
# `build_stride_decoder(image_shape, compressed_dim)` that returns one model, the decoder of
# `build_model` without any upsampling layer. Its first two transposed convolutions have stride 2
# instead; all else stays. It need not be compiled.

# %% nbgrader={"grade": false, "grade_id": "build_stride_decoder", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_stride_decoder(image_shape, compressed_dim):
    """Build the decoder of `build_model` with strides in place of upsampling."""
    ### BEGIN SOLUTION
    layers = keras.layers
    rows, columns = image_shape[0] // 4, image_shape[1] // 4
    code = keras.Input(shape=(compressed_dim,))
    tensor = layers.Dense(rows * columns * 32, activation="relu")(code)
    tensor = layers.Reshape((rows, columns, 32))(tensor)
    for _ in range(2):
        tensor = layers.Conv2DTranspose(32, 3, 2, activation="relu", padding="same")(tensor)
        tensor = layers.BatchNormalization()(tensor)
    tensor = layers.Conv2DTranspose(16, 3, activation="relu", padding="same")(tensor)
    tensor = layers.Conv2D(image_shape[-1], 3, activation="sigmoid", padding="same")(tensor)
    return keras.Model(code, tensor)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "build_stride_decoder_test", "locked": true, "points": 6, "schema_version": 3, "solution": false, "task": false}
strided = build_stride_decoder((28, 28, 1), 128)
assert hasattr(strided, "layers"), (
    f"the function should return one Keras model, it returned {type(strided).__name__}")
assert strided.output_shape == (None, 28, 28, 1), (
    f"the decoder should make images of shape (28, 28, 1), it makes {strided.output_shape[1:]}")
### BEGIN HIDDEN TESTS
from autograder import checks

for image_shape, code in [((28, 28, 1), 128), ((12, 20, 3), 10)]:
    decoder = checks.call(build_stride_decoder, image_shape, code)
    units = image_shape[0] // 4 * (image_shape[1] // 4) * 32
    larger = [checks.conv_transpose(32, 3, "relu", strides=2), checks.norm()]
    plan = [checks.dense(units, "relu"), *larger, *larger, checks.conv_transpose(16, 3, "relu"),
            checks.conv(image_shape[2], 3, "sigmoid")]
    checks.chain(decoder, plan, inputs=(code,), outputs=image_shape)
### END HIDDEN TESTS

# %% [markdown]
# **Guess first.** Has this decoder fewer parameters than the other one, as many, or more?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "strided_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
strided = ask("build_stride_decoder", (28, 28, 1), 128)
if isinstance(strided, keras.Model):
    reveal("parameters with strides", my_guess,
           f"{strided.count_params():,}, with upsampling {denoiser_decoder.count_params():,}")

# %% [markdown]
# As many: a stride moves a kernel, it does not change it. Nor is there less to multiply: in both
# decoders the first transposed convolution reads 7 × 7 places and the second 14 × 14. What differs
# is where the new pixels come from, from copies or from stamps. And 2 does not divide 3, so the
# stamps overlap like a chessboard.

# %% [markdown]
# ## 6. A smoke test
#
# Somebody who has built a machine switches it on for a second and looks whether smoke comes out.
# Do the same with a network before you give it an hour: a few epochs on a few images, and two
# questions. **Does the loss fall**, on images it was not trained on? And does the gradient reach
# **the first layer**, so that its weights move at all?
#
# The noise is the one of the last lab: to each pixel a number from a normal distribution is added,
# times the *noise factor*; then all is clipped to [0, 1]. The **PSNR** (peak signal-to-noise
# ratio) says how near an image is to the clean one: $-10 \log_{10}$ of the mean squared error, in
# decibels. More is better; 10 dB more are a tenth of the squared error.

# %% nbgrader={"grade": false, "grade_id": "noise_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def add_noise(data, noise_factor, seed=None):
    """`data` with normal noise, clipped to [0, 1]; the same noise for the same `seed`."""
    random = np.random.default_rng(seed)
    noise = random.standard_normal(data.shape, dtype="float32")
    return np.clip(data + np.float32(noise_factor) * noise, 0, 1)


def psnr(clean, answers):
    """Peak signal-to-noise ratio in dB of answers to clean images in [0, 1]."""
    return -10 * np.log10(np.mean((np.asarray(clean) - np.asarray(answers)) ** 2) + 1e-12)


def first_kernel(model):
    """The weights of the first layer that has any, as numbers."""
    return np.array(keras.ops.convert_to_numpy(model.weights[0]))


few, few_test = X_train_conv[:2000], X_test_conv[:1000]
few_noisy, noisy_test = add_noise(few, 0.5, seed=1), add_noise(few_test, 0.5, seed=2)
before = {"conv_autoencoder": first_kernel(conv_autoencoder), "denoiser": first_kernel(denoiser)}
print(f"noisy test images: {psnr(few_test, noisy_test):.1f} dB")
for name, images in [("conv_autoencoder", few_test), ("denoiser", noisy_test)]:
    loss = globals()[name].evaluate(images, few_test, batch_size=100, verbose=0)
    print(f"{name} untrained: {loss:.3f} nats per pixel")

# %% [markdown]
# ### Exercise 7.15: `conv_smoke`, `denoiser_smoke` (9 points)
#
# Train both networks with `fit`, each for 5 epochs in batches of 32, `verbose=2`:
#
# * `conv_autoencoder` on the clean images `few`, which are input and target. Keep what `fit`
#   returns as `conv_smoke`;
# * `denoiser` on the noisy images `few_noisy`, with the clean images `few` as target, and with
#   `callbacks=watchers("smoke")`, which writes the losses into a file. Keep what `fit` returns as
#   `denoiser_smoke`.
#
# Both are compiled. Allow about half a minute.
#
# **Guess first**: the loss begins near ln 2 = 0.693, where every pixel is a coin toss. Where will
# the denoiser's loss on its training images be after five epochs?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "smoke", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
conv_smoke = conv_autoencoder.fit(few, few, epochs=5, batch_size=32, verbose=2)
denoiser_smoke = denoiser.fit(
    few_noisy, few, epochs=5, batch_size=32, callbacks=watchers("smoke"), verbose=2)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "smoke_test", "locked": true, "points": 9, "schema_version": 3, "solution": false, "task": false}
assert hasattr(conv_smoke, "params"), (
    f"keep what fit returns, conv_smoke = conv_autoencoder.fit(...); it is {conv_smoke!r}")
assert hasattr(denoiser_smoke, "params"), (
    f"keep what fit returns, denoiser_smoke = denoiser.fit(...); it is {denoiser_smoke!r}")
assert conv_smoke.params["epochs"] == 5, (
    f"ask for 5 epochs of conv_autoencoder, not for {conv_smoke.params['epochs']}")
assert denoiser_smoke.params["epochs"] == 5, (
    f"ask for 5 epochs of denoiser, not for {denoiser_smoke.params['epochs']}")
### BEGIN HIDDEN TESTS
from autograder import checks

clean = checks.images("test")[:2000].reshape(-1, 28, 28, 1)
noise = np.random.default_rng(7).standard_normal(clean.shape)
noisy = np.clip(clean + 0.5 * noise, 0, 1).astype("float32")
for name, model, inputs, smoke in [
    ("conv_autoencoder", conv_autoencoder, clean, conv_smoke),
    ("denoiser", denoiser, noisy, denoiser_smoke),
]:
    asked, steps = getattr(smoke, "asked", None) or {}, smoke.params["steps"]
    assert asked.get("input_is_target") in (None, model is conv_autoencoder), (
        f"the target of {name} should be the clean images, few")
    assert steps == 63, (
        f"{name} should see 2,000 images in batches of 32, that is 63 batches, not {steps}")
    answers = np.clip(checks.predict(model, inputs).astype("float64"), 1e-7, 1 - 1e-7)
    loss = -np.mean(clean * np.log(answers) + (1 - clean) * np.log(1 - answers))
    checks.at_most(loss, 0.7 * np.log(2), f"loss of {name} on test images (nats per pixel)",
                   hint="30 % below the 0.693 of an untrained network")
    kernel = keras.ops.convert_to_numpy(model.weights[0])
    moved = np.abs(kernel - before[name]).max() if kernel.shape == before[name].shape else 0
    checks.at_least(moved, 1e-4, f"how far a weight in the first layer of {name} moved (no unit)",
                    hint="is the layer frozen, or was the network built again after training?")
for weight in denoiser.non_trainable_weights:
    running = keras.ops.convert_to_numpy(weight)
    start = 1.0 if "variance" in weight.name else 0.0
    checks.at_least(np.abs(running - start).max(), 1e-3,
                    "how far the running means and variances of denoiser moved (no unit)")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "smoke_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
smoke_losses = getattr(globals().get("denoiser_smoke"), "history", {}).get("loss", [float("nan")])
reveal("loss of the denoiser in its last epoch", my_guess,
       f"{smoke_losses[-1]:.3f} nats per pixel")
show_log("smoke", "The smoke test of the denoiser: no smoke, the loss falls",
         "The loss on the training images after each epoch, a falling line.")

# %% [markdown]
# This picture was drawn from a file that the callback `CSVLogger` wrote, one line for each epoch.
# A line is there as soon as its epoch is over, even if the computer stops in the next one.
# *TensorBoard* shows the same in a browser while training runs; where it is installed, `watchers`
# writes for it too, into the same temporary folder.
#
# Now a surprise. The loss that `fit` prints for the last epoch is a mean over that epoch.
#
# **Guess first.** Ask the trained denoiser for the loss on the *same* noisy training images with
# `evaluate`. Will it be the same, smaller or larger?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "running_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
after = denoiser.evaluate(few_noisy, few, batch_size=100, verbose=0)
twin = keras.models.clone_model(denoiser)
twin.set_weights(denoiser.get_weights())
answers = np.clip(keras.ops.convert_to_numpy(twin(few_noisy, training=True)), 1e-7, 1 - 1e-7)
by_batch = -np.mean(few * np.log(answers) + (1 - few) * np.log(1 - answers))
print(f"fit, mean of its last epoch               {smoke_losses[-1]:.3f} nats per pixel")
print(f"evaluate: running means and variances     {after:.3f}")
print(f"the same, with those of the 2,000 images  {by_batch:.3f}")
reveal("loss by evaluate", my_guess, f"{after:.3f}")

# %% [markdown]
# After so short a training `evaluate` most often gives clearly more. The weights are the same, and
# so are the images. What differs are the means and variances of batch normalisation. While it
# trains, the network uses those of the batch. Afterwards it uses the running ones, and they run
# slowly: each batch moves them by one hundredth of the way. As long as the weights change fast, as
# they do at the beginning, these lag behind. Compare the last line: there the weights are the same
# once more, but with means and variances of these very images. So judge a network with batch
# normalisation by `evaluate` or `predict`, which is how it will be used, and not by what `fit`
# prints.
#
# What do the two networks make of images? First the codes of the first one.
#
# **Guess first.** Its code is a stack of eight pictures of 4 × 4. Will you be able to recognise a
# digit in them?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "codes_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
def correlation(one, other):
    """Correlation of two arrays of numbers, from -1 to 1; 0 where one of them never changes."""
    spread = np.std(one) * np.std(other)
    together = np.mean((one - np.mean(one)) * (other - np.mean(other)))
    return together / spread if spread else 0.0


codes = conv_encoder.predict(few_test, batch_size=100, verbose=0)
decoded = conv_decoder.predict(codes, batch_size=100, verbose=0)
blocks = keras.layers.AveragePooling2D(8, padding="same")(few_test)
ink = keras.ops.convert_to_numpy(blocks)[..., 0]
follow = [correlation(ink, codes[..., channel]) for channel in range(8)]
reveal("digits in the code", my_guess, "see for yourself")
show_codes(few_test[:5], codes[:5], decoded[:5], [f"r = {one:.2f}" for one in follow],
           "Eight channels of 4 × 4 numbers (black is 0); r: do they follow the ink?",
           "Five digits, the eight channels of each code as tiles of 4 by 4 grey squares, in some "
           "of which the rough outline of the digit shows, and the decoded images.")

# %% [markdown]
# A dense code has no places; a convolutional one does. Each of its numbers sees a square of at
# most 22 × 22 pixels around its own place. The *r* below a channel is the correlation, over the
# 1,000 test images, between its numbers and the mean grey value of the pixels around each place:
# near 1 when they grow with the ink, below 0 when they grow where ink is missing, near 0 when they
# answer to something else.
#
# Now the denoiser. **Guess first**: the noisy images have about 9.4 dB. How many will the denoised
# ones have, after five epochs with 2,000 images?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "grid_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
denoised = denoiser.predict(noisy_test, batch_size=100, verbose=0)
reveal("PSNR of the denoised images", my_guess, f"{psnr(few_test, denoised):.1f} dB")
show_image({"clean": few_test, f"noisy, {psnr(few_test, noisy_test):.1f} dB": noisy_test,
            f"denoised, {psnr(few_test, denoised):.1f} dB": denoised}, 5,
           "After the smoke test alone: 2,000 images, five epochs",
           "Three squares of 25 digits: clean, covered with noise, and as the network cleans "
           "them.")

# %% [markdown]
# Blurred, and yet: noise out, strokes in, after seconds. The machine works.
#
# It was trained with a noise factor of 0.5. Some say that another factor would do equally well.
#
# **Guess first.** For which of the factors 0.1, 0.2, …, 0.9 are the images *worse* after this
# network than before?

# %%
my_guess = None

# %% nbgrader={"grade": false, "grade_id": "gain_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
factors = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
noisy_by = [add_noise(few_test[:300], factor, seed=3) for factor in factors]
psnr_before = [psnr(few_test[:300], images) for images in noisy_by]
psnr_after = [psnr(few_test[:300], denoiser.predict(images, batch_size=100, verbose=0))
              for images in noisy_by]
worse = [factor for factor, old, new in zip(factors, psnr_before, psnr_after, strict=True)
         if new < old]
reveal("factors at which it makes images worse", my_guess, worse or "none")
show_gain(factors, psnr_before, psnr_after,
          "What the network makes of other noise (trained with 0.5)",
          f"Two lines over the noise factor, from 0.1 to 0.9: noisy images go from "
          f"{psnr_before[0]:.1f} to {psnr_before[-1]:.1f} dB, denoised ones from "
          f"{psnr_after[0]:.1f} to {psnr_after[-1]:.1f} dB; worse than the noisy ones at "
          f"{', '.join(str(factor) for factor in worse) or 'no factor'}.")

# %% [markdown]
# An image with little noise is better than what this network makes of it: it cannot draw sharper
# than it has learned to, noise or no noise. Where the two lines cross, it begins to help. So "it
# removes noise" says little, unless one says how much noise, and next to what.

# %% [markdown]
# ## 7. Optional: training to the end
#
# The rest is a bonus. Leave the two cells as they are and you lose nothing. Both have a switch in
# their first line: as long as it is `False`, nothing is trained there.
#
# How long does it take?
#
# | | two cores, no GPU | one GPU |
# | --- | --- | --- |
# | 7.16, 10 epochs | about 10 s an epoch, 2 minutes in all | not measured |
# | 7.17, at most 35 epochs | about 35 s an epoch, up to 20 minutes | not measured |
#
# <!-- GPU times: measured ones go into the last column above -->
#
# These are times of a machine that does nothing else. A busy one once took 77 minutes for the 35
# epochs.
#
# **Hand in what you trained.** Both cells save the network into a file; hand that in with your
# notebook. When your work is graded, the notebook runs again on a computer without a GPU. If the
# file is there and its network is good, `fit` takes the weights from it and is done in seconds.
# Without the file training is cut short after one epoch, and what that reaches is judged. Do not
# count on one epoch for either bonus: the published denoiser had a loss of 0.1091 after its first.
#
# The limits named below are those for MNIST; where other images stand in for it, others hold.
#
# ### Exercise 7.16: `conv_history` (bonus, 5 points)
#
# Set `train_conv` to `True`. Inside the `if`, go on training `conv_autoencoder`: all training
# images as input and target, 10 epochs, batches of 128, `shuffle=True`, the test images as
# `validation_data`. Keep what `fit` returns as `conv_history`, then save the network with
# `conv_autoencoder.save("conv.keras")`.
#
# To earn the bonus, the loss on the test images must be 0.12 or less at the end. It is the last
# `val_loss` that `fit` prints.

# %% nbgrader={"grade": false, "grade_id": "conv_training", "locked": false, "schema_version": 3, "solution": true, "task": false}
train_conv = False  # set this to True to train whenever the cell is run
conv_history = None

if train_conv:
    ### BEGIN SOLUTION
    conv_history = conv_autoencoder.fit(
        X_train_conv, X_train_conv, epochs=10, batch_size=128, shuffle=True,
        validation_data=(X_test_conv, X_test_conv), verbose=2)
    conv_autoencoder.save("conv.keras")
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "conv_training_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
if conv_history is None:
    print("not trained; this is a bonus, and to leave it out costs nothing")
else:
    assert conv_history.params["epochs"] == 10, (
        f"ask for 10 epochs, not for {conv_history.params['epochs']}")
    assert "val_loss" in conv_history.history, (
        "there is no loss on the test images: pass them to fit as validation_data")
### BEGIN HIDDEN TESTS
from autograder import checks

assert conv_history is not None, "not trained: a bonus that was left out costs nothing"
clean = checks.images("test").reshape(-1, 28, 28, 1)
answers = checks.predict(conv_autoencoder, clean)
checks.array(answers, clean.shape)
answers = np.clip(answers.astype("float64"), 1e-7, 1 - 1e-7)
loss = -np.mean(clean * np.log(answers) + (1 - clean) * np.log(1 - answers))
checks.at_most(loss, checks.pass_line("conv"),
               "loss of conv_autoencoder on the test images (nats per pixel)",
               hint="was conv.keras handed in? without it training is cut short when graded")
### END HIDDEN TESTS

# %% [markdown]
# This is what the network makes of ten test images now, trained to the end or not.

# %% nbgrader={"grade": false, "grade_id": "conv_pictures_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
drawn = ask("conv_autoencoder", few_test[:10])
stage = ("not trained to the end" if globals().get("conv_history") is None
         else "trained to the end")
if drawn is not None:
    show_rows({"image": few_test[:10], "decoded": keras.ops.convert_to_numpy(drawn)},
              f"Ten test images and their reconstructions (conv_autoencoder, {stage})",
              f"Ten digits, and below each what conv_autoencoder, {stage}, makes of it.")

# %% [markdown]
# ### Exercise 7.17: `denoiser_history` (bonus, 10 points)
#
# Set `train_denoiser` to `True`. Inside the `if`,
#
# 1. make noisy training images from all of `X_train_conv`, with a noise factor of 0.5 and a seed;
# 2. make the callback `keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)`. The
#    noise is drawn once, so the network sees the same noisy images again in every epoch and can
#    learn them by heart. This callback stops when the loss on held-out images has not improved for
#    five epochs, and goes back to the best weights;
# 3. train `denoiser` from noisy to clean: 35 epochs, batches of 64, `shuffle=True`,
#    `validation_split=0.1`, which holds out the last tenth, and as callbacks both the one of step
#    2 and those of `watchers("denoiser")`. Keep what `fit` returns as `denoiser_history`;
# 4. save the network with `denoiser.save("conv_denoiser.keras")`.
#
# The published run of this network reached a loss of 0.0953 on held-out images after 19 epochs and
# was back at 0.0981 after 35. To earn the bonus you need 0.100 or less, on test images with noise
# drawn by the grader, and a PSNR of at least 18 dB, what the dense network of the last lab reached
# with ten epochs.

# %% nbgrader={"grade": false, "grade_id": "denoiser_training", "locked": false, "schema_version": 3, "solution": true, "task": false}
train_denoiser = False  # set this to True to train whenever the cell is run
denoiser_history = None

if train_denoiser:
    ### BEGIN SOLUTION
    noisy_train = add_noise(X_train_conv, 0.5, seed=4)
    stopping = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
    denoiser_history = denoiser.fit(
        noisy_train, X_train_conv, epochs=35, batch_size=64, shuffle=True, validation_split=0.1,
        callbacks=[stopping, *watchers("denoiser")], verbose=2)
    denoiser.save("conv_denoiser.keras")
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "denoiser_training_test", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
if denoiser_history is None:
    print("not trained; this is a bonus, and to leave it out costs nothing")
else:
    assert denoiser_history.params["epochs"] == 35, (
        f"ask for 35 epochs, not for {denoiser_history.params['epochs']}")
    assert "val_loss" in denoiser_history.history, (
        "there is no loss on held-out images: pass validation_split=0.1 to fit")
### BEGIN HIDDEN TESTS
from autograder import checks

assert denoiser_history is not None, "not trained: a bonus that was left out costs nothing"
clean = checks.images("test").reshape(-1, 28, 28, 1)
noise = np.random.default_rng(8).standard_normal(clean.shape, dtype="float32")
noisy = np.clip(clean + np.float32(0.5) * noise, 0, 1)
answers = checks.predict(denoiser, noisy)
checks.array(answers, clean.shape)
decibels = -10 * np.log10(np.mean((answers - clean) ** 2))
answers = np.clip(answers.astype("float64"), 1e-7, 1 - 1e-7)
loss = -np.mean(clean * np.log(answers) + (1 - clean) * np.log(1 - answers))
checks.at_most(loss, checks.pass_line("denoiser"),
               "loss of denoiser on noisy test images, to the clean ones (nats per pixel)",
               hint="was conv_denoiser.keras handed in? without it training is cut short")
checks.at_least(decibels, checks.pass_line("denoiser_psnr"),
                "PSNR of denoised test images (dB)")
### END HIDDEN TESTS

# %% nbgrader={"grade": false, "grade_id": "trained_given", "locked": true, "schema_version": 3, "solution": false, "task": false}
if globals().get("denoiser_history") is not None:
    denoised = denoiser.predict(noisy_test, batch_size=100, verbose=0)
    show_log("denoiser", "The denoiser, trained to the end",
             "Two lines over the epochs: the loss on training images falls throughout, that on "
             "held-out images falls and then stays or turns up.")
    show_image({"clean": few_test, f"noisy, {psnr(few_test, noisy_test):.1f} dB": noisy_test,
                f"denoised, {psnr(few_test, denoised):.1f} dB": denoised}, 5,
               "After training on 54,000 images",
               "Three squares of 25 digits: clean, covered with noise, and as the network cleans "
               "them.")
else:
    print("the denoiser was not trained to the end; the pictures in part 6 are all there is")

# %% [markdown]
# ## What you have now
#
# * Sizes can be worked out before a layer is built. `same` with stride 1 keeps them, `valid` takes
#   off one pixel less than the kernel has, pooling with `same` rounds up, and doubling does not
#   know what was rounded.
# * A transposed convolution stamps kernels. It multiplies sizes only with a stride above 1, and
#   where stamps overlap unevenly it leaves a chessboard.
# * Convolutions share their weights between places: seven layers with 4,385 parameters.
# * Compare losses only together with code sizes.
# * Batch normalisation has numbers that no gradient changes; they belong to the network all the
#   same, and are saved with it.
# * A smoke test takes seconds: does the loss fall, does the first layer move?
#
# **Next lab.** *Using the code*: searching, sorting and telling apart images by their codes alone,
# and finding out where that fails.
