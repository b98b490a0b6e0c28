import inspect

import keras
import numpy as np
import pytest
from keras import ops

from lamina import RefusalError
from lamina._backend import compiled, resizes_as_others
from lamina.bridge import mended_images as mended

IMAGES = np.random.default_rng(1).random((2, 5, 4, 3)).astype("float32")
TRANSFORMS = np.array(
    [[1.0, 0.1, 0.6, -0.2, 0.9, 0.3, 0.03, 0.01], [1, 0, -1.3, 0, 1, 0.7, 0, 0]],
    "float32",
)
FILL_MODES = {
    "constant": lambda i, n: i if 0 <= i < n else None,
    "nearest": lambda i, n: min(max(i, 0), n - 1),
    "wrap": lambda i, n: i % n,
    "mirror": lambda i, n: n - 1 - abs(i % (2 * n - 2) - (n - 1)),
    "reflect": lambda i, n: min(i % (2 * n), 2 * n - 1 - i % (2 * n)),
}


def expect_on_all_ways(function, expected, *images, tolerance=1e-5, **settings):
    """Several images and one, both formats, in a model and by themselves, compiled."""
    first = [np.moveaxis(image, -1, 1) for image in images]
    inputs = [keras.Input(image.shape[1:]) for image in first]
    symbolic = function(*inputs, data_format="channels_first", **settings)
    model = keras.Model(inputs, symbolic)

    def run(images, first):
        return [
            function(*images, **settings),
            function(*[image[1] for image in images], **settings),
            function(*[x[1] for x in first], data_format="channels_first", **settings),
            model(first),
        ]

    ours = run_compiled(run, images, first)
    # What comes behind the channels, as the two directions of edges, stays there.
    turned = np.moveaxis(expected, 3, 1) if expected.ndim > 3 else expected
    assert symbolic.shape == (None, *turned.shape[1:])
    wanted = [expected, expected[1], turned[1], turned]
    for our, want in zip(ours, wanted, strict=True):
        expect_equal(our, want, tolerance)


def run_compiled(function, *args):
    """One compiled function, which takes JAX less time than all that is in it."""
    tensors = [[ops.convert_to_tensor(image) for image in images] for images in args]
    # XLA has not all that TensorFlow has.
    is_on_jax = keras.backend.backend() == "jax"
    return compiled(lambda args: function(*args), [], xla=is_on_jax)(tensors)


def expect_equal(ours, expected, tolerance=1e-5):
    ours = ops.convert_to_numpy(ours)
    assert ours.shape == expected.shape
    np.testing.assert_allclose(ours, expected, atol=tolerance, rtol=tolerance)


def at(image, places, order, fill_mode, fill_value):
    """Interpolate between the elements of an array of any rank."""
    if order == 0:
        places = np.floor(np.array(places) + 0.5)
    total = 0.0
    for corner in np.ndindex(*([2] * len(places))):
        weight, index = 1.0, []
        for place, up, size in zip(places, corner, image.shape, strict=False):
            below = int(np.floor(place))
            weight *= place - below if up else 1 - (place - below)
            index.append(FILL_MODES[fill_mode](below + up, size))
        if weight:
            total += weight * (fill_value if None in index else image[tuple(index)])
    return total


def taken_from(images, places, order=1, fill_mode="constant", fill_value=0.0):
    result = np.empty(images.shape, "float64")
    for n, y, x in np.ndindex(*images.shape[:3]):
        result[n, y, x] = at(images[n], places(n, y, x), order, fill_mode, fill_value)
    return result


def by_transform(n, y, x, transforms=TRANSFORMS):
    a0, a1, a2, b0, b1, b2, c0, c1 = transforms[n].astype("float64")
    depth = c0 * x + c1 * y + 1
    return (b0 * x + b1 * y + b2) / depth, (a0 * x + a1 * y + a2) / depth


