"""Numbers of R in the description of an object: R has one 3 for Python's 3 and 3.0."""

import inspect
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import keras

from lamina.models.deserializing import deserialize


def deserialize_of_r(
    config: Any, custom_objects: dict[str, Any] | None = None, safe_mode: bool = True
) -> Any:
    """Make an object from its full description, which has been in R.

    Args:
        config: As `deserialize()` takes it, with numbers as R has them.
        custom_objects: Likewise.
        safe_mode: Likewise.

    Example:
    >>> adam = {"module": "keras.optimizers", "class_name": "Adam"}
    >>> made = deserialize_of_r({**adam, "config": {"learning_rate": 1}})
    >>> type(made).__name__
    'Adam'
    """
    return deserialize(numbers_as_declared(config), custom_objects, safe_mode)


def numbers_as_declared(config: Any) -> Any:
    """Return a description whose whole numbers are floats where Keras' classes want it.

    An argument with a float for a default is one. A tuple of one number, which R
    may have as the number, is one again.

    Args:
        config: What `keras.saving.serialize_keras_object()` gives, by way of R.

    Example:
    >>> adam = {"learning_rate": 1, "clipnorm": 1}
    >>> config = {"module": "keras.optimizers", "class_name": "Adam", "config": adam}
    >>> numbers_as_declared(config)["config"]
    {'learning_rate': 1.0, 'clipnorm': 1}
    """
    if isinstance(config, list | tuple):
        return type(config)(numbers_as_declared(each) for each in config)
    if not isinstance(config, dict):
        return config
    made = {name: numbers_as_declared(value) for name, value in config.items()}
    items = made.get("items")
    if made.get("class_name") == "__tuple__" and not isinstance(items, list | tuple):
        made["items"] = [items]
    # R's `list()` may be either.
    if "class_name" in made and made.get("config") in ([], ()):
        made["config"] = {}
    inner, cls = made.get("config"), _class_of(made)
    if isinstance(inner, dict) and cls is not None:
        made["config"] = in_types_of_defaults(cls, inner)
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


def _class_of(config: dict[str, Any]) -> type | None:
    """Return the class of Keras that a description is of, None if it is of another."""
    names = str(config.get("module")).split(".")
    if names[0] != "keras":
        return None
    path = [*names[1:], str(config.get("class_name"))]
    cls = reduce(lambda outer, name: getattr(outer, name, None), path, keras)
    return cls if inspect.isclass(cls) else None
