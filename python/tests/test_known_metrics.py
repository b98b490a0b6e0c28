"""Metrics that cannot take the targets are found, and no other is refused."""

import keras
import numpy as np
import pytest

import lamina
from lamina.bridge.r_batches import Batches
from lamina.models.data_errors import MetricShapeError

BACKEND = keras.backend.backend()
SPARSE = "sparse_categorical_crossentropy"
X = np.zeros((4, 3), "float32")
CODES = np.array([0, 1, 2, 1])
ONE_HOT = np.eye(3, dtype="float32")[CODES]


def model_of(*shape):
    model = keras.Sequential([keras.Input(shape), keras.layers.Activation("softmax")])
    model.compile("sgd", "mse")
    return model


def found(model, metrics, y, loss=SPARSE, weighted=False, **arguments):
    """Return what was found, None where nothing was."""
    given = {"weighted_metrics" if weighted else "metrics": metrics}
    model.compile("sgd", loss, **given)
    try:
        lamina.check_codes(model, {"y": y, **arguments})
    except MetricShapeError as error:
        return error
    return None


of_three = model_of(3)
of_one = model_of(1)
of_places = model_of(5, 3)
of_numbers = model_of(5, 1)

NEED_ONE_HOT = [
    "categorical_accuracy",
    "CategoricalAccuracy",
    keras.metrics.categorical_accuracy,
    keras.metrics.CategoricalAccuracy,
    keras.metrics.TopKCategoricalAccuracy(k=2),
    keras.metrics.CategoricalCrossentropy(),
    keras.metrics.CategoricalHinge(),
    *("mae", "MSE", keras.metrics.MeanSquaredError(), keras.losses.huber),
    *("r2_score", keras.metrics.RootMeanSquaredError(), "kl_divergence"),
    *("AUC", keras.metrics.Precision(), keras.metrics.Recall(class_id=1)),
    *(keras.metrics.AUC(multi_label=True, num_labels=3), keras.metrics.Accuracy()),
    *(keras.metrics.F1Score(), keras.metrics.BinaryAccuracy(), "bce"),
    keras.metrics.OneHotIoU(num_classes=3, target_class_ids=[0]),
    keras.metrics.MeanIoU(num_classes=3),
]


@pytest.mark.parametrize("metric", NEED_ONE_HOT)
def test_metrics_that_cannot_take_numbers_of_classes_are_found(metric):
    for codes in (CODES, CODES[:, None]):
        for weighted in (False, True):
            error = found(of_three, ["accuracy", metric], codes, weighted=weighted)
            assert error.metric.expected == (None, 3)
            assert error.metric.found == codes.shape
            assert error.metric.output.name is None
    assert found(of_three, [metric], ONE_HOT, "mse") is None


@pytest.mark.parametrize(
    "metric",
    [
        "sparse_categorical_accuracy",
        keras.metrics.SparseTopKCategoricalAccuracy(k=2),
        keras.metrics.sparse_categorical_crossentropy,
        keras.metrics.SparseCategoricalCrossentropy(),
    ],
)
def test_metrics_that_cannot_take_one_hot_targets_are_found(metric):
    error = found(of_three, [metric], ONE_HOT, "categorical_crossentropy")
    assert (error.metric.expected, error.metric.found) == ((None,), (4, 3))
    for codes in (CODES, CODES[:, None]):
        assert found(of_three, [metric], codes) is None
    places = np.zeros((4, 5))
    for codes in (places, places[..., None]):
        assert found(of_places, [metric], codes) is None
    assert found(of_places, [metric], np.zeros((4, 5, 3)), "mse") is not None


class Own(keras.metrics.CategoricalAccuracy):
    pass


def own(y_true, y_pred):
    return keras.ops.mean(y_pred, -1)


own.__name__ = "categorical_accuracy"


@pytest.mark.parametrize(
    "metric",
    [
        *("accuracy", "acc", "Accuracy", Own(), Own, own, None),
        keras.metrics.MeanMetricWrapper(own),
        keras.losses.CategoricalCrossentropy(),
        keras.metrics.IoU(3, [0], sparse_y_pred=False),
        keras.metrics.MeanIoU(3, sparse_y_pred=False),
    ],
)
def test_other_metrics_are_left_alone(metric):
    for codes in (CODES, CODES[:, None]):
        assert found(of_three, [metric], codes) is None


