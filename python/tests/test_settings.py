"""Arguments are checked, and numbers may be of any type."""

import numpy as np
import pytest
from monte_carlo_models import (
    fails,
    linear,
    predict,
)

from lamina import MonteCarloDropout


@pytest.mark.parametrize("choice", ["masks", "task"])
def test_choices_are_checked(choice):
    with pytest.raises(ValueError, match=f"`{choice}` must be one of"):
        MonteCarloDropout(linear(), **{choice: "some"})


@pytest.mark.parametrize("samples", [1, 0, -3, 2.5, True, "a", None, np.nan, np.inf])
def test_samples_is_a_whole_number_of_at_least_2(samples, x):
    fails("`samples` must be a whole number of at least 2", x, samples=samples)


@pytest.mark.parametrize("samples", [2.0, np.int64(2), np.float32(2)])
def test_whole_numbers_of_every_type_will_do(samples, x):
    assert predict(linear(0.5, 4), x, samples=samples).draws == 2


@pytest.mark.parametrize("size", [0, -1, 1.5, False])
def test_batch_size_is_a_whole_number_of_at_least_1(size, x):
    fails("`batch_size` must be a whole number of at least 1", x, batch_size=size)


@pytest.mark.parametrize("verbose", ["no", 3, None])
def test_verbose_is_a_choice(verbose, x):
    fails("`verbose` must be one of", x, verbose=verbose)


@pytest.mark.parametrize("seed", [-1, 0.5, True, "a"])
def test_seed_is_a_whole_number_of_at_least_0(seed, x):
    fails("`seed` must be a whole number of at least 0", x, seed=seed)


@pytest.mark.parametrize("quantiles", [1.5, [-0.1, 0.5], [np.nan], "a", [[0.5]], ["b"]])
def test_quantiles_are_numbers_from_0_to_1(quantiles, x):
    fails("`quantiles` must be numbers from 0 to 1", x, quantiles=quantiles)
