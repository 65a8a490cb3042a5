"""What a hidden test may ask of a student's answer.

Every check takes **evidence** (real arrays, rebuilt Keras models, plain values, a training
history, a callable) or, in one plain kernel, the student's own objects. It returns nothing when
the answer is right and raises `autograder.outcomes.Wrong` when it is not, whatever the value is:
None, NaN, or something of another kind. Only a fault of ours, such as missing data, raises
anything else.

Labs write ``from autograder import checks`` and use the names below.
"""

from autograder.checks_data import at_least, at_most, choice, images, labels, predict
from autograder.checks_models import (
    dense,
    layers,
    parameters,
    recomposes,
    same_as_model_output,
    shares_layers,
)
from autograder.checks_training import (
    compiled,
    fitted,
    pass_line,
    reconstruction_loss,
    reconstructs,
    trained,
    use_settings,
)
from autograder.checks_values import array, call, close, equal, holds_mnist, name_of

__all__ = [
    "array",
    "at_least",
    "at_most",
    "call",
    "choice",
    "close",
    "compiled",
    "dense",
    "equal",
    "fitted",
    "holds_mnist",
    "images",
    "labels",
    "layers",
    "name_of",
    "parameters",
    "pass_line",
    "predict",
    "recomposes",
    "reconstruction_loss",
    "reconstructs",
    "same_as_model_output",
    "shares_layers",
    "trained",
    "use_settings",
]
