import pickle
import random

import keras
import numpy as np
import pytest
from blocks import assert_blocks_dropped, block_class
from feature_maps import (
    BACKEND,
    DTYPES,
    FORMATS,
    RANKS,
    gradient,
    input_shape,
    keras_class,
    numpy,
    trains,
)
from keras import ops
from keyed import expected_keep, expected_uniform, keys_of, run

import lamina
from lamina import DropBlock1D, DropBlock2D, DropBlock3D
from lamina.layers.block_mask import block_probability


def shape_of(rank, data_format, side=6, batch=3, channels=4):
    return input_shape(rank, data_format, batch, channels, side)


# ---- what training does


@pytest.mark.parametrize(
    ("rank", "data_format", "dtype"),
    [(rank, each, "float32") for rank in RANKS for each in FORMATS]
    + [(2, "channels_last", dtype) for dtype in DTYPES if dtype != "float32"],
)
def test_training_drops_whole_blocks(rank, data_format, dtype, values):
    x = values.uniform(1, 2, shape_of(rank, data_format)).astype("float32")
    x = ops.cast(ops.convert_to_tensor(x), dtype)
    layer = block_class(rank)(0.3, 2, data_format=data_format, seed=2, dtype=dtype)
    found = []
    for _ in range(2):
        y = layer(x, training=True)
        assert keras.backend.standardize_dtype(y.dtype) == dtype
        block = (2,) * rank
        found.append(
            assert_blocks_dropped(numpy(x), numpy(y), block, data_format, dtype)
        )
        dropped = found[-1].reshape(12, -1)
        assert len(np.unique(dropped, axis=0)) > 2
        assert 0 < dropped.mean() < 1
    assert not np.array_equal(*found)


@pytest.mark.parametrize("block_size", [2, 3, (3, 2), (20, 2), (1, 4), (5, 20)])
def test_blocks_of_any_size(block_size, values):
    x = values.uniform(1, 2, (2, 12, 9, 16)).astype("float32")
    block = block_size if isinstance(block_size, tuple) else (block_size,) * 2
    y = numpy(DropBlock2D(0.2, block_size, seed=1)(x, training=True))
    dropped = assert_blocks_dropped(x, y, block, "channels_last")
    assert 0 < dropped.mean() < 0.5


@pytest.mark.parametrize("data_format", FORMATS)
def test_coupled_channels_have_the_same_blocks(data_format, values):
    x = values.uniform(1, 2, shape_of(2, data_format, 9)).astype("float32")
    layer = DropBlock2D(0.3, 3, coupled=True, data_format=data_format, seed=4)
    y = numpy(layer(x, training=True))
    dropped = assert_blocks_dropped(x, y, (3, 3), data_format)
    assert (dropped == dropped[:, :1]).all()
    assert len(np.unique(dropped[:, 0], axis=0)) == 3


# From single elements to the whole map, in one that is small and one in which the
# distances are drawn.
@pytest.mark.parametrize("coupled", [False, True])
@pytest.mark.parametrize(
    ("size", "block"),
    [((6, 6), each) for each in (1, 2, 3, 5, 6, 7)]
    + [((14, 12), each) for each in (2, 7, (14, 3))],
)
def test_the_share_dropped_is_the_rate(size, block, coupled):
    layer = DropBlock2D(0.2, block, coupled, seed=5)
    y = numpy(layer(ops.ones((600, *size, 4)), training=True))
    share = (y == 0).mean(axis=(1, 2, 3))
    assert abs(share.mean() - 0.2) < 4 * share.std() / np.sqrt(600)
    assert share.std() < 0.5


