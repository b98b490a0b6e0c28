"""Indices as R hands them over, and the parts of a tensor that they stand for.

R reads what stands in the brackets and hands it on as a list of whole numbers, of which
each index has a few: a code of those below, and what belongs to it. What is no number
comes behind, in the order in which the list asks for it. The first number says whether
the axis of a single number is dropped.

Example:
>>> [part.size for part in parts_of([2, 3], [1, WHOLE, SLICE, 2, OPEN, OPEN], [])]
[2, 2]
"""

from collections.abc import Iterator, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from lamina._backend import (
    has_lengths_when_compiled,
    known_shape,
    known_values,
)
from lamina.bridge.subset_parts import (
    At,
    Later,
    LaterRange,
    Masked,
    Part,
    Range,
    Several,
    Shape,
    SubsetError,
)

WHOLE, NUMBER, SLICE, NEW, REST, GIVEN = range(6)

# R's NA: no end of a slice. One above: it comes behind, as a tensor.
OPEN = -(2**31)
BEHIND = OPEN + 1


def _elements(length: int) -> str:
    return "1 element" if length == 1 else f"{length} elements"


def _place(index: int, length: int | None, axis: int) -> int:
    if index == 0:
        raise SubsetError(
            f"Index {axis + 1} is 0: elements count from 1, or from -1 backwards."
        )
    if length is not None and abs(index) > length:
        raise SubsetError(
            f"Axis {axis + 1} has {_elements(length)}: "
            f"there is none with index {index}."
        )
    if index > 0:
        return index - 1
    return index if length is None else length + index


def _falls(start: int | None, stop: int | None) -> bool:
    """Whether both ends count from the same side, and the first is behind the last."""
    return start is not None and stop is not None and start * stop > 0 and start > stop


def _behind(place: int | None) -> int | None:
    """Return where a range ends whose last place is this one."""
    return None if place is None or place == -1 else place + 1


def _range(ends: Sequence[int | None], length: int | None, axis: int) -> Range:
    start, stop, step = ends
    # As in R, 3:1 goes backwards; 2:-2 never does, however short the axis is.
    if step is None:
        step = -1 if _falls(start, stop) else 1
    text = ":".join("NA" if n is None else str(n) for n in (start, stop))
    if step == 0:
        raise SubsetError(f"The step of index {axis + 1} must not be 0.")
    first, last = (
        None if n is None else _place(n, length, axis) for n in (start, stop)
    )
    if length is None:
        if step < -1:
            raise SubsetError(
                f"Index {axis + 1} goes backwards in steps, along an axis whose length "
                "is not known.",
                "Take the axis in the other order first: op_flip().",
            )
        if _falls(start, stop) if step > 0 else _falls(stop, start):
            raise _empty(text, axis)
        low, high = (first, last) if step > 0 else (last, first)
        return Range(axis, None, low, _behind(high), abs(step), backwards=step < 0)
    if length == 0 and not (start or stop):
        return Range(axis, 0, 0, 0)
    first = (0 if step > 0 else length - 1) if first is None else first
    last = (length - 1 if step > 0 else 0) if last is None else last
    places = range(first, last + (1 if step > 0 else -1), step)
    if not len(places):
        raise _empty(text if abs(step) == 1 else f"{text}:{step}", axis, length)
    if step > 0:
        return Range(axis, length, first, last + 1, step)
    return Range(axis, length, places[-1], first + 1, -step, backwards=True)


def _empty(text: str, axis: int, length: int | None = None) -> SubsetError:
    of = "" if length is None else f" of {_elements(length)}"
    return SubsetError(f"The range {text} takes nothing of axis {axis + 1}{of}.")


def _several(places: Any, length: int | None, axis: int) -> Part:
    places = np.asarray(places).astype("int64")
    if not places.size:
        raise SubsetError(f"Index {axis + 1} must have at least one element, not none.")
    if (places == 0).any():
        _place(0, length, axis)
    if length is not None:
        beyond = places[np.abs(places) > length]
        if beyond.size:
            _place(int(beyond[0]), length, axis)
    back = places < 0
    places = np.where(back, places + (length or 0), places - 1).astype("int32")
    if length is not None and len(places) > 1:
        steps = np.diff(places)
        if steps[0] > 0 and (steps == steps[0]).all():
            first, last = int(places[0]), int(places[-1])
            return Range(axis, length, first, last + 1, int(steps[0]))
    return Several(axis, length, places)


