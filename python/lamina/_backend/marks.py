"""Elements that are marked by 1 in a tensor of 0 and 1: counted, and set to zero.

What is here could be written in `keras.ops`, and is so for a backend that is not known;
the others would take several passes over the data more.
"""

import math
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import ops

# What is summed up in one byte for each.
_MOST = 255


def count_marks(marks: Any) -> Any:
    """Return how many elements of each row are marked.

    Args:
        marks: uint8 tensor of 0 and 1, of at least one axis.

    Returns:
        int32 tensor of as many axes, all of length 1 but for the first.

    Example:
    >>> marks = ops.cast(ops.array([[0, 1, 1], [0, 0, 1]]), "uint8")
    >>> [int(count) for count in count_marks(marks)[:, 0]]
    [2, 1]
    """
    return _count(marks)


def zero_marked(inputs: Any, marks: Any, factor: Any) -> Any:
    """Return a tensor with the marked elements set to zero, the others scaled.

    Args:
        inputs: A tensor of floating-point or complex numbers.
        marks: uint8 tensor of 0 and 1 that can be broadcast to it.
        factor: By what the others are multiplied, likewise, of the dtype of `inputs`.

    Returns:
        A tensor like `inputs`: exactly 0 where there is a mark, whatever was there, and
        so is the gradient.

    Example:
    >>> marks = ops.cast(ops.array([0, 1, 0]), "uint8")
    >>> x = ops.array([1.0, float("nan"), 3.0])
    >>> [float(value) for value in zero_marked(x, marks, ops.array([2.0]))]
    [2.0, 0.0, 6.0]
    """
    return _zero(inputs, marks, factor)


def _generic_count(marks: Any) -> Any:
    axes = tuple(range(1, len(marks.shape)))
    return ops.sum(ops.cast(marks, "int32"), axis=axes, keepdims=True)


def _generic_zero(inputs: Any, marks: Any, factor: Any) -> Any:
    return ops.where(marks == 0, inputs * factor, ops.zeros((), inputs.dtype))


def _how_many_to_sum(shape: Any, cut: int = 8, most: int = _MOST) -> int | None:
    """Return how many bytes of a row are summed in one byte each.

    Args:
        shape: That of the marks.
        cut: Of what a row must be a multiple: of the bytes of a word, say.
        most: How many fit into the byte.

    Returns:
        Their number, such that all sums have as many; None where there is none.
    """
    sizes = list(shape[1:])
    if any(not isinstance(size, int) for size in sizes):
        return None
    pieces, rest = divmod(math.prod(sizes), cut)
    if rest or pieces == 0:
        return None
    return next((n for n in range(most, 1, -1) if pieces % n == 0), None)


def _tensorflow() -> tuple[Callable[..., Any], Callable[..., Any]]:
    import tensorflow as tf

    def count(marks: Any) -> Any:
        shape = marks.shape.as_list()
        many = _how_many_to_sum(shape, 4, _MOST // 4)
        if many is None:
            return _generic_count(marks)
        # Sums of bytes are made wider under XLA: four are added before. Of words of
        # eight bytes XLA would compute what the marks are made of for each byte anew.
        # TensorFlow knows no length for -1 where it knows none of the rows.
        length = math.prod(shape[1:]) // (4 * many)
        parts = tf.reshape(marks, (-1, 4, many, length))
        quarters = parts[:, 0] + parts[:, 1] + parts[:, 2] + parts[:, 3]
        sums = tf.reduce_sum(quarters, axis=1)
        total = tf.reduce_sum(tf.cast(sums, tf.int32), axis=1)
        return tf.reshape(total, (-1, *(1,) * (len(marks.shape) - 1)))

    def zero(inputs: Any, marks: Any, factor: Any) -> Any:
        factors = tf.where(marks == 0, factor, tf.zeros((), factor.dtype))
        return tf.math.multiply_no_nan(inputs, factors)

    return count, zero


def _torch() -> tuple[Callable[..., Any], Callable[..., Any]]:
    import torch

    # It is exactly 0 where the gate is not above 0, and so is its gradient, in one
    # pass; `torch.where` and `masked_fill` take three to five.
    threshold_backward = torch.ops.aten.threshold_backward

    def count(marks: Any) -> Any:
        many = None if marks.is_meta else _how_many_to_sum(marks.shape)
        if many is None:
            return _generic_count(marks)
        rows = marks.shape[0]
        words = marks.contiguous().view(rows, -1).view(torch.int64)
        sums = words.view(rows, many, -1).sum(1).view(torch.uint8)
        total = sums.view(rows, -1).sum(1, dtype=torch.int32)
        return total.view(rows, *(1,) * (marks.ndim - 1))

    def zero(inputs: Any, marks: Any, factor: Any) -> Any:
        if inputs.is_complex() or torch.compiler.is_compiling():
            return _generic_zero(inputs, marks, factor)
        gate = (marks ^ 1).to(inputs.dtype)
        return threshold_backward(inputs, gate.expand_as(inputs), 0).mul_(factor)

    return count, zero


def _jax() -> tuple[Callable[..., Any], Callable[..., Any]]:
    from jax import lax

    def count(marks: Any) -> Any:
        many = _how_many_to_sum(marks.shape)
        if many is None:
            return _generic_count(marks)
        rows, *sizes = marks.shape
        parts = ops.reshape(marks, (rows, many, math.prod(sizes) // many))
        # `ops.sum()` makes each element wider first, which takes ten times as long.
        sums = lax.reduce(parts, np.uint8(0), lax.add, (1,))
        total = ops.sum(ops.cast(sums, "int32"), axis=1)
        return ops.reshape(total, (-1, *(1,) * (len(marks.shape) - 1)))

    return count, _generic_zero


def _generic() -> tuple[Callable[..., Any], Callable[..., Any]]:
    return _generic_count, _generic_zero


_BACKENDS = {"jax": _jax, "tensorflow": _tensorflow, "torch": _torch}
_count, _zero = _BACKENDS.get(keras.backend.backend(), _generic)()
