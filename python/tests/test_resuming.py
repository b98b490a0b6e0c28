"""What is trained after an interruption is what would have been without one."""

import json
import random
import signal
from pathlib import Path

import keras
import numpy as np
import pytest
from programs import HERE, run_program
from resumed import Stops, X, Y, make, train

import lamina

pytestmark = pytest.mark.skipif(
    keras.backend.backend() == "numpy", reason="Keras' NumPy backend cannot train"
)

STATES = "random_states.json"


@pytest.fixture(scope="module")
def straight(tmp_path_factory):
    return train(make(), tmp_path_factory.mktemp("straight") / "backup")


def interrupted(folder, epoch=2, **arguments):
    """Train until it fails in an epoch."""
    with pytest.raises(OSError, match="no more space"):
        train(make(), folder, Stops("failed", epoch), **arguments)


def resumed(folder):
    """Train a new model, with random states that are elsewhere."""
    model = make()
    keras.utils.set_random_seed(7)
    return train(model, folder)


def expect_alike(weights, expected):
    for weight, other in zip(weights, expected, strict=True):
        np.testing.assert_array_equal(weight, other)


def test_a_new_process_goes_on_where_a_killed_one_was(tmp_path, straight):
    program = HERE / "resumed.py", tmp_path / "backup"
    assert run_program(*program, "killed").returncode == -signal.SIGKILL
    assert (tmp_path / "backup" / STATES).exists()
    told = run_program(*program)
    assert told.returncode == 0, told.stderr
    weights = json.loads(told.stdout.splitlines()[-1])
    expect_alike(weights, [weight.tolist() for weight in straight])
    assert not (tmp_path / "backup").exists()


@pytest.mark.parametrize("epoch", [1, 3])
def test_a_model_of_the_same_process_goes_on(tmp_path, straight, epoch):
    interrupted(tmp_path, epoch)
    expect_alike(resumed(tmp_path), straight)


@pytest.mark.parametrize("before", [0, 2])
def test_what_is_not_written_any_more_does_no_harm(tmp_path, straight, before):
    class NoWeights(keras.callbacks.Callback):
        """What a backup writes after the random states is not written in an epoch."""

        def on_epoch_begin(self, epoch, logs=None):
            if epoch == 2:
                vars(self.model)["save_weights"] = self.fail

        def fail(self, **arguments):
            raise OSError("no more space")

    if before:
        interrupted(tmp_path, before)
    with pytest.raises(OSError, match="no more space"):
        train(make(), tmp_path, NoWeights())
    states = json.loads((tmp_path / STATES).read_text())
    assert [each["epoch"] for each in states] == [2, 3]
    expect_alike(resumed(tmp_path), straight)


def test_weights_are_of_the_epoch_after_which_they_were_written(tmp_path, straight):
    interrupted(tmp_path)
    # As Keras leaves it where its last file is not written any more.
    metadata = tmp_path / "training_metadata.json"
    metadata.write_text(metadata.read_text().replace("2", "1"))
    expect_alike(resumed(tmp_path), straight)


def test_an_epoch_that_was_backed_up_within_begins_again_each_time(tmp_path):
    for _ in range(2):
        interrupted(tmp_path, save_freq=2)
        [*_, states] = json.loads((tmp_path / STATES).read_text())
        assert states["epoch"] == 2
    # Two epochs of 5 steps, 2 of each interrupted one, and two epochs.
    model = make()
    train(model, tmp_path)
    assert model.optimizer.iterations == 10 + 2 + 2 + 10


@pytest.mark.parametrize(
    ("change", "is_restored"),
    [({}, True), ({"backend": "other"}, False), ({"step": 3}, False)],
)
def test_states_of_another_training_are_left(tmp_path, change, is_restored):
    interrupted(tmp_path)
    path = tmp_path / STATES
    states = json.loads(path.read_text())
    path.write_text(json.dumps([{**each, **change} for each in states]))
    model = make()
    before = random.getstate()
    # Both epochs were trained before.
    train(model, tmp_path, epochs=2)
    assert (before != random.getstate()) == is_restored


