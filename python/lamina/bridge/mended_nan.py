"""Operations of `mended_operations` along axes in which NaN is not there.

A complex number is NaN where one of its parts is, and then none of it counts. On JAX
Keras knows that, on PyTorch it takes no complex numbers, or all of them, and on
TensorFlow it looks at their real part alone.
"""

from collections.abc import Sequence
from typing import Any

from keras import ops

from lamina.bridge.mended_arithmetic import dtype_name

_Axes = int | Sequence[int] | None


def nansum(x: Any, axis: _Axes = None, keepdims: bool = False) -> Any:
    """Add up what is not NaN.

    Args:
        x: A tensor.
        axis: The axes, None for all.
        keepdims: Whether they stay.

    Example:
    >>> complex(nansum(ops.array([1j, complex(5, float("nan"))])))
    1j
    """
    if not _is_complex(x):
        return ops.nansum(x, axis, keepdims)
    return ops.sum(_filled(x, 0), axis, keepdims)


def nanprod(x: Any, axis: _Axes = None, keepdims: bool = False) -> Any:
    """Multiply what is not NaN.

    Args:
        x: A tensor.
        axis: The axes, None for all.
        keepdims: Whether they stay.

    Example:
    >>> complex(nanprod(ops.array([1j, complex(5, float("nan"))])))
    1j
    """
    if not _is_complex(x):
        return ops.nanprod(x, axis, keepdims)
    return ops.prod(_filled(x, 1), axis, keepdims)


def nanmean(x: Any, axis: _Axes = None, keepdims: bool = False) -> Any:
    """Compute the mean of what is not NaN.

    Args:
        x: A tensor.
        axis: The axes, None for all.
        keepdims: Whether they stay.

    Example:
    >>> complex(nanmean(ops.array([1j, 3j, complex(5, float("nan"))])))
    2j
    """
    if not _is_complex(x):
        return ops.nanmean(x, axis, keepdims)
    x = ops.convert_to_tensor(x)
    there = ops.cast(ops.logical_not(_is_nan(x)), x.dtype)
    return ops.divide(
        ops.sum(_filled(x, 0), axis, keepdims), ops.sum(there, axis, keepdims)
    )


def nanvar(x: Any, axis: _Axes = None, keepdims: bool = False) -> Any:
    """Compute the variance of what is not NaN.

    Args:
        x: A tensor.
        axis: The axes, None for all.
        keepdims: Whether they stay.

    Example:
    >>> float(nanvar(ops.array([1j, 3j, complex(5, float("nan"))])))
    1.0
    """
    if not _is_complex(x):
        return ops.nanvar(x, axis, keepdims)
    distance = ops.abs(ops.subtract(x, nanmean(x, axis, keepdims=True)))
    return ops.nanmean(ops.square(distance), axis, keepdims)


def nanstd(x: Any, axis: _Axes = None, keepdims: bool = False) -> Any:
    """Compute the standard deviation of what is not NaN.

    Args:
        x: A tensor.
        axis: The axes, None for all.
        keepdims: Whether they stay.

    Example:
    >>> float(nanstd(ops.array([1j, 5j, complex(5, float("nan"))])))
    2.0
    """
    if not _is_complex(x):
        return ops.nanstd(x, axis, keepdims)
    return ops.sqrt(nanvar(x, axis, keepdims))


def nancumsum(x: Any, axis: int | None = None, dtype: str | None = None) -> Any:
    """Add up what has come so far, where NaN counts as 0.

    On PyTorch and TensorFlow Keras makes something finite of what is infinite.

    Args:
        x: A tensor.
        axis: The axis, None for all elements, row by row.
        dtype: Of the result.

    Example:
    >>> [float(v) for v in nancumsum([1.0, float("nan"), float("inf")])]
    [1.0, 1.0, inf]
    """
    return ops.cumsum(_filled(x, 0), axis, dtype)


def nancumprod(x: Any, axis: int | None = None, dtype: str | None = None) -> Any:
    """Multiply what has come so far, where NaN counts as 1.

    On PyTorch and TensorFlow Keras makes something finite of what is infinite.

    Args:
        x: A tensor.
        axis: The axis, None for all elements, row by row.
        dtype: Of the result.

    Example:
    >>> [float(v) for v in nancumprod([2.0, float("nan"), float("inf")])]
    [2.0, 2.0, inf]
    """
    return ops.cumprod(_filled(x, 1), axis, dtype)


def _filled(x: Any, value: int) -> Any:
    x = ops.convert_to_tensor(x)
    if not ("float" in dtype_name(x) or _is_complex(x)):
        return x
    return ops.where(_is_nan(x), ops.full_like(x, value), x)


def _is_nan(x: Any) -> Any:
    if not _is_complex(x):
        return ops.isnan(x)
    return ops.logical_or(ops.isnan(ops.real(x)), ops.isnan(ops.imag(x)))


def _is_complex(x: Any) -> bool:
    return dtype_name(x).startswith("complex")
