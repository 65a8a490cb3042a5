"""Training under a budget keeps right answers right, and says what it did."""

import importlib
import inspect
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from autograder import data, saved_weights, training

# Keras gives this warning, without cause, for every data set that comes in batches.
pytestmark = pytest.mark.filterwarnings("ignore:`shuffle=True` was passed")

BUDGET = 3


@pytest.fixture(autouse=True)
def plain_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give Keras its own methods back after each test."""
    for name in ("fit", "predict", "evaluate"):
        monkeypatch.setattr(keras.Model, name, inspect.unwrap(getattr(keras.Model, name)))
    keras.utils.set_random_seed(1)


def pictures(rows: int = 100, seed: int = 0) -> np.ndarray:
    """Images of 12 pixels that three numbers describe wholly, 0 or 1, shape (rows, 12)."""
    causes = np.random.default_rng(seed).integers(0, 2, (rows, 3))
    return np.repeat(causes, 4, axis=1).astype("float32")


def build(loss: Any = "binary_crossentropy", code: int = 3, **settings: Any) -> keras.Model:
    inputs = keras.Input((12,))
    encoded = keras.layers.Dense(code, activation="relu")(inputs)
    model = keras.Model(inputs, keras.layers.Dense(12, activation="sigmoid")(encoded))
    model.compile(optimizer="adam", loss=loss, **settings)
    return model


def solved(code: int = 3) -> keras.Model:
    """The same model with weights that copy every picture: its loss is below 0.01."""
    model = build(code=code)
    first = np.zeros((12, code), "float32")
    second = np.zeros((code, 12), "float32")
    for cause in range(3):
        first[4 * cause : 4 * cause + 4, cause] = 0.25
        second[cause, 4 * cause : 4 * cause + 4] = 20
    model.set_weights([first, np.zeros(code), second, np.full(12, -10.0)])
    return model


def install(epochs: int, target: float | None, folder: Path) -> None:
    """A budget of so many epochs of `pictures`, and one target for every file in the folder."""
    saved = (
        {}
        if target is None
        else dict.fromkeys((path.name for path in folder.glob("*.keras")), target)
    )
    training.install(epochs * 100, saved, folder)


def is_solved(model: keras.Model) -> bool:
    x = pictures(seed=9)
    return bool(np.abs(model.predict(x, verbose=0) - x).max() < 0.01)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A submission's folder with good weights in it."""
    solved().save(tmp_path / "simple.keras")
    return tmp_path


# Within the budget, and over it.


def test_long_training_stops_at_the_budget_and_remembers_what_was_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(BUDGET, 0.01, tmp_path)
    x, y = pictures(), pictures(40)
    model = build(metrics=["mae"])
    history = model.fit(x, x, epochs=50, batch_size=20, validation_data=(y, y), verbose=0)
    assert isinstance(history, keras.callbacks.History)
    assert history.epoch == [0, 1, 2]
    assert {key: len(values) for key, values in history.history.items()} == dict.fromkeys(
        ("loss", "mae", "val_loss", "val_mae"), BUDGET
    )
    assert history.params["epochs"] == 50 and history.params["steps"] == 5
    assert int(model.optimizer.iterations) == 5 * BUDGET
    assert capsys.readouterr().out == "graded with a budget: 3 of the 50 epochs asked\n"
    assert history.asked == {
        "epochs": 50,
        "initial_epoch": 0,
        "batch_size": 20,
        "shuffle": True,
        "input_is_target": True,
        "has_validation": True,
        "samples": 100,
        "steps": 5,
        "verbose": 0,
    }


def test_short_training_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    x = pictures()
    keras.utils.set_random_seed(7)
    bare = build()
    expected = bare.fit(x, x, 20, 2, 0).history
    install(BUDGET, 0.9, tmp_path)
    keras.utils.set_random_seed(7)
    model = build()
    history = model.fit(x, x, 20, 2, 0)
    assert history.history["loss"] == pytest.approx(expected["loss"])
    assert history.params["epochs"] == 2
    assert capsys.readouterr().out == ""


def test_further_calls_get_what_is_left_and_at_least_one_epoch(tmp_path: Path) -> None:
    install(BUDGET, None, tmp_path)
    x, model = pictures(), build()
    trained = [len(model.fit(x, x, epochs=2, verbose=0).epoch) for _ in range(3)]
    assert trained == [2, 1, 1]
    assert len(build().fit(x, x, epochs=9, verbose=0).epoch) == BUDGET, "another model"


