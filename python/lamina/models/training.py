"""Make models ready, train them and predict, and keep them whole when that fails."""

import inspect
from collections.abc import Container, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import keras
import numpy as np

from lamina import interrupts
from lamina._backend import (
    EpochOrders,
    StepValues,
    build_optimizer,
    check_strategy,
    copied_states,
    forget_other_ranks,
    is_spread,
    left_distribution,
    meet,
    place_variables,
    placed_batches,
)
from lamina._keras import (
    COMPILED_PARTS,
    STEP_FUNCTIONS,
    averages_of,
    has_compiled_loss,
    put_value,
    starting_anew,
    value_in,
)
from lamina.models.checked_batches import checked
from lamina.models.compiled import keep_compiled
from lamina.models.data_checks import check_codes
from lamina.models.declared import as_declared, open_batch
from lamina.models.dropout_rates import RatesAhead, renew_dropout
from lamina.models.feeding import Feeding, needing_targets
from lamina.models.known_metrics import metrics_in, quiet_counts
from lamina.models.monitored import Monitors
from lamina.models.optimizers import renew_rates
from lamina.models.resuming import RandomStates, check_backups
from lamina.models.shuffling import reshuffled
from lamina.models.spread import (
    check_replicas,
    predicted_by_all,
    spread,
    told_by_first,
)
from lamina.models.trainable import (
    TrainableWatch,
    check_trainable,
    explain_trainable,
    note_trainable,
)


def compile_model(model: Any, **arguments: Any) -> None:
    """Call `compile()` of a model, which forgets the loss and metrics that it had.

    Keras keeps those of an earlier call where none are given. Where the call fails, the
    model is as it was.

    Args:
        model: A Keras model.
        **arguments: Arguments of its method.

    Raises:
        Exception: What the method raises, unchanged.

    Example:
    >>> import keras
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> compile_model(model, loss="mse", metrics=["mae"])
    >>> compile_model(model, loss="mse")
    >>> model.metrics_names
    ['loss']
    """
    before = dict(vars(model))
    for part in COMPILED_PARTS:
        if part in before:
            setattr(model, part, None)
    try:
        model.compile(**arguments)
    except BaseException:
        vars(model).clear()
        vars(model).update(before)
        raise
    keep_compiled(model)
    note_trainable(model)


