"""Rates of dropout that change while a model is trained."""

import copy
import pickle

import keras
import numpy as np
import pytest
from feature_maps import DTYPES
from keras import ops
from programs import told_by

import lamina
from lamina import DropBlock2D, DropPath, SpatialDropout2D, StochasticDepth
from lamina.layers.channel_mask import drop_feature_maps
from lamina.layers.rates import (
    CosineRate,
    LinearRate,
    PiecewiseRate,
    RateError,
    sound_rate,
)

SCHEDULES = [
    LinearRate(0.5, 0.1, steps=4, begin=2),
    CosineRate(0.0, 1.0, steps=6),
    PiecewiseRate((2, 5), (0.1, 0, 0.9)),
]


def numpy(x):
    return np.asarray(ops.convert_to_numpy(x), "float64")


def rates_of(schedule, steps=9):
    return [float(schedule(step)) for step in range(steps)]


def test_rates_are_those_of_the_formulas():
    linear, cosine, piecewise = map(rates_of, SCHEDULES)
    expected = np.interp(range(9), [2, 6], [0.5, 0.1])
    np.testing.assert_allclose(linear, expected, rtol=1e-6)
    expected = [(1 - np.cos(np.pi * min(step / 6, 1))) / 2 for step in range(9)]
    np.testing.assert_allclose(cosine, expected, rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(piecewise, [0.1] * 2 + [0] * 3 + [0.9] * 4, rtol=1e-6)
    # The ends are exact, for steps of any kind.
    assert linear[8] == np.float32(0.1)
    assert (cosine[0], cosine[8]) == (0, 1)
    step = keras.Variable(4, dtype="int32", trainable=False)
    assert float(SCHEDULES[0](step)) == linear[4]


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_schedules_come_back_from_their_configuration(schedule):
    config = keras.saving.serialize_keras_object(schedule)
    again = keras.saving.deserialize_keras_object(config)
    assert type(again) is type(schedule)
    assert rates_of(again) == rates_of(schedule)


@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (lambda: LinearRate(0.5, 1.5, 3), ValueError, "`final_rate`.*0 to 1, not 1.5"),
        (lambda: CosineRate("0.5", 1, 3), TypeError, "`initial_rate`.*'0.5'"),
        (lambda: LinearRate(0.5, 0, 0), ValueError, "`steps`.*at least 1, not 0"),
        (lambda: LinearRate(0.5, 0, 2.5), TypeError, "`steps`.*2.5 .of type float"),
        (lambda: LinearRate(0.5, 0, 3, -1), ValueError, "`begin`.*at least 0, not -1"),
        (lambda: PiecewiseRate((3, 3), (0, 1, 0)), ValueError, "increasing.*3, 3"),
        (lambda: PiecewiseRate(3, (0, 1, 0)), ValueError, "`rates` must be 2 numbers"),
        (lambda: PiecewiseRate(3, (0, np.nan)), ValueError, "`rates`.*nan"),
        (lambda: PiecewiseRate(0, (0, 1)), ValueError, "`boundaries`.*at least 1"),
    ],
)
def test_what_is_no_schedule_is_refused(make, error, says):
    with pytest.raises(error, match=says):
        make()


# ---- A rate that is a tensor ----------------------------------------------------


def dropped(x, rate, noise_shape, seed=5):
    return drop_feature_maps(x, rate, noise_shape, keras.random.SeedGenerator(seed))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("noise_shape", [(None, 1, None), (None, None, 1), (None,) * 3])
def test_a_tensor_drops_what_its_number_drops(dtype, noise_shape):
    x = ops.cast(ops.reshape(ops.arange(1.0, 241.0), (6, 4, 10)), dtype)
    for rate in (0.25, 0.5, 0.75):
        y = dropped(x, ops.convert_to_tensor(rate, "float32"), noise_shape)
        assert keras.backend.standardize_dtype(y.dtype) == dtype
        fixed = dropped(x, rate, noise_shape)
        np.testing.assert_array_equal(numpy(y) == 0, numpy(fixed) == 0)
        tolerance = {"float16": 2e-3, "bfloat16": 1e-2}.get(dtype, 1e-6)
        np.testing.assert_allclose(numpy(y), numpy(fixed), rtol=tolerance)


@pytest.mark.parametrize(("rate", "factor"), [(0.0, 1), (1.0, 0)])
def test_the_ends_are_exact_and_the_seed_advances(rate, factor):
    generator = keras.random.SeedGenerator(1)
    x = np.array([[np.inf, np.nan, 1, -2]], "float32")
    rate = ops.convert_to_tensor(rate, "float32")
    y = drop_feature_maps(ops.convert_to_tensor(x), rate, (None, None), generator)
    expected = x if factor else np.zeros_like(x)
    np.testing.assert_array_equal(numpy(y), expected)
    assert int(ops.convert_to_numpy(generator.state)[1]) == 1


