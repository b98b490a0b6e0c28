"""Operations that Keras computes wrongly, or not alike on all backends, done right.

Each is called with what Keras' own takes, and says why Keras' own will not do.
"""

import math
from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

from lamina.bridge.mended_activations import hard_silu as hard_silu
from lamina.bridge.mended_activations import hard_swish as hard_swish
from lamina.bridge.mended_activations import mish as mish
from lamina.bridge.mended_activations import softmax as softmax
from lamina.bridge.mended_arithmetic import add as add
from lamina.bridge.mended_arithmetic import floor_divide as floor_divide
from lamina.bridge.mended_arithmetic import fmod as fmod
from lamina.bridge.mended_arithmetic import mod as mod
from lamina.bridge.mended_arithmetic import multiply as multiply
from lamina.bridge.mended_arithmetic import negative as negative
from lamina.bridge.mended_arithmetic import power as power
from lamina.bridge.mended_arithmetic import subtract as subtract
from lamina.bridge.mended_bits import nextafter as nextafter
from lamina.bridge.mended_bits import view as view
from lamina.bridge.mended_nan import nancumprod as nancumprod
from lamina.bridge.mended_nan import nancumsum as nancumsum
from lamina.bridge.mended_nan import nanmean as nanmean
from lamina.bridge.mended_nan import nanprod as nanprod
from lamina.bridge.mended_nan import nanstd as nanstd
from lamina.bridge.mended_nan import nansum as nansum
from lamina.bridge.mended_nan import nanvar as nanvar
from lamina.bridge.mended_numbers import allclose as allclose
from lamina.bridge.mended_numbers import angle as angle
from lamina.bridge.mended_numbers import average as average
from lamina.bridge.mended_numbers import clip as clip
from lamina.bridge.mended_numbers import corrcoef as corrcoef
from lamina.bridge.mended_numbers import count_nonzero as count_nonzero
from lamina.bridge.mended_numbers import hard_shrink as hard_shrink
from lamina.bridge.mended_numbers import heaviside as heaviside
from lamina.bridge.mended_numbers import hypot as hypot
from lamina.bridge.mended_numbers import imag as imag
from lamina.bridge.mended_numbers import isclose as isclose
from lamina.bridge.mended_numbers import pad as pad
from lamina.bridge.mended_numbers import reciprocal as reciprocal
from lamina.bridge.mended_numbers import rot90 as rot90
from lamina.bridge.mended_numbers import saturate_cast as saturate_cast
from lamina.bridge.mended_numbers import searchsorted as searchsorted
from lamina.bridge.mended_numbers import sign as sign
from lamina.bridge.mended_numbers import soft_shrink as soft_shrink
from lamina.bridge.mended_numbers import threshold as threshold
from lamina.bridge.mended_numbers import trapezoid as trapezoid
from lamina.bridge.mended_numbers import vstack as vstack
from lamina.bridge.mended_order import argmax as argmax
from lamina.bridge.mended_order import argmin as argmin
from lamina.bridge.mended_order import argpartition as argpartition
from lamina.bridge.mended_order import argsort as argsort
from lamina.bridge.mended_order import median as median
from lamina.bridge.mended_order import nanmedian as nanmedian
from lamina.bridge.mended_order import nanpercentile as nanpercentile
from lamina.bridge.mended_order import nanquantile as nanquantile
from lamina.bridge.mended_order import percentile as percentile
from lamina.bridge.mended_order import quantile as quantile
from lamina.bridge.mended_order import segment_max as segment_max
from lamina.bridge.mended_order import segment_min as segment_min
from lamina.bridge.mended_order import sort as sort
from lamina.bridge.mended_order import unique as unique
from lamina.bridge.mended_products import dot as dot
from lamina.bridge.mended_products import einsum as einsum
from lamina.bridge.mended_products import inner as inner
from lamina.bridge.mended_products import matmul as matmul
from lamina.bridge.mended_products import tensordot as tensordot
from lamina.bridge.mended_products import vdot as vdot
from lamina.bridge.mended_sequences import ctc_decode as ctc_decode
from lamina.bridge.mended_sequences import ctc_loss as ctc_loss
from lamina.bridge.mended_signals import bartlett as bartlett
from lamina.bridge.mended_signals import blackman as blackman
from lamina.bridge.mended_signals import correlate as correlate
from lamina.bridge.mended_signals import extract_sequences as extract_sequences
from lamina.bridge.mended_signals import fft as fft
from lamina.bridge.mended_signals import fft2 as fft2
from lamina.bridge.mended_signals import hamming as hamming
from lamina.bridge.mended_signals import hanning as hanning
from lamina.bridge.mended_signals import ifft2 as ifft2
from lamina.bridge.mended_signals import irfft as irfft
from lamina.bridge.mended_signals import istft as istft
from lamina.bridge.mended_signals import kaiser as kaiser
from lamina.bridge.mended_signals import rfft as rfft
from lamina.bridge.mended_signals import stft as stft
from lamina.bridge.mended_truth import all as all
from lamina.bridge.mended_truth import any as any
from lamina.bridge.mended_truth import cast as cast
from lamina.bridge.mended_truth import fmax as fmax
from lamina.bridge.mended_truth import fmin as fmin
from lamina.bridge.mended_truth import isfinite as isfinite
from lamina.bridge.mended_truth import isinf as isinf
from lamina.bridge.mended_truth import isnan as isnan
from lamina.bridge.mended_truth import logical_and as logical_and
from lamina.bridge.mended_truth import logical_not as logical_not
from lamina.bridge.mended_truth import logical_or as logical_or
from lamina.bridge.mended_truth import logical_xor as logical_xor
from lamina.bridge.mended_truth import maximum as maximum
from lamina.bridge.mended_truth import minimum as minimum
from lamina.bridge.mended_truth import where as where
from lamina.bridge.mended_updates import scatter_update as scatter_update
from lamina.bridge.mended_updates import slice_update as slice_update
from lamina.bridge.mended_whole import arange as arange
from lamina.bridge.mended_whole import bitwise_and as bitwise_and
from lamina.bridge.mended_whole import bitwise_left_shift as bitwise_left_shift
from lamina.bridge.mended_whole import bitwise_or as bitwise_or
from lamina.bridge.mended_whole import bitwise_right_shift as bitwise_right_shift
from lamina.bridge.mended_whole import bitwise_xor as bitwise_xor
from lamina.bridge.mended_whole import gcd as gcd
from lamina.bridge.mended_whole import geomspace as geomspace
from lamina.bridge.mended_whole import lcm as lcm
from lamina.bridge.mended_whole import left_shift as left_shift
from lamina.bridge.mended_whole import linspace as linspace
from lamina.bridge.mended_whole import logspace as logspace
from lamina.bridge.mended_whole import right_shift as right_shift
from lamina.bridge.mended_windows import average_pool as average_pool
from lamina.bridge.mended_windows import max_pool as max_pool
from lamina.bridge.operations import RefusalError


