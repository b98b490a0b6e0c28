"""The rates of concrete dropout after training: read, and put in ordinary dropout."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np

from lamina._keras import layers_in
from lamina.layers.concrete_dropout import LearntRate
from lamina.layers.stochastic_depth import StochasticDepth
from lamina.models.copies import Copies, check_copied


def concrete_dropout_rates(model: Any) -> dict[str, float | np.ndarray]:
    """Return the rates that `ConcreteDropout` layers have learnt so far.

    Args:
        model: A Keras model or layer, with `ConcreteDropout` or
            `SpatialConcreteDropout` layers in it, at any depth.

    Returns:
        The rate of each, in the order of the model, by the name of the layer, with a
        number behind it from the second of a name on: a number, or an array with one
        for each channel.

    Raises:
        TypeError: `model` is no Keras model or layer.
        ValueError: There is no such layer, or it is not built.

    Example:
    >>> from lamina import ConcreteDropout
    >>> dense = ConcreteDropout(keras.layers.Dense(2), name="dense")
    >>> rates = concrete_dropout_rates(keras.Sequential([keras.Input((3,)), dense]))
    >>> {name: round(rate, 3) for name, rate in rates.items()}
    {'dense': 0.1}
    """
    if not isinstance(model, keras.Layer):
        raise TypeError(
            f"`model` must be a Keras model or layer, not {type(model).__name__}."
        )
    layers = list({id(layer): layer for layer in _with_rates(model)}.values())
    _check_any(model, layers)
    seen: Counter[str] = Counter()
    rates = {}
    for layer in layers:
        seen[layer.name] += 1
        number = seen[layer.name]
        name = layer.name if number == 1 else f"{layer.name}_{number}"
        rates[name] = layer.rate
    return rates


def freeze_concrete_dropout(model: Any) -> Any:
    """Return a copy of a model with ordinary dropout at the rates that were learnt.

    In place of each `ConcreteDropout` layer there is a model of its name: `Dropout`, or
    spatial dropout, and the layer that was inside. So the rates stay as they are, no
    loss is left of them, and what is dropped is 0. Everything else is as it was, other
    dropout too. Without lamina the copy opens in plain Keras, where nothing else of
    lamina's own is in it.

    Ordinary dropout has one rate: where there is one for each channel, it gets their
    mean, which drops as many.

    Args:
        model: A Sequential or functional model, built. Models and layers of classes of
            one's own may be in it where they have no such layers inside.

    Returns:
        The copy, with weights and states of its own. At inference it predicts the same,
        bit for bit. It is not compiled.

    Raises:
        TypeError: `model` is no Keras model.
        ValueError: It is not built, has no `ConcreteDropout`, predicts by a
            `predict_step()` of its own, or has `ConcreteDropout` in a class whose
            `call()` decides what is done with it.

    Example:
    >>> from lamina import ConcreteDropout
    >>> dense = ConcreteDropout(keras.layers.Dense(2), name="dense")
    >>> model = keras.Sequential([keras.Input((3,)), dense])
    >>> frozen = freeze_concrete_dropout(model).get_layer("dense")
    >>> [type(layer).__name__ for layer in frozen.layers]
    ['Dropout', 'Dense']
    >>> round(frozen.layers[0].rate, 3)
    0.1
    """
    check_copied(model)
    _check_any(model, [each for each in layers_in(model) if _has_rate(each)])
    return _Frozen().of(model)


def _has_rate(layer: Any) -> bool:
    return isinstance(layer, LearntRate)


def _with_rates(layer: Any) -> Iterator[Any]:
    if _has_rate(layer):
        yield layer
        return
    if isinstance(layer, keras.Model):
        inside = layer.layers
    elif isinstance(layer, keras.layers.Wrapper):
        inside = [layer.layer]
    else:
        yield from filter(_has_rate, layers_in(layer))
        return
    # Keras' own list has the layers of a model inside backwards.
    for each in inside:
        yield from _with_rates(each)


def _check_any(model: Any, layers: list[Any]) -> None:
    if not layers:
        raise ValueError(f"'{model.name}' has no layer with concrete dropout.")


class _Frozen(Copies):
    def has_place(self, layer: Any) -> bool:
        return _has_rate(layer) or isinstance(layer, StochasticDepth)

    def in_place(self, layer: Any) -> Any:
        if _has_rate(layer):
            return layer.frozen(self.of(layer.layer))
        made = layer.with_branch(self.of(layer.branch))
        made.build_from_config(layer.get_build_config())
        return made

    def check(self, layer: Any, copy: Any) -> None:
        inside = [each for each in layers_in(copy) if _has_rate(each)]
        if inside:
            raise ValueError(
                f"The layer '{inside[0].name}' is inside of '{layer.name}', whose "
                f"class {type(layer).__name__} decides by its `call()` what is done "
                "with it. Make such a class of Keras' functional API."
            )
