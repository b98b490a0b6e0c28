"""What the backends want for data, and how they read it."""

import math
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, Protocol

import keras
import numpy as np

from lamina._keras import DataAdapter, data_adapter_utils


def _joined(batches: Any, count: int | None) -> Any:
    """Batches for several steps in one."""
    if not count:
        return batches
    import jax

    join = data_adapter_utils.super_batch_iterator
    return join(batches, count, stack_fn=jax.numpy.stack)


class OwnBatches(DataAdapter):
    """What Keras takes for data, on each backend: batches on the thread that asks.

    Example:
    >>> class Two(OwnBatches):
    ...     def batches(self):
    ...         return iter([(1,), (2,)])
    >>> list(Two().batches()), Two().num_batches
    ([(1,), (2,)], None)
    """

    def batches(self) -> Iterator[Any]:
        """Return the batches from here to the end of the epoch."""
        raise NotImplementedError

    def is_used_up(self) -> bool:
        """Whether there are no batches for another epoch."""
        return False

    def get_numpy_iterator(self) -> Any:
        """Return the batches as NumPy arrays."""
        return data_adapter_utils.get_numpy_iterator(self.batches())

    def get_jax_iterator(self, super_batch: int | None = None) -> Any:
        """Return the batches as JAX takes them, since Keras 3.16 several in one."""
        return _joined(data_adapter_utils.get_jax_iterator(self.batches()), super_batch)

    def get_torch_dataloader(self) -> Any:
        """Return the batches as PyTorch takes them."""
        return data_adapter_utils.get_torch_dataloader(self.batches())

    def get_tf_dataset(self) -> Any:
        """Return the batches as TensorFlow takes them."""
        return _OnThisThread(self.batches)

    @property
    def num_batches(self) -> int | None:
        """Return how many there are, if it is known."""
        return None

    @property
    def batch_size(self) -> int | None:
        """Return None: batches may have any size."""
        return None


class Check(Protocol):
    """Looks at batches."""

    @property
    def needs_inputs(self) -> bool:
        """Whether it looks at the inputs."""

    @property
    def needs_targets(self) -> bool:
        """Whether it looks at the targets, and the weights of examples."""

    def prepare(self, batch: Any) -> None:
        """Learn the shapes and dtypes of batches, None where they are not known."""

    def __call__(self, batch: Any) -> None:
        """Look at a batch; raise a ValueError that is kept."""


class WatchedBatches(DataAdapter):
    """What another adapter of Keras' gives, looked at by `watched()` on its way.

    Args:
        make: Returns the other adapter.
    """

    def __init__(self, make: Callable[[], DataAdapter]) -> None:
        self._make = make

    def watched(self, batches: Any) -> Iterator[Any]:
        """Return the batches of the other."""
        raise NotImplementedError

    @cached_property
    def _adapter(self) -> Any:
        # Only where Keras would: it may take a batch for a look at its shape.
        return self._make()

    def get_numpy_iterator(self) -> Any:
        """Return the batches as NumPy arrays."""
        return self.watched(self._adapter.get_numpy_iterator())

    def get_jax_iterator(self, super_batch: int | None = None) -> Any:
        """Return the batches as JAX takes them, since Keras 3.16 several in one."""
        return _joined(self.watched(self._adapter.get_jax_iterator()), super_batch)

    def get_torch_dataloader(self) -> Any:
        """Return the batches as PyTorch takes them."""
        return self.watched(self._adapter.get_torch_dataloader())

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


class CheckedBatches(WatchedBatches):
    """What another adapter of Keras' gives, each batch looked at.

    Args:
        make: Returns the other adapter.
        check: Looks at each batch.
    """

    def __init__(self, make: Callable[[], DataAdapter], check: Check) -> None:
        super().__init__(make)
        self._check = check

    def watched(self, batches: Any) -> Iterator[Any]:
        """Return the batches of the other, each after a look at it."""
        for batch in batches:
            self._check(batch)
            yield batch

    def get_tf_dataset(self) -> Any:
        """Return the batches as TensorFlow takes them."""
        if hasattr(self._adapter, "batches"):
            return _OnThisThread(lambda: self.watched(self._adapter.batches()))
        dataset = self._adapter.get_tf_dataset()
        self._check.prepare(getattr(dataset, "element_spec", None))
        targets = self._check.needs_targets
        return _looked_at(
            dataset, self._check, (self._check.needs_inputs, targets, targets)
        )