def cross(
    x1: Any,
    x2: Any,
    axisa: int = -1,
    axisb: int = -1,
    axisc: int = -1,
    axis: int | None = None,
) -> Any:
    """Multiply vectors of two or three elements, of which none is along another axis.

    On PyTorch Keras takes the first axis of length 3 where no axis is given, knows no
    vectors of length 2, and no axis for each. On TensorFlow it takes no two dtypes.

    Args:
        x1: Vectors along `axisa`.
        x2: Vectors along `axisb`.
        axisa: Axis of `x1`.
        axisb: Axis of `x2`.
        axisc: Axis of the result.
        axis: One for all three.

    Example:
    >>> keras.ops.convert_to_numpy(cross([[1.0, 0.0, 0.0]], [[0.0, 1.0, 0.0]])).tolist()
    [[0.0, 0.0, 1.0]]
    """
    if axis is not None:
        axisa = axisb = axisc = axis
    x1, x2 = ops.convert_to_tensor(x1), ops.convert_to_tensor(x2)
    dtype = keras.backend.result_type(x1.dtype, x2.dtype)
    x1 = ops.moveaxis(ops.cast(x1, dtype), axisa, -1)
    x2 = ops.moveaxis(ops.cast(x2, dtype), axisb, -1)
    lengths = (x1.shape[-1], x2.shape[-1])
    if not set(lengths) <= {2, 3}:
        raise ValueError(f"Vectors must have 2 or 3 elements, not {lengths}.")
    parts1 = [x1[..., i] for i in range(lengths[0])]
    parts2 = [x2[..., i] for i in range(lengths[1])]
    last = parts1[0] * parts2[1] - parts1[1] * parts2[0]
    if lengths == (2, 2):
        return last
    a = [*parts1, ops.zeros_like(parts1[0])][:3]
    b = [*parts2, ops.zeros_like(parts2[0])][:3]
    first = a[1] * b[2] - a[2] * b[1]
    return ops.stack([first, a[2] * b[0] - a[0] * b[2], last], axis=axisc)


