"""Several processes that compute together, as JAX has them.

All of them run the same program. Process 0 coordinates: the others find it by its
address, and it keeps what they tell each other.
"""

import atexit
import contextlib
import os
import pickle
import re
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
# Where processes tell each other that they fail, have left, do not go on with what the
# others are in yet, or end it after some step.
_ENDS = "lamina/ends/"
_FAILURE = f"{_ENDS}failure"
_LEFT = f"{_ENDS}left/"
_RAISED = f"{_ENDS}raised/"
_STOPPED = f"{_ENDS}stopped/"
# Seconds in which the others may come to the error that one has come to.
_GRACE = 30.0
# Seconds that one process waits for the others to do the same.
_PATIENCE = 600.0

# What JAX says where a process cannot be reached: a status, and what carries messages.
_LOST = re.compile(r"[A-Z_]+: .*(Gloo|NCCL|coordination service|heartbeat)", re.DOTALL)
# And of others that have not come in time.
_LATE = "DEADLINE_EXCEEDED"
_TOGETHER = "what several processes do together must be called in each of them."

# What this process knows of its cluster; empty where it belongs to none.
_state: dict[str, Any] = {}


class ClusterError(RuntimeError):
    """Processes could not begin to compute together, or do not do the same.

    Attributes:
        kind: "backend", "late", "address", "environment", "joined", "connection": the
            cluster did not begin; "alone", "left", "unalike": processes do not do the
            same; "lost": one cannot be reached any more; "batches", "devices",
            "layout": what devices cannot do; "strategy": what Keras cannot; "made": a
            model was made in another strategy.
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


def meet(what: str, timeout: float = _PATIENCE, rule: str = _TOGETHER) -> None:
    """Wait until all processes are here.

    Args:
        what: What they come for, such as "`fit()`".
        timeout: Seconds.
        rule: What an error says where some come for something else.

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
    except Exception as error:
        if _LATE not in str(error):
            raise
        raise ClusterError(
            "alone",
            f"Not all processes came to {what} within {timeout:.0f} seconds: "
            f"{_TOGETHER}",
        ) from error
    others = {int(key.removeprefix(place)): each for key, each in told.items()}
    for index, other in sorted(others.items()):
        if other != others[0]:
            raise ClusterError(
                "alone",
                f"Process 0 came to {others[0]}, and process {index} to {other}: "
                f"{rule}",
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
    leave while another is in it yet. Where one comes out of it by an error, the others
    must do so, too, or end after a while.

    Args:
        what: What the others are needed for, such as "`fit()`".

    Raises:
        ClusterError: One has left before, or cannot be reached.

    Example:
    >>> with needing_others("`fit()`"):
    ...     pass
    """
    if process_count() == 1 or "needed_for" in _state:
        yield
        return
    number = _state["needs"] = _state.get("needs", 0) + 1
    left = _missing(number)
    if left:
        raise ClusterError("left", _who_has_left(left, what))
    _state["needed_for"] = number, what
    try:
        yield
        _state["done"] = number
    except BaseException as error:
        if _LOST.match(str(error)):
            if _tell_failure_of_another():
                _exit()
            raise ClusterError("lost", _who_is_lost(what)) from error
        text = f"{number}\n{type(error).__name__}: {error}"
        with contextlib.suppress(Exception):
            _set(f"{_RAISED}{process_index()}", text)
        raise
    finally:
        _state.pop("needed_for", None)


def _noted(place: str) -> dict[str, str]:
    """Return what the processes have noted in a place, as far as it is known here."""
    ends: dict[str, str] = _state.get("ends", {})
    return {
        key.removeprefix(place): text
        for key, text in ends.items()
        if key.startswith(place)
    }


def _missing(number: int) -> list[int]:
    """Return the processes that have left without having done what has a number."""
    return [int(index) for index, done in _noted(_LEFT).items() if int(done) < number]


def _who_has_left(left: list[int], what: str) -> str:
    who = " and ".join(f"process {index}" for index in sorted(left))
    return (
        f"{who[0].upper()}{who[1:]} left the cluster, at the end of the script or "
        f"because it was told to quit, and process {process_index()} needs it for "
        f"{what}."
    )


def _who_is_lost(what: str) -> str:
    return (
        f"Another process has ended, or cannot be reached, and process "
        f"{process_index()} needs it for {what}."
    )


def begin_step() -> None:
    """Note that this process goes on to another step of all."""
    number, _ = _state.get("needed_for", (0, ""))
    before, step = _state.get("step", (0, 0))
    _state["step"] = number, step + 1 if before == number else 1


def end_after_step(what: str, rule: str) -> None:
    """Wait for the others to end their steps after the same one.

    Those that go on to another end, and this process with them.

    Args:
        what: What ends, for an error, such as "the end of the training".
        rule: What an error says where it does not end in all.

    Raises:
        ClusterError: Others have no more steps, and come to something else.

    Example:
    >>> end_after_step("the end", "It must come in all.")
    """
    if process_count() == 1:
        return
    number, step = _state.get("step", (0, 0))
    _state.setdefault("stops", set()).add((number, step))
    _set(f"{_STOPPED}{process_index()}/{number}/{step}", f"{what}\n{rule}")
    meet(what, rule=rule)


def _set(key: str, value: str) -> None:
    _client().key_value_set(key, value, allow_overwrite=True)


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
            text = _reason_to_end()
            if text:
                sys.stderr.write(f"{text}\n")
                fail_together(text)

    watcher = threading.Thread(target=watch, name="failures", daemon=True)
    watcher.start()

    def stop() -> None:
        over.set()
        watcher.join()

    _state["stop"] = stop
    atexit.register(leave_processes)


def _reason_to_end() -> str | None:
    """Return why what this process is in cannot end, if that is known."""
    own, (number, what) = process_index(), _state.get("needed_for", (0, ""))
    left = _missing(number)
    if left:
        return _who_has_left(left, what)
    current = _state.get("step", (0, 0))
    for place, told in _noted(_STOPPED).items():
        index, *at = map(int, place.split("/"))
        goes_on = at[0] == current[0] and at[1] < current[1]
        if goes_on and tuple(at) not in _state.get("stops", ()):
            end, rule = told.split("\n")
            return f"Process {index} came to {end}, and process {own} goes on: {rule}"
    since = _state.setdefault("since", {})
    for who, told in _noted(_RAISED).items():
        raised, _, text = told.partition("\n")
        if int(raised) == number:
            start = since.setdefault((who, raised), time.monotonic())
            if time.monotonic() - start > _GRACE:
                return f"An error in process {who} ended {what} there alone:\n{text}"
    return None


def _tell_failure_of_another() -> bool:
    """Print why another process has failed, if one has: once. Note how others end."""
    if "told" in _state:
        return True
    try:
        ends = dict(_client().key_value_dir_get(_ENDS))
    except Exception:
        # There is nobody to ask any more.
        return False
    told = ends.get(_FAILURE)
    _state["ends"] = ends
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
        _set(f"{_LEFT}{process_index()}", str(done))
        while len(_noted(_LEFT)) < process_count():
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
