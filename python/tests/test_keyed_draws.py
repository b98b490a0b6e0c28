"""The numbers are good, and depend on nothing but key, salt and place."""

import itertools

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import layers, ops

import lamina
from lamina.uncertainty.keyed_draws import (
    Draws,
    drawing,
    is_recurrent,
    normal,
    rate_of,
    repeat_rows,
    row_keys,
    uniform,
)

MASK = 2**32 - 1


def numpy(x):
    return ops.convert_to_numpy(x)


def keys_of(count, seed=1, draw=0):
    return row_keys(seed, np.full(count, draw), np.arange(count))


def run(layer, x, keys, training=False, **kwargs):
    """What a layer makes of `x` when it draws with `keys`."""
    draws = Draws()
    with drawing(list(layer._flatten_layers()), draws):
        draws.start(ops.convert_to_tensor(keys))
        return numpy(layer(ops.convert_to_tensor(x), training=training, **kwargs))


# ---- keys


@given(
    seed=st.integers(0, 2**64 - 1),
    draw=st.integers(0, 2**40),
    example=st.integers(0, 2**40),
)
def test_a_key_is_splitmix_of_seed_draw_and_example(seed, draw, example):
    def mix(x):
        x = (x + 0x9E3779B97F4A7C15) % 2**64
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        x = (x ^ x >> 27) * 0x94D049BB133111EB % 2**64
        return x ^ x >> 31

    state = seed
    for part in (draw, example):
        state = mix(state ^ mix(part))
    key = row_keys(seed, [draw], [example])
    assert key.dtype == "int32"
    assert key.shape == (1, 2)
    assert key.view("uint32").tolist() == [[state >> 32, state & MASK]]


def test_keys_of_many_draws_and_examples_are_all_different():
    draws, examples = np.meshgrid(np.arange(200), np.arange(500))
    seeds = [row_keys(seed, draws.ravel(), examples.ravel()) for seed in (0, 1, 2)]
    keys = np.concatenate(seeds).astype("int64")
    assert len(np.unique(keys, axis=0)) == 3 * 200 * 500


def test_draw_and_example_do_not_change_places():
    assert not np.array_equal(row_keys(1, [2], [3]), row_keys(1, [3], [2]))


# ---- numbers


def expected_uniform(keys, salt, count):
    """The same in Python's whole numbers."""

    def mix(x):
        x = (x ^ x >> 16) * 0x7FEB352D & MASK
        x = (x ^ x >> 15) * 0x846CA68B & MASK
        return x ^ x >> 16

    rows = []
    for first, second in keys.view("uint32").tolist():
        first = first + mix((salt + 1) * 0x9E3779B9 & MASK) & MASK
        second = second + mix((~salt + 1) * 0x9E3779B9 & MASK) & MASK
        rows.append(
            [
                (mix(mix(place * 0x9E3779B9 + first & MASK) ^ second) >> 8) * 2.0**-24
                for place in range(count)
            ]
        )
    return np.array(rows)


@given(
    seed=st.integers(0, 2**32),
    salt=st.integers(0, 2**33),
    rows=st.sampled_from((1, 3)),
    shape=st.sampled_from(((), (7,), (2, 3), (3, 1, 2))),
)
@settings(max_examples=15)
def test_numbers_are_those_of_whole_number_arithmetic(seed, salt, rows, shape):
    keys = keys_of(rows, seed)
    got = uniform(keys, salt, shape)
    assert keras.backend.standardize_dtype(got.dtype) == "float32"
    assert tuple(got.shape) == (rows, *shape)
    count = int(np.prod(shape))
    np.testing.assert_array_equal(
        numpy(got).reshape(rows, count), expected_uniform(keys, salt, count)
    )


@pytest.mark.parametrize("policy", ["float16", "float64", "mixed_bfloat16"])
def test_numbers_do_not_depend_on_the_dtype_policy(policy):
    expected = numpy(uniform(keys_of(3), 5, (4,)))
    keras.config.set_dtype_policy(policy)
    np.testing.assert_array_equal(numpy(uniform(keys_of(3), 5, (4,))), expected)


