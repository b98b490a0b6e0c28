"""Where a backend computes with numbers as no other does."""

from typing import Any

import keras
from keras import ops

from lamina._keras import RESULT_WIDTHS


def orders_nan_last() -> bool:
    """Whether NaN is behind all other numbers where they are put in order.

    Example:
    >>> isinstance(orders_nan_last(), bool)
    True
    """
    return bool(keras.backend.backend() != "tensorflow")


def forgets_dtype_of_scalars() -> bool:
    """Whether a number beside a tensor without axes may change the dtype of the sum.

    Example:
    >>> isinstance(forgets_dtype_of_scalars(), bool)
    True
    """
    return bool(keras.backend.backend() == "torch")


def keep_wide_numbers() -> None:
    """Let results be as wide as what they are computed of.

    On PyTorch, whose whole numbers have 64 bits, Keras cuts them to 32 where two dtypes
    meet: 3e9 beside another becomes a negative number. Fractions of 64 bits lose half
    of their digits. On TensorFlow it keeps both, but for the value of an initializer,
    and JAX has none.
    """
    if keras.backend.backend() == "torch":
        for dtype in ("int64", "float64"):
            RESULT_WIDTHS[dtype] = dtype
    if keras.backend.backend() == "tensorflow":
        keras.initializers.Constant.__call__ = _constant


def _constant(self: Any, shape: Any, dtype: Any = None) -> Any:
    """Do what Keras does, which takes numbers for float32 and casts them then."""
    dtype = keras.backend.standardize_dtype(dtype)
    value = self.value
    if dtype == "float64":
        value = ops.convert_to_tensor(value, dtype=dtype)
    return ops.cast(value, dtype) * ops.ones(shape, dtype)


def widest_fraction() -> str | None:
    """Return the fractions that hold whole numbers where those are no factors.

    None where products of whole numbers are computed as such.

    Example:
    >>> widest_fraction() in (None, "float64")
    True
    """
    return None if keras.backend.backend() == "jax" else "float64"


def kept_dtype(dtype: str) -> str:
    """Return the dtype that a tensor gets which is asked for in one.

    JAX has numbers of 64 bits where it was told so, and else those of 32 in their
    place.

    Example:
    >>> kept_dtype("int32")
    'int32'
    """
    if keras.backend.backend() != "jax":
        return dtype
    import jax

    has_64_bits = jax.config.read("jax_enable_x64")
    return dtype if has_64_bits else dtype.replace("64", "32")


def has_dtype(dtype: str) -> bool:
    """Whether tensors of whole numbers may have a dtype, or another in its place.

    Example:
    >>> has_dtype("int32")
    True
    """
    return not (dtype == "uint64" and keras.backend.backend() == "torch")
