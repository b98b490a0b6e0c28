"""Operations of `mended_operations` that take the mean or the largest of windows."""

from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

from lamina._backend import pads_windows_by_nothing


def average_pool(
    inputs: Any,
    pool_size: int | Sequence[int],
    strides: int | Sequence[int] | None = None,
    padding: str = "valid",
    data_format: str | None = None,
) -> Any:
    """Take the mean of each window, of what it has of the inputs.

    On PyTorch Keras counts the edge twice where more is missing on one side.

    Args:
        inputs: A batch.
        pool_size: The size of the windows.
        strides: Their step.
        padding: "valid" or "same".
        data_format: Where the channels are.

    Example:
    >>> x = ops.reshape(ops.array([1.0, 2.0, 3.0, 4.0]), (1, 4, 1))
    >>> pooled = average_pool(x, 3, 2, "same")
    >>> [round(float(each), 3) for each in ops.ravel(pooled)]
    [2.0, 3.5]
    """
    inputs = ops.convert_to_tensor(inputs)
    strides = pool_size if strides is None else strides
    _check_windows(inputs, pool_size, padding, data_format)
    if padding == "valid" or pads_windows_by_nothing():
        return ops.average_pool(inputs, pool_size, strides, padding, data_format)
    rank = len(inputs.shape) - 2
    sizes = _each(pool_size, rank)
    steps = _each(strides, rank)
    around = _widths(inputs, sizes, steps, data_format)
    if around is None or all(before == behind for before, behind in around):
        return ops.average_pool(inputs, pool_size, strides, padding, data_format)
    sums = _padded_mean(inputs, sizes, steps, around, data_format)
    counts = _padded_mean(ops.ones_like(inputs), sizes, steps, around, data_format)
    return sums / counts


def max_pool(
    inputs: Any,
    pool_size: int | Sequence[int],
    strides: int | Sequence[int] | None = None,
    padding: str = "valid",
    data_format: str | None = None,
) -> Any:
    """Take the largest of each window.

    Where no window fits in, TensorFlow ends the process.

    Args:
        inputs: A batch.
        pool_size: The size of the windows.
        strides: Their step.
        padding: "valid" or "same".
        data_format: Where the channels are.

    Example:
    >>> x = ops.reshape(ops.array([1.0, 2.0, 3.0, 4.0]), (1, 4, 1))
    >>> [float(each) for each in ops.ravel(max_pool(x, (2,)))]
    [2.0, 4.0]
    """
    inputs = ops.convert_to_tensor(inputs)
    strides = pool_size if strides is None else strides
    _check_windows(inputs, pool_size, padding, data_format)
    return ops.max_pool(inputs, pool_size, strides, padding, data_format)


def _check_windows(
    inputs: Any, pool_size: int | Sequence[int], padding: str, data_format: str | None
) -> None:
    if padding != "valid":
        return
    sizes = _each(pool_size, len(inputs.shape) - 2)
    lengths = _lengths(inputs, data_format)
    if any(n is not None and size > n for size, n in zip(sizes, lengths, strict=True)):
        raise ValueError(
            f"Windows of size {tuple(sizes)} do not fit in axes of length "
            f'{tuple(lengths)}: padding = "same" takes what there is.'
        )


def _padded_mean(
    x: Any,
    sizes: Sequence[int],
    steps: Sequence[int],
    around: Sequence[tuple[int, int]],
    data_format: str | None,
) -> Any:
    inner = list(around)
    channels_first = (
        data_format or keras.config.image_data_format()
    ) == "channels_first"
    widths = [(0, 0), (0, 0), *inner] if channels_first else [(0, 0), *inner, (0, 0)]
    return ops.average_pool(ops.pad(x, widths), sizes, steps, "valid", data_format)


def _widths(
    inputs: Any, sizes: Sequence[int], steps: Sequence[int], data_format: str | None
) -> list[tuple[int, int]] | None:
    """Say how much is missing on both sides of each axis, None if that is not known."""
    widths = []
    for n, size, step in zip(_lengths(inputs, data_format), sizes, steps, strict=True):
        if n is None:
            return None
        missing = max(0, (-(-n // step) - 1) * step + size - n)
        widths.append((missing // 2, missing - missing // 2))
    return widths


def _lengths(inputs: Any, data_format: str | None) -> tuple[int | None, ...]:
    shape = tuple(inputs.shape)
    first = (data_format or keras.config.image_data_format()) == "channels_first"
    return shape[2:] if first else shape[1:-1]


def _each(value: int | Sequence[int], rank: int) -> tuple[int, ...]:
    return (value,) * rank if isinstance(value, int) else tuple(value)
