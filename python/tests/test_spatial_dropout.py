import random
from fractions import Fraction

import keras
import numpy as np
import pytest
from feature_maps import (
    BACKEND,
    DTYPES,
    FORMATS,
    RANKS,
    assert_like,
    assert_whole_maps_dropped,
    gradient,
    input_shape,
    keras_class,
    lamina_class,
    numpy,
    pair,
    trains,
)
from hypothesis import given
from hypothesis import strategies as st

from lamina import MAX_SEED, SpatialDropout1D, SpatialDropout2D

RATES = (0, 1e-30, 1e-6, 0.1, 0.5, 0.75, 0.999, 1)


def ones(shape, dtype="float32"):
    return keras.ops.ones(shape, dtype=dtype)


# ---- what training does


@given(
    rank=st.sampled_from(RANKS),
    data_format=st.sampled_from(FORMATS),
    dtype=st.sampled_from(DTYPES),
    rate=st.sampled_from(RATES) | st.floats(0, 1),
    seed=st.sampled_from((0, 1, MAX_SEED)) | st.integers(0, MAX_SEED),
    batch=st.integers(0, 4),
    channels=st.integers(1, 5),
    side=st.integers(1, 3),
)
def test_values_are_those_of_keras_call_after_call(
    rank, data_format, dtype, rate, seed, batch, channels, side
):
    shape = input_shape(rank, data_format, batch, channels, side)
    x = np.random.default_rng(seed).normal(size=shape)
    x = keras.ops.cast(keras.ops.convert_to_tensor(x.astype("float32")), dtype)
    ours, theirs = pair(rank, rate, data_format, seed=seed, dtype=dtype)
    for _ in range(3):
        y = ours(x, training=True)
        assert tuple(y.shape) == shape
        assert keras.backend.standardize_dtype(y.dtype) == dtype
        assert_like(y, theirs(x, training=True))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("rank", RANKS)
def test_training_drops_whole_maps(rank, data_format, dtype, values):
    x = values.uniform(1, 2, input_shape(rank, data_format)).astype("float32")
    x = keras.ops.cast(keras.ops.convert_to_tensor(x), dtype)
    layer = lamina_class(rank)(0.4, data_format=data_format, seed=2, dtype=dtype)
    y = layer(x, training=True)
    dropped = assert_whole_maps_dropped(numpy(x), numpy(y), 0.4, data_format, dtype)
    assert len(np.unique(dropped, axis=0)) > 1


@pytest.mark.parametrize("bad", [np.inf, np.nan])
@pytest.mark.parametrize("rank", RANKS)
def test_dropped_maps_are_zero_whatever_they_held(rank, bad):
    x = np.full(input_shape(rank, "channels_last"), bad, "float32")
    y = numpy(lamina_class(rank)(0.5, seed=4)(x, training=True))
    reference = numpy(lamina_class(rank)(0.5, seed=4)(np.ones_like(x), training=True))
    np.testing.assert_array_equal(y, np.where(reference == 0, 0, bad))


@pytest.mark.parametrize("rank", RANKS)
def test_rate_one_gives_zeros(rank):
    x = np.full(input_shape(rank, "channels_last"), np.nan, "float32")
    y = lamina_class(rank)(1)(x, training=True)
    np.testing.assert_array_equal(numpy(y), np.zeros_like(x))


def test_empty_batch():
    y = SpatialDropout2D(0.5, seed=1)(ones((0, 4, 4, 3)), training=True)
    assert tuple(y.shape) == (0, 4, 4, 3)


def test_whole_number_input_is_computed_in_the_dtype_of_the_layer():
    x = keras.ops.ones((3, 2, 2, 8), dtype="int32")
    layer = SpatialDropout2D(0.6, seed=1, dtype="float16")
    y = layer(x, training=True)
    assert keras.backend.standardize_dtype(y.dtype) == "float16"
    assert_whole_maps_dropped(numpy(x), numpy(y), 0.6, "channels_last", "float16")


def test_without_a_seed_layers_differ_and_python_random_decides():
    x = ones((8, 2, 2, 32))

    def two():
        random.seed(1)
        layers = SpatialDropout2D(0.5), SpatialDropout2D(0.5)
        return [numpy(layer(x, training=True)) for layer in layers]

    first, again = two(), two()
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first[0], first[1])


