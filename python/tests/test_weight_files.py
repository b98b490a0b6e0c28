"""Files with weights fit a model, or leave it as it was."""

import keras
import numpy as np
import pytest

import lamina


def model(*units, optimizer="sgd"):
    made = keras.Sequential([keras.Input((3,)), *map(keras.layers.Dense, units)])
    made.compile(optimizer, "mse", run_eagerly=True)
    return made


def same(one, other):
    return all(map(np.array_equal, one.get_weights(), other.get_weights()))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.weights.h5"


def test_weights_come_back(path):
    saved, fresh = model(4, 2), model(4, 2)
    lamina.save_weights(saved, path)
    assert lamina.load_weights(fresh, path) == {"skipped": [], "left_over": []}
    assert same(saved, fresh)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_mismatch_leaves_all_as_it_was(path):
    lamina.save_weights(model(4, 2), path)
    # The first layer fits.
    other, before = model(4, 3), model(4, 3)
    before.set_weights(other.get_weights())
    with pytest.raises(lamina.MisfitError, match="could not be loaded") as caught:
        lamina.load_weights(other, path)
    assert caught.value.layers == [other.layers[1].name]
    assert same(other, before)
    found = lamina.load_weights(other, path, skip_mismatch=True)
    assert found["skipped"] == [other.layers[1].name]
    assert np.array_equal(other.get_weights()[2], before.get_weights()[2])
    assert not same(other, before)


def test_layers_that_a_model_lacks_are_named(path):
    saved = model(4, 2, 2)
    lamina.save_weights(saved, path)
    fresh = model(4)
    assert lamina.load_weights(fresh, path)["left_over"] == ["dense_1", "dense_2"]
    assert same(fresh, keras.Sequential(saved.layers[:1]))


def test_nothing_is_overwritten_unasked(path):
    lamina.save_weights(model(4), path)
    before = path.read_bytes()
    other = model(5)
    with pytest.raises(FileExistsError):
        lamina.save_weights(other, path)
    assert path.read_bytes() == before
    lamina.save_weights(other, path, overwrite=True)
    lamina.load_weights(model(5), path)


def test_large_models_go_into_several_files(tmp_path):
    path = tmp_path / "a.weights.json"
    saved, fresh = model(40, 40, 2), model(40, 40, 2)
    lamina.save_weights(saved, path, max_shard_size=7e-6)
    assert len(list(tmp_path.iterdir())) > 2
    lamina.load_weights(fresh, path)
    assert same(saved, fresh)
    # All of them, or none.
    *first, last = sorted(tmp_path.iterdir())
    for file in first:
        file.unlink()
    with pytest.raises(FileExistsError, match=f"{last.name} exists already"):
        lamina.save_weights(saved, path, max_shard_size=7e-6)
    last.unlink()
    last.mkdir()
    with pytest.raises(FileExistsError, match="is a folder"):
        lamina.save_weights(saved, path, overwrite=True, max_shard_size=7e-6)
    assert list(tmp_path.iterdir()) == [last]
