"""Which ways of resizing images a backend computes as all others do."""

import keras

# PyTorch has another cubic kernel and none of Lanczos, and as TensorFlow rounds places
# before it looks for the nearest pixel. TensorFlow alone resizes by area.
_OTHERS = {
    "jax": {"area"},
    "tensorflow": {"nearest"},
    "torch": {"area", "bicubic", "lanczos3", "lanczos5", "nearest"},
}


def resizes_as_others(interpolation: str) -> bool:
    """Whether Keras resizes images alike here and on other backends.

    Example:
    >>> resizes_as_others("bilinear")
    True
    """
    return interpolation not in _OTHERS.get(keras.backend.backend(), set())
