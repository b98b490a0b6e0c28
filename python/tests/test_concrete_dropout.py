import copy
import pickle

import keras
import numpy as np
import pytest
from feature_maps import BACKEND, DTYPES, EPS, FORMATS, RANKS, numpy, trains
from keras import layers
from keyed import expected_uniform, keys_of, run
from programs import told_by

import lamina
from lamina import (
    ConcreteDropout,
    SpatialConcreteDropout,
    concrete_dropout_regularizers,
)
from lamina.layers.concrete_dropout import drop_softly, squares_by_channel
from lamina.uncertainty.last_functions import last_functions

COMPILING = [{"run_eagerly": True}, {"jit_compile": False}]
# torch.compile() needs a C++ compiler, and minutes.
COMPILING += [{"jit_compile": True}] * (BACKEND != "torch")


def logit(rate):
    return np.log(rate / (1 - np.asarray(rate, "float64")))


def masked(x, u, rate, temperature):
    """What a mask makes of numbers, in NumPy; where it draws zeros, it drops them."""
    u = np.maximum(np.asarray(u, "float64"), 2.0**-24)
    with np.errstate(over="ignore"):
        mask = 1 / (1 + np.exp((logit(rate) - logit(u)) / temperature))
    return x * mask / (1 - np.asarray(rate))


def identity(units=3, **kwargs):
    return layers.Dense(units, use_bias=False, kernel_initializer="identity", **kwargs)


def set_rates(layer, rates):
    layer.logit.assign(logit(rates).astype("float32"))


def convolution(rank, data_format="channels_last", filters=4, **kwargs):
    kind = (layers.Conv1D, layers.Conv2D, layers.Conv3D)[rank - 1]
    return kind(filters, 2, data_format=data_format, **kwargs)


# ---- what a mask makes of numbers


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("temperature", [0.1, 2 / 3])
def test_numbers_are_multiplied_by_the_relaxed_mask(temperature, dtype, values):
    x = values.uniform(1, 2, (50, 4)).astype("float32")
    x = keras.ops.cast(keras.ops.convert_to_tensor(x), dtype)
    u = values.uniform(size=(50, 4)).astype("float32")
    rates = np.array([0.05, 0.2, 0.5, 0.8])
    logits = keras.ops.convert_to_tensor(logit(rates), "float32")
    y = drop_softly(x, keras.ops.convert_to_tensor(u), logits, temperature=temperature)
    assert keras.backend.standardize_dtype(y.dtype) == dtype
    expected = masked(numpy(x).astype("float64"), u, rates, temperature)
    tolerance = max(2 * EPS[dtype], 2e-4)
    np.testing.assert_allclose(numpy(y), expected, rtol=tolerance, atol=tolerance)
    # Near 0 where a dropout at this rate drops, and near 1 elsewhere.
    shares = numpy(y) / numpy(x) * (1 - rates)
    clear = np.abs(u - rates) > 0.03
    np.testing.assert_array_equal((shares > 0.5)[clear], (u > rates)[clear])


@pytest.mark.parametrize("bad", [np.inf, np.nan])
def test_what_is_dropped_is_zero_whatever_it_held(bad):
    x = keras.ops.convert_to_tensor(np.full(2, bad, "float16"))
    u = keras.ops.convert_to_tensor(np.array([0.01, 0.99], "float32"))
    y = numpy(drop_softly(x, u, keras.ops.zeros(()), temperature=0.1))
    np.testing.assert_array_equal(y, [0, bad])


def test_the_smallest_and_the_largest_number_drop_and_keep():
    u = keras.ops.convert_to_tensor(np.array([0, 1 - 2.0**-24], "float32"))
    for rate in (0.001, 0.5, 0.999):
        logits = keras.ops.convert_to_tensor(logit(rate), "float32")
        y = numpy(drop_softly(keras.ops.ones(2), u, logits, temperature=0.1))
        np.testing.assert_allclose(y * (1 - rate), [0, 1], atol=1e-6)


# ---- what the layers draw