# ---- the limits


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize(("rank", "rate"), [(1, 0.2), (2, 0.1), (3, 0.7)])
def test_blocks_of_one_element_are_those_of_dropout(rank, data_format, rate, values):
    x = values.uniform(1, 2, shape_of(rank, data_format, 4)).astype("float32")
    ours = block_class(rank)(rate, 1, data_format=data_format, seed=3)
    theirs = keras.layers.Dropout(rate, seed=3)
    for _ in range(2):
        y, z = (numpy(layer(x, training=True)) for layer in (ours, theirs))
        kept = (z != 0).mean(axis=tuple(range(1, x.ndim)), keepdims=True)
        np.testing.assert_allclose(y, z * (1 - rate) / kept, rtol=1e-5)
        assert 0 < kept.min() < 1


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize(("rank", "side"), [(1, 5), (2, 5), (3, 7)])
def test_blocks_as_large_as_the_map_are_spatial_dropout(
    rank, data_format, side, values
):
    if rank == 1 and data_format == "channels_first":
        return  # Keras' layer for sequences does not know it.
    x = values.uniform(1, 2, shape_of(rank, data_format, 5, channels=9))
    x = x.astype("float32")
    ours = block_class(rank)(0.4, side, data_format=data_format, seed=3)
    layout = {} if rank == 1 else {"data_format": data_format}
    theirs = keras_class(rank)(0.4, seed=3, **layout)
    for _ in range(2):
        y, z = (numpy(layer(x, training=True)) for layer in (ours, theirs))
        kept = (z != 0).mean(axis=tuple(range(1, x.ndim)), keepdims=True)
        np.testing.assert_allclose(y, z * 0.6 / kept, rtol=1e-5)
        assert 0 < kept.min() < 1


@pytest.mark.parametrize("rank", RANKS)
def test_rate_one_gives_zeros(rank):
    x = np.full(shape_of(rank, "channels_last"), np.nan, "float32")
    y = numpy(block_class(rank)(1)(x, training=True))
    np.testing.assert_array_equal(y, np.zeros_like(x))


@pytest.mark.parametrize("rank", RANKS)
def test_what_comes_back_unchanged_is_the_same_object(rank):
    x = ops.ones(shape_of(rank, "channels_last"))
    assert block_class(rank)(0.5)(x, training=False) is x
    assert block_class(rank)(0.5)(x) is x
    assert block_class(rank)(0)(x, training=True) is x


@pytest.mark.parametrize("rate", [1e-30, 1e-6, 1 - 1e-9])
@pytest.mark.parametrize("block", [1, 3, 9])
def test_rates_near_the_ends(rate, block):
    y = numpy(DropBlock2D(rate, block, seed=1)(ops.ones((2, 9, 9, 4)), training=True))
    np.testing.assert_array_equal(y, np.full((2, 9, 9, 4), float(rate < 0.5)))


# ---- numbers of all kinds


@pytest.mark.parametrize("bad", [np.inf, np.nan])
@pytest.mark.parametrize("block", [1, 2, 6])
def test_blocks_are_zero_whatever_they_held(bad, block):
    x = np.full((3, 6, 6, 8), bad, "float32")
    y = numpy(DropBlock2D(0.5, block, seed=4)(x, training=True))
    one = numpy(DropBlock2D(0.5, block, seed=4)(np.ones_like(x), training=True))
    np.testing.assert_array_equal(y, np.where(one == 0, 0, bad))
    assert (one == 0).any()


@trains
@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("bad", [1, np.inf, np.nan])
def test_the_gradient_is_that_of_the_rest(data_format, bad, values):
    shape = shape_of(2, data_format, 8)
    x = np.full(shape, bad, "float32")
    weights = values.uniform(1, 2, shape).astype("float32")
    settings = {"data_format": data_format, "seed": 6}
    found = gradient(DropBlock2D(0.4, 3, **settings), x, weights)
    y = numpy(DropBlock2D(0.4, 3, **settings)(ops.ones(shape), training=True))
    np.testing.assert_allclose(found, y * weights, rtol=1e-5)
    assert (found == 0).any()


@trains
def test_the_gradient_is_zero_where_all_of_an_example_is_dropped():
    x = np.full((6, 5, 5, 1), np.nan, "float32")
    layer = DropBlock2D(0.9, 5, seed=2)
    found = gradient(layer, x, np.ones_like(x))
    dropped = found[:, 0, 0, 0] == 0
    assert dropped.any()
    kept = ~dropped[:, None, None, None] * np.ones_like(x)
    np.testing.assert_array_equal(found, kept)


