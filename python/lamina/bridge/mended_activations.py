"""Activations of `mended_operations`, which Keras has not for all tensors and axes."""

from typing import Any

from keras import ops


def hard_silu(x: Any) -> Any:
    """Multiply numbers by how far they are on the way from -3 to 3.

    Args:
        x: A tensor.

    Example:
    >>> [float(v) for v in hard_silu([0.0, 1.5, 3.0])]
    [0.0, 1.125, 3.0]
    """
    return ops.hard_silu(x)


def hard_swish(x: Any) -> Any:
    """Compute the same as `hard_silu()`, by its other name.

    Args:
        x: A tensor.

    Example:
    >>> [float(v) for v in hard_swish([0.0, 1.5, 3.0])]
    [0.0, 1.125, 3.0]
    """
    return hard_silu(x)


def mish(x: Any) -> Any:
    """Multiply numbers by the hyperbolic tangent of their softplus.

    Args:
        x: A tensor.

    Example:
    >>> [round(float(v), 4) for v in mish([-1.0, 0.0, 1.0])]
    [-0.3034, 0.0, 0.8651]
    """
    return ops.multiply(x, ops.tanh(ops.softplus(x)))


def softmax(x: Any, axis: int | tuple[int, ...] = -1) -> Any:
    """Make shares of exponentials along an axis, or along several together.

    Of several Keras takes none that count from the end.

    Args:
        x: A tensor.
        axis: Along which the shares add up to 1.

    Example:
    >>> [float(v) for v in ops.ravel(softmax(ops.zeros((1, 1, 4)), (-2, 2)))]
    [0.25, 0.25, 0.25, 0.25]
    """
    if isinstance(axis, tuple):
        rank = len(ops.shape(x))
        axis = tuple(each + rank if -rank <= each < 0 else each for each in axis)
    return ops.softmax(x, axis)
