"""Results are as wide as what they are computed of, where there are such numbers."""

import keras
import numpy as np
import pytest
from keras import ops

from lamina._backend.numbers import keep_wide_numbers
from lamina._keras import OPERATIONS

# JAX has none of 64 bits.
WIDE = pytest.mark.skipif(keras.backend.backend() == "jax", reason="no 64 bits")
BIG = np.array([3_000_000_000, 5], "int64")
SMALL = np.array([1, 2], "int64")
EXACT = np.array([1 / 3, 2, 1e9 + 0.25], "float64")


@WIDE
@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (lambda x, y: ops.maximum(x, y), [3_000_000_000, 5]),
        (lambda x, y: ops.floor_divide(x, y), [3_000_000_000, 2]),
        (lambda x, y: ops.cumsum(x), [3_000_000_000, 3_000_000_005]),
        (lambda x, y: ops.prod(x), 15_000_000_000),
        (lambda x, y: ops.matmul(ops.cast(x, "float64"), y), 3_000_000_010),
    ],
)
def test_whole_numbers_of_64_bits_are_not_cut(function, expected):
    x, y = (ops.convert_to_tensor(each) for each in (BIG, SMALL))
    found = ops.convert_to_numpy(function(x, y))
    np.testing.assert_array_equal(found, expected)


@WIDE
@pytest.mark.parametrize(
    ("ours", "numpys"),
    [(ops.mean, np.mean), (ops.cumsum, np.cumsum), (ops.var, np.var)],
)
def test_fractions_of_64_bits_keep_their_digits(ours, numpys):
    found = ours(ops.convert_to_tensor(EXACT))
    assert keras.backend.standardize_dtype(found.dtype) == "float64"
    np.testing.assert_allclose(ops.convert_to_numpy(found), numpys(EXACT), rtol=1e-12)


def test_numbers_of_32_bits_stay_as_they_are():
    keep_wide_numbers()
    for dtypes in (("int32", "float32"), ("float32", float), ("int32", int)):
        assert keras.backend.result_type(*dtypes).endswith("32")


@WIDE
def test_an_initializer_keeps_the_digits_of_its_value():
    made = keras.initializers.Constant(0.1)((2,), dtype="float64")
    assert ops.convert_to_numpy(made).tolist() == [0.1, 0.1]
    layer = keras.layers.Dense(1, kernel_initializer=keras.initializers.Constant(1 / 3))
    layer.dtype_policy = "float64"
    layer.build((1, 1))
    assert float(ops.convert_to_numpy(layer.kernel)[0, 0]) == 1 / 3


def test_an_initializer_gives_the_dtype_that_it_is_asked_for():
    for dtype in ("float32", "float16", "int32"):
        made = keras.initializers.Constant(2.5)((1,), dtype=dtype)
        assert keras.backend.standardize_dtype(made.dtype) == dtype
        assert float(ops.convert_to_numpy(made)[0]) == (2 if dtype == "int32" else 2.5)


@pytest.mark.parametrize("reduction", ["sum", "prod", "max", "min"])
@pytest.mark.parametrize("dtype", ["int32", "float64", "float32"])
def test_segments_are_exact_in_their_own_dtype(reduction, dtype):
    if dtype == "float64" and keras.backend.backend() == "jax":
        pytest.skip("JAX has no 64 bits.")
    values = np.array([2**24 - 1, 3, 5, 7, 11]).astype(dtype)
    values[0] += {"int32": 2, "float64": 1 / 3, "float32": 0}[dtype]
    ids = np.array([0, 0, 1, -1, -1])
    found = getattr(ops, f"segment_{reduction}")(
        ops.convert_to_tensor(values), ops.convert_to_tensor(ids.astype("int32")), 3
    )
    combine = {"sum": np.sum, "prod": np.prod, "max": np.max, "min": np.min}[reduction]
    assert keras.backend.standardize_dtype(found.dtype) == dtype
    np.testing.assert_array_equal(
        ops.convert_to_numpy(found)[:2], [combine(values[:2]), values[2]]
    )


def test_segments_of_columns():
    x = np.arange(6, dtype="int64").reshape(3, 2).astype("int32")
    ids = ops.convert_to_tensor([1, 0, 1])
    found = ops.segment_max(ops.convert_to_tensor(x), ids, 2)
    np.testing.assert_array_equal(ops.convert_to_numpy(found), [[2, 3], [4, 5]])


@pytest.mark.skipif(
    keras.backend.backend() != "torch", reason="PyTorch's alone is wrong"
)
def test_keras_still_has_to_be_mended():
    theirs = OPERATIONS.math.segment_sum.mends
    x = ops.convert_to_tensor(np.array([2**24 + 1], "int32"))
    assert int(theirs(x, ops.convert_to_tensor([0]), 1)[0]) != 2**24 + 1
