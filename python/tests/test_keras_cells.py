"""Cells that drop, and the layers that run them, are known."""

from keras import layers

from lamina.uncertainty.keras_cells import is_recurrent


def test_is_recurrent():
    assert is_recurrent(layers.LSTM(2))
    assert is_recurrent(layers.ConvLSTM2D(2, 3))
    assert is_recurrent(layers.RNN(layers.GRUCell(2)))
    assert not is_recurrent(layers.RNN([layers.GRUCell(2)]))
    assert not is_recurrent(layers.Bidirectional(layers.LSTM(2)))
    assert not is_recurrent(layers.Dense(2))
