"""Lab 07: right answers keep all points, and each wrong one loses those of its exercise alone."""

import json
import types
from pathlib import Path

import graded
import keras
import matplotlib.pyplot as plt
import numpy as np
import pytest
import yaml
from lab_tests import *  # noqa: F403

from autograder import batch, data, evidence, pair, recipes
from autograder.build import build
from autograder.course import Course
from autograder.own_work import copy

LAB = "07_convolutional"
CELLS = {
    cell.metadata.nbgrader["grade_id"]: "\n".join(
        line for line, _ in pair.split_regions(cell.source)
    )
    for cell in graded.source(LAB).cells
    if "nbgrader" in cell.metadata
}
BONUS = """# %% [markdown]
# Both optional trainings, with the networks that they saved.
# - base: solution
# - loses:

# %% conv_training
{conv}

# %% denoiser_training
{denoiser}
"""


@pytest.fixture(scope="module")
def built():
    """The functions of the solution."""
    space = {"keras": keras, "np": np}
    for name in ("build_conv_autoencoder", "build_model"):
        exec(CELLS[name], space)
    return space


@pytest.fixture
def drawing(tmp_path, monkeypatch):
    """What the cell of drawings defines, with a list of what was displayed."""
    shown = []
    imports = next(cell for cell in graded.source(LAB).cells if cell.cell_type == "code").source
    space = {"display": lambda *what, **_: shown.append(what[0]), "shown": shown}
    exec(imports, space)
    exec(CELLS["drawing_given"], space)
    space["log_folder"].rmdir()
    space["log_folder"] = tmp_path
    yield types.SimpleNamespace(**space, space=space)
    plt.close("all")


def install(monkeypatch, drawing, *packages, program=None):
    """Let the lab find these packages, and a program `dot`, and nothing else."""
    found = types.SimpleNamespace(find_spec=lambda name: name if name in packages else None)
    drawing.space["importlib"] = types.SimpleNamespace(util=found)
    drawing.space["shutil"] = types.SimpleNamespace(which=lambda name: program)


def test_a_graph_is_drawn_by_plot_model_where_its_tools_are(drawing, monkeypatch, built):
    install(monkeypatch, drawing, "pydot", program="/usr/bin/dot")
    asked = []

    def plot_model(model, to_file, **options):
        asked.append((model, Path(to_file), options["show_shapes"]))
        return "a picture"

    monkeypatch.setattr(keras.utils, "plot_model", plot_model)
    encoder = built["build_model"]((28, 28, 1), 16)[1]
    drawing.show_graph(encoder, "An encoder", "boxes")
    assert asked == [(encoder, drawing.space["log_folder"] / "graph.png", True)]
    assert drawing.shown == ["a picture"]


@pytest.mark.parametrize("missing", ["pydot", "dot"])
def test_else_a_graph_is_drawn_from_the_shapes_of_the_layers(drawing, monkeypatch, built, missing):
    packages = [] if missing == "pydot" else ["pydot"]
    install(monkeypatch, drawing, *packages, program=None if missing == "dot" else "/usr/bin/dot")
    monkeypatch.setattr(keras.utils, "plot_model", None)
    decoder = built["build_model"]((28, 28, 1), 16)[2]
    drawing.show_graph(decoder, "A decoder", "boxes")
    [figure] = drawing.shown
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert texts[0] == "InputLayer, 16" and texts[-1].startswith("Conv2D, 28 ")
    assert len(texts) == len(figure.axes[0].patches) == len(decoder.layers)


def test_an_epoch_is_logged_for_tensorboard_where_it_is_installed(drawing, monkeypatch, capsys):
    install(monkeypatch, drawing, "tensorboard", "tensorflow")
    csv, board = drawing.watchers("run")
    assert isinstance(csv, keras.callbacks.CSVLogger)
    assert isinstance(board, keras.callbacks.TensorBoard)
    assert board.log_dir == str(drawing.space["log_folder"] / "run")
    assert "%tensorboard --logdir" in capsys.readouterr().out


