"""What callbacks watch in a training, and whether the training says anything of it.

Keras' callbacks warn after each epoch of what they miss, and do nothing. Here one that
must miss it is an error before the first step.
"""

import string
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import keras
from keras import tree

from lamina._keras import (
    compile_config,
    is_of_keras,
    metric_direction,
    metrics_of_layers,
)

_WATCHERS = tuple(
    getattr(keras.callbacks, name)
    for name in (
        "EarlyStopping",
        "ModelCheckpoint",
        "OrbaxCheckpoint",
        "ReduceLROnPlateau",
    )
    if hasattr(keras.callbacks, name)
)
# What decides what a training reports.
_REPORTS = (
    "compute_metrics",
    "evaluate",
    "fit",
    "get_metrics_result",
    "test_step",
    "train_step",
)


class MonitorError(ValueError):
    """A callback watches what a training does not report, or cannot judge.

    Attributes:
        callback: Name of its class.
        monitor: What it watches.
        kind: "validation" where there is none, "direction" where it does not know
            whether more or less is better, "path" where it is to be in a path, else
            "name".
        known: What the training reports.
    """

    def __init__(
        self, callback: str, monitor: str, kind: str, known: Sequence[str] = ()
    ) -> None:
        self.callback, self.monitor, self.kind = callback, monitor, kind
        self.known = list(known)
        reason = {
            "validation": "and there is no validation",
            "direction": "and cannot know whether more or less of it is better",
            "path": f"in a path, and the training reports {', '.join(known)}",
            "name": f"and the training reports {', '.join(known)}",
        }[kind]
        super().__init__(f"`{callback}` watches {monitor!r}, {reason}.")


class Monitors:
    """The callbacks of a training that watch something.

    Args:
        model: The compiled model.
        arguments: The arguments of its `fit()`.

    Attributes:
        callbacks: All of them.
        unseen: A mapping for each that did not find what it watches, with the
            attributes of a MonitorError.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> model.compile("sgd", "mse", metrics=["mae"])
    >>> stop = keras.callbacks.EarlyStopping("accuracy")
    >>> Monitors(model, {"callbacks": [stop]}).check()
    Traceback (most recent call last):
    ...
    lamina.MonitorError: `EarlyStopping` watches 'accuracy', and the training reports \
loss, mae.
    """

    def __init__(self, model: Any, arguments: Mapping[str, Any]) -> None:
        callbacks = arguments.get("callbacks")
        callbacks = getattr(callbacks, "callbacks", callbacks)
        self.callbacks = tree.flatten(callbacks or [])
        self._model = model
        self._validated = _epochs_validated(arguments)
        self._trains = _first(arguments) < arguments.get("epochs", 1)
        self.unseen: list[dict[str, Any]] = []
        self._seen: set[str] = set()

    def check(self) -> None:
        """Look for what the training cannot report.

        Raises:
            MonitorError: A callback watches it.
        """
        if not self._trains or not _is_own(self._model):
            return
        reported = _Reported(self._model)
        for i, callback in enumerate(self.callbacks):
            if _watches(callback):
                self._check(callback, reported, self.callbacks[:i])

    def _check(self, callback: Any, reported: "_Reported", before: list[Any]) -> None:
        monitor, name = callback.monitor, type(callback).__name__
        base = monitor.removeprefix("val_")
        if not all(map(_adds_nothing, before)):
            return
        rates = _rates([callback, *before])
        is_rate = bool(rates) and monitor.startswith("learning_rate")
        known = [*reported.names]
        if self._validated:
            known += [f"val_{each}" for each in reported.names]
        if _needs_monitor(callback) and not is_rate:
            if reported.are_all and base not in reported.possible:
                raise MonitorError(name, monitor, "name", [*known, *rates])
            if monitor != base and not self._validated:
                raise MonitorError(name, monitor, "validation", [*known, *rates])
        # After a batch there are other numbers than after an epoch.
        if reported.are_all and getattr(callback, "save_freq", None) == "epoch":
            for field in _fields(getattr(callback, "filepath", "")):
                base_field = field.removeprefix("val_")
                is_known = base_field in reported.possible and (
                    base_field == field or self._validated
                )
                if not is_known and field not in ("epoch", *rates):
                    known = ["epoch", *known, *rates]
                    raise MonitorError(name, field, "path", known)
        is_open = callback.mode == "auto" and base != "loss"
        if is_open and reported.are_all and not reported.has_direction(base):
            raise MonitorError(name, monitor, "direction")

    def look(self, epoch: int, logs: Mapping[str, Any]) -> None:
        """Note what is watched and was not reported in an epoch that could."""
        for callback in self.callbacks:
            if not _watches(callback) or not _needs_monitor(callback):
                continue
            monitor = callback.monitor
            is_due = not monitor.startswith("val_") or epoch in self._validated
            if monitor in logs:
                self._seen.add(monitor)
            elif is_due and all(each["monitor"] != monitor for each in self.unseen):
                name = type(callback).__name__
                note = {"callback": name, "monitor": monitor, "known": sorted(logs)}
                self.unseen.append(note)

    def never_seen(self) -> list[dict[str, Any]]:
        """Return those of `unseen` that have not come later either."""
        return [note for note in self.unseen if note["monitor"] not in self._seen]


