"""Random numbers for the rows of a batch that several devices share."""

from collections.abc import Callable
from typing import Any

import keras
from keras import ops

from lamina._keras import OPERATIONS


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
    place, count = place_in_batch()
    if count == 1:
        return draw(rows)
    first = rows * place
    return draw(rows * count)[first : first + rows]


def place_in_batch() -> tuple[Any, int]:
    """Return which of how many replicas or processes share a batch with this one.

    Example:
    >>> place_in_batch()
    (0, 1)
    """
    return _place()


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


def mend_dropout() -> None:
    """Have Keras' own dropout draw for the whole batch, too.

    Its layers, attention and recurrent cells come by the function. Noise that is added
    or multiplied is drawn by others.
    """
    theirs = OPERATIONS.random.dropout
    if keras.backend.backend() in _PLACES and not hasattr(theirs, "mends"):
        mended: Any = with_rows_of_batch(theirs)
        mended.mends = theirs
        OPERATIONS.random.dropout = mended


def with_rows_of_batch(theirs: Callable[..., Any]) -> Callable[..., Any]:
    """Return Keras' function for dropout, which draws for the whole batch.

    Args:
        theirs: Keras' own.

    Example:
    >>> dropout = with_rows_of_batch(keras.random.dropout)
    >>> sorted({float(each) for each in dropout(ops.ones(20), 0.5, seed=1)})
    [0.0, 2.0]
    """

    def dropout(
        inputs: Any, rate: Any, noise_shape: Any = None, seed: Any = None
    ) -> Any:
        if place_in_batch()[1] == 1 or not len(inputs.shape):
            return theirs(inputs, rate, noise_shape, seed)
        shape = ops.shape(inputs)
        noise = [*(noise_shape or [None])]
        # One mask for all rows is that of all replicas.
        is_one = noise[0] is not None and not ops.is_tensor(noise[0]) and noise[0] == 1

        def draw(rows: Any) -> Any:
            of_rows = noise_shape and [1 if is_one else rows, *noise[1:]]
            return theirs(
                ops.ones((rows, *shape[1:]), inputs.dtype), rate, of_rows, seed
            )

        kept = draw(shape[0]) if is_one else rows_of_batch(shape[0], draw)
        return ops.where(kept == 0, ops.zeros_like(inputs), inputs * kept)

    return dropout


def _alone() -> tuple[Any, int]:
    return 0, 1


def _tensorflow() -> Callable[[], tuple[Any, int]]:
    import tensorflow as tf

    def place() -> tuple[Any, int]:
        replica = tf.distribute.get_replica_context()
        if replica is None or replica.num_replicas_in_sync == 1:
            return _alone()
        return replica.replica_id_in_sync_group, replica.num_replicas_in_sync

    return place


def _torch() -> Callable[[], tuple[Any, int]]:
    import torch

    distributed = torch.distributed

    def place() -> tuple[Any, int]:
        if not (distributed.is_available() and distributed.is_initialized()):
            return _alone()
        return distributed.get_rank(), distributed.get_world_size()

    return place


# Returns which of how many replicas or processes this is.
_PLACES = {"tensorflow": _tensorflow, "torch": _torch}
_place = _PLACES.get(keras.backend.backend(), lambda: _alone)()
