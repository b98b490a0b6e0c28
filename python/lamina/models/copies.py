"""Copies of models in which something takes the place of some layers.

Each layer of the copy is made of the configuration and the state of its original, so
that the two have nothing in common.
"""

import tempfile
from collections import UserDict
from collections.abc import Callable
from typing import Any

import keras
from keras import tree

from lamina._backend import sync
from lamina._keras import calls_in, is_of_keras, layers_in
from lamina.models.deserializing import from_config
from lamina.models.model_graph import (
    functional_of,
    has_own_predict_step,
    is_plain_graph,
)

_ATTENTION = (keras.layers.MultiHeadAttention, keras.layers.GroupQueryAttention)


def check_copied(model: Any) -> None:
    """Refuse what is no model, or cannot be copied.

    Example:
    >>> check_copied(keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]))
    """
    if not isinstance(model, keras.Model):
        raise TypeError(f"`model` must be a Keras model, not {type(model).__name__}.")
    if not model.built or (
        isinstance(model, keras.Sequential) and functional_of(model) is None
    ):
        raise ValueError(
            f"The model '{model.name}' is not built yet, so that it has no weights: "
            "give it the shape of its inputs, or call it on data first."
        )
    sync(model)
    if has_own_predict_step(model):
        raise ValueError(
            f"The model '{model.name}' predicts by a `predict_step()` of its class "
            f"{type(model).__name__}: what it makes of the outputs would be lost."
        )


class Copies:
    """The copies of layers, each made once, as a layer that is shared stays so.

    What becomes of single layers is said by those that build on it.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> copy = Copies().of(model)
    >>> bool((copy.get_weights()[0] == model.get_weights()[0]).all())
    True
    """

    def __init__(self) -> None:
        self._made: dict[int, Any] = {}

    def of(self, layer: Any) -> Any:
        """Return the copy of a layer or model, or None where nothing is left of it."""
        if id(layer) not in self._made:
            self._made[id(layer)] = self._copy(layer)
        return self._made[id(layer)]

    def _copy(self, layer: Any) -> Any:
        if self.has_place(layer):
            return self.in_place(layer)
        if isinstance(layer, keras.Sequential) and is_plain_graph(layer):
            return self._sequential(layer)
        if is_plain_graph(layer):
            return self._functional(layer)
        if _is_wrapper(layer):
            return self._wrapper(layer)
        return self._same(layer)

    def has_place(self, layer: Any) -> bool:
        """Whether something else takes the place of a layer: see `in_place()`."""
        return False

    def in_place(self, layer: Any) -> Any:
        """Return what takes the place of a layer; None for nothing."""

    def config_of(self, layer: Any) -> Any:
        """Return the configuration of the copy of a layer that keeps its place."""
        return layer.get_config()

    def check(self, layer: Any, copy: Any) -> None:
        """Refuse the copy of a layer that holds what should have gone."""

    def _sequential(self, model: Any) -> Any:
        functional = functional_of(model)
        [start] = functional.inputs
        inputs = keras.Input(
            batch_shape=start.shape,
            dtype=start.dtype,
            sparse=start.sparse,
            name=start.name,
        )
        calls = {id(call.operation): [call] for call in calls_in(functional)}
        kept = [self._step(each, calls[id(each)]) for each in model.layers]
        kept = [each for each in kept if each is not None]
        layers = [inputs, *(kept or [keras.layers.Identity()])]
        return keras.Sequential(layers, name=model.name)

    def _functional(self, model: Any) -> Any:
        calls = calls_in(model)
        of_operation: dict[int, list[Any]] = {}
        for call in calls:
            of_operation.setdefault(id(call.operation), []).append(call)
        ends = {id(tensor) for tensor in model.outputs}
        values: dict[int, Any] = {}
        for call in calls:
            if call.is_input:
                (start,) = call.outputs
                values[id(start)] = _new_input(call.operation)
                continue
            operation = call.operation
            # An output has the name of the layer that it comes out of.
            is_end = any(
                id(tensor) in ends
                for each in of_operation[id(operation)]
                for tensor in each.outputs
            )
            copy = self._step(operation, of_operation[id(operation)], is_end)
            args, kwargs = call.arguments.fill_in(values)
            outputs = (
                args[0] if copy is None else _called(operation, copy)(args, kwargs)
            )
            flat = tree.flatten(outputs)
            values.update(
                zip((id(tensor) for tensor in call.outputs), flat, strict=True)
            )
        both = (
            tree.map_structure(lambda tensor: values[id(tensor)], tensors)
            for tensors in (model.input, model.output)
        )
        return keras.Model(*both, name=model.name)

    def _step(self, operation: Any, calls: list[Any], is_end: bool = False) -> Any:
        """Return what takes the place of a step of a graph, None for nothing.

        Args:
            operation: The layer or operation.
            calls: Its calls.
            is_end: Whether it must be there by its name.
        """
        if not isinstance(operation, keras.Layer):
            if id(operation) not in self._made:
                again = type(operation).from_config(operation.get_config())
                self._made[id(operation)] = again
            return self._made[id(operation)]
        copy = self.of(operation)
        dtypes = {x.dtype for call in calls for x in call.input_tensors}
        if copy is None and (is_end or _casts(operation, dtypes)):
            copy = self._made[id(operation)] = _identity(operation)
        return copy

    def _wrapper(self, layer: Any) -> Any:
        inside = self.of(layer.layer)
        if inside is None:
            is_same = layer.layer.compute_dtype == layer.compute_dtype
            if type(layer) is keras.layers.TimeDistributed and is_same:
                return None
            inside = _identity(layer.layer)
        config = {key: x for key, x in layer.get_config().items() if key != "layer"}
        copy = type(layer)(inside, **config)
        copy.build_from_config(layer.get_build_config())
        _copy_own_state(layer, copy)
        return copy

    def _same(self, layer: Any) -> Any:
        copy = from_config(type(layer), self.config_of(layer))
        self.check(layer, copy)
        if layer.built and not copy.built:
            copy.build_from_config(layer.get_build_config())
        for own, other in zip(layers_in(layer), layers_in(copy), strict=True):
            _copy_own_state(own, other)
        return copy


