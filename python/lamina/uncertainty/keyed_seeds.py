"""Seeds from the keys that are in force, for what draws for all rows at once.

Layers that draw in a way of their own ask a seed generator, their own or Keras' for all
that have none: here it gives seeds that depend on the keys of the pass.
"""

import contextlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import keras
from keras import ops

from lamina._keras import INITIAL_SEED, global_generator, seed_dtype
from lamina.uncertainty.draws import Draws, draws_of
from lamina.uncertainty.stand_ins import class_like


def _seed(draws: Draws, source: int) -> Any:
    return ops.cast(draws.seed(source), seed_dtype())


class _GlobalSeed(keras.random.SeedGenerator):
    """Gives keys to what draws by Keras without a seed generator."""

    def __init__(self, draws: Draws, source: int) -> None:
        # Keras' own constructor would make a variable.
        self._draws, self._source = draws, source

    def next(self, ordered: bool = True) -> Any:
        return _seed(self._draws, self._source)


@contextlib.contextmanager
def global_seed(draws: Draws, source: int) -> Iterator[None]:
    """Let what draws without a seed generator in this thread draw with the keys.

    Example:
    >>> from lamina.uncertainty.keyed_numbers import row_keys
    >>> def drawn(seed):
    ...     draws = Draws()
    ...     draws.start(ops.convert_to_tensor(row_keys(seed, [0], [0])))
    ...     with global_seed(draws, 0):
    ...         return float(keras.random.uniform(()))
    >>> drawn(1) == drawn(1) != drawn(2)
    True
    """
    with global_generator(_GlobalSeed(draws, source)):
        yield


@cache
def keyed_seeds(made_by: type[keras.random.SeedGenerator]) -> type:
    """Return a class of seed generators that give keys where draws are in force."""
    cls: Any = made_by

    def next_seed(self: Any, ordered: bool = True) -> Any:
        found = draws_of(self)
        return cls.next(self, ordered) if found is None else _seed(*found)

    def initial_seed(self: Any) -> Any:
        found = draws_of(self)
        # With None, PyTorch's dropout would ask a generator of its own.
        return vars(self)[INITIAL_SEED] if found is None else found[1]

    members = {"next": next_seed, INITIAL_SEED: property(initial_seed)}
    return class_like(cls, cls, **members)
