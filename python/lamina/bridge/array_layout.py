"""Arrays between R, where the first axis is the fastest, and NumPy, where the last is.

NumPy turns a large array around number by number, each in another line of memory. Block
by block it is done in the processor's cache: on one machine in a third of the time for
what comes from R, in a sixth for what goes there.
"""

from typing import Any

import keras
import numpy as np

# Numbers from which on blocks pay, in a block, and of its first axis.
_LARGE = 2**20
_BLOCK = 2**17
_ROWS = 32


def in_rows(x: np.ndarray[Any, Any], dtype: str | None = None) -> Any:
    """Return a copy with the last axis as the fastest.

    Args:
        x: An array, as R has it in memory.
        dtype: The type of the copy, None for that of `x`.

    Example:
    >>> in_rows(np.asfortranarray([[1, 2], [3, 4]]), "float32").ravel("K").tolist()
    [1.0, 2.0, 3.0, 4.0]
    """
    return _turned(x, np.dtype(dtype or x.dtype), "C")


def in_columns(x: Any) -> Any:
    """Return a copy in R's layout, which reticulate need not turn around.

    Args:
        x: A large array of fractions. All else comes back as it is.

    Example:
    >>> x = np.ones((1024, 1024), "float32")
    >>> y = in_columns(x)
    >>> y.flags.f_contiguous, in_columns(x[:3]).flags.f_contiguous
    (True, False)
    """
    if not isinstance(x, np.ndarray) or x.dtype.kind != "f" or x.size < _LARGE:
        return x
    return _turned(x, x.dtype, "F")


def values_of(x: Any) -> Any:
    """Return the values of a tensor as `in_columns()` does.

    Args:
        x: A tensor.

    Example:
    >>> values_of(keras.ops.ones((2,))).tolist()
    [1.0, 1.0]
    """
    return in_columns(keras.ops.convert_to_numpy(x))


def _turned(x: np.ndarray[Any, Any], dtype: np.dtype[Any], order: Any) -> Any:
    if x.ndim < 2 or x.size < _LARGE:
        return x.astype(dtype, order=order)
    turned = np.empty(x.shape, dtype, order)
    rows, length = x.shape[:2]
    step = max(1, _BLOCK // max(1, _ROWS * (x.size // (rows * length))))
    for row in range(0, rows, _ROWS):
        for at in range(0, length, step):
            block = (slice(row, row + _ROWS), slice(at, at + step))
            turned[block] = x[block].astype(dtype, order="K")
    return turned
