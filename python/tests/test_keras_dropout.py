"""By keys layers do what they do by themselves, with other numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keras import layers
from keyed import expected_keep, keys_of, run

import lamina

# ---- what the layers do with them


@given(
    rate=st.sampled_from((0.1, 0.5, 0.9, 1.0)),
    noise=st.sampled_from((None, (None, 1, None), (None, None, 1), (7, 1, 1), (4,))),
    seed=st.integers(0, 100),
)
def test_dropout_keeps_and_scales(rate, noise, seed):
    x = np.random.default_rng(seed).uniform(1, 2, (7, 3, 4)).astype("float32")
    sizes = {None: (3, 4), (4,): (1, 4)}.get(noise)
    if sizes is None:
        sizes = tuple(size or x.shape[i] for i, size in enumerate(noise))[1:]
    keys = keys_of(7, seed)
    y = run(layers.Dropout(rate, noise_shape=noise), x, keys)
    keep = np.broadcast_to(expected_keep(keys, sizes, rate), x.shape)
    scaled = x / np.float32(1 - rate) if rate < 1 else np.zeros_like(x)
    np.testing.assert_allclose(y, np.where(keep, scaled, 0), rtol=1e-6)


SPATIAL = [
    (module, rank, data_format)
    for module in (layers, lamina)
    for rank in (1, 2, 3)
    for data_format in ("channels_last", "channels_first")
    if module is lamina or rank > 1 or data_format == "channels_last"
]


@pytest.mark.parametrize(("module", "rank", "data_format"), SPATIAL)
def test_spatial_dropout_keeps_whole_maps(module, rank, data_format, values):
    first = data_format == "channels_first"
    side = (2, 3, 2)[:rank]
    shape = (9, 6, *side) if first else (9, *side, 6)
    x = values.uniform(1, 2, shape).astype("float32")
    known = module is lamina or rank > 1
    extra = {"data_format": data_format} if known else {}
    layer = getattr(module, f"SpatialDropout{rank}D")(0.4, **extra)
    keep = expected_keep(keys_of(9), (6,), 0.4)
    ones = (1,) * rank
    keep = keep.reshape((9, 6, *ones) if first else (9, *ones, 6))
    expected = np.where(keep, x / np.float32(0.6), 0)
    y = run(layer, x, keys_of(9))
    np.testing.assert_allclose(y, expected, rtol=1e-6)
    assert keep.any()
    assert not keep.all()


def test_a_noise_shape_of_a_subclass_is_used():
    class DropRows(layers.SpatialDropout2D):
        def _get_noise_shape(self, inputs):
            return (inputs.shape[0], inputs.shape[1], 1, 1)

    y = run(DropRows(0.5), np.ones((30, 4, 3, 2), "float32"), keys_of(30))
    assert (y == y[:, :, :1, :1]).all()
    assert not (y == y[:, :1]).all()


def test_alpha_dropout_is_that_of_keras(values):
    x = values.normal(size=(5, 40)).astype("float32")
    rate, low = 0.3, -1.6732632423543772 * 1.0507009873554805
    keep = expected_keep(keys_of(5), (40,), rate)
    a = ((1 - rate) * (1 + rate * low**2)) ** -0.5
    expected = a * np.where(keep, x, low) - a * low * rate
    y = run(layers.AlphaDropout(rate), x, keys_of(5))
    np.testing.assert_allclose(y, expected, rtol=1e-5, atol=1e-6)
    shared = run(layers.AlphaDropout(rate, noise_shape=(5, 1)), x, keys_of(5))
    keep = expected_keep(keys_of(5), (1,), rate)
    expected = a * np.where(keep, x, low) - a * low * rate
    np.testing.assert_allclose(shared, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    ("layer", "sd"),
    [(layers.GaussianDropout(0.2), 0.5), (layers.GaussianNoise(0.7), 0.7)],
)
def test_gaussian_layers_are_those_of_keras(layer, sd):
    x = np.full((200, 300), 2, "float32")
    y = run(layer, x, keys_of(200)).astype("float64")
    noise = y / 2 - 1 if isinstance(layer, layers.GaussianDropout) else y - 2
    assert abs(noise.mean()) < 6 * sd / np.sqrt(noise.size)
    assert abs(noise.std() - sd) < 6 * sd / np.sqrt(2 * noise.size)
    assert len(np.unique(noise)) > 0.9 * noise.size


def test_dropout_works_in_half_precision():
    layer = layers.Dropout(0.5, dtype="float16")
    x = np.ones((40, 50), "float16")
    y = run(layer, x, keys_of(40))
    assert y.dtype == "float16"
    assert set(np.unique(y)) == {0, 2}
