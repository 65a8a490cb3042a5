"""Checks of networks that learn to remove noise, and the measures that they are judged by.

A network is judged by what it computes in training and outside it, so every way to write it counts
alike. Labs use these as `checks.denoising.NAME`.
"""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from autograder.checks_models import built_model, flat
from autograder.checks_values import Array, describe, name_of
from autograder.outcomes import Wrong, shorten

SAME = 1e-5
"""Two ways to compute one float32 number differ by less."""


def noisy(images: Array, factor: float, seed: int) -> Array:
    """`images` with normal noise of standard deviation `factor`, cut off at 0 and 1."""
    noise = np.random.default_rng(seed).standard_normal(images.shape, dtype="float32")
    return np.clip(images + np.float32(factor) * noise, 0, 1)


def psnr(clean: Array, other: Array) -> float:
    """Peak signal-to-noise ratio in dB over all pixels of all images; the peak is 1."""
    error = float(np.mean(np.square(clean.astype("float64") - other)))
    return float(np.inf) if error == 0 else -10 * float(np.log10(error))


def bce(clean: Array, answers: Array) -> float:
    """Mean binary cross-entropy in nats per pixel; answers are clipped at 1e-7."""
    p = np.clip(answers.astype("float64"), 1e-7, 1 - 1e-7)
    return float(-np.mean(clean * np.log(p) + (1 - clean) * np.log1p(-p)))


def asked(history: Any, epochs: int, steps: int, *, own_target: bool = False) -> None:
    """`fit` was asked for that many epochs of that many batches, and was given validation data.

    With `own_target` the input was also the target, as far as `fit` was watched.
    """
    subject = name_of(history, "the history")
    params, records = getattr(history, "params", None), getattr(history, "history", None)
    if type(params) is not dict or type(records) is not dict:
        raise Wrong(subject, "what fit returned", describe(history), "history = model.fit(...)")
    for what, key, wanted in [("epochs", "epochs", epochs), ("batches per epoch", "steps", steps)]:
        if type(params.get(key)) is not int or params[key] != wanted:
            raise Wrong(f"{what} of {subject}", f"{wanted}", describe(params.get(key)))
    if not records.get("val_loss"):
        raise Wrong(subject, "a validation loss for each epoch", "none", "validation_data=(...)")
    seen = getattr(history, "asked", None)
    if own_target and type(seen) is dict and seen.get("input_is_target") is False:
        same = "the same images, clean: the noise is made inside"
        raise Wrong(f"input and target of {subject}", same, "different images")


def two_layers(model: Any, code: int, size: int = 784) -> None:
    """Outside training the model is dense relu to `code` numbers, then dense sigmoid to `size`."""
    subject = name_of(model, "the model")
    model = built_model(model, subject)
    weights = [np.asarray(weight, dtype="float64") for weight in model.get_weights()]
    wanted = [(size, code), (code,), (code, size), (size,)]
    if [weight.shape for weight in weights] != wanted:
        got = " then ".join(f"{weight.shape}" for weight in weights) or "none"
        raise Wrong(f"weights of {subject}", " then ".join(map(str, wanted)), shorten(got, 200))
    images = random_images(size)
    hidden = np.maximum(images @ weights[0] + weights[1], 0)
    answers = 1 / (1 + np.exp(-(hidden @ weights[2] + weights[3])))
    found = numpy_of(run(model, images, False, subject))
    if found.shape != answers.shape or not np.allclose(found, answers, atol=1e-4):
        asked = f"dense relu to {code} numbers, then dense sigmoid to {size}"
        raise Wrong(f"what {subject} computes outside training", asked, "something else")


def noise_layer(model: Any, deviation: float) -> None:
    """In training alone, new normal noise is added to each image, and the sum cut to [0, 1]."""
    subject = name_of(model, "the model")
    what = f"what reaches the first dense layer of {subject}"
    images = random_images(built_model(model, subject).input_shape[-1])
    quiet = entering(model, 0, images, False, subject)
    if quiet.shape != images.shape or not np.allclose(quiet, images, atol=SAME):
        raise Wrong(f"{what}, outside training", "the image as it is", "something else")
    first, second = (entering(model, 0, images, True, subject) for _ in range(2))
    if np.allclose(first, second, atol=SAME):
        got = "the image as it is" if np.allclose(first, images, atol=SAME) else "always the same"
        hint = "keras.layers.GaussianNoise draws anew for every batch"
        raise Wrong(f"{what}, in training", "the image with new noise each time", got, hint)
    low, high = float(first.min()), float(first.max())
    if low < -SAME or high > 1 + SAME:
        got, hint = f"from {low:.2f} to {high:.2f}", "cut off what leaves [0, 1], after the noise"
        raise Wrong(f"{what}, in training", "grey values from 0 to 1", got, hint)
    wanted = float(np.mean(np.square(noisy(images, deviation, 0) - images)))
    found = float(np.mean(np.square(first - images)))
    if not abs(found - wanted) < 0.03 * wanted:
        raise Wrong(
            f"mean squared noise that reaches the first dense layer of {subject}",
            f"{wanted:.4f}, as normal noise of {deviation:g} that was cut to [0, 1] has",
            f"{found:.4f}",
        )


def passes(check: Callable[[], None]) -> bool:
    """Whether `check` finds nothing wrong."""
    try:
        check()
    except Wrong:
        return False
    return True


def random_images(size: int) -> Array:
    """Images of `size` pixels: half of all pixels black, the others a number in [0, 1) each.

    They have so many pixels together that a mean over them has hardly any chance in it.
    """
    random = np.random.default_rng(0).random((200_000 // size + 1, 2, size), dtype="float32")
    return np.where(random[:, 0] < 0.5, np.float32(0), random[:, 1])


def numpy_of(tensor: Any) -> Array:
    """A tensor of any backend as an array."""
    return np.asarray(keras.ops.convert_to_numpy(tensor))


def run(step: Any, value: Any, training: bool, subject: str) -> Any:
    """Apply a model, a layer or an operation; Wrong when it does not take `value`."""
    try:
        if isinstance(step, keras.layers.Layer):
            return step(value, training=training)
        return step(value)  # an operation, such as keras.ops.clip
    # Keras and its backends raise many kinds for what does not fit.
    except Exception as error:
        got = f"{type(error).__name__}: {shorten(str(error), 150)}"
        raise Wrong(subject, "a network for images as rows", got) from error


def entering(model: Any, which: int, images: Array, training: bool, subject: str) -> Array:
    """What reaches one of the model's layers with weights: `which` is 0 for the first, -1 last."""
    steps = flat(model)
    weighted = [step for step in steps if getattr(step, "weights", None)]
    if not weighted:
        raise Wrong(subject, "a network with dense layers", "one without weights")
    layer = weighted[which]
    if any(layer is own for own in model.layers):
        try:
            part = keras.Model(model.inputs[0], layer.input)
        # A layer that was called again elsewhere has no single input; then its steps are walked.
        except (AttributeError, ValueError):
            pass
        else:
            return numpy_of(run(part, images, training, subject))
    value: Any = images
    for step in steps[: next(at for at, step in enumerate(steps) if step is layer)]:
        value = run(step, value, training, subject)
    return numpy_of(value)
