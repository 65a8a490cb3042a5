"""Checks of convolutional networks accept every spelling of a network and see each departure."""

import keras
import numpy as np
import pytest

from autograder import checks
from autograder.outcomes import Wrong

L = keras.layers
JUNK = [None, 3, "a word", float("nan"), [], (), {}, object(), keras.Sequential(), [None] * 3]
PLAN = [
    *(checks.conv(4, 3, "relu"), checks.norm(), checks.pool(2)),
    *(checks.dense(5, "sigmoid"), checks.dense(64, "relu")),
    *(checks.conv_transpose(3, 3, "relu", strides=2), checks.upsample(2)),
    checks.conv(1, 5, "sigmoid", "valid"),
]


def layers(**changed):
    """The layers of PLAN, some of them replaced: a layer, a list of layers, or None."""
    made = {
        "conv": L.Conv2D(4, 3, activation="relu", padding="same"),
        "norm": L.BatchNormalization(),
        "pool": L.MaxPooling2D(2, padding="same"),
        "flatten": L.Flatten(),
        "code": L.Dense(5, "sigmoid"),
        "wide": L.Dense(64, "relu"),
        "reshape": L.Reshape((4, 4, 4)),
        "transpose": L.Conv2DTranspose(3, 3, 2, activation="relu", padding="same"),
        "up": L.UpSampling2D(2),
        "last": L.Conv2D(1, 5, activation="sigmoid"),
    }
    assert set(changed) <= set(made)
    steps = []
    for layer in {**made, **changed}.values():
        steps += layer if isinstance(layer, list) else [layer] if layer is not None else []
    return steps


def model(**changed):
    return keras.Sequential([keras.Input((8, 8, 1)), *layers(**changed)])


def functional(**changed):
    first = tensor = keras.Input((8, 8, 1))
    for layer in layers(**changed):
        tensor = layer(tensor)
    return keras.Model(first, tensor)


def nested():
    steps = layers()
    halves = keras.Sequential(steps[:5]), keras.Sequential(steps[5:])
    first = keras.Input((8, 8, 1))
    return keras.Model(first, halves[1](halves[0](first)))


@pytest.mark.parametrize(
    "made",
    [
        model(),
        functional(),
        nested(),
        functional(conv=[L.Conv2D(4, (3, 3), padding="SAME"), L.ReLU()]),
        functional(conv=[L.Conv2D(4, [3, 3], padding="same"), L.Activation("relu")]),
        functional(last=[L.Conv2D(1, 5), keras.ops.sigmoid]),
        model(flatten=L.Reshape((-1,)), code=L.Dense(5, keras.activations.sigmoid)),
        model(pool=L.MaxPool2D((2, 2), strides=2, padding="same", name="pooling")),
        model(up=[L.UpSampling2D((2, 2), interpolation="nearest"), L.Identity()]),
    ],
    ids=str,
)
def test_chain_accepts_every_spelling_of_the_same_layers(made):
    checks.chain(made, PLAN, inputs=(8, 8, 1), outputs=(12, 12, 1))


@pytest.mark.parametrize(
    ("changed", "at", "got"),
    [
        ({"conv": L.Conv2D(4, 3, padding="same")}, 1, "Conv2D(4, 3 by 3, same)"),
        ({"conv": L.Conv2D(4, 3, activation="tanh", padding="same")}, 1, "tanh"),
        ({"conv": L.Conv2D(6, 3, activation="relu", padding="same")}, 1, "Conv2D(6"),
        ({"conv": L.Conv2D(4, 5, activation="relu", padding="same")}, 1, "5 by 5"),
        ({"conv": L.Conv2D(4, 3, 1, "same", use_bias=False, activation="relu")}, 1, "no bias"),
        ({"conv": L.Conv2D(4, 3, 1, "same", activation=lambda x: x * x)}, 1, "another activation"),
        ({"conv": L.Conv2D(4, 3, padding="same"), "norm": L.ReLU()}, 2, "MaxPooling2D"),
        ({"norm": [L.BatchNormalization(), L.ReLU()]}, 2, "BatchNormalization(relu)"),
        ({"norm": L.LayerNormalization()}, 2, "LayerNormalization"),
        ({"pool": L.AveragePooling2D(2)}, 3, "AveragePooling2D"),
        ({"pool": L.MaxPooling2D(2)}, 3, "MaxPooling2D(2 by 2, valid)"),
        ({"pool": L.MaxPooling2D(2, 1, "same")}, 3, "strides 1 by 1"),
        ({"code": L.Dense(6, "sigmoid")}, 4, "Dense(6, sigmoid)"),
        ({"transpose": L.Conv2D(3, 3, activation="relu", padding="same"), "up": L.UpSampling2D(4)},
         6, "Conv2D(3"),
        ({"transpose": L.Conv2DTranspose(3, 3, activation="relu", padding="same"),
          "up": L.UpSampling2D(4)}, 6, "Conv2DTranspose(3, 3 by 3, same, relu)"),
        ({"up": L.UpSampling2D(2, interpolation="bilinear")}, 7, "interpolation bilinear"),
        ({"last": L.Conv2D(1, 5, activation="sigmoid", padding="same")}, 8, "same, sigmoid"),
    ],
    ids=str,
)  # fmt: skip
def test_chain_names_the_first_layer_that_differs(changed, at, got):
    departed = model(**changed)
    with pytest.raises(Wrong) as caught:
        checks.chain(departed, PLAN)
    assert caught.value.subject.startswith(f"layer {at} of 8 in departed")
    assert caught.value.expected == str(PLAN[at - 1])
    assert got in caught.value.got


