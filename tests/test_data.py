"""The data set is the one that was named, checked by content, and never silently another."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from autograder import data
from autograder.errors import UserError

SETTINGS = ("AUTOGRADER_MNIST", "AUTOGRADER_DATA_NAME", "AUTOGRADER_STAND_IN", "KERAS_HOME")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache folder for all tests here, so that the stand-in is built once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, cache: Path) -> None:
    """No data set is named, Keras's cache is empty, nothing counts as checked."""
    data._verify.cache_clear()
    for setting in SETTINGS:
        monkeypatch.delenv(setting, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("AUTOGRADER_CACHE", str(cache))


@pytest.fixture
def as_mnist(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the stand-in's content count as MNIST's, so that no test needs the real file."""
    monkeypatch.setattr(data, "DIGESTS", dict.fromkeys(data.DIGESTS, data.DIGESTS["stand-in"]))


def built() -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_STAND_IN", "1")
        patch.delenv("AUTOGRADER_DATA_NAME", raising=False)
        return data.find().path


def test_stand_in_is_used_and_named_when_nothing_else_is_there() -> None:
    found = data.find()
    assert found.name == data.name() == "stand-in"
    assert "stand-in" in found.source
    assert "--fetch" in data.report()


def test_arrays_have_the_shapes_and_types_of_keras() -> None:
    (x_train, y_train), (x_test, y_test) = data.load_data()
    assert x_train.shape == (60000, 28, 28) and x_test.shape == (10000, 28, 28)
    assert y_train.shape == (60000,) and y_test.shape == (10000,)
    assert {a.dtype for a in (x_train, y_train, x_test, y_test)} == {np.dtype("uint8")}
    assert np.bincount(y_train).tolist() == [6000] * 10
    assert np.bincount(y_test).tolist() == [1000] * 10


def test_what_load_data_returns_may_be_written_to() -> None:
    (first, _), _ = data.load_data()
    first[:] = 0
    (again, _), _ = data.load_data()
    assert again.any()


def test_images_are_rows_of_numbers_between_0_and_1() -> None:
    rows = data.images("test")
    _, (x_test, _) = data.load_data()
    assert rows.shape == (10000, 784) and rows.dtype == np.float32
    assert rows.min() == 0 and rows.max() == 1
    assert np.array_equal(rows, x_test.reshape(-1, 784).astype("float32") / 255)


def test_images_refuses_an_unknown_part() -> None:
    with pytest.raises(ValueError, match="'validation'"):
        data.images("validation")  # type: ignore[arg-type]


def test_damaged_stand_in_is_built_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    good = built()
    monkeypatch.setenv("AUTOGRADER_CACHE", str(tmp_path))
    (tmp_path / "stand-in.npz").write_bytes(good.read_bytes()[:1000])
    found = data.find()
    assert found.path == tmp_path / "stand-in.npz"
    assert found.path.stat().st_size == good.stat().st_size
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".npz"] == ["stand-in.npz"]


@pytest.mark.usefixtures("as_mnist")
def test_named_file_comes_before_keras_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cached = tmp_path / "keras" / "datasets" / "mnist.npz"
    cached.parent.mkdir(parents=True)
    cached.symlink_to(built())
    assert data.find() == data.DataSet(cached, "mnist", "Keras's cache")
    monkeypatch.setenv("AUTOGRADER_MNIST", str(built()))
    found = data.find()
    assert (found.path, found.name) == (built(), "mnist")
    assert "AUTOGRADER_MNIST" in found.source
    monkeypatch.setenv("AUTOGRADER_STAND_IN", "1")
    assert data.find().name == "stand-in"


def test_named_file_that_is_missing_is_never_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AUTOGRADER_MNIST", str(tmp_path / "nowhere.npz"))
    with pytest.raises(UserError, match=r"nowhere\.npz, which does not exist; .*unset it"):
        data.find()


def test_named_file_with_other_content_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_MNIST", str(built()))
    with pytest.raises(UserError, match=r"whose x_train has digest .*, not MNIST's; .*--fetch"):
        data.load_data()


@pytest.mark.parametrize("kind", ["text", "empty", "cut off", "one array", "folder", "wrong shape"])
def test_named_file_that_is_no_data_set_is_refused(
    kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "mnist.npz"
    if kind == "text":
        path.write_text("digits")
    elif kind == "empty":
        path.touch()
    elif kind == "cut off":
        path.write_bytes(built().read_bytes()[:-5000])
    elif kind == "one array":
        with path.open("wb") as file:
            np.save(file, np.zeros(3))
    elif kind == "wrong shape":
        np.savez(path, **dict.fromkeys(data.SHAPES, np.zeros((2, 28, 28), "uint8")))
    else:
        path.mkdir()
    monkeypatch.setenv("AUTOGRADER_MNIST", str(path))
    with pytest.raises(UserError, match=r"AUTOGRADER_MNIST names .*; fetch it again") as error:
        data.find()
    assert "\n" not in str(error.value)


def test_missing_array_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    np.savez(tmp_path / "mnist.npz", images=np.zeros(3))
    monkeypatch.setenv("AUTOGRADER_MNIST", str(tmp_path / "mnist.npz"))
    with pytest.raises(UserError, match="no array x_train"):
        data.find()


def test_damaged_keras_cache_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keras" / "datasets" / "mnist.npz"
    path.parent.mkdir(parents=True)
    path.write_text("half a download")
    with pytest.raises(UserError, match=r"Keras's cache holds .* delete it"):
        data.find()


def test_grader_is_believed_without_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    path = built()
    monkeypatch.setenv("AUTOGRADER_MNIST", str(path))
    monkeypatch.setenv("AUTOGRADER_DATA_NAME", "stand-in")
    monkeypatch.setattr(data, "_digest", lambda array: pytest.fail("hashed"))
    assert data.find() == data.DataSet(path, "stand-in", "the grader")
    assert data.images("test").shape == (10000, 784)


@pytest.mark.parametrize(("told", "given"), [("fashion", True), ("mnist", False)])
def test_grader_settings_that_make_no_sense_are_refused(
    told: str, given: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOGRADER_DATA_NAME", told)
    if given:
        monkeypatch.setenv("AUTOGRADER_MNIST", str(built()))
    with pytest.raises(UserError, match="AUTOGRADER_DATA_NAME"):
        data.find()


def test_unclear_wish_for_the_stand_in_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOGRADER_STAND_IN", "please")
    with pytest.raises(UserError, match="'please'"):
        data.find()


def test_failed_download_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import keras

    def fail() -> None:
        raise Exception("URL fetch failure\non https://example.org")

    monkeypatch.setattr(keras.datasets.mnist, "load_data", fail)
    with pytest.raises(UserError, match=r"could not be downloaded .*AUTOGRADER_MNIST") as error:
        data.fetch()
    assert "\n" not in str(error.value)


def test_download_is_checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import keras

    path = tmp_path / "keras" / "datasets" / "mnist.npz"
    path.parent.mkdir(parents=True)
    path.symlink_to(built())
    monkeypatch.setattr(keras.datasets.mnist, "load_data", lambda: None)
    with pytest.raises(UserError, match="not MNIST's"):
        data.fetch()
    monkeypatch.setattr(data, "DIGESTS", dict.fromkeys(data.DIGESTS, data.DIGESTS["stand-in"]))
    assert data.fetch() == path


def test_import_does_not_bring_in_keras() -> None:
    code = "import sys, autograder.data; sys.exit('keras' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
