"""Layers and other objects of Keras that R makes."""

import random
from collections.abc import Callable
from typing import Any

import keras

from lamina.bridge.numbers import in_types_of_defaults
from lamina.models.functions_in_models import is_function, is_unnamed
from lamina.models.known_metrics import quiet_counts


def create(make: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """Return `make(*args, **kwargs)`; where it fails, `random` draws on as before it.

    Keras draws the seeds that are not given from Python's `random`.

    Functions that came without a name are named after the layer that is made and their
    argument. One with the name of an activation of Keras' gets an `_r` behind it: as an
    activation it would be saved, and loaded, as Keras' own.

    Example:
    >>> create(keras.layers.Dense, 2, name="dense").name
    'dense'
    """
    functions = {k: f for k, f in kwargs.items() if is_function(f)}
    for f in functions.values():
        _tell_from_activation(f)
    if getattr(make, "__module__", None) == "R":
        kwargs = in_types_of_defaults(make, kwargs)
    state = random.getstate()
    try:
        with quiet_counts(make):
            made = make(*args, **kwargs)
    except BaseException:
        random.setstate(state)
        raise
    for argument, f in functions.items():
        if is_unnamed(f):
            f.__name__ = f"{getattr(made, 'name', make.__name__)}_{argument}"
    return made


def _tell_from_activation(function: Any) -> None:
    # Keras saves its own activations by the bare name.
    while isinstance(keras.activations.serialize(function), str):
        function.__name__ += "_r"
