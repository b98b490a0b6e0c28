"""Classes that are made in place of Keras', and how Keras is told to make them.

A saved spatial dropout layer reads the same whether Keras' layer or lamina's wrote
it. Keras opens it as its own layer; where lamina opens it, it is named such that Keras
finds lamina's.
"""

from typing import Any

import keras

from lamina._keras import save_under
from lamina.layers.spatial_dropout import (
    SpatialDropout1D,
    SpatialDropout2D,
    SpatialDropout3D,
)

LAYERS = {
    cls.__name__: cls for cls in (SpatialDropout1D, SpatialDropout2D, SpatialDropout3D)
}

for _name, _cls in LAYERS.items():
    save_under(_cls, f"keras.layers.{_name}")


class SequentialAtOnce:
    """Makes a `keras.Sequential` at once, where Keras adds the layers one by one.

    That takes time that grows with the square of their number.
    """

    @staticmethod
    def from_config(config: dict[str, Any]) -> Any:
        """Return a model of this configuration."""
        layers = config.get("layers", ())
        are_from_keras_3 = isinstance(layers, list | tuple) and all(
            isinstance(layer, dict) and "module" in layer for layer in layers
        )
        if "name" not in config or not are_from_keras_3:
            # From before Keras 3, or no configuration.
            return keras.Sequential.from_config(config)
        made = [keras.saving.deserialize_keras_object(layer) for layer in layers]
        model = keras.Sequential(made, name=config["name"])
        shape = config.get("build_input_shape")
        if isinstance(shape, list | tuple) and not model.built:
            model.build(shape)
        return model


# What is made in place of a class of Keras, by the class's name and its module.
STAND_INS = {
    **{(name, "keras.layers"): cls for name, cls in LAYERS.items()},
    ("Sequential", "keras"): SequentialAtOnce,
}


def lamina_name(class_name: str) -> str:
    """Return the name by which Keras finds what is made in place of its class."""
    return f"lamina>{class_name}"


def with_lamina_names(config: Any) -> Any:
    """Give what lamina makes itself a name in the configuration that Keras looks up.

    Keras finds a class among `custom_objects` by its registered name alone, and its own
    layers have none.

    Example:
    >>> layer = keras.layers.SpatialDropout2D(0.2)
    >>> config = keras.saving.serialize_keras_object(layer)
    >>> config["registered_name"], with_lamina_names(config)["registered_name"]
    (None, 'lamina>SpatialDropout2D')
    """
    if isinstance(config, dict):
        renamed = {key: with_lamina_names(value) for key, value in config.items()}
        name = config.get("class_name")
        if (
            isinstance(name, str)
            and (name, config.get("module")) in STAND_INS
            and isinstance(config.get("config"), dict)
            and not _is_short(config["config"])
        ):
            renamed["registered_name"] = lamina_name(name)
        return renamed
    if isinstance(config, list):
        return [with_lamina_names(value) for value in config]
    if isinstance(config, tuple):
        return tuple(with_lamina_names(value) for value in config)
    return config


# From so many layers on a Sequential model is made at once where that costs a copy of
# its file.
_MANY_LAYERS = 20


def _is_short(config: dict[str, Any]) -> bool:
    layers = config.get("layers")
    return isinstance(layers, list) and len(layers) < _MANY_LAYERS