@pytest.mark.parametrize("order", [0, 1])
def test_places_outside_are_filled(order):
    far = TRANSFORMS.copy()
    far[:, [2, 5]] = [[-7.3, 4.6], [6.7, -9.2]]
    places = np.array(
        [
            [-9.3, -4.2, -1.5, -0.5, -0.3, 0.5, 3.5, 4.3, 4.5, 6.2, 13.3, 21.4],
            [1.0] * 12,
        ],
        "float32",
    )
    image = IMAGES[0, :, :, 0]
    method = ["nearest", "bilinear"][order]

    def run(given):
        images, far, image, places = given
        return [
            [
                mended.affine_transform(images, far, method, fill_mode, 0.5),
                mended.map_coordinates(image, places, order, fill_mode, 0.5),
            ]
            for fill_mode in FILL_MODES
        ]

    ours = run_compiled(run, [IMAGES, far, image, places])
    for (moved, found), fill_mode in zip(ours, FILL_MODES, strict=True):
        expected = taken_from(
            IMAGES, lambda *at: by_transform(*at, far), order, fill_mode, 0.5
        )
        expect_equal(moved, expected)
        expected = [at(image, place, order, fill_mode, 0.5) for place in places.T]
        expect_equal(found, np.array(expected))


def test_halfway_between_two_the_nearest_is_the_one_behind():
    row = np.arange(1.0, 5.0, dtype="float32").reshape((1, 4, 1))
    doubled = [0.5, 0, 0, 0, 1, 0, 0, 0]

    def run(given):
        return [
            mended.affine_transform(given[0], doubled, "nearest", fill_mode)
            for fill_mode in FILL_MODES
        ]

    for moved in run_compiled(run, [row]):
        expect_equal(moved, np.array([1.0, 2, 2, 3]).reshape((1, 4, 1)))


def test_places_however_far_away():
    places = np.array([[-np.inf, -1e12, 1e30, np.inf, np.nan]], "float32")
    row = np.array([1, 2, 3], "float32")
    results = [[9, 9, 9, 9, np.nan], [1, 1, 3, 3, np.nan]]
    for fill_mode, expected in zip(["constant", "nearest"], results, strict=True):
        expect_equal(
            mended.map_coordinates(row, places, 1, fill_mode, 9.0), np.array(expected)
        )
        found = mended.map_coordinates(row, places[:, :4], 0, fill_mode, 9.0)
        expect_equal(found, np.array(expected[:4]))


def test_places_within_an_axis_of_length_one():
    def run(given):
        image, places = given
        return [
            mended.map_coordinates(image, places, 1, fill_mode, 3.0)
            for fill_mode in FILL_MODES
        ]

    image, places = np.full(1, 3, "float32"), np.array([[-1, 0, 2]], "float32")
    for found in run_compiled(run, [image, places]):
        expect_equal(found, np.full(3, 3.0))


def test_transforms():
    # One for all images, and one for each, which PyTorch does not change.
    expected = taken_from(IMAGES, lambda n, y, x: by_transform(1, y, x))
    expect_on_all_ways(
        mended.affine_transform, expected, IMAGES, transform=TRANSFORMS[1]
    )
    whole = (IMAGES * 255).astype("uint8")
    transforms = ops.convert_to_tensor(TRANSFORMS)
    # The second column is infinitely far away, and those behind it are beyond.
    far = ops.convert_to_tensor([1.0, 0, 0, 0, 1, 0, -1, 0])

    def run(given):
        images, whole = given
        return [
            mended.affine_transform(images, transforms),
            mended.affine_transform(whole, transforms),
            mended.affine_transform(images, far, fill_value=7.0),
        ]

    moved, of_whole, of_far = run_compiled(run, [IMAGES, whole])
    expect_equal(moved, taken_from(IMAGES, by_transform))
    expected = np.full(IMAGES.shape, 7.0)
    expected[:, :, 0] = IMAGES[:, :, 0]
    expect_equal(of_far, expected)
    assert keras.backend.standardize_dtype(of_whole.dtype) == "uint8"
    expected = taken_from(whole, by_transform).round()
    assert np.abs(ops.convert_to_numpy(of_whole).astype(float) - expected).max() <= 1
    assert np.array_equal(ops.convert_to_numpy(transforms), TRANSFORMS)


