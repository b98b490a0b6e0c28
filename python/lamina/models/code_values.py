"""Numbers that stand for something: what they may be, and those that are not."""

import contextlib
import math
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from lamina._backend import has_all_values


@dataclass(frozen=True)
class Code:
    """What the numbers in an array may be."""

    kind: str
    name: str | None = None
    highest: int | None = None
    ignored: int | None = None
    may_be_negative: bool = False
    is_cast: bool = False


def find_wrong(array: Any, code: Code, weights: Any) -> list[float]:
    """Return the lowest and the highest number, or one that is not whole.

    Where nothing is wrong it is empty. Numbers without weight may be anything.

    Example:
    >>> find_wrong(np.array([0, 3]), Code("class", highest=2), None)
    [0.0, 3.0]
    """
    values = as_array(array)
    if values is None or values.dtype.kind not in "biuf" or not values.size:
        return []
    if code.is_cast:
        values = np.trunc(values)
    found = _wrong(values, code)
    if found and (code.ignored is not None or weights is not None):
        # Only now: it takes a copy.
        values = values[_counts(values, code, weights)]
        found = _wrong(values, code) if values.size else []
    return found


def _wrong(values: Any, code: Code) -> list[float]:
    lowest, highest = float(values.min()), float(values.max())
    # NaN is what they are where one is among them.
    if math.isnan(lowest):
        return [lowest]
    parts = values != np.floor(values) if values.dtype.kind == "f" else np.False_
    if code.kind == "probability" and parts.any():
        # No classes: noise or rounding may take targets a little out of 0 to 1.
        return []
    too_low = lowest < 0 and not code.may_be_negative
    if too_low or (code.highest is not None and highest > code.highest):
        return [lowest] if lowest == highest else [lowest, highest]
    return [float(values[parts][0])] if parts.any() else []


def _counts(values: Any, code: Code, weights: Any) -> Any:
    counts = np.ones(values.shape, bool)
    if code.ignored is not None:
        counts &= values != code.ignored
    weights = as_array(weights)
    if weights is None:
        return counts
    while weights.ndim > values.ndim and weights.shape[-1] == 1:
        weights = weights[..., 0]
    ones = (1,) * (values.ndim - weights.ndim)
    # Of weights of another shape Keras says what is wrong.
    with contextlib.suppress(ValueError):
        counts &= weights.reshape(weights.shape + ones) != 0
    return counts


def as_array(x: Any) -> Any:
    """Return an array of NumPy, None for what is none and no tensor of all values."""
    if isinstance(x, np.ndarray):
        return x
    if isinstance(x, keras.KerasTensor) or not keras.ops.is_tensor(x):
        return None
    if not has_all_values(x):
        return None
    if keras.backend.standardize_dtype(x.dtype) in ("string", "bfloat16"):
        return None
    try:
        return keras.ops.convert_to_numpy(x)
    except Exception:
        # One that is being traced has no values yet.
        return None
