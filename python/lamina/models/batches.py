"""What predictions are made of: arrays, or batches that come one after the other."""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import keras
import numpy as np
from keras import tree

from lamina._backend import OwnBatches
from lamina._keras import adapter_of

# How many numbers are looked at at a time.
_AT_ONCE = 2**22


def is_stream(x: Any) -> bool:
    """Whether data come in batches: a data set, a generator, a data loader.

    Any iterator counts as a generator.

    Example:
    >>> is_stream(batch for batch in ()), is_stream([[1.0], [2.0]])
    (True, False)
    """
    if isinstance(x, keras.utils.PyDataset | OwnBatches):
        return True
    known = isinstance(x, list | tuple | dict | str | bytes)
    return hasattr(x, "__iter__") and not known and not hasattr(x, "shape")


def batches_of(x: Any, steps: int | None) -> Callable[[], Iterator[Any]]:
    """Return what begins to read data that come in batches: the inputs of each.

    Args:
        x: Data for which `is_stream()` holds.
        steps: How many batches are taken, None for all. A generator's are kept, since
            it cannot be read twice.
    """
    if isinstance(x, OwnBatches):
        x = x.batches()
    if isinstance(x, Iterator):
        kept = [_inputs_of(batch) for batch in itertools.islice(x, steps)]
        return lambda: iter(kept)

    def read() -> Iterator[Any]:
        adapter = adapter_of(x=x, steps_per_epoch=steps)
        count = adapter.num_batches if steps is None else steps
        try:
            for batch in itertools.islice(adapter.get_numpy_iterator(), count):
                yield _inputs_of(batch)
        finally:
            adapter.on_epoch_end()

    return read


def _inputs_of(batch: Any) -> Any:
    # A batch alone is the inputs, in a tuple it stands before targets.
    return keras.utils.unpack_x_y_sample_weight(batch)[0]


def as_rows(x: Any) -> Any:
    """Return data whose rows can be taken: an array or a sparse matrix of SciPy.

    Arrays in a file stay there.

    Raises:
        ValueError: There are no numbers or texts in it.
    """
    if _is_scipy(x):
        return x.tocsr()
    if hasattr(x, "dtype") and not isinstance(x, np.ndarray):
        x = keras.ops.convert_to_numpy(x)
    array = np.asarray(x)
    if not _is_text(array) and not is_number(array):
        raise ValueError(f"`x` must contain numbers or strings, not {array.dtype}.")
    return array


def is_number(array: Any) -> bool:
    """Whether an array holds numbers or truth values."""
    return array.dtype.kind in "fiubc" or array.dtype == "bfloat16"


def _is_text(array: np.ndarray) -> bool:
    if array.dtype.kind in "US":
        return True
    known = (str, bytes)
    return array.dtype == object and all(isinstance(each, known) for each in array.flat)


def _is_scipy(x: Any) -> bool:
    return type(x).__module__.startswith("scipy.sparse")


def count_of(rows: Any) -> int:
    """Return how many examples there are; 0 where there is no axis of them."""
    return int(rows.shape[0]) if len(rows.shape) else 0


def trained_rows(arguments: Mapping[str, Any], rows: int) -> int:
    """Return how many of the examples `fit()` trains with: the others are validated.

    Example:
    >>> trained_rows({"validation_split": 0.25}, 10)
    7
    """
    if arguments.get("validation_data") is not None:
        return rows
    return math.floor(rows * (1 - (arguments.get("validation_split") or 0)))


def has_missing(rows: Any) -> bool:
    """Whether there is a NaN, without a copy of all."""
    values = rows.data if _is_scipy(rows) else rows
    if values.dtype.kind != "f":
        return False
    size = max(1, _AT_ONCE // max(1, int(np.prod(values.shape[1:]))))
    starts = range(0, len(values), size) if values.ndim else ()
    return any(bool(np.isnan(values[start : start + size]).any()) for start in starts)


def rows_of(x: Any, examples: Any) -> Any:
    """Return the rows of some examples, as arrays; None stays."""
    return tree.map_structure(lambda rows: _take(rows, examples), x)


def _take(rows: Any, examples: Any) -> Any:
    if rows is None:
        return None
    taken = rows[examples]
    array = taken.toarray() if _is_scipy(taken) else np.asarray(taken)
    if array.dtype == "float64":
        array = array.astype(keras.config.floatx())
    return array
