"""Rates of dropout that are set between the steps of training."""

import copy
import pickle

import keras
import numpy as np
import pytest
from keras import layers, ops

import lamina
from lamina import (
    DropoutSchedule,
    LayersError,
    LinearRate,
    RateError,
    set_dropout_rate,
)
from lamina.bridge.schedules import FunctionSchedule
from lamina.layers.draws_with import is_row_wise
from lamina.layers.held_rates import hold

# Layers that hold a rate, with an input.
KINDS = {
    "Dropout": (layers.Dropout, (6, 5)),
    "Dropout, shared": (
        lambda rate, seed: layers.Dropout(rate, (None, 1, 5), seed),
        (4, 3, 5),
    ),
    "AlphaDropout": (layers.AlphaDropout, (6, 5)),
    "GaussianDropout": (layers.GaussianDropout, (6, 5)),
    "SpatialDropout1D": (layers.SpatialDropout1D, (4, 3, 5)),
    "SpatialDropout2D": (
        lambda rate, seed: layers.SpatialDropout2D(rate, "channels_first", seed),
        (4, 5, 3, 2),
    ),
    "SpatialDropout3D": (layers.SpatialDropout3D, (2, 2, 3, 2, 5)),
    "lamina's": (lamina.SpatialDropout1D, (4, 3, 5)),
    "DropBlock2D": (
        lambda rate, seed: lamina.DropBlock2D(rate, 3, seed=seed),
        (2, 5, 6, 3),
    ),
    "DropBlock3D, whole maps": (
        lambda rate, seed: lamina.DropBlock3D(rate, 9, seed=seed),
        (3, 3, 2, 3, 4),
    ),
    "DropPath": (lamina.DropPath, (16, 5)),
    "DropPath, of the batch": (
        lambda rate, seed: lamina.DropPath(rate, "batch", seed),
        (4, 3),
    ),
}


def depth(rate, mode, seed):
    """Adds what came, doubled."""
    branch = layers.Rescaling(2.0, name="branch")
    return lamina.StochasticDepth(branch, rate, mode, seed)


DEPTHS = {
    "StochasticDepth": (lambda rate, seed: depth(rate, "batch", seed), (4, 3)),
    "StochasticDepth, by examples": (
        lambda rate, seed: depth(rate, "example", seed),
        (16, 5),
    ),
}


def made(kind, rate, seed=3):
    make, shape = {**KINDS, **DEPTHS}[kind]
    x = ops.convert_to_tensor(
        np.linspace(-1, 2, np.prod(shape)).reshape(shape), "float32"
    )
    return make(rate, seed=seed), x


def numpy(x):
    return np.asarray(ops.convert_to_numpy(x))


def model_of(*dropouts, inputs=(3,), units=4):
    keras.utils.set_random_seed(1)
    dense = layers.Dense(units, kernel_initializer=keras.initializers.GlorotUniform(2))
    model = keras.Sequential([keras.Input(inputs), dense, *dropouts, layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.05), "mse")
    return model


X = np.linspace(-1, 1, 24, dtype="float32").reshape(8, 3)
Y = X.sum(1, keepdims=True)


def trained(model, **arguments):
    options = {"batch_size": 4, "verbose": 0, "shuffle": False}
    return lamina.run_method(model, "fit", x=X, y=Y, **{**options, **arguments})


def assert_same_weights(model, other, exact=False):
    for one, two in zip(model.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_allclose(one, two, rtol=0 if exact else 1e-5, atol=1e-6)


@pytest.mark.parametrize("kind", [*KINDS, *DEPTHS])
def test_a_rate_that_is_held_drops_as_one_that_was_given(kind):
    changed, x = made(kind, 0.6)
    set_dropout_rate(keras.Sequential([changed]), 0.3)
    given, _ = made(kind, 0.3)
    for _ in range(2):
        expected = numpy(given(x, training=True))
        np.testing.assert_allclose(numpy(changed(x, training=True)), expected, 1e-5)
    np.testing.assert_array_equal(numpy(changed(x)), numpy(given(x)))
    assert (changed.rate, changed.get_config()) == (
        0.3,
        {**given.get_config(), "name": changed.name},
    )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind[0] not in "AG"])
def test_a_rate_of_nothing_and_of_everything_can_be_set(kind):
    layer, x = made(kind, 0.0)
    model = keras.Sequential([layer])
    set_dropout_rate(model, 1)
    assert not numpy(layer(x, training=True)).any()
    set_dropout_rate(model, 0)
    np.testing.assert_array_equal(numpy(layer(x, training=True)), numpy(x))


