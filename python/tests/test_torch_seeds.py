"""Seeds that are counted beside their variable are those that Keras would take."""

import gc

import keras
import numpy as np
import pytest

import lamina

pytestmark = pytest.mark.skipif(
    keras.backend.backend() != "torch", reason="It is how seeds are taken on PyTorch"
)

MOST = 2**32


@pytest.fixture(params=[True, False], ids=["counted", "read"])
def take(request):
    from lamina._backend.torch_seeds import next_seed

    return lambda seeds: next_seed(seeds, counted=request.param) % MOST


def theirs(seeds):
    return int(sum(keras.ops.convert_to_numpy(seeds.next()).tolist())) % MOST


def state_of(seeds):
    return keras.ops.convert_to_numpy(seeds.state.value).tolist()


@pytest.mark.parametrize("seed", [0, 7, 2**31 - 1])
def test_seeds_are_those_of_keras(take, seed):
    ours, others = (keras.random.SeedGenerator(seed) for _ in range(2))
    for _ in range(4):
        assert take(ours) == theirs(others)
        assert state_of(ours) == state_of(others)


def writes():
    import torch

    def in_place(seeds):
        with torch.no_grad():
            seeds.state.value.copy_(torch.tensor([5, 40]))

    def without_gradients(seeds):
        with torch.inference_mode():
            seeds.state.value.zero_()

    def another_tensor(seeds):
        other = keras.ops.convert_to_tensor([3, 4], seeds.state.dtype)
        seeds.state._value = torch.nn.Parameter(other, False)

    return [
        lambda seeds: seeds.next(),
        lambda seeds: seeds.state.assign(np.array([11, 12])),
        in_place,
        without_gradients,
        another_tensor,
    ]


@pytest.mark.parametrize("which", range(5))
def test_what_others_write_is_seen(take, which):
    write = writes()[which]
    ours, others = (keras.random.SeedGenerator(3) for _ in range(2))
    for seeds, one in ((ours, take), (others, theirs)):
        one(seeds), one(seeds)
        write(seeds)
    assert [take(ours) for _ in range(3)] == [theirs(others) for _ in range(3)]
    assert state_of(ours) == state_of(others)


def test_a_scope_keeps_what_is_drawn_within(take):
    seeds = keras.random.SeedGenerator(3)
    first = take(seeds)
    before = state_of(seeds)
    with keras.StatelessScope() as scope:
        within = [take(seeds) for _ in range(2)]
    assert within == [first + 1, first + 2]
    assert state_of(seeds) == before
    kept = keras.ops.convert_to_numpy(scope.get_current_value(seeds.state))
    assert kept.tolist() == [3, 3]
    assert take(seeds) == first + 1


def test_generators_are_not_kept(take):
    from lamina._backend import torch_seeds

    before = len(torch_seeds._counts)
    seeds = keras.random.SeedGenerator(3)
    take(seeds)
    del seeds
    gc.collect()
    assert len(torch_seeds._counts) <= before


def test_numbers_created_without_gradients(take):
    import torch

    with torch.inference_mode():
        seeds = keras.random.SeedGenerator(3)
        layer = lamina.SpatialDropout2D(0.5, seed=1)
        first = layer(np.ones((2, 3, 3, 8), "float32"), training=True)
        assert [take(seeds) for _ in range(2)] == [3, 4]
    again = keras.layers.SpatialDropout2D(0.5, seed=1)
    assert np.array_equal(
        keras.ops.convert_to_numpy(first),
        keras.ops.convert_to_numpy(
            again(np.ones((2, 3, 3, 8), "float32"), training=True)
        ),
    )