def moments(
    x: Any,
    axes: int | Sequence[int],
    keepdims: bool = False,
    synchronized: bool = False,
) -> tuple[Any, Any]:
    """Compute mean and variance of all elements along some axes.

    On PyTorch Keras takes the square of the mean off the mean square, of which nothing
    right is left where the mean is far from 0.

    Args:
        x: A tensor.
        axes: The axes.
        keepdims: Whether they stay.
        synchronized: Whether all replicas compute it together.

    Example:
    >>> [float(x) for x in moments([9999.0, 10001.0], 0)]
    [10000.0, 1.0]
    """
    if synchronized:
        both: tuple[Any, Any] = ops.moments(x, axes, keepdims, synchronized)
        return both
    x = ops.convert_to_tensor(x)
    dtype = keras.backend.standardize_dtype(x.dtype)
    if dtype in ("float16", "bfloat16"):
        mean, variance = moments(ops.cast(x, "float32"), axes, keepdims)
        return ops.saturate_cast(mean, dtype), ops.saturate_cast(variance, dtype)
    # Keras takes a tuple, not a list.
    over = axes if isinstance(axes, int) else tuple(axes)
    mean = ops.mean(x, over, keepdims=True)
    variance = ops.mean(ops.square(x - mean), over, keepdims=keepdims)
    return mean if keepdims else ops.squeeze(mean, over), variance


def solve(a: Any, b: Any) -> Any:
    """Solve `a x = b`, where `b` holds vectors or matrices.

    On JAX Keras takes several vectors for one matrix.

    Args:
        a: Square matrices.
        b: A vector or a matrix for each.

    Example:
    >>> keras.ops.convert_to_numpy(solve([[[2.0]], [[4.0]]], [[2.0], [2.0]])).tolist()
    [[1.0], [0.5]]
    """
    a, b = ops.convert_to_tensor(a), ops.convert_to_tensor(b)
    if len(b.shape) == len(a.shape) - 1:
        return ops.squeeze(ops.solve(a, ops.expand_dims(b, -1)), -1)
    return ops.solve(a, b)


def cholesky_inverse(x: Any, upper: bool = False) -> Any:
    """Compute the inverse of what has the Cholesky factor `x`.

    On JAX Keras mixes up the axes of several matrices.

    Args:
        x: Triangular matrices.
        upper: Whether these are upper ones.

    Example:
    >>> keras.ops.convert_to_numpy(cholesky_inverse([[[2.0]], [[4.0]]])).tolist()
    [[[0.25]], [[0.0625]]]
    """
    x = ops.convert_to_tensor(x)
    if len(x.shape) == 2:
        return ops.cholesky_inverse(x, upper)
    shape = [1 if n is None else n for n in x.shape]
    one = ops.broadcast_to(ops.eye(shape[-1], dtype=x.dtype), shape)
    inverse = ops.solve_triangular(x, one, lower=not upper)
    turned = ops.swapaxes(inverse, -1, -2)
    return ops.matmul(inverse, turned) if upper else ops.matmul(turned, inverse)


