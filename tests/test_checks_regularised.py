"""A penalty, dropout and early stopping are recognised by what they do."""

import keras
import numpy as np
import pytest

from autograder.checks import regularised
from autograder.outcomes import Wrong

SIZE, CODE = 40, 12


def network(*between, front=(), **settings):
    image = end = keras.Input((SIZE,))
    for step in front:
        end = step(end)
    end = keras.layers.Dense(CODE, activation="relu", **settings)(end)
    for step in between:
        end = step(end)
    return keras.Model(image, keras.layers.Dense(SIZE, activation="sigmoid")(end))


@pytest.mark.parametrize(
    "model",
    [
        network(activity_regularizer=keras.regularizers.L1(0.003)),
        network(activity_regularizer=keras.regularizers.L1L2(l1=0.003)),
        network(keras.layers.ActivityRegularization(l1=0.003)),
    ],
)
def test_a_penalty_is_found_with_its_factor(model):
    assert regularised.penalty(model) == pytest.approx(0.003, rel=1e-3)
    regularised.penalises(model, 0.003)


def test_the_mean_code_is_that_of_the_last_layers_input():
    model, images = network(keras.layers.Dropout(0.5)), np.random.default_rng(0).random((50, SIZE))
    weights, biases = model.get_weights()[:2]
    wanted = np.maximum(images @ weights + biases, 0).mean()
    assert regularised.mean_code(model, images) == pytest.approx(wanted, rel=1e-4)


def test_without_a_penalty_the_factor_is_0():
    assert regularised.penalty(network()) == 0
    with pytest.raises(Wrong):
        regularised.penalises(network(), 0.003)


@pytest.mark.parametrize(
    "settings",
    [
        {"activity_regularizer": "l1"},
        {"activity_regularizer": keras.regularizers.L2(0.003)},
        {"activity_regularizer": keras.regularizers.L1(0.0003)},
        {"kernel_regularizer": keras.regularizers.L1(0.003)},
    ],
)
def test_another_penalty_is_wrong(settings):
    model = network(**settings)
    with pytest.raises(Wrong):
        regularised.penalises(model, 0.003)


@pytest.mark.parametrize("rate", [0.2, 0.6])
def test_dropout_of_the_code_is_right(rate):
    regularised.drops(network(keras.layers.Dropout(rate)), rate)
    regularised.drops(network(keras.layers.Dropout(rate, seed=3)), rate)


@pytest.mark.parametrize(
    "model",
    [
        network(),
        network(keras.layers.Dropout(0.7)),
        network(keras.layers.GaussianDropout(0.3)),
        network(front=[keras.layers.Dropout(0.3)]),
        network(keras.layers.Dropout(0.3), front=[keras.layers.Dropout(0.3)]),
    ],
)
def test_other_dropout_is_wrong(model):
    with pytest.raises(Wrong):
        regularised.drops(model, 0.3)


def stopping(**settings):
    return lambda patience: keras.callbacks.EarlyStopping(patience=patience, **settings)


def test_a_callback_that_stops_and_restores_is_right():
    for patience in (1, 4):
        regularised.stops_and_restores(stopping(restore_best_weights=True), patience)
        own = stopping(monitor="val_loss", mode="min", restore_best_weights=True, verbose=0)
        regularised.stops_and_restores(own, patience)


@pytest.mark.parametrize(
    "make",
    [
        stopping(),
        stopping(monitor="loss", restore_best_weights=True),
        stopping(mode="max", restore_best_weights=True),
        stopping(start_from_epoch=4, restore_best_weights=True),
        lambda patience: keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True),
        lambda patience: keras.callbacks.EarlyStopping(
            patience=patience + 1, restore_best_weights=True
        ),
        lambda patience: keras.callbacks.EarlyStopping(restore_best_weights=True),
        lambda patience: keras.callbacks.Callback(),
        lambda patience: keras.callbacks.EarlyStopping,
        lambda patience: None,
        None,
    ],
)
def test_another_callback_is_wrong(make):
    with pytest.raises(Wrong):
        regularised.stops_and_restores(make, 4)


@pytest.mark.parametrize("odd", [None, "model", np.zeros(3)])
def test_what_is_no_model_is_wrong(odd):
    with pytest.raises(Wrong):
        regularised.penalty(odd)
    with pytest.raises(Wrong):
        regularised.drops(odd, 0.3)
