import inspect

import keras
import numpy as np
import pytest
from keras import ops

from lamina.bridge import mended_draws as mended


def test_truncated_normal_numbers_are_truncated():
    drawn = ops.convert_to_numpy(mended.truncated_normal((1_000_000,), seed=1))
    assert np.abs(drawn).max() <= 2
    theirs = ops.convert_to_numpy(keras.random.truncated_normal((1_000_000,), seed=1))
    within = np.abs(theirs) <= 2
    assert np.array_equal(drawn[within], theirs[within])
    moved = mended.truncated_normal((1000,), 3.0, 0.5, "float16", seed=1)
    assert keras.backend.standardize_dtype(moved.dtype) == "float16"
    moved = ops.convert_to_numpy(moved).astype("float64")
    assert moved.min() >= 2
    assert moved.max() <= 4
    assert abs(moved.mean() - 3) < 0.05


@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_numbers_beyond_become_truncated_normal_ones(dtype):
    normal = np.random.default_rng(1).normal(size=400_000).astype(dtype)
    beyond = normal[np.abs(normal) > 2]
    found = ops.convert_to_numpy(mended.within_two(ops.convert_to_tensor(beyond)))
    assert found.dtype == dtype
    within = normal[np.abs(normal) <= 2]
    assert np.array_equal(np.sign(found), np.sign(beyond))
    for share in [0.05, 0.25, 0.5, 0.75, 0.95]:
        off = np.quantile(found, share) - np.quantile(within, share)
        assert abs(off) < 0.04
    kept = ops.convert_to_tensor(within)
    assert np.array_equal(ops.convert_to_numpy(mended.within_two(kept)), within)


def test_numbers_are_those_of_keras():
    shape, alpha = (3, 2), np.array([0.5, 20.0], "float32")
    pairs = [
        (mended.gamma, keras.random.gamma, (alpha,)),
        (mended.beta, keras.random.beta, (alpha, 2.0)),
        (mended.binomial, keras.random.binomial, (np.round(alpha), 0.5)),
    ]
    for ours, theirs, parameters in pairs:
        expected = ops.convert_to_numpy(theirs(shape, *parameters, seed=3))
        found = ops.convert_to_numpy(ours(shape, *parameters, seed=3))
        np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_each_takes_what_kerass_own_takes():
    for name in ["truncated_normal", "gamma", "beta", "binomial"]:
        theirs = inspect.signature(getattr(keras.random, name))
        ours = inspect.signature(getattr(mended, name))
        assert list(ours.parameters) == list(theirs.parameters)
