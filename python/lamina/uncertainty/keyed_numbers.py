"""Random numbers that depend on a key for each row.

Keras draws one block of numbers for a whole batch, so that what an example gets depends
on the batch it stands in. Here each row has a key, and gets the numbers of that key
wherever it stands. All is plain integer arithmetic of `keras.ops`: the same numbers on
every backend.
"""

import math
from typing import Any

import numpy as np
from keras import ops

from lamina._backend import int32, keyed_uniform, mixed


def row_keys(seed: int, draws: Any, examples: Any) -> np.ndarray:
    """Return a key for each pair of a draw and an example.

    Args:
        seed: A whole number.
        draws: Which draw each row belongs to: whole numbers.
        examples: Which example each row belongs to, likewise.

    Returns:
        int32 array of shape (rows, 2).
    """
    state = np.uint64(seed & (2**64 - 1))
    with np.errstate(over="ignore"):
        for part in (np.asarray(draws), np.asarray(examples)):
            state = _splitmix(state ^ _splitmix(part.astype(np.uint64)))
    return np.stack(
        [(state >> np.uint64(32)).astype(np.uint32), state.astype(np.uint32)], axis=-1
    ).view(np.int32)


def _splitmix(x: Any) -> Any:
    # Steele, Lea, Flood (2014), "Fast splittable pseudorandom number generators".
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def uniform(keys: Any, salt: int, shape: tuple[int, ...]) -> Any:
    """Return uniform numbers from 0 to 1, 1 excluded, a row for each key.

    Args:
        keys: int32 tensor or array of shape (rows, 2).
        salt: A whole number: another one gives other numbers for the same keys.
        shape: Shape of a row.

    Returns:
        float32 tensor of shape (rows, *shape): multiples of 2^-24.

    Example:
    >>> keys = row_keys(seed=1, draws=[0, 0, 1], examples=[5, 6, 5])
    >>> numbers = ops.convert_to_numpy(uniform(keys, salt=0, shape=(2,)))
    >>> alone = ops.convert_to_numpy(uniform(keys[2:], salt=0, shape=(2,)))
    >>> numbers.shape, bool((numbers[2:] == alone).all())
    ((3, 2), True)
    """
    keys = ops.convert_to_tensor(keys, "int32")
    numbers = keyed_uniform(keys, salt, math.prod(shape))
    # A function of TensorFlow does not say how many rows come out of it.
    rows = keys.shape[0]
    return ops.reshape(numbers, (-1 if rows is None else rows, *shape))


def normal(keys: Any, salt: int, shape: tuple[int, ...]) -> Any:
    """Return standard normal numbers, as `uniform()` does (Box and Muller 1958)."""
    numbers = uniform(keys, salt, (2, *shape))
    radius = ops.sqrt(-2.0 * ops.log(1.0 - numbers[:, 0]))
    return radius * ops.cos(2.0 * math.pi * numbers[:, 1])


def repeat_rows(x: Any, times: int) -> Any:
    """Repeat each row of a tensor whose sizes are known.

    `ops.repeat()` takes 30 ms to trace on TensorFlow.
    """
    shape = tuple(x.shape)
    wide = ops.broadcast_to(x[:, None], (shape[0], times, *shape[1:]))
    return ops.reshape(wide, (shape[0] * times, *shape[1:]))


def advanced(keys: Any, number: Any, depth: int) -> Any:
    """Return other keys for each number of a step, in a loop at some depth."""
    factors = np.array([int32(mixed(2 * depth + i)) for i in range(2)])
    return keys + number * ops.convert_to_tensor(factors)


def told_apart(keys: Any, part: Any) -> Any:
    """Return keys that differ for the parts of what had one key; those of 0 stay."""
    return keys + part[:, None] * int32(0x85EBCA6B)


def seed_of(key: Any, salt: int) -> Any:
    """Return int32 numbers that are not negative, by a key and a salt."""
    return ops.bitwise_and(key + int32(mixed(salt)), int32(0x7FFFFFFF))
