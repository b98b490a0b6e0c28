import itertools
import math
from fractions import Fraction

import keras
import numpy as np
import pytest
from versions import IS_BEFORE_3_16

import lamina  # noqa: F401
from lamina._keras import OPERATIONS

RANDOM = np.random.default_rng(3)


def means(x, size, step):
    """Take the mean of each window of what it has of `x`."""
    places = []
    for length in x.shape[1:-1]:
        count = -(-length // step)
        before = max(0, (count - 1) * step + size - length) // 2
        starts = [i * step - before for i in range(count)]
        places.append([slice(max(0, s), min(length, s + size)) for s in starts])
    counts = [len(each) for each in places]
    result = np.empty((x.shape[0], *counts, x.shape[-1]))
    for at in itertools.product(*map(range, counts)):
        part = x[:, *(places[axis][i] for axis, i in enumerate(at)), :]
        result[:, *at, :] = part.mean(tuple(range(1, x.ndim - 1)))
    return result


@pytest.mark.parametrize("shape", [(4,), (7,), (4, 5), (3, 4, 6)])
@pytest.mark.parametrize(("size", "step"), [(3, 2), (2, 3), (3, 1), (2, 2), (4, 1)])
def test_windows_of_layers_count_what_they_have(shape, size, step):
    x = RANDOM.normal(size=(2, *shape, 3)).astype("float32")
    kind = getattr(keras.layers, f"AveragePooling{len(shape)}D")
    last = kind(size, step, "same", data_format="channels_last")(x)
    np.testing.assert_allclose(
        keras.ops.convert_to_numpy(last), means(x, size, step), atol=1e-6
    )


def test_windows_are_the_same_with_channels_first_and_in_compiled_models():
    x = RANDOM.normal(size=(2, 6, 5, 3)).astype("float32")
    expected = means(x, 3, 2)
    pooled = keras.ops.average_pool(
        np.moveaxis(x, -1, 1), 3, 2, "same", data_format="channels_first"
    )
    first = np.moveaxis(keras.ops.convert_to_numpy(pooled), 1, -1)
    np.testing.assert_allclose(first, expected, atol=1e-6)
    inputs = keras.Input((None, None, 3))
    pool = keras.layers.AveragePooling2D(3, 2, "same")
    model = keras.Model(inputs, pool(inputs))
    assert model.output_shape == (None, None, None, 3)
    np.testing.assert_allclose(model.predict(x, verbose=0), expected, atol=1e-6)


@pytest.mark.skipif(
    keras.backend.backend() != "torch" or not IS_BEFORE_3_16,
    reason="PyTorch's alone is wrong, before Keras 3.16",
)
def test_keras_still_has_to_be_mended():
    theirs = OPERATIONS.nn.average_pool.mends
    x = np.arange(4, dtype="float32").reshape(1, 4, 1)
    wrong = theirs(x, 3, 2, "same", "channels_last")
    assert not np.allclose(keras.ops.convert_to_numpy(wrong), means(x, 3, 2))


def of_parts(x, counts, reduce):
    """Reduce each window that begins and ends at its share of the axes."""
    result = np.empty((x.shape[0], *counts, x.shape[-1]), x.dtype)
    lengths = x.shape[1:-1]
    for at in np.ndindex(*counts):
        part = x[
            :,
            *(
                slice(math.floor(Fraction(i * n, k)), math.ceil(Fraction(i * n + n, k)))
                for i, n, k in zip(at, lengths, counts, strict=True)
            ),
        ]
        result[:, *at, :] = reduce(part, axis=tuple(range(1, x.ndim - 1)))
    return result


PARTS = {"average": np.mean, "max": np.max}
COUNTS = [
    *((n, (k,)) for n in [(1,), (7,), (11,)] for k in (1, 2, 3, 5, 7, 10)),
    *(((7, 6), k) for k in [(1, 1), (2, 3), (5, 4), (7, 6), (7, 1), (9, 13)]),
    *(((5, 4, 7), k) for k in [(1, 1, 1), (2, 3, 3), (5, 4, 7), (6, 1, 2)]),
]


@pytest.mark.parametrize(("lengths", "counts"), COUNTS)
@pytest.mark.parametrize("kind", PARTS)
def test_windows_begin_and_end_at_their_share_of_the_axes(kind, lengths, counts):
    x = RANDOM.normal(size=(2, *lengths, 3)).astype("float32")
    expected = of_parts(x, counts, PARTS[kind])
    pool = getattr(keras.ops, f"adaptive_{kind}_pool")
    last = keras.ops.convert_to_numpy(pool(x, counts, "channels_last"))
    np.testing.assert_allclose(last, expected, atol=1e-6)
    first = pool(np.moveaxis(x, -1, 1), counts, "channels_first")
    first = np.moveaxis(keras.ops.convert_to_numpy(first), 1, -1)
    np.testing.assert_allclose(first, expected, atol=1e-6)


@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.parametrize("counts", [(1, 1), (7, 6), (3, 4)])
def test_layers_and_compiled_models_have_these_windows(kind, counts):
    x = RANDOM.normal(size=(2, 7, 6, 3)).astype("float32")
    layer = getattr(keras.layers, f"Adaptive{kind.title()}Pooling2D")
    inputs = keras.Input((None, None, 3))
    model = keras.Model(inputs, layer(counts)(inputs))
    assert model.output_shape == (None, *counts, 3)
    np.testing.assert_allclose(
        model.predict(x, verbose=0), of_parts(x, counts, PARTS[kind]), atol=1e-6
    )


def test_means_of_windows_keep_to_what_is_in_them():
    x = np.array([1, 2, np.inf, 4, np.nan, 6, 8], "float32").reshape(1, 7, 1)
    pooled = keras.ops.adaptive_average_pool(x, (7,))
    np.testing.assert_array_equal(keras.ops.convert_to_numpy(pooled), x)
    pooled = keras.ops.adaptive_average_pool(x, (3,))
    expected = of_parts(x, (3,), np.mean)
    np.testing.assert_array_equal(keras.ops.convert_to_numpy(pooled), expected)
    half = keras.ops.adaptive_average_pool(np.full((1, 300, 1), 60000, "float16"), (7,))
    assert keras.backend.standardize_dtype(half.dtype) == "float16"
    half = keras.ops.convert_to_numpy(half).astype("float32")
    np.testing.assert_array_equal(half, np.full((1, 7, 1), 60000, "float32"))


def test_of_an_axis_without_elements_there_are_no_windows():
    for kind in PARTS:
        with pytest.raises(ValueError, match=r"length \(0,\)"):
            getattr(keras.ops, f"adaptive_{kind}_pool")(np.ones((1, 0, 2)), (1,))


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize("dilation", [2, (1, 3)])
def test_transposed_convolutions_reach_apart_on_all_processors(padding, dilation):
    x = RANDOM.normal(size=(2, 5, 4, 3)).astype("float32")
    layer = keras.layers.Conv2DTranspose(
        2, (3, 2), padding=padding, dilation_rate=dilation
    )
    found = keras.ops.convert_to_numpy(layer(x))
    kernel = keras.ops.convert_to_numpy(layer.kernel)
    steps = (dilation, dilation) if isinstance(dilation, int) else dilation
    # Each element of the input adds the kernel, its elements so far apart.
    full = np.zeros((2, 5 + 2 * steps[0], 4 + steps[1], 2), "float32")
    for i, j in np.ndindex(3, 2):
        rows, columns = slice(i * steps[0], i * steps[0] + 5), j * steps[1]
        full[:, rows, columns : columns + 4] += x @ kernel[i, j].T
    if padding == "same":
        # What is left over is cut, behind more than in front.
        top, left = steps[0], steps[1] // 2
        full = full[:, top : top + 5, left : left + 4]
    np.testing.assert_allclose(found, full, atol=1e-5)


@pytest.mark.parametrize("name", ["Conv", "DepthwiseConv", "SeparableConv"])
@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("dilation", [1, 2])
@pytest.mark.parametrize("first", [False, True])
def test_kernels_that_fit_nowhere_are_refused(name, rank, dilation, first):
    if rank == 3 and name != "Conv":
        pytest.skip("Keras has no such layer")
    if first and keras.backend.backend() == "tensorflow":
        pytest.skip("TensorFlow has no channels first on a processor")
    layout = "channels_first" if first else "channels_last"
    size = 5 if dilation == 1 else 3
    filters = {} if name == "DepthwiseConv" else {"filters": 2}
    kind = getattr(keras.layers, f"{name}{rank}D")

    def layer(length, **settings):
        shape = (length,) + (6,) * (rank - 1)
        shape = (2, 2, *shape) if first else (2, *shape, 2)
        settings = {"data_format": layout, "dilation_rate": dilation} | settings
        made = kind(kernel_size=size, **filters, **settings)
        made.build((None, 2, *(None,) * rank) if first else (None, *(None,) * rank, 2))
        return made(np.ones(shape, "float32"))

    with pytest.raises(Exception, match=r"do not fit|Computed output size|dimension"):
        layer(4)
    fits = layer(5)
    assert fits.shape[2 if first else 1] == 1
    assert layer(4, padding="same").shape[2 if first else 1] == 4
    if name == "Conv" and rank == 1 and not first:
        assert layer(4, padding="causal").shape == (2, 4, 2)


def test_kernels_that_fit_nowhere_are_refused_in_operations():
    x = np.ones((1, 4, 4, 1), "float32")
    kernel = np.ones((5, 3, 1, 1), "float32")
    for operation in (keras.ops.conv, keras.ops.depthwise_conv):
        with pytest.raises(ValueError, match=r"size \(5, 3\).*length \(4, 4\)"):
            operation(x, kernel)
        assert operation(x, kernel, padding="same").shape == (1, 4, 4, 1)
