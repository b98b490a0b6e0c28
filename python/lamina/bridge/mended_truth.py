"""Operations of `mended_operations` that compute with truth values.

Complex numbers are true where they are not 0. On TensorFlow Keras looks at their real
part alone, on JAX `all()`, `any()` and `cast()` do.
"""

from collections.abc import Callable, Sequence
from typing import Any

from keras import ops

from lamina.bridge.mended_arithmetic import dtype_name
from lamina.bridge.operations import as_truth


def all(x: Any, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Any:
    """Say whether all elements are true.

    Args:
        x: A tensor.
        axis: The axes, None for all.
        keepdims: Whether they stay.

    Example:
    >>> bool(all(ops.array([1j, 2.0])))
    True
    """
    return ops.all(as_truth(x), axis, keepdims)


def any(x: Any, axis: int | Sequence[int] | None = None, keepdims: bool = False) -> Any:
    """Say whether any element is true.

    Args:
        x: A tensor.
        axis: The axes, None for all.
        keepdims: Whether they stay.

    Example:
    >>> bool(any(ops.array([1j, 0.0])))
    True
    """
    return ops.any(as_truth(x), axis, keepdims)


def logical_and(x1: Any, x2: Any) -> Any:
    """Say whether both are true.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> bool(logical_and(ops.array(1j), True))
    True
    """
    return ops.logical_and(as_truth(x1), as_truth(x2))


def logical_or(x1: Any, x2: Any) -> Any:
    """Say whether one of them is true.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> bool(logical_or(ops.array(1j), False))
    True
    """
    return ops.logical_or(as_truth(x1), as_truth(x2))


def logical_xor(x1: Any, x2: Any) -> Any:
    """Say whether exactly one of them is true.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> bool(logical_xor(ops.array(1j), True))
    False
    """
    return ops.logical_xor(as_truth(x1), as_truth(x2))


def logical_not(x: Any) -> Any:
    """Say whether it is not true.

    Args:
        x: A tensor.

    Example:
    >>> bool(logical_not(ops.array(1j)))
    False
    """
    return ops.logical_not(as_truth(x))


def where(condition: Any, x1: Any, x2: Any) -> Any:
    """Take elements from one of two tensors.

    Args:
        condition: Whether from the first.
        x1: A tensor.
        x2: Another.

    Example:
    >>> int(where(ops.array(1j), 1, 2))
    1
    """
    return ops.where(as_truth(condition), x1, x2)


def cast(x: Any, dtype: str) -> Any:
    """Give a tensor another dtype.

    Args:
        x: A tensor.
        dtype: The dtype.

    Example:
    >>> bool(cast(ops.array(1j), "bool"))
    True
    """
    return ops.cast(as_truth(x) if dtype == "bool" else x, dtype)


def isnan(x: Any) -> Any:
    """Say which numbers are NaN, or have such a part.

    On TensorFlow Keras does not take complex numbers.

    Args:
        x: A tensor.

    Example:
    >>> bool(isnan(ops.array(complex(0, float("nan")))))
    True
    """
    return _of_parts(ops.isnan, ops.logical_or, x)


def isinf(x: Any) -> Any:
    """Say which numbers are infinite, or have such a part.

    On TensorFlow Keras does not take complex numbers.

    Args:
        x: A tensor.

    Example:
    >>> bool(isinf(ops.array(complex(0, float("inf")))))
    True
    """
    return _of_parts(ops.isinf, ops.logical_or, x)


def isfinite(x: Any) -> Any:
    """Say which numbers are finite, in both parts.

    On TensorFlow Keras does not take complex numbers.

    Args:
        x: A tensor.

    Example:
    >>> bool(isfinite(ops.array(1 + 2j)))
    True
    """
    return _of_parts(ops.isfinite, ops.logical_and, x)


def _of_parts(asked: Callable[..., Any], joined: Callable[..., Any], x: Any) -> Any:
    x = ops.convert_to_tensor(x)
    if "complex" not in dtype_name(x):
        return asked(x)
    return joined(asked(ops.real(x)), asked(ops.imag(x)))


def maximum(x1: Any, x2: Any) -> Any:
    """Take the larger one; of truth values whether one is true.

    On TensorFlow Keras takes no truth values.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> bool(maximum(ops.array(True), False))
    True
    """
    return _of_flags(ops.logical_or, ops.maximum, x1, x2)


def minimum(x1: Any, x2: Any) -> Any:
    """Take the smaller one; of truth values whether both are true.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> bool(minimum(ops.array(True), False))
    False
    """
    return _of_flags(ops.logical_and, ops.minimum, x1, x2)


def fmax(x1: Any, x2: Any) -> Any:
    """Take the larger one, and not NaN where there is a number.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> float(fmax(ops.array(float("nan")), 2.0))
    2.0
    """
    return _of_flags(ops.logical_or, ops.fmax, x1, x2)


def fmin(x1: Any, x2: Any) -> Any:
    """Take the smaller one, and not NaN where there is a number.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> float(fmin(ops.array(float("nan")), 2.0))
    2.0
    """
    return _of_flags(ops.logical_and, ops.fmin, x1, x2)


def _of_flags(
    of_flags: Callable[..., Any], of_numbers: Callable[..., Any], x1: Any, x2: Any
) -> Any:
    both = dtype_name(x1) == "bool" and dtype_name(x2) == "bool"
    return (of_flags if both else of_numbers)(x1, x2)
