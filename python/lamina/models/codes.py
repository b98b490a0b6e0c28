"""Numbers that stand for classes, words or categories, and that nothing stands for.

JAX trains on a label that no class has without a word, and gives NaN or another row for
the index of no embedding; other backends fail in words of their own. Where the data are
arrays, they are looked at before anything runs.
"""

import contextlib
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import keras
import numpy as np
from keras import tree
from keras.src import backend

from lamina.models.model_graph import functional_of, graph_of, is_plain_graph


class CodesError(ValueError):
    """Data hold a number that stands for nothing.

    Attributes:
        argument: Where it is: "x", "y" or "validation_data".
        kind: What the numbers are: "class", "index", "category" or "probability".
        name: Name of the output or layer, None where there is one output.
        highest: The highest number that there may be, None where that is not known.
        found: The lowest and the highest that came, or one that is not whole.
    """

    def __init__(self, argument: str, code: "Code", found: list[float]):
        self.argument = argument
        self.kind = code.kind
        self.name = code.name
        self.highest = code.highest
        self.found = found
        numbers = "numbers" if code.kind == "probability" else "whole numbers"
        limits = "0 up" if code.highest is None else f"0 to {code.highest}"
        super().__init__(
            f"`{argument}` must hold {numbers} from {limits}"
            f"{'' if code.name is None else f' for {code.name!r}'}, "
            f"not {' to '.join(f'{number:g}' for number in found)}."
        )


@dataclass(frozen=True)
class Code:
    """What the numbers in an array may be."""

    kind: str
    name: str | None = None
    highest: int | None = None
    ignored: int | None = None
    may_be_negative: bool = False
    is_cast: bool = False


def check_codes(model: Any, arguments: Mapping[str, Any]) -> None:
    """Refuse labels and indices that the model has nothing for.

    Labels that a loss ignores, and those of examples without weight, may be anything.

    Args:
        model: A Keras model.
        arguments: Those of `fit()`, `evaluate()` or `predict()`.

    Raises:
        CodesError: One of them is no whole number, or out of range.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> model.compile(loss="sparse_categorical_crossentropy")
    >>> check_codes(model, {"x": np.ones((2, 3)), "y": np.array([1, 2])})
    Traceback (most recent call last):
    ...
    lamina.CodesError: `y` must hold whole numbers from 0 to 1, not 1 to 2.
    """
    names = ("x", "y", "sample_weight")
    _check_data(model, [arguments.get(name) for name in names], None)
    validation = arguments.get("validation_data")
    if isinstance(validation, list | tuple) and 2 <= len(validation) <= 3:
        _check_data(model, [*validation, None][:3], "validation_data")


def check_layer_codes(layer: Any, x: Any) -> None:
    """Refuse indices that a layer has nothing for.

    Args:
        layer: A Keras layer or model.
        x: The array that it is called on.

    Raises:
        CodesError: One of them is no whole number, or out of range.

    Example:
    >>> check_layer_codes(keras.layers.Embedding(3, 2, name="words"), np.array([1, 3]))
    Traceback (most recent call last):
    ...
    lamina.CodesError: `x` must hold whole numbers from 0 to 2 for 'words', \
not 1 to 3.
    """
    if isinstance(layer, keras.Model):
        # Tensors may have no values yet.
        arrays = tree.map_structure(
            lambda each: each if isinstance(each, np.ndarray) else None, x
        )
        check_inputs(layer, arrays)
        return
    code = _code_of_layer(layer)
    if code is not None:
        _check(x, code, "x")


def check_inputs(model: Any, x: Any) -> None:
    """Refuse indices among the inputs of a model that a layer has nothing for."""
    _check_data(model, [x, None, None], None)


def _check_data(model: Any, data: list[Any], argument: str | None) -> None:
    x, y, weights = data
    for path, code in _codes_of_inputs(model):
        _check(_part(x, path), code, argument or "x")
    if y is None or not _has_plain_loss(model):
        return
    for target, loss, output, weight in _targets(model, x, y, weights):
        of_loss = _code_of_loss(loss, output, target)
        if of_loss is not None:
            _check(target, of_loss, argument or "y", weight)


def _check(array: Any, code: Code, argument: str, weights: Any = None) -> None:
    values = _as_array(array)
    if values is None or values.dtype.kind not in "biuf" or not values.size:
        return
    if code.is_cast:
        values = np.trunc(values)
    found = _wrong(values, code)
    if found and (code.ignored is not None or weights is not None):
        # Only now: it takes a copy.
        values = values[_counts(values, code, weights)]
        found = _wrong(values, code) if values.size else []
    if found:
        raise CodesError(argument, code, found)


def _wrong(values: Any, code: Code) -> list[float]:
    lowest, highest = float(values.min()), float(values.max())
    # NaN is what they are where one is among them.
    if np.isnan(lowest):
        return [lowest]
    parts = values != np.floor(values) if values.dtype.kind == "f" else np.False_
    if code.kind == "probability" and parts.any():
        # No classes: noise or rounding may take targets a little out of 0 to 1.
        return []
    too_low = lowest < 0 and not code.may_be_negative
    if too_low or (code.highest is not None and highest > code.highest):
        return [lowest] if lowest == highest else [lowest, highest]
    return [float(values[parts][0])] if parts.any() else []