def test_initial_epoch_counts_from_where_it_starts(tmp_path: Path) -> None:
    install(BUDGET, None, tmp_path)
    x = pictures()
    history = build().fit(x, x, epochs=50, initial_epoch=40, verbose=0)
    assert history.epoch == [40, 41, 42]
    assert history.params["epochs"] == 50


def test_installing_again_replaces_the_budget(tmp_path: Path) -> None:
    install(BUDGET, None, tmp_path)
    install(1, None, tmp_path)
    x = pictures()
    assert len(build().fit(x, x, epochs=9, verbose=0).epoch) == 1


def test_a_budget_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not 0"):
        install(0, None, tmp_path)


def test_help_still_shows_keras_own_text(tmp_path: Path) -> None:
    before = keras.Model.fit
    install(BUDGET, None, tmp_path)
    assert keras.Model.fit is not before
    assert keras.Model.fit.__doc__ == before.__doc__
    assert inspect.signature(keras.Model.fit) == inspect.signature(before)


# What was asked.


def asked(*args: Any, **kwargs: Any) -> dict[str, Any]:
    model = build()
    result: dict[str, Any] = model.fit(*args, **{"verbose": 0, **kwargs}).asked
    return result


@pytest.fixture
def budget(tmp_path: Path) -> None:
    install(BUDGET, None, tmp_path)


@pytest.mark.usefixtures("budget")
def test_input_is_target_is_seen_for_what_it_is() -> None:
    x = pictures()
    assert asked(x, x)["input_is_target"] is True
    assert asked(x, x.copy())["input_is_target"] is True
    assert asked(x[:], x)["input_is_target"] is True
    assert asked(x, x[::-1])["input_is_target"] is False
    assert asked(x, 1 - x)["input_is_target"] is False


@pytest.mark.usefixtures("budget")
def test_defaults_are_recorded_as_keras_means_them() -> None:
    x = pictures()
    record = asked(x, x)
    assert record["epochs"] == 1 and record["batch_size"] == 32 and record["steps"] == 4
    assert record["shuffle"] is True and record["has_validation"] is False
    record = asked(x, x, batch_size=None, shuffle=False, validation_split=0.25)
    assert record["batch_size"] == 32 and record["samples"] == 75 and record["steps"] == 3
    assert record["shuffle"] is False and record["has_validation"] is True


@pytest.mark.usefixtures("budget")
def test_data_sets_and_generators_are_recorded_as_far_as_they_can_be_seen() -> None:
    import tensorflow as tf

    x = pictures()
    record = asked(tf.data.Dataset.from_tensor_slices((x, x)).batch(20))
    assert record["input_is_target"] is True and record["steps"] == 5
    assert record["samples"] is None and record["batch_size"] is None
    assert asked(tf.data.Dataset.from_tensor_slices((x, 1 - x)).batch(20))["input_is_target"] is (
        False
    )

    drawn = []

    def batches() -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for number in range(1000):
            drawn.append(number)
            yield x[:10], x[:10]

    record = asked(batches(), steps_per_epoch=2, epochs=2)
    assert record["input_is_target"] is None and record["steps"] == 2 and record["epochs"] == 2


# Every way to call fit still works.


