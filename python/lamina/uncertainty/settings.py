"""Arguments of Monte Carlo dropout: checked, and what is set for each output."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np


def check_whole(name: str, value: Any, least: int) -> int:
    """Return a whole number of at least `least`, whatever its type.

    Raises:
        ValueError: It is none.

    Example:
    >>> check_whole("samples", 100.0, 2)
    100
    """
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if isinstance(value, float | np.floating):
        whole = float(value).is_integer()
    if not whole or value < least:
        raise ValueError(
            f"`{name}` must be a whole number of at least {least}, not {value!r}."
        )
    return int(value)


def check_choice(name: str, value: Any, choices: tuple[Any, ...]) -> None:
    """Refuse what is not among the choices."""
    if value not in choices:
        raise ValueError(f"`{name}` must be one of {choices}, not {value!r}.")


def all_set(value: Any) -> list[Any]:
    """Return all that is set, for whatever output."""
    return list(value.values()) if isinstance(value, Mapping) else [value]


def set_for(value: Any, output: str) -> Any:
    """Return what is set for an output."""
    return value.get(output) if isinstance(value, Mapping) else value


def check_outputs(name: str, value: Any, outputs: list[str]) -> None:
    """Refuse what is set for outputs that there are not."""
    unknown = set(value) - set(outputs) if isinstance(value, Mapping) else set()
    if unknown:
        raise ValueError(
            f"`{name}` must be named after outputs, {outputs}, not {sorted(unknown)}."
        )


def check_levels(levels: Sequence[float] | None) -> np.ndarray:
    """Return the levels of quantiles as an array."""
    try:
        result = np.atleast_1d(np.asarray([] if levels is None else levels, "float64"))
    except (TypeError, ValueError):
        result = np.array([np.nan])
    if result.ndim != 1 or not ((result >= 0) & (result <= 1)).all():
        raise ValueError(f"`quantiles` must be numbers from 0 to 1, not {levels!r}.")
    return result


# R has no whole numbers beyond.
_LARGEST_ID = 2**53


def check_ids(ids: Any) -> np.ndarray | None:
    """Return the numbers of examples as whole ones; None stays.

    Example:
    >>> check_ids([7.0, 3.0])
    array([7, 3])
    """
    if ids is None:
        return None
    expected = "`ids` must be whole numbers from 0 to 2^53, one for each example, not"
    try:
        numbers = np.asarray(ids)
    except (TypeError, ValueError):
        numbers = np.array(None)
    if numbers.ndim != 1 or numbers.dtype.kind not in "iuf":
        kind = f"an array of {numbers.dtype} and shape {numbers.shape}"
        raise ValueError(f"{expected} {kind}.")
    wrong = ~(
        (numbers >= 0) & (numbers <= _LARGEST_ID) & (numbers == np.floor(numbers))
    )
    if wrong.any():
        raise ValueError(f"{expected} {numbers[wrong][0].item()!r}.")
    whole: np.ndarray = numbers.astype("int64")
    check_distinct(whole)
    return whole


def check_distinct(ids: np.ndarray) -> None:
    """Refuse numbers of which one is that of two examples."""
    known, counts = np.unique(ids, return_counts=True)
    if (counts > 1).any():
        raise ValueError(
            "`ids` must all be different: two examples of one number get the same "
            f"draws, and {known[counts > 1][0]} is there {counts.max()} times."
        )


def check_count_of_ids(ids: np.ndarray | None, count: int, before: int = 0) -> None:
    """Refuse more or fewer numbers than there are examples.

    Args:
        ids: The numbers.
        count: How many examples there are.
        before: How many there were before, with as many numbers.
    """
    if ids is not None and len(ids) != count:
        least = "at least " if before else ""
        raise ValueError(
            f"`ids` must be one number for each of the {least}{before + count} "
            f"examples in `x`, not {before + len(ids)}."
        )


def check_names(layers: Iterable[str]) -> list[str]:
    """Return the names of layers as a list."""
    listed = isinstance(layers, Iterable) and not isinstance(layers, str)
    names: list[Any] = list(layers) if listed else [layers]
    if not names or not all(isinstance(name, str) for name in names):
        raise ValueError(f"`layers` must be names of layers, not {layers!r}.")
    return names