class _Reported:
    """What a training reports under names, as far as it is known before.

    Attributes:
        names: The names, without those of validation, as people know them.
        possible: All that may be among them.
        are_all: Whether it can report nothing else.
    """

    def __init__(self, model: Any) -> None:
        config = getattr(compile_config(model), "config", None) or {}
        given = [
            each
            for part in ("metrics", "weighted_metrics")
            for each in tree.flatten(config.get(part) or [])
            if each is not None
        ]
        of_layers = metrics_of_layers(model)
        outputs = _outputs(model)
        # A subclassed model has outputs that it tells nobody of.
        self.are_all = bool(outputs) and all(map(_is_plain, [*given, *of_layers]))
        self._judged = {_name_of(each) for each in given if _has_direction(each)}
        names = [_name_of(each) for each in given]
        own = [m.name for m in of_layers]
        several = len(outputs) > 1
        joined = [f"{output}_{name}" for output in outputs for name in names]
        losses = [f"{output}_loss" for output in outputs] if several else []
        self.names = _unique(["loss", *losses, *(joined if several else names), *own])
        plain = {"loss", *losses, *names, *joined, *own}
        weighted = {f"weighted_{name}" for name in plain}
        weighted |= {f"{o}_weighted_{name}" for o in outputs for name in names}
        self.possible = _Numbered(plain | weighted)

    def has_direction(self, base: str) -> bool:
        """Whether Keras knows if more or less is better."""
        return base in self._judged


class _Numbered(set[str]):
    """Names, also where a number behind them tells them apart."""

    def __contains__(self, name: object) -> bool:
        stem, _, number = str(name).rpartition("_")
        return super().__contains__(name) or (
            number.isdecimal() and super().__contains__(stem)
        )


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _is_own(model: Any) -> bool:
    """Whether a model trains and reports as Keras' own do."""
    return all(getattr(type(model), n) is getattr(keras.Model, n) for n in _REPORTS)


def _is_plain(metric: Any) -> bool:
    """Whether what a metric reports goes by its name alone."""
    if isinstance(metric, type):
        return False
    if not isinstance(metric, keras.metrics.Metric):
        return isinstance(metric, str) or hasattr(metric, "__name__")
    return is_of_keras(type(metric))


def _outputs(model: Any) -> list[str]:
    try:
        return list(model.output_names or ["output"])
    except (AttributeError, ValueError):
        # It is not built.
        return ["output"] if isinstance(model, keras.Sequential) else []


def _name_of(metric: Any) -> str:
    if isinstance(metric, str):
        return metric
    name = getattr(metric, "name", None) or getattr(metric, "__name__", None)
    return str(name or type(metric).__name__)


def _has_direction(metric: Any) -> bool:
    if isinstance(metric, str):
        if metric.lower() in ("acc", "accuracy"):
            return True
        try:
            metric = keras.metrics.get(metric)
        except (TypeError, ValueError):
            # Keras will say what it is.
            return True
    return metric_direction(metric) is not None


def _watches(callback: Any) -> bool:
    # A class that builds on one of them may find out by itself.
    return isinstance(callback, _WATCHERS) and is_of_keras(type(callback))


def _needs_monitor(callback: Any) -> bool:
    # Those that save need it for the best alone.
    return bool(getattr(callback, "save_best_only", True))


def _adds_nothing(callback: Any) -> bool:
    """Whether a callback surely reports nothing, but for rates of learning."""
    if isinstance(callback, keras.callbacks.LambdaCallback):
        return False
    return is_of_keras(type(callback))


def _fields(path: str) -> list[str]:
    """Return the names that are to be filled in in a path."""
    try:
        parts = [field for _, field, _, _ in string.Formatter().parse(path)]
    except ValueError:
        # Keras will say what is wrong with it.
        return []
    return [field for field in parts if field]


def _rates(callbacks: Iterable[Any]) -> list[str]:
    """Return what callbacks report of the rate of learning."""
    kinds = keras.callbacks.LearningRateScheduler, keras.callbacks.ReduceLROnPlateau
    is_reported = any(isinstance(each, kinds) for each in callbacks)
    return ["learning_rate"] if is_reported else []


def _first(arguments: Mapping[str, Any]) -> int:
    return int(arguments.get("initial_epoch", 0))


def _epochs_validated(arguments: Mapping[str, Any]) -> set[int]:
    """Return the epochs, from 0, after which there is a validation."""
    is_validated = arguments.get("validation_data") is not None
    if not is_validated and not arguments.get("validation_split"):
        return set()
    freq = arguments.get("validation_freq", 1)
    epochs = range(_first(arguments), int(arguments.get("epochs", 1)))
    if isinstance(freq, int):
        return {epoch for epoch in epochs if (epoch + 1) % freq == 0}
    return {epoch for epoch in epochs if epoch + 1 in freq}
