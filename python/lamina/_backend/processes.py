"""Several processes that compute together, as JAX has them.

All of them run the same program. Process 0 coordinates: the others find it by its
address, and it keeps what they tell each other.
"""

import atexit
import contextlib
import os
import pickle
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import keras
import numpy as np

DAY = 24 * 60 * 60
# Seconds after which a process looks whether another has failed.
_LOOK = 0.2
# Seconds in which the others are to read why one stops, before it does.
_FAREWELL = 1.0
# Where processes tell each other that they fail, or have left.
_ENDS = "lamina/ends/"
_FAILURE = f"{_ENDS}failure"
# Seconds that one process waits for the others to do the same.
_PATIENCE = 600.0

# What this process knows of its cluster; empty where it belongs to none.
_state: dict[str, Any] = {}


class ClusterError(RuntimeError):
    """Processes could not begin to compute together, or do not do the same.

    Attributes:
        kind: "backend", "late", "address", "environment", "joined", "connection": the
            cluster did not begin; "alone", "left", "unalike": processes do not do the
            same; "batches", "devices", "layout": what devices cannot do; "strategy":
            what Keras cannot; "made": a model was made in another strategy.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def begin() -> None:
    """Note which of the processes this one is, and look from now on for failures."""
    import jax

    _state["count"], _state["index"] = jax.process_count(), jax.process_index()
    _watch_for_failures()
    _fail_together_where_nothing_catches()


def process_count() -> int:
    """Return how many processes compute together; 1 for one alone.

    Example:
    >>> process_count(), process_index()
    (1, 0)
    """
    return int(_state.get("count", 1))


def process_index() -> int:
    """Return which of the processes this one is, from 0."""
    return int(_state.get("index", 0))


def devices() -> dict[str, list[str]]:
    """Return the devices of all processes, and those of this one.

    Example:
    >>> sorted(devices())
    ['all', 'local']
    """
    if keras.backend.backend() != "jax":
        return {"all": [], "local": []}
    import jax

    def names(found: list[Any]) -> list[str]:
        return [f"{device.platform}:{device.id}" for device in found]

    return {"all": names(jax.devices()), "local": names(jax.local_devices())}


def gathered(array: Any) -> np.ndarray:
    """Return an array of each process, along a new first axis.

    All processes must call it, with arrays of one shape.

    Example:
    >>> gathered(np.arange(3)).shape
    (1, 3)
    """
    array = np.asarray(array)
    if process_count() == 1:
        return np.expand_dims(array, 0)
    from jax.experimental import multihost_utils

    # As bytes: JAX would cut numbers of 64 bits.
    raw = np.frombuffer(np.ascontiguousarray(array).tobytes(), "uint8")
    with needing_others("what all of them tell each other"):
        rows = np.asarray(multihost_utils.process_allgather(raw))
    whole = np.frombuffer(rows.tobytes(), array.dtype)
    return np.reshape(whole, (-1, *array.shape))


def meet(what: str, timeout: float = _PATIENCE) -> None:
    """Wait until all processes are here.

    Args:
        what: What they come for, such as "`fit()`".
        timeout: Seconds.

    Raises:
        ClusterError: They do not come, or for something else.
    """
    if process_count() == 1:
        return
    _state["meetings"] = number = _state.get("meetings", 0) + 1
    place = f"lamina/meetings/{number}/"
    try:
        with needing_others(what):
            _client().key_value_set(f"{place}{process_index()}", what)
            _client().wait_at_barrier(f"lamina/{number}", int(timeout * 1000))
            told = dict(_client().key_value_dir_get(place))
    except ClusterError:
        raise
    except Exception as error:
        raise ClusterError(
            "alone",
            f"Not all processes came to {what} within {timeout:.0f} seconds: what "
            "several processes do together must be called in each of them.",
        ) from error
    others = {int(key.removeprefix(place)): each for key, each in told.items()}
    for index, other in sorted(others.items()):
        if other != others[0]:
            raise ClusterError(
                "alone",
                f"Process 0 came to {others[0]}, and process {index} to {other}: what "
                "several processes do together must be called in each of them.",
            )


def told_by_all(
    value: Any, what: str = "the same call", timeout: float = _PATIENCE
) -> list[Any]:
    """Return a value of each process, of any kind that can be pickled.

    Args:
        value: That of this process.
        what: What the processes come for, for an error.
        timeout: Seconds that one waits for the others.

    Raises:
        ClusterError: Some do not come.

    Example:
    >>> told_by_all({"rows": 3})
    [{'rows': 3}]
    """
    if process_count() == 1:
        return [value]
    meet(what, timeout)
    told = np.frombuffer(pickle.dumps(value), "uint8")
    sizes = gathered(np.array([len(told)]))[:, 0]
    padded = np.zeros(int(sizes.max()), "uint8")
    padded[: len(told)] = told
    rows = gathered(padded)
    return [
        pickle.loads(row[:size].tobytes())
        for row, size in zip(rows, sizes, strict=True)
    ]


def done_by_first(function: Callable[[], Any], what: str = "the same call") -> Any:
    """Have the first process alone do something, which the others wait for.

    Args:
        function: What is done.
        what: What the processes come for, for an error.

    Returns:
        What it returns, in the first process; None in the others.

    Raises:
        Exception: In all processes what it raised in the first.

    Example:
    >>> done_by_first(lambda: 2)
    2
    """
    meet(what)
    result, error = None, None
    if process_index() == 0:
        try:
            result = function()
        except Exception as raised:
            error = raised
    if process_count() > 1:
        # It may take as long as it needs.
        told = told_by_all(_portable(error), what, DAY)[0]
        error = error or told
    if error is not None:
        raise error
    return result


def _portable(error: Exception | None) -> Exception | None:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(str(error))
    return error


# ---- Failures ------------------------------------------------------------------


@contextlib.contextmanager
def needing_others(what: str) -> Iterator[None]:
    """Have this process end where another has left that it needs in this context.

    All processes enter such contexts in the same order: one that has come out of it may
    leave while another is in it yet.

    Args:
        what: What the others are needed for, such as "`fit()`".

    Raises:
        ClusterError: One has left before.

    Example:
    >>> with needing_others("`fit()`"):
    ...     pass
    """
    if process_count() == 1 or "needed_for" in _state:
        yield
        return
    number = _state["needs"] = _state.get("needs", 0) + 1
    left = _missing(_state.get("left", {}), number)
    if left:
        raise ClusterError("left", _who_has_left(left, what))
    _state["needed_for"] = number, what
    try:
        yield
        _state["done"] = number
    finally:
        _state.pop("needed_for", None)


def _missing(left: dict[int, int], number: int) -> list[int]:
    """Return the processes that have left without having done what has a number."""
    return [index for index, done in left.items() if done < number]


def _who_has_left(left: list[int], what: str) -> str:
    who = " and ".join(f"process {index}" for index in sorted(left))
    return (
        f"{who[0].upper()}{who[1:]} left the cluster, at the end of the script or "
        f"because it was told to quit, and process {process_index()} needs it for "
        f"{what}."
    )


def _client() -> Any:
    from jax._src import distributed

    return distributed.global_state.client


def _watch_for_failures() -> None:
    """Stop this process, too, as soon as another fails, or has left and is needed."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_LOOK):
            if _tell_failure_of_another():
                _exit()
            number, what = _state.get("needed_for", (0, ""))
            left = _missing(_state.get("left", {}), number)
            if left:
                text = _who_has_left(left, what)
                sys.stderr.write(f"{text}\n")
                fail_together(text)

    watcher = threading.Thread(target=watch, name="failures", daemon=True)
    watcher.start()

    def stop() -> None:
        over.set()
        watcher.join()

    _state["stop"] = stop
    atexit.register(leave_processes)


