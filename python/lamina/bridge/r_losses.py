"""Losses and metrics of R: targets in the shape of the predictions, names."""

import functools
import inspect
from collections.abc import Callable
from typing import Any

import keras

from lamina.models.target_shapes import fit


def comparison(compare: Callable[..., Any]) -> Callable[..., Any]:
    """Return a loss or metric that gets its targets like the predictions.

    Axes of length 1 at the end are taken from the targets, or added to them, as Keras'
    own losses do it: of (n) and (n, 1), arithmetic would make (n, n). Whole numbers and
    booleans of the shape of the predictions get their type, too.

    Args:
        compare: A function of `y_true`, `y_pred` and perhaps more.

    Returns:
        A function with the same name and signature.

    Example:
    >>> import numpy as np
    >>> shape = comparison(lambda y_true, y_pred: tuple(y_true.shape))
    >>> shape(np.zeros(3), np.zeros((3, 1)))
    (3, 1)
    """

    @functools.wraps(compare)
    def compare_alike(*args: Any, **kwargs: Any) -> Any:
        if len(args) > 1:
            args = (_like(args[0], args[1]), *args[1:])
        elif "y_true" in kwargs and "y_pred" in kwargs:
            kwargs["y_true"] = _like(kwargs["y_true"], kwargs["y_pred"])
        return compare(*args, **kwargs)

    return compare_alike


def named_metric(metric: Any, name: str) -> Any:
    """Return a metric that is reported under a name.

    Args:
        metric: A metric, its class, a function, or what Keras calls one of them.
        name: The name.

    Example:
    >>> named_metric("mae", "error").name
    'error'
    """
    if inspect.isclass(metric):
        metric = metric()
    metric = keras.metrics.get(metric)
    if not isinstance(metric, keras.metrics.Metric):
        return keras.metrics.MeanMetricWrapper(metric, name=name)
    metric.name = name
    return metric


def _like(y_true: Any, y_pred: Any) -> Any:
    y_true, y_pred = fit(y_true, y_pred)
    try:
        sizes = list(zip(y_true.shape, y_pred.shape, strict=True))
        own, wanted = (
            keras.backend.standardize_dtype(y.dtype) for y in (y_true, y_pred)
        )
    except (AttributeError, TypeError, ValueError):
        return y_true
    if any(size != other and None not in (size, other) for size, other in sizes):
        # Classes that stand beside one prediction for each.
        return y_true
    is_whole = own == "bool" or keras.backend.is_int_dtype(own)
    if is_whole and keras.backend.is_float_dtype(wanted):
        return keras.ops.cast(y_true, wanted)
    return y_true
