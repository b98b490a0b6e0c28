"""Other values in parts of tensors, as R puts them there.

They are chosen element by element from the values and the tensor, so that gradients
flow through, in what is compiled too.

Example:
>>> from lamina.bridge.subset_indices import NUMBER, WHOLE
>>> x = keras.ops.reshape(keras.ops.arange(6), (2, 3))
>>> y = subset_set(x, [1, WHOLE, NUMBER, -1], 9)
>>> keras.ops.convert_to_numpy(y).tolist()
[[0, 1, 9], [3, 4, 9]]
"""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from lamina._backend import is_variable, known_shape, known_values
from lamina.bridge.fitting_values import UnfitError, fitting
from lamina.bridge.operations import RefusalError
from lamina.bridge.subset import ALL, shape_of
from lamina.bridge.subset_indices import (
    check_mask,
    coordinates,
    parts_of,
    shape_text,
    sole_index,
)
from lamina.bridge.subset_parts import Part, Shape, SubsetError, take


def subset_set(x: Any, spec: Sequence[int], value: Any, *given: Any) -> Any:
    """Return a tensor with other values in a part of it; a variable is changed itself.

    Args:
        x: A tensor of the backend or of Keras, a variable or an array.
        spec: Which part.
        value: A number, an array or a tensor that fits the part, or is repeated along
            axes that it lacks or that have one element.
        *given: Indices that are no single numbers: arrays and tensors.

    Returns:
        A new tensor, or the variable.

    Raises:
        SubsetError: There is no such part, or the value does not fit it.
    """
    tensor = x
    if is_variable(x) or isinstance(x, np.ndarray):
        tensor = ops.convert_to_tensor(x)
    shape = shape_of(tensor)
    value = _value(value, keras.backend.standardize_dtype(tensor.dtype))
    sole = sole_index(spec, given, shape)
    if sole == "mask":
        changed = _set_masked(tensor, shape, given[0], value)
    elif sole == "matrix":
        changed = _set_at_coordinates(tensor, shape, given[0], value)
    else:
        changed = _set(tensor, parts_of(shape, spec, given), value)
    if is_variable(x):
        x.assign(changed)
        return x
    return changed


def assign(variable: Any, method: str, value: Any) -> Any:
    """Change a variable by its own method, where its dtype holds the values.

    Args:
        variable: A variable of Keras.
        method: "assign", "assign_add" or "assign_sub".
        value: A number, an array or a tensor.

    Raises:
        RefusalError: The dtype does not hold them, or the shape is another.

    Example:
    >>> variable = keras.Variable([1, 2], dtype="int32", trainable=False)
    >>> [int(x) for x in assign(variable, "assign", [3.0, 4.0])]
    [3, 4]
    """
    dtype = keras.backend.standardize_dtype(variable.dtype)
    try:
        value = fitting(value, dtype, into="variable")
    except UnfitError as error:
        raise RefusalError(error.text) from None
    own, theirs = known_shape(variable), known_shape(value)
    if method == "assign" and own != theirs and None not in (own or [], theirs or []):
        raise RefusalError(
            f"`value` must have the shape of the variable, {shape_text(own or [])}, "
            f"not {shape_text(theirs or [])}."
        )
    return getattr(variable, method)(value)


def _value(value: Any, dtype: str) -> Any:
    """Return what is put into a tensor in the dtype of that, or raise."""
    try:
        return fitting(value, dtype)
    except UnfitError as error:
        raise SubsetError(error.text, error.hint) from None


def _set(x: Any, parts: Sequence[Part | None], value: Any) -> Any:
    if any(part is None for part in parts):
        raise SubsetError("A new axis has no place in an assignment.")
    axes = [part for part in parts if part is not None]
    kept = [part for part in axes if not part.is_dropped]
    value = _fitted(value, [part.size for part in kept])
    now = iter(known_shape(value) or [])
    lengths = [1 if part.is_dropped else next(now) for part in axes]
    if lengths != list(value.shape):
        value = _reshaped(value, axes)
    hits: Any = None
    for part, length in zip(axes, lengths, strict=True):
        found = part.hits(x)
        if found is None:
            continue
        if length != 1:
            value = _spread(value, part.order(x), found, part.axis)
        found = _along(found, part.axis, len(axes))
        hits = found if hits is None else _both(hits, found)
    if hits is None:
        hits = np.ones((1,) * len(axes), bool)
    return ops.where(hits, value, x)


