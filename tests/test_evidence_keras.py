"""Keras's objects as evidence."""

import keras
import numpy as np
import pytest
from keras import layers

from autograder.evidence import Decoder, Encoder, EvidenceError
from autograder.evidence_keras import LARGEST, check_config

X = np.random.default_rng(0).random((16, 6)).astype("float32")


def round_trip(**values):
    encoder = Encoder(lambda value: "o0")
    bundle = encoder.bundle(values)
    decoder = Decoder(bundle, encoder.arrays, lambda *of: ("stand-in", *of))
    return {name: decoder.value(node) for name, node in decoder.values.items()}


@pytest.fixture
def halves():
    """An autoencoder and its two halves, as lab 01 makes them."""
    image = keras.Input((6,))
    code = layers.Dense(3, activation="relu")(image)
    whole = keras.Model(image, layers.Dense(6, activation="sigmoid")(code))
    coded = keras.Input((3,))
    return {
        "whole": whole,
        "encoder": keras.Model(image, code),
        "decoder": keras.Model(coded, whole.layers[-1](coded)),
        "last": whole.layers[-1],
    }


def test_a_model_gives_the_same_answers(halves):
    back = round_trip(**halves)
    for name in ("whole", "encoder"):
        np.testing.assert_array_equal(back[name](X), halves[name](X))


def test_layers_that_models_share_are_shared_again(halves):
    back = round_trip(**halves)
    assert back["whole"].layers[-1] is back["decoder"].layers[-1] is back["last"]
    assert back["whole"].layers[1] is back["encoder"].layers[1]
    back["encoder"].set_weights([w * 0 for w in back["encoder"].get_weights()])
    np.testing.assert_array_equal(back["whole"].layers[1].get_weights()[0], 0)


def test_layers_that_only_look_alike_are_not_shared(halves):
    other = keras.Model(halves["whole"].input, layers.Dense(3)(halves["whole"].input))
    back = round_trip(other=other, **halves)
    assert back["other"].layers[1] is not back["encoder"].layers[1]


def test_nested_models_are_known_inside_each_other(halves):
    image = keras.Input((6,))
    nested = keras.Model(image, halves["decoder"](halves["encoder"](image)))
    back = round_trip(nested=nested, **halves)
    assert back["nested"].layers[1] is back["encoder"]
    np.testing.assert_allclose(back["nested"](X), halves["whole"](X), atol=1e-6)


def test_a_sequential_model_may_be_built_or_not():
    built = keras.Sequential([keras.Input((6,)), layers.Dense(3), layers.ReLU()])
    unbuilt = keras.Sequential([layers.Dense(3), layers.ReLU()])
    back = round_trip(built=built, unbuilt=unbuilt)
    np.testing.assert_array_equal(back["built"](X), built(X))
    assert [type(layer).__name__ for layer in back["unbuilt"].layers] == ["Dense", "ReLU"]
    assert not back["unbuilt"].built


def test_operations_in_a_model_come_over():
    image = keras.Input((6,))
    model = keras.Model(image, keras.ops.sigmoid(layers.Dense(3)(image)) * 2)
    np.testing.assert_allclose(round_trip(x=model)["x"](X), model(X), atol=1e-6)


def test_how_a_model_was_compiled_and_trained_comes_along(halves):
    whole = halves["whole"]
    whole.compile(keras.optimizers.Adadelta(learning_rate=0.5), keras.losses.MeanSquaredError())
    history = whole.fit(X, X, epochs=2, batch_size=8, verbose=0)
    history.asked = {"input_is_target": True}
    back = round_trip(history=history, **halves)
    assert type(back["whole"].optimizer).__name__ == "Adadelta"
    assert float(back["whole"].optimizer.learning_rate) == 0.5
    assert int(back["whole"].optimizer.iterations) == 4
    assert isinstance(back["whole"].loss, keras.losses.MeanSquaredError)
    assert isinstance(back["history"], keras.callbacks.History)
    assert back["history"].history == history.history
    assert back["history"].params["steps"] == 2
    assert back["history"].asked == {"input_is_target": True}


