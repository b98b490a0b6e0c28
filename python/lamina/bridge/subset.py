"""Parts of tensors, as R asks for them: counted from 1, ranges with their end.

Example:
>>> from lamina.bridge.subset_indices import NUMBER, OPEN, SLICE, WHOLE
>>> x = keras.ops.reshape(keras.ops.arange(6), (2, 3))
>>> keras.ops.convert_to_numpy(subset(x, [1, NUMBER, 2, WHOLE])).tolist()
[3, 4, 5]
>>> keras.ops.convert_to_numpy(subset(x, [1, WHOLE, SLICE, 2, OPEN, OPEN])).tolist()
[[1, 2], [4, 5]]
"""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from lamina._backend import known_shape, known_values
from lamina.bridge.subset_indices import (
    check_mask,
    coordinates,
    parts_of,
    shape_text,
    sole_index,
)
from lamina.bridge.subset_parts import At, Part, Shape, SubsetError, take, true_places

ALL = slice(None)


def subset(x: Any, spec: Sequence[int], *given: Any) -> Any:
    """Return a part of a tensor.

    Args:
        x: A tensor of the backend or of Keras, a variable or an array.
        spec: What is asked for.
        *given: Indices that are no single numbers: arrays and tensors.

    Returns:
        A tensor.

    Raises:
        SubsetError: There is no such part.
    """
    if isinstance(x, keras.Variable | np.ndarray):
        x = ops.convert_to_tensor(x)
    shape = shape_of(x)
    sole = sole_index(spec, given, shape)
    if sole == "mask":
        return _masked(x, shape, given[0])
    if sole == "matrix":
        return _at_coordinates(x, shape, given[0])
    return _subset(x, parts_of(shape, spec, given))


def shape_of(x: Any) -> Shape:
    """Return the lengths of the axes, or raise where their number is not known."""
    shape = known_shape(x)
    if shape is None:
        raise SubsetError("`x` must be a tensor whose number of axes is known.")
    return shape


def _subset(x: Any, parts: Sequence[Part | None]) -> Any:
    key = tuple(None if part is None else part.key for part in parts)
    if any(one is None or one != ALL for one in key):
        x = x[key]
    axis = 0
    for part in parts:
        # Its axis went with the brackets, that of a tensor goes here.
        if isinstance(part, At):
            continue
        if part is not None:
            x = part.rest(x, axis)
        if part is None or not part.is_dropped:
            axis += 1
    return x


def flat(x: Any, shape: Shape, axes: int) -> Any:
    """Return a tensor with its first axes joined to one."""
    if axes == 1:
        return x
    rest = shape[axes:]
    if all(length is not None for length in rest):
        return ops.reshape(x, [-1, *rest])
    now = ops.shape(x)
    return ops.reshape(x, [-1, *now[axes:]])


def _masked(x: Any, shape: Shape, mask: Any) -> Any:
    check_mask(mask, shape)
    values = known_values(mask)
    joined = flat(x, shape, len(mask.shape))
    if values is None:
        return ops.take(joined, true_places(ops.reshape(mask, [-1])), axis=0)
    return take(joined, np.flatnonzero(values).astype("int32"), 0)


def _at_coordinates(x: Any, shape: Shape, index: Any) -> Any:
    places = coordinates(index, shape)
    if any(length is None for length in shape[1:]):
        raise SubsetError(
            "A matrix of indices needs the lengths of all axes but the first; "
            f"the shape is {shape_text(shape)}."
        )
    steps = np.cumprod([1, *reversed(shape[1:])])[::-1].astype("int32")
    joined = flat(x, shape, len(shape))
    if isinstance(places, np.ndarray):
        return take(joined, places @ steps, 0)
    return ops.take(joined, ops.sum(places * steps, axis=1), axis=0)
