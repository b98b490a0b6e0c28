"""Draws stay apart, whatever axes the tensors of a model have and whatever it mixes.

Each draw is compared with what NumPy makes of the masks that its keys stand for.
"""

import keras
import numpy as np
import pytest
from drawn_rows import RATE, SAMPLES, Mixes, draws_of, masks
from keras import layers, ops

import lamina
from lamina.layers.draws_with import rate_of
from lamina.uncertainty.draws import Draws
from lamina.uncertainty.rows import is_model_row_wise
from lamina.uncertainty.split_model import SplitModel


def split_of(model):
    drawing = [layer for layer in model._flatten_layers() if rate_of(layer) > 0]
    return SplitModel(model, drawing, Draws())


class Table(keras.Layer):
    """Returns what it has learnt, whatever it is called on."""

    def __init__(self, shape):
        super().__init__()
        self.shape = shape

    def build(self, input_shape):
        self.table = self.add_weight(shape=self.shape, name="table")
        values = np.arange(1, 1 + np.prod(self.shape), dtype="float32")
        self.table.assign(values.reshape(self.shape) / values.size)

    def call(self, x):
        return ops.multiply(self.table, 1.0)


def table_of(shape):
    values = np.arange(1, 1 + np.prod(shape), dtype="float32")
    return values.reshape(shape) / values.size


# ---- tensors without an axis of the examples


def on_table(shape, combine, **kwargs):
    x = keras.Input((4, 3), **kwargs)
    return keras.Model(x, combine(Table(shape)(x), layers.Dropout(RATE)(x)))


TABLES = {
    "a matrix": ((4, 4), ops.matmul, np.matmul),
    "positions": ((4, 3), ops.add, np.add),
    "positions with an axis of length 1": ((1, 4, 3), ops.add, np.add),
    "a scale": ((1,), ops.multiply, np.multiply),
    "a column": ((3,), ops.multiply, np.multiply),
    "a number": ((), ops.multiply, np.multiply),
    "stacked matrices": ((1, 4, 4), ops.matmul, np.matmul),
}


@pytest.mark.parametrize("kind", TABLES)
def test_what_has_no_axis_of_the_examples_is_not_repeated(kind, values, at_once):
    shape, combine, exactly = TABLES[kind]
    # As many examples as steps too.
    for examples, fixed in ((4, False), (5, False), (4, True)):
        model = on_table(shape, combine, **({"batch_size": 4} if fixed else {}))
        x = values.normal(size=(examples, 4, 3)).astype("float32")
        expected = exactly(table_of(shape), x * masks(examples, (4, 3)))
        draws = draws_of(model, x, batch_size=4)
        np.testing.assert_allclose(draws, expected, rtol=1e-5, atol=1e-6)
        # Draws that failed together would have gone one by one.
        assert at_once[-1] == SAMPLES
        if kind not in ("a matrix", "positions"):
            break
    split = split_of(model)
    split.survey(x)
    assert split.shares_work


def test_a_shape_that_is_said_by_the_layer_is_not_taken_for_granted(values):
    class Says(Table):
        def compute_output_shape(self, input_shape):
            return (None, *self.shape[1:])

    x = keras.Input((4, 3))
    model = keras.Model(x, ops.matmul(Says((4, 4))(x), layers.Dropout(RATE)(x)))
    data = values.normal(size=(4, 4, 3)).astype("float32")
    expected = table_of((4, 4)) @ (data * masks(4, (4, 3)))
    np.testing.assert_allclose(draws_of(model, data), expected, rtol=1e-5, atol=1e-6)


def time_major(x):
    y = layers.Dropout(RATE)(x)
    return ops.transpose(ops.transpose(x, (1, 0, 2)) * 2.0, (1, 0, 2)) + y


def all_steps_in_a_row(x):
    y = layers.Dropout(RATE)(x)
    rows = ops.reshape(x, (-1, 3)) * 2.0
    return ops.reshape(rows, (-1, 4, 3)) + y


def windows(x):
    """Drops on several rows of each example."""
    rows = layers.Dense(3, "tanh", kernel_initializer="ones")(ops.reshape(x, (-1, 3)))
    return ops.reshape(layers.Dropout(RATE)(rows), (-1, 4, 3)) + x


