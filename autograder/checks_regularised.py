"""Checks of an L1 penalty on a code, of dropout, and of early stopping.

Each is judged by what it does: how the penalty grows with the code, what of the code is left in
training, which weights a callback leaves. Labs use these as `checks.regularised.NAME`.
"""

from typing import Any

import keras
import numpy as np

from autograder.checks_denoising import SAME, entering, numpy_of, random_images, run
from autograder.checks_models import built_model
from autograder.checks_values import Array, call, name_of
from autograder.outcomes import Wrong, shorten


def penalty(model: Any) -> float:
    """The factor of the L1 penalty that `model` puts on its code; 0 without a penalty.

    The code is what enters its last dense layer. Wrong when the penalty does not grow in
    proportion to the sum of the code's magnitudes.
    """
    subject = name_of(model, "the model")
    model = built_model(model, subject)
    factors = []
    for scale in (1.0, 0.4):
        images = random_images(model.input_shape[-1]) * np.float32(scale)
        code = entering(model, -1, images, False, subject)
        run(model, images, False, subject)
        total = float(sum(float(numpy_of(loss)) for loss in model.losses))
        factors.append(total / max(float(np.abs(code).sum(axis=1).mean()), 1e-9))
    if not abs(factors[0] - factors[1]) <= 0.01 * max(map(abs, factors)):
        raise Wrong(
            f"penalty of {subject}", "a factor times the sum of the numbers in the code",
            "a penalty that does not grow with that sum",
            "L1, and of the code: activity_regularizer, not kernel_regularizer",
        )  # fmt: skip
    return factors[0]


def penalises(model: Any, factor: float) -> None:
    """The model puts an L1 penalty of `factor` on its code, and no other."""
    subject = name_of(model, "the model")
    found = penalty(model)
    if not abs(found - factor) <= 0.02 * factor:
        raise Wrong(f"factor of the penalty of {subject}", f"{factor:g}", f"{found:.3g}")


def mean_code(model: Any, images: Array) -> float:
    """The mean of all numbers in the codes of `images`, outside training."""
    subject = name_of(model, "the model")
    return float(entering(built_model(model, subject), -1, images, False, subject).mean())


def drops(model: Any, rate: float) -> None:
    """In training alone, a share `rate` of the code's numbers is set to 0, the rest made larger.

    The code is what enters the last dense layer; what enters the first stays as it is.
    """
    subject = name_of(model, "the model")
    images = random_images(built_model(model, subject).input_shape[-1])
    if not np.allclose(entering(model, 0, images, True, subject), images, atol=SAME):
        raise Wrong(f"image that enters {subject} in training", "as it is", "changed")
    code = entering(model, -1, images, False, subject)
    first, second = (entering(model, -1, images, True, subject) for _ in range(2))
    awake = code > 1e-6
    share = float(np.mean(first[awake] == 0)) if awake.any() else 0.0
    what = f"share of the code that {subject} drops in training"
    if not abs(share - rate) < 0.02:
        raise Wrong(what, f"{rate:g}", f"{share:.2f}")
    if np.array_equal(first == 0, second == 0):
        raise Wrong(f"numbers that {subject} drops", "others each time", "always the same")
    kept = awake & (first != 0)
    if not np.allclose(first[kept], code[kept] / (1 - rate), rtol=1e-3):
        asked = f"made larger by 1 / (1 - {rate:g})"
        raise Wrong(f"numbers of the code that {subject} keeps in training", asked, "otherwise")


def stops_and_restores(make: Any, patience: int) -> None:
    """`make(patience)` gives a callback that stops by val_loss and brings the best weights back.

    It is shown losses that fall and rise again: in training to the end, in validation at epoch 2.
    """
    subject = name_of(make, "the function")
    callback = call(make, patience)
    losses = [0.9, 0.7, 0.5] + [0.6 + 0.01 * late for late in range(patience)]
    try:
        callback.on_train_begin()
        for epoch, loss in enumerate(losses):
            callback.set_model(_with_weight(epoch))
            callback.on_epoch_end(epoch, {"loss": 0.9 - 0.02 * epoch, "val_loss": loss})
            stopped = int(callback.stopped_epoch)
            if stopped and epoch < len(losses) - 1:
                break
        callback.on_train_end()
        weight = float(callback.model.get_weights()[0][0, 0])
    # What the student's function returned may be anything, and may raise anything.
    except Exception as error:
        got = f"something else ({type(error).__name__}: {shorten(str(error), 150)})"
        asked = "a keras.callbacks.EarlyStopping"
        raise Wrong(f"what {subject}({patience}) returns", asked, got) from error
    what = f"epochs without a smaller val_loss before {subject}({patience}) stops"
    if not stopped:
        raise Wrong(what, f"{patience}", f"more than {patience}", "which loss does it watch?")
    if stopped != 2 + patience:
        raise Wrong(what, f"{patience}", f"{stopped - 2}")
    if weight != 2:
        asked, got = "those after the epoch of the smallest val_loss", "those of another epoch"
        raise Wrong(f"weights after training was stopped by {subject}({patience})", asked, got)


def _with_weight(value: float) -> Any:
    """A compiled model whose only weight has that value."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(optimizer="sgd", loss="mse")
    model.set_weights([np.full((1, 1), value, "float32")])
    return model
