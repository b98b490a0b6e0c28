"""What Keras makes of a name: custom objects first, and lamina's classes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import keras

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
        registered.update({k: obj for k, obj in hidden.items() if obj is not None})
