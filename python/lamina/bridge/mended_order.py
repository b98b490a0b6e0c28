"""Operations of `mended_operations` that depend on the order of numbers."""

from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from lamina._backend import known_values, orders_nan_last


def sort(x: Any, axis: int | None = -1) -> Any:
    """Put numbers in ascending order, and NaN behind them.

    On TensorFlow Keras leaves NaN where it is.

    Args:
        x: A tensor.
        axis: The axis, None for all elements.

    Example:
    >>> [float(each) for each in sort([float("nan"), 2.0, 1.0])]
    [1.0, 2.0, nan]
    """
    x = ops.convert_to_tensor(x)
    if not _may_mix_nan(x):
        return ops.sort(x, axis)
    if axis is None:
        x, axis = ops.ravel(x), 0
    are_nan = ops.cast(ops.isnan(x), "int32")
    numbers = ops.sort(_without_nan(x, np.inf), axis)
    return ops.where(ops.equal(ops.sort(are_nan, axis), 1), np.nan, numbers)


def argpartition(x: Any, kth: int, axis: int | None = -1) -> Any:
    """Say where the smaller numbers are, then the `kth`, then the larger ones.

    All are in order, which is more than was asked for. On TensorFlow Keras makes whole
    numbers of them first, and names some positions twice.

    Args:
        x: A tensor.
        kth: The position that has what is there in ascending order; not looked at.
        axis: The axis, None for all elements.

    Example:
    >>> places = argpartition([0.3, 0.1, 0.2], 1)
    >>> keras.ops.convert_to_numpy(places).tolist()
    [1, 2, 0]
    """
    x = ops.convert_to_tensor(x)
    if keras.backend.standardize_dtype(x.dtype) == "bool":
        x = ops.cast(x, "int32")
    return ops.cast(argsort(x, axis), "int32")


def argsort(x: Any, axis: int | None = -1) -> Any:
    """Say in which positions the numbers in ascending order are; NaN is behind them.

    On TensorFlow Keras leaves NaN where it is.

    Args:
        x: A tensor.
        axis: The axis, None for all elements.

    Example:
    >>> [int(each) for each in argsort([float("nan"), 2.0, 1.0])]
    [2, 1, 0]
    """
    x = ops.convert_to_tensor(x)
    if not _may_mix_nan(x):
        return ops.argsort(x, axis)
    if axis is None:
        x, axis = ops.ravel(x), 0
    first = ops.argsort(_without_nan(x, np.inf), axis)
    are_nan = ops.take_along_axis(ops.cast(ops.isnan(x), "int32"), first, axis)
    return ops.take_along_axis(first, ops.argsort(are_nan, axis), axis)


def argmax(x: Any, axis: int | None = None, keepdims: bool = False) -> Any:
    """Say in which position the largest number is, or the first NaN.

    On TensorFlow Keras overlooks NaN.

    Args:
        x: A tensor.
        axis: The axis, None for all elements.
        keepdims: Whether it stays.

    Example:
    >>> int(argmax([1.0, float("nan"), 2.0]))
    1
    """
    return _position(ops.argmax, x, axis, keepdims)


def argmin(x: Any, axis: int | None = None, keepdims: bool = False) -> Any:
    """Say in which position the smallest number is, or the first NaN.

    On TensorFlow Keras overlooks NaN.

    Args:
        x: A tensor.
        axis: The axis, None for all elements.
        keepdims: Whether it stays.

    Example:
    >>> int(argmin([1.0, float("nan"), 2.0]))
    1
    """
    return _position(ops.argmin, x, axis, keepdims)


