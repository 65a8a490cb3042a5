"""Messages of the wiring checks say whose layers were found, and whose were asked for."""

import keras
import numpy as np
import pytest

from autograder import checks
from autograder.outcomes import Wrong

Dense, Input, Model, Sequential = keras.layers.Dense, keras.Input, keras.Model, keras.Sequential
SIZE, CODE = 12, 3
JUNK = [None, float("nan"), "a word", 3, True, object(), [], {}, len, np.zeros((2, 2))]


def build(*widths):
    """A chain of dense layers from images of SIZE numbers, sigmoid at its end."""
    image = Input((SIZE,))
    tensors = [image]
    for width in widths:
        tensors.append(Dense(width, activation="relu")(tensors[-1]))
    return Model(image, Dense(SIZE, activation="sigmoid")(tensors[-1]))


def through(layers, size=CODE):
    """A model that leads from `size` numbers through these layers, in this order."""
    start = Input((size,))
    end = start
    for layer in layers:
        end = layer(end)
    return Model(start, end)


@pytest.fixture
def simple():
    return build(CODE)


@pytest.fixture
def deeper():
    return build(8, 5, CODE, 5, 8)


def text_of(check):
    with pytest.raises(Wrong) as wrong:
        check()
    return str(wrong.value)


# leads_through


def test_the_halves_of_a_network_lead_through_its_own_layers(deeper):
    encoder = Model(deeper.inputs, deeper.layers[3].output)
    for half in (encoder, Sequential([Input((SIZE,)), *deeper.layers[1:4]])):
        checks.leads_through(half, deeper, first=3)
    for half in (
        through(deeper.layers[-3:]),
        Sequential([Input((CODE,)), *deeper.layers[-3:]]),
        Model(deeper.layers[3].output, deeper.output),
        through([through(deeper.layers[-3:])]),
    ):
        checks.leads_through(half, deeper, last=3)
    checks.leads_through(deeper, deeper, last=6)


def test_activations_as_layers_do_not_count():
    deeper = Sequential([Input((SIZE,)), Dense(CODE), keras.layers.ReLU(), Dense(SIZE)])
    deeper.add(keras.layers.Activation("sigmoid"))
    checks.leads_through(through(deeper.layers[-2:]), deeper, last=1)
    checks.leads_through(through(deeper.layers[:2], SIZE), deeper, first=1)


def test_the_published_decoder_is_named_for_what_it_is(simple, deeper):
    deep_decoder, autoencoder, deeper_autoencoder = through(simple.layers[-1:]), simple, deeper

    def check():
        checks.leads_through(deep_decoder, deeper_autoencoder, last=3, others=[autoencoder])

    said = text_of(check)
    assert said.startswith(
        "deep_decoder: expected a way through the last 3 layers of deeper_autoencoder, "
        "Dense(5, relu), Dense(8, relu), Dense(12, sigmoid), got a way from 3 numbers through "
        "the last layer of autoencoder, Dense(12, sigmoid)."
    )
    assert "autoencoder and deeper_autoencoder share no weights" in said


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        (lambda s, d: d.layers[1:4], "the first 3 layers of deeper_autoencoder, Dense(8, relu)"),
        (lambda s, d: d.layers[-3:-1], "layers 4 to 5 of the 6 of deeper_autoencoder"),
        (lambda s, d: d.layers[4:5], "layer 4 of the 6 of deeper_autoencoder, Dense(5, relu)"),
        (
            lambda s, d: [Dense(5), *d.layers[-2:]],
            "a layer of its own, Dense(5, linear); then the last 2 layers of deeper_autoencoder",
        ),
        (lambda s, d: [], "no layer with weights"),
        (
            lambda s, d: [*s.layers[-1:], *d.layers[1:4], *d.layers[-3:]],
            "the last layer of autoencoder, Dense(12, sigmoid); then all 6 layers of deeper_a",
        ),
    ],
)
def test_a_way_is_told_step_by_step(simple, deeper, layers, words):
    autoencoder, deeper_autoencoder = simple, deeper
    way = layers(simple, deeper)
    deep_decoder = through(way, SIZE if way and way[0] is deeper.layers[1] else CODE)

    def check():
        checks.leads_through(deep_decoder, deeper_autoencoder, last=3, others=[autoencoder])

    assert words in text_of(check)


def test_a_copy_with_equal_weights_is_no_part(deeper):
    copy = keras.models.clone_model(through(deeper.layers[-3:]))
    copy.set_weights(through(deeper.layers[-3:]).get_weights())
    said = text_of(lambda: checks.leads_through(copy, deeper, last=3))
    assert "a layer of its own" in said and "new weights are not trained with deeper" in said


def test_others_that_are_no_models_are_passed_over(simple, deeper):
    others = [*JUNK, Sequential([Dense(3)])]
    said = text_of(lambda: checks.leads_through(simple, deeper, last=3, others=others))
    assert "a layer of its own, Dense(3, relu)" in said


def test_leads_through_rejects_what_is_no_model(simple, deeper):
    for value in (*JUNK, Dense(3), Sequential([Dense(3)])):
        text_of(lambda value=value: checks.leads_through(value, deeper, last=3))
        text_of(lambda value=value: checks.leads_through(deeper, value, last=3))
    text_of(lambda: checks.leads_through(simple, simple, last=3))
    for wrong in ({}, {"first": 1, "last": 1}):
        with pytest.raises(TypeError):
            checks.leads_through(simple, deeper, **wrong)


# is_layer


def test_is_layer_accepts_the_layer_at_its_place(deeper):
    for position in (-3, -2, -1):
        checks.is_layer(deeper.layers[position], deeper, position)
    checks.is_layer(deeper.layers[1], deeper, 1)
    checks.is_layer(through(deeper.layers[-1:], 8), deeper, -1)


def test_is_layer_says_whose_layer_it_is(simple, deeper):
    deep_decoder_layer_1, autoencoder, deeper_autoencoder = simple.layers[-1], simple, deeper
    said = text_of(
        lambda: checks.is_layer(deep_decoder_layer_1, deeper_autoencoder, -3, others=[autoencoder])
    )
    assert said.startswith(
        "deep_decoder_layer_1: expected layer 4 of the 6 of deeper_autoencoder, Dense(5, relu), "
        "got the last layer of autoencoder, Dense(12, sigmoid)."
    )


def test_is_layer_rejects_other_layers_and_other_things(simple, deeper):
    fresh, flatten = Dense(5, activation="relu"), keras.layers.Flatten()
    fresh.build((None, CODE))
    for value in (
        *JUNK,
        fresh,
        flatten,
        Dense(5),
        deeper.layers[-1],
        through(deeper.layers[-2:], 5),
    ):
        text_of(lambda value=value: checks.is_layer(value, deeper, -3))
    text_of(lambda: checks.is_layer(simple.layers[-1], simple, -3))
