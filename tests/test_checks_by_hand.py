"""The network by hand: starting values, forward pass, gradients and steps, right and wrong ones."""

import keras
import numpy as np
import pytest

from autograder import checks
from autograder.outcomes import Wrong

by_hand = checks.by_hand
JUNK = [None, float("nan"), "a word", 3, object(), [], {}, len, np.zeros((2, 2)), (1, 2)]
IMAGES = np.random.default_rng(0).random((6, 784), dtype="float32")


def starting(seed=0, deviation=0.05):
    rng = np.random.default_rng(seed)
    shapes = by_hand.SHAPES
    weights = {
        n: rng.normal(0, deviation, s).astype("float32") for n, s in shapes.items() if "_h" in n
    }
    return weights, {n: np.zeros(s, "float32") for n, s in shapes.items() if "_b" in n}


@pytest.fixture(scope="module")
def values():
    return by_hand.random_parameters(seed=1)


@pytest.fixture(scope="module")
def network(values):
    sizes = (128, 64, 128, 784)
    layers = [keras.layers.Dense(size, "sigmoid") for size in sizes]
    model = keras.Sequential([keras.Input((784,)), *layers])
    model.set_weights(list(values.values()))
    return model


def test_the_network_has_218_192_parameters():
    assert sum(np.prod(shape) for shape in by_hand.SHAPES.values()) == 218_192


def test_the_forward_pass_is_that_of_keras(values, network):
    codes = by_hand.codes(values, IMAGES)
    assert codes.shape == (6, 64)
    rebuilt = by_hand.decoded(values, codes)
    answer = network.predict(IMAGES, verbose=0)
    assert np.allclose(rebuilt, answer, atol=1e-5)
    error = by_hand.reconstruction_error(values, IMAGES)
    assert error == pytest.approx(float(np.mean((answer - IMAGES) ** 2)), rel=1e-4)


def test_the_gradients_are_those_of_finite_differences(values):
    found = by_hand.exact_gradients(values, IMAGES)
    for name in by_hand.SHAPES:
        place = int(np.abs(found[name]).argmax())
        moved = []
        for step in (1e-4, -1e-4):
            other = {key: np.array(value, dtype="float64") for key, value in values.items()}
            other[name].flat[place] += step
            moved.append(by_hand.reconstruction_error(other, IMAGES))
        assert (moved[0] - moved[1]) / 2e-4 == pytest.approx(found[name].flat[place], rel=1e-3)


@pytest.mark.parametrize("parts", [[junk] for junk in JUNK] + [[], [{}, None], [starting()[0]]])
def test_parameters_are_dictionaries_of_the_eight_names(parts):
    with pytest.raises(Wrong):
        by_hand.parameters(*parts)


@pytest.mark.parametrize("junk", JUNK)
def test_parameters_are_finite_numbers_of_the_right_shapes(junk):
    weights, biases = starting()
    assert set(by_hand.parameters(weights, biases)) == set(by_hand.SHAPES)
    with pytest.raises(Wrong):
        by_hand.parameters(weights, {**biases, "encoder_b1": junk})
    with pytest.raises(Wrong):
        by_hand.parameters(weights, {**biases, "encoder_b1": np.full(128, np.nan)})


def test_starting_values_are_normal_weights_and_biases_of_zero():
    for seed in range(20):
        by_hand.starting_values(*starting(seed))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("encoder_b1", np.full(128, 0.1)),
        ("encoder_h2", np.zeros((128, 64))),
        ("encoder_h2", np.random.default_rng(0).normal(0, 0.1, (128, 64))),
        ("encoder_h2", np.random.default_rng(0).normal(0.05, 0.05, (128, 64))),
        ("encoder_h2", np.random.default_rng(0).uniform(-0.0866, 0.0866, (128, 64))),
        ("encoder_h2", starting()[0]["decoder_h1"].T),
        ("encoder_h2", starting()[0]["decoder_h1"].reshape(128, 64)),
        ("encoder_h2", starting()[0]["encoder_h1"].ravel()[:8192].reshape(128, 64)),
    ],
)
def test_other_starting_values_are_wrong(name, value):
    weights, biases = starting()
    (biases if "_b" in name else weights)[name] = value
    with pytest.raises(Wrong):
        by_hand.starting_values(weights, biases)


def test_a_seed_decides_about_the_starting_values():
    by_hand.drawn_from_seed([starting(1), starting(1), starting(2)])
    for made in ([starting(1), starting(3), starting(2)], [starting(1)] * 3, [None] * 3):
        with pytest.raises(Wrong):
            by_hand.drawn_from_seed(made)


def right_gradients(values, names):
    exact = by_hand.exact_gradients(values, IMAGES)
    return by_hand.reconstruction_error(values, IMAGES), [exact[name] for name in names]


def test_gradients_may_come_in_any_order_that_is_said(values):
    names = sorted(by_hand.SHAPES)
    loss, found = right_gradients(values, names)
    by_hand.gradients((loss, found), names, values, IMAGES)
    by_hand.gradients([np.float32(loss), tuple(found)], names, values, IMAGES)


def test_other_gradients_are_wrong(values):
    names = list(by_hand.SHAPES)
    loss, found = right_gradients(values, names)
    wrong = [
        *[(junk, names) for junk in JUNK],
        *[((loss, junk), names) for junk in JUNK],
        *[((junk, found), names) for junk in JUNK],
        *[((loss, [*found[:-1], junk]), names) for junk in JUNK],
        *[((loss, found), junk) for junk in JUNK],
        ((loss, found), [*names[:-1], "something else"]),
        ((784 * loss, found), names),
        ((loss, [784 * one for one in found]), names),
        ((loss, [-one for one in found]), names),
        ((loss, found[::-1]), names),
        ((loss, found[:-1]), names),
    ]
    for answer, said in wrong:
        with pytest.raises(Wrong):
            by_hand.gradients(answer, said, values, IMAGES)


def test_parameters_that_should_stay_are_seen_to_change(values):
    by_hand.unchanged(dict(values), values)
    moved = {**values, "decoder_b2": values["decoder_b2"] + 0.01}
    for found in (moved, None, {}):
        with pytest.raises(Wrong):
            by_hand.unchanged(found, values)


def stepped(values, rate):
    exact = by_hand.exact_gradients(values, IMAGES)
    return {name: values[name] - rate * np.sign(exact[name]) for name in values}


def test_steps_lower_the_loss_and_change_all_parameters(values):
    loss = by_hand.reconstruction_error(values, IMAGES)
    after = stepped(values, 0.01)
    by_hand.descended(values, after, [loss, 0.1], IMAGES)
    wrong = [
        (values, [loss]),
        (stepped(values, -0.01), [loss]),
        ({**after, "encoder_b2": values["encoder_b2"]}, [loss]),
        (after, [784 * loss]),
        (after, [None]),
        (after, [np.zeros(3)]),
        (None, [loss]),
    ]
    for found, losses in wrong:
        with pytest.raises(Wrong):
            by_hand.descended(values, found, losses, IMAGES)
