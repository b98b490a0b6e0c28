"""Rates of dropout layers that are set between steps, with nothing compiled anew.

A rate that is a number is part of what is compiled. One that is held in a variable goes
into it with the others.
"""

from functools import partial
from typing import Any

import keras
from keras import layers, ops

from lamina._keras import Held, noise_shape_of, unlocked
from lamina.layers.channel_mask import drop_numbers
from lamina.layers.draws_with import alpha_dropped, drawn_shape, shared_axes
from lamina.layers.rates import ChangingRate, add_seeds

_OF_KERAS = (
    layers.Dropout,
    layers.SpatialDropout1D,
    layers.SpatialDropout2D,
    layers.SpatialDropout3D,
    layers.AlphaDropout,
    layers.GaussianDropout,
)


def may_hold(layer: Any) -> bool:
    """Whether the rate of a layer can be held.

    Example:
    >>> may_hold(layers.Dropout(0.5)), may_hold(layers.LSTM(3, dropout=0.5))
    (True, False)
    """
    return isinstance(layer, ChangingRate) or type(layer) in _OF_KERAS


def may_drop_all(layer: Any) -> bool:
    """Whether the rate of a layer can be 1, at which some divide by 0.

    Example:
    >>> may_drop_all(layers.Dropout(0.5)), may_drop_all(layers.GaussianDropout(0.5))
    (True, False)
    """
    return not isinstance(layer, layers.AlphaDropout | layers.GaussianDropout)


def hold(layer: Any) -> bool:
    """Hold the rate of a layer in a variable from now on.

    Returns:
        Whether this is new, so that what was compiled with the layer no longer holds.

    Example:
    >>> layer = layers.Dropout(0.5, seed=1)
    >>> hold(layer), hold(layer)
    (True, False)
    >>> set_held(layer, 1.0)
    >>> float(ops.max(layer(ops.ones(3), training=True)))
    0.0
    """
    if isinstance(getattr(layer, "held", None), Held):
        return False
    rate = layer.rate
    add_seeds(layer)
    with unlocked(layer):
        layer.held = Held(rate)
    if isinstance(layer, ChangingRate):
        layer.rate = rate
    else:
        layer.call = partial(_call, layer)
    return True


def set_held(layer: Any, rate: float) -> None:
    """Set a rate that is held.

    Example:
    >>> layer = layers.Dropout(0.5)
    >>> _ = hold(layer)
    >>> set_held(layer, 0.25)
    >>> layer.rate, float(layer.held.state)
    (0.25, 0.25)
    """
    layer.rate = rate
    if not isinstance(layer, ChangingRate):
        layer.held.state.assign(rate)


def _call(layer: Any, inputs: Any, training: bool | None = False) -> Any:
    """Do what the `call()` of a layer of Keras' does, at the rate that is held."""
    if not training:
        return inputs
    rate, seeds = ops.convert_to_tensor(layer.held.state), layer.seed_generator
    if isinstance(layer, layers.GaussianDropout):
        sd = ops.sqrt(rate / (1.0 - rate))
        normal = keras.random.normal(ops.shape(inputs), dtype="float32", seed=seeds)
        return inputs * ops.cast(1.0 + sd * normal, inputs.dtype)
    shared = shared_axes(inputs, noise_shape_of(layer, inputs))
    noise_shape = tuple(1 if i in shared else None for i in range(len(inputs.shape)))
    if isinstance(layer, layers.AlphaDropout):
        uniform = keras.random.uniform(drawn_shape(inputs, noise_shape), seed=seeds)
        return alpha_dropped(inputs, uniform, rate)
    return drop_numbers(inputs, rate, noise_shape, seeds, layer.compute_dtype)
