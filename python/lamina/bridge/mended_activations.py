"""Activations of `mended_operations`, which Keras has for no symbolic tensors."""

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