def _fitted(value: Any, sizes: Shape) -> Any:
    """Return a value with as many axes as the part, or raise."""
    shape = known_shape(value) or []
    while len(shape) > len(sizes) and shape[0] == 1:
        value, shape = value[0], shape[1:]
    more = len(sizes) - len(shape)
    fits = more >= 0 and all(
        theirs is None or size is None or theirs in (1, size)
        for theirs, size in zip(shape, sizes[max(more, 0) :], strict=True)
    )
    if not fits:
        raise SubsetError(
            f"`value` must fit the part, of shape {shape_text(sizes)}, "
            f"not {shape_text(shape)}.",
            "It is repeated along axes of length 1 and those that it lacks in front.",
        )
    for _ in range(more):
        value = value[None]
    return value


def _reshaped(value: Any, axes: Sequence[Part]) -> Any:
    return value[tuple(None if part.is_dropped else ALL for part in axes)]


def _spread(value: Any, order: Any, found: Any, axis: int) -> Any:
    """Return each element of a value where it belongs along an axis of the tensor."""
    if isinstance(order, np.ndarray):
        return _taken(value, order, axis)
    # Elsewhere any element will do, but there must be one.
    return ops.take(value, ops.where(found, order, 0), axis=axis)


def _taken(value: Any, places: Any, axis: int) -> Any:
    if isinstance(value, np.ndarray):
        return np.take(value, places, axis=axis)
    return take(value, places, axis)


def _along(found: Any, axis: int, rank: int) -> Any:
    """Return what is true along one axis as a tensor of all axes."""
    shape = [1] * rank
    shape[axis] = -1
    if isinstance(found, np.ndarray):
        return found.reshape(shape)
    return ops.reshape(found, shape)


def _both(hits: Any, found: Any) -> Any:
    if isinstance(hits, np.ndarray) and isinstance(found, np.ndarray):
        return hits & found
    return ops.logical_and(hits, found)


def _set_masked(x: Any, shape: Shape, mask: Any, value: Any) -> Any:
    check_mask(mask, shape)
    rest = shape[len(mask.shape) :]
    values = known_values(mask)
    count = None if values is None else int(values.sum())
    value = _fitted(value, [count, *rest])
    if value.shape[0] != 1:
        if values is not None:
            order = np.maximum(np.cumsum(values.reshape(-1)) - 1, 0).astype("int32")
            order = order.reshape(values.shape)
        else:
            flat = ops.cumsum(ops.cast(ops.reshape(mask, [-1]), "int32")) - 1
            order = _as_mask(ops.maximum(flat, 0), mask)
        value = ops.take(value, order, axis=0) if count != 0 else x
    else:
        value = value[(0,)]
    hits = mask if values is None else values
    for _ in rest:
        hits = hits[..., None]
    return ops.where(hits, value, x)


def _as_mask(flat: Any, mask: Any) -> Any:
    shape = known_shape(mask) or []
    unknown = sum(length is None for length in shape)
    if unknown > 1:
        return ops.reshape(flat, ops.shape(mask))
    return ops.reshape(flat, [-1 if length is None else length for length in shape])


def _set_at_coordinates(x: Any, shape: Shape, index: Any, value: Any) -> Any:
    places = coordinates(index, shape)
    count = known_shape(places)[0]  # type: ignore[index]
    value = _fitted(value, [count])
    if isinstance(places, np.ndarray):
        # The last of several values for one element stays, as in R.
        _, last = np.unique(places[::-1], axis=0, return_index=True)
        last = np.sort(len(places) - 1 - last)
        if value.shape[0] != 1 and len(last) < len(places):
            value = _taken(value, last.astype("int32"), 0)
        places = places[last]
        count = len(places)
    if value.shape[0] == 1:
        value = ops.broadcast_to(value, (count,))
    return ops.scatter_update(x, places, value)