def test_shapes_that_keras_makes_fit_are_left_alone():
    numbers = [
        *("mae", "r2_score", "AUC", "Precision", "bce", keras.metrics.Accuracy()),
        *(keras.metrics.BinaryIoU(), keras.metrics.MeanIoU(2), "hinge"),
        *(keras.metrics.FalsePositives(), keras.metrics.BinaryAccuracy()),
    ]
    for y in (np.ones(4), np.ones((4, 1))):
        assert found(of_one, numbers, y, "mse") is None
    for y in (np.ones((4, 5)), np.ones((4, 5, 1))):
        assert found(of_numbers, numbers, y, "mse") is None
    # These put all numbers into one row.
    images = model_of(2, 2, 1)
    in_a_row = [keras.metrics.Precision(), keras.metrics.MeanIoU(2)]
    assert found(images, in_a_row, np.ones((4, 4)), own) is None
    error = found(images, in_a_row, np.ones((4, 3)), own)
    assert error.metric.name.startswith("precision")
    # Sizes that are not known.
    of_any = model_of(None, 1)
    assert found(of_any, [*numbers, *in_a_row], np.ones((4, 7)), "mse") is None
    # One column, in two axes or not at all.
    for metric in (keras.metrics.F1Score(threshold=0.5), "categorical_accuracy"):
        assert found(of_one, [metric], np.ones(4), "mse") is not None
        assert found(of_one, [metric], np.ones((4, 1)), "mse") is None
    ids = keras.metrics.SparseTopKCategoricalAccuracy(k=2, from_sorted_ids=True)
    assert found(of_three, [ids], ONE_HOT, "mse") is None


def test_each_output_has_its_metrics():
    x = keras.Input((3,))
    wide, narrow = keras.layers.Dense(3)(x), keras.layers.Dense(1)(x)
    y = {"wide": CODES, "narrow": np.ones(4)}
    named = keras.Model(x, {"wide": wide, "narrow": narrow})
    loss = {"wide": SPARSE, "narrow": "mse"}
    right = {"wide": ["acc", "sparse_categorical_accuracy"], "narrow": "mae"}
    assert found(named, right, y, loss) is None
    for weighted in (False, True):
        wrong = {"narrow": ["mae"], "wide": ["accuracy", "mse"]}
        error = found(named, wrong, y, loss, weighted)
        assert (error.metric.name, error.metric.output.name) == ("mse", "wide")
    in_order = keras.Model(x, [wide, narrow])
    losses = list(loss.values())
    assert found(in_order, [["acc"], ["mae"]], list(y.values()), losses) is None
    assert found(in_order, [None, "mae"], list(y.values()), losses) is None
    assert found(in_order, [["acc", "mae"], None], list(y.values()), losses) is not None
    # In which order a list is here, Keras decides.
    assert found(named, [["mae"], ["acc"]], y, loss) is None


def test_data_to_validate_with_are_looked_at_too():
    data = {"validation_data": (X, CODES)}
    error = found(of_three, ["mae"], ONE_HOT, "crossentropy", **data)
    assert (error.argument, error.metric.found) == ("validation_data", (4,))


def test_models_with_steps_or_metrics_of_their_own_are_left_alone():
    class Measuring(keras.Sequential):
        def compute_metrics(self, x, y, y_pred, sample_weight=None):
            return {}

    class Stepping(keras.Sequential):
        def train_step(self, data):
            return {}

    for kind in (Measuring, Stepping):
        model = kind([keras.Input((3,)), keras.layers.Dense(3)])
        assert found(model, ["mae"], CODES) is None


@pytest.mark.skipif(BACKEND == "numpy", reason="Keras' NumPy backend cannot train")
def test_every_method_looks_before_its_first_step():
    of_three.compile("sgd", SPARSE, metrics=["categorical_accuracy"])

    def run(method, **data):
        with pytest.raises(MetricShapeError, match=r"`[xy]` must .* \(None, 3\) for"):
            lamina.run_method(of_three, method, **data)

    for method in ("fit", "evaluate"):
        run(method, x=X, y=CODES, verbose=0)
        batches = iter([(X, CODES), None])
        run(method, x=Batches(lambda left=batches: next(left)), verbose=0)
    for method in ("train_on_batch", "test_on_batch"):
        run(method, x=X, y=CODES)
    # Batches are looked at for the metrics alone, too.
    of_three.compile(
        "sgd",
        lambda y_true, y_pred: keras.ops.mean(y_pred),
        metrics=["categorical_accuracy"],
    )
    batches = iter([(X, CODES), None])
    run("evaluate", x=Batches(lambda left=batches: next(left)), verbose=0)
    of_three.compile("sgd", SPARSE, metrics=["accuracy"])
    assert len(lamina.run_method(of_three, "evaluate", x=X, y=CODES, verbose=0)) == 2
