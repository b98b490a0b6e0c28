"""Which function the outputs of a model come out of, and so what they hold."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import ops, tree

from lamina._keras import call_of, origin_of
from lamina.layers.concrete_dropout import LearntRate
from lamina.models.model_graph import has_own_predict_step, is_plain_graph


@dataclass(frozen=True)
class LastFunction:
    """The function that an output comes out of.

    Attributes:
        function: "softmax" and "sigmoid" stand for all that give probabilities of
            classes and of labels.
        name: Its own name.
        axis: That of a softmax, where it is known not to be the last.
        is_log: Whether the logarithms of the probabilities come out.
        is_probability: Whether each number is a probability, of whatever.
    """

    function: str | None = None
    name: str | None = None
    axis: Any = None
    is_log: bool = False
    is_probability: bool = False


def last_functions(model: Any, count: int) -> list[LastFunction]:
    """Return the function that each of a model's outputs comes out of.

    Example:
    >>> x = keras.Input((3,))
    >>> y = keras.layers.Dense(2, activation="hard_sigmoid")(x)
    >>> model = keras.Model(x, [y, (y + y) / 2, y / 2])
    >>> [last.function for last in last_functions(model, 3)]
    ['sigmoid', 'sigmoid', None]
    """
    outputs = [] if has_own_predict_step(model) else _graph_outputs(model)
    found = [_last_function(tensor) for tensor in outputs]
    return found if len(found) == count else [LastFunction()] * count


def _graph_outputs(model: Any) -> list[Any]:
    if not is_plain_graph(model):
        return []
    outputs: list[Any] = model.outputs
    return outputs


# Layers and operations that hand values on as they are, in whatever shape.
_SAME_VALUES = {
    "activityregularization",
    "cast",
    "cropping1d",
    "cropping2d",
    "cropping3d",
    "expanddims",
    "flatten",
    "identity",
    "permute",
    "repeatvector",
    "reshape",
    "squeeze",
    "transpose",
}

_SIGMOIDS = {"sigmoid", "hardsigmoid", "sparsesigmoid"}


def _last_function(tensor: Any) -> LastFunction:
    origin = origin_of(tensor)
    layer = origin.operation
    nested = _graph_outputs(layer) if isinstance(layer, keras.Model) else []
    if nested:
        return _last_function(nested[origin.output])
    outer = layer
    while isinstance(layer, keras.layers.TimeDistributed):
        layer = layer.layer
    kind = type(layer).__name__.lower()
    function = _function_of(layer)
    if kind in _SAME_VALUES or (kind == "activation" and function == "linear"):
        before = _last_function(call_of(origin).input_tensors[0])
        # Which of the axes it now is, its sums tell.
        return before if kind == "activation" else _without_axis(before)
    name = function or kind
    plain = name.replace("_", "")
    is_log = plain.startswith("log") and plain[3:] in ("softmax", "sigmoid")
    plain = plain[3:] if is_log else plain
    if plain == "softmax":
        axis = getattr(layer, "axis", -1) if function is None else -1
        known = layer is not outer or _is_last(axis, len(tensor.shape))
        return LastFunction("softmax", name, None if known else axis, is_log)
    if plain in _SIGMOIDS:
        return LastFunction("sigmoid", name, None, is_log)
    found = _Spans().of(tensor)
    if found is None or not np.allclose(found[:2], (0, 1), atol=1e-6):
        return LastFunction(None, name)
    # Of what a softmax gave, sums have to tell whether these are still classes.
    return LastFunction(None if found[2] else "sigmoid", name, is_probability=True)


def _without_axis(last: LastFunction) -> LastFunction:
    return LastFunction(
        last.function, last.name, None, last.is_log, last.is_probability
    )


def _function_of(layer: Any) -> str | None:
    """Return the name of the function that ends a layer, if it is one of these."""
    if isinstance(layer, keras.layers.Bidirectional):
        return _function_of_both(layer)
    if isinstance(layer, LearntRate):
        return _function_of(layer.layer)
    if isinstance(layer, keras.layers.RNN):
        # Others multiply by a gate what comes out of theirs.
        cell = layer.cell
        layer = cell if isinstance(cell, keras.layers.SimpleRNNCell) else None
    activation = getattr(layer, "activation", None)
    if activation is None:
        return None
    if isinstance(activation, keras.Layer):
        return _function_of(activation) or type(activation).__name__.lower()
    name: str | None = getattr(activation, "__name__", None)
    return name


def _function_of_both(layer: Any) -> str | None:
    names = {_function_of(each) for each in (layer.forward_layer, layer.backward_layer)}
    name = names.pop()
    plain = (name or "").replace("_", "")
    is_mean = layer.merge_mode == "ave" and plain == "softmax"
    are_kept = layer.merge_mode in ("ave", "concat", "mul", None) and plain in _SIGMOIDS
    return name if not names and (is_mean or are_kept) else None


def _is_last(axis: Any, rank: int) -> bool:
    axes = axis if isinstance(axis, list | tuple) else [axis]
    return [each % rank for each in axes if each is not None] == [rank - 1]


# From where to where numbers go, and whether a softmax is among what they come from.
_Span = tuple[float, float, bool]


class _Spans:
    """From where to where tensors go that are made of probabilities alone.

    By that a mean of two probabilities is told from the half of one.
    """

    def __init__(self) -> None:
        self._known: dict[int, _Span | None] = {}

    def of(self, tensor: Any) -> _Span | None:
        if id(tensor) not in self._known:
            self._known[id(tensor)] = self._find(tensor)
        return self._known[id(tensor)]

    def _find(self, tensor: Any) -> _Span | None:
        origin = origin_of(tensor)
        layer = origin.operation
        nested = _graph_outputs(layer) if isinstance(layer, keras.Model) else []
        if nested:
            return self.of(nested[origin.output])
        arguments = call_of(origin).arguments
        kind = type(layer).__name__.lower()
        if kind == "clip":
            (x,) = filter(_is_symbolic, tree.flatten(arguments.args))
            return self._clipped(x, layer.x_min, layer.x_max)
        combine = _COMBINE.get(kind)
        if combine is None:
            last = _plain_function(layer)
            return (0.0, 1.0, last == "softmax") if last else None
        values = tree.flatten((arguments.args, arguments.kwargs))
        if kind in _NUMBERS_TOO:
            spans = [self._of_value(value) for value in values if value is not None]
        else:
            tensors = [each for each in values if _is_symbolic(each)]
            if kind in ("maximum", "minimum") and len(tensors) < len(values):
                (bound,) = (each for each in values if not _is_symbolic(each))
                bounds = (bound, np.inf) if kind == "maximum" else (-np.inf, bound)
                return self._clipped(tensors[0], *bounds)
            spans = [self.of(each) for each in tensors]
        if not spans or any(span is None for span in spans):
            return None
        known = [span for span in spans if span is not None]
        low, high = known[0][:2]
        for span in known[1:]:
            low, high = combine((low, high), span[:2])
        if kind == "negative":
            low, high = -high, -low
        return low, high, any(span[2] for span in known)

    def _clipped(self, tensor: Any, low: Any, high: Any) -> _Span | None:
        """Return the span of numbers whose ends alone are cut off."""
        span = self.of(tensor)
        if span is None or _is_symbolic(low) or _is_symbolic(high):
            return None
        slack = (span[1] - span[0]) / 10
        lowest, highest = (ops.convert_to_numpy(each) for each in (low, high))
        kept = (lowest <= span[0] + slack).all() and (highest >= span[1] - slack).all()
        return span if kept else None

    def _of_value(self, value: Any) -> _Span | None:
        if _is_symbolic(value):
            return self.of(value)
        numbers = np.asarray(ops.convert_to_numpy(value), "float64")
        return float(numbers.min()), float(numbers.max()), False


def _is_symbolic(value: Any) -> bool:
    return isinstance(value, keras.KerasTensor)


def _plain_function(layer: Any) -> str | None:
    name = (_function_of(layer) or type(layer).__name__.lower()).replace("_", "")
    return "softmax" if name == "softmax" else "sigmoid" if name in _SIGMOIDS else None


_Ends = tuple[float, float]


def _sum(a: _Ends, b: _Ends) -> _Ends:
    return a[0] + b[0], a[1] + b[1]


def _difference(a: _Ends, b: _Ends) -> _Ends:
    return a[0] - b[1], a[1] - b[0]


def _product(a: _Ends, b: _Ends) -> _Ends:
    every = [x * y for x in a for y in b]
    return min(every), max(every)


def _quotient(a: _Ends, b: _Ends) -> _Ends:
    if b[0] <= 0 <= b[1]:
        return -np.inf, np.inf
    return _product(a, (1 / b[1], 1 / b[0]))


def _hull(a: _Ends, b: _Ends) -> _Ends:
    return min(a[0], b[0]), max(a[1], b[1])


_COMBINE: dict[str, Callable[[_Ends, _Ends], _Ends]] = {
    **{"add": _sum, "subtract": _difference, "multiply": _product, "negative": _hull},
    **{"divide": _quotient, "truedivide": _quotient},
    # Of several values one, or one between them.
    **dict.fromkeys(("average", "concatenate", "getitem", "max", "maximum"), _hull),
    **dict.fromkeys(("mean", "min", "minimum", "stack", *_SAME_VALUES), _hull),
    **{
        f"{name}{rank}d": _hull
        for name in ("averagepooling", "globalaveragepooling", "maxpooling")
        for rank in (1, 2, 3)
    },
    **{f"globalmaxpooling{rank}d": _hull for rank in (1, 2, 3)},
}

_NUMBERS_TOO = {"add", "subtract", "multiply", "divide", "truedivide"}
