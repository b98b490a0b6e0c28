"""Operations of `mended_operations` that add up products."""

from typing import Any

import keras
from keras import ops

from lamina._backend import widest_fraction


def matmul(x1: Any, x2: Any) -> Any:
    """Multiply matrices; whole numbers stay exact.

    On TensorFlow Keras computes with whole numbers in float32. PyTorch multiplies
    complex vectors by a function of BLAS that R has, too, and that returns its result
    in another way there: in R's process it is 0.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> int(matmul([[2**24 + 1, 1]], [[1], [1]])[0, 0])
    16777218
    """
    x1, x2 = ops.convert_to_tensor(x1), ops.convert_to_tensor(x2)
    if len(x1.shape) == len(x2.shape) == 1 and _is_complex(x1, x2):
        return _contracted(x1, x2, [-1], [-1])
    return _exactly(ops.matmul, x1, x2, sum_of_bytes="int32")


def dot(x1: Any, x2: Any) -> Any:
    """Multiply along the last axis of one and the last but one of the other.

    Keras computes with whole numbers in float32 on TensorFlow and PyTorch, and there
    with complex ones in numbers that are not.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> int(dot([2**24 + 1, 1], [1, 1]))
    16777218
    """
    return _along(ops.dot, x1, x2, from_end=2)


def inner(x1: Any, x2: Any) -> Any:
    """Multiply along the last axes, in numbers as `dot()` does.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> int(inner([2**24 + 1, 1], [1, 1]))
    16777218
    """
    return _along(ops.inner, x1, x2, from_end=1)


def tensordot(x1: Any, x2: Any, axes: Any = 2) -> Any:
    """Multiply along any axes, in numbers as `dot()` does.

    Args:
        x1: A tensor.
        x2: Another.
        axes: How many at the end of one and the beginning of the other, or those of
            each.

    Example:
    >>> int(tensordot([2**24 + 1, 1], [1, 1], 1))
    16777218
    """
    x1, x2 = ops.convert_to_tensor(x1), ops.convert_to_tensor(x2)
    if not _is_complex(x1, x2):
        return _exactly(ops.tensordot, x1, x2, axes=axes)
    if isinstance(axes, int):
        return _contracted(x1, x2, list(range(-axes, 0)), list(range(axes)))
    first, second = ([each] if isinstance(each, int) else list(each) for each in axes)
    return _contracted(x1, x2, first, second)


def vdot(x1: Any, x2: Any) -> Any:
    """Multiply the conjugate of each element with its like, and add up.

    On PyTorch Keras takes vectors alone, on TensorFlow it does not conjugate.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> float(vdot([[1.0], [2.0]], [[3.0], [4.0]]))
    11.0
    """
    x1, x2 = ops.ravel(x1), ops.ravel(x2)
    return dot(ops.conj(x1) if _is_complex(x1) else x1, x2)


def einsum(subscripts: str, *operands: Any) -> Any:
    """Compute sums of products that a text describes, of numbers of one dtype.

    On PyTorch Keras takes no whole numbers beside fractions, on TensorFlow it computes
    with whole ones in float32.

    Args:
        subscripts: The axes of each operand, and of the result.
        *operands: Tensors.

    Example:
    >>> float(einsum("i,i->", ops.array([1, 2]), ops.array([0.5, 0.5])))
    1.5
    """
    tensors = [ops.convert_to_tensor(x) for x in operands]
    dtypes = {keras.backend.standardize_dtype(x.dtype) for x in tensors}
    if len(dtypes) > 1:
        dtype = keras.backend.result_type(*dtypes)
        tensors = [ops.cast(x, dtype) for x in tensors]

    def compute(*tensors: Any) -> Any:
        return ops.einsum(subscripts, *tensors)

    return _exactly(compute, *tensors, sum_of_bytes="int32")


def _along(operation: Any, x1: Any, x2: Any, from_end: int) -> Any:
    """Call a product along the last axis of one and one from the end of the other."""
    x1, x2 = ops.convert_to_tensor(x1), ops.convert_to_tensor(x2)
    if not len(x1.shape) or not len(x2.shape):
        return ops.multiply(x1, x2)
    if _is_complex(x1, x2):
        return _contracted(x1, x2, [-1], [-min(from_end, len(x2.shape))])
    return _exactly(operation, x1, x2)


def _exactly(
    operation: Any, *operands: Any, sum_of_bytes: str = "int8", **arguments: Any
) -> Any:
    """Call an operation of whole numbers in fractions that hold them.

    Args:
        operation: An operation of Keras.
        *operands: Tensors.
        sum_of_bytes: The dtype of the result where all are int8.
        **arguments: Other arguments.
    """
    wide = widest_fraction()
    dtypes = [keras.backend.standardize_dtype(x.dtype) for x in operands]
    if wide is None or not all("int" in each for each in dtypes):
        return operation(*operands, **arguments)
    dtype = keras.backend.result_type(*dtypes)
    result = operation(*(ops.cast(x, wide) for x in operands), **arguments)
    return ops.cast(result, sum_of_bytes if dtype == "int8" else dtype)


def _contracted(x1: Any, x2: Any, first: list[int], second: list[int]) -> Any:
    """Multiply along some axes by a product of matrices."""
    ranks = len(x1.shape), len(x2.shape)
    first = [axis % ranks[0] for axis in first]
    second = [axis % ranks[1] for axis in second]
    rest_1 = [axis for axis in range(ranks[0]) if axis not in first]
    rest_2 = [axis for axis in range(ranks[1]) if axis not in second]
    lengths_1, lengths_2 = ops.shape(x1), ops.shape(x2)
    size = 1
    for axis in first:
        size = size * lengths_1[axis]
    rows = ops.reshape(ops.transpose(x1, [*rest_1, *first]), (-1, size))
    columns = ops.reshape(ops.transpose(x2, [*second, *rest_2]), (size, -1))
    lengths = [lengths_1[axis] for axis in rest_1]
    lengths += [lengths_2[axis] for axis in rest_2]
    return ops.reshape(ops.matmul(rows, columns), lengths)


def _is_complex(*tensors: Any) -> bool:
    return any("complex" in keras.backend.standardize_dtype(x.dtype) for x in tensors)