def _mask(mask: Any, length: int | None, axis: int) -> Part:
    if length is not None and len(mask) != length:
        raise SubsetError(
            f"Axis {axis + 1} has {_elements(length)}: its mask has {len(mask)}."
        )
    return Several(axis, length, np.flatnonzero(mask).astype("int32"))


def _given(index: Any, length: int | None, axis: int, drop: bool) -> Part:
    """Return what a vector of R, or a tensor, takes of an axis."""
    rank = len(index.shape)
    dtype = keras.backend.standardize_dtype(index.dtype)
    values = known_values(index)
    if rank > 1:
        raise SubsetError(
            f"Index {axis + 1} must have one axis, not {rank}.",
            "A mask of the shape of x, or a matrix with a column for each axis, has no "
            "other index beside it.",
        )
    if dtype == "bool" and rank == 0:
        raise SubsetError(f"Index {axis + 1} must not be a single truth value.")
    if keras.backend.is_float_dtype(dtype):
        if values is None:
            raise SubsetError(f"Index {axis + 1} must be whole numbers, not {dtype}.")
        values = whole(values, f"Index {axis + 1}")
    if values is None and dtype == "bool":
        return Masked(axis, length, index)
    if values is None:
        places = _later(index, length)
        is_one = not drop and rank == 0
        return Later(axis, length, ops.reshape(places, (1,)) if is_one else places)
    if dtype == "bool":
        return _mask(values, length, axis)
    if rank == 0:
        place = _place(int(values), length, axis)
        return _at(place, length, axis, drop)
    return _several(values, length, axis)


def _later(index: Any, length: int | None) -> Any:
    # 0 is beyond the end, not the last.
    index = ops.cast(index, "int32")
    beyond = 2**31 - 1 if length is None else length
    back = index if length is None else index + length
    below = ops.where(index < 0, back, ops.full_like(index, beyond))
    return ops.where(index > 0, index - 1, below)


def _at(place: int, length: int | None, axis: int, drop: bool) -> Part:
    if drop:
        return At(axis, length, place)
    return Range(axis, length, place, _behind(place))


def whole(values: Any, what: str) -> Any:
    """Return numbers of any type as whole ones, or raise a SubsetError."""
    if not np.isfinite(values).all() or (values != np.trunc(values)).any():
        raise SubsetError(f"{what} must be whole numbers.")
    return values.astype("int64")


def _end(value: int, given: Iterator[Any]) -> Any:
    """Return the end of a range, no whole number where it is known later."""
    if value == OPEN:
        return None
    if value != BEHIND:
        return value
    end = next(given)
    # The length of an axis that JAX does not know yet is no array.
    if not hasattr(end, "dtype"):
        return end
    values = known_values(end)
    is_number = not isinstance(end, keras.KerasTensor) and len(end.shape) == 0
    if values is None and is_number and has_lengths_when_compiled():
        return end
    if values is None or values.size != 1:
        raise SubsetError(
            "The ends of a range must be single numbers, known also while a model is "
            "compiled.",
            "Take elements by a tensor of indices.",
        )
    return int(whole(values, "The ends of a range").reshape(()))


def _later_range(ends: Sequence[Any], length: int | None, axis: int) -> Part:
    start, stop, step = ends
    if step not in (None, 1):
        raise SubsetError(
            f"The step of index {axis + 1} must be 1 where an end is not known yet."
        )
    if isinstance(start, int):
        start = _place(start, length, axis)
    elif start is not None:
        start = start - 1
    if isinstance(stop, int):
        stop = _behind(_place(stop, None, axis))
    return LaterRange(axis, length, start, stop)