@pytest.mark.parametrize("kind", [*KINDS, *DEPTHS])
def test_a_rate_that_is_held_may_be_set_by_itself(kind):
    layer, x = made(kind, 0.6)
    written = keras.saving.serialize_keras_object(layer)
    set_dropout_rate(keras.Sequential([layer]), 0.3)
    held = keras.saving.serialize_keras_object(layer)
    for part in ("module", "class_name", "registered_name"):
        assert held[part] == written[part]
    assert is_row_wise(layer)
    drop = compiled(layer)
    drop(x)
    given, _ = made(kind, 0.5)
    set_dropout_rate(keras.Sequential([given]), 0.125)
    given(x, training=True)
    layer.rate = 0.125
    assert layer.rate == layer.get_config()["rate"] == 0.125
    np.testing.assert_allclose(numpy(drop(x)), numpy(given(x, training=True)), 1e-5)
    for rate, error in ((2, ValueError), ("a", TypeError), (np.nan, ValueError)):
        with pytest.raises(error, match="`rate` must be a number from 0 to 1, not"):
            layer.rate = rate
    assert (layer.rate, float(numpy(layer.held.state))) == (0.125, 0.125)
    for copied in (copy.deepcopy(layer), pickle.loads(pickle.dumps(layer))):
        assert type(copied) is type(made(kind, 0.5)[0])
        copied.rate = 0.75
        assert (layer.rate, copied.rate) == (0.125, 0.75)


def compiled(layer):
    """What a layer does in training, compiled but on PyTorch."""
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        return tf.function(lambda x: layer(x, training=True))
    if keras.backend.backend() == "jax":
        import jax

        @jax.jit
        def drop(x, values):
            mapping = zip(layer.variables, values, strict=True)
            with keras.StatelessScope(mapping) as scope:
                y = layer(x, training=True)
            return y, [scope.get_current_value(each) for each in layer.variables]

        def dropped(x):
            y, values = drop(x, [each.value for each in layer.variables])
            for each, value in zip(layer.variables, values, strict=True):
                each.assign(value)
            return y

        return dropped
    return lambda x: layer(x, training=True)


@pytest.mark.parametrize("kind", DEPTHS)
def test_a_branch_is_always_or_never_there_where_that_is_set(kind):
    layer, x = made(kind, 0.5)
    model = keras.Sequential([layer])
    for rate, factor in ((1, 1), (0, 3)):
        set_dropout_rate(model, rate)
        np.testing.assert_allclose(numpy(layer(x, training=True)), factor * numpy(x))


def test_the_rate_is_no_weight_and_in_no_file(tmp_path):
    model = model_of(layers.Dropout(0.5, seed=1, name="drop"))
    weights, count = len(model.get_weights()), model.count_params()
    set_dropout_rate(model, 0.125)
    assert (len(model.get_weights()), model.count_params()) == (weights, count)
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    assert again.get_layer("drop").rate == 0.125
    assert_same_weights(again, model, exact=True)
    model.save_weights(tmp_path / "model.weights.h5")
    again.load_weights(tmp_path / "model.weights.h5")
    copied = copy.deepcopy(model)
    for each in (again, keras.models.clone_model(model), copied):
        assert each.get_layer("drop").rate == 0.125
        assert type(each.get_layer("drop")) is layers.Dropout
    set_dropout_rate(copied, 0.75)
    assert model.get_layer("drop").rate == 0.125


def test_a_schedule_sets_the_rate_of_each_epoch():
    rates = [0.5, 0.0, 0.25]
    dropouts = [layers.Dropout(0.9, seed=1), layers.GaussianDropout(0.9, seed=2)]
    model = model_of(*dropouts)
    history = trained(
        model, epochs=3, callbacks=[DropoutSchedule(lambda epoch: rates[epoch])]
    )
    assert history.history["dropout_rate"] == rates
    by_hand = model_of(layers.Dropout(0.9, seed=1), layers.GaussianDropout(0.9, seed=2))
    for epoch, rate in enumerate(rates):
        set_dropout_rate(by_hand, rate)
        losses = trained(by_hand).history["loss"]
        np.testing.assert_allclose(losses[0], history.history["loss"][epoch], 1e-6)
    assert_same_weights(model, by_hand)


