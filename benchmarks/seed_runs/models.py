"""The networks of the five texts, built with Keras's functional API and compiled."""

from collections.abc import Sequence
from typing import Any

import keras
from keras import layers

Model = Any
BCE = "binary_crossentropy"


def adadelta(rate: float = 1.0) -> Any:
    """Adadelta with the step that its paper uses; Keras's own default has been 0.001 for years."""
    return keras.optimizers.Adadelta(learning_rate=rate)


def dense(
    sizes: Sequence[int],
    code: int,
    *,
    hidden: str = "relu",
    optimizer: Any = "adam",
    steps_per_execution: int = 1,
) -> Model:
    """A chain of dense layers ``sizes`` with a sigmoid at its end, trained on cross-entropy.

    The layer that holds the ``code`` numbers is the first one of that size and is named "code".
    """
    start = keras.Input(shape=(sizes[0],), name="image")
    flow = start
    named = False
    for number, size in enumerate(sizes[1:], start=1):
        last = number == len(sizes) - 1
        name = "code" if size == code and not named else f"dense_{number}"
        named = named or size == code
        flow = layers.Dense(size, activation="sigmoid" if last else hidden, name=name)(flow)
    model = keras.Model(start, flow)
    model.compile(optimizer=optimizer, loss=BCE, steps_per_execution=steps_per_execution)
    return model


def halves(model: Model) -> tuple[Model, Model]:
    """Encoder and decoder of a chain with a layer named "code"; they share the model's weights."""
    code = model.get_layer("code")
    encoder = keras.Model(model.input, code.output)
    start = keras.Input(shape=code.output.shape[1:])
    flow = start
    for layer in model.layers[model.layers.index(code) + 1 :]:
        flow = layer(flow)
    return encoder, keras.Model(start, flow)


def mirrored(features: int, widths: Sequence[int], **settings: Any) -> Model:
    """Sigmoid layers that narrow to the last of ``widths`` and widen again in the same steps."""
    sizes = [features, *widths, *reversed(widths[:-1]), features]
    return dense(sizes, widths[-1], hidden="sigmoid", **settings)


def convolutional(optimizer: Any) -> Model:
    """The optional network of the second text, 4,385 parameters; its code has (4, 4, 8) numbers."""
    start = keras.Input(shape=(28, 28, 1))
    flow = start
    for number, filters in enumerate((16, 8, 8), start=1):
        flow = layers.Conv2D(filters, 3, activation="relu", padding="same")(flow)
        name = "code" if number == 3 else f"pool_{number}"
        flow = layers.MaxPooling2D(2, padding="same", name=name)(flow)
    # The third convolution is not padded: 4 -> 8 -> 16 -> 14 -> 28.
    for filters, padding in ((8, "same"), (8, "same"), (16, "valid")):
        flow = layers.Conv2D(filters, 3, activation="relu", padding=padding)(flow)
        flow = layers.UpSampling2D(2)(flow)
    flow = layers.Conv2D(1, 3, activation="sigmoid", padding="same")(flow)
    model = keras.Model(start, flow)
    model.compile(optimizer=optimizer, loss=BCE)
    return model


def denoiser(shape: tuple[int, int, int] = (28, 28, 1), code: int = 128) -> Model:
    """The fifth text's network, 440,865 parameters, of which 224 are moving averages."""
    start = keras.Input(shape=shape)
    flow = start
    for filters in (16, 32):
        flow = layers.Conv2D(filters, 3, activation="relu", padding="same")(flow)
        flow = layers.BatchNormalization()(flow)
        flow = layers.MaxPooling2D(2, padding="same")(flow)
    flow = layers.Conv2D(32, 3, activation="relu", padding="same")(flow)
    flow = layers.Flatten()(flow)
    flow = layers.Dense(code, activation="sigmoid", name="code")(flow)
    flow = layers.Dense(7 * 7 * 32, activation="relu")(flow)
    flow = layers.Reshape((7, 7, 32))(flow)
    for _ in range(2):
        flow = layers.Conv2DTranspose(32, 3, activation="relu", padding="same")(flow)
        flow = layers.BatchNormalization()(flow)
        flow = layers.UpSampling2D(2)(flow)
    flow = layers.Conv2DTranspose(16, 3, activation="relu", padding="same")(flow)
    flow = layers.Conv2D(1, 3, activation="sigmoid", padding="same")(flow)
    model = keras.Model(start, flow)
    model.compile(optimizer="adam", loss=BCE)
    return model


def by_hand(seed: int) -> Model:
    """784-128-64-128-784, all sigmoid, Adam 0.01 on the mean square: the third text's network.

    Weights and biases start from a normal distribution of standard deviation 0.05, as in the text,
    each from a seed of its own.
    """
    start = keras.Input(shape=(784,))
    flow = start
    for number, size in enumerate((128, 64, 128, 784)):
        kernel, bias = (
            keras.initializers.RandomNormal(stddev=0.05, seed=10 * seed + 2 * number + part)
            for part in range(2)
        )
        flow = layers.Dense(
            size,
            activation="sigmoid",
            kernel_initializer=kernel,
            bias_initializer=bias,
            name="code" if size == 64 else f"dense_{number + 1}",
        )(flow)
    model = keras.Model(start, flow)
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="mse")
    return model
