"""Rates of dropout that change while a model is trained."""

import math
from collections.abc import Sequence
from numbers import Integral
from typing import Any

import keras
from keras import ops

from lamina._backend import present_value
from lamina._keras import Held, add_variable, remove_variable, unlocked
from lamina.layers.arguments import checked_rate, described

RateSchedule: Any = keras.optimizers.schedules.LearningRateSchedule


class ChangingRate:
    """What a layer has that drops at a rate, for a rate that may change.

    With a schedule the layer counts the steps of training, that is its calls in
    training, in a variable among its weights: training goes on where it was. A layer
    that gives its schedule up has the weights of one whose rate always was a number.
    Keras' layers know nothing of the variable, and pass over it in a file.

    Example:
    >>> from lamina import SpatialDropout2D
    >>> layer = SpatialDropout2D(LinearRate(0.5, 0.0, steps=2), seed=1)
    >>> rates = [layer.rate]
    >>> for _ in range(2):
    ...     y = layer(ops.ones((1, 2, 2, 4)), training=True)
    ...     rates.append(layer.rate)
    >>> rates
    [0.5, 0.25, 0.0]
    """

    name: str
    # A schedule, or None for a rate that is a number.
    schedule: Any = None
    seed_generator: Any
    # The number as a variable, where it was set for the next steps of training.
    held: Held | None = None

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute; the rate without a look at the one that there was."""
        if name == "rate":
            # TensorFlow would look at it, and a schedule may give none.
            object.__setattr__(self, name, value)
        else:
            super().__setattr__(name, value)

    @property
    def rate(self) -> float:
        """The rate of the next step of training; may be set to a number or schedule."""
        if self.schedule is None:
            return self._rate
        step = self.steps.done()
        return sound_rate(self.schedule, step, self.name)

    @rate.setter
    def rate(self, rate: Any) -> None:
        is_schedule = isinstance(rate, RateSchedule)
        number = 0.0 if is_schedule else checked_rate(rate)
        # A constructor sets the rate first.
        if hasattr(self, "seed"):
            add_seeds(self)
            if is_schedule != (self.schedule is not None):
                # Which variables there are must not change while a step holds them.
                present_value(self.seed_generator.state)
        if is_schedule and not hasattr(self, "steps"):
            # Keras counts a dropout layer as built from the first.
            with unlocked(self):
                self.steps = _Steps(name="steps")
        if hasattr(self, "steps"):
            self.steps.take_part(is_schedule)
        if is_schedule:
            self.schedule, self.held = rate, None
            return
        self._rate, self.schedule = number, None
        if self.held is not None:
            self.held.state.assign(number)

    @property
    def largest_rate(self) -> float:
        """A rate that there is never more than."""
        if self.schedule is not None:
            return largest_of(self.schedule)
        return self._rate if self.held is None else 1.0

    def rate_of_call(self) -> Any:
        """Return the rate of a call: a number, or a tensor where it may change."""
        if self.schedule is not None:
            count = ops.convert_to_tensor(self.steps.count)
            return ops.cast(self.schedule(count), "float32")
        if self.held is not None:
            return ops.convert_to_tensor(self.held.state)
        return self._rate

    def where_sound(self, outputs: Any, rate: Any) -> Any:
        """Return outputs, which are NaN where a schedule gave no rate.

        What is compiled cannot raise an error.
        """
        if self.schedule is None or is_sure(self.schedule):
            return outputs
        sound = ops.logical_and(rate >= 0, rate <= 1)
        return ops.where(sound, outputs, ops.cast(math.nan, outputs.dtype))

    def rate_of_step(self) -> Any:
        """Return the rate of a call in training, as `rate_of_call()`, and count it."""
        rate = self.rate_of_call()
        if self.schedule is not None:
            self.steps.count.assign_add(1)
        return rate


class _Steps(keras.layers.Layer):
    """Holds the number of steps, in a place of its own in a file."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(dtype="float32", trainable=False, **kwargs)
        self.count = self.add_weight(
            (), initializer="zeros", dtype="int32", trainable=False, name="count"
        )
        self.built = True

    def take_part(self, is_weight: bool) -> None:
        """Have the number among the weights of the layer from now on, or not.

        It stays: what was compiled before goes on with it. Of a weight it begins at 0.
        """
        if is_weight and not self.weights:
            self.count.assign(0)
            add_variable(self, self.count)
        elif self.weights and not is_weight:
            remove_variable(self, self.count)

    def load_own_variables(self, store: Any) -> None:
        """Take the number from a file, where file and layer have one."""
        if store.keys() and self.weights:
            super().load_own_variables(store)

    def done(self) -> int:
        """Return how many there were."""
        # Of a variable that replicas share, too.
        return int(ops.convert_to_numpy(present_value(self.count)))


