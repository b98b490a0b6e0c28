"""Callbacks of Keras with methods that are R functions, which count from 1."""

import numbers
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np

from lamina.bridge.r_functions import function_of_r
from lamina.failures import guarded

Hook = Mapping[str, Any]

_PARTS = ("batch", "train_batch", "test_batch", "predict_batch")

_COUNTED = {
    f"on_{part}_{end}" for part in ("epoch", *_PARTS) for end in ("begin", "end")
}

# Schedules count from 0, whether steps or epochs.
_OTHERS = {
    f"on_{part}_{end}"
    for part in ("train", "test", "predict")
    for end in ("begin", "end")
} | {"schedule"}


def hooks_of_r(callbacks: Sequence[Any]) -> list[Hook]:
    """Return what Keras calls in callbacks that is an R function.

    Returns:
        For each a mapping: `callback`; `name`; `function`, as R knows it; `is_method`
        where it is a method of a class, with the object as its first argument.
    """
    hooks: list[Hook] = []
    for callback in callbacks:
        for name in sorted(_COUNTED | _OTHERS):
            of_r = function_of_r(getattr(callback, name, None))
            if of_r is not None:
                hooks.append({"callback": callback, "name": name} | of_r)
    return hooks


@contextmanager
def counting_from_one(hooks: Sequence[Hook]) -> Iterator[None]:
    """Let R functions of callbacks see epochs and batches counted from 1.

    Args:
        hooks: Those of `hooks_of_r()`, with how many arguments each `takes`, None for
            any number, and `run`, which is called in its place and returns a `Failure`
            where it fails.

    Example:
    >>> import keras
    >>> callback = keras.callbacks.LambdaCallback(on_epoch_end=lambda i, logs: 0)
    >>> hook = {"callback": callback, "name": "on_epoch_end", "is_method": False}
    >>> hook |= {"takes": 1, "run": print}
    >>> with counting_from_one([hook]):
    ...     callback.on_epoch_end(0, {})
    1
    """
    undo = []
    for hook in hooks:
        callback, name = hook["callback"], hook["name"]
        own = vars(callback).get(name)
        run = guarded(hook["run"])
        if hook["is_method"]:
            run = partial(run, callback)
        setattr(callback, name, _hook(run, name in _COUNTED, hook["takes"]))
        undo.append((callback, name, own))
    try:
        yield
    finally:
        for callback, name, own in undo:
            if own is None:
                delattr(callback, name)
            else:
                setattr(callback, name, own)


def hook(run: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Return what Keras calls as a hook: an R function that counts from 1.

    Args:
        run: Called with all that Keras says; where it returns a mapping of numbers,
            they are reported, too.
        name: The hook, such as "on_epoch_end".

    Example:
    >>> logs = {"loss": 4.0}
    >>> root = hook(lambda epoch, logs: {"root": logs["loss"] ** 0.5}, "on_epoch_end")
    >>> root(0, logs)
    {'root': 2.0}
    >>> logs
    {'loss': 4.0, 'root': 2.0}
    """
    return _hook(guarded(run), name in _COUNTED, None)


def _hook(run: Any, is_counted: bool, takes: int | None) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        values = [*args, *kwargs.values()]
        if is_counted:
            values[0] += 1
        result = run(*values[:takes])
        logs = values[-1] if values else None
        if isinstance(logs, dict) and _reports(result):
            # What the training itself has found stays.
            logs.update({name: result[name] for name in result if name not in logs})
        return result

    return adds_one(call) if is_counted else call


def adds_one(hook: Callable[..., Any]) -> Callable[..., Any]:
    """Note of a hook that it counts from 1 what Keras counts from 0."""
    vars(hook)["adds_one"] = True
    return hook


def hook_for_r(callback: Any, name: str) -> Callable[..., Any] | None:
    """Return a method of a callback for R to call, None where it is as any other.

    One that counts from 1 for R is called so by R.

    Example:
    >>> import keras
    >>> seen = hook(lambda epoch, logs: epoch, "on_epoch_end")
    >>> hook_for_r(keras.callbacks.LambdaCallback(on_epoch_end=seen), "on_epoch_end")(2)
    2
    """
    method = getattr(callback, name, None)
    # A class of R counts so also in what it has from Keras.
    counts = getattr(method, "adds_one", False) or type(callback).__module__ == "R"
    return called_from_one(method) if counts and callable(method) else None


def called_from_one(hook: Any) -> Callable[..., Any]:
    """Return a hook that is called with what is counted from 1."""

    def call(index: Any, logs: Any = None) -> Any:
        return hook(int(index) - 1, logs)

    return call


def _reports(result: Any) -> bool:
    """Whether a hook has returned what is to be reported: a named list of numbers."""
    return isinstance(result, dict) and all(
        isinstance(name, str) and isinstance(value, numbers.Real | np.ndarray)
        for name, value in result.items()
    )