def test_whole_numbers_are_computed_in_the_dtype_of_the_layer():
    x = ops.ones((3, 6, 6, 8), dtype="int32")
    y = DropBlock2D(0.6, 2, seed=1, dtype="float16")(x, training=True)
    assert keras.backend.standardize_dtype(y.dtype) == "float16"
    assert_blocks_dropped(numpy(x), numpy(y), (2, 2), "channels_last", "float16")


def test_complex_numbers():
    x = ops.convert_to_tensor(np.full((2, 6, 6, 4), 1 + 2j, "complex64"))
    y = ops.convert_to_numpy(DropBlock2D(0.4, 2, seed=1)(x, training=True))
    assert 0 < (y == 0).mean() < 1
    np.testing.assert_allclose(y[y != 0].imag, 2 * y[y != 0].real, rtol=1e-6)


@pytest.mark.parametrize("shape", [(0, 6, 6, 3), (2, 0, 6, 3), (2, 6, 6, 0)])
def test_nothing_is_dropped_of_nothing(shape):
    y = DropBlock2D(0.5, 2, seed=1)(ops.ones(shape), training=True)
    assert tuple(y.shape) == shape


# ---- compilation, shapes


def small_model(layer):
    keras.utils.set_random_seed(3)
    return keras.Sequential(
        [
            keras.Input((10, 10, 2)),
            keras.layers.Conv2D(8, 3),
            layer,
            keras.layers.Conv2D(4, 3),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(1),
        ]
    )


