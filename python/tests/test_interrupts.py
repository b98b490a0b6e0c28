"""Ctrl-C leaves a model as it is after a whole step, whenever it comes."""

import contextlib
import signal
import sys

import keras
import numpy as np
import pytest

import lamina
from lamina import interrupts
from lamina.bridge import running

BACKEND = keras.backend.backend()

needs_training = pytest.mark.skipif(
    BACKEND == "numpy", reason="Keras' NumPy backend cannot train"
)

X = np.linspace(-1, 1, 24, dtype="float32").reshape(8, 3)
Y = np.linspace(0, 1, 16, dtype="float32").reshape(8, 2)
STEPS = 4


def interrupt():
    signal.raise_signal(signal.SIGINT)


class InterruptIn(keras.callbacks.Callback):
    """Raises the signal in one of the methods of a callback, the first time."""

    def __init__(self, method, times=1):
        super().__init__()
        self.times = times
        setattr(self, method, self.interrupt)

    def interrupt(self, *args, **kwargs):
        for _ in range(self.times):
            interrupt()
        self.times = 0


class InterruptAtCall:
    """Raises the signal at the n-th call of a Python function."""

    def __init__(self, moment):
        self.left = moment

    def __enter__(self):
        sys.setprofile(self.count)

    def __exit__(self, *_):
        sys.setprofile(None)

    def count(self, frame, event, argument):
        if event == "call":
            self.left -= 1
            if self.left == 0:
                sys.setprofile(None)
                interrupt()


@pytest.fixture(scope="module")
def model():
    keras.utils.set_random_seed(1)
    layers = [keras.layers.Dense(2), keras.layers.BatchNormalization()]
    model = keras.Sequential([keras.Input((3,)), *layers])
    model.compile(keras.optimizers.Adam(0.1), "mse")
    if BACKEND != "numpy":
        model.fit(X, Y, verbose=0)
        model.first = [
            np.array(v) for v in (*model.variables, *model.optimizer.variables)
        ]
        model.after = {0: model.first}
        for step in range(1, STEPS + 1):
            train(model, steps=1)
            model.after[step] = state(model)
    return model


def state(model):
    return [np.array(v) for v in (*model.variables, *model.optimizer.variables)]


def reset(model):
    for variable, value in zip(
        (*model.variables, *model.optimizer.variables), model.first, strict=True
    ):
        variable.assign(value)


def train(model, run=lamina.run_method, steps=STEPS, **arguments):
    return run(
        model, "fit", x=X, y=Y, shuffle=False, verbose=0, epochs=steps, **arguments
    )


def assert_after_a_step(model):
    """The model is as after so many steps as its optimizer has counted."""
    done = int(np.array(model.optimizer.iterations)) - 1
    for value, expected in zip(state(model), model.after[done], strict=True):
        np.testing.assert_allclose(value, expected, rtol=1e-5, atol=1e-6)
    return done


@needs_training
@pytest.mark.parametrize(
    ("method", "done"),
    [
        ("on_train_begin", 0),
        ("on_epoch_begin", 0),
        ("on_train_batch_begin", 0),
        ("on_train_batch_end", 1),
        ("on_epoch_end", 1),
        ("on_test_batch_end", 1),
    ],
)
def test_the_step_under_way_is_the_last(model, method, done):
    reset(model)
    with pytest.raises(KeyboardInterrupt):
        train(model, callbacks=[InterruptIn(method)], validation_data=(X, Y))
    assert assert_after_a_step(model) == done
    train(model, steps=1)


@needs_training
@pytest.mark.parametrize("moment", [1, 5, 20, 50, 100, 200, 300, 500])
def test_any_moment_leaves_a_whole_number_of_steps(model, moment):
    reset(model)
    with pytest.raises(KeyboardInterrupt), InterruptAtCall(moment):
        train(model)
    assert assert_after_a_step(model) < STEPS


@needs_training
@pytest.mark.parametrize("method", ["evaluate", "predict"])
@pytest.mark.parametrize("moment", [1, 10, 60, 150])
def test_looking_at_a_model_changes_nothing(model, method, moment):
    reset(model)
    data = {"x": X} if method == "predict" else {"x": X, "y": Y}
    with pytest.raises(KeyboardInterrupt), InterruptAtCall(moment):
        lamina.run_method(model, method, **data, batch_size=1, verbose=0)
    assert assert_after_a_step(model) == 0


@needs_training
def test_one_in_the_last_step_is_raised_in_the_end(model):
    reset(model)
    with pytest.raises(KeyboardInterrupt):
        train(model, callbacks=[InterruptIn("on_train_end")])
    assert assert_after_a_step(model) == STEPS