def unravel_index(indices: Any, shape: Sequence[int]) -> list[Any]:
    """Say in which row, column, ... of an array positions are, counted from 1.

    On TensorFlow Keras counts the axes in the wrong order, but for one axis of
    positions.

    Args:
        indices: Positions, counted from 0, row by row.
        shape: The shape of the array.

    Example:
    >>> [ops.convert_to_numpy(x).tolist() for x in unravel_index([[0, 5]], (2, 3))]
    [[[1, 2]], [[1, 3]]]
    """
    indices = ops.convert_to_tensor(indices)
    # Those that count from the end.
    rest = ops.where(indices < 0, indices + math.prod(shape), indices)
    found: list[Any] = []
    for length in reversed(shape):
        found.insert(0, ops.mod(rest, length) + 1)
        rest = ops.floor_divide(rest, length)
    return found


def categorical_crossentropy(
    target: Any, output: Any, from_logits: bool = False, axis: int = -1
) -> Any:
    """Compare probabilities of classes along any axis.

    Keras says a wrong shape of symbolic tensors where it is not the last one.

    Args:
        target: Probabilities.
        output: Predicted ones, or logits.
        from_logits: Whether they are logits.
        axis: The axis of the classes.

    Example:
    >>> list(categorical_crossentropy([[1.0], [0.0]], [[1.0], [1.0]], True, 0).shape)
    [1]
    """
    if axis != -1:
        target = ops.moveaxis(ops.convert_to_tensor(target), axis, -1)
        output = ops.moveaxis(ops.convert_to_tensor(output), axis, -1)
    return ops.categorical_crossentropy(target, output, from_logits)


def sparse_categorical_crossentropy(
    target: Any, output: Any, from_logits: bool = False, axis: int = -1
) -> Any:
    """Compare classes with their probabilities along any axis.

    On JAX and TensorFlow Keras takes the last one alone.

    Args:
        target: Classes, counted from 0.
        output: Predicted probabilities, or logits.
        from_logits: Whether they are logits.
        axis: The axis of the classes.

    Example:
    >>> list(sparse_categorical_crossentropy([0], [[1.0], [1.0]], True, 0).shape)
    [1]
    """
    if axis != -1:
        output = ops.moveaxis(ops.convert_to_tensor(output), axis, -1)
    return ops.sparse_categorical_crossentropy(target, output, from_logits)


def one_hot(
    x: Any,
    num_classes: int,
    axis: int = -1,
    dtype: str | None = None,
    sparse: bool = False,
) -> Any:
    """Turn each class into a vector with a 1 at its place.

    Keras puts the vectors on another axis on PyTorch where `axis` counts from the end,
    and refuses symbolic tensors there.

    Args:
        x: Classes, counted from 0.
        num_classes: How many there are.
        axis: Their axis in the result.
        dtype: Of the result.
        sparse: Whether the result is a sparse tensor.

    Raises:
        RefusalError: The result has no such axis.

    Example:
    >>> one_hot(ops.array([[0, 1, 2]]), 4, -2).shape == (1, 4, 3)
    True
    """
    rank = len(ops.shape(x)) + 1
    axis = _axis_of_classes(axis, rank)
    return ops.one_hot(x, num_classes, -1 if axis == rank - 1 else axis, dtype, sparse)


def _axis_of_classes(axis: int, rank: int) -> int:
    if not -rank <= axis < rank:
        dimensions = "1 dimension" if rank == 1 else f"{rank} dimensions"
        raise RefusalError(
            f"`axis` must be an axis of the result, which has {dimensions}, "
            f"not {axis + (axis >= 0)}: axes count from 1."
        )
    return axis % rank


def multi_hot(
    inputs: Any,
    num_classes: int,
    axis: int = -1,
    dtype: str | None = None,
    sparse: bool = False,
) -> Any:
    """Mark the classes of each example.

    Keras says a wrong dtype of symbolic tensors, and where `axis` is not the last, it
    puts together what are no classes of one example.

    Args:
        inputs: Classes, counted from 0.
        num_classes: How many there are.
        axis: Their axis in the result.
        dtype: Of the result.
        sparse: Whether the result is a sparse tensor.

    Raises:
        RefusalError: The result has no such axis.

    Example:
    >>> [int(x) for x in multi_hot(ops.array([0, 2, 2]), 4)]
    [1, 0, 1, 0]
    """
    rank = max(len(ops.shape(inputs)), 1)
    axis = _axis_of_classes(axis, rank)
    result = ops.multi_hot(inputs, num_classes, -1, dtype, sparse)
    if keras.backend.is_keras_tensor(result):
        result = ops.cast(result, dtype or keras.config.floatx())
    return result if axis == rank - 1 else ops.moveaxis(result, -1, axis)


