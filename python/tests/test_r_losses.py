"""Losses and metrics of R get their targets like the predictions."""

import keras
import numpy as np
import pytest

from lamina.bridge.r_losses import comparison


@pytest.mark.parametrize(
    ("true", "pred", "shape"),
    [
        ((3,), (3, 1), (3, 1)),
        ((3, 1), (3,), (3,)),
        ((3, 2), (3, 2, 1), (3, 2, 1)),
        ((3,), (3, 1, 1), (3, 1, 1)),
        ((3, 1), (3, 4), (3, 1)),
        ((3,), (3, 4), (3,)),
        ((3, 2, 4), (3, 2), (3, 2, 4)),
        ((3, 1), (3, 1), (3, 1)),
    ],
)
def test_targets_come_in_the_shape_of_the_predictions(true, pred, shape):
    def compare(y_true, y_pred, scale=1):
        return y_true.shape, y_pred.shape, scale

    alike = comparison(compare)
    true, pred = np.zeros(true), np.zeros(pred)
    assert alike(true, pred, scale=2) == (shape, pred.shape, 2)
    assert alike(y_true=true, y_pred=pred) == (shape, pred.shape, 1)
    assert alike.__name__ == "compare"


@pytest.mark.parametrize("dtype", ["int32", "uint8", "bool"])
def test_whole_targets_get_the_type_of_the_predictions(dtype):
    def types(y_true, y_pred):
        return [keras.backend.standardize_dtype(y.dtype) for y in (y_true, y_pred)]

    true = keras.ops.convert_to_tensor(np.array([0, 1, 1]), dtype)
    pred = keras.ops.ones((3, 1))
    alike = comparison(types)
    assert alike(true, pred) == ["float32", "float32"]
    assert alike(y_true=true[:, None], y_pred=pred) == ["float32", "float32"]
    assert alike(true, keras.ops.cast(pred, "int32")) == [dtype, "int32"]
    # Classes beside a prediction for each of them.
    for classes in (true, true[:, None]):
        assert alike(classes, keras.ops.ones((3, 4))) == [dtype, "float32"]
