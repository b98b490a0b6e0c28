"""The numbers are good, and depend on nothing but key, salt and place."""

import itertools

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import ops
from keyed import MASK, correlation, expected_uniform, keys_of, numpy

from lamina.uncertainty.keyed_numbers import normal, repeat_rows, row_keys, uniform

# ---- keys


@given(
    seed=st.integers(0, 2**64 - 1),
    draw=st.integers(0, 2**40),
    example=st.integers(0, 2**40),
)
def test_a_key_is_splitmix_of_seed_draw_and_example(seed, draw, example):
    def mix(x):
        x = (x + 0x9E3779B97F4A7C15) % 2**64
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        x = (x ^ x >> 27) * 0x94D049BB133111EB % 2**64
        return x ^ x >> 31

    state = seed
    for part in (draw, example):
        state = mix(state ^ mix(part))
    key = row_keys(seed, [draw], [example])
    assert key.dtype == "int32"
    assert key.shape == (1, 2)
    assert key.view("uint32").tolist() == [[state >> 32, state & MASK]]


def test_keys_of_many_draws_and_examples_are_all_different():
    draws, examples = np.meshgrid(np.arange(200), np.arange(500))
    seeds = [row_keys(seed, draws.ravel(), examples.ravel()) for seed in (0, 1, 2)]
    keys = np.concatenate(seeds).astype("int64")
    assert len(np.unique(keys, axis=0)) == 3 * 200 * 500


def test_draw_and_example_do_not_change_places():
    assert not np.array_equal(row_keys(1, [2], [3]), row_keys(1, [3], [2]))


# ---- numbers


@given(
    seed=st.integers(0, 2**32),
    salt=st.integers(0, 2**33),
    rows=st.sampled_from((1, 3)),
    shape=st.sampled_from(((), (7,), (2, 3), (3, 1, 2))),
)
@settings(max_examples=15)
def test_numbers_are_those_of_whole_number_arithmetic(seed, salt, rows, shape):
    keys = keys_of(rows, seed)
    got = uniform(keys, salt, shape)
    assert keras.backend.standardize_dtype(got.dtype) == "float32"
    assert tuple(got.shape) == (rows, *shape)
    count = int(np.prod(shape))
    np.testing.assert_array_equal(
        numpy(got).reshape(rows, count), expected_uniform(keys, salt, count)
    )


@pytest.mark.parametrize(("rows", "count"), [(2, 2**16 + 5), (2**13 + 5, 9), (0, 3)])
def test_so_are_many(rows, count):
    keys = keys_of(rows)
    got = numpy(uniform(keys, 5, (count,)))
    np.testing.assert_array_equal(
        got, expected_uniform(keys, 5, count).reshape(rows, count)
    )


@pytest.mark.parametrize("policy", ["float16", "float64", "mixed_bfloat16"])
def test_numbers_do_not_depend_on_the_dtype_policy(policy):
    expected = numpy(uniform(keys_of(3), 5, (4,)))
    keras.config.set_dtype_policy(policy)
    np.testing.assert_array_equal(numpy(uniform(keys_of(3), 5, (4,))), expected)


def chi_square(u, bins):
    counts = np.bincount((u.ravel() * bins).astype(int), minlength=bins)
    expected = u.size / bins
    return ((counts - expected) ** 2).sum() / expected


def assert_usual(statistic, degrees):
    # Six standard deviations of a chi-square's.
    assert abs(statistic - degrees) < 6 * np.sqrt(2 * degrees), statistic


STREAMS = {
    "along a row": lambda: uniform(keys_of(1), 0, (400_000,)),
    "over examples": lambda: uniform(keys_of(400_000), 0, ()),
    "over draws": lambda: uniform(
        row_keys(1, np.arange(400_000), np.zeros(400_000)), 0, ()
    ),
    "over seeds": lambda: uniform(
        np.concatenate([keys_of(1, seed) for seed in range(4000)]), 0, (100,)
    ),
    "over salts": lambda: ops.concatenate(
        [uniform(keys_of(2000), salt, (10,)) for salt in range(20)]
    ),
}


