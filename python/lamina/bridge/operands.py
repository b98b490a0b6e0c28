"""Values of R as tensors, and what R asks of tensors."""

from typing import Any

import keras
import numpy as np

COMPLEX = {"float64": "complex128"}


def operand(values: Any, dtype: str | None = None) -> Any:
    """Make a tensor of R's values, in one step, so that nothing is rounded on the way.

    Args:
        values: A number or an array of NumPy's, in whatever order R keeps it.
        dtype: The type of the tensor; None is Keras' default type for fractions, a
            complex type as wide as that, and for all else their own.

    Returns:
        A tensor, which shares no memory with R.

    Example:
    >>> operand(np.array([0.5, 0.25])).dtype == operand(0.5).dtype
    True
    """
    if isinstance(values, np.ndarray):
        if dtype is None or values.dtype.kind == "c":
            dtype = _default_dtype(values.dtype)
        # NumPy has types of 8 and 16 bits only where others have registered them.
        own = dtype if dtype in NUMPY_TYPES else None
        values = np.array(values, dtype=own, order="C")
    elif isinstance(values, float) and dtype in NUMPY_TYPES and "int" in dtype:
        values = int(values)
    elif isinstance(values, complex):
        dtype = _default_dtype(np.dtype(complex))
    return keras.ops.convert_to_tensor(values, dtype=dtype)


NUMPY_TYPES = {
    "bool",
    *(f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)),
    *("float16", "float32", "float64", "complex64", "complex128"),
}


def _default_dtype(dtype: np.dtype[Any]) -> str | None:
    if dtype.kind == "f":
        return str(keras.config.floatx())
    if dtype.kind == "c":
        return COMPLEX.get(keras.config.floatx(), "complex64")
    return None


def dtype_of(tensor: Any) -> str:
    """Return the name that Keras has for the dtype of a tensor.

    Args:
        tensor: A tensor of the backend, of Keras or of NumPy, or a variable.

    Example:
    >>> dtype_of(keras.ops.zeros((2,), "uint8"))
    'uint8'
    """
    return str(keras.backend.standardize_dtype(tensor.dtype))
