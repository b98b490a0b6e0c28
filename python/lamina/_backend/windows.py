"""What Keras computes wrongly on one backend with windows, or not on all processors."""

from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from lamina._keras import OPERATIONS


def mend_windows() -> None:
    """Put functions that are right where Keras has some that are not.

    On PyTorch where the mean of windows lacks more behind than in front, Keras repeats
    the edge, and counts it twice: a model gives other predictions than on other
    backends. On TensorFlow a transposed convolution with elements apart is refused on
    processors for which oneDNN is off. Windows that fit nowhere have no results on JAX,
    and on TensorFlow outside of models; where oneDNN is on, the results of kernels that
    fit nowhere are whatever was in memory. Where windows are found from the length of
    the result, JAX rounds where they begin, and TensorFlow ends the process for one
    window. Layers and applications of Keras, and models that were loaded, come by these
    functions too.
    """
    mends: dict[str, list[Callable[..., Any]]] = {
        "max_pool": [with_windows_that_fit],
        "average_pool": [with_windows_that_fit],
        "conv": [with_kernels_that_fit],
        "depthwise_conv": [with_kernels_that_fit],
        "separable_conv": [with_two_kernels_that_fit],
        "adaptive_average_pool": [with_axes_that_have_elements],
        "adaptive_max_pool": [with_axes_that_have_elements],
    }
    if keras.backend.backend() == "torch":
        mends["average_pool"].insert(0, with_means_of_what_is_there)
    if keras.backend.backend() == "tensorflow":
        mends["conv_transpose"] = [with_dilated_kernels]
    if keras.backend.backend() in ("jax", "tensorflow"):
        mends["adaptive_average_pool"].insert(0, with_means_of_parts)
        mends["adaptive_max_pool"].insert(0, with_largest_of_parts)
    for name, each in mends.items():
        theirs = getattr(OPERATIONS.nn, name, None)
        if theirs is None or hasattr(theirs, "mends"):
            continue
        mended = theirs
        for mend in each:
            mended = mend(mended)
        mended.mends = theirs
        setattr(OPERATIONS.nn, name, mended)


