"""Draws for all that `predict()` takes."""

from functools import partial

import keras
import numpy as np
import pytest
from keras import layers, ops

from lamina import MonteCarloDropout
from lamina._backend import OwnBatches
from lamina.bridge.r_batches import Batches
from lamina.models.batches import has_missing, is_stream

BACKEND = keras.backend.backend()
X = np.random.default_rng(1).normal(size=(10, 3)).astype("float32")


def build(units=2, activation=None):
    keras.utils.set_random_seed(1)
    return keras.Sequential(
        [
            keras.Input((3,)),
            layers.Dense(4),
            layers.Dropout(0.5),
            layers.Dense(units, activation=activation),
        ]
    )


@pytest.fixture(scope="module")
def mc():
    return MonteCarloDropout(build())


def drawn(mc, x, **arguments):
    arguments = {"samples": 6, "seed": 1, "batch_size": 4, "verbose": 0} | arguments
    return mc.predict(x, keep_samples=True, **arguments)


def assert_equal(got, expected):
    for name, value in vars(expected).items():
        if value is None or isinstance(value, str | list):
            assert getattr(got, name) == value, name
        else:
            np.testing.assert_allclose(getattr(got, name), value, 1e-4, 1e-6)


class Pieces(keras.utils.PyDataset):
    """Four examples at a time, of which none is there before it is asked for."""

    def __init__(self, endless=False):
        super().__init__()
        self.endless, self.read = endless, []

    @property
    def num_batches(self):
        return None if self.endless else 3

    def __getitem__(self, i):
        self.read.append(i)
        start = 4 * (i % 3)
        return X[start : start + 4], np.zeros(len(X[start : start + 4]))


def batches():
    for start in range(0, 10, 4):
        yield (X[start : start + 4],)


def tensorflow_data():
    import tensorflow as tf

    return tf.data.Dataset.from_tensor_slices(X).batch(4)


def torch_data():
    import torch

    data = torch.utils.data.TensorDataset(torch.from_numpy(X))
    return torch.utils.data.DataLoader(data, batch_size=4)


def sparse():
    import scipy.sparse

    return scipy.sparse.coo_matrix(X)


STREAMS = {
    "PyDataset": Pieces,
    "endless PyDataset": lambda: Pieces(endless=True),
    "generator": batches,
    "iterator": lambda: iter(list(batches())),
    "R function": lambda: Batches(partial(next, batches(), None)),
    "tf.data": tensorflow_data,
    "DataLoader": torch_data,
}


@pytest.mark.parametrize("kind", STREAMS)
def test_batches_that_come_are_those_of_an_array(kind, mc):
    data = STREAMS[kind]()
    assert is_stream(data)
    got = drawn(mc, data, steps=3 if "endless" in kind else None)
    assert_equal(got, drawn(mc, X))
    assert got.mean.shape == (10, 2)


def test_some_batches_are_taken(mc):
    assert_equal(drawn(mc, batches(), steps=2), drawn(mc, X[:8]))
    assert_equal(drawn(mc, Pieces(), steps=1), drawn(mc, X[:4]))
    with pytest.raises(ValueError, match="`steps` must be a whole number"):
        drawn(mc, Pieces(), steps=0)
    with pytest.raises(ValueError, match="at least one batch"):
        drawn(mc, (batch for batch in ()))


def test_batches_go_when_they_were_drawn_for(mc):
    data = Pieces()
    drawn(mc, data)
    assert data.read == [0, 1, 2]


@pytest.mark.parametrize("make", [batches, Pieces])
def test_what_later_batches_hold_decides_for_all(make):
    """Of the first examples all draws sum to 1, of the others they do not."""

    class Last(layers.Layer):
        def call(self, x):
            share = ops.softmax(x)
            return ops.where(x[:, :1] < 100, share, x)

    x = keras.Input((3,))
    model = keras.Model(x, Last()(layers.Dropout(0.01)(x)))
    mc = MonteCarloDropout(model)
    scale = np.where(np.arange(10) < 8, 1, 1e4).astype("float32")[:, None]
    data = np.abs(X) * scale

    class Scaled(Pieces):
        def __getitem__(self, i):
            return data[4 * i : 4 * i + 4]

    def scaled():
        for i in range(3):
            yield data[4 * i : 4 * i + 4]

    got = drawn(mc, scaled() if make is batches else Scaled())
    assert got.task == "regression"
    assert_equal(got, drawn(mc, data))