def segment_max(
    data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False
) -> Any:
    """Say the largest number of each segment, and -Inf where it has none.

    On TensorFlow Keras says the lowest finite number of those.

    Args:
        data: A tensor.
        segment_ids: Segments of its elements along the first axis.
        num_segments: How many segments there are.
        sorted: Whether these are in order.

    Example:
    >>> [float(each) for each in segment_max(ops.array([1.0]), ops.array([1]), 2)]
    [-inf, 1.0]
    """
    found = ops.segment_max(data, segment_ids, num_segments, sorted)
    return _of_nothing(found, -np.inf, data, segment_ids, num_segments, sorted)


def segment_min(
    data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False
) -> Any:
    """Say the smallest number of each segment, and Inf where it has none.

    On TensorFlow Keras says the highest finite number of those.

    Args:
        data: A tensor.
        segment_ids: Segments of its elements along the first axis.
        num_segments: How many segments there are.
        sorted: Whether these are in order.

    Example:
    >>> [float(each) for each in segment_min(ops.array([1.0]), ops.array([1]), 2)]
    [inf, 1.0]
    """
    found = ops.segment_min(data, segment_ids, num_segments, sorted)
    return _of_nothing(found, np.inf, data, segment_ids, num_segments, sorted)


def quantile(
    x: Any,
    q: Any,
    axis: int | Sequence[int] | None = None,
    method: str = "linear",
    keepdims: bool = False,
) -> Any:
    """Compute quantiles, which may be infinite.

    On PyTorch, and where one neighbour is -Inf on TensorFlow, those of Keras are NaN.

    Args:
        x: A tensor.
        q: Which quantiles.
        axis: The axes, None for all.
        method: How what lies between two numbers is found.
        keepdims: Whether the axes stay.

    Example:
    >>> float(quantile([1.0, float("inf"), float("inf")], 0.75))
    inf
    """
    return _between(ops.quantile, x, q, axis, method, keepdims)


def percentile(
    x: Any,
    q: Any,
    axis: int | Sequence[int] | None = None,
    method: str = "linear",
    keepdims: bool = False,
) -> Any:
    """Compute percentiles, which may be infinite, see `quantile()`.

    Args:
        x: A tensor.
        q: Which percentiles.
        axis: The axes, None for all.
        method: How what lies between two numbers is found.
        keepdims: Whether the axes stay.

    Example:
    >>> float(percentile([1.0, float("inf"), float("inf")], 75.0))
    inf
    """
    return _between(ops.percentile, x, q, axis, method, keepdims)


def nanquantile(
    x: Any,
    q: Any,
    axis: int | Sequence[int] | None = None,
    method: str = "linear",
    keepdims: bool = False,
) -> Any:
    """Compute quantiles without NaN, which may be infinite, see `quantile()`.

    Args:
        x: A tensor.
        q: Which quantiles.
        axis: The axes, None for all.
        method: How what lies between two numbers is found.
        keepdims: Whether the axes stay.

    Example:
    >>> float(nanquantile([1.0, float("inf"), float("inf"), float("nan")], 0.75))
    inf
    """
    return _between(ops.nanquantile, x, q, axis, method, keepdims)


def nanpercentile(
    x: Any,
    q: Any,
    axis: int | Sequence[int] | None = None,
    method: str = "linear",
    keepdims: bool = False,
) -> Any:
    """Compute percentiles without NaN, which may be infinite, see `quantile()`.

    Args:
        x: A tensor.
        q: Which percentiles.
        axis: The axes, None for all.
        method: How what lies between two numbers is found.
        keepdims: Whether the axes stay.

    Example:
    >>> float(nanpercentile([1.0, float("inf"), float("inf"), float("nan")], 75.0))
    inf
    """
    return _between(ops.nanpercentile, x, q, axis, method, keepdims)


def median(
    x: Any, axis: int | Sequence[int] | None = None, keepdims: bool = False
) -> Any:
    """Compute the median, which may be infinite, see `quantile()`.

    Args:
        x: A tensor.
        axis: The axes, None for all.
        keepdims: Whether they stay.

    Example:
    >>> float(median([float("inf"), float("inf")]))
    inf
    """
    found = ops.median(x, axis, keepdims)
    return _with_infinite(found, ops.quantile, x, 0.5, axis, keepdims)


