"""Batches that are made on the thread that asks for them.

R runs on one thread. Keras draws the batches of generators and of `PyDataset` objects
on others where it runs on TensorFlow, or is told to use workers: the one thread then
waits for a batch, and the batch for that thread, for ever.
"""

import importlib
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np

from lamina._backend import OwnBatches, is_called_by_a_graph
from lamina._keras import (
    PyDatasetAdapter,
    dataset_batches,
)
from lamina.bridge.r_functions import is_r_function
from lamina.bridge.workers import check_workers
from lamina.failures import guarded

MOST_LOOKED_AT = 64
"""How many batches Keras looks at before the first epoch, at most."""


class Batches(OwnBatches):
    """Batches that a function gives one by one, None at the end of an epoch.

    Args:
        draw: Called without arguments for each batch: a tuple `(x,)`, `(x, y)` or
            `(x, y, sample_weight)`.

    Example:
    >>> left = [(1,), (2,), None]
    >>> list(Batches(lambda: left.pop(0)).batches())
    [(1,), (2,)]
    """

    def __init__(self, draw: Callable[[], Any]) -> None:
        self._draw = draw
        # Keras may look at the first batches to build a model, before it begins.
        self._looked_at: list[Any] | None = []
        self._again: list[Any] = []
        self._is_at_end = False

    def batches(self) -> Iterator[Any]:
        """Return the batches from here to the end of the epoch."""
        return iter(self._next, None)

    def _next(self) -> Any:
        batch = self._again.pop(0) if self._again else self._draw()
        if self._looked_at is not None:
            self._looked_at.append(batch)
            if len(self._looked_at) > MOST_LOOKED_AT:
                self._looked_at = None
        self._is_at_end = batch is None
        return batch

    def first_batch(self) -> Any:
        """Return the batch that comes next, which stays the next."""
        if not self._again:
            self._again.append(self._draw())
        return self._again[0]

    def is_used_up(self) -> bool:
        """Whether there are no batches for another epoch.

        Where Keras has counted the batches of the last one, its end may be still to
        come: one None is passed over. A batch that was found stays the next.

        Example:
        >>> left = [(1,), None, (2,), None, None]
        >>> data = Batches(lambda: left.pop(0))
        >>> [next(data.batches()), data.is_used_up(), next(data.batches())]
        [(1,), False, (2,)]
        >>> data.is_used_up()
        True
        """
        for _ in range(1 if self._is_at_end else 2):
            if self.first_batch() is not None:
                return False
            self._again.pop(0)
            self._is_at_end = True
        return True

    def on_epoch_end(self) -> None:
        """Take back what was drawn before the first epoch: Keras calls this there."""
        if self._looked_at is not None:
            self._again = [*self._looked_at, *self._again]
            self._looked_at = None
            self._is_at_end = False


def generator(run: Callable[..., Any]) -> Batches:
    """Return data for Keras whose batches an R function gives, None at the end."""
    return Batches(guarded(run))


class RDataset(keras.utils.PyDataset):
    """A data set whose batches R functions make, on R's thread alone.

    Args:
        get: Called with the number of a batch, from 1: a tuple as `Batches` has them.
        count: Called without arguments, returns how many there are, None where there is
            no end. None stands for that, too.
        begin: Called without arguments before each epoch, or None.
        end: The same after each epoch.

    Example:
    >>> data = RDataset(lambda batch: (10 * batch,), lambda: 2)
    >>> data.num_batches, data[0]
    (2, (10,))
    """

    def __init__(
        self,
        get: Callable[[int], Any],
        count: Callable[[], int | None] | None = None,
        begin: Callable[[], Any] | None = None,
        end: Callable[[], Any] | None = None,
    ) -> None:
        super().__init__()
        self._is_in_epoch = False
        self._get, self._count, self._begin, self._end = get, count, begin, end

    def __getitem__(self, index: int) -> Any:
        """Return a batch, counted from 0 as in Python."""
        return self._get(int(index) + 1)

    def __len__(self) -> int:
        """Return how many batches there are."""
        number = self.num_batches
        if number is None:
            raise TypeError("The data set has no end.")
        return number

    @property
    def num_batches(self) -> int | None:
        """Return how many batches there are, None where there is no end."""
        return None if self._count is None else self._count()

    def on_epoch_begin(self) -> None:
        """Tell R, once an epoch."""
        if self._begin is not None and not self._is_in_epoch:
            self._begin()
        self._is_in_epoch = True

    def on_epoch_end(self) -> None:
        """Tell R, once an epoch; Keras calls this before the first, too."""
        if self._end is not None and self._is_in_epoch:
            self._end()
        self._is_in_epoch = False


def dataset(
    get: Callable[..., Any],
    count: Callable[..., Any] | None,
    begin: Callable[..., Any] | None,
    end: Callable[..., Any] | None,
) -> RDataset:
    """Return a data set of R's for Keras, with its functions guarded."""
    functions = (count, begin, end)
    return RDataset(
        guarded(get), *(None if f is None else guarded(f) for f in functions)
    )


