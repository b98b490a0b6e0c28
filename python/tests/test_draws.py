"""Each draw, row and step of a pass has keys and salts of its own."""

import numpy as np
import pytest
from keras import KerasTensor, layers, ops
from keyed import keys_of, numpy

from lamina.uncertainty.draws import Draws, SourceNumbers

# ---- which numbers a layer gets


def test_no_two_draws_of_a_pass_have_one_salt():
    draws = Draws()
    draws.start(keys_of(1))
    salts = [draws.salt(source) for source in range(20) for _ in range(5000)]
    assert len(set(salts)) == len(salts)
    draws.start(keys_of(1))
    assert draws.salt(0) == salts[0]


def test_rows_that_belong_to_one_example_have_keys_of_their_own():
    draws = Draws()
    draws.layers = [layers.Dropout(0.5, name="a"), layers.Dropout(0.5, name="b")]
    draws.start(ops.convert_to_tensor(keys_of(3)))
    np.testing.assert_array_equal(numpy(draws.row_keys(3, 0)), keys_of(3))
    keys = numpy(draws.row_keys(12, 1)).astype("int64")
    assert len(np.unique(keys, axis=0)) == 12
    # The rows of an example stand together.
    np.testing.assert_array_equal(keys[::4], keys_of(3))
    with pytest.raises(ValueError, match=r"'b' is called on .* its 4 rows"):
        draws.row_keys(4, draws.salt(1))


def test_rows_that_do_not_grow_with_the_model_are_not_its_examples():
    draws, shares = Draws(), {}
    draws.layers = [layers.Dropout(0.5, name="a")]
    draws.start(ops.convert_to_tensor(keys_of(2)), shares)
    draws.row_keys(12, 0)
    draws.start(ops.convert_to_tensor(keys_of(3)), shares)
    draws.row_keys(18, 0)
    with pytest.raises(ValueError, match=r"'a' is called on .* its 12 rows"):
        draws.row_keys(12, 0)


def test_numbers_are_drawn_for_sizes_that_are_known():
    draws = Draws()
    draws.layers = [layers.Dropout(0.5)]
    draws.start(ops.convert_to_tensor(keys_of(2)))
    numbers = SourceNumbers(draws, 0)
    for kind in (numbers.uniform, numbers.normal):
        with pytest.raises(ValueError, match=r"called on one of shape \(2, None\)"):
            kind(KerasTensor((2, None)))
        assert kind(KerasTensor((2, None)), shared=[1]).shape == (2, 1)


def test_the_numbers_of_one_call_are_those_of_the_next():
    def draws():
        made = Draws()
        made.layers = [layers.Dropout(0.5)]
        made.start(ops.convert_to_tensor(keys_of(2)))
        return SourceNumbers(made, 0)

    def drawn(numbers):
        return ops.convert_to_numpy(numbers.uniform(KerasTensor((2, 5)))).tolist()

    numbers, others = draws(), draws()
    one = numbers.of_one_call()
    assert drawn(one) == drawn(one) == drawn(others)
    assert drawn(numbers) == drawn(others) != drawn(one)
