"""Which layers of a model draw: those that drop by themselves, or those named."""

import difflib
from collections.abc import Iterable
from typing import Any

from lamina._keras import is_of_keras, layers_in, seed_generators, takes_training
from lamina.layers.draws_with import draw_of, rate_of, way_of
from lamina.layers.held_rates import check_takes
from lamina.uncertainty.keras_cells import is_recurrent


def drawing_layers(model: Any, names: list[str] | None) -> list[Any]:
    """Return the layers of a model that draw.

    Args:
        model: A Keras model.
        names: Names of layers that shall draw, or None for all that drop by themselves.

    Raises:
        ValueError: There is none, or no layer of a name.
        LayersError: One has a rate at which it divides by 0.

    Example:
    >>> import keras
    >>> model = keras.Sequential([keras.layers.Dense(2), keras.layers.Dropout(0.5)])
    >>> drawing_layers(model, None) == model.layers[1:]
    True
    """
    every = layers_in(model)
    chosen = _that_draw(every) if names is None else _named(model, names, every)
    if not chosen:
        raise ValueError(
            f"The model '{model.name}' has no dropout layer with a rate above 0: "
            "its draws would all be the same."
        )
    for layer in chosen:
        check_takes(layer, rate_of(layer))
    return chosen


def _named(model: Any, names: list[str], every: list[Any]) -> list[Any]:
    chosen, idle = [], []
    for name in names:
        named = [layer for layer in every if layer.name == name]
        if not named:
            known = sorted({layer.name for layer in every if layer is not model})
            near = difflib.get_close_matches(name, known, 1)
            meant = f" Did you mean '{near[0]}'?" if near else f" It has {known}."
            raise ValueError(f"The model '{model.name}' has no layer '{name}'.{meant}")
        for layer in named:
            drawing = _that_draw(layers_in(layer)) or _that_may_draw(layer)
            chosen += drawing
            if not drawing:
                idle.append(layer)
    if not chosen:
        raise ValueError(
            f"The layer '{idle[0].name}' ({type(idle[0]).__name__}) draws nothing: it "
            "has no dropout with a rate above 0."
        )
    chosen += _runners(every, chosen)
    return list({id(layer): layer for layer in chosen}.values())


def _that_draw(layers: Iterable[Any]) -> list[Any]:
    layers = list(layers)
    drawing = [layer for layer in layers if rate_of(layer) > 0]
    return drawing + _runners(layers, drawing)


def _runners(layers: list[Any], drawing: list[Any]) -> list[Any]:
    # A recurrent layer must run in training mode for its cell to drop.
    cells = {id(layer) for layer in drawing}
    return [
        layer for layer in layers if is_recurrent(layer) and id(layer.cell) in cells
    ]


def _that_may_draw(layer: Any) -> list[Any]:
    """Return a layer and those inside it that keep a seed, where they are not idle."""
    inside = layers_in(layer, with_itself=False)
    chosen = [each for each in inside if seed_generators(each) and may_draw(each)]
    return [layer, *chosen] if may_draw(layer) else chosen


def may_draw(layer: Any) -> bool:
    """Whether a layer without a rate of Keras' kind may draw in a way of its own.

    Example:
    >>> import keras
    >>> may_draw(keras.layers.GaussianNoise(0.1)), may_draw(keras.layers.Dropout(0))
    (True, False)
    """
    way = way_of(layer)
    is_declared = way is not None and bool(way.rates)
    is_whole = way is not None and (
        way.draw is None or draw_of(type(layer)) is not None
    )
    if (is_declared and is_whole) or is_recurrent(layer):
        return False
    if seed_generators(layer):
        return True
    # One that draws without a seed; Keras' own keep theirs.
    is_own = not is_of_keras(type(layer))
    return is_own and takes_training(layer)