def _counts(values: Any, code: Code, weights: Any) -> Any:
    counts = np.ones(values.shape, bool)
    if code.ignored is not None:
        counts &= values != code.ignored
    weights = _as_array(weights)
    if weights is None:
        return counts
    while weights.ndim > values.ndim and weights.shape[-1] == 1:
        weights = weights[..., 0]
    ones = (1,) * (values.ndim - weights.ndim)
    # Of weights of another shape Keras says what is wrong.
    with contextlib.suppress(ValueError):
        counts &= weights.reshape(weights.shape + ones) != 0
    return counts


def _as_array(x: Any) -> Any:
    """Return an array of NumPy, None for what is none and no tensor of all values."""
    if isinstance(x, np.ndarray):
        return x
    if isinstance(x, keras.KerasTensor) or not keras.ops.is_tensor(x):
        return None
    if any(word in type(x).__name__ for word in ("Sparse", "Ragged", "BCOO")):
        return None
    if keras.backend.standardize_dtype(x.dtype) in ("string", "bfloat16"):
        return None
    return keras.ops.convert_to_numpy(x)


# Inputs: which layers the numbers go to.

_codes: "weakref.WeakKeyDictionary[Any, list[tuple[Any, Code]]]"
_codes = weakref.WeakKeyDictionary()


def _codes_of_inputs(model: Any) -> list[tuple[Any, Code]]:
    """Return the inputs that are indices, by what finds them, and what they may be."""
    if not is_plain_graph(model):
        first = model.layers[:1] if isinstance(model, keras.Sequential) else []
        codes = [_code_of_layer(layer) for layer in first]
        return [((0, None), code) for code in codes if code is not None]
    functional = functional_of(model)
    if functional not in _codes:
        _codes[functional] = list(_find_codes(functional))
    return _codes[functional]


def _find_codes(functional: Any) -> Iterator[tuple[Any, Code]]:
    # By the name in a dictionary, or by number.
    struct = functional.input
    named = struct if isinstance(struct, Mapping) else {}
    names = {id(tensor): name for name, tensor in named.items()}
    paths = [
        (number, names.get(id(tensor), tensor.name))
        for number, tensor in enumerate(functional.inputs)
    ]
    graph = graph_of(functional, lambda nested: True)
    sources = {
        key: (path, False) for key, path in zip(graph.inputs, paths, strict=True)
    }
    for step in graph.steps:
        if len(step.inputs) != 1 or step.inputs[0] not in sources:
            continue
        path, is_cast = sources[step.inputs[0]]
        layer = step.node.operation
        code = _code_of_layer(layer)
        if code is not None:
            yield path, replace(code, is_cast=is_cast)
        elif _hands_on(layer):
            is_whole = keras.backend.is_int_dtype(step.node.outputs[0].dtype)
            sources[step.outputs[0]] = path, is_cast or (_is_cast(layer) and is_whole)


def _hands_on(layer: Any) -> bool:
    """Whether what goes into a layer or an operation is what comes out."""
    if isinstance(layer, keras.layers.TimeDistributed):
        return _hands_on(layer.layer)
    if type(layer) is keras.layers.Activation:
        return layer.activation is keras.activations.linear
    if _is_cast(layer):
        # Others wrap around.
        return layer.dtype in ("int32", "int64", "float32", "float64")
    of_ops = type(layer).__module__.startswith("keras.src.ops.")
    return type(layer) in _MOVING or (of_ops and type(layer).__name__ in _MOVING_OPS)


def _is_cast(layer: Any) -> bool:
    return type(layer).__module__ == "keras.src.ops.core" and (
        type(layer).__name__ == "Cast"
    )


_MOVING = (
    keras.layers.Flatten,
    keras.layers.Identity,
    keras.layers.Permute,
    keras.layers.RepeatVector,
    keras.layers.Reshape,
)
_MOVING_OPS = ("ExpandDims", "Ravel", "Reshape", "Squeeze", "Transpose")


def _code_of_layer(layer: Any) -> Code | None:
    if type(layer) is keras.layers.TimeDistributed:
        return _code_of_layer(layer.layer)
    call: Any = vars(layer).get("call", type(layer).call)
    if not str(call.__module__).startswith("keras."):
        # A subclass that makes indices of its own.
        return None
    if isinstance(layer, keras.layers.Embedding):
        return Code("index", layer.name, layer.input_dim - 1)
    if isinstance(layer, keras.layers.CategoryEncoding):
        return Code("category", layer.name, layer.num_tokens - 1)
    return None


def _part(x: Any, path: tuple[int, str | None]) -> Any:
    number, name = path
    if isinstance(x, Mapping):
        return x.get(name) if len(x) > 1 or name in x else next(iter(x.values()), None)
    if isinstance(x, list | tuple):
        return x[number] if number < len(x) else None
    return x if number == 0 else None


