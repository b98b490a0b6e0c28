"""Make layers and models from their description, with lamina's layers.

Importing lamina changes nothing for Keras' own functions for it. `pickle` and
`copy.deepcopy()` go the way of Keras: what they give has Keras' layers.
"""

import json
from typing import Any

import keras

from lamina.models.custom_objects import before_registered, known_objects
from lamina.models.keras_2 import from_keras_2
from lamina.models.lamina_classes import SequentialAtOnce, with_lamina_names


def model_from_json(
    json_string: str, custom_objects: dict[str, Any] | None = None
) -> Any:
    """Make a model from its JSON description, with lamina's spatial dropout layers.

    Args:
        json_string: What `model.to_json()` gave.
        custom_objects: Dictionary from names to classes or functions that the model
            uses and Keras does not know.

    Returns:
        A model with fresh weights.

    Raises:
        TypeError: The model uses a class that is not known.
        ValueError: It describes no model.

    Example:
    >>> from lamina import SpatialDropout2D
    >>> model = keras.Sequential([keras.Input((8, 8, 3)), SpatialDropout2D(0.2)])
    >>> type(model_from_json(model.to_json()).layers[0]) is SpatialDropout2D
    True
    """
    model = deserialize(from_keras_2(json.loads(json_string)), custom_objects)
    # What is no description comes back as it is.
    if not isinstance(model, keras.Layer):
        short = json_string if len(json_string) <= 40 else f"{json_string[:40]!s}..."
        raise ValueError(
            "`json_string` must describe a model, as `model.to_json()` does, "
            f"not be {short!r}."
        )
    return model


def deserialize(
    config: Any, custom_objects: dict[str, Any] | None = None, safe_mode: bool = True
) -> Any:
    """Make a layer or model from its full description, with lamina's layers.

    Args:
        config: What `keras.saving.serialize_keras_object()` gave: a dictionary with
            the class of the object and its configuration.
        custom_objects: Dictionary from names to classes or functions that it uses and
            Keras does not know.
        safe_mode: Whether to refuse Python lambdas, which can run any code.

    Returns:
        The object.

    Raises:
        TypeError: A class is not known, or refuses its configuration.
        ValueError: It is not safe to make.

    Example:
    >>> from lamina import SpatialDropout2D
    >>> layer = keras.layers.SpatialDropout2D(0.2)
    >>> config = keras.saving.serialize_keras_object(layer)
    >>> type(deserialize(config)) is SpatialDropout2D
    True
    """
    with before_registered(custom_objects):
        return keras.saving.deserialize_keras_object(
            with_lamina_names(config),
            custom_objects=known_objects(custom_objects),
            safe_mode=safe_mode,
        )


_FROM_CONFIG_CLASS = "lamina>from_config"


def from_config(
    cls: type, config: dict[str, Any], custom_objects: dict[str, Any] | None = None
) -> Any:
    """Make a layer or model from its class and configuration, with lamina's layers.

    Args:
        cls: Class of the layer or model to make, such as `keras.Sequential`.
        config: Dictionary from `get_config()` of an object of that class.
        custom_objects: Dictionary from names to classes or functions that it uses and
            Keras does not know.

    Returns:
        A new layer or model, with fresh weights.

    Raises:
        TypeError: A class is not known, or refuses its configuration.

    Example:
    >>> from lamina import SpatialDropout2D
    >>> model = keras.Sequential([keras.Input((8, 8, 3)), SpatialDropout2D(0.2)])
    >>> again = from_config(keras.Sequential, model.get_config())
    >>> type(again.layers[0]) is SpatialDropout2D
    True
    """
    if cls is keras.Sequential:
        cls = SequentialAtOnce
    return deserialize(
        {
            "module": cls.__module__,
            "class_name": cls.__name__,
            "config": config,
            "registered_name": _FROM_CONFIG_CLASS,
        },
        {**(custom_objects or {}), _FROM_CONFIG_CLASS: cls},
    )
