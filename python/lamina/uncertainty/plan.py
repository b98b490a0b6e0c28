"""What is to be drawn: for which examples, by which keys, how much in one call."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lamina.uncertainty.keyed_numbers import row_keys

# What the rows of a compiled call may take together, and how many they are at most.
ROW_BYTES = 2**26
MOST_ROWS = 4096


@dataclass(frozen=True)
class Plan:
    """What is to be drawn: the arguments of `MonteCarloDropout.predict()`, checked.

    Attributes:
        x: The data: arrays whose rows can be taken.
        count: How many examples they have.
        samples: How many draws there are to be.
        batch_size: How many examples are worked on at a time.
        seed: What the keys are made of, None before it is drawn.
        levels: Of the quantiles.
        keep: Whether all draws are kept.
        verbose: Whether there is a progress bar.
        first: Where the examples stand among others: the number of the first.
        size: How many of the others are at most worked on together.

    Example:
    >>> plan = Plan(np.ones((5, 3)), 5, 100, 4, 1, np.array([]), False, 0)
    >>> plan.batch, plan.draws_at_once(bytes_per_row=12)
    (4, 100)
    >>> plan.examples(4, filled_up=True)
    array([4, 4, 4, 4])
    """

    x: Any
    count: int
    samples: int
    batch_size: int
    seed: int | None
    levels: np.ndarray
    keep: bool
    verbose: int | str
    first: int = 0
    size: int = 0

    @property
    def batch(self) -> int:
        """How many examples go through a call."""
        return min(self.batch_size, max(self.count, self.size))

    def examples(self, start: int, filled_up: bool) -> np.ndarray:
        """Return the places of the examples of a batch.

        Args:
            start: That of the first.
            filled_up: Whether the last batch has the size of the others.
        """
        examples = np.arange(start, start + self.batch)
        if filled_up:
            return np.minimum(examples, self.count - 1)
        return examples[examples < self.count]

    def draws_at_once(self, bytes_per_row: int | None) -> int:
        """Return how many draws of a batch go through one call.

        Args:
            bytes_per_row: What a row takes on its way, None where that is not known.
        """
        rows = self.batch_size
        if bytes_per_row is not None:
            rows = min(ROW_BYTES // max(bytes_per_row, 1), MOST_ROWS)
        most = max(1, min(self.samples, rows // self.batch))
        # As even as they can be: none is drawn in vain but a few of the last call.
        calls = -(-self.samples // most)
        return -(-self.samples // calls)

    def keys(
        self, draws: np.ndarray, examples: np.ndarray, are_shared: bool
    ) -> np.ndarray:
        """Return a key for each example and draw: shape (examples, draws, ...).

        Args:
            draws: Numbers of the draws.
            examples: Places of the examples.
            are_shared: Whether all examples of a draw have the same masks.
        """
        places = np.zeros_like(examples) if are_shared else self.first + examples
        grid = np.meshgrid(places, draws, indexing="ij")
        own = row_keys(self.seed or 0, grid[1], grid[0])
        shared = row_keys(self.seed or 0, grid[1], np.zeros_like(grid[0]))
        return np.concatenate([own, shared], axis=-1)
