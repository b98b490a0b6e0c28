"""Where in the inputs of a model the numbers come from that a layer gets."""

import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import tree

from lamina._keras import is_operation
from lamina.models.code_values import as_array
from lamina.models.model_graph import graph_of


@dataclass(frozen=True)
class Source:
    """Where in the inputs of a model numbers come from.

    Attributes:
        number: Of which input, in their order.
        name: Its name in a dictionary.
        nodes: What is done with it: a node of the graph, and which of its outputs.
        has_part: Whether some of this leaves numbers out.

    Example:
    >>> Source(1).of([np.ones(2), np.arange(2)]).tolist()
    [0, 1]
    """

    number: int
    name: str | None = None
    nodes: tuple[tuple[Any, int], ...] = ()
    has_part: bool = False

    def of(self, x: Any) -> Any:
        """Return the numbers among the inputs, in any order, or None."""
        array = as_array(_part(x, self.number, self.name))
        if array is None or not self.has_part:
            return array
        try:
            for node, output in self.nodes:
                array = _run(node, output, array)
        except Exception:
            # The model says what is wrong with it.
            return None
        return array


def _part(x: Any, number: int, name: str | None) -> Any:
    if isinstance(x, Mapping):
        return x.get(name) if len(x) > 1 or name in x else next(iter(x.values()), None)
    if isinstance(x, list | tuple):
        return x[number] if number < len(x) else None
    return x if number == 0 else None


def _run(node: Any, output: int, array: Any) -> Any:
    # As it is: as a tensor it may lose digits.
    [tensor] = node.input_tensors
    args, kwargs = node.arguments.fill_in({id(tensor): array})
    if is_of_ops(node.operation, ("GetItem",)):
        return array[args[1]]
    return as_array(tree.flatten(node.operation(*args, **kwargs))[output])


@dataclass(frozen=True)
class Computed:
    """Numbers that layers without weights make of the inputs of a model.

    Attributes:
        functional: A weak reference to its graph: it would hold the model.
        sources: Where its inputs come from.
        number: Of the step of the graph that gets the numbers.
    """

    functional: "weakref.ref[Any]"
    sources: tuple[Source, ...]
    number: int
    has_part: bool = True

    def of(self, x: Any) -> Any:
        """Return the numbers, or None."""
        functional: Any = self.functional()
        graph = graph_of(functional, lambda nested: True)
        [wanted] = graph.steps[self.number].inputs
        needed = {wanted}
        steps: list[Any] = []
        for step in reversed(graph.steps[: self.number]):
            if needed & set(step.outputs):
                needed |= set(step.inputs)
                steps.insert(0, step)
        inputs = {
            key: (source.of(x), tensor.dtype)
            for key, source, tensor in zip(
                graph.inputs, self.sources, functional.inputs, strict=True
            )
            if key in needed
        }
        if any(array is None for array, _ in inputs.values()):
            return None
        try:
            size = max(len(array) for array, _ in inputs.values())
            parts = []
            for first in range(0, size, _ROWS):
                values = {
                    key: keras.ops.convert_to_tensor(
                        array[first : first + _ROWS], dtype
                    )
                    for key, (array, dtype) in inputs.items()
                }
                for step in steps:
                    values.update(_run_step(step, values))
                parts.append(keras.ops.convert_to_numpy(values[wanted]))
            return np.concatenate(parts)
        except Exception:
            # The model says what is wrong with it.
            return None


# Of how many rows numbers are computed at a time.
_ROWS = 2**16


def _run_step(step: Any, values: Mapping[Any, Any]) -> dict[Any, Any]:
    pairs = zip(step.node.input_tensors, step.inputs, strict=True)
    args, kwargs = step.node.arguments.fill_in({id(t): values[key] for t, key in pairs})
    outputs = tree.flatten(step.node.operation(*args, **kwargs))
    return dict(zip(step.outputs, outputs, strict=True))


def is_of_ops(layer: Any, names: tuple[str, ...]) -> bool:
    """Whether it is one of Keras' operations of these names."""
    return is_operation(layer) and type(layer).__name__ in names
