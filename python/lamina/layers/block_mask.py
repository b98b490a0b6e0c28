"""Blocks of feature maps: where they may lie, which are drawn, and what they cover.

`block_map()` says where blocks may lie and how probable each is, `draw_blocks()` draws
random numbers for them. All else follows from these: `corners_of()` says where blocks
begin, `cover()` what they cover, and `drop_covered()` drops it; `drop_drawn()` does all
three.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import keras
import numpy as np
from keras import ops

from lamina._backend import count_marks, jitted, zero_marked

# Drawn for each row: numbers from 0 to 1 of a shape; and whether an event of a
# probability happens, for each element of a shape.
Uniform = Callable[[tuple[Any, ...]], Any]
Events = Callable[[tuple[Any, ...], Any], Any]

# No uniform number of float32 is larger, and it is said of it that nothing is dropped.
_LARGEST = 1 - 2.0**-24

# Whole numbers are exact in float32 up to it.
_EXACT = 2**24

# What a step of Newton's method leaves is smaller than rounding long before.
_STEPS = 30


@dataclass(frozen=True)
class BlockMap:
    """Where blocks may lie in the feature maps of an example.

    Its axes are those of the maps, in their order, those of length 1 where all of an
    axis is in a block or has the same blocks.

    Attributes:
        shape: Length of each axis; a tensor where it is known at run time only.
        block: Length of a block along each axis, 1 along that of the channels.
        probability: That of each place where a block may lie to have one; a float, or
            a tensor where a length is one.
    """

    shape: tuple[Any, ...]
    block: tuple[int, ...]
    probability: Any

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
    rate: float,
    channel_axis: int,
    coupled: bool,
) -> BlockMap:
    """Return where blocks may lie such that a share of the maps is dropped.

    Args:
        shape: That of an example, without the axis of the examples: whole numbers, or
            tensors where they are known at run time only.
        block_size: Length of a block along each axis but that of the channels; one that
            is longer than the axis is cut to it.
        rate: The share of an example to be dropped, above 0 and below 1, in the mean
            over draws and over all of its elements.
        channel_axis: Which axis of `shape` is that of the channels.
        coupled: Whether all channels have the same blocks.

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
        return BlockMap(*found, block_probability(*found, rate))
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
    counts, shares = np.ones(1), np.ones(1)
    for size, length in zip(shape, block, strict=True):
        covering, times = np.unique(_covering(np, size, length), return_counts=True)
        counts = np.outer(counts, covering).ravel()
        shares = np.outer(shares, times / size).ravel()
    if counts.max() == 1:
        return rate
    return float(_probability(np, counts, shares, rate))


def _covering(xp: Any, size: Any, length: int, known: Any = None) -> Any:
    """Return how many blocks may cover each element of an axis.

    In the functions of NumPy or `keras.ops`. An axis of `size` is laid out such that a
    block fits in; of what it really has, `known`, it returns those.
    """
    places = xp.arange(size if known is None else known)
    before = xp.minimum(places + 1, length)
    return xp.minimum(before, xp.minimum(size - places, size - length + 1))


def _probability(xp: Any, counts: Any, shares: Any, rate: float) -> Any:
    # Newton's method for the logarithm of the mean, which is a convex function of the
    # logarithm of what a block leaves: from the left it never goes too far.
    target = math.log1p(-rate)
    left = 0.0
    for _ in range(_STEPS):
        excess = xp.log1p(xp.sum(shares * xp.expm1(-counts * left))) - target
        weights = shares * xp.exp(-counts * left)
        left = left + excess * xp.sum(weights) / xp.sum(weights * counts)
    return -xp.expm1(-left)


def _probability_at_run_time(
    sizes: Sequence[Any], block_size: Sequence[int], rate: float
) -> Any:
    counts = ops.ones(1)
    for size, length in zip(sizes, block_size, strict=True):
        whole = ops.maximum(size, length)
        covering = ops.cast(_covering(ops, whole, length, size), "float32")
        counts = ops.reshape(counts[:, None] * covering, (-1,))
    shares = 1.0 / ops.cast(ops.size(counts), "float32")
    return _probability(ops, counts, shares, rate)


def draw_blocks(where: BlockMap, rows: Any, uniform: Uniform, events: Events) -> Any:
    """Draw blocks for the rows of a batch.

    Where few of many places have a block, the distances from one to the next are drawn,
    which are geometrically distributed: some hundreds of numbers in place of some
    hundred thousands. All places draw where blocks do not overlap, so that blocks of
    one element are those of ordinary dropout, and whole maps those of spatial dropout.

    Args:
        where: Where they may lie.
        rows: How many rows there are, a whole number or a tensor of one.
        uniform: Draws numbers from 0 to 1, 1 excluded, of a shape.
        events: Draws for each element of a shape whether something happens that has
            some probability.

    Returns:
        Numbers from 0 to 1 that stand for distances, of shape (rows, distances), or
        booleans, whether there is a block, of shape (rows, *where.places).
    """
    count = _blocks_to_draw(where, rows)
    if count is not None:
        return uniform((rows, count))
    return events((rows, *where.places), where.probability)


def _blocks_to_draw(where: BlockMap, rows: Any) -> int | None:
    """Return how many distances to draw for a row, None where all places draw."""
    if not all(isinstance(size, int) for size in where.shape):
        return None
    places = math.prod(where.places)
    elements = math.prod(where.shape) * (rows if isinstance(rows, int) else 1)
    overlap = any(length > 1 for length in where.block)
    if not overlap or places >= _EXACT or elements + where.lead >= 2**31:
        return None
    # There are more once in some 10^13 draws, by Bernstein's inequality.
    expected = places * where.probability
    drawn = math.ceil(expected + 8 * math.sqrt(expected) + 16)
    return drawn if 4 * drawn <= places else None


def corners_of(where: BlockMap, drawn: Any) -> Any:
    """Mark where the blocks begin that were drawn.

    Args:
        where: Where they may lie.
        drawn: What `draw_blocks()` returns.

    Returns:
        uint8 tensor of one axis, the elements of all rows one after the other, 1 where
        the first element of a block is; in front of them are `where.lead` zeros.
    """
    if keras.backend.is_float_dtype(drawn.dtype):
        return _corners_by_distances(where, drawn)
    behind = [(0, 0), *((0, length - 1) for length in where.block)]
    corners = ops.reshape(ops.pad(ops.cast(drawn, "uint8"), behind), (-1,))
    return ops.concatenate([ops.zeros((where.lead,), "uint8"), corners])


def _corners_by_distances(where: BlockMap, uniform: Any) -> Any:
    places, size = float(math.prod(where.places)), math.prod(where.shape)
    distances = ops.floor(ops.log1p(-uniform) / math.log1p(-where.probability))
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


@jitted(static="where")
def drop_drawn(inputs: Any, drawn: Any, where: BlockMap) -> Any:
    """Set the blocks that were drawn to zero, and scale the rest of each example.

    Args:
        inputs: A tensor of floating-point or complex numbers, of shape (rows, ...).
        drawn: What `draw_blocks()` returns.
        where: Where blocks may lie in it.

    Returns:
        A tensor like `inputs`, see `drop_covered()`.
    """
    marks = cover(where, corners_of(where, drawn))
    if not all(isinstance(size, int) for size in where.shape):
        # Maps whose size was not known have room for a block.
        sizes = zip(ops.shape(inputs)[1:], where.shape, strict=True)
        cut = (slice(0, None if isinstance(n, int) else size) for size, n in sizes)
        marks = marks[(slice(None), *cut)]
    return drop_covered(inputs, marks)