# ---- what inference does


@pytest.mark.parametrize("training", [False, None])
@pytest.mark.parametrize("rank", RANKS)
def test_inference_gives_the_same_object(rank, training):
    x = ones(input_shape(rank, "channels_last"))
    assert lamina_class(rank)(0.5)(x, training=training) is x
    assert lamina_class(rank)(0.5)(x) is x


@pytest.mark.parametrize("rank", RANKS)
def test_rate_zero_gives_the_same_object_in_training_too(rank):
    x = ones(input_shape(rank, "channels_last"))
    assert lamina_class(rank)(0)(x, training=True) is x


# ---- gradients, compilation, shapes


@trains
@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("rank", [2, 3])
def test_gradient_is_that_of_keras(rank, data_format, values):
    shape = input_shape(rank, data_format)
    x = values.normal(size=shape).astype("float32")
    weights = values.uniform(1, 2, shape).astype("float32")
    ours, theirs = pair(rank, 0.4, data_format, seed=6)
    mine = gradient(ours, x, weights)
    np.testing.assert_array_equal(mine, gradient(theirs, x, weights))
    assert_whole_maps_dropped(weights, mine, 0.4, data_format)


def small_model(layer):
    keras.utils.set_random_seed(3)
    return keras.Sequential(
        [
            keras.Input((6, 6, 2)),
            keras.layers.Conv2D(8, 3),
            layer,
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(1),
        ]
    )


