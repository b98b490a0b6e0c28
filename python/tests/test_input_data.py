"""Data fit to the model, or an error says what does not."""

import numpy as np
import pytest
from keras import layers, ops
from monte_carlo_models import (
    draws_of,
    fails,
    linear,
    stack,
    two_inputs,
)


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (np.ones((3, 1)), r"shape \(examples, 4\), not \(3, 1\)"),
        (np.ones((3, 5)), r"shape \(examples, 4\), not \(3, 5\)"),
        (np.ones((3, 4, 2)), r"shape \(examples, 4\), not \(3, 4, 2\)"),
        (np.ones(4), r"shape \(examples, 4\)"),
        (np.ones((0, 4)), "at least 1, not 0"),
        (np.array([[1, np.nan, 1, 1.0]]), "no missing values"),
        ([np.ones((3, 4))] * 2, "must contain 1 arrays, .* not 2"),
        (np.array([["a"] * 4]), "must contain numbers, not strings"),
        (np.array([[None] * 4]), "must contain numbers or strings, not object"),
        (None, "must be an array"),
        (3, "must be an array"),
        ("data", "must be an array"),
        ({}, "same number of examples"),
    ],
)
def test_data_that_do_not_fit_are_an_error(data, match):
    fails(match, data)


def test_several_inputs_are_checked_each(x):
    model = two_inputs(list)
    fails("same number of examples", [x[:3, :2], x], model)
    fails(
        r"`x\[1\]` must be an array of shape \(examples, 4\)",
        [x[:, :2], x[:, :3]],
        model,
    )
    fails("must contain 2 arrays", x, model)
    for kind in (list, dict):
        model = two_inputs(kind)
        fails(r"must have the names \['a', 'b'\]", {"a": x, "c": x}, model)
        fails(r"`x\['b'\]` must be an array of shape", {"a": x, "b": x}, model)
    fails(
        r"must have the names \['keras",
        {"c": x},
        stack(layers.Dropout(0.5), shape=(4,)),
    )


def test_lists_and_tensors_and_doubles_are_data_too(x):
    model = linear(0.5, 4)
    expected = draws_of(model, x)
    for data in ([x], ops.convert_to_tensor(x), x.astype("float64")):
        np.testing.assert_array_equal(draws_of(model, data), expected)