def adaptive_average_pool(
    inputs: Any, output_size: int | Sequence[int], data_format: str | None = None
) -> Any:
    """Take means of as many windows as are asked for.

    Keras says a wrong shape of symbolic tensors, and takes no single number.

    Args:
        inputs: A batch.
        output_size: Lengths of the axes of the result.
        data_format: Where the channels are.

    Example:
    >>> adaptive_average_pool(keras.KerasTensor((1, 5, 4, 2)), 2).shape
    (1, 2, 2, 2)
    """
    return _adaptive(ops.adaptive_average_pool, inputs, output_size, data_format)


def adaptive_max_pool(
    inputs: Any, output_size: int | Sequence[int], data_format: str | None = None
) -> Any:
    """Take the largest of as many windows as are asked for, as means are taken.

    Args:
        inputs: A batch.
        output_size: Lengths of the axes of the result.
        data_format: Where the channels are.

    Example:
    >>> adaptive_max_pool(keras.KerasTensor((1, 5, 4, 2)), (2, 3)).shape
    (1, 2, 3, 2)
    """
    return _adaptive(ops.adaptive_max_pool, inputs, output_size, data_format)


def _adaptive(
    pool: Any, inputs: Any, output_size: int | Sequence[int], data_format: str | None
) -> Any:
    inputs = ops.convert_to_tensor(inputs)
    data_format = data_format or keras.config.image_data_format()
    if isinstance(output_size, int):
        output_size = (output_size,) * (len(inputs.shape) - 2)
    sizes = tuple(output_size)
    if data_format == "channels_first" or not keras.backend.is_keras_tensor(inputs):
        return pool(inputs, sizes, data_format)
    pooled = pool(ops.moveaxis(inputs, -1, 1), sizes, "channels_first")
    return ops.moveaxis(pooled, 1, -1)


def layer_normalization(
    x: Any,
    gamma: Any = None,
    beta: Any = None,
    axis: int | Sequence[int] = -1,
    epsilon: float | None = None,
) -> Any:
    """Normalise along any axes.

    On PyTorch Keras takes the last ones alone.

    Args:
        x: A tensor.
        gamma: What it is multiplied by.
        beta: What is added.
        axis: The axes.
        epsilon: Keeps from dividing by 0.

    Example:
    >>> list(layer_normalization([[1.0], [3.0]], axis=0).shape)
    [2, 1]
    """
    x = ops.convert_to_tensor(x)
    rank = len(x.shape)
    axes = sorted(a % rank for a in ([axis] if isinstance(axis, int) else axis))
    last = list(range(-len(axes), 0))
    normalized = ops.layer_normalization(
        ops.moveaxis(x, axes, last), gamma, beta, last, epsilon
    )
    return ops.moveaxis(normalized, last, axes)


def kron(x1: Any, x2: Any) -> Any:
    """Multiply each element of one tensor with the other.

    In a compiled function of TensorFlow Keras fails.

    Args:
        x1: A tensor.
        x2: Another.

    Example:
    >>> keras.ops.convert_to_numpy(kron([[1.0, 2.0]], [[1.0], [3.0]])).tolist()
    [[1.0, 2.0], [3.0, 6.0]]
    """
    x1, x2 = ops.convert_to_tensor(x1), ops.convert_to_tensor(x2)
    rank = max(len(x1.shape), len(x2.shape))
    while len(x1.shape) < rank:
        x1 = ops.expand_dims(x1, 0)
    while len(x2.shape) < rank:
        x2 = ops.expand_dims(x2, 0)
    lengths = [
        -1 if None in pair else math.prod(pair)
        for pair in zip(x1.shape, x2.shape, strict=True)
    ]
    for i in range(rank):
        x1, x2 = ops.expand_dims(x1, 2 * i + 1), ops.expand_dims(x2, 2 * i)
    return ops.reshape(x1 * x2, lengths)