def test_sparse_and_mapped_arrays_are_arrays(mc, tmp_path):
    expected = drawn(mc, X)
    assert_equal(drawn(mc, sparse()), expected)
    mapped = np.memmap(tmp_path / "x", "float64", "w+", shape=X.shape)
    mapped[:] = X
    assert_equal(drawn(mc, mapped), expected)
    mapped[7, 1] = np.nan
    with pytest.raises(ValueError, match="missing values"):
        drawn(mc, mapped)
    assert not has_missing(np.zeros((0, 3)))


@pytest.mark.parametrize("form", ["dictionary", "list"])
@pytest.mark.parametrize("place", ["before", "behind"])
def test_inputs_may_be_left_out(form, place):
    a = keras.Input((3,), name="a")
    b = keras.Input((3,), name="b", optional=True)

    class Sum(layers.Layer):
        def call(self, a, b=None):
            return a if b is None else a + b

        def compute_output_shape(self, a_shape, b_shape=None):
            return a_shape

    drop = layers.Dropout(0.5)
    y = drop(Sum()(a, b)) if place == "before" else Sum()(drop(a), b)
    inputs = {"a": a, "b": b} if form == "dictionary" else [a, b]
    mc = MonteCarloDropout(keras.Model(inputs, y))
    both = (X, None)
    x = dict(zip("ab", both, strict=True)) if form == "dictionary" else list(both)
    got = drawn(mc, x, samples=40)
    assert set(np.unique(np.round(got.samples / X, 3) + 0.0)) == {0, 2}
    given = {"a": X, "b": X} if form == "dictionary" else [X, X]
    levels = {0, 4} if place == "before" else {1, 3}
    got = drawn(mc, given, samples=40)
    assert set(np.unique(np.round(got.samples / X, 3) + 0.0)) == levels


@pytest.mark.skipif(BACKEND != "tensorflow", reason="Texts are TensorFlow's")
@pytest.mark.parametrize("form", ["array", "list", "tf.data", "whole"])
def test_models_of_texts_draw(form):
    import tensorflow as tf

    texts = np.array(["a b", "b c c", "a", "c b a"] * 2)
    vectors = layers.TextVectorization(output_sequence_length=3)
    vectors.adapt(texts)
    parts = [vectors, layers.Embedding(6, 2), layers.Dropout(0.5), layers.Flatten()]
    keras.utils.set_random_seed(1)
    if form == "whole":

        class Own(keras.Model):
            def __init__(self):
                super().__init__()
                self.parts = parts

            def call(self, x):
                for part in self.parts:
                    x = part(x)
                return x

        model = Own()
    else:
        model = keras.Sequential([keras.Input((), dtype="string"), *parts])
    mc = MonteCarloDropout(model)
    data = {
        "tf.data": lambda: tf.data.Dataset.from_tensor_slices(texts).batch(4),
    }.get(form, lambda: texts)()
    got = drawn(mc, [data] if form == "list" else data).samples
    assert got.std() > 0
    np.testing.assert_allclose(got[:, :4], drawn(mc, texts[:4]).samples, rtol=1e-5)
    plain = np.array(model(tf.constant(texts)))
    kept = np.isclose(got, 2 * plain, atol=1e-6) | (got == 0)
    assert kept.all()


# Keras says so of any dictionary that such a model takes.
@pytest.mark.filterwarnings("ignore:The structure of:UserWarning")
@pytest.mark.skipif(BACKEND != "tensorflow", reason="Texts are TensorFlow's")
def test_models_of_a_feature_space_draw():
    data = {
        "age": np.array([20.0, 30, 40, 50], "float32"),
        "city": np.array(["Oslo", "Rome", "Oslo", "Bern"]),
    }
    space = keras.utils.FeatureSpace(
        {"age": "float_normalized", "city": "string_categorical"}
    )
    import tensorflow as tf

    space.adapt(tf.data.Dataset.from_tensor_slices(data))
    encoded = layers.Dropout(0.5)(space.get_encoded_features())
    model = keras.Model(space.get_inputs(), layers.Dense(1)(encoded))
    r = drawn(MonteCarloDropout(model), data)
    assert r.mean.shape == (4, 1)
    assert (r.std > 0).all()


def test_batches_of_our_own_have_to_be_there():
    with pytest.raises(NotImplementedError):
        OwnBatches().batches()