@pytest.mark.parametrize("per_channel", [False, True])
def test_each_element_has_its_number(per_channel):
    x = np.ones((6, 5, 3), "float32")
    layer = ConcreteDropout(identity(), per_channel=per_channel, seed=3)
    layer.build(x.shape)
    rates = np.array([0.1, 0.4, 0.7]) if per_channel else np.float64(0.3)
    set_rates(layer, rates)
    seeds = keras.random.SeedGenerator(3)
    for _ in range(2):
        u = numpy(keras.random.uniform(x.shape, seed=seeds))
        y = numpy(layer(x, training=True))
        np.testing.assert_allclose(y, masked(x, u, rates, 0.1), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("per_channel", [False, True])
@pytest.mark.parametrize("rank", RANKS)
def test_each_map_has_its_number(rank, per_channel, data_format, values):
    sizes = (4,) * rank
    is_last = data_format == "channels_last"
    shape = (5, *sizes, 3) if is_last else (5, 3, *sizes)
    x = values.normal(size=shape).astype("float32")
    inside = convolution(rank, data_format)
    layer = SpatialConcreteDropout(inside, per_channel=per_channel, seed=3)
    layer.build(shape)
    rates = np.array([0.1, 0.4, 0.7]) if per_channel else np.float64(0.3)
    set_rates(layer, rates)
    ones = (1,) * rank
    noise = (5, *ones, 3) if is_last else (5, 3, *ones)
    u = numpy(keras.random.uniform(noise, seed=keras.random.SeedGenerator(3)))
    by_channel = rates.reshape(rates.shape + (1,) * rank * (not is_last))
    expected = masked(x, u, by_channel if per_channel else rates, 2 / 3)
    found = numpy(layer.masked(keras.ops.convert_to_tensor(x), u))
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)
    if not (BACKEND == "tensorflow" and not is_last):
        # TensorFlow convolves with the channels last alone on a processor.
        y = numpy(layer(x, training=True))
        inner = numpy(inside(expected.astype("float32")))
        np.testing.assert_allclose(y, inner, rtol=1e-3, atol=1e-4)


def test_as_many_are_dropped_as_the_rate_says():
    n = 20000
    for rate in (0.05, 0.5, 0.9):
        layer = ConcreteDropout(identity(1), init_min=rate, init_max=rate, seed=1)
        y = numpy(layer(np.ones((n, 1), "float32"), training=True)) * (1 - rate)
        # A mask is below a half with the probability that is the rate.
        error = np.sqrt(rate * (1 - rate) / n)
        assert abs((y < 0.5).mean() - rate) < 4 * error


def test_inference_is_the_layer_alone(values):
    x = values.normal(size=(4, 3)).astype("float32")
    inside = layers.Dense(2, activation="relu")
    layer = ConcreteDropout(inside)
    for training in (False, None):
        y = layer(x, training=training)
        np.testing.assert_array_equal(numpy(y), numpy(inside(x)))
    np.testing.assert_array_equal(numpy(layer(x)), numpy(inside(x)))


# ---- the rate


def test_the_first_rates_lie_where_they_are_asked_for():
    layer = ConcreteDropout(identity(), init_min=0.2, init_max=0.4, seed=1)
    with pytest.raises(ValueError, match="has no rate yet"):
        _ = layer.rate
    layer.build((None, 3))
    assert 0.2 < layer.rate < 0.4
    other = ConcreteDropout(identity(), init_min=0.2, init_max=0.4, seed=1)
    other.build((None, 3))
    assert other.rate == layer.rate
    layer = ConcreteDropout(
        layers.Dense(2), per_channel=True, init_min=0.2, init_max=0.4
    )
    layer.build((None, 200))
    assert layer.rate.shape == (200,)
    assert 0.2 <= layer.rate.min() < 0.22
    assert 0.38 < layer.rate.max() <= 0.4


@trains
def test_the_rate_is_read_while_a_model_trains(values):
    layer = ConcreteDropout(layers.Dense(1), dropout_regularizer=1.0)
    model = keras.Sequential([keras.Input((3,)), layer])
    model.compile(keras.optimizers.SGD(0.1), "mse")
    x = values.normal(size=(8, 3)).astype("float32")
    rates = []
    read = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: rates.append(layer.rate)
    )
    model.fit(x, x[:, :1], epochs=3, verbose=0, callbacks=[read])
    assert rates[0] < rates[1] < rates[2] == layer.rate


@pytest.mark.skipif(BACKEND != "jax", reason="asks about JAX's steps of training")
def test_a_step_of_training_holds_the_rate(values):
    layer = ConcreteDropout(layers.Dense(1), name="dense")
    model = keras.Sequential([keras.Input((3,)), layer])
    model.compile("sgd", "mse")
    x = values.normal(size=(8, 3)).astype("float32")
    read = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: layer.rate
    )
    with pytest.raises(
        RuntimeError, match="rate of 'dense' cannot be read within a st"
    ):
        model.fit(x, x[:, :1], verbose=0, callbacks=[read])


