"""What is known of a tensor: its shape, and its values where it has some."""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np

from lamina._keras import infers_shapes

# What Keras on PyTorch takes for lengths that are not known, to see what comes of them.
_STAND_IN_LENGTHS = {83, 89}


def known_shape(tensor: Any) -> list[int | None] | None:
    """Return the length of each axis, None where it is not known yet.

    Args:
        tensor: A tensor, a Keras variable or an array.

    Returns:
        The lengths; None where not even their number is known.

    Example:
    >>> known_shape(keras.KerasTensor((None, 3)))
    [None, 3]
    """
    if getattr(tensor.shape, "rank", 0) is None:
        return None
    shape = [length if type(length) is int else None for length in tensor.shape]
    if infers_shapes() and keras.backend.backend() == "torch":
        return [None if length in _STAND_IN_LENGTHS else length for length in shape]
    return shape


def noise_sizes(tensor: Any, noise_shape: Sequence[int | None]) -> list[Any]:
    """Return the length of each axis of what is drawn for a tensor.

    Args:
        tensor: The tensor.
        noise_shape: One entry for each of its axes; None where it is as long.

    Example:
    >>> noise_sizes(keras.ops.ones((2, 3, 4)), (None, 1, None))
    [2, 1, 4]
    """
    return [
        size if share is None else share
        for size, share in zip(tensor.shape, noise_shape, strict=True)
    ]


def known_values(tensor: Any) -> Any:
    """Return the values of a tensor as an array of NumPy, None where it has none yet.

    Example:
    >>> known_values(keras.ops.convert_to_tensor([1, 2])).tolist()
    [1, 2]
    >>> known_values(keras.KerasTensor((None, 3)))
    """
    if isinstance(tensor, np.ndarray | np.generic):
        return np.asarray(tensor)
    if isinstance(tensor, keras.KerasTensor):
        return None
    try:
        return np.asarray(keras.ops.convert_to_numpy(tensor))
    except Exception:
        # Each backend has errors of its own for this.
        return None


def has_lengths_when_compiled() -> bool:
    """Whether lengths may depend on values in what the backend compiles."""
    return bool(keras.backend.backend() != "jax")


def device_of(tensor: Any) -> str | None:
    """Return where the values of a tensor are, None for the processor.

    Example:
    >>> device_of(keras.KerasTensor((2,)))
    """
    if isinstance(tensor, keras.Variable):
        tensor = tensor.value
    device = getattr(tensor, "device", None)
    text = str(device or "")
    if not text or "cpu" in text.lower():
        return None
    # As in "/job:localhost/replica:0/task:0/device:GPU:0".
    return text.rsplit("device:", 1)[-1]
