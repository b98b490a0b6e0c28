"""Sums and extremes of segments, which Keras computes inexactly on one backend."""

from collections.abc import Callable
from typing import Any

import keras

from lamina._keras import OPERATIONS

_REDUCTIONS = {
    "segment_sum": "sum",
    "segment_prod": "prod",
    "segment_max": "amax",
    "segment_min": "amin",
}


def mend_segments() -> None:
    """Put functions that are exact where Keras has some that are not.

    On PyTorch whole numbers and fractions of 64 bits are computed in float32, of which
    the result, in their own dtype, tells nothing.

    Example:
    >>> mend_segments()
    >>> x, ids = keras.ops.array([2**24 + 1]), keras.ops.array([0])
    >>> int(keras.ops.segment_sum(x, ids, 1)[0])
    16777217
    """
    if keras.backend.backend() != "torch":
        return
    for name, reduction in _REDUCTIONS.items():
        theirs = getattr(OPERATIONS.math, name, None)
        if theirs is not None and not hasattr(theirs, "mends"):
            mended: Any = _in_own_dtype(theirs, reduction)
            mended.mends = theirs
            setattr(OPERATIONS.math, name, mended)


def _in_own_dtype(theirs: Callable[..., Any], reduction: str) -> Callable[..., Any]:
    import torch

    def segment(
        data: Any,
        segment_ids: Any,
        num_segments: int | None = None,
        sorted: bool = False,
    ) -> Any:
        data = keras.ops.convert_to_tensor(data)
        is_whole = not data.dtype.is_floating_point and data.dtype != torch.bool
        if not is_whole and data.dtype != torch.float64:
            return theirs(data, segment_ids, num_segments, sorted)
        ids = keras.ops.convert_to_tensor(segment_ids).long()
        count = int(num_segments or ids.max() + 1)
        # What belongs to no segment makes one more, at the end.
        ids = torch.where((ids >= 0) & (ids < count), ids, count)
        ends = torch.iinfo(data.dtype) if is_whole else None
        lowest, highest = (ends.min, ends.max) if ends else (-torch.inf, torch.inf)
        start = {"sum": 0, "prod": 1, "amax": lowest, "amin": highest}[reduction]
        shape = (count + 1, *data.shape[1:])
        result = torch.full(shape, start, dtype=data.dtype, device=data.device)
        places = ids.reshape(-1, *[1] * (data.ndim - 1)).expand_as(data)
        return result.scatter_reduce(0, places, data, reduction)[:-1]

    return segment
