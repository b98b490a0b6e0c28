"""What the tests ask of feature maps, in NumPy."""

import keras
import numpy as np

import lamina

BACKEND = keras.backend.backend()
FORMATS = ("channels_last", "channels_first")
RANKS = (1, 2, 3)
# JAX has no float64 unless it is switched on for the whole process.
DTYPES = ("float16", "bfloat16", "float32") + (() if BACKEND == "jax" else ("float64",))
EPS = {"float16": 1e-3, "bfloat16": 1e-2, "float32": 1e-6, "float64": 1e-14}


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
