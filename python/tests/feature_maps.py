"""What the tests ask of feature maps, in NumPy."""

import keras
import numpy as np
import pytest

import lamina

BACKEND = keras.backend.backend()
FORMATS = ("channels_last", "channels_first")
RANKS = (1, 2, 3)
# JAX has no float64 unless it is switched on for the whole process.
DTYPES = ("float16", "bfloat16", "float32") + (() if BACKEND == "jax" else ("float64",))
EPS = {"float16": 1e-3, "bfloat16": 1e-2, "float32": 1e-6, "float64": 1e-14}

trains = pytest.mark.skipif(
    BACKEND == "numpy", reason="Keras' NumPy backend has no gradients"
)


def numpy(tensor):
    """As NumPy, which has no bfloat16; every narrower float is exact in float32."""
    if keras.backend.standardize_dtype(tensor.dtype) != "float64":
        tensor = keras.ops.cast(tensor, "float32")
    return np.asarray(keras.ops.convert_to_numpy(tensor))


def lamina_class(rank):
    return (
        lamina.SpatialDropout1D,
        lamina.SpatialDropout2D,
        lamina.SpatialDropout3D,
    )[rank - 1]


def keras_class(rank):
    return (
        keras.layers.SpatialDropout1D,
        keras.layers.SpatialDropout2D,
        keras.layers.SpatialDropout3D,
    )[rank - 1]


class Transposed(keras.layers.Layer):
    """Keras' layer for sequences, which knows channels last alone, channels first."""

    def __init__(self, layer):
        super().__init__(dtype=layer.dtype_policy)
        self.layer = layer

    def call(self, inputs, training=False):
        inputs = keras.ops.transpose(inputs, (0, 2, 1))
        return keras.ops.transpose(self.layer(inputs, training=training), (0, 2, 1))


def pair(rank, rate, data_format, **kwargs):
    """lamina's layer and Keras', of the same arguments."""
    ours = lamina_class(rank)(rate, data_format=data_format, **kwargs)
    if rank > 1:
        return ours, keras_class(rank)(rate, data_format=data_format, **kwargs)
    theirs = keras_class(1)(rate, **kwargs)
    return ours, theirs if data_format == "channels_last" else Transposed(theirs)


def input_shape(rank, data_format, batch=5, channels=7, side=3):
    spatial = (side,) * rank
    if data_format == "channels_first":
        return (batch, channels, *spatial)
    return (batch, *spatial, channels)


def maps(array, data_format):
    """As (batch, channels, positions)."""
    if data_format == "channels_last":
        array = np.moveaxis(array, -1, 1)
    return array.reshape(*array.shape[:2], -1)


def assert_whole_maps_dropped(x, y, rate, data_format, dtype="float32"):
    """Each map of `y` is either exactly 0 or that of `x`, scaled; both occur."""
    x, y = maps(x, data_format), maps(y, data_format)
    dropped = (y == 0).all(axis=-1)
    kept = ~dropped
    assert dropped.any()
    assert kept.any()
    np.testing.assert_allclose(y[kept], x[kept] / (1 - rate), rtol=EPS[dtype])
    return dropped


def assert_like(ours, theirs):
    """The same zeros and missing values, the others one step of the dtype apart."""
    dtype = keras.backend.standardize_dtype(theirs.dtype)
    assert keras.backend.standardize_dtype(ours.dtype) == dtype
    x, y = (np.asarray(keras.ops.convert_to_numpy(t)) for t in (ours, theirs))
    assert x.shape == y.shape
    np.testing.assert_array_equal(x == 0, y == 0)
    np.testing.assert_array_equal(np.isnan(x), np.isnan(y))
    steps = np.abs(_in_order(x) - _in_order(y))[~np.isnan(x)]
    assert steps.max(initial=0) <= 1


def _in_order(array):
    """The floats of a dtype, counted from zero."""
    bits = array.view(f"i{array.itemsize}").astype("int64")
    return np.where(bits < 0, -(2 ** (8 * array.itemsize - 1)) - bits, bits)


def gradient(layer, x, weights):
    """Of sum(layer(x) * weights) with respect to x."""
    if BACKEND == "tensorflow":
        import tensorflow as tf

        x = tf.convert_to_tensor(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            loss = tf.reduce_sum(layer(x, training=True) * weights)
        return tape.gradient(loss, x).numpy()
    if BACKEND == "jax":
        import jax

        def loss(x):
            y, _ = layer.stateless_call(
                [], layer.non_trainable_variables, x, training=True
            )
            return (y * weights).sum()

        return np.asarray(jax.grad(loss)(x))
    x = keras.ops.convert_to_tensor(x).requires_grad_()
    weights = keras.ops.convert_to_tensor(weights)
    (layer(x, training=True) * weights).sum().backward()
    return keras.ops.convert_to_numpy(x.grad)