def test_points():
    start = np.array([[0, 0], [0, 4], [3, 0], [3, 4]], "float32")
    end = np.array([[0.5, 0], [0, 3], [3, 1], [4, 5]], "float32")
    # What is at the start is found at the end.
    rows = []
    for (x, y), (u, v) in zip(start, end, strict=True):
        rows += [[u, v, 1, 0, 0, 0, -u * x, -v * x], [0, 0, 0, u, v, 1, -u * y, -v * y]]
    transform = np.linalg.solve(np.array(rows, "float64"), start.ravel())
    expected = taken_from(
        IMAGES, lambda n, y, x: by_transform(0, y, x, transform[None]), fill_value=0.5
    )
    settings = {"start_points": start, "end_points": end, "fill_value": 0.5}
    expect_on_all_ways(
        mended.perspective_transform, expected, IMAGES, tolerance=1e-4, **settings
    )
    wide = np.tile(np.arange(300, dtype="int32")[None, :, None] % 256, (2, 1, 1))
    wide = wide.astype("uint8")
    box = np.array([[0, 0], [0, 1], [299, 0], [299, 1]], "float32")
    starts, ends = start, np.stack([end, start])

    def run(given):
        images, starts, ends, wide, box = given
        return [
            mended.perspective_transform(images, starts, ends, fill_value=0.5),
            mended.perspective_transform(wide, box, box),
        ]

    moved, kept = run_compiled(run, [IMAGES, starts, ends, wide, box])
    expected[1] = IMAGES[1]
    expect_equal(moved, expected, 1e-4)
    assert np.array_equal(ops.convert_to_numpy(kept), wide)


def weights(size, sigma):
    weights = np.exp(-0.5 * ((np.arange(size) - (size - 1) / 2) / sigma) ** 2)
    return weights / weights.sum()


