"""Add a layer to a Sequential model: for the price of one, wholly or not at all."""

import random
from typing import Any

import keras

from lamina._backend import WEIGHTS, outside_tracing
from lamina._keras import (
    graph_behind,
    naming_in,
    set_graph,
    stack_of,
    track_variable,
    unlocked,
    untrack_variable,
)
from lamina.failures import is_from_callback, noting_failures
from lamina.models.functions_in_models import functions_of, tell_functions_apart


def add_layer(model: Any, layer: Any) -> None:
    """Add a layer to the end of a Sequential model, or leave the model as it was.

    `model.add(layer)` calls all layers again, so that adding n layers one by one costs
    n²; here only the new one is called. Where a layer does not fit, `model.add(layer)`
    raises but keeps it, and the model is then of no use. And after training or a
    prediction Keras goes on with the functions that it has compiled, as if the new
    layer were not there; here it makes new ones. After an error here the
    layers, the weights, the shapes and whether the model is built are those from before
    the call, and so is the state of Python's `random`, from which Keras draws the seeds
    that were not given.

    Args:
        model: A `keras.Sequential` model, built or not.
        layer: The layer to add, or a `keras.Input()`.

    Raises:
        TypeError: `model` is no Sequential model.
        Exception: What `model.add(layer)` raises, unchanged: for example ValueError for
            a name that the model has already, or for a shape that the layer does not
            take.

    Example:
    >>> import keras
    >>> model = keras.Sequential([keras.Input((8, 3)), keras.layers.Dense(2)])
    >>> add_layer(model, keras.layers.Conv2D(4, 3))
    Traceback (most recent call last):
        ...
    ValueError: Input 0 ... is incompatible with the layer: ...
    >>> len(model.layers), model.output_shape
    (1, (None, 8, 2))
    """
    if not isinstance(model, keras.Sequential):
        raise TypeError(
            f"`model` must be a keras.Sequential, not {type(model).__name__}."
        )
    random_state = random.getstate()
    try:
        if not _extend(model, layer):
            _rebuild(model, layer)
    except BaseException:
        random.setstate(random_state)
        raise
    if isinstance(layer, keras.Layer) and functions_of(layer):
        tell_functions_apart(model)
    # What Keras has compiled computes the model without the layer, and Keras would go
    # on using it.
    model.train_function = model.test_function = model.predict_function = None


def _extend(model: Any, layer: Any) -> bool:
    """Call the new layer alone on the output that the model has, if that will do."""
    graph = graph_behind(model)
    if type(model) is not keras.Sequential or graph is None:
        return False
    model.add(layer, rebuild=False)
    try:
        with naming_in(model):
            outputs = layer(graph.output)
    except BaseException as error:
        model.pop(rebuild=False)
        set_graph(model, graph)
        model.built = True
        # Keras has an answer of its own to these, but not where R's code has failed.
        keras_answers = isinstance(error, (NotImplementedError, TypeError))
        if keras_answers and not is_from_callback(error):
            return False
        raise
    if not isinstance(graph, _GrowingGraph):
        graph = _GrowingGraph(model, graph.input)
    graph.extend(outputs)
    set_graph(model, graph)
    model.built = True
    for variable in layer.variables:
        track_variable(model, variable)
    return True


