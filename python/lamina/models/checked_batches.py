"""Batches that are looked at on their way to a model.

Whoever gives them, data sets and generators alike, they come by here as arrays before
the backend gets them.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import keras

from lamina._backend import CheckedBatches
from lamina._keras import DataAdapter, adapter_of
from lamina.models.batches import is_stream
from lamina.models.data_checks import BatchCheck


@contextmanager
def checked(
    model: Any, method: str, arguments: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Have the batches in the arguments of a method looked at.

    Args:
        model: A Keras model.
        method: Its method: "fit", "evaluate" or "predict".
        arguments: Those of the method.

    Returns:
        The arguments to call it with, in the context.

    Raises:
        CodesError: A number in a batch is out of range.
        MetricShapeError: A metric of Keras' cannot take the targets.
        TargetShapeError: A loss of Keras' would repeat targets until they fit.

    Example:
    >>> from lamina.bridge.r_batches import Batches
    >>> embedding = keras.layers.Embedding(2, 4, name="words")
    >>> model = keras.Sequential([keras.Input((3,)), embedding])
    >>> left = [(keras.ops.arange(3)[None],), None]
    >>> data = {"x": Batches(lambda: left.pop(0)), "verbose": 0}
    >>> with checked(model, "predict", data) as given:
    ...     model.predict(**given)
    Traceback (most recent call last):
    ...
    lamina.CodesError: The batches of `x` must contain whole numbers from 0 to 1 \
for 'words', not 0 to 2.
    """
    checks = []
    if getattr(type(model), method) is getattr(keras.Model, method):
        arguments = dict(arguments)
        for name in ("x", "validation_data"):
            if not is_stream(arguments.get(name)):
                continue
            check = BatchCheck(model, name)
            # Predictions have no targets.
            if check.needs_inputs or (method != "predict" and check.needs_targets):
                make = adapter_maker(method, arguments, name)
                arguments[name] = CheckedBatches(make, check)
                checks.append(check)
    try:
        yield arguments
    except Exception:
        # In a graph of TensorFlow it has become another.
        for check in checks:
            if check.error is not None:
                raise check.error from None
        raise


def adapter_maker(
    method: str, arguments: Mapping[str, Any], name: str
) -> Callable[[], DataAdapter]:
    """Return what makes the adapter that Keras reads an argument by.

    Args:
        method: Its method: "fit", "evaluate" or "predict".
        arguments: Those of the method.
        name: Which of them: "x" or "validation_data", to which `shuffle`, the weights
            of classes and the like do not belong.

    Example:
    >>> data = keras.ops.ones((40, 3))
    >>> adapter_maker("fit", {"x": data, "batch_size": 8}, "x")().num_batches
    5
    """
    given = arguments if name == "x" else {"x": arguments[name]}
    names = ("x", "y", "sample_weight", "batch_size", "class_weight")
    known = {name: given[name] for name in names if name in given}
    shuffle = given.get("shuffle", method == "fit" and "y" in given)
    return lambda: adapter_of(**known, shuffle=shuffle)