# ---- the losses


def kernels():
    yield layers.Dense(2), (None, 3)
    yield layers.Dense(2), (None, 5, 3)
    for rank in RANKS:
        yield convolution(rank), (None, *(4,) * rank, 3)
    yield layers.Conv2D(6, 2, groups=2, data_format="channels_last"), (None, 4, 4, 4)
    yield layers.Conv2D(6, 2, data_format="channels_first"), (None, 4, 5, 5)
    for kind in (layers.Conv1DTranspose, layers.Conv2DTranspose):
        rank = 1 if kind is layers.Conv1DTranspose else 2
        yield kind(2, 2, data_format="channels_last"), (None, *(4,) * rank, 3)
    yield layers.DepthwiseConv2D(2, 2, data_format="channels_last"), (None, 4, 4, 3)


def by_channel(layer, kernel, channels):
    """Sums of squares, from what a layer without bias makes of one channel."""
    squares = np.zeros(channels)
    if isinstance(layer, layers.Dense):
        return (kernel**2).sum(axis=1)
    if "Transpose" in type(layer).__name__:
        return np.array([(kernel[..., c] ** 2).sum() for c in range(channels)])
    groups = (
        getattr(layer, "groups", 1) if "Depthwise" not in type(layer).__name__ else 1
    )
    for c in range(channels):
        group, place = divmod(c, channels // groups)
        filters = kernel.shape[-1] // groups
        mine = kernel[..., place, group * filters : (group + 1) * filters]
        squares[c] = (mine**2).sum()
    return squares


@pytest.mark.parametrize("per_channel", [False, True])
@pytest.mark.parametrize("number", range(10))
def test_the_losses_are_those_of_the_paper(number, per_channel, values):
    inside, shape = list(kernels())[number]
    layer = ConcreteDropout(inside, 0.3, 0.7, per_channel=per_channel)
    layer.build(shape)
    channels = layer.channels
    assert channels in (3, 4)
    rates = values.uniform(0.1, 0.9, channels) if per_channel else np.float64(0.3)
    set_rates(layer, rates)
    kernel = values.normal(size=inside.kernel.shape)
    inside.kernel.assign(kernel.astype("float32"))
    squares = by_channel(inside, kernel, channels)
    p = np.broadcast_to(rates, channels)
    expected = 0.3 * (squares / (1 - p)).sum()
    expected += 0.7 * (p * np.log(p) + (1 - p) * np.log(1 - p)).sum()
    (loss,) = layer.losses
    np.testing.assert_allclose(numpy(loss), expected, rtol=1e-5)


def test_weights_of_a_group_belong_to_its_channels(values):
    layer = layers.Conv1D(4, 1, groups=2, use_bias=False)
    x = np.eye(4, dtype="float32")[:, None]
    # Each row of the outputs is what one channel alone makes.
    alone = (numpy(layer(x)) ** 2).sum(axis=(1, 2))
    found = squares_by_channel(layer, keras.ops.convert_to_tensor(layer.kernel))
    np.testing.assert_allclose(numpy(found), alone, rtol=1e-6)


def test_the_losses_are_there_once_for_a_layer():
    layer = ConcreteDropout(layers.Dense(3), 0.3, 0.7)
    inputs = keras.Input((3,))
    model = keras.Model(inputs, layer(layer(inputs)))
    assert len(model.losses) == 1
    steps = keras.Sequential([keras.Input((4, 3)), layers.TimeDistributed(layer)])
    model(np.ones((2, 3), "float32"), training=True)
    assert len(model.losses) == len(steps.losses) == 1
    layer.trainable = False
    assert model.losses == []


def test_losses_of_half_precision_are_float32():
    layer = ConcreteDropout(layers.Dense(200, dtype="float16"), 1.0)
    layer.build((None, 200))
    layer.layer.kernel.assign(np.full((200, 200), 4.0))
    (loss,) = layer.losses
    np.testing.assert_allclose(numpy(loss), 16 * 200**2 / 0.9, rtol=1e-4)


# ---- gradients, compilation


def step_loss(theta, x, target, u, temperature, weight, entropy):
    """The loss of a step, of the logits and the kernel behind each other, in NumPy."""
    channels = x.shape[-1]
    logits, kernel = theta[:-channels], theta[-channels:]
    p = 1 / (1 + np.exp(-logits))
    outputs = masked(x, u, p, temperature) @ kernel
    squares = kernel**2 if len(p) > 1 else (kernel**2).sum()
    count = 1 if len(p) > 1 else channels
    entropies = count * (p * np.log(p) + (1 - p) * np.log(1 - p)).sum()
    regularized = weight * (squares / (1 - p)).sum() + entropy * entropies
    return ((outputs - target) ** 2).mean() + regularized


def uniform(shape, seed, is_compiled):
    def draw():
        return keras.random.uniform(shape, seed=keras.random.SeedGenerator(seed))

    if BACKEND == "tensorflow" and is_compiled:
        # XLA draws other numbers there.
        import tensorflow as tf

        seeds = keras.random.SeedGenerator(seed)
        draw = tf.function(
            lambda: keras.random.uniform(shape, seed=seeds), jit_compile=True
        )
    return numpy(draw())


@trains
@pytest.mark.parametrize("per_channel", [False, True])
@pytest.mark.parametrize("compiling", COMPILING, ids=str)
def test_gradients_are_those_of_differences(compiling, per_channel, values):
    if BACKEND == "jax" and "run_eagerly" in compiling:
        compiling = {**compiling, "jit_compile": False}
    x = values.normal(size=(8, 3)).astype("float32")
    target = values.normal(size=8).astype("float32")
    settings = {"per_channel": per_channel, "init_min": 0.3, "init_max": 0.3}
    layer = ConcreteDropout(
        layers.Dense(1, use_bias=False), 0.1, 0.2, temperature=0.5, seed=5, **settings
    )
    model = keras.Sequential([keras.Input((3,)), layer])
    model.compile(keras.optimizers.SGD(1.0), "mse", **compiling)
    u = uniform((8, 3), 5, compiling.get("jit_compile", False))
    kernel = numpy(layer.layer.kernel.value).ravel()
    before = np.concatenate([numpy(layer.logit.value).ravel(), kernel])
    before = before.astype("float64")
    loss = model.train_on_batch(x, target[:, None])
    after = [numpy(layer.logit.value).ravel(), numpy(layer.layer.kernel.value).ravel()]
    found = before - np.concatenate(after)
    args = (x.astype("float64"), target, u, 0.5, 0.1, 0.2)
    np.testing.assert_allclose(float(loss), step_loss(before, *args), rtol=1e-4)
    expected = [
        (step_loss(before + h, *args) - step_loss(before - h, *args)) / 2e-5
        for h in 1e-5 * np.eye(len(before))
    ]
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-4)


