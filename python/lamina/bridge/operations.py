"""Operations for R: positions, which count from 1 there, and results of many parts."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from lamina._backend import forgets_dtype_of_scalars, known_values


class RefusalError(ValueError):
    """What cannot be computed, said so that R has no more to say.

    Example:
    >>> issubclass(RefusalError, ValueError)
    True
    """


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


# The largest whole numbers, which no axis reaches.
BEYOND = {"8": 2**7 - 1, "16": 2**15 - 1, "32": 2**31 - 1, "64": 2**31 - 1}


def _bits(x: Any) -> str:
    dtype = keras.backend.standardize_dtype(x.dtype)
    return next((bits for bits in BEYOND if dtype.endswith(bits)), "32")


def count_from_zero(positions: Any) -> Any:
    """Take 1 off positions that count from 1; negative ones count from the end.

    0 is none: it stays no position where its value is not known yet.

    Args:
        positions: A tensor of whole numbers.

    Returns:
        A tensor, or None where it is known that one is 0.

    Example:
    >>> places = count_from_zero(keras.ops.array([1, 3, -1]))
    >>> keras.ops.convert_to_numpy(places).tolist()
    [0, 2, -1]
    """
    if not isinstance(positions, keras.KerasTensor):
        positions = keras.ops.convert_to_tensor(positions)
    values = known_values(positions)
    if values is not None:
        if (values == 0).any():
            return None
        from_zero = np.where(values > 0, values - 1, values).astype(values.dtype)
        return keras.ops.convert_to_tensor(from_zero)
    from_zero = keras.ops.where(positions > 0, positions - 1, positions)
    beyond = keras.ops.full_like(positions, BEYOND[_bits(positions)])
    return keras.ops.where(keras.ops.equal(positions, 0), beyond, from_zero)


# What whole numbers that are no wider hold.
LIMITS = {
    f"{sign}int{bits}": (0, 2**bits - 1)
    if sign
    else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    for sign in ("", "u")
    for bits in (8, 16, 32, 64)
}


def dtype_without(tensor: Any, number: int) -> str | None:
    """Return the dtype of a tensor where it lacks a whole number, None where not.

    Args:
        tensor: A tensor.
        number: A whole number.

    Example:
    >>> dtype_without(keras.ops.array([1, 2], "uint8"), 300)
    'uint8'
    >>> dtype_without(keras.ops.array([1.0, 2.0]), 300)
    """
    dtype = getattr(tensor, "dtype", None)
    name = str(getattr(dtype, "name", dtype)).rpartition(".")[2]
    low, high = LIMITS.get(name, (number, number))
    return None if low <= number <= high else name


def counted(operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call an operation of numbers, of which truth values are 0 and 1, as in R.

    Args:
        operation: An operation of Keras.
        *args: What it is called with.
        **kwargs: The same, by name; tensors are `x`, `x1` and `x2`.

    Example:
    >>> flags = keras.ops.convert_to_tensor([True, False])
    >>> keras.ops.convert_to_numpy(counted(keras.ops.add, flags, x2=True)).tolist()
    [2, 1]
    """
    names = ("x", "x1", "x2")
    named: list[str] = [name for name in names if name in kwargs]
    operands = [*args, *(kwargs[name] for name in named)]
    if not all(_is_flag(operand) for operand in operands):
        if len(args) == 2 and FORGETS_DTYPE:
            args = _as_beside(*args), _as_beside(*reversed(args))
        return operation(*args, **kwargs)
    whole = {name: keras.ops.cast(kwargs[name], "int32") for name in named}
    args = tuple(keras.ops.cast(each, "int32") for each in args)
    kwargs.update(whole)
    return operation(*args, **kwargs)


FORGETS_DTYPE = forgets_dtype_of_scalars()


def _as_beside(x: Any, tensor: Any) -> Any:
    """Give a number the dtype of a tensor without axes that is beside it."""
    if type(x) not in (int, float) or getattr(tensor, "shape", None) != ():
        return x
    name = keras.backend.standardize_dtype(tensor.dtype)
    if "float" in name or ("int" in name and isinstance(x, int)):
        return keras.ops.convert_to_tensor(x, dtype=name)
    return x


def attempt(operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call an operation, and give None where it fails.

    In R what catches an error costs as much as a small operation. The second call, with
    that around it, says why.

    Args:
        operation: What computes a result from tensors alone, calling nothing of R's.
        *args: What it is called with.
        **kwargs: The same, by name.

    Example:
    >>> int(attempt(keras.ops.add, 1, 2))
    3
    >>> attempt(keras.ops.add, [1, 2], [1, 2, 3])
    """
    try:
        return operation(*args, **kwargs)
    except Exception:
        return None


def _is_flag(x: Any) -> bool:
    if isinstance(x, bool):
        return True
    # By its name, which is there at once: this is asked of each operand.
    dtype = getattr(x, "dtype", None)
    return dtype is not None and str(getattr(dtype, "name", dtype)).endswith("bool")


def scanned(name: str, x: Any) -> Any:
    """Return the largest or smallest element up to each, along the first axis.

    Args:
        name: "maximum" or "minimum".
        x: A tensor.

    Example:
    >>> [float(each) for each in scanned("maximum", [1.0, 3.0, 2.0])]
    [1.0, 3.0, 3.0]
    """
    x = keras.ops.convert_to_tensor(x)
    return keras.ops.associative_scan(getattr(keras.ops, name), x, axis=0)


def nonzero(x: Any) -> Any:
    """Return the positions of what is not 0, counted from 1: a row for each.

    Args:
        x: A tensor.

    Example:
    >>> places = nonzero(keras.ops.array([[0, 3], [0, 0], [5, 0]]))
    >>> keras.ops.convert_to_numpy(places).tolist()
    [[1, 2], [3, 1]]
    """
    return keras.ops.stack(list(keras.ops.nonzero(as_truth(x))), axis=-1) + 1


def as_truth(x: Any) -> Any:
    """Return of complex numbers whether they are not 0, and what else there is as such.

    Args:
        x: A tensor.

    Example:
    >>> bool(as_truth(keras.ops.array(1j)))
    True
    """
    dtype = getattr(x, "dtype", None)
    is_complex = dtype is not None and "complex" in str(dtype)
    return keras.ops.not_equal(x, 0) if is_complex else x