def test_several_schedules_in_one_training_have_lines_of_their_own():
    model = model_of(*[layers.Dropout(0.5, name=name) for name in "abc"])

    def schedule(rate, layers=None):
        return DropoutSchedule(lambda epoch: rate / (1 + epoch), layers)

    def lines(*callbacks):
        history = trained(model, epochs=2, callbacks=list(callbacks)).history
        return {name: rates for name, rates in history.items() if name != "loss"}

    every, last = schedule(0.5), schedule(0.25, [model.get_layer("b"), "c"])
    assert lines(every, last, schedule(0.75, "a")) == {
        "dropout_rate": [0.5, 0.25],
        "dropout_rate_b_c": [0.25, 0.125],
        "dropout_rate_a": [0.75, 0.375],
    }
    assert [model.get_layer(name).rate for name in "abc"] == [0.375, 0.125, 0.125]
    # In a training of its own, after one that failed, too.
    with pytest.raises(LayersError):
        lines(every, schedule(0.5, "none"))
    assert lines(last) == {"dropout_rate": [0.25, 0.125]}
    assert lines(every, schedule(0.75)) == {"dropout_rate": [0.75, 0.375]}


def test_a_schedule_of_lamina_counts_epochs_there():
    model = model_of(lamina.SpatialDropout1D(0.5), inputs=(2, 3))
    x = np.ones((4, 2, 3), "float32")
    callback = DropoutSchedule(LinearRate(0.5, 0, steps=2))
    y = np.ones((4, 2, 1))
    history = model.fit(x, y, epochs=3, verbose=0, callbacks=[callback])
    assert history.history["dropout_rate"] == [0.5, 0.25, 0.0]


def over_steps(layer):
    """Takes the numbers of an example for steps of a sequence."""
    return keras.Sequential([layers.Reshape((-1, 1)), layer, layers.Flatten()])


class Traced(layers.Layer):
    """Counts how often it is called, which is once each time something is compiled."""

    def __init__(self):
        super().__init__()
        self.calls = 0

    def call(self, x):
        self.calls += 1
        return x


@pytest.mark.skipif(keras.backend.backend() == "torch", reason="nothing is compiled")
@pytest.mark.parametrize("compiled_before", [False, True])
@pytest.mark.parametrize(
    "make",
    [
        layers.Dropout,
        lamina.DropPath,
        lambda rate: depth(rate, "batch", 1),
        lambda rate: over_steps(lamina.DropBlock1D(rate, 2)),
    ],
)
def test_nothing_is_compiled_anew_between_epochs(compiled_before, make):
    def calls(epochs):
        traced = Traced()
        model = model_of(make(0.5), traced)
        if compiled_before:
            trained(model)
        traced.calls = 0
        halved = DropoutSchedule(lambda epoch: 0.5 / 2**epoch)
        trained(model, epochs=epochs, callbacks=[halved])
        return traced.calls

    assert 0 < calls(1) == calls(6)


def test_it_is_set_within_an_epoch_too():
    model = model_of(layers.Dropout(0.5, seed=1))

    class Setting(keras.callbacks.Callback):
        def on_train_batch_begin(self, batch, logs=None):
            set_dropout_rate(self.model, (0.5, 0.125)[batch])

    trained(model, callbacks=[Setting()])
    by_hand = model_of(layers.Dropout(0.5, seed=1))
    for rate, rows in ((0.5, slice(0, 4)), (0.125, slice(4, 8))):
        set_dropout_rate(by_hand, rate)
        by_hand.train_on_batch(X[rows], Y[rows])
    assert_same_weights(model, by_hand)


@pytest.mark.parametrize(
    "make",
    [
        layers.SpatialDropout1D,
        lamina.SpatialDropout1D,
        lamina.DropPath,
        lambda rate, seed: depth(rate, "batch", seed),
        lambda rate, seed: depth(rate, "example", seed),
        lambda rate, seed: lamina.DropBlock1D(rate, 2, seed=seed),
    ],
)
def test_monte_carlo_dropout_draws_at_the_rate_that_is_set(make):
    model = model_of(make(0.5, seed=1), inputs=(2, 3))
    x = np.ones((3, 2, 3), "float32")
    monte_carlo = lamina.MonteCarloDropout(model)
    first = monte_carlo.predict(x, samples=15, seed=1, verbose=0)
    set_dropout_rate(model, 0.125)
    second = monte_carlo.predict(x, samples=15, seed=1, verbose=0)
    assert not np.array_equal(first.mean, second.mean)
    given = model_of(make(0.125, seed=1), inputs=(2, 3))
    of_given = lamina.MonteCarloDropout(given)
    expected = of_given.predict(x, samples=15, seed=1, verbose=0)
    np.testing.assert_allclose(second.mean, expected.mean, 1e-5)


def test_seeds_go_back_and_the_rate_stays():
    layer, x = made("Dropout", 0.5)
    set_dropout_rate(keras.Sequential([layer]), 0.25)
    first = numpy(layer(x, training=True))
    lamina.reset_seeds(layer)
    np.testing.assert_array_equal(numpy(layer(x, training=True)), first)
    assert layer.rate == 0.25


