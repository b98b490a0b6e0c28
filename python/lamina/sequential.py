"""Add a layer to a Sequential model, wholly or not at all."""

import random
from typing import Any

import keras


def add_layer(model: Any, layer: Any) -> None:
    """Add a layer to the end of a Sequential model, or leave the model as it was.

    Where a layer does not fit, `model.add(layer)` raises but keeps it, and the model is
    then of no use. After an error here the layers, the weights, the shapes and whether
    the model is built are those from before the call, and so is the state of Python's
    `random`, from which Keras draws the seeds that were not given.

    Args:
        model: A `keras.Sequential` model, built or not.
        layer: The layer to add, or a `keras.Input()`.

    Raises:
        TypeError: `model` is no Sequential model.
        Exception: What `model.add(layer)` raises, unchanged: for example ValueError for
            a name that the model has already, or for a shape that the layer does not
            take.

    Example:
    >>> import keras
    >>> model = keras.Sequential([keras.Input((8, 3)), keras.layers.Dense(2)])
    >>> add_layer(model, keras.layers.Conv2D(4, 3))
    Traceback (most recent call last):
        ...
    ValueError: Input 0 ... is incompatible with the layer: ...
    >>> len(model.layers), model.output_shape
    (1, (None, 8, 2))
    """
    if not isinstance(model, keras.Sequential):
        raise TypeError(
            f"`model` must be a keras.Sequential, not {type(model).__name__}."
        )
    stack, built, random_state = _stack(model), model.built, random.getstate()
    try:
        model.add(layer)
    except BaseException:
        random.setstate(random_state)
        if _stack(model) != stack:
            _restore(model, stack, built)
        raise


def _stack(model: Any) -> list[Any]:
    """Return all layers: the input layer too, and a layer that is used twice, twice.

    Keras shows such a stack in no public place.
    """
    return list(model._layers)


def _restore(model: Any, stack: list[Any], built: bool) -> None:
    while _stack(model):
        model.pop(rebuild=False)
    for layer in stack:
        model.add(layer, rebuild=False)
    if built:
        model.build(stack[0].batch_shape)
