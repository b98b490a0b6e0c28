"""The outputs of a model, and which targets and losses are theirs."""

import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import keras
from keras import tree

from lamina._keras import mask_of, output_spec
from lamina.models.model_graph import functional_of, is_plain_graph

Shape = tuple[int | None, ...]


@dataclass(frozen=True)
class Output:
    """An output: its name where there are several, its shape, whether it is masked."""

    name: str | None
    shape: Shape | None
    is_masked: bool = False


def outputs_of(model: Any, x: Any) -> list[Output]:
    """Return the outputs that a model has, in their order, for such inputs.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> outputs_of(model, None)
    [Output(name=None, shape=(None, 2), is_masked=False)]
    """
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
            mask_of(tensor) is not None,
        )
        for name, tensor in zip(names, tensors, strict=True)
    ]


_shapes: "weakref.WeakKeyDictionary[Any, dict[Any, Any]]"
_shapes = weakref.WeakKeyDictionary()


def _shape_without_graph(model: Any, x: Any) -> Any:
    """Return the shape of what a model gives that has code of its own, where it can."""
    try:
        specs = tree.map_structure(_spec_of, x)
    except (AttributeError, TypeError, ValueError):
        return None
    known = _shapes.setdefault(model, {})
    key = str(specs)
    if key not in known:
        try:
            if isinstance(model, keras.Sequential):
                return model.compute_output_shape(specs.shape)
            # Which builds it, as the step would that comes next.
            known[key] = tuple(output_spec(model, specs).shape)
        except Exception:
            # It says what is wrong when it runs.
            known[key] = None
    return known[key]


def _spec_of(x: Any) -> Any:
    dtype = keras.backend.standardize_dtype(x.dtype)
    return keras.KerasTensor((None, *x.shape[1:]), dtype, name="x")


def targets_of(
    outputs: list[Output], loss: Any, y: Any, weights: Any
) -> Iterator[tuple[Any, Any, Output, Any]]:
    """Give the target, the loss, the output and the weights of each output."""
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


def metrics_of(
    outputs: list[Output], metrics: Any, y: Any
) -> Iterator[tuple[Any, Any, Output]]:
    """Give each target with each of its metrics, and the output."""
    if len(outputs) == 1:
        [y] = _only(y)
        if not tree.is_nested(y):
            yield from ((y, metric, outputs[0]) for metric in tree.flatten(metrics))
        return
    # Which order a list is in where targets have names, is up to Keras.
    if isinstance(y, Mapping) and not isinstance(metrics, Mapping):
        return
    names = [output.name for output in outputs]
    targets, of_outputs = _by_name(y, names), _by_name(metrics, names)
    if targets is None or of_outputs is None:
        return
    for target, several, output in zip(targets, of_outputs, outputs, strict=True):
        for metric in tree.flatten(several):
            yield target, metric, output


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
