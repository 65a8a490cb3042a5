"""What a hidden test may ask of a student's answer.

Every check takes **evidence** (real arrays, rebuilt Keras models, plain values, a training
history, a callable) or, in one plain kernel, the student's own objects. It returns nothing when
the answer is right and raises `autograder.outcomes.Wrong` when it is not, whatever the value is:
None, NaN, or something of another kind. Only a fault of ours, such as missing data, raises
anything else.

Labs write ``from autograder import checks`` and use the names below.
"""

from autograder import checks_by_hand as by_hand
from autograder import checks_denoising as denoising
from autograder import checks_regularised as regularised
from autograder import checks_structure as structure
from autograder.checks_answers import same_as_model_output, shows
from autograder.checks_batches import ordered_batches, shuffled_batches
from autograder.checks_conv import (
    chain,
    conv,
    conv_transpose,
    norm,
    pool,
    size_rule,
    sizes,
    three_models,
    upsample,
)
from autograder.checks_data import at_least, at_most, choice, images, labels, predict
from autograder.checks_models import (
    dense,
    has_layers,
    layers,
    parameters,
    recomposes,
    shares_layers,
)
from autograder.checks_pca import fits_pca, overlaps
from autograder.checks_search import area_under_curve, nearest, votes
from autograder.checks_training import (
    compiled,
    fitted,
    pass_line,
    reconstruction_loss,
    reconstructs,
    trained,
    use_settings,
)
from autograder.checks_transfer import owns_its_weights, three_ways, transfers
from autograder.checks_values import array, call, close, equal, holds_mnist, name_of
from autograder.checks_wiring import is_layer, leads_through

__all__ = [
    "area_under_curve",
    "array",
    "at_least",
    "at_most",
    "by_hand",
    "call",
    "chain",
    "choice",
    "close",
    "compiled",
    "conv",
    "conv_transpose",
    "denoising",
    "dense",
    "equal",
    "fits_pca",
    "fitted",
    "has_layers",
    "holds_mnist",
    "images",
    "is_layer",
    "labels",
    "layers",
    "leads_through",
    "name_of",
    "nearest",
    "norm",
    "ordered_batches",
    "overlaps",
    "owns_its_weights",
    "parameters",
    "pass_line",
    "pool",
    "predict",
    "recomposes",
    "reconstruction_loss",
    "reconstructs",
    "regularised",
    "same_as_model_output",
    "shares_layers",
    "shows",
    "shuffled_batches",
    "size_rule",
    "sizes",
    "structure",
    "three_models",
    "three_ways",
    "trained",
    "transfers",
    "upsample",
    "use_settings",
    "votes",
]
