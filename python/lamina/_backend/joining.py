"""How a process comes to those that it computes with.

JAX asks what started the processes for what is not given. It ends a process that does
not find the others; here that is an error.
"""

import os
import re
import socket
import sys
import threading
from typing import Any

import keras
import numpy as np

from lamina._backend.placing import need_others_for_weights
from lamina._backend.processes import (
    DAY,
    ClusterError,
    begin,
    told_by_all,
)
from lamina._keras import random_seed

# Seconds until a process that does not answer counts as gone.
_HEARTBEAT = 20

_ADDRESS = "KERAS_DISTRIBUTION_JOB_ADDRESSES"
_COUNT = "KERAS_DISTRIBUTION_NUM_PROCESSES"
_INDEX = "KERAS_DISTRIBUTION_PROCESS_ID"

# What JAX says where nothing tells it, and what says so here.
NOT_TOLD = {
    "coordinator_address should": ("address", _ADDRESS),
    "Number of processes must": ("processes", _COUNT),
    "process id of the current process": ("process", _INDEX),
}

# And where another program has the port of the first process.
NO_SERVER = "start RPC server"

# What has not found the others; of them JAX waits for some yet, in another thread.
_failed: list[Any] = []


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
        ClusterError: The backend has no processes, something has been computed, nothing
            says where the others are, or they were not found.
    """
    if keras.backend.backend() != "jax":
        raise ClusterError("backend", "Only JAX computes in several processes.")
    from jax._src import distributed

    if distributed.global_state.client is not None:
        raise ClusterError("joined", "This process belongs to a cluster already.")
    if _failed:
        # JAX would crash.
        raise ClusterError("connection", "This process failed to join one before.")
    # Of several the first is that of process 0.
    address = address.split(",")[0] if address else _address_told()
    processes = _number_told(_COUNT) if processes is None else processes
    process = _number_told(_INDEX) if process is None else process
    if processes is not None and process is not None and process >= processes:
        raise ClusterError(
            "environment",
            f"`process` must be less than `processes`, {processes}, not {process}.",
        )
    if process == 0 and address:
        _check_port(address)
    _connect(address, processes, process, timeout)
    begin()
    need_others_for_weights()
    # Weights are drawn alike everywhere: by the seed that was set, or one for all.
    seed = random_seed()
    if seed is None:
        seed = int(np.random.default_rng().integers(2**31))
    keras.utils.set_random_seed(told_by_all(seed, "`use_cluster()`")[0])


def _address_told() -> str | None:
    told = os.environ.get(_ADDRESS, "").split(",")[0].strip()
    if told and not re.fullmatch(r".+:\d+", told):
        raise ClusterError(
            "environment",
            f"The environment variable {_ADDRESS} must be an address such as "
            f"192.168.1.10:9911, not '{told}'.",
        )
    return told or None


def _number_told(name: str) -> int | None:
    """Return the whole number in an environment variable, None where it has nothing.

    Example:
    >>> _number_told("A_VARIABLE_OF_NOBODY") is None
    True
    """
    told = os.environ.get(name, "").strip()
    if told and not told.isdecimal():
        raise ClusterError(
            "environment",
            f"The environment variable {name} must be a whole number, not '{told}'.",
        )
    return int(told) if told else None


def _check_port(address: str) -> None:
    """Refuse a port that another program has: JAX may crash."""
    try:
        socket.create_server(("", int(address.rpartition(":")[2]))).close()
    except OSError as error:
        raise ClusterError("connection", _no_port(address)) from error


def _no_port(address: str | None) -> str:
    return f"The first process cannot be found at {address}: the port is in use."


def _connect(
    address: str | None, processes: int | None, process: int | None, timeout: int
) -> None:
    import jax
    from jax._src import distributed

    # It would take the signal by which schedulers and `kill` end a process.
    jax.config.update("jax_enable_preemption_service", False)
    raised: list[Exception] = []
    given_up = threading.Event()

    def connect() -> None:
        try:
            jax.distributed.initialize(
                coordinator_address=address,
                num_processes=processes,
                process_id=process,
                # JAX ends the process then.
                initialization_timeout=DAY,
                heartbeat_timeout_seconds=_HEARTBEAT,
                # Who has done its part waits for others; who dies is missed earlier.
                shutdown_timeout_seconds=DAY,
            )
        except Exception as error:
            raised.append(error)
        if given_up.is_set() and not raised:
            # The others would wait for it, and JAX ends it with them.
            sys.stderr.write("The other processes have come too late.\n")
            os._exit(1)

    state = distributed.global_state
    connecting = threading.Thread(target=connect, name="connecting", daemon=True)
    connecting.start()
    try:
        connecting.join(timeout)
        if connecting.is_alive():
            raise _not_found(state, timeout)
        if raised:
            raise _explained(raised[0], state.coordinator_address) from raised[0]
    except BaseException as error:
        given_up.set()
        if getattr(error, "kind", "connection") == "connection":
            _failed.append((state.client, state.service))
        # This process computes alone.
        state.client = state.service = state.coordinator_address = None
        state.num_processes, state.process_id = 1, 0
        raise


def _not_found(state: Any, timeout: int) -> ClusterError:
    address, count = state.coordinator_address, state.num_processes
    host, _, port = str(address).rpartition(":")
    text = f"Not all of the {count} processes came to {address}"
    if state.process_id:
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=5).close()
        except OSError as error:
            text = f"The first process did not answer at {address} ({error})"
    return ClusterError("connection", f"{text} within {timeout} seconds.")


def _explained(error: Exception, address: str | None) -> ClusterError:
    text = str(error)
    if NO_SERVER in text:
        text = _no_port(address)
    for said, (argument, variable) in NOT_TOLD.items():
        if said in text:
            return ClusterError(
                "address",
                f"`{argument}` must be given: neither {variable} nor what started this "
                "process tells it.",
            )
    # JAX tells of both in one class.
    late = "before any JAX" in text
    return ClusterError("late" if late else "connection", text)
