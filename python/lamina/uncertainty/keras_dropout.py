"""How Keras' layers that drop or add noise draw by keys.

Example:
>>> from lamina.layers.draws_with import rate_of
>>> rate_of(layers.AlphaDropout(0.2)), rate_of(layers.GaussianNoise(0.2))
(0.2, 0.0)
"""

from typing import Any

from keras import layers, ops

from lamina._keras import noise_shape_of
from lamina.layers.draws_with import (
    Numbers,
    alpha_dropped,
    as_fractions,
    draws_with,
    drop,
    shared_axes,
)


def _dropout(layer: Any, inputs: Any, numbers: Numbers) -> Any:
    shared = shared_axes(inputs, layer.noise_shape)
    return drop(inputs, numbers.uniform(inputs, shared), layer.rate)


draws_with(_dropout, is_row_wise=True)(layers.Dropout)


def _spatial_dropout(layer: Any, inputs: Any, numbers: Numbers) -> Any:
    inputs = as_fractions(inputs, layer.compute_dtype)
    shared = shared_axes(inputs, noise_shape_of(layer, inputs))
    return drop(inputs, numbers.uniform(inputs, shared), layer.rate)


draws_with(_spatial_dropout, is_row_wise=True)(layers.SpatialDropout1D)
draws_with(_spatial_dropout, is_row_wise=True)(layers.SpatialDropout2D)
draws_with(_spatial_dropout, is_row_wise=True)(layers.SpatialDropout3D)


def _alpha_dropout(layer: Any, inputs: Any, numbers: Numbers) -> Any:
    shared = shared_axes(inputs, layer.noise_shape)
    return alpha_dropped(inputs, numbers.uniform(inputs, shared), layer.rate)


draws_with(_alpha_dropout, is_row_wise=True)(layers.AlphaDropout)


def _gaussian_dropout(layer: Any, inputs: Any, numbers: Numbers) -> Any:
    sd = (layer.rate / (1 - layer.rate)) ** 0.5
    noise = 1.0 + sd * numbers.normal(inputs)
    return inputs * ops.cast(noise, inputs.dtype)


draws_with(_gaussian_dropout, is_row_wise=True)(layers.GaussianDropout)


def _gaussian_noise(layer: Any, inputs: Any, numbers: Numbers) -> Any:
    noise = layer.stddev * numbers.normal(inputs)
    return inputs + ops.cast(noise, inputs.dtype)


# No dropout: it draws only where it is named.
draws_with(_gaussian_noise, rates=(), is_row_wise=True)(layers.GaussianNoise)
