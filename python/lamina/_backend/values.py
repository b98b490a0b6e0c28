"""The values of a model's variables while it, or another thread, trains or predicts.

On JAX Keras takes the values out of the variables for the time of `fit()`, `evaluate()`
and `predict()`, and each step gives away those that it took in.
"""

import contextlib
import sys
import threading
import time
import types
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from functools import partial
from typing import Any, TypeVar

import keras

from lamina._keras import compiled_metrics, put_value, value_in

Result = TypeVar("Result")

# Seconds until one looks again whether another thread has put the values back.
_PAUSE = 1e-3

_METHODS = {
    "fit",
    "evaluate",
    "predict",
    "train_on_batch",
    "test_on_batch",
    "predict_on_batch",
}

# By which Keras puts the values back on JAX. Since Keras 3.16 the older name calls it.
_SYNC = "state_sync" if hasattr(keras.Model, "state_sync") else "jax_state_sync"

_read: ContextVar[dict[int, tuple[Any, Any]]] = ContextVar("read")


class ValuesError(RuntimeError):
    """The values of a model's variables are gone."""


def is_variable(x: Any) -> bool:
    """Whether this is a variable of Keras or TensorFlow.

    Example:
    >>> is_variable(keras.Variable([1.0])), is_variable(keras.ops.ones(1))
    (True, False)
    """
    if isinstance(x, keras.Variable):
        return True
    tf = sys.modules.get("tensorflow")
    return tf is not None and isinstance(x, tf.Variable)


def with_values(
    model: Any, variables: Sequence[Any], function: Callable[[], Result]
) -> Result:
    """Call a function that computes with the values that variables have now.

    Another thread may train the model or predict with it meanwhile. Where it has the
    values, they are waited for until its prediction or epoch ends.

    Args:
        model: A Keras model.
        variables: The variables that the function may read, by `values_read()`.
        function: What is called; where values are given away while it runs, once more.

    Returns:
        What it returns.

    Raises:
        ValuesError: The values are gone, and nobody is going to put them back.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> with_values(model, model.variables, lambda: len(values_read()) in (0, 2))
    True
    """
    if not hasattr(model, "_get_jax_state"):
        return function()
    _sync(model)
    with _kept(model):
        values = _values(model, variables, is_copied=False)
        try:
            return _reading(variables, values, function)
        except Exception as error:
            if all(map(_is_there, values)) and not _tells_gone(error):
                raise
        values = _values(model, variables, is_copied=True)
        return _reading(variables, values, function)


def present_value(variable: Any) -> Any:
    """Return the value of a variable.

    Raises:
        ValuesError: A step of training has taken it out.

    Example:
    >>> int(present_value(keras.Variable(2, dtype="int32", trainable=False)))
    2
    """
    try:
        value = variable.value
    except TypeError:
        value = None
    if value is None:
        raise ValuesError("A step of training holds the value of the variable.")
    return value


def _reading(
    variables: Sequence[Any], values: list[Any], function: Callable[[], Result]
) -> Result:
    pairs = zip(variables, values, strict=True)
    token = _read.set({id(pair[0]): pair for pair in pairs})
    try:
        return function()
    finally:
        _read.reset(token)


def values_read() -> list[tuple[Any, Any]]:
    """Return the variables and the values that the function of `with_values()` reads.

    Nothing where variables can be read as they are.
    """
    return list(_read.get({}).values())


def value_of(variable: Any) -> Any:
    """Return what the function of `with_values()` reads of a variable.

    Example:
    >>> variable = keras.Variable(2.0)
    >>> keras.ops.convert_to_numpy(value_of(variable)).item()
    2.0
    """
    found = _read.get({}).get(id(variable))
    return variable.value if found is None else found[1]


def _values(model: Any, variables: Sequence[Any], is_copied: bool) -> list[Any]:
    is_used = True
    while True:
        values = [value_in(variable) for variable in variables]
        if all(map(_is_there, values)):
            try:
                return [value.copy() for value in values] if is_copied else values
            except Exception as error:
                if all(map(_is_there, values)) and not _tells_gone(error):
                    raise
        if not is_used:
            raise ValuesError(
                f"The weights of the model '{model.name}' are gone: a step that took "
                "them in has failed. Load them again, by `load_weights()` or "
                "`set_weights()`."
            )
        is_used = any(True for _ in _users(model, of_this_thread=False))
        time.sleep(_PAUSE if is_used else 0)


def _is_there(value: Any) -> bool:
    return value is not None and not value.is_deleted()


def _tells_gone(error: Exception) -> bool:
    """Whether a value was being given away, which a moment later may be undone."""
    return "has been deleted" in str(error)


def _sync(model: Any) -> None:
    """Put the values of the last step into the variables, as in a callback of Keras.

    A step of another thread is left to that thread: Keras would take the values that
    come out of it for those that the variables have already.
    """
    others = {id(user) for user in _users(model, of_this_thread=False)}
    for each in [*_users(model, of_this_thread=True), model]:
        if id(each) not in others:
            each.jax_state_sync()


def _users(model: Any, of_this_thread: bool) -> Iterator[Any]:
    """Yield models with variables of this one that are training or predicting now."""
    own = {id(variable) for variable in model.variables}
    this = threading.get_ident()
    for thread, top in sys._current_frames().items():
        if (thread == this) is not of_this_thread:
            continue
        frame: types.FrameType | None = top
        while frame is not None:
            if frame.f_code.co_name in _METHODS:
                user = frame.f_locals.get("self")
                if isinstance(user, keras.Model) and any(
                    id(variable) in own for variable in user.variables
                ):
                    yield user
            frame = frame.f_back


