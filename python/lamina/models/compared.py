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
from lamina.models.known_metrics import COUNTING, OVERLAPPING, name_in_keras
from lamina.models.outputs import Shape

# Targets that are numbers of classes.
_LABELS = (
    *("sparsecategoricalcrossentropy", "categoricalgeneralizedcrossentropy"),
    *("sparsecategoricalaccuracy", "sparsetopkcategoricalaccuracy"),
)
# Targets that are 0 or 1, or probabilities.
_BINARY = ("binarycrossentropy", "binaryfocalcrossentropy", "binaryaccuracy")
# Those that take every target but 0 for 1.
_COUNTING = (*COUNTING, "binaryiou")
# Those of them that cut predictions off at 0 and 1.
_CUTTING = (
    *("auc", "precisionatrecall", "recallatprecision"),
    *("sensitivityatspecificity", "specificityatsensitivity"),
)
_OVERLAPPING = tuple(name for name in OVERLAPPING if name not in _COUNTING)
# Those whose targets are of any shape that Keras takes.
_OTHERS = ("", "circle", "ctc", "mean", "sum", "meanmetricwrapper")


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
    return getattr(what, method)(y_true, y_pred, **more)


def call_method(what: Any, method: str, **arguments: Any) -> Any:
    """Call a method of a metric that compares nothing, or of one with other data."""
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
    config: dict[str, Any] = (
        what.get_config() if name_in_keras(what) not in _OTHERS else {}
    )
    return config


def _fitting(
    what: Any, y_true: Any, y_pred: Any, settings: dict[str, Any], weights: Any = None
) -> tuple[Any, Any]:
    """Return both in shapes that belong together."""
    name = name_in_keras(what)
    by_labels = name in _LABELS and not settings.get("from_sorted_ids")
    if by_labels:
        y_true = _fitting_labels(y_true, y_pred, settings.get("axis", -1))
    elif name not in (*_OTHERS, *_LABELS) and _has_same_shapes(settings):
        y_true, y_pred = _of_one_shape(y_true, y_pred)
    if not isinstance(what, keras.losses.Loss | keras.metrics.Metric):
        y_pred = _with_fractions(y_pred)
    for argument, values, code in _codes(name, y_true, y_pred, settings):
        found = find_wrong(values, code, weights)
        if found:
            raise CodesError(argument, code, found)
    if name in _CUTTING and not takes_logits(what):
        _check_probabilities(y_pred)
    return y_true, y_pred


def _has_same_shapes(settings: dict[str, Any]) -> bool:
    # Where classes have an axis on one side alone, they have none on the other.
    sides = [settings.get(f"sparse_{side}", False) for side in ("y_true", "y_pred")]
    return bool(sides[0]) == bool(sides[1])


def _shape_of(x: Any) -> Shape | None:
    try:
        return tuple(x.shape)
    except (AttributeError, TypeError, ValueError):
        return None


def _of_one_shape(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    target, shape = _shape_of(y_true), _shape_of(y_pred)
    if target is None or shape is None:
        return y_true, y_pred
    if _is_one_number(y_true, shape):
        return _spread(y_true, shape), y_pred
    if _is_one_number(y_pred, target):
        return y_true, _spread(y_pred, target)
    if len(target) == len(shape) + 1 and target[-1] == 1 and shape:
        if len(shape) == 1:
            y_pred, shape = keras.ops.expand_dims(y_pred, -1), (*shape, 1)
        else:
            y_true, target = keras.ops.squeeze(y_true, -1), target[:-1]
    elif len(shape) == len(target) + 1 and shape[-1] == 1 and target:
        if len(target) == 1:
            y_true, target = keras.ops.expand_dims(y_true, -1), (*target, 1)
        else:
            y_pred, shape = keras.ops.squeeze(y_pred, -1), shape[:-1]
    if not _fits(target, shape):
        raise ComparedShapeError("y_true", shape, target)
    return y_true, y_pred


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
    target, shape = _shape_of(y_true), _shape_of(y_pred)
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
    name: str, y_true: Any, y_pred: Any, settings: dict[str, Any]
) -> list[tuple[str, Any, Code]]:
    shape = _shape_of(y_pred)
    if name in _BINARY:
        return [("y_true", y_true, Code("probability", highest=1))]
    if name in _COUNTING:
        return [("y_true", y_true, Code("class", highest=1))]
    if name in _OVERLAPPING:
        ignored = settings.get("ignore_class")
        code = Code("class", highest=settings["num_classes"] - 1, ignored=ignored)
        sides = {"y_true": (y_true, code), "y_pred": (y_pred, code)}
        default = not name.startswith("onehot")
        return [
            (side, *both)
            for side, both in sides.items()
            if settings.get(f"sparse_{side}", default and side == "y_true")
        ]
    if name == "circle":
        return [("y_true", y_true, Code("class", may_be_negative=True))]
    if not shape or name not in (*_LABELS, "ctc") or settings.get("from_sorted_ids"):
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
    came, shape = _shape_of(weights), _shape_of(y_pred)
    if name_in_keras(what) in _OTHERS or came is None or not shape or came == ():
        return weights
    inner = came[:-1] if len(came) > 1 and came[-1] == 1 else came
    if len(inner) > len(shape) or not _fits(inner, shape[: len(inner)]):
        raise ComparedShapeError("sample_weight", shape[:1], came)
    if len(came) == 1 and len(shape) > 2 and isinstance(what, keras.losses.Loss):
        return keras.ops.reshape(weights, (-1, *[1] * (len(shape) - 2)))
    return weights
