"""Take the next seed of a generator on PyTorch, without waiting for the device."""

from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import keras

from lamina._keras import current_scope

# Of each generator: the tensor of its variable, the version that it had after the last
# draw, and its two numbers then.
_counts: WeakKeyDictionary[Any, tuple[Any, int, int, int]] = WeakKeyDictionary()


def next_seed(
    seed_generator: keras.random.SeedGenerator, counted: bool | None = None
) -> int:
    """Return what `seed_generator.next()` gives, as one number, and move on.

    A processor reads the variable. From another device that would wait until all work
    there is done: the seed is counted here as long as nobody else writes the variable.
    PyTorch does not tell of what is written by way of `.data`.

    Args:
        seed_generator: One of Keras', as it is.
        counted: Whether it is counted here; by default where the variable is on
            another device than the processor.

    Returns:
        The sum of the two numbers of the state, by which Keras' layers draw.

    Example:
    >>> import keras
    >>> seeds = keras.random.SeedGenerator(7)
    >>> next_seed(seeds), next_seed(seeds)
    (7, 8)
    """
    state = seed_generator.state
    value = state.value
    if current_scope() is not None or value.is_inference():
        first, second = value.tolist()
        state.assign(value + value.new_tensor((0, 1)))
        return int(first + second)
    if counted is None:
        counted = value.device.type != "cpu"
    known = _counted_numbers(seed_generator) if counted else None
    first, second = known or value.tolist()
    value.detach().add_(_one_on(value.device, value.dtype))
    if counted:
        _counts[seed_generator] = (value, value._version, first, second + 1)
    return int(first + second)


def _counted_numbers(seed_generator: Any) -> tuple[int, int] | None:
    """Return the two numbers of the state, or None where they must be read."""
    value = seed_generator.state.value
    held, version, first, second = _counts.get(seed_generator, (None, 0, 0, 0))
    return (first, second) if held is value and version == value._version else None


@cache
def _one_on(device: Any, dtype: Any) -> Any:
    import torch

    return torch.tensor((0, 1), dtype=dtype, device=device)