@trains
def test_a_convolution_learns_the_same_compiled_or_not(values):
    x = values.normal(size=(8, 5, 5, 3)).astype("float32")
    learnt = []
    for compiling in COMPILING:
        if BACKEND == "jax" and "run_eagerly" in compiling:
            compiling = {**compiling, "jit_compile": False}
        keras.utils.set_random_seed(3)
        inside = layers.Conv2D(2, 3, activation="relu", data_format="channels_last")
        layer = SpatialConcreteDropout(inside, dropout_regularizer=0.1, seed=1)
        model = keras.Sequential([keras.Input((5, 5, 3)), layer, layers.Flatten()])
        model.compile(keras.optimizers.SGD(0.05), "mse", **compiling)
        model.fit(x, np.ones((8, 18)), batch_size=4, epochs=3, shuffle=False, verbose=0)
        learnt.append(model.get_weights())
        assert layer.rate > 0.1
    # XLA draws other numbers on TensorFlow.
    last = 1 if BACKEND == "tensorflow" else -1
    for one, other in zip(learnt[0], learnt[last], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-5)


# ---- what is learnt, where the right answer is known


def best(x, y, length_scale, precision, per_channel=True):
    """The rates at which the loss of a linear model is least, over all masks of zeros.

    And the precision: with None it is learnt.

    Given the rates the weights are those of a ridge regression; given the weights, a
    rate is where the derivative by it changes its sign; given both, a precision that is
    learnt is 1 over the mean of the squared errors.
    """
    n, k = x.shape
    rates, squares = np.full(k, 0.1), (x**2).mean(axis=0)
    is_learnt = precision is None
    precision = 1.0 if is_learnt else precision
    for _ in range(300):
        ridge = squares * rates / (1 - rates)
        ridge += length_scale**2 / (n * precision * (1 - rates))
        weights = np.linalg.solve(x.T @ x / n + np.diag(ridge), x.T @ y / n)
        if is_learnt:
            errors = ((y - x @ weights) ** 2).mean()
            errors += (weights**2 * squares * rates / (1 - rates)).sum()
            precision = 1 / errors
        costs = weights**2 * (precision * squares * n + length_scale**2) / 2
        costs = costs if per_channel else np.full(k, costs.mean())
        low, high = np.full(k, -20.0), np.full(k, 5.0)
        for _ in range(50):
            middle = (low + high) / 2
            rate = 1 / (1 + np.exp(-middle))
            is_above = costs / (1 - rate) ** 2 + middle > 0
            low, high = (
                np.where(is_above, low, middle),
                np.where(is_above, middle, high),
            )
        rates = 1 / (1 + np.exp(-low))
    return (rates if per_channel else rates[0]), precision