def nanmedian(
    x: Any, axis: int | Sequence[int] | None = None, keepdims: bool = False
) -> Any:
    """Compute the median without NaN, which may be infinite, see `quantile()`.

    Args:
        x: A tensor.
        axis: The axes, None for all.
        keepdims: Whether they stay.

    Example:
    >>> float(nanmedian([float("inf"), float("inf"), float("nan")]))
    inf
    """
    found = ops.nanmedian(x, axis, keepdims)
    return _with_infinite(found, ops.nanquantile, x, 0.5, axis, keepdims)


def _between(
    operation: Callable[..., Any],
    x: Any,
    q: Any,
    axis: int | Sequence[int] | None,
    method: str,
    keepdims: bool,
) -> Any:
    found = operation(x, q, axis, method, keepdims)
    if method not in ("linear", "midpoint"):
        return found
    return _with_infinite(found, operation, x, q, axis, keepdims)


def _with_infinite(
    found: Any,
    operation: Callable[..., Any],
    x: Any,
    q: Any,
    axis: int | Sequence[int] | None,
    keepdims: bool,
) -> Any:
    """Put the infinite numbers in the place of NaN that came of them."""
    values = known_values(found)
    if values is not None and not np.isnan(values.astype("float32")).any():
        return found
    low = ops.cast(operation(x, q, axis, "lower", keepdims), found.dtype)
    high = ops.cast(operation(x, q, axis, "higher", keepdims), found.dtype)
    infinite = ops.logical_or(ops.isinf(low), ops.isinf(high))
    mixed = ops.where(infinite, low + high, found)
    return ops.where(ops.equal(low, high), low, mixed)


def _position(
    operation: Callable[..., Any], x: Any, axis: int | None, keepdims: bool
) -> Any:
    x = ops.convert_to_tensor(x)
    found = operation(x, axis, keepdims)
    if not _may_mix_nan(x):
        return found
    are_nan = ops.isnan(x)
    first = ops.argmax(ops.cast(are_nan, "int32"), axis, keepdims)
    return ops.where(ops.any(are_nan, axis, keepdims), first, found)


def _of_nothing(
    found: Any,
    value: float,
    data: Any,
    segment_ids: Any,
    num_segments: int | None,
    sorted: bool,
) -> Any:
    dtype = keras.backend.standardize_dtype(found.dtype)
    if orders_nan_last() or "float" not in dtype:
        return found
    counts = ops.segment_sum(ops.ones_like(data), segment_ids, num_segments, sorted)
    return ops.where(ops.equal(counts, 0), ops.full_like(found, value), found)


def _may_mix_nan(x: Any) -> bool:
    """Whether the backend may put NaN in a place of its own."""
    dtype = keras.backend.standardize_dtype(x.dtype)
    if orders_nan_last() or "float" not in dtype:
        return False
    values = known_values(ops.any(ops.isnan(x)))
    return values is None or bool(values)


def _without_nan(x: Any, value: float) -> Any:
    return ops.where(ops.isnan(x), ops.full_like(x, value), x)


def unique(x: Any, *args: Any, **kwargs: Any) -> Any:
    """Return each of the elements once.

    On TensorFlow Keras takes no truth values.

    Args:
        x: A tensor.
        *args: What else Keras takes.
        **kwargs: The same, by name.

    Example:
    >>> [bool(v) for v in unique([True, False, True])]
    [False, True]
    """
    x = ops.convert_to_tensor(x)
    if keras.backend.standardize_dtype(x.dtype) != "bool":
        return ops.unique(x, *args, **kwargs)
    found = ops.unique(ops.cast(x, "int32"), *args, **kwargs)
    if isinstance(found, tuple | list):
        return (ops.cast(found[0], "bool"), *found[1:])
    return ops.cast(found, "bool")
