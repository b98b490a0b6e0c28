"""Which models lamina has made: in R another package may have methods for the rest."""

import weakref
from typing import Any

_made_here: weakref.WeakSet[Any] = weakref.WeakSet()


def mark_made_here(model: Any) -> None:
    """Remember that a model is lamina's, as long as it lives.

    Args:
        model: A Keras model.

    Example:
    >>> import keras
    >>> model, other = keras.Sequential(), keras.Sequential()
    >>> mark_made_here(model)
    >>> is_made_here(model), is_made_here(other)
    (True, False)
    """
    _made_here.add(model)


def is_made_here(model: Any) -> bool:
    """Whether a model was marked by `mark_made_here()`."""
    return model in _made_here
