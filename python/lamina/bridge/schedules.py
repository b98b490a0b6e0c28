"""Learning rates that depend on the step: asked for by R, and computed by R."""

from collections.abc import Callable, Sequence
from typing import Any

import keras
from keras import ops


@keras.saving.register_keras_serializable("lamina")
class FunctionSchedule(keras.optimizers.schedules.LearningRateSchedule):
    """A schedule whose learning rate a function computes.

    Args:
        function: Called with the number of steps made so far, a tensor of fractions.
        name: Not used by Keras.

    Example:
    >>> schedule = FunctionSchedule(lambda step: 0.5 / (1 + step))
    >>> round(float(schedule(4)), 6)
    0.1
    """

    def __init__(
        self, function: Callable[[Any], Any], name: str = "FunctionSchedule"
    ) -> None:
        super().__init__()
        self.function = function
        self.name = name

    def __call__(self, step: Any) -> Any:
        """Return the learning rate after so many steps."""
        dtype = keras.config.floatx()
        rate = self.function(ops.cast(step, dtype))
        return ops.cast(ops.convert_to_tensor(rate), dtype)

    def get_config(self) -> dict[str, Any]:
        """Return the arguments, the function as Keras saves one."""
        function = keras.saving.serialize_keras_object(self.function)
        return {"function": function, "name": self.name}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "FunctionSchedule":
        """Return a schedule with a function that Keras finds by its name."""
        function = keras.saving.deserialize_keras_object(config["function"])
        return cls(function, name=config["name"])


def learning_rates(schedule: Any, steps: Any) -> Any:
    """Return the learning rate at a step, or a tensor of those at several.

    Args:
        schedule: A learning rate schedule.
        steps: A number or a tensor, or a list of numbers.

    Example:
    >>> decay = keras.optimizers.schedules.PolynomialDecay(0.5, 2, 0.0)
    >>> [float(rate) for rate in learning_rates(decay, [0, 1, 2])]
    [0.5, 0.25, 0.0]
    """
    if not isinstance(steps, Sequence):
        return schedule(steps)
    # All at once is quicker, where a schedule does not ask what the step is.
    if type(schedule) in _ELEMENT_BY_ELEMENT:
        return schedule(ops.convert_to_tensor(steps))
    return ops.stack([ops.convert_to_tensor(schedule(step)) for step in steps])


_ELEMENT_BY_ELEMENT = (
    keras.optimizers.schedules.CosineDecayRestarts,
    keras.optimizers.schedules.ExponentialDecay,
    keras.optimizers.schedules.InverseTimeDecay,
    keras.optimizers.schedules.PolynomialDecay,
)