@trains
# With 10 examples the last batch is smaller, and no length of a batch is known.
@pytest.mark.parametrize("examples", [8, 10])
@pytest.mark.parametrize("coupled", [False, True])
def test_a_training_is_the_same_compiled_or_not(coupled, examples, values):
    x = values.normal(size=(examples, 10, 10, 2)).astype("float32")
    y = values.normal(size=(examples, 1)).astype("float32")
    ways = [{"jit_compile": False, "run_eagerly": True}, {"jit_compile": False}]
    # torch.compile() needs a C++ compiler, and minutes.
    ways += [] if BACKEND == "torch" else [{"jit_compile": True}]
    found = []
    for compiling in ways:
        model = small_model(DropBlock2D(0.4, 3, coupled, seed=9))
        model.compile("sgd", "mse", **compiling)
        inference = model.test_on_batch(x, y)
        history = model.fit(x, y, batch_size=4, epochs=2, shuffle=False, verbose=0)
        assert history.history["loss"][0] != pytest.approx(inference, rel=1e-3)
        found.append([history.history["loss"], *model.get_weights()])
    # TensorFlow has other random numbers where XLA compiles.
    for other in found[1 : 2 if BACKEND == "tensorflow" else None]:
        for first, second in zip(found[0], other, strict=True):
            np.testing.assert_allclose(first, second, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(
    ("rank", "data_format"),
    [(1, "channels_last"), (2, "channels_last"), (2, "channels_first")],
)
def test_unknown_dimensions(rank, data_format):
    shape = input_shape(rank, data_format, batch=None, side=None)
    layer = block_class(rank)(0.4, 3, data_format=data_format, seed=2)
    inputs = keras.Input(batch_shape=shape)
    outputs = layer(inputs, training=True)
    assert outputs.shape == shape
    assert layer.compute_output_shape(shape) == shape
    model = keras.Model(inputs, outputs)
    for batch, side in ((5, 6), (2, 4)):
        x = np.ones(input_shape(rank, data_format, batch=batch, side=side), "float32")
        dropped = assert_blocks_dropped(x, numpy(model(x)), (3,) * rank, data_format)
        assert 0 < dropped.mean() < 1


@pytest.mark.skipif(BACKEND != "tensorflow", reason="asks about TensorFlow's graphs")
@pytest.mark.parametrize("jit_compile", [False, True])
@pytest.mark.parametrize("known", [(None, None), (9, None)])
@pytest.mark.parametrize("coupled", [False, True])
def test_unknown_shape_in_a_tensorflow_graph(jit_compile, known, coupled):
    import tensorflow as tf

    layer = DropBlock2D(0.3, (3, 4), coupled, seed=2)
    graph = tf.function(
        lambda x: layer(x, training=True),
        input_signature=[tf.TensorSpec((None, *known, 7))],
        jit_compile=jit_compile,
    )
    # The last map has less columns than a block.
    for shape in ((300, 9, 8, 7), (300, 9, 3, 7)):
        x = np.ones(shape, "float32")
        y = numpy(graph(x))
        dropped = assert_blocks_dropped(x[:20], y[:20], (3, 4), "channels_last")
        assert (dropped == dropped[:, :1]).all() == coupled
        share = (y == 0).mean(axis=(1, 2, 3))
        assert abs(share.mean() - 0.3) < 4 * share.std() / np.sqrt(300)


@pytest.mark.skipif(BACKEND != "jax", reason="asks about jax.jit")
def test_jitted_stateless_calls_draw_what_others_do():
    import jax

    x = np.ones((4, 9, 9, 7), "float32")
    layer = DropBlock2D(0.4, 3, seed=2)
    plain = [numpy(layer(x, training=True)) for _ in range(2)]
    lamina.reset_seeds(layer)
    step = jax.jit(lambda state, x: layer.stateless_call([], state, x, training=True))
    state = [v.value for v in layer.non_trainable_variables]
    for expected in plain:
        y, state = step(state, x)
        np.testing.assert_allclose(y, expected, rtol=1e-6)
    assert not np.array_equal(*plain)


def test_time_distributed(values):
    x = values.uniform(1, 2, (2, 3, 6, 6, 5)).astype("float32")
    layer = keras.layers.TimeDistributed(DropBlock2D(0.5, 2, seed=1))
    y = numpy(layer(x, training=True))
    for step in range(3):
        assert_blocks_dropped(x[:, step], y[:, step], (2, 2), "channels_last")


def test_passes_a_mask_on():
    x = np.ones((2, 4, 3), "float32")
    x[:, 2:] = 0
    assert DropBlock1D(0.5).supports_masking
    inputs = keras.Input((4, 3))
    h = DropBlock1D(0.5)(keras.layers.Masking()(inputs))
    outputs = keras.layers.GlobalAveragePooling1D()(h)
    np.testing.assert_allclose(numpy(keras.Model(inputs, outputs)(x)), np.ones((2, 3)))


# ---- seeds


@pytest.mark.parametrize("block", [1, 2, 3, 9])
def test_the_same_seed_gives_the_same_blocks_and_comes_back(block):
    x = ops.ones((4, 9, 9, 16))
    one, other, third = (DropBlock2D(0.3, block, seed=seed) for seed in (7, 7, 8))
    first = [numpy(one(x, training=True)) for _ in range(3)]
    second = [numpy(other(x, training=True)) for _ in range(3)]
    np.testing.assert_array_equal(first, second)
    assert not np.array_equal(first[0], first[1])
    assert not np.array_equal(first[0], numpy(third(x, training=True)))
    lamina.reset_seeds(one)
    np.testing.assert_array_equal(numpy(one(x, training=True)), first[0])


def test_without_a_seed_layers_differ_and_python_random_decides():
    x = ops.ones((4, 9, 9, 16))

    def two():
        random.seed(1)
        layers = DropBlock2D(0.3, 3), DropBlock2D(0.3, 3)
        return [numpy(layer(x, training=True)) for layer in layers]

    first, again = two(), two()
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first[0], first[1])


# ---- Monte Carlo dropout


def test_keys_draw_the_distances():
    x = np.random.default_rng(1).uniform(1, 2, (4, 12, 9, 8)).astype("float32")
    y = run(DropBlock2D(0.2, 3), x, keys_of(4))
    dropped = assert_blocks_dropped(x, y, (3, 3), "channels_last")
    assert 0.05 < dropped.mean() < 0.4
    # The first number of an example says where its first block begins.
    numbers = expected_uniform(keys_of(4), 0, 1)[:, 0]
    p = block_probability((12, 9, 8), (3, 3, 1), 0.2)
    first = np.floor(np.log1p(-numbers) / np.log1p(-p)).astype(int)
    for row, place in enumerate(first):
        assert place < 10 * 7 * 8
        i, j, channel = place // (7 * 8), place // 8 % 7, place % 8
        assert (y[row, i : i + 3, j : j + 3, channel] == 0).all()