def parts_of(
    shape: Shape, spec: Sequence[int], given: Sequence[Any]
) -> list[Part | None]:
    """Return the part of each axis, None for a new axis."""
    drop, rest = bool(spec[0]), iter(given)
    codes = _codes(spec)
    named = sum(code not in (NEW, REST) for code, _ in codes)
    if named > len(shape):
        indices = "is 1 index" if named == 1 else f"are {named} indices"
        raise SubsetError(f"`x` has {_axes(len(shape))}: there {indices}.")
    rests = sum(code == REST for code, _ in codes)
    if rests > 1:
        raise SubsetError("Only one index can stand for all axes that are not named.")
    if not rests:
        codes.append((REST, ()))
    parts: list[Part | None] = []
    axis = 0
    for code, numbers in codes:
        if code == NEW:
            parts.append(None)
            continue
        if code == REST:
            for _ in range(len(shape) - named):
                parts.append(Part(axis, shape[axis]))
                axis += 1
            continue
        length = shape[axis]
        if code == WHOLE:
            part = Part(axis, length)
        elif code == NUMBER:
            part = _at(_place(numbers[0], length, axis), length, axis, drop)
        elif code == SLICE:
            ends = [_end(number, rest) for number in numbers]
            known = all(end is None or isinstance(end, int) for end in ends)
            part = (_range if known else _later_range)(ends, length, axis)
        else:
            part = _given(next(rest), length, axis, drop)
        parts.append(part)
        axis += 1
    return parts


def _codes(spec: Sequence[int]) -> list[tuple[int, Sequence[int]]]:
    codes, at = [], 1
    while at < len(spec):
        code = spec[at]
        width = {NUMBER: 1, SLICE: 3}.get(code, 0)
        codes.append((code, spec[at + 1 : at + 1 + width]))
        at += 1 + width
    return codes


def _axes(number: int) -> str:
    return {0: "no axes", 1: "1 axis"}.get(number, f"{number} axes")


# ---- Masks of several axes, and matrices of indices ---


def _is_mask(index: Any) -> bool:
    is_bool = keras.backend.standardize_dtype(index.dtype) == "bool"
    return is_bool and len(index.shape) > 1


def sole_index(spec: Sequence[int], given: Sequence[Any], shape: Shape) -> str | None:
    """Say whether the only index is a mask of several axes, or a matrix."""
    if len(spec) != 2 or spec[1] != GIVEN:
        return None
    (index,) = given
    if _is_mask(index):
        return "mask"
    return "matrix" if len(index.shape) == 2 else None


def check_mask(mask: Any, shape: Shape) -> None:
    """Raise where a mask does not have the lengths of the first axes."""
    found = known_shape(mask) or []
    fits = len(found) <= len(shape) and all(
        a is None or b is None or a == b for a, b in zip(found, shape, strict=False)
    )
    if not fits:
        raise SubsetError(
            f"A mask must have the shape of x, {shape_text(shape)}, "
            f"not {shape_text(found)}."
        )


def shape_text(shape: Shape) -> str:
    """Return a shape as R shows it.

    Example:
    >>> shape_text([2, None])
    '(2, NA)'
    """
    return f"({', '.join('NA' if n is None else str(n) for n in shape)})"


def coordinates(index: Any, shape: Shape) -> Any:
    """Return the places, from 0, that a matrix with a column for each axis says."""
    columns = index.shape[1]
    if columns != len(shape):
        raise SubsetError(
            f"A matrix of indices must have a column for each axis of x, {len(shape)}, "
            f"not {columns}."
        )
    values = known_values(index)
    if values is None:
        parts = [_later(index[:, axis], length) for axis, length in enumerate(shape)]
        return ops.stack(parts, axis=1)
    values = whole(values, "A matrix of indices")
    if not values.size:
        raise SubsetError("A matrix of indices must have at least one row.")
    for axis, length in enumerate(shape):
        for number in values[:, axis]:
            _place(int(number), length, axis)
    lengths = np.array([0 if length is None else length for length in shape])
    return np.where(values < 0, values + lengths, values - 1).astype("int32")
