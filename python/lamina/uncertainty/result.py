"""What Monte Carlo dropout says of an output."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from keras import tree

from lamina.uncertainty.settings import check_distinct

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
        seed: What the draws were made of.
        ids: The numbers of the examples, (N,), int64; None where their places were
            taken.
        masks: "per_example" or "per_draw".
        layers: Names of the layers that drew.

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
    seed: int | None = None
    ids: np.ndarray | None = None
    masks: str = "per_example"
    layers: list[str] = field(default_factory=list)


def joined(parts: list[MonteCarloResult]) -> MonteCarloResult:
    """Join what was drawn for examples that come one after the other."""
    return _rearranged(parts, slice(None))


def _rearranged(parts: list[MonteCarloResult], order: Any) -> MonteCarloResult:
    """Join results, and put the examples in an order."""

    def join(name: str, axis: int = 0) -> Any:
        arrays = [getattr(part, name) for part in parts]
        if arrays[0] is None:
            return None
        return np.concatenate(arrays, axis)[(slice(None),) * axis + (order,)]

    measures = ("mean", "std", "entropy", "expected_entropy", "mutual_information")
    return replace(
        parts[0],
        **{name: join(name) for name in (*measures, "variation_ratio", "ids")},
        quantiles=join("quantiles", 1),
        samples=join("samples", 1),
    )


def bind_mc_dropout(*results: Any) -> Any:
    """Join what was drawn for the parts of some data, in the order of `ids`.

    What comes out is what `MonteCarloDropout.predict()` returns for all the data at
    once, bit for bit, with their numbers in ascending order.

    Args:
        *results: What `MonteCarloDropout.predict()` returned for each part, with `ids`
            and with the same seed, draws, quantiles and batch size; for a model of
            several outputs all of them.

    Raises:
        ValueError: They have no `ids`, two have an example in common, or they were not
            drawn alike.

    Example:
    >>> import keras, numpy as np
    >>> from lamina import MonteCarloDropout
    >>> model = keras.Sequential(
    ...     [keras.Input((3,)), keras.layers.Dropout(0.5), keras.layers.Dense(1)]
    ... )
    >>> mc, x = MonteCarloDropout(model), np.ones((4, 3))
    >>> def draw(ids):
    ...     return mc.predict(x[ids], samples=10, seed=1, ids=ids, verbose=0)
    >>> every, parts = draw([0, 1, 2, 3]), [draw([3, 1]), draw([0, 2])]
    >>> bool((bind_mc_dropout(*parts).mean == every.mean).all())
    True
    """
    if not results:
        raise ValueError("There must be at least one result.")
    for result in results:
        tree.assert_same_structure(results[0], result)
    bound = [
        _bound(list(outputs))
        for outputs in zip(*map(tree.flatten, results), strict=True)
    ]
    return tree.pack_sequence_as(results[0], bound)


def _bound(parts: list[Any]) -> MonteCarloResult:
    for part in parts:
        if not isinstance(part, MonteCarloResult):
            raise ValueError(
                "Results must be what `MonteCarloDropout.predict()` returns, not "
                f"{type(part).__name__}."
            )
        if part.ids is None:
            raise ValueError(
                "Results can be joined if they were drawn with `ids`: without them the "
                "first examples of all parts share their draws."
            )
    ways = [_way(part) for part in parts]
    for way in ways[1:]:
        for name, value in ways[0].items():
            if value != way[name]:
                raise ValueError(
                    f"Results must be drawn alike, but `{name}` is {value} and "
                    f"{way[name]}."
                )
    ids = np.concatenate([part.ids for part in parts])
    check_distinct(ids)
    return _rearranged(parts, np.argsort(ids))


def _way(part: MonteCarloResult) -> dict[str, Any]:
    """Return in what way a result was drawn, by the names of what must be alike."""
    return {
        **{name: getattr(part, name) for name in ("seed", "draws", "masks", "layers")},
        "task": part.task,
        "quantiles": part.quantile_levels.tolist(),
        "keep_samples": part.samples is not None,
        "shape of an example": part.mean.shape[1:],
        "shape of its entropy": None
        if part.entropy is None
        else part.entropy.shape[1:],
    }
