"""The mean of windows, which Keras computes wrongly on one backend."""

from collections.abc import Callable, Sequence
from typing import Any

import keras
from keras import ops
from keras.src import backend


def mend_means_of_windows() -> None:
    """On PyTorch, put a right `average_pool()` where Keras has a wrong one.

    Where more is missing behind than in front, Keras repeats the edge there, and counts
    it twice: a model gives other predictions than on other backends. Its layers and
    applications, and models that were loaded, come by the function too.
    """
    theirs = backend.nn.average_pool
    if keras.backend.backend() == "torch" and not hasattr(theirs, "mends"):
        backend.nn.average_pool = mended(theirs)


def mended(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Return Keras' function for the mean of windows, with what is missing left out.

    Args:
        theirs: Keras' own.

    Example:
    >>> x = ops.reshape(ops.array([1.0, 2.0, 3.0, 4.0]), (1, 4, 1))
    >>> pooled = mended(ops.average_pool)(x, 3, 2, "same")
    >>> [round(float(each), 3) for each in ops.ravel(pooled)]
    [2.0, 3.5]
    """

    def average_pool(
        inputs: Any,
        pool_size: int | Sequence[int],
        strides: int | Sequence[int] | None = None,
        padding: str = "valid",
        data_format: str | None = None,
    ) -> Any:
        inputs = ops.convert_to_tensor(inputs)
        strides = pool_size if strides is None else strides
        first = (data_format or keras.config.image_data_format()) == "channels_first"
        widths = _missing(inputs.shape, pool_size, strides, first)
        if padding != "same" or all(before == behind for before, behind in widths):
            return theirs(inputs, pool_size, strides, padding, data_format)
        around = [(0, 0), (0, 0), *widths] if first else [(0, 0), *widths, (0, 0)]

        def padded_mean(x: Any) -> Any:
            return theirs(ops.pad(x, around), pool_size, strides, "valid", data_format)

        # One channel of one example says how many of each window there are.
        one = inputs[:1, :1] if first else inputs[:1, ..., :1]
        return padded_mean(inputs) / padded_mean(ops.ones_like(one))

    average_pool.mends = theirs  # type: ignore[attr-defined]
    return average_pool


def _missing(
    shape: Sequence[int],
    pool_size: int | Sequence[int],
    strides: int | Sequence[int],
    channels_first: bool,
) -> list[tuple[int, int]]:
    """Say how much is missing on both sides of each axis."""
    lengths = shape[2:] if channels_first else shape[1:-1]
    widths = []
    for axis, length in enumerate(lengths):
        size = pool_size if isinstance(pool_size, int) else pool_size[axis]
        step = strides if isinstance(strides, int) else strides[axis]
        missing = max(0, (-(-length // step) - 1) * step + size - length)
        widths.append((missing // 2, missing - missing // 2))
    return widths
