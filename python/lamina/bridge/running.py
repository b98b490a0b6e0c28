"""Training and prediction for R, which holds Ctrl-C and interrupts itself."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import keras

from lamina import interrupts
from lamina._keras import NOT_MONITORED
from lamina.bridge import r_batches
from lamina.bridge.array_layout import in_columns
from lamina.bridge.callbacks import Hook, counting_from_one
from lamina.models import training
from lamina.models.feeding import ShortageWarning, noting_shortages

_shortages: list[ShortageWarning] = []


def run_method(
    model: Any,
    method: str,
    r_hooks: Sequence[Hook] = (),
    takes: Sequence[str] = ("...",),
    **arguments: Any,
) -> Any:
    """Run `lamina.run_method()` for R, which holds Ctrl-C and interrupts itself.

    Args:
        model: A Keras model.
        method: "fit", "evaluate" or "predict".
        r_hooks: Those of `hooks_of_r()`, with how many arguments each `takes`, and with
            `run`: see `counting_from_one()`.
        takes: Names of the arguments that the method takes, "..." among them where it
            takes any.
        **arguments: Arguments of the method.

    Returns:
        What the method returns. After a Ctrl-C, which `interrupts.end()` tells R, the
        history of the epochs that are done where the method is "fit", else None.

    Example:
    >>> import numpy as np
    >>> total = keras.layers.Dense(1, kernel_initializer="ones")
    >>> model = keras.Sequential([keras.Input((2,)), total])
    >>> run_method(model, "predict", x=np.ones((1, 2)), verbose=0).tolist()
    [[2.0]]
    """
    _shortages.clear()
    before = getattr(model, "history", None)
    shuffle, weights = arguments.get("shuffle", False), arguments.get("class_weight")
    if method == "fit":
        validation = r_batches.on_this_thread(arguments.get("validation_data"))
        arguments["validation_data"] = validation
    arguments["x"] = r_batches.on_this_thread(arguments.get("x"), shuffle, weights)
    if "..." not in takes:
        arguments = training.known_arguments(method, arguments, takes)
    try:
        with (
            noting_shortages() as noted,
            r_batches.refusing_other_threads(),
            _without_monitor_warnings(),
            counting_from_one(r_hooks),
        ):
            result = training.run_method(model, method, **arguments)
            if method.startswith("predict"):
                result = keras.tree.map_structure(in_columns, result)
            _shortages.extend(noted)
    except KeyboardInterrupt:
        if interrupts.note():
            raise
        result = _history_so_far(model, before) if method == "fit" else None
    if isinstance(result, keras.callbacks.History):
        # Keras does not keep it.
        result.validation_freq = arguments.get("validation_freq", 1)
    return result


def shortages() -> list[dict[str, Any]]:
    """Return what the last call of `run_method()` would have warned of.

    Returns:
        The attributes of each `ShortageWarning`, which is then forgotten.
    """
    found = [vars(warning) for warning in _shortages]
    _shortages.clear()
    return found


@contextmanager
def _without_monitor_warnings() -> Iterator[None]:
    """Leave it to R to say once what callbacks watch and do not find."""
    with warnings.catch_warnings():
        for message in NOT_MONITORED:
            warnings.filterwarnings("ignore", message=message)
        yield


def predict_monte_carlo(monte_carlo: Any, *args: Any, **kwargs: Any) -> Any:
    """Return `monte_carlo.predict()` for R, which holds Ctrl-C and interrupts itself.

    After a Ctrl-C, which `interrupts.end()` tells R, it is None.
    """
    try:
        return monte_carlo.predict(*args, **kwargs)
    except KeyboardInterrupt:
        if interrupts.note():
            raise
        return None


def _history_so_far(model: Any, before: Any) -> keras.callbacks.History:
    history = getattr(model, "history", None)
    if history is before or not hasattr(history, "epoch"):
        # It was over before it had begun.
        history = keras.callbacks.History()
        history.epoch = []
    return history
