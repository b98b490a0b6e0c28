"""Values for places in a tensor, whose dtype they get: nothing may be lost."""

from typing import Any

import keras
import numpy as np
from keras import ops

from lamina._backend import known_values


class UnfitError(ValueError):
    """Values that a dtype does not hold.

    Attributes:
        text: What is wrong.
        hint: What to do, or None.
    """

    def __init__(self, text: str, hint: str | None = None) -> None:
        super().__init__(text if hint is None else f"{text}\n{hint}")
        self.text, self.hint = text, hint


def fitting(value: Any, dtype: str, name: str = "value", into: str = "x") -> Any:
    """Return values in the dtype of a tensor that they are put into.

    Args:
        value: A number, an array or a tensor.
        dtype: The dtype of the tensor.
        name: What the values are called.
        into: What the tensor is called.

    Raises:
        UnfitError: The dtype does not hold them, or it is not known whether it does.

    Example:
    >>> fitting(3.0, "int32").tolist()
    3
    """
    if isinstance(value, bool | int | float | complex):
        value = np.asarray(value)
    if not isinstance(value, np.ndarray):
        value = ops.convert_to_tensor(value)
    theirs = keras.backend.standardize_dtype(value.dtype)
    if theirs == dtype or _holds(dtype, theirs):
        return _cast(value, dtype)
    if theirs.startswith("complex"):
        raise UnfitError(
            f"`{name}` must be real numbers, as `{into}` is {dtype}; it is {theirs}.",
            f"Take their real part: op_real({name}).",
        )
    values = known_values(value)
    kind = "TRUE or FALSE" if dtype == "bool" else "whole numbers"
    text = f"`{name}` must be {kind}, as `{into}` is {dtype}"
    if values is None:
        raise UnfitError(
            f"{text}; it is {theirs}.", f'Cast it: op_cast({name}, "{dtype}").'
        )
    low, high = (
        (0, 1) if dtype == "bool" else (np.iinfo(dtype).min, np.iinfo(dtype).max)
    )
    wrong = (
        ~np.isfinite(values)
        | (values != np.trunc(values))
        | (values < low)
        | (values > high)
    )
    if wrong.any():
        first = np.asarray(values)[wrong].reshape(-1)[0]
        if dtype != "bool" and first == np.trunc(first):
            text = text.replace(kind, f"{kind} from {low} to {high}")
        wide = keras.config.floatx()
        hint = f'To keep it, cast {into}: op_cast({into}, "{wide}").'
        text = f"{text}, not {first:.15g}."
        raise UnfitError(text, None if dtype == "bool" else hint)
    return _cast(value, dtype)


def _holds(dtype: str, theirs: str) -> bool:
    if dtype.startswith("complex"):
        return True
    # Numbers of one byte may be too many for another.
    has_fractions = keras.backend.is_float_dtype(dtype)
    if theirs.startswith("complex"):
        return False
    return has_fractions or (theirs == "bool" and dtype != "string")


def _cast(value: Any, dtype: str) -> Any:
    if isinstance(value, np.ndarray) and dtype != "bfloat16":
        return value.astype(dtype)
    return ops.cast(value, dtype)
