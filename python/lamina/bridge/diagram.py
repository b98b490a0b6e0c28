"""What there is to draw of a model: its layers, and what goes from which to which."""

from typing import Any

import keras
from keras import tree

from lamina._keras import calls_in
from lamina.models.model_graph import functional_of


def diagram(model: Any, expand_nested: bool = False) -> list[dict[str, Any]] | None:
    """Return the calls of the layers of a model, in the order in which they are run.

    Args:
        model: A Keras model.
        expand_nested: Whether models that are layers of it are taken apart.

    Returns:
        For each call the layer and, as "from", the places of those whose outputs go
        into it, counted from 1; as "within" the names of the models it is in. None for
        a model that does not say of what it is made.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="a")])
    >>> [(each["name"], each["from"]) for each in diagram(model)][1:]
    [('a', [1])]
    """
    functional = functional_of(model)
    steps: list[dict[str, Any]] = []
    if functional is not None:
        _add(steps, functional, [], None, expand_nested)
        return steps
    if not isinstance(model, keras.Sequential):
        return None
    # Not built: a chain without shapes.
    for layer in model.layers:
        _note(steps, layer, None, None, [len(steps)] if steps else [], [])
    return steps


def _add(
    steps: list[dict[str, Any]],
    functional: Any,
    within: list[str],
    given: list[list[int]] | None,
    expand_nested: bool,
) -> list[list[int]]:
    makers: dict[int, list[int]] = {}
    if given is not None:
        for tensor, places in zip(functional.inputs, given, strict=False):
            makers[id(tensor)] = places
    for call in calls_in(functional):
        outputs = tree.flatten(call.outputs)
        is_input = isinstance(call.operation, keras.layers.InputLayer)
        if is_input and given is not None:
            continue
        into = [makers.get(id(tensor), []) for tensor in call.input_tensors]
        inner = functional_of(call.operation) if expand_nested else None
        if inner is not None:
            name = call.operation.name
            made = _add(steps, inner, [*within, name], into, expand_nested)
        else:
            places = sorted({place for each in into for place in each})
            inputs = None if is_input else call.input_tensors
            _note(steps, call.operation, inputs, outputs, places, within)
            made = [[len(steps)]] * len(outputs)
        for tensor, places in zip(outputs, made, strict=False):
            makers[id(tensor)] = places
    return [makers.get(id(tensor), []) for tensor in functional.outputs]


def _note(
    steps: list[dict[str, Any]],
    layer: Any,
    inputs: Any,
    outputs: Any,
    places: list[int],
    within: list[str],
) -> None:
    activation = getattr(layer, "activation", None)
    is_layer = isinstance(layer, keras.Layer)
    is_built = is_layer and layer.built
    steps.append(
        {
            "name": layer.name,
            "kind": type(layer).__name__,
            "is_input": isinstance(layer, keras.layers.InputLayer),
            "is_model": isinstance(layer, keras.Model),
            "inputs": [list(tensor.shape) for tensor in inputs or []],
            "outputs": [list(tensor.shape) for tensor in outputs or []],
            "dtype": layer.compute_dtype if is_layer else "",
            "params": layer.count_params() if is_built else 0,
            "trainable": bool(layer.trainable) if is_layer else True,
            "activation": getattr(activation, "__name__", ""),
            "from": places,
            "within": within,
        }
    )
