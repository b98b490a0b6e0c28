"""Operations of `mended_operations` that compute with whole numbers."""

from collections.abc import Callable
from typing import Any

from keras import ops

from lamina.bridge.mended_arithmetic import alike, dtype_name, is_any
from lamina.bridge.operations import RefusalError


def bitwise_and(x: Any, y: Any) -> Any:
    """Take the bits that both have.

    On TensorFlow Keras gives a number beside a tensor another dtype than that.

    Args:
        x: Whole numbers.
        y: Others.

    Example:
    >>> int(bitwise_and(12, 10))
    8
    """
    return ops.bitwise_and(*alike(x, y))


def bitwise_or(x: Any, y: Any) -> Any:
    """Take the bits that one of them has.

    Args:
        x: Whole numbers.
        y: Others.

    Example:
    >>> int(bitwise_or(12, 10))
    14
    """
    return ops.bitwise_or(*alike(x, y))


def bitwise_xor(x: Any, y: Any) -> Any:
    """Take the bits that exactly one of them has.

    Args:
        x: Whole numbers.
        y: Others.

    Example:
    >>> int(bitwise_xor(12, 10))
    6
    """
    return ops.bitwise_xor(*alike(x, y))


def bitwise_left_shift(x: Any, y: Any) -> Any:
    """Shift bits to the left.

    On TensorFlow Keras shifts by one place less than there are where it should by
    more, and backends differ in what they do by less than none.

    Args:
        x: Whole numbers.
        y: How many places.

    Example:
    >>> int(bitwise_left_shift(5, 1)), int(bitwise_left_shift(5, 40))
    (10, 0)
    """
    x, y = _shift(x, y, "op_bitwise_right_shift")
    shifted = ops.bitwise_left_shift(x, y)
    width = int("".join(filter(str.isdigit, dtype_name(shifted))) or 1)
    if isinstance(y, int) and y < width:
        return shifted
    beyond = ops.greater_equal(ops.cast(y, shifted.dtype), width)
    return ops.where(beyond, ops.zeros_like(shifted), shifted)


def bitwise_right_shift(x: Any, y: Any) -> Any:
    """Shift bits to the right.

    Args:
        x: Whole numbers.
        y: How many places.

    Example:
    >>> int(bitwise_right_shift(10, 1))
    5
    """
    return ops.bitwise_right_shift(*_shift(x, y, "op_bitwise_left_shift"))


left_shift = bitwise_left_shift
right_shift = bitwise_right_shift


def gcd(x1: Any, x2: Any) -> Any:
    """Compute the greatest common divisor.

    Args:
        x1: Whole numbers.
        x2: Others.

    Example:
    >>> int(gcd(4, 6))
    2
    """
    return _of_tensors(ops.gcd, x1, x2)


def lcm(x1: Any, x2: Any) -> Any:
    """Compute the least common multiple.

    Args:
        x1: Whole numbers.
        x2: Others.

    Example:
    >>> int(lcm(4, 6))
    12
    """
    return _of_tensors(ops.lcm, x1, x2)


def _of_tensors(operation: Callable[..., Any], x1: Any, x2: Any) -> Any:
    x1, x2 = alike(x1, x2)
    return operation(ops.convert_to_tensor(x1), ops.convert_to_tensor(x2))


def _shift(x: Any, y: Any, other: str) -> tuple[Any, Any]:
    if is_any(lambda places: places < 0, y):
        raise RefusalError(
            "Bits are shifted by 0 places or more, not by less.\n"
            f"In the other direction: {other}()."
        )
    return alike(x, y)