# ---- Layers ---------------------------------------------------------------------


def spatial(rate, **kwargs):
    return SpatialDropout2D(rate, data_format="channels_last", **kwargs)


def block(rate, **kwargs):
    return DropBlock2D(rate, 3, data_format="channels_last", **kwargs)


def coupled_block(rate, **kwargs):
    return block(rate, coupled=True, **kwargs)


def path(rate, **kwargs):
    return DropPath(rate, **kwargs)


def batch_path(rate, **kwargs):
    return DropPath(rate, "batch", **kwargs)


def depth(rate, mode="example", **kwargs):
    """Where all is dropped, the branch alone gets no gradient."""
    branch = keras.Sequential(
        [
            keras.layers.Dense(8, kernel_initializer="identity"),
            keras.layers.BatchNormalization(),
        ],
        name="branch",
    )
    return StochasticDepth(branch, rate, mode, **kwargs)


def batch_depth(rate, **kwargs):
    return depth(rate, "batch", **kwargs)


LAYERS = [spatial, block, coupled_block, path, batch_path, depth, batch_depth]
each_layer = pytest.mark.parametrize("make", LAYERS)


def model_with(make, rate, **kwargs):
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((14, 14, 2)),
            keras.layers.Conv2D(8, 3),
            make(rate, seed=3, name="drop"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(1),
        ]
    )
    model.compile(keras.optimizers.SGD(0.1), "mse", **kwargs)
    return model


def model_with_all(rate, **kwargs):
    """The layers side by side: one model is compiled in a third of their time."""
    keras.utils.set_random_seed(1)
    inputs = keras.Input((14, 14, 2))
    maps = keras.layers.Conv2D(8, 3)(inputs)
    dropped = [make(rate, seed=3, name=make.__name__)(maps) for make in LAYERS]
    pooled = keras.layers.GlobalAveragePooling2D()(keras.layers.Concatenate()(dropped))
    model = keras.Model(inputs, keras.layers.Dense(1)(pooled))
    model.compile(keras.optimizers.SGD(0.1), "mse", **kwargs)
    return model


X = np.random.default_rng(0).normal(size=(24, 14, 14, 2)).astype("float32")
Y = np.arange(24, dtype="float32")[:, None] / 24


def weights_of(model):
    return [
        weight.numpy() for weight in model.weights if weight.dtype.startswith("float")
    ]


def layer_of(model):
    return model.get_layer("drop")


def layers_of(model):
    return [model.get_layer(make.__name__) for make in LAYERS]


def rate_of(model):
    (rate,) = {layer.rate for layer in layers_of(model)}
    return rate


def trained(model, epochs=1):
    lamina.run_method(
        model, "fit", x=X, y=Y, batch_size=8, epochs=epochs, shuffle=False, verbose=0
    )
    return model


COMPILING = [{"run_eagerly": True}, {"jit_compile": False}]
# torch.compile() needs a C++ compiler, and minutes.
COMPILING += [{"jit_compile": True}] * (keras.backend.backend() != "torch")


@pytest.mark.parametrize("compiling", COMPILING, ids=str)
def test_a_constant_schedule_trains_as_its_number(compiling):
    constant = PiecewiseRate(10**6, (0.5, 0.5))
    for fixed, scheduled in zip(
        weights_of(trained(model_with_all(0.5, **compiling))),
        weights_of(trained(model_with_all(constant, **compiling))),
        strict=True,
    ):
        np.testing.assert_allclose(scheduled, fixed, rtol=1e-5, atol=1e-6)


@each_layer
def test_the_rate_changes_in_training_without_tracing_again(make):
    traced = []

    class Traced(PiecewiseRate):
        def __call__(self, step):
            traced.append(None)
            return super().__call__(step)

    # The first epoch has 3 steps, of which two drop nothing; then all is dropped.
    model = model_with(make, Traced((2, 3), (0, 0.5, 1)))
    trained(model)
    assert layer_of(model).rate == 1
    calls = len(traced)
    # The kernel that gets no gradient where all is dropped.
    kernel = getattr(layer_of(model), "branch", model).layers[0].kernel
    before, first = model.get_weights(), numpy(kernel)
    trained(model, epochs=2)
    compiled = keras.backend.backend() != "torch"
    assert len(traced) == calls if compiled else len(traced) > calls
    after = model.get_weights()
    np.testing.assert_array_equal(first, numpy(kernel))
    assert not np.array_equal(before[-1], after[-1])


