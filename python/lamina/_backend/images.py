"""Which ways of resizing images a backend computes as all others do."""

import keras

# PyTorch has another cubic kernel and none of Lanczos; what it does not know either is
# for Keras to refuse.
_OTHERS = {"torch": {"bicubic", "lanczos3", "lanczos5"}}


def resizes_as_others(interpolation: str) -> bool:
    """Whether Keras resizes images alike here and on other backends.

    Example:
    >>> resizes_as_others("bilinear")
    True
    """
    return interpolation not in _OTHERS.get(keras.backend.backend(), set())