def test_layers_are_chosen_by_name_and_by_themselves():
    dropouts = [layers.Dropout(0.5, name=name) for name in "abc"]
    model = model_of(*dropouts)
    set_dropout_rate(model, 0.1, "a")
    set_dropout_rate(model, 0.2, [dropouts[1], "c"])
    assert [layer.rate for layer in dropouts] == [0.1, 0.2, 0.2]
    inner = keras.Sequential([keras.Input((4,)), layers.Dropout(0.5)], name="inner")
    outer = model_of(layers.Dropout(0.5), inner)
    set_dropout_rate(outer, 0.1, "inner")
    assert (outer.layers[1].rate, inner.layers[0].rate) == (0.5, 0.1)
    # The rate of an attention layer is the layer's.
    attention = layers.MultiHeadAttention(1, 2, dropout=0.5)
    inputs = keras.Input((2, 4))
    outputs = layers.Dropout(0.5, name="drop")(attention(inputs, inputs))
    functional = keras.Model(inputs, outputs)
    set_dropout_rate(functional, 0.1)
    assert attention._dropout_layer.rate == 0.5
    assert functional.get_layer("drop").rate == 0.1


@pytest.mark.parametrize(
    ("rate", "chosen", "error", "says"),
    [
        (1.5, None, ValueError, "`rate`.*from 0 to 1, not 1.5"),
        ("0.5", None, TypeError, "`rate`.*'0.5'"),
        (0.1, "dorp", ValueError, "no layer 'dorp'. Did you mean 'drop'"),
        (0.1, "x", ValueError, "no layer 'x'. Layers with a rate: drop"),
        (0.1, ["drop", "lstm"], ValueError, "'lstm' .LSTM. has no rate"),
        (0.1, layers.Dropout(0.5, name="new"), ValueError, "'new' is not in the model"),
    ],
)
def test_what_cannot_be_set_is_refused_and_nothing_is(rate, chosen, error, says):
    drop, lstm = (
        layers.Dropout(0.5, name="drop"),
        layers.LSTM(2, dropout=0.5, name="lstm"),
    )
    model = keras.Sequential([keras.Input((2, 3)), drop, lstm])
    with pytest.raises(error, match=says):
        set_dropout_rate(model, rate, chosen)
    assert drop.rate == 0.5


def test_models_without_a_rate_are_refused():
    with pytest.raises(ValueError, match="no dropout layer whose rate can be set"):
        set_dropout_rate(model_of(), 0.1)
    with pytest.raises(
        TypeError, match="`model` must be a Keras model, not of type Dense"
    ):
        set_dropout_rate(layers.Dense(1), 0.1)
    with pytest.raises(TypeError, match="`schedule` must be a function"):
        DropoutSchedule(0.5)
    model = model_of(layers.Dropout(0.5))
    with pytest.raises(ValueError, match="from 0 to 1, not nan for epoch 0"):
        trained(model, callbacks=[DropoutSchedule(lambda epoch: float("nan"))])


# ---- Schedules that give what is no rate -----------------------------------------


class Bad(keras.optimizers.schedules.LearningRateSchedule):
    """0.5, and something else from a step on."""

    def __init__(self, step, came):
        super().__init__()
        self.step, self.came = step, came

    def __call__(self, step):
        step = ops.cast(step, "float32")
        return ops.where(
            step < self.step, 0.5, ops.convert_to_tensor(self.came, "float32")
        )

    def get_config(self):
        return {"step": self.step, "came": self.came}


SCHEDULED = [
    lamina.SpatialDropout1D,
    lamina.DropPath,
    lambda rate, seed: depth(rate, "batch", seed),
    lambda rate, seed: lamina.DropBlock1D(rate, 2, seed=seed),
]

X3, Y3 = np.ones((8, 2, 3), "float32"), np.ones((8, 2, 1), "float32")


@pytest.mark.parametrize("came", [np.nan, -0.5, 1.5])
@pytest.mark.parametrize("make", SCHEDULED)
def test_training_stops_before_a_step_without_a_rate(make, came):
    def fit(schedule, **arguments):
        model = model_of(make(schedule, seed=1), inputs=(2, 3))
        options = {"batch_size": 2, "verbose": 0, "shuffle": False}
        try:
            lamina.run_method(model, "fit", x=X3, y=Y3, **{**options, **arguments})
        except RateError as error:
            return model, error
        return model, None

    model, error = fit(Bad(6, came), epochs=2)
    assert (error.step, str(error.came)) == (6, str(came))
    # After four steps of the first epoch, and two of the second.
    expected, error = fit(Bad(100, came))
    assert error is None
    lamina.run_method(
        expected,
        "fit",
        x=X3,
        y=Y3,
        batch_size=2,
        verbose=0,
        shuffle=False,
        steps_per_epoch=2,
    )
    assert_same_weights(model, expected)


