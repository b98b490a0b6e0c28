"""Draws are those of dropout, nothing else moves, and the sums are right."""

import inspect
import itertools

import keras
import numpy as np
import pytest
from keras import layers, ops
from monte_carlo_models import (
    classifier,
    draws_of,
    fails,
    linear,
    predict,
    set_weights,
    stack,
    two_inputs,
)

import lamina
from lamina import MonteCarloDropout
from lamina.layers.channel_mask import drop_feature_maps
from lamina.uncertainty import plan, summaries

BACKEND = keras.backend.backend()


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
    data = np.random.default_rng(2).uniform(0.5, 1.5, (4, *shape)).astype("float32")
    for masks in ("per_example", "per_draw")[: 1 + (kind in SOME)]:
        data = data if masks == "per_example" else data[[0] * 4]
        mc = MonteCarloDropout(model, masks=masks)
        whole, parts = (
            mc.predict(data, 6, size, 1, keep_samples=True, verbose=0).samples
            for size in (4, 2)
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


class Noisy(keras.Layer):
    def __init__(self, inner, only_training=False, **kwargs):
        super().__init__(**kwargs)
        self.inner, self.only_training = inner, only_training

    def call(self, inputs, training=False):
        if self.only_training and not training:
            return inputs
        zeros = ops.zeros_like(inputs)
        return inputs * (1 + self.inner(zeros, training=training))


class Added(keras.Layer):
    def __init__(self):
        super().__init__()
        self.seeds = keras.random.SeedGenerator(1)

    def call(self, inputs, training=False):
        noise = keras.random.normal(ops.shape(inputs), seed=self.seeds)
        return inputs + 0.5 * noise if training else inputs


def noisy(**kwargs):
    return Noisy(layers.GaussianNoise(0.5), name="own", **kwargs)


OWN = {
    "noise inside": (noisy, 0.25),
    "noise inside in training": (lambda: noisy(only_training=True), 0.25),
    "noise of ones own inside": (lambda: Noisy(Added(), name="own"), 0.25),
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
    mc = MonteCarloDropout(model, **NAMED)
    draws, again, others = (
        mc.predict(data, 300, seed=seed, keep_samples=True, verbose=0).samples
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(again, draws)
    assert not np.array_equal(others, draws)
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


# Since Keras 3.16 recurrent layers say that they keep no mask.
@pytest.mark.filterwarnings("ignore:Layer 'lstm.*does not support masking")
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
    monkeypatch.setattr(plan, "MOST_ROWS", 40)
    np.testing.assert_array_equal(draws_of(model, x, 50), many)


def test_draws_of_the_last_call_that_nobody_asked_for_are_left_out(x, monkeypatch):
    model = linear(0.5, 4)
    kept = draws_of(model, x, 13).astype("float64")
    monkeypatch.setattr(plan, "MOST_ROWS", 40)
    # 5 draws a call: 15 in all.
    r = predict(model, x, 13)
    np.testing.assert_allclose(r.mean, kept.mean(0), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(r.std, kept.std(0, ddof=1), rtol=1e-5)
    levels = r.quantile_levels
    expected = np.quantile(kept, levels, axis=0)
    np.testing.assert_allclose(r.quantiles, expected, rtol=1e-5, atol=1e-6)


def test_layers_with_a_call_of_their_own_draw_anew_in_each_call(x, monkeypatch):
    monkeypatch.setattr(plan, "MOST_ROWS", 7)
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


# ---- quick and small


def test_the_first_part_is_computed_once_a_batch(x, monkeypatch):
    mc = MonteCarloDropout(classifier())
    assert mc._split.shares_work
    monkeypatch.setattr(plan, "MOST_ROWS", 15)
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
    monkeypatch.setattr(plan, "MOST_ROWS", 70)
    sizes = []
    real = summaries.Summary.add

    def watched(self, output, start, first):
        real(self, output, start, first)
        arrays = [v for v in vars(self).values() if isinstance(v, np.ndarray)]
        sizes.append(sum(a.nbytes for a in [output, *arrays]))

    monkeypatch.setattr(summaries.Summary, "add", watched)
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
