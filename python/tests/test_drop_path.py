import pickle

import keras
import numpy as np
import pytest
from feature_maps import BACKEND, DTYPES, EPS, assert_like, numpy, trains
from hypothesis import given, settings
from hypothesis import strategies as st
from keyed import expected_keep, keys_of, run
from programs import run_program, told_by

import lamina
from lamina import MAX_SEED, DropPath, drop_path_rates
from lamina.uncertainty.keyed_numbers import row_keys


def as_keras(mode, rate, rank, seed, dtype=None):
    """Keras' dropout with the noise shape that drops whole examples, or the batch."""
    first = None if mode == "example" else 1
    noise = (first, *(1,) * (rank - 1))
    return keras.layers.Dropout(rate, noise, seed=seed, dtype=dtype)


def assert_paths_dropped(x, y, rate, dtype="float32"):
    """Each example is exactly 0 or what it was, scaled; which, is returned."""
    x, y = x.reshape(len(x), -1), y.reshape(len(y), -1)
    dropped = (y == 0).all(axis=1)
    kept = ~dropped
    np.testing.assert_allclose(y[kept], x[kept] / (1 - rate), rtol=EPS[dtype])
    return dropped


# ---- what training does


@settings(max_examples=10)
@given(
    mode=st.sampled_from(("example", "batch")),
    dtype=st.sampled_from(DTYPES),
    rate=st.sampled_from((0, 1e-6, 0.1, 0.5, 0.75, 1)) | st.floats(0, 1),
    seed=st.sampled_from((0, MAX_SEED)) | st.integers(0, MAX_SEED),
    shape=st.lists(st.integers(1, 3), min_size=0, max_size=4),
    batch=st.integers(0, 5),
)
def test_values_are_those_of_keras_dropout_call_after_call(
    mode, dtype, rate, seed, shape, batch
):
    shape = (batch, *shape)
    x = np.random.default_rng(seed).normal(size=shape).astype("float32")
    x = keras.ops.cast(keras.ops.convert_to_tensor(x), dtype)
    ours = DropPath(rate, mode, seed, dtype=dtype)
    theirs = as_keras(mode, rate, len(shape), seed, dtype)
    for _ in range(3):
        y = ours(x, training=True)
        assert tuple(y.shape) == shape
        assert_like(y, theirs(x, training=True))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(40,), (40, 3), (40, 2, 3), (40, 2, 3, 2, 2)])
def test_examples_are_dropped_whole(shape, dtype, values):
    x = values.uniform(1, 2, shape).astype("float32")
    x = keras.ops.cast(keras.ops.convert_to_tensor(x), dtype)
    y = DropPath(0.4, seed=2, dtype=dtype)(x, training=True)
    dropped = assert_paths_dropped(numpy(x), numpy(y), 0.4, dtype)
    assert 0 < dropped.mean() < 1


def test_the_whole_batch_is_dropped_or_nothing(values):
    x = values.uniform(1, 2, (5, 3, 2)).astype("float32")
    layer = DropPath(0.4, "batch", seed=2)
    shares = [
        assert_paths_dropped(x, numpy(layer(x, training=True)), 0.4).mean()
        for _ in range(20)
    ]
    assert set(shares) == {0, 1}


@pytest.mark.parametrize("rate", [0.05, 0.3, 0.9])
def test_drops_as_often_as_rate_says(rate):
    n = 20000
    y = numpy(DropPath(rate, seed=1)(np.ones((n, 1), "float32"), training=True))
    assert abs((y == 0).mean() - rate) < 4 * np.sqrt(rate * (1 - rate) / n)


@pytest.mark.parametrize("bad", [np.inf, np.nan])
def test_what_is_dropped_is_zero_whatever_it_held(bad):
    x = np.full((30, 4), bad, "float32")
    reference = numpy(DropPath(0.5, seed=4)(np.ones_like(x), training=True))
    y = numpy(DropPath(0.5, seed=4)(x, training=True))
    np.testing.assert_array_equal(y, np.where(reference == 0, 0, bad))


