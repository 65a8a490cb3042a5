"""Noise layers are recognised by what they do, however they are written."""

import keras
import numpy as np
import pytest

from autograder import checks
from autograder.checks import denoising
from autograder.outcomes import Wrong

SIZE, CODE = 30, 6


def ends(start, code="relu", image="sigmoid"):
    hidden = keras.layers.Dense(CODE, activation=code)(start)
    return keras.layers.Dense(SIZE, activation=image)(hidden)


def network(*front, **activations):
    image = end = keras.Input((SIZE,))
    for step in front:
        end = step(end)
    return keras.Model(image, ends(end, **activations))


def noise(deviation=0.5):
    return keras.layers.GaussianNoise(deviation)


def clip(tensor):
    return keras.ops.clip(tensor, 0, 1)


def least(tensor):
    return keras.ops.minimum(keras.ops.maximum(tensor, 0.0), 1.0)


def front_inside():
    """The noise in a model of its own, and that in the denoiser."""
    front = keras.Sequential([keras.Input((SIZE,)), noise(), keras.layers.ReLU(max_value=1.0)])
    return network(front)


def called_again():
    """A denoiser whose layers are also part of another model."""
    model = network(noise(), keras.layers.ReLU(max_value=1.0))
    start = keras.Input((SIZE,))
    keras.Model(start, model.layers[-1](model.layers[-2](start)))
    return model


def sequential():
    layers = [noise(), keras.layers.ReLU(max_value=1.0), keras.layers.Dense(CODE, "relu")]
    return keras.Sequential([keras.Input((SIZE,)), *layers, keras.layers.Dense(SIZE, "sigmoid")])


@pytest.mark.parametrize(
    "build",
    [
        lambda: network(noise(), keras.layers.ReLU(max_value=1.0)),
        lambda: network(noise(), clip),
        lambda: network(noise(), least),
        sequential,
        front_inside,
        called_again,
    ],
)
def test_a_noise_layer_is_right_however_it_is_written(build):
    model = build()
    denoising.noise_layer(model, 0.5)
    denoising.two_layers(model, CODE, SIZE)
    assert denoising.passes(lambda: denoising.noise_layer(model, 0.5))


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ([], "the image as it is"),
        ([noise()], "cut off"),
        ([keras.layers.ReLU(max_value=1.0), noise()], "cut off"),
        ([noise(0.3), clip], "0.5"),
        ([noise(), noise(), clip], "0.5"),
        ([keras.layers.GaussianDropout(0.5), clip], "mean squared noise"),
        ([keras.layers.Rescaling(0.5), noise(), clip], "outside training"),
    ],
)
def test_another_front_is_wrong_and_the_message_says_why(front, words):
    model = network(*front)
    with pytest.raises(Wrong) as wrong:
        denoising.noise_layer(model, 0.5)
    assert words in str(wrong.value)
    assert not denoising.passes(lambda: denoising.noise_layer(model, 0.5))


@pytest.mark.parametrize("odd", [None, 3, "model", np.zeros((2, 2))])
def test_what_is_no_model_is_wrong(odd):
    for check in (denoising.noise_layer, denoising.two_layers):
        with pytest.raises(Wrong):
            check(odd, 1)


def test_a_model_without_weights_is_wrong():
    image = keras.Input((SIZE,))
    with pytest.raises(Wrong):
        denoising.noise_layer(keras.Model(image, noise()(image)), 0.5)


@pytest.mark.parametrize("activations", [{"code": "tanh"}, {"image": "relu"}, {"code": None}])
def test_other_activations_are_wrong(activations):
    with pytest.raises(Wrong, match="computes"):
        denoising.two_layers(network(**activations), CODE, SIZE)


def test_other_sizes_are_wrong():
    with pytest.raises(Wrong, match="weights"):
        denoising.two_layers(network(), CODE + 1, SIZE)


def test_the_measures_agree_with_what_they_are():
    images = checks.images("test")[:200]
    noisy = denoising.noisy(images, 0.5, 1)
    assert noisy.dtype == np.float32 and noisy.min() >= 0 and noisy.max() <= 1
    assert np.array_equal(noisy, denoising.noisy(images, 0.5, 1))
    assert denoising.psnr(images, images) == np.inf
    assert denoising.psnr(np.zeros((2, 3)), np.full((2, 3), 0.1)) == pytest.approx(20)
    assert denoising.bce(np.zeros((2, 3)), np.full((2, 3), 0.5)) == pytest.approx(np.log(2))


def history(epochs=10, steps=211, **records):
    made = keras.callbacks.History()
    made.params, made.history = {"epochs": epochs, "steps": steps}, records
    return made


def test_training_that_was_asked_for_is_recognised():
    denoising.asked(history(val_loss=[0.1]), 10, 211)


@pytest.mark.parametrize(
    "made",
    [
        None,
        [0.1, 0.2],
        history(epochs=5, val_loss=[0.1]),
        history(steps=235, val_loss=[0.1]),
        history(loss=[0.1]),
        history(val_loss=[]),
    ],
)
def test_other_training_is_wrong(made):
    with pytest.raises(Wrong):
        denoising.asked(made, 10, 211)


def test_other_targets_are_wrong_where_fit_was_watched():
    made = history(val_loss=[0.1])
    denoising.asked(made, 10, 211, own_target=True)
    made.asked = {"input_is_target": True}
    denoising.asked(made, 10, 211, own_target=True)
    made.asked = {"input_is_target": False}
    denoising.asked(made, 10, 211)
    with pytest.raises(Wrong, match="clean"):
        denoising.asked(made, 10, 211, own_target=True)
