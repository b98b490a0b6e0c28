"""Losses and metrics called with data: which shapes and labels they refuse."""

import keras
import numpy as np
import pytest

from lamina.models.data_errors import CodesError, ComparedShapeError
from lamina.models.losses_with_data import compare, compare_with


def test_data_of_one_number_an_example_are_a_column():
    rows, column = np.array([1.0, 2.0]), np.array([[1.0], [1.0]])
    for y_true, y_pred in [(rows, column), (column, rows)]:
        found = compare(keras.losses.poisson, y_true, y_pred)
        assert keras.ops.shape(found) == (2,)


def test_probabilities_that_a_metric_would_cut_off_are_refused():
    auc = keras.metrics.AUC()
    y_true, logits = np.array([0, 1, 1]), np.array([-3.0, 2.0, 0.5])
    with pytest.raises(CodesError, match="y_pred"):
        compare_with(auc, "update_state", y_true, logits)
    compare_with(keras.metrics.AUC(from_logits=True), "update_state", y_true, logits)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        *(("TruePositives", 2), ("TrueNegatives", 1)),
        *(("FalsePositives", 1), ("FalseNegatives", 1)),
    ],
)
def test_what_is_counted_beside_a_threshold_may_be_logits(name, count):
    metric = getattr(keras.metrics, name)(thresholds=0.0)
    y_true, logits = np.array([0, 0, 1, 1, 1]), np.array([-3.0, 2.0, 4.0, 0.5, -2.0])
    assert float(compare_with(metric, "__call__", y_true, logits)) == count


@pytest.mark.parametrize(
    "name",
    [
        *("PrecisionAtRecall", "RecallAtPrecision"),
        *("SensitivityAtSpecificity", "SpecificityAtSensitivity"),
    ],
)
def test_metrics_at_a_value_take_probabilities(name):
    metric = getattr(keras.metrics, name)(0.5)
    with pytest.raises(CodesError, match="y_pred"):
        compare_with(metric, "__call__", np.array([0, 1]), np.array([-3.0, 2.0]))


def test_targets_that_count_as_one_are_zero_or_one():
    with pytest.raises(CodesError, match="from 0 to 1, not -1 to 1"):
        compare_with(keras.metrics.AUC(), "__call__", np.array([-1, 1]), np.ones(2))
    with pytest.raises(CodesError, match=r"from 0 to 1, not 0\.5"):
        compare_with(
            keras.metrics.Precision(), "__call__", np.array([0.5, 1]), np.ones(2)
        )


def test_numbers_of_classes_alone_are_refused_where_columns_are_compared():
    y_pred = np.eye(3, dtype="float32")
    with pytest.raises(ComparedShapeError, match=r"\(3, 3\), not \(3,\)"):
        compare(keras.metrics.categorical_accuracy, np.array([0, 1, 2]), y_pred)


def test_labels_and_weights_have_one_number_an_example():
    y_pred = np.full((3, 2), 0.5, "float32")
    loss = keras.losses.SparseCategoricalCrossentropy()
    for y_true in (np.array([0, 1]), np.array([[0, 1, 1]])):
        with pytest.raises(ComparedShapeError, match=r"`y_true` .*\(3,\), not"):
            compare_with(loss, "__call__", y_true, y_pred)
    y_true = np.array([[0], [1], [1]])
    with pytest.raises(ComparedShapeError, match=r"`sample_weight` .*\(3,\), not"):
        compare_with(loss, "__call__", y_true, y_pred, np.ones(2))
    value = compare_with(loss, "__call__", y_true, y_pred, np.ones(3))
    assert np.isfinite(float(value))


def test_classes_that_an_overlap_does_not_know_are_refused():
    y_true, y_pred = np.array([0, 1, 255], "int32"), np.array([0, 1, 1], "int32")
    metric = keras.metrics.MeanIoU(2, dtype="int32")
    with pytest.raises(CodesError, match="from 0 to 1, not 0 to 255"):
        compare_with(metric, "update_state", y_true, y_pred)


def test_a_loss_of_the_users_own_gets_what_comes():
    class Own(keras.losses.Loss):
        def call(self, y_true, y_pred):
            return y_pred["a"] - y_true

    found = compare_with(Own(), "__call__", np.ones((2, 3)), {"a": np.ones((3, 3))[:1]})
    assert float(found) == 0
