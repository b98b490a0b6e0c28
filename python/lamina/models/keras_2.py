"""Models that Keras 2 has described."""

from typing import Any

import keras

from lamina._keras import FUNCTIONAL_MODULE, KERAS_2_MODULES

# Keras 2 has other modules for its models, and in its older forms names none.
_KERAS_2_MODELS = {
    "Sequential": "keras",
    "Functional": FUNCTIONAL_MODULE,
    "Model": FUNCTIONAL_MODULE,
}


def from_keras_2(config: Any) -> Any:
    """Give what Keras 2 has written the form in which Keras 3 looks for classes.

    Example:
    >>> from_keras_2({"class_name": "Sequential", "config": {"layers": []}})["module"]
    'keras'
    """
    if isinstance(config, list | tuple):
        return type(config)(from_keras_2(value) for value in config)
    if not isinstance(config, dict):
        return config
    config = {key: from_keras_2(value) for key, value in config.items()}
    name, module = config.get("class_name"), config.get("module") or ""
    if not isinstance(name, str) or not isinstance(config.get("config"), dict):
        return config
    if name in _KERAS_2_MODELS and _is_of_keras_2(config):
        class_name = "Functional" if name == "Model" else name
        config.pop("registered_name", None)
        config |= {"class_name": class_name, "module": _KERAS_2_MODELS[name]}
    elif not module and hasattr(keras.layers, name):
        config["module"] = "keras.layers"
    elif name == "Policy":
        return config["config"].get("name")
    elif module != "keras.layers":
        return config
    inner = config["config"]
    if name != "InputLayer":
        inner.pop("batch_input_shape", None)
    axis = inner.get("axis")
    if name == "BatchNormalization" and isinstance(axis, list) and len(axis) == 1:
        inner["axis"] = axis[0]
    return config


def _is_of_keras_2(config: dict[str, Any]) -> bool:
    module = config.get("module") or ""
    return not module or module.startswith(KERAS_2_MODULES)
