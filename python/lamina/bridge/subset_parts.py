"""What an index takes of one axis of a tensor: one place, a range, several, a mask.

Lengths may be unknown. Places count from 0, and are not negative where the length is
known.

Example:
>>> part = Range(axis=0, length=5, start=1, stop=5, step=2)
>>> part.size, part.hits(None).tolist()
(2, [False, True, False, True, False])
"""

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import ops

from lamina._backend import has_lengths_when_compiled, known_shape

Shape = list[int | None]


class SubsetError(IndexError):
    """What was asked for is not there, in words for R.

    Attributes:
        text: What is wrong.
        hint: What to do, or None.
    """

    def __init__(self, text: str, hint: str | None = None) -> None:
        super().__init__(text)
        self.text, self.hint = text, hint


@dataclass(slots=True)
class Part:
    """All of an axis, or what a class below leaves of it."""

    axis: int
    length: int | None

    @property
    def size(self) -> int | None:
        """How many elements it has."""
        return self.length

    @property
    def key(self) -> Any:
        """What Python's brackets take for it, at first."""
        return slice(None)

    @property
    def is_dropped(self) -> bool:
        """Whether the axis goes."""
        return False

    def rest(self, x: Any, axis: int) -> Any:
        """Do what the brackets could not, along an axis of what they gave."""
        return x

    def hits(self, x: Any) -> Any:
        """Return which elements along the axis are in it, None for all."""
        return None

    def order(self, x: Any) -> Any:
        """Return which element of the part each along the axis is; any for others."""
        raise NotImplementedError


@dataclass(slots=True)
class At(Part):
    """One element, whose axis is dropped."""

    place: int = 0

    @property
    def is_dropped(self) -> bool:
        """Whether the axis goes."""
        return True

    @property
    def size(self) -> int | None:
        """Return how many elements it has."""
        return 1

    @property
    def key(self) -> Any:
        """Return what the brackets take."""
        return self.place

    def hits(self, x: Any) -> Any:
        """Return which elements are in it."""
        if self.length is not None:
            return np.arange(self.length) == self.place
        return ops.equal(_places(x, self, self.place < 0), self.place)


@dataclass(slots=True)
class Range(Part):
    """Elements at even distances, in their order or the other."""

    start: int | None = None
    stop: int | None = None
    step: int = 1
    backwards: bool = False

    @property
    def size(self) -> int | None:
        """Return how many elements it has."""
        if self.length is None:
            same = (self.start or 0) >= 0 and self.stop is not None and self.stop > 0
            return None if not same else len(range(self.start or 0, self.stop or 0))
        return len(range(*self.key.indices(self.length)))

    @property
    def key(self) -> Any:
        """Return what the brackets take."""
        step = None if self.step == 1 else self.step
        return slice(self.start, self.stop, step)

    def rest(self, x: Any, axis: int) -> Any:
        """Do the rest."""
        return ops.flip(x, axis) if self.backwards else x

    def hits(self, x: Any) -> Any:
        """Return which elements are in it."""
        if self.length is not None:
            found = np.zeros(self.length, bool)
            found[self.key] = True
            return found
        return _in_range(x, self)

    def order(self, x: Any) -> Any:
        """Return which of the part each is."""
        if self.length is not None:
            order = np.zeros(self.length, "int32")
            count = np.arange(self.size or 0, dtype="int32")
            order[self.key] = count[::-1] if self.backwards else count
            return order
        return _order_in_range(x, self)


@dataclass(slots=True)
class LaterRange(Part):
    """Elements one after the other, between ends that are not known yet."""

    start: Any = None
    stop: Any = None

    @property
    def size(self) -> int | None:
        """Return how many elements it has."""
        return None

    @property
    def key(self) -> Any:
        """Return what the brackets take."""
        return slice(self.start, self.stop)

    def hits(self, x: Any) -> Any:
        """Return which elements are in it."""
        found = ops.greater_equal(self.order(x), 0)
        if self.stop is None:
            return found
        from_end = isinstance(self.stop, int) and self.stop < 0
        return ops.logical_and(found, _places(x, self, from_end) < self.stop)

    def order(self, x: Any) -> Any:
        """Return which of the part each is."""
        start = 0 if self.start is None else self.start
        from_end = isinstance(start, int) and start < 0
        return _places(x, self, from_end) - start


@dataclass(slots=True)
class Several(Part):
    """Elements in any order, some of them more than once."""

    places: Any = None

    @property
    def size(self) -> int | None:
        """Return how many elements it has."""
        return len(self.places)

    def rest(self, x: Any, axis: int) -> Any:
        """Do the rest."""
        return take(x, self.places, axis)

    def hits(self, x: Any) -> Any:
        """Return which elements are in it."""
        if self.length is None:
            return ops.any(_matches(x, self), axis=-1)
        found = np.zeros(self.length, bool)
        found[self.places] = True
        return found

    def order(self, x: Any) -> Any:
        """Return which of the part each is."""
        if self.length is None:
            return _last_match(_matches(x, self))
        order = np.zeros(self.length, "int32")
        for count, place in enumerate(self.places):
            order[place] = count
        return order


