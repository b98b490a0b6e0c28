"""Arrays that `fit()` shuffles anew in each epoch, whatever the seed.

On TensorFlow Keras leaves the order to an operation that starts again with each epoch
once a seed is set, so that all epochs have the same batches. Here the batches come from
a data set that has an order for each epoch.
"""

import math
from typing import Any

import keras
import numpy as np
from keras import tree

from lamina._backend import EpochOrders, batches_in_new_orders, is_dense
from lamina.models.batches import trained_rows


def reshuffled(
    model: Any, arguments: dict[str, Any], orders: EpochOrders
) -> dict[str, Any]:
    """Return arguments of `fit()` with which each epoch has an order of its own.

    Args:
        model: The model that is trained.
        arguments: Those that were given, arrays among them. They come back as they are
            where they hold anything else, or Keras shuffles anew itself.
        orders: Tells the orders: a callback of the training.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> arguments = {"x": np.ones((4, 3)), "shuffle": False}
    >>> reshuffled(model, arguments, EpochOrders()).keys()
    dict_keys(['x', 'shuffle'])
    """
    given = {
        "shuffle": True,
        "class_weight": None,
        "steps_per_epoch": None,
        **arguments,
    }
    if given["shuffle"] is not True or type(model).fit is not keras.Model.fit:
        return arguments
    data = (given["x"], given.get("y"), given.get("sample_weight"))
    number = _number_of_examples(data)
    if number is None:
        return arguments
    validation = {}
    if given.get("validation_split") and given.get("validation_data") is None:
        end = trained_rows(given, number)
        if not 0 < end < number:
            return arguments
        validation["validation_data"] = _without_nones(_rows(data, end, number))
        data, number = _rows(data, 0, end), end
    weights = _weights(*data[1:], given["class_weight"])
    if weights is _UNUSUAL:
        return arguments
    steps = given["steps_per_epoch"]
    size = given.get("batch_size") or (math.ceil(number / steps) if steps else 32)
    inputs = _without_nones((*data[:2], weights))
    batches = batches_in_new_orders(inputs, number, size, orders)
    if batches is None:
        return arguments
    replaced = {"y": None, "sample_weight": None, "class_weight": None}
    return {
        **arguments,
        **replaced,
        **validation,
        "x": batches,
        "shuffle": False,
        "validation_split": 0.0,
    }


_UNUSUAL = object()


def _number_of_examples(data: Any) -> int | None:
    """Return how many there are, or None where these are no plain arrays alike."""
    x, y, weights = data
    if x is None or (y is None and weights is not None):
        return None
    arrays = [
        array for part in data if part is not None for array in tree.flatten(part)
    ]
    if not all(is_dense(array) for array in arrays):
        return None
    numbers = {int(array.shape[0]) for array in arrays}
    return numbers.pop() if len(numbers) == 1 else None


def _rows(data: Any, start: int, end: int) -> Any:
    return tuple(
        None if part is None else tree.map_structure(lambda a: a[start:end], part)
        for part in data
    )


def _without_nones(data: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(part for part in data if part is not None)


def _weights(y: Any, weights: Any, class_weight: Any) -> Any:
    """Return the weights of the examples, for each output where there are several.

    What Keras refuses is left to it.
    """
    if class_weight is not None:
        if weights is not None or y is None or tree.is_nested(y):
            return _UNUSUAL
        return _weights_of_classes(np.asarray(y), class_weight)
    if weights is None or not tree.is_nested(y):
        return weights
    if tree.is_nested(weights):
        try:
            tree.assert_same_structure(y, weights)
        except ValueError:
            return _UNUSUAL
        return weights
    if len(weights.shape) > 1 and tuple(weights.shape[1:]) != (1,):
        return _UNUSUAL
    return tree.map_structure(lambda _: weights, y)


def _weights_of_classes(y: Any, class_weight: dict[int, float]) -> Any:
    if y.ndim > 1:
        y = y[..., 0] if y.shape[-1] == 1 else y.argmax(-1)
    if y.ndim != 1:
        return _UNUSUAL
    classes = np.round(y).astype("int32")
    weights = np.ones(len(classes), keras.config.floatx())
    for label, weight in class_weight.items():
        weights[classes == label] = weight
    return weights