@each_layer
def test_training_goes_on_at_its_step_from_a_file(make, tmp_path):
    schedule = LinearRate(0.9, 0.0, steps=12)
    half = trained(model_with(make, schedule), epochs=2)
    path = tmp_path / "model.keras"
    lamina.save_model(half, path)
    again = lamina.load_model(path)
    assert layer_of(again).rate == layer_of(half).rate == pytest.approx(0.45)
    lamina.save_weights(half, tmp_path / "w.weights.h5")
    lamina.load_weights(fresh := model_with(make, schedule), tmp_path / "w.weights.h5")
    assert layer_of(fresh).rate == layer_of(half).rate
    # Keras opens it, with the rate of that step.
    plain = keras.saving.load_model(path)
    if make is spatial:
        assert type(layer_of(plain)) is keras.layers.SpatialDropout2D
    assert layer_of(plain).rate == pytest.approx(0.45)
    predicted = half.predict(X, verbose=0)
    np.testing.assert_array_equal(plain.predict(X, verbose=0), predicted)
    # What is drawn in a model from a file begins anew; the steps go on.
    lamina.reset_seeds(half)
    for one, other in zip(
        weights_of(trained(half)), weights_of(trained(again)), strict=True
    ):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)
    assert layer_of(again).rate == pytest.approx(0.225)


def test_monte_carlo_draws_at_the_rate_of_the_step():
    model = model_with_all(PiecewiseRate(3, (0.9, 0.125)))
    fixed = model_with_all(0.125)
    one, other = (
        lamina.MonteCarloDropout(each).predict(X, samples=4, seed=1, verbose=0)
        for each in (trained(model), fixed)
    )
    assert not np.array_equal(one.mean, other.mean)
    fixed.set_weights(weights_of(model))
    other = lamina.MonteCarloDropout(fixed).predict(X, samples=4, seed=1, verbose=0)
    np.testing.assert_allclose(one.mean, other.mean, rtol=1e-5)


@each_layer
def test_a_layer_is_copied_with_its_schedule(make):
    layer = make(SCHEDULES[0], seed=1, dtype="mixed_float16")
    for copied in (
        type(layer).from_config(layer.get_config()),
        pickle.loads(pickle.dumps(layer)),
        copy.deepcopy(layer),
    ):
        assert copied.dtype_policy.name == "mixed_float16"
        assert rates_of(copied.schedule) == rates_of(SCHEDULES[0])
    layer.rate = 0.2
    assert (layer.rate, layer.schedule) == (0.2, None)
    with pytest.raises(ValueError, match="`rate` must be a number from 0 to 1"):
        layer.rate = 2


# ---- Schedules that are given up ------------------------------------------------


def given_up(rate=0.5, **kwargs):
    """A model that was trained by a schedule, and has a number now."""
    model = trained(model_with_all(LinearRate(0.9, 0.0, steps=12), **kwargs))
    lamina.set_dropout_rate(model, rate)
    return model


def test_a_layer_that_gave_its_schedule_up_has_the_weights_of_a_fixed_one(tmp_path):
    model, fixed = given_up(), model_with_all(0.5)
    assert [w.shape for w in model.weights] == [w.shape for w in fixed.weights]
    keras.models.clone_model(model).set_weights(model.get_weights())
    fixed.set_weights(model.get_weights())
    lamina.save_model(model, tmp_path / "a.h5")
    for opened in (
        lamina.load_model,
        lambda x: keras.saving.load_model(x, None, False),
    ):
        again = opened(tmp_path / "a.h5")
        assert rate_of(again) == 0.5
        np.testing.assert_array_equal(
            again.predict(X, verbose=0), model.predict(X, verbose=0)
        )


def test_weights_go_from_any_rate_to_any_other(tmp_path):
    schedule = LinearRate(0.9, 0.0, steps=12)

    def models():
        return [model_with_all(0.5), given_up(), model_with_all(schedule)]

    others = models()
    for i, saved in enumerate(models()):
        path = tmp_path / f"{i}.weights.h5"
        (saved if i == 1 else trained(saved)).save_weights(path)
        for model in others:
            model.load_weights(path)
            for one, other in zip(weights_of(model), weights_of(saved), strict=True):
                np.testing.assert_array_equal(one, other)
        # With a schedule the last goes on where the file is, if that tells.
        assert rate_of(model) == pytest.approx(0.675 if i == 2 else 0.9)


