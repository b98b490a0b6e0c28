"""Draws are those of dropout, nothing else moves, and the sums are right."""

import inspect
import itertools
import sys

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import layers, ops

import lamina
from lamina import MonteCarloDropout
from lamina.layers.channel_mask import drop_feature_maps
from lamina.uncertainty import monte_carlo

BACKEND = keras.backend.backend()


def predict(model, x, samples=20, seed=1, settings=None, **arguments):
    mc = MonteCarloDropout(model, **(settings or {}))
    arguments.setdefault("verbose", 0)
    return mc.predict(x, samples=samples, seed=seed, **arguments)


def draws_of(model, x, samples=20, **arguments):
    return predict(model, x, samples, keep_samples=True, **arguments).samples


def stack(*parts, shape):
    return keras.Sequential([keras.Input(shape), *parts])


def set_weights(model, scale=0.5):
    rng = np.random.default_rng(5)
    for variable in model.trainable_variables:
        variable.assign(rng.normal(0, scale, variable.shape))
    return model


def linear(rate=0.4, width=3, units=2):
    model = stack(layers.Dropout(rate), layers.Dense(units), shape=(width,))
    return set_weights(model)


def classifier(units=3, activation="softmax", rate=0.5):
    model = stack(
        layers.Dense(8, activation="relu"),
        layers.Dropout(rate),
        layers.Dense(units, activation=activation),
        shape=(4,),
    )
    return set_weights(model, 1)


@pytest.fixture
def x(values):
    return values.normal(size=(7, 4)).astype("float32")


# ---- against what can be computed exactly


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.8])
def test_a_linear_model_has_the_mean_and_variance_of_the_closed_form(rate):
    model, samples = linear(rate), 20_000
    kernel, bias = model.get_weights()
    data = np.array([[1, -2, 0.5], [0, 3, 1]], "float32")
    r = predict(model, data, samples, quantiles=None)
    mean = data @ kernel + bias
    variance = rate / (1 - rate) * data**2 @ kernel**2
    error = np.sqrt(variance / samples)
    assert (np.abs(r.mean - mean) < 5 * error + 1e-6).all()
    # The kurtosis of a single mask bounds that of the sum.
    kurtosis = 3 + 1 / (rate * (1 - rate))
    spread = variance * np.sqrt(kurtosis / samples)
    assert (np.abs(r.std**2 - variance) < 5 * spread).all()
    assert r.draws == samples


def test_every_draw_is_one_of_all_masks_and_each_as_often_as_it_should():
    rate, samples = 0.3, 8000
    model = stack(layers.Dropout(rate), layers.Dense(2, activation="tanh"), shape=(3,))
    set_weights(model)
    kernel, bias = model.get_weights()
    data = np.array([[1.0, -2.0, 0.5]], "float32")
    masks = np.array(list(itertools.product([0, 1], repeat=3)))
    outputs = np.tanh(data * masks / (1 - rate) @ kernel + bias)
    chances = np.prod(np.where(masks == 1, 1 - rate, rate), axis=1)
    r = predict(model, data, samples, keep_samples=True)
    distance = np.abs(r.samples[:, 0, None] - outputs[None]).max(-1)
    assert (distance.min(1) < 1e-5).all()
    counts = np.bincount(distance.argmin(1), minlength=8)
    chi_square = ((counts - samples * chances) ** 2 / (samples * chances)).sum()
    assert chi_square < 7 + 6 * np.sqrt(14)
    expected = chances @ outputs
    sd = np.sqrt(chances @ (outputs - expected) ** 2)
    assert (np.abs(r.mean[0] - expected) < 5 * sd / np.sqrt(samples)).all()
    np.testing.assert_allclose(r.std[0], sd, rtol=0.05)


# ---- every kind of dropout, against Keras' own in training


class AlwaysOn:
    """What people write by hand: no `training` in its signature."""

    def call(self, inputs):
        return super().call(inputs, training=True)


class CallsSuper(layers.Dropout):
    def call(self, inputs):
        return super().call(inputs, training=True)


class SpatialCallsSuper(layers.SpatialDropout1D):
    def call(self, inputs):
        return 2.0 * super().call(inputs, training=True)


class AlphaCallsSuper(AlwaysOn, layers.AlphaDropout):
    pass


class GaussianCallsSuper(AlwaysOn, layers.GaussianDropout):
    pass


class LaminaCallsSuper(AlwaysOn, lamina.SpatialDropout2D):
    pass


class OwnDropout(layers.Dropout):
    def call(self, inputs, training=None):
        if not training:
            return inputs
        return keras.random.dropout(inputs, self.rate, seed=self.seed_generator)


class OwnAttention(layers.Attention):
    def call(self, inputs, mask=None, training=False):
        return 2.0 * super().call(inputs, mask=mask, training=training)


class OwnLSTM(layers.LSTM):
    def call(self, sequences, initial_state=None, mask=None, training=False):
        y = super().call(sequences, mask=mask, training=training)
        return 2.0 * y


def of_sequence(*parts):
    return lambda: stack(*[part() for part in parts], shape=(4, 3))


def of_attention(make):
    def build():
        x = keras.Input((4, 3))
        return keras.Model(x, make(x))

    return build


def maps(make, shape):
    return lambda: stack(make(), layers.Flatten(), layers.Dense(2), shape=shape)


def recurrent(cls, **kwargs):
    return of_sequence(lambda: cls(4, **kwargs))


KINDS = {
    "Dropout": of_sequence(lambda: layers.Dropout(0.4)),
    "noise_shape": of_sequence(
        lambda: layers.Dropout(0.4, noise_shape=(None, 1, None))
    ),
    "AlphaDropout": of_sequence(lambda: layers.AlphaDropout(0.3)),
    "GaussianDropout": of_sequence(lambda: layers.GaussianDropout(0.3)),
    "subclass": of_sequence(lambda: OwnDropout(0.4)),
    "calls super": of_sequence(lambda: CallsSuper(0.4)),
    "spatial calls super": of_sequence(lambda: SpatialCallsSuper(0.4)),
    "alpha calls super": of_sequence(lambda: AlphaCallsSuper(0.3)),
    "Gaussian calls super": of_sequence(lambda: GaussianCallsSuper(0.3)),
    "lamina 2D calls super": maps(lambda: LaminaCallsSuper(0.4), (2, 2, 3)),
    "Keras 1D": of_sequence(lambda: layers.SpatialDropout1D(0.4)),
    "lamina 1D": of_sequence(lambda: lamina.SpatialDropout1D(0.4)),
    "lamina 1D first": of_sequence(
        lambda: lamina.SpatialDropout1D(0.4, data_format="channels_first")
    ),
    "Keras 2D first": maps(
        lambda: layers.SpatialDropout2D(0.4, data_format="channels_first"), (3, 2, 2)
    ),
    "lamina 2D": maps(lambda: lamina.SpatialDropout2D(0.4), (2, 2, 3)),
    "Keras 3D": maps(lambda: layers.SpatialDropout3D(0.4), (2, 2, 1, 3)),
    "lamina 3D first": maps(
        lambda: lamina.SpatialDropout3D(0.4, data_format="channels_first"), (3, 2, 2, 1)
    ),
    "LSTM": recurrent(layers.LSTM, dropout=0.4),
    "LSTM recurrent": recurrent(layers.LSTM, recurrent_dropout=0.5),
    "GRU": recurrent(layers.GRU, dropout=0.4, recurrent_dropout=0.3),
    "SimpleRNN": recurrent(layers.SimpleRNN, dropout=0.4, recurrent_dropout=0.3),
    "own LSTM": recurrent(OwnLSTM, dropout=0.4),
    "ConvLSTM2D": lambda: stack(
        layers.ConvLSTM2D(2, 2, dropout=0.4, recurrent_dropout=0.3, padding="same"),
        shape=(2, 3, 3, 2),
    ),
    "Bidirectional": of_sequence(
        lambda: layers.Bidirectional(layers.GRU(2, dropout=0.3, recurrent_dropout=0.3))
    ),
    "RNN of a cell": of_sequence(lambda: layers.RNN(layers.LSTMCell(3, dropout=0.4))),
    "RNN of cells": of_sequence(
        lambda: layers.RNN(
            [layers.GRUCell(3, dropout=0.4), layers.LSTMCell(2, recurrent_dropout=0.4)]
        )
    ),
    "TimeDistributed": of_sequence(lambda: layers.TimeDistributed(layers.Dropout(0.4))),
    "TimeDistributed model": of_sequence(
        lambda: layers.TimeDistributed(
            stack(layers.Dense(3), layers.Dropout(0.4), shape=(3,))
        )
    ),
    "Attention": of_attention(lambda x: layers.Attention(dropout=0.4)([x, 2.0 * x])),
    "AdditiveAttention": of_attention(
        lambda x: layers.AdditiveAttention(dropout=0.4)([x, 2.0 * x])
    ),
    "own Attention": of_attention(lambda x: OwnAttention(dropout=0.4)([x, 2.0 * x])),
    "MultiHeadAttention": of_attention(
        lambda x: layers.MultiHeadAttention(2, 3, dropout=0.4)(x, x)
    ),
    "GroupedQueryAttention": of_attention(
        lambda x: layers.GroupQueryAttention(3, 4, 2, dropout=0.4)(x, x)
    ),
}


SOME = (
    "Dropout",
    "calls super",
    "lamina 2D calls super",
    "lamina 2D",
    "LSTM",
    "TimeDistributed",
    "MultiHeadAttention",
)


