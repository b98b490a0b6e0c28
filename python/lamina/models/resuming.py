"""Trainings that go on after an interruption as if there had been none.

Keras' `BackupAndRestore` keeps the weights, the optimizer and the number of the epoch,
so that what is left to do is drawn and shuffled anew. Here the states of what draws are
kept beside them.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import h5py  # type: ignore[import-untyped]
import keras

from lamina._backend import (
    EpochOrders,
    put_random_states,
    random_states,
    whole_value,
)
from lamina._keras import (
    BACKUP_EPOCH,
    BACKUP_WRITES,
    backup_metadata_path,
    backup_path,
    global_seed_generator,
    layers_in,
    put_first_epoch,
    seed_generators,
    shared_generators,
)
from lamina.models.put_in_place import written_beside


class BackupError(ValueError):
    """A file of a backup is damaged.

    Attributes:
        path: Where it is.
        kind: "weights", or "states" for what training may go on without.
    """

    def __init__(self, path: Path, kind: str = "states") -> None:
        self.path, self.kind = str(path), kind
        way_on = "it to go on from the weights beside it, or "
        super().__init__(
            f"The file {self.path} of the backup is damaged: remove "
            f"{'' if kind == 'weights' else way_on}its folder to begin anew."
        )


def check_backups(callbacks: Iterable[Any]) -> None:
    """Refuse backups that could not be read, before a model is changed by them.

    Args:
        callbacks: Those of a training.

    Raises:
        BackupError: A file is damaged.

    Example:
    >>> check_backups([keras.callbacks.BackupAndRestore("no_folder_yet")])
    """
    for each in backups_in(callbacks):
        weights = Path(backup_path(each))
        # Of two backups Keras takes the one that can be read.
        if weights.exists() and not Path(f"{weights}.bkp").exists():
            try:
                h5py.File(weights).close()
            except OSError as error:
                raise BackupError(weights, "weights") from error
        metadata = Path(backup_metadata_path(each))
        for path, kind in ((metadata, dict), (_path(each), list)):
            if path.exists() and not isinstance(_read(path), kind):
                raise BackupError(path)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text())
    except ValueError as error:
        raise BackupError(path) from error


class RandomStates(keras.callbacks.Callback):
    """Keeps the states of what draws in a training where a callback backs it up.

    They are written before the weights, with the step that they belong to, beside those
    of the last backup: one of the two fits the weights, wherever an interruption comes.

    Args:
        callbacks: The callbacks of the training, which this one comes behind.
        orders: What shuffles in it.

    Example:
    >>> states = RandomStates([], EpochOrders())
    >>> with states.written():
    ...     pass
    """

    def __init__(self, callbacks: Iterable[Any], orders: EpochOrders) -> None:
        super().__init__()
        self._backups = backups_in(callbacks)
        self._orders = orders
        # Those that belong to the weights in a folder.
        self._last: dict[Path, dict[str, Any]] = {}

    @contextmanager
    def written(self) -> Iterator[None]:
        """Have the callbacks that write backups write the states, too."""

        def write(backup: Any, *args: Any) -> None:
            self._write(backup)
            getattr(type(backup), BACKUP_WRITES)(backup, *args)

        for each in self._backups:
            vars(each)[BACKUP_WRITES] = partial(write, each)
        try:
            yield
        finally:
            for each in self._backups:
                vars(each).pop(BACKUP_WRITES, None)

    def on_train_begin(self, logs: Any = None) -> None:
        """Go on from the states that fit the weights, as they were restored."""
        if not self._backups:
            return
        now = self._now()
        for each in self._backups:
            path = _path(each)
            # Without weights the training begins from the start.
            is_whole = path.exists() and Path(backup_path(each)).exists()
            for states in _read(path) if is_whole else []:
                if all(states[name] == now[name] for name in _FITTING):
                    self._restore(states)
                    self._last[path] = states

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Tell the epoch, which Keras knows at its end alone."""
        for each in self._backups:
            setattr(each, BACKUP_EPOCH, epoch)

    def _write(self, backup: Any) -> None:
        path = _path(backup)
        states = {"epoch": getattr(backup, BACKUP_EPOCH), **self._now()}
        kept = [self._last[path]] if path in self._last else []
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path, overwrite=True) as beside:
            beside.write_text(json.dumps([*kept, states]))
        self._last[path] = states

    def _now(self) -> dict[str, Any]:
        generators = _generators(self.model)
        return {
            "step": _step(self.model.optimizer),
            "count": len(generators),
            "generators": [_numbers(each) for each in generators],
            "shared": [_numbers(each) for each in shared_generators()],
            "orders": self._orders.seed,
            **random_states(),
        }

    def _restore(self, states: dict[str, Any]) -> None:
        put_first_epoch(self.model, states["epoch"])
        # The shared one may have drawn here alone, before the training.
        shared = [global_seed_generator() for _ in states["shared"]]
        generators = [*_generators(self.model), *shared]
        numbers = [*states["generators"], *states["shared"]]
        for each, value in zip(generators, numbers, strict=True):
            each.state.assign(value)
        self._orders.seed = states["orders"]
        put_random_states(states)


# Where these are others the states are those of another training.
_FITTING = ("backend", "step", "count")


def _step(optimizer: Any) -> int:
    # Where an optimizer is inside another they are no variable.
    steps = getattr(optimizer, "iterations", 0)
    is_variable = isinstance(steps, keras.Variable)
    return int(whole_value(steps) if is_variable else keras.ops.convert_to_numpy(steps))


def _generators(model: Any) -> list[Any]:
    return [each for layer in layers_in(model) for each in seed_generators(layer)]


def _numbers(generator: Any) -> list[int]:
    numbers: list[int] = whole_value(generator.state).tolist()
    return numbers


def _path(backup: Any) -> Path:
    return Path(backup.backup_dir, "random_states.json")


def backups_in(callbacks: Iterable[Any]) -> list[Any]:
    """Return the callbacks that keep backups in files of this machine.

    Example:
    >>> backups_in([keras.callbacks.BackupAndRestore("gs://bucket")])
    []
    """
    kind = keras.callbacks.BackupAndRestore
    found = [each for each in callbacks if isinstance(each, kind)]
    return [each for each in found if "://" not in str(each.backup_dir)]
