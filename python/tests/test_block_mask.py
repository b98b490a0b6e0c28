import itertools

import keras
import numpy as np
import pytest
from blocks import covered
from feature_maps import BACKEND, numpy
from keras import ops

from lamina._backend import count_marks
from lamina.layers.block_mask import (
    BlockMap,
    block_map,
    block_probability,
    corners_of,
    cover,
    draw_blocks,
    drop_covered,
)


def elements(where, tensor):
    """What is behind the zeros in front, row by row."""
    marks = np.asarray(ops.convert_to_numpy(tensor))
    assert not marks[: where.lead].any()
    return marks[where.lead :].reshape(-1, *where.shape)


def as_marks(array):
    return ops.convert_to_tensor(np.asarray(array, "uint8"))


# ---- how probable


def mean_dropped(shape, block, probability):
    """The share that is dropped, from all blocks that may cover each element."""
    count = np.zeros(shape)
    places = [range(n - b + 1) for n, b in zip(shape, block, strict=True)]
    for place in itertools.product(*places):
        count[tuple(slice(p, p + b) for p, b in zip(place, block, strict=True))] += 1
    return -np.expm1(count * np.log1p(-probability)).mean()


@pytest.mark.parametrize("rate", [1e-12, 0.1, 0.5, 0.9, 0.9999])
@pytest.mark.parametrize(
    ("shape", "block"),
    [((9,), (4,)), ((12, 10), (3, 7)), ((6, 6), (5, 5)), ((5, 6, 4), (2, 3, 4))],
)
def test_the_share_dropped_is_the_rate(shape, block, rate):
    probability = block_probability(shape, block, rate)
    assert mean_dropped(shape, block, probability) == pytest.approx(rate, rel=1e-9)


@pytest.mark.parametrize("rate", [1e-30, 0.1, 1 / 3, 0.999])
def test_blocks_that_do_not_overlap_are_as_probable_as_the_rate(rate):
    assert block_probability((8, 8), (1, 1), rate) == rate
    assert block_probability((8, 5), (8, 5), rate) == rate
    assert block_map((8, 5, 3), (9, 1), rate, 2, False).probability == rate


@pytest.mark.parametrize(
    ("size", "block", "rate", "share"), [(28, 7, 0.1, 0.094), (28, 7, 0.3, 0.25)]
)
def test_the_formula_of_the_paper_drops_less(size, block, rate, share):
    # What the help tells of it.
    probability = rate / block**2 * size**2 / (size - block + 1) ** 2
    found = mean_dropped((size, size), (block, block), probability)
    assert found == pytest.approx(share, abs=5e-4)


@pytest.mark.parametrize("rate", [0.01, 0.3, 0.95])
@pytest.mark.parametrize(("size", "block"), [((9, 8), (4, 3)), ((5, 12), (7, 3))])
def test_sizes_that_are_known_at_run_time_give_the_same(size, block, rate):
    late = [ops.convert_to_tensor(np.int32(each)) for each in size]
    known = block_map((*size, 3), block, rate, 2, False).probability
    found = block_map((*late, 3), block, rate, 2, False).probability
    assert float(found) == pytest.approx(known, rel=1e-4)


@pytest.mark.parametrize(
    ("shape", "block"),
    [
        ((28, 28, 3), (7, 7, 1)),
        ((9, 4), (9, 1)),
        ((6, 6, 1), (5, 5, 1)),
        ((1000, 1), (100, 1)),
        ((5, 6, 4, 2), (2, 3, 4, 1)),
    ],
)
def test_a_rate_that_changes_gives_the_same(shape, block):
    def changing(rate):
        rate = ops.convert_to_tensor(rate, "float32")
        return block_map(shape, block[:-1], rate, len(shape) - 1, False).probability

    for rate in (1e-6, 0.01, 0.1, 0.3, 0.5, 0.9, 0.999):
        rate = float(np.float32(rate))
        known = block_map(shape, block[:-1], rate, len(shape) - 1, False).probability
        assert float(changing(rate)) == pytest.approx(known, rel=5e-6)
    assert (float(changing(0.0)), float(changing(1.0))) == (0, 1)
    assert np.isnan(float(changing(np.nan)))


@pytest.mark.skipif(BACKEND != "jax", reason="A rate with a value is a number there")
@pytest.mark.parametrize(
    ("largest", "stages", "may_be_more"),
    [(0.1, [0.1], False), (0.5, [0.2, 0.5], False), (1.0, [0.2, 0.9], True)],
)
def test_blocks_are_drawn_in_stages(largest, stages, may_be_more):
    rate = ops.convert_to_tensor(0.05, "float32")
    where = block_map((28, 28, 3), (7, 7), rate, 2, False, largest)
    expected = [block_probability((28, 28, 3), (7, 7, 1), each) for each in stages]
    assert where.most == tuple(expected)
    assert where.may_be_more == may_be_more


