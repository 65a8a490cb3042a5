"""Checks of classifiers on top of an encoder: right ones pass, each mistake has its message."""

import keras
import pytest

from autograder import checks
from autograder.outcomes import Wrong

LOSS = "sparse_categorical_crossentropy"


def dense(units, activation="tanh"):
    return keras.layers.Dense(units, activation=activation)


@pytest.fixture
def encoder():
    keras.utils.set_random_seed(1)
    return keras.Sequential([keras.Input((20,)), dense(8), dense(5)])


def copy_of(encoder):
    copy = keras.models.clone_model(encoder)
    copy.set_weights(encoder.get_weights())
    return copy


def build(encoder, trainable, *, copy=copy_of, top=None, loss=LOSS):
    start = copy(encoder)
    start.trainable = trainable
    top = top or [dense(10, "softmax")]
    model = keras.Sequential([keras.Input(encoder.input_shape[1:]), start, *top])
    if loss:
        model.compile("adam", loss)
    return model


def layer_by_layer(encoder, trainable):
    """Flat and functional, frozen one layer at a time, softmax as a layer."""
    image = end = keras.Input((20,))
    for layer in encoder.layers:
        own = type(layer).from_config(layer.get_config())
        end = own(end)
        own.set_weights(layer.get_weights())
        own.trainable = trainable
    model = keras.Model(image, keras.layers.Softmax()(keras.layers.Dense(10)(end)))
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy())
    return model


@pytest.mark.parametrize("make", [build, layer_by_layer])
@pytest.mark.parametrize("trainable", [False, True])
def test_a_copy_with_a_layer_on_top_is_right(encoder, make, trainable):
    classifier = make(encoder, trainable)
    checks.owns_its_weights(classifier, encoder)
    checks.transfers(classifier, encoder, trainable)


@pytest.mark.parametrize(
    ("trainable", "changes", "words"),
    [
        (True, {"copy": keras.models.clone_model}, "set_weights"),
        (True, {"loss": None}, "compiled"),
        (True, {"loss": "categorical_crossentropy"}, "sparse"),
        (True, {"top": [dense(10, None)]}, "add up to 1"),
        (True, {"top": [dense(3, "softmax")]}, "output"),
        (True, {"top": [dense(6), dense(10, "softmax")]}, "one dense layer"),
    ],
)
def test_other_classifiers_are_wrong(encoder, trainable, changes, words):
    with pytest.raises(Wrong) as wrong:
        checks.transfers(build(encoder, trainable, **changes), encoder, trainable)
    assert words in f"{wrong.value.subject} {wrong.value.expected} {wrong.value.hint}"


@pytest.mark.parametrize("trainable", [False, True])
def test_what_learns_is_what_was_asked(encoder, trainable):
    with pytest.raises(Wrong, match="copy of the encoder"):
        checks.transfers(build(encoder, not trainable), encoder, trainable)


def test_a_top_that_never_learns_is_wrong(encoder):
    classifier = build(encoder, False)
    classifier.trainable = False
    with pytest.raises(Wrong, match="top layer"):
        checks.transfers(classifier, encoder, False)


@pytest.mark.parametrize("value", [None, 3, "model", keras.Sequential([dense(10)])])
def test_what_is_no_model_is_wrong(encoder, value):
    with pytest.raises(Wrong):
        checks.transfers(value, encoder, True)
    with pytest.raises(Wrong):
        checks.owns_its_weights(value, encoder)


def test_an_encoder_that_was_not_copied_is_found(encoder):
    with pytest.raises(Wrong, match="weights of its own"):
        checks.owns_its_weights(build(encoder, True, copy=lambda same: same), encoder)


def three(encoder, build=build, **replaced):
    made = {
        "frozen": build(encoder, False),
        "fine-tuned": build(encoder, True),
        "from scratch": build(keras.models.clone_model(encoder), True),
    }
    return made | replaced


def test_three_classifiers_are_what_they_are_called(encoder):
    checks.three_ways(three(encoder), encoder, build)


def test_a_mistake_in_the_function_is_not_counted_again(encoder):
    def always_learns(encoder, trainable):
        return build(encoder, True)

    def without_weights(encoder, trainable):
        return build(encoder, trainable, copy=keras.models.clone_model)

    for function in (always_learns, without_weights):
        checks.three_ways(three(encoder, function), encoder, function)


def test_three_others_are_wrong(encoder):
    frozen, tuned = build(encoder, False), build(encoder, True)
    for models in (
        None,
        [frozen, tuned],
        {"frozen": frozen},
        three(encoder, frozen=tuned),
        three(encoder, **{"fine-tuned": frozen}),
        three(encoder, **{"from scratch": tuned}),
        three(encoder, **{"from scratch": None}),
    ):
        with pytest.raises(Wrong):
            checks.three_ways(models, encoder, build)