def _is_wrapper(layer: Any) -> bool:
    """Whether a layer of Keras calls one inside it, which knows nothing of that."""
    return (
        isinstance(layer, keras.layers.Wrapper)
        and is_of_keras(type(layer))
        and not isinstance(layer, keras.layers.Bidirectional)
    )


def _new_input(layer: Any) -> Any:
    return keras.Input(
        batch_shape=layer.batch_shape,
        dtype=layer.dtype,
        sparse=layer.sparse,
        name=layer.name,
        optional=layer.optional,
    )


def _called(layer: Any, copy: Any) -> Callable[[Any, Any], Any]:
    """Return how the copy of a step is called: with what its original was."""
    is_weighed = isinstance(layer, _ATTENTION) and layer.get_config()["dropout"] > 0

    def call(args: Any, kwargs: Any) -> Any:
        if not is_weighed or kwargs.get("return_attention_scores"):
            return copy(*args, **kwargs)
        # Without dropout these two have a quicker way, which rounds in another one;
        # where they are asked for the scores, they go that of their originals.
        outputs, _ = copy(*args, **{**kwargs, "return_attention_scores": True})
        return outputs

    return call


def _casts(layer: Any, dtypes: set[str]) -> bool:
    """Whether a layer gives numbers of these types another one as they come in."""
    return layer.autocast and any(
        keras.backend.is_float_dtype(dtype) and dtype != layer.compute_dtype
        for dtype in dtypes
    )


def _identity(layer: Any) -> Any:
    return keras.layers.Identity(name=layer.name, dtype=layer.dtype_policy)


def _copy_own_state(layer: Any, copy: Any) -> None:
    """Give a layer what another has learnt, without the layers inside it."""
    # Of a class of R's, which would get a copy of a plain dict.
    store: UserDict[str, Any] = UserDict()
    layer.save_own_variables(store)
    copied = {name: _copied(value) for name, value in store.items()}
    copy.load_own_variables(UserDict(copied))
    # Keras does not count them among the variables.
    states = [getattr(each, "states", None) for each in (layer, copy)]
    for own, other in zip(*map(tree.flatten, states), strict=True):
        if isinstance(own, keras.Variable):
            other.assign(_copied(own))
    if hasattr(layer, "save_assets"):
        with tempfile.TemporaryDirectory() as folder:
            layer.save_assets(folder)
            copy.load_assets(folder)


def _copied(value: Any) -> Any:
    # A step of training gives away the values that it takes in, on JAX.
    is_held = isinstance(value, keras.Variable) or keras.ops.is_tensor(value)
    return keras.ops.copy(value) if is_held else value
