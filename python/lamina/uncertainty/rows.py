"""Steps of a model of which is known that they keep its examples apart.

Each row that comes out of such a step is made of the same row of what goes in, and of
nothing of the others. Of all other steps, layers of one's own among them, it has to be
found out by running them.
"""

from collections.abc import Callable, Collection
from typing import Any

import keras
from keras import tree

from lamina._keras import attention_axes, is_of_keras, layers_in
from lamina.layers.draws_with import is_row_wise as is_declared_row_wise
from lamina.models.model_graph import Key, Step, graph_of, is_plain_graph

_WITH_DIMENSIONS = (
    "AveragePooling",
    "Conv",
    "Cropping",
    "GlobalAveragePooling",
    "GlobalMaxPooling",
    "MaxPooling",
    "SeparableConv",
    "UpSampling",
    "ZeroPadding",
)

# Those that drop say it where their drawing is declared. Where these have an axis, an
# equation or a function, it is looked at.
_LAYERS = {
    *(f"{name}{rank}D" for name in _WITH_DIMENSIONS for rank in (1, 2, 3)),
    *(f"Conv{rank}DTranspose" for rank in (1, 2, 3)),
    *(f"ConvLSTM{rank}D" for rank in (1, 2, 3)),
    *("DepthwiseConv1D", "DepthwiseConv2D"),
    # Those that augment images do not, but in training.
    *("CenterCrop", "RandomBrightness", "RandomContrast", "RandomCrop", "RandomFlip"),
    *("RandomRotation", "RandomTranslation", "RandomZoom", "Resizing"),
    *("Discretization", "Hashing", "IntegerLookup", "StringLookup"),
    "TextVectorization",
    *("Activation", "ActivityRegularization", "Add", "AdditiveAttention"),
    *("Attention", "Average", "BatchNormalization", "Bidirectional", "Concatenate"),
    *("Dense", "ELU", "EinsumDense", "Embedding", "Flatten", "GRU", "GRUCell"),
    *("GroupNormalization", "GroupQueryAttention", "Identity", "InputLayer", "LSTM"),
    "LSTMCell",
    *("LayerNormalization", "LeakyReLU", "Masking", "Maximum", "Minimum"),
    *("MultiHeadAttention", "Multiply", "Normalization", "PReLU", "Permute", "RNN"),
    *("RMSNormalization", "ReLU", "RepeatVector", "Rescaling", "Reshape", "SimpleRNN"),
    *("SimpleRNNCell", "Softmax", "StackedRNNCells", "Subtract", "TimeDistributed"),
    *("UnitNormalization",),
}

_ELEMENTWISE = {
    *("Absolute", "Add", "Cast", "Ceil", "Clip", "Cos", "Divide", "Elu", "Equal"),
    *("Erf", "Exp", "Expm1", "Floor", "Gelu", "Greater", "GreaterEqual"),
    *("HardSigmoid", "HardSilu", "LeakyRelu", "Less", "LessEqual", "Log", "Log1p"),
    *("LogSigmoid", "LogicalAnd", "LogicalNot", "LogicalOr", "Maximum", "Minimum"),
    *("Multiply", "Negative", "NotEqual", "Power", "Reciprocal", "Relu", "Relu6"),
    *("Round", "Rsqrt", "Selu", "Sigmoid", "Sign", "Silu", "Sin", "Softplus"),
    *("Softsign", "Sqrt", "Square", "StopGradient", "Subtract", "Tanh", "TrueDivide"),
    "Where",
}

_ALONG_AN_AXIS = {
    *("Argmax", "Argmin", "Concatenate", "Cumsum", "ExpandDims", "LogSoftmax", "Max"),
    *("Mean", "Min", "Prod", "Softmax", "Squeeze", "Std", "Sum", "Var"),
}


