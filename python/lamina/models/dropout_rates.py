"""The rates of a model's dropout layers: set, set before each epoch, and looked at."""

import difflib
from collections.abc import Callable, Iterable
from typing import Any
from weakref import WeakKeyDictionary

import keras

from lamina._backend import sync
from lamina._keras import dropout_of_attention, layers_in
from lamina.layers.arguments import checked_rate
from lamina.layers.held_rates import LayersError, check_takes, hold, may_hold
from lamina.layers.rates import ChangingRate, is_sure, sound_rate

# By what rates changed when models were compiled for training.
_changing_in: WeakKeyDictionary[Any, list[Any]] = WeakKeyDictionary()


def set_dropout_rate(model: Any, rate: float, layers: Any = None) -> None:
    """Set the rate of dropout layers, also of a model that is compiled or in training.

    The first time, what the model was compiled to for training is made anew: the rate
    is a variable from then on, which is no weight. Later ones compile nothing. A
    schedule of a layer is given up, and the number of its steps is no weight any more.

    Args:
        model: A Keras model.
        rate: The rate, a number from 0 to 1.
        layers: Names of layers, or layers, of the model; also one alone. None, the
            default, for all whose rate can be set: lamina's SpatialDropout, DropBlock,
            DropPath and StochasticDepth, and Keras' Dropout, SpatialDropout,
            AlphaDropout and GaussianDropout. Rates of recurrent and of attention layers
            stay what they are.

    Raises:
        TypeError: `model` is no Keras model, or `rate` no number.
        ValueError: `rate` is outside 0 to 1.
        LayersError: A layer is not in the model, or its rate cannot be set, or not to
            1, or there is none whose rate can be. Nothing is set then.

    Example:
    >>> dropout = keras.layers.Dropout(0.5)
    >>> model = keras.Sequential([keras.Input((3,)), dropout, keras.layers.Dense(2)])
    >>> set_dropout_rate(model, 0.1)
    >>> dropout.rate
    0.1
    """
    if not isinstance(model, keras.Model):
        raise TypeError(
            f"`model` must be a Keras model, not of type {type(model).__name__}."
        )
    _set(model, checked_rate(rate), layers_with_rates(model, layers))


def _set(model: Any, rate: float, layers: list[Any]) -> None:
    for layer in layers:
        check_takes(layer, rate)
    # Between the steps of fit() the variables of the model may be empty.
    sync(model)
    _hold(model, layers)
    for layer in layers:
        layer.rate = rate


def _hold(model: Any, layers: list[Any]) -> None:
    for layer in layers:
        hold(layer)
    renew_dropout(model)


def renew_dropout(model: Any) -> None:
    """Have the training step compiled anew where rates change by something else.

    That is another schedule, or a rate that is held since, by another model that has
    the layer, say.

    Example:
    >>> import lamina
    >>> dropout = lamina.DropPath(0.5)
    >>> model = keras.Sequential([keras.Input((3,)), dropout, keras.layers.Dense(2)])
    >>> model.compile("sgd", "mse")
    >>> model.make_train_function()
    >>> before, dropout.rate = model.train_function, lamina.LinearRate(0.5, 0, 2)
    >>> renew_dropout(model)
    >>> model.train_function is before
    False
    """
    layers = [layer for layer in layers_in(model) if may_hold(layer)]
    each = [getattr(layer, by, None) for layer in layers for by in ("schedule", "held")]
    changing = [by for by in each if by is not None]
    before = _changing_in.get(model, [])
    _changing_in[model] = changing
    are_same = list(map(id, changing)) == list(map(id, before))
    if not are_same and getattr(model, "train_function", None) is not None:
        model.make_train_function(force=True)


def layers_with_rates(model: Any, layers: Any = None) -> list[Any]:
    """Return the layers of a model whose rate can be set: those that are asked for.

    Example:
    >>> dropout = keras.layers.Dropout(0.5, name="drop")
    >>> model = keras.Sequential([keras.Input((3,)), dropout])
    >>> layers_with_rates(model, "drop") == [dropout]
    True
    """
    every = layers_in(model)
    if layers is None:
        # That of an attention layer belongs to the layer.
        within = {id(dropout_of_attention(layer)) for layer in every}
        found = [each for each in every if may_hold(each) and id(each) not in within]
        if not found:
            raise LayersError(
                f"The model '{model.name}' has no dropout layer whose rate can be set."
            )
        return found
    found = []
    for wanted in _listed(layers):
        is_wanted = _by_name(wanted) if isinstance(wanted, str) else _by_itself(wanted)
        named = [layer for layer in every if is_wanted(layer)]
        if not named:
            raise LayersError(_not_there(model, wanted, every))
        # A model or wrapper has what is inside it.
        inside = {id(each): each for layer in named for each in layers_in(layer)}
        may = [each for each in inside.values() if may_hold(each)]
        if not may:
            layer = named[0]
            raise LayersError(
                f"The layer '{layer.name}' ({type(layer).__name__}) has no rate of "
                "dropout that can be set."
            )
        found += may
    return list({id(layer): layer for layer in found}.values())


def _listed(layers: Any) -> list[Any]:
    return [layers] if isinstance(layers, str | keras.Layer) else list(layers)