def chi_square(u, bins):
    counts = np.bincount((u.ravel() * bins).astype(int), minlength=bins)
    expected = u.size / bins
    return ((counts - expected) ** 2).sum() / expected


def assert_usual(statistic, degrees):
    # Six standard deviations of a chi-square's.
    assert abs(statistic - degrees) < 6 * np.sqrt(2 * degrees), statistic


STREAMS = {
    "along a row": lambda: uniform(keys_of(1), 0, (400_000,)),
    "over examples": lambda: uniform(keys_of(400_000), 0, ()),
    "over draws": lambda: uniform(
        row_keys(1, np.arange(400_000), np.zeros(400_000)), 0, ()
    ),
    "over seeds": lambda: uniform(
        np.concatenate([keys_of(1, seed) for seed in range(4000)]), 0, (100,)
    ),
    "over salts": lambda: ops.concatenate(
        [uniform(keys_of(2000), salt, (10,)) for salt in range(20)]
    ),
}


@pytest.mark.parametrize("stream", STREAMS)
def test_numbers_are_uniform_and_neighbours_independent(stream):
    u = numpy(STREAMS[stream]()).astype("float64")
    assert u.min() >= 0
    assert u.max() < 1
    assert_usual(chi_square(u, 256), 255)
    # The lowest bits too.
    assert_usual(chi_square(u * 2**16 % 1, 256), 255)
    assert abs(u.mean() - 0.5) < 6 * np.sqrt(1 / 12 / u.size)
    # Pairs of neighbours fill the square.
    for lag in (1, 2, 7):
        flat = u.ravel()
        pairs = np.floor(flat[:-lag:1] * 16) / 16 + flat[lag:] / 16
        assert_usual(chi_square(pairs, 256), 255)


def correlation(a, b):
    return np.corrcoef(numpy(a).ravel(), numpy(b).ravel())[0, 1]


@pytest.mark.parametrize("salts", [(0, 1), (0, 2), (4096, 8192), (5, 5 + 2**20)])
def test_numbers_of_two_salts_do_not_correlate(salts):
    a, b = (uniform(keys_of(500), salt, (200,)) for salt in salts)
    assert abs(correlation(a, b)) < 6 / np.sqrt(100_000)


def test_salts_do_not_shift_one_stream():
    # With the salt in one word alone two salts could be one stream, shifted: the
    # numbers of all rows would then come again at another place.
    a, b = (numpy(uniform(keys_of(2), salt, (64,))) for salt in (0, 1))
    assert not np.isin(a, b).any()


@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="Graphs are TensorFlow's"
)
@pytest.mark.parametrize("rows", [None, 4])
def test_numbers_take_few_operations_of_a_graph_that_says_its_rows(rows):
    import tensorflow as tf

    @tf.function(input_signature=[tf.TensorSpec((rows, 2), "int32")], autograph=False)
    def draw(keys):
        return uniform(keys, 1, (2, 3))

    graph = draw.get_concrete_function()
    # The call, its numbers, and the shape.
    assert len(graph.graph.get_operations()) < 12
    assert graph.output_shapes == (rows, 2, 3)
    keys = keys_of(4)
    np.testing.assert_array_equal(numpy(draw(keys)), numpy(uniform(keys, 1, (2, 3))))


def test_keys_may_be_of_another_type_and_none_at_all():
    keys = keys_of(4)
    expected = numpy(uniform(keys, 1, (3,)))
    again = uniform(keys.astype("int64"), 1, (3,))
    np.testing.assert_array_equal(numpy(again), expected)
    assert numpy(uniform(keys[:0], 1, (3,))).shape == (0, 3)
    assert numpy(uniform(keys, 1, (2, 0))).shape == (4, 2, 0)


@pytest.mark.parametrize("dtype", ["float32", "int32", "bool"])
def test_rows_are_repeated_in_their_place(dtype):
    x = np.arange(12).reshape(3, 2, 2).astype(dtype)
    again = numpy(repeat_rows(ops.convert_to_tensor(x), 4))
    np.testing.assert_array_equal(again, x.repeat(4, axis=0))
    assert again.dtype == x.dtype


