"""Every check accepts right answers in several spellings and is seen to reject wrong ones."""

import math
from types import SimpleNamespace

import keras
import numpy as np
import pytest

from autograder import checks, data
from autograder.course import LabSettings
from autograder.errors import UserError
from autograder.outcomes import Wrong

Dense, Input, Model, Sequential = (
    keras.layers.Dense,
    keras.Input,
    keras.Model,
    keras.Sequential,
)
SIZE, CODE = 24, 3
LINES = {"adam": 0.55, "adadelta": 0.55, "mean_image": 0.6}


class Awkward:
    """Equal to everything, and of no use as anything."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __array__(self, *_, **__):
        raise RuntimeError("no array here")


JUNK = [None, math.nan, "a word", 3, True, object(), Awkward(), Awkward, [], {}, [None], len]


def junk(*, but=()):
    """Values of the wrong kind, as test cases."""
    kept = [value for value in JUNK if not any(value is allowed for allowed in but)]
    return pytest.mark.parametrize("value", kept, ids=lambda value: type(value).__name__)


@pytest.fixture(scope="module")
def images():
    """400 images of 24 pixels, of which three numbers and their order say everything."""
    random = np.random.default_rng(0)
    half = random.random((400, 3)).repeat(4, axis=1)
    return np.concatenate([half, 1 - half], axis=1).round().astype("float32")


@pytest.fixture(autouse=True)
def small_data(monkeypatch, images):
    """The checks' own data set is `images`, and the lab's pass lines are LINES."""
    monkeypatch.setattr(data, "images", lambda part: images[100:] if part == "test" else images)
    monkeypatch.setattr(data, "name", lambda: "mnist")
    shapes = {"x_train": (400, SIZE), "x_test": (300, SIZE)}
    monkeypatch.setattr(data, "SHAPES", shapes)
    checks.use_settings(LabSettings(pass_lines={"mnist": LINES}))
    yield
    checks.use_settings(None)


def build(code=CODE, size=SIZE, activation="sigmoid"):
    """The autoencoder of lab 01 in small, and its two halves."""
    keras.utils.set_random_seed(1)
    image, middle = Input((size,)), Input((code,))
    first, last = Dense(code, activation="relu"), Dense(size, activation=activation)
    whole = Model(image, last(first(image)))
    return whole, Model(image, first(image)), Model(middle, last(middle))


# values


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (32, 32),
        (np.int64(32), 32),
        (0.5, 0.5),
        ("a", "a"),
        (True, True),
        (None, None),
        ([1, 2], (1, 2)),
        ({"a": 1}, {"a": 1}),
        (np.float32(0.5), 0.5),
    ],
)
def test_equal_accepts(value, expected):
    checks.equal(value, expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (64, 32),
        ("32", 32),
        (True, 1),
        (1, True),
        (None, 32),
        (math.nan, 32),
        (Awkward(), 32),
        ([1, 3], [1, 2]),
        ([1], [1, 2]),
        ({"a": 2}, {"a": 1}),
        (np.arange(3), 3),
        ("b", "a"),
        (Awkward(), "a"),
        (Awkward(), None),
        (Awkward(), [1]),
        (0, None),
        (None, "a"),
    ],
)
def test_equal_rejects(value, expected):
    with pytest.raises(Wrong):
        checks.equal(value, expected)


@pytest.mark.parametrize("value", [0.5, np.float32(0.5), keras.ops.convert_to_tensor(0.5)])
def test_close_accepts_a_number(value):
    checks.close(value, 0.5)


def test_close_accepts_arrays_and_lists():
    checks.close([0.1, 0.2], np.array([0.1, 0.2]))


@pytest.mark.parametrize("value", [0.6, [0.5], math.inf, *JUNK])
def test_close_rejects(value):
    with pytest.raises(Wrong):
        checks.close(value, 0.5)


def test_array_accepts_shape_type_and_range():
    checks.array(np.zeros((3, 4), "float32"), shape=(None, 4), dtype="float32", low=0, high=1)


@pytest.mark.parametrize(
    "value",
    [
        np.zeros((3, 5), "float32"),
        np.zeros((3, 4)),
        np.full((3, 4), 2, "float32"),
        np.full((3, 4), np.nan, "float32"),
        np.zeros((3, 4), complex),
        *JUNK,
    ],
)
def test_array_rejects(value):
    with pytest.raises(Wrong):
        checks.array(value, shape=(None, 4), dtype="float32", low=0, high=1)


def test_holds_mnist_accepts_the_images(images):
    checks.holds_mnist(images.copy(), "train")


@pytest.mark.parametrize(
    ("spoil", "hint"),
    [
        (lambda x: x * 255, "not scaled"),
        (lambda x: x / 255, "scaled twice"),
        (lambda x: 1 - x, "swapped"),
        (lambda x: x[::-1], "order"),
        (lambda x: x[100:], "other part"),
        (lambda x: x.astype("float64"), ""),
        (lambda x: x.reshape(-1, 4, 6), "one row"),
        (lambda x: (x - x.mean()) / x.std(), ""),
        (lambda x: np.where(x > 2, x, np.float32("nan")), ""),
        (lambda x: x[0, 0], ""),
    ],
)
def test_holds_mnist_rejects_and_knows_the_mistake(images, spoil, hint, monkeypatch):
    grey = images * np.float32(0.9)  # black and white alone would look the same when swapped
    monkeypatch.setattr(data, "images", lambda part: grey)
    with pytest.raises(Wrong) as wrong:
        checks.holds_mnist(spoil(grey), "train")
    assert hint in wrong.value.hint


@junk()
def test_holds_mnist_rejects_junk(value):
    with pytest.raises(Wrong):
        checks.holds_mnist(value, "test")


def test_call_returns_what_a_function_or_stand_in_returns():
    class StandIn:
        def __call__(self, a, b=0):
            return a + b

    assert checks.call(StandIn(), 1, b=2) == 3


def test_call_rejects_a_function_that_raises_and_names_it():
    def broken(n):
        raise ZeroDivisionError("by zero")

    with pytest.raises(Wrong, match=r"broken\(7\).*ZeroDivisionError: by zero"):
        checks.call(broken, 7)


def test_call_passes_on_an_error_of_the_grader():
    def broken():
        raise UserError("the room is gone")

    with pytest.raises(UserError):
        checks.call(broken)


@junk(but=[Awkward, len])
def test_call_rejects_what_is_no_function(value):
    with pytest.raises(Wrong):
        checks.call(value, 1)


def test_messages_name_the_variable():
    encoder = None
    with pytest.raises(Wrong) as wrong:
        checks.layers(encoder, [checks.dense(3)])
    assert wrong.value.subject == "encoder"


def test_a_value_with_two_names_gets_the_default():
    one = other = object()
    assert checks.name_of(one, "the model") == "the model"
    assert other is one


# models


def sequential():
    return Sequential([Input((SIZE,)), Dense(CODE, "relu"), Dense(SIZE, "sigmoid")])


def activations_as_layers():
    image = Input((SIZE,), name="picture")
    code = keras.layers.ReLU()(Dense(CODE, name="squeeze")(image))
    return Model(image, keras.layers.Activation("sigmoid")(Dense(SIZE)(code)))


def operations():
    image = Input((SIZE,))
    code = keras.ops.relu(Dense(CODE)(image))
    return Model(image, keras.activations.sigmoid(Dense(SIZE)(code)))


def nested():
    image = Input((SIZE,))
    _, encoder, decoder = build()
    return Model(image, decoder(encoder(image)))


def activation_objects():
    first = Dense(CODE, activation=keras.layers.ReLU())
    return Sequential([Input((SIZE,)), first, Dense(SIZE, keras.activations.sigmoid)])


STYLES = [sequential, activations_as_layers, operations, nested, activation_objects]
BOTH = [checks.dense(CODE, "relu"), checks.dense(SIZE, "sigmoid")]


@pytest.mark.parametrize("style", [lambda: build()[0], *STYLES])
def test_layers_accepts_every_style(style):
    checks.layers(style(), BOTH, inputs=SIZE)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: build(code=4)[0],
        lambda: build(activation="relu")[0],
        lambda: build(activation=None)[0],
        lambda: build()[1],
        lambda: Sequential([Input((9,)), Dense(CODE, "relu"), Dense(SIZE, "sigmoid")]),
        lambda: Sequential([Dense(CODE, "relu"), Dense(SIZE, "sigmoid")]),
        lambda: Sequential([sequential(), keras.layers.Activation("sigmoid")]),
        lambda: Sequential([sequential(), keras.layers.Dropout(0.5)]),
        lambda: Sequential([sequential(), Dense(SIZE, "sigmoid")]),
        lambda: Sequential([Input((SIZE,)), Dense(CODE, "relu", use_bias=False), Dense(SIZE)]),
        lambda: Sequential([Input((SIZE,)), Dense(CODE, "leaky_relu"), Dense(SIZE, "sigmoid")]),
        lambda: Model,
    ],
)
def test_layers_rejects(wrong):
    with pytest.raises(Wrong):
        checks.layers(wrong(), BOTH, inputs=SIZE)


@junk()
def test_model_checks_reject_what_is_no_model(value):
    whole = build()[0]
    for check in (
        lambda: checks.layers(value, BOTH),
        lambda: checks.parameters(value, 1),
        lambda: checks.shares_layers(value, whole),
        lambda: checks.shares_layers(whole, value),
        lambda: checks.recomposes(whole, encoder=value),
        lambda: checks.recomposes(value, decoder=whole),
        lambda: checks.same_as_model_output(np.zeros((2, 2)), value, np.zeros((2, 2))),
        lambda: checks.same_as_model_output(value, whole, np.zeros((2, SIZE))),
        lambda: checks.same_as_model_output(np.zeros((2, SIZE)), whole, value),
        lambda: checks.compiled(value),
        lambda: checks.reconstructs(value, at_most=9),
        lambda: checks.trained(value, None, CODE),
    ):
        with pytest.raises(Wrong):
            check()


def test_has_layers_tells_the_asked_chain_from_another():
    assert all(checks.has_layers(style(), BOTH) for style in STYLES)
    assert not checks.has_layers(build(code=4)[0], BOTH)
    assert not checks.has_layers(build()[1], BOTH)
    with pytest.raises(Wrong):
        checks.has_layers(None, BOTH)


def test_layers_names_what_it_found():
    model = build(code=4)[0]
    with pytest.raises(Wrong) as wrong:
        checks.layers(model, BOTH, inputs=SIZE)
    assert wrong.value.expected == "Dense(3, relu) then Dense(24, sigmoid)"
    assert wrong.value.got == "Dense(4, relu) then Dense(24, sigmoid)"


def test_parameters():
    model = build()[0]
    checks.parameters(model, SIZE * CODE + CODE + CODE * SIZE + SIZE)
    with pytest.raises(Wrong):
        checks.parameters(model, 2 * SIZE * CODE)


def test_shares_layers_accepts_parts_and_rejects_copies():
    whole, encoder, decoder = build()
    checks.shares_layers(encoder, whole)
    checks.shares_layers(Sequential([Input((CODE,)), whole.layers[-1]]), whole)
    for other in (
        build()[1],
        keras.models.clone_model(decoder),
        Model(encoder.input, encoder.input),
    ):
        with pytest.raises(Wrong):
            checks.shares_layers(other, whole)


def test_recomposes_accepts_halves_of_the_model_in_every_style():
    whole, encoder, decoder = build()
    first, last = whole.layers[1:]
    middle = Model(first.output, last.output)
    for model, one, two in [
        (whole, encoder, decoder),
        (whole, Sequential([Input((SIZE,)), first]), middle),
        (Model(encoder.input, decoder(encoder.output)), encoder, decoder),
    ]:
        checks.recomposes(model, encoder=one, decoder=two)
        checks.recomposes(model, encoder=one)
        checks.recomposes(model, decoder=two)


def test_recomposes_puts_the_weights_back():
    whole, encoder, decoder = build()
    before = whole.get_weights()
    checks.recomposes(whole, encoder=encoder, decoder=decoder)
    assert all(map(np.array_equal, before, whole.get_weights()))


def test_recomposes_rejects_halves_of_another_model():
    whole, encoder, decoder = build()
    copied = keras.models.clone_model(decoder)
    copied.set_weights(decoder.get_weights())  # equal now, but not after the next training step
    twice = Sequential([Input((CODE,)), decoder, keras.layers.Activation("sigmoid")])
    other = build(code=4)[2]
    for half in (copied, twice, other, whole, encoder, Sequential([Input((CODE,))])):
        with pytest.raises(Wrong):
            checks.recomposes(whole, decoder=half)
    for half in (keras.models.clone_model(encoder), whole):
        with pytest.raises(Wrong):
            checks.recomposes(whole, encoder=half)
    with pytest.raises(Wrong):
        checks.recomposes(whole, encoder=encoder, decoder=other)
    with pytest.raises(TypeError):
        checks.recomposes(whole)


def test_same_as_model_output(images):
    _, encoder, _ = build()
    codes = encoder.predict(images, verbose=0)
    checks.same_as_model_output(codes, encoder, images)
    checks.same_as_model_output(encoder(images), encoder, images)
    for wrong in (codes[:9], codes[::-1], codes + 0.1, codes * np.nan, images):
        with pytest.raises(Wrong):
            checks.same_as_model_output(wrong, encoder, images)
    with pytest.raises(Wrong):
        checks.same_as_model_output(codes, encoder, images[:, :5])


# compiling


def compiled(loss="binary_crossentropy", optimizer="adam"):
    model = build()[0]
    model.compile(optimizer=optimizer, loss=loss)
    return model


BCE = keras.losses.binary_crossentropy


@pytest.mark.parametrize(
    "loss",
    [
        "binary_crossentropy",
        "bce",
        BCE,
        keras.losses.BinaryCrossentropy(),
        ["bce"],
        lambda target, answer: keras.ops.mean(BCE(target, answer)),
    ],
)
def test_compiled_accepts_every_spelling_of_the_loss(loss):
    checks.compiled(compiled(loss), "binary_crossentropy")


@pytest.mark.parametrize(
    "optimizer",
    [
        "adam",
        "Adam",
        keras.optimizers.Adam(0.002),
        keras.optimizers.Adadelta(1.0),
        keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.001, 1000)),
    ],
)
def test_compiled_accepts_its_optimizers(optimizer):
    checks.compiled(compiled(optimizer=optimizer))


@pytest.mark.parametrize(
    ("loss", "optimizer"),
    [
        ("mse", "adam"),
        ("categorical_crossentropy", "adam"),
        (None, "adam"),
        ("bce", "sgd"),
        (keras.losses.BinaryCrossentropy(from_logits=True), "adam"),
        (lambda t, a: 0.0, "adam"),
        (keras.losses.BinaryCrossentropy(reduction="sum"), "adam"),
        ("bce", "adadelta"),
        ("bce", keras.optimizers.Adam(0.1)),
        ("bce", keras.optimizers.Adadelta(10.0)),
    ],
)
def test_compiled_rejects(loss, optimizer):
    with pytest.raises(Wrong):
        checks.compiled(compiled(loss, optimizer))


def test_compiled_rejects_a_model_that_is_not():
    with pytest.raises(Wrong, match="not compiled"):
        checks.compiled(build()[0])


def test_compiled_explains_the_bare_adadelta():
    with pytest.raises(Wrong, match=r"learning rate of 0\.001.*0\.68"):
        checks.compiled(compiled(optimizer="adadelta"))


def test_compiled_like_another_model_forgives_what_was_wrong_there():
    checks.compiled(compiled("mse", "sgd"), like=compiled("mse", "sgd"))
    checks.compiled(compiled(), like=compiled("mse", "sgd"))
    for like in (compiled(), compiled("mae", "sgd"), build()[0], None, 3):
        with pytest.raises(Wrong):
            checks.compiled(compiled("mse", "sgd"), like=like)


# training


def history(epochs=50, steps=4, asked=None, **records):
    records = records or {"loss": [0.1], "val_loss": [0.1]}
    return SimpleNamespace(
        params={"epochs": epochs, "steps": steps, "verbose": 0},
        history=records,
        epoch=[0],
        asked=asked,
    )


@pytest.mark.parametrize(
    "asked", [None, {}, {"input_is_target": None}, {"input_is_target": True, "shuffle": True}]
)
def test_fitted_accepts(asked):
    checks.fitted(history(asked=asked), epochs=50, batch_size=100)


def test_fitted_counts_the_images_that_are_not_held_out():
    swapped = np.zeros((400, SIZE))
    checks.fitted(history(steps=3), epochs=50, batch_size=100, held_out=swapped)
    checks.fitted(history(steps=4), epochs=50, batch_size=100, held_out=swapped[:300])
    checks.fitted(history(steps=4), epochs=50, batch_size=100, held_out=Awkward())


@pytest.mark.parametrize(
    "wrong",
    [
        history(epochs=5),
        history(epochs=None),
        history(epochs=True),
        history(steps=13),
        history(steps=Awkward()),
        history(loss=[0.1]),
        history(asked={"input_is_target": False}),
        history(asked={"shuffle": False}),
        SimpleNamespace(params=None, history={}),
        SimpleNamespace(params={}, history=None),
        build()[0],
        *JUNK,
    ],
)
def test_fitted_rejects(wrong):
    with pytest.raises(Wrong):
        checks.fitted(wrong, epochs=50, batch_size=100)


def test_fitted_takes_keras_own_history(images):
    model = compiled()
    real = model.fit(
        images, images, epochs=2, batch_size=100, validation_data=(images, images), verbose=0
    )
    checks.fitted(real, epochs=2, batch_size=100)
    with pytest.raises(Wrong, match="epochs"):
        checks.fitted(real, epochs=50, batch_size=100)


def answering(value):
    """A model that answers every image with `value`."""
    image = Input((SIZE,))
    layer = Dense(SIZE, kernel_initializer="zeros")
    model = Model(image, layer(image))
    layer.bias.assign(np.full(SIZE, value))
    return model


def test_reconstruction_loss_has_its_closed_forms(images):
    assert checks.reconstruction_loss(answering(0.5)) == pytest.approx(math.log(2))
    white = images[100:].mean()
    assert checks.reconstruction_loss(answering(0)) == pytest.approx(
        -white * math.log(1e-7), rel=1e-5
    )
    copy = Model(image := Input((SIZE,)), keras.layers.Identity()(image))
    assert checks.reconstruction_loss(copy) == pytest.approx(1e-7, rel=0.1)


def test_reconstruction_loss_agrees_with_keras(images):
    model = compiled()
    wanted = model.evaluate(images[100:], images[100:], verbose=0)
    assert checks.reconstruction_loss(model) == pytest.approx(wanted, rel=1e-4)


@pytest.mark.parametrize(
    "wrong", [answering(math.nan), build()[1], build(size=5)[0]], ids=["nan", "half", "other size"]
)
def test_reconstruction_loss_rejects(wrong):
    with pytest.raises(Wrong):
        checks.reconstruction_loss(wrong)


def test_reconstructs():
    checks.reconstructs(answering(0.5), at_most=0.7)
    with pytest.raises(Wrong, match=r"0\.6931.*untrained"):
        checks.reconstructs(answering(0.5), at_most=0.6)


@pytest.fixture(scope="module")
def good(images):
    """A model that is trained as asked and passes LINES["adam"]."""
    model = compiled()
    model.fit(images, images, epochs=25, batch_size=8, verbose=0)
    return model


def test_trained_accepts_a_trained_model(good, images):
    checks.trained(good, images[100:], CODE)


def test_trained_rejects_an_untrained_model(images):
    for model in (compiled(), build()[0]):
        with pytest.raises(Wrong):
            checks.trained(model, images[100:], CODE)


def test_trained_rejects_wrong_targets(images):
    model = compiled()
    model.fit(images, images[::-1], epochs=5, batch_size=8, verbose=0)
    with pytest.raises(Wrong):
        checks.trained(model, images[100:], CODE)


@pytest.mark.parametrize(("loss", "optimizer"), [("mse", "adam"), ("bce", "adadelta")])
def test_trained_forgives_a_wrong_set_up_only_where_there_was_training(loss, optimizer, images):
    model = compiled(loss, optimizer)
    with pytest.raises(Wrong):
        checks.trained(model, images[100:], CODE)
    model.fit(images, images, epochs=1, verbose=0)
    checks.trained(model, images[100:], CODE)


def test_trained_forgives_wrong_images_only_where_there_was_training(images):
    model = compiled()
    for value in (images[100:] * 255, None, images[100:].reshape(-1, 4, 6)):
        with pytest.raises(Wrong):
            checks.trained(model, value, CODE)
    model.fit(images / 255, images / 255, epochs=1, verbose=0)
    checks.trained(model, images[100:] / 255, CODE)


def test_trained_judges_another_code_size_by_the_mean_image(good, images, monkeypatch):
    monkeypatch.setitem(LINES, "adam", 0.0)
    checks.trained(good, images[100:], CODE + 1)
    with pytest.raises(Wrong):
        checks.trained(good, images[100:], CODE)
    monkeypatch.setitem(LINES, "mean_image", 0.0)
    with pytest.raises(Wrong):
        checks.trained(good, images[100:], CODE + 1)


# pass lines


def test_pass_line_comes_from_the_settings_in_use():
    assert checks.pass_line("adam") == LINES["adam"]
    with pytest.raises(UserError, match="no pass line 'sgd'"):
        checks.pass_line("sgd")


SCRIPT = """# ---
# jupyter:
#   autograder:
#     pass_lines:
#       mnist:
#         adam: 0.25
# ---
"""


def test_pass_line_is_read_from_the_one_notebook_or_script_here(tmp_path, monkeypatch):
    checks.use_settings(None)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError):
        checks.pass_line("adam")
    (tmp_path / "lab.py").write_text(SCRIPT)
    assert checks.pass_line("adam") == 0.25
    notebook = '{"metadata": {"autograder": {"pass_lines": {"mnist": {"adam": 0.5}}}}}'
    (tmp_path / "lab.ipynb").write_text(notebook)
    assert checks.pass_line("adam") == 0.5
    (tmp_path / "copy.ipynb").write_text(notebook)
    (tmp_path / "helper.py").write_text(SCRIPT)
    with pytest.raises(UserError):
        checks.pass_line("adam")
