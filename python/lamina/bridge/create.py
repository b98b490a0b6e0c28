"""Layers and other objects of Keras that R makes."""

import inspect
import random
from collections.abc import Callable, Mapping
from typing import Any

import keras

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


def in_types_of_defaults(
    function: Callable[..., Any], arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """Return arguments with fractions for whole numbers where the default is one.

    R's numbers come as whole numbers where they are, which Keras refuses for some
    settings.

    Args:
        function: What is called with them.
        arguments: Those that have names.

    Example:
    >>> in_types_of_defaults(keras.losses.Huber, {"delta": 2, "name": "mine"})
    {'delta': 2.0, 'name': 'mine'}
    >>> in_types_of_defaults(keras.layers.LeakyReLU, {"negative_slope": 1})
    {'negative_slope': 1.0}
    """
    # Layers have a `__new__` that tells nothing.
    if isinstance(function, type):
        function = function.__init__  # type: ignore[misc]
    parameters = inspect.signature(function).parameters
    return {
        name: float(value)
        if type(value) is int
        and name in parameters
        and isinstance(parameters[name].default, float)
        else value
        for name, value in arguments.items()
    }


def _tell_from_activation(function: Any) -> None:
    # Keras saves its own activations by the bare name.
    while isinstance(keras.activations.serialize(function), str):
        function.__name__ += "_r"
