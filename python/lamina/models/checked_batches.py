"""Batches that are looked at on their way to a model.

Whoever gives them, data sets and generators alike, they come by here as arrays before
the backend gets them.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import keras
from keras.src.trainers import data_adapters
from keras.src.trainers.data_adapters.data_adapter import DataAdapter

from lamina._backend import iterable_of_tensors, looked_at
from lamina.models.batches import is_stream
from lamina.models.codes import BatchCheck


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
    lamina.CodesError: The batches of `x` must hold whole numbers from 0 to 1 \
for 'words', not 0 to 2.
    """
    checks = []
    if getattr(type(model), method) is getattr(keras.Model, method):
        arguments = dict(arguments)
        for name in ("x", "validation_data"):
            check = BatchCheck(model, name)
            # Predictions have no targets.
            is_needed = check.needs_inputs or (
                method != "predict" and check.needs_targets
            )
            if is_needed and is_stream(arguments.get(name)):
                given = arguments if name == "x" else {"x": arguments[name]}
                make = _maker(method, given)
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


def _maker(method: str, given: Mapping[str, Any]) -> Callable[[], DataAdapter]:
    names = ("x", "y", "sample_weight", "batch_size", "class_weight")
    known = {name: given[name] for name in names if name in given}
    shuffle = given.get("shuffle", method == "fit" and "y" in given)
    return lambda: data_adapters.get_data_adapter(**known, shuffle=shuffle)


class CheckedBatches(DataAdapter):
    """What another adapter of Keras' gives, each batch looked at.

    Args:
        make: Returns the other adapter.
        check: Looks at each batch.
    """

    def __init__(self, make: Callable[[], DataAdapter], check: BatchCheck) -> None:
        self._make, self._check = make, check

    @cached_property
    def _adapter(self) -> Any:
        # Only where Keras would: it may take a batch for a look at its shape.
        return self._make()

    def _looked_at(self, batches: Any) -> Iterator[Any]:
        for batch in batches:
            self._check(batch)
            yield batch

    def get_numpy_iterator(self) -> Any:
        """Return the batches as NumPy arrays."""
        return self._looked_at(self._adapter.get_numpy_iterator())

    def get_jax_iterator(self) -> Any:
        """Return the batches as JAX takes them."""
        return self._looked_at(self._adapter.get_jax_iterator())

    def get_torch_dataloader(self) -> Any:
        """Return the batches as PyTorch takes them."""
        return self._looked_at(self._adapter.get_torch_dataloader())

    def get_tf_dataset(self) -> Any:
        """Return the batches as TensorFlow takes them."""
        if hasattr(self._adapter, "batches"):
            return iterable_of_tensors(lambda: self._looked_at(self._adapter.batches()))
        dataset = self._adapter.get_tf_dataset()
        self._check.prepare(getattr(dataset, "element_spec", None))
        targets = self._check.needs_targets
        return looked_at(
            dataset, self._check, (self._check.needs_inputs, targets, targets)
        )

    def on_epoch_begin(self) -> None:
        """Tell the other."""
        self._adapter.on_epoch_begin()

    def on_epoch_end(self) -> None:
        """Tell the other."""
        self._adapter.on_epoch_end()

    @property
    def num_batches(self) -> int | None:
        """Return how many there are, if it is known."""
        number: int | None = self._adapter.num_batches
        return number

    @property
    def batch_size(self) -> int | None:
        """Return how many examples a batch has, if it is known."""
        size: int | None = self._adapter.batch_size
        return size
