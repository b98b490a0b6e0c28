"""Blocks of feature maps: where they may lie, which are drawn, and what they cover.

`block_map()` says where blocks may lie and how probable each is, `draw_blocks()` draws
random numbers for them. All else follows from these: `corners_of()` says where blocks
begin, `cover()` what they cover, and `drop_covered()` drops it; `drop_drawn()` does all
three.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Protocol

import keras
import numpy as np
from keras import ops

from lamina._backend import (
    count_marks,
    has_lengths_when_compiled,
    jitted,
    known_values,
    zero_marked,
)

# No uniform number of float32 is larger, and it is said of it that nothing is dropped.
_LARGEST = 1 - 2.0**-24

# Whole numbers are exact in float32 up to it.
_EXACT = 2**24

# What a step of Newton's method leaves is smaller than rounding long before.
_STEPS = 30

# Up to these rates there are few and some blocks in a large map, above them many. To
# draw for each place takes ten times as long, for some blocks twice as long as for few.
_STAGES = (0.2, 0.9)

# How many terms a series has that gives a probability to the last digit of float32.
_TERMS = 128


class Draws(Protocol):
    """What is drawn for each row of a batch."""

    def uniform(self, shape: tuple[Any, ...]) -> Any:
        """Return numbers from 0 to 1, 1 excluded, of a shape."""

    def events(self, shape: tuple[Any, ...], probability: Any) -> Any:
        """Return whether something of a probability happens, for each element."""

    def stateless(self) -> "Draws":
        """Return what may draw, once, in a condition: it changes no variable."""


@dataclass(frozen=True)
class BlockMap:
    """Where blocks may lie in the feature maps of an example.

    Its axes are those of the maps, in their order, those of length 1 where all of an
    axis is in a block or has the same blocks.

    Attributes:
        shape: Length of each axis; a tensor where it is known at run time only.
        block: Length of a block along each axis, 1 along that of the channels.
        probability: That of each place where a block may lie to have one; a float, or
            a tensor where a length is one or the rate may change.
        most: The largest probabilities up to which blocks are drawn by so many
            distances as it takes, from the least on.
        may_be_more: Whether the probability may become larger.
    """

    shape: tuple[Any, ...]
    block: tuple[int, ...]
    probability: Any
    most: tuple[float, ...] = ()
    may_be_more: bool = False

    @property
    def places(self) -> tuple[Any, ...]:
        """The number of places along each axis: blocks lie whole within the maps."""
        return tuple(
            size if length == 1 else size - (length - 1)
            for size, length in zip(self.shape, self.block, strict=True)
        )

    @property
    def strides(self) -> tuple[Any, ...]:
        """How far elements lie apart, along each axis, where all stand in a row."""
        strides: list[Any] = [1]
        for size in reversed(self.shape[1:]):
            strides.insert(0, size * strides[0])
        return tuple(strides)

    @property
    def lead(self) -> Any:
        """How far the last element of a block lies behind the first, likewise."""
        pairs = zip(self.block, self.strides, strict=True)
        return sum((length - 1) * stride for length, stride in pairs)


def block_map(
    shape: Sequence[Any],
    block_size: Sequence[int],
    rate: Any,
    channel_axis: int,
    coupled: bool,
    largest_rate: float = 1.0,
) -> BlockMap:
    """Return where blocks may lie such that a share of the maps is dropped.

    Args:
        shape: That of an example, without the axis of the examples: whole numbers, or
            tensors where they are known at run time only.
        block_size: Length of a block along each axis but that of the channels; one that
            is longer than the axis is cut to it.
        rate: The share of an example to be dropped, in the mean over draws and over
            all of its elements: a number above 0 and below 1, or a tensor.
        channel_axis: Which axis of `shape` is that of the channels.
        coupled: Whether all channels have the same blocks.
        largest_rate: What a tensor is at most.

    Returns:
        The map. Lengths that are not known are at least that of a block in it: what is
        more than the maps have must be cut off.

    Example:
    >>> block_map((8, 5, 3), (4, 5), 0.2, channel_axis=2, coupled=False).shape
    (8, 1, 3)
    """
    sizes: list[Any] = list(shape)
    lengths = list(block_size)
    lengths.insert(channel_axis, 1)
    if coupled:
        sizes[channel_axis] = 1
    for axis, (size, length) in enumerate(zip(sizes, lengths, strict=True)):
        if axis == channel_axis:
            continue
        if not isinstance(size, int):
            sizes[axis] = ops.maximum(size, length)
        elif size <= length:
            sizes[axis] = lengths[axis] = 1
    found = tuple(sizes), tuple(lengths)
    if all(isinstance(size, int) for size in sizes):
        if isinstance(rate, float):
            probability = block_probability(*found, rate)
            return BlockMap(*found, probability, (probability,))
        probability = _changing_probability(rate, where=BlockMap(*found, None))
        known = known_values(probability) if has_lengths_when_compiled() else None
        if known is not None and 0 < known < 1:
            return BlockMap(*found, float(known), (float(known),))
        may_be_more = largest_rate > _STAGES[-1]
        stages = [stage for stage in _STAGES if stage < largest_rate]
        stages += [] if may_be_more else [largest_rate]
        most = tuple(block_probability(*found, stage) for stage in stages)
        return BlockMap(*found, probability, most, may_be_more)
    inside = [each for axis, each in enumerate(shape) if axis != channel_axis]
    return BlockMap(*found, _probability_at_run_time(inside, block_size, rate))


@lru_cache
def block_probability(
    shape: tuple[int, ...], block: tuple[int, ...], rate: float
) -> float:
    """Return how probable a block must be at each place to drop a share of the maps.

    An element that `n` blocks may cover is kept with probability `(1 - p) ** n`, and
    fewer cover it near an edge: `p` is such that the mean of this over all elements is
    `1 - rate`. The formula of Ghiasi et al. leaves out that blocks overlap.

    Args:
        shape: Length of each axis.
        block: Length of a block along each, at most as long.
        rate: The share to be dropped, above 0 and below 1.

    Example:
    >>> block_probability((9, 9), (1, 1), 0.25)
    0.25
    >>> round(block_probability((28, 28), (7, 7), 0.1), 5)
    0.00353
    """
    counts, shares = _counts_and_shares(shape, block)
    if counts.max() == 1:
        return rate
    left = _left_by_block(np, counts, shares, np.array(math.log1p(-rate)))
    return float(-np.expm1(left))


def _counts_and_shares(shape: Any, block: Any) -> tuple[Any, Any]:
    """Return how many blocks may cover an element, and the shares of such elements."""
    counts, shares = np.ones(1), np.ones(1)
    for size, length in zip(shape, block, strict=True):
        covering, times = np.unique(_covering(np, size, length), return_counts=True)
        counts = np.outer(counts, covering).ravel()
        shares = np.outer(shares, times / size).ravel()
    return counts, shares


@jitted(static="where")
def _changing_probability(rate: Any, where: BlockMap) -> Any:
    """Return what `block_probability()` does, for a rate that is a tensor."""
    rate = ops.cast(rate, "float32")
    terms = _series(where.shape, where.block)
    if terms is None:
        return rate
    kept = ops.log1p(-ops.minimum(rate, _LARGEST))
    angle = ops.arccos(ops.clip(_on_circle(kept), -1.0, 1.0))
    waves = ops.cos(ops.arange(_TERMS, dtype="float32") * angle)
    left = kept * ops.exp(ops.sum(ops.convert_to_tensor(terms) * waves))
    return ops.where(rate >= 1, 1.0, -ops.expm1(left))


def _on_circle(kept: Any) -> Any:
    """Return where the logarithm of a share that is kept lies between -1 and 1."""
    return 2.0 / math.log1p(-_LARGEST) * kept - 1.0


@lru_cache
def _series(shape: tuple[int, ...], block: tuple[int, ...]) -> Any:
    """Return the Chebyshev series of how much a block leaves beside what is kept.

    It is that of the logarithm of the quotient of both logarithms. None where blocks
    do not overlap.
    """
    counts, shares = _counts_and_shares(shape, block)
    if counts.max() == 1:
        return None
    angles = (np.arange(_TERMS) + 0.5) * np.pi / _TERMS
    kept = (np.cos(angles) + 1.0) * math.log1p(-_LARGEST) / 2.0
    quotients = np.log(_left_by_block(np, counts, shares, kept) / kept)
    terms = 2.0 / _TERMS * np.cos(np.outer(np.arange(_TERMS), angles)) @ quotients
    terms[0] /= 2.0
    return terms.astype("float32")


def _covering(xp: Any, size: Any, length: int, known: Any = None) -> Any:
    """Return how many blocks may cover each element of an axis.

    In the functions of NumPy or `keras.ops`. An axis of `size` is laid out such that a
    block fits in; of what it really has, `known`, it returns those.
    """
    places = xp.arange(size if known is None else known)
    before = xp.minimum(places + 1, length)
    return xp.minimum(before, xp.minimum(size - places, size - length + 1))


def _left_by_block(xp: Any, counts: Any, shares: Any, kept: Any) -> Any:
    """Return the logarithms of what a block leaves, for those of what is kept."""
    # Newton's method for the logarithm of the mean, which is a convex function of the
    # logarithm of what a block leaves: from above it never goes too far.
    kept = kept[..., None]
    left = 0.0 * kept
    for _ in range(_STEPS):
        mean = xp.sum(shares * xp.expm1(counts * left), axis=-1, keepdims=True)
        weights = shares * xp.exp(counts * left)
        slope = xp.sum(weights * counts, axis=-1, keepdims=True)
        slope = slope / xp.sum(weights, axis=-1, keepdims=True)
        left = left - (xp.log1p(mean) - kept) / slope
    return left[..., 0]


def _probability_at_run_time(
    sizes: Sequence[Any], block_size: Sequence[int], rate: Any
) -> Any:
    counts = ops.ones(1)
    for size, length in zip(sizes, block_size, strict=True):
        whole = ops.maximum(size, length)
        covering = ops.cast(_covering(ops, whole, length, size), "float32")
        counts = ops.reshape(counts[:, None] * covering, (-1,))
    shares = 1.0 / ops.cast(ops.size(counts), "float32")
    rate = ops.convert_to_tensor(rate, "float32")
    kept = ops.log1p(-ops.minimum(rate, _LARGEST))
    left = _left_by_block(ops, counts, shares, kept)
    return ops.where(rate >= 1, 1.0, -ops.expm1(left))


def draw_blocks(where: BlockMap, rows: Any, draws: Draws) -> Any:
    """Draw blocks for the rows of a batch.

    Where few of many places have a block, the distances from one to the next are drawn,
    which are geometrically distributed: some hundreds of numbers in place of some
    hundred thousands. All places draw where blocks do not overlap, so that blocks of
    one element are those of ordinary dropout, and whole maps those of spatial dropout.

    Args:
        where: Where they may lie.
        rows: How many rows there are, a whole number or a tensor of one.
        draws: What draws.

    Returns:
        Numbers from 0 to 1 that stand for distances, of shape (rows, distances), or
        booleans, whether there is a block, of shape (rows, *where.places). Where the
        probability may change, what `corners_of()` makes of them.
    """
    counts = _blocks_to_draw(where, rows)
    if not counts:
        return draws.events((rows, *where.places), where.probability)
    if isinstance(where.probability, float):
        return draws.uniform((rows, counts[0]))
    may_be_more = where.may_be_more or len(counts) < len(where.most)
    if len(counts) + may_be_more > 1:
        draws = draws.stateless()
    return _drawn_in_stages(where, rows, draws, counts, may_be_more)


def _drawn_in_stages(
    where: BlockMap, rows: Any, draws: Draws, counts: list[int], may_be_more: bool
) -> Any:
    """Draw as many blocks as it takes at the probability that there is now."""
    probability, alone = where.probability, replace(where, probability=None)
    if not counts:
        drawn = draws.events((rows, *where.places), probability)
        return _corners_by_places(drawn, where=alone)

    def by_distances() -> Any:
        # With the largest numbers nothing is drawn, whatever a quotient by 0 is.
        uniform = draws.uniform((rows, counts[0]))
        drawn = ops.where(probability > 0, uniform, _LARGEST)
        return _corners_by_distances(drawn, ops.log1p(-probability), where=alone)

    def next_stage() -> Any:
        rest = replace(where, most=where.most[1:])
        return _drawn_in_stages(rest, rows, draws, counts[1:], may_be_more)

    if len(counts) == 1 and not may_be_more:
        return by_distances()
    are_few = probability <= where.most[0]
    known = known_values(are_few)
    if known is None:
        return ops.cond(are_few, by_distances, next_stage)
    return by_distances() if known else next_stage()


def _blocks_to_draw(where: BlockMap, rows: Any) -> list[int]:
    """Return how many distances to draw for a row, for each of `where.most`.

    Those are left out for which all places draw.
    """
    if not all(isinstance(size, int) for size in where.shape):
        return []
    places = math.prod(where.places)
    elements = math.prod(where.shape) * (rows if isinstance(rows, int) else 1)
    overlap = any(length > 1 for length in where.block)
    if not overlap or places >= _EXACT or elements + where.lead >= 2**31:
        return []
    expected = [places * probability for probability in where.most]
    # There are more once in some 10^13 draws, by Bernstein's inequality.
    drawn = [math.ceil(each + 8 * math.sqrt(each) + 16) for each in expected]
    return [each for each in drawn if 4 * each <= places]


def corners_of(where: BlockMap, drawn: Any) -> Any:
    """Mark where the blocks begin that were drawn.

    Args:
        where: Where they may lie.
        drawn: What `draw_blocks()` returns.

    Returns:
        uint8 tensor of one axis, the elements of all rows one after the other, 1 where
        the first element of a block is; in front of them are `where.lead` zeros.
    """
    if keras.backend.standardize_dtype(drawn.dtype) == "uint8":
        return drawn
    if keras.backend.is_float_dtype(drawn.dtype):
        left = math.log1p(-where.probability)
        return _corners_by_distances(drawn, left, where=where)
    return _corners_by_places(drawn, where=where)


@jitted(static="where")
def _corners_by_places(drawn: Any, where: BlockMap) -> Any:
    behind = [(0, 0), *((0, length - 1) for length in where.block)]
    corners = ops.reshape(ops.pad(ops.cast(drawn, "uint8"), behind), (-1,))
    return ops.concatenate([ops.zeros((where.lead,), "uint8"), corners])


@jitted(static="where")
def _corners_by_distances(uniform: Any, left: Any, where: BlockMap) -> Any:
    """Mark where blocks begin.

    Args:
        uniform: Numbers that stand for distances.
        left: The logarithm of the probability that there is no block at a place.
        where: Where blocks may lie; how probable they are is not asked.
    """
    places, size = float(math.prod(where.places)), math.prod(where.shape)
    distances = ops.floor(ops.log1p(-uniform) / left)
    # The largest number ends a row, so that none of it are drawn where all are such.
    ends = uniform >= _LARGEST
    distances = ops.where(ends, places, ops.minimum(distances, places))
    place = ops.cumsum(distances + 1, axis=1) - 1
    is_there = place < places
    place = ops.cast(ops.where(is_there, place, 0), "int32")
    rows = ops.shape(uniform)[0]
    index = where.lead + ops.arange(rows, dtype="int32")[:, None] * size
    for count, stride in zip(where.places[::-1], where.strides[::-1], strict=True):
        index = index + place % count * stride
        place = place // count
    # What is not there is the 0 that the first element is anyway.
    index = ops.where(is_there, index, 0)
    return ops.scatter_update(
        ops.zeros((where.lead + rows * size,), "uint8"),
        ops.reshape(index, (-1, 1)),
        ops.reshape(ops.cast(is_there, "uint8"), (-1,)),
    )


def cover(where: BlockMap, corners: Any) -> Any:
    """Mark what blocks cover.

    Args:
        where: Where they may lie.
        corners: What `corners_of()` returns.

    Returns:
        uint8 tensor of shape (rows, *where.shape): 1 in blocks, 0 elsewhere.

    Example:
    >>> where = BlockMap((6,), (3,), 0.1)
    >>> corners = ops.cast(ops.array([0, 0, 0, 1, 0, 0, 0, 0]), "uint8")
    >>> [int(mark) for mark in cover(where, corners)[0]]
    [0, 1, 1, 1, 0, 0]
    """
    # No block ends in another line than it begins in: all may stand in one row. What
    # is marked, and the same some elements on, cover blocks of up to twice the size.
    marks = corners
    for length, stride in zip(where.block, where.strides, strict=True):
        for step in _doublings(length):
            marks = ops.bitwise_or(marks[: -step * stride], marks[step * stride :])
    return ops.reshape(marks, (-1, *where.shape))


def _doublings(length: int) -> Iterator[int]:
    """Return the steps by which one element becomes so many.

    Example:
    >>> list(_doublings(7))
    [1, 2, 3]
    """
    covered = 1
    while covered < length:
        step = min(covered, length - covered)
        yield step
        covered += step


def drop_covered(inputs: Any, marks: Any) -> Any:
    """Set what is marked to zero, and scale the rest of each example.

    Args:
        inputs: A tensor of floating-point or complex numbers, of shape (rows, ...).
        marks: uint8 tensor of as many axes, of the same length or of length 1.

    Returns:
        A tensor like `inputs`: exactly 0 where there is a mark, whatever was there, all
        else divided by the share of its example that has none.

    Example:
    >>> marks = ops.cast(ops.array([[0, 1, 1, 0], [1, 1, 1, 1]]), "uint8")
    >>> y = drop_covered(ops.ones((2, 4)), marks)
    >>> [[float(value) for value in row] for row in y]
    [[2.0, 0.0, 0.0, 2.0], [0.0, 0.0, 0.0, 0.0]]
    """
    dtype = keras.backend.standardize_dtype(inputs.dtype)
    exact = "float64" if dtype == "float64" else "float32"
    all_of_row = math.prod(ops.shape(marks)[1:])
    kept = ops.cast(all_of_row - count_marks(marks), exact)
    factor = ops.cast(all_of_row, exact) / ops.maximum(kept, 1)
    if dtype == "float16":
        # The gradient multiplies 0 by it, which makes NaN of infinity.
        factor = ops.minimum(factor, float(np.finfo(dtype).max))
    return zero_marked(inputs, marks, ops.cast(factor, dtype))


def drop_drawn(inputs: Any, drawn: Any, where: BlockMap) -> Any:
    """Set the blocks that were drawn to zero, and scale the rest of each example.

    Args:
        inputs: A tensor of floating-point or complex numbers, of shape (rows, ...).
        drawn: What `draw_blocks()` returns.
        where: Where blocks may lie in it.

    Returns:
        A tensor like `inputs`, see `drop_covered()`.
    """
    if not isinstance(where.probability, float):
        where = replace(where, probability=None)
    return _drop_drawn(inputs, drawn, where=where)


@jitted(static="where")
def _drop_drawn(inputs: Any, drawn: Any, where: BlockMap) -> Any:
    marks = cover(where, corners_of(where, drawn))
    if not all(isinstance(size, int) for size in where.shape):
        # Maps whose size was not known have room for a block.
        sizes = zip(ops.shape(inputs)[1:], where.shape, strict=True)
        cut = (slice(0, None if isinstance(n, int) else size) for size, n in sizes)
        marks = marks[(slice(None), *cut)]
    return drop_covered(inputs, marks)
