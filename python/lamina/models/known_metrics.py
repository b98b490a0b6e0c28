"""Which targets metrics of Keras' take beside what the model gives.

Keras repeats numbers until the shapes fit, or takes the place of the highest class
among the examples: the number that is reported is then none of this metric.
"""

import inspect
import math
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from lamina._backend import without_width_warnings
from lamina._keras import compiled_metrics
from lamina.models.known_targets import Targets, name_in_keras, targets_of
from lamina.models.outputs import Output, Shape, metrics_of
from lamina.models.target_shapes import are_repeated, shape_of

# Those that compare what is in the same place.
_ALIKE = (Targets.NUMBERS, Targets.PROBABILITIES, Targets.COLUMNS, Targets.COUNTED)


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
    if not has_plain_metrics(model):
        return
    for metrics in compiled_metrics(model):
        for target, metric, output in metrics_of(outputs, metrics, y):
            found = _shape_of(target)
            if found is None or not output.shape:
                continue
            expected = _expected(metric, found, output.shape)
            if expected is not None:
                name, kind = _reported_name(metric), name_in_keras(metric)
                yield UnfitMetric(name, kind, output, expected, found)


def has_known_metric(model: Any) -> bool:
    """Whether something is known of the targets that one of a model's metrics takes.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> model.compile(loss="mse", metrics=["accuracy"])
    >>> has_known_metric(model)
    False
    """
    return has_plain_metrics(model) and any(
        targets_of(metric) is not Targets.OTHER for metric in metrics_in(model)
    )


def has_plain_metrics(model: Any) -> bool:
    """Whether a model's metrics get the targets and outputs as they are."""
    return type(model).compute_metrics is keras.Model.compute_metrics


def quiet_counts(*metrics: Any) -> AbstractContextManager[None]:
    """Return a context for metrics that count, of which JAX says how, else one of none.

    Args:
        *metrics: Metrics, their classes or their names; others are nothing to it.

    Example:
    >>> with quiet_counts("mse", keras.metrics.MeanIoU):
    ...     metric = keras.metrics.MeanIoU(2)
    """
    counts = any(_counts_overlap(metric) for metric in metrics)
    return without_width_warnings() if counts else nullcontext()


def _counts_overlap(metric: Any) -> bool:
    kind = metric if inspect.isclass(metric) else type(metric)
    overlaps = isinstance(metric, str) and targets_of(metric) is Targets.OVERLAPPING
    return overlaps or issubclass(kind, keras.metrics.IoU)


def metrics_in(model: Any) -> list[Any]:
    """Return all metrics that a model was compiled with, as they were given."""
    return list(keras.tree.flatten(compiled_metrics(model)))


def _shape_of(target: Any) -> Shape | None:
    # Keras adds an axis to a column of a data frame.
    if not isinstance(target, np.ndarray) and not keras.ops.is_tensor(target):
        return None
    return shape_of(target)


def _expected(metric: Any, came: Shape, shape: Shape) -> Shape | None:
    """Return the shape of targets that a metric takes, None where they fit."""
    # A loss in its place gets them as it is.
    is_loss = isinstance(metric, keras.losses.Loss)
    targets = Targets.OTHER if is_loss else targets_of(metric)
    if targets is Targets.OVERLAPPING:
        return _expected_to_overlap(metric, came, shape)
    if targets is Targets.COUNTED and not _has_columns(metric):
        return None if _hold_as_many(came, shape) else shape
    if targets is Targets.CLASSES:
        sorted_ids = getattr(metric, "from_sorted_ids", False)
        if sorted_ids or getattr(metric, "axis", -1) != -1:
            return None
        is_column = len(came) == len(shape) and came[-1] in (1, None)
        return None if is_column or len(came) == len(shape) - 1 else shape[:-1]
    if targets is Targets.COLUMNS and len(came) != len(shape):
        return shape
    return shape if targets in _ALIKE and are_repeated(came, shape) else None


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


def _reported_name(metric: Any) -> str:
    if isinstance(metric, str):
        return metric
    if inspect.isclass(metric):
        metric = metric()
    return str(getattr(metric, "name", None) or metric.__name__)
