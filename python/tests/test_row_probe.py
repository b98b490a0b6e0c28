"""Whether a model mixes the rows of a batch is found out by draws."""

import keras
import numpy as np
import pytest
from drawn_rows import RATE, SAMPLES, Mixes, draws_of, masks
from keras import layers, ops

import lamina
from lamina.uncertainty.draws import DrawError
from lamina.uncertainty.row_probe import mixes_rows

KEYS = np.arange(3 * 4 * 2, dtype="int32").reshape(3, 4, 2)


def is_mixed(function, *features, with_rows=None, keys=KEYS):
    def run(rows, keeps_all, keys):
        results = function(*rows)
        return [y.reshape(*keys.shape[:2], *y.shape[1:]) for y in results]

    features = list(features) or [np.arange(6.0).reshape(3, 2)]
    return mixes_rows(run, features, with_rows or [True] * len(features), keys)


@pytest.mark.parametrize(
    ("function", "mixed"),
    [
        (lambda x: [np.tanh(x)], False),
        (lambda x: [x, x[:, ::-1]], False),
        (lambda x: [x, x[::-1]], True),
        (lambda x: [x - x.mean(0)], True),
        (lambda x: [np.roll(x, 1, axis=0)], True),
        (lambda x: [x / len(x)], True),
        # What NaN is, stays so.
        (lambda x: [np.log(-1 - abs(x))], False),
        # It fails for many rows, and would fail in the draws.
        (lambda x: [x[:1] + np.zeros((3, 2))], True),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value")
def test_a_row_that_depends_on_others_is_seen(function, mixed):
    assert is_mixed(function) == mixed


def test_rounding_is_not_taken_for_mixing():
    shaken = np.random.default_rng(1)

    def shake(x):
        return [x * (1 + shaken.uniform(-1, 1, x.shape) * 2.0**-22)]

    x = np.arange(6, dtype="float32").reshape(3, 2)
    assert not is_mixed(lambda x: [each.astype("float32") for each in shake(x)], x)
    assert is_mixed(lambda x: [x * (1 + 0.01 * len(x))], x)


@pytest.mark.parametrize(
    "feature",
    [
        np.zeros((3, 2)),
        np.full((3, 2), np.inf),
        np.array([[0, 1], [1, 1], [2, 0]]),
        np.ones((3, 1), "float16"),
    ],
)
def test_rows_differ_whatever_the_batch_is_like(feature):
    seen = []

    def keep(x):
        seen.append(x)
        return [x]

    assert not is_mixed(keep, feature)
    assert [len(rows) for rows in seen] == [3, 12, 12]
    for rows in seen[1:]:
        assert len(np.unique(rows, axis=0)) > 1
        assert rows.dtype == feature.dtype
        assert np.isfinite(rows).all()
    # Of each example the first two draws stay, the last two are others.
    one, other = (rows.reshape(3, 4, *rows.shape[1:]) for rows in seen[1:])
    np.testing.assert_array_equal(one[:, :2], other[:, :2])
    assert (one[:, 2:] != other[:, 2:]).any()
    if feature.dtype.kind == "i":
        # Codes stay among those that are known.
        assert one.min() >= 0
        assert one.max() <= 2


def test_what_has_no_rows_and_what_cannot_differ_stays():
    table, words = np.ones((5, 2)), np.array(["a", "b", "c"])
    seen = []

    def run(rows, keeps_all, keys):
        seen.append((rows, keeps_all))
        return [np.zeros(keys.shape[:2])]

    features, with_rows = [table, words, None], [False, True, True]
    assert not mixes_rows(run, features, with_rows, KEYS)
    for (own, text, nothing), keeps_all in seen:
        np.testing.assert_array_equal(own, table, strict=True)
        assert set(text) == set(words)
        assert nothing is None
        # All rows are the same: what is dropped tells them apart.
        assert not keeps_all


def test_errors_of_draws_come_through():
    def fail(rows, keeps_all, keys):
        raise DrawError("no rows")

    with pytest.raises(DrawError, match="no rows"):
        mixes_rows(fail, [np.ones((3, 2))], [True], KEYS)


# ---- in models


def softmax(x, axis=-1):
    y = np.exp(x - x.max(axis, keepdims=True))
    return y / y.sum(axis, keepdims=True)


def unit(x):
    return x / np.sqrt(np.maximum((x**2).sum(0, keepdims=True), 1e-12))


# As a part of a model, and exactly, for the rows of a batch.
MIXING = {
    "unit normalization": (layers.UnitNormalization(axis=0), unit),
    "centred": (lambda x: x - ops.mean(x, 0), lambda x: x - x.mean(0)),
    "sum": (Mixes(lambda x: x + ops.sum(x, 0)), lambda x: x + x.sum(0)),
    "count": (Mixes(lambda x: x / ops.shape(x)[0]), lambda x: x / len(x)),
    "softmax": (layers.Softmax(axis=0), lambda x: softmax(x, 0)),
    "cumulated": (Mixes(lambda x: ops.cumsum(x, 0)), lambda x: np.cumsum(x, 0)),
    "sorted": (Mixes(lambda x: ops.sort(x, 0)), lambda x: np.sort(x, 0)),
    "turned": (lambda x: ops.flip(x, 0), lambda x: x[::-1]),
    "attention": (
        Mixes(lambda x: ops.softmax(x @ ops.transpose(x)) @ x),
        lambda x: softmax(x @ x.T) @ x,
    ),
    "activation": (
        layers.Activation(lambda x: x - ops.max(x, axis=0)),
        lambda x: x - x.max(0),
    ),
    "nested": (
        keras.Sequential([keras.Input((3,)), Mixes(lambda x: x - ops.mean(x, 0))]),
        lambda x: x - x.mean(0),
    ),
    "alone": (Mixes(lambda x: ops.tanh(x)), np.tanh),
}


def of_batches(function, x, size):
    """Apply a function to each batch of each draw."""
    parts = range(0, x.shape[-2], size)
    return np.stack(
        [np.concatenate([function(draw[i : i + size]) for i in parts]) for draw in x]
    )


@pytest.mark.parametrize("kind", MIXING)
def test_draws_and_batches_are_apart_where_examples_are_mixed(kind, values):
    layer, exactly = MIXING[kind]
    x = values.normal(size=(7, 3)).astype("float32")
    inputs = keras.Input((3,))
    # Before the dropout, and behind it.
    before = keras.Model(inputs, layers.Dropout(RATE)(layer(inputs)))
    behind = keras.Model(inputs, layer(layers.Dropout(RATE)(inputs)))
    repeated = np.repeat(x[None], SAMPLES, 0)
    kept = masks(7, (3,))
    for size in (4, 7) if kind == "centred" else (4,):
        expected = of_batches(exactly, repeated, size) * kept
        draws = draws_of(before, x, batch_size=size)
        np.testing.assert_allclose(draws, expected, rtol=1e-4, atol=1e-5)
        expected = of_batches(exactly, repeated * kept, size)
        draws = draws_of(behind, x, batch_size=size)
        np.testing.assert_allclose(draws, expected, rtol=1e-4, atol=1e-5)


def test_examples_are_mixed_by_a_model_with_a_call_of_its_own(values):
    class Centres(keras.Model):
        def __init__(self):
            super().__init__()
            self.drop = layers.Dropout(RATE)

        def call(self, x):
            return self.drop(x) - ops.mean(self.drop(x), 0)

    model, x = Centres(), values.normal(size=(3, 4)).astype("float32")
    one = masks(3, (4,))
    two = masks(3, (4,), call=1)
    expected = x * one - (x * two).mean(1, keepdims=True)
    for size in (3, 100):
        draws = draws_of(model, x, batch_size=size)
        np.testing.assert_allclose(draws, expected, rtol=1e-4, atol=1e-5)


def test_an_output_whose_columns_are_the_examples_is_that_of_each_batch(values):
    inputs = keras.Input((3,))
    likeness = Mixes(lambda x: x @ ops.transpose(x))(layers.Dropout(RATE)(inputs))
    model, x = keras.Model(inputs, likeness), values.normal(size=(6, 3))
    dropped = (x * masks(6, (3,))).reshape(SAMPLES, 2, 3, 3)
    expected = (dropped @ np.swapaxes(dropped, -1, -2)).reshape(SAMPLES, 6, 3)
    draws = draws_of(model, x, batch_size=3)
    np.testing.assert_allclose(draws, expected, rtol=1e-4, atol=1e-5)
    match = r"has the shape \(4,\) for each of 4 examples, and \(2,\) for each of 2"
    with pytest.raises(ValueError, match=match):
        draws_of(model, x, batch_size=4)


@pytest.mark.parametrize("first", [0, np.inf])
def test_mixing_is_seen_whatever_the_first_batch_is_like(first, values):
    inputs = keras.Input((3,))
    hidden = layers.Dropout(RATE)(inputs)
    model = keras.Model(inputs, Mixes(lambda x: x - ops.max(x, 0))(hidden))
    x = values.normal(size=(8, 3)).astype("float32")
    x[:4] = first
    expected = x[4:] * masks(8, (3,))[:, 4:]
    expected = expected - expected.max(1, keepdims=True)
    draws = draws_of(model, x, batch_size=4)[:, 4:]
    np.testing.assert_allclose(draws, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("size", "rate"), [(2, 0.05), (1, 0.99), (5, 0.001)])
def test_mixing_is_seen_whatever_is_dropped(size, rate):
    def first_last(x):
        return ops.concatenate([x[-1:, :], x[:-1, :]], axis=0)

    x = 1 + np.arange(3 * size).reshape(size, 3)
    for mix in (first_last, lambda x: ops.roll(x, 1, axis=0)):
        inputs = keras.Input((3,))
        hidden = layers.Dropout(rate)(inputs)
        model = keras.Model(inputs, mix(hidden))
        plain = keras.Model(inputs, layers.Activation("linear")(hidden))
        both = [lamina.MonteCarloDropout(each) for each in (plain, model)]
        for seed in range(4):
            draws, rolled = (
                mc.predict(x, 6, seed=seed, keep_samples=True, verbose=0).samples
                for mc in both
            )
            np.testing.assert_array_equal(rolled, np.roll(draws, 1, axis=1))


def test_mixing_of_codes_is_seen():
    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.embedding = layers.Embedding(4, 3)
            self.drop = layers.Dropout(0.001)

        def call(self, x):
            return ops.roll(self.drop(self.embedding(x)), 1, axis=0)

    model, x = Own(), np.array([[1, 2], [3, 0]])
    draws = draws_of(model, x)
    expected = np.roll(model.embedding.get_weights()[0][x], 1, axis=0)
    np.testing.assert_allclose(draws, np.stack([expected] * SAMPLES), rtol=0.01)


def test_what_keeps_examples_apart_is_one_call(values, at_once):
    inputs = keras.Input((3,))
    hidden = layers.Dropout(RATE)(layers.Dense(3)(inputs))
    x = values.normal(size=(5, 3)).astype("float32")
    draws_of(keras.Model(inputs, layers.Dense(2)(hidden)), x)
    assert at_once == [SAMPLES]
    # What is not known is looked at in the first batch.
    at_once.clear()
    draws_of(keras.Model(inputs, Mixes(ops.tanh)(hidden)), x, batch_size=2)
    assert at_once == [1, SAMPLES, SAMPLES] + [SAMPLES] * 3
    at_once.clear()
    draws_of(keras.Model(inputs, layers.Softmax(axis=0)(hidden)), x, batch_size=5)
    assert at_once == [1, SAMPLES, SAMPLES] + [1] * SAMPLES