def linear_data(n, noise, values):
    """Three inputs, of which one has no part in the output, and noise of that size."""
    x, _ = np.linalg.qr(values.normal(size=(n, 4)))
    x = x * np.sqrt(n)
    # The last is what the noise is made of: nothing of it can be told by the others.
    return x[:, :3], x[:, :3] @ [0.0, 0.5, 1.0] + noise * x[:, 3]


def learnt_rates(x, y, precision=0.1, **kwargs):
    settings = concrete_dropout_regularizers(len(x), 0.5, precision=precision)
    return trained_layer(x, y, settings, [], "mse", **kwargs).rate


def trained_layer(x, y, settings, behind, loss, **kwargs):
    n = len(x)
    dense = layers.Dense(1, use_bias=False, kernel_initializer="ones")
    layer = ConcreteDropout(dense, seed=1, **settings, **kwargs)
    model = keras.Sequential([keras.Input((3,)), layer, *behind])
    rate = keras.optimizers.schedules.PiecewiseConstantDecay(
        [120, 200, 260], [0.1, 0.03, 0.01, 0.003]
    )
    model.compile(keras.optimizers.Adam(rate), loss)
    # Each example several times, with a mask for each.
    times = 300 * 1024 // n
    x, y = np.tile(x, (times, 1)).astype("float32"), np.tile(y, times)[:, None]
    model.fit(x, y.astype("float32"), batch_size=1024, shuffle=False, verbose=0)
    return layer


@trains
def test_rates_are_the_best_ones_and_fall_with_more_data(values):
    found = {}
    for n in (16, 64, 256):
        x, y = linear_data(n, 1.0, values)
        found[n] = learnt_rates(x, y, per_channel=True)
        np.testing.assert_allclose(found[n], best(x, y, 0.5, 0.1)[0], atol=0.03)
    # What says nothing is dropped as often as not, however much there is to learn from.
    rates = np.array([found[n] for n in found])
    np.testing.assert_allclose(rates[:, 0], 0.5, atol=0.03)
    assert (np.diff(rates[:, 1:], axis=0) < -0.03).all()
    assert (np.diff(rates, axis=1) < 0).all()


@trains
def test_noise_does_not_move_the_rate(values):
    found = []
    for noise in (0.0, 2.0):
        x, y = linear_data(32, noise, np.random.default_rng(1))
        found.append(learnt_rates(x, y))
        expected, _ = best(x, y, 0.5, 0.1, per_channel=False)
        np.testing.assert_allclose(found[-1], expected, atol=0.03)
    assert abs(found[0] - found[1]) < 0.02


class Noise(layers.Layer):
    """Puts a number beside the mean that is learnt: the logarithm of the variance."""

    def build(self, input_shape):
        # From above: a variance that is too small at first moves the rate far away.
        start = keras.initializers.Constant(3.0)
        self.log_variance = self.add_weight(shape=(1,), initializer=start)

    def call(self, inputs):
        beside = keras.ops.ones_like(inputs) * self.log_variance
        return keras.ops.concatenate([inputs, beside], axis=-1)


def normal_loss(y, predicted):
    mean, log_variance = predicted[:, :1], predicted[:, 1:]
    return (keras.ops.exp(-log_variance) * (y - mean) ** 2 + log_variance) / 2