@dataclass(slots=True)
class Later(Part):
    """What a tensor says that has no values yet: one place, or several."""

    places: Any = None

    @property
    def is_dropped(self) -> bool:
        """Whether the axis goes."""
        return len(self.places.shape) == 0

    @property
    def size(self) -> int | None:
        """Return how many elements it has."""
        return 1 if self.is_dropped else known_shape(self.places)[0]  # type: ignore[index]

    def rest(self, x: Any, axis: int) -> Any:
        """Do the rest."""
        return ops.take(x, self.places, axis=axis)

    def hits(self, x: Any) -> Any:
        """Return which elements are in it."""
        if self.is_dropped:
            return ops.equal(_places(x, self), ops.cast(self.places, "int32"))
        return ops.any(_matches(x, self), axis=-1)

    def order(self, x: Any) -> Any:
        """Return which of the part each is."""
        return _last_match(_matches(x, self))


@dataclass(slots=True)
class Masked(Part):
    """Where a mask that has no values yet is true."""

    mask: Any = None

    @property
    def size(self) -> int | None:
        """Return how many elements it has."""
        return None

    def rest(self, x: Any, axis: int) -> Any:
        """Do the rest."""
        return ops.take(x, true_places(self.mask), axis=axis)

    def hits(self, x: Any) -> Any:
        """Return which elements are in it."""
        return self.mask

    def order(self, x: Any) -> Any:
        """Return which of the part each is."""
        return ops.cumsum(ops.cast(self.mask, "int32")) - 1


def _places(x: Any, part: Part, from_end: bool = False) -> Any:
    """Return the places along an axis, from 0, or from -1 backwards."""
    if part.length is not None:
        places = np.arange(part.length, dtype="int32")
        return places - part.length if from_end else places
    others = tuple(axis for axis in range(len(x.shape)) if axis != part.axis)
    ones = ops.ones_like(x, dtype="int32")
    # One of the others: they have at least one element, or nothing is lost.
    ones = ops.max(ones, axis=others, initial=1) if others else ones
    counts = ops.cumsum(ones)
    return -ops.flip(counts, 0) if from_end else counts - 1


def _in_range(x: Any, part: Range) -> Any:
    found: Any = None
    for end, is_start in ((part.start, True), (part.stop, False)):
        if end is None:
            continue
        places = _places(x, part, end < 0)
        inside = places >= end if is_start else places < end
        found = inside if found is None else ops.logical_and(found, inside)
    # Backwards, values move also where all of an axis is meant.
    if part.step != 1 or part.backwards:
        even = ops.equal(_from_start(x, part) % part.step, 0)
        found = even if found is None else ops.logical_and(found, even)
    return found


def _from_start(x: Any, part: Range) -> Any:
    start = part.start or 0
    return _places(x, part, start < 0) - start


def _order_in_range(x: Any, part: Range) -> Any:
    order = _from_start(x, part) // part.step
    if not part.backwards:
        return order
    return ops.sum(ops.cast(_in_range(x, part), "int32")) - 1 - order


def _matches(x: Any, part: Any) -> Any:
    places = part.places
    along = ops.expand_dims(_places(x, part), -1)
    found = ops.equal(along, ops.expand_dims(ops.cast(places, "int32"), 0))
    if part.length is None:
        back = ops.expand_dims(_places(x, part, from_end=True), -1)
        also = ops.equal(back, ops.expand_dims(ops.cast(places, "int32"), 0))
        found = ops.logical_or(found, also)
    return found


def _last_match(matches: Any) -> Any:
    count = matches.shape[-1]
    last = ops.argmax(ops.cast(ops.flip(matches, -1), "int32"), axis=-1)
    return ops.cast(count - 1 - ops.cast(last, "int32"), "int32")


def take(x: Any, places: Any, axis: int) -> Any:
    """Return the elements at places along an axis."""
    # A graph keeps them in its configuration.
    symbolic = isinstance(x, keras.KerasTensor)
    if symbolic and not len(places):
        places = np.zeros(0, "int32")
    elif symbolic:
        places = [int(place) for place in places]
    return ops.take(x, places, axis=axis)


def true_places(mask: Any) -> Any:
    """Return where a mask is true that has no values yet."""
    if not has_lengths_when_compiled():
        raise SubsetError(
            "How many elements a mask takes must be known while a model is compiled.",
            "Keep the shape: op_where(mask, x, 0).",
        )
    return ops.nonzero(mask)[0]