def test_chain_sees_a_missing_layer_and_one_too_many():
    with pytest.raises(Wrong, match=r"expected 8, got 7\. Hint: after 7 right ones comes Conv2D"):
        checks.chain(model(last=None), PLAN)
    longer = [L.Conv2D(1, 5, activation="sigmoid"), L.UpSampling2D(3)]
    with pytest.raises(Wrong, match=r"expected 8, got 9\. .*comes UpSampling2D.*too many"):
        checks.chain(model(last=longer), PLAN)


def test_chain_sees_wrong_ends():
    with pytest.raises(Wrong, match=r"input shape of .*\(None, 8, 8, 3\)"):
        checks.chain(model(), PLAN, inputs=(8, 8, 3))
    with pytest.raises(Wrong, match=r"output shape of .*expected \(None, 8, 8, 1\)"):
        checks.chain(model(), PLAN, inputs=(8, 8, 1), outputs=(8, 8, 1))


@pytest.mark.parametrize("value", JUNK, ids=lambda value: type(value).__name__)
def test_what_is_no_model_is_wrong(value):
    with pytest.raises(Wrong):
        checks.chain(value, PLAN)
    with pytest.raises(Wrong):
        checks.three_models(value)


def test_three_models_come_in_a_tuple_or_a_list():
    three = model(), model(), model()
    assert checks.three_models(three) == three
    assert checks.three_models(list(three)) == three
    holed = three[0], None, three[2]
    for wrong in [three[:2], (*three, three[0]), dict(enumerate(three)), holed]:
        with pytest.raises(Wrong):
            checks.three_models(wrong)


def conv_out(size, kernel, stride=1, padding="valid"):
    return -(-(size if padding == "same" else size - kernel + 1) // stride)


def conv_transpose_out(size, kernel, stride=1, padding="valid"):
    return size * stride + (max(kernel - stride, 0) if padding == "valid" else 0)


def test_size_rules_are_those_of_keras():
    checks.size_rule(conv_out)
    checks.size_rule(conv_transpose_out, transposed=True)
    checks.size_rule(lambda *numbers: np.float64(conv_out(*numbers)))


@pytest.mark.parametrize(
    ("rule", "transposed"),
    [
        (lambda size, kernel, stride, padding: size // stride, False),
        (lambda size, kernel, stride, padding: (size - kernel) // stride + 1, False),
        (lambda size, kernel, stride, padding: conv_out(size, kernel, stride), False),
        (lambda size, kernel, stride, padding: size * stride, True),
        (lambda size, kernel, stride, padding: (size - 1) * stride + kernel, True),
        (lambda size, kernel, stride, padding: None, False),
        (lambda size, kernel, stride, padding: float("nan"), True),
        (lambda size, kernel, stride, padding: f"{size}", True),
        (lambda size: size, False),
        (conv_out, True),
        (7, False),
        (None, True),
    ],
)
def test_other_size_rules_are_wrong(rule, transposed):
    with pytest.raises(Wrong) as caught:
        checks.size_rule(rule, transposed)
    assert caught.value.subject.startswith(("rule", "the function"))


@pytest.mark.parametrize("value", [[4, 8], (4, 8), np.array([4, 8]), [4.0, np.int64(8)]])
def test_sizes_may_be_a_list_a_tuple_or_an_array(value):
    checks.sizes(value, [4, 8], "sizes")


@pytest.mark.parametrize(
    "value",
    [[4], [4, 8, 8], [8, 4], [4, 8.5], [4, None], [[4], [8]], "48", np.array(4), {4: 8}, *JUNK],
)
def test_other_sizes_are_wrong(value):
    with pytest.raises(Wrong) as caught:
        checks.sizes(value, [4, 8], "sizes of a row")
    assert caught.value.subject == "sizes of a row" and "4 → 8" in caught.value.expected
