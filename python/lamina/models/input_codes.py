"""Which layers of a model the numbers in its inputs go to as indices."""

import weakref
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import keras

from lamina._keras import is_of_keras, is_operation
from lamina.models.code_sources import Computed, Source, is_of_ops
from lamina.models.code_values import Code
from lamina.models.model_graph import Step, functional_of, graph_of, is_plain_graph

_codes: "weakref.WeakKeyDictionary[Any, list[tuple[Source | Computed, Code]]]"
_codes = weakref.WeakKeyDictionary()


def codes_of_inputs(model: Any) -> list[tuple[Source | Computed, Code]]:
    """Return the inputs that are indices, by what finds them, and what they may be."""
    if not is_plain_graph(model):
        first = model.layers[:1] if isinstance(model, keras.Sequential) else []
        return [(Source(0), code) for layer in first for code in codes_of_layer(layer)]
    functional = functional_of(model)
    if functional not in _codes:
        _codes[functional] = list(_find_codes(functional))
    return _codes[functional]


def _find_codes(functional: Any) -> Iterator[tuple[Source | Computed, Code]]:
    # By the name in a dictionary, or by number.
    struct = functional.input
    named = struct if isinstance(struct, Mapping) else {}
    names = {id(tensor): name for name, tensor in named.items()}
    found = [
        Source(number, names.get(id(tensor), tensor.name))
        for number, tensor in enumerate(functional.inputs)
    ]
    graph = graph_of(functional, lambda nested: True)
    sources = {
        key: (source, False) for key, source in zip(graph.inputs, found, strict=True)
    }
    # What layers without weights make of the inputs.
    computed: set[Any] = set()
    for number_of_step, step in enumerate(graph.steps):
        if len(step.inputs) != 1 or step.inputs[0] not in sources:
            if not set(step.inputs) <= computed | set(sources):
                continue
            if set(step.inputs) <= computed and len(step.inputs) == 1:
                made = Computed(weakref.ref(functional), tuple(found), number_of_step)
                for code in _codes_of_step(step):
                    yield made, replace(code, is_cast=True)
            if _can_compute(step.node.operation):
                computed |= set(step.outputs)
            continue
        source, is_cast = sources[step.inputs[0]]
        layer = step.node.operation
        codes = _codes_of_step(step)
        for code in codes:
            # Nodes may hold the model, and nothing else would let it go.
            kept = source if source.has_part else replace(source, nodes=())
            yield kept, replace(code, is_cast=is_cast)
        takes_part = is_of_ops(layer, _TAKING_OPS) or isinstance(layer, _TAKING)
        if codes or not (takes_part or _hands_on(layer)):
            if not codes and _can_compute(layer):
                computed |= set(step.outputs)
            continue
        is_whole = keras.backend.is_int_dtype(step.node.outputs[0].dtype)
        for number, output in enumerate(step.outputs):
            on_its_way = replace(
                source,
                nodes=(*source.nodes, (step.node, number)),
                has_part=source.has_part or takes_part,
            )
            sources[output] = on_its_way, is_cast or (_is_cast(layer) and is_whole)


def _hands_on(layer: Any) -> bool:
    """Whether what goes into a layer or an operation is what comes out."""
    if isinstance(layer, keras.layers.TimeDistributed):
        return _hands_on(layer.layer)
    if type(layer) is keras.layers.Activation:
        return layer.activation is keras.activations.linear
    if _is_cast(layer):
        # Others wrap around.
        return layer.dtype in ("int32", "int64", "float32", "float64")
    return type(layer) in _MOVING or is_of_ops(layer, _MOVING_OPS)


def _can_compute(layer: Any) -> bool:
    """Whether what a layer or an operation makes depends on its inputs alone."""
    if isinstance(layer, keras.Layer):
        return type(layer) in _COMPUTING or type(layer) in (*_MOVING, *_TAKING)
    if _is_cast(layer) and not _hands_on(layer):
        # What wraps around does so as the backend likes.
        return False
    return is_operation(layer)


_COMPUTING = (
    keras.layers.Activation,
    keras.layers.Add,
    keras.layers.Concatenate,
    keras.layers.Lambda,
    keras.layers.Maximum,
    keras.layers.Minimum,
    keras.layers.Multiply,
    keras.layers.Rescaling,
    keras.layers.Subtract,
)


def _is_cast(layer: Any) -> bool:
    return is_of_ops(layer, ("Cast",))


_MOVING = (
    keras.layers.Flatten,
    keras.layers.Identity,
    keras.layers.Permute,
    keras.layers.RepeatVector,
    keras.layers.Reshape,
)

_MOVING_OPS = ("ExpandDims", "Ravel", "Reshape", "Squeeze", "Transpose")

# These leave numbers out.
_TAKING = (
    keras.layers.Cropping1D,
    keras.layers.Cropping2D,
    keras.layers.Cropping3D,
)

_TAKING_OPS = ("GetItem", "Split", "Unstack")


def _codes_of_step(step: Step) -> list[Code]:
    # On its way back a reversible embedding takes no indices.
    arguments = step.node.arguments
    reverse = (arguments.kwargs.get("reverse"), *arguments.args[1:2])
    if any(each is True for each in reverse):
        return []
    return codes_of_layer(step.node.operation)


def codes_of_layer(layer: Any) -> list[Code]:
    """Return what a layer takes the numbers in its inputs for.

    Example:
    >>> [code.highest for code in codes_of_layer(keras.layers.Embedding(3, 2))]
    [2]
    """
    if type(layer) is keras.layers.TimeDistributed:
        inner = layer.layer
        if not isinstance(inner, keras.Model):
            return codes_of_layer(inner)
        return [code for source, code in codes_of_inputs(inner) if not source.has_part]
    call: Any = vars(layer).get("call", type(layer).call)
    if not is_of_keras(call):
        # A subclass that makes indices of its own.
        return []
    if isinstance(layer, keras.layers.Embedding):
        return [Code("index", layer.name, layer.input_dim - 1)]
    if isinstance(layer, keras.layers.CategoryEncoding):
        return [Code("category", layer.name, layer.num_tokens - 1)]
    return []