@pytest.mark.parametrize("stream", STREAMS)
def test_numbers_are_uniform_and_neighbours_independent(stream):
    u = numpy(STREAMS[stream]()).astype("float64")
    assert u.min() >= 0
    assert u.max() < 1
    assert_usual(chi_square(u, 256), 255)
    # The lowest bits too.
    assert_usual(chi_square(u * 2**16 % 1, 256), 255)
    assert abs(u.mean() - 0.5) < 6 * np.sqrt(1 / 12 / u.size)
    # Pairs of neighbours fill the square.
    for lag in (1, 2, 7):
        flat = u.ravel()
        pairs = np.floor(flat[:-lag:1] * 16) / 16 + flat[lag:] / 16
        assert_usual(chi_square(pairs, 256), 255)


@pytest.mark.parametrize("salts", [(0, 1), (0, 2), (4096, 8192), (5, 5 + 2**20)])
def test_numbers_of_two_salts_do_not_correlate(salts):
    a, b = (uniform(keys_of(500), salt, (200,)) for salt in salts)
    assert abs(correlation(a, b)) < 6 / np.sqrt(100_000)


def test_salts_do_not_shift_one_stream():
    # With the salt in one word alone two salts could be one stream, shifted: the
    # numbers of all rows would then come again at another place.
    a, b = (numpy(uniform(keys_of(2), salt, (64,))) for salt in (0, 1))
    assert not np.isin(a, b).any()


@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="Graphs are TensorFlow's"
)
@pytest.mark.parametrize("rows", [None, 4])
def test_numbers_take_few_operations_of_a_graph_that_says_its_rows(rows):
    import tensorflow as tf

    @tf.function(input_signature=[tf.TensorSpec((rows, 2), "int32")], autograph=False)
    def draw(keys):
        return uniform(keys, 1, (2, 3))

    graph = draw.get_concrete_function()
    # The call, its numbers, and the shape.
    assert len(graph.graph.get_operations()) < 12
    assert graph.output_shapes == (rows, 2, 3)
    keys = keys_of(4)
    np.testing.assert_array_equal(numpy(draw(keys)), numpy(uniform(keys, 1, (2, 3))))


def test_keys_may_be_of_another_type_and_none_at_all():
    keys = keys_of(4)
    expected = numpy(uniform(keys, 1, (3,)))
    again = uniform(keys.astype("int64"), 1, (3,))
    np.testing.assert_array_equal(numpy(again), expected)
    assert numpy(uniform(keys[:0], 1, (3,))).shape == (0, 3)
    assert numpy(uniform(keys, 1, (2, 0))).shape == (4, 2, 0)


@pytest.mark.parametrize("dtype", ["float32", "int32", "bool"])
def test_rows_are_repeated_in_their_place(dtype):
    x = np.arange(12).reshape(3, 2, 2).astype(dtype)
    again = numpy(repeat_rows(ops.convert_to_tensor(x), 4))
    np.testing.assert_array_equal(again, x.repeat(4, axis=0))
    assert again.dtype == x.dtype


def test_normal_numbers_have_the_moments_of_the_normal_distribution():
    z = numpy(normal(keys_of(1000), 3, (400,))).astype("float64")
    n = z.size
    assert np.isfinite(z).all()
    moments = [(z**k).mean() for k in (1, 2, 3, 4, 6)]
    spread = np.sqrt(np.array([1, 2, 15, 96, 10_170]) / n)
    assert (np.abs(np.array(moments) - [0, 1, 0, 3, 15]) < 6 * spread).all()
    share = [(np.abs(z) < limit).mean() for limit in (0.6744898, 1.959964, 3.290527)]
    np.testing.assert_allclose(share, [0.5, 0.95, 0.999], atol=0.004)
    assert abs(correlation(z[:, :-1], z[:, 1:])) < 6 / np.sqrt(n)
    assert abs(correlation(z[:-1], z[1:])) < 6 / np.sqrt(n)


@pytest.mark.parametrize("salt", [0, 2, 3, 4])
def test_normal_numbers_have_nothing_in_common_with_uniform_ones(salt):
    z = numpy(normal(keys_of(300), 1, (300,)))
    u = numpy(uniform(keys_of(300), salt, (300,)))
    for f, g in itertools.product((np.abs, np.asarray), (np.asarray, np.cos)):
        assert abs(correlation(f(z), g(2 * np.pi * u))) < 6 / np.sqrt(90_000)
