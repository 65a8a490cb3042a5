# %% [markdown]
# Stopped after the first network was cut; of what comes later only the choices are done.
# - base: release
# - loses: build_conv_autoencoder, build_model, build_stride_decoder, smoke, conv_training, denoiser_training

# %% load_data
def load_data():
    """Load MNIST as float32 arrays (60000, 28, 28, 1) and (10000, 28, 28, 1) in [0, 1]."""
    (x, _), (y, _) = keras.datasets.mnist.load_data()
    return np.float32(x)[..., None] / 255, np.float32(y)[..., None] / 255


# %% conv_out
def conv_out(size, kernel, stride=1, padding="valid"):
    """How many numbers a convolution makes of a row of `size` pixels."""
    places = size if padding == "same" else size - kernel + 1
    return -(-places // stride)


# %% conv_transpose_out
def conv_transpose_out(size, kernel, stride=1, padding="valid"):
    """How many numbers a transposed convolution makes of a row of `size` numbers."""
    beyond = kernel - stride if padding == "valid" and kernel > stride else 0
    return size * stride + beyond


# %% shape_trace
def shape_trace(size, steps):
    """The sizes of one side, before all steps and after each one."""
    rules = {"conv": conv_out, "pool": conv_out, "transpose": conv_transpose_out}
    rules["up"] = lambda size, factor: size * factor
    sizes = [size]
    for kind, *rest in steps:
        sizes.append(rules[kind](sizes[-1], *rest))
    return sizes


# %% upsample_nearest
def upsample_nearest(images, factor):
    """Repeat each pixel of (n, rows, columns, channels) `factor` times down and across."""
    return images.repeat(factor, 1).repeat(factor, 2)


# %% conv_transpose_1d
def conv_transpose_1d(signal, kernel, stride):
    """Stamp `kernel`, times each number of `signal`, every `stride` places, and add up."""
    out = np.zeros(conv_transpose_out(len(signal), len(kernel), stride))
    for i in range(len(signal)):
        for j in range(len(kernel)):
            out[i * stride + j] += signal[i] * kernel[j]
    return out


# %% conv_layers
from keras.layers import Conv2D, Input, MaxPooling2D, UpSampling2D

conv_input_img = Input((28, 28, 1))
conv_encoder_1 = Conv2D(16, (3, 3), activation="relu", padding="same")(conv_input_img)
conv_encoder_2 = MaxPooling2D((2, 2), padding="same")(conv_encoder_1)
conv_encoder_3 = Conv2D(8, (3, 3), activation="relu", padding="same")(conv_encoder_2)
conv_encoder_4 = MaxPooling2D((2, 2), padding="same")(conv_encoder_3)
conv_encoder_5 = Conv2D(8, (3, 3), activation="relu", padding="same")(conv_encoder_4)
conv_encoded = MaxPooling2D((2, 2), padding="same")(conv_encoder_5)
conv_decoder_1 = Conv2D(8, (3, 3), activation="relu", padding="same")(conv_encoded)
conv_decoder_2 = UpSampling2D((2, 2))(conv_decoder_1)
conv_decoder_3 = Conv2D(8, (3, 3), activation="relu", padding="same")(conv_decoder_2)
conv_decoder_4 = UpSampling2D((2, 2))(conv_decoder_3)
conv_decoder_5 = Conv2D(16, (3, 3), activation="relu")(conv_decoder_4)
conv_decoder_6 = UpSampling2D((2, 2))(conv_decoder_5)
conv_decoded = Conv2D(1, (3, 3), activation="sigmoid", padding="same")(conv_decoder_6)
conv_autoencoder = keras.Model(conv_input_img, conv_decoded)

# %% conv_split
conv_encoder = keras.Model(conv_input_img, conv_encoded)
code = keras.Input((4, 4, 8))
picture = code
for one in conv_autoencoder.layers[7:]:
    picture = one(picture)
conv_decoder = keras.Model(code, picture)

# %% smaller_loss
smaller_loss = "b"

# %% what_enlarges
what_enlarges = "b"

# %% fixed_numbers
fixed_numbers = "c"