class _GrowingGraph(keras.layers.Layer):
    """Stands in for the graph of a Sequential model to which layers are being added.

    Keras puts the whole graph in order whenever it makes one. Here the ends are known
    at once; the graph is made when it is asked for, and takes this object's place.
    """

    def __init__(self, model: Any, inputs: Any) -> None:
        super().__init__()
        # In a function, since Keras would take an attribute for a part of this layer.
        self._model = lambda: model
        self._ends = (inputs, inputs)

    def extend(self, outputs: Any) -> None:
        self._ends = (self.input, outputs)

    def _finish(self) -> Any:
        return outside_tracing(_make_graph)(self._model(), self.input, self.output)

    def __getattribute__(self, name: str) -> Any:
        # A backend looks for weights here, under names that they must not change.
        if name in WEIGHTS and "_ends" in vars(self):
            return getattr(self._finish(), name)
        return super().__getattribute__(name)

    input = property(lambda self: self._ends[0])
    output = property(lambda self: self._ends[1])
    inputs = property(lambda self: keras.tree.flatten(self.input))
    outputs = property(lambda self: keras.tree.flatten(self.output))
    input_shape = property(lambda self: _shape(self.inputs))
    output_shape = property(lambda self: _shape(self.outputs))

    def call(self, *args: Any, **kwargs: Any) -> Any:
        return self._finish().call(*args, **kwargs)

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        return self._finish().compute_output_spec(*args, **kwargs)

    def compute_output_shape(self, *args: Any, **kwargs: Any) -> Any:
        return self._finish().compute_output_shape(*args, **kwargs)


def _make_graph(model: Any, inputs: Any, outputs: Any) -> Any:
    graph = keras.Model(inputs, outputs)
    # A model that was quantised takes no new parts; this one is not new.
    with unlocked(model):
        set_graph(model, graph)
    return graph


def _shape(tensors: list[Any]) -> Any:
    shapes = [tensor.shape for tensor in tensors]
    return shapes[0] if len(shapes) == 1 else shapes


def _rebuild(model: Any, layer: Any) -> None:
    stack, built = stack_of(model), model.built
    try:
        with noting_failures() as failures:
            input_layer = make_input_layer(layer)
            if input_layer is not None and not stack:
                model.add(input_layer)
            model.add(layer)
        # Keras makes no graph, and says nothing, where a layer cannot tell its shape.
        if failures and graph_behind(model) is None:
            raise failures[-1]
    except BaseException:
        if stack_of(model) != stack:
            _restore(model, stack, built)
        raise


def pop_layer(model: Any, rebuild: bool = True) -> Any:
    """Take the last layer off a Sequential model.

    Keras goes on with the functions that it has compiled, as if the layer were still
    there, and PyTorch keeps its weights among those of the model.

    Args:
        model: A `keras.Sequential` model with a layer.
        rebuild: Whether what goes in and out is computed anew, where that is known.

    Returns:
        The layer.

    Example:
    >>> import keras
    >>> layers = [keras.layers.Dense(2), keras.layers.Dense(1, name="last")]
    >>> model = keras.Sequential([keras.Input((3,)), *layers])
    >>> pop_layer(model).name, model.output_shape
    ('last', (None, 2))
    """
    # Keras looks for the first of those that remain.
    layer = model.pop(rebuild=rebuild and len(stack_of(model)) > 1)
    kept = {id(variable) for variable in model.variables}
    for variable in layer.variables:
        if id(variable) not in kept:
            untrack_variable(model, variable)
    model.train_function = model.test_function = model.predict_function = None
    return layer


def make_input_layer(layer: Any) -> Any:
    """Make the input layer for a first layer that was made for batches of one size.

    A layer of Keras keeps the shape of one example alone: what R code gave as
    `batch_input_shape` is kept beside it.
    """
    shape = getattr(layer, "_batch_shape_arg", None)
    return None if shape is None else keras.layers.InputLayer(batch_shape=shape)


def find_end(model: Any, name: str) -> Any:
    """Find the "input" or "output" of a Sequential model, or None while it has none.

    Keras knows both only for a model that has been called, and then those of the first
    call, which may be within another model.
    """
    graph = graph_behind(model)
    if graph is not None:
        return getattr(graph, name)
    stack = stack_of(model)
    is_input = len(stack) == 1 and isinstance(stack[0], keras.layers.InputLayer)
    return stack[0].output if is_input else None


def _restore(model: Any, stack: list[Any], built: bool) -> None:
    while stack_of(model):
        model.pop(rebuild=False)
    for layer in stack:
        model.add(layer, rebuild=False)
    if built:
        model.build(stack[0].batch_shape)