def test_normal_numbers_have_the_moments_of_the_normal_distribution():
    z = numpy(normal(keys_of(1000), 3, (400,))).astype("float64")
    n = z.size
    assert np.isfinite(z).all()
    moments = [(z**k).mean() for k in (1, 2, 3, 4, 6)]
    spread = np.sqrt(np.array([1, 2, 15, 96, 10_170]) / n)
    assert (np.abs(np.array(moments) - [0, 1, 0, 3, 15]) < 6 * spread).all()
    share = [(np.abs(z) < limit).mean() for limit in (0.6744898, 1.959964, 3.290527)]
    np.testing.assert_allclose(share, [0.5, 0.95, 0.999], atol=0.004)
    assert abs(correlation(z[:, :-1], z[:, 1:])) < 6 / np.sqrt(n)
    assert abs(correlation(z[:-1], z[1:])) < 6 / np.sqrt(n)


@pytest.mark.parametrize("salt", [0, 2, 3, 4])
def test_normal_numbers_have_nothing_in_common_with_uniform_ones(salt):
    z = numpy(normal(keys_of(300), 1, (300,)))
    u = numpy(uniform(keys_of(300), salt, (300,)))
    for f, g in itertools.product((np.abs, np.asarray), (np.asarray, np.cos)):
        assert abs(correlation(f(z), g(2 * np.pi * u))) < 6 / np.sqrt(90_000)


# ---- which numbers a layer gets


def test_no_two_draws_of_a_pass_have_one_salt():
    draws = Draws()
    draws.start(keys_of(1))
    salts = [draws.salt(source) for source in range(20) for _ in range(5000)]
    assert len(set(salts)) == len(salts)
    draws.start(keys_of(1))
    assert draws.salt(0) == salts[0]


def test_rows_that_belong_to_one_example_have_keys_of_their_own():
    draws = Draws()
    draws.layers = [layers.Dropout(0.5, name="a"), layers.Dropout(0.5, name="b")]
    draws.start(ops.convert_to_tensor(keys_of(3)))
    np.testing.assert_array_equal(numpy(draws.row_keys(3, 0)), keys_of(3))
    keys = numpy(draws.row_keys(12, 1)).astype("int64")
    assert len(np.unique(keys, axis=0)) == 12
    # The rows of an example stand together.
    np.testing.assert_array_equal(keys[::4], keys_of(3))
    with pytest.raises(ValueError, match=r"'b' is called on .* its 4 rows"):
        draws.row_keys(4, draws.salt(1))


def test_rows_that_do_not_grow_with_the_model_are_not_its_examples():
    draws, shares = Draws(), {}
    draws.layers = [layers.Dropout(0.5, name="a")]
    draws.start(ops.convert_to_tensor(keys_of(2)), shares)
    draws.row_keys(12, 0)
    draws.start(ops.convert_to_tensor(keys_of(3)), shares)
    draws.row_keys(18, 0)
    with pytest.raises(ValueError, match=r"'a' is called on .* its 12 rows"):
        draws.row_keys(12, 0)


def test_a_row_gets_the_same_numbers_wherever_it_stands(values):
    x = values.normal(size=(6, 5)).astype("float32")
    keys = keys_of(6)
    layer = layers.Dropout(0.5)
    expected = run(layer, x, keys)
    order = [4, 2, 2, 0]
    np.testing.assert_array_equal(run(layer, x[order], keys[order]), expected[order])
    assert (expected == 0).any()


# ---- what the layers do with them


def expected_keep(keys, shape, rate, source=0, call=0):
    u = expected_uniform(keys, source * 2**20 + call, int(np.prod(shape)))
    return u.reshape(len(keys), *shape) >= rate


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


def test_other_layers_and_other_calls_have_other_masks():
    one, two = layers.Dropout(0.5), layers.Dropout(0.5)
    x, draws = ops.ones((20, 30)), Draws()
    with drawing([one, two], draws):
        draws.start(ops.convert_to_tensor(keys_of(20)))
        masks = [numpy(layer(x)) for layer in (one, one, two, two)]
    for a, b in itertools.combinations(masks, 2):
        assert abs(correlation(a, b)) < 6 / np.sqrt(600)