def _tell_failure_of_another() -> bool:
    """Print why another process has failed, if one has: once. Note who has left."""
    if "told" in _state:
        return True
    try:
        ends = dict(_client().key_value_dir_get(_ENDS))
    except Exception:
        # There is nobody to ask any more.
        return False
    told = ends.pop(_FAILURE, None)
    _state["left"] = {
        int(key.removeprefix(_ENDS)): int(done) for key, done in ends.items()
    }
    index, _, text = (told or f"{process_index()}\n").partition("\n")
    if int(index) == process_index():
        return False
    _state["told"] = True
    sys.stderr.write(
        f"Process {index} has failed, and process {process_index()} stops with it:\n"
        f"{text}\n"
    )
    sys.stderr.flush()
    return True


def leave_processes() -> None:
    """Wait until all processes have done their part, and compute alone from then on.

    One that still needs this process fails, and this one with it.

    Example:
    >>> leave_processes()
    """
    if "stop" not in _state:
        return
    _state["stop"]()
    with contextlib.suppress(Exception):
        done = _state.get("done", 0)
        _client().key_value_set(f"{_ENDS}{process_index()}", str(done))
        while len(_state.get("left", {})) < process_count():
            if _tell_failure_of_another():
                _exit()
            time.sleep(_LOOK)
    _state.clear()
    import jax

    jax.distributed.shutdown()


def fail_together(text: str) -> NoReturn:
    """End this process at once, and with it all others, telling them why.

    Nothing waits for the others, as the usual end of a process does: they may be in a
    step that needs this one.

    Args:
        text: What went wrong, for those who read what the others print.
    """
    if process_count() > 1 and not _tell_failure_of_another():
        with contextlib.suppress(Exception):
            _client().key_value_set(_FAILURE, f"{process_index()}\n{text}")
    sys.stdout.flush()
    sys.stderr.flush()
    _exit()


def _exit() -> NoReturn:
    if process_count() > 1:
        # What the others are to read is kept by the first.
        time.sleep(_FAREWELL * (1 if process_index() else 2))
    os._exit(1)


def _fail_together_where_nothing_catches() -> None:
    """Have an error that ends a script, or Ctrl-C, end the others, too."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        before(kind, error, trace)
        is_prompt = hasattr(sys, "ps1")
        if not is_prompt or not issubclass(kind, KeyboardInterrupt):
            fail_together(f"{kind.__name__}: {error}")

    sys.excepthook = hook
