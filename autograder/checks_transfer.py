"""Checks of classifiers that begin with a trained encoder, frozen, tuned, or built anew."""

import warnings
from collections.abc import Mapping
from typing import Any

import keras
import numpy as np

from autograder.checks_models import built_model, flat
from autograder.checks_values import Array, call, describe, name_of
from autograder.outcomes import Wrong

_ANEW = 0.6
"""Weights of pixels that are black in all labelled images never change while a classifier trains.
On MNIST with 500 labels 26 % of the first layer stays as it was in the encoder. A network built
anew shares 9 % with it even from the same seed: those of pixels black in all 60,000 images."""


def transfers(model: Any, encoder: Any, trainable: bool, classes: int = 10) -> None:
    """`model` is a copy of `encoder` with a softmax layer on top, ready to train on labels.

    Three steps of training on random images must change the top, and the copy when `trainable`.
    """
    subject = name_of(model, "the classifier")
    model, encoder = built_model(model, subject), built_model(encoder, "the encoder")
    ends = tuple(model.input_shape), tuple(model.output_shape)
    wanted = tuple(encoder.input_shape), (None, classes)
    if ends != wanted:
        raise Wrong(f"input and output of {subject}", f"{wanted}", f"{ends}")
    below = _begins_with(model, encoder, subject)
    images = np.random.default_rng(0).random((60, encoder.input_shape[-1]), dtype="float32")
    sums = np.asarray(model.predict(images, verbose=0)).sum(axis=1)
    if not np.allclose(sums, 1, atol=1e-4):
        raise Wrong(f"what {subject} says of an image", "probabilities that add up to 1", "others")
    before = [np.array(weight) for weight in values(model)]
    _train(model, images, classes, subject)
    changed = [not np.array_equal(a, b) for a, b in zip(before, values(model), strict=True)]
    if not any(changed[below:]):
        raise Wrong(f"the top layer of {subject}", "weights that training changes", "fixed ones")
    if trainable and not all(changed[:below]):
        raise Wrong(f"the copy of the encoder in {subject}", "weights that training changes",
                    "fixed ones", "trainable=True was asked for")  # fmt: skip
    if not trainable and any(changed[:below]):
        hint = "set `trainable` before the model is compiled"
        raise Wrong(f"the copy of the encoder in {subject}", "weights that training leaves alone",
                    "weights that changed", hint)  # fmt: skip


def owns_its_weights(model: Any, other: Any) -> None:
    """No weight of `model` is one of `other`'s, so that training one leaves the other alone."""
    subject, of = name_of(model, "the classifier"), name_of(other, "the encoder")
    model, other = built_model(model, subject), built_model(other, of)
    shared = {id(weight) for weight in model.weights} & {id(weight) for weight in other.weights}
    if shared:
        hint = f"training {subject} would change {of}: copy the layers, then their weights"
        raise Wrong(f"weights of {subject}", "weights of its own", f"{len(shared)} of {of}'s", hint)


def three_ways(models: Any, encoder: Any, build: Any) -> None:
    """`models` holds classifiers "frozen", "fine-tuned" and "from scratch", each what it is called.

    They are compared with what the student's `build(encoder, trainable)` makes, so that a mistake
    made there is not counted again.
    """
    subject = name_of(models, "the classifiers")
    names = ("frozen", "fine-tuned", "from scratch")
    if not isinstance(models, Mapping) or set(models) != set(names):
        got = f"{sorted(map(str, models))}" if isinstance(models, Mapping) else describe(models)
        raise Wrong(f"names in {subject}", ", ".join(names), got)
    for name, model in models.items():
        built_model(model, f"the classifier '{name}'")
        made = built_model(call(build, encoder, name != "frozen"), "the classifier")
        found, wanted = len(model.trainable_weights), len(made.trainable_weights)
        if found != wanted:
            raise Wrong(f"arrays that training changes in '{name}'", f"{wanted}", f"{found}")
    made, start = values(call(build, encoder, True)), values(encoder)
    copied = all(np.array_equal(a, b) for a, b in zip(start, made, strict=False))
    if copied:
        tuned, anew = (_kept(models[name], start[0]) for name in names[1:])
        if not anew < _ANEW * tuned:
            hint = "give `build_classifier` an encoder with new weights: keras.models.clone_model"
            raise Wrong("first weights of 'from scratch'", "new ones, not the trained encoder's",
                        f"{100 * anew:.0f} % equal to the encoder's", hint)  # fmt: skip


def values(model: Any) -> list[Array]:
    """The weights of a model in the order of its layers, as arrays."""
    return [
        np.asarray(keras.ops.convert_to_numpy(weight))
        for layer in flat(model)
        for weight in getattr(layer, "weights", [])
    ]


def _begins_with(model: Any, encoder: Any, subject: str) -> int:
    """How many arrays of weights the encoder has, when the model begins with equal ones."""
    mine, wanted = values(model), values(encoder)
    shapes = [[weight.shape for weight in some] for some in (mine[: len(wanted)], wanted)]
    if shapes[0] != shapes[1] or len(mine) != len(wanted) + 2:
        raise Wrong(
            f"layers of {subject}",
            "those of the encoder, then one dense layer",
            f"weights of the shapes {[weight.shape for weight in mine]}",
        )
    if not all(np.array_equal(a, b) for a, b in zip(mine, wanted, strict=False)):
        hint = "clone_model copies layers, not weights: set_weights(encoder.get_weights())"
        raise Wrong(f"first weights of {subject}", "those of the encoder", "others", hint)
    return len(wanted)


def _train(model: Any, images: Array, classes: int, subject: str) -> None:
    if not model.compiled:
        raise Wrong(subject, "a compiled model", "a model that was not compiled")
    labels = np.arange(len(images)) % classes
    try:
        model.run_eagerly = True  # three steps are done before a graph of them would be traced
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Keras warns of a model that has nothing to train
            model.fit(images, labels, epochs=1, batch_size=20, verbose=0)
    # Keras and its backends raise many kinds for a loss that does not fit.
    except Exception as error:
        hint = "labels are whole numbers: sparse_categorical_crossentropy"
        got = f"{type(error).__name__} when it is trained"
        raise Wrong(subject, "a model to be trained with labels 0 to 9", got, hint) from error


def _kept(model: Any, start: Array) -> float:
    """The share of the first layer's weights that are exactly the encoder's."""
    first = next(iter(values(model)), np.zeros(0))
    if first.shape != start.shape:
        raise Wrong("first layer of a classifier", f"weights {start.shape}", f"{first.shape}")
    return float(np.mean(first == start))
