"""Arrays change between the layouts of R and of NumPy, without changing a number."""

import numpy as np
import pytest

from lamina.bridge import array_layout
from lamina.bridge.array_layout import in_columns, in_rows

# Below and above the size from which on blocks are copied, with lengths that blocks do
# not divide, rows that are larger than a block, and axes of length 1 and 0.
SHAPES = [
    (),
    (5,),
    (3, 4),
    (2**20,),
    (1025, 1027),
    (3, 700, 501),
    (1, 2**20 + 1),
    (2**20 + 3, 1),
    (33, 65, 31, 17),
    (2, 3, 2**18),
    (0, 2**21),
]


def numbers(shape, dtype="float64"):
    rng = np.random.default_rng(1)
    if dtype.startswith("int"):
        return rng.integers(-100, 100, shape, dtype)
    x = np.array(rng.standard_normal(shape)).astype(dtype)
    if x.size:
        x[(0,) * x.ndim] = np.nan
    return x


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_what_comes_from_r(shape):
    x = np.asfortranarray(numbers(shape))
    for dtype in ("float32", "float64", None):
        y = in_rows(x, dtype)
        assert y.dtype == np.dtype(dtype or "float64")
        assert y.flags.c_contiguous
        np.testing.assert_array_equal(y, x.astype(y.dtype))
        assert not np.shares_memory(x, y)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_what_goes_to_r(shape):
    x = numbers(shape, "float32")
    y = in_columns(x)
    np.testing.assert_array_equal(y, x)
    if x.size >= array_layout._LARGE:
        assert y.dtype == "float32"
        assert y.flags.f_contiguous
    else:
        assert y is x


@pytest.mark.parametrize("dtype", ["int32", "int64"])
def test_whole_numbers_stay_whole(dtype):
    x = np.asfortranarray(numbers((1100, 1000), dtype))
    np.testing.assert_array_equal(in_rows(x), x)
    assert in_rows(x).dtype == dtype
    assert in_columns(x) is x


def test_views_and_half_precision():
    x = numbers((2200, 1000), "float16")
    np.testing.assert_array_equal(in_columns(x[::2, ::-1]), x[::2, ::-1])
    np.testing.assert_array_equal(in_rows(x[::-2], "float32"), x[::-2])


def test_what_is_no_array_comes_back():
    assert in_columns("a") == "a"
    assert in_columns(None) is None
