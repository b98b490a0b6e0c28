"""What would not fit in memory is refused before it is drawn."""

import sys

import numpy as np
from monte_carlo_models import (
    draws_of,
    fails,
    linear,
    predict,
)

from lamina.uncertainty import memory


def test_samples_that_would_not_fit_in_memory_are_an_error(x, monkeypatch):
    monkeypatch.setattr(memory, "available_memory", lambda: 2**30)
    model = linear(0.5, 4)
    before = [np.array(v) for v in model.variables]
    gib = 4 * 10**8 * 7 * 2 / 2**30
    fails(
        f"{gib:.1f} GiB .*1.0 GiB are free",
        x,
        model,
        MemoryError,
        samples=10**8,
        keep_samples=True,
    )
    for variable, value in zip(model.variables, before, strict=True):
        np.testing.assert_array_equal(np.array(variable), value)
    assert draws_of(model, x).shape == (20, 7, 2)


def test_quantiles_that_would_not_fit_in_memory_are_an_error(x, monkeypatch):
    monkeypatch.setattr(memory, "available_memory", lambda: 4 * 256 * 7 * 2 - 1)
    model = linear(0.5, 4)
    fails(
        r"`quantiles` would take .* \(7, 256, 2\).* A smaller",
        x,
        model,
        MemoryError,
        samples=300,
    )
    assert predict(model, x, 300, batch_size=6).quantiles.shape == (5, 7, 2)
    assert predict(model, x, 300, quantiles=None).quantiles is None


def test_the_free_memory_is_known_on_linux():
    free = memory.available_memory()
    if sys.platform == "linux":
        assert 2**20 < free < 2**50
