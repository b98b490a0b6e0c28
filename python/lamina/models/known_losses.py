"""What losses of Keras' take as targets."""

from typing import Any

import keras
from keras import tree

from lamina._keras import loss_arguments
from lamina.models.code_values import Code
from lamina.models.outputs import Output, Shape

_SPARSE = "sparsecategoricalcrossentropy"

_BINARY = ("binarycrossentropy", "bce", "binaryfocalcrossentropy")

# Those that compare number by number, in any shapes of which one can be repeated.
ELEMENTWISE = (
    *("meansquarederror", "mse", "meanabsoluteerror", "mae"),
    *("meanabsolutepercentageerror", "mape", "meansquaredlogarithmicerror", "msle"),
    *("huber", "logcosh", "poisson", "kldivergence", "kld", "cosinesimilarity"),
    *("hinge", "squaredhinge", "categoricalhinge", "categoricalfocalcrossentropy"),
    *("dice", "tversky"),
)


def has_known_loss(model: Any) -> bool:
    """Whether something is known of the targets that a model's losses take."""
    losses = tree.flatten(getattr(model, "loss", None))
    known = (_SPARSE, "crossentropy", "ce", *_BINARY, *ELEMENTWISE)
    return has_plain_loss(model) and any(_plain_name(loss) in known for loss in losses)


def has_plain_loss(model: Any) -> bool:
    """Whether a model's losses get the targets and outputs as they are."""
    own = any(
        getattr(type(model), method) is not getattr(keras.Model, method)
        for method in ("train_step", "test_step", "compute_loss")
    )
    return not own and getattr(model, "loss", None) is not None


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


def code_of_loss(loss: Any, output: Output, target: Any) -> Code | None:
    """Return what a loss takes the numbers in its targets for, None if for numbers."""
    kind = _plain_name(loss)
    if kind in ("crossentropy", "ce"):
        kind = _chosen_name(output.shape, target)
    if kind in _BINARY:
        return Code("probability", output.name, 1, may_be_negative=output.is_masked)
    if kind != _SPARSE:
        return None
    axis = loss_arguments(loss).get("axis", -1)
    classes = output.shape[axis] if output.shape else None
    return Code(
        "class",
        output.name,
        None if classes is None else classes - 1,
        ignored=getattr(loss, "ignore_class", None),
        may_be_negative=output.is_masked,
    )


def is_repeated(target: Any, loss: Any, output: Output) -> bool:
    """Whether a loss would repeat targets, or what the model gives, until they fit."""
    came, shape = getattr(target, "shape", None), output.shape
    if _plain_name(loss) not in ELEMENTWISE or came is None or not shape:
        return False
    return are_repeated(tuple(came), shape)


def are_repeated(came: Shape, shape: Shape) -> bool:
    """Whether numbers are repeated where targets are compared number by number.

    Args:
        came: The shape of the targets.
        shape: The shape of what the model gives, None for sizes that are not known.

    Example:
    >>> are_repeated((4,), (None, 1)), are_repeated((4,), (None, 3))
    (False, True)
    """
    if not shape:
        return False
    # As Keras does, which drops or adds a last axis of length 1.
    if len(came) == len(shape) + 1 and came[-1] == 1:
        came = came[:-1]
    elif len(shape) == len(came) + 1 and shape[-1] == 1:
        shape = shape[:-1]
    if len(came) != len(shape):
        # As (3,) and (3, 1) are, and (3,) and (3, 5) are not.
        return shape[-1] is not None
    is_known = len(shape) > 1 and None not in (came[-1], shape[-1])
    return is_known and came[-1] != shape[-1]


def _plain_name(loss: Any) -> str:
    """Return the name of one of Keras' losses, "" for others."""
    if isinstance(loss, keras.losses.Loss):
        of_keras = type(loss) is getattr(keras.losses, type(loss).__name__, None)
        loss = type(loss).__name__ if of_keras else ""
    elif not isinstance(loss, str):
        name = getattr(loss, "__name__", "")
        loss = name if loss is getattr(keras.losses, name or "-", None) else ""
    return str(loss).replace("_", "").lower()


def _chosen_name(shape: Shape | None, target: Any) -> str:
    """Return the name of the loss that Keras takes for "crossentropy"."""
    came = getattr(target, "shape", None)
    if not shape or came is None:
        return ""
    if shape[-1] == 1:
        return _BINARY[0]
    return _SPARSE if len(came) < len(shape) or came[-1] == 1 else ""
