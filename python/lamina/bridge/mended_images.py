"""Operations on images that Keras computes wrongly, or not alike on all backends.

As in `mended_operations`, each is called with what Keras' own takes, and says why
Keras' own will not do. Here the channels are the last axis, and there is an axis of
images: `_as_batch()` sees to that. Whole numbers are computed with as fractions and
rounded.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from lamina import _backend
from lamina.bridge.operations import RefusalError

Back = Callable[[Any], Any]


def rgb_to_grayscale(images: Any, data_format: str | None = None) -> Any:
    """Compute how bright colours are.

    Keras cuts whole numbers off, so that white is 254 of 255.

    Args:
        images: One image or several.
        data_format: Where the channels are.

    Example:
    >>> white = ops.full((1, 1, 3), 255, dtype="uint8")
    >>> ops.convert_to_numpy(rgb_to_grayscale(white)).item()
    255
    """
    images, back = _as_floats(images)
    return back(ops.image.rgb_to_grayscale(images, data_format))


def rgb_to_hsv(images: Any, data_format: str | None = None) -> Any:
    """Compute hue, saturation and value of colours.

    On JAX and PyTorch Keras takes dark pixels of few bits for black, and what is not a
    number for grey, as it is by halves on TensorFlow.

    Args:
        images: One image or several.
        data_format: Where the channels are.

    Example:
    >>> ops.convert_to_numpy(rgb_to_hsv([[[0.0, 0.5, 0.5]]])).tolist()
    [[[0.5, 1.0, 0.5]]]
    """
    images, back = _as_floats(images, whole_again=False)
    red, green, blue = ops.split(images, 3, _channel_axis(data_format))
    value = ops.maximum(ops.maximum(red, green), blue)
    span = value - ops.minimum(ops.minimum(red, green), blue)
    is_grey, is_dark = ops.equal(span, 0.0), ops.less_equal(value, 0.0)
    sixth = 6.0 * ops.where(is_grey, 1.0, span)
    hue = ops.where(
        ops.equal(value, green),
        (blue - red) / sixth + 2 / 6,
        (red - green) / sixth + 4 / 6,
    )
    hue = ops.where(ops.equal(value, red), ops.mod((green - blue) / sixth, 1.0), hue)
    hue = ops.where(is_grey, 0.0, hue)
    saturation = ops.where(is_dark, 0.0, span / ops.where(is_dark, 1.0, value))
    return back(ops.concatenate([hue, saturation, value], _channel_axis(data_format)))


def hsv_to_rgb(images: Any, data_format: str | None = None) -> Any:
    """Compute colours of hue, saturation and value.

    On TensorFlow Keras' colours are wrong where a hue is outside of 0 to 1, and there
    is none of 16 bits.

    Args:
        images: One image or several.
        data_format: Where the channels are.

    Example:
    >>> ops.convert_to_numpy(hsv_to_rgb([[[4 / 3, 1.0, 1.0]]])).round(3).tolist()
    [[[0.0, 1.0, 0.0]]]
    """
    images, back = _as_floats(images, whole_again=False)
    hue, saturation, value = ops.split(images, 3, _channel_axis(data_format))

    sixths = 6.0 * ops.mod(hue, 1.0)

    def channel(start: float) -> Any:
        place = ops.mod(sixths + start, 6.0)
        off = ops.clip(ops.minimum(place, 4.0 - place), 0.0, 1.0)
        return value - value * saturation * off

    colours = [channel(5.0), channel(3.0), channel(1.0)]
    return back(ops.concatenate(colours, _channel_axis(data_format)))


def resize(
    images: Any,
    size: Sequence[int],
    interpolation: str = "bilinear",
    antialias: bool = False,
    crop_to_aspect_ratio: bool = False,
    pad_to_aspect_ratio: bool = False,
    fill_mode: str = "constant",
    fill_value: float = 0.0,
    data_format: str | None = None,
) -> Any:
    """Bring images to another size.

    On PyTorch Keras' bicubic interpolation is another one than elsewhere, and there is
    none of Lanczos, and by area on TensorFlow alone, where whole numbers cannot be
    padded. On both the nearest pixel can be the one before, as places are rounded.

    Args:
        images: One image or several.
        size: Rows and columns.
        interpolation: How a pixel is computed from those around its place.
        antialias: Whether to look at more of them where images shrink.
        crop_to_aspect_ratio: Whether to cut off what is too long.
        pad_to_aspect_ratio: Whether to pad what is too short.
        fill_mode: How.
        fill_value: With what.
        data_format: Where the channels are.

    Example:
    >>> ops.convert_to_numpy(resize([[[0.0], [1.0]]], (1, 1), "bicubic")).item()
    0.5
    """
    images = ops.convert_to_tensor(images)
    back: Back = _unchanged
    is_nearest = interpolation == "nearest"
    as_others = _backend.resizes_as_others(interpolation)
    if pad_to_aspect_ratio or not (as_others or is_nearest):
        images, back = _as_floats(images)
    if as_others or (is_nearest and None in tuple(images.shape)[-3:]):
        resized = ops.image.resize(
            images,
            tuple(size),
            interpolation,
            antialias,
            crop_to_aspect_ratio,
            pad_to_aspect_ratio,
            fill_mode,
            fill_value,
            data_format,
        )
        return back(resized)
    images, last = _as_batch(images, data_format)
    _lengths(images)
    if crop_to_aspect_ratio or pad_to_aspect_ratio:
        images = _to_ratio(images, size, crop_to_aspect_ratio, fill_value)
    count, *old, channels = images.shape
    if is_nearest:
        for axis, (new, length) in enumerate(zip(size, old, strict=True), 1):
            nearest = (2 * np.arange(new) + 1) * length // (2 * new)
            images = ops.take(images, nearest.astype("int32"), axis=axis)
        return back(last(images))
    if interpolation == "area":
        rows, columns = (
            ops.convert_to_tensor(_covered(new, length), images.dtype)
            for new, length in zip(size, old, strict=True)
        )
        return back(last(ops.einsum("nhwc,ih,jw->nijc", images, rows, columns)))
    scale = [new / length for new, length in zip(size, old, strict=True)]
    resized = ops.image.scale_and_translate(
        images,
        (count, *size, channels),
        ops.convert_to_tensor(scale, images.dtype),
        ops.zeros((2,), images.dtype),
        (1, 2),
        interpolation,
        antialias,
    )
    return back(last(resized))


def _to_ratio(images: Any, size: Sequence[int], crop: bool, fill_value: float) -> Any:
    """As much of the images, or as much around them, as has the ratio of the size."""
    height, width = images.shape[1:3]
    tall = int(width * size[0] / size[1])
    wide = int(height * size[1] / size[0])
    if crop:
        tall, wide = max(min(height, tall), 1), max(min(width, wide), 1)
        top, left = (height - tall) // 2, (width - wide) // 2
        return images[:, top : top + tall, left : left + wide]
    # The same at both ends.
    top, left = max(tall - height, 0) // 2, max(wide - width, 0) // 2
    around = [[0, 0], [top, top], [left, left], [0, 0]]
    return ops.pad(images, around, constant_values=fill_value)


def _covered(new: int, old: int) -> Any:
    """How much of each old pixel a new one covers, as a share of the new one."""
    ends = np.arange(new + 1)[:, None] * (old / new)
    after = np.clip(ends - np.arange(old), 0.0, 1.0)
    return (after[1:] - after[:-1]) * (new / old)


def affine_transform(
    images: Any,
    transform: Any,
    interpolation: str = "bilinear",
    fill_mode: str = "constant",
    fill_value: float = 0,
    data_format: str | None = None,
) -> Any:
    """Take each pixel from where the transform says.

    Keras has the last two numbers of a transform on TensorFlow alone, and the fill
    mode "mirror" everywhere else, where there must also be a transform for each image;
    on TensorFlow it fills in another way, and on PyTorch changes the transform.

    Args:
        images: One image or several.
        transform: Eight numbers, or eight for each image.
        interpolation: How a pixel is computed from those around its place.
        fill_mode: What is outside of the images.
        fill_value: The number there.
        data_format: Where the channels are.

    Example:
    >>> moved = affine_transform([[[1.0], [2.0]]], [1.0, 0, 1, 0, 1, 0, 0, 0])
    >>> ops.convert_to_numpy(moved).tolist()
    [[[2.0], [0.0]]]
    """
    images, back = _as_floats(images)
    images, last = _as_batch(images, data_format)
    transform = ops.cast(transform, "float32")
    if len(transform.shape) == 1:
        transform = ops.expand_dims(transform, 0)
    places = _projected(images, transform)
    return back(last(_sample(images, *places, interpolation, fill_mode, fill_value)))


def perspective_transform(
    images: Any,
    start_points: Any,
    end_points: Any,
    interpolation: str = "bilinear",
    fill_value: float = 0,
    data_format: str | None = None,
) -> Any:
    """Move four points to where they shall be, and all others with them.

    On JAX Keras takes no four points for several images; on PyTorch points become
    whole numbers where the images are, and pixels beyond 255 are lost.

    Args:
        images: One image or several.
        start_points: x and y of four points, or of four for each image.
        end_points: Where they shall be.
        interpolation: How a pixel is computed from those around its place.
        fill_value: What is outside of the images.
        data_format: Where the channels are.

    Example:
    >>> old = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    >>> new = [[1.0, 0.0], [1.0, 1.0], [0.0, 0.0], [0.0, 1.0]]
    >>> turned = perspective_transform([[[1.0], [2.0]]], old, new)
    >>> ops.convert_to_numpy(turned).round(3).tolist()
    [[[2.0], [1.0]]]
    """
    images, back = _as_floats(images)
    images, last = _as_batch(images, data_format)
    transform = _homography(
        ops.cast(start_points, "float32"), ops.cast(end_points, "float32")
    )
    places = _projected(images, transform)
    return back(last(_sample(images, *places, interpolation, "constant", fill_value)))


def _homography(start_points: Any, end_points: Any) -> Any:
    """Eight numbers, by which each end point is taken from its start point."""
    if len(start_points.shape) == 2:
        start_points = ops.expand_dims(start_points, 0)
    if len(end_points.shape) == 2:
        end_points = ops.expand_dims(end_points, 0)
    start_points, end_points = (
        start_points + ops.zeros_like(end_points),
        end_points + ops.zeros_like(start_points),
    )
    x, y = end_points[..., 0], end_points[..., 1]
    one, none = ops.ones_like(x), ops.zeros_like(x)
    to_x, to_y = start_points[..., 0], start_points[..., 1]
    for_x = [x, y, one, none, none, none, -x * to_x, -y * to_x]
    for_y = [none, none, none, x, y, one, -x * to_y, -y * to_y]
    a = ops.concatenate([ops.stack(for_x, -1), ops.stack(for_y, -1)], 1)
    b = ops.concatenate([to_x, to_y], 1)
    return ops.squeeze(ops.solve(a, ops.expand_dims(b, -1)), -1)


def map_coordinates(
    inputs: Any,
    coordinates: Any,
    order: int,
    fill_mode: str = "constant",
    fill_value: float = 0,
) -> Any:
    """Take elements from places between those that there are.

    On TensorFlow Keras mirrors and reflects at the wrong places, or fails. Halfway
    between two elements the nearest is another one on JAX than elsewhere.

    Args:
        inputs: A tensor.
        coordinates: Along its first axis the places along each axis of `inputs`.
        order: 0 for the nearest element, 1 for interpolation.
        fill_mode: What is outside.
        fill_value: The number there.

    Example:
    >>> found = map_coordinates([1.0, 2.0, 4.0], [[-1.0, 1.5, 3.0]], 1, "reflect")
    >>> ops.convert_to_numpy(found).tolist()
    [1.0, 3.0, 4.0]
    """
    inputs, back = _as_floats(inputs)
    coordinates = ops.cast(coordinates, "float32")
    if order == 0:
        coordinates = _nearest(coordinates)
    if fill_mode in ("constant", "nearest"):
        # There all is the same, and further away no whole number of 32 bits.
        coordinates = ops.clip(coordinates, -1e9, 1e9)
    if fill_mode in ("mirror", "reflect"):
        sizes = _lengths(inputs, "inputs")
        folded = [
            _fold(coordinates[i], size, fill_mode) for i, size in enumerate(sizes)
        ]
        coordinates, fill_mode = ops.stack(folded, 0), "nearest"
    found = ops.image.map_coordinates(inputs, coordinates, order, fill_mode, fill_value)
    return back(found)


def gaussian_blur(
    images: Any,
    kernel_size: Sequence[int] = (3, 3),
    sigma: Sequence[float] = (1.0, 1.0),
    data_format: str | None = None,
) -> Any:
    """Take the mean of the pixels around each, the nearer the more they count.

    Where no format of the data is given Keras takes rows for channels on JAX and
    PyTorch; windows that are no squares are turned or mixed up, and change the size of
    images on PyTorch.

    Args:
        images: One image or several.
        kernel_size: Rows and columns that are looked at.
        sigma: Standard deviation along rows and columns.
        data_format: Where the channels are.

    Example:
    >>> blurred = gaussian_blur(ops.ones((1, 3, 1)), (1, 3), (1.0, 1000.0))
    >>> ops.convert_to_numpy(3 * blurred).round()[0, :, 0].tolist()
    [2.0, 3.0, 2.0]
    """
    images, back = _as_floats(images, whole_again=False)
    images, last = _as_batch(images, data_format)
    return back(last(_blurred(images, kernel_size, sigma)))


def _blurred(images: Any, sizes: Sequence[int], sigmas: Sequence[float]) -> Any:
    for axis, (size, sigma) in enumerate(zip(sizes, sigmas, strict=True)):
        squares = (np.arange(size) - (size - 1) / 2) ** 2
        # However narrow the filter is, there are weights in its middle.
        with np.errstate(over="ignore"):
            weights = np.exp(-0.5 * (squares - squares.min()) / sigma / sigma)
        shape = [1, 1, 1, 1]
        shape[axis] = size
        kernel = (weights / weights.sum()).reshape(shape)
        kernel = ops.convert_to_tensor(
            np.tile(kernel, (1, 1, images.shape[-1], 1)), images.dtype
        )
        images = ops.depthwise_conv(
            images, kernel, padding="same", data_format="channels_last"
        )
    return images


def elastic_transform(
    images: Any,
    alpha: float = 20.0,
    sigma: float = 5.0,
    interpolation: str = "bilinear",
    fill_mode: str = "reflect",
    fill_value: float = 0.0,
    seed: Any = None,
    data_format: str | None = None,
) -> Any:
    """Move pixels a little, those near each other together.

    On JAX and TensorFlow Keras moves all of them along a diagonal, on PyTorch whatever
    the seed is.

    Args:
        images: One image or several.
        alpha: How far.
        sigma: How smoothly.
        interpolation: How a pixel is computed from those around its place.
        fill_mode: What is outside of the images.
        fill_value: The number there.
        seed: Of what is drawn.
        data_format: Where the channels are.

    Example:
    >>> elastic_transform(ops.ones((4, 4, 1)), seed=1).shape == (4, 4, 1)
    True
    """
    images, back = _as_floats(images)
    images, last = _as_batch(images, data_format)
    count, height, width, _ = ops.shape(images)
    drawn = keras.random.normal((count, height, width, 2), dtype="float32", seed=seed)
    size = int(6 * sigma) | 1
    moved = alpha * sigma * _blurred(drawn, (size, size), (sigma, sigma))
    y = ops.arange(height, dtype="float32")[:, None] + moved[..., 0]
    x = ops.arange(width, dtype="float32") + moved[..., 1]
    return back(last(_sample(images, y, x, interpolation, fill_mode, fill_value)))


def extract_patches(
    images: Any,
    size: Sequence[int],
    strides: Sequence[int] | None = None,
    dilation_rate: Sequence[int] = (1, 1, 1),
    padding: str = "valid",
    data_format: str | None = None,
) -> Any:
    """Cut images or volumes into pieces, the numbers of each one after the other.

    Keras multiplies with ones and zeros, which TensorFlow does not do with strides and
    dilation together.

    Args:
        images: One image or volume or several.
        size: Of a piece.
        strides: From one piece to the next.
        dilation_rate: From one pixel of a piece to the next.
        padding: Whether pieces may be partly outside.
        data_format: Where the channels are.

    Example:
    >>> pieces = extract_patches(ops.reshape(ops.arange(8), (2, 4, 1)), (2, 2))
    >>> ops.convert_to_numpy(pieces).tolist()
    [[[0, 1, 4, 5], [2, 3, 6, 7]]]
    """
    images, last = _as_batch(images, data_format, len(size))
    _, *lengths, channels = images.shape
    if None in lengths:
        images, back = _as_floats(images)
        pieces = ops.image.extract_patches(
            images, tuple(size), strides, dilation_rate, padding, "channels_last"
        )
        return last(back(pieces))
    split: list[int] = []
    for axis, length in enumerate(lengths, 1):
        window, rate = size[axis - 1], dilation_rate[axis - 1]
        step = (strides or size)[axis - 1]
        span = (window - 1) * rate + 1
        count = (length - span) // step + 1
        if padding == "same":
            count = -(-length // step)
            missing = max((count - 1) * step + span - length, 0)
            around = [[0, 0] for _ in images.shape]
            around[axis] = [missing // 2, missing - missing // 2]
            images = ops.pad(images, around)
        places = np.arange(count)[:, None] * step + np.arange(window) * rate
        images = ops.take(images, places.reshape(-1).astype("int32"), axis=axis)
        split += [count, window]
    rank = len(size)
    images = ops.reshape(images, (-1, *split, channels))
    order = [0, *range(1, 2 * rank, 2), *range(2, 2 * rank + 1, 2), 2 * rank + 1]
    images = ops.transpose(images, order)
    numbers = math.prod(size) * channels
    return last(ops.reshape(images, (-1, *split[::2], numbers)))


def extract_patches_3d(
    volumes: Any,
    size: Sequence[int],
    strides: Sequence[int] | None = None,
    dilation_rate: Sequence[int] = (1, 1, 1),
    padding: str = "valid",
    data_format: str | None = None,
) -> Any:
    """Cut volumes into pieces, as images are.

    Args:
        volumes: One volume or several.
        size: Of a piece.
        strides: From one piece to the next.
        dilation_rate: From one element of a piece to the next.
        padding: Whether pieces may be partly outside.
        data_format: Where the channels are.

    Example:
    >>> list(extract_patches_3d(ops.ones((2, 2, 4, 1)), (2, 2, 2)).shape)
    [1, 1, 2, 8]
    """
    return extract_patches(volumes, size, strides, dilation_rate, padding, data_format)


def scale_and_translate(
    images: Any,
    output_shape: Sequence[int | None],
    scale: Any,
    translation: Any,
    spatial_dims: Sequence[int],
    method: str,
    antialias: bool = True,
) -> Any:
    """Enlarge and move along some axes.

    Keras makes fractions of whole numbers on JAX, and fails on TensorFlow.

    Args:
        images: A tensor.
        output_shape: The shape of the result.
        scale: By how much, for each of the axes.
        translation: By how many pixels, for each of the axes.
        spatial_dims: The axes.
        method: How a pixel is computed from those around its place.
        antialias: Whether to look at more of them where images shrink.

    Example:
    >>> scaled = scale_and_translate([3, 5], (3,), [1.0], [1.0], (0,), "linear")
    >>> ops.convert_to_numpy(scaled).tolist()
    [0, 3, 5]
    """
    images, back = _as_floats(images)
    scaled = ops.image.scale_and_translate(
        images,
        tuple(output_shape),
        ops.convert_to_tensor(scale),
        ops.convert_to_tensor(translation),
        tuple(spatial_dims),
        method,
        antialias,
    )
    return back(scaled)


def sobel_edges(images: Any, data_format: str | None = None) -> Any:
    """Compute how fast images change from row to row and from column to column.

    On JAX and PyTorch Keras finds edges all around an image; not all backends take
    whole numbers.

    Args:
        images: One image or several.
        data_format: Where the channels are.

    Example:
    >>> float(ops.max(ops.abs(sobel_edges(ops.ones((3, 3, 1))))))
    0.0
    """
    images, _ = _as_floats(images)
    images, last = _as_batch(images, data_format)
    around = ops.pad(images, [[0, 0], [1, 1], [1, 1], [0, 0]], mode="reflect")
    smooth = around[:, :, :-2] + 2 * around[:, :, 1:-1] + around[:, :, 2:]
    down = smooth[:, 2:] - smooth[:, :-2]
    smooth = around[:, :-2] + 2 * around[:, 1:-1] + around[:, 2:]
    across = smooth[:, :, 2:] - smooth[:, :, :-2]
    return ops.stack([last(down), last(across)], -1)


def ssim(
    image1: Any,
    image2: Any,
    max_val: float = 1.0,
    filter_size: int = 11,
    filter_sigma: float = 1.5,
    k1: float = 0.01,
    k2: float = 0.03,
    data_format: str | None = None,
) -> Any:
    """Compare images by their structure.

    Keras cuts the result of whole numbers off, to 0 or 1.

    Args:
        image1: One image or several.
        image2: What it is compared with.
        max_val: The largest number that a pixel can be.
        filter_size: Rows and columns that are looked at.
        filter_sigma: Standard deviation of their weights.
        k1: Keeps from dividing by 0.
        k2: Likewise.
        data_format: Where the channels are.

    Example:
    >>> image = ops.reshape(ops.arange(121), (11, 11, 1))
    >>> 0.5 < float(ssim(image, image + 50, 255)) < 1
    True
    """
    image1, _ = _as_floats(image1)
    image2, _ = _as_floats(image2)
    return ops.image.ssim(
        image1, image2, max_val, filter_size, filter_sigma, k1, k2, data_format
    )


# ---- Places between pixels --------------------------------------------------------


# Of what is infinitely far away, in rows and columns.
_OUTSIDE = -2.0


def _projected(images: Any, transform: Any) -> tuple[Any, Any]:
    """Rows and columns from which the pixels are taken, for each transform."""
    _, height, width, _ = _lengths(images)
    y = ops.arange(height, dtype="float32")[:, None]
    x = ops.arange(width, dtype="float32")
    a0, a1, a2, b0, b1, b2, c0, c1 = (transform[:, i, None, None] for i in range(8))
    depth = c0 * x + c1 * y + 1.0
    is_far = ops.equal(depth, 0.0)
    depth = ops.where(is_far, 1.0, depth)
    rows = ops.where(is_far, _OUTSIDE, (b0 * x + b1 * y + b2) / depth)
    columns = ops.where(is_far, _OUTSIDE, (a0 * x + a1 * y + a2) / depth)
    return rows, columns


def _sample(
    images: Any,
    rows: Any,
    columns: Any,
    interpolation: str,
    fill_mode: str,
    fill_value: float,
) -> Any:
    """Pixels at places, the same for all images or others for each."""
    _, height, width, channels = _lengths(images)
    order = 0 if interpolation == "nearest" else 1
    flat = ops.reshape(images, (-1, height * width, channels))
    result = 0.0
    for row, row_weight in _nodes(rows, height, order, fill_mode):
        for column, column_weight in _nodes(columns, width, order, fill_mode):
            at = _within(row, height, fill_mode) * width
            at = ops.reshape(
                at + _within(column, width, fill_mode), (-1, height * width)
            )
            pixels = _pixels(flat, at)
            if fill_mode == "constant":
                inside = ops.logical_and(
                    _is_within(row, height), _is_within(column, width)
                )
                inside = ops.reshape(inside, (-1, height * width, 1))
                pixels = ops.where(inside, pixels, ops.cast(fill_value, pixels.dtype))
            weight = ops.reshape(row_weight * column_weight, (-1, height * width, 1))
            result = ops.add(result, ops.multiply(pixels, weight))
    return ops.reshape(result, (-1, height, width, channels))


def _pixels(flat: Any, at: Any) -> Any:
    """Pixels of images whose rows stand one after the other."""
    if at.shape[0] == 1:
        return ops.take(flat, at[0], axis=1)
    channels = ops.zeros((1, 1, flat.shape[-1]), "int32")
    return ops.take_along_axis(flat, ops.expand_dims(at, -1) + channels, axis=1)


def _nodes(places: Any, size: Any, order: int, fill_mode: str) -> list[tuple[Any, Any]]:
    """The pixels on both sides of places along an axis, and their weights."""
    if order == 0:
        places = _nearest(places)
    if fill_mode in ("mirror", "reflect"):
        places = _fold(places, size, fill_mode)
    if order == 0:
        return [(places, ops.ones_like(places))]
    lower = ops.floor(places)
    return [(lower, 1.0 - (places - lower)), (lower + 1.0, places - lower)]


def _nearest(places: Any) -> Any:
    """The nearest pixel, halfway between two always the one behind."""
    lower = ops.floor(places)
    return ops.where(places - lower < 0.5, lower, lower + 1.0)


def _fold(places: Any, size: Any, fill_mode: str) -> Any:
    """Where what is outside of an axis is found again within, or beside its ends."""
    edge = 0.0 if fill_mode == "mirror" else 0.5
    # Of an axis with one pixel alone, which has nothing to mirror.
    half = ops.maximum(ops.cast(size, "float32") - 1.0 + 2.0 * edge, 0.5)
    within = ops.mod(places + edge, 2.0 * half)
    # In words: a tensor before a symbolic one is none of Keras' operations.
    return ops.minimum(within, ops.subtract(2.0 * half, within)) - edge


def _is_within(index: Any, size: Any) -> Any:
    return ops.logical_and(index >= 0.0, index < ops.cast(size, index.dtype))


def _within(index: Any, size: Any, fill_mode: str) -> Any:
    length = ops.cast(size, index.dtype)
    if fill_mode == "wrap":
        index = ops.mod(index, length)
    return ops.cast(ops.clip(index, 0.0, length - 1.0), "int32")


# ---- Axes and types --------------------------------------------------------------


def _channel_axis(data_format: str | None, axes: int = 2) -> int:
    data_format = data_format or keras.config.image_data_format()
    return -1 if data_format == "channels_last" else -1 - axes


def _as_batch(images: Any, data_format: str | None, axes: int = 2) -> tuple[Any, Back]:
    """Several images with channels last, and how the result gets the axes back."""
    images = ops.convert_to_tensor(images)
    is_single = len(images.shape) == axes + 1
    if is_single:
        images = ops.expand_dims(images, 0)
    is_first = _channel_axis(data_format, axes) != -1
    if is_first:
        images = ops.moveaxis(images, 1, -1)

    def back(result: Any) -> Any:
        if is_first:
            result = ops.moveaxis(result, -1, 1)
        return ops.squeeze(result, 0) if is_single else result

    return images, back


def _as_floats(images: Any, whole_again: bool = True) -> tuple[Any, Back]:
    """Fractions of enough digits, and how the result gets the type back."""
    images = ops.convert_to_tensor(images)
    dtype = keras.backend.standardize_dtype(images.dtype)
    if dtype in ("float32", "float64"):
        return images, _unchanged
    images = ops.cast(images, "float32")
    if keras.backend.is_float_dtype(dtype):
        return images, lambda result: ops.cast(result, dtype)
    if not whole_again:
        return images, _unchanged
    return images, lambda result: ops.saturate_cast(ops.round(result), dtype)


def _unchanged(result: Any) -> Any:
    return result


def _lengths(images: Any, name: str = "images") -> list[Any]:
    """The shape, which must be known but for the number of images."""
    lengths = list(ops.shape(images))
    if any(length is None for length in lengths[1:]):
        raise RefusalError(
            f"`{name}` must have axes of known lengths here, but for the first."
        )
    return lengths