def add_seeds(layer: Any) -> None:
    """Let a layer have something to draw with, if Keras made it with a rate of 0.

    Example:
    >>> layer = keras.layers.Dropout(0, seed=1)
    >>> add_seeds(layer)
    >>> layer.seed_generator.get_config()["seed"]
    1
    """
    if not hasattr(layer, "seed_generator"):
        with unlocked(layer):
            layer.seed_generator = keras.random.SeedGenerator(layer.seed)


def checked_changing_rate(rate: Any) -> Any:
    """Return a rate as a float, or a schedule as it is.

    Example:
    >>> checked_changing_rate(1)
    1.0
    """
    return rate if isinstance(rate, RateSchedule) else checked_rate(rate)


def first_rate(rate: Any) -> float:
    """Return what Keras' layers are made with, which draw where this is not 0.

    Example:
    >>> first_rate(0.3), first_rate(LinearRate(0, 0.5, steps=2))
    (0.3, 0.5)
    """
    return 0.5 if isinstance(rate, RateSchedule) else checked_rate(rate)


def is_sure(schedule: Any) -> bool:
    """Whether a schedule gives rates from 0 to 1 at any step.

    Example:
    >>> is_sure(LinearRate(0, 0.5, steps=2))
    True
    >>> is_sure(keras.optimizers.schedules.PolynomialDecay(0.5, 10))
    False
    """
    return isinstance(schedule, _FromOneToAnother | PiecewiseRate)


def largest_of(schedule: Any) -> float:
    """Return a rate that a schedule never gives more than.

    Example:
    >>> largest_of(LinearRate(0, 0.5, steps=2)), largest_of(PiecewiseRate(1, (0.1, 0)))
    (0.5, 0.1)
    """
    if isinstance(schedule, _FromOneToAnother):
        return max(schedule.initial_rate, schedule.final_rate)
    return max(schedule.rates) if isinstance(schedule, PiecewiseRate) else 1.0


class RateError(ValueError):
    """A schedule gives something else than a rate.

    Attributes:
        layer: The name of the layer.
        step: How many steps of training went before.
        came: What the schedule gives, a number or words.
    """

    def __init__(self, layer: str, step: int, came: float | str) -> None:
        self.layer, self.step, self.came = layer, step, came
        told = came if isinstance(came, str) else f"{came:g}"
        super().__init__(
            f"The schedule of the layer '{layer}' must give rates from 0 to 1, not "
            f"{told} at step {step}."
        )


def sound_rate(schedule: Any, step: int, layer: str) -> float:
    """Return the rate of a schedule at a step.

    Raises:
        RateError: It is no number from 0 to 1, or the schedule fails.

    Example:
    >>> sound_rate(LinearRate(0, 0.5, steps=2), 1, "drop")
    0.25
    """
    try:
        given = schedule(step)
    except (TypeError, ValueError) as error:
        raise RateError(layer, step, "what is no number") from error
    except Exception as error:
        raise RateError(layer, step, "an error") from error
    shape = tuple(getattr(given, "shape", ()))
    if isinstance(given, str | list | tuple) or shape:
        came = f"values of shape {shape}" if shape else described(given)
        raise RateError(layer, step, came)
    rate = float(given)
    if not 0 <= rate <= 1:
        raise RateError(layer, step, rate)
    return rate


class _FromOneToAnother(RateSchedule):
    """A rate that goes from one to another within so many steps."""

    def __init__(
        self, initial_rate: float, final_rate: float, steps: int, begin: int = 0
    ) -> None:
        super().__init__()
        self.initial_rate = checked_rate(initial_rate, "initial_rate")
        self.final_rate = checked_rate(final_rate, "final_rate")
        self.steps = checked_steps(steps, "steps", 1)
        self.begin = checked_steps(begin, "begin", 0)

    def __call__(self, step: Any) -> Any:
        """Return the rate after so many steps."""
        done = (ops.cast(step, "float32") - self.begin) / self.steps
        share = self._share(ops.clip(done, 0.0, 1.0))
        # Exactly the one at the begin and the other at the end.
        return self.initial_rate * (1 - share) + self.final_rate * share

    @staticmethod
    def _share(done: Any) -> Any:
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        """Return the arguments."""
        return {
            "initial_rate": self.initial_rate,
            "final_rate": self.final_rate,
            "steps": self.steps,
            "begin": self.begin,
        }