_keepers: dict[int, int] = {}
_keepers_lock = threading.Lock()


@contextlib.contextmanager
def _kept(model: Any) -> Iterator[None]:
    """Let Keras' steps take in copies of the values, those of the variables stay."""
    key = id(model)
    with _keepers_lock:
        _keepers[key] = _keepers.get(key, 0) + 1
        # Not by assignment, which Keras follows.
        vars(model)["_get_jax_state"] = partial(_copied_state, model)
    try:
        yield
    finally:
        with _keepers_lock:
            _keepers[key] -= 1
            if not _keepers[key]:
                del _keepers[key]
                vars(model).pop("_get_jax_state", None)


def _copied_state(
    model: Any, *, purge_model_variables: bool = False, **wanted: bool
) -> Any:
    state = type(model)._get_jax_state(model, **wanted)
    of_model = {"trainable_variables", "non_trainable_variables"}
    kept = sum(wanted.get(name, False) for name in of_model)
    if purge_model_variables:
        model._purge_model_variables(
            **{name: wants for name, wants in wanted.items() if name not in of_model}
        )
    copies = ([value.copy() for value in values] for values in state[:kept])
    return (*copies, *state[kept:])


def sync(model: Any) -> None:
    """Put what the steps so far have computed into the variables of a model.

    Example:
    >>> sync(keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]))
    """
    if hasattr(model, "jax_state_sync"):
        model.jax_state_sync()


# Variables and values.
_Pairs = list[tuple[Any, Any]]


def all_variables(model: Any) -> list[Any]:
    """Return all variables of a model, its metrics and its optimizer, each once.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> len(all_variables(model))
    2
    """
    optimizer = getattr(model, "optimizer", None)
    # Metrics that `compile()` was given are the model's own when it is built.
    metrics = keras.tree.flatten(compiled_metrics(model))
    variables = [
        *model.variables,
        *getattr(model, "metrics_variables", []),
        *getattr(optimizer, "variables", []),
        *(each for metric in metrics for each in getattr(metric, "variables", [])),
    ]
    return [*{id(variable): variable for variable in variables}.values()]


class StepValues:
    """The values that go into the steps of a model, where a step may take them away.

    Args:
        model: A Keras model.
        trains: Whether the steps take what the optimizer has, too.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> values = StepValues(model, trains=False)
    >>> values.keep()
    >>> values.before_step()
    >>> values.may_stop()
    True
    >>> values.put_back()
    """

    def __init__(self, model: Any, trains: bool) -> None:
        self._model, self._trains = model, trains
        self._kept: _Pairs = []
        # Those that go into the first step of an epoch.
        self._last: _Pairs = []

    def keep(self) -> None:
        """Keep copies: the values themselves are given away to the first step."""
        optimizer = getattr(self._model, "optimizer", None)
        of_optimizer = {id(each) for each in getattr(optimizer, "variables", [])}
        self._kept = [
            (each, value.copy())
            for each, value in self._pairs()
            if self._trains or id(each) not in of_optimizer
        ]

    def before_step(self) -> None:
        """Take note of the values that go into a step, where Keras takes them now."""
        if getattr(self._model, "_jax_state_synced", False):
            # Keras takes the values out of the variables now. Those of the step before
            # are older than what a callback has set.
            self._last = self._pairs()
            self._model._jax_state = None
        else:
            self._last = []

    @contextlib.contextmanager
    def where_data_end(self) -> Iterator[None]:
        """Leave the variables their values where the data end before a step.

        Keras has taken the values then, and no step that gives others.
        """
        model = self._model
        if hasattr(model, "jax_state_sync"):
            vars(model)[_SYNC] = self._sync
        try:
            yield
        finally:
            vars(model).pop(_SYNC, None)

    def _sync(self) -> None:
        model = self._model
        has_begun = getattr(model, "_jax_state", None) or model._jax_state_synced
        if not has_begun and all(_is_whole(value) for _, value in self._last):
            for variable, value in self._last:
                if value_in(variable) is None:
                    put_value(variable, value)
        getattr(type(model), _SYNC)(model)

    def may_stop(self) -> bool:
        """Whether the values are still there that the step under way has taken."""
        state = getattr(self._model, "_jax_state", None) or {}
        taken = [*keras.tree.flatten(state), *(value for _, value in self._last)]
        return all(_is_whole(each) for each in taken if hasattr(each, "is_deleted"))

    def put_back(self) -> None:
        """Put values back that a step which failed has taken away.

        Those of the last whole step where they are there, else what was kept.
        """
        # What the steps that went well have computed.
        sync(self._model)
        pairs = self._kept
        # Values of one step belong together.
        if all(_is_whole(value_in(variable)) for variable, _ in pairs):
            return
        if self._last and all(_is_whole(value) for _, value in self._last):
            pairs = self._last
        for variable, value in pairs:
            put_value(variable, value)

    def _pairs(self) -> _Pairs:
        return [
            (variable, value_in(variable))
            for variable in all_variables(self._model)
            if _can_be_lost(value_in(variable))
        ]


def _can_be_lost(value: Any) -> bool:
    """Whether this is a JAX array, whose memory may be given to a later one."""
    return hasattr(value, "is_deleted") and not value.is_deleted()


def _is_whole(value: Any) -> bool:
    if value is None or value.is_deleted():
        return False
    try:
        # What a step that failed was to compute raises when it is looked at.
        value.block_until_ready()
    except Exception:
        return False
    return True
