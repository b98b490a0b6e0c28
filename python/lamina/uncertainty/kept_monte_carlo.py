"""The Monte Carlo dropout that a model keeps: a second prediction compiles nothing."""

import threading
from collections.abc import Iterable
from typing import Any

import keras

from lamina.uncertainty.monte_carlo import MonteCarloDropout
from lamina.uncertainty.settings import check_names

# Two threads shall not make the same.
_KEEPING = threading.RLock()

# How many objects a model keeps, for as many different settings.
_MOST_KEPT = 4


def monte_carlo_of(
    model: Any, layers: Iterable[str] | None = None, **settings: Any
) -> MonteCarloDropout:
    """Return the Monte Carlo dropout that a model keeps for such settings.

    The second prediction by it compiles nothing. It goes with the model.

    Args:
        model: A model, as for `MonteCarloDropout`.
        layers: Names of the layers that shall draw, likewise.
        **settings: Its other arguments.

    Raises:
        ValueError: As for `MonteCarloDropout`.

    Example:
    >>> import keras
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dropout(0.5)])
    >>> monte_carlo_of(model) is monte_carlo_of(model)
    True
    """
    names = None if layers is None else check_names(layers)
    key = repr((names, sorted(settings.items(), key=lambda item: item[0])))
    # Not by a weak dictionary: the object holds the model, and so both go together.
    is_model = isinstance(model, keras.Model)
    kept = vars(model).setdefault("_monte_carlo", {}) if is_model else {}
    with _KEEPING:
        found: MonteCarloDropout = kept.pop(key, None) or MonteCarloDropout(
            model, names, **settings
        )
        # The layers may be others by now.
        if model.built:
            found.prepare()
        kept[key] = found
        while len(kept) > _MOST_KEPT:
            del kept[next(iter(kept))]
    return found
