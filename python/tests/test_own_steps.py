"""Steps and gradients of a model's own, and what is said where they are not right."""

import keras
import numpy as np
import pytest
from keras import ops

from lamina._backend.own_steps import members, step, value_and_gradients, with_state
from lamina.bridge.r_class import initialize, r_class


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


DATA, X = [{"name": "data"}], [{"name": "x"}]


def a_model(counter):
    """A model of one weight, whose steps are its own."""

    def init(self):
        initialize(self, classes[0])
        self.dense = keras.layers.Dense(
            1, use_bias=False, kernel_initializer="ones", name="dense"
        )

    def call(self, x):
        return self.dense(x)

    def train_step(self, data):
        x, y = data
        loss, gradients = value_and_gradients(
            lambda: ops.mean((self.dense(x) - y) ** 2),
            lambda: self.dense.trainable_variables,
        )
        self.optimizer.apply(gradients, self.dense.trainable_variables)
        counter.assign_add(1.0)
        return {"loss": loss, "seen": counter}

    def test_step(self, data):
        x, y = data
        return {"sum": ops.sum(self.dense(x) * 0 + y)}

    def predict_step(self, data):
        return self.dense(data) * 10

    steps = {"train_step": train_step, "test_step": test_step}
    steps["predict_step"] = predict_step
    methods = {name: {"run": run, "parameters": DATA} for name, run in steps.items()}
    methods |= {"__init__": {"run": init}, "call": {"run": call, "parameters": X}}
    classes = [r_class("model", "OwnSteps", methods)]
    model = classes[0]()
    model.compile(keras.optimizers.SGD(0.125))
    return model


def test_a_model_trains_evaluates_and_predicts_by_its_own_steps():
    counter = keras.Variable(0.0)
    model, x = a_model(counter), np.ones((4, 1), "float32")
    history = model.fit(x, 3 * x, batch_size=2, epochs=2, verbose=0).history
    weight, losses = 1.0, []
    for _ in range(4):
        losses.append((weight - 3) ** 2)
        weight -= 0.125 * 2 * (weight - 3)
    np.testing.assert_allclose(model.get_weights()[0], [[weight]], rtol=1e-6)
    # Keras shows the last batch of each epoch.
    np.testing.assert_allclose(history["loss"], losses[1::2], rtol=1e-6)
    # Also of a variable that no layer has.
    assert float(counter.value) == 4
    np.testing.assert_allclose(history["seen"], [2, 4])
    found = model.evaluate(x, 3 * x, batch_size=4, verbose=0, return_dict=True)
    assert found == {"sum": 12}
    predicted = model.predict(x, verbose=0)
    np.testing.assert_allclose(predicted, np.full((4, 1), 10 * weight), rtol=1e-6)


def test_a_step_of_keras_is_called_with_the_data_alone():
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.0), "mse")
    x = keras.ops.ones((2, 1))
    logs = with_state("train_step", model.train_step, model)((x, x))
    expected = model.evaluate(x, x, verbose=0)
    np.testing.assert_allclose(float(logs["loss"]), expected, rtol=1e-6)
    assert model.optimizer.iterations == 1
    logs = with_state("test_step", model.test_step, model)((x, x))
    np.testing.assert_allclose(float(logs["loss"]), expected, rtol=1e-6)
    predicted = with_state("predict_step", model.predict_step, model)((x,))
    np.testing.assert_array_equal(
        keras.ops.convert_to_numpy(predicted), model.predict(x, verbose=0)
    )


def test_models_without_steps_of_their_own_have_nothing_in_place_of_keras_methods():
    assert members(lambda: keras.Model, keras.Model, {"call": None}) == {}
    own = members(lambda: keras.Model, keras.Model, {"test_step": None})
    assert {"make_train_function", "make_test_function"} <= set(own)