# ---- what is covered


@pytest.mark.parametrize(
    ("shape", "block"),
    [
        ((9, 2), (4, 1)),
        ((9, 2), (1, 1)),
        ((8, 7, 3), (7, 3, 1)),
        ((3, 8, 7), (1, 2, 6)),
        ((1, 6, 1), (1, 5, 1)),
        ((5, 6, 4, 2), (2, 3, 4, 1)),
    ],
)
def test_blocks_cover_what_they_do_in_numpy(shape, block, values):
    where = BlockMap(shape, block, 0.1)
    drawn = values.uniform(size=(3, *where.places)) < 0.1
    drawn.flat[[0, -1]] = True
    whole = np.zeros((3, *shape), "uint8")
    whole[tuple(slice(0, size) for size in drawn.shape)] = drawn
    flat = np.concatenate([np.zeros(where.lead, "uint8"), whole.ravel()])
    marks = cover(where, ops.convert_to_tensor(flat))
    np.testing.assert_array_equal(numpy(marks), covered(whole, block))


# ---- what is drawn

MANY = BlockMap((10, 9, 4), (3, 4, 1), 0.02, (0.02,))  # by distances
FEW = BlockMap((6, 5, 2), (3, 2, 1), 0.2, (0.2,))  # each place


class Drawing:
    """Draws by NumPy."""

    def __init__(self, rng):
        self.rng = rng

    def uniform(self, shape):
        return ops.convert_to_tensor(self.rng.uniform(size=shape).astype("float32"))

    def events(self, shape, probability):
        return self.uniform(shape) < probability

    def stateless(self):
        return self


def draw(where, rows, rng):
    drawn = draw_blocks(where, rows, Drawing(rng))
    return elements(where, corners_of(where, drawn))


@pytest.mark.parametrize("where", [MANY, FEW], ids=["distances", "each place"])
def test_each_place_has_a_block_as_often_as_it_should(where, values):
    rows = 4000
    corners = draw(where, rows, values)
    inside = tuple(slice(0, places) for places in where.places)
    drawn = corners[(slice(None), *inside)].reshape(rows, -1)
    assert drawn.sum() == corners.sum()
    p, places = where.probability, drawn.shape[1]
    # Pearson's statistic over the places, and that of how many blocks a row has.
    variance = rows * p * (1 - p)
    chi_square = ((drawn.sum(0) - rows * p) ** 2).sum() / variance
    assert abs(chi_square - places) < 4 * np.sqrt(2 * places)
    counts = drawn.sum(1)
    assert abs(counts.mean() - places * p) < 4 * np.sqrt(places * p * (1 - p) / rows)
    assert counts.var() == pytest.approx(places * p * (1 - p), rel=0.1)
    # Neighbours in a row know nothing of each other.
    both = (drawn[:, 1:] * drawn[:, :-1]).sum()
    expected = rows * (places - 1) * p**2
    assert abs(both - expected) < 5 * np.sqrt(expected)


def test_distances_are_those_of_the_numbers():
    where = MANY
    p, places = where.probability, int(np.prod(where.places))
    numbers = np.random.default_rng(3).uniform(size=(5, 200)).astype("float32")
    numbers[3] = 1 - 2.0**-24
    numbers[4, 1] = 0
    asked = []

    class Given(Drawing):
        def uniform(self, shape):
            asked.append(shape)
            return ops.convert_to_tensor(numbers[:, : shape[1]])

    drawn = draw_blocks(where, 5, Given(None))
    corners = elements(where, corners_of(where, drawn))
    expected = np.zeros((5, places))
    for row in range(5):
        place = -1
        for number in numbers[row, : asked[0][1]]:
            if number == np.float32(1 - 2.0**-24):
                break
            place += 1 + int(np.log1p(-np.float64(number)) / np.log1p(-p))
            if place >= places:
                break
            expected[row, place] = 1
    inside = tuple(slice(0, n) for n in where.places)
    found = corners[(slice(None), *inside)].reshape(5, places)
    np.testing.assert_array_equal(found, expected)
    assert found[[0, 1, 2, 4]].any(axis=1).all()
    assert asked[0][1] * 4 <= places