@needs_training
def test_a_second_one_does_not_wait_for_a_step_that_takes_long(model, monkeypatch):
    class Loss(keras.losses.Loss):
        def call(self, y_true, y_pred):
            for _ in range(3):
                interrupt()
            raise AssertionError("Nothing came of the second one.")

    reset(model)
    short = keras.Sequential(model.layers)
    short.compile("sgd", Loss())
    before = state(model)
    monkeypatch.setattr(interrupts, "PATIENCE", -1.0)
    with pytest.raises(KeyboardInterrupt):
        train(short)
    for value, expected in zip(state(model), before, strict=True):
        np.testing.assert_array_equal(value, expected)
    monkeypatch.setattr(interrupts, "PATIENCE", 60.0)
    with pytest.raises(AssertionError, match="second"):
        train(short)


@needs_training
def test_what_a_callback_has_set_stays(model):
    class Slower(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            Loss.epoch = epoch
            self.model.optimizer.learning_rate = 0.1 / (epoch + 1)

    class Loss(keras.losses.Loss):
        epoch = 0

        def call(self, y_true, y_pred):
            if Loss.epoch == 1:
                raise RuntimeError("enough")
            return keras.ops.mean(y_pred)

    reset(model)
    other = keras.Sequential(model.layers)
    other.compile("sgd", Loss(), run_eagerly=True)
    other.optimizer.build(other.trainable_variables)
    with pytest.raises(RuntimeError, match="enough"):
        train(other, callbacks=[Slower()])
    assert float(np.array(other.optimizer.learning_rate)) == pytest.approx(0.05)


@needs_training
def test_r_gets_the_history_so_far(model):
    reset(model)
    interrupts.hold()
    try:
        history = train(
            model, running.run_method, callbacks=[InterruptIn("on_train_batch_end")]
        )
        assert history.epoch == [0]
        assert history.validation_freq == 1
        assert interrupts.take()
        # Before it has begun there is none, not that of the last training.
        with InterruptAtCall(1):
            history = train(model, running.run_method)
        assert (history.epoch, history.history) == ([], {})
    finally:
        assert interrupts.end()


def test_the_handler_that_was_there_comes_back():
    seen = []
    before = signal.signal(signal.SIGINT, lambda *_: seen.append("other"))
    other = signal.getsignal(signal.SIGINT)
    try:
        with interrupts.held(), interrupts.held():
            interrupt()
            assert seen == ["other"]
            assert signal.getsignal(signal.SIGINT) is not other
        assert signal.getsignal(signal.SIGINT) is other
    finally:
        signal.signal(signal.SIGINT, before)
    with pytest.raises(KeyboardInterrupt):
        interrupt()


def swallowing_batches(count):
    """Yield batches; before the first Ctrl-C comes where all exceptions are lost."""
    with contextlib.suppress(KeyboardInterrupt):
        interrupt()
    for _ in range(count):
        yield X


def small_monte_carlo():
    layers = [keras.Input((3,)), keras.layers.Dropout(0.5), keras.layers.Dense(2)]
    return lamina.MonteCarloDropout(keras.Sequential(layers))


def test_monte_carlo_dropout_stops_after_the_draws_that_are_under_way():
    mc = small_monte_carlo()
    before = mc.predict(X, samples=3, seed=1, verbose=0)
    with pytest.raises(KeyboardInterrupt):
        mc.predict(swallowing_batches(2), samples=3, seed=1, verbose=0)
    after = mc.predict(X, samples=3, seed=1, verbose=0)
    np.testing.assert_array_equal(before.mean, after.mean)
    with pytest.raises(KeyboardInterrupt):
        interrupt()


def test_monte_carlo_dropout_in_r_leaves_the_interrupt_to_r():
    mc = small_monte_carlo()
    interrupts.hold()
    try:
        result = running.predict_monte_carlo(
            mc, swallowing_batches(2), samples=3, verbose=0
        )
    finally:
        noted = interrupts.end()
    assert result is None
    assert noted


@pytest.mark.parametrize("moment", range(1, 16))
def test_one_that_comes_while_it_begins_or_ends_to_be_held_leaves_nothing(moment):
    def hold_and_go_on():
        with interrupts.held():
            pass
        for _ in range(20):
            interrupts.take()

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), InterruptAtCall(moment):
        hold_and_go_on()
    assert signal.getsignal(signal.SIGINT) is before
    with pytest.raises(KeyboardInterrupt), interrupts.held():
        interrupt()
    assert signal.getsignal(signal.SIGINT) is before