@pytest.mark.parametrize("build", [time_major, all_steps_in_a_row])
@pytest.mark.parametrize("steps", [4, None])
def test_what_has_rows_of_another_kind_is_not_repeated_row_by_row(build, steps, values):
    if steps is None and build is all_steps_in_a_row:
        return
    inputs = keras.Input((steps, 3))
    model = keras.Model(inputs, build(inputs))
    x = values.normal(size=(5, 4, 3)).astype("float32")
    for size in (5, 4):
        expected = 2 * x + x * masks(5, (4, 3))
        draws = draws_of(model, x, batch_size=size)
        np.testing.assert_allclose(draws, expected, rtol=1e-5, atol=1e-6)
    x = x[:4]
    np.testing.assert_allclose(draws_of(model, x), expected[:, :4], 1e-5, 1e-6)


def test_several_rows_of_each_example_draw_in_their_place(values):
    inputs = keras.Input((4, 3))
    model = keras.Model(inputs, windows(inputs))
    x = values.normal(size=(5, 4, 3)).astype("float32")
    hidden = np.tanh(x.sum(-1, keepdims=True) * np.ones(3))
    dropped = draws_of(model, x) - x
    kept = np.isclose(dropped, 2 * hidden, rtol=1e-4, atol=1e-5)
    assert (kept | np.isclose(dropped, 0, atol=1e-6)).all()
    assert 0.3 < kept.mean() < 0.7
    np.testing.assert_allclose(
        draws_of(model, x, batch_size=2), dropped + x, 1e-5, 1e-6
    )


def test_a_mask_without_an_axis_of_the_examples_is_not_repeated(values):
    class OneMask(keras.Layer):
        """Lets nobody see the last steps."""

        def compute_mask(self, x, previous=None):
            return ops.arange(4) < 3

        def call(self, x):
            return x * 1.0

    class Shows(keras.Layer):
        supports_masking = True

        def call(self, x, mask=None):
            return x * ops.cast(mask, x.dtype)[:, None]

    inputs = keras.Input((4, 3))
    hidden = OneMask()(inputs)
    dropped = layers.Dropout(RATE)(inputs)
    model = keras.Model(inputs, dropped + Shows()(hidden))
    x = values.normal(size=(4, 4, 3)).astype("float32")
    expected = x * masks(4, (4, 3)) + x * (np.arange(4) < 3)[:, None]
    np.testing.assert_allclose(draws_of(model, x), expected, rtol=1e-5, atol=1e-6)


def test_an_output_without_an_axis_of_the_examples_is_an_error(values):
    inputs = keras.Input((4, 3))
    hidden = layers.Dropout(RATE)(inputs)
    x = values.normal(size=(4, 4, 3)).astype("float32")
    for table in (Table((4, 4)), Table(()), Table((1, 4))):
        model = keras.Model(inputs, [hidden, table(inputs)])
        # Its own shape is shown, not that of the output beside it.
        wrong = (
            r"must return one row for each example: for \d+ its output "
            rf"'{table.name}' returns shape \(([41], 4)?\)"
        )
        with pytest.raises(ValueError, match=wrong):
            draws_of(model, x)
        with pytest.raises(ValueError, match=wrong):
            draws_of(model, x, 2)


# ---- layers that may mix examples


def test_a_model_for_one_number_of_rows_draws_once_a_call(values):
    inputs = keras.Input(batch_shape=(4, 6))
    rows = ops.reshape(inputs * 2.0, (4, 2, 3))
    model = keras.Model(inputs, ops.reshape(layers.Dropout(RATE)(rows), (4, 6)))
    x = values.normal(size=(4, 6)).astype("float32")
    expected = 2 * x * masks(4, (2, 3)).reshape(SAMPLES, 4, 6)
    draws = draws_of(model, x, batch_size=4)
    np.testing.assert_allclose(draws, expected, rtol=1e-5, atol=1e-6)


def known_models():
    x = keras.Input((6, 4))
    y = layers.Conv1D(4, 3, padding="same", activation="relu")(x)
    y = layers.BatchNormalization()(layers.LayerNormalization()(y + x)) * 2.0
    y = lamina.SpatialDropout1D(0.3)(layers.MultiHeadAttention(2, 3, dropout=0.1)(y, y))
    y = layers.Bidirectional(layers.LSTM(3, return_sequences=True))(y)
    y = layers.TimeDistributed(layers.Dense(3, "gelu"))(y)
    y = ops.concatenate([ops.softmax(y), ops.relu(y)], axis=-1)[..., 1:]
    y = layers.Attention(dropout=0.2)([y, y]) - ops.mean(y, axis=1, keepdims=True)
    y = keras.Sequential([keras.Input((6, 5)), layers.Flatten(), layers.ReLU()])(y)
    y = layers.EinsumDense("ab,bc->ac", output_shape=5)(y)
    return keras.Model(x, layers.Softmax()(y + np.ones(5, "float32")))