def with_windows_that_fit(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Return Keras' function of windows, which refuses those that fit nowhere.

    Args:
        theirs: Keras' own, of which some give a tensor without elements then.

    Example:
    >>> largest = with_windows_that_fit(ops.max_pool)
    >>> largest(ops.ones((1, 4, 1)), 5)
    Traceback (most recent call last):
    ...
    ValueError: Windows of size (5,) do not fit in axes of length (4,).
    """

    def pool(
        inputs: Any,
        pool_size: int | Sequence[int],
        strides: int | Sequence[int] | None = None,
        padding: str = "valid",
        data_format: str | None = None,
    ) -> Any:
        inputs = ops.convert_to_tensor(inputs)
        beyond = windows_beyond(inputs.shape, pool_size, padding, data_format)
        if beyond is not None:
            raise ValueError(f"{beyond}.")
        return theirs(inputs, pool_size, strides, padding, data_format)

    return pool


def with_axes_that_have_elements(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Return Keras' function of as many windows, which refuses axes without elements.

    Args:
        theirs: Keras' own, of which some give numbers all the same.

    Example:
    >>> mean = with_axes_that_have_elements(ops.adaptive_average_pool)
    >>> mean(ops.ones((1, 0, 1)), (1,))
    Traceback (most recent call last):
    ...
    ValueError: Windows of size (1,) do not fit in axes of length (0,).
    """

    def pool(
        inputs: Any,
        output_size: int | Sequence[int],
        data_format: str | None = None,
    ) -> Any:
        inputs = ops.convert_to_tensor(inputs)
        beyond = windows_beyond(inputs.shape, 1, "valid", data_format)
        if beyond is not None:
            raise ValueError(f"{beyond}.")
        return theirs(inputs, output_size, data_format)

    return pool


def with_kernels_that_fit(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Return Keras' convolution, which refuses kernels that fit nowhere.

    Args:
        theirs: Keras' own, of which some give a tensor without elements then, or with
            any numbers.

    Example:
    >>> convolution = with_kernels_that_fit(ops.conv)
    >>> convolution(ops.ones((1, 4, 1)), ops.ones((3, 1, 1)), dilation_rate=2)
    Traceback (most recent call last):
    ...
    ValueError: Windows of size (5,) do not fit in axes of length (4,).
    """

    def conv(
        inputs: Any,
        kernel: Any,
        strides: int | Sequence[int] = 1,
        padding: str = "valid",
        data_format: str | None = None,
        dilation_rate: int | Sequence[int] = 1,
    ) -> Any:
        _refuse_beyond(inputs, kernel, padding, data_format, dilation_rate)
        return theirs(inputs, kernel, strides, padding, data_format, dilation_rate)

    return conv


def with_two_kernels_that_fit(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Return Keras' separable convolution, which refuses kernels that fit nowhere.

    Args:
        theirs: Keras' own.

    Example:
    >>> convolution = with_two_kernels_that_fit(ops.separable_conv)
    >>> convolution(ops.ones((1, 4, 1)), ops.ones((5, 1, 1)), ops.ones((1, 1, 1)))
    Traceback (most recent call last):
    ...
    ValueError: Windows of size (5,) do not fit in axes of length (4,).
    """

    def separable_conv(
        inputs: Any,
        depthwise_kernel: Any,
        pointwise_kernel: Any,
        strides: int | Sequence[int] = 1,
        padding: str = "valid",
        data_format: str | None = None,
        dilation_rate: int | Sequence[int] = 1,
    ) -> Any:
        _refuse_beyond(inputs, depthwise_kernel, padding, data_format, dilation_rate)
        kernels = (depthwise_kernel, pointwise_kernel)
        return theirs(inputs, *kernels, strides, padding, data_format, dilation_rate)

    return separable_conv


def _refuse_beyond(
    inputs: Any,
    kernel: Any,
    padding: str,
    data_format: str | None,
    dilation_rate: int | Sequence[int],
) -> None:
    lengths = tuple(kernel.shape[:-2])
    steps = each_axis(dilation_rate, len(lengths))
    pairs = zip(lengths, steps, strict=False)
    sizes = tuple((length - 1) * step + 1 for length, step in pairs)
    beyond = windows_beyond(inputs.shape, sizes, padding, data_format)
    if beyond is not None:
        raise ValueError(f"{beyond}.")


def windows_beyond(
    shape: Sequence[int | None],
    pool_size: int | Sequence[int],
    padding: str,
    data_format: str | None,
) -> str | None:
    """Say that no window fits in what it moves along, None where some do.

    Args:
        shape: Of a batch.
        pool_size: The size of the windows.
        padding: "valid" or "same", which lets all of them fit.
        data_format: Where the channels are.

    Example:
    >>> windows_beyond((1, 4, 1), 5, "valid", "channels_last")
    'Windows of size (5,) do not fit in axes of length (4,)'
    """
    first = (data_format or keras.config.image_data_format()) == "channels_first"
    lengths = tuple(shape[2:] if first else shape[1:-1])
    sizes = each_axis(pool_size, len(lengths))
    pairs = zip(sizes, lengths, strict=False)
    if padding != "valid" or all(n is None or size <= n for size, n in pairs):
        return None
    return f"Windows of size {sizes} do not fit in axes of length {lengths}"


def each_axis(value: int | Sequence[int], rank: int) -> tuple[int, ...]:
    """Return what is said for all axes, or for each, for each."""
    return (value,) * rank if isinstance(value, int) else tuple(value)


def with_means_of_what_is_there(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Return Keras' function for the mean of windows, with what is missing left out.

    Args:
        theirs: Keras' own.

    Example:
    >>> x = ops.reshape(ops.array([1.0, 2.0, 3.0, 4.0]), (1, 4, 1))
    >>> mean = with_means_of_what_is_there(ops.average_pool)
    >>> pooled = mean(x, 3, 2, "same")
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

    return average_pool


def with_means_of_parts(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Return Keras' function for the means of as many windows as are asked for.

    Window i of n begins at the share i / n of the axis, rounded down, and ends at the
    share (i + 1) / n, rounded up.

    Args:
        theirs: Keras' own, of which some take the elements beside.

    Example:
    >>> x = ops.reshape(ops.array([1.0, 2.0, 3.0, 4.0, 6.0]), (1, 5, 1))
    >>> pooled = with_means_of_parts(ops.adaptive_average_pool)(x, 2)
    >>> [round(float(each), 3) for each in ops.ravel(pooled)]
    [2.0, 4.333]
    """

    def mean(x: Any, axis: int, count: int) -> Any:
        windows, lengths = _parts(x, axis, count)
        # Sums of half numbers soon are infinite.
        widest = keras.backend.result_type(windows.dtype, "float32")
        windows = ops.cast(windows, widest)
        behind = (1,) * (len(windows.shape) - axis - 2)
        is_within = np.arange(lengths.max()) < lengths[:, None]
        is_within = is_within.reshape(*is_within.shape, *behind)
        sums = ops.sum(ops.where(is_within, windows, 0.0), axis + 1)
        return sums / ops.cast(lengths.reshape(-1, *behind), widest)

    pool = _with_parts(theirs, mean)

    def adaptive_average_pool(
        inputs: Any,
        output_size: int | Sequence[int],
        data_format: str | None = None,
    ) -> Any:
        inputs = ops.convert_to_tensor(inputs)
        dtype = keras.backend.result_type(inputs.dtype, float)
        return ops.cast(pool(inputs, output_size, data_format), dtype)

    return adaptive_average_pool


def with_largest_of_parts(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Return Keras' function for the largest of as many windows as are asked for.

    Args:
        theirs: Keras' own, of which some take the elements beside, or end the process.

    Example:
    >>> x = ops.reshape(ops.array([1.0, 2.0, 3.0, 4.0, 6.0]), (1, 5, 1))
    >>> pooled = with_largest_of_parts(ops.adaptive_max_pool)(x, 2)
    >>> [float(each) for each in ops.ravel(pooled)]
    [3.0, 6.0]
    """

    def largest(x: Any, axis: int, count: int) -> Any:
        return ops.max(_parts(x, axis, count)[0], axis + 1)

    return _with_parts(theirs, largest)


def _with_parts(
    theirs: Callable[..., Any], pool_axis: Callable[[Any, int, int], Any]
) -> Callable[..., Any]:
    """Return a function that pools one axis after the other."""

    def adaptive_pool(
        inputs: Any,
        output_size: int | Sequence[int],
        data_format: str | None = None,
    ) -> Any:
        inputs = ops.convert_to_tensor(inputs)
        first = (data_format or keras.config.image_data_format()) == "channels_first"
        lengths = inputs.shape[2:] if first else inputs.shape[1:-1]
        if None in lengths:
            # Refused on TensorFlow, with words of its own.
            return theirs(inputs, output_size, data_format)
        counts = each_axis(output_size, len(lengths))
        for axis, count in enumerate(counts, start=2 if first else 1):
            inputs = pool_axis(inputs, axis, count)
        return inputs

    return adaptive_pool


def _parts(x: Any, axis: int, count: int) -> tuple[Any, np.ndarray]:
    """Put each window along an axis of its own, and say how long each is.

    Shorter ones have their last element again.
    """
    shape = ops.shape(x)
    length = shape[axis]
    if length % count == 0:
        width = length // count
        divided = (*shape[:axis], count, width, *shape[axis + 1 :])
        return ops.reshape(x, divided), np.full(count, width)
    numbers = np.arange(count)
    starts, ends = numbers * length // count, -(-(numbers + 1) * length // count)
    lengths = ends - starts
    places = starts[:, None] + np.arange(lengths.max())
    places = np.minimum(places, ends[:, None] - 1).astype("int32")
    return ops.take(x, places, axis), lengths


def with_dilated_kernels(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Return Keras' transposed convolution, with zeros in the kernel for what is apart.

    Args:
        theirs: Keras' own.

    Example:
    >>> x, kernel = ops.ones((1, 2, 1)), ops.reshape(ops.array([1.0, 2.0]), (2, 1, 1))
    >>> grown = with_dilated_kernels(ops.conv_transpose)(x, kernel, dilation_rate=2)
    >>> [float(each) for each in ops.ravel(grown)]
    [1.0, 1.0, 2.0, 2.0]
    """

    def conv_transpose(
        inputs: Any,
        kernel: Any,
        strides: int | Sequence[int] = 1,
        padding: str = "valid",
        output_padding: Any = None,
        data_format: str | None = None,
        dilation_rate: int | Sequence[int] = 1,
    ) -> Any:
        for axis, apart in enumerate(each_axis(dilation_rate, len(kernel.shape) - 2)):
            kernel = _dilated(kernel, axis, apart)
        return theirs(inputs, kernel, strides, padding, output_padding, data_format, 1)

    return conv_transpose


def _dilated(kernel: Any, axis: int, apart: int) -> Any:
    """Put zeros between the elements along an axis."""
    if apart == 1:
        return kernel
    shape = list(kernel.shape)
    widths = [(0, 0)] * (len(shape) + 1)
    widths[axis + 1] = (0, apart - 1)
    kernel = ops.pad(ops.expand_dims(kernel, axis + 1), widths)
    shape[axis] *= apart
    kernel = ops.reshape(kernel, shape)
    return kernel[(slice(None),) * axis + (slice(0, shape[axis] - apart + 1),)]


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
