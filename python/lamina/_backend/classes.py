"""Which classes of Keras belong to one backend alone."""

import keras

from lamina._keras import BACKEND_MODULES


def is_of_backend(module: str) -> bool:
    """Whether a module of Keras is for one backend alone, whichever.

    Example:
    >>> is_of_backend("keras.src.backend.other.optimizers.sgd")
    True
    """
    return module.startswith(BACKEND_MODULES)


def is_of_other_backend(module: str) -> bool:
    """Whether a module of Keras is for another backend than the one that runs.

    Example:
    >>> is_of_other_backend("keras.src.backend.other.optimizers.sgd")
    True
    >>> is_of_other_backend("keras.optimizers")
    False
    """
    own = f"{BACKEND_MODULES}{keras.backend.backend()}."
    return is_of_backend(module) and not module.startswith(own)
