# %% [markdown]
# Every function is written in another way than in the solution.
# - base: solution
# - loses: conv_training, denoiser_training

# %% load_data
def load_data():
    """Load MNIST as float32 arrays (60000, 28, 28, 1) and (10000, 28, 28, 1) in [0, 1]."""
    return tuple(
        np.expand_dims(images, -1).astype(np.float32) / 255.0
        for images, _ in keras.datasets.mnist.load_data()
    )


# %% conv_out
def conv_out(size, kernel, stride=1, padding="valid"):
    """How many numbers a convolution makes of a row of `size` pixels."""
    last = size if padding == "same" else size - kernel + 1
    return len(range(0, last, stride))


# %% conv_transpose_out
import math


def conv_transpose_out(size, kernel, stride=1, padding="valid"):
    """How many numbers a transposed convolution makes of a row of `size` numbers."""
    if padding == "valid":
        return max((size - 1) * stride + kernel, size * stride)
    return int(math.prod((size, stride)))


# %% shape_trace
def shape_trace(size, steps):
    """The sizes of one side, before all steps and after each one."""
    if not len(steps):
        return [size]
    step = steps[0]
    if step[0] == "up":
        after = size * step[1]
    elif step[0] == "transpose":
        after = conv_transpose_out(size, kernel=step[1], stride=step[2], padding=step[3])
    else:
        after = conv_out(size, kernel=step[1], stride=step[2], padding=step[3])
    return [size] + shape_trace(after, steps[1:])


# %% upsample_nearest
def upsample_nearest(images, factor):
    """Repeat each pixel of (n, rows, columns, channels) `factor` times down and across."""
    n, h, w, c = images.shape
    return images[:, np.arange(h * factor) // factor][:, :, np.arange(w * factor) // factor]


# %% conv_transpose_1d
def conv_transpose_1d(signal, kernel, stride):
    """Stamp `kernel`, times each number of `signal`, every `stride` places, and add up."""
    spread = np.zeros(len(signal) * stride)
    spread[::stride] = signal
    wide = np.convolve(spread, kernel)
    return wide[: conv_transpose_out(len(signal), len(kernel), stride)]
