import json

import keras
import numpy as np
import pytest
from feature_maps import FORMATS, RANKS, assert_whole_maps_dropped, input_shape, numpy
from programs import HERE, Program, told_by

import lamina
from lamina.layers.channel_mask import drop_feature_maps


def noise_shape(rank, data_format):
    return input_shape(rank, data_format, batch=None, channels=None, side=1)


def drop(x, rate, rank, data_format, seed=3):
    generator = keras.random.SeedGenerator(seed)
    y = drop_feature_maps(
        keras.ops.convert_to_tensor(x), rate, noise_shape(rank, data_format), generator
    )
    return numpy(y), numpy(generator.state.value)[1]


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("rank", RANKS)
def test_drops_whole_maps_and_scales_the_others(rank, data_format, values):
    x = values.uniform(1, 2, input_shape(rank, data_format)).astype("float32")
    y, draws = drop(x, 0.4, rank, data_format)
    assert_whole_maps_dropped(x, y, 0.4, data_format)
    assert draws == 1


def test_survivors_of_rate_one_half_are_exactly_doubled(values):
    x = values.uniform(1, 2, (4, 3, 3, 8)).astype("float32")
    y, _ = drop(x, 0.5, 2, "channels_last")
    np.testing.assert_array_equal(y[y != 0], 2 * x[y != 0])
    assert (y == 0).any()


def test_each_channel_of_each_example_has_its_own_draw():
    y, _ = drop(np.ones((40, 2, 2, 50), "float32"), 0.5, 2, "channels_last")
    dropped = y[:, 0, 0, :] == 0
    assert len(np.unique(dropped, axis=0)) == 40
    assert len(np.unique(dropped, axis=1).T) == 50


@pytest.mark.parametrize("rate", [0.05, 0.3, 0.5, 0.9])
def test_drops_as_often_as_rate_says(rate):
    n = 200 * 100
    y, _ = drop(np.ones((200, 2, 100), "float32"), rate, 1, "channels_last")
    share = (y[:, 0, :] == 0).mean()
    assert abs(share - rate) < 4 * np.sqrt(rate * (1 - rate) / n)


@pytest.mark.parametrize("bad", [np.inf, -np.inf, np.nan])
def test_dropped_maps_are_zero_whatever_they_held(bad):
    x = np.full((6, 2, 2, 10), bad, "float32")
    reference, _ = drop(np.ones_like(x), 0.5, 2, "channels_last")
    y, _ = drop(x, 0.5, 2, "channels_last")
    np.testing.assert_array_equal(y[reference == 0], 0)
    np.testing.assert_array_equal(y[reference != 0], bad)


def test_rate_one_gives_zeros_and_draws_nothing():
    y, draws = drop(np.full((2, 3, 4), np.nan, "float32"), 1.0, 1, "channels_last")
    np.testing.assert_array_equal(y, np.zeros((2, 3, 4)))
    assert draws == 0


def test_rate_zero_gives_the_same_object_and_draws_nothing():
    x = keras.ops.ones((2, 3, 4))
    generator = keras.random.SeedGenerator(1)
    assert drop_feature_maps(x, 0.0, (None, 1, None), generator) is x
    assert numpy(generator.state.value)[1] == 0


def test_draws_differ_from_call_to_call_and_come_again_with_the_seed():
    x = keras.ops.ones((8, 2, 16))
    runs = []
    for _ in range(2):
        generator = keras.random.SeedGenerator(5)
        runs.append(
            [
                numpy(drop_feature_maps(x, 0.5, (None, 1, None), generator))
                for _ in range(3)
            ]
        )
    np.testing.assert_array_equal(runs[0], runs[1])
    assert not np.array_equal(runs[0][0], runs[0][1])


@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="Replicas are TensorFlow's"
)
def test_replicas_draw_their_rows_of_the_mask_of_the_whole_batch():
    told = told_by("mirrored_replicas.py", is_new=True)
    first, again = told["dropped"]
    assert first == again
    assert [replicas[0] + replicas[1] for replicas in first] == told["alone"]
    replicas, whole = told["blocks"]
    assert [call[0] + call[1] for call in replicas] == whole
    assert whole[0] != whole[1]
    masks = [mask for call in first for mask in call]
    assert len(masks) == 4
    for i, mask in enumerate(masks):
        assert 0 < np.mean(mask) < 1
        assert mask not in masks[:i]
    # So do layers of Keras'.
    for replicas, whole in told["of_keras"].values():
        np.testing.assert_allclose(replicas, whole, rtol=1e-6)
        assert whole[0] != whole[1]
    # A whole training learns what one device learns.
    assert told["difference"] < 1e-5 < told["moved"]
    # One strategy for the same devices, which `mirrored()` returns, too.
    assert "devices on which another has trained" in told["another"]
    assert told["is_the_same"]
    # Or says that it would not.
    odd = "The last batch has {} examples, which 2 devices cannot share equally"
    expected = [
        odd.format("15 of 63"),
        "`batch_size` must be a multiple of 2",
        odd.format("3 of 51"),
        odd.format("15 of 15"),
        "done",
        "The last batch for validation has 5 of 5 examples",
        "done",
        "done",
        odd.format("31 of 63"),
    ]
    for text, start in zip(told["uneven"], expected, strict=True):
        assert text.startswith(start)


@pytest.mark.skipif(
    keras.backend.backend() != "torch", reason="These processes are PyTorch's"
)
def test_processes_of_pytorch_draw_their_rows_of_the_mask_of_the_whole_batch(tmp_path):
    runs = [
        Program(HERE / "process_masks.py", rank, tmp_path / "meet", OMP_NUM_THREADS="1")
        for rank in range(2)
    ]
    told = [run.finish() for run in runs]
    assert [run.returncode for run in told] == [0, 0]
    first, second = (json.loads(run.stdout.splitlines()[-1]) for run in told)
    generator = keras.random.SeedGenerator(1)
    x = keras.ops.ones((8, 2, 2, 16))
    for own, other in zip(first["maps"], second["maps"], strict=True):
        whole = numpy(drop_feature_maps(x, 0.5, (None, 1, 1, None), generator))
        assert own + other == (whole[:, 0, 0, :] == 0).astype(int).tolist()
    layer = lamina.DropBlock2D(0.3, 3, seed=1, data_format="channels_last")
    x = keras.ops.ones((8, 9, 9, 4))
    for own, other in zip(first["blocks"], second["blocks"], strict=True):
        whole = numpy(layer(x, training=True)) == 0
        assert own + other == whole.astype(int).tolist()
    layer = keras.layers.Dropout(0.5, seed=1)
    for own, other in zip(first["of_keras"], second["of_keras"], strict=True):
        assert own + other == numpy(layer(x, training=True)).astype(int).tolist()
