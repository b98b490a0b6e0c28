"""What Keras leaves out of the configuration of some losses and metrics.

A Huber loss does not say its `delta`, a sparse cross-entropy and a cosine similarity
not their axis, and no loss its type: from a file they come back with the defaults.
"""

import functools
import inspect
from typing import Any

import keras
from keras import tree

from lamina._keras import loss_arguments


def whole_config(what: Any) -> dict[str, Any]:
    """Return the configuration of an object, and what Keras leaves out of it.

    Example:
    >>> config = whole_config(keras.losses.Huber(delta=0.5))
    >>> config["delta"], loss_arguments(keras.losses.Huber.from_config(config))
    (0.5, {'delta': 0.5})
    """
    config: dict[str, Any] = type(what).get_config(what)
    return config | _left_out(what, config)


def keep_arguments(objects: Any) -> None:
    """Let losses and metrics, as nested as they may be, say all that they were given.

    Keras reads what they then say; another's class is left as it is.

    Example:
    >>> loss = keras.losses.Huber(delta=0.5)
    >>> keep_arguments({"loss": [loss, "mse"]})
    >>> loss.get_config()["delta"]
    0.5
    """
    for what in tree.flatten(objects):
        if not _is_of_keras(what):
            continue
        defaults = inspect.signature(type(what)).parameters
        left_out = _left_out(what, type(what).get_config(what))
        if any(value != defaults[name].default for name, value in left_out.items()):
            what.get_config = functools.partial(whole_config, what)


def _left_out(what: Any, config: dict[str, Any]) -> dict[str, Any]:
    if not _is_of_keras(what):
        return {}
    arguments = dict(loss_arguments(what))
    if what.dtype != keras.config.floatx():
        arguments["dtype"] = what.dtype
    taken = inspect.signature(type(what)).parameters
    return {
        name: value
        for name, value in arguments.items()
        if name in taken and name not in config
    }


def _is_of_keras(what: Any) -> bool:
    name = type(what).__name__
    modules = (keras.losses, keras.metrics)
    return any(getattr(module, name, None) is type(what) for module in modules)
