"""Operations for R: positions, which count from 1 there, and results of many parts."""

from collections.abc import Callable
from typing import Any

import keras


def count_from_one(operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call an operation whose result is positions, and count them from 1.

    Of several results the last holds the positions.

    Args:
        operation: An operation of Keras.
        *args: What it is called with.
        **kwargs: The same, by name.

    Example:
    >>> int(count_from_one(keras.ops.argmax, [3, 5, 4]))
    2
    """
    result = operation(*args, **kwargs)
    if isinstance(result, tuple | list):
        return [*result[:-1], result[-1] + 1]
    return result + 1


def parts(operation: Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
    """Call an operation whose result is a tuple of some kind, and make it a list.

    Args:
        operation: An operation of Keras.
        *args: What it is called with.
        **kwargs: The same, by name.
    """
    return list(operation(*args, **kwargs))


def count_from_zero(positions: Any) -> Any:
    """Take 1 off positions that count from 1; negative ones count from the end.

    Args:
        positions: A tensor of whole numbers.

    Example:
    >>> count_from_zero(keras.ops.array([1, 3, -1])).tolist()
    [0, 2, -1]
    """
    positions = keras.ops.convert_to_tensor(positions)
    return keras.ops.where(positions > 0, positions - 1, positions)