def test_layers_of_keras_are_known_to_keep_examples_apart():
    assert is_model_row_wise(known_models())


@pytest.mark.parametrize(
    ("layer", "rank"),
    [
        (layers.Dropout(RATE), 1),
        (layers.SpatialDropout1D(RATE), 2),
        (layers.SpatialDropout2D(RATE), 3),
        (layers.SpatialDropout3D(RATE), 4),
        (layers.AlphaDropout(RATE), 1),
        (layers.GaussianDropout(RATE), 1),
        (layers.GaussianNoise(RATE), 1),
    ],
)
def test_layers_that_drop_are_known_to_keep_examples_apart(layer, rank):
    x = keras.Input((2, 3, 4, 5)[:rank])
    assert is_model_row_wise(keras.Model(x, layer(x)))


UNKNOWN = {
    "own": lambda x: Mixes(ops.tanh)(x),
    "own in one of Keras": lambda x: layers.TimeDistributed(Mixes(ops.tanh))(x),
    "own activation": lambda x: layers.Dense(5, lambda y: y - ops.mean(y, 0))(x),
    "axis 0": lambda x: ops.softmax(x, axis=0),
    "axis 0 from the end": lambda x: layers.UnitNormalization(axis=-3)(x),
    "all axes": lambda x: x - ops.mean(x),
    "rows": lambda x: x[::-1, :],
    "a row": lambda x: x - x[:1, :],
    "another rank": lambda x: x + ops.mean(x, (1, 2)),
    "as many": lambda x: x + np.ones((5, 1, 1), "float32"),
    "batch": lambda x: layers.EinsumDense("abc,ad->dbc", output_shape=(4, 5))(x),
    "lambda": lambda x: layers.Lambda(lambda y: ops.flip(y, 0))(x),
}


@pytest.mark.parametrize("kind", UNKNOWN)
def test_what_may_mix_examples_is_not_known_to_keep_them_apart(kind):
    x = keras.Input((4, 5), batch_size=5)
    assert not is_model_row_wise(keras.Model(x, UNKNOWN[kind](x)))


# ---- layers that draw for all examples at once, or in inference


@pytest.mark.parametrize("noise_shape", [(1, 3), (3,), (1, 1), (None, 3)])
def test_a_mask_that_a_batch_shares_is_one_in_each_draw(noise_shape, values):
    x = values.uniform(1, 2, (5, 3)).astype("float32")
    model = keras.Sequential(
        [keras.Input((3,)), layers.Dropout(RATE, noise_shape=noise_shape)]
    )
    shape = (1,) if noise_shape == (1, 1) else (3,)
    expected = x * masks(5, shape, shared=noise_shape[0] != None)  # noqa: E711
    for size in (5, 2, 1):
        draws = draws_of(model, x, batch_size=size)
        np.testing.assert_allclose(draws, expected, rtol=1e-6)


def test_maps_that_a_batch_shares_are_dropped_in_all_examples(values):
    class Shares(layers.SpatialDropout1D):
        def _get_noise_shape(self, inputs):
            return (1, 1, inputs.shape[2])

    x = values.uniform(1, 2, (5, 2, 3)).astype("float32")
    for layer, shared in ((Shares, True), (layers.SpatialDropout1D, False)):
        model = keras.Sequential([keras.Input((2, 3)), layer(RATE)])
        expected = x * masks(5, (1, 3), shared=shared)
        for size in (5, 1):
            draws = draws_of(model, x, batch_size=size)
            np.testing.assert_allclose(draws, expected, rtol=1e-6)


class Sampling(keras.Layer):
    """Draws in inference too, as a variational autoencoder does."""

    def __init__(self, seeds=lambda: keras.random.SeedGenerator(1)):
        super().__init__()
        self.seeds = [seeds()]

    def call(self, x):
        return x + keras.random.normal(ops.shape(x), seed=self.seeds[0])


def autoencoder(place, sampling=Sampling):
    x = keras.Input((3,))
    y = layers.Dense(3, kernel_initializer="identity")(x)
    z = layers.Dropout(RATE)(y) if place == "behind" else y
    z = sampling()(z)
    z = z if place == "behind" else layers.Dropout(RATE)(z)
    return keras.Model(x, layers.Dense(3, kernel_initializer="identity")(z))