def test_a_model_compiled_with_a_function_of_its_own_counts_as_not_compiled(halves):
    halves["whole"].compile("adam", lambda y, p: 0.0)
    assert not round_trip(**halves)["whole"].compiled


def test_tensors_variables_and_symbols_come_over():
    back = round_trip(t=keras.ops.ones((2, 3)), v=keras.Variable([1.0, 2.0]), s=keras.Input((5,)))
    assert tuple(back["t"].shape) == (2, 3)
    assert np.asarray(back["v"]).tolist() == [1.0, 2.0]
    assert isinstance(back["s"], keras.KerasTensor)
    assert back["s"].shape == (None, 5)


def test_a_students_own_model_class_stays_where_it_is():
    class Own(keras.Model):
        def predict(self, x):
            return x

    assert round_trip(x=Own())["x"][0] == "stand-in"


class OwnDense(layers.Dense):
    """A student's layer; its code must not be needed on the other side."""


@pytest.mark.parametrize(
    "layer", [layers.Lambda(lambda x: x), OwnDense(3), layers.Dense(3, activation=lambda x: x)]
)
def test_a_model_with_code_of_its_own_is_refused(layer):
    model = keras.Sequential([keras.Input((6,)), layer])
    with pytest.raises(EvidenceError, match="not one of Keras's own"):
        round_trip(x=model)


def config_of(model):
    encoder = Encoder(lambda value: "o0")
    return encoder.bundle({"x": model}), encoder.arrays


def decode(bundle, arrays):
    return Decoder(bundle, arrays, lambda *of: of).value(bundle["values"]["x"])


def first_layer(bundle):
    return next(iter(bundle["models"].values()))["config"]["config"]["layers"][1]


def change_units(bundle, arrays):
    first_layer(bundle)["config"]["units"] = LARGEST + 1


def change_module(bundle, arrays):
    first_layer(bundle)["module"] = "os"


def change_class(bundle, arrays):
    first_layer(bundle)["class_name"] = "Lambda"


def operation_that_is_none(bundle, arrays):
    first_layer(bundle).update({"module": "keras.src.ops.nn", "class_name": "KerasTensor"})


def change_private(bundle, arrays):
    first_layer(bundle)["class_name"] = "__builtins__"


def drop_weights(bundle, arrays):
    for layer in bundle["layers"].values():
        layer["weights"] = layer["weights"][:1]


def wrong_weights(bundle, arrays):
    for name in arrays:
        arrays[name] = np.zeros((2, 2), "float32")


def drop_config(bundle, arrays):
    for model in bundle["models"].values():
        model["config"] = None


def loop(bundle, arrays):
    for name, model in bundle["models"].items():
        model["parts"] = dict.fromkeys(model["parts"], name)


def initializer_from_elsewhere(bundle, arrays):
    first_layer(bundle)["config"]["kernel_initializer"] = {
        "module": "subprocess",
        "class_name": "Popen",
        "config": {"args": "true"},
        "registered_name": None,
    }


@pytest.mark.parametrize(
    "lie",
    [
        change_units,
        change_module,
        change_class,
        change_private,
        operation_that_is_none,
        drop_weights,
        wrong_weights,
        drop_config,
        loop,
        initializer_from_elsewhere,
    ],
)
def test_a_configuration_that_lies_is_refused(lie, halves):
    bundle, arrays = config_of(halves["encoder"])
    assert decode(bundle, arrays).output_shape == (None, 3)
    lie(bundle, arrays)
    with pytest.raises(EvidenceError):
        decode(bundle, arrays)


def test_a_configuration_without_end_is_refused():
    config = {}
    for _ in range(100):
        config = {"config": config}
    with pytest.raises(EvidenceError, match="too deeply"):
        check_config(config)


def test_a_large_seed_is_no_size():
    check_config({"class_name": "GlorotUniform", "module": "keras.initializers", "seed": 2**40})