def is_dense(array: Any) -> bool:
    """Whether this is an array of NumPy or a tensor of TensorFlow with all its values.

    Example:
    >>> is_dense([1.0])
    False
    """
    if isinstance(array, np.ndarray):
        return array.ndim > 0 and array.dtype.kind in "biuf"
    if keras.backend.backend() != "tensorflow":
        return False
    import tensorflow as tf

    return isinstance(array, tf.Tensor) and bool(array.shape.rank)


def loads_in_workers(data: Any) -> bool:
    """Whether this is a loader of PyTorch that makes its batches in other processes.

    Example:
    >>> loads_in_workers([1.0])
    False
    """
    # Who has one has loaded PyTorch, on whichever backend.
    torch = sys.modules.get("torch")
    return (
        torch is not None
        and isinstance(data, torch.utils.data.DataLoader)
        and data.num_workers > 0
    )


def has_all_values(tensor: Any) -> bool:
    """Whether a tensor is none of a backend's that are sparse or ragged.

    Example:
    >>> has_all_values(keras.ops.ones((2, 3)))
    True
    """
    kinds = ("Sparse", "Ragged", "BCOO")
    return not any(kind in type(tensor).__name__ for kind in kinds)


class EpochOrders(keras.callbacks.Callback):
    """Which order the examples have in each epoch, where they are shuffled here.

    The order of an epoch follows from its number, so that a training that goes on later
    has the orders that it would have had.

    Attributes:
        seed: What the orders follow from, too; None where Keras shuffles.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seed: int | None = None
        self._epoch = 0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Take note of the epoch."""
        self._epoch = epoch

    def key(self) -> np.ndarray:
        """Return the two numbers that the order of this epoch follows from."""
        return np.array([self._epoch, self.seed], "int64")


def batches_in_new_orders(
    arrays: Any, number: int, batch_size: int, orders: EpochOrders
) -> Any:
    """Return a TensorFlow data set of batches, in a new order in each epoch.

    The same seed gives the same orders.

    Args:
        arrays: Arrays for which `is_dense()` holds, in tuples, lists or dictionaries.
        number: How many examples each of them has.
        batch_size: How many of them a batch has.
        orders: Tells the orders: a callback of the training, which gets its seed here.

    Returns:
        The data set, or None on a backend that needs none.
    """
    if keras.backend.backend() != "tensorflow":
        return None
    import tensorflow as tf

    def as_tensor(array: Any) -> Any:
        tensor = tf.convert_to_tensor(array)
        return (
            tf.cast(tensor, keras.config.floatx())
            if tensor.dtype.is_floating
            else tensor
        )

    # Beside a GPU's memory, which is left to the model.
    with tf.device("CPU:0"):
        tensors = keras.tree.map_structure(
            as_tensor, keras.tree.lists_to_tuples(arrays)
        )
        orders.seed = int(tf.random.uniform((), maxval=2**31 - 1, dtype="int32"))

    def epoch(_: Any) -> Any:
        key = tf.ensure_shape(tf.numpy_function(orders.key, [], "int64"), (2,))
        order = tf.random.experimental.stateless_shuffle(tf.range(number), key)

        def batch(step: Any) -> Any:
            rows = order[step * batch_size : (step + 1) * batch_size]
            if number % batch_size == 0:
                rows = tf.ensure_shape(rows, (batch_size,))
            return keras.tree.map_structure(
                lambda array: tf.gather(array, rows), tensors
            )

        steps = tf.data.Dataset.range(math.ceil(number / batch_size))
        return steps.map(batch, num_parallel_calls=tf.data.AUTOTUNE)

    options = tf.data.Options()
    # They take longer than what they save, and each device has its share of each batch.
    options.experimental_optimization.apply_default_optimizations = False
    options.experimental_distribute.auto_shard_policy = (
        tf.data.experimental.AutoShardPolicy.DATA
    )
    options.experimental_external_state_policy = (
        tf.data.experimental.ExternalStatePolicy.IGNORE
    )
    return (
        tf.data.Dataset.range(1)
        .flat_map(epoch)
        .apply(tf.data.experimental.assert_cardinality(math.ceil(number / batch_size)))
        .prefetch(tf.data.AUTOTUNE)
        .with_options(options)
    )


