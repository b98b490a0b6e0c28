"""Learning rates of schedules, and of functions."""

import keras
import numpy as np
import pytest

from lamina.bridge.schedules import FunctionSchedule, learning_rates

schedules = keras.optimizers.schedules


@pytest.mark.parametrize(
    "schedule",
    [
        schedules.CosineDecay(0.1, 4, warmup_target=0.2, warmup_steps=2),
        schedules.CosineDecay(0.1, 4),
        schedules.CosineDecayRestarts(0.1, 4),
        schedules.ExponentialDecay(0.1, 4, 0.5, staircase=True),
        schedules.InverseTimeDecay(0.1, 4, 0.5),
        schedules.PiecewiseConstantDecay([2, 4], [0.3, 0.2, 0.1]),
        schedules.PolynomialDecay(0.1, 4, cycle=True),
        FunctionSchedule(lambda step: 0.5 if step < 3 else 0.1),
    ],
)
def test_several_rates_are_those_of_each_step(schedule):
    steps = [0, 1, 2, 3, 4, 5, 9]
    one_by_one = [float(schedule(step)) for step in steps]
    several = np.asarray(keras.ops.convert_to_numpy(learning_rates(schedule, steps)))
    np.testing.assert_allclose(several, one_by_one, rtol=1e-6)
    assert float(learning_rates(schedule, 3)) == pytest.approx(one_by_one[3])


def test_a_function_gets_fractions_and_comes_back_by_its_name():
    def falling(step):
        assert keras.backend.standardize_dtype(step.dtype) == "float32"
        return 0.5 / (1 + step)

    config = keras.saving.serialize_keras_object(FunctionSchedule(falling, name="f"))
    with keras.saving.custom_object_scope({"falling": falling}):
        again = keras.saving.deserialize_keras_object(config)
    assert (again.function, again.name) == (falling, "f")
    rate = again(keras.Variable(4, dtype="int32", trainable=False))
    assert keras.backend.standardize_dtype(rate.dtype) == "float32"
    assert float(rate) == pytest.approx(0.1)
