"""What Monte Carlo dropout says of an output."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

Task = Literal["classification", "regression"]


@dataclass
class MonteCarloResult:
    """What the draws of one output say.

    Shapes: N examples, T draws, `...` the shape of the output for one example (K
    classes last), Q quantiles. All but `samples` are float64.

    Attributes:
        mean: Mean of the draws, (N, ...). For a classifier the predictive
            probabilities.
        std: Standard deviation of the draws (divisor T - 1), (N, ...).
        quantiles: Quantiles of the draws, (Q, N, ...), None where they were not asked
            for.
        quantile_levels: Their levels, (Q,).
        quantile_draws: From how many draws they were computed: all, or the first
            `QUANTILE_DRAWS`. The level of a quantile p then has the standard error
            `sqrt(p * (1 - p) / quantile_draws)`.
        entropy: Entropy of the mean, in nats, without the class axis: how unsure the
            prediction is. None for regression, like the three below. Several columns
            that end in a sigmoid are labels that do not exclude each other: each has
            measures of its own, and they have the shape of the mean.
        expected_entropy: Mean of the draws' entropies: the part of it that is noise in
            the data.
        mutual_information: `entropy - expected_entropy` (BALD, Houlsby et al. 2011):
            the part on which the draws disagree, because the model has seen too little.
        variation_ratio: Share of the draws whose class is not the most frequent one.
            NaN, as all else, where a draw of the example is not a finite number.
        samples: All draws, (T, N, ...), None unless they were asked for.
        task: "classification" or "regression".
        draws: T.

    Example:
    >>> import keras, numpy as np
    >>> from lamina import MonteCarloDropout
    >>> model = keras.Sequential(
    ...     [
    ...         keras.Input((3,)),
    ...         keras.layers.Dropout(0.5),
    ...         keras.layers.Dense(4, activation="softmax"),
    ...     ]
    ... )
    >>> mc = MonteCarloDropout(model)
    >>> result = mc.predict(np.ones((2, 3)), samples=20, seed=1, verbose=0)
    >>> result.task, result.mean.shape, result.entropy.shape
    ('classification', (2, 4), (2,))
    >>> bool((result.mutual_information <= result.entropy).all())
    True
    """

    mean: np.ndarray
    std: np.ndarray
    quantiles: np.ndarray | None
    quantile_levels: np.ndarray
    quantile_draws: int
    entropy: np.ndarray | None
    expected_entropy: np.ndarray | None
    mutual_information: np.ndarray | None
    variation_ratio: np.ndarray | None
    samples: np.ndarray | None
    task: Task
    draws: int


def joined(parts: list[MonteCarloResult]) -> MonteCarloResult:
    """Join what was drawn for examples that come one after the other."""

    def join(name: str, axis: int = 0) -> Any:
        arrays = [getattr(part, name) for part in parts]
        return None if arrays[0] is None else np.concatenate(arrays, axis)

    measures = ("mean", "std", "entropy", "expected_entropy", "mutual_information")
    return replace(
        parts[0],
        **{name: join(name) for name in (*measures, "variation_ratio")},
        quantiles=join("quantiles", 1),
        samples=join("samples", 1),
    )
