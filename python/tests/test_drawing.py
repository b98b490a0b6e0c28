"""Layers draw by keys while they shall, and are put back as they were."""

import itertools

import keras
import numpy as np
import pytest
from keras import layers, ops
from keyed import correlation, keys_of, numpy, run

import lamina
from lamina.uncertainty.drawing import drawing
from lamina.uncertainty.draws import Draws


def test_a_row_gets_the_same_numbers_wherever_it_stands(values):
    x = values.normal(size=(6, 5)).astype("float32")
    keys = keys_of(6)
    layer = layers.Dropout(0.5)
    expected = run(layer, x, keys)
    order = [4, 2, 2, 0]
    np.testing.assert_array_equal(run(layer, x[order], keys[order]), expected[order])
    assert (expected == 0).any()


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
