"""Steps that fail leave a model as it was before or after a whole step."""

import itertools
import warnings

import keras
import numpy as np
import pytest
from failing import FailsAsItRuns

import lamina
from lamina import NoBatchError, NoTargetsError, ShortageWarning
from lamina._backend import OwnBatches
from lamina.bridge.r_batches import Batches, on_this_thread

BACKEND = keras.backend.backend()


@pytest.fixture
def model():
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile("adam", "mse", metrics=["mae"])
    return model


X = np.linspace(-1, 1, 24, dtype="float32").reshape(8, 3)
Y = np.zeros((8, 2), "float32")


class StopAt(keras.callbacks.Callback):
    def __init__(self, batch):
        super().__init__()
        self.batch = batch

    def on_train_batch_end(self, batch, logs=None):
        if batch == self.batch:
            raise RuntimeError("enough")


needs_training = pytest.mark.skipif(
    BACKEND == "numpy", reason="Keras' NumPy backend cannot train"
)


def test_the_method_is_called_with_its_arguments(model):
    got = lamina.run_method(model, "predict", x=X, batch_size=2, verbose=0)
    np.testing.assert_array_equal(got, model.predict(X, batch_size=2, verbose=0))


def test_a_prediction_that_fails_leaves_the_weights(model):
    before = model.get_weights()
    with pytest.raises(ValueError, match="structure"):
        lamina.run_method(model, "predict", x={"a": X}, verbose=0)
    for value, expected in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(value, expected)


@needs_training
def test_a_training_that_fails_at_once_leaves_weights_and_optimizer(model):
    lamina.run_method(model, "fit", x=X, y=Y, verbose=0)
    before = model.get_weights()
    optimizer = [np.array(v) for v in model.optimizer.variables]
    with pytest.raises((ValueError, TypeError)):
        lamina.run_method(model, "fit", x=X, y=None, verbose=0)
    for value, expected in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(value, expected)
    for variable, expected in zip(model.optimizer.variables, optimizer, strict=True):
        np.testing.assert_array_equal(np.array(variable), expected)


@needs_training
def test_a_training_that_is_stopped_keeps_the_steps_it_made(model):
    before = model.get_weights()
    with pytest.raises(RuntimeError, match="enough"):
        lamina.run_method(
            model, "fit", x=X, y=Y, batch_size=2, callbacks=[StopAt(1)], verbose=0
        )
    assert not np.array_equal(model.get_weights()[0], before[0])
    assert int(np.array(model.optimizer.iterations)) == 2
    lamina.run_method(model, "fit", x=X, y=Y, verbose=0)


@needs_training
@pytest.mark.parametrize("part", ["loss", "metrics"])
def test_a_training_begins_where_the_first_one_failed_before_a_step(model, part):
    is_broken = True

    def difference(y_true, y_pred):
        if is_broken:
            raise RuntimeError("broken")
        return keras.ops.mean((y_true - y_pred) ** 2)

    start = model.get_weights()
    lamina.run_method(model, "fit", x=X, y=Y, verbose=0, epochs=2, shuffle=False)
    expected = model.get_weights()
    model.set_weights(start)
    given = {"loss": "mse", part: [difference] if part == "metrics" else difference}
    lamina.compile_model(model, optimizer="adam", **given)
    with pytest.raises(RuntimeError, match="broken"):
        lamina.run_method(model, "fit", x=X, y=Y, verbose=0)
    is_broken = False
    lamina.run_method(model, "fit", x=X, y=Y, verbose=0, epochs=2, shuffle=False)
    for value, weight in zip(model.get_weights(), expected, strict=True):
        np.testing.assert_allclose(value, weight, rtol=1e-5)


@pytest.fixture(scope="module")
def failing():
    keras.utils.set_random_seed(1)
    layer = FailsAsItRuns()
    model = keras.Sequential(
        [keras.Input((3,)), keras.layers.Dense(4), layer, keras.layers.Dense(2)]
    )
    model.compile("adam", "mse", metrics=["mae"], jit_compile=BACKEND == "jax")
    return layer, model


