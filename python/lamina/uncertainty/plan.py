"""What is to be drawn: for which examples, by which keys, how much in one call."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lamina._backend import card_memory
from lamina.uncertainty.keyed_numbers import row_keys

# What the rows of a compiled call may take together, and how many they are at most.
ROW_BYTES = 2**26
MOST_ROWS = 4096

# A card with memory for it gets several times as much: which part of it, at most.
CARD_PART = 64
MOST_TIMES = 16


@dataclass(frozen=True)
class Batch:
    """Examples that go through the model together.

    Attributes:
        examples: Which of the data each row is, fillers among them.
        used: The rows that are no fillers.
        rows: Which of the data these are.
    """

    examples: np.ndarray
    used: np.ndarray
    rows: np.ndarray


def _by_ids(ids: np.ndarray, size: int) -> list[Batch]:
    """Return batches in which an example has the row that its number says.

    In a product of matrices the last bits depend on the row, not on the other rows.
    """
    places = ids % size
    order = np.argsort(places, kind="stable")
    # How many of the same row come before each.
    firsts = np.searchsorted(places[order], places[order])
    turns = np.empty_like(order)
    turns[order] = np.arange(len(ids)) - firsts
    by_turn = np.argsort(turns, kind="stable")
    batches = []
    for rows in np.split(by_turn, np.cumsum(np.bincount(turns))[:-1]):
        examples = np.full(size, rows[0])
        examples[places[rows]] = rows
        batches.append(Batch(examples, places[rows], rows))
    return batches


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
        ids: Numbers of the examples, by which they are drawn for, so that no bit
            depends on which others there are. None takes their places.

    Example:
    >>> from dataclasses import replace
    >>> plan = Plan(np.ones((5, 3)), 5, 100, 4, 1, np.array([]), False, 0)
    >>> plan.batch, plan.draws_at_once(bytes_per_row=12)
    (4, 100)
    >>> [batch.examples.tolist() for batch in plan.batches(filled_up=True)]
    [[0, 1, 2, 3], [4, 4, 4, 4]]
    >>> batches = replace(plan, ids=np.array([8, 1, 4, 3, 7])).batches(True)
    >>> [batch.examples.tolist() for batch in batches]
    [[0, 1, 0, 3], [2, 2, 2, 4]]
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
    ids: np.ndarray | None = None

    @property
    def batch(self) -> int:
        """How many examples go through a call."""
        if self.ids is not None:
            return self.batch_size
        return min(self.batch_size, max(self.count, self.size))

    def batches(self, filled_up: bool) -> list[Batch]:
        """Return what goes through the model together, one after the other.

        Args:
            filled_up: Whether the last batch has the size of the others.
        """
        if self.ids is not None:
            return _by_ids(self.ids, self.batch)
        batches = []
        for start in range(0, self.count, self.batch):
            rows = np.arange(start, min(start + self.batch, self.count))
            examples = np.arange(start, start + self.batch) if filled_up else rows
            examples = np.minimum(examples, self.count - 1)
            batches.append(Batch(examples, np.arange(len(rows)), rows))
        return batches

    def draws_at_once(self, bytes_per_row: int | None) -> int:
        """Return how many draws of a batch go through one call.

        Args:
            bytes_per_row: What a row takes on its way, None where that is not known.
        """
        rows = self.batch_size
        if bytes_per_row is not None:
            part = (card_memory() or 0) // CARD_PART
            times = min(max(part // ROW_BYTES, 1), MOST_TIMES)
            most = times * ROW_BYTES // max(bytes_per_row, 1)
            rows = min(most, times * MOST_ROWS)
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
        own = self.first + examples if self.ids is None else self.ids[examples]
        places = np.zeros_like(own) if are_shared else own
        grid = np.meshgrid(places, draws, indexing="ij")
        keys = row_keys(self.seed or 0, grid[1], grid[0])
        shared = row_keys(self.seed or 0, grid[1], np.zeros_like(grid[0]))
        return np.concatenate([keys, shared], axis=-1)
