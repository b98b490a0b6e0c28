"""Whether a model mixes rows: found out by draws, where its layers do not say.

A layer that looks at the batch as a whole, for its mean say, must see that of one draw
at a time. What is drawn is a batch like the one at hand, no two of whose rows are the
same: else a row that has taken the place of another could not be told from it.
"""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import ops, tree

from lamina.uncertainty.draws import DrawError

Run = Callable[[list[Any], bool, np.ndarray], list[np.ndarray]]


def mixes_rows(
    run: Run, features: list[Any], with_rows: list[bool], keys: np.ndarray
) -> bool:
    """Whether several draws in one call are not those of a call for each.

    Args:
        run: What is looked at: a function of rows, the draws of an example one after
            the other, of whether what would be dropped is kept, and of the keys. It
            returns arrays of shape (B, draws, ...).
        features: What goes in for a batch of B examples: arrays, tensors or None.
        with_rows: Which of them have a row for each example.
        keys: A key for each example and draw: shape (B, draws, ...).

    Raises:
        DrawError: As `run` does. Any other error of its says that they are mixed.

    Example:
    >>> def centre(rows, keeps_all, keys):
    ...     centred = rows[0] - rows[0].mean(0)
    ...     return [centred.reshape(*keys.shape[:2], -1)]
    >>> mixes_rows(centre, [np.ones((2, 3))], [True], np.zeros((2, 4, 2), "int32"))
    True
    """
    draws = keys.shape[1]
    probe = _Probe(features, with_rows, draws)
    # Nothing that is dropped may hide what differs.
    keeps_all = probe.is_distinct
    kept = -(-draws // 2)
    # What the last draws are must not matter to the first.
    last = np.concatenate([keys[:, :kept], ~keys[:, kept:]], axis=1)
    try:
        alone = run(probe.rows(1), keeps_all, keys[:, :1])
        together = run(probe.rows(draws), keeps_all, keys)
        changed = run(probe.rows(draws, changed_from=kept), keeps_all, last)
    except DrawError:
        raise
    except Exception:
        # Such as two tensors whose rows are no longer as many.
        return True
    return not all(
        _are_close(one, many[:, :1], 1e3)
        and _are_close(many[:, :kept], other[:, :kept], 8)
        for one, many, other in zip(alone, together, changed, strict=True)
    )


def with_other_rows(x: Any, kept: slice) -> Any:
    """Return a batch with some of its rows, and others like them in place of the rest.

    Args:
        x: NumPy arrays in whatever structure.
        kept: Which rows stay.

    Example:
    >>> with_other_rows(np.array([1, 2, 3]), slice(0, 2))[:2]
    array([1, 2])
    """
    return tree.map_structure(lambda rows: _with_others(rows, kept), x)


def _with_others(rows: np.ndarray | None, kept: slice) -> np.ndarray | None:
    if rows is None:
        return None
    if _can_differ(rows):
        changed = _spread(_finite(rows), draws=1, seed=1)[:, 0].copy()
    else:
        # Copies of one of those that stay.
        changed = np.repeat(rows[kept][:1], len(rows), axis=0)
    changed[kept] = rows[kept]
    return changed


class _Probe:
    """Rows like those of a batch, no two of them the same.

    Their numbers are finite, and in the range of their column. Texts and truth values
    stay as they are.

    Args:
        features: What goes in for the batch.
        with_rows: Which of them have a row for each example.
        draws: How many draws there are.

    Attributes:
        is_distinct: Whether some rows differ for sure.
    """

    def __init__(self, features: list[Any], with_rows: list[bool], draws: int) -> None:
        values = [_finite(x) for x in features]
        self._first, self._second = (
            [
                _spread(x, draws, seed) if own and x is not None else x
                for x, own in zip(values, with_rows, strict=True)
            ]
            for seed in (1, 2)
        )
        self._with_rows = with_rows
        self.is_distinct = any(
            own and x is not None and _can_differ(x)
            for x, own in zip(values, with_rows, strict=True)
        )

    def rows(self, draws: int, changed_from: int | None = None) -> list[Any]:
        """Return the rows of the first draws, one after the other for each example.

        Args:
            draws: How many.
            changed_from: From which draw on they are others.
        """
        if changed_from is None:
            changed_from = draws
        return [
            np.concatenate(
                [x[:, :changed_from], y[:, changed_from:draws]], axis=1
            ).reshape(-1, *x.shape[2:])
            if own and x is not None
            else x
            for x, y, own in zip(
                self._first, self._second, self._with_rows, strict=True
            )
        ]


def _finite(x: Any) -> Any:
    """Return numbers as an array, all of them finite."""
    if x is None or (isinstance(x, np.ndarray) and x.dtype.kind in "USO"):
        return x
    values: np.ndarray = x if isinstance(x, np.ndarray) else ops.convert_to_numpy(x)
    if not keras.backend.is_float_dtype(keras.backend.standardize_dtype(values.dtype)):
        return values
    exact = np.nan_to_num(values.astype("float64"), posinf=0, neginf=0)
    return exact.astype(values.dtype)


def _can_differ(values: np.ndarray) -> bool:
    """Whether `_spread()` gives rows that differ."""
    if values.dtype.kind in "iu":
        return bool(values.any())
    return values.dtype.kind not in "bcUSO" and values.size > 0


def _spread(values: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """Return an array of shape (rows, draws, ...) of other numbers like these."""
    shape = (len(values), draws, *values.shape[1:])
    if not _can_differ(values):
        return np.broadcast_to(values[:, None], shape)
    exact = values.astype("float64")
    lowest, highest = exact.min(0), exact.max(0)
    is_whole = values.dtype.kind in "iu"
    if is_whole:
        # Codes that are less than one that is known are known, too.
        lowest, highest = np.minimum(lowest, 0), np.maximum(highest, 0) + 1
    else:
        width = np.where(lowest == 0, exact.std() or 1.0, abs(lowest) / 2)
        highest = np.where(lowest == highest, lowest + width, highest)
    part = np.random.default_rng(seed).random(shape, "float32")
    result = lowest + part * (highest - lowest)
    rows: np.ndarray = (np.floor(result) if is_whole else result).astype(values.dtype)
    return rows


def _are_close(a: np.ndarray, b: np.ndarray, times: float) -> bool:
    """Whether draws are the same but for so many times what rounding leaves."""
    if a.shape != b.shape:
        return False
    if a.dtype.kind in "biu":
        return bool((a == b).all())
    unit = 2.0 ** (-23 if a.dtype.itemsize >= 4 else -8)
    a, b = a.astype("float64"), b.astype("float64")
    # Each column has a size of its own.
    sizes = np.abs(np.where(np.isfinite(a), a, 0)).max((0, 1))
    return np.allclose(a, b, rtol=0, atol=times * unit * sizes, equal_nan=True)