def test_each_model_that_has_a_layer_takes_its_rate():
    for drop in (layers.Dropout(0.5), lamina.DropPath(0.5)):
        models = [model_of(drop), model_of(drop)]
        for model in models:
            trained(model)
        for model in models:
            set_dropout_rate(model, 1.0)
            kernel, *_ = before = model.get_weights()
            trained(model)
            # Nothing comes to what lies before.
            np.testing.assert_array_equal(model.get_weights()[0], kernel)
            assert (model.get_weights()[-1] != before[-1]).all()


def test_a_model_that_is_compiled_takes_a_schedule_and_what_is_set_within_it():
    def kernel_stays(model):
        kernel, *_ = model.get_weights()
        trained(model)
        return np.array_equal(model.get_weights()[0], kernel)

    drop = lamina.DropPath(0.0)
    model = model_of(keras.Sequential([keras.Input((4,)), drop], name="inner"))
    assert not kernel_stays(model)
    for schedule in (LinearRate(1, 1, steps=1), lamina.PiecewiseRate(9, (1, 0))):
        drop.rate = schedule
        assert kernel_stays(model)
        # Within the model.
        set_dropout_rate(model.get_layer("inner"), 0.0)
        assert not kernel_stays(model)


@pytest.mark.skipif(
    keras.backend.backend() == "torch", reason="PyTorch compiles nothing here"
)
def test_a_second_training_by_a_callback_compiles_nothing():
    traces = []

    class Counting(layers.Layer):
        def call(self, inputs):
            traces.append(1)
            return inputs

    model = model_of(layers.Dropout(0.5), Counting())
    halved = [DropoutSchedule(lambda epoch: 0.5 / 2**epoch)]
    trained(model, callbacks=halved)
    before = len(traces)
    history = trained(model, callbacks=halved, epochs=2)
    assert history.history["dropout_rate"] == [0.5, 0.25]
    assert len(traces) == before


@pytest.mark.parametrize("make", SCHEDULED)
def test_a_number_takes_the_place_of_a_schedule_that_gives_no_rate(make):
    def fails(step):
        raise RuntimeError("no way")

    for schedule in (Bad(0, 1.5), FunctionSchedule(fails)):
        drop = make(schedule, seed=1)
        drop.rate = 0.25
        assert drop.rate == 0.25
        drop.rate = schedule
        with pytest.raises(RateError, match="at step 0"):
            _ = drop.rate
        model = model_of(drop, inputs=(2, 3))
        lamina.set_dropout_rate(model, 0.5)
        assert drop.rate == 0.5
    model = model_of(make(Bad(0, 1.5), seed=1), inputs=(2, 3))
    halved = DropoutSchedule(lambda epoch: 0.5 / 2**epoch)
    history = model.fit(X3, Y3, epochs=2, callbacks=[halved], verbose=0)
    assert history.history["dropout_rate"] == [0.5, 0.25]


@pytest.mark.parametrize("make", SCHEDULED)
def test_without_lamina_s_loop_the_loss_is_nan(make):
    model = model_of(make(Bad(2, 1.5), seed=1), inputs=(2, 3))
    assert np.isfinite(model.train_on_batch(X3, Y3))
    assert np.isfinite(model.train_on_batch(X3, Y3))
    assert np.isnan(model.train_on_batch(X3, Y3))


@pytest.mark.parametrize("kind", [layers.AlphaDropout, layers.GaussianDropout])
def test_rates_at_which_a_layer_divides_by_0_are_refused(kind):
    model = keras.Sequential(
        [keras.Input((3,)), layers.Dropout(0.1), kind(0.2, name="d")]
    )
    with pytest.raises(LayersError, match=r"'d' .* below 1"):
        lamina.set_dropout_rate(model, 1)
    assert [layer.rate for layer in model.layers] == [0.1, 0.2]
    lamina.set_dropout_rate(model, 0.5)
    with pytest.raises(LayersError, match=r"'d' .* below 1"):
        model.get_layer("d").rate = 1
    assert [layer.rate for layer in model.layers] == [0.5, 0.5]
    made = keras.Sequential([keras.Input((3,)), kind(1.0, name="d")])
    for held in (False, True):
        if held:
            assert hold(made.get_layer("d"))
        with pytest.raises(LayersError, match=r"'d' .* below 1"):
            lamina.MonteCarloDropout(made).predict(X, samples=2, verbose=0)
