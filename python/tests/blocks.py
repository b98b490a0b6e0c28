"""What the tests ask of dropped blocks, in NumPy."""

import itertools

import numpy as np
from feature_maps import EPS, maps

import lamina


def block_class(rank):
    return (lamina.DropBlock1D, lamina.DropBlock2D, lamina.DropBlock3D)[rank - 1]


def covered(corners, block):
    """What blocks cover whose first elements are marked, one after the other."""
    marks = np.zeros_like(corners)
    for place in np.argwhere(corners):
        ends = place[1:] + np.array(block)
        inside = map(slice, place[1:], ends)
        marks[(place[0], *inside)] = 1
    return marks


def whole_blocks(marks, block):
    """What is left of marks where each has to be in a block of them, whole."""
    corners = np.zeros_like(marks)
    places = [range(n - b + 1) for n, b in zip(marks.shape[1:], block, strict=True)]
    for place in itertools.product(*places):
        inside = tuple(slice(p, p + b) for p, b in zip(place, block, strict=True))
        axes = tuple(range(1, marks.ndim))
        corners[(slice(None), *place)] = marks[(slice(None), *inside)].all(axis=axes)
    return covered(corners, block)


def assert_blocks_dropped(x, y, block, data_format, dtype="float32"):
    """What is 0 is made of whole blocks; the rest is scaled, in each example alone."""
    shape = list(x.shape[1:])
    spatial = shape[1:] if data_format == "channels_first" else shape[:-1]
    block = [min(b, s) for b, s in zip(block, spatial, strict=True)]
    rows, channels = maps(x, data_format).shape[:2]
    dropped = maps(y, data_format) == 0
    by_map = dropped.reshape(rows * channels, *spatial).astype(int)
    np.testing.assert_array_equal(whole_blocks(by_map, block), by_map)
    kept = (~dropped).mean(axis=(1, 2), keepdims=True)
    with np.errstate(divide="ignore"):
        expected = np.where(dropped, 0, maps(x, data_format) / kept)
    np.testing.assert_allclose(maps(y, data_format), expected, rtol=4 * EPS[dtype])
    return dropped
