"""Operations of `mended_operations` that compute with single numbers, or along axes."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from lamina.bridge.mended_arithmetic import dtype_name
from lamina.bridge.operations import RefusalError, counted


def sign(x: Any) -> Any:
    """Say which numbers are positive, which negative.

    On PyTorch Keras' sign of NaN is 0. Truth values are 0 and 1, which JAX and
    TensorFlow do not take.

    Args:
        x: A tensor.

    Example:
    >>> [float(v) for v in sign([-2.0, math.nan])]
    [-1.0, nan]
    """
    x = ops.convert_to_tensor(x)
    if _is_float(x):
        return ops.where(ops.isnan(x), x, ops.sign(x))
    return counted(ops.sign, x)


def heaviside(x1: Any, x2: Any) -> Any:
    """Say 0 of negative numbers, 1 of positive ones, and `x2` of 0.

    On PyTorch and TensorFlow Keras says a number of NaN.

    Args:
        x1: A tensor.
        x2: What is said of 0.

    Example:
    >>> [float(v) for v in heaviside([-2.0, 0.0, math.nan], 0.5)]
    [0.0, 0.5, nan]
    """
    x1 = ops.convert_to_tensor(x1)
    step = ops.heaviside(x1, x2)
    if not _is_float(x1):
        return step
    return ops.where(ops.isnan(x1), ops.cast(x1, step.dtype), step)


def hypot(x1: Any, x2: Any) -> Any:
    """Compute the length of the third side of right-angled triangles.

    On TensorFlow Keras' third side of two infinite ones is NaN. Truth values are 0
    and 1, which JAX alone takes.

    Args:
        x1: One side.
        x2: Another.

    Example:
    >>> [float(v) for v in hypot([3.0, math.inf], [4.0, math.inf])]
    [5.0, inf]
    """
    if dtype_name(x1) == "bool" and dtype_name(x2) == "bool":
        x1, x2 = (ops.cast(x, keras.config.floatx()) for x in (x1, x2))
    third = ops.hypot(x1, x2)
    infinite = ops.logical_or(ops.isinf(x1), ops.isinf(x2))
    return ops.where(infinite, ops.full_like(third, math.inf), third)


def reciprocal(x: Any) -> Any:
    """Compute `1 / x`.

    On TensorFlow Keras takes no whole numbers.

    Args:
        x: A tensor.

    Example:
    >>> float(reciprocal(2))
    0.5
    """
    x = ops.convert_to_tensor(x)
    known = _is_float(x) or "complex" in keras.backend.standardize_dtype(x.dtype)
    return ops.reciprocal(x if known else ops.cast(x, keras.config.floatx()))


def clip(x: Any, x_min: Any, x_max: Any) -> Any:
    """Put limits in the place of what is beyond them.

    On TensorFlow Keras takes no limits such as 3.0 of whole numbers; on the others
    these get a dtype for fractions.

    Args:
        x: A tensor.
        x_min: The lower limit.
        x_max: The upper one.

    Example:
    >>> [int(v) for v in clip(ops.array([1, 5]), 0.0, 3.0)]
    [1, 3]
    """
    x = ops.convert_to_tensor(x)
    limits = [_as_whole(limit) if _is_whole(x) else limit for limit in (x_min, x_max)]
    if _is_whole(x) and any(isinstance(limit, float) for limit in limits):
        x = ops.cast(x, keras.config.floatx())
    return ops.clip(x, *limits)


def isclose(
    x1: Any, x2: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> Any:
    """Say which numbers differ but for rounding.

    On TensorFlow Keras compares infinite numbers wrongly.

    Args:
        x1: A tensor.
        x2: Another.
        rtol: By what part of `x2` they may differ.
        atol: By how much they may differ in any case.
        equal_nan: Whether NaN is like NaN.

    Example:
    >>> [bool(v) for v in isclose([1.0, math.inf, 2.0], [1.0, math.inf, math.inf])]
    [True, True, False]
    """
    x1, x2 = ops.convert_to_tensor(x1), ops.convert_to_tensor(x2)
    dtype = keras.backend.result_type(x1.dtype, x2.dtype, float)
    x1, x2 = ops.cast(x1, dtype), ops.cast(x2, dtype)
    limit = atol + rtol * ops.abs(x2)
    near = ops.logical_and(ops.isfinite(x2), ops.abs(x1 - x2) <= limit)
    close = ops.logical_or(near, ops.equal(x1, x2))
    if not equal_nan:
        return close
    return ops.logical_or(close, ops.logical_and(ops.isnan(x1), ops.isnan(x2)))


def allclose(
    x1: Any, x2: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> Any:
    """Say whether no numbers differ but for rounding, as `isclose()` does.

    Args:
        x1: A tensor.
        x2: Another.
        rtol: By what part of `x2` they may differ.
        atol: By how much they may differ in any case.
        equal_nan: Whether NaN is like NaN.

    Example:
    >>> bool(allclose([1.0, math.inf], [1.0, math.inf]))
    True
    """
    return ops.all(isclose(x1, x2, rtol, atol, equal_nan))


def count_nonzero(x: Any, axis: int | Sequence[int] | None = None) -> Any:
    """Count what is not 0.

    On PyTorch Keras turns the axes of the result around.

    Args:
        x: A tensor.
        axis: The axes along which is counted, None for all.

    Example:
    >>> count_nonzero(ops.ones((2, 3, 4)), 0).shape == (3, 4)
    True
    """
    x = ops.convert_to_tensor(x)
    return ops.sum(ops.cast(ops.not_equal(x, 0), "int32"), axis)


def average(x: Any, axis: int | None = None, weights: Any = None) -> Any:
    """Compute the mean of numbers that count by their weights.

    On PyTorch Keras multiplies what it should not, or fails.

    Args:
        x: A tensor.
        axis: The axis, None for all.
        weights: As many as elements, or as there are along the axis.

    Example:
    >>> float(average([[1.0, 2.0]], weights=[[1.0, 3.0]]))
    1.75
    """
    if weights is None:
        return ops.average(x, axis)
    x, weights = ops.convert_to_tensor(x), ops.convert_to_tensor(weights)
    dtype = keras.backend.result_type(x.dtype, weights.dtype, float)
    x, weights = ops.cast(x, dtype), ops.cast(weights, dtype)
    if axis is not None and len(weights.shape) == 1:
        along = [1] * len(x.shape)
        along[axis] = -1
        if x.shape[axis] in (None, weights.shape[0]):
            weights = ops.reshape(weights, along)
    if len(x.shape) != len(weights.shape):
        raise ValueError(
            "There must be a weight for each element, or for each along the axis; "
            f"the shapes are {tuple(x.shape)} and {tuple(weights.shape)}."
        )
    return ops.sum(x * weights, axis) / ops.sum(weights, axis)


def rot90(array: Any, k: int = 1, axes: Sequence[int] = (0, 1)) -> Any:
    """Turn by 90 degrees, from the first of two axes towards the second.

    On TensorFlow Keras turns twice wrongly where the axes differ in length, and says
    the wrong shape of symbolic tensors.

    Args:
        array: A tensor.
        k: How often.
        axes: Two axes.

    Example:
    >>> ops.convert_to_numpy(rot90(ops.array([[1, 2, 3]]))).tolist()
    [[3], [2], [1]]
    """
    array = ops.convert_to_tensor(array)
    first, second = (axis % len(array.shape) for axis in axes)
    if k % 4 == 0:
        return array
    if k % 4 == 2:
        return ops.flip(ops.flip(array, first), second)
    if k % 4 == 1:
        return ops.swapaxes(ops.flip(array, second), first, second)
    return ops.flip(ops.swapaxes(array, first, second), second)


def trapezoid(y: Any, x: Any = None, dx: float = 1.0, axis: int = -1) -> Any:
    """Compute the area below points.

    On TensorFlow Keras fails where an axis but the last is counted from the end.

    Args:
        y: The heights of the points.
        x: Where they are.
        dx: How far they are apart, without `x`.
        axis: The axis of the points.

    Example:
    >>> float(trapezoid([1.0, 2.0, 3.0]))
    4.0
    """
    y = ops.convert_to_tensor(y)
    if axis < -1:
        axis += len(y.shape)
    return ops.trapezoid(y, x, dx, axis)


def vstack(xs: Sequence[Any]) -> Any:
    """Put vectors one below the other, as rows, and tensors along their first axis.

    On TensorFlow Keras puts vectors one behind the other.

    Args:
        xs: Tensors.

    Example:
    >>> tuple(vstack([[1, 2], [3, 4]]).shape)
    (2, 2)
    """
    tensors = [ops.convert_to_tensor(x) for x in xs]
    for missing in (0, 1):
        tensors = [
            ops.expand_dims(x, 0) if len(x.shape) <= missing else x for x in tensors
        ]
    return ops.concatenate(tensors, 0)


def pad(
    x: Any,
    pad_width: int | Sequence[Any],
    mode: str = "constant",
    constant_values: Any = None,
) -> Any:
    """Put values around a tensor.

    On PyTorch Keras repeats the outermost elements where it should mirror them. On
    TensorFlow it takes no value such as 3.0 around whole numbers.

    Args:
        x: A tensor.
        pad_width: How many before and behind, for each axis.
        mode: What comes there.
        constant_values: The value, where it is one.

    Example:
    >>> [int(v) for v in pad(ops.array([1, 2, 3]), [[2, 1]], "symmetric")]
    [2, 1, 1, 2, 3, 3]
    """
    x = ops.convert_to_tensor(x)
    if mode != "symmetric":
        value = _as_whole(constant_values) if _is_whole(x) else constant_values
        if _is_whole(x) and isinstance(value, float):
            raise RefusalError(
                f"What is put around whole numbers must be one, not {value}."
            )
        return ops.pad(x, pad_width, mode, value)
    widths = np.broadcast_to(np.asarray(pad_width, int), (len(x.shape), 2))
    if any(n is None and sum(w) for n, w in zip(x.shape, widths, strict=True)):
        return ops.pad(x, pad_width, mode)
    for axis, width in enumerate(widths):
        if sum(width):
            places = np.pad(np.arange(x.shape[axis]), tuple(width), "symmetric")
            x = ops.take(x, places.astype("int32"), axis)
    return x


def saturate_cast(x: Any, dtype: str) -> Any:
    """Give a tensor another dtype, and its limits to what is beyond them; NaN is 0.

    On PyTorch and TensorFlow Keras makes the lowest whole number of the highest ones.

    Args:
        x: A tensor.
        dtype: The dtype.

    Example:
    >>> [int(v) for v in saturate_cast([300.0, math.nan], "uint8")]
    [255, 0]
    """
    x = ops.convert_to_tensor(x)
    dtype = keras.backend.standardize_dtype(dtype)
    if not (_is_float(x) and "int" in dtype):
        return ops.saturate_cast(x, dtype)
    if keras.backend.standardize_dtype(x.dtype) != "float64":
        x = ops.cast(x, "float32")
    limits = np.iinfo(dtype)
    low, high = float(limits.min), float(limits.max)
    # What is highest in both dtypes.
    name = keras.backend.standardize_dtype(x.dtype)
    below = float(np.nextafter(np.array(high + 1, name), np.array(0, name)))
    cast = ops.cast(
        ops.clip(ops.where(ops.isnan(x), 0.0, x), low, min(below, high)), dtype
    )
    # An array: TensorFlow takes no number as large as the largest of "uint64".
    highest = ops.full_like(cast, np.array(limits.max, dtype))
    return ops.where(x >= high, highest, cast)


def imag(x: Any) -> Any:
    """Return the imaginary part, which is 0 of real numbers.

    On PyTorch Keras takes complex numbers alone.

    Args:
        x: A tensor.

    Example:
    >>> float(imag(2.0))
    0.0
    """
    x = ops.convert_to_tensor(x)
    known = "complex" in keras.backend.standardize_dtype(x.dtype)
    return ops.imag(x) if known else ops.zeros_like(x)


def angle(x: Any) -> Any:
    """Return the angle in the complex plane, of NaN as NaN.

    On TensorFlow Keras has 0 for NaN, and only on JAX it minds the sign of 0.

    Args:
        x: A tensor.

    Example:
    >>> round(float(angle(-1.0)), 3)
    3.142
    """
    x = ops.convert_to_tensor(x)
    if "complex" in keras.backend.standardize_dtype(x.dtype):
        return ops.angle(x)
    if not _is_float(x):
        x = ops.cast(x, keras.config.floatx())
    return ops.arctan2(ops.zeros_like(x), x)


def hard_shrink(x: Any, threshold: float = 0.5) -> Any:
    """Put 0 in the place of what is close to it.

    NaN is 0 on JAX and TensorFlow.

    Args:
        x: A tensor.
        threshold: How close.

    Example:
    >>> [float(v) for v in hard_shrink([0.25, 2.0, math.nan])]
    [0.0, 2.0, nan]
    """
    return _nan_stays(ops.hard_shrink, x, threshold)


def soft_shrink(x: Any, threshold: float = 0.5) -> Any:
    """Move numbers towards 0, and NaN nowhere.

    Args:
        x: A tensor.
        threshold: How far.

    Example:
    >>> [float(v) for v in soft_shrink([0.25, 2.0, math.nan])]
    [0.0, 1.5, nan]
    """
    return _nan_stays(ops.soft_shrink, x, threshold)


def threshold(x: Any, threshold: float, default_value: float) -> Any:
    """Put a number in the place of what is not larger than another; NaN stays.

    Args:
        x: A tensor.
        threshold: What numbers must be larger than.
        default_value: What takes their place.

    Example:
    >>> [float(v) for v in threshold([0.25, 2.0, math.nan], 1.0, -1.0)]
    [-1.0, 2.0, nan]
    """
    return _nan_stays(ops.threshold, x, threshold, default_value)


def _nan_stays(operation: Callable[..., Any], x: Any, *args: float) -> Any:
    x = ops.convert_to_tensor(x)
    return ops.where(ops.isnan(x), x, operation(x, *args))


def searchsorted(sorted_sequence: Any, values: Any, side: str = "left") -> Any:
    """Say before which place of a sequence each number belongs.

    On TensorFlow Keras takes no single number, and has NaN in front.

    Args:
        sorted_sequence: Numbers in ascending order.
        values: Numbers.
        side: Before or behind equal ones.

    Example:
    >>> int(searchsorted([1.0, 2.0, 3.0], 2.5))
    2
    """
    sorted_sequence = ops.convert_to_tensor(sorted_sequence)
    values = ops.convert_to_tensor(values)
    if len(sorted_sequence.shape) == 0:
        sorted_sequence = ops.expand_dims(sorted_sequence, 0)
    if len(values.shape) > 0:
        return _nan_last(
            ops.searchsorted(sorted_sequence, values, side), values, sorted_sequence
        )
    found = ops.searchsorted(sorted_sequence, ops.expand_dims(values, 0), side)
    return _nan_last(ops.squeeze(found, 0), values, sorted_sequence)


def _nan_last(found: Any, values: Any, sorted_sequence: Any) -> Any:
    if not _is_float(values):
        return found
    last = ops.cast(ops.size(sorted_sequence), found.dtype)
    return ops.where(ops.isnan(values), last, found)


def corrcoef(x: Any) -> Any:
    """Compute the correlations of rows, of a single one as a number.

    On TensorFlow Keras takes matrices alone.

    Args:
        x: A matrix with a row for each variable, or a vector.

    Example:
    >>> float(corrcoef([1.0, 2.0, 4.0]))
    1.0
    """
    x = ops.convert_to_tensor(x)
    if len(x.shape) == 2:
        return ops.corrcoef(x)
    return ops.squeeze(ops.corrcoef(ops.reshape(x, (1, -1))))


def _is_float(x: Any) -> bool:
    return "float" in keras.backend.standardize_dtype(x.dtype)


def _is_whole(x: Any) -> bool:
    return "int" in keras.backend.standardize_dtype(x.dtype)


def _as_whole(value: Any) -> Any:
    """Return a number of R's as a whole one, if it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
