"""Several processes and devices train what one does."""

import json
import os
import re
import signal
import socket
import time
from pathlib import Path

import keras
import numpy as np
import pytest
from programs import HERE, Program

import lamina
from lamina._backend import processes
from lamina.models import loading
from lamina.models.checked_batches import adapter_maker
from lamina.models.spread import _replace, checksum

pytestmark = pytest.mark.skipif(
    keras.backend.backend() != "jax", reason="Only JAX computes in several processes"
)

# A minute each: `make test-cluster` runs them all, `make test` those without this mark.
at_length = pytest.mark.skipif(
    not os.environ.get("LAMINA_CLUSTER"), reason="`make test-cluster` runs it"
)

# Seconds after which processes are ended that do not end by themselves.
LIMIT = 300


def free_address():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{found.getsockname()[1]}"


def flags(devices):
    """Return the flags with which XLA has a number of devices."""
    more = f"--xla_force_host_platform_device_count={devices}"
    return f"{os.environ.get('XLA_FLAGS', '')} {more}"


def run(folder, count, what="train", devices=1):
    """Return exit status, output and errors of each process."""
    folder.mkdir(exist_ok=True)
    address = free_address()
    arguments = count, address, folder, what
    programs = [
        Program(HERE / "spread_program.py", index, *arguments, XLA_FLAGS=flags(devices))
        for index in range(count)
    ]
    told = [program.finish(LIMIT) for program in programs]
    return [(each.returncode, each.stdout, each.stderr) for each in told]


def results(folder, count):
    return [
        dict(np.load(folder / f"process_{index}.npz").items()) for index in range(count)
    ]


def x_of_program():
    rng = np.random.default_rng(0)
    return rng.normal(size=(150, 6, 6, 3)).astype("float32")


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alone")
    [(status, _, errors)] = run(folder, 1)
    assert status == 0, errors
    return results(folder, 1)[0]


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    told = run(folder, 2)
    assert [status for status, _, _ in told] == [0, 0], told
    return folder, told


def test_two_processes_learn_what_one_does(alone, two):
    first, second = results(two[0], 2)
    assert first.keys() == second.keys() == alone.keys()
    for name, value in first.items():
        np.testing.assert_array_equal(value, second[name], err_msg=name)
        np.testing.assert_allclose(value, alone[name], atol=1e-5, err_msg=name)


def test_the_first_process_alone_prints_and_writes(alone, two):
    folder, told = two
    assert "Epoch 4/4" in told[0][1]
    assert "Epoch 1: loss improved" in told[0][1]
    assert "Epoch" not in told[1][1]
    assert len((folder / "log_0.csv").read_text().splitlines()) == 5
    assert not (folder / "log_1.csv").exists()
    assert not (folder / "backup").exists()
    best = lamina.load_model(folder / "best.keras")
    saved = lamina.load_model(folder / "model.keras")
    x = x_of_program()
    np.testing.assert_allclose(
        lamina.run_method(saved, "predict", x=x, verbose=0),
        alone["predicted"],
        atol=1e-5,
    )
    assert best.optimizer.iterations.value > 0
    # After the distribution has ended it is so, too.
    assert [path.name for path in sorted(folder.glob("after_*"))] == [
        "after_0.keras",
        "after_0.weights.h5",
    ]
    after = lamina.load_model(folder / "after_0.keras")
    np.testing.assert_allclose(
        lamina.run_method(after, "predict", x=x, verbose=0), alone["again"], atol=1e-5
    )
    # What each process keeps for itself it writes itself.
    own = [lamina.load_model(folder / f"own_{index}.keras") for index in range(2)]
    for first, second in zip(*(model.get_weights() for model in own), strict=True):
        np.testing.assert_array_equal(first, second)


@at_length
@pytest.mark.parametrize("what", ["train", "model_parallel"])
def test_four_devices_of_one_process_learn_what_one_does(alone, tmp_path, what):
    [(status, _, errors)] = run(tmp_path, 1, what, devices=4)
    assert status == 0, errors
    [shared] = results(tmp_path, 1)
    for name, value in shared.items():
        np.testing.assert_allclose(value, alone[name], atol=1e-5, err_msg=name)


