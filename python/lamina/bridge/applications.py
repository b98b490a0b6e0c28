"""Which of Keras' applications a model is: R prepares images as its module does.

Example:
>>> model = keras.Sequential()
>>> note_application(model, "resnet")
>>> noted_application(model)
'resnet'
>>> noted_application(keras.Sequential())
"""

from weakref import WeakKeyDictionary

import keras

_MODULES: WeakKeyDictionary[keras.Model, str] = WeakKeyDictionary()


def note_application(model: keras.Model, module: str) -> None:
    """Keep the module of `keras.applications` that a model comes from."""
    _MODULES[model] = module


def noted_application(model: keras.Model) -> str | None:
    """Return the module that a model of this session comes from, if it is known."""
    return _MODULES.get(model)
