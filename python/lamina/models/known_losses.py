"""What the losses of a model take the numbers in its targets for."""

from typing import Any

import keras
from keras import tree

from lamina._keras import loss_arguments
from lamina.models.code_values import Code
from lamina.models.known_targets import (
    Targets,
    is_chosen_loss,
    name_in_keras,
    targets_of,
)
from lamina.models.outputs import Output, Shape
from lamina.models.target_shapes import are_repeated, shape_of

_KNOWN = (Targets.NUMBERS, Targets.PROBABILITIES, Targets.CLASSES)


def has_known_loss(model: Any) -> bool:
    """Whether something is known of the targets that a model's losses take.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    >>> model.compile(loss=lambda y_true, y_pred: keras.ops.mean(y_pred))
    >>> has_known_loss(model)
    False
    """
    losses = tree.flatten(getattr(model, "loss", None))
    return has_plain_loss(model) and any(
        is_chosen_loss(loss) or targets_of(loss) in _KNOWN for loss in losses
    )


def has_plain_loss(model: Any) -> bool:
    """Whether a model's losses get the targets and outputs as they are."""
    own = any(
        getattr(type(model), method) is not getattr(keras.Model, method)
        for method in ("train_step", "test_step", "compute_loss")
    )
    return not own and getattr(model, "loss", None) is not None


def code_of_loss(loss: Any, output: Output, target: Any) -> Code | None:
    """Return what a loss takes the numbers in its targets for, None if for numbers."""
    chosen = is_chosen_loss(loss)
    targets = _chosen(output.shape, target) if chosen else targets_of(loss)
    if targets is Targets.PROBABILITIES:
        return Code("probability", output.name, 1, may_be_negative=output.is_masked)
    if targets is not Targets.CLASSES:
        return None
    arguments = loss_arguments(loss)
    axis = arguments.get("axis", -1)
    classes = output.shape[axis] if output.shape else None
    return Code(
        "class",
        output.name,
        None if classes is None else classes - 1,
        ignored=arguments.get("ignore_class"),
        may_be_negative=output.is_masked,
    )


def is_repeated(target: Any, loss: Any, output: Output) -> bool:
    """Whether a loss would repeat targets, or what the model gives, until they fit."""
    came, shape = getattr(target, "shape", None), output.shape
    if targets_of(loss) is not Targets.NUMBERS or came is None or not shape:
        return False
    return are_repeated(tuple(came), shape)


def unfit_shape(target: Any, loss: Any, output: Output) -> Shape | None:
    """Return the shape of the targets that a cross-entropy takes, None where they fit.

    Keras refuses all others, in words of arguments that the user has not given.

    Example:
    >>> import numpy as np
    >>> labels, output = np.zeros(4), Output(None, (None, 2))
    >>> unfit_shape(labels, "categorical_crossentropy", output)
    (None, 2)
    >>> unfit_shape(labels, "sparse_categorical_crossentropy", output)
    """
    came, shape, kind = shape_of(target), output.shape, name_in_keras(loss)
    if not came or not shape:
        return None
    if kind == "sparsecategoricalcrossentropy":
        if loss_arguments(loss).get("axis", -1) != -1:
            return None
        expected = shape[:-1]
        is_column = len(came) >= len(shape) and came[-1] == 1
        came = came[:-1] if is_column else came
    elif kind in _SAME_SHAPE:
        expected = shape
    else:
        return None
    return None if _agree(came, expected) else expected


# Those that take no targets of another shape than what the model gives.
_SAME_SHAPE = (
    "categoricalcrossentropy",
    "binarycrossentropy",
    "binaryfocalcrossentropy",
)


def _agree(came: Shape, expected: Shape) -> bool:
    # As Keras does, which drops or adds a last axis.
    longer, other = sorted((came, expected), key=len, reverse=True)
    if len(longer) == len(other) + 1 and longer[-1] in (1, None):
        longer = longer[:-1]
    return len(longer) == len(other) and all(
        a == b or None in (a, b) for a, b in zip(longer[1:], other[1:], strict=True)
    )


def _chosen(shape: Shape | None, target: Any) -> Targets:
    """Return what the loss takes that Keras chooses for "crossentropy"."""
    came = getattr(target, "shape", None)
    if not shape or came is None:
        return Targets.OTHER
    if shape[-1] == 1:
        return Targets.PROBABILITIES
    is_sparse = len(came) < len(shape) or came[-1] == 1
    return Targets.CLASSES if is_sparse else Targets.COLUMNS
