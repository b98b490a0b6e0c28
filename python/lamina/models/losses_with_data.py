"""Losses and metrics that are called with data of the user's own.

Keras repeats numbers until the shapes of targets and predictions fit, takes labels that
no class has without a word on some backends, and cuts probabilities off that are none.
"""

import inspect
from typing import Any

import keras
import numpy as np

from lamina._keras import loss_arguments, takes_logits
from lamina.models.code_values import Code, as_array, find_wrong
from lamina.models.data_errors import CodesError, ComparedShapeError
from lamina.models.known_metrics import quiet_counts
from lamina.models.known_targets import (
    Targets,
    cuts_predictions,
    name_in_keras,
    targets_of,
)
from lamina.models.outputs import Shape
from lamina.models.target_shapes import fit, shape_of

# Those whose targets are of any shape that Keras takes.
_ANY = (Targets.IDENTITIES, Targets.SEQUENCES, Targets.OTHER)


def compare(function: Any, y_true: Any, y_pred: Any, **settings: Any) -> Any:
    """Call a function of Keras' that compares, once its data are looked at.

    Args:
        function: A loss or metric of Keras'.
        y_true: Targets.
        y_pred: Predictions.
        **settings: Its other arguments.

    Raises:
        ComparedShapeError: The shapes do not belong together.
        CodesError: A label is no class, or a probability is none.

    Example:
    >>> zeros = np.zeros((2, 3), "float32")
    >>> compare(keras.losses.mean_squared_error, zeros[:, :2], zeros)
    Traceback (most recent call last):
    ...
    lamina.ComparedShapeError: `y_true` must have the shape (2, 3), not (2, 2).
    """
    y_true, y_pred = _fitting(function, y_true, y_pred, settings)
    # Some of Keras' functions compute with arrays as they are.
    return function(_as_tensor(y_true), _as_tensor(y_pred), **settings)


def compare_with(
    what: Any,
    method: str,
    y_true: Any,
    y_pred: Any,
    sample_weight: Any = None,
    **more: Any,
) -> Any:
    """Call a loss or metric, or a method of it, once its data are looked at.

    Args:
        what: The object.
        method: "__call__" or "update_state".
        y_true: Targets.
        y_pred: Predictions.
        sample_weight: Weights of the examples, or None.
        **more: Other arguments of the method.

    Raises:
        ComparedShapeError: The shapes do not belong together.
        CodesError: A label is no class, or a probability is none.
    """
    settings = {**_config(what), **loss_arguments(what)}
    y_true, y_pred = _fitting(what, y_true, y_pred, settings, sample_weight)
    if sample_weight is not None:
        weights = _fitting_weights(what, y_pred, sample_weight)
        more = {**more, "sample_weight": weights}
    with quiet_counts(what):
        return getattr(what, method)(y_true, y_pred, **more)


def call_method(what: Any, method: str, **arguments: Any) -> Any:
    """Call a method of a metric that compares nothing, or of one with other data."""
    with quiet_counts(what):
        return getattr(what, method)(**arguments)


def update_parameters(metric: Any) -> dict[str, bool]:
    """Return what a metric is updated with, and whether that must be given.

    Example:
    >>> update_parameters(keras.metrics.Mean())
    {'values': True, 'sample_weight': False}
    """
    parameters = inspect.signature(metric.update_state).parameters.values()
    fixed = [each for each in parameters if each.kind is each.POSITIONAL_OR_KEYWORD]
    return {each.name: each.default is each.empty for each in fixed}


def _as_tensor(x: Any) -> Any:
    return keras.ops.convert_to_tensor(x) if isinstance(x, np.ndarray) else x


def _config(what: Any) -> dict[str, Any]:
    config: dict[str, Any] = what.get_config() if targets_of(what) not in _ANY else {}
    return config


def _fitting(
    what: Any, y_true: Any, y_pred: Any, settings: dict[str, Any], weights: Any = None
) -> tuple[Any, Any]:
    """Return both in shapes that belong together."""
    targets = targets_of(what)
    if targets is Targets.CLASSES:
        if not settings.get("from_sorted_ids"):
            y_true = _fitting_labels(y_true, y_pred, settings.get("axis", -1))
    elif targets is Targets.IDENTITIES:
        _check_identities(y_true, y_pred)
    elif targets not in _ANY and _has_same_shapes(settings):
        y_true, y_pred = _of_one_shape(y_true, y_pred)
    if not isinstance(what, keras.losses.Loss | keras.metrics.Metric):
        y_pred = _with_fractions(y_pred)
    for argument, values, code in _codes(what, y_true, y_pred, settings):
        found = find_wrong(values, code, weights)
        if found:
            raise CodesError(argument, code, found)
    if cuts_predictions(what) and not takes_logits(what):
        _check_probabilities(y_pred)
    return y_true, y_pred


def _has_same_shapes(settings: dict[str, Any]) -> bool:
    # Where classes have an axis on one side alone, they have none on the other.
    sides = [settings.get(f"sparse_{side}", False) for side in ("y_true", "y_pred")]
    return bool(sides[0]) == bool(sides[1])