@pytest.mark.parametrize(("block", "noise"), [(1, (5, 5, 3)), (5, (1, 1, 3))])
def test_keys_draw_in_the_limits_what_they_draw_of_dropout(block, noise):
    x = np.random.default_rng(1).uniform(1, 2, (6, 5, 5, 3)).astype("float32")
    y = run(DropBlock2D(0.4, block), x, keys_of(6))
    kept = np.broadcast_to(expected_keep(keys_of(6), noise, 0.4), x.shape)
    share = kept.mean(axis=(1, 2, 3), keepdims=True)
    with np.errstate(divide="ignore"):
        expected = np.where(kept, x / share, 0)
    np.testing.assert_allclose(y, expected, rtol=1e-5)
    assert 0 < kept.mean() < 1


@pytest.mark.parametrize("side", [5, 12])
@pytest.mark.parametrize("is_late", [False, True])
def test_monte_carlo_draws_do_not_depend_on_the_batch(side, is_late):
    x = np.random.default_rng(1).uniform(1, 2, (7, side, side, 4)).astype("float32")
    same = keras.layers.Dense(4, kernel_initializer="identity")
    layers = [DropBlock2D(0.3, 3, name="blocks"), same]
    model = keras.Sequential(
        [keras.Input((side, side, 4)), *(layers[::-1] if is_late else layers)]
    )
    mc = lamina.MonteCarloDropout(model, task="regression")
    settings = {"samples": 20, "seed": 2, "keep_samples": True, "verbose": 0}
    ids = np.arange(7) * 5
    whole = mc.predict(x, batch_size=7, ids=ids, **settings).samples
    parts = mc.predict(x[::-1], batch_size=3, ids=ids[::-1], **settings).samples
    np.testing.assert_allclose(whole, parts[:, ::-1], rtol=1e-5)
    for draw in (0, 19):
        assert_blocks_dropped(x, whole[draw], (3, 3), "channels_last", "float16")
    share = (whole == 0).mean(axis=(2, 3, 4)).ravel()
    assert abs(share.mean() - 0.3) < 4 * share.std() / np.sqrt(len(share))
    assert len(np.unique(share)) > 20


# ---- saved, made again


@pytest.mark.parametrize("rank", RANKS)
def test_is_made_again_from_its_configuration(rank):
    layer = block_class(rank)(
        0.3,
        4,
        True,
        "channels_first",
        3,
        "blocks",
        "mixed_float16",
        trainable=False,
        activity_regularizer="l2",
    )
    config = layer.get_config()
    again = type(layer).from_config(config)
    assert again.get_config() == config
    assert again.dtype_policy.name == "mixed_float16"
    assert again.block_size == (4,) * rank
    assert (again.rate, again.coupled, again.seed) == (0.3, True, 3)
    assert (again.data_format, again.trainable) == ("channels_first", False)
    assert again.activity_regularizer is not None
    assert pickle.loads(pickle.dumps(layer)).get_config() == config
    described = keras.saving.serialize_keras_object(layer)
    assert keras.saving.deserialize_keras_object(described).get_config() == config


def test_a_saved_model_opens_with_its_blocks(tmp_path):
    model = small_model(DropBlock2D(0.4, (3, 2), True, seed=9))
    lamina.save_model(model, tmp_path / "model.keras")
    x = np.ones((3, 10, 10, 2), "float32")
    first = numpy(model(x, training=True))
    # In plain Keras too, since lamina is imported.
    for load in (lamina.load_model, keras.models.load_model):
        opened = load(tmp_path / "model.keras")
        layer = opened.layers[1]
        assert type(layer) is DropBlock2D
        assert layer.get_config() == model.layers[1].get_config()
        lamina.reset_seeds(opened)
        np.testing.assert_array_equal(numpy(opened(x, training=True)), first)
    cloned = lamina.clone_model(model)
    assert type(cloned.layers[1]) is DropBlock2D
    assert cloned.layers[1].block_size == (3, 2)


