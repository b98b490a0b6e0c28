"""The inputs and outputs of a model as R knows them, in the order of their declaration.

Keras sorts the names of a dictionary wherever it has one array after the other; what
someone has given in an order is put in its place by these names.
"""

from collections.abc import Mapping
from typing import Any

import keras
from keras import tree

from lamina._keras import origin_of
from lamina.models.known_losses import has_plain_loss
from lamina.models.known_targets import Targets, is_chosen_loss, targets_of
from lamina.models.model_graph import functional_of, is_plain_graph

Side = dict[str, Any]


def ends(model: Any) -> dict[str, Any]:
    """Describe the inputs and outputs of a model.

    Args:
        model: A Keras model.

    Returns:
        A dictionary. `inputs` and `outputs` are None where they are not known, as of a
        model with code of its own or one that is not built, else dictionaries: `keys`,
        the names in a dictionary of tensors, None where it is a list or one tensor;
        `names` of the input and output layers; `shapes`, -1 for an unknown size;
        `dtypes`; `sparse`; `optional`, whether an input may be left out, and the target
        of an output that has no loss. All are in the order in which the tensors were
        declared. `has_loss`: whether the model was compiled with a loss that needs
        targets, which is not so where a step is the model's own.

    Example:
    >>> x = keras.Input((3,), name="x")
    >>> outputs = {"b": keras.layers.Dense(1)(x), "a": keras.layers.Dense(2)(x)}
    >>> sides = ends(keras.Model(x, outputs))
    >>> sides["inputs"]["names"], sides["outputs"]["keys"], sides["outputs"]["shapes"]
    (['x'], ['b', 'a'], [[-1, 1], [-1, 2]])
    """
    inputs = outputs = None
    if is_plain_graph(model):
        sequential = isinstance(model, keras.Sequential)
        graph = functional_of(model)
        names = dict(zip(map(id, graph.outputs), graph.output_names, strict=True))
        inputs = _side(model.inputs if sequential else model.input, None)
        outputs = _side(model.outputs if sequential else model.output, names)
    if inputs is not None:
        layers = [_input_layer(tensor) for tensor in inputs.pop("tensors")]
        inputs["optional"] = [bool(getattr(layer, "optional", 0)) for layer in layers]
    if outputs is not None:
        del outputs["tensors"]
        outputs["optional"] = _without_loss(model, outputs)
    return {"inputs": inputs, "outputs": outputs, "has_loss": has_plain_loss(model)}


def has_binary_loss(model: Any) -> bool:
    """Return whether a model with one column of outputs was compiled for two classes.

    Args:
        model: A Keras model.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    >>> model.compile(loss="binary_crossentropy")
    >>> has_binary_loss(model)
    True
    """
    losses = tree.flatten(getattr(model, "loss", None))
    return any(
        is_chosen_loss(loss) or targets_of(loss) is Targets.PROBABILITIES
        for loss in losses
    )


def _side(struct: Any, names: Mapping[int, str] | None) -> Side | None:
    keys = None
    if isinstance(struct, Mapping):
        keys, tensors = [*struct.keys()], [*struct.values()]
    else:
        tensors = [*struct] if isinstance(struct, list | tuple) else [struct]
    if not all(isinstance(tensor, keras.KerasTensor) for tensor in tensors):
        return None
    return {
        "keys": keys,
        "names": [names[id(t)] if names else t.name for t in tensors],
        "shapes": [[-1 if n is None else n for n in t.shape] for t in tensors],
        "dtypes": [keras.backend.standardize_dtype(t.dtype) for t in tensors],
        "sparse": [bool(t.sparse) for t in tensors],
        "tensors": tensors,
    }


def _without_loss(model: Any, outputs: Side) -> list[bool]:
    loss = getattr(model, "loss", None)
    names, layers = outputs["keys"] or outputs["names"], outputs["names"]
    if isinstance(loss, Mapping):
        if not any(name in loss for name in names):
            names = layers
        return [loss.get(name) is None for name in names]
    if isinstance(loss, list | tuple) and len(loss) == len(names):
        return [each is None for each in loss]
    return [False] * len(names)


def _input_layer(tensor: Any) -> Any:
    return origin_of(tensor).operation