@at_length
def test_whatever_is_trained_four_devices_learn_what_one_does():
    told = Program(HERE / "spread_cases.py", XLA_FLAGS=flags(4)).finish(LIMIT)
    assert told.returncode == 0, told.stderr
    differences = json.loads(told.stdout.splitlines()[-1])
    assert len(differences) > 10
    assert {name: d for name, d in differences.items() if not d < 1e-5} == {}


@at_length
def test_weights_that_processes_share_learn_what_one_does(alone, tmp_path):
    told = run(tmp_path, 2, "model_parallel")
    assert [status for status, _, _ in told] == [0, 0], told
    for shared in results(tmp_path, 2):
        for name, value in shared.items():
            np.testing.assert_allclose(value, alone[name], atol=1e-5, err_msg=name)
    tf = pytest.importorskip("tensorflow")
    exported = tf.saved_model.load(tmp_path / "exported")
    served = exported.serve(x_of_program())
    np.testing.assert_allclose(served, alone["predicted"], atol=1e-5)


STOPPED = "0 came to the end of the training, which a callback wanted in epoch 1, and"
GOES_ON = "process 1 goes on: a callback must stop all processes, or none"
LEFT = "Process 1 left the cluster, .* and process 0 needs it for"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("rows", r"shape of `x` must be the same in all processes, not \(150, .*149"),
        pytest.param("values", "What is in `x`, by its checksum", marks=at_length),
        pytest.param("seed", "random states differ between process 0", marks=at_length),
        pytest.param(
            "unshared", "files in the folder of `BackupAndRestore`", marks=at_length
        ),
        pytest.param("few devices", "only cpu:0: process 1 has none", marks=at_length),
        pytest.param(
            "other weights", "A weight that is made differs between", marks=at_length
        ),
        pytest.param(
            "save in one",
            r"Process 0 came to `save_model\(\)`, and process 1 to `fit\(\)`: what",
            marks=at_length,
        ),
        pytest.param("stop", f"{STOPPED} {GOES_ON}", marks=at_length),
        pytest.param("stop in epoch", f"{STOPPED} {GOES_ON}", marks=at_length),
        pytest.param("stop after last batch", f"{STOPPED} {GOES_ON}", marks=at_length),
        pytest.param(
            "stop evaluating",
            rf"0 came to the end of the evaluation, .* in epoch 1, and {GOES_ON}",
            marks=at_length,
        ),
        pytest.param(
            "caught",
            r"An error in process 1 ended `fit\(\)` there alone:\nOSError: no space",
            marks=at_length,
        ),
        pytest.param(
            "late",
            "Not all processes came to the test within 1 seconds: what several",
            marks=at_length,
        ),
        pytest.param(
            "kill first",
            "Terminating process because the JAX distributed service detected fatal",
            marks=at_length,
        ),
        pytest.param("exit", f"{LEFT} a weight that is made", marks=at_length),
        pytest.param("exit in fit", rf"{LEFT} `fit\(\)`", marks=at_length),
        pytest.param("Ctrl-C", "Process 1 has.*:\nKeyboardInterrupt", marks=at_length),
        ("raise", "Process 1 has failed, and process 0 stops with it:\nOSError: no"),
    ],
)
def test_what_differs_or_fails_ends_all_processes(tmp_path, what, text):
    started = time.monotonic()
    told = run(tmp_path, 2, what)
    # Most of it is the start.
    assert time.monotonic() - started < 120
    assert all(status != 0 for status, _, _ in told)
    assert re.search(text, "".join(errors for _, _, errors in told))
    assert not (tmp_path / "model.keras").exists()


@at_length
def test_callbacks_may_end_an_epoch_in_all_processes(tmp_path):
    told = run(tmp_path, 2, "stop all in epoch")
    assert [status for status, _, _ in told] == [0, 0], told
    first, second = results(tmp_path, 2)
    np.testing.assert_array_equal(first["arr_0"], second["arr_0"])
    # The loss of one epoch, and its metric.
    assert len(first["history"]) == 2


