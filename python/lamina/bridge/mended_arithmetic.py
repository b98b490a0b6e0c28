"""Operations of `mended_operations` that compute with two numbers, or their signs."""

from typing import Any

import keras
from keras import ops

from lamina._backend import known_values
from lamina.bridge.operations import RefusalError, counted


def add(x1: Any, x2: Any) -> Any:
    """Add; truth values are 0 and 1.

    On TensorFlow Keras does not add truth values, and on the others 1 + 1 is 1.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> int(add(True, True))
    2
    """
    return counted(ops.add, x1, x2)


def subtract(x1: Any, x2: Any) -> Any:
    """Take off; truth values are 0 and 1.

    Keras does not take off truth values.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> int(subtract(False, True))
    -1
    """
    return counted(ops.subtract, x1, x2)


def multiply(x1: Any, x2: Any) -> Any:
    """Multiply; truth values are 0 and 1.

    On TensorFlow Keras does not multiply truth values.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> int(multiply(True, True))
    1
    """
    return counted(ops.multiply, x1, x2)


def negative(x: Any) -> Any:
    """Change the sign; truth values are 0 and 1.

    Of a type without negative numbers, JAX and PyTorch have others in their place.

    Args:
        x: A tensor.

    Example:
    >>> int(negative(True))
    -1
    """
    dtype = getattr(x, "dtype", None)
    if dtype is not None:
        name = keras.backend.standardize_dtype(dtype)
        if name.startswith("uint"):
            raise RefusalError(
                f"There are no negative numbers of type {name}: "
                "cast it to another first."
            )
    return counted(ops.negative, x)


def power(x1: Any, x2: Any) -> Any:
    """Raise to a power; truth values are 0 and 1.

    Whole numbers to the power of a negative one have no whole result: some backends
    fail, others compute anything.

    Args:
        x1: A tensor.
        x2: The power.

    Example:
    >>> [int(each) for each in power([2, 3], [2, 1])]
    [4, 3]
    """
    if not (_is_counted(x1) and _is_counted(x2)):
        return ops.power(x1, x2)
    if is_any(lambda x: x < 0, x2):
        raise RefusalError(
            "Whole numbers have no whole result to the power of a negative one: "
            "cast them to a type for fractions first."
        )
    if isinstance(x2, int) or _is_unsigned(x2) or known_values(x2) is not None:
        return counted(ops.power, x1, x2)
    # The whole part, in what is compiled.
    x1, x2 = ops.convert_to_tensor(x1), ops.convert_to_tensor(x2)
    raised = counted(ops.power, x1, ops.maximum(x2, 0))
    odd = ops.equal(ops.bitwise_and(x2, 1), 1)
    sign = ops.where(odd, ops.sign(x1), ops.abs(ops.sign(x1)))
    whole = ops.where(ops.equal(ops.abs(x1), 1), sign, ops.zeros_like(sign))
    return ops.where(x2 < 0, ops.cast(whole, raised.dtype), raised)


def floor_divide(x1: Any, x2: Any) -> Any:
    """Divide, and round down.

    On TensorFlow Keras rounds the quotient, which rounding may have made a whole
    number, and computes with infinite numbers as no other. A whole number by 0 is
    refused by some backends, others compute anything.

    Args:
        x1: A tensor.
        x2: What it is divided by.

    Example:
    >>> [float(each) for each in floor_divide([1.0, -1.0], [0.5, float("inf")])]
    [2.0, -1.0]
    """
    if _is_counted(x1) and _is_counted(x2):
        return _divided(ops.floor_divide, x1, x2)
    x1, x2 = _as_alike(x1, x2)
    rest = ops.fmod(x1, x2)
    below = ops.logical_and(
        ops.not_equal(rest, 0), ops.not_equal(ops.less(rest, 0), ops.less(x2, 0))
    )
    # No operators: one of them may be a tensor, and the other symbolic.
    whole = ops.round(ops.divide(ops.subtract(x1, rest), x2))
    whole = ops.subtract(whole, ops.cast(below, x1.dtype))
    return ops.where(ops.equal(x2, 0), ops.divide(x1, x2), whole)


