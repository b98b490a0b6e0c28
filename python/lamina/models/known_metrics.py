"""Which targets metrics of Keras' take beside what the model gives.

Keras repeats numbers until the shapes fit, or takes the place of the highest class
among the examples: the number that is reported is then none of this metric.
"""

import inspect
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from lamina._keras import compiled_metrics
from lamina.models.known_losses import ELEMENTWISE as _OF_LOSSES
from lamina.models.known_losses import are_repeated
from lamina.models.outputs import Output, Shape, metrics_of

# Those that compare number by number.
_ELEMENTWISE = (
    *_OF_LOSSES,
    *("rootmeansquarederror", "logcosherror", "r2score"),
    *("pearsoncorrelation", "concordancecorrelation", "accuracy", "binaryaccuracy"),
    *("binarycrossentropy", "bce", "binaryfocalcrossentropy"),
)
# Those whose targets have as many axes as what the model gives.
_OF_EQUAL_RANK = (
    *("categoricalaccuracy", "topkcategoricalaccuracy", "categoricalcrossentropy"),
    *("f1score", "fbetascore"),
)
_SPARSE = (
    *("sparsecategoricalaccuracy", "sparsetopkcategoricalaccuracy"),
    "sparsecategoricalcrossentropy",
)
# Those that put the numbers of all examples into one row.
COUNTING = (
    *("auc", "precision", "recall", "precisionatrecall", "recallatprecision"),
    *("sensitivityatspecificity", "specificityatsensitivity", "truepositives"),
    *("truenegatives", "falsepositives", "falsenegatives"),
)
OVERLAPPING = ("iou", "meaniou", "onehotiou", "onehotmeaniou", "binaryiou")


@dataclass(frozen=True)
class UnfitMetric:
    """A metric that cannot take the targets.

    Attributes:
        name: Under which it is reported.
        kind: What it is in Keras, in small letters, without underscores.
        output: The output that it is for.
        expected: The shape of targets that it takes.
        found: That of those that came.
    """

    name: str
    kind: str
    output: Output
    expected: Shape
    found: Shape


def name_in_keras(what: Any) -> str:
    """Return the name of a loss or metric of Keras' in small letters, "" for others.

    Args:
        what: An object, a class or a function.

    Example:
    >>> name_in_keras(keras.metrics.MeanIoU(2)), name_in_keras(keras.losses.huber)
    ('meaniou', 'huber')
    >>> name_in_keras(print)
    ''
    """
    is_object = isinstance(what, keras.losses.Loss | keras.metrics.Metric)
    itself = type(what) if is_object else what
    name = getattr(itself, "__name__", "")
    modules = (keras.losses, keras.metrics)
    known = name and any(getattr(module, name, None) is itself for module in modules)
    return name.replace("_", "").lower() if known else ""


def unfit_metrics(model: Any, outputs: list[Output], y: Any) -> Iterator[UnfitMetric]:
    """Give the metrics of Keras' that cannot take the targets.

    Args:
        model: A Keras model that was compiled.
        outputs: Its outputs.
        y: The targets.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> model.compile("sgd", "mse", metrics=["categorical_accuracy", "accuracy"])
    >>> found = unfit_metrics(model, [Output(None, (None, 2))], np.zeros(4))
    >>> [(metric.name, metric.expected) for metric in found]
    [('categorical_accuracy', (None, 2))]
    """
    if type(model).compute_metrics is not keras.Model.compute_metrics:
        return
    for metrics in compiled_metrics(model):
        for target, metric, output in metrics_of(outputs, metrics, y):
            found, kind = _shape_of(target), _kind_of(metric)
            if found is None or not kind or not output.shape:
                continue
            expected = _expected(kind, metric, found, output.shape)
            if expected is not None:
                name = _reported_name(metric)
                yield UnfitMetric(name, kind, output, expected, found)


def _shape_of(target: Any) -> Shape | None:
    # Keras adds an axis to a column of a data frame.
    if not isinstance(target, np.ndarray) and not keras.ops.is_tensor(target):
        return None
    try:
        return tuple(target.shape)
    except ValueError:
        return None


def _expected(kind: str, metric: Any, came: Shape, shape: Shape) -> Shape | None:
    """Return the shape of targets that a metric takes, None where they fit."""
    if kind in OVERLAPPING:
        return _expected_to_overlap(metric, came, shape)
    if kind in COUNTING and not _has_columns(metric):
        return None if _hold_as_many(came, shape) else shape
    if kind in _SPARSE:
        sorted_ids = getattr(metric, "from_sorted_ids", False)
        if sorted_ids or getattr(metric, "axis", -1) != -1:
            return None
        is_column = len(came) == len(shape) and came[-1] in (1, None)
        return None if is_column or len(came) == len(shape) - 1 else shape[:-1]
    if kind in _OF_EQUAL_RANK and len(came) != len(shape):
        return shape
    is_known = kind in (*_OF_EQUAL_RANK, *_ELEMENTWISE, *COUNTING)
    return shape if is_known and are_repeated(came, shape) else None


def _has_columns(metric: Any) -> bool:
    names = ("class_id", "top_k", "multi_label")
    return any(getattr(metric, name, None) not in (None, False) for name in names)


def _expected_to_overlap(metric: Any, came: Shape, shape: Shape) -> Shape | None:
    if not isinstance(metric, keras.metrics.IoU) or metric.axis != -1:
        return None
    inner = shape if metric.sparse_y_pred else shape[:-1]
    if metric.sparse_y_true:
        return None if _hold_as_many(came, inner) else inner
    if metric.sparse_y_pred:
        return None
    fits = len(came) > 1 and _hold_as_many(came[:-1], inner)
    is_of_width = None in (*came[-1:], shape[-1]) or came[-1:] == shape[-1:]
    return None if fits and is_of_width else shape


def _hold_as_many(came: Shape, shape: Shape) -> bool:
    """Whether both have as many numbers for each example, as far as that is known."""
    counts = [
        math.prod(size for size in each[1:] if size is not None)
        for each in (came, shape)
        if None not in each[1:]
    ]
    return len(set(counts)) < 2


def _kind_of(metric: Any) -> str:
    """Return the name of one of Keras' metrics, "" for others."""
    if isinstance(metric, str):
        # Of an accuracy Keras chooses by the shapes which.
        chosen = metric.lower() in ("accuracy", "acc")
        return "" if chosen else metric.replace("_", "").lower()
    return "" if isinstance(metric, keras.losses.Loss) else name_in_keras(metric)


def _reported_name(metric: Any) -> str:
    if isinstance(metric, str):
        return metric
    if inspect.isclass(metric):
        metric = metric()
    return str(getattr(metric, "name", None) or metric.__name__)
