"""Operations of `mended_operations` that look at the bits of numbers."""

from typing import Any

import keras
from keras import ops

WHOLE_OF = {
    "float16": "int16",
    "bfloat16": "int16",
    "float32": "int32",
    "float64": "int64",
}


def nextafter(x1: Any, x2: Any) -> Any:
    """Return the next number of the dtype from one towards another.

    On TensorFlow and PyTorch Keras looks for it in float64, and rounds that to `x1`.

    Args:
        x1: Where from.
        x2: Where to.

    Example:
    >>> float(nextafter(keras.ops.array(1.0), 2.0)) > 1.0
    True
    """
    x1 = ops.convert_to_tensor(x1)
    x2 = ops.convert_to_tensor(x2)
    dtypes = [keras.backend.standardize_dtype(x.dtype) for x in (x1, x2)]
    # Keras makes 32 bits of 64.
    wide = "float64" in dtypes
    dtype = "float64" if wide else keras.backend.result_type(*dtypes, float)
    x1, x2 = ops.cast(x1, dtype), ops.cast(x2, dtype)
    x1, x2 = x1 + ops.zeros_like(x2), x2 + ops.zeros_like(x1)
    whole = WHOLE_OF[dtype]
    up = ops.greater(x2, x1)
    # The numbers above 0 are in the order of their bits, those below in the other.
    away = ops.cast(ops.equal(ops.greater(x1, 0), up), whole)
    bits = ops.view(x1, whole) + (2 * away - 1)
    tiny = ops.view(ops.ones_like(bits), dtype)
    beside_0 = ops.where(up, tiny, -tiny)
    moved = ops.where(ops.equal(x1, 0), beside_0, ops.view(bits, dtype))
    unmoved = ops.logical_or(ops.equal(x1, x2), ops.isnan(x1 + x2))
    return ops.where(unmoved, ops.where(ops.isnan(x1), x1, x2), moved)


def view(x: Any, dtype: str | None = None) -> Any:
    """Take the bits of a tensor for numbers of another dtype.

    Args:
        x: A tensor.
        dtype: The dtype; None is its own, for which Keras on PyTorch takes its default.

    Example:
    >>> int(view(keras.ops.array(1.0), "int32"))
    1065353216
    """
    x = ops.convert_to_tensor(x)
    return x if dtype is None else ops.view(x, dtype)