def _by_name(name: str) -> Callable[[Any], bool]:
    return lambda layer: layer.name == name


def _by_itself(wanted: Any) -> Callable[[Any], bool]:
    return lambda layer: layer is wanted


def _not_there(model: Any, wanted: Any, every: Iterable[Any]) -> str:
    if not isinstance(wanted, str):
        what = getattr(wanted, "name", wanted)
        return f"The layer {what!r} is not in the model '{model.name}'."
    known = sorted({layer.name for layer in every if may_hold(layer)})
    near = difflib.get_close_matches(wanted, known, 1)
    if near:
        hint = f"Did you mean '{near[0]}'?"
    else:
        hint = f"Layers with a rate: {', '.join(known) or 'none'}."
    return f"The model '{model.name}' has no layer '{wanted}'. {hint}"


class DropoutSchedule(keras.callbacks.Callback):
    """Sets the rate of dropout layers before each epoch.

    The history has the rate of each epoch as `dropout_rate`. Where there are several of
    these in one `fit()`, those with `layers` have the names of these behind it, such as
    `dropout_rate_drop`; for the same layers it is the rate of the last, which holds.

    Args:
        schedule: A function of the number of epochs done, which returns a rate from 0
            to 1; or a schedule such as `LinearRate`, whose steps are epochs then.
        layers: As for `set_dropout_rate()`.

    Raises:
        TypeError: `schedule` cannot be called.

    Example:
    >>> import numpy as np
    >>> model = keras.Sequential([keras.layers.Dropout(0.5), keras.layers.Dense(1)])
    >>> model.compile("sgd", "mse")
    >>> halved = DropoutSchedule(lambda epoch: 0.5 / 2**epoch)
    >>> x, y = np.ones((4, 3)), np.ones((4, 1))
    >>> history = model.fit(x, y, epochs=3, callbacks=[halved], verbose=0)
    >>> history.history["dropout_rate"]
    [0.5, 0.25, 0.125]
    """

    def __init__(self, schedule: Callable[[int], Any], layers: Any = None) -> None:
        super().__init__()
        if not callable(schedule):
            raise TypeError(
                "`schedule` must be a function of the epoch or a schedule, not of type "
                f"{type(schedule).__name__}."
            )
        self.schedule, self.layers = schedule, layers
        self._rate = 0.0
        self._in_training: dict[int, Any] = {}

    def on_train_begin(self, logs: Any = None) -> None:
        """Look for the layers, before anything is compiled."""
        # All callbacks of a `fit()` share these.
        shared = self.params or {}
        self._in_training = shared.setdefault("dropout_schedules", {})
        self._in_training[id(self)] = self
        _hold(self.model, layers_with_rates(self.model, self.layers))

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Set the rate."""
        self._rate = self._rate_of(epoch)
        _set(self.model, self._rate, layers_with_rates(self.model, self.layers))

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Tell the history of the rate."""
        if logs is not None:
            logs[self._line()] = self._rate

    def _line(self) -> str:
        if len(self._in_training) < 2 or self.layers is None:
            return "dropout_rate"
        names = [getattr(layer, "name", layer) for layer in _listed(self.layers)]
        return "_".join(["dropout_rate", *names])

    def _rate_of(self, epoch: int) -> float:
        rate = float(self.schedule(epoch))
        if not 0 <= rate <= 1:
            raise ValueError(
                f"`schedule` must give rates from 0 to 1, not {rate:g} for epoch "
                f"{epoch}."
            )
        return rate


class RatesAhead:
    """Looks at the rates of the next steps, where a schedule might give what is none.

    What is compiled cannot raise an error. Here it comes before the step is made.

    Args:
        model: A Keras model that is to be trained.

    Example:
    >>> import lamina
    >>> rising = keras.optimizers.schedules.InverseTimeDecay(0.5, 1, -0.25)
    >>> drop = lamina.SpatialDropout1D(rising, name="drop")
    >>> ahead = RatesAhead(keras.Sequential([keras.Input((4, 2)), drop]))
    >>> ahead.begin_epoch()
    >>> for _ in range(4):
    ...     try:
    ...         ahead.before_step()
    ...     except lamina.RateError as error:
    ...         print(error.layer, error.step, error.came)
    ...     _ = drop(keras.ops.ones((1, 4, 2)), training=True)
    drop 3 2.0
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._unsure: list[Any] = []
        self._counts: dict[int, int] = {}

    def begin_epoch(self) -> None:
        """Look for the layers whose schedule might give what is no rate."""
        self._unsure = [
            layer
            for layer in layers_in(self._model)
            if isinstance(layer, ChangingRate)
            and layer.schedule is not None
            and not is_sure(layer.schedule)
        ]

    def before_step(self) -> None:
        """Look at the rates of the steps that are made in one go.

        A layer counts its own: none where its branch is not computed, several where it
        is called several times. As many as the last time are looked at.
        """
        if self._unsure:
            sync(self._model)
        for layer in self._unsure:
            count = layer.steps.done()
            passed = count - self._counts.get(id(layer), count)
            self._counts[id(layer)] = count
            for step in range(count, count + max(passed, self._steps_at_once())):
                sound_rate(layer.schedule, step, layer.name)

    def _steps_at_once(self) -> int:
        return int(getattr(self._model, "steps_per_execution", None) or 1)