@at_length
def test_models_of_their_own_are_saved_by_each_process(tmp_path):
    told = run(tmp_path, 2, "own weights")
    assert all(status != 0 for status, _, _ in told)
    text = "weights of the model differ between process 0 and process 1: give `save_mo"
    assert text in told[0][2] + told[1][2]
    first, second = (
        lamina.load_model(tmp_path / f"other_{index}.keras").get_weights()[0]
        for index in range(2)
    )
    np.testing.assert_allclose(first * 2, second, rtol=1e-6)
    assert not (tmp_path / "other.keras").exists()


@at_length
def test_random_numbers_drawn_in_one_process_end_all(tmp_path):
    told = run(tmp_path, 2, "draws")
    assert all(status != 0 for status, _, _ in told)
    assert "Before epoch 2: The random states differ" in told[0][2]


@at_length
def test_a_training_goes_on_with_another_number_of_processes(alone, tmp_path):
    # A killed process is noticed by the other.
    told = run(tmp_path, 2, "kill")
    assert all(status != 0 for status, _, _ in told)
    lost = r"ClusterError: Another process has ended, .* and process 0 needs it for `fi"
    assert re.search(lost, told[0][2])
    assert (tmp_path / "backup" / "latest.weights.h5").exists()
    assert (tmp_path / "backup" / "random_states.json").exists()
    [(status, output, errors)] = run(tmp_path, 1)
    assert status == 0, errors
    assert "Epoch 2/4" not in output
    assert "Epoch 3/4" in output
    # It draws and shuffles as it would have done without an interruption.
    [resumed] = results(tmp_path, 1)
    for name, value in resumed.items():
        if name != "history":
            np.testing.assert_allclose(value, alone[name], atol=1e-5, err_msg=name)


def test_a_process_of_a_cluster_can_be_ended():
    program = (
        "import lamina, time\n"
        f"lamina.join_processes('{free_address()}', 1, 0, 60)\n"
        "print('here', flush=True)\n"
        f"time.sleep({LIMIT})"
    )
    running = Program(program)
    while "here\n" not in running.said()[0]:
        assert running.process.is_alive(), running.said()[1]
        time.sleep(0.1)
    running.process.terminate()
    assert running.finish(60).returncode == -signal.SIGTERM


@pytest.mark.parametrize(
    ("raised", "kind", "text"),
    [
        (
            "DEADLINE_EXCEEDED: Barrier is late",
            "alone",
            "Not all .* to `fit` within",
        ),
        ("UNAVAILABLE: Failed to send RPC to coordination service", "lost", "Another "),
        (
            "UNKNOWN: Gloo AllGather failed: Connection closed",
            "lost",
            "1 need",
        ),
        ("INTERNAL: something else", None, "INTERNAL: something else"),
        ("the disk of Gloo is full", None, "the disk of Gloo is full"),
    ],
)
def test_what_jax_says_of_other_processes_is_told(monkeypatch, raised, kind, text):
    class Client:
        def key_value_set(self, key, value, allow_overwrite=False):
            pass

        def wait_at_barrier(self, name, timeout):
            raise RuntimeError(raised)

    monkeypatch.setattr(processes, "_client", Client)
    monkeypatch.setattr(processes, "_state", {"count": 2, "index": 1})
    with pytest.raises(RuntimeError, match=text) as caught:
        processes.meet("`fit`")
    assert getattr(caught.value, "kind", None) == kind


def test_checksums_tell_arrays_apart():
    rows = np.arange(12.0).reshape(4, 3)
    assert checksum(rows) == checksum(rows.copy())
    assert checksum(rows) != checksum(rows[::-1])
    assert checksum(np.array(["a", "b"], object)) != checksum(np.array(["a"], object))


