"""The graph of a functional model: its steps, those of nested models among them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
from keras import tree

from lamina._keras import Functional, calls_in, graph_behind

# A tensor of a graph: which call of a nested model it belongs to, and its identity.
Key = tuple[tuple[int, ...], int]


@dataclass
class Step:
    """A call of a layer or operation in the graph of a model."""

    node: Any
    scope: tuple[int, ...]
    inputs: list[Key]
    outputs: list[Key]


@dataclass
class Graph:
    """The steps of a functional model, those of nested models among them."""

    steps: list[Step]
    inputs: list[Key]
    outputs: list[Key]
    alias: dict[Key, Key]


def is_plain_graph(model: Any) -> bool:
    """Whether a model does what its graph says, and nothing of its own."""
    functional = functional_of(model)
    return functional is not None and type(functional).call is Functional.call


def has_own_predict_step(model: Any) -> bool:
    """Whether a model's predictions are more than what it gives when it is called."""
    own = vars(model).get("predict_step") or type(model).predict_step
    return own is not keras.Model.predict_step


def graph_of(model: Any, opens: Callable[[Any], bool]) -> Graph:
    """Return the steps of a functional model.

    Args:
        model: A model for which `is_plain_graph()` holds.
        opens: Whether a nested model is taken apart too.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="a")])
    >>> [step.node.operation.name for step in graph_of(model, lambda part: True).steps]
    ['a']
    """
    graph = Graph([], [], [], {})
    functional = functional_of(model)
    graph.inputs = [((), id(tensor)) for tensor in functional.inputs]
    _walk(functional, (), graph, opens)
    graph.outputs = [_resolve(graph, ((), id(tensor))) for tensor in functional.outputs]
    return graph


def _walk(
    functional: Any, scope: tuple[int, ...], graph: Graph, opens: Callable[[Any], bool]
) -> None:
    for number, node in enumerate(calls_in(functional)):
        if node.is_input or not node.operation:
            continue
        inputs = [(scope, id(tensor)) for tensor in node.input_tensors]
        outputs = [(scope, id(tensor)) for tensor in node.outputs]
        nested = functional_of(node.operation)
        if (
            nested is not None
            and is_plain_graph(node.operation)
            and opens(nested)
            and _is_plain_call(node, nested)
        ):
            child = (*scope, number)
            for outer, tensor in zip(inputs, nested.inputs, strict=True):
                graph.alias[(child, id(tensor))] = outer
            _walk(nested, child, graph, opens)
            for outer, tensor in zip(outputs, nested.outputs, strict=True):
                graph.alias[outer] = (child, id(tensor))
        else:
            graph.steps.append(
                Step(node, scope, [_resolve(graph, key) for key in inputs], outputs)
            )


def _is_plain_call(node: Any, nested: Any) -> bool:
    """Whether a nested model gets what its graph starts from, and no more.

    It may also get a mask, or tensors that it has to bring in order or into shape.
    """
    args, wanted = node.arguments.args, nested.inputs
    inputs = tree.flatten(args[:1])
    if len(args) != 1 or not len(inputs) == len(wanted) == len(node.input_tensors):
        return False
    named = [isinstance(x, dict) for x in (args[0], nested.input)]
    if any(named) and not (all(named) and set(args[0]) == set(nested.input)):
        return False
    return all(
        len(x.shape) == len(own.shape) and x.dtype == own.dtype
        for x, own in zip(inputs, wanted, strict=True)
    )


def _resolve(graph: Graph, key: Key) -> Key:
    while key in graph.alias:
        key = graph.alias[key]
    return key


def functional_of(model: Any) -> Any:
    """Return the graph behind a model, None where it has none."""
    if isinstance(model, keras.Sequential):
        if type(model).call is not keras.Sequential.call:
            return None
        functional = graph_behind(model)
        if functional is not None and not isinstance(functional, Functional):
            # A model that a pipe has just grown makes its graph when that is run.
            functional.compute_output_spec(functional.input)
        return graph_behind(model)
    return model if isinstance(model, Functional) else None
