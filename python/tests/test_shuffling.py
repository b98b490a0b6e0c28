"""Each epoch has an order of its own, and the same seed gives the same orders."""

import keras
import numpy as np
import pytest
from versions import IS_BEFORE_3_16

import lamina

pytestmark = pytest.mark.skipif(
    keras.backend.backend() == "numpy", reason="Keras' NumPy backend cannot train"
)

RANDOM = np.random.default_rng(1)
X = RANDOM.normal(size=(22, 3)).astype("float32")
Y = (X[:, 0] > 0).astype("int32")
WEIGHTS = np.arange(22, dtype="float32")


class FirstBatch(keras.callbacks.Callback):
    """Notes the loss of each epoch's first batch, by which it is known."""

    def __init__(self):
        super().__init__()
        self.losses = []

    def on_train_batch_end(self, batch, logs=None):
        if batch == 0:
            self.losses.append(logs["loss"])


def still_model(**settings):
    """A model that does not learn, so that the order alone makes the difference."""
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.0), loss, **settings)
    return model


def train(model, **arguments):
    first = FirstBatch()
    arguments = {"x": X, "y": Y, "batch_size": 4, "epochs": 4, **arguments}
    history = lamina.run_method(model, "fit", callbacks=[first], verbose=0, **arguments)
    return first.losses, history.history


def test_epochs_differ_and_the_same_seed_gives_the_same_orders():
    model = still_model()
    losses, history = train(model)
    assert len(set(losses)) == 4
    # Each example once: the mean does not depend on the order.
    np.testing.assert_allclose(history["loss"], history["loss"][0], rtol=1e-5)
    again, _ = train(model)
    if keras.backend.backend() == "tensorflow" or IS_BEFORE_3_16:
        assert not set(losses) & set(again)
    assert train(still_model())[0] == losses
    one_order, _ = train(still_model(), shuffle=False)
    assert len(set(one_order)) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        {"validation_split": 0.25, "batch_size": None},
        {"validation_split": 0.25, "sample_weight": WEIGHTS},
        {"validation_data": (X[:4], Y[:4], WEIGHTS[:4]), "validation_batch_size": 3},
        {"class_weight": {0: 1.0, 1: 5.0}},
        {"class_weight": {1: 5.0}, "y": Y[:, None].astype("float64")},
        {"batch_size": 11},
        {"batch_size": None, "steps_per_epoch": 3},
        {"x": X.astype("float64"), "initial_epoch": 2},
    ],
)
def test_all_else_is_as_keras_does_it(arguments):
    ours, theirs = still_model(), still_model()
    _, history = train(ours, **arguments)
    arguments = {"x": X, "y": Y, "batch_size": 4, "epochs": 4, **arguments}
    expected = theirs.fit(verbose=0, **arguments)
    assert history.keys() == expected.history.keys()
    for name, values in history.items():
        np.testing.assert_allclose(values, expected.history[name], rtol=1e-5)
    assert ours.history.params == expected.params


def test_several_inputs_and_outputs_keep_together():
    a, b = keras.Input((1,), name="a"), keras.Input((1,), name="b")
    total = keras.layers.Concatenate()([a, b])
    total = keras.layers.Dense(1, kernel_initializer="ones", name="total")(total)
    model = keras.Model(
        {"a": a, "b": b}, [total, keras.layers.Identity(name="same")(a)]
    )
    model.compile(keras.optimizers.SGD(0.0), ["mse", "mse"])
    x = {"a": X[:, :1], "b": X[:, 1:2]}
    y = [X[:, :1] + X[:, 1:2], X[:, :1]]
    for weights in (None, WEIGHTS, [WEIGHTS, WEIGHTS[::-1]]):
        history = lamina.run_method(
            model, "fit", x=x, y=y, sample_weight=weights, batch_size=4, verbose=0
        )
        assert history.history["loss"] == [pytest.approx(0, abs=1e-6)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"y": Y[:3]}, "cardinality"),
        ({"class_weight": {0: 1.0}, "sample_weight": WEIGHTS}, "class_weight"),
        ({"validation_split": 0.99}, "not sufficient"),
    ],
)
def test_what_keras_refuses_it_still_refuses(arguments, message):
    with pytest.raises(ValueError, match=message):
        train(still_model(), **arguments)


def test_a_model_with_its_own_fit_gets_the_arrays():
    class Own(keras.Sequential):
        def fit(self, x, **kwargs):
            return type(x)

    own = Own([keras.layers.Dense(1)])
    assert lamina.run_method(own, "fit", x=X, y=Y) is np.ndarray
