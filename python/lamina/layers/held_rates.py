"""Rates of dropout layers that are set between steps, with nothing compiled anew.

A rate that is a number is part of what is compiled. One that is held in a variable goes
into it with the others.
"""

from functools import cache, partial
from typing import Any

import keras
from keras import layers, ops

from lamina._keras import Held, noise_shape_of, save_under, unlocked
from lamina.layers.arguments import checked_rate
from lamina.layers.channel_mask import drop_numbers
from lamina.layers.draws_with import alpha_dropped, drawn_shape, draws_as, shared_axes
from lamina.layers.rates import ChangingRate, RateError, add_seeds

_OF_KERAS = (
    layers.Dropout,
    layers.SpatialDropout1D,
    layers.SpatialDropout2D,
    layers.SpatialDropout3D,
    layers.AlphaDropout,
    layers.GaussianDropout,
)


class LayersError(ValueError):
    """Layers whose rate shall be set are not there, or cannot have it."""


def may_hold(layer: Any) -> bool:
    """Whether the rate of a layer can be held.

    Example:
    >>> may_hold(layers.Dropout(0.5)), may_hold(layers.LSTM(3, dropout=0.5))
    (True, False)
    """
    return isinstance(layer, ChangingRate | _Holding) or type(layer) in _OF_KERAS


def check_takes(layer: Any, rate: float) -> None:
    """Refuse a rate of 1 of layers that would divide by 0.

    Example:
    >>> check_takes(layers.Dropout(0.5), 1.0)
    >>> try:
    ...     check_takes(layers.GaussianDropout(0.5, name="noise"), 1.0)
    ... except LayersError as error:
    ...     print(error)
    The layer 'noise' (GaussianDropout) takes rates below 1 alone.
    """
    if rate == 1 and isinstance(layer, layers.AlphaDropout | layers.GaussianDropout):
        raise LayersError(
            f"The layer '{layer.name}' ({type(layer).__name__}) takes rates below 1 "
            "alone."
        )


def hold(layer: Any) -> bool:
    """Hold the rate of a layer in a variable from now on.

    After that it may be set, and what was compiled takes it.

    Returns:
        Whether this is new, so that what was compiled with the layer no longer holds.

    Example:
    >>> layer = layers.Dropout(0.5, seed=1)
    >>> hold(layer), hold(layer)
    (True, False)
    >>> layer.rate = 1
    >>> layer.rate, float(ops.max(layer(ops.ones(3), training=True)))
    (1.0, 0.0)
    """
    if isinstance(getattr(layer, "held", None), Held):
        return False
    try:
        rate = layer.rate
    except RateError:
        # What is set next takes the place of a schedule that gives none.
        rate = 0.0
    add_seeds(layer)
    with unlocked(layer):
        layer.held = Held(rate)
    if isinstance(layer, ChangingRate):
        layer.rate = rate
    else:
        layer.call = partial(_call, layer)
        cls: Any = type(layer)
        # Keras and PyTorch have an assignment of their own.
        object.__setattr__(layer, "__class__", _holding(cls))
    return True


class _Holding:
    """What a layer of Keras' has whose rate is held."""

    name: str
    held: Held

    @property
    def rate(self) -> float:
        rate: float = vars(self)["rate"]
        return rate

    @rate.setter
    def rate(self, rate: Any) -> None:
        number = checked_rate(rate)
        check_takes(self, number)
        vars(self)["rate"] = number
        self.held.state.assign(number)


@cache
def _holding(cls: Any) -> type:
    """Return a class that looks like Keras', and is saved and copied as that."""

    def reduced(layer: Any) -> tuple[Any, ...]:
        # Keras makes it by a method of the class, which here has no name.
        make, saved = cls.__reduce__(layer)
        return getattr(cls, make.__name__), saved

    members = {
        "__module__": cls.__module__,
        "__reduce__": reduced,
        "__qualname__": cls.__qualname__,
        "from_config": cls.from_config,
    }
    made: type = type(cls)(cls.__name__, (_Holding, cls), members)
    save_under(made, f"keras.layers.{cls.__name__}")
    draws_as(made, cls)
    return made


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
