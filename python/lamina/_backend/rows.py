"""Random numbers for the rows of a batch that several devices share."""

from collections.abc import Callable
from typing import Any

import keras


def rows_of_batch(rows: Any, draw: Callable[[Any], Any]) -> Any:
    """Draw for the whole batch, and return the rows that are computed here.

    Replicas of TensorFlow and processes of PyTorch have one seed: each takes its rows
    of what all of them draw. JAX computes with the whole batch.

    Args:
        rows: How many rows the batch has here, a whole number or a tensor of one.
        draw: Returns a tensor with as many rows as it is told.

    Example:
    >>> rows_of_batch(3, lambda rows: keras.ops.ones((rows, 2))).shape[0]
    3
    """
    return _rows(rows, draw)


def uniform_of_batch(shape: tuple[Any, ...], seed: Any) -> Any:
    """Draw uniform numbers for a batch, and return those of the rows computed here.

    Args:
        shape: The rows that the batch has here, and what a row has: whole numbers, or
            tensors of one.
        seed: A `keras.random.SeedGenerator`.

    Returns:
        Numbers of float32 from 0 to 1, 1 excluded.

    Example:
    >>> uniform_of_batch((3, 2), keras.random.SeedGenerator(1)).shape[0]
    3
    """

    def draw(rows: Any) -> Any:
        return keras.random.uniform((rows, *shape[1:]), dtype="float32", seed=seed)

    return rows_of_batch(shape[0], draw)


def _plain(rows: Any, draw: Callable[[Any], Any]) -> Any:
    return draw(rows)


def _tensorflow() -> Callable[..., Any]:
    import tensorflow as tf

    def rows_here(rows: Any, draw: Callable[[Any], Any]) -> Any:
        replica = tf.distribute.get_replica_context()
        if replica is None or replica.num_replicas_in_sync == 1:
            return draw(rows)
        first = rows * replica.replica_id_in_sync_group
        return draw(rows * replica.num_replicas_in_sync)[first : first + rows]

    return rows_here


def _torch() -> Callable[..., Any]:
    import torch

    distributed = torch.distributed

    def rows_here(rows: Any, draw: Callable[[Any], Any]) -> Any:
        if not (distributed.is_available() and distributed.is_initialized()):
            return draw(rows)
        first = rows * distributed.get_rank()
        return draw(rows * distributed.get_world_size())[first : first + rows]

    return rows_here


_BACKENDS = {"tensorflow": _tensorflow, "torch": _torch}
_rows = _BACKENDS.get(keras.backend.backend(), lambda: _plain)()
