"""Operations of `mended_operations` that take the mean or the largest of windows."""

from collections.abc import Sequence
from typing import Any

from keras import ops

from lamina._backend import windows_beyond
from lamina.bridge.operations import RefusalError


def average_pool(
    inputs: Any,
    pool_size: int | Sequence[int],
    strides: int | Sequence[int] | None = None,
    padding: str = "valid",
    data_format: str | None = None,
) -> Any:
    """Take the mean of each window, of what it has of the inputs.

    Where no window fits in, backends differ in what they do.

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
    _check_windows(inputs, pool_size, padding, data_format)
    return ops.average_pool(inputs, pool_size, strides, padding, data_format)


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
    >>> [float(each) for each in ops.ravel(max_pool(x, 2, 2))]
    [2.0, 4.0]
    """
    inputs = ops.convert_to_tensor(inputs)
    _check_windows(inputs, pool_size, padding, data_format)
    return ops.max_pool(inputs, pool_size, strides, padding, data_format)


def _check_windows(
    inputs: Any, pool_size: int | Sequence[int], padding: str, data_format: str | None
) -> None:
    beyond = windows_beyond(inputs.shape, pool_size, padding, data_format)
    if beyond is not None:
        raise RefusalError(f'{beyond}: padding = "same" takes what there is.')
