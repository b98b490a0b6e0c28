"""Models that several processes train and use together.

Each process runs the same program on the same data. What they give must be alike, which
is looked at before the first step; the first process writes and prints for all.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import tree

from lamina._backend import (
    ClusterError,
    WatchedBatches,
    all_variables,
    begin_step,
    check_layout,
    distribution,
    done_by_first,
    end_after_step,
    gathered,
    is_spread,
    left_distribution,
    meet,
    needing_others,
    process_count,
    process_index,
    replica_count,
    told_by_all,
    whole_value,
)
from lamina._keras import (
    BACKUP_WRITES,
    backup_path,
    layers_in,
    value_in,
)
from lamina.models.batches import count_of, is_stream, rows_of, trained_rows
from lamina.models.checked_batches import adapter_maker
from lamina.models.put_in_place import written_beside
from lamina.models.resuming import backups_in

# Of larger arrays some rows are compared, as many bytes of them.
_LOOKED_AT = 2**26

# What these write is the first process's, and no other needs it.
_WRITERS = (
    keras.callbacks.CSVLogger,
    keras.callbacks.RemoteMonitor,
    keras.callbacks.TensorBoard,
)

_DATA = ("x", "y", "sample_weight", "validation_data")
_NOT_COMPARED = {*_DATA, "callbacks", "verbose"}


@contextmanager
def spread(
    model: Any, method: str, arguments: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Let all processes do the same in a method of a model.

    Args:
        model: A Keras model.
        method: Its method: "fit", "evaluate" or "train_on_batch" and its like.
        arguments: Those of the method.

    Returns:
        The arguments to call it with in this process, in the context.

    Raises:
        ClusterError: The data, the arguments, the weights or the random state of the
            processes differ, or the devices cannot share the batches.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> with spread(model, "evaluate", {"verbose": 1}) as given:
    ...     given
    {'verbose': 1}
    """
    if distribution() is not None and method == "fit":
        check_layout(model)
        _check_batch_size(arguments, distribution().num_model_replicas)
    if not is_spread():
        with _saving_whole(model):
            yield arguments
        return
    check_alike(model, method, arguments)
    given, arguments = arguments, dict(arguments)
    for name in ("x", "validation_data"):
        if is_stream(given.get(name)):
            arguments[name] = _Agreed(adapter_maker(method, given, name), name)
    with needing_others(f"`{method}()`"), ExitStack() as stack:
        if arguments.get("callbacks") is not None:
            arguments["callbacks"] = _callbacks(model, arguments["callbacks"], stack)
        if method in ("fit", "evaluate") and "callbacks" in arguments:
            callbacks = tree.flatten(arguments["callbacks"] or [])
            order = [_SameOrder()] if arguments.get("shuffle") else []
            arguments["callbacks"] = [*callbacks, _SameEnd(), *order]
        arguments = told_by_first(arguments)
        stack.enter_context(_saving_whole(model))
        stack.enter_context(_whole_weights(model))
        yield arguments


