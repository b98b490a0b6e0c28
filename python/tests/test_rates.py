"""Rates of dropout that change while a model is trained."""

import copy
import pickle

import keras
import numpy as np
import pytest
from feature_maps import DTYPES
from keras import ops

import lamina
from lamina import SpatialDropout2D
from lamina.layers.channel_mask import drop_feature_maps
from lamina.layers.rates import CosineRate, LinearRate, PiecewiseRate

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


def model_with(rate, **kwargs):
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((4, 4, 2)),
            keras.layers.Conv2D(8, 3),
            SpatialDropout2D(rate, seed=3, data_format="channels_last"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(1),
        ]
    )
    model.compile(keras.optimizers.SGD(0.1), "mse", **kwargs)
    return model


X = np.random.default_rng(0).normal(size=(24, 4, 4, 2)).astype("float32")
Y = np.arange(24, dtype="float32")[:, None] / 24


def weights_of(model):
    return [
        weight.numpy() for weight in model.weights if weight.dtype.startswith("float")
    ]


def layer_of(model):
    return next(each for each in model.layers if "dropout" in each.name)


def trained(model, epochs=1):
    lamina.run_method(
        model, "fit", x=X, y=Y, batch_size=8, epochs=epochs, shuffle=False, verbose=0
    )
    return model


def test_a_constant_schedule_trains_as_its_number():
    constant = PiecewiseRate(10**6, (0.5, 0.5))
    for fixed, scheduled in zip(
        weights_of(trained(model_with(0.5))),
        weights_of(trained(model_with(constant))),
        strict=True,
    ):
        np.testing.assert_allclose(scheduled, fixed, rtol=1e-5, atol=1e-6)


def test_the_rate_changes_in_training_without_tracing_again():
    traced = []

    class Traced(PiecewiseRate):
        def __call__(self, step):
            traced.append(None)
            return super().__call__(step)

    # The first epoch has 3 steps, of which two drop nothing; then all is dropped.
    model = model_with(Traced((2, 3), (0, 0.5, 1)))
    trained(model)
    assert layer_of(model).rate == 1
    calls = len(traced)
    before = model.get_weights()
    trained(model, epochs=2)
    compiled = keras.backend.backend() != "torch"
    assert len(traced) == calls if compiled else len(traced) > calls
    # The kernel gets no gradient where all is dropped; the last bias does.
    after = model.get_weights()
    np.testing.assert_array_equal(before[0], after[0])
    assert not np.array_equal(before[-1], after[-1])


def test_training_goes_on_at_its_step_from_a_file(tmp_path):
    schedule = LinearRate(0.9, 0.0, steps=12)
    half = trained(model_with(schedule), epochs=2)
    path = tmp_path / "model.keras"
    lamina.save_model(half, path)
    again = lamina.load_model(path)
    assert layer_of(again).rate == layer_of(half).rate == pytest.approx(0.45)
    lamina.save_weights(half, tmp_path / "w.weights.h5")
    lamina.load_weights(fresh := model_with(schedule), tmp_path / "w.weights.h5")
    assert layer_of(fresh).rate == layer_of(half).rate
    # Keras opens it, with the rate of that step.
    plain = keras.saving.load_model(path)
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
    model = model_with(PiecewiseRate(3, (0.9, 0.25)))
    fixed = model_with(0.25)
    one, other = (
        lamina.MonteCarloDropout(each).predict(X, samples=4, seed=1, verbose=0)
        for each in (trained(model), fixed)
    )
    assert not np.array_equal(one.mean, other.mean)
    fixed.set_weights(weights_of(model))
    other = lamina.MonteCarloDropout(fixed).predict(X, samples=4, seed=1, verbose=0)
    np.testing.assert_allclose(one.mean, other.mean, rtol=1e-5)


def test_a_layer_is_copied_with_its_schedule():
    layer = SpatialDropout2D(SCHEDULES[0], seed=1, dtype="mixed_float16")
    for copied in (
        SpatialDropout2D.from_config(layer.get_config()),
        pickle.loads(pickle.dumps(layer)),
        copy.deepcopy(layer),
    ):
        assert copied.dtype_policy.name == "mixed_float16"
        assert rates_of(copied.schedule) == rates_of(SCHEDULES[0])
    layer.rate = 0.2
    assert (layer.rate, layer.schedule) == (0.2, None)
    with pytest.raises(ValueError, match="`rate` must be a number from 0 to 1"):
        layer.rate = 2
