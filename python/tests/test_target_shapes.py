"""Targets get the axes that predictions have, as Keras gives them, or as R needs it."""

import keras
import numpy as np
import pytest

from lamina.models.target_shapes import are_repeated, axes_behind, fit


@pytest.mark.parametrize(
    ("came", "shape", "more"),
    [
        *(((), (), 0), ((3,), (3,), 0), ((3,), (4,), 0), ((3, 1), (3,), 1)),
        *(((3,), (3, 1), -1), ((None, 1, 1), (None,), 2), ((1,), (), 1)),
        *(((3, 2), (3,), None), ((3,), (3, None), None), ((3, 1, 2), (3,), None)),
    ],
)
def test_axes_that_stand_for_nothing_are_counted(came, shape, more):
    assert axes_behind(came, shape) == more


@pytest.mark.parametrize(
    ("true", "pred", "as_keras", "true_alone"),
    [
        ((3,), (3, 1), ((3, 1), (3, 1)), (3, 1)),
        ((3, 1), (3,), ((3, 1), (3, 1)), (3,)),
        ((3, 2), (3, 2, 1), ((3, 2), (3, 2)), (3, 2, 1)),
        ((3, 2, 1), (3, 2), ((3, 2), (3, 2)), (3, 2)),
        # Keras moves one axis and no more.
        ((3,), (3, 1, 1), ((3,), (3, 1, 1)), (3, 1, 1)),
        ((3,), (3, 4), ((3,), (3, 4)), (3,)),
        ((3, 2, 4), (3, 2), ((3, 2, 4), (3, 2)), (3, 2, 4)),
        ((3, 1), (3, 4), ((3, 1), (3, 4)), (3, 1)),
        ((), (1,), ((), (1,)), (1,)),
    ],
)
def test_targets_and_predictions_get_as_many_axes(true, pred, as_keras, true_alone):
    y_true, y_pred = np.ones(true, "float32"), np.full(pred, 3, "float32")
    assert shapes(fit(y_true, y_pred)) == (true_alone, pred)
    found = fit(y_true, y_pred, as_keras=True)
    assert shapes(found) == as_keras
    if len(as_keras[0]) == len(as_keras[1]):
        # What Keras makes of them itself.
        loss = keras.losses.mean_absolute_error
        expected = keras.ops.convert_to_numpy(loss(y_true, y_pred))
        np.testing.assert_array_equal(
            keras.ops.convert_to_numpy(loss(*found)), expected, strict=True
        )


def shapes(both):
    return tuple(tuple(each.shape) for each in both)


def test_what_has_no_shape_is_left_alone():
    for given in [("a", np.ones((3, 1))), (np.ones(3), {"a": 1})]:
        for as_keras in (True, False):
            assert fit(*given, as_keras=as_keras) == given


@pytest.mark.parametrize(
    ("came", "shape", "repeated"),
    [
        *(((4,), (None, 1), False), ((4, 1), (None,), False), ((4,), (), False)),
        *(((4, 3), (None, 3), False), ((4, 2), (None, None), False)),
        *(((4,), (None, 3), True), ((4, 2), (None, 3), True)),
        *(((4, 1), (None, 3), True), ((4, 1, 1), (None, 1), False)),
        *(((4,), (None, 1, 1), True), ((4,), (None, 2, None), False)),
    ],
)
def test_numbers_that_would_be_repeated_are_found(came, shape, repeated):
    assert are_repeated(came, shape) == repeated