@trains
def test_where_the_noise_is_learnt_more_of_it_counts_as_less_data_does(values):
    found = []
    for n, noise in ((16, 2.0), (64, 2.0), (64, 4.0)):
        x, y = linear_data(n, noise, values)
        settings = concrete_dropout_regularizers(n, 0.5, loss="nll")
        behind = Noise()
        layer = trained_layer(x, y, settings, [behind], normal_loss)
        rate, precision = best(x, y, 0.5, None, per_channel=False)
        np.testing.assert_allclose(layer.rate, rate, atol=0.03)
        learnt = np.exp(-numpy(behind.log_variance.value)[0])
        np.testing.assert_allclose(learnt, precision, rtol=0.1)
        found.append(layer.rate)
    few, more, noisy = found
    assert more < few - 0.2
    # Four times the variance is what a fourth of the examples is.
    assert abs(noisy - few) < 0.06


# ---- shapes, masks, types


def test_whole_numbers_and_half_precision():
    layer = ConcreteDropout(identity(dtype="mixed_float16"), seed=1)
    for training in (False, True):
        y = layer(np.ones((2, 3), "int32"), training=training)
        assert keras.backend.standardize_dtype(y.dtype) == "float16"
    assert layer.compute_dtype == "float16"
    for dtype in DTYPES:
        layer = ConcreteDropout(identity(dtype=dtype))
        y = layer(keras.ops.ones((2, 3), dtype), training=True)
        assert keras.backend.standardize_dtype(y.dtype) == dtype
        wide = "float64" if dtype == "float64" else "float32"
        assert layer.logit.dtype == wide


def test_symbolic_outputs_are_those_of_the_layer_inside():
    layer = ConcreteDropout(layers.Dense(4, dtype="float16"), dtype="float32")
    output = layer(keras.Input((3,)))
    assert output.dtype == "float16"
    layer = SpatialConcreteDropout(convolution(2))
    inputs = keras.Input((None, None, 3))
    outputs = layer(inputs, training=True)
    assert outputs.shape == (None, None, None, 4)
    assert layer.compute_output_shape((None, 5, 5, 3)) == (None, 4, 4, 4)
    model = keras.Model(inputs, outputs)
    for size in (4, 5):
        x = np.ones((2, size, size, 3), "float32")
        assert model(x).shape == (2, size - 1, size - 1, 4)


def test_masks_go_through_where_the_layer_passes_them():
    x = np.ones((2, 4, 3), "float32")
    x[:, 2:] = 0
    inputs = keras.Input((4, 3))
    h = ConcreteDropout(identity())(layers.Masking()(inputs))
    model = keras.Model(inputs, layers.GlobalAveragePooling1D()(h))
    np.testing.assert_allclose(numpy(model(x)), np.ones((2, 3)))


@pytest.mark.parametrize("steps", [4, None])
def test_time_distributed(steps, values):
    layer = ConcreteDropout(identity(), init_min=0.5, init_max=0.5, seed=1)
    model = keras.Sequential([keras.Input((steps, 3)), layers.TimeDistributed(layer)])
    x = np.ones((30, 4, 3), "float32")
    y = numpy(model(x, training=True))
    assert y.shape == x.shape
    assert 0.3 < (y < 1).mean() < 0.7
    np.testing.assert_array_equal(numpy(model(x)), x)


@pytest.mark.parametrize("shape", [(2, 3), (2, 4, 3, 3)])
def test_inputs_of_another_rank(shape):
    layer = SpatialConcreteDropout(layers.Conv1D(2, 1))
    with pytest.raises(ValueError, match="incompatible with the layer"):
        layer(np.ones(shape, "float32") if len(shape) < 3 else keras.Input(shape[:1]))


# ---- seeds, copies, files


def test_seeds_go_on_and_back():
    x = np.ones((20, 3), "float32")
    layer = ConcreteDropout(identity(), seed=3)
    first, second = (numpy(layer(x, training=True)) for _ in range(2))
    assert not np.array_equal(first, second)
    lamina.reset_seeds(layer)
    np.testing.assert_array_equal(first, numpy(layer(x, training=True)))


def copies(layer):
    yield type(layer).from_config(layer.get_config())
    yield lamina.clone_model(keras.Sequential([keras.Input((5, 5, 3)), layer])).layers[
        0
    ]
    yield pickle.loads(pickle.dumps(layer))
    yield copy.deepcopy(layer)


