"""What a model was compiled with, such that saving it takes nothing away.

Keras takes the optimizer out of a model's description when it writes an HDF5 file: the
`.keras` file that it writes next opens with another one.
"""

from typing import Any

import keras

from lamina._keras import compile_config, set_compile_config
from lamina.models.other_backends import with_auto_jit
from lamina.models.whole_config import keep_arguments


class _Compiled:
    """Arguments of `compile()`, in place of Keras' own record of them.

    Attributes:
        config: A copy of them, in which changes are lost.
    """

    def __init__(self, arguments: dict[str, Any]) -> None:
        self._arguments = dict(arguments)

    @property
    def config(self) -> dict[str, Any]:
        return dict(self._arguments)

    def serialize(self) -> Any:
        keep_arguments(self._arguments)
        return keras.saving.serialize_keras_object(self._arguments)


def keep_compiled(model: Any) -> None:
    """Keep what a model has just been compiled with, whatever it is saved as.

    Args:
        model: A Keras model.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> model.compile("adam", "mse")
    >>> keep_compiled(model)
    >>> optimizer = compile_config(model).config.pop("optimizer")
    >>> model.get_compile_config()["optimizer"]["class_name"]
    'Adam'
    """
    compiled = compile_config(model)
    if isinstance(compiled, _Compiled):
        return
    arguments = getattr(compiled, "config", None)
    # A class of the user's may keep nothing, or what it likes.
    if isinstance(arguments, dict):
        if getattr(model, "optimizer", None) is not None:
            # It may have been written before.
            arguments = {"optimizer": model.optimizer} | arguments
        arguments = with_auto_jit(model, arguments)
        set_compile_config(model, _Compiled(arguments))
