"""Draws summed up as they come: means, deviations, quantiles, entropies."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lamina.uncertainty.output_kinds import (
    SUM_TOLERANCE,
    Kind,
    are_classes,
    other_axis,
)
from lamina.uncertainty.result import MonteCarloResult

# The draws of a batch that quantiles are computed from, at most.
QUANTILE_DRAWS = 256

# The numbers that quantiles are computed of at a time.
_QUANTILE_NUMBERS = 2**22


@dataclass
class Summary:
    """The draws of one output, summed up batch by batch in float64.

    Attributes:
        kind: What the output holds.
        shape: That of the output for all examples.
        samples: How many draws there are.
        levels: Levels of the quantiles.
        keep: Whether all draws are kept.
        from_logits: Whether they become probabilities by softmax or logistic function.
        from_logs: Whether they are logarithms of probabilities.
        is_guess: Whether `kind` is what the first draws look like.
        name: Name of the output.
        refuted: Whether other draws have refuted it.

    Example:
    >>> summary = Summary("regression", (1,), 4, np.array([]), False)
    >>> summary.add(np.array([[1.0, 2.0]]), np.array([0]), first=0)
    >>> summary.add(np.array([[3.0, 4.0]]), np.array([0]), first=2)
    >>> float(summary.result().mean[0])
    2.5
    """

    kind: Kind
    shape: tuple[int, ...]
    samples: int
    levels: np.ndarray
    keep: bool
    from_logits: bool = False
    from_logs: bool = False
    is_guess: bool = False
    name: str = ""

    def __post_init__(self) -> None:
        """Start without any draws."""
        self.refuted = False
        self._is_finite = False
        self._held: np.ndarray | None = None
        self.mean = np.zeros(self.shape)
        self.squares = np.zeros(self.shape)
        self.quantiles = np.zeros((len(self.levels), *self.shape))
        self.all: np.ndarray | None = None
        if self.keep:
            self.all = np.empty((self.samples, *self.shape), "float32")
        self.is_classifier = self.kind != "regression"
        if self.is_classifier:
            column = self.kind == "binary" and len(self.shape) > 1
            places = self.shape[:-1] if column or self.kind == "classes" else self.shape
            classes = self.shape[-1] if self.kind == "classes" else 2
            self.expected_entropy = np.zeros(places)
            self.votes = np.zeros((*places, classes))

    def add(self, output: np.ndarray, rows: np.ndarray, first: int) -> None:
        """Take in draws `first`, `first + 1`, ... of some examples.

        Args:
            output: Array of shape (examples, draws, ...).
            rows: Numbers of the examples.
            first: Number of the first draw.
        """
        values = output.astype("float64")
        if self.is_guess:
            self._is_finite |= bool(np.isfinite(values).any())
            self.refuted |= not are_classes(values)
            if self.refuted:
                return
        with np.errstate(invalid="ignore", over="ignore"):
            if self.is_classifier:
                values = self._probabilities(values)
            self._add(values, rows, first, output.dtype)

    def _add(
        self, values: np.ndarray, rows: np.ndarray, first: int, dtype: Any
    ) -> None:
        size, more = values.shape[:2]
        # Chan, Golub, LeVeque (1983): means and squares of two sets of draws, joined.
        # From the first draw on, so that equal draws have a deviation of exactly 0.
        origin = values[:, :1]
        mean = origin[:, 0] + (values - origin).mean(1)
        shift = mean - self.mean[rows]
        total = first + more
        self.mean[rows] += shift * (more / total)
        self.squares[rows] += ((values - mean[:, None]) ** 2).sum(1)
        self.squares[rows] += shift**2 * (first * more / total)
        if self.is_classifier:
            classes = self._classes(values)
            self.expected_entropy[rows] += _entropy(classes).sum(1)
            winners = classes.argmax(-1)[..., None] == np.arange(classes.shape[-1])
            self.votes[rows] += winners.sum(1)
        if self.all is not None:
            self.all[first : first + more, rows] = np.moveaxis(values, 1, 0)
        if len(self.levels) and first < QUANTILE_DRAWS:
            if self._held is None:
                held = min(self.samples, QUANTILE_DRAWS)
                exact = "float64" if dtype == "float64" else "float32"
                self._held = np.empty((size, held, *self.shape[1:]), exact)
            kept = values[:, : QUANTILE_DRAWS - first]
            self._held[:size, first : first + kept.shape[1]] = kept

    def finish_batch(self, examples: np.ndarray) -> None:
        """Compute what needs the draws of a batch together.

        Args:
            examples: Numbers of the examples whose draws were added last.
        """
        if self._held is None:
            return
        size = len(examples)
        count = self._held.shape[1]
        held = self._held[:size].reshape(size, count, -1)
        quantiles = self.quantiles.reshape(len(self.levels), len(self.mean), -1)
        # A part of the rows or, where one alone is large, of its columns at a time.
        columns = max(1, _QUANTILE_NUMBERS // count)
        rows = max(1, columns // max(1, held.shape[2]))
        for i in range(0, size, rows):
            for j in range(0, held.shape[2], columns):
                part = held[i : i + rows, :, j : j + columns].astype("float64")
                place = examples[i : i + part.shape[0]]
                with np.errstate(invalid="ignore"):
                    found = np.quantile(part, self.levels, axis=1)
                quantiles[:, place, j : j + columns] = found

    def finish(self) -> None:
        """Look at what all draws together say."""
        # Nothing that is not finite tells that they are probabilities.
        self.refuted |= self.is_guess and not self._is_finite

    def result(self) -> MonteCarloResult:
        """Return what the draws say."""
        entropy = expected = information = ratio = None
        if self.is_classifier:
            entropy = _entropy(self._classes(self.mean))
            # Equal but for rounding where all draws agree.
            expected = np.minimum(self.expected_entropy / self.samples, entropy)
            information = entropy - expected
            ratio = 1 - self.votes.max(-1) / self.samples
            ratio = np.where(np.isnan(entropy), np.nan, ratio)
        return MonteCarloResult(
            mean=self.mean,
            std=np.sqrt(self.squares / (self.samples - 1)),
            quantiles=self.quantiles if len(self.levels) else None,
            quantile_levels=self.levels,
            quantile_draws=min(self.samples, QUANTILE_DRAWS) if len(self.levels) else 0,
            entropy=entropy,
            expected_entropy=expected,
            mutual_information=information,
            variation_ratio=ratio,
            samples=self.all,
            task="classification" if self.is_classifier else "regression",
            draws=self.samples,
        )

    def _probabilities(self, values: np.ndarray) -> np.ndarray:
        result: np.ndarray
        if self.from_logits and self.kind == "classes":
            result = np.exp(values - values.max(-1, keepdims=True))
            result /= result.sum(-1, keepdims=True)
            return result
        if self.from_logits:
            result = 1 / (1 + np.exp(-np.clip(values, -700, 700)))
            return result
        if self.from_logs:
            values = np.exp(values)
        if ((values < -1e-3) | (values > 1 + 1e-3)).any():
            raise ValueError(
                "`task` can be 'classification' only for probabilities, but the output "
                f"'{self.name}' ranges from {np.nanmin(values):.3g} to "
                f"{np.nanmax(values):.3g}. If these are logits, set `from_logits`."
            )
        result = np.clip(values, 0, 1)
        if self.kind == "classes":
            sums = result.sum(-1, keepdims=True)
            if (np.abs(sums - 1) > SUM_TOLERANCE).any():
                raise ValueError(other_axis(self.name, "another axis than the last"))
            # What rounding left out of the sum.
            result /= sums
        return result

    def _classes(self, values: np.ndarray) -> np.ndarray:
        """Return probabilities with an axis of classes at the end."""
        if self.kind == "classes":
            return values
        column = self.kind == "binary" and len(self.shape) > 1
        second = values[..., 0] if column else values
        return np.stack([1 - second, second], axis=-1)


def check_same_shape(summary: Summary, output: np.ndarray, batch: int) -> None:
    """Refuse draws of another shape than those of the first batch.

    Raises:
        ValueError: They have another.
    """
    if output.shape[2:] != summary.shape[1:]:
        raise ValueError(
            f"The output '{summary.name}' has the shape {summary.shape[1:]} for each "
            f"of {batch} examples, and {output.shape[2:]} for each of {len(output)}, "
            "the last: take a `batch_size` of which there are whole batches."
        )


def _entropy(probabilities: np.ndarray) -> np.ndarray:
    logs = np.log(np.where(probabilities > 0, probabilities, 1))
    entropy: np.ndarray = np.maximum(-(probabilities * logs).sum(-1), 0)
    return entropy