class Batches(keras.utils.PyDataset):
    def __len__(self) -> int:
        return 4

    def __getitem__(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        part = pictures()[25 * index : 25 * index + 25]
        return part, part


def calls() -> dict[str, tuple[tuple[Any, ...], dict[str, Any]]]:
    import tensorflow as tf

    x, y = pictures(), pictures(40, seed=1)
    ones = np.ones(40)
    batched = tf.data.Dataset.from_tensor_slices((x, x)).batch(20)
    endless = batched.repeat()
    generator = ((x[:10], x[:10]) for _ in range(1000))
    return {
        "positional": ((x, x, 20, 9, 0), {}),
        "keywords": ((), {"x": x, "y": x, "epochs": 9}),
        "validation weights": ((x, x), {"epochs": 9, "validation_data": (y, y, ones)}),
        "validation list": ((x, x), {"epochs": 9, "validation_data": [y, y]}),
        "validation split": ((x, x), {"epochs": 9, "validation_split": 0.2}),
        "validation rarely": (
            (x, x),
            {"epochs": 9, "validation_data": (y, y), "validation_freq": 2},
        ),
        "batch size None": ((x, x), {"epochs": 9, "batch_size": None}),
        "sample weight": ((x, x), {"epochs": 9, "sample_weight": np.ones(100)}),
        "tensors": ((tf.constant(x), tf.constant(x)), {"epochs": 9}),
        "data set": ((batched,), {"epochs": 9, "validation_data": batched}),
        "endless data set": ((endless,), {"epochs": 9, "steps_per_epoch": 2}),
        "PyDataset": ((Batches(),), {"epochs": 9, "validation_data": Batches()}),
        "generator": ((generator,), {"epochs": 9, "steps_per_epoch": 2}),
        "numpy integer": ((x, x), {"epochs": np.int64(9)}),
    }


@pytest.mark.parametrize("call", list(calls()))
@pytest.mark.filterwarnings("ignore:.*PyDataset.*super")
def test_every_way_to_call_fit_trains_the_budget(call: str, folder: Path) -> None:
    install(BUDGET, 1e-6, folder)
    args, kwargs = calls()[call]
    model = build()
    history = model.fit(*args, **({"verbose": 0} if len(args) < 5 else {}), **kwargs)
    # 40 rows an epoch; a generator cannot be looked at, so two of its batches count as 512 rows.
    epochs = {"endless data set": 7, "generator": 1}.get(call, BUDGET)
    assert len(history.history["loss"]) == epochs
    assert history.params["epochs"] == 9


@pytest.mark.parametrize("call", [name for name in calls() if name != "generator"])
@pytest.mark.filterwarnings("ignore:.*PyDataset.*super")
def test_every_way_to_call_fit_can_use_saved_weights(call: str, folder: Path) -> None:
    install(BUDGET, 0.05, folder)
    args, kwargs = calls()[call]
    model = build()
    history = model.fit(*args, **({"verbose": 0} if len(args) < 5 else {}), **kwargs)
    assert is_solved(model)
    assert history.epoch == [0] and history.params["epochs"] == 9
    has_validation = any(key.startswith("validation_") for key in kwargs)
    assert set(history.history) == ({"loss", "val_loss"} if has_validation else {"loss"})
    assert history.params["steps"] == history.asked["steps"] > 0


class Tied(keras.Model):
    """An autoencoder as a class, which waits for its first data to be built."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.inner = keras.layers.Dense(3, activation="relu")
        self.outer = keras.layers.Dense(12, activation="sigmoid")

    def call(self, inputs: Any) -> Any:
        return self.outer(self.inner(inputs))


def test_subclassed_model_trains_the_budget(folder: Path) -> None:
    install(BUDGET, 0.05, folder)
    x, model = pictures(), Tied()
    model.compile(optimizer="adam", loss="binary_crossentropy")
    assert len(model.fit(x, x, epochs=9, verbose=0).epoch) == BUDGET


def test_subclassed_model_uses_its_saved_weights(tmp_path: Path) -> None:
    good = Tied()
    good.compile(loss="binary_crossentropy")
    good(pictures())
    good.set_weights(solved().get_weights())
    good.save(tmp_path / "tied.keras")
    install(BUDGET, 0.05, tmp_path)
    x, model = pictures(), Tied()
    model.compile(optimizer="adam", loss="binary_crossentropy")
    assert model.fit(x, x, epochs=9, verbose=0).epoch == [0]
    assert is_solved(model)


def test_model_that_cannot_compute_fails_as_without_a_budget(folder: Path) -> None:
    class Broken(Tied):
        def call(self, inputs: Any) -> Any:
            raise RuntimeError("my own mistake")

    install(BUDGET, 0.05, folder)
    model = Broken()
    model.compile(loss="binary_crossentropy")
    with pytest.raises(RuntimeError, match="my own mistake"):
        model.fit(pictures(), pictures(), epochs=9, verbose=0)


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        ((pictures(), pictures()), {"epochs": "many"}),
        ((pictures(), pictures()), {"epoch": 3}),
        ((pictures(), pictures()[:50]), {"epochs": 9}),
        ((pictures(), pictures()[:, :5]), {"epochs": 9}),
        ((None, None), {"epochs": 9}),
    ],
)
def test_a_wrong_call_raises_what_keras_raises(
    args: tuple[Any, ...], kwargs: dict[str, Any], folder: Path
) -> None:
    with pytest.raises(Exception) as bare:
        build().fit(*args, **kwargs, verbose=0)
    install(BUDGET, 0.05, folder)
    with pytest.raises(bare.type) as graded:
        build().fit(*args, **kwargs, verbose=0)
    assert str(graded.value)[:60] == str(bare.value)[:60]


def test_model_without_compile_gets_keras_own_error(folder: Path) -> None:
    install(BUDGET, 0.05, folder)
    model = keras.Sequential([keras.Input((12,)), keras.layers.Dense(12)])
    with pytest.raises(ValueError, match="compile"):
        model.fit(pictures(), pictures(), epochs=9)


class Recorder(keras.callbacks.Callback):
    def __init__(self) -> None:
        super().__init__()
        self.losses: list[float] = []

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        assert logs is not None
        self.losses.append(logs["loss"])


@pytest.mark.parametrize("target", [1e-6, 0.05])
@pytest.mark.parametrize("shape", ["one", "list", "CallbackList"])
def test_students_callbacks_are_called(shape: str, target: float, folder: Path) -> None:
    install(BUDGET, target, folder)
    x, model, recorder = pictures(), build(), Recorder()
    callbacks: Any = {"one": recorder, "list": [recorder]}.get(shape)
    if shape == "CallbackList":
        callbacks = keras.callbacks.CallbackList([recorder], add_history=True, model=model)
    given = list(callbacks) if shape == "list" else None
    history = model.fit(x, x, epochs=9, callbacks=callbacks, verbose=0)
    assert recorder.losses == history.history["loss"]
    assert given is None or callbacks == given, "the student's own list is not changed"


def test_fit_inside_fit_has_a_budget_of_its_own(tmp_path: Path) -> None:
    install(BUDGET, None, tmp_path)
    x, other = pictures(), build()
    inner = []

    class Nested(keras.callbacks.Callback):
        def on_train_end(self, logs: Any = None) -> None:
            inner.append(other.fit(x, x, epochs=9, verbose=0).epoch)

    class Own(Tied):
        def fit(self, *args: Any, **kwargs: Any) -> Any:
            return super().fit(*args, **kwargs)

    model = Own()
    model.compile(optimizer="adam", loss="binary_crossentropy")
    history = model.fit(x, x, epochs=9, verbose=0, callbacks=[Nested()])
    assert history.epoch == inner[0] == [0, 1, 2]


# Saved weights.


def test_good_saved_weights_replace_training(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(BUDGET, 0.05, folder)
    x, y = pictures(), pictures(40)
    model = build(metrics=["mae"])
    history = model.fit(x, x, 20, epochs=50, validation_data=(y, y), verbose=0)
    assert isinstance(history, keras.callbacks.History) and model.history is history
    assert is_solved(model)
    assert history.epoch == [0]
    assert history.params == {"verbose": 0, "epochs": 50, "steps": 5}
    assert set(history.history) == {"loss", "mae", "val_loss", "val_mae"}
    assert history.history["val_loss"] == pytest.approx(
        [model.evaluate(y, y, verbose=0, return_dict=True)["loss"]], rel=1e-4
    )
    assert int(model.optimizer.iterations) == 0
    assert history.asked["epochs"] == 50
    line = capsys.readouterr().out
    assert line.startswith("graded with the weights saved in simple.keras: validation loss 0.00")
    again = model.fit(x, x, epochs=50, verbose=0)
    assert again.epoch == [0] and is_solved(model)


def test_saved_weights_that_miss_the_target_are_put_back(tmp_path: Path) -> None:
    build().save(tmp_path / "simple.keras")
    install(1, 0.05, tmp_path)
    x, model = pictures(), build()
    model.optimizer.learning_rate = 0.0
    before = model.get_weights()
    history = model.fit(x, x, epochs=1, verbose=0)
    assert int(model.optimizer.iterations) == 4
    assert history.epoch == [0]
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def test_better_of_two_files_is_used_and_a_better_model_is_kept(tmp_path: Path) -> None:
    worse = solved()
    weights = worse.get_weights()
    worse.set_weights([*weights[:2], weights[2] / 3, weights[3] / 3])
    worse.save(tmp_path / "a.keras")
    install(BUDGET, 0.2, tmp_path)
    x, model = pictures(), solved()
    model.fit(x, x, epochs=1, verbose=0)
    assert is_solved(model), "a saved file must not make a model worse"
    solved().save(tmp_path / "b.keras")
    install(BUDGET, 0.2, tmp_path)
    model = build()
    model.fit(x, x, epochs=9, verbose=0)
    assert is_solved(model)


@pytest.mark.parametrize("difference", ["code", "activation", "order", "extra layer"])
def test_weights_of_another_architecture_are_not_used(difference: str, tmp_path: Path) -> None:
    solved(code=4 if difference == "code" else 3).save(tmp_path / "simple.keras")
    install(BUDGET, 0.05, tmp_path)
    inputs = keras.Input((12,))
    inner = "tanh" if difference == "activation" else "relu"
    values = keras.layers.Dense(3, activation=inner)(inputs)
    if difference == "extra layer":
        values = keras.layers.Dropout(0.1)(values)
    outputs = keras.layers.Dense(12, activation="sigmoid")(values)
    if difference == "order":
        outputs = keras.layers.Reshape((12,))(outputs)
    model = keras.Model(inputs, outputs)
    model.compile(optimizer="adam", loss="binary_crossentropy")
    x = pictures()
    assert len(model.fit(x, x, epochs=9, verbose=0).epoch) == BUDGET


def test_how_layers_are_connected_is_part_of_the_architecture(tmp_path: Path) -> None:
    def twins(skip: bool) -> keras.Model:
        inputs = keras.Input((12,))
        first = keras.layers.Dense(12, activation="relu")(inputs)
        second = keras.layers.Dense(12, activation="relu")(first)
        joined = keras.layers.Add()([inputs if skip else first, second])
        return keras.Model(inputs, joined)

    text = saved_weights.architecture
    assert text(twins(True)) == text(twins(True))
    assert text(twins(True)) != text(twins(False))


def test_names_of_layers_do_not_matter(folder: Path) -> None:
    install(BUDGET, 0.05, folder)
    inputs = keras.Input((12,), name="picture")
    encoded = keras.layers.Dense(3, activation="relu", name="code", kernel_initializer="he_normal")(
        inputs
    )
    outputs = keras.layers.Dense(12, activation="sigmoid", name="relu")(encoded)
    model = keras.Model(inputs, outputs, name="mine")
    model.compile(optimizer="adadelta", loss=keras.losses.BinaryCrossentropy())
    x = pictures()
    assert model.fit(x, x, epochs=9, verbose=0).epoch == [0]
    assert is_solved(model)


def test_the_target_is_in_units_of_the_models_own_loss(folder: Path) -> None:
    x = pictures()
    install(BUDGET, 1e-6, folder)
    model = build(loss="mse")
    history = model.fit(x, x, epochs=9, verbose=0)
    assert history.epoch == [0] and is_solved(model)
    assert history.history["loss"][0] < 1e-6
    # The cross-entropy of the same weights is above the same target.
    assert len(build().fit(x, x, epochs=9, verbose=0).epoch) == BUDGET


def test_each_file_has_a_target_of_its_own_and_only_named_files_count(folder: Path) -> None:
    x = pictures()
    solved(code=4).save(folder / "four.keras")
    training.install(BUDGET * 100, {"four.keras": 0.05, "absent.keras": 9.0}, folder)
    assert build(code=4).fit(x, x, epochs=9, verbose=0).epoch == [0]
    assert len(build().fit(x, x, epochs=9, verbose=0).epoch) == BUDGET
    training.install(BUDGET * 100, {"four.keras": 1e-9, "simple.keras": 0.05}, folder)
    assert len(build(code=4).fit(x, x, epochs=9, verbose=0).epoch) == BUDGET
    assert build().fit(x, x, epochs=9, verbose=0).epoch == [0]


def test_a_small_data_set_may_be_shown_more_often(tmp_path: Path) -> None:
    install(BUDGET, None, tmp_path)
    x = pictures(30)
    assert len(build().fit(x, x, epochs=50, verbose=0).epoch) == 10


def test_damaged_and_foreign_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.keras").write_text("not a model")
    (tmp_path / "b.keras").mkdir()
    solved().save(tmp_path / "c.keras")
    install(BUDGET, 0.05, tmp_path)
    x, model = pictures(), build()
    assert model.fit(x, x, epochs=9, verbose=0).epoch == [0]


def test_only_files_that_were_there_before_count(tmp_path: Path) -> None:
    build().save(tmp_path / "old.keras")
    os.utime(tmp_path / "old.keras", (1, 1))
    install(BUDGET, 0.05, tmp_path)
    solved().save(tmp_path / "new.keras")
    solved().save(tmp_path / "old.keras")
    x = pictures()
    assert len(build().fit(x, x, epochs=9, verbose=0).epoch) == BUDGET


def test_the_size_of_a_file_is_limited(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    x = pictures()
    monkeypatch.setattr(saved_weights, "LARGEST_FILE", 100)
    install(BUDGET, 0.05, folder)
    assert len(build().fit(x, x, epochs=9, verbose=0).epoch) == BUDGET


def test_without_a_target_nothing_saved_is_used(folder: Path) -> None:
    install(BUDGET, None, folder)
    x = pictures()
    assert len(build().fit(x, x, epochs=9, verbose=0).epoch) == BUDGET


# The data set.


@pytest.mark.parametrize("name", ["stand-in", "mnist"])
def test_mnist_is_answered_offline_however_it_is_imported(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import tensorflow as tf

    answer = ((np.zeros(1), np.ones(1)), (np.zeros(2), np.ones(2)))
    monkeypatch.setattr(data, "load_data", lambda: answer)
    monkeypatch.setattr(data, "name", lambda: name)
    imported = importlib.import_module("tensorflow.keras.datasets.mnist")
    for module in (keras.datasets.mnist, tf.keras.datasets.mnist, imported):
        monkeypatch.setattr(module, "load_data", module.load_data)
    training.answer_mnist_offline()
    from keras.datasets import mnist
    from keras.datasets.mnist import load_data
    from tensorflow.keras.datasets.mnist import load_data as load_with_tensorflow

    assert mnist.load_data() is answer
    assert load_data(path="mnist.npz") is answer
    assert load_with_tensorflow() is answer
    assert tf.keras.datasets.mnist.load_data("mnist.npz") is answer
    assert ("stand-in" in capsys.readouterr().out) == (name == "stand-in")


# Where nothing is learned.


class Counting(keras.callbacks.Callback):
    """Counts batches, whichever of the two it is given to."""

    def __init__(self) -> None:
        super().__init__()
        self.batches = 0

    def on_predict_batch_end(self, batch: int, logs: Any = None) -> None:
        self.batches += 1

    on_test_batch_end = on_predict_batch_end


def counted(method: Any, *args: Any, **kwargs: Any) -> tuple[int, Any]:
    counter = Counting()
    result = method(*args, callbacks=[counter], verbose=0, **kwargs)
    return counter.batches, result


def test_answers_come_in_large_batches_and_are_the_same() -> None:
    model, x = solved(), pictures(2500)
    few, many = x[:2], keras.ops.convert_to_tensor(x)
    before = model.predict(x, verbose=0), model.evaluate(x, x, verbose=0)
    assert counted(model.predict, x)[0] == 79
    training.answer_in_large_batches()
    for given in (x, many):
        batches, made = counted(model.predict, given)
        assert batches == 3
        np.testing.assert_allclose(made, before[0], atol=1e-6)
        batches, loss = counted(model.evaluate, given, given)
        assert batches == 3 and loss == pytest.approx(before[1], abs=1e-6)
    assert model.predict(few, verbose=0).shape == (2, 12)


def test_batches_that_were_asked_for_or_that_the_data_brings_stay() -> None:
    training.answer_in_large_batches()
    model, x = solved(), pictures(100)
    assert counted(model.predict, x, batch_size=10)[0] == 10
    assert counted(model.predict, x, batch_size=10, steps=2)[0] == 2
    assert counted(model.evaluate, ((x, x) for _ in range(4)), steps=4)[0] == 4
    inputs = keras.Input((12,), batch_size=32)
    fixed = keras.Model(inputs, keras.layers.Dense(2)(inputs))
    assert counted(fixed.predict, pictures(64))[0] == 2
    with pytest.raises(TypeError):
        model.predict()