def _values_of(model):
    # TensorFlow may have counted a step before another part of its graph failed.
    counts = [model.optimizer.iterations] if BACKEND == "tensorflow" else []
    of_optimizer = [
        keras.ops.convert_to_numpy(each)
        for each in model.optimizer.variables
        if not any(each is count for count in counts)
    ]
    # Copies: on PyTorch they are the variables' own memory.
    return [*model.get_weights(), *map(np.copy, of_optimizer)]


@pytest.mark.parametrize(
    "method", ["predict", "evaluate", pytest.param("fit", marks=needs_training)]
)
def test_a_step_that_fails_while_it_runs_leaves_what_there_was(failing, method):
    layer, model = failing
    arguments = {"x": X, "batch_size": 2, "verbose": 0}
    if method != "predict":
        arguments["y"] = Y
    lamina.run_method(model, method, **arguments)
    before = _values_of(model)
    layer.fails = True
    try:
        with pytest.raises(Exception, match="as if out of memory"):
            lamina.run_method(model, method, **arguments)
    finally:
        layer.fails = False
    for value, expected in zip(_values_of(model), before, strict=True):
        np.testing.assert_array_equal(value, expected)
    lamina.run_method(model, method, **arguments)


@needs_training
def test_compiling_anew_forgets_loss_and_metrics(model):
    lamina.run_method(model, "fit", x=X, y=Y, verbose=0)
    lamina.compile_model(model, optimizer="sgd", loss="mse")
    history = lamina.run_method(model, "fit", x=X, y=Y, verbose=0)
    assert set(history.history) == {"loss"}
    lamina.compile_model(model, optimizer="sgd")
    assert model.loss is None


def test_a_compile_that_fails_changes_nothing(model):
    before = dict(vars(model))
    with pytest.raises(ValueError, match="loss_weights"):
        lamina.compile_model(model, loss="mae", loss_weights="heavy")
    assert vars(model) == before
    assert model.metrics_names == ["loss", "compile_metrics"]


def test_a_method_of_its_own_gets_what_it_knows_and_what_was_given():
    class Own(keras.Model):
        def predict(self, x):
            return x

        def evaluate(self, x, **kwargs):
            return kwargs

    own = Own()
    assert lamina.run_method(own, "predict", x=1, batch_size=None, verbose=1) == 1
    with pytest.raises(TypeError, match="batch_size"):
        lamina.run_method(own, "predict", x=1, batch_size=2)
    assert lamina.run_method(own, "evaluate", x=1, y=None) == {"y": None}


@needs_training
@pytest.mark.parametrize("name", ["GRU", "LSTM"])
def test_stateful_layers_train_and_keep_their_states(name):
    keras.utils.set_random_seed(1)
    layer = getattr(keras.layers, name)(4, stateful=True)
    parts = [keras.Input(batch_shape=(2, 3, 1)), layer, keras.layers.Dense(1)]
    model = keras.Sequential(parts)
    model.compile(keras.optimizers.SGD(0.0), "mse")
    x = np.linspace(-1, 1, 24, dtype="float32").reshape(8, 3, 1)
    one_after_the_other = model.predict(x, batch_size=2, verbose=0)
    y = one_after_the_other + 1
    arguments = {"x": x, "y": y, "batch_size": 2, "shuffle": False, "verbose": 0}
    layer.reset_state()
    history = lamina.run_method(model, "fit", **arguments)
    # The states go on from batch to batch.
    np.testing.assert_allclose(history.history["loss"], 1, rtol=1e-5)
    model.compile("sgd", "mse")
    before = model.get_weights()
    lamina.run_method(model, "fit", **arguments)
    for value, old in zip(model.get_weights(), before, strict=True):
        assert not np.array_equal(value, old)
    assert "inner_loop" not in vars(layer)


class AddsLoss(keras.layers.Layer):
    def call(self, x):
        self.add_loss(keras.ops.mean(x**2))
        return x


