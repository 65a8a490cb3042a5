"""Train a model so that an interrupted run goes on after its last whole epoch.

Each epoch is a `fit` call of its own, with random numbers drawn from the run's seed and the number
of the epoch. So a run that was stopped and started again shuffles as one that was never stopped,
and on one thread ends with the same weights.
"""

import json
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Model = Any
Array = np.ndarray[Any, np.dtype[Any]]
Epoch = dict[str, float]
# (model, epochs trained before) -> what the epoch's log says
FitEpoch = Callable[[Model, int], Epoch]

EPOCHS = "epochs.json"
FINAL = "model.keras"
BEST = "best.keras"


@dataclass(frozen=True)
class Trained:
    """A model after its last epoch, and the log of every epoch with its wall time in seconds."""

    model: Model
    epochs: list[Epoch]

    def column(self, name: str) -> list[float]:
        return [epoch[name] for epoch in self.epochs]


def train(
    folder: Path,
    build: Callable[[], Model],
    fit_epoch: FitEpoch,
    epochs: int,
    *,
    seed: int = 1,
    best: str | None = None,
    label: str = "",
) -> Trained:
    """Build and train, or go on from what `folder` holds; leaves model.keras and epochs.json there.

    With `best` the model of the epoch with the lowest value of that name is kept as best.keras.
    Raises ValueError when the folder's epochs were trained with another Keras backend.
    """
    import keras

    folder.mkdir(parents=True, exist_ok=True)
    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    backend = keras.backend.backend()
    state = _read_state(folder, backend)
    done: list[Epoch] = state["epochs"]
    model = keras.saving.load_model(folder / state["model"]) if done else build()
    if done:
        print(f"{label}: goes on after epoch {len(done)} of {epochs}", flush=True)
    for number in range(len(done), epochs):
        keras.utils.set_random_seed(1000 * seed + number)
        start = time.monotonic()
        log = fit_epoch(model, number)
        done.append(log | {"seconds": round(time.monotonic() - start, 3)})
        name = f"after-{number + 1}.keras"
        model.save(folder / name)
        if best and log[best] <= min(epoch[best] for epoch in done):
            shutil.copyfile(folder / name, folder / BEST)
        # Only now does the new file count; a run that is killed before goes back one epoch.
        _write_state(folder, {"backend": backend, "model": name, "epochs": done})
        for old in folder.glob("after-*.keras"):
            if old.name != name:
                old.unlink()
        _say(label, done, epochs)
    for last in folder.glob("after-*.keras"):
        _write_state(folder, {"backend": backend, "model": FINAL, "epochs": done}, last)
    return Trained(model, done)


def fit_on(x: Array, y: Array, batch: int, validation: tuple[Array, Array] | None) -> FitEpoch:
    """Epochs of plain `fit` on arrays, shuffled; the validation data are judged after each."""

    def fit_epoch(model: Model, number: int) -> Epoch:
        history = model.fit(
            x,
            y,
            batch_size=batch,
            shuffle=True,
            initial_epoch=number,
            epochs=number + 1,
            validation_data=validation,
            validation_batch_size=1000,
            verbose=0,
        )
        return {name: float(values[-1]) for name, values in history.history.items()}

    return fit_epoch


def _read_state(folder: Path, backend: str) -> dict[str, Any]:
    path = folder / EPOCHS
    if not path.exists():
        return {"epochs": []}
    state: dict[str, Any] = json.loads(path.read_text("utf-8"))
    if state["backend"] != backend:
        raise ValueError(
            f"{folder} was begun with KERAS_BACKEND={state['backend']}, not {backend}: go on with "
            "that one, or delete the folder"
        )
    return state


def _write_state(folder: Path, state: dict[str, Any], rename: Path | None = None) -> None:
    """Write epochs.json in one step, after `rename` got the name that it speaks of."""
    if rename is not None:
        shutil.copyfile(rename, folder / state["model"])
    draft = folder / (EPOCHS + ".draft")
    draft.write_text(json.dumps(state), "utf-8")
    os.replace(draft, folder / EPOCHS)
    if rename is not None:
        rename.unlink()


def _say(label: str, done: list[Epoch], epochs: int) -> None:
    """One line for an epoch, with what is left at the pace of the last five."""
    recent = [epoch["seconds"] for epoch in done[-5:]]
    left = (epochs - len(done)) * sum(recent) / len(recent)
    values = "  ".join(f"{k} {v:.4f}" for k, v in done[-1].items() if k != "seconds")
    print(
        f"{label}  epoch {len(done)}/{epochs}  {values}  {recent[-1]:.0f} s, {_clock(left)} left",
        flush=True,
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes}:{rest:02} min"