def test_a_model_for_serving_has_none(values):
    x = values.normal(size=(4, 10, 10, 2)).astype("float32")
    model = small_model(DropBlock2D(0.4, 3))
    served = lamina.without_dropout(model)
    assert not [each for each in served.layers if "Drop" in type(each).__name__]
    served_predictions = served.predict(x, verbose=0)
    np.testing.assert_array_equal(served_predictions, model.predict(x, verbose=0))


# ---- arguments


def test_arguments_that_are_not_given():
    for rank in RANKS:
        layer = block_class(rank)(0.1)
        assert layer.block_size == (7,) * rank
        assert layer.coupled is False
        assert layer.data_format == "channels_last"
        assert layer.built
    keras.config.set_image_data_format("channels_first")
    assert DropBlock1D(0.1).data_format == "channels_last"
    assert DropBlock2D(0.1).data_format == "channels_first"
    assert DropBlock3D(0.1).data_format == "channels_first"


@pytest.mark.parametrize("size", [7, np.int64(7), [7, 7], (np.int32(7), 7)])
def test_block_sizes(size):
    block_size = DropBlock2D(0.1, size).block_size
    assert block_size == (7, 7)
    assert all(type(each) is int for each in block_size)


@pytest.mark.parametrize("size", [0, -1, (3, 0)])
def test_block_size_below_one(size):
    with pytest.raises(
        ValueError, match=r"`block_size` must be a whole number .* or 2 of"
    ):
        DropBlock2D(0.1, size)


@pytest.mark.parametrize(
    "size", [None, 2.0, True, "7", (7,), (7, 7, 7), (7, 2.5), (True, 2), np.ones(2)]
)
def test_block_size_that_is_no_whole_number(size):
    with pytest.raises(
        TypeError, match=r"`block_size` must be a whole number .* or 2 of"
    ):
        DropBlock2D(0.1, size)
    with pytest.raises(TypeError, match="whole number of at least 1, not"):
        DropBlock1D(0.1, (7, 7))


@pytest.mark.parametrize("coupled", [None, 1, "yes"])
def test_coupled_is_true_or_false(coupled):
    with pytest.raises(TypeError, match="`coupled` must be True or False, not"):
        DropBlock2D(0.1, coupled=coupled)


@pytest.mark.parametrize("rank", RANKS)
def test_what_the_other_arguments_may_be(rank):
    cls = block_class(rank)
    with pytest.raises(ValueError, match="`rate` must be a number from 0 to 1"):
        cls(1.1)
    with pytest.raises(TypeError, match="`rate` must be a number from 0 to 1"):
        cls("0.1")
    with pytest.raises(TypeError, match="`seed` must be None or a whole number"):
        cls(0.1, seed=1.5)
    with pytest.raises(ValueError, match="`data_format` must be"):
        cls(0.1, data_format="NCHW")
    with pytest.raises(ValueError, match=f"expected ndim={rank + 2}"):
        cls(0.1)(ops.ones((2, 3)), training=True)
    with pytest.raises(ValueError, match="Unrecognized keyword arguments"):
        cls(0.1, rat=1)


def test_a_refused_layer_takes_no_seed_and_no_name():
    keras.utils.clear_session()
    state = random.getstate()
    with pytest.raises(TypeError, match="`block_size`"):
        DropBlock2D(0.1, 2.5)
    assert random.getstate() == state
    assert DropBlock2D(0.5).name == "drop_block2d"


# ---- rates that change


def zeros_of(layer, x):
    return numpy(layer(x, training=True)) == 0


@pytest.mark.parametrize("coupled", [False, True])
@pytest.mark.parametrize(
    ("size", "block"), [((6, 6), 1), ((6, 6), 3), ((6, 6), 6), ((14, 12), 7)]
)
def test_the_share_dropped_is_the_rate_that_is_set(size, block, coupled):
    layer = DropBlock2D(0.01, block, coupled, seed=5)
    model = keras.Sequential([layer])
    x = ops.ones((600, *size, 4))
    for rate in (0.05, 0.3, 0.5, 0.7, 0.98):
        lamina.set_dropout_rate(model, rate)
        share = zeros_of(layer, x).mean(axis=(1, 2, 3))
        assert abs(share.mean() - rate) < 4 * share.std() / np.sqrt(600)
        assert share.std() < 0.5 + 1e-6


