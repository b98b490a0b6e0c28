"""Random numbers that Keras draws wrongly, or not with all parameters on all backends.

As in `mended_operations`, each is called with what Keras' own takes, and says why
Keras' own will not do. Where Keras' numbers are right they are the same.
"""

import math
from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

from lamina import _backend


def truncated_normal(
    shape: Sequence[int],
    mean: Any = 0.0,
    stddev: Any = 1.0,
    dtype: str | None = None,
    seed: Any = None,
) -> Any:
    """Draw normal numbers within two standard deviations of the mean.

    On PyTorch four of a million of Keras' are further away.

    Args:
        shape: The shape of the result.
        mean: The mean.
        stddev: The standard deviation.
        dtype: The dtype of the result.
        seed: Of what is drawn.

    Example:
    >>> bool(ops.all(ops.abs(truncated_normal((3,), seed=1)) <= 2))
    True
    """
    if not _backend.draws_beyond():
        return keras.random.truncated_normal(shape, mean, stddev, dtype, seed)
    drawn = keras.random.truncated_normal(shape, 0.0, 1.0, dtype, seed)
    dtype = keras.backend.standardize_dtype(drawn.dtype)
    return ops.cast(within_two(drawn) * stddev + mean, dtype)


def within_two(drawn: Any) -> Any:
    """Bring normal numbers beyond two standard deviations within, the others stay.

    The share of such numbers that are still further away is equally likely to be
    anything from 0 to 1, and so is that of those within that are nearer to 0.

    Args:
        drawn: Normal numbers.

    Example:
    >>> [round(float(x), 2) for x in within_two(ops.array([1.0, 2.5]))]
    [1.0, 0.33]
    """
    wide = ops.cast(drawn, "float32") / math.sqrt(2)
    further = (1.0 - ops.erf(ops.abs(wide))) / (1.0 - math.erf(math.sqrt(2)))
    share = math.erf(math.sqrt(2)) * ops.minimum(further, 1.0)
    inner = math.sqrt(2) * ops.sign(wide) * ops.erfinv(share)
    return ops.where(ops.abs(drawn) > 2.0, ops.cast(inner, drawn.dtype), drawn)


def gamma(
    shape: Sequence[int], alpha: Any, dtype: str | None = None, seed: Any = None
) -> Any:
    """Draw gamma numbers.

    TensorFlow does not broadcast all shapes, PyTorch has none of 16 bits and takes no
    whole numbers.

    Args:
        shape: The shape of the result.
        alpha: The shape parameter.
        dtype: The dtype of the result.
        seed: Of what is drawn.

    Example:
    >>> tuple(gamma((2, 3), ops.array([[1], [100]]), seed=1).shape)
    (2, 3)
    """
    return keras.random.gamma(shape, _parameter(alpha, shape, dtype), dtype, seed)


def beta(
    shape: Sequence[int],
    alpha: Any,
    beta: Any,
    dtype: str | None = None,
    seed: Any = None,
) -> Any:
    """Draw beta numbers.

    JAX has none of bfloat16 where parameters are not.

    Args:
        shape: The shape of the result.
        alpha: The first shape parameter.
        beta: The second one.
        dtype: The dtype of the result.
        seed: Of what is drawn.

    Example:
    >>> tuple(beta((2, 3), ops.array([[1], [100]]), 2.0, seed=1).shape)
    (2, 3)
    """
    alpha, beta = (_parameter(x, shape, dtype) for x in (alpha, beta))
    return keras.random.beta(shape, alpha, beta, dtype, seed)


def binomial(
    shape: Sequence[int],
    counts: Any,
    probabilities: Any,
    dtype: str | None = None,
    seed: Any = None,
) -> Any:
    """Draw numbers of successes.

    TensorFlow does not broadcast all shapes, and takes no whole numbers of 32 bits.

    Args:
        shape: The shape of the result.
        counts: How often each is tried.
        probabilities: The probability of success.
        dtype: The dtype of the result.
        seed: Of what is drawn.

    Example:
    >>> tuple(binomial((2, 3), ops.array([[1], [100]]), 0.5, seed=1).shape)
    (2, 3)
    """
    counts, probabilities = (
        _parameter(x, shape, "float32") for x in (counts, probabilities)
    )
    return keras.random.binomial(shape, counts, probabilities, dtype, seed)


def _parameter(x: Any, shape: Any, dtype: str | None) -> Any:
    """A parameter as the backend takes it; numbers stay as they are."""
    if isinstance(x, int | float):
        return x
    x = ops.cast(x, _backend.parameter_dtype(dtype or keras.config.floatx()))
    if isinstance(shape, list | tuple) and all(isinstance(n, int) for n in shape):
        rank = len(x.shape)
        if tuple(x.shape) != tuple(shape)[len(shape) - rank :]:
            return ops.broadcast_to(x, shape)
    return x
