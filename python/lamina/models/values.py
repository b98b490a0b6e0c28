"""The values of a model's variables, also while another thread uses the model.

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

_read: ContextVar[dict[int, tuple[Any, Any]]] = ContextVar("read")


class ValuesError(RuntimeError):
    """The values of a model's variables are gone."""


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
    >>> float(value_of(variable))
    2.0
    """
    found = _read.get({}).get(id(variable))
    return variable.value if found is None else found[1]


def _values(model: Any, variables: Sequence[Any], is_copied: bool) -> list[Any]:
    is_used = True
    while True:
        values = [variable._value for variable in variables]
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