@pytest.mark.parametrize("installed", [[], ["tensorflow"], ["tensorboard"]], ids=str)
def test_else_a_csv_file_and_a_plot_of_it_do(drawing, monkeypatch, capsys, installed):
    install(monkeypatch, drawing, *installed)
    callbacks = drawing.watchers("run")
    assert [type(one) for one in callbacks] == [keras.callbacks.CSVLogger]
    drawing.show_log("run", "Losses", "a line")
    assert "no log" in capsys.readouterr().out and drawing.shown == []

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(loss="mse")
    x, y = np.ones((4, 2)), np.zeros((4, 1))
    for epochs, held_out in [(1, None), (3, (x, y))]:
        history = model.fit(
            x, y, epochs=epochs, validation_data=held_out, callbacks=callbacks, verbose=0
        )
        drawing.show_log("run", "Losses", "a line")
        lines = drawing.shown[-1].axes[0].lines
        assert len(lines) == (2 if held_out else 1)
        for line, key in zip(lines, ("loss", "val_loss"), strict=False):
            np.testing.assert_allclose(line.get_ydata(), history.history[key], rtol=1e-5)


def test_running_means_and_variances_survive_as_evidence(built):
    keras.utils.set_random_seed(1)
    model = built["build_model"]((8, 8, 1), 4)[0]
    images = np.random.default_rng(1).random((64, 8, 8, 1), dtype="float32")
    model.fit(images, images, epochs=2, verbose=0)
    encoder = evidence.Encoder(lambda value: pytest.fail("a model needs no stand-in"))
    bundle = json.loads(json.dumps(encoder.bundle({"model": model})))
    decoder = evidence.Decoder(bundle, encoder.arrays, lambda *_: None)
    rebuilt = decoder.value(decoder.values["model"])
    running = model.non_trainable_weights
    assert len(running) == 8
    for before, after in zip(running, rebuilt.non_trainable_weights, strict=True):
        np.testing.assert_array_equal(before, after)
        assert np.abs(np.asarray(before) - ("variance" in before.name)).max() > 1e-3
    np.testing.assert_allclose(
        model.predict(images, verbose=0), rebuilt.predict(images, verbose=0), atol=1e-6
    )


def test_a_bonus_is_earned_by_what_was_saved_without_training_again(tmp_path, built):
    course = copy(Course(graded.ROOT), tmp_path / "course", [LAB])
    _accept_anything(course.source / LAB / f"{LAB}.py")
    build(course, [LAB], solution=False)
    (course.root / "saved").mkdir()
    keras.utils.set_random_seed(1)
    clean = data.images("train")[:1000].reshape(-1, 28, 28, 1)
    noise = np.random.default_rng(1).standard_normal(clean.shape, dtype="float32")
    models = {
        "conv": (built["build_conv_autoencoder"]()[0], clean),
        "conv_denoiser": (built["build_model"]((28, 28, 1), 128)[0], clean + noise / 2),
    }
    for name, (model, inputs) in models.items():
        model.fit(inputs.clip(0, 1), clean, epochs=3, batch_size=16, verbose=0)
        model.save(course.root / "saved" / f"{name}.keras")
    files = [f"- file: {name}.keras <- saved/{name}.keras" for name in models]
    head = "\n".join(f"# {line}" for line in ["- loses:", *files])
    answers = {
        key: CELLS[f"{name}_training"].replace(f"train_{key} = False", f"train_{key} = True")
        for key, name in [("conv", "conv"), ("denoiser", "denoiser")]
    }
    text = BONUS.format(**answers).replace("# - loses:", head)
    recipe = tmp_path / "right" / "bonus.py"
    recipe.parent.mkdir()
    recipe.write_text(text, "utf-8")
    student = recipes.write(recipes.read(recipe), course, LAB, "bonus").parent.name
    [row] = batch.grade(course, LAB, [student])
    assert graded.lost(row) == [], graded.reasons(row)
    assert (row.points, row.possible) == (115, 100)
    printed = "".join(
        output.get("text", "")
        for cell in graded.autograded(course, LAB, student).cells
        for output in cell.get("outputs", [])
    )
    assert printed.count("weights saved in conv.keras") == 2  # smoke test and training
    assert printed.count("weights saved in conv_denoiser.keras") == 2
    assert "epochs asked" not in printed


def _accept_anything(script):
    """Let the header's pass lines be met by networks that have hardly been trained."""
    text = script.read_text("utf-8")
    head, body = text.removeprefix("# ---\n").split("\n# ---\n", 1)
    settings = yaml.safe_load("\n".join(line.removeprefix("# ") for line in head.splitlines()))
    own = settings["jupyter"]["autograder"]
    for lines in own["pass_lines"].values():
        lines.update(conv=9.0, denoiser=9.0, denoiser_psnr=0.0)
    for targets in own["training"]["saved"].values():
        targets.update(dict.fromkeys(targets, 9.0))
    lines = yaml.safe_dump(settings, sort_keys=False).splitlines()
    script.write_text(
        "\n".join(["# ---", *(f"# {line}" for line in lines), "# ---", body]), "utf-8"
    )
