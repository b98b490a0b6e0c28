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
from collections.abc import Callable
from typing import Any, NoReturn

import keras
import numpy as np

from lamina._keras import random_seed

# Seconds until a process that does not answer counts as gone.
_HEARTBEAT = 20
_DAY = 24 * 60 * 60
# Seconds after which a process looks whether another has failed.
_LOOK = 0.2
# Seconds in which the others are to read why one stops, before it does.
_FAREWELL = 1.0
_FAILURE = "lamina/failure"
# Seconds that one process waits for the others to do the same.
_PATIENCE = 600.0

_state: dict[str, Any] = {}


class ClusterError(RuntimeError):
    """Processes could not begin to compute together, or do not do the same.

    Attributes:
        kind: "backend", "late", "address", "joined", "connection": the cluster did not
            begin; "alone", "unalike": processes do not do the same; "batches",
            "devices", "layout": what devices cannot do; "strategy": what Keras cannot.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def join_processes(
    address: str | None = None,
    processes: int | None = None,
    process: int | None = None,
    timeout: int = 300,
) -> None:
    """Begin to compute together with other processes, before anything is computed.

    What is not given is asked of the environment: `KERAS_DISTRIBUTION_JOB_ADDRESSES`,
    `KERAS_DISTRIBUTION_NUM_PROCESSES` and `KERAS_DISTRIBUTION_PROCESS_ID`, else what
    started the processes, such as SLURM or Open MPI. All of them get one random seed.

    Args:
        address: Where process 0 is found, "host:port".
        processes: How many processes there are.
        process: Which of them this one is, from 0.
        timeout: Seconds until the others must be there.

    Raises:
        ClusterError: The backend has no processes, something has been computed, or the
            others were not found.
    """
    if keras.backend.backend() != "jax":
        raise ClusterError("backend", "Only JAX computes in several processes.")
    if _state:
        raise ClusterError("joined", "This process belongs to a cluster already.")
    import jax

    known = os.environ.get
    address = address or known("KERAS_DISTRIBUTION_JOB_ADDRESSES")
    if processes is None and known("KERAS_DISTRIBUTION_NUM_PROCESSES"):
        processes = int(os.environ["KERAS_DISTRIBUTION_NUM_PROCESSES"])
    if process is None and known("KERAS_DISTRIBUTION_PROCESS_ID"):
        process = int(os.environ["KERAS_DISTRIBUTION_PROCESS_ID"])
    # It would take the signal by which schedulers and `kill` end a process.
    jax.config.update("jax_enable_preemption_service", False)
    try:
        jax.distributed.initialize(
            # Of several the first is that of process 0.
            coordinator_address=address and address.split(",")[0],
            num_processes=processes,
            process_id=process,
            initialization_timeout=timeout,
            heartbeat_timeout_seconds=_HEARTBEAT,
            # Who has done its part waits for the others; who dies is missed earlier.
            shutdown_timeout_seconds=_DAY,
        )
    except ValueError as error:
        raise ClusterError("address", str(error)) from error
    except RuntimeError as error:
        # JAX tells of both in this class.
        kind = "late" if "before any JAX" in str(error) else "connection"
        raise ClusterError(kind, str(error)) from error
    _state["count"], _state["index"] = jax.process_count(), jax.process_index()
    _watch_for_failures()
    _fail_together_where_nothing_catches()
    # Weights are drawn alike everywhere: by the seed that was set, or one for all.
    seed = random_seed()
    if seed is None:
        seed = int(np.random.default_rng().integers(2**31))
    keras.utils.set_random_seed(told_by_all(seed, "`use_cluster()`")[0])


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
    rows = np.asarray(multihost_utils.process_allgather(raw))
    whole = np.frombuffer(rows.tobytes(), array.dtype)
    return np.reshape(whole, (-1, *array.shape))


def meet(what: str, timeout: float = _PATIENCE) -> None:
    """Wait until all processes are here.

    Args:
        what: What they come for, such as "`fit()`".
        timeout: Seconds.

    Raises:
        ClusterError: They do not come.
    """
    if process_count() == 1:
        return
    _state["meetings"] = number = _state.get("meetings", 0) + 1
    try:
        _client().wait_at_barrier(f"lamina/{number}", int(timeout * 1000))
    except Exception as error:
        raise ClusterError(
            "alone",
            f"Not all processes came to {what} within {timeout:.0f} seconds: what "
            "several processes do together must be called in each of them.",
        ) from error


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
        told = told_by_all(_portable(error), what, _DAY)[0]
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


def _client() -> Any:
    from jax._src import distributed

    return distributed.global_state.client


def _watch_for_failures() -> None:
    """Stop this process, too, as soon as another tells that it fails."""
    client, over = _client(), threading.Event()

    def watch() -> None:
        while not over.wait(_LOOK):
            if _tell_failure_of_another(client):
                _exit()

    watcher = threading.Thread(target=watch, name="failures", daemon=True)
    watcher.start()

    def stop() -> None:
        over.set()
        watcher.join()

    _state["stop"] = stop
    atexit.register(leave_processes)


def _tell_failure_of_another(client: Any) -> bool:
    """Print why another process has failed, if one has: once."""
    if "told" in _state:
        return True
    try:
        told = client.key_value_try_get(_FAILURE)
    except Exception:
        # None has so far, or there is nobody to ask any more.
        return False
    index, _, text = told.partition("\n")
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

    Example:
    >>> leave_processes()
    """
    if "stop" not in _state:
        return
    _state["stop"]()
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
    if process_count() > 1 and not _tell_failure_of_another(_client()):
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
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        before(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            fail_together(f"{kind.__name__}: {error}")

    sys.excepthook = hook
