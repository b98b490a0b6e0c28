"""What each loss and metric of Keras' takes as targets: the one list of them."""

import enum
from typing import Any

import keras


class Targets(enum.Enum):
    """What targets are, and the losses and metrics that take such ones.

    These are called as `name_in_keras()` says. A test finds those that are in no list.

    Example:
    >>> targets_of(keras.losses.Huber()).name, targets_of("binary_accuracy").name
    ('NUMBERS', 'PROBABILITIES')
    """

    # Numbers, each beside one that the model gives.
    NUMBERS = (
        *("meansquarederror", "meanabsoluteerror", "meanabsolutepercentageerror"),
        *("meansquaredlogarithmicerror", "rootmeansquarederror", "huber"),
        *("logcosh", "logcosherror", "poisson", "kldivergence", "cosinesimilarity"),
        *("hinge", "squaredhinge", "categoricalhinge", "categoricalfocalcrossentropy"),
        *("dice", "tversky", "r2score", "pearsoncorrelation"),
        *("concordancecorrelation", "accuracy"),
    )
    # Numbers from 0 to 1, each beside one that the model gives.
    PROBABILITIES = ("binarycrossentropy", "binaryfocalcrossentropy", "binaryaccuracy")
    # A column for each class, as the model gives.
    COLUMNS = (
        *("categoricalcrossentropy", "categoricalaccuracy", "topkcategoricalaccuracy"),
        *("f1score", "fbetascore"),
    )
    # The number of a class, beside a column for each that the model gives.
    CLASSES = (
        *("sparsecategoricalcrossentropy", "sparsecategoricalfocalcrossentropy"),
        "categoricalgeneralizedcrossentropy",
        *("sparsecategoricalaccuracy", "sparsetopkcategoricalaccuracy"),
    )
    # 0 or 1; the numbers of all examples are put into one row.
    COUNTED = (
        *("auc", "precision", "recall", "precisionatrecall", "recallatprecision"),
        *("sensitivityatspecificity", "specificityatsensitivity", "truepositives"),
        *("truenegatives", "falsepositives", "falsenegatives"),
    )
    # The number of a class for each place, or a column for each, as settings say.
    OVERLAPPING = ("iou", "meaniou", "binaryiou", "onehotiou", "onehotmeaniou")
    # Whole numbers that say which examples are of one kind.
    IDENTITIES = ("circle",)
    # A row of numbers of classes, as long as it may be.
    SEQUENCES = ("ctc",)
    # None, or any; as of a loss or metric that is not Keras' own.
    OTHER = ("mean", "sum", "meanmetricwrapper", "loss", "metric")


_TARGETS = {name: targets for targets in Targets for name in targets.value}

# What Keras takes for the names of losses and metrics; their functions have no others.
SHORT_NAMES = {
    "bce": "binarycrossentropy",
    "kld": "kldivergence",
    "mae": "meanabsoluteerror",
    "mape": "meanabsolutepercentageerror",
    "mse": "meansquarederror",
    "msle": "meansquaredlogarithmicerror",
}
# Strings for which Keras chooses by the shapes which loss or metric it takes.
_CHOOSES_LOSS = ("crossentropy", "ce")
_CHOOSES_METRIC = ("accuracy", "acc")

# Metrics that cut what the model gives off at 0 and 1, unless they are told otherwise.
_CUTTING = (
    *("auc", "precisionatrecall", "recallatprecision"),
    *("sensitivityatspecificity", "specificityatsensitivity"),
)


def name_in_keras(what: Any) -> str:
    """Return the name of a loss or metric of Keras' in small letters, "" for others.

    Args:
        what: An object, a class, a function or a string, which is taken at its word.

    Example:
    >>> name_in_keras(keras.metrics.MeanIoU(2)), name_in_keras(keras.losses.huber)
    ('meaniou', 'huber')
    >>> name_in_keras("MSE"), name_in_keras(print)
    ('meansquarederror', '')
    """
    if isinstance(what, str):
        plain = _plain(what)
        return SHORT_NAMES.get(plain, plain)
    is_object = isinstance(what, keras.losses.Loss | keras.metrics.Metric)
    itself = type(what) if is_object else what
    name = getattr(itself, "__name__", "")
    modules = (keras.losses, keras.metrics)
    known = name and any(getattr(module, name, None) is itself for module in modules)
    return _plain(name) if known else ""


def targets_of(what: Any) -> Targets:
    """Return what a loss or metric takes as targets.

    Args:
        what: An object, a class, a function or a string.
    """
    if isinstance(what, str) and _plain(what) in _CHOOSES_METRIC:
        return Targets.OTHER
    return _TARGETS.get(name_in_keras(what), Targets.OTHER)


def is_chosen_loss(what: Any) -> bool:
    """Whether Keras chooses a loss by the shapes."""
    return isinstance(what, str) and _plain(what) in _CHOOSES_LOSS


def cuts_predictions(what: Any) -> bool:
    """Whether a metric takes what is below 0 for 0, and what is above 1 for 1."""
    return name_in_keras(what) in _CUTTING


def _plain(name: str) -> str:
    return name.replace("_", "").lower()