# Targets: which losses they go to.


def _has_plain_loss(model: Any) -> bool:
    own = any(
        getattr(type(model), method) is not getattr(keras.Model, method)
        for method in ("train_step", "test_step", "compute_loss")
    )
    return not own and getattr(model, "loss", None) is not None


@dataclass(frozen=True)
class Output:
    """An output: its name where there are several, its shape, whether it is masked."""

    name: str | None
    shape: tuple[int | None, ...] | None
    is_masked: bool = False


def _targets(
    model: Any, x: Any, y: Any, weights: Any
) -> Iterator[tuple[Any, Any, Output, Any]]:
    """Give the target, the loss, the output and the weights of each output."""
    outputs, loss = _outputs(model, x), model.loss
    if len(outputs) == 1:
        [y], [loss] = _only(y), _only(loss)
        if not tree.is_nested(y) and not tree.is_nested(loss):
            yield y, loss, outputs[0], _only(weights)[0]
        return
    names = [output.name for output in outputs]
    targets, losses = _by_name(y, names), _by_name(loss, names, loss)
    if targets is None or losses is None:
        return
    each = _by_name(weights, names, weights) or [None] * len(names)
    yield from zip(targets, losses, outputs, each, strict=True)


def _only(x: Any) -> list[Any]:
    if isinstance(x, Mapping):
        x = list(x.values())
    return list(x) if isinstance(x, list | tuple) and len(x) == 1 else [x]


def _by_name(x: Any, names: list[str | None], shared: Any = None) -> list[Any] | None:
    if isinstance(x, Mapping):
        return [x.get(name) for name in names]
    if isinstance(x, list | tuple):
        return list(x) if len(x) == len(names) else None
    return None if shared is None else [shared] * len(names)


def _outputs(model: Any, x: Any) -> list[Output]:
    if not is_plain_graph(model):
        return [Output(None, _shape_without_graph(model, x))]
    functional = functional_of(model)
    struct = functional.output
    if isinstance(struct, Mapping):
        names, tensors = list(struct), list(struct.values())
    else:
        names, tensors = list(functional.output_names), functional.outputs
    several = len(tensors) > 1
    return [
        Output(
            name if several else None,
            tuple(tensor.shape),
            getattr(tensor, "_keras_mask", None) is not None,
        )
        for name, tensor in zip(names, tensors, strict=True)
    ]


_shapes: "weakref.WeakKeyDictionary[Any, Any]" = weakref.WeakKeyDictionary()


def _shape_without_graph(model: Any, x: Any) -> Any:
    """Return the shape of what a model gives that has code of its own, where it can."""
    if model not in _shapes:
        array = _as_array(x)
        if array is None:
            return None
        shape = (None, *array.shape[1:])
        try:
            if isinstance(model, keras.Sequential):
                return model.compute_output_shape(shape)
            # Which builds it, as the step would that comes next.
            dtype = keras.backend.standardize_dtype(array.dtype)
            output = backend.compute_output_spec(model, keras.KerasTensor(shape, dtype))
            _shapes[model] = tuple(output.shape)
        except Exception:
            # It says what is wrong when it runs.
            _shapes[model] = None
    return _shapes[model]


_SPARSE = "sparsecategoricalcrossentropy"
_BINARY = ("binarycrossentropy", "bce", "binaryfocalcrossentropy")


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
    return any(_plain_name(loss) in (*_BINARY, "crossentropy", "ce") for loss in losses)


def _code_of_loss(loss: Any, output: Output, target: Any) -> Code | None:
    kind = _plain_name(loss)
    if kind in ("crossentropy", "ce"):
        kind = _chosen_name(output.shape, target)
    if kind in _BINARY:
        return Code("probability", output.name, 1, may_be_negative=output.is_masked)
    if kind != _SPARSE:
        return None
    axis = getattr(loss, "_fn_kwargs", {}).get("axis", -1)
    classes = output.shape[axis] if output.shape else None
    return Code(
        "class",
        output.name,
        None if classes is None else classes - 1,
        ignored=getattr(loss, "ignore_class", None),
        may_be_negative=output.is_masked,
    )


def _plain_name(loss: Any) -> str:
    """Return the name of one of Keras' losses, "" for others."""
    if isinstance(loss, keras.losses.Loss):
        of_keras = type(loss) is getattr(keras.losses, type(loss).__name__, None)
        loss = type(loss).__name__ if of_keras else ""
    elif not isinstance(loss, str):
        name = getattr(loss, "__name__", "")
        loss = name if loss is getattr(keras.losses, name or "-", None) else ""
    return str(loss).replace("_", "").lower()


def _chosen_name(shape: tuple[int | None, ...] | None, target: Any) -> str:
    """Return the name of the loss that Keras takes for "crossentropy"."""
    came = getattr(target, "shape", None)
    if not shape or came is None:
        return ""
    if shape[-1] == 1:
        return _BINARY[0]
    return _SPARSE if len(came) < len(shape) or came[-1] == 1 else ""