def run_method(model: Any, method: str, **arguments: Any) -> Any:
    """Call a method of a model that trains or predicts.

    On JAX Keras takes the values out of a model's variables for the time of `fit()`,
    `evaluate()` and `predict()`, and leaves them out where these raise; and what a step
    has taken in is gone where it fails while it runs. The model has then lost its
    weights. Here they are put back: after the last whole step where its values are
    there, else as they were before the call.

    Ctrl-C waits until a step is done: the model is then as after that step. A step that
    takes long is stopped by a second one, where no weight is lost by that.

    Args:
        model: A Keras model.
        method: Name of the method: "fit", "evaluate" or "predict", or "train_on_batch"
            and its like.
        **arguments: Arguments of the method. Where a class has a method of its own,
            those that it does not know are left out if they are Keras' defaults.

    Returns:
        What the method returns; of a prediction the outputs in the order in which they
        were declared. A history has in `unmonitored` what callbacks did not find.

    Raises:
        BackupError: A file of a backup is damaged.
        ClusterError: Several processes do not call the method with the same.
        CodesError: Labels or indices are out of range.
        LossError: There is no loss.
        MetricShapeError: A metric of Keras' cannot take the targets.
        MonitorError: A callback watches what the training does not report.
        NoBatchError: The data have no batch.
        NoTargetsError: A batch has no targets.
        TargetShapeError: A loss of Keras' would repeat targets until they fit.
        TrainableError: What is trainable has changed since `compile()`.
        Exception: What the method raises, unchanged.
        KeyboardInterrupt: After a Ctrl-C.

    Example:
    >>> import keras, numpy as np
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> run_method(model, "predict", x=np.ones((4, 3)), verbose=0).shape
    (4, 2)
    """
    if getattr(type(model), method) is not getattr(keras.Model, method):
        arguments = _known_arguments(model, method, arguments)
    check_strategy(model, method)
    check_replicas(model, method, arguments)
    place_variables(model)
    if method.startswith("predict") and is_spread():
        # Of what other processes compute no process could read the outputs.
        meet(f"`{method}()`")
        with left_distribution(model):
            predict = partial(run_method, model, method)
            arguments = told_by_first(arguments)
            if method == "predict":
                return predicted_by_all(predict, model, arguments)
            return predict(**arguments)
    check_codes(model, arguments)
    keep_compiled(model)
    trains = method in ("fit", "train_on_batch")
    if trains:
        check_trainable(model)
        renew_rates(model)
        renew_dropout(model)
        build_optimizer(model)
    if method == "train_on_batch":
        rates = RatesAhead(model)
        rates.begin_epoch()
        rates.before_step()
    _part_averages(model)
    monitors = Monitors(model, arguments)
    if method == "fit":
        monitors.check()
    open_batch(model, arguments.get("x"))
    forget_other_ranks(model, method, arguments)
    orders = EpochOrders()
    states = RandomStates(monitors.callbacks, orders)
    if method == "fit":
        arguments = reshuffled(model, arguments, orders)
    values, watch = StepValues(model, trains), TrainableWatch(model)
    feeding = Feeding(model, method, arguments)
    others = [feeding, orders, states]
    between = _BetweenSteps(model, values, watch, monitors, others)
    made = [name for name in STEP_FUNCTIONS if getattr(model, name, None) is None]
    with interrupts.held(values.may_stop):
        values.keep()
        try:
            with (
                between.watched(method, arguments),
                values.where_data_end(),
                copied_states(model),
                _needing_loss(model),
                needing_targets(model),
                feeding.explained(),
                starting_anew(model),
                quiet_counts(*metrics_in(model)),
                checked(model, method, arguments) as given,
                placed_batches(),
                states.written(),
                spread(model, method, given) as given,
            ):
                if method == "fit":
                    check_backups(monitors.callbacks)
                result = getattr(model, method)(**given)
        except BaseException as error:
            values.put_back()
            if isinstance(error, Exception):
                # TensorFlow lets a function make variables in its first run alone, also
                # where that has failed.
                for name in made:
                    setattr(model, name, None)
                if trains:
                    watch.check()
                    explain_trainable(model)
            raise
    if isinstance(result, keras.callbacks.History):
        result.unmonitored = monitors.never_seen()
    return as_declared(model, result) if method.startswith("predict") else result


def _part_averages(model: Any) -> None:
    """Give the averages of weights values of their own.

    On JAX Keras lets both hold one array at the end of a training, and gives it away to
    the next step that takes the weights.
    """
    optimizer = getattr(model, "optimizer", None)
    optimizer = getattr(optimizer, "inner_optimizer", optimizer)
    for weight, average in averages_of(optimizer):
        if value_in(weight) is value_in(average):
            put_value(average, keras.ops.copy(value_in(weight)))


class LossError(ValueError):
    """A model is to be trained or evaluated, and there is no loss."""


@contextmanager
def _needing_loss(model: Any) -> Iterator[None]:
    """Refuse a model without a loss on each backend: on JAX Keras takes 0 for it."""
    has_own = type(model).compute_loss is not keras.Model.compute_loss
    if has_own or has_compiled_loss(model):
        yield
        return

    def compute_loss(*args: Any, **kwargs: Any) -> Any:
        # Layers may add some of their own.
        if not model.losses:
            raise LossError(
                f"The model '{model.name}' has no loss: name one in `compile()`, as "
                "`loss`."
            )
        return type(model).compute_loss(model, *args, **kwargs)

    vars(model)["compute_loss"] = compute_loss
    try:
        yield
    finally:
        vars(model).pop("compute_loss", None)