def mod(x1: Any, x2: Any) -> Any:
    """Compute what is left of a division that rounds down.

    Of a whole number by 0 some backends refuse it, others compute anything.

    Args:
        x1: A tensor.
        x2: What it is divided by.

    Example:
    >>> [int(each) for each in mod([5, -5], [3, 3])]
    [2, 1]
    """
    if _is_counted(x1) and _is_counted(x2):
        return _divided(ops.mod, x1, x2)
    return ops.mod(x1, x2)


def fmod(x1: Any, x2: Any) -> Any:
    """Compute what is left of a division that rounds towards 0.

    Of a whole number by 0 some backends refuse it, others compute anything.

    Args:
        x1: A tensor.
        x2: What it is divided by.

    Example:
    >>> [int(each) for each in fmod([5, -5], [3, 3])]
    [2, -2]
    """
    if _is_counted(x1) and _is_counted(x2):
        return _divided(ops.fmod, x1, x2)
    return ops.fmod(x1, x2)


def _divided(operation: Any, x1: Any, x2: Any) -> Any:
    """Divide whole numbers, of which none may be by 0 where that is known.

    In what is compiled the result of that is 0, as NumPy's.
    """
    if is_any(lambda x: x == 0, x2):
        raise RefusalError(
            "Whole numbers cannot be divided by 0, fractions can: cast them first."
        )
    x1, x2 = alike(x1, x2)
    if isinstance(x2, int) or known_values(x2) is not None:
        return counted(operation, x1, x2)
    x2 = ops.convert_to_tensor(x2)
    nothing = ops.logical_not(x2) if dtype_name(x2) == "bool" else ops.equal(x2, 0)
    result = counted(operation, x1, ops.where(nothing, ops.ones_like(x2), x2))
    return ops.where(nothing, ops.zeros_like(result), result)


def is_any(says: Any, x: Any) -> bool:
    """Whether it is known that some element is of a kind.

    Args:
        says: Whether elements are.
        x: A number or a tensor.

    Example:
    >>> is_any(lambda x: x < 0, [1, -1])
    True
    """
    values = x if isinstance(x, int) else known_values(x)
    if values is None:
        return False
    return bool(says(values)) if isinstance(values, int) else bool(says(values).any())


def _is_counted(x: Any) -> bool:
    """Whether it is whole numbers or truth values."""
    name = dtype_name(x)
    return "int" in name or name == "bool"


def _is_unsigned(x: Any) -> bool:
    return dtype_name(x).startswith("uint") or dtype_name(x) == "bool"


def dtype_name(x: Any) -> str:
    """Return the name of the dtype of a tensor, or of the type of a number.

    Args:
        x: A number or a tensor.

    Example:
    >>> dtype_name(2)
    'int'
    """
    if isinstance(x, bool | int | float):
        return type(x).__name__
    if not hasattr(x, "dtype"):
        x = ops.convert_to_tensor(x)
    return str(keras.backend.standardize_dtype(x.dtype))


def alike(x1: Any, x2: Any) -> tuple[Any, Any]:
    """Give a whole number the dtype of a tensor of whole numbers beside it.

    Args:
        x1: A number or a tensor.
        x2: Another.

    Example:
    >>> x1, x2 = alike(2, ops.array([1], "uint8"))
    >>> dtype_name(x1)
    'uint8'
    """
    if _is_number(x1) and not _is_number(x2):
        return _with_dtype(x1, x2), x2
    if _is_number(x2) and not _is_number(x1):
        return x1, _with_dtype(x2, x1)
    return x1, x2


def _is_number(x: Any) -> bool:
    return isinstance(x, int) and not isinstance(x, bool)


def _with_dtype(number: int, tensor: Any) -> Any:
    name = dtype_name(tensor)
    # Of the default type it is already.
    if "int" not in name or name in ("int", "int32"):
        return number
    return ops.convert_to_tensor(number, dtype=name)


def _as_alike(x1: Any, x2: Any) -> tuple[Any, Any]:
    """Give two operands the dtype that Keras computes in."""
    kinds = [type(x) if isinstance(x, int | float) else dtype_name(x) for x in (x1, x2)]
    dtype = keras.backend.result_type(*kinds)
    return ops.cast(x1, dtype), ops.cast(x2, dtype)