class OwnAutoencoder(keras.Model):
    def __init__(self):
        super().__init__()
        self.drop, self.sampling = layers.Dropout(RATE), Sampling()

    def call(self, x):
        return self.sampling(self.drop(x))


@pytest.mark.parametrize("place", ["before", "behind", "own"])
def test_layers_that_draw_in_inference_draw_by_key(place):
    model = OwnAutoencoder() if place == "own" else autoencoder(place)
    x = np.full((20, 3), 5, "float32")
    model(x)
    before = [np.array(variable) for variable in model.variables]
    mc = lamina.MonteCarloDropout(model)
    first, again, few, others = (
        mc.predict(x, samples, 8, seed, keep_samples=True, verbose=0).samples
        for samples, seed in ((30, 3), (30, 3), (4, 3), (30, 4))
    )
    np.testing.assert_array_equal(again, first)
    np.testing.assert_array_equal(few, first[:4])
    assert (others != first).any(-1).mean() > 0.9
    for variable, value in zip(model.variables, before, strict=True):
        np.testing.assert_array_equal(np.array(variable), value)
    # Each draw, example and column has noise of its own, of variance 1.
    kept = masks(20, (3,), 30)
    noise = first / np.maximum(kept, 1) - 5 if place == "before" else first - 5 * kept
    noise = noise[kept > 0] if place == "before" else noise.ravel()
    assert len(np.unique(noise.round(5))) > 0.98 * noise.size
    assert abs(noise.mean()) < 5 / np.sqrt(noise.size)
    assert abs(noise.std() - 1) < 5 / np.sqrt(2 * noise.size)


def test_layers_that_draw_where_they_are_not_asked_to_keep_what_they_share(values):
    class Augments(Sampling):
        def call(self, x, training=False):
            return super().call(x) if training else x

    model = autoencoder("before", Augments)
    x = values.normal(size=(4, 3)).astype("float32")
    expected = x * masks(4, (3,))
    np.testing.assert_allclose(draws_of(model, x), expected, rtol=1e-5, atol=1e-6)
    split = split_of(model)
    split.survey(x)
    assert len(split._first) == 2


def test_layers_that_draw_for_one_number_of_rows_draw_by_key(values):
    inputs = keras.Input(batch_shape=(4, 3))
    noisy = Sampling()(Mixes(lambda x: ops.reshape(x, (4, 3)))(inputs))
    model = keras.Model(inputs, layers.Dropout(RATE)(noisy))
    x = values.normal(size=(4, 3)).astype("float32")
    first = draws_of(model, x)
    np.testing.assert_array_equal(draws_of(model, x), first)
    assert len(np.unique(first[first != 0])) == np.count_nonzero(first)


def test_recurrent_layers_that_are_not_to_draw_do_not_draw(values):
    inputs = keras.Input((4, 3))
    hidden = layers.LSTM(3, dropout=0.5, recurrent_dropout=0.5)(inputs)
    hidden = Mixes(ops.tanh)(hidden)
    model = keras.Model(inputs, layers.Dropout(RATE, name="drop")(hidden))
    x = values.normal(size=(4, 4, 3)).astype("float32")
    expected = ops.convert_to_numpy(model(x)) * masks(4, (3,))
    draws = draws_of(model, x, settings={"layers": ["drop"]})
    np.testing.assert_allclose(draws, expected, rtol=1e-5, atol=1e-6)
    split = SplitModel(model, [model.layers[-1]], Draws())
    split.survey(x)
    assert len(split._first) == 2


@pytest.mark.skipif(
    keras.backend.backend() == "jax", reason="Keras wants a seed generator there"
)
def test_layers_that_draw_without_a_generator_draw_by_key():
    from keras.src.backend.common import global_state

    keras.random.normal((2,))
    state = [getattr(global_state.GLOBAL_STATE_TRACKER, "global_seed_generator", None)]
    value = np.array(state[0].state)
    model = autoencoder("before", lambda: Sampling(lambda: None))
    x = np.full((5, 3), 5, "float32")
    first = draws_of(model, x)
    np.testing.assert_array_equal(draws_of(model, x), first)
    assert len(np.unique(first[first != 0])) == np.count_nonzero(first)
    assert global_state.GLOBAL_STATE_TRACKER.global_seed_generator is state[0]
    np.testing.assert_array_equal(np.array(state[0].state), value)