def test_whole_and_complex_numbers():
    x = keras.ops.ones((20, 3), "int32")
    y = DropPath(0.5, seed=1, dtype="float16")(x, training=True)
    assert keras.backend.standardize_dtype(y.dtype) == "float16"
    assert set(np.unique(numpy(y))) == {0, 2}
    x = keras.ops.convert_to_tensor(np.full((20, 3), 1 + 2j, "complex64"))
    y = keras.ops.convert_to_numpy(DropPath(0.5, seed=1)(x, training=True))
    assert set(np.unique(y)) == {0, 2 + 4j}


# ---- what inference does


@pytest.mark.parametrize("training", [False, None])
def test_inference_gives_the_same_object(training):
    x = keras.ops.ones((4, 3))
    assert DropPath(0.5)(x, training=training) is x
    assert DropPath(0.5)(x) is x
    assert DropPath(0)(x, training=True) is x


# ---- gradients, compilation, shapes


def gradient(layer, x):
    """Of sum(layer(x)) with respect to x."""
    if BACKEND == "tensorflow":
        import tensorflow as tf

        x = tf.convert_to_tensor(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            total = tf.reduce_sum(layer(x, training=True))
        return tape.gradient(total, x).numpy()
    if BACKEND == "jax":
        import jax

        def total(x):
            y, _ = layer.stateless_call(
                [], layer.non_trainable_variables, x, training=True
            )
            return y.sum()

        return np.asarray(jax.grad(total)(x))
    x = keras.ops.convert_to_tensor(x).requires_grad_()
    layer(x, training=True).sum().backward()
    return keras.ops.convert_to_numpy(x.grad)


@trains
@pytest.mark.parametrize("bad", [1, np.inf, np.nan])
def test_gradient_is_zero_where_dropped_and_the_scale_elsewhere(bad):
    x = np.full((30, 4), bad, "float32")
    y = numpy(DropPath(0.5, seed=4)(np.ones_like(x), training=True))
    np.testing.assert_array_equal(gradient(DropPath(0.5, seed=4), x), y)
    assert set(np.unique(y)) == {0, 2}


@pytest.mark.parametrize("shape", [(None, 3), (None, None, 7), (None, None, None, 4)])
def test_unknown_dimensions(shape):
    layer = DropPath(0.4, seed=2)
    inputs = keras.Input(batch_shape=shape)
    outputs = layer(inputs, training=True)
    assert outputs.shape == shape == layer.compute_output_shape(shape)
    model = keras.Model(inputs, outputs)
    for size in (4, 6):
        x = np.ones([size * 5, *(size if n is None else n for n in shape[1:])])
        dropped = assert_paths_dropped(x, numpy(model(x.astype("float32"))), 0.4)
        assert 0 < dropped.mean() < 1


@pytest.mark.skipif(BACKEND != "tensorflow", reason="asks about TensorFlow's graphs")
@pytest.mark.parametrize("jit_compile", [False, True])
def test_unknown_shape_in_a_tensorflow_graph(jit_compile):
    import tensorflow as tf

    def graph(layer):
        return tf.function(
            lambda x: layer(x, training=True),
            input_signature=[tf.TensorSpec((None, None, 7))],
            jit_compile=jit_compile,
        )

    ours, theirs = graph(DropPath(0.4, seed=2)), graph(as_keras("example", 0.4, 3, 2))
    for batch in (20, 30):
        x = np.ones((batch, 2, 7), "float32")
        y = numpy(ours(x))
        assert 0 < assert_paths_dropped(x, y, 0.4).mean() < 1
        np.testing.assert_array_equal(y, numpy(theirs(x)))


@trains
@pytest.mark.parametrize(
    "compiling",
    [{"run_eagerly": True}] + [{"jit_compile": True}] * (BACKEND != "torch"),
)
def test_a_residual_network_trains_as_with_keras_dropout(compiling, values):
    if BACKEND == "jax" and "run_eagerly" in compiling:
        compiling = {**compiling, "jit_compile": False}
    x = values.normal(size=(16, 6)).astype("float32")
    learnt = []
    for layer in (DropPath(0.5, seed=1), as_keras("example", 0.5, 2, 1)):
        keras.utils.set_random_seed(3)
        inputs = keras.Input((6,))
        branch = layer(keras.layers.Dense(6)(inputs))
        outputs = keras.layers.Dense(1)(keras.layers.add([inputs, branch]))
        model = keras.Model(inputs, outputs)
        model.compile("sgd", "mse", **compiling)
        model.fit(x, x[:, :1], batch_size=8, epochs=2, shuffle=False, verbose=0)
        learnt.append(model.get_weights())
    for ours, theirs in zip(*learnt, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-6)


def test_time_distributed_and_masks(values):
    x = values.uniform(1, 2, (30, 3, 4)).astype("float32")
    y = numpy(keras.layers.TimeDistributed(DropPath(0.5, seed=1))(x, training=True))
    for step in range(3):
        assert 0 < assert_paths_dropped(x[:, step], y[:, step], 0.5).mean() < 1
    assert DropPath(0.5).supports_masking
    x[:, 2:] = 0
    inputs = keras.Input((3, 4))
    h = DropPath(0.5)(keras.layers.Masking()(inputs))
    model = keras.Model(inputs, keras.layers.GlobalAveragePooling1D()(h))
    np.testing.assert_allclose(numpy(model(x)), x[:, :2].mean(axis=1), rtol=1e-6)


# ---- seeds


def test_seeds_go_on_and_back():
    x = keras.ops.ones((40, 2))
    layer, other = DropPath(0.5, seed=3), DropPath(0.5, seed=3)
    first, second = (numpy(layer(x, training=True)) for _ in range(2))
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(first, numpy(other(x, training=True)))
    lamina.reset_seeds(layer)
    np.testing.assert_array_equal(first, numpy(layer(x, training=True)))


# ---- arguments


@pytest.mark.parametrize("mode", ["examples", "row", None, 1])
def test_unknown_mode(mode):
    with pytest.raises(ValueError, match='`mode` must be "example" or "batch", not'):
        DropPath(0.5, mode)


def test_bad_rate_seed_and_input():
    with pytest.raises(ValueError, match="`rate` must be a number from 0 to 1"):
        DropPath(1.5)
    with pytest.raises(TypeError, match="`seed` must be None or a whole number"):
        DropPath(0.5, seed=1.5)
    with pytest.raises(ValueError, match="min_ndim=1"):
        DropPath(0.5)(keras.ops.ones(()), training=True)


# ---- copies and files


def copies(layer):
    yield DropPath.from_config(layer.get_config())
    yield keras.saving.deserialize_keras_object(
        keras.saving.serialize_keras_object(layer)
    )
    yield pickle.loads(pickle.dumps(layer))
    yield lamina.clone_model(keras.Sequential([keras.Input((3,)), layer])).layers[0]


def test_copies_are_the_same():
    layer = DropPath(0.3, "batch", 5, "path", "mixed_float16", trainable=False)
    for copy in copies(layer):
        assert type(copy) is DropPath
        assert copy.get_config() == layer.get_config()
        assert copy.compute_dtype == "float16"


OPEN = """
import sys
import keras
try:
    keras.saving.load_model(sys.argv[1])
except TypeError as error:
    print(str(error).splitlines()[-1])
import lamina
print(type(keras.saving.load_model(sys.argv[1]).layers[0]).__name__)
"""


def test_a_file_opens_in_plain_keras_or_says_what_is_missing(tmp_path):
    path = tmp_path / "model.keras"
    keras.Sequential([keras.Input((3,)), DropPath(0.5)]).save(path)
    done = run_program(OPEN, path)
    assert done.returncode == 0, done.stderr
    *_, missing, opened = done.stdout.splitlines()
    assert "Could not locate class 'DropPath'" in missing
    assert "the package lamina: install it, and `import lamina` before" in missing
    assert opened == "DropPath"


# ---- Monte Carlo dropout


@pytest.mark.parametrize("shape", [(9,), (9, 4), (9, 2, 3)])
def test_draws_by_keys(shape, values):
    x = values.uniform(1, 2, shape).astype("float32")
    keep = expected_keep(keys_of(9), (), 0.4).reshape(9, *(1,) * (len(shape) - 1))
    y = run(DropPath(0.4), x, keys_of(9))
    np.testing.assert_allclose(y, np.where(keep, x / np.float32(0.6), 0), rtol=1e-6)
    assert keep.any()
    assert not keep.all()


@pytest.mark.parametrize("mode", ["example", "batch"])
def test_monte_carlo_draws_are_those_of_example_and_draw(mode, values):
    x = values.uniform(1, 2, (6, 3)).astype("float32")
    inputs = keras.Input((3,))
    model = keras.Model(inputs, DropPath(0.4, mode)(inputs))
    mc = lamina.MonteCarloDropout(model, task="regression")
    options = {"samples": 30, "seed": 2, "keep_samples": True, "verbose": 0}
    drawn = mc.predict(x, batch_size=6, **options).samples
    dropped = (drawn == 0).all(axis=-1)
    np.testing.assert_array_equal(drawn[~dropped] > 0, True)
    # Of all examples the same where they share the draw.
    assert (dropped == dropped[:, :1]).all() == (mode == "batch")
    assert 0.2 < dropped.mean() < 0.6
    np.testing.assert_array_equal(drawn, mc.predict(x, batch_size=4, **options).samples)
    ids = mc.predict(x[::-1].copy(), ids=range(5, -1, -1), **options).samples[:, ::-1]
    np.testing.assert_array_equal(drawn, ids)
    if mode == "example":
        for draw in (0, 29):
            keys = row_keys(2, np.full(6, draw), np.arange(6))
            kept = expected_keep(keys, (1,), 0.4)[:, 0]
            np.testing.assert_array_equal(~dropped[draw], kept)


# ---- rates of blocks


@given(rate=st.floats(0, 1), depths=st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_rates_grow_in_equal_steps(rate, depths):
    total = sum(depths)
    flat = drop_path_rates(rate, total)
    np.testing.assert_allclose(flat, np.linspace(0, rate, total), atol=1e-15)
    assert flat[0] == 0
    assert total == 1 or flat[-1] == rate
    stages = drop_path_rates(rate, depths)
    assert [len(stage) for stage in stages] == depths
    assert [rate for stage in stages for rate in stage] == flat


@pytest.mark.parametrize("depths", [2.0, "3", None, True, [1, 2.5], [1, None]])
def test_depths_that_are_no_whole_numbers(depths):
    with pytest.raises(TypeError, match="`depths` must be a whole number of blocks"):
        drop_path_rates(0.5, depths)


@pytest.mark.parametrize("depths", [0, -1, [2, 0]])
def test_depths_below_one(depths):
    with pytest.raises(ValueError, match="whole numbers of at least 1, not"):
        drop_path_rates(0.5, depths)


def test_no_depths_and_no_rate():
    with pytest.raises(ValueError, match="for each stage, not none"):
        drop_path_rates(0.5, [])
    with pytest.raises(ValueError, match="`rate`"):
        drop_path_rates(2, 3)


# ---- replicas


@pytest.mark.skipif(BACKEND != "tensorflow", reason="Replicas are TensorFlow's")
def test_replicas_draw_their_rows_and_learn_what_one_device_learns():
    told = told_by("mirrored_paths.py")
    assert told["replicas"] == told["alone"]
    assert 0 < np.mean(told["alone"]) < 1
    assert told["moved"] > 0.1
    assert told["difference"] < 1e-5
