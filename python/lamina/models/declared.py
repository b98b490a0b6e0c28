"""Models as they were declared: what comes out in that order, batches of any size.

Keras sorts the names of a dictionary wherever it has one array after the other.
"""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np

from lamina._keras import set_graph, set_stack, stack_of
from lamina.models.model_graph import is_plain_graph


def open_batch(model: Any, x: Any) -> None:
    """Build a Sequential model that waits for data, for batches of any size.

    Keras builds it for batches of the size of the first, and saves that.

    Args:
        model: Any model; others than a Sequential one without a shape stay as they are.
        x: The data that it is about to see.

    Example:
    >>> model = keras.Sequential([keras.layers.Dense(2)])
    >>> open_batch(model, np.ones((4, 3)))
    >>> model.input_shape
    (None, 3)
    """
    shape = getattr(x, "shape", None)
    waits = isinstance(model, keras.Sequential) and not model.built
    if not waits or not shape or not isinstance(shape, Sequence):
        return
    layers = stack_of(model)
    try:
        model.build((None, *shape[1:]))
    except Exception:
        # Some layers need the size; and what else is wrong, Keras says better.
        set_stack(model, layers)
        set_graph(model, None)
        model.built = False


def as_declared(model: Any, result: Any) -> Any:
    """Return a prediction with its outputs in the order in which they were declared.

    Numbers of a type that only the backend knows, such as bfloat16, become float32.

    Args:
        model: The model that has predicted.
        result: What `model.predict()` has returned.

    Example:
    >>> x = keras.Input((3,))
    >>> outputs = {"b": keras.layers.Dense(1)(x), "a": keras.layers.Dense(2)(x)}
    >>> model = keras.Model(x, outputs)
    >>> list(as_declared(model, model.predict(np.ones((4, 3)), verbose=0)))
    ['b', 'a']
    """
    # As a dictionary is sorted where its values are changed by `keras.tree`.
    result = keras.tree.map_structure(_as_plain, result)
    if not isinstance(result, dict) or not is_plain_graph(model):
        return result
    declared = model.output if not isinstance(model, keras.Sequential) else None
    if not isinstance(declared, dict) or declared.keys() != result.keys():
        return result
    return {key: result[key] for key in declared}


def _as_plain(array: Any) -> Any:
    # NumPy's own types are of other kinds; those that were added are "V".
    if isinstance(array, np.ndarray) and array.dtype.kind == "V":
        return array.astype("float32")
    return array
