"""What Keras makes of a name: custom objects first, and lamina's classes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import keras

from lamina._keras import registered_names, scoped_objects
from lamina.models.lamina_classes import LAYERS, STAND_INS, lamina_name


def known_objects(custom_objects: dict[str, Any] | None) -> dict[str, Any]:
    """Return custom objects, and behind them lamina's classes by their names.

    Example:
    >>> known_objects({"Mine": keras.layers.Dense})["Mine"].__name__
    'Dense'
    >>> known_objects(None)["SpatialDropout2D"].__module__
    'lamina'
    """
    # By the bare name for HDF5 files and for JSON from before Keras 3, which hold no
    # more than that.
    return {
        **LAYERS,
        **{lamina_name(name): cls for (name, _), cls in STAND_INS.items()},
        **(custom_objects or {}),
    }


@contextmanager
def before_registered(custom_objects: dict[str, Any] | None) -> Iterator[None]:
    """Let custom objects go before what is registered under the same names."""
    registered = keras.saving.get_custom_objects()
    hidden = {name: registered.pop(name, None) for name in custom_objects or {}}
    try:
        yield
    finally:
        # What was registered meanwhile is newer.
        for name, obj in hidden.items():
            if obj is not None:
                registered.setdefault(name, obj)


@contextmanager
def custom_object_scope(custom_objects: dict[str, Any]) -> Iterator[None]:
    """Let custom objects be known, before what is registered or known around.

    That of Keras forgets what others around it know.

    Example:
    >>> with custom_object_scope({"a": len}), custom_object_scope({"b": abs}):
    ...     keras.saving.get_registered_object("a")
    <built-in function len>
    """
    known = {**scoped_objects(), **custom_objects}
    with before_registered(custom_objects), keras.saving.CustomObjectScope(known):
        yield


def set_custom_objects(objects: dict[str, Any], clear: bool) -> None:
    """Register objects under these very names.

    Args:
        objects: Dictionary from names to classes and functions.
        clear: Whether to forget what is registered.

    Example:
    >>> before = dict(keras.saving.get_custom_objects())
    >>> set_custom_objects({"mine>len": len}, clear=True)
    >>> keras.saving.get_registered_name(len)
    'mine>len'
    >>> set_custom_objects(before, clear=True)
    >>> keras.saving.get_registered_name(len)
    'len'
    """
    registered, names = keras.saving.get_custom_objects(), registered_names()
    if clear:
        registered.clear()
        names.clear()
    for name, obj in objects.items():
        registered[name] = obj
        names[obj] = name
