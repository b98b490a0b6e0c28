"""What goes into a model and what comes out of it, in the order of its declaration.

Keras sorts the names of a dictionary wherever it has one array after the other; what
someone has given in an order is put in its place by these names.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np

from lamina._keras import origin_of, set_graph, set_stack, stack_of
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
    return {"inputs": inputs, "outputs": outputs, "has_loss": _has_loss(model)}


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


def _has_loss(model: Any) -> bool:
    own = any(
        getattr(type(model), method) is not getattr(keras.Model, method)
        for method in ("train_step", "test_step", "compute_loss")
    )
    return not own and getattr(model, "loss", None) is not None


def open_batch(model: Any, x: Any) -> None:
    """Build a Sequential model that waits for data, for batches of any size.

    Keras builds it for batches of the size of the first, and saves that.

    Args:
        model: Any model; others than a Sequential one without a shape stay as they are.
        x: The data that it is about to see.

    Example:
    >>> model = keras.Sequential([keras.layers.Dense(2)])
    >>> open_batch(model, np.ones((4, 3)))
    >>> model.input_shape
    (None, 3)
    """
    shape = getattr(x, "shape", None)
    waits = isinstance(model, keras.Sequential) and not model.built
    if not waits or not shape or not isinstance(shape, Sequence):
        return
    layers = stack_of(model)
    try:
        model.build((None, *shape[1:]))
    except Exception:
        # Some layers need the size; and what else is wrong, Keras says better.
        set_stack(model, layers)
        set_graph(model, None)
        model.built = False


def as_declared(model: Any, result: Any) -> Any:
    """Return a prediction with its outputs in the order in which they were declared.

    Numbers of a type that only the backend knows, such as bfloat16, become float32.

    Args:
        model: The model that has predicted.
        result: What `model.predict()` has returned.

    Example:
    >>> x = keras.Input((3,))
    >>> outputs = {"b": keras.layers.Dense(1)(x), "a": keras.layers.Dense(2)(x)}
    >>> model = keras.Model(x, outputs)
    >>> list(as_declared(model, model.predict(np.ones((4, 3)), verbose=0)))
    ['b', 'a']
    """
    # As a dictionary is sorted where its values are changed by `keras.tree`.
    result = keras.tree.map_structure(_as_plain, result)
    if not isinstance(result, dict) or not is_plain_graph(model):
        return result
    declared = model.output if not isinstance(model, keras.Sequential) else None
    if not isinstance(declared, dict) or declared.keys() != result.keys():
        return result
    return {key: result[key] for key in declared}


def _as_plain(array: Any) -> Any:
    # NumPy's own types are of other kinds; those that were added are "V".
    if isinstance(array, np.ndarray) and array.dtype.kind == "V":
        return array.astype("float32")
    return array
