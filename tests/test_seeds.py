"""The runs behind docs/results.md: they go on after a stop, and the document holds together."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

import seeds
from seed_runs import by_hand, denoising, document, models, pictures, rows, synthetic, training
from seed_runs.registry import RUNS, Run

ROWS = np.random.default_rng(0).random((60, 4), dtype="float32")


def build() -> Any:
    return models.dense((4, 2, 4), 2)


def plain() -> training.FitEpoch:
    return training.fit_on(ROWS, ROWS, 8, (ROWS[:10], ROWS[:10]))


def stopped_at(epoch: int) -> training.FitEpoch:
    """Trains like `plain`, and is interrupted while it trains that epoch (counted from 0)."""
    fit_epoch = plain()

    def fit(model: Any, number: int) -> training.Epoch:
        log = fit_epoch(model, number)
        if number == epoch:
            raise KeyboardInterrupt
        return log

    return fit


def weights(model: Any) -> list[Any]:
    return [np.asarray(weight) for weight in model.get_weights()]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> training.Trained:
    """Five epochs without a stop."""
    return training.train(tmp_path_factory.mktemp("whole"), build, plain(), 5)


def assert_like(trained: training.Trained, whole: training.Trained) -> None:
    assert len(trained.epochs) == 5
    for name in ("loss", "val_loss"):
        np.testing.assert_allclose(trained.column(name), whole.column(name), rtol=1e-5)
    for one, other in zip(weights(trained.model), weights(whole.model), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)
    # The steps of the optimizer went on too.
    assert int(trained.model.optimizer.iterations) == 5 * 8


def test_run_that_was_interrupted_has_every_epoch_once_and_ends_the_same(
    tmp_path: Path, whole: training.Trained
) -> None:
    with pytest.raises(KeyboardInterrupt):
        training.train(tmp_path, build, stopped_at(2), 5)
    seen: list[int] = []
    fit_epoch = plain()

    def watched(model: Any, number: int) -> training.Epoch:
        seen.append(number)
        return fit_epoch(model, number)

    assert_like(training.train(tmp_path, build, watched, 5), whole)
    assert seen == [2, 3, 4]
    assert {file.name for file in tmp_path.iterdir()} == {training.FINAL, training.EPOCHS}


@pytest.mark.parametrize("moment", ["before", "after"])
def test_run_that_was_killed_between_two_files_repeats_or_keeps_that_epoch(
    tmp_path: Path, whole: training.Trained, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    write = training._write_state

    def killed(folder: Path, state: dict[str, Any], rename: Path | None = None) -> None:
        last = len(state["epochs"]) == 3
        if last and moment == "before":
            raise KeyboardInterrupt
        write(folder, state, rename)
        if last:
            raise KeyboardInterrupt

    monkeypatch.setattr(training, "_write_state", killed)
    with pytest.raises(KeyboardInterrupt):
        training.train(tmp_path, build, plain(), 5)
    monkeypatch.setattr(training, "_write_state", write)
    assert_like(training.train(tmp_path, build, plain(), 5), whole)


def test_finished_run_is_read_and_not_trained_again(tmp_path: Path) -> None:
    first = training.train(tmp_path, build, plain(), 2)

    def never(model: Any, number: int) -> training.Epoch:
        raise AssertionError(number)

    again = training.train(tmp_path, build, never, 2)
    assert again.epochs == first.epochs
    for one, other in zip(weights(first.model), weights(again.model), strict=True):
        np.testing.assert_array_equal(one, other)


def test_other_backend_does_not_go_on_with_a_run(tmp_path: Path) -> None:
    state = {"backend": "another", "model": "after-1.keras", "epochs": [{"loss": 1.0}]}
    (tmp_path / training.EPOCHS).write_text(json.dumps(state))
    with pytest.raises(ValueError, match="KERAS_BACKEND=another"):
        training.train(tmp_path, build, plain(), 2)


def test_best_model_is_that_of_the_lowest_value(tmp_path: Path) -> None:
    kept: list[list[Any]] = []
    train = plain()

    def fit_epoch(model: Any, number: int) -> training.Epoch:
        log = train(model, number)
        kept.append(weights(model))
        return log | {"val_loss": [3.0, 1.0, 2.0][number]}

    training.train(tmp_path, build, fit_epoch, 3, best="val_loss")
    from seed_runs.digits import load

    for name, epoch in ((training.BEST, 1), (training.FINAL, 2)):
        for one, other in zip(weights(load(tmp_path, name)), kept[epoch], strict=True):
            np.testing.assert_array_equal(one, other)


def test_steps_take_every_image_once_in_each_pass_and_cross_from_one_to_the_next() -> None:
    rows_seen = np.concatenate([by_hand.rows_of(step, 1000) for step in range(8)])
    for start in (0, 1000):
        assert sorted(rows_seen[start : start + 1000]) == list(range(1000))
    assert not np.array_equal(rows_seen[:1000], rows_seen[1000:2000])
    np.testing.assert_array_equal(by_hand.rows_of(5, 1000), rows_seen[5 * 256 : 6 * 256])


def test_loop_logs_the_first_batch_alone_and_takes_one_step_more() -> None:
    x = np.random.default_rng(1).random((600, 784), dtype="float32")
    model = models.by_hand(1)
    first = float(model.evaluate(x[by_hand.rows_of(0, 600)], x[by_hand.rows_of(0, 600)], verbose=0))
    fit_epoch = by_hand.fit_steps(x, x[:20])
    assert fit_epoch(model, 0)["first"] == pytest.approx(first, rel=1e-4)
    fit_epoch(model, by_hand.STEPS // by_hand.TOGETHER)
    assert int(model.optimizer.iterations) == by_hand.TOGETHER + 1


@pytest.mark.parametrize(
    ("make", "parameters"),
    [
        (lambda: models.dense((784, 32, 784), 32), 50_992),
        (lambda: models.dense((784, 128, 64, 32, 64, 128, 784), 32), 222_384),
        (lambda: models.convolutional("adam"), 4_385),
        (lambda: models.by_hand(1), 218_192),
        (lambda: models.mirrored(32, (2,)), 162),
        (lambda: models.mirrored(32, (16, 8, 4, 2)), 1_450),
        (lambda: synthetic.as_printed(1), 3_974),
        (models.denoiser, 440_865),
    ],
)
def test_networks_have_the_texts_number_of_parameters(
    make: Callable[[], Any], parameters: int
) -> None:
    model = make()
    assert model.count_params() == parameters
    assert model.output.shape == model.input.shape


def test_halves_together_are_the_network() -> None:
    model = models.mirrored(8, (4, 2))
    encoder, decoder = models.halves(model)
    x = np.random.default_rng(2).random((5, 8), dtype="float32")
    assert encoder.output.shape == (None, 2)
    got = decoder.predict(encoder.predict(x, verbose=0), verbose=0)
    np.testing.assert_allclose(got, model.predict(x, verbose=0), atol=1e-6)


def test_starting_numbers_of_the_loop_differ_between_tensors() -> None:
    biases = [layer.get_weights()[1] for layer in models.by_hand(1).layers[1:]]
    assert not np.allclose(biases[0], biases[2])
    assert np.std(biases[3]) == pytest.approx(0.05, rel=0.1)


def test_steps_that_the_backend_gets_together_are_steps_of_their_own() -> None:
    import keras

    x = synthetic.uniform(600, 8)
    ends = []
    for together in (1, 3):
        keras.utils.set_random_seed(1)
        model = models.mirrored(8, (2,), steps_per_execution=together)
        training.fit_on(x, x, 100, None)(model, 0)
        assert int(model.optimizer.iterations) == 6
        ends.append(weights(model))
    for one, other in zip(*ends, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_sinusoids_are_those_of_the_texts_loop() -> None:
    data = synthetic.sinusoids(3, 32, seed=5)
    starts = np.random.default_rng(5).random(3) * 2 * np.pi
    loop = [np.sin(np.linspace(start, start + np.pi, 32)) ** 2 for start in starts]
    np.testing.assert_allclose(data, loop, atol=1e-6)


def test_copied_features_are_found_and_constant_answers_are_not() -> None:
    wanted = synthetic.uniform(500, 4)
    got = np.full_like(wanted, 0.5)
    got[:, 2] = wanted[:, 2]
    assert synthetic.matches(wanted, got) == [2]


def test_noise_is_cut_off_and_drawn_from_its_seed() -> None:
    clean = np.zeros((50, 28, 28, 1), dtype="float32")
    noisy = denoising.add_noise(clean, 1)
    assert noisy.dtype == "float32" and noisy.min() == 0 and noisy.max() == 1
    np.testing.assert_array_equal(noisy, denoising.add_noise(clean, 1))
    assert not np.array_equal(noisy, denoising.add_noise(clean, 2))


def test_run_enters_the_journal_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(RUNS, "toy", Run("toy", "S000", lambda own, needed: {"answer": 42}))
    monkeypatch.setitem(
        RUNS,
        "later",
        Run("later", "S000", lambda own, needed: {"from": needed["toy"].name}, ("toy",)),
    )
    journal = ["--journal", str(tmp_path / "journal.jsonl")]
    arguments = ["seeds.py", "--folder", str(tmp_path), *journal, "--only"]
    monkeypatch.setattr(sys, "argv", [*arguments, "later"])
    with pytest.raises(SystemExit):
        seeds.main()
    assert "later needs toy first" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", [*arguments, "toy", "later"])
    seeds.main()
    seeds.main()
    records = seeds.read(tmp_path / "journal.jsonl")
    assert len((tmp_path / "journal.jsonl").read_text().splitlines()) == 2
    assert records["toy"]["results"] == {"answer": 42}
    assert records["later"]["results"] == {"from": "toy"}
    assert {"backend", "device", "processor", "threads", "versions", "date", "seconds"} <= set(
        records["toy"]
    )
    monkeypatch.setattr(sys, "argv", [*arguments, "toy", "s004", "--list"])
    seeds.main()
    listed = capsys.readouterr().out.splitlines()[-2:]
    assert "done" in listed[0] and "missing" in listed[1]


def test_time_of_tries_before_a_stop_counts(tmp_path: Path) -> None:
    state = {"epochs": [{"loss": 1.0, "seconds": 2.5}, {"loss": 0.5, "seconds": 2.0}]}
    (tmp_path / "epochs.json").write_text(json.dumps(state))
    assert seeds.trained_seconds(tmp_path) == 4.5


def test_document_without_any_run_marks_all_of_them() -> None:
    text = document.render({})
    assert text.count("not measured yet") >= len(rows.ROWS) + len(RUNS)
    assert "pictures/results" not in text.replace("pictures/results/s004_model.png", "")


def test_rows_and_pictures_need_runs_that_exist() -> None:
    for needs in [row.needs for row in rows.ROWS] + [p.needs for p in pictures.PICTURES]:
        assert set(needs) <= set(RUNS)
    assert {row.text for row in rows.ROWS} == set(rows.TITLES)
    assert {run.text for run in RUNS.values()} == set(rows.TITLES)
    names = [picture.name for picture in pictures.PICTURES]
    assert len(names) == len(set(names))


def test_pictures_of_the_document_are_there_small_and_told_in_words(repository: Path) -> None:
    text = (repository / "docs" / "results.md").read_text("utf-8")
    shown = re.findall(r"!\[([^]]*)\]\(([^)]+)\)", text)
    assert all(len(alt) > 30 for alt, _ in shown)
    files = {repository / "docs" / name for _, name in shown}
    assert files == set((repository / "docs" / "pictures" / "results").glob("*.png"))
    assert all(file.stat().st_size < 150_000 for file in files)
