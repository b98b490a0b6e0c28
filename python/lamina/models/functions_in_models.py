"""The functions of R in a model, and names by which they are told apart."""

import itertools
import types
from collections.abc import Mapping
from typing import Any

import keras

from lamina._keras import compile_config, layers_in, registered_names


def is_function(value: Any) -> bool:
    """Whether its code is in R: it is what `lamina.from_r.function()` made."""
    return isinstance(value, types.FunctionType) and hasattr(value, "_r_describe")


def functions_of(model: Any) -> list[Any]:
    """Return the functions of R that a model or layer would be saved with, each once.

    Not those that are registered with Keras, which finds them by itself. What
    reticulate itself has made for Python is among them.

    Example:
    >>> from lamina.bridge.r_functions import function
    >>> double = function(lambda x: x * 2, "double", [{"name": "x"}])
    >>> [f.__name__ for f in functions_of(keras.layers.Dense(1, activation=double))]
    ['double']
    """
    found = functions_of_layers(model)
    return found + [f for f in _functions_of_training(model) if f not in found]


def functions_of_layers(model: Any) -> list[Any]:
    """Return those of `functions_of()` that are needed also without training."""
    found: list[Any] = []
    seen: set[int] = set()
    for layer in layers_in(model):
        inside: list[Any] = []
        _collect(vars(layer), inside, seen)
        # A model that is compiled keeps its loss in more than one place.
        training = _functions_of_training(layer)
        found += [f for f in inside if f not in training and f not in found]
    return found


def _functions_of_training(model: Any) -> list[Any]:
    found: list[Any] = []
    compiled = compile_config(model)
    if compiled is not None:
        _collect(compiled.config, found, set(), _IN_TRAINING)
    return found


# What may hold functions: in what a model is compiled with, and in layers, with which
# it is saved.
_IN_TRAINING = (
    keras.Loss,
    keras.Metric,
    keras.Optimizer,
    keras.optimizers.schedules.LearningRateSchedule,
)
_IN_LAYERS = (
    keras.Initializer,
    keras.regularizers.Regularizer,
    keras.constraints.Constraint,
    # Of the rate of dropout.
    keras.optimizers.schedules.LearningRateSchedule,
)


def _collect(
    value: Any, found: list[Any], seen: set[int], holders: Any = _IN_LAYERS
) -> None:
    parts: Any = ()
    if isinstance(value, types.FunctionType):
        is_from_r = is_function(value) or value.__module__ == "rpytools.call"
        # What is registered is saved under that name, which no other has.
        is_named_by_user = value in registered_names()
        if is_from_r and not is_named_by_user and value not in found:
            found.append(value)
    elif isinstance(value, Mapping):
        parts = value.values()
    elif isinstance(value, list | tuple | set):
        parts = value
    elif isinstance(value, holders):
        parts = vars(value).values()
    if parts and id(value) not in seen:
        seen.add(id(value))
        for part in list(parts):
            _collect(part, found, seen, holders)


def tell_functions_apart(model: Any) -> list[Any]:
    """Give functions of R that differ names that differ, and return them all.

    The first keeps its name, others get a number behind it. None of them is then taken
    for one that has a name of its own.

    Args:
        model: A model or layer.

    Returns:
        The functions, as `functions_of()` does.
    """
    functions = functions_of(model)
    named: dict[str, Any] = {}
    for f in functions:
        first = named.setdefault(f.__name__, f)
        if first is f or _key(first) == _key(f):
            continue
        taken = {g.__name__ for g in functions}
        numbers_left = (f"{f.__name__}_{i}" for i in itertools.count(2))
        f.__name__ = next(name for name in numbers_left if name not in taken)
        first._r_unnamed = f._r_unnamed = True
        named[f.__name__] = f
    return functions


def is_unnamed(function: Any) -> bool:
    """Whether the name of a function of R was made up."""
    return bool(getattr(function, "_r_unnamed", True))


def unnamed_functions(model: Any) -> list[str]:
    """Return the names of the functions of R in a model that have none of their own.

    Example:
    >>> from lamina.bridge.r_functions import function
    >>> double = function(lambda x: 2 * x, "f", [{"name": "x"}], unnamed=True)
    >>> unnamed_functions(keras.layers.Dense(1, activation=double))
    ['f']
    """
    return list(dict.fromkeys(f.__name__ for f in functions_of(model) if is_unnamed(f)))


def _key(function: Any) -> Any:
    describe = getattr(function, "_r_describe", None)
    return id(function) if describe is None else describe()["key"]