@pytest.mark.parametrize("compiling", COMPILING, ids=str)
def test_what_was_compiled_goes_on_without_the_schedule(compiling):
    model, fixed = given_up(**compiling), model_with_all(0.9, **compiling)
    lamina.set_dropout_rate(fixed, 0.5)
    fixed.set_weights(model.get_weights())
    lamina.reset_seeds(model)
    for each in (model, fixed):
        each.evaluate(X, Y, verbose=0)
        trained(each)
    for one, other in zip(model.get_weights(), fixed.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(
        model.predict(X, verbose=0), fixed.predict(X, verbose=0), rtol=1e-5
    )
    # Another schedule begins at its first step.
    for layer in layers_of(model):
        layer.rate = LinearRate(0.9, 0.0, steps=12)
    model.compile(keras.optimizers.SGD(0.1), "mse", **compiling)
    trained(model)
    assert rate_of(model) == pytest.approx(0.675)
    assert len(model.weights) == len(fixed.weights) + len(LAYERS)


@each_layer
def test_a_schedule_is_given_up_within_an_epoch(make):
    model = model_with(make, LinearRate(0.9, 0.0, steps=12))
    refused = []

    class GivingUp(keras.callbacks.Callback):
        def on_train_batch_begin(self, batch, logs=None):
            if batch != 1:
                return
            try:
                layer_of(model).rate = 0.5
            except RuntimeError:
                # JAX has the values until a callback asks for its model.
                refused.append(batch)
            lamina.set_dropout_rate(model, 0.5)

    lamina.run_method(
        model, "fit", x=X, y=Y, batch_size=8, verbose=0, callbacks=[GivingUp()]
    )
    assert refused == [1] * (keras.backend.backend() == "jax")
    assert layer_of(model).steps.done() == 1
    assert len(model.weights) == len(model_with(make, 0.5).weights)
    assert all(np.isfinite(weight).all() for weight in model.get_weights())


def test_monte_carlo_dropout_gives_the_schedule_up_too():
    model = model_with_all(LinearRate(0.9, 0.0, steps=12))
    monte_carlo = lamina.MonteCarloDropout(model)
    monte_carlo.predict(X, samples=4, seed=1, verbose=0)
    lamina.set_dropout_rate(model, 0.125)
    mean = monte_carlo.predict(X, samples=4, seed=1, verbose=0).mean
    fixed = lamina.MonteCarloDropout(model_with_all(0.125))
    expected = fixed.predict(X, samples=4, seed=1, verbose=0).mean
    np.testing.assert_allclose(mean, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("rate", [0.5, LinearRate(0.5, 0.0, steps=2)], ids=["0.5", "s"])
def test_a_layer_that_dropped_nothing_may_drop(rate):
    layer, given = spatial(0.0, seed=3), spatial(rate, seed=3)
    layer.rate = rate
    x = ops.ones((4, 2, 2, 8))
    for _ in range(2):
        y = numpy(layer(x, training=True))
        np.testing.assert_array_equal(y, numpy(given(x, training=True)))
        assert (y == 0).any()


@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="Replicas are TensorFlow's"
)
def test_replicas_learn_at_rates_that_change_what_one_device_learns():
    told = told_by("mirrored_rates.py")
    assert set(told) == {"spatial", "path", "block"}
    for found in told.values():
        assert found["alone"] == pytest.approx([0.5, 0.3, 0.8], rel=1e-6)
        assert found["shared"] == found["alone"]
        assert found["difference"] < 1e-5


@pytest.mark.parametrize("given", [[0.1, 0.2], "a", keras.ops.ones(2)], ids=str)
def test_what_is_no_single_number_is_named(given):
    with pytest.raises(RateError, match=r"'drop' must give rates .* at step 3"):
        sound_rate(lambda step: given, 3, "drop")


def test_a_file_that_has_no_place_for_the_steps_is_refused(tmp_path):
    def model(rate):
        drop = lamina.SpatialDropout1D(rate, name="drop")
        return keras.Sequential([keras.Input((4, 3)), drop])

    with pytest.raises(ValueError, match="drop"):
        lamina.save_model(model(LinearRate(0, 0.5, 3)), tmp_path / "a.h5")
    assert not (tmp_path / "a.h5").exists()
    wrapped = keras.Sequential([keras.Input((4, 3)), model(LinearRate(0, 0.5, 3))])
    for each in (model(LinearRate(0, 0.5, 3)), wrapped):
        with pytest.raises(
            ValueError, match=r"HDF5 .* schedule .* 'drop': .* `.keras`"
        ):
            each.save(tmp_path / "a.h5")
    blocks = model(0).layers[0], lamina.DropBlock1D(LinearRate(0, 0.5, 3), 2)
    keras.Sequential([keras.Input((4, 3)), *blocks]).save(tmp_path / "c.h5")
    opened = keras.saving.load_model(tmp_path / "c.h5")
    assert rates_of(opened.layers[1].schedule) == rates_of(blocks[1].schedule)
    lamina.save_model(model(0.5), tmp_path / "b.h5")
    assert keras.saving.load_model(tmp_path / "b.h5").get_layer("drop").rate == 0.5