def test_the_largest_numbers_draw_nothing():
    # As distances they would end within this map.
    where = BlockMap((40, 40, 4), (3, 3, 1), 0.02, (0.02,))

    class Largest(Drawing):
        def uniform(self, shape):
            return ops.full(shape, 1 - 2.0**-24, dtype="float32")

    drawn = draw_blocks(where, 2, Largest(None))
    assert not elements(where, corners_of(where, drawn)).any()


@pytest.mark.parametrize("number", [0.0, 0.5])
def test_at_a_rate_of_nothing_no_number_draws_a_block(number):
    rate = ops.convert_to_tensor(0.0, "float32")
    where = block_map((40, 40, 4), (3, 3), rate, 2, False, 0.1)

    class Same(Drawing):
        def uniform(self, shape):
            return ops.full(shape, number, dtype="float32")

    drawn = draw_blocks(where, 2, Same(None))
    assert not elements(where, corners_of(where, drawn)).any()


# ---- what is dropped


def test_the_rest_is_scaled_in_each_example_alone(values):
    x = values.normal(size=(4, 6, 5, 3)).astype("float32")
    marks = values.uniform(size=(4, 6, 5, 3)) < [[[[0.1]]], [[[0.6]]], [[[0]]], [[[1]]]]
    y = numpy(drop_covered(ops.convert_to_tensor(x), as_marks(marks)))
    for row in range(4):
        kept = ~marks[row]
        scale = kept.size / max(kept.sum(), 1)
        np.testing.assert_allclose(y[row], np.where(kept, x[row] * scale, 0), rtol=1e-6)
    np.testing.assert_array_equal(y[2], x[2])
    assert not y[3].any()


@pytest.mark.parametrize("shape", [(3, 5, 1), (3, 1, 1), (3, 5, 4)])
def test_marks_are_those_of_all_channels_or_of_all_steps(shape, values):
    x = values.normal(size=(3, 5, 4)).astype("float32")
    marks = values.uniform(size=shape) < 0.5
    y = numpy(drop_covered(ops.convert_to_tensor(x), as_marks(marks)))
    kept = np.broadcast_to(~marks, x.shape)
    share = kept.mean(axis=(1, 2), keepdims=True)
    with np.errstate(divide="ignore"):
        expected = np.where(kept, x / share, 0)
    np.testing.assert_allclose(y, expected, rtol=1e-6)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32"])
@pytest.mark.parametrize("bad", [np.inf, -np.inf, np.nan])
def test_zero_is_exact_whatever_was_there(bad, dtype):
    x = ops.cast(ops.convert_to_tensor(np.full((1, 4), bad, "float32")), dtype)
    y = drop_covered(x, as_marks(np.array([[0, 1, 1, 0]])))
    assert keras.backend.standardize_dtype(y.dtype) == dtype
    np.testing.assert_array_equal(numpy(y), [[bad, 0, 0, bad]])


def test_a_factor_that_float16_does_not_have_is_its_largest():
    marks = np.ones((1, 70000))
    marks[0, 5] = 0
    y = numpy(drop_covered(ops.ones((1, 70000), "float16"), as_marks(marks)))
    assert y[0, 5] == 65504
    assert not y[0, np.arange(70000) != 5].any()


def test_complex_numbers_keep_their_imaginary_part():
    x = np.array([[1 + 2j, np.inf, 3j, 4]], "complex64")
    y = drop_covered(ops.convert_to_tensor(x), as_marks(np.array([[0, 1, 0, 1]])))
    expected = [[2 + 4j, 0, 6j, 0]]
    np.testing.assert_array_equal(ops.convert_to_numpy(y), expected)


# Rows that consist of words of eight bytes, of more than one byte can count, of others.
@pytest.mark.parametrize("shape", [(8,), (16,), (3, 8, 7), (4, 6000), (17,), (257, 8)])
def test_marks_are_counted(shape, values):
    marks = values.uniform(size=(3, *shape)) < 0.5
    marks[1], marks[2] = False, True
    found = numpy(count_marks(as_marks(marks)))
    assert found.shape == (3, *(1,) * len(shape))
    np.testing.assert_array_equal(found.ravel(), marks.reshape(3, -1).sum(1))


@pytest.mark.skipif(BACKEND != "tensorflow", reason="asks about TensorFlow's graphs")
def test_marks_of_unknown_shape_are_counted(values):
    import tensorflow as tf

    marks = (values.uniform(size=(3, 4, 8)) < 0.5).astype("uint8")
    spec = [tf.TensorSpec((None, None, 8), "uint8")]
    found = tf.function(count_marks, input_signature=spec)(marks).numpy()
    np.testing.assert_array_equal(found.ravel(), marks.sum((1, 2)))
