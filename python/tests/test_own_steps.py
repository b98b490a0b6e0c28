"""Steps and gradients of a model's own, and what is said where they are not right."""

import keras
import numpy as np
import pytest
from keras import ops

from lamina._backend.own_steps import step, value_and_gradients


@pytest.fixture
def variable():
    return keras.Variable(np.array([1.0, 2.0], "float32"))


def test_a_function_must_return_one_number(variable):
    def gradients(function):
        return value_and_gradients(function, lambda: [variable])

    value, (by_variable,) = gradients(lambda: ops.sum(variable**2))
    assert float(ops.convert_to_numpy(value)) == 5
    np.testing.assert_allclose(ops.convert_to_numpy(by_variable), [2, 4])
    with pytest.raises(ValueError, match=r"one number.* not a tensor of shape \(2,\)"):
        gradients(lambda: variable**2)
    with pytest.raises(ValueError, match=r"one number as a tensor.* not no tensor"):
        gradients(lambda: "loss")


def test_gradients_are_by_variables(variable):
    def by(variables):
        return value_and_gradients(lambda: ops.sum(variable**2), lambda: variables)

    with pytest.raises(ValueError, match="There is no variable to differentiate by"):
        by([])
    with pytest.raises(ValueError, match=r"must be variables of Keras.* not ndarray"):
        by([variable, np.ones(2)])


def test_a_backend_without_gradients_says_so(variable, monkeypatch):
    monkeypatch.setattr(keras.backend, "backend", lambda: "other")
    with pytest.raises(NotImplementedError, match="backend other has no gradients"):
        value_and_gradients(lambda: ops.sum(variable), lambda: [variable])


def test_a_step_of_the_state_is_for_jax():
    def defined(model, state, data):
        return state

    run = step("train_step", defined, takes_state=True)
    if keras.backend.backend() == "jax":
        assert run(None, 1, 2) == 1
    else:
        with pytest.raises(ValueError, match=r"`train_step\(\)` must be a function of"):
            run(None, 1, 2)
