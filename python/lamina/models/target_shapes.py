"""Targets in the shape of what the model gives: which axes stand for nothing."""

from typing import Any

from keras import ops

from lamina.models.outputs import Shape


def shape_of(x: Any) -> Shape | None:
    """Return a shape, None where there is none or its number of axes is not known."""
    try:
        return tuple(x.shape)
    except (AttributeError, TypeError, ValueError):
        return None


def axes_behind(came: Shape, shape: Shape) -> int | None:
    """Return how many axes of length 1 a shape has behind as many as another has.

    Args:
        came: The one.
        shape: The other. Where it has more axes, the number is negative.

    Returns:
        A number, None where one of the axes behind has another length.

    Example:
    >>> axes_behind((4, 1), (4,)), axes_behind((4,), (4, 1, 1))
    (1, -2)
    """
    most = min(len(came), len(shape))
    if any(size != 1 for size in (*came[most:], *shape[most:])):
        return None
    return len(came) - len(shape)


def fit(y_true: Any, y_pred: Any, as_keras: bool = False) -> tuple[Any, Any]:
    """Return targets and predictions with as many axes, where they can be given them.

    Args:
        y_true: Targets.
        y_pred: Predictions.
        as_keras: Whether one axis is taken from either that has it more, or given to
            numbers in a row, as Keras does it; else targets alone get others.

    Example:
    >>> import numpy as np
    >>> rows, column = np.zeros(3), np.zeros((3, 1))
    >>> [tuple(each.shape) for each in fit(column, rows)]
    [(3,), (3,)]
    >>> [tuple(each.shape) for each in fit(column, rows, as_keras=True)]
    [(3, 1), (3, 1)]
    """
    came, shape = shape_of(y_true), shape_of(y_pred)
    more = None if came is None or shape is None else axes_behind(came, shape)
    if not more or came is None or shape is None:
        return y_true, y_pred
    if not as_keras:
        return _with_axes(y_true, -more), y_pred
    fewest = min(len(came), len(shape))
    if abs(more) > 1 or not fewest:
        return y_true, y_pred
    if (more > 0) == (fewest == 1):
        return y_true, _with_axes(y_pred, more)
    return _with_axes(y_true, -more), y_pred


def are_repeated(came: Shape, shape: Shape) -> bool:
    """Whether numbers are repeated where targets are compared number by number.

    Args:
        came: The shape of the targets.
        shape: The shape of what the model gives, None for sizes that are not known.

    Example:
    >>> are_repeated((4,), (None, 1)), are_repeated((4,), (None, 3))
    (False, True)
    """
    if not shape:
        return False
    # As Keras does, which drops or adds a last axis.
    more = axes_behind(came, shape)
    if more == 1:
        came = came[:-1]
    elif more == -1:
        shape = shape[:-1]
    if len(came) != len(shape):
        # As (3,) and (3, 1) are, and (3,) and (3, 5) are not.
        return shape[-1] is not None
    is_known = len(shape) > 1 and None not in (came[-1], shape[-1])
    return is_known and came[-1] != shape[-1]


def _with_axes(x: Any, more: int) -> Any:
    """Return a tensor with so many axes of length 1 more at its end, or fewer."""
    for _ in range(more):
        x = ops.expand_dims(x, -1)
    for _ in range(-more):
        x = ops.squeeze(x, -1)
    return x