@pytest.mark.parametrize("kind", [ConcreteDropout, SpatialConcreteDropout])
def test_copies_are_the_same(kind):
    inside = layers.Conv2D(2, 3, name="inside", dtype="mixed_float16")
    layer = kind(inside, 0.1, 0.2, True, 0.3, 0.4, 0.5, 6, "outside", trainable=False)
    layer.build((None, 5, 5, 3))
    for each in copies(layer):
        assert type(each) is kind
        # A layer that is built has its shapes in it.
        found, expected = ({**x.get_config(), "layer": 0} for x in (each, layer))
        assert found == expected
        assert each.layer.get_config() == inside.get_config()
        assert each.compute_dtype == "float16"
        assert (each.per_channel, each.init_min, each.seed) == (True, 0.3, 6)


@trains
def test_the_rate_is_saved(tmp_path, values):
    x = values.normal(size=(8, 3)).astype("float32")
    layer = ConcreteDropout(layers.Dense(1), 1e-3, 0.5, per_channel=True)
    model = keras.Sequential([keras.Input((3,)), layer])
    model.compile("sgd", "mse")
    model.fit(x, x[:, :1], epochs=2, verbose=0)
    model.save(tmp_path / "model.keras")
    model.save_weights(tmp_path / "model.weights.h5")
    other = lamina.clone_model(model)
    other.load_weights(tmp_path / "model.weights.h5")
    opened = keras.saving.load_model(tmp_path / "model.keras")
    for each in (opened, other, lamina.load_model(tmp_path / "model.keras")):
        np.testing.assert_array_equal(each.layers[0].rate, layer.rate)
        np.testing.assert_array_equal(numpy(each(x)), numpy(model(x)))
        assert each.layers[0].losses[0] == layer.losses[0]
    # It trains on.
    opened.fit(x, x[:, :1], verbose=0)
    assert (opened.layers[0].rate != layer.rate).all()


# ---- arguments


@pytest.mark.parametrize("kind", [ConcreteDropout, SpatialConcreteDropout])
@pytest.mark.parametrize("inside", [None, "dense", layers.Dense, layers.LSTM(2)])
def test_layers_that_cannot_be_inside(kind, inside):
    with pytest.raises(
        TypeError, match=r"`layer` must be a (Dense or )?convolution la"
    ):
        kind(inside)


def test_spatial_dropout_stands_before_no_dense_layer():
    with pytest.raises(TypeError, match="`layer` must be a convolution layer of Keras"):
        SpatialConcreteDropout(layers.Dense(2))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        *[("weight_regularizer", x) for x in (-1, np.nan, np.inf)],
        *[("dropout_regularizer", x) for x in (-1e-9, np.inf)],
        *[("init_min", x) for x in (0, 1, -0.1, 1.1, np.nan)],
        *[("init_max", x) for x in (0, 1)],
        *[("temperature", x) for x in (0, -1, np.inf, 10**400)],
    ],
)
def test_numbers_that_are_too_large_or_too_small(name, wrong):
    with pytest.raises(ValueError, match=f"`{name}` must be a number"):
        ConcreteDropout(layers.Dense(2), **{name: wrong})


@pytest.mark.parametrize(
    "name",
    [
        "weight_regularizer",
        "dropout_regularizer",
        "init_min",
        "init_max",
        "temperature",
    ],
)
@pytest.mark.parametrize("wrong", ["0.1", None, True, [0.1]])
def test_numbers_that_are_none(name, wrong):
    with pytest.raises(TypeError, match=f"`{name}` must be a number"):
        ConcreteDropout(layers.Dense(2), **{name: wrong})


def test_other_arguments():
    dense = layers.Dense(2)
    with pytest.raises(ValueError, match="`init_min` must not be above `init_max`"):
        ConcreteDropout(dense, init_min=0.2)
    with pytest.raises(TypeError, match="`per_channel` must be True or False"):
        ConcreteDropout(dense, per_channel=1)
    with pytest.raises(ValueError, match="`seed`"):
        ConcreteDropout(dense, seed=-1)