def test_validation_batches_have_no_weights_of_classes_and_no_other_order():
    class Batches(keras.utils.PyDataset):
        def __len__(self):
            return 2

        def __getitem__(self, index):
            return np.ones((3, 2)), np.array([0, 1, 1])

    arguments = {
        **{"x": Batches(), "validation_data": Batches(), "shuffle": True},
        "class_weight": {0: 2.0, 1: 3.0},
    }
    trained, validated = (
        adapter_maker("fit", arguments, name)() for name in ("x", "validation_data")
    )
    assert (trained.shuffle, validated.shuffle) == (True, False)
    *_, weights = next(trained.get_numpy_iterator())
    np.testing.assert_array_equal(weights, [2, 3, 3])
    assert len(next(validated.get_numpy_iterator())) == 2


def test_batches_must_be_divided_among_devices():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")

    class Three(keras.distribution.DataParallel):
        num_model_replicas = 3

    x = np.ones((8, 3), "float32")
    before = model.get_weights()
    with (
        Three(auto_shard_dataset=False).scope(),
        pytest.raises(lamina.ClusterError, match=r"multiple of 3, .* not 8"),
    ):
        lamina.run_method(model, "fit", x=x, y=x[:, :1], batch_size=8, verbose=0)
    np.testing.assert_array_equal(model.get_weights()[0], before[0])
    lamina.run_method(model, "fit", x=x, y=x[:, :1], batch_size=8, verbose=0)


def test_what_devices_cannot_do_is_said():
    with pytest.raises(lamina.ClusterError, match="some of cpu:0, not gpu:7"):
        lamina.data_parallel(["gpu:7"])
    with pytest.raises(lamina.ClusterError, match="as many devices as there are, 1"):
        lamina.model_parallel({"batch": 2, "model": 2}, {"kernel": [None, "model"]})
    with pytest.raises(lamina.ClusterError, match="needs the backend TensorFlow"):
        lamina.mirrored()


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        (
            {"dnse/kernel": [None, "model"]},
            "no weight of the model 'm' fits 'dnse/kernel'",
        ),
        (
            {"kernel": ["model"]},
            r"m/dense/kernel' of shape \(3, 2\) cannot be shared as",
        ),
        (
            {"kernel": [None, None], "e/kernel": [None, None]},
            "'e/kernel' fit the weight",
        ),
    ],
)
def test_a_layout_that_fits_nothing_is_refused(layout, text):
    model = keras.Sequential(
        [keras.Input((3,)), keras.layers.Dense(2, name="dense")], name="m"
    )
    model.compile("sgd", "mse")
    x = np.ones((8, 3), "float32")
    lamina.set_distribution(lamina.model_parallel({"batch": 1, "model": 1}, layout))
    try:
        with pytest.raises(lamina.ClusterError, match=text):
            lamina.run_method(model, "fit", x=x, y=x[:, :2], verbose=0)
    finally:
        lamina.set_distribution(None)
    lamina.run_method(model, "fit", x=x, y=x[:, :2], verbose=0)


def test_what_was_saved_stays_until_all_is_written(tmp_path):
    path = tmp_path / "latest.weights.h5"
    path.write_text("before")

    def save(model, filepath, overwrite):
        Path(filepath).write_text(model)
        if model == "half":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _replace(save, "half", path, {})
    assert path.read_text() == "before"
    _replace(save, "all", path, {})
    assert path.read_text() == "all"
    assert [*tmp_path.iterdir()] == [path]


def test_a_cluster_begins_before_anything_is_computed():
    keras.ops.ones(3)
    with pytest.raises(lamina.ClusterError) as caught:
        lamina.join_processes("127.0.0.1:1", 2, 0)
    assert caught.value.kind == "late"


def test_all_processes_open_a_model(tmp_path, monkeypatch):
    path = tmp_path / "model.keras"
    lamina.save_model(
        keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)]), path
    )
    met = []
    monkeypatch.setattr(loading, "is_spread", lambda: True)
    monkeypatch.setattr(loading, "meet", met.append)
    lamina.load_model(path)
    assert met == ["`load_model()`"]
