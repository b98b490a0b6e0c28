"""What there is to see of a model, with nothing cut off, and of other objects."""

import inspect
import os
from typing import Any


def summary_text(
    model: Any,
    width: int,
    expand_nested: bool,
    show_trainable: bool,
    layer_range: Any = None,
) -> str:
    """Return Keras' summary of a model at a width where no cell is cut.

    Outside of a terminal Keras' table has at most 80 characters, and what stands
    further right is lost.

    Args:
        model: A Keras model.
        width: Characters of a line.
        expand_nested: Whether layers of models within the model are shown.
        show_trainable: Whether it is shown which layers training changes.
        layer_range: Names of the first and the last layer, or regular expressions
            that they match; None for all.

    Returns:
        The text, in lines.

    Example:
    >>> import keras
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> "Param #" in summary_text(model, 200, False, False)
    True
    """
    parts: list[str] = []
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(width)
    try:
        model.summary(
            line_length=width,
            print_fn=lambda text, **_: parts.append(text),
            expand_nested=expand_nested,
            show_trainable=show_trainable,
            layer_range=layer_range,
        )
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    return "\n".join(parts)


def kept_arguments(value: Any) -> dict[str, Any]:
    """Return what an object keeps, under their names, of the arguments it was made of.

    For objects without a configuration, as Keras' callbacks are.

    Args:
        value: An object.

    Example:
    >>> import keras
    >>> kept_arguments(keras.callbacks.EarlyStopping(patience=3))["patience"]
    3
    """
    kept = vars(value)
    names: list[str] = []
    for cls in type(value).__mro__[:-1]:
        if "__init__" in vars(cls):
            names += [*inspect.signature(vars(cls)["__init__"]).parameters]
    return {name: kept[name] for name in dict.fromkeys(names) if name in kept}