@pytest.mark.parametrize("rate", [0.02, 0.1, 0.5])
@pytest.mark.parametrize("size", [(6, 6), (30, 28)])
def test_a_constant_schedule_drops_what_its_number_drops(size, rate):
    constant = lamina.PiecewiseRate(10**6, (rate, rate))
    fixed, changing = (DropBlock2D(each, 3, seed=5) for each in (rate, constant))
    x = ops.ones((40, *size, 3))
    for _ in range(2):
        found = zeros_of(changing, x)
        np.testing.assert_array_equal(found, zeros_of(fixed, x))
        assert found.any()


@pytest.mark.parametrize("bad", [np.inf, np.nan])
@pytest.mark.parametrize("size", [(6, 6), (30, 28)])
def test_rates_that_are_set_to_nothing_and_to_all_are_exact(size, bad):
    layer = DropBlock2D(0.3, 3, seed=1)
    x = np.full((4, *size, 3), bad, "float32")
    model = keras.Sequential([layer])
    lamina.set_dropout_rate(model, 0)
    np.testing.assert_array_equal(numpy(layer(x, training=True)), x)
    lamina.set_dropout_rate(model, 1)
    np.testing.assert_array_equal(numpy(layer(x, training=True)), np.zeros_like(x))


@pytest.mark.skipif(BACKEND == "jax", reason="compiles for each number of blocks")
@pytest.mark.parametrize("rate", [0.02, 0.1, 0.5])
def test_a_rate_that_is_set_drops_what_its_number_drops_step_by_step(rate):
    fixed, changing = DropBlock2D(rate, 3, seed=5), DropBlock2D(0.9, 3, seed=5)
    lamina.set_dropout_rate(keras.Sequential([changing]), rate)
    x = ops.ones((8, 30, 28, 3))
    np.testing.assert_array_equal(zeros_of(changing, x), zeros_of(fixed, x))


# torch.compile() needs a C++ compiler, and minutes.
@pytest.mark.skipif(BACKEND == "torch", reason="nothing is compiled")
@trains
@pytest.mark.parametrize("jit_compile", [False, True])
def test_few_blocks_are_drawn_or_many_in_what_is_compiled_once(jit_compile):
    class IsZero(keras.layers.Layer):
        def call(self, inputs):
            return ops.cast(inputs == 0, "float32")

    # The loss is the share of the elements that are dropped.
    layers = [DropBlock2D(0.1, 3, seed=5), IsZero(), keras.layers.Dense(1)]
    model = keras.Sequential([keras.Input((30, 28, 1)), *layers])
    model.compile(keras.optimizers.SGD(0.0), "mse", jit_compile=jit_compile)
    model.layers[-1].kernel.assign([[1]])
    x, y = np.ones((200, 30, 28, 1), "float32"), np.zeros((200, 30, 28, 1))
    for rate in (0.1, 0.5, 0.93, 0.2):
        lamina.set_dropout_rate(model, rate)
        shares = []
        for _ in range(5):
            shares.append(float(model.train_on_batch(x, y)))
            model.reset_metrics()
        assert np.mean(shares) == pytest.approx(rate, rel=0.03)
        assert np.std(shares) > 0


def test_the_rate_may_change():
    layer = DropBlock2D(0, 3, seed=1)
    x = ops.ones((8, 9, 9, 4))
    assert layer(x, training=True) is x
    layer.rate = 0.5
    share = (numpy(layer(x, training=True)) == 0).mean()
    assert 0.3 < share < 0.7


def test_no_examples_have_no_blocks():
    drop = lamina.DropBlock2D(0.3, 3)
    assert drop(np.ones((0, 8, 8, 3), "float32"), training=True).shape == (0, 8, 8, 3)