@pytest.mark.parametrize("kind", KINDS)
def test_draws_are_distributed_as_in_training(kind):
    """Mean, variance and covariance of neighbours are those of `training=True`."""
    model = set_weights(KINDS[kind](), 0.7)
    shape = model.inputs[0].shape[1:]
    one = np.random.default_rng(2).uniform(0.5, 1.5, (1, *shape)).astype("float32")
    count, samples = 40, 40
    rows = np.repeat(one, count, axis=0)
    ours = draws_of(model, rows, samples, batch_size=count)
    ours = ours.reshape(count * samples, -1).astype("float64")
    many = np.repeat(one, 6000, axis=0)
    theirs = ops.convert_to_numpy(model(many, training=True))
    theirs = theirs.reshape(6000, -1).astype("float64")
    assert len(np.unique(ours.round(5), axis=0)) > 4

    def moments(y):
        centred = y - theirs.mean(0)
        products = [centred * np.roll(centred, shift, axis=1) for shift in range(4)]
        return np.concatenate([y, *products], axis=1)

    ours, theirs = moments(ours), moments(theirs)
    error = np.sqrt(theirs.var(0) * (1 / len(ours) + 1 / len(theirs)))
    distance = np.abs(ours.mean(0) - theirs.mean(0))
    assert (distance < 5.5 * error + 1e-4).all()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_draws_the_same_whatever_the_batch_size(kind):
    if kind == "subclass":
        pytest.skip("A call of its own draws for the whole batch at once")
    model = set_weights(KINDS[kind](), 0.7)
    shape = model.inputs[0].shape[1:]
    data = np.random.default_rng(2).uniform(0.5, 1.5, (5, *shape)).astype("float32")
    for masks in ("per_example", "per_draw")[: 1 + (kind in SOME)]:
        data = data if masks == "per_example" else data[[0] * 5]
        mc = MonteCarloDropout(model, masks=masks)
        whole, parts = (
            mc.predict(data, 6, size, 1, keep_samples=True, verbose=0).samples
            for size in (5, 2)
        )
        np.testing.assert_allclose(parts, whole, rtol=1e-4, atol=1e-5)
        assert whole.std(0).max() > 1e-3
        shared = np.allclose(whole, whole[:, :1], rtol=1e-4, atol=1e-5)
        assert shared == (masks == "per_draw")


def test_a_layer_with_draws_of_its_own_draws_when_it_is_named(x):
    model = stack(layers.GaussianNoise(0.5, name="noise"), layers.Dense(2), shape=(4,))
    with pytest.raises(ValueError, match="no dropout layer"):
        MonteCarloDropout(model)
    r = predict(model, x, 400, settings={"layers": ["noise"]})
    kernel = model.get_weights()[0]
    expected = 0.5 * np.sqrt((kernel**2).sum(0))
    np.testing.assert_allclose(r.std, np.tile(expected, (7, 1)), rtol=0.2)
    images = np.arange(2 * 3 * 3, dtype="float32").reshape(2, 3, 3, 1)
    model = stack(layers.RandomFlip(name="flip"), layers.Flatten(), shape=(3, 3, 1))
    assert predict(model, images, settings={"layers": "flip"}).std.max() > 0


class DropPath(keras.Layer):
    """Drops whole examples; keeps its rate under the name that Keras uses."""

    def __init__(self, rate=0.5, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, inputs, training=None):
        if not training:
            return inputs
        shape = (ops.shape(inputs)[0], *[1] * (len(inputs.shape) - 1))
        u = keras.random.uniform(shape, seed=self.seed_generator)
        return ops.where(u < self.rate, 0.0, inputs / (1 - self.rate))


class DropBlock(keras.Layer):
    def __init__(self, p, **kwargs):
        super().__init__(**kwargs)
        self.p = p
        self.seeds = [keras.random.SeedGenerator(1)]

    def call(self, inputs, training=False):
        if not training:
            return inputs
        return keras.random.dropout(inputs, self.p, seed=self.seeds[0])


class OwnMaps(lamina.SpatialDropout1D):
    def call(self, inputs, training=False):
        if not training:
            return inputs
        noise_shape = (None, 1, None)
        return drop_feature_maps(inputs, self.rate, noise_shape, self.seed_generator)


