"""``fit`` under a budget of rows, for a notebook that is graded. Runs in the student room.

A student may undo all of this and only loses time: the verdict is the examiner's, which computes
losses itself on images that the lab never trained on.
"""

import functools
import importlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from autograder import data, fit_data
from autograder.fit_data import Sample
from autograder.saved_weights import SavedFiles, SavedWeights

DECISION_ROWS = 2000
REPORT_ROWS = 10000
TOGETHER = 1000
"""Rows of a batch when nothing is learned."""


@dataclass
class Budget:
    """How many rows each model may be shown, and which saved weights make that needless."""

    rows: int
    saved: SavedFiles
    spent: WeakKeyDictionary[Any, int] = field(default_factory=WeakKeyDictionary)
    running: set[int] = field(default_factory=set)

    def epochs_for(self, model: Any, epoch_rows: int) -> int:
        """Return how many epochs a call of ``fit`` may train now: at least one."""
        return max(1, (self.rows - self.spent.get(model, 0)) // max(1, epoch_rows))


def install(rows: int, saved: Mapping[str, float], folder: Path) -> None:
    """Make ``keras.Model.fit`` show each model at most ``rows`` training rows, or one epoch.

    ``saved`` maps names of files in ``folder``, as they lie there now, to losses. Weights in such
    a file replace training where they fit the model and their loss, as its ``evaluate`` says on
    ``fit``'s validation data, or training data without any, is no more than that.
    The History that ``fit`` returns has one more attribute, ``asked``: see `fit_data.describe`.
    Raises ValueError when ``rows`` is below 1.
    """
    import keras

    if rows < 1:
        raise ValueError(f"a budget has at least one row, not {rows}")
    budget = Budget(rows, SavedFiles(folder, saved))
    # Unwrapped, so that installing again replaces the budget.
    keras.Model.fit = _under(budget, inspect.unwrap(keras.Model.fit))


def answer_in_large_batches() -> None:
    """Let ``predict`` and ``evaluate`` take arrays in batches of `TOGETHER` where none are asked.

    Nothing is learned there, so only rounding and the time depend on the batches: Keras's own 32
    rows take three times as long.
    """
    import keras

    for name in ("predict", "evaluate"):
        original = inspect.unwrap(getattr(keras.Model, name))
        setattr(keras.Model, name, _in_large_batches(original))


def _in_large_batches(original: Callable[..., Any]) -> Callable[..., Any]:
    signature = inspect.signature(original)

    @functools.wraps(original)
    def answer(*args: Any, **kwargs: Any) -> Any:
        try:
            given = signature.bind(*args, **kwargs).arguments
        except TypeError:
            return original(*args, **kwargs)  # Keras's own message
        is_open = given.get("batch_size") is None and given.get("steps") is None
        if is_open and fit_data.is_array(given.get("x")) and _takes_any_batch(given["self"]):
            kwargs = {name: value for name, value in given.items() if name != "kwargs"}
            kwargs |= {**given.get("kwargs", {}), "batch_size": TOGETHER}
            return original(**kwargs)
        return original(*args, **kwargs)

    return answer


def _takes_any_batch(model: Any) -> bool:
    return all(one.shape[0] is None for one in getattr(model, "inputs", None) or [])


def answer_mnist_offline() -> None:
    """Let ``keras.datasets.mnist.load_data``, also TensorFlow's, answer from `autograder.data`."""
    import keras

    def load_data(path: str = "mnist.npz") -> Any:
        """Return MNIST from a file on this machine; the path is not used."""
        arrays = data.load_data()
        if data.name() == "stand-in":
            print("MNIST is not on this machine: these are the images of its offline stand-in")
        return arrays

    keras.datasets.mnist.load_data = load_data
    if keras.backend.backend() == "tensorflow":
        import tensorflow

        # TensorFlow has two modules of this name: one for attributes, one for imports.
        tensorflow.keras.datasets.mnist.load_data = load_data
        importlib.import_module("tensorflow.keras.datasets.mnist").load_data = load_data  # type: ignore[attr-defined]


def _under(budget: Budget, original: Callable[..., Any]) -> Callable[..., Any]:
    signature = inspect.signature(original)

    @functools.wraps(original)
    def fit(*args: Any, **kwargs: Any) -> Any:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError:
            return original(*args, **kwargs)  # Keras's own message
        bound.apply_defaults()
        model = args[0] if args else kwargs["self"]
        if id(model) in budget.running or not _can_be_planned(model, bound.arguments):
            return original(*args, **kwargs)
        budget.running.add(id(model))
        try:
            asked = fit_data.describe(bound.arguments)
            restored = _restored(budget, model, bound.arguments)
            if restored is not None:
                history = _history(model, bound.arguments, restored)
            else:
                history = _trained(budget, model, bound, original)
        finally:
            budget.running.discard(id(model))
        history.params = {**(history.params or {}), "epochs": asked["epochs"]}
        history.asked = asked
        return history

    return fit


def _can_be_planned(model: Any, arguments: dict[str, Any]) -> bool:
    """Say whether there is anything to save; what makes no sense is left for Keras to refuse."""
    epochs, initial = (fit_data.whole(arguments[key]) for key in ("epochs", "initial_epoch"))
    is_counted = epochs is not None and initial is not None and epochs > initial >= 0
    return is_counted and getattr(model, "compiled", False)


def _trained(
    budget: Budget, model: Any, bound: inspect.BoundArguments, original: Callable[..., Any]
) -> Any:
    arguments = bound.arguments
    wanted = arguments["epochs"] - arguments["initial_epoch"]
    rows = fit_data.epoch_rows(arguments)
    planned = min(wanted, budget.epochs_for(model, rows))
    arguments["epochs"] = arguments["initial_epoch"] + planned
    history = original(*bound.args, **bound.kwargs)
    trained = len(history.epoch)
    budget.spent[model] = budget.spent.get(model, 0) + trained * rows
    if wanted > planned:
        print(f"graded with a budget: {trained} of the {wanted} epochs asked")
    return history


@dataclass(frozen=True)
class Restored:
    """Which file a model's weights came from, and what ``evaluate`` said of them."""

    file: str
    logs: dict[str, Any]


def _restored(budget: Budget, model: Any, arguments: dict[str, Any]) -> Restored | None:
    """Restore saved weights that reach their target; None, and nothing changed, when none do."""
    if not budget.saved:
        return None
    sample = _decision_sample(arguments)
    if sample is None or not _is_built(model, sample):
        return None
    before = model.get_weights()
    try:
        best = _best(budget.saved, model, sample)
        if best is not None:
            model.set_weights(best.weights)
            return Restored(best.file, _logs(model, arguments))
    # A model may have a `call` or a `test_step` of the student's own, which may raise anything;
    # training will show the student what.
    except Exception:
        pass
    model.set_weights(before)
    return None


def _best(saved: SavedFiles, model: Any, sample: Sample) -> SavedWeights | None:
    """Return the saved weights with the smallest loss, if it is their target or less, and no
    more than the loss now; else None."""
    least, found = _evaluated(model, sample)["loss"], None
    for candidate in saved.matching(model):
        model.set_weights(candidate.weights)
        loss = _evaluated(model, sample)["loss"]
        if loss <= min(least, candidate.target):
            least, found = loss, candidate
    return found


def _logs(model: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """Evaluate what an epoch would report: loss and metrics, and the same of validation data."""
    training = fit_data.training_sample(arguments, REPORT_ROWS)
    validation = fit_data.validation_sample(arguments, REPORT_ROWS)
    logs = {} if training is None else _evaluated(model, training)
    if validation is not None:
        logs |= {f"val_{key}": value for key, value in _evaluated(model, validation).items()}
    return logs


def _history(model: Any, arguments: dict[str, Any], restored: Restored) -> Any:
    """Report the evaluated epoch to the student's callbacks and return the History."""
    import keras

    params = {"verbose": arguments["verbose"], "epochs": arguments["epochs"]}
    params |= {"steps": fit_data.steps(arguments)}
    callbacks = arguments["callbacks"]
    if not isinstance(callbacks, keras.callbacks.CallbackList):
        callbacks = keras.callbacks.CallbackList(callbacks, add_history=True, model=model, **params)
    callbacks.on_train_begin()
    callbacks.on_epoch_begin(0)
    callbacks.on_epoch_end(0, restored.logs)
    callbacks.on_train_end(restored.logs)
    which, key = ("validation", "val_loss") if "val_loss" in restored.logs else ("training", "loss")
    print(
        f"graded with the weights saved in {restored.file}: {which} loss {restored.logs[key]:.4f}"
    )
    return model.history


def _evaluated(model: Any, sample: Sample) -> dict[str, Any]:
    options = {"batch_size": TOGETHER, "verbose": 0, "return_dict": True}
    return dict(model.evaluate(sample.inputs, sample.targets, **options))


def _decision_sample(arguments: dict[str, Any]) -> Sample | None:
    """Return validation rows, else training rows; None if there is any that cannot be read."""
    training = fit_data.training_sample(arguments, DECISION_ROWS)
    validation = fit_data.validation_sample(arguments, DECISION_ROWS)
    if training is None or not fit_data.has_validation(arguments):
        return training
    return validation


def _is_built(model: Any, sample: Sample) -> bool:
    """Build a model that waits for its first data. A model that cannot be built is not built."""
    import keras

    if not model.built:
        try:
            model(keras.tree.map_structure(lambda leaf: leaf[:1], sample.inputs))
        # The student's own `call` may raise anything, and will do so again in training.
        except Exception:
            return False
    return bool(model.built)