@pytest.mark.parametrize("sizes", [(3, 5), (1, 4)])
def test_blur(sizes):
    kernel = np.outer(weights(sizes[0], 1.0), weights(sizes[1], 2.0))
    around = [((n - 1) // 2, n - 1 - (n - 1) // 2) for n in sizes]
    padded = np.pad(IMAGES, [(0, 0), *around, (0, 0)])
    expected = np.zeros(IMAGES.shape)
    for y, x in np.ndindex(*sizes):
        expected += kernel[y, x] * padded[:, y : y + 5, x : x + 4]
    settings = {"kernel_size": sizes, "sigma": (1.0, 2.0)}
    expect_on_all_ways(mended.gaussian_blur, expected, IMAGES, **settings)
    assert (
        keras.backend.standardize_dtype(mended.gaussian_blur(IMAGES > 0.5).dtype)
        == "float32"
    )


def test_blur_however_narrow():
    image = np.arange(6, dtype="float32").reshape((1, 6, 1))
    expected = np.array([0.5, 1.5, 2.5, 3.5, 4.5, 2.5]).reshape((1, 6, 1))
    for sigma in [0.01, 1e-200]:
        blurred = mended.gaussian_blur(image, (1, 4), (1.0, sigma))
        expect_equal(blurred, expected)
        expect_equal(mended.gaussian_blur(image, (1, 3), (1.0, sigma)), image)


def test_edges():
    padded = np.pad(IMAGES, [(0, 0), (1, 1), (1, 1), (0, 0)], mode="reflect")
    down = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
    expected = np.zeros((*IMAGES.shape, 2))
    for y, x in np.ndindex(3, 3):
        for i, kernel in enumerate([down, down.T]):
            expected[..., i] += kernel[y, x] * padded[:, y : y + 5, x : x + 4]
    expect_on_all_ways(mended.sobel_edges, expected, IMAGES)
    whole = (IMAGES * 255).astype("uint8")
    assert ops.convert_to_numpy(mended.sobel_edges(whole)).min() < -50


@pytest.mark.parametrize(
    ("size", "strides", "rate", "padding"),
    [
        ((2, 2), None, (1, 1), "valid"),
        ((2, 3), (1, 2), (3, 1), "same"),
        ((2, 3), (2, 3), (2, 1), "valid"),
    ],
)
def test_patches(size, strides, rate, padding):
    steps = strides or size
    spans = [(n - 1) * d + 1 for n, d in zip(size, rate, strict=True)]
    images = IMAGES
    if padding == "same":
        missing = [
            max((-(-n // s) - 1) * s + span - n, 0)
            for n, s, span in zip((5, 4), steps, spans, strict=True)
        ]
        around = [(n // 2, n - n // 2) for n in missing]
        images = np.pad(images, [(0, 0), *around, (0, 0)])
    rows = range(0, images.shape[1] - spans[0] + 1, steps[0])
    columns = range(0, images.shape[2] - spans[1] + 1, steps[1])
    expected = np.array(
        [
            [
                [
                    image[
                        y : y + spans[0] : rate[0], x : x + spans[1] : rate[1]
                    ].ravel()
                    for x in columns
                ]
                for y in rows
            ]
            for image in images
        ]
    )
    settings = {"strides": strides, "dilation_rate": rate, "padding": padding}
    expect_on_all_ways(mended.extract_patches, expected, IMAGES, size=size, **settings)


def test_patches_of_volumes_and_of_what_is_not_known():
    volume = np.arange(2 * 4 * 4 * 3, dtype="int32").reshape((2, 4, 4, 3))
    pieces = ops.convert_to_numpy(mended.extract_patches_3d(volume, (2, 2, 3)))
    assert pieces.shape == (1, 2, 1, 36)
    assert pieces.dtype == "int32"
    assert np.array_equal(pieces[0, 1, 0], volume[0:2, 2:4, 0:3].ravel())
    volumes = keras.Input((None, None, None, 2))
    symbolic = mended.extract_patches_3d(volumes, (2, 2, 2))
    assert symbolic.shape == (None, None, None, None, 16)
    unknown = keras.Input((None, 4, 3))
    with pytest.raises(RefusalError, match="`images` must have axes of known lengths"):
        mended.affine_transform(unknown, TRANSFORMS[0])
    with pytest.raises(RefusalError, match="`inputs` must have axes of known lengths"):
        mended.map_coordinates(unknown, np.zeros((4, 1)), 1, "mirror")
    assert mended.resize(unknown, (2, 3), "nearest").shape == (None, 2, 3, 3)
    if not resizes_as_others("bicubic"):
        with pytest.raises(RefusalError, match="`images` must have axes"):
            mended.resize(unknown, (2, 3), "bicubic")


def cubic(x):
    x = abs(x)
    if x < 1:
        return 1.5 * x**3 - 2.5 * x**2 + 1
    return -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2 if x < 2 else 0.0


def lanczos(radius, x):
    return np.sinc(x) * np.sinc(x / radius) if abs(x) < radius else 0.0


KERNELS = {
    "bilinear": lambda x: max(0.0, 1 - abs(x)),
    "bicubic": cubic,
    "lanczos3": lambda x: lanczos(3, x),
    "lanczos5": lambda x: lanczos(5, x),
}


def resizing(old, new, kernel, antialias):
    wide = max(old / new, 1.0) if antialias else 1.0
    places = (np.arange(new) + 0.5) * old / new - 0.5
    found = [[kernel((place - i) / wide) for i in range(old)] for place in places]
    return np.array([row / np.sum(row) for row in found])


def resized(images, size, method, antialias=False):
    if method == "nearest":
        rows = (np.arange(size[0]) + 0.5) * images.shape[1] // size[0]
        columns = (np.arange(size[1]) + 0.5) * images.shape[2] // size[1]
        return images[:, rows.astype(int)][:, :, columns.astype(int)]
    if method == "area":
        # Each pixel so often that all new ones are made of as many.
        for axis in (1, 2):
            old, new = images.shape[axis], size[axis - 1]
            parts = np.moveaxis(np.repeat(images, new, axis), axis, 0)
            parts = parts.reshape((new, old, *parts.shape[1:])).mean(1)
            images = np.moveaxis(parts, 0, axis)
        return images
    rows = resizing(images.shape[1], size[0], KERNELS[method], antialias)
    columns = resizing(images.shape[2], size[1], KERNELS[method], antialias)
    return np.einsum("ab,nbcd,ec->naed", rows, images, columns)


@pytest.mark.parametrize("method", [*KERNELS, "area", "nearest"])
def test_sizes(method):
    # TensorFlow has a table of its cubic kernel.
    tolerance = 2e-3 if method == "bicubic" else 1e-5
    for size, antialias in [((3, 7), False), ((2, 3), True)]:
        if method.startswith("lanczos") and not antialias:
            continue
        expected = resized(IMAGES, size, method, antialias)
        settings = {"interpolation": method, "antialias": antialias}
        expect_on_all_ways(
            mended.resize, expected, IMAGES, size=size, tolerance=tolerance, **settings
        )


def test_the_nearest_pixel_of_all():
    for old, new in [(14, 23), (23, 14), (3, 31), (50, 7)]:
        image = np.arange(old, dtype="int32").reshape((1, old, 1)) + 2**24
        expected = image[:, (2 * np.arange(new) + 1) * old // (2 * new)]
        found = ops.convert_to_numpy(mended.resize(image, (1, new), "nearest"))
        assert np.array_equal(found, expected)


def test_ratios():
    whole = (IMAGES * 255).astype("uint8")
    methods = ["bilinear", "bicubic"]

    def run(given):
        images, whole = given
        results = []
        for method in methods:
            crop = {"interpolation": method, "crop_to_aspect_ratio": True}
            pad = {"interpolation": method, "pad_to_aspect_ratio": True}
            results += [
                mended.resize(images, (4, 8), **crop),
                mended.resize(images, (4, 8), fill_value=0.5, **pad),
                mended.resize(whole, (4, 8), fill_value=9.0, **pad),
            ]
        return results

    ours = run_compiled(run, [IMAGES, whole])
    around = [(0, 0), (0, 0), (3, 3), (0, 0)]
    for i, method in enumerate(methods):
        cropped, padded, of_whole = ours[3 * i : 3 * i + 3]
        expect_equal(cropped, resized(IMAGES[:, 1:3], (4, 8), method), 2e-3)
        expected = np.pad(IMAGES, around, constant_values=0.5)
        expect_equal(padded, resized(expected, (4, 8), method), 2e-3)
        of_whole = ops.convert_to_numpy(of_whole)
        assert of_whole.dtype == "uint8"
        expected = np.pad(whole, around, constant_values=9).astype("float64")
        expected = resized(expected, (4, 8), method).clip(0, 255).round()
        assert np.abs(of_whole.astype(float) - expected).max() <= 1


def test_scaling_of_whole_numbers():
    whole = np.where(IMAGES > 0.5, 220, 20).astype("uint8")
    scale, shift = np.array([0.6, 2.0], "float32"), np.zeros(2, "float32")

    def run(given):
        whole, scale, shift = given
        rest = ((2, 3, 8, 3), scale, shift, (1, 2), "cubic")
        exact = ops.image.scale_and_translate(ops.cast(whole, "float32"), *rest)
        return [mended.scale_and_translate(whole, *rest), exact]

    scaled, exact = map(ops.convert_to_numpy, run_compiled(run, [whole, scale, shift]))
    assert exact.max() > 222
    assert scaled.dtype == "uint8"
    assert np.abs(scaled - exact.clip(0, 255)).max() < 0.501


def test_structure():
    other = IMAGES * 0.8 + 0.1
    window = np.outer(weights(3, 1.5), weights(3, 1.5))

    def mean(x):
        return sum(
            window[i, j] * x[:, i : i + 3, j : j + 2] for i, j in np.ndindex(3, 3)
        )

    x, y = IMAGES.astype("float64"), other.astype("float64")
    both = mean(x * y) - mean(x) * mean(y)
    squares = mean(x * x) - mean(x) ** 2 + mean(y * y) - mean(y) ** 2
    c1, c2 = 0.02**2, 0.04**2
    alike = (2 * mean(x) * mean(y) + c1) * (2 * both + c2)
    alike /= (mean(x) ** 2 + mean(y) ** 2 + c1) * (squares + c2)
    settings = {"max_val": 1.0, "filter_size": 3, "k1": 0.02, "k2": 0.04}
    expected = alike.mean((1, 2, 3))
    expect_on_all_ways(mended.ssim, expected, IMAGES, other, tolerance=1e-4, **settings)
    # Whole numbers are like each other by fractions, too.
    whole = [(255 * images).round().astype("uint8") for images in (IMAGES, other)]
    settings["max_val"] = 255.0
    (ours,) = run_compiled(lambda given: [mended.ssim(*given, **settings)], whole)
    expect_equal(ours, expected, 1e-2)


def test_colours():
    hues = IMAGES.copy()
    hues[..., 0] = 3 * hues[..., 0] - 1.5
    # Red, green and blue are this far from the hue.
    place = (hues[..., :1].astype("float64") * 6 + np.array([5, 3, 1])) % 6
    off = np.minimum(place, 4 - place).clip(0, 1)
    expected = hues[..., 2:] * (1 - hues[..., 1:2] * off)
    expect_on_all_ways(mended.hsv_to_rgb, expected, hues)
    grey = (IMAGES @ np.array([0.2989, 0.5870, 0.1140]))[..., None]
    expect_on_all_ways(mended.rgb_to_grayscale, grey, IMAGES)

    def run(given):
        hues, white = given
        return [mended.rgb_to_hsv(hues), mended.rgb_to_grayscale(white)]

    colours = expected.astype("float32")
    white = np.full((1, 1, 3), 255, "uint8")
    back, white = map(ops.convert_to_numpy, run_compiled(run, [colours, white]))
    hues[..., 0] %= 1
    off = np.abs(back - hues)
    assert np.minimum(off, 1 - off)[..., 0].max() < 1e-3
    assert off[..., 1:].max() < 1e-5
    assert white.item() == 255


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_dark_colours_of_few_bits(dtype):
    dark = ops.cast([[[6e-3, 3e-3, 0], [0, 6e-4, 6e-4]]], dtype)
    hsv = mended.rgb_to_hsv(dark)
    assert keras.backend.standardize_dtype(hsv.dtype) == dtype
    hues = [[[1 / 12, 1, 6e-3], [0.5, 1, 6e-4]]]
    expect_equal(ops.cast(hsv, "float32"), np.array(hues), 5e-3)
    back = mended.hsv_to_rgb(hsv)
    assert keras.backend.standardize_dtype(back.dtype) == dtype
    expect_equal(
        ops.cast(back, "float32"), ops.convert_to_numpy(ops.cast(dark, "float32")), 1e-4
    )


def test_what_is_no_number_is_no_colour():
    nan = np.nan
    colours = np.array([[[nan, 0.2, 0.1], [0.3, nan, 0.1], [0.3, 0.1, nan]]], "float32")
    hsv = mended.rgb_to_hsv(colours)
    expect_equal(hsv, np.full((1, 3, 3), nan))
    grey = np.array([[[0.5] * 3, [0.0] * 3, [-1.0] * 3]], "float32")
    expected = np.array([[[0, 0, 0.5], [0, 0, 0], [0, 0, -1]]])
    expect_equal(mended.rgb_to_hsv(grey), expected)


def test_pixels_move_as_the_seed_says_and_not_along_a_diagonal():
    rows = np.tile(np.arange(8, dtype="float32")[:, None, None], (2, 1, 8, 1))
    places = np.concatenate([rows, np.swapaxes(rows, 1, 2)], -1)

    def run(given):
        (places,) = given
        move = mended.elastic_transform
        settings = {"alpha": 2.0, "sigma": 1.0}
        first = ops.moveaxis(places, -1, 1)
        first = move(first, seed=3, data_format="channels_first", **settings)
        return [
            move(places, seed=3, **settings),
            ops.moveaxis(first, 1, -1),
            move(places, seed=4, **settings),
            move(places[0], alpha=0.0, sigma=1.0, seed=1),
            move(places, alpha=10.0, sigma=0.01, seed=1),
        ]

    ours = map(ops.convert_to_numpy, run_compiled(run, [places]))
    moved, of_first, other, still, rough = ours
    inner = (moved - places)[:, 3:5, 3:5]
    assert np.abs(inner).max() > 0.1
    assert np.abs(inner[..., 0] - inner[..., 1]).max() > 0.1
    assert np.abs(inner[0] - inner[1]).max() > 0.1
    expect_equal(of_first, moved)
    assert np.abs(other - moved).max() > 0.1
    expect_equal(still, places[0])
    # Of so small a filter no pixel knows of others.
    assert 0.085 < (rough - places)[:, 1:7, 1:7].std() < 0.115


def test_each_takes_what_kerass_own_takes():
    for name, ours in inspect.getmembers(mended, inspect.isfunction):
        if name.startswith("_"):
            continue
        theirs = inspect.signature(getattr(ops.image, name))
        taken = list(inspect.signature(ours).parameters)
        assert taken == list(theirs.parameters), name
