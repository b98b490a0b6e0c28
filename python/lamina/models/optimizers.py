"""What Keras does not look at in a model's optimizer.

A step that is compiled keeps the learning rate schedule that it was compiled with, and
an optimizer that was named after no weight gets none, both without a word.
"""

import re
import weakref
from collections.abc import Sequence
from typing import Any

import keras

from lamina._keras import optimizer_map_of, rate_in

# The learning rates, numbers or schedules, with which a model was last trained.
_rates: "weakref.WeakKeyDictionary[Any, list[Any]]"
_rates = weakref.WeakKeyDictionary()

# The optimizers whose names have been looked at.
_looked_at: "weakref.WeakSet[Any]" = weakref.WeakSet()


def renew_rates(model: Any, is_training: bool = False) -> None:
    """Have the training step compiled anew where its learning rate is another object.

    Args:
        model: A Keras model that is to be trained.
        is_training: Whether a training is under way, whose next step it is.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> model.compile("sgd", "mse")
    >>> model.make_train_function()
    >>> renew_rates(model)
    >>> decay = keras.optimizers.schedules.PolynomialDecay(0.5, 2, 0.0)
    >>> model.optimizer.learning_rate = decay
    >>> renew_rates(model)
    >>> model.train_function is None
    True
    """
    rates = [rate_in(optimizer) for optimizer in _optimizers_of(model)]
    before = _rates.get(model, rates)
    _rates[model] = rates
    if _are_same(rates, before) or getattr(model, "train_function", None) is None:
        return
    if is_training:
        model.make_train_function(force=True)
    else:
        model.train_function = None


def _are_same(rates: Sequence[Any], before: Sequence[Any]) -> bool:
    pairs = zip(rates, before, strict=False)
    return len(rates) == len(before) and all(rate is other for rate, other in pairs)


def _optimizers_of(model: Any) -> list[Any]:
    """Return a model's optimizer, and those within it."""
    found: list[Any] = []
    left = [getattr(model, "optimizer", None)]
    while left:
        optimizer = left.pop()
        if isinstance(optimizer, keras.optimizers.Optimizer):
            found.append(optimizer)
            left.append(getattr(optimizer, "inner_optimizer", None))
            left += getattr(optimizer, "optimizers", None) or []
    return found


def names_without_weights(model: Any) -> list[str]:
    """Return the names in an optimizer of several that fit no weight of a model.

    Each optimizer is looked at once, as soon as the model has weights.

    Args:
        model: A compiled Keras model.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="a")])
    >>> sgd = keras.optimizers.SGD
    >>> names = keras.optimizers.OptimizerMap(sgd(), {"a": sgd(), ".*a/.*": sgd()})
    >>> model.compile(keras.optimizers.MultiOptimizer(names), "mse")
    >>> names_without_weights(model)
    ['a']
    >>> names_without_weights(model)
    []
    """
    found: list[str] = []
    if not getattr(model, "built", False):
        return found
    paths = [weight.path for weight in model.weights]
    for optimizer in _optimizers_of(model):
        names = optimizer_map_of(optimizer)
        if names and paths and optimizer not in _looked_at:
            _looked_at.add(optimizer)
            found += [name for name in names if not _fits(name, paths)]
    return found


def _fits(name: str, paths: Sequence[str]) -> bool:
    return name in paths or any(re.fullmatch(name, path) for path in paths)
