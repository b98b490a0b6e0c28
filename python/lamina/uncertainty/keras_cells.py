"""How the cells of Keras' recurrent layers draw by keys.

A cell keeps its masks from step to step of a sequence; here the numbers do so for it.
"""

from collections.abc import Mapping
from typing import Any

import keras
from keras import ops

from lamina._keras import CREATE_MASK, DropoutRNNCell
from lamina.layers.draws_with import Method, Numbers, draws_inside, drop


def is_dropout_cell(layer: Any) -> bool:
    """Whether a layer is a cell that drops by itself.

    Example:
    >>> is_dropout_cell(keras.layers.LSTMCell(2)), is_dropout_cell(keras.layers.LSTM(2))
    (True, False)
    """
    return isinstance(layer, DropoutRNNCell)


def is_recurrent(layer: Any) -> bool:
    """Whether a layer runs a cell that drops by itself."""
    return isinstance(layer, keras.layers.RNN) and is_dropout_cell(layer.cell)


def _create(layer: Any, numbers: Numbers, step_input: Any, rate: float) -> Any:
    def one() -> Any:
        return drop(ops.ones_like(step_input), numbers.uniform(step_input), rate)

    count = getattr(layer, "dropout_mask_count", None)
    return one() if count is None else [one() for _ in range(count)]


def _get(name: str) -> Method:
    def get(layer: Any, numbers: Numbers, step_input: Any) -> Any:
        rate = getattr(layer, name)
        if not rate > 0:
            return None
        return numbers.kept(name, lambda: _create(layer, numbers, step_input, rate))

    return get


def _reset(name: str) -> Method:
    return lambda layer, numbers: numbers.forget(name)


_METHODS = {
    CREATE_MASK: _create,
    "get_dropout_mask": _get("dropout"),
    "get_recurrent_dropout_mask": _get("recurrent_dropout"),
    "reset_dropout_mask": _reset("dropout"),
    "reset_recurrent_dropout_mask": _reset("recurrent_dropout"),
}


def _methods(layer: Any) -> Mapping[str, Method]:
    return {name: method for name, method in _METHODS.items() if hasattr(layer, name)}


draws_inside(_methods, rates=("dropout", "recurrent_dropout"))(DropoutRNNCell)
