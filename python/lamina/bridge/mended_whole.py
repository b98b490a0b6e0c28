"""Operations of `mended_operations` that compute with whole numbers."""

from collections.abc import Callable
from typing import Any

from keras import ops

from lamina._backend import widest_fraction
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


def arange(start: Any, stop: Any, step: Any = 1, dtype: str | None = None) -> Any:
    """Go from one number to another in steps.

    On TensorFlow Keras makes none of "uint8", and no backend knows an end that the
    type of what comes before it does not hold.

    Args:
        start: The first number.
        stop: What is behind the last one.
        step: The distance of two.
        dtype: Of the result.

    Example:
    >>> [int(v) for v in arange(254, 256, dtype="uint8")]
    [254, 255]
    """
    narrow = dtype in ("int8", "int16", "uint8", "uint16")
    numbers = ops.arange(start, stop, step, "int32" if narrow else dtype)
    return ops.cast(numbers, dtype) if narrow else numbers


def linspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    retstep: bool = False,
    dtype: str | None = None,
    axis: int = 0,
) -> Any:
    """Make numbers at equal distances; whole ones are rounded down.

    On TensorFlow and PyTorch Keras computes in the type of the result: it cuts off the
    limits, not what is between them.

    Args:
        start: The first number.
        stop: The last one.
        num: How many.
        endpoint: Whether the last one is there.
        retstep: Whether the distance is returned, too.
        dtype: Of the result.
        axis: Along which they follow each other.

    Example:
    >>> [int(v) for v in linspace(-1.5, 2, 4, dtype="int32")]
    [-2, -1, 0, 2]
    """
    wide = _fraction_for(dtype)
    made = ops.linspace(start, stop, num, endpoint, retstep, wide or dtype, axis)
    if wide is None:
        return made
    numbers, *step = made if retstep else (made,)
    whole = ops.cast(numbers if dtype == "bool" else ops.floor(numbers), dtype)
    return (whole, *step) if retstep else whole


def logspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    base: float = 10,
    dtype: str | None = None,
    axis: int = 0,
) -> Any:
    """Make numbers at equal ratios by their exponents; whole ones are cut off.

    Args:
        start: The exponent of the first one.
        stop: That of the last one.
        num: How many.
        endpoint: Whether the last one is there.
        base: What is raised to powers.
        dtype: Of the result.
        axis: Along which they follow each other.

    Example:
    >>> [int(v) for v in logspace(0, 2, 3, base=2, dtype="uint8")]
    [1, 2, 4]
    """
    wide = _fraction_for(dtype)
    made = ops.logspace(start, stop, num, endpoint, base, wide or dtype, axis)
    return made if wide is None else _cut_off(made, dtype)


def geomspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    dtype: str | None = None,
    axis: int = 0,
) -> Any:
    """Make numbers at equal ratios; whole ones are cut off.

    On PyTorch Keras takes the logarithms of limits as whole numbers.

    Args:
        start: The first number.
        stop: The last one.
        num: How many.
        endpoint: Whether the last one is there.
        dtype: Of the result.
        axis: Along which they follow each other.

    Example:
    >>> [int(v) for v in geomspace(1, 6, 2, dtype="uint8")]
    [1, 6]
    """
    wide = _fraction_for(dtype)
    made = ops.geomspace(start, stop, num, endpoint, wide or dtype, axis)
    return made if wide is None else _cut_off(made, dtype)


def _fraction_for(dtype: str | None) -> str | None:
    """Return the fractions that whole numbers are made of, where Keras does not."""
    whole = dtype is not None and ("int" in dtype or dtype == "bool")
    return widest_fraction() if whole else None


def _cut_off(x: Any, dtype: str | None) -> Any:
    """Make whole numbers of fractions, some of which are those but for rounding."""
    near = ops.round(x)
    is_near = ops.less_equal(ops.abs(ops.subtract(x, near)), 1e-9 * ops.abs(x))
    return ops.cast(ops.where(is_near, near, x), dtype)


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