@needs_training
@pytest.mark.parametrize("method", ["fit", "evaluate", "train_on_batch"])
def test_a_model_without_a_loss_is_refused_unless_a_layer_adds_one(method):
    arguments = {"x": X, "y": Y}
    if not method.endswith("batch"):
        arguments["verbose"] = 0
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    lamina.compile_model(model, optimizer="sgd")
    with pytest.raises(ValueError, match=r"has no loss: name one in `compile\(\)`"):
        lamina.run_method(model, method, **arguments)
    assert "compute_loss" not in vars(model)
    lamina.compile_model(model, optimizer="sgd", loss="mse")
    lamina.run_method(model, method, **arguments)
    parts = [keras.Input((3,)), keras.layers.Dense(2), AddsLoss()]
    adds = keras.Sequential(parts)
    lamina.compile_model(adds, optimizer="sgd")
    found = lamina.run_method(adds, method, **arguments)
    found = found.history["loss"] if method == "fit" else found
    assert np.min(found) > 0


@pytest.mark.skipif(BACKEND != "tensorflow", reason="Strategies are TensorFlow's")
def test_a_strategy_trains_on_arrays_and_refuses_batches_of_this_thread():
    import tensorflow as tf

    with tf.distribute.MirroredStrategy(["CPU:0"]).scope():
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
        lamina.compile_model(model, optimizer="sgd", loss="mse")
    lamina.run_method(model, "fit", x=X, y=Y, verbose=0)
    batches = on_this_thread((X, Y) for _ in range(2))
    with pytest.raises(ValueError, match="give arrays or a `tf"):
        lamina.run_method(model, "fit", x=batches, verbose=0)


@needs_training
@pytest.mark.filterwarnings("ignore:Your input ran out of data")
@pytest.mark.parametrize("kind", ["function", "generator", "arrays"])
def test_batches_may_have_targets_of_another_rank_from_call_to_call(kind):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    lamina.compile_model(model, optimizer="sgd", loss="mse")

    def batches(y):
        each = [(X, y + i) for i in range(3)]
        if kind == "function":
            left = [*each, None]
            return Batches(lambda: left.pop(0))
        return on_this_thread(batch for batch in each)

    losses = []
    for y in (Y[:, 0], Y[:, :1], Y[:, 0]):
        if kind == "arrays":
            lamina.run_method(model, "train_on_batch", x=X, y=y)
            losses.append(lamina.run_method(model, "test_on_batch", x=X, y=y))
        else:
            data = {"x": batches(y), "validation_data": batches(y)}
            lamina.run_method(model, "fit", **data, verbose=0)
            arguments = {"x": batches(y), "verbose": 0}
            losses.append(lamina.run_method(model, "evaluate", **arguments))
    last = losses[-1]
    expected = model.predict(X, verbose=0)
    shifts = [0] if kind == "arrays" else range(3)
    expected = np.mean([(expected - shift) ** 2 for shift in shifts])
    np.testing.assert_allclose(last, expected, rtol=1e-4)


def test_targets_may_have_another_rank_than_those_that_were_split_off():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    lamina.compile_model(model, optimizer="sgd", loss="mse")
    lamina.run_method(model, "fit", x=X, y=Y[:, 0], validation_split=0.5, verbose=0)
    found = lamina.run_method(model, "evaluate", x=X, y=Y[:, :1], verbose=0)
    expected = np.mean((model.predict(X, verbose=0) - Y[:, :1]) ** 2)
    np.testing.assert_allclose(found, expected, rtol=1e-4)