def test_sizes_that_are_not_known_are_an_error():
    draws = Draws()
    layer = layers.Dropout(0.5)
    with drawing([layer], draws):
        draws.start(ops.convert_to_tensor(keys_of(2)))
        with pytest.raises(ValueError, match="sizes are known"):
            layer.call(keras.KerasTensor((2, None)))


# ---- what is put back


class OwnCall(layers.Dropout):
    def call(self, inputs, training=False):
        return super().call(inputs, training=training)


EVERY = [
    lambda: layers.Dropout(0.5, seed=1),
    lambda: lamina.SpatialDropout1D(0.5, seed=1),
    lambda: layers.SpatialDropout1D(0.5, seed=1),
    lambda: layers.AlphaDropout(0.5, seed=1),
    lambda: layers.GaussianDropout(0.5, seed=1),
    lambda: OwnCall(0.5, seed=1),
    lambda: layers.LSTM(2, dropout=0.5, recurrent_dropout=0.5, seed=1),
    lambda: layers.GRU(2, dropout=0.5, seed=1),
    lambda: layers.Bidirectional(layers.SimpleRNN(2, dropout=0.5, seed=1)),
]


@pytest.mark.parametrize("fails", [None, KeyboardInterrupt])
@pytest.mark.parametrize("make", EVERY)
def test_layers_are_put_back_as_they_were(make, fails):
    layer = make()
    x = ops.ones((2, 4, 3))
    off = numpy(layer(x))
    every = list(layer._flatten_layers())
    before = [dict(vars(each)) for each in every]
    seeds = [np.array(v) for v in layer.variables]
    draws = Draws()

    def use():
        with drawing(every, draws):
            draws.start(ops.convert_to_tensor(keys_of(2)))
            on = layer(x)
            if fails is not None:
                raise fails("enough")
            return numpy(on)

    if fails is None:
        assert not np.array_equal(use(), off)
    else:
        with pytest.raises(fails, match="enough"):
            use()
    for each, attributes in zip(every, before, strict=True):
        after = dict(vars(each))
        for volatile in ("_called", "_dtype"):
            after.pop(volatile, None)
            attributes.pop(volatile, None)
        assert set(after) == set(attributes)
        for name, value in attributes.items():
            assert after[name] is value, name
    for variable, value in zip(layer.variables, seeds, strict=True):
        np.testing.assert_array_equal(np.array(variable), value)


def test_a_cell_that_fails_keeps_no_mask():
    class Fails(layers.LSTMCell):
        def call(self, inputs, states, training=False):
            super().call(inputs, states, training=training)
            raise KeyboardInterrupt("enough")

    cell = Fails(2, dropout=0.5, recurrent_dropout=0.5)
    layer = layers.RNN(cell)
    layer.build((2, 4, 3))
    with pytest.raises(KeyboardInterrupt, match="enough"):
        run(layer, np.ones((2, 4, 3), "float32"), keys_of(2))
    assert getattr(cell, "_dropout_mask", None) is None
    assert getattr(cell, "_recurrent_dropout_mask", None) is None


# ---- which layers drop


@pytest.mark.parametrize(
    ("layer", "rate"),
    [
        (layers.Dropout(0.3), 0.3),
        (layers.Dropout(0), 0),
        (lamina.SpatialDropout3D(0.2), 0.2),
        (layers.AlphaDropout(0.1), 0.1),
        (layers.GaussianDropout(0.4), 0.4),
        (layers.GaussianNoise(0.4), 0),
        (layers.Dense(2), 0),
        (layers.LSTMCell(2, dropout=0.2, recurrent_dropout=0.5), 0.5),
        (layers.GRUCell(2), 0),
        (layers.Attention(dropout=0.6), 0.6),
        (layers.AdditiveAttention(), 0),
        (layers.RandomFlip(), 0),
    ],
)
def test_rate_of(layer, rate):
    assert rate_of(layer) == rate


def test_is_recurrent():
    assert is_recurrent(layers.LSTM(2))
    assert is_recurrent(layers.ConvLSTM2D(2, 3))
    assert is_recurrent(layers.RNN(layers.GRUCell(2)))
    assert not is_recurrent(layers.RNN([layers.GRUCell(2)]))
    assert not is_recurrent(layers.Bidirectional(layers.LSTM(2)))
    assert not is_recurrent(layers.Dense(2))
