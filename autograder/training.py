"""``fit`` under a budget of epochs, for a notebook that is graded. Runs in the student room.

A student may undo all of this and only loses time: the verdict is the examiner's, which computes
losses itself on images that the lab never trained on.
"""

import functools
import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from autograder import data, fit_data
from autograder.fit_data import Sample
from autograder.saved_weights import SavedFiles, SavedWeights

DECISION_ROWS = 2000
REPORT_ROWS = 10000


@dataclass
class Budget:
    """How long each model may train, and which loss makes training needless.

    ``target`` is a mean binary cross-entropy per pixel in nats; with None, nothing that was saved
    is used and training never ends before its epochs are spent.
    """

    epochs: int
    target: float | None
    saved: SavedFiles
    spent: WeakKeyDictionary[Any, int] = field(default_factory=WeakKeyDictionary)
    running: set[int] = field(default_factory=set)

    def left_for(self, model: Any) -> int:
        """Return how many epochs a call of ``fit`` may train now: at least one."""
        return max(1, self.epochs - self.spent.get(model, 0))


def install(epochs: int, target: float | None, weights_folder: Path) -> None:
    """Make ``keras.Model.fit`` train at most ``epochs`` epochs per model.

    Weights in ``weights_folder`` (``*.keras``, as they lie there now) replace training where they
    fit the model and reach ``target`` on its validation data, or training data without any.
    The History that ``fit`` returns has one more attribute, ``asked``: see `fit_data.describe`.
    Raises ValueError when ``epochs`` is below 1.
    """
    import keras

    if epochs < 1:
        raise ValueError(f"a budget has at least one epoch, not {epochs}")
    budget = Budget(epochs, target, SavedFiles(weights_folder))
    # Unwrapped, so that installing again replaces the budget.
    keras.Model.fit = _under(budget, inspect.unwrap(keras.Model.fit))


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
    planned = min(wanted, budget.left_for(model))
    arguments["epochs"] = arguments["initial_epoch"] + planned
    if wanted > planned and budget.target is not None:
        sample = _decision_sample(arguments)
        if sample is not None:
            arguments["callbacks"] = _with_target(arguments["callbacks"], budget.target, sample)
    history = original(*bound.args, **bound.kwargs)
    trained = len(history.epoch)
    budget.spent[model] = budget.spent.get(model, 0) + trained
    if wanted > planned:
        print(f"graded with a budget: {trained} of the {wanted} epochs asked")
    return history


def _with_target(callbacks: Any, target: float, sample: Sample) -> Any:
    """Return the student's callbacks and one that stops training at the target."""
    import keras

    class StopAtTarget(keras.callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
            loss = pixel_loss(self.model, sample)
            if loss is not None and loss <= target:
                self.model.stop_training = True

    if isinstance(callbacks, keras.callbacks.CallbackList):
        return callbacks  # closed to additions: this training spends its whole budget
    return [*(keras.tree.flatten(callbacks) if callbacks else []), StopAtTarget()]


@dataclass(frozen=True)
class Restored:
    """Which file a model's weights came from, and what ``evaluate`` said of them."""

    file: str
    logs: dict[str, Any]


def _restored(budget: Budget, model: Any, arguments: dict[str, Any]) -> Restored | None:
    """Restore saved weights that reach the target; None, and nothing changed, when none do."""
    if budget.target is None or not budget.saved:
        return None
    sample = _decision_sample(arguments)
    if sample is None or not _is_built(model, sample):
        return None
    before = model.get_weights()
    try:
        best = _best(budget.saved, model, sample)
        if best is not None and best[0] <= budget.target:
            model.set_weights(best[1].weights)
            return Restored(best[1].file, _logs(model, arguments))
    # A model may have a `call` or a `test_step` of the student's own, which may raise anything;
    # training will show the student what.
    except Exception:
        pass
    model.set_weights(before)
    return None


def _best(saved: SavedFiles, model: Any, sample: Sample) -> tuple[float, SavedWeights] | None:
    """Return the smallest loss that saved weights give, with them; None if now is better."""
    now = pixel_loss(model, sample)
    found: tuple[float, SavedWeights] | None = None
    for candidate in saved.matching(model):
        model.set_weights(candidate.weights)
        loss = pixel_loss(model, sample)
        if loss is not None and (now is None or loss <= now) and (not found or loss < found[0]):
            found = loss, candidate
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
    return dict(model.evaluate(sample.inputs, sample.targets, verbose=0, return_dict=True))


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


def pixel_loss(model: Any, sample: Sample) -> float | None:
    """Return the loss that is compared with the target: mean cross-entropy per pixel, in nats.

    It is the model's own loss where that is binary cross-entropy; else it is computed here from
    the prediction, clipped at 1e-7. None when prediction and target differ in shape.
    """
    if _is_cross_entropy(model.loss):
        return float(_evaluated(model, sample)["loss"])
    rebuilt = model.predict(sample.inputs, verbose=0)
    wanted = sample.inputs if sample.targets is None else sample.targets
    if not isinstance(wanted, np.ndarray) or not isinstance(rebuilt, np.ndarray):
        return None
    if wanted.shape != rebuilt.shape:
        return None
    got = np.clip(rebuilt.astype("float64"), 1e-7, 1 - 1e-7)
    return float(-(wanted * np.log(got) + (1 - wanted) * np.log1p(-got)).mean())


def _is_cross_entropy(loss: Any) -> bool:
    import keras

    if isinstance(loss, str):
        return loss in ("binary_crossentropy", "bce", "BCE", "BinaryCrossentropy")
    if isinstance(loss, keras.losses.BinaryCrossentropy):
        return True
    return loss is keras.losses.binary_crossentropy