def _of_one_shape(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    target, shape = shape_of(y_true), shape_of(y_pred)
    if target is None or shape is None:
        return y_true, y_pred
    if _is_one_number(y_true, shape):
        return _spread(y_true, shape), y_pred
    if _is_one_number(y_pred, target):
        return y_true, _spread(y_pred, target)
    y_true, y_pred = fit(y_true, y_pred, as_keras=True)
    target, shape = tuple(y_true.shape), tuple(y_pred.shape)
    if not _fits(target, shape):
        raise ComparedShapeError("y_true", shape, target)
    return y_true, y_pred


def _check_identities(y_true: Any, y_pred: Any) -> None:
    """Refuse anything but one whole number for each example."""
    target, shape = shape_of(y_true), shape_of(y_pred)
    if target is None or shape is None or not shape:
        return
    wanted = shape[:1]
    if not any(_fits(target, each) for each in (wanted, (*wanted, 1))):
        raise ComparedShapeError("y_true", wanted, target)


def _is_one_number(x: Any, other: Shape) -> bool:
    """Whether it is a number of R's or a scalar, beside more than that."""
    shape = tuple(x.shape)
    return shape == () or (
        shape == (1,) and isinstance(x, np.ndarray) and other != (1,)
    )


def _spread(x: Any, shape: Shape) -> Any:
    if None in shape or not isinstance(x, np.ndarray):
        return x if x.shape == () else keras.ops.squeeze(x)
    return np.full(shape, x.reshape(()), x.dtype)


def _fits(shape: Shape, other: Shape) -> bool:
    return len(shape) == len(other) and all(
        a is None or b is None or a == b for a, b in zip(shape, other, strict=True)
    )


def _fitting_labels(y_true: Any, y_pred: Any, axis: int) -> Any:
    target, shape = shape_of(y_true), shape_of(y_pred)
    if target is None or not shape or not -len(shape) <= axis < len(shape):
        return y_true
    axis = axis % len(shape)
    expected = (*shape[:axis], *shape[axis + 1 :])
    alone = (*shape[:axis], 1, *shape[axis + 1 :])
    if _fits(target, expected) or _fits(target, alone):
        return y_true
    raise ComparedShapeError("y_true", expected, target)


def _with_fractions(y_pred: Any) -> Any:
    """Return predictions that targets are not rounded to, as whole numbers are."""
    if not keras.ops.is_tensor(y_pred) and not isinstance(y_pred, np.ndarray):
        return y_pred
    dtype = keras.backend.standardize_dtype(y_pred.dtype)
    whole = dtype == "bool" or keras.backend.is_int_dtype(dtype)
    return keras.ops.cast(y_pred, keras.config.floatx()) if whole else y_pred


def _codes(
    what: Any, y_true: Any, y_pred: Any, settings: dict[str, Any]
) -> list[tuple[str, Any, Code]]:
    targets, shape = targets_of(what), shape_of(y_pred)
    if targets is Targets.PROBABILITIES:
        return [("y_true", y_true, Code("probability", highest=1))]
    if targets is Targets.COUNTED:
        return [("y_true", y_true, Code("class", highest=1))]
    if targets is Targets.OVERLAPPING:
        # A binary one has no number of classes.
        highest = settings.get("num_classes", 2) - 1
        code = Code("class", highest=highest, ignored=settings.get("ignore_class"))
        sides = {"y_true": (y_true, code), "y_pred": (y_pred, code)}
        default = not name_in_keras(what).startswith("onehot")
        return [
            (side, *both)
            for side, both in sides.items()
            if settings.get(f"sparse_{side}", default and side == "y_true")
        ]
    if targets is Targets.IDENTITIES:
        return [("y_true", y_true, Code("class", may_be_negative=True))]
    of_classes = targets in (Targets.CLASSES, Targets.SEQUENCES)
    if not shape or not of_classes or settings.get("from_sorted_ids"):
        return []
    classes = shape[settings.get("axis", -1)]
    highest = None if classes is None else classes - 1
    ignored = settings.get("ignore_class")
    return [("y_true", y_true, Code("class", highest=highest, ignored=ignored))]


def _check_probabilities(y_pred: Any) -> None:
    values = as_array(y_pred)
    if values is None or not values.size:
        return
    # Rounding may take them a little out.
    lowest, highest = float(values.min()), float(values.max())
    if lowest < -1e-3 or highest > 1 + 1e-3:
        code = Code("prediction", highest=1)
        found = [lowest] if lowest == highest else [lowest, highest]
        raise CodesError("y_pred", code, found)


def _fitting_weights(what: Any, y_pred: Any, weights: Any) -> Any:
    """Return the weights such that each goes to its example."""
    came, shape = shape_of(weights), shape_of(y_pred)
    if targets_of(what) in _ANY or came is None or not shape or came == ():
        return weights
    inner = came[:-1] if len(came) > 1 and came[-1] == 1 else came
    if len(inner) > len(shape) or not _fits(inner, shape[: len(inner)]):
        raise ComparedShapeError("sample_weight", shape[:1], came)
    if len(came) == 1 and len(shape) > 2 and isinstance(what, keras.losses.Loss):
        return keras.ops.reshape(weights, (-1, *[1] * (len(shape) - 2)))
    return weights