def count_of_batches(data: Any) -> int | None:
    """Return how many batches data have: None if nobody knows, -1 without an end.

    Example:
    >>> count_of_batches(RDataset(lambda batch: (batch,)))
    -1
    """
    if isinstance(data, keras.utils.PyDataset):
        try:
            number = data.num_batches
        except NotImplementedError:
            # Keras will say what is missing.
            return None
        return -1 if number is None else int(number)
    cardinality = getattr(data, "cardinality", None)
    if cardinality is None:
        return None
    number = int(cardinality() if callable(cardinality) else cardinality)
    # -2: it is not known.
    return number if number >= -1 else None


class _Adapted(Batches):
    """What a `PyDataset` gives, on the thread that asks for it."""

    def __init__(self, adapter: Any, batches: Callable[[], Iterator[Any]]) -> None:
        self._adapter = adapter
        self.batches = batches  # type: ignore[method-assign]

    def first_batch(self) -> Any:
        return None

    def is_used_up(self) -> bool:
        return False

    @property
    def num_batches(self) -> int | None:
        number: int | None = self._adapter.num_batches
        return number

    def on_epoch_begin(self) -> None:
        self._adapter.on_epoch_begin()

    def on_epoch_end(self) -> None:
        self._adapter.on_epoch_end()


def on_this_thread(
    data: Any, shuffle: bool = False, class_weight: Any = None, is_r: bool | None = None
) -> Any:
    """Return data that Keras takes batches from on the thread that trains.

    Args:
        data: What was given as `x` or as validation data. What is neither an iterator
            nor a `PyDataset` with methods written in R comes back as it is.
        shuffle: Whether batches of a data set come in another order in each epoch.
        class_weight: Weight of each class.
        is_r: Whether the methods of a `PyDataset` are R functions; None finds out.

    Raises:
        RuntimeError: A loader of PyTorch has workers, and R makes its examples.

    Example:
    >>> x = (batch for batch in [(1,), (2,)])
    >>> list(on_this_thread(x).batches())
    [(1,), (2,)]
    """
    check_workers(data)
    if isinstance(data, keras.utils.PyDataset):
        if is_r is None:
            get = getattr(type(data), "__getitem__", None)
            is_r = isinstance(data, RDataset) or is_r_function(get)
        if not is_r:
            return data
        adapter = PyDatasetAdapter(data, class_weight=class_weight, shuffle=shuffle)
        # Its workers would be other threads.
        adapter.enqueuer = None
        return _Adapted(adapter, lambda: dataset_batches(adapter))
    if isinstance(data, Iterator):
        taken = _taking(data)
        return Batches(lambda: taken(next(data, None)))
    return data


def _taking(data: Iterator[Any]) -> Callable[[Any], Any]:
    """Return what makes a batch of an iterator one for Keras."""
    if type(data).__module__ == "rpytools.generator":
        return _from_list
    # Keras knows generators only, and vectors of R's are lists there.
    return _as_it_is if isinstance(data, types.GeneratorType) else _with_arrays


def _as_it_is(batch: Any) -> Any:
    if batch is not None and not isinstance(batch, tuple):
        raise ValueError(
            "A generator must yield tuples, `(x,)`, `(x, y)` or "
            f"`(x, y, sample_weight)`, not {type(batch).__name__}."
        )
    return batch


def _from_list(batch: Any) -> Any:
    """Return a batch as Keras takes it for one that comes from a list of R's."""
    if type(batch) is not list:
        return batch
    return tuple(np.asarray(x) if type(x) is list else x for x in batch)


def _with_arrays(batch: Any) -> Any:
    """Return a batch whose parts are no lists of numbers, as a tuple."""
    if batch is None:
        return None
    if type(batch) not in (list, tuple):
        return (batch,)
    return tuple(np.asarray(x) if _is_vector(x) else x for x in batch)


def _is_vector(x: Any) -> bool:
    number = bool | int | float
    return type(x) is list and all(isinstance(each, number) for each in x)


OTHER_THREAD = (
    "An R function cannot provide the elements of a tf.data set: it would be called on "
    "another thread, while R waits for what it returns. Pass the function itself to "
    "`fit()`, `evaluate()` or `predict()`, or make the data set from arrays."
)


@contextmanager
def refusing_other_threads() -> Iterator[None]:
    """Raise an error where TensorFlow calls R on a thread for which R waits."""
    try:
        thread: Any = importlib.import_module("rpytools.thread")
    except ImportError:
        # No R.
        yield
        return
    name = "safe_call_r_function_on_main_thread"
    before = getattr(thread, name, None)
    # There as soon as R has made one.
    iterators: Any = getattr(sys.modules.get("rpytools.generator"), "RGenerator", None)
    filled = getattr(iterators, "__next__", None)
    refused = []

    def call(f: Any, *args: Any, **kwargs: Any) -> Any:
        if is_called_by_a_graph() and before is not None:
            refused.append(f)
            return None, RuntimeError(OTHER_THREAD)
        assert before is not None
        return before(f, *args, **kwargs)

    def fill(iterator: Any) -> Any:
        if is_called_by_a_graph():
            refused.append(iterator)
            raise RuntimeError(OTHER_THREAD)
        assert filled is not None
        return filled(iterator)

    if before is not None:
        setattr(thread, name, call)
    if iterators is not None:
        iterators.__next__ = fill
    try:
        yield
    except Exception:
        if refused:
            raise RuntimeError(OTHER_THREAD) from None
        raise
    finally:
        if iterators is not None:
            iterators.__next__ = filled
        if before is not None:
            setattr(thread, name, before)