class _OnThisThread:
    """What Keras on TensorFlow takes for a data set that has no thread."""

    def __init__(self, batches: Callable[[], Iterator[Any]]) -> None:
        self._batches = batches

    def __iter__(self) -> "_TensorsOnThisThread":
        return _TensorsOnThisThread(self._batches())

    @property
    def _variant_tensor(self) -> Any:
        # What a strategy asks its data for, to share each batch among its devices.
        raise ValueError(
            "A generator cannot give its batches to a model made in a strategy's "
            "`scope()`: give arrays or a `tf.data.Dataset`."
        )


class _TensorsOnThisThread:
    def __init__(self, batches: Iterator[Any]) -> None:
        self._batches = batches

    def __iter__(self) -> "_TensorsOnThisThread":
        return self

    def __next__(self) -> Any:
        import tensorflow as tf

        try:
            batch = next(self._batches)
        except StopIteration:
            # By which Keras knows the end of its own data sets.
            raise tf.errors.OutOfRangeError(None, None, "end of the batches") from None
        return keras.tree.map_structure(
            lambda x: x if x is None else keras.ops.convert_to_tensor(x), batch
        )


def batches_pass_in_another_thread() -> bool:
    """Whether what looks at the batches of a data set runs beside the main thread."""
    return bool(keras.backend.backend() == "tensorflow")


def _looked_at(dataset: Any, look: Callable[[Any], None], parts: Sequence[bool]) -> Any:
    """Return a TensorFlow data set whose batches are looked at as they come.

    Args:
        dataset: The data set. One that several devices share comes back as it is.
        look: Gets each batch, as arrays, and raises a ValueError that it keeps, since
            TensorFlow makes another of it. Of what has not all its values it gets None.
        parts: Whether it looks at the inputs, the targets and the weights.
    """
    import tensorflow as tf

    if not isinstance(dataset, tf.data.Dataset):
        return dataset
    spec = dataset.element_spec

    def check(*batch: Any) -> Any:
        whole = batch if isinstance(spec, tuple) else batch[0]
        flat = tf.nest.flatten([*batch])
        wanted = [
            wants and isinstance(tensor, tf.Tensor) and tensor.dtype != tf.string
            for part, wants in zip(batch, parts, strict=False)
            for tensor in tf.nest.flatten(part)
        ]

        def is_right(*arrays: Any) -> Any:
            left = iter(arrays)
            given = [next(left) if each else None for each in wanted]
            try:
                look(tf.nest.pack_sequence_as([*batch], given))
            except ValueError:
                return np.False_
            return np.True_

        seen = [tensor for tensor, each in zip(flat, wanted, strict=True) if each]
        if not seen:
            return whole
        right = tf.numpy_function(is_right, seen, tf.bool)
        with tf.control_dependencies([tf.debugging.Assert(right, ["wrong data"])]):
            return tf.nest.map_structure(
                lambda x: None if x is None else tf.identity(x), whole
            )

    # Of more parts Keras says what is wrong.
    too_many = isinstance(spec, tuple) and len(spec) > len(parts)
    if too_many:
        return dataset
    return dataset.map(tf.autograph.experimental.do_not_convert(check))


def is_called_by_a_graph() -> bool:
    """Whether a backend runs Python code here that is part of a graph of its own.

    Such as the generator of a data set, whose elements the main thread waits for.
    """
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        if frame.f_globals.get("__name__") == "tensorflow.python.ops.script_ops":
            return True
    return False