def _known_arguments(
    model: Any, method: str, arguments: dict[str, Any]
) -> dict[str, Any]:
    known = inspect.signature(getattr(model, method)).parameters
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in known.values()):
        return arguments
    return known_arguments(method, arguments, known)


def known_arguments(
    method: str, arguments: dict[str, Any], known: Container[str]
) -> dict[str, Any]:
    """Return the arguments that a class's own method knows, and those that were given.

    Args:
        method: Name of the method.
        arguments: Arguments of Keras' method of that name.
        known: Names of those that the class's own takes.

    Returns:
        The arguments, without those that are not known and are Keras' defaults.
    """
    of_keras = inspect.signature(getattr(keras.Model, method)).parameters

    def was_given(name: str, value: Any) -> bool:
        default = of_keras[name].default if name in of_keras else None
        is_default = value is default or (np.isscalar(value) and value == default)
        return not is_default and name not in ("verbose", "return_dict")

    return {
        name: value
        for name, value in arguments.items()
        if name in known or was_given(name, value)
    }


class _BetweenSteps(keras.callbacks.Callback):
    """Looks for Ctrl-C before each step, and at the values that go into it.

    Before each epoch it looks at what is trainable. An epoch for which there were no
    data has NaN for its loss and metrics: Keras would call the loss 0 on some backends.
    """

    # Keras may run callbacks of the end of a step in another thread.
    async_safe = True

    def __init__(
        self,
        model: Any,
        values: StepValues,
        watch: TrainableWatch,
        monitors: Monitors,
        others: list[keras.callbacks.Callback],
    ) -> None:
        super().__init__()
        self._rates = RatesAhead(model)
        self._monitors = monitors
        self._others = others
        self._watched, self._values, self._watch = model, values, watch
        self._names: list[str] = []
        self._has_trained = False

    @contextmanager
    def watched(self, method: str, arguments: dict[str, Any]) -> Iterator[None]:
        """Add the callback to the arguments of a method that takes callbacks."""
        own = getattr(type(self._watched), method) is not getattr(keras.Model, method)
        takes_callbacks = method in ("fit", "evaluate", "predict")
        if not takes_callbacks or (own and "callbacks" not in arguments):
            yield
            return
        callbacks, ours = arguments.get("callbacks"), [*self._others, self]
        if isinstance(callbacks, keras.callbacks.CallbackList):
            before = [*callbacks.callbacks]
            callbacks.callbacks.extend(ours)
            try:
                yield
            finally:
                callbacks.callbacks[:] = before
        else:
            # Behind those that change the values.
            arguments["callbacks"] = [*keras.tree.flatten(callbacks or []), *ours]
            yield

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        interrupts.check()
        self._watch.check()
        self._rates.begin_epoch()
        self._has_trained = False

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self._has_trained = True

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        if logs is None:
            return
        if self._has_trained:
            self._names = [name for name in logs if not name.startswith("val_")]
        else:
            # In place: those that come behind get them too.
            logs.update(dict.fromkeys(self._names, np.nan))
        self._monitors.look(epoch, logs)

    def _on_batch_begin(self, batch: int, logs: Any = None) -> None:
        interrupts.check()
        self._values.before_step()

    def on_predict_end(self, logs: Any = None) -> None:
        # Keras leaves the averages in the model.
        kind = getattr(keras.callbacks, "SwapEMAWeights", ())
        for callback in self._monitors.callbacks:
            if isinstance(callback, kind):
                callback.on_test_end(logs)

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        self._rates.before_step()
        self._on_batch_begin(batch)
        # A callback may have set another schedule.
        renew_rates(self._watched, is_training=True)

    on_test_batch_begin = _on_batch_begin
    on_predict_batch_begin = _on_batch_begin