def test_a_model_that_draws_in_other_layers_draws_anew(tmp_path):
    interrupted(tmp_path)
    model = make()
    more = keras.Sequential([*model.layers[:-1], keras.layers.Dropout(0.1)])
    more.add(model.layers[-1])
    more.compile("adam", "sparse_categorical_crossentropy")
    before = random.getstate()
    train(more, tmp_path, epochs=2)
    assert before == random.getstate()


def test_a_generator_that_was_not_there_when_states_were_written_is_left(tmp_path):
    interrupted(tmp_path)
    path = tmp_path / STATES
    states = json.loads(path.read_text())
    path.write_text(json.dumps([{**each, "shared": []} for each in states]))
    model = make()
    keras.random.uniform(())
    train(model, tmp_path)
    assert model.optimizer.iterations == 20


def test_states_without_weights_are_left(tmp_path):
    interrupted(tmp_path, epoch=1)
    (tmp_path / "latest.weights.h5").unlink()
    (tmp_path / "training_metadata.json").unlink()
    model = make()
    train(model, tmp_path / "other", epochs=1)
    # The state of this model fits, but it was not restored.
    train(model, tmp_path, epochs=4)
    assert model.optimizer.iterations == 5 + 20


@pytest.mark.parametrize("share", [0, 0.5])
@pytest.mark.parametrize(
    ("name", "way_on"),
    [
        (STATES, "remove it to go on from the weights beside it, or its folder"),
        ("training_metadata.json", "remove it to go on from the weights beside it"),
        ("latest.weights.h5", "remove its folder to begin anew"),
    ],
)
def test_a_damaged_backup_is_named_and_changes_nothing(tmp_path, name, way_on, share):
    interrupted(tmp_path)
    path = tmp_path / name
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    model = make()
    before = model.get_weights()
    with pytest.raises(lamina.BackupError, match=f"{name} .* damaged: {way_on}"):
        train(model, tmp_path)
    expect_alike(model.get_weights(), before)
    assert model.optimizer.iterations == 0


@pytest.mark.parametrize("name", [STATES, "training_metadata.json"])
def test_what_a_damaged_backup_may_lack_may_be_removed(tmp_path, name):
    interrupted(tmp_path)
    (tmp_path / name).unlink()
    model = make()
    train(model, tmp_path)
    assert model.optimizer.iterations == 20


def test_of_two_backups_the_one_before_is_taken_where_the_last_is_damaged(tmp_path):
    backup = keras.callbacks.BackupAndRestore(str(tmp_path), double_checkpoint=True)
    with pytest.raises(OSError, match="no more space"):
        train(make(), tmp_path / "unused", backup, Stops("failed", 3))
    (tmp_path / "latest.weights.h5").write_bytes(b"")
    model = make()
    lamina.run_method(
        model, "fit", x=X, y=Y % 3, batch_size=16, epochs=4, verbose=0, callbacks=backup
    )
    assert model.optimizer.iterations == 20


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize(
    ("name", "method"), [("best.keras", "save"), ("best.weights.h5", "save_weights")]
)
def test_what_a_callback_saves_is_whole_or_not_there(
    tmp_path, monkeypatch, name, method, is_there
):
    def half(model, filepath, **arguments):
        Path(filepath).write_text("half")
        raise RuntimeError("no more space")

    model, path = make(), tmp_path / name
    if is_there:
        path.write_text("before")
    monkeypatch.setattr(keras.Model, method, half)
    saves = keras.callbacks.ModelCheckpoint(path, save_weights_only="weights" in name)
    with pytest.raises(RuntimeError, match="no more space"):
        lamina.run_method(model, "fit", x=X, y=Y % 3, verbose=0, callbacks=saves)
    assert [each.read_text() for each in tmp_path.iterdir()] == ["before"] * is_there
    assert method not in vars(model)