class Always(keras.Layer):
    """Multiplies by noise in inference too."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.seeds = {"noise": keras.random.SeedGenerator(1)}

    def call(self, inputs):
        noise = keras.random.uniform(ops.shape(inputs), 0, 2, seed=self.seeds["noise"])
        return inputs * noise


class Unseeded(keras.Layer):
    def call(self, inputs, training=False):
        if not training:
            return inputs
        return inputs * keras.random.uniform(ops.shape(inputs), 0, 2)


OWN = {
    "rate": (lambda: DropPath(0.4, name="own"), 0.4 / 0.6),
    "seeds in a list": (lambda: DropBlock(0.4, name="own"), 0.4 / 0.6),
    "maps": (lambda: OwnMaps(0.4, name="own"), 0.4 / 0.6),
    "always": (lambda: Always(name="own"), 1 / 3),
    "no seed": (lambda: Unseeded(name="own"), 1 / 3),
}


@pytest.mark.parametrize("kind", OWN)
def test_layers_of_ones_own_draw_in_ways_of_their_own(kind):
    make, variance = OWN[kind]
    if kind == "no seed" and BACKEND == "jax":
        with pytest.raises(ValueError, match="SeedGenerator"):
            draws_of(stack(make(), shape=(4, 2)), np.ones((8, 4, 2)), settings=NAMED)
        return
    model = stack(make(), shape=(4, 2))
    data = np.ones((8, 4, 2), "float32")
    before = [np.array(v) for v in model.variables]
    draws = draws_of(model, data, 300, settings=NAMED)
    np.testing.assert_array_equal(draws_of(model, data, 300, settings=NAMED), draws)
    assert not np.array_equal(draws_of(model, data, 300, seed=2, settings=NAMED), draws)
    # Draws of examples differ, whatever is shared in each.
    first = draws[:, :, 0, 0]
    assert abs(first.mean() - 1) < 6 * np.sqrt(variance / first.size)
    assert abs(first.var() - variance) < 0.1
    assert np.abs(np.corrcoef(first.T) - np.eye(8)).max() < 6 / np.sqrt(300)
    for value, expected in zip(model.variables, before, strict=True):
        np.testing.assert_array_equal(np.array(value), expected)


def test_a_named_layer_that_draws_nothing_is_an_error(x):
    class Plain(keras.Layer):
        def call(self, inputs, training=False):
            return 2 * inputs

    model = stack(Plain(name="own"), layers.Dropout(0.5), shape=(4,))
    fails("'own' in `layers` drew nothing", x, model, settings=NAMED)


def test_a_named_layer_of_rate_0_is_welcome_beside_others(x):
    class Path(keras.Layer):
        def __init__(self, rate, **kwargs):
            super().__init__(**kwargs)
            self.rate, self.seeds = rate, keras.random.SeedGenerator(1)

        def call(self, inputs, training=False):
            if not training or not self.rate:
                return inputs
            return keras.random.dropout(inputs, self.rate, seed=self.seeds)

    model = stack(
        Path(0, name="own"),
        Path(0.5, name="b"),
        layers.Dropout(0, name="c"),
        layers.Dropout(0.5, name="d"),
        shape=(4,),
    )
    for names in (["own", "b"], ["c", "d"], ["d", "own"]):
        assert draws_of(model, x, settings={"layers": names}).std(0).min() > 0
    fails("'own' in `layers` drew nothing", x, model, settings=NAMED)
    fails(r"'c' \(Dropout\) draws nothing", x, model, settings={"layers": ["c"]})


NAMED = {"layers": ["own"]}


@pytest.mark.parametrize("build", [CallsSuper, OwnDropout, LaminaCallsSuper])
def test_a_layer_has_its_own_class_again_after_the_draws(build):
    model = stack(build(0.5), shape=(2, 2, 3))
    data = np.ones((3, 2, 2, 3), "float32")
    assert draws_of(model, data).std() > 0
    assert type(model.layers[0]) is build
    with pytest.raises(ValueError, match="`x` must be an array of shape"):
        draws_of(model, data[..., :2])
    assert type(model.layers[0]) is build


def test_layers_that_call_ends_with_training_by_hand_draw_by_key(x):
    inputs = keras.Input((4,))
    model = keras.Model(inputs, layers.Dropout(0.5)(inputs, training=True))
    draws = draws_of(model, x, 30)
    again = draws_of(model, x, 30)
    np.testing.assert_array_equal(draws, again)
    off = draws == 0
    np.testing.assert_allclose(draws[~off], np.tile(2 * x, (30, 1, 1))[~off])


# ---- only dropout draws


def rich():
    """Whatever behaves otherwise in training, beside dropout that draws."""
    x = keras.Input((6, 6, 2))
    y = layers.RandomFlip(seed=1)(x)
    y = layers.GaussianNoise(0.5, seed=1)(y)
    y = layers.Conv2D(4, 3)(y)
    y = layers.BatchNormalization(momentum=0.5, name="first")(y)
    y = lamina.SpatialDropout2D(0.4, seed=1, name="maps")(y)
    y = layers.BatchNormalization(momentum=0.5, name="second")(y)
    y = layers.GaussianNoise(0.5)(y)
    y = layers.Reshape((4, 16))(y)
    y = layers.LSTM(3, dropout=0.4, seed=1, name="lstm")(y)
    y = layers.Dropout(0.3, name="drop")(layers.Dense(5, activation="relu")(y))
    model = keras.Model(x, layers.Dense(2, activation="softmax")(y))
    rng = np.random.default_rng(1)
    for variable in model.variables:
        if "float" in variable.dtype:
            variable.assign(rng.uniform(0.2, 0.8, variable.shape))
    model.get_layer("drop").trainable = False
    model.compile("sgd", "mse")
    return model


IMAGES = np.random.default_rng(4).normal(size=(5, 6, 6, 2)).astype("float32")


def snapshot(model):
    every = list(model._flatten_layers())
    return {
        "values": [np.array(v) for v in model.variables],
        "layers": [id(layer) for layer in every],
        "trainable": [layer.trainable for layer in every],
        "nodes": [len(layer._inbound_nodes) for layer in every],
        "functions": [
            getattr(model, name) for name in ("predict_function", "train_function")
        ],
        "calls": [vars(layer).get("call") for layer in every],
        "keys": [set(vars(layer)) - {"_jax_state_synced"} for layer in every],
    }


def assert_same(before, after):
    for value, expected in zip(after.pop("values"), before.pop("values"), strict=True):
        np.testing.assert_array_equal(value, expected)
    assert after == before


class StopsAt:
    """Raises in a call of a layer, when the draws are under way."""

    def __init__(self, error, call):
        self.error, self.left = error, call

    def __call__(self):
        self.left -= 1
        if self.left < 0:
            raise self.error("enough")


@pytest.mark.parametrize(
    ("end", "where"),
    [
        ("well", None),
        (RuntimeError, "features"),
        (KeyboardInterrupt, "draw"),
        (RuntimeError, "trace"),
        (KeyboardInterrupt, "trace"),
    ],
)
def test_the_model_is_the_same_before_and_after(end, where, monkeypatch):
    model = rich()
    expected = model.predict(IMAGES, verbose=0)
    MonteCarloDropout(model)
    before = snapshot(model)
    mc = MonteCarloDropout(model)
    if end != "well":
        stop = StopsAt(end, 1)
        if where == "trace":
            real = mc._draws.start
            stop.left = 0

            def broken(*args):
                real(*args)
                stop()

            monkeypatch.setattr(mc._draws, "start", broken)
        else:
            real = getattr(mc._split, where)

            def broken(*args):
                stop()
                return real(*args)

            monkeypatch.setattr(mc._split, where, broken)
        with pytest.raises(end, match="enough"):
            mc.predict(IMAGES, samples=4, batch_size=2, verbose=0)
        monkeypatch.undo()
        assert_same(before, snapshot(model))
        before = snapshot(model)
    r = mc.predict(IMAGES, samples=4, batch_size=2, verbose=0)
    assert (r.std > 0).any()
    assert_same(before, snapshot(model))
    np.testing.assert_array_equal(model.predict(IMAGES, verbose=0), expected)


def test_all_but_dropout_is_as_in_inference():
    """With the same masks by hand, the model gives the same."""
    x = keras.Input((6,))
    y = layers.BatchNormalization(momentum=0.1)(layers.GaussianNoise(1.0)(x))
    y = layers.Dropout(0.5)(y)
    y = layers.BatchNormalization(momentum=0.1)(layers.GaussianNoise(1.0)(y))
    model = keras.Model(x, y)
    rng = np.random.default_rng(1)
    for variable in model.weights:
        variable.assign(rng.uniform(0.5, 1.5, variable.shape))
    first, second = (
        layer for layer in model.layers if isinstance(layer, layers.BatchNormalization)
    )
    data = rng.normal(1, 3, (8, 6)).astype("float32")
    hidden = ops.convert_to_numpy(first(data))
    kept = ops.convert_to_numpy(second(2 * hidden))
    gone = ops.convert_to_numpy(second(0 * hidden))
    draws = draws_of(model, data, 50)
    near = [np.isclose(draws, value, atol=1e-4) for value in (kept, gone)]
    assert (near[0] | near[1]).all()
    assert abs(near[1].mean() - 0.5) < 5 * 0.5 / np.sqrt(50 * 48)


def test_layers_that_are_not_named_do_not_draw_whatever_they_are():
    model = rich()
    model.predict(IMAGES, verbose=0)
    before = snapshot(model)
    mc = MonteCarloDropout(model, "drop")
    assert mc.layers == ["drop"]
    r = mc.predict(IMAGES, samples=30, verbose=0)
    assert_same(before, snapshot(model))
    hidden = keras.Model(model.input, model.get_layer("drop").output)
    hidden = hidden.predict(IMAGES, verbose=0)
    # Dense layers alone follow: the masks can be enumerated.
    masks = np.array(list(itertools.product([0, 1], repeat=5))) / 0.7
    kernel, bias = model.layers[-1].get_weights()
    logits = hidden[:, None] * masks @ kernel + bias
    every = np.exp(logits) / np.exp(logits).sum(-1, keepdims=True)
    assert (r.mean <= every.max(1) + 1e-6).all()
    assert (r.mean >= every.min(1) - 1e-6).all()
    assert (r.std > 0).any()


def test_a_recurrent_layer_can_be_named_and_so_can_its_cell():
    data = np.ones((3, 4, 2), "float32")
    model = stack(
        layers.LSTM(3, dropout=0.5, name="lstm"), layers.Dropout(0.5), shape=(4, 2)
    )
    cell = model.layers[0].cell.name
    found = [
        draws_of(model, data, 5, settings={"layers": [name]}) for name in ("lstm", cell)
    ]
    np.testing.assert_array_equal(found[0], found[1])
    assert found[0].std() > 0
    assert MonteCarloDropout(model, cell).layers == ["lstm"]
    assert MonteCarloDropout(model).layers == [model.layers[1].name, "lstm"]


# ---- models of every make


class Own(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.hidden = layers.Dense(5)
        self.norm = layers.BatchNormalization()
        self.drop = layers.Dropout(0.5)
        self.last = layers.Dense(2)

    def call(self, x, training=None):
        y = self.drop(self.norm(self.hidden(x)), training=training)
        return self.last(y)


def test_a_subclassed_model_is_built_where_it_has_to_be(x):
    model = Own()
    mc = MonteCarloDropout(model)
    r = mc.predict(x, samples=200, verbose=0)
    assert r.mean.shape == (7, 2)
    expected = model.predict(x, verbose=0)
    assert (np.abs(r.mean - expected) < 6 * r.std / np.sqrt(200)).all()
    before = [np.array(v) for v in model.variables]
    mc.predict(x, samples=5, verbose=0)
    for variable, value in zip(model.variables, before, strict=True):
        np.testing.assert_array_equal(np.array(variable), value)


def test_a_subclassed_model_draws_as_a_functional_one_with_its_layers(x):
    model = Own()
    model(x)
    inputs = keras.Input((4,))
    same = keras.Model(inputs, model.call(inputs))
    np.testing.assert_allclose(
        draws_of(model, x, 8), draws_of(same, x, 8), rtol=1e-4, atol=1e-5
    )


def test_a_piped_model_draws_and_follows_what_is_added(x):
    model = keras.Sequential([keras.Input((4,))])
    for layer in (layers.Dense(6), layers.Dropout(0.5, name="a")):
        lamina.add_layer(model, layer)
    mc = MonteCarloDropout(model)
    assert mc._split.shares_work
    assert mc.predict(x, 5, verbose=0).mean.shape == (7, 6)
    lamina.add_layer(model, layers.Dropout(0.5, name="b"))
    lamina.add_layer(model, layers.Dense(2))
    r = mc.predict(x, 5, seed=1, keep_samples=True, verbose=0)
    assert mc.layers == ["a", "b"]
    np.testing.assert_array_equal(r.samples, draws_of(model, x, 5))


def test_a_rate_that_was_changed_is_used(x):
    model = linear(0.5, 4)
    mc = MonteCarloDropout(model)
    few = mc.predict(x, 2000, quantiles=None, verbose=0)
    model.layers[0].rate = 0.1
    more = mc.predict(x, 2000, quantiles=None, verbose=0)
    np.testing.assert_allclose(more.std / few.std, 1 / 3, rtol=0.15)


def test_weights_that_were_trained_since_are_used(x):
    model = classifier()
    mc = MonteCarloDropout(model)
    before = mc.predict(x, 5, seed=1, keep_samples=True, verbose=0).samples
    model.set_weights([2 * weight for weight in model.get_weights()])
    after = mc.predict(x, 5, seed=1, keep_samples=True, verbose=0).samples
    assert (before != after).any()
    np.testing.assert_array_equal(after, draws_of(model, x, 5))


def test_a_model_from_a_file_draws_as_the_one_that_was_saved(x, tmp_path):
    model = classifier()
    model.save(tmp_path / "model.keras")
    opened = lamina.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(draws_of(opened, x), draws_of(model, x))
    np.testing.assert_array_equal(
        draws_of(keras.saving.load_model(tmp_path / "model.keras"), x),
        draws_of(model, x),
    )


def two_inputs(kind):
    a, b = keras.Input((4,), name="a"), keras.Input((2,), name="b")
    y = layers.Dropout(0.5)(layers.Dense(3)(a)) + layers.Dense(3)(b)
    return keras.Model([b, a] if kind is list else {"b": b, "a": a}, y)


@pytest.mark.parametrize("kind", [list, dict])
def test_several_inputs_in_lists_and_dictionaries(kind, x):
    model = set_weights(two_inputs(kind))
    named = {"b": x[:, :2], "a": x}
    data = [named["b"], named["a"]] if kind is list else named
    expected = model.predict(data, verbose=0)
    for given_data in (data, named):
        r = predict(model, given_data, 500)
        assert (np.abs(r.mean - expected) < 6 * r.std / np.sqrt(500)).all()
        assert (r.std > 0).all()


def test_several_outputs_have_their_names_and_the_sure_one_no_deviation(x):
    inputs = keras.Input((4,))
    hidden = layers.Dense(5)(inputs)
    sure = layers.Dense(3, name="sure", activation="softmax")(hidden)
    random = layers.Dense(1, name="random")(layers.Dropout(0.5)(hidden))
    label = layers.Dense(2, name="label", activation="sigmoid")(random)
    model = keras.Model(inputs, [random, sure, label])
    r = predict(model, x, 301)
    assert list(r) == ["random", "sure", "label"]
    assert [each.task for each in r.values()] == [
        "regression",
        "classification",
        "classification",
    ]
    assert (r["random"].std > 0).all()
    assert (r["sure"].std == 0).all()
    np.testing.assert_allclose(r["sure"].quantiles - r["sure"].mean, 0, atol=1e-7)
    assert (r["sure"].mutual_information < 1e-12).all()
    assert (r["sure"].variation_ratio == 0).all()
    expected = model.predict(x, verbose=0)[1]
    np.testing.assert_allclose(r["sure"].mean, expected, rtol=1e-5)
    assert r["label"].entropy.shape == (7, 2)
    assert r["random"].entropy is None


def test_outputs_in_a_dictionary_have_its_keys(x):
    class Both(Own):
        def call(self, x, training=None):
            return {"z": super().call(x, training), "a": x}

    inputs = keras.Input((4,))
    y = layers.Dropout(0.5)(layers.Dense(2)(inputs))
    for model in (Both(), keras.Model(inputs, {"z": y, "a": inputs})):
        r = predict(model, x)
        assert set(r) == {"z", "a"}
        # As declared, where that is known, which is not their alphabet's order.
        assert isinstance(model, Both) or list(r) == ["z", "a"]
        np.testing.assert_allclose(r["a"].mean, x, rtol=1e-6)
        assert (r["a"].std == 0).all()
        assert (r["z"].std > 0).all()
        assert r["z"].mean.shape == (7, 2)

    class Nested(Own):
        def call(self, x, training=None):
            return {"z": x, "b": {"c": super().call(x, training)}}

    r = predict(Nested(), x)
    assert set(r) == {"z", "b.c"}
    np.testing.assert_allclose(r["z"].mean, x, rtol=1e-6)

    class Clashing(Own):
        def call(self, x, training=None):
            return {"b.c": x, "b": {"c": super().call(x, training)}}

    assert set(predict(Clashing(), x)) == {"output_1", "output_2"}


@pytest.mark.skipif(keras.backend.backend() != "tensorflow", reason="tf.function")
def test_a_model_whose_call_is_a_function_of_tensorflow_stays_of_use(x):
    import tensorflow as tf

    class Traced(Own):
        call = tf.function(Own.call)

    model = Traced()
    expected = model(x).numpy()
    for size in (3, 7, 3):
        r = predict(model, x, batch_size=size)
        assert (r.std > 0).all()
        np.testing.assert_allclose(model(x[:size]).numpy(), expected[:size], rtol=1e-5)
    assert "call" not in vars(model)


def test_a_class_is_not_told_of_those_that_draw_for_it(x):
    told = []

    class Telling(layers.Dropout):
        def __init_subclass__(cls, *, tag, **kwargs):
            super().__init_subclass__(**kwargs)
            told.append(tag)

    class Told(Telling, tag="mine"):
        def call(self, inputs, training=None):
            return super().call(inputs, training=training)

    layer = Told(0.5)
    model = keras.Sequential([keras.Input((4,)), layers.Dense(4), layer])
    assert (predict(model, x).std > 0).any()
    assert told == ["mine"]
    assert type(layer) is Told


STATELESS = "state" in inspect.signature(keras.Model.predict_step).parameters


class OwnStep:
    """Gives twice what it gives when it is called, and the sum over the columns."""

    def predict_step(self, *args):
        y = super().predict_step(*args)
        y, state = y if STATELESS else (y, None)
        y = {"twice": 2.0 * y, "sum": ops.sum(y, -1)}
        return (y, state) if STATELESS else y


class FunctionalWithOwnStep(OwnStep, keras.Model):
    pass


class OwnWithOwnStep(OwnStep, Own):
    pass


def test_a_predict_step_of_its_own_is_followed(x):
    inputs = keras.Input((4,))
    hidden = layers.Dropout(0.5)(layers.Dense(4)(inputs))
    functional = FunctionalWithOwnStep(inputs, layers.Dense(2, "sigmoid")(hidden))
    own = OwnWithOwnStep()
    own(x)
    for model in (functional, own):
        r = predict(model, x, 200, keep_samples=True)
        assert set(r) == {"twice", "sum"}
        assert {each.task for each in r.values()} == {"regression"}
        sums = r["twice"].samples.sum(-1) / 2
        np.testing.assert_allclose(r["sum"].samples, sums, rtol=1e-4, atol=1e-5)
        expected = model.predict(x, verbose=0)["sum"]
        error = 6 * r["sum"].std / np.sqrt(200)
        assert (np.abs(r["sum"].mean - expected) < error + 0.1).all()
        assert r["sum"].std.min() > 0
        again = predict(model, x, 200, keep_samples=True)
        np.testing.assert_array_equal(r["sum"].samples, again["sum"].samples)
    inner = keras.Model(inputs, layers.Dense(2)(functional(inputs)))
    assert predict(inner, x).mean.shape == (7, 2)


class Positions(keras.Model):
    """Drops on a table that all examples share."""

    def __init__(self, steps):
        super().__init__()
        self.table = layers.Embedding(steps, 4)
        self.drop = layers.Dropout(0.5, name="positions")
        self.steps = steps

    def call(self, x):
        return ops.mean(x + self.drop(self.table(ops.arange(self.steps))), 1)


class TimeMajor(keras.Model):
    def __init__(self):
        super().__init__()
        self.drop = layers.Dropout(0.5, name="major")

    def call(self, x):
        return ops.mean(self.drop(ops.transpose(x, (1, 0, 2))), 0)


class Windows(keras.Model):
    """Drops on several rows of each example."""

    def __init__(self):
        super().__init__()
        self.drop = layers.Dropout(0.5)

    def call(self, x):
        rows = self.drop(ops.reshape(x, (-1, 4)))
        return ops.mean(ops.reshape(rows, (-1, x.shape[1], 4)), 1)


@pytest.mark.parametrize(("examples", "size"), [(6, 6), (6, 3), (5, 2), (1, 1)])
def test_rows_that_are_not_those_of_the_examples_are_an_error(examples, size, values):
    data = values.normal(size=(examples, 6, 4)).astype("float32")
    for model, name in ((Positions(6), "positions"), (TimeMajor(), "major")):
        model(data)
        with pytest.raises(ValueError, match=f"'{name}' is called on a tensor whose"):
            draws_of(model, data, 12, batch_size=size)
        assert model.predict(data, verbose=0).shape == (examples, 4)
    inputs = keras.Input((6, 4))
    inside = keras.Model(inputs, Positions(6)(layers.Dense(4)(inputs)))
    with pytest.raises(ValueError, match="'positions' is called on a tensor whose"):
        draws_of(inside, data, 12, batch_size=size)
    model = Windows()
    model(data)
    draws = draws_of(model, data, 12, batch_size=size)
    np.testing.assert_allclose(draws, draws_of(model, data, 12), rtol=1e-5, atol=1e-6)


def test_rows_that_are_not_those_of_the_examples_stay_an_error(values):
    """A layer before it may be called as it should be."""

    class Both(Positions):
        def __init__(self):
            super().__init__(7)
            self.before = layers.Dropout(0.5)

        def call(self, x):
            return super().call(self.before(x))

    model, data = Both(), values.normal(size=(7, 7, 4)).astype("float32")
    model(data)
    mc = MonteCarloDropout(model)
    for _ in range(2):
        with pytest.raises(ValueError, match="'positions' is called on a tensor whose"):
            mc.predict(data, 5, batch_size=7, verbose=0)


def test_a_layer_that_is_made_for_one_number_of_rows_draws(x):
    class Fixed(keras.Model):
        def __init__(self):
            super().__init__()
            self.drop = layers.Dropout(0.5)

        def call(self, x):
            return self.drop(ops.reshape(x, (7, 4)))

    model = Fixed()
    model(x)
    draws = draws_of(model, x, batch_size=7)
    np.testing.assert_allclose(
        draws[draws != 0], np.tile(2 * x, (20, 1, 1))[draws != 0]
    )


def test_masks_of_padded_sequences_hold_in_every_draw():
    model = stack(
        layers.Embedding(5, 4, mask_zero=True),
        layers.SpatialDropout1D(0.4),
        layers.LSTM(3, recurrent_dropout=0.3),
        layers.Dense(1),
        shape=(6,),
    )
    set_weights(model)
    ids = np.array([[1, 2, 3, 0, 0, 0], [4, 3, 2, 1, 1, 2]], "int32")
    kept = draws_of(model, ids, 12)
    # What stands behind the mask is not looked at.
    model.layers[0].set_weights(
        [np.concatenate([[[99.0] * 4], model.layers[0].get_weights()[0][1:]])]
    )
    np.testing.assert_array_equal(draws_of(model, ids, 12), kept)
    assert kept.std(0).min() > 0


@pytest.mark.parametrize("policy", ["float16", "mixed_float16", "mixed_bfloat16"])
def test_low_precision_models(policy, x):
    keras.config.set_dtype_policy(policy)
    model = classifier()
    r = predict(model, x, 200)
    assert r.mean.dtype == r.entropy.dtype == "float64"
    assert r.task == "classification"
    np.testing.assert_allclose(r.mean.sum(-1), 1, rtol=1e-12)
    assert (r.mutual_information >= 0).all()
    exact = keras.models.clone_model(model)
    keras.config.set_dtype_policy("float32")
    exact = classifier()
    exact.set_weights([w.astype("float32") for w in model.get_weights()])
    expected = predict(exact, x, 200)
    np.testing.assert_allclose(r.mean, expected.mean, atol=0.03)


@pytest.mark.skipif(
    BACKEND != "tensorflow",
    reason="JAX has float64 only where it is set; Keras' Dense on PyTorch rounds",
)
def test_a_float64_model_keeps_its_precision():
    model = stack(
        layers.Dense(3, dtype="float64"),
        layers.Dropout(0.5, dtype="float64"),
        shape=(2,),
    )
    data = np.array([[0.5, 0.25]], "float32")
    exact = model.predict_on_batch(data)
    assert exact.dtype == "float64"
    assert (exact != exact.astype("float32")).all()
    r = predict(model, data, 40, quantiles=(1,))
    np.testing.assert_allclose(
        r.quantiles[0], np.maximum(2 * exact, 0), rtol=1e-14, atol=1e-300
    )


# ---- seeds, batches, draws, rows


def test_identical_rows_get_draws_of_their_own_and_share_them_per_draw():
    model, rows = linear(0.5, 8, 1), np.ones((40, 8), "float32")
    draws = draws_of(model, rows, 50)[..., 0]
    assert len(np.unique(draws.round(5))) > 100
    centred = (draws - draws.mean()) / draws.std()
    for a, b in ((centred[:, :-1], centred[:, 1:]), (centred[:-1], centred[1:])):
        assert abs((a * b).mean()) < 5 / np.sqrt(2000)
    shared = draws_of(model, rows, 50, settings={"masks": "per_draw"})[..., 0]
    np.testing.assert_allclose(shared, shared[:, :1].repeat(40, 1), rtol=1e-5)
    assert shared[:, 0].std() > 0
    # A draw is one function: linear in x, in whatever batch.
    data = np.random.default_rng(1).normal(size=(5, 8)).astype("float32")
    data[4] = data[0] + data[1]
    bias = model.get_weights()[1]
    y = draws_of(model, data, 9, batch_size=2, settings={"masks": "per_draw"}) - bias
    np.testing.assert_allclose(y[:, 4], y[:, 0] + y[:, 1], rtol=1e-4, atol=1e-4)


def test_the_same_seed_gives_the_same_bits_and_another_one_others(x):
    model = classifier()
    first = draws_of(model, x, seed=3)
    np.testing.assert_array_equal(first, draws_of(model, x, seed=3))
    other = draws_of(model, x, seed=4)
    assert (first != other).any(axis=-1).mean() > 0.5
    assert (first != draws_of(model, x, seed=2**31 - 1)).any()


def test_without_a_seed_python_random_decides(x):
    model = classifier()
    keras.utils.set_random_seed(1)
    first, second = (draws_of(model, x, seed=None) for _ in range(2))
    keras.utils.set_random_seed(1)
    np.testing.assert_array_equal(draws_of(model, x, seed=None), first)
    assert (first != second).any()


@pytest.mark.parametrize("size", [1, 3, 100])
def test_batch_sizes_change_nothing(size, x):
    model = stack(layers.Dropout(0.5), shape=(4,))
    whole = draws_of(model, x, 30, batch_size=7)
    np.testing.assert_array_equal(draws_of(model, x, 30, batch_size=size), whole)


def test_more_draws_keep_the_first(x, monkeypatch):
    model = stack(layers.Dropout(0.5), shape=(4,))
    many = draws_of(model, x, 50)
    np.testing.assert_array_equal(draws_of(model, x, 13), many[:13])
    monkeypatch.setattr(monte_carlo, "_MOST_ROWS", 40)
    np.testing.assert_array_equal(draws_of(model, x, 50), many)


def test_draws_of_the_last_call_that_nobody_asked_for_are_left_out(x, monkeypatch):
    model = linear(0.5, 4)
    kept = draws_of(model, x, 13).astype("float64")
    monkeypatch.setattr(monte_carlo, "_MOST_ROWS", 40)
    # 5 draws a call: 15 in all.
    r = predict(model, x, 13)
    np.testing.assert_allclose(r.mean, kept.mean(0), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(r.std, kept.std(0, ddof=1), rtol=1e-5)
    levels = r.quantile_levels
    expected = np.quantile(kept, levels, axis=0)
    np.testing.assert_allclose(r.quantiles, expected, rtol=1e-5, atol=1e-6)


def test_layers_with_a_call_of_their_own_draw_anew_in_each_call(x, monkeypatch):
    monkeypatch.setattr(monte_carlo, "_MOST_ROWS", 7)
    model = stack(OwnDropout(0.5), shape=(4,))
    draws = draws_of(model, x, 12)
    assert len(np.unique(draws.reshape(12, -1), axis=0)) == 12
    np.testing.assert_array_equal(draws, draws_of(model, x, 12))
    assert (draws != draws_of(model, x, 12, seed=2)).any()


def test_what_a_row_gets_does_not_depend_on_the_others(x):
    model = stack(layers.Dropout(0.5), shape=(4,))
    other = x.copy()
    other[[0, 1, 4]] = x[[4, 0, 1]] + 1
    a, b = draws_of(model, x), draws_of(model, other)
    np.testing.assert_array_equal(a[:, [2, 3, 5, 6]], b[:, [2, 3, 5, 6]])
    np.testing.assert_array_equal(a == 0, b == 0)
    np.testing.assert_array_equal(draws_of(model, x[:3]), a[:, :3])


# ---- measures


def entropy(p):
    return -np.where(p > 0, p * np.log(np.maximum(p, 1e-300)), 0).sum(-1)


def assert_measures(r, classes, tolerance=1e-6):
    """`classes`: the kept draws, with an axis of classes."""
    classes = classes.astype("float64")
    mean = classes.mean(0)
    expected = entropy(classes).mean(0)
    count = classes.shape[-1]
    votes = np.stack([(classes.argmax(-1) == k).sum(0) for k in range(count)])
    tolerances = {"rtol": tolerance, "atol": tolerance}
    np.testing.assert_allclose(r.entropy, entropy(mean), **tolerances)
    np.testing.assert_allclose(r.expected_entropy, expected, **tolerances)
    np.testing.assert_allclose(
        r.mutual_information, entropy(mean) - expected, **tolerances
    )
    np.testing.assert_allclose(r.variation_ratio, 1 - votes.max(0) / len(classes))
    for measure in (r.entropy, r.expected_entropy, r.mutual_information):
        assert measure.dtype == "float64"
        assert measure.shape == classes.shape[1:-1]
        assert (measure >= 0).all()
        assert (measure <= r.entropy).all()


@pytest.mark.parametrize("samples", [2, 37])
@pytest.mark.parametrize("from_logits", [False, True])
def test_measures_of_a_softmax(from_logits, samples, x):
    model = classifier(activation=None if from_logits else "softmax")
    r = predict(
        model, x, samples, settings={"from_logits": from_logits}, keep_samples=True
    )
    assert r.task == "classification"
    np.testing.assert_allclose(r.samples.sum(-1), 1, rtol=1e-5)
    assert_measures(r, r.samples)
    assert (r.mutual_information > 0).any()
    if from_logits:
        logits = draws_of(model, x, samples, settings={"task": "regression"})
        p = np.exp(logits) / np.exp(logits).sum(-1, keepdims=True)
        np.testing.assert_allclose(r.samples, p, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("from_logits", [False, True])
def test_measures_of_a_sigmoid_with_one_column(from_logits, x):
    model = classifier(1, None if from_logits else "sigmoid")
    r = predict(model, x, 40, settings={"from_logits": from_logits}, keep_samples=True)
    assert r.task == "classification"
    assert r.mean.shape == (7, 1)
    assert r.entropy.shape == (7,)
    second = r.samples.astype("float64")
    assert_measures(r, np.concatenate([1 - second, second], -1))
    assert (second <= 1).all()


@pytest.mark.parametrize("shape", [(4,), (3, 4)])
def test_measures_of_a_sigmoid_with_several_columns_are_those_of_each(shape, values):
    model = set_weights(
        stack(layers.Dropout(0.5), layers.Dense(3, "sigmoid"), shape=shape), 2
    )
    data = values.normal(size=(7, *shape)).astype("float32")
    r = predict(model, data, 40, keep_samples=True)
    assert r.mean.shape == r.entropy.shape == (7, *shape[:-1], 3)
    second = r.samples.astype("float64")
    np.testing.assert_allclose(r.mean, second.mean(0), rtol=1e-6)
    assert_measures(r, np.stack([1 - second, second], -1))
    assert (np.abs(r.mean.sum(-1) - 1) > 0.01).any()
    # What each column alone would have said.
    column = keras.Model(model.inputs, model.outputs[0][..., 1:2])
    alone = predict(column, data, 40, settings={"task": "classification"})
    np.testing.assert_allclose(alone.entropy, r.entropy[..., 1], rtol=1e-5)
    np.testing.assert_allclose(
        alone.variation_ratio, r.variation_ratio[..., 1], atol=1e-12
    )


def test_several_columns_of_logits_are_classes_and_labels_are_told_by_their_sums(x):
    r = predict(classifier(3, None), x, settings={"from_logits": True})
    assert r.entropy.shape == (7,)
    model = classifier(3, "sigmoid")
    inputs = keras.Input((4,))
    hidden = ops.abs(model(inputs))
    model = keras.Model(inputs, hidden)
    assert predict(model, x).task == "regression"
    r = predict(model, x, settings={"task": "classification"}, keep_samples=True)
    assert r.entropy.shape == (7, 3)
    second = r.samples.astype("float64")
    assert_measures(r, np.stack([1 - second, second], -1))


def test_measures_of_an_output_without_columns_and_of_a_map(x):
    inputs = keras.Input((4,))
    y = layers.Dense(1, "sigmoid")(layers.Dropout(0.5)(inputs))
    model = keras.Model(inputs, ops.squeeze(y, -1))
    r = predict(model, x, settings={"task": "classification"}, keep_samples=True)
    assert r.mean.shape == r.entropy.shape == (7,)
    assert_measures(r, np.stack([1 - r.samples, r.samples], -1))
    model = stack(
        layers.Dropout(0.5),
        layers.Reshape((2, 2, 1)),
        layers.Conv2D(3, 1, activation="softmax"),
        shape=(4,),
    )
    r = predict(model, x, keep_samples=True)
    assert r.entropy.shape == (7, 2, 2)
    assert_measures(r, r.samples)


@given(
    draws=st.integers(2, 9),
    classes=st.integers(2, 4),
    seed=st.integers(0, 10_000),
    cuts=st.lists(st.integers(1, 8), max_size=3),
    sharp=st.sampled_from((0.0, 1.0, 30.0, 1000.0)),
    keep=st.booleans(),
)
@settings(max_examples=60)
def test_streamed_sums_are_those_of_all_draws(draws, classes, seed, cuts, sharp, keep):
    rng = np.random.default_rng(seed)
    logits = sharp * rng.normal(size=(5, draws, classes))
    p = np.exp(logits - logits.max(-1, keepdims=True))
    p = (p / p.sum(-1, keepdims=True)).astype("float32")
    levels = np.array([0.0, 0.1, 0.5, 1.0])
    summary = monte_carlo._Summary("classes", (5, classes), draws, levels, keep)
    edges = sorted({0, draws, *(cut for cut in cuts if cut < draws)})
    for rows in (slice(0, 3), slice(3, 5)):
        for first, last in itertools.pairwise(edges):
            summary.add(p[rows, first:last], rows.start, first)
        summary.finish_batch(rows.start, rows.stop - rows.start)
    r = summary.result()
    exact = np.moveaxis(p.astype("float64"), 1, 0)
    exact /= exact.sum(-1, keepdims=True)
    np.testing.assert_allclose(r.mean, exact.mean(0), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(r.std, exact.std(0, ddof=1), rtol=1e-9, atol=1e-12)
    expected = np.quantile(exact, levels, axis=0)
    np.testing.assert_allclose(r.quantiles, expected, atol=1e-12)
    assert_measures(r, exact, 1e-12)
    assert not np.isnan(r.entropy).any()
    assert (r.samples is not None) == keep
    if keep:
        np.testing.assert_array_equal(r.samples, exact.astype("float32"))


def test_draws_that_agree_have_no_negative_information():
    p = np.random.default_rng(1).dirichlet([1, 1, 1], size=500)
    summary = monte_carlo._Summary("classes", (500, 3), 7, np.array([]), False)
    summary.add(np.repeat(p[:, None], 7, axis=1), 0, 0)
    r = summary.result()
    assert (r.mutual_information >= 0).all()
    assert (r.mutual_information < 1e-12).all()
    assert (r.std == 0).all()


def test_rounding_makes_no_negative_entropy():
    p = np.array([[np.nextafter(1, 2), 0.0]])
    assert entropy(p)[0] < 0
    assert monte_carlo._entropy(p)[0] == 0


def test_labels_that_happen_to_sum_to_one_are_labels(x):
    model = stack(layers.Dropout(0.5), layers.Dense(2, "sigmoid"), shape=(4,))
    model.layers[1].set_weights([np.zeros((4, 2)), np.zeros(2)])
    np.testing.assert_allclose(predict(model, x).entropy, np.full((7, 2), np.log(2)))


class Scaled(keras.Model):
    """Probabilities, times what the last column says."""

    def __init__(self):
        super().__init__()
        self.drop = layers.Dropout(0.5)

    def call(self, x):
        return ops.softmax(self.drop(x[:, :3])) * x[:, 3:]


@pytest.mark.parametrize("size", [2, 7])
def test_all_draws_decide_what_the_outputs_are(size, x):
    model, data = Scaled(), np.abs(x)
    data[:, 3] = 1
    model(data)
    arguments = {"batch_size": size, "keep_samples": True}
    r = predict(model, data, **arguments)
    assert r.task == "classification"
    assert_measures(r, r.samples)
    # Later examples say that they are no classes after all.
    data[4:, 3] = 3
    r = predict(model, data, **arguments)
    assert r.task == "regression"
    np.testing.assert_allclose(r.mean.sum(-1), data[:, 3], rtol=1e-5)
    np.testing.assert_allclose(r.samples.sum(-1), data[:, 3] * np.ones((20, 1)), 1e-5)
    # Or no probabilities at all.
    fails(
        "goes from", data, model, settings={"task": "classification"}, batch_size=size
    )
    data[4:, 3] = 0.5
    r = predict(model, data, settings={"task": "classification"}, **arguments)
    assert r.entropy.shape == (7, 3)
    second = r.samples.astype("float64")
    assert_measures(r, np.stack([1 - second, second], -1))


def softmax_up_to_a_thousand(x):
    # What an infinite number becomes in a product is the processor's affair.
    largest = ops.max(ops.abs(x), axis=-1, keepdims=True)
    return ops.where(largest > 1000, np.nan, ops.softmax(x))


softmax_up_to_a_thousand.__name__ = "softmax"


@pytest.mark.parametrize("size", [1, 7])
def test_what_is_not_finite_makes_no_class_and_no_vote(size, x):
    x[[0, 3]] *= 1e6
    r = predict(classifier(activation=softmax_up_to_a_thousand), x, batch_size=size)
    for name in ("mean", "entropy", "mutual_information", "variation_ratio"):
        missing = np.isnan(getattr(r, name))
        assert missing[[0, 3]].all()
        assert not missing[[1, 2, 4, 5, 6]].any()
    model, x = Scaled(), np.abs(x)
    x[:, 3] = 1
    model(x)
    assert predict(model, x, batch_size=size).task == "classification"
    x[:, 3] = np.inf
    assert predict(model, x, batch_size=size).task == "regression"


def softmaxes():
    x = keras.Input((6, 4))
    y = layers.Dense(5)(layers.Dropout(0.5)(x))
    return x, {
        "axis 1": [layers.Softmax(axis=1)(y), ops.softmax(y, axis=1)],
        r"axis \(1, 2\)": [layers.Softmax(axis=(1, 2))(y)],
        "another axis than the last": [
            layers.Permute((2, 1))(layers.Softmax()(y)),
            layers.Flatten()(layers.Softmax()(y)),
        ],
    }


def test_classes_along_another_axis_than_the_last_are_an_error(values):
    data = values.normal(size=(7, 6, 4)).astype("float32")
    inputs, groups = softmaxes()
    for where, outputs in groups.items():
        for output in outputs:
            model = keras.Model(inputs, output)
            fails(f"is a softmax along {where}", data, model, samples=3)
            r = predict(model, data, settings={"task": "regression"}, keep_samples=True)
            np.testing.assert_allclose(r.mean, r.samples.mean(0), rtol=1e-4, atol=1e-6)


def test_logits_and_what_is_none(x):
    for units, activation in ((3, "softmax"), (3, "sigmoid"), (1, "sigmoid")):
        model = classifier(units, activation)
        match = f"`from_logits` is set, but the output .* ends in a {activation}"
        fails(match, x, model, settings={"from_logits": True})
    both = {"from_logits": True, "task": "regression"}
    fails("`from_logits` is for classification", x, linear(0.5, 4), settings=both)


def test_task_and_logits_of_each_output(x):
    inputs = keras.Input((4,))
    hidden = layers.Dropout(0.5)(inputs)
    ends = [layers.Dense(3, name="kind")(hidden), layers.Dense(3, name="size")(hidden)]
    model = keras.Model(inputs, ends)
    r = predict(model, x, settings={"from_logits": {"kind": True}})
    assert [each.task for each in r.values()] == ["classification", "regression"]
    np.testing.assert_allclose(r["kind"].mean.sum(-1), 1)
    settings = {"from_logits": True, "task": {"size": "regression"}}
    fails("`from_logits` is for classification", x, model, settings=settings)
    for name in ("task", "from_logits"):
        settings = {name: {"kinds": None if name == "task" else True}}
        fails(
            f"`{name}` must have names of outputs, .* not ..kinds",
            x,
            model,
            settings=settings,
        )
    with pytest.raises(ValueError, match="`task` must be one of"):
        MonteCarloDropout(model, task={"kind": "classify"})


def test_certain_probabilities_have_no_entropy_and_no_nan():
    model = stack(
        layers.Dropout(0.5),
        layers.Dense(3, activation="softmax", kernel_initializer="ones"),
        shape=(2,),
    )
    model.layers[1].set_weights([np.zeros((2, 3)), np.array([0, 1000, -1000.0])])
    r = predict(model, np.ones((4, 2)))
    np.testing.assert_array_equal(r.mean, [[0, 1, 0]] * 4)
    for name in ("entropy", "expected_entropy", "mutual_information", "std"):
        np.testing.assert_array_equal(getattr(r, name), 0)
    np.testing.assert_array_equal(r.variation_ratio, 0)
    for value in (-1e6, 1e6):
        model = stack(layers.Dropout(0.5), layers.Dense(1), shape=(2,))
        model.layers[1].set_weights([np.zeros((2, 1)), np.array([value])])
        r = predict(model, np.ones((4, 2)), settings={"from_logits": True})
        np.testing.assert_allclose(r.mean, float(value > 0), atol=1e-300)
        np.testing.assert_allclose(r.entropy, 0, atol=1e-300)


def test_a_regression_has_no_measures(x):
    r = predict(linear(0.5, 4), x, keep_samples=True)
    assert r.task == "regression"
    assert r.entropy is r.expected_entropy is r.mutual_information is None
    assert r.variation_ratio is None
    np.testing.assert_allclose(r.mean, r.samples.astype("float64").mean(0), rtol=1e-6)
    np.testing.assert_allclose(r.std, r.samples.std(0, ddof=1, dtype="float64"))
    assert r.samples.dtype == "float32"
    assert r.samples.shape == (20, 7, 2)


@pytest.mark.parametrize("quantiles", [(0.5,), (0, 0.3, 1), 0.25])
def test_quantiles_are_exact_up_to_256_draws(quantiles, x):
    r = predict(linear(0.5, 4), x, 256, quantiles=quantiles, keep_samples=True)
    levels = np.atleast_1d(quantiles)
    expected = np.quantile(r.samples.astype("float64"), levels, axis=0)
    np.testing.assert_allclose(r.quantiles, expected)
    np.testing.assert_array_equal(r.quantile_levels, levels)
    assert r.quantile_draws == 256


def test_quantiles_of_more_draws_are_those_of_the_first_256(x, monkeypatch):
    monkeypatch.setattr(monte_carlo, "_MOST_ROWS", 300)
    r = predict(linear(0.5, 4), x, 400, keep_samples=True, batch_size=3)
    expected = np.quantile(r.samples[:256].astype("float64"), r.quantile_levels, axis=0)
    np.testing.assert_allclose(r.quantiles, expected)
    assert r.quantile_draws == 256
    assert r.draws == len(r.samples) == 400


def test_quantiles_are_computed_in_parts(x, monkeypatch):
    model = linear(0.5, 4, 5)
    expected = predict(model, x, 30).quantiles
    for numbers in (1, 60, 400):
        monkeypatch.setattr(monte_carlo, "_QUANTILE_NUMBERS", numbers)
        r = predict(model, x, 30, batch_size=3)
        np.testing.assert_allclose(r.quantiles, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("quantiles", [None, ()])
def test_quantiles_can_be_left_out(quantiles, x):
    r = predict(linear(0.5, 4), x, quantiles=quantiles)
    assert r.quantiles is None
    assert r.quantile_draws == 0
    assert r.quantile_levels.shape == (0,)
    assert r.samples is None


def test_the_task_is_seen_in_the_last_layer(x):
    inputs = keras.Input((4,))
    hidden = layers.Dropout(0.5)(inputs)
    dense = layers.Dense(3)
    z = keras.Input((4,))
    drop = layers.Dropout(0.5)(z)
    inner = keras.Model(z, [layers.Dense(3)(drop), layers.Dense(1, "sigmoid")(drop)])
    ends = {
        "classification": [
            layers.Dense(1, "sigmoid")(hidden),
            layers.Softmax()(dense(hidden)),
            layers.Activation("softmax")(hidden),
            ops.softmax(hidden),
            ops.sigmoid(hidden),
            inner(inputs)[1],
            stack(layers.Dense(1, "sigmoid"), shape=(4,))(hidden),
            layers.Reshape((4, 1))(hidden * 0.0 + 0.25)[..., 0],
            layers.Reshape(())(layers.Dense(1, "sigmoid")(hidden)),
            layers.Activation("linear")(layers.Dense(1, "sigmoid")(hidden)),
            layers.Identity()(ops.squeeze(layers.Dense(1, "sigmoid")(hidden), -1)),
            layers.Permute((2, 1))(
                layers.RepeatVector(3)(layers.Dense(1, "sigmoid")(hidden))
            ),
        ],
        "regression": [hidden, dense(hidden), ops.abs(hidden), inner(inputs)[0]],
    }
    for task, outputs in ends.items():
        for output in outputs:
            model = keras.Model(inputs, output)
            assert predict(model, x, 3).task == task, output


def recurrent_ends():
    x = keras.Input((3, 4))
    y = layers.Dropout(0.5)(x)
    cell = layers.SimpleRNNCell(1, activation="sigmoid")
    return x, {
        "regression": [
            layers.LSTM(3, activation="softmax")(y),
            layers.LSTM(3, "sigmoid")(y),
            layers.GRU(1, "sigmoid")(y),
            layers.RNN(layers.LSTMCell(1, "sigmoid"))(y),
        ],
        "classification": [
            layers.SimpleRNN(3, activation="softmax")(y),
            layers.SimpleRNN(3, "sigmoid")(y),
            layers.SimpleRNN(1, "sigmoid", return_sequences=True)(y),
            layers.RNN(cell)(y),
        ],
    }


def test_the_activation_of_a_recurrent_layer_may_not_be_its_last_function(values):
    data = values.normal(size=(7, 3, 4)).astype("float32")
    inputs, groups = recurrent_ends()
    for task, outputs in groups.items():
        found = predict(keras.Model(inputs, outputs), data, 3)
        assert [r.task for r in found.values()] == [task] * len(outputs)
    assert list(found.values())[1].entropy.shape == (7, 3)


def test_what_is_made_of_probabilities_may_be_one(x):
    inputs = keras.Input((4,))
    hidden = layers.Dropout(0.5)(inputs)
    a, b, c = (layers.Dense(1, "sigmoid")(hidden) for _ in range(3))
    labels = layers.Dense(3, "sigmoid")(hidden)
    classes = layers.Dense(3, "softmax")(hidden)
    binary = [
        layers.Average()([a, b]),
        (a + b + c) / 3,
        0.25 * a + b * 0.75,
        ops.mean(ops.stack([a, b]), axis=0),
        ops.mean(labels, axis=-1, keepdims=True),
        ops.max(labels, -1),
        1.0 - a * b,
        layers.Maximum()([a, b]),
        layers.Dense(1, "hard_sigmoid")(hidden),
        layers.Activation("hard_sigmoid")(hidden[:, :1]),
        ops.hard_sigmoid(hidden[:, :1]),
        classes[:, 1:2],
        layers.Flatten()(
            layers.GlobalAveragePooling1D()(layers.Reshape((3, 1))(labels))
        ),
        ops.clip(a, 1e-6, 1 - 1e-6),
        ops.clip((a + b) / 2, 0.01, 0.99),
        ops.maximum(a, 1e-6),
        ops.minimum(0.999, a),
        layers.Bidirectional(layers.SimpleRNN(1, "sigmoid"), merge_mode="ave")(
            layers.Reshape((4, 1))(hidden)
        ),
    ]
    several = [
        layers.Average()([labels, labels]),
        layers.Dense(3, "hard_sigmoid")(hidden),
        layers.Concatenate()([a, b, c]),
    ]
    others = [a / 2, a + b, a - b, 2 * a - 1, layers.Multiply()([a, hidden])]
    others += [ops.clip(2 * a - 1, 0, 1), ops.maximum(a, 0.5), ops.maximum(hidden, 0)]
    found = predict(keras.Model(inputs, [*binary, *several, *others]), x, 3)
    found = list(found.values())
    tasks = ["classification"] * (len(binary) + len(several))
    assert [r.task for r in found] == tasks + ["regression"] * len(others)
    for r in found[: len(binary)]:
        assert r.entropy.shape == (7,)
    for r in found[len(binary) : len(tasks)]:
        assert r.entropy.shape == (7, 3)
    (r,) = [predict(keras.Model(inputs, (classes + classes) / 2), x, 3)]
    assert r.task == "classification"
    assert r.entropy.shape == (7,)


def test_logarithms_of_probabilities_become_probabilities(x):
    inputs = keras.Input((4,))
    hidden = layers.Dense(3)(layers.Dropout(0.5)(inputs))
    logs = [
        layers.Activation("log_softmax")(hidden),
        ops.log_softmax(hidden),
        layers.Activation("log_sigmoid")(hidden),
        ops.log_sigmoid(hidden[:, :1]),
    ]
    plain = [
        ops.softmax(hidden),
        ops.softmax(hidden),
        ops.sigmoid(hidden),
        ops.sigmoid(hidden[:, :1]),
    ]
    both = predict(keras.Model(inputs, [*logs, *plain]), x, keep_samples=True)
    both = list(both.values())
    for log, r in zip(both[:4], both[4:], strict=True):
        assert log.task == "classification"
        for name in ("mean", "std", "entropy", "mutual_information", "samples"):
            found, expected = getattr(log, name), getattr(r, name)
            assert found.shape == expected.shape
            np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)
    model = keras.Model(inputs, logs[0])
    r = predict(model, x, settings={"from_logits": True})
    np.testing.assert_allclose(r.mean, predict(model, x).mean, rtol=1e-5)
    r = predict(model, x, settings={"task": "regression"})
    assert (r.mean < 0).all()
    settings = {"from_logits": True}
    fails("ends in a log_sigmoid: it", x, keras.Model(inputs, logs[2]), None, settings)
    axis = keras.Model(inputs, ops.log_softmax(layers.Reshape((3, 1))(hidden), axis=1))
    fails("is a softmax along axis 1", x, axis)


# ---- quick and small


def test_the_first_part_is_computed_once_a_batch(x, monkeypatch):
    mc = MonteCarloDropout(classifier())
    assert mc._split.shares_work
    monkeypatch.setattr(monte_carlo, "_MOST_ROWS", 15)
    calls = {"features": 0, "draw": 0}
    for name in calls:
        real = getattr(mc._split, name)

        def counted(*args, name=name, real=real):
            calls[name] += 1
            return real(*args)

        monkeypatch.setattr(mc._split, name, counted)
    mc.predict(x, samples=20, batch_size=3, verbose=0)
    # 5 draws of 3 examples in 15 rows.
    assert calls == {"features": 3, "draw": 3 * 4}


def test_a_second_prediction_compiles_nothing(x):
    traced = []

    class Noting(layers.Layer):
        def call(self, inputs):
            traced.append(1)
            return inputs

    model = stack(Noting(), layers.Dropout(0.5), Noting(), shape=(4,))
    mc = MonteCarloDropout(model)
    mc.predict(x, 10, verbose=0)
    parts = dict(mc._split._parts)
    traced.clear()
    mc.predict(x, 10, verbose=0)
    assert mc._split._parts == parts
    assert bool(traced) == (BACKEND in ("torch", "numpy"))


def test_memory_does_not_grow_with_the_draws(x, monkeypatch):
    monkeypatch.setattr(monte_carlo, "_MOST_ROWS", 70)
    sizes = []
    real = monte_carlo._Summary.add

    def watched(self, output, start, first):
        real(self, output, start, first)
        arrays = [v for v in vars(self).values() if isinstance(v, np.ndarray)]
        sizes.append(sum(a.nbytes for a in [output, *arrays]))

    monkeypatch.setattr(monte_carlo._Summary, "add", watched)
    model = classifier()
    predict(model, x, 600)
    few = max(sizes)
    sizes.clear()
    predict(model, x, 3000)
    assert max(sizes) == few


def test_a_progress_bar_comes_where_it_is_asked_for(x, capsys):
    model = linear(0.5, 4)
    for verbose, shown in ((0, False), ("2", False), (1, True), ("auto", True)):
        predict(model, x, verbose=verbose)
        assert bool(capsys.readouterr().out.strip()) == shown


# ---- what goes wrong


def fails(match, x, model=None, error=ValueError, settings=None, **arguments):
    with pytest.raises(error, match=match):
        predict(model or linear(0.5, 4), x, settings=settings, **arguments)


def test_a_model_that_cannot_draw_is_an_error():
    plain = stack(layers.Dense(2), layers.Dropout(0), shape=(3,))
    with pytest.raises(ValueError, match="no dropout layer with a rate above 0"):
        MonteCarloDropout(plain)
    with pytest.raises(ValueError, match="no dropout layer"):
        MonteCarloDropout(stack(layers.LSTM(2), layers.RandomFlip(), shape=(3, 2)))
    for other in (layers.Dropout(0.5), None, "model"):
        with pytest.raises(ValueError, match="`model` must be a Keras model"):
            MonteCarloDropout(other)

    class Plain(keras.Model):
        def call(self, x):
            return x

    with pytest.raises(ValueError, match="no dropout layer"):
        MonteCarloDropout(Plain()).predict(np.ones((2, 3)), verbose=0)


def test_a_call_that_drops_in_training_alone_is_an_error(x):
    class Asks(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense, self.drop = layers.Dense(2), layers.Dropout(0.5)

        def call(self, x, training=False):
            y = self.dense(x)
            return self.drop(y, training=training) if training else y

    model = Asks()
    mc = MonteCarloDropout(model)
    for _ in range(2):
        with pytest.raises(
            ValueError, match=r"does not call 'dropout.*' outside training"
        ):
            mc.predict(x, samples=3, verbose=0)
    assert model.predict(x, verbose=0).shape == (7, 2)


def test_a_layer_that_drops_in_training_alone_is_named(x):
    class Block(keras.Layer):
        def __init__(self):
            super().__init__()
            self.drop = layers.Dropout(0.5, name="inner")

        def call(self, x, training=False):
            return self.drop(x, training=training) if training else x

    model = stack(Block(), layers.Dropout(0.5, name="outer"), shape=(4,))
    fails("does not call 'inner' outside training", x, model)
    assert draws_of(model, x, settings={"layers": "outer"}).std() > 0


def test_a_state_that_draws_would_hand_on_is_an_error():
    x = keras.Input(batch_shape=(2, 3, 2))
    lstm = layers.LSTM(2, stateful=True, dropout=0.5, name="lstm")
    data = np.ones((2, 3, 2))
    fails("'lstm' of the model .* is stateful", data, keras.Model(x, lstm(x)))
    # Before the draws it is as in `predict()`, and put back.
    lstm = layers.LSTM(2, stateful=True)
    model = keras.Model(x, layers.Dropout(0.5)(lstm(x)))
    first = draws_of(model, data)
    np.testing.assert_array_equal(draws_of(model, data), first)
    kept = first.max(0)
    np.testing.assert_allclose(kept, 2 * model.predict(data, verbose=0).clip(0), 1e-5)


@pytest.mark.parametrize(
    ("names", "match"),
    [
        (["dropp"], "no layer 'dropp'. Did you mean 'drop'?"),
        (["nothing_like_it"], r"It has \["),
        ("dense", r"'dense' \(Dense\) draws nothing"),
        (["off"], r"'off' \(Dropout\) draws nothing"),
        (["lstm"], r"'lstm' \(LSTM\) draws nothing"),
        ([], "must be names of layers"),
        ([3], "must be names of layers"),
        (3, "must be names of layers"),
    ],
)
def test_layers_that_are_not_there_or_cannot_draw_are_an_error(names, match):
    model = stack(
        layers.Dense(2, name="dense"),
        layers.Dropout(0.5, name="drop"),
        layers.Dropout(0, name="off"),
        layers.LSTM(2, name="lstm"),
        shape=(2, 3),
    )
    with pytest.raises(ValueError, match=match):
        MonteCarloDropout(model, names)


@pytest.mark.parametrize("choice", ["masks", "task"])
def test_choices_are_checked(choice):
    with pytest.raises(ValueError, match=f"`{choice}` must be one of"):
        MonteCarloDropout(linear(), **{choice: "some"})


@pytest.mark.parametrize("samples", [1, 0, -3, 2.5, True, "a", None, np.nan, np.inf])
def test_samples_is_a_whole_number_of_at_least_2(samples, x):
    fails("`samples` must be a whole number of at least 2", x, samples=samples)


@pytest.mark.parametrize("samples", [2.0, np.int64(2), np.float32(2)])
def test_whole_numbers_of_every_type_will_do(samples, x):
    assert predict(linear(0.5, 4), x, samples=samples).draws == 2


@pytest.mark.parametrize("size", [0, -1, 1.5, False])
def test_batch_size_is_a_whole_number_of_at_least_1(size, x):
    fails("`batch_size` must be a whole number of at least 1", x, batch_size=size)


@pytest.mark.parametrize("verbose", ["no", 3, None])
def test_verbose_is_a_choice(verbose, x):
    fails("`verbose` must be one of", x, verbose=verbose)


@pytest.mark.parametrize("seed", [-1, 0.5, True, "a"])
def test_seed_is_a_whole_number_of_at_least_0(seed, x):
    fails("`seed` must be a whole number of at least 0", x, seed=seed)


@pytest.mark.parametrize("quantiles", [1.5, [-0.1, 0.5], [np.nan], "a", [[0.5]], ["b"]])
def test_quantiles_are_numbers_from_0_to_1(quantiles, x):
    fails("`quantiles` must be numbers from 0 to 1", x, quantiles=quantiles)


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (np.ones((3, 1)), r"shape \(examples, 4\), not \(3, 1\)"),
        (np.ones((3, 5)), r"shape \(examples, 4\), not \(3, 5\)"),
        (np.ones((3, 4, 2)), r"shape \(examples, 4\), not \(3, 4, 2\)"),
        (np.ones(4), r"shape \(examples, 4\)"),
        (np.ones((0, 4)), "at least 1, not 0"),
        (np.array([[1, np.nan, 1, 1.0]]), "no missing values"),
        ([np.ones((3, 4))] * 2, "must hold 1 arrays, .* not 2"),
        (np.array([["a"] * 4]), "must hold numbers"),
        (np.array([[None] * 4]), "must hold numbers"),
        (None, "must be an array"),
        (3, "must be an array"),
        ("data", "must be an array"),
        ({}, "one number of examples"),
    ],
)
def test_data_that_do_not_fit_are_an_error(data, match):
    fails(match, data)


def test_several_inputs_are_checked_each(x):
    model = two_inputs(list)
    fails("one number of examples", [x[:3, :2], x], model)
    fails(
        r"`x\[1\]` must be an array of shape \(examples, 4\)",
        [x[:, :2], x[:, :3]],
        model,
    )
    fails("must hold 2 arrays", x, model)
    for kind in (list, dict):
        model = two_inputs(kind)
        fails(r"must have the names \['a', 'b'\]", {"a": x, "c": x}, model)
        fails(r"`x\['b'\]` must be an array of shape", {"a": x, "b": x}, model)
    fails(
        r"must have the names \['keras",
        {"c": x},
        stack(layers.Dropout(0.5), shape=(4,)),
    )


def test_samples_that_would_not_fit_in_memory_are_an_error(x, monkeypatch):
    monkeypatch.setattr(monte_carlo, "_available_memory", lambda: 2**30)
    model = linear(0.5, 4)
    before = [np.array(v) for v in model.variables]
    gib = 4 * 10**8 * 7 * 2 / 2**30
    fails(
        f"{gib:.1f} GiB .*1.0 GiB are free",
        x,
        model,
        MemoryError,
        samples=10**8,
        keep_samples=True,
    )
    for variable, value in zip(model.variables, before, strict=True):
        np.testing.assert_array_equal(np.array(variable), value)
    assert draws_of(model, x).shape == (20, 7, 2)


def test_quantiles_that_would_not_fit_in_memory_are_an_error(x, monkeypatch):
    monkeypatch.setattr(monte_carlo, "_available_memory", lambda: 4 * 256 * 7 * 2 - 1)
    model = linear(0.5, 4)
    fails(
        r"`quantiles` would take .* \(7, 256, 2\).* A smaller",
        x,
        model,
        MemoryError,
        samples=300,
    )
    assert predict(model, x, 300, batch_size=6).quantiles.shape == (5, 7, 2)
    assert predict(model, x, 300, quantiles=None).quantiles is None


def test_the_free_memory_is_known_on_linux():
    free = monte_carlo._available_memory()
    if sys.platform == "linux":
        assert 2**20 < free < 2**50


def test_outputs_that_are_no_probabilities_are_an_error(x):
    fails(
        "`task` can be .* the output 'output_1' goes from .* Set `from_logits`",
        x,
        linear(0.5, 4),
        settings={"task": "classification"},
    )


def test_lists_and_tensors_and_doubles_are_data_too(x):
    model = linear(0.5, 4)
    expected = draws_of(model, x)
    for data in ([x], ops.convert_to_tensor(x), x.astype("float64")):
        np.testing.assert_array_equal(draws_of(model, data), expected)
