"""What a model is saved with, such that other backends open it.

A backend may have classes of its own in place of Keras' optimizers, which no other can
train with, and Keras writes down what "auto" has become on the backend that saved.
"""

from typing import Any

import keras

from lamina._backend import is_of_backend, is_of_other_backend
from lamina._keras import automatic_jit, save_under


def save_optimizers_by_name() -> None:
    """Let the optimizers of this backend be saved under the names that all know.

    Example:
    >>> save_optimizers_by_name()
    >>> keras.saving.serialize_keras_object(keras.optimizers.Adam())["module"]
    'keras.optimizers'
    """
    for name, cls in vars(keras.optimizers).items():
        if isinstance(cls, type) and issubclass(cls, keras.Optimizer):
            made = type(_new(cls))
            if made is not cls and is_of_backend(made.__module__):
                save_under(made, f"keras.optimizers.{name}")


def _new(cls: Any) -> Any:
    return cls.__new__(cls)


def of_this_backend(config: Any) -> Any:
    """Return a configuration with Keras' optimizers in place of another backend's.

    Example:
    >>> other = {"module": "keras.src.backend.other.optimizers", "class_name": "SGD"}
    >>> of_this_backend({"optimizer": other})["optimizer"]["module"]
    'keras.optimizers'
    """
    if isinstance(config, list | tuple):
        return type(config)(of_this_backend(value) for value in config)
    if not isinstance(config, dict):
        return config
    module, name = config.get("module"), config.get("class_name")
    if isinstance(name, str) and _is_optimizer_elsewhere(module):
        config = config | {"module": "keras.optimizers", "registered_name": None}
    return {key: of_this_backend(value) for key, value in config.items()}


def _is_optimizer_elsewhere(module: Any) -> bool:
    return isinstance(module, str) and "optim" in module and is_of_other_backend(module)


def with_auto_jit(model: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """Return arguments of `compile()` that leave to each backend what it does best.

    Args:
        model: The model that was compiled with them.
        arguments: Those, with `jit_compile` as Keras keeps it: never "auto".

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> arguments = {"jit_compile": automatic_jit(model)}
    >>> with_auto_jit(model, arguments)
    {'jit_compile': 'auto'}
    """
    if arguments.get("jit_compile") != automatic_jit(model):
        return arguments
    return arguments | {"jit_compile": "auto"}