def told_by_first(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return arguments with which only the first process says how far it is.

    Example:
    >>> told_by_first({"verbose": 1})
    {'verbose': 1}
    """
    if process_index() and "verbose" in arguments:
        return {**arguments, "verbose": 0}
    return arguments


def _check_batch_size(arguments: Mapping[str, Any], parts: int) -> None:
    """Refuse batches of which no device would have a part of its own."""
    x = arguments.get("x")
    if x is None or is_stream(x) or _batch_size(arguments) % parts == 0:
        return
    raise ClusterError(
        "batches",
        f"`batch_size` must be a multiple of {parts}, the number of devices that "
        f"share each batch, not {_batch_size(arguments)}.",
    )


def _batch_size(arguments: Mapping[str, Any]) -> int:
    return arguments.get("batch_size") or 32


def check_replicas(model: Any, method: str, arguments: Mapping[str, Any]) -> None:
    """Refuse arrays whose batches the replicas of TensorFlow cannot share equally.

    Keras takes the mean over the replicas of the means of their examples, so that those
    of an uneven batch would count unequally in training; and it fails where the first
    batch is uneven.

    Args:
        model: A Keras model.
        method: "fit", "evaluate" or another, which is not looked at.
        arguments: Those of the method.

    Raises:
        ClusterError: They cannot.

    Example:
    >>> check_replicas(keras.Sequential(), "fit", {"x": np.ones((3, 2))})
    """
    replicas = replica_count(model)
    shared = replicas > 1 and method in ("fit", "evaluate")
    if not shared or is_stream(arguments.get("x")):
        return
    _check_batch_size(arguments, replicas)
    size, rows = _batch_size(arguments), _rows_in(arguments.get("x"))
    if method == "evaluate":
        _check_evaluated(rows, size, replicas)
        return
    trained = trained_rows(arguments, rows)
    _check_last(trained, size, replicas, "")
    validation, validated = arguments.get("validation_data"), rows - trained
    if validation is not None and not is_stream(validation):
        validated = _rows_in(validation)
    size = arguments.get("validation_batch_size") or size
    _check_evaluated(validated, size, replicas, " for validation")


def _rows_in(arrays: Any) -> int:
    first = next(iter(tree.flatten(arrays)), None)
    return count_of(first) if hasattr(first, "shape") else 0


def _check_evaluated(rows: int, size: int, replicas: int, what: str = "") -> None:
    if rows < size:
        _check_last(rows, size, replicas, what)


def _check_last(rows: int, size: int, replicas: int, what: str) -> None:
    last = rows % size
    if last % replicas:
        raise ClusterError(
            "batches",
            f"The last batch{what} has {last} of {rows} examples, which {replicas} "
            f"devices cannot share equally: leave out {last % replicas}, or choose "
            "another batch size.",
        )


# ---- Alike ---------------------------------------------------------------------


def check_alike(model: Any, method: str, arguments: Mapping[str, Any]) -> None:
    """Look whether all processes call a method with the same.

    Raises:
        ClusterError: They do not.
    """
    callbacks = arguments.get("callbacks")
    backups = backups_in(tree.flatten(getattr(callbacks, "callbacks", callbacks) or []))
    _compare(_description(model, method, arguments, len(backups)), method)
    # By now all have ended what they did before, and process 0 has removed its backup.
    if backups:
        _compare([(_BACKUPS, [*map(_files_in, backups)])], method)


def _compare(own: Iterable[tuple[str, Any]], method: str) -> None:
    told = told_by_all(dict(own), f"`{method}()`")
    for index, other in enumerate(told):
        for name, value in told[0].items():
            if other.get(name) != value:
                raise ClusterError("unalike", _unalike(name, value, other, index))


def _unalike(name: str, first: Any, other: Mapping[str, Any], index: int) -> str:
    if name in _HINTS:
        return f"{name} differ between process 0 and process {index}: {_HINTS[name]}."
    return (
        f"{name} must be the same in all processes, not {first} in process 0 and "
        f"{other.get(name)} in process {index}."
    )


_VALUES = "The weights of the model"
_RANDOM = "The random states"
_BACKUPS = "The files in the folder of `BackupAndRestore`"
_HINTS = {
    _BACKUPS: "give a folder that all processes have, such as one of a network",
    _VALUES: "give all the same",
    _RANDOM: "call `set_random_seed()` in all with the same number, and draw random "
    "numbers in all or in none",
}


def _files_in(backup: Any) -> list[tuple[str, int]]:
    folder = Path(backup.backup_dir)
    found = folder.iterdir() if folder.is_dir() else []
    return sorted((each.name, each.stat().st_size) for each in found)


def _description(
    model: Any, method: str, arguments: Mapping[str, Any], backups: int
) -> Iterator[tuple[str, Any]]:
    yield "The method", method
    yield "The number of `BackupAndRestore` among the callbacks", backups
    yield "The model", [(each.path, tuple(each.shape)) for each in model.variables]
    for name, value in arguments.items():
        if name not in _NOT_COMPARED:
            yield f"`{name}`", repr(value)
    for name in _DATA:
        value = arguments.get(name)
        parts = [] if value is None or is_stream(value) else tree.flatten(value)
        arrays = [part for part in parts if hasattr(part, "shape")]
        shapes = [tuple(array.shape) for array in arrays]
        yield f"The shape of `{name}`", shapes[0] if len(shapes) == 1 else shapes
        # A number says nothing to those who read it: the shapes come first.
        yield f"What is in `{name}`, by its checksum,", [*map(checksum, arrays)]
    if arguments.get("shuffle"):
        yield _RANDOM, _random_state()
    whole = [value_in(each) for each in all_variables(model)]
    yield (
        _VALUES,
        [checksum(value) for value in whole if value.is_fully_replicated],
    )


def _random_state() -> int:
    return zlib.crc32(repr(np.random.get_state(legacy=False)).encode())


class _SameOrder(keras.callbacks.Callback):
    """Looks before each epoch whether all processes shuffle in the same way.

    A callback may draw random numbers in one of them.
    """

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Compare what the processes are about to draw from."""
        states = gathered(np.array([_random_state()]))[:, 0]
        others = np.flatnonzero(states != states[0])
        if len(others):
            text = _unalike(_RANDOM, "", {}, int(others[0]))
            raise ClusterError("unalike", f"Before epoch {epoch + 1}: {text}")


class _SameEnd(keras.callbacks.Callback):
    """Looks whether all processes end a training or an evaluation, or none.

    A callback may stop one of them, whose steps the others would wait for. They meet
    after each epoch; within one they note that they go on, and those meet that do not.
    """

    _RULE = "a callback must stop all processes, or none."

    def __init__(self) -> None:
        super().__init__()
        self._when = ""

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Note the epoch."""
        self._when = f" in epoch {epoch + 1}"

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Note that this process goes on."""
        begin_step()

    on_test_batch_begin = on_train_batch_begin

    def on_test_begin(self, logs: Any = None) -> None:
        """Look whether an epoch has ended early, before anything else is computed."""
        if self._when and self.model.stop_training:
            self._end("training")
        else:
            begin_step()

    def on_test_end(self, logs: Any = None) -> None:
        """Look whether an evaluation has ended early."""
        if self.model.stop_evaluating:
            self._end("evaluation")
        else:
            begin_step()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Wait for the others where all go on, by what fails if one is gone."""
        if self.model.stop_training:
            self._end("training")
        else:
            begin_step()
            gathered(np.array([epoch]))

    def _end(self, what: str) -> None:
        text = f"the end of the {what}, which a callback wanted{self._when}"
        end_after_step(text, self._RULE)


def checksum(array: Any) -> int:
    """Return a number that tells arrays apart, of large ones some of their rows.

    Example:
    >>> checksum(np.arange(3)) == checksum(np.arange(3))
    True
    """
    size = getattr(array, "nbytes", 0)
    if size > _LOOKED_AT:
        array = array[:: -(-size // _LOOKED_AT)]
    array = np.asarray(array)
    if array.dtype.hasobject:
        return zlib.crc32(repr(array.tolist()).encode())
    return zlib.crc32(np.ascontiguousarray(array).tobytes())


class _Agreed(WatchedBatches):
    """Batches that are the same in all processes, looked at as they come."""

    def __init__(self, make: Callable[[], Any], name: str) -> None:
        super().__init__(make)
        self._name = name

    def watched(self, batches: Any) -> Iterator[Any]:
        """Return the batches, after a look at each, and at their end."""
        batches = iter(batches)
        while True:
            batch = next(batches, None)
            arrays = [part for part in tree.flatten(batch) if part is not None]
            contents = [(array.shape, checksum(array)) for array in arrays]
            own = np.array([batch is not None, zlib.crc32(repr(contents).encode())])
            told = gathered(own)
            if (told != own).any():
                ended = not told[:, 0].all()
                raise ClusterError(
                    "unalike",
                    f"`{self._name}` must give the same batches in all processes, each "
                    "the whole batch: "
                    + ("some have come to an end." if ended else "they differ."),
                )
            if batch is None:
                return
            yield batch


# ---- What one process does for all ---------------------------------------------


def written_once(
    model: Any, write: Callable[[], Any], what: str, path: Any = None
) -> Any:
    """Have the first process write a model, for which all others wait.

    Processes that share no distribution may have models of their own: each writes its
    own then, to a path of its own.

    Args:
        model: The model.
        write: Writes it.
        what: The function that the user calls in all processes.
        path: Where it writes.

    Returns:
        What `write` returns, in the first process; None in others.

    Raises:
        ClusterError: The processes have different models, and one path.
        Exception: In all processes what it raised in the first.

    Example:
    >>> written_once(keras.Sequential(), lambda: "done", "`save_model()`")
    'done'
    """
    if process_count() == 1:
        return write()
    shared = is_spread()
    # Before the parts of weights are gathered.
    meet(what)
    with left_distribution(model):
        if not shared and _have_others(model, what, path):
            return write()
        return done_by_first(write, what)


def _have_others(model: Any, what: str, path: Any) -> bool:
    own = [checksum(each.value) for each in model.variables]
    paths, values = zip(*told_by_all((str(path), own), what), strict=True)
    others = [index for index, each in enumerate(values) if each != values[0]]
    if others and len({*paths}) < len(paths):
        raise ClusterError(
            "unalike",
            f"{_VALUES} differ between process 0 and process {others[0]}: give {what} "
            "another path in each of them.",
        )
    return bool(others)


@contextmanager
def _saving_whole(model: Any) -> Iterator[None]:
    """Let what callbacks save be written whole or not at all, by the first process."""
    by_first = is_spread()

    def whole(name: str) -> Callable[..., Any]:
        method = getattr(type(model), name)
        is_of_keras = method is getattr(keras.Model, name)

        def save(filepath: Any, *args: Any, **kwargs: Any) -> Any:
            write = partial(method, model, filepath, *args, **kwargs)
            replaces = not args and kwargs.get("overwrite", True)
            if is_of_keras and replaces and _may_be_replaced(filepath):
                write = partial(_replace, method, model, filepath, kwargs)
            return written_once(model, write, f"`{name}()`") if by_first else write()

        return save

    names = [name for name in ("save", "save_weights") if name not in vars(model)]
    for name in names:
        vars(model)[name] = whole(name)
    try:
        yield
    finally:
        for name in names:
            vars(model).pop(name, None)


@contextmanager
def _whole_weights(model: Any) -> Iterator[None]:
    """Let callbacks such as `EarlyStopping` keep weights that processes share."""

    def get_weights() -> list[np.ndarray]:
        return [whole_value(each) for each in model.weights]

    vars(model)["get_weights"] = get_weights
    try:
        yield
    finally:
        vars(model).pop("get_weights", None)


def _may_be_replaced(path: Any) -> bool:
    """Whether a path is that of one file on this machine, for which there is a folder.

    Example:
    >>> _may_be_replaced("model.keras"), _may_be_replaced("gs://bucket/model.keras")
    (True, False)
    """
    path = Path(path)
    is_file = path.suffix in (".keras", ".h5", ".hdf5") and not path.is_dir()
    return is_file and path.parent.is_dir()


def _replace(
    method: Callable[..., Any], model: Any, path: Any, arguments: dict[str, Any]
) -> None:
    """Keep what was saved before until all that takes its place is written."""
    with written_beside(path, overwrite=True) as beside:
        method(model, beside, **{**arguments, "overwrite": True})


def _callbacks(model: Any, callbacks: Any, stack: ExitStack) -> list[Any]:
    """Return the callbacks of this process: those that write files are the first's."""
    if isinstance(callbacks, keras.callbacks.CallbackList):
        callbacks = callbacks.callbacks
    given: list[Any] = tree.flatten(callbacks)
    if not process_index():
        return given
    for each in given:
        if isinstance(each, keras.callbacks.BackupAndRestore):
            stack.enter_context(_restoring_alone(each))
        if getattr(each, "verbose", 0):
            stack.callback(setattr, each, "verbose", each.verbose)
            each.verbose = 0
    return [each for each in given if not isinstance(each, _WRITERS)]


@contextmanager
def _restoring_alone(callback: Any) -> Iterator[None]:
    """Let a callback read what the first process has saved, and write nothing."""

    def save() -> None:
        callback.model.save_weights(backup_path(callback))

    def keep(logs: Any = None) -> None:
        """Leave what was saved to the first process."""

    vars(callback).update({BACKUP_WRITES: save, "on_train_end": keep})
    try:
        yield
    finally:
        for name in (BACKUP_WRITES, "on_train_end"):
            del vars(callback)[name]


# ---- Prediction ----------------------------------------------------------------


def predicted_by_all(
    predict: Callable[..., Any], model: Any, arguments: Mapping[str, Any]
) -> Any:
    """Let each process predict some of the batches, and give all of them the whole.

    Each batch is computed in one process, as one process alone would compute it.

    Args:
        predict: Called with the arguments in this process.
        model: A Keras model, whole in each process.
        arguments: Those of the method.

    Returns:
        The outputs of all examples, the same in all processes.
    """
    x, size = arguments.get("x"), arguments.get("batch_size") or 32
    parts = [] if x is None or is_stream(x) else tree.flatten(x)
    counts = {count_of(part) for part in parts if hasattr(part, "shape")}
    stateful = any(getattr(each, "stateful", False) for each in layers_in(model))
    count = counts.pop() if len(counts) == 1 else 0
    batches = -(-count // size)
    if batches < process_count() or stateful or arguments.get("steps") is not None:
        return predict(**arguments)

    def examples(index: int) -> np.ndarray:
        return np.flatnonzero(np.arange(count) // size % process_count() == index)

    check_alike(model, "predict", {"x": x, "batch_size": size})
    own = examples(process_index())
    outputs = predict(**{**arguments, "x": rows_of(x, own)})
    fit = all(len(part) == len(own) for part in tree.flatten(outputs))
    if not gathered(np.array([fit])).all():
        # Outputs that are not one of each example cannot be put together.
        return predict(**arguments)
    longest = max(len(examples(index)) for index in range(process_count()))

    def whole(part: np.ndarray) -> np.ndarray:
        padded = np.zeros((longest, *part.shape[1:]), part.dtype)
        padded[: len(part)] = part
        every = np.empty((count, *part.shape[1:]), part.dtype)
        for index, rows in enumerate(gathered(padded)):
            numbers = examples(index)
            every[numbers] = rows[: len(numbers)]
        return every

    joined: Any = tree.map_structure(whole, outputs)
    return joined