@trains
@pytest.mark.parametrize(
    "compiling",
    [{"jit_compile": False}, {"run_eagerly": True}]
    # torch.compile() needs a C++ compiler, and minutes.
    + ([] if BACKEND == "torch" else [{"jit_compile": True}]),
    ids=str,
)
def test_fit_trains_as_with_keras_layer(compiling, values):
    if compiling == {"run_eagerly": True} and BACKEND == "jax":
        compiling = {"run_eagerly": True, "jit_compile": False}
    x = values.normal(size=(8, 6, 6, 2)).astype("float32")
    y = values.normal(size=(8, 1)).astype("float32")
    losses, weights = [], []
    for cls in (SpatialDropout2D, keras.layers.SpatialDropout2D):
        model = small_model(cls(0.5, seed=9))
        model.compile("sgd", "mse", **compiling)
        inference = model.test_on_batch(x, y)
        history = model.fit(x, y, batch_size=4, epochs=2, shuffle=False, verbose=0)
        losses.append(history.history["loss"])
        weights.append(model.get_weights())
        assert losses[-1][0] != pytest.approx(inference, rel=1e-3)
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-5)
    for ours, theirs in zip(*weights, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("jit_compile", [False] + [True] * (BACKEND != "torch"))
def test_predict_leaves_out_the_dropout(jit_compile, values):
    x = values.normal(size=(4, 6, 6, 2)).astype("float32")
    model = small_model(SpatialDropout2D(0.9))
    without = small_model(keras.layers.Identity())
    for each in (model, without):
        each.compile(jit_compile=jit_compile and BACKEND != "numpy")
    np.testing.assert_allclose(
        model.predict(x, verbose=0), without.predict(x, verbose=0), rtol=1e-5
    )


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("rank", RANKS)
def test_unknown_dimensions(rank, data_format):
    shape = input_shape(rank, data_format, batch=None, side=None)
    layer = lamina_class(rank)(0.4, data_format=data_format, seed=2)
    inputs = keras.Input(batch_shape=shape)
    outputs = layer(inputs, training=True)
    assert outputs.shape == shape
    assert layer.compute_output_shape(shape) == shape
    model = keras.Model(inputs, outputs)
    for batch, side in ((5, 3), (6, 2)):
        x = np.ones(input_shape(rank, data_format, batch=batch, side=side), "float32")
        assert_whole_maps_dropped(x, numpy(model(x)), 0.4, data_format)


@pytest.mark.skipif(BACKEND != "tensorflow", reason="asks about TensorFlow's graphs")
@pytest.mark.parametrize("jit_compile", [False, True])
def test_unknown_shape_in_a_tensorflow_graph(jit_compile):
    import tensorflow as tf

    def graph(layer):
        return tf.function(
            lambda x: layer(x, training=True),
            input_signature=[tf.TensorSpec((None, None, None, 7))],
            jit_compile=jit_compile,
        )

    ours, theirs = (graph(layer) for layer in pair(2, 0.4, "channels_last", seed=2))
    for batch in (3, 5):
        x = np.ones((batch, 2, 2, 7), "float32")
        y = numpy(ours(x))
        assert_whole_maps_dropped(x, y, 0.4, "channels_last")
        np.testing.assert_array_equal(y, numpy(theirs(x)))


@pytest.mark.skipif(BACKEND != "jax", reason="asks about jax.jit")
def test_jitted_stateless_call_is_that_of_keras():
    import jax

    x = np.ones((4, 2, 2, 7), "float32")
    found = []
    for cls in (SpatialDropout2D, keras.layers.SpatialDropout2D):
        layer = cls(0.4, seed=2)
        step = jax.jit(
            lambda state, x, layer=layer: layer.stateless_call(
                [], state, x, training=True
            )
        )
        state = [v.value for v in layer.non_trainable_variables]
        for _ in range(2):
            y, state = step(state, x)
            found.append(np.asarray(y))
    np.testing.assert_array_equal(found[:2], found[2:])
    assert not np.array_equal(found[0], found[1])


def test_time_distributed(values):
    x = values.uniform(1, 2, (2, 3, 4, 4, 6)).astype("float32")
    layer = keras.layers.TimeDistributed(SpatialDropout2D(0.5, seed=1))
    y = numpy(layer(x, training=True))
    for step in range(3):
        assert_whole_maps_dropped(x[:, step], y[:, step], 0.5, "channels_last")


def test_passes_a_mask_on():
    x = np.ones((2, 4, 3), "float32")
    x[:, 2:] = 0
    assert SpatialDropout1D(0.5).supports_masking
    inputs = keras.Input((4, 3))
    h = keras.layers.Masking()(inputs)
    h = SpatialDropout1D(0.5)(h)
    outputs = keras.layers.GlobalAveragePooling1D()(h)
    np.testing.assert_allclose(numpy(keras.Model(inputs, outputs)(x)), np.ones((2, 3)))


@pytest.mark.parametrize("rank", RANKS)
def test_is_a_keras_layer_of_the_same_name(rank):
    layer = lamina_class(rank)(0.5)
    assert isinstance(layer, keras_class(rank))
    assert type(layer).__name__ == keras_class(rank).__name__
    assert layer.built


# ---- arguments


@pytest.mark.parametrize("rank", [2, 3])
def test_data_format_is_by_default_that_of_keras(rank):
    assert lamina_class(rank)(0.5).data_format == "channels_last"
    keras.config.set_image_data_format("channels_first")
    assert lamina_class(rank)(0.5).data_format == "channels_first"
    assert SpatialDropout1D(0.5).data_format == "channels_last"


@pytest.mark.parametrize("rank", RANKS)
def test_positional_arguments_are_those_of_keras(rank):
    arguments = (0.5, "channels_first") if rank > 1 else (0.5,)
    ours = lamina_class(rank)(*arguments, 3, "drop", "float16").get_config()
    theirs = keras_class(rank)(*arguments, 3, "drop", "float16").get_config()
    assert ours.pop("dtype")["config"]["name"] == theirs.pop("dtype")
    assert ours == theirs


@pytest.mark.parametrize("rate", [0, 1, 0.25, np.float32(0.25), Fraction(1, 4)])
def test_rate_is_any_real_number(rate):
    layer = SpatialDropout2D(rate)
    assert type(layer.rate) is float
    assert layer.rate == rate


@pytest.mark.parametrize("rate", [-0.1, 1.1, np.nan, np.inf, -np.inf])
def test_rate_outside_its_range(rate):
    with pytest.raises(ValueError, match=f"`rate` must be a number .* not {rate}"):
        SpatialDropout2D(rate)


@pytest.mark.parametrize("rate", [None, "0.5", True, [0.5], 0.5j, np.ones(1)])
def test_rate_that_is_no_number(rate):
    with pytest.raises(TypeError, match=f"`rate` must .* {type(rate).__name__}"):
        SpatialDropout2D(rate)


@pytest.mark.parametrize("seed", [0, 1, np.int64(5), MAX_SEED])
def test_seed_range_works_on_this_backend(seed):
    layer = SpatialDropout2D(0.5, seed=seed)
    oracle = keras.layers.SpatialDropout2D(0.5, seed=int(seed))
    x = ones((4, 2, 2, 8))
    for _ in range(2):
        np.testing.assert_array_equal(
            numpy(layer(x, training=True)), numpy(oracle(x, training=True))
        )


@pytest.mark.parametrize("seed", [-1, MAX_SEED + 1, 2**64])
def test_seed_outside_its_range(seed):
    with pytest.raises(ValueError, match=f"`seed` must be None .* not {seed}"):
        SpatialDropout2D(0.5, seed=seed)


@pytest.mark.parametrize("seed", [1.0, True, "1", [1]])
def test_seed_that_is_no_whole_number(seed):
    with pytest.raises(TypeError, match=f"`seed` must .* {type(seed).__name__}"):
        SpatialDropout2D(0.5, seed=seed)


@pytest.mark.parametrize("data_format", ["channel_last", "NCHW", 1, ""])
@pytest.mark.parametrize("rank", RANKS)
def test_unknown_data_format(rank, data_format):
    with pytest.raises(ValueError, match="`data_format` must be"):
        lamina_class(rank)(0.5, data_format=data_format)


@pytest.mark.parametrize("rank", RANKS)
def test_input_of_another_rank(rank):
    with pytest.raises(ValueError, match=f"expected ndim={rank + 2}"):
        lamina_class(rank)(0.5)(ones((2, 3)), training=True)


def test_unknown_argument():
    with pytest.raises(ValueError, match=r"Unrecognized keyword arguments .*'rat'"):
        SpatialDropout2D(0.5, rat=1)


def test_trainable_must_be_true_or_false():
    with pytest.raises(ValueError, match="`trainable` to be a boolean"):
        SpatialDropout2D(0.5, trainable="no")


def test_a_refused_layer_takes_no_seed_and_no_name():
    keras.utils.clear_session()
    state = random.getstate()
    with pytest.raises(ValueError, match="`rate`"):
        SpatialDropout2D(2)
    assert random.getstate() == state
    assert SpatialDropout2D(0.5).name == "spatial_dropout2d"


@pytest.mark.parametrize(
    "number",
    [10**400, -(10**400), 10**5000, Fraction(10**400)],
    ids=["large", "negative", "larger", "fraction"],
)
def test_numbers_of_many_digits_are_refused_like_others(number):
    for make in (SpatialDropout1D, lambda rate: SpatialDropout1D(0.5, seed=rate)):
        if isinstance(number, Fraction) and make is not SpatialDropout1D:
            continue
        with pytest.raises(ValueError, match="not a number of many digits"):
            make(number)


@pytest.mark.parametrize("rank", RANKS)
@pytest.mark.parametrize("rate", [0, 0.25, 1])
def test_complex_numbers_keep_their_imaginary_part(rank, rate):
    shape = input_shape(rank, "channels_last", 2, 16, 2)
    rng = np.random.default_rng(1)
    x = (rng.normal(size=shape) + 1j * rng.normal(size=shape)).astype("complex64")
    as_numpy = keras.ops.convert_to_numpy
    ours, theirs = pair(rank, rate, "channels_last", seed=3)
    for _ in range(2):
        y = as_numpy(ours(keras.ops.convert_to_tensor(x), training=True))
        assert y.dtype == x.dtype
        if BACKEND != "tensorflow":  # Keras refuses them there.
            z = as_numpy(theirs(keras.ops.convert_to_tensor(x), training=True))
            np.testing.assert_array_equal(y, z)
        kept = (y != 0).any(axis=tuple(range(1, rank + 1)), keepdims=True)
        if 0 < rate < 1:
            assert 0 < kept.mean() < 1
            x_kept = x / np.float32(1 - rate)
        else:
            assert kept.all() == kept.any() == (rate == 0)
            x_kept = x
        np.testing.assert_allclose(y, np.where(kept, x_kept, 0), rtol=1e-6)
    y = ours(keras.ops.convert_to_tensor(x), training=False)
    np.testing.assert_array_equal(as_numpy(y), x)
