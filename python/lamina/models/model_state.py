"""What decides what a model computes: where it changes, all is to be compiled anew.

A compiled function holds the attributes of layers as they were when it was traced: an
activation, a rate, the means of a normalisation. Variables it reads anew each time.
"""

import types
from functools import cache
from typing import Any

import keras
import numpy as np

from lamina._backend import STATES
from lamina._keras import DECIDES, OF_USE, compile_config, layers_in

# Attributes that come and go as a model is used, and that no `call()` reads.
_OF_USE = (
    STATES
    | OF_USE
    | {
        "_monte_carlo",
        "history",
        "is_awq_calibrated",
        "is_gptq_calibrated",
        "optimizer",
        "stop_evaluating",
        "stop_predicting",
        "stop_training",
    }
)


# What is compared by itself, and never looked into.
_WHOLE = (
    keras.KerasTensor,
    keras.Variable,
    keras.Operation,
    keras.Optimizer,
    keras.Metric,
    keras.random.SeedGenerator,
    keras.initializers.Initializer,
    keras.regularizers.Regularizer,
    types.FunctionType,
    types.MethodType,
    types.ModuleType,
    type,
)

_PLAIN = (bool, int, float, complex, str, bytes, type(None))

# The bytes of an array whose values are compared, at most.
_ARRAY_BYTES = 2**16

# How deep the attributes of objects that layers hold are looked into.
_DEPTH = 2


@cache
def _passed_over() -> frozenset[str]:
    """Return the attributes that say nothing of what a layer or model computes."""
    every = set(vars(keras.layers.Layer())) | set(vars(keras.Model()))
    return frozenset(every - DECIDES | _OF_USE)


class ModelState:
    """What of a model decides what it computes, at a moment.

    Two are equal where nothing of it has changed. Its objects are kept, so that no new
    one takes the place of one that is gone.

    Example:
    >>> layer = keras.layers.Dense(2, activation="relu")
    >>> model = keras.Sequential([keras.Input((3,)), layer])
    >>> before = ModelState(model)
    >>> before == ModelState(model)
    True
    >>> layer.activation = keras.activations.tanh
    >>> before == ModelState(model)
    False
    """

    def __init__(self, model: Any) -> None:
        self._leaves: list[Any] = [model.run_eagerly, model.jit_compile]
        # `compile()` says that all is to be traced anew.
        self._leaves.append(compile_config(model))
        for layer in layers_in(model):
            self._leaves.append(layer)
            self._add_attributes(layer, _DEPTH, _passed_over())

    def __eq__(self, other: object) -> bool:
        """Whether nothing has changed between the two."""
        if not isinstance(other, ModelState) or len(self._leaves) != len(other._leaves):
            return False
        return all(map(_is_same, self._leaves, other._leaves))

    __hash__ = None  # type: ignore[assignment]

    def _add_attributes(
        self, value: Any, depth: int, passed_over: frozenset[str] = frozenset()
    ) -> None:
        for name, each in vars(value).items():
            if name not in passed_over and not name.startswith("_self_"):
                self._leaves.append(name)
                self._add(each, depth)

    def _add(self, value: Any, depth: int) -> None:
        if isinstance(value, _PLAIN):
            self._leaves.append(value)
        elif isinstance(value, np.ndarray):
            self._add_array(value)
        elif depth and isinstance(value, list | tuple | set | frozenset):
            self._leaves.append(len(value))
            for each in value:
                self._add(each, depth - 1)
        elif depth and isinstance(value, dict):
            self._leaves.append(len(value))
            for key, each in value.items():
                self._leaves.append(key)
                self._add(each, depth - 1)
        else:
            self._leaves.append(value)
            if depth and hasattr(value, "__dict__") and not isinstance(value, _WHOLE):
                self._add_attributes(value, depth - 1)

    def _add_array(self, value: Any) -> None:
        self._leaves.append((value.shape, str(value.dtype)))
        small = value.nbytes <= _ARRAY_BYTES and value.dtype != object
        self._leaves.append(value.tobytes() if small else value)


def _is_same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    if type(one) is not type(other) or not isinstance(one, (*_PLAIN, tuple)):
        return False
    return bool(one == other)
