"""Which examples go through a call, how many draws, and by which keys."""

from types import SimpleNamespace

import keras
import numpy as np
import pytest

from lamina._backend import card_memory
from lamina.uncertainty import plan as plans
from lamina.uncertainty.keyed_numbers import row_keys
from lamina.uncertainty.plan import Plan

BACKEND = keras.backend.backend()


def plan_of(count=7, samples=20, batch_size=3, seed=1, **more):
    x, levels = np.zeros((count, 2)), np.array([])
    return Plan(x, count, samples, batch_size, seed, levels, False, 0, **more)


def test_a_batch_is_as_large_as_there_are_examples():
    assert plan_of(batch_size=3).batch == 3
    assert plan_of(batch_size=100).batch == 7
    # Of data in batches the last may be smaller than the others.
    assert plan_of(batch_size=100, size=10).batch == 10
    assert plan_of(batch_size=8, size=10).batch == 8


def test_the_last_batch_is_filled_up_or_not():
    for filled_up in (True, False):
        _, second, last = plan_of().batches(filled_up)
        assert second.examples.tolist() == second.rows.tolist() == [3, 4, 5]
        assert second.used.tolist() == [0, 1, 2]
        assert last.examples.tolist() == ([6, 6, 6] if filled_up else [6])
        assert (last.used.tolist(), last.rows.tolist()) == ([0], [6])


@pytest.mark.parametrize(
    ("bytes_per_row", "at_once"),
    [
        # All 20; in 5 calls 4 each rather than 5, 5, 5, 4, 1; one at least.
        *((1, 20), (2**26 // 60, 20), (2**26 // 17, 5), (2**26 // 15, 5)),
        *((2**26 // 12, 4), (2**26, 1), (2**30, 1), (0, 20)),
        # Nothing known: no more rows than are asked for.
        (None, 1),
    ],
)
def test_as_many_draws_go_through_a_call_as_have_room(bytes_per_row, at_once):
    assert plan_of().draws_at_once(bytes_per_row) == at_once


def test_rows_of_a_call_are_no_more_than_a_limit(monkeypatch):
    monkeypatch.setattr(plans, "MOST_ROWS", 12)
    assert plan_of().draws_at_once(1) == 4
    # As even as they can be.
    monkeypatch.setattr(plans, "MOST_ROWS", 3 * 19)
    assert plan_of().draws_at_once(1) == 10


@pytest.mark.parametrize(
    ("gigabytes", "times"), [(None, 1), (2, 1), (16, 4), (80, 16), (1000, 16)]
)
def test_a_card_computes_as_many_rows_as_it_has_memory_for(
    gigabytes, times, monkeypatch
):
    memory = None if gigabytes is None else gigabytes * 2**30
    monkeypatch.setattr(plans, "card_memory", lambda: memory)
    plan = plan_of(samples=2**20)
    # 3 rows a draw, in calls of about the same size.
    for bytes_per_row, rows in ((1, 4096), (2**20, 64)):
        calls = -(-(2**20) // (times * rows // 3))
        assert plan.draws_at_once(bytes_per_row) == -(-(2**20) // calls)


@pytest.mark.skipif(BACKEND not in ("jax", "torch"), reason="asks about their devices")
def test_the_memory_of_a_card_is_what_the_backend_says(monkeypatch):
    assert card_memory() is None or card_memory() > 2**30
    if BACKEND == "jax":
        import jax

        card = SimpleNamespace(
            platform="gpu", memory_stats=lambda: {"bytes_limit": 123}
        )
        monkeypatch.setattr(jax, "local_devices", lambda: [card])
        assert card_memory() == 123
        card.memory_stats = lambda: None
        assert card_memory() is None
        return
    import torch

    ones = SimpleNamespace(device=torch.device("cuda"))
    monkeypatch.setattr(keras.ops, "ones", lambda shape: ones)
    properties = SimpleNamespace(total_memory=123)
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda device: properties)
    assert card_memory() == 123


def test_keys_are_of_examples_by_their_number_and_of_the_draw():
    plan = plan_of(first=10)
    draws, examples = np.array([4, 5]), np.array([0, 1, 2])
    keys = plan.keys(draws, examples, are_shared=False)
    assert keys.shape == (3, 2, 4)
    for i, j in np.ndindex(3, 2):
        own, shared = np.split(keys[i, j], 2)
        np.testing.assert_array_equal(own, row_keys(1, 4 + j, 10 + i))
        np.testing.assert_array_equal(shared, row_keys(1, 4 + j, 0))
    shared = plan.keys(draws, examples, are_shared=True)
    np.testing.assert_array_equal(shared[..., :2], shared[..., 2:])
    np.testing.assert_array_equal(shared[..., 2:], keys[..., 2:])