def is_row_wise(step: Step, rows: Collection[Key]) -> bool:
    """Whether a step is known to keep the rows of its inputs apart.

    Args:
        step: The step.
        rows: The tensors whose first axis is that of the examples.

    Example:
    >>> x = keras.Input((3,))
    >>> model = keras.Model(x, keras.layers.Softmax(axis=0)(keras.layers.ReLU()(x)))
    >>> graph = graph_of(model, lambda part: True)
    >>> [is_row_wise(step, graph.inputs + step.inputs) for step in graph.steps]
    [True, False]
    """
    operation = step.node.operation
    if isinstance(operation, keras.Layer):
        known = all(key in rows for key in step.inputs)
        ranks = [len(tensor.shape) for tensor in step.node.input_tensors]
        return known and bool(ranks) and _is_layer_row_wise(operation, min(ranks))
    kind = type(operation).__name__
    if not is_of_keras(type(operation)):
        return False
    if kind in _ELEMENTWISE:
        return _are_aligned(step, rows)
    if kind in _ALONG_AN_AXIS:
        rank = min(len(tensor.shape) for tensor in step.node.input_tensors)
        axis = getattr(operation, "axis", None)
        return _are_aligned(step, rows, alone=True) and _is_behind_first(axis, rank)
    return kind == "GetItem" and _are_aligned(step, rows) and _takes_all_rows(step)


def is_model_row_wise(model: Any) -> bool:
    """Whether all steps of a functional model are known to keep rows apart."""
    graph = graph_of(model, lambda part: True)
    rows = set(graph.inputs)
    for step in graph.steps:
        if not is_row_wise(step, rows):
            return False
        rows.update(step.outputs)
    return True


def _is_layer_row_wise(layer: Any, rank: int) -> bool:
    if is_plain_graph(layer):
        return is_model_row_wise(layer)
    inside = [each for each in layers_in(layer) if each is not layer]
    # Of the tensors inside no rank is known.
    return _is_known(layer, rank) and all(_is_known(each, 2) for each in inside)


def _is_known(layer: Any, rank: int) -> bool:
    name = type(layer).__name__
    if is_plain_graph(layer):
        return is_model_row_wise(layer)
    if is_declared_row_wise(layer):
        return True
    if name not in _LAYERS or type(layer) is not getattr(keras.layers, name, None):
        return False
    functions = ("activation", "recurrent_activation")
    if not all(_is_keras_function(getattr(layer, each, None)) for each in functions):
        return False
    # Other codes may be those of all that a tensor without columns holds.
    if getattr(layer, "output_mode", "int") != "int" and name != "TextVectorization":
        return False
    if name == "EinsumDense":
        return _keeps_first_letter(layer.equation)
    axes = [getattr(layer, each, 1) for each in ("axis", "axes")]
    axes.append(attention_axes(layer))
    return all(each is None or _is_behind_first(each, rank) for each in axes)


def _is_keras_function(function: Callable[..., Any] | None) -> bool:
    # A layer among them is looked at by itself.
    return (
        function is None or isinstance(function, keras.Layer) or is_of_keras(function)
    )


def _keeps_first_letter(equation: str) -> bool:
    inputs, _, output = equation.replace(" ", "").partition("->")
    first, _, kernel = inputs.partition(",")
    return first[:1] == output[:1] != "" and first[:1] not in kernel.replace(".", "")


def _is_behind_first(axis: Any, rank: int) -> bool:
    axes = axis if isinstance(axis, list | tuple) else [axis]
    return all(
        isinstance(each, int) and (each > 0 or -rank < each < 0) for each in axes
    )


def _are_aligned(step: Step, rows: Collection[Key], alone: bool = False) -> bool:
    """Whether broadcasting sets each row beside the same row of the others.

    Args:
        step: A step that is an operation.
        rows: The tensors with a row for each example.
        alone: Whether there must be no others.
    """
    own = dict(zip(map(id, step.node.input_tensors), step.inputs, strict=True))
    arguments = step.node.arguments
    values = [
        x
        for x in tree.flatten((arguments.args, arguments.kwargs))
        if hasattr(x, "shape")
    ]
    with_rows = [x for x in values if own.get(id(x)) in rows]
    others = [x for x in values if own.get(id(x)) not in rows]
    if not with_rows or (alone and others):
        return False
    rank = len(with_rows[0].shape)
    return all(len(x.shape) == rank for x in with_rows) and all(
        len(x.shape) < rank or (len(x.shape) == rank and x.shape[0] == 1)
        for x in others
    )


def _takes_all_rows(step: Step) -> bool:
    arguments = step.node.arguments
    key = [*arguments.args[1:], *arguments.kwargs.values()][0]
    key = key if isinstance(key, tuple) else (key,)
    if key[0] is Ellipsis:
        rank = len(step.node.input_tensors[0].shape)
        return None not in key and len(key) - 1 < rank
    return isinstance(key[0], slice) and key[0] == slice(None)