@keras.saving.register_keras_serializable("lamina")
class LinearRate(_FromOneToAnother):
    """A rate that goes from one to another in equal steps, and stays there.

    With a final rate of 0 it is annealed dropout, with an initial rate of 0 it grows.

    Args:
        initial_rate: The rate at first, from 0 to 1.
        final_rate: The rate at the end, from 0 to 1.
        steps: How many steps of training the way from one to the other takes.
        begin: The step at which the rate begins to change, from 0.

    Raises:
        TypeError: A rate is no number, or a number of steps no whole number.
        ValueError: One of them is outside what it may be.

    Example:
    >>> schedule = LinearRate(0.5, 0.0, steps=10)
    >>> [round(float(schedule(step)), 3) for step in (0, 5, 10, 20)]
    [0.5, 0.25, 0.0, 0.0]
    """

    @staticmethod
    def _share(done: Any) -> Any:
        return done


@keras.saving.register_keras_serializable("lamina")
class CosineRate(_FromOneToAnother):
    """A rate that goes from one to another along half a wave, and stays there.

    It changes slowly at first and at the end.

    Args:
        initial_rate: The rate at first, from 0 to 1.
        final_rate: The rate at the end, from 0 to 1.
        steps: How many steps of training the way from one to the other takes.
        begin: The step at which the rate begins to change, from 0.

    Raises:
        TypeError: A rate is no number, or a number of steps no whole number.
        ValueError: One of them is outside what it may be.

    Example:
    >>> schedule = CosineRate(0.5, 0.0, steps=10)
    >>> [round(float(schedule(step)), 3) for step in (0, 2, 5, 10)]
    [0.5, 0.452, 0.25, 0.0]
    """

    @staticmethod
    def _share(done: Any) -> Any:
        return (1 - ops.cos(math.pi * done)) / 2


@keras.saving.register_keras_serializable("lamina")
class PiecewiseRate(RateSchedule):
    """A rate that jumps at some steps.

    `PiecewiseRate(1000, (0.1, 0))` is early dropout, `PiecewiseRate(1000, (0, 0.1))`
    late dropout.

    Args:
        boundaries: The steps from which the next rate holds, in increasing order: a
            whole number of at least 1, or several.
        rates: The rates, from 0 to 1, one more than there are boundaries.

    Raises:
        TypeError: A rate is no number, or a boundary no whole number.
        ValueError: One of them is outside what it may be, or their numbers do not fit.

    Reference:
        Liu et al. (2023), Dropout Reduces Underfitting,
        https://arxiv.org/abs/2303.01500

    Example:
    >>> schedule = PiecewiseRate(1000, (0.25, 0))
    >>> [float(schedule(step)) for step in (0, 999, 1000)]
    [0.25, 0.25, 0.0]
    """

    def __init__(self, boundaries: int | Sequence[int], rates: Sequence[float]) -> None:
        super().__init__()
        if not isinstance(boundaries, Sequence):
            boundaries = [boundaries]
        self.boundaries = [checked_steps(each, "boundaries", 1) for each in boundaries]
        self.rates = [checked_rate(rate, "rates") for rate in rates]
        if sorted(set(self.boundaries)) != self.boundaries:
            raise ValueError(
                f"`boundaries` must be in increasing order, not {self.boundaries}."
            )
        if len(self.rates) != len(self.boundaries) + 1:
            raise ValueError(
                f"`rates` must be {len(self.boundaries) + 1} numbers, one more than "
                f"there are boundaries, not {len(self.rates)}."
            )

    def __call__(self, step: Any) -> Any:
        """Return the rate after so many steps."""
        step = ops.cast(step, "float32")
        rate = ops.convert_to_tensor(self.rates[0], "float32")
        for boundary, following in zip(self.boundaries, self.rates[1:], strict=True):
            rate = ops.where(step >= boundary, following, rate)
        return rate

    def get_config(self) -> dict[str, Any]:
        """Return the arguments."""
        return {"boundaries": self.boundaries, "rates": self.rates}


def checked_steps(number: Any, name: str, least: int) -> int:
    """Return a number of steps as a whole number of Python.

    Example:
    >>> checked_steps(3, "steps", 1)
    3
    """
    if isinstance(number, bool) or not isinstance(number, Integral):
        raise TypeError(
            f"`{name}` must be a whole number of at least {least}, "
            f"not {described(number)}."
        )
    if number < least:
        raise ValueError(
            f"`{name}` must be a whole number of at least {least}, not {number}."
        )
    return int(number)
