"""Names by which a class is found in another session."""

import importlib
import sys
from typing import Any

import keras


def class_names(cls: type) -> dict[str, str]:
    """Return the names by which `find_class()` finds a class in another session.

    Example:
    >>> find_class(class_names(keras.layers.Dense)) is keras.layers.Dense
    True
    """
    return {
        "module": cls.__module__,
        "name": cls.__name__,
        "registered": keras.saving.get_registered_name(cls),
    }


def find_class(
    names: dict[str, str], custom_objects: dict[str, Any] | None = None
) -> Any:
    """Return the class of these names, or None where there is none.

    Args:
        names: What `class_names()` gave.
        custom_objects: Dictionary of classes that go before others of their name.

    Only Keras, lamina and modules that have been imported are looked at.
    """
    for name in (names["registered"], names["name"]):
        if name in (custom_objects or {}):
            return (custom_objects or {})[name]
    registered = keras.saving.get_registered_object(names["registered"])
    if registered is not None:
        return registered
    module = names["module"]
    if module.split(".")[0] in ("keras", "lamina"):
        try:
            importlib.import_module(module)
        except ImportError:
            return None
    cls = getattr(sys.modules.get(module), names["name"], None)
    return cls if isinstance(cls, type) else None
