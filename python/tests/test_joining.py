"""How a process finds those that it computes with, and what it says where it cannot."""

import os
import re
import socket
import sys
from types import ModuleType, SimpleNamespace
from unittest.mock import MagicMock

import keras
import pytest
from programs import run_program

import lamina
from lamina._backend import joining

pytestmark = pytest.mark.skipif(
    keras.backend.backend() != "jax", reason="Only JAX computes in several processes"
)

TELLING = re.compile("KERAS_DISTRIBUTION|^JAX_|^SLURM|^OMPI|^KUBERNETES")


@pytest.fixture
def asked(monkeypatch):
    """Have JAX try to connect, and return what it would have been asked for."""
    from jax._src import distributed, xla_bridge

    found = []
    monkeypatch.setattr(joining, "_failed", [])

    def connect(address, process, **settings):
        found.append((address, distributed.global_state.num_processes, process))
        raise RuntimeError("nobody is there")

    monkeypatch.setattr(xla_bridge, "backends_are_initialized", lambda: False)
    # It would hide devices from the other tests.
    monkeypatch.setattr(distributed.config, "update", lambda *_: None)
    connection = distributed._jax
    monkeypatch.setattr(connection, "get_distributed_runtime_service", MagicMock())
    monkeypatch.setattr(connection, "get_distributed_runtime_client", connect)
    for name in filter(TELLING.search, [*os.environ]):
        monkeypatch.delenv(name)

    def ask(*given, **environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(lamina.ClusterError) as caught:
            lamina.join_processes(*given)
        return found[-1] if found else (caught.value.kind, str(caught.value))

    return ask


KERAS = {
    "KERAS_DISTRIBUTION_JOB_ADDRESSES": "one:9911,two:9911",
    "KERAS_DISTRIBUTION_NUM_PROCESSES": "2",
    "KERAS_DISTRIBUTION_PROCESS_ID": "1",
}
SLURM = {
    "SLURM_JOB_ID": "7",
    "SLURM_STEP_NODELIST": "node[003-006]",
    "SLURM_NTASKS": "4",
    "SLURM_PROCID": "2",
    "SLURM_LOCALID": "0",
}
OPEN_MPI = {
    "OMPI_MCA_orte_hnp_uri": "1531576320.0;tcp://10.96.0.1,10.148.0.1:34911",
    "OMPI_COMM_WORLD_SIZE": "3",
    "OMPI_COMM_WORLD_RANK": "2",
    "OMPI_COMM_WORLD_LOCAL_RANK": "0",
}


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (KERAS, ("one:9911", 2, 1)),
        (SLURM, (f"node003:{7 + 65535 - 4095}", 4, 2)),
        (OPEN_MPI, (r"10.96.0.1:\d+", 3, 2)),
        # What is told to Keras goes first.
        ({**SLURM, **KERAS}, ("one:9911", 2, 1)),
    ],
)
def test_what_is_not_given_is_asked_of_the_environment(asked, environment, expected):
    address, processes, process = asked(**environment)
    assert re.fullmatch(expected[0], address)
    assert (processes, process) == expected[1:]


def test_kubernetes_is_asked(asked, monkeypatch):
    from jax._src.clusters.k8s_cluster import K8sCluster

    monkeypatch.setitem(sys.modules, "kubernetes", MagicMock(spec=ModuleType))
    sys.modules["kubernetes"].config = sys.modules["kubernetes"].client = MagicMock()
    job = SimpleNamespace(
        metadata=SimpleNamespace(name="train", labels={}),
        spec=SimpleNamespace(parallelism=4),
    )
    pod = SimpleNamespace(spec=SimpleNamespace(subdomain="pods"))
    monkeypatch.setattr(K8sCluster, "_job", lambda: job)
    monkeypatch.setattr(K8sCluster, "_pod", lambda: pod)
    kind = SimpleNamespace(kind="Job")
    monkeypatch.setattr(K8sCluster, "_controller", lambda: kind)
    monkeypatch.setattr("socket.gethostbyname", lambda host: "10.0.0.1")
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    told = asked(KUBERNETES_SERVICE_HOST="10.0.0.1", JOB_COMPLETION_INDEX="3")
    assert told == ("train-0.pods:55527", 4, 3)


def test_what_is_given_goes_before_the_environment(asked):
    assert asked("here:1,there:1", 5, 4, **KERAS) == ("here:1", 5, 4)


@pytest.mark.parametrize(
    ("given", "environment", "kind", "text"),
    [
        ((), {}, "address", "`address` must be given: neither KERAS_.*_JOB_ADDRESSES"),
        (("here:1",), {}, "address", "`processes` must be given: neither .*_PROCESSES"),
        (("here:1", 2), {}, "address", "`process` must be given: neither .*PROCESS_ID"),
        (
            *((), {**KERAS, "KERAS_DISTRIBUTION_NUM_PROCESSES": "two"}),
            *("environment", "_NUM_PROCESSES must be a whole number, not 'two'"),
        ),
        (
            *((), {**KERAS, "KERAS_DISTRIBUTION_PROCESS_ID": "-1"}),
            *("environment", "_PROCESS_ID must be a whole number, not '-1'"),
        ),
        (
            *((), {**KERAS, "KERAS_DISTRIBUTION_PROCESS_ID": "2"}),
            *("environment", "`process` must be less than `processes`, 2, not 2"),
        ),
        (
            *((), {**KERAS, "KERAS_DISTRIBUTION_JOB_ADDRESSES": "here"}),
            *("environment", "_JOB_ADDRESSES must be an address such as .*'here'"),
        ),
    ],
)
def test_what_nothing_tells_is_named(asked, given, environment, kind, text):
    told = asked(*given, **environment)
    assert told[0] == kind
    assert re.search(text, told[1])


@pytest.mark.parametrize(
    ("process", "taken", "text"),
    [
        (
            1,
            False,
            r"The first process did not answer at \S+ \(.*\) within 1 second.*",
        ),
        (0, False, r"Not all of the 2 processes came to \S+ within 1 seconds\."),
        (0, True, r"The first process cannot be found at \S+: the port is in use\."),
    ],
)
def test_who_does_not_find_the_others_computes_alone(process, taken, text):
    program = """
import sys
import keras, lamina

for _ in range(2):
    try:
        lamina.join_processes(sys.argv[1], 2, int(sys.argv[2]), 1)
    except lamina.ClusterError as error:
        print(error.kind, error, flush=True)
print(lamina.process_count(), float(keras.ops.sum(keras.ops.ones(3))))
"""
    with socket.socket() as found:
        found.bind(("", 0))
        address = f"localhost:{found.getsockname()[1]}"
        if taken:
            found.listen()
        else:
            found.close()
        told = run_program(program, address, process)
    assert told.returncode == 0, told.stderr
    first, second, alone = told.stdout.splitlines()
    assert re.fullmatch(f"connection {text}", first)
    assert second == (
        first if taken else "connection This process failed to join one before."
    )
    assert alone == "1 3.0"