def test_regularizers_of_examples_and_length_scale():
    found = concrete_dropout_regularizers(500, 0.2, precision=4, outputs=2)
    expected = {"weight_regularizer": 0.04 / 4000, "dropout_regularizer": 2 / 4000}
    assert found == pytest.approx(expected)
    found = concrete_dropout_regularizers(500, 0.2, "nll")
    expected = {"weight_regularizer": 0.04 / 1000, "dropout_regularizer": 1 / 500}
    assert found == pytest.approx(expected)
    with pytest.raises(ValueError, match='`loss` must be "mse" or "nll", not'):
        concrete_dropout_regularizers(500, loss="mae")
    for name in ("examples", "outputs"):
        arguments = {"examples": 5, name: 2.5}
        with pytest.raises(TypeError, match=f"`{name}` must be a whole number above 0"):
            concrete_dropout_regularizers(**arguments)
        with pytest.raises(
            ValueError, match=f"`{name}` must be a whole number above 0"
        ):
            concrete_dropout_regularizers(**{**arguments, name: 0})
    for name in ("length_scale", "precision"):
        with pytest.raises(ValueError, match=f"`{name}` must be a number above 0"):
            concrete_dropout_regularizers(5, **{name: 0})


# ---- Monte Carlo dropout


def test_draws_by_keys(values):
    x = values.uniform(1, 2, (9, 4)).astype("float32")
    layer = ConcreteDropout(identity(4), per_channel=True)
    layer.build(x.shape)
    rates = np.array([0.1, 0.3, 0.5, 0.9])
    set_rates(layer, rates)
    u = expected_uniform(keys_of(9), 0, 4)
    y = run(layer, x, keys_of(9))
    np.testing.assert_allclose(y, masked(x, u, rates, 0.1), rtol=1e-4, atol=1e-4)


def test_draws_of_maps_by_keys(values):
    x = values.uniform(1, 2, (9, 4, 3)).astype("float32")
    inside = layers.Conv1D(3, 1, use_bias=False)
    layer = SpatialConcreteDropout(inside, init_min=0.4, init_max=0.4)
    layer.build(x.shape)
    inside.kernel.assign(np.eye(3, dtype="float32")[None])
    u = expected_uniform(keys_of(9), 0, 3)[:, None]
    y = run(layer, x, keys_of(9))
    np.testing.assert_allclose(y, masked(x, u, 0.4, 2 / 3), rtol=1e-4, atol=1e-4)


def test_monte_carlo_draws_are_those_of_example_and_draw(values):
    x = values.uniform(1, 2, (6, 3)).astype("float32")
    inputs = keras.Input((3,))
    h = ConcreteDropout(layers.Dense(4, activation="tanh"), init_max=0.4)(inputs)
    model = keras.Model(inputs, ConcreteDropout(layers.Dense(2))(h))
    mc = lamina.MonteCarloDropout(model, task="regression")
    options = {"samples": 20, "seed": 2, "keep_samples": True, "verbose": 0}
    drawn = mc.predict(x, batch_size=6, **options)
    assert len(drawn.layers) == 2
    assert (drawn.std > 0).any()
    again = mc.predict(x, batch_size=4, **options).samples
    # Batches of another size are multiplied in another order.
    np.testing.assert_allclose(drawn.samples, again, atol=1e-6)
    ids = mc.predict(x[::-1].copy(), ids=range(5, -1, -1), **options).samples[:, ::-1]
    np.testing.assert_allclose(drawn.samples, ids, atol=1e-6)
    half = mc.predict(x[3:], ids=range(3, 6), **options).samples
    np.testing.assert_allclose(drawn.samples[:, 3:], half, atol=1e-6)


def test_what_comes_out_of_the_layer_inside_is_known():
    inputs = keras.Input((3,))
    outputs = [
        ConcreteDropout(layers.Dense(2, activation="softmax"))(inputs),
        ConcreteDropout(layers.Dense(2, activation="sigmoid"))(inputs),
        ConcreteDropout(layers.Dense(2))(inputs),
    ]
    found = last_functions(keras.Model(inputs, outputs), 3)
    assert [each.function for each in found] == ["softmax", "sigmoid", None]


# ---- replicas


@pytest.mark.skipif(BACKEND != "tensorflow", reason="Replicas are TensorFlow's")
def test_replicas_draw_their_rows_and_learn_what_one_device_learns():
    told = told_by("mirrored_concrete.py")
    np.testing.assert_allclose(told["replicas"], told["alone"], rtol=1e-5)
    assert len(set(told["alone"])) > 5
    assert told["moved"] > 0.05
    assert told["difference"] < 1e-5