@needs_training
@pytest.mark.parametrize("loss", ["mse", lambda y, pred: keras.ops.mean(y - pred)])
@pytest.mark.parametrize("count", [3, 4])
def test_data_may_end_before_or_between_epochs(count, loss):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile("sgd", loss, run_eagerly=BACKEND != "jax")
    left = [(X, Y)] * count
    drawn = Batches(lambda: left.pop() if left else None)
    asked = {"steps_per_epoch": 2, "epochs": 4, "verbose": 0, "shuffle": False}
    for data in (drawn, ((X, Y) for _ in range(count))):
        model.optimizer.iterations.assign(0)
        with pytest.warns(ShortageWarning, match="`x` has run out") as warned:
            history = lamina.run_method(model, "fit", x=data, **asked)
        warning, *others = [
            each.message for each in warned if isinstance(each.message, ShortageWarning)
        ]
        assert not others
        found = np.isnan(history.history["loss"])
        assert not found[:2].any()
        assert all(np.isfinite(weight).all() for weight in model.get_weights())
        if data is drawn:
            assert (warning.kind, warning.epochs) == ("end", [2])
            assert len(found) == 2
            # Every batch once.
            assert int(model.optimizer.iterations) == count
        else:
            assert (warning.kind, warning.argument) == ("short", "steps_per_epoch")
            assert len(found) == 4
            assert found[2 if count == 4 else 3]
    lamina.run_method(model, "fit", x=X, y=Y, verbose=0)


@needs_training
def test_an_epoch_is_not_lost_where_data_end_with_it():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile("sgd", "mse")

    def anew():
        batches = itertools.cycle([(X, Y), (X, Y), None])
        return Batches(lambda: next(batches))

    steps = {"steps_per_epoch": 2, "validation_steps": 2}
    data = {"x": anew(), "validation_data": anew(), "epochs": 3, "verbose": 0}
    with warnings.catch_warnings():
        warnings.simplefilter("error", ShortageWarning)
        history = lamina.run_method(model, "fit", **data, **steps)
    for values in history.history.values():
        assert np.isfinite(values).all()
        assert len(values) == 3


@needs_training
@pytest.mark.parametrize("method", ["fit", "evaluate", "predict"])
def test_data_without_a_batch_are_refused(method):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile("sgd", "mse")
    before = model.get_weights()
    # Keras builds what is left from the first batch.
    lamina.run_method(model, "evaluate", x=X, y=Y, verbose=0)
    for data in (on_this_thread(iter(())), NoBatches()):
        with pytest.raises(NoBatchError, match="`x` has no batch"):
            lamina.run_method(model, method, x=data, verbose=0)
    for weight, expected in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(weight, expected)


class NoBatches(OwnBatches):
    """Batches of which nobody knows that there are none."""

    def batches(self):
        return iter(())


@needs_training
def test_validation_data_that_are_used_up_say_nothing():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile("sgd", "mse")
    data = {"x": X, "y": Y, "validation_data": on_this_thread(iter([(X, Y)]))}
    with pytest.warns(ShortageWarning, match="`validation_data` .* after epoch 1"):
        history = lamina.run_method(model, "fit", **data, epochs=3, verbose=0)
    assert np.isnan(history.history["val_loss"]).tolist() == [False, True, True]
    assert np.isfinite(history.history["loss"]).all()


@needs_training
@pytest.mark.parametrize("method", ["fit", "evaluate"])
def test_batches_without_targets_are_refused(method):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile("sgd", "mse")
    for batch in ((X,), (X, None)):
        data = on_this_thread(iter([batch]))
        with pytest.raises(NoTargetsError, match="no targets `y`"):
            lamina.run_method(model, method, x=data, verbose=0)
        assert "compute_loss" not in vars(model)
    assert lamina.run_method(model, "predict", x=X, verbose=0).shape == Y.shape


def test_averaged_weights_are_trained_and_evaluated_again():
    x, y = np.ones((4, 3), "float32"), np.ones((4, 2), "float32")
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile(keras.optimizers.SGD(0.1, use_ema=True), "mse")
    data = {"x": x, "y": y, "verbose": 0}
    swap = [keras.callbacks.SwapEMAWeights()]
    for _ in range(2):
        lamina.run_method(model, "fit", **data)
        lamina.run_method(model, "evaluate", callbacks=swap, **data)
    before = model.get_weights()[0] + 1
    model.set_weights([before, model.get_weights()[1]])
    lamina.run_method(model, "predict", x=x, verbose=0, callbacks=swap)
    np.testing.assert_allclose(model.get_weights()[0], before, rtol=1e-5)
