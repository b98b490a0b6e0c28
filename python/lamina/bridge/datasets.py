"""What R does with data sets: goes through them, cuts them, makes them of series."""

import random
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np


def iterator(data: Any) -> Iterator[Any]:
    """Return the elements of a data set, those of a `PyDataset` for one epoch.

    Example:
    >>> list(iterator([1, 2]))
    [1, 2]
    """
    if isinstance(data, keras.utils.PyDataset):
        return _epoch(data)
    if hasattr(data, "__iter__") or not hasattr(data, "__len__"):
        return iter(data)
    # PyTorch's data sets of examples tell their end by their length alone.
    elements = (data[i] for i in range(len(data)))
    if getattr(data, "is_of_one_array", False):
        return (each for (each,) in elements)
    return elements


def elements(data: Any) -> Iterator[Any]:
    """Return the elements of a data set by an iterator that is gone with the last.

    R may keep the object for long. TensorFlow waits without end where many of its
    iterators go at once, as they do when R collects its garbage.

    Example:
    >>> list(elements([1, 2]))
    [1, 2]
    """
    started = iterator(data)
    return started if started is data else (element for element in started)


def _epoch(data: Any) -> Iterator[Any]:
    data.on_epoch_begin()
    number, index = data.num_batches, 0
    while number is None or index < number:
        yield data[index]
        index += 1
    data.on_epoch_end()


def windows(
    data: Any,
    targets: Any,
    start: int,
    end: int,
    settings: dict[str, Any],
    batch_size: int | None,
) -> Any:
    """Return a data set of windows that slide over a series.

    Keras takes no end that is the last point, and asks for targets of windows that
    start behind the last of them where there is a `start`: both are cut before.

    Args:
        data: The series, with time along the first axis.
        targets: The target of the window that starts at each point, or None.
        start: The first point, counted from 0.
        end: The one behind the last.
        settings: What else Keras takes.
        batch_size: How many windows a batch has, None for no batches.
    """
    return keras.utils.timeseries_dataset_from_array(
        _as_array(data)[start:end],
        None if targets is None else _as_array(targets)[start:end],
        batch_size=batch_size,
        **settings,
    )


def _as_array(data: Any) -> Any:
    if isinstance(data, np.ndarray):
        return data
    return keras.ops.convert_to_numpy(data)


def split_dataset(
    dataset: Any,
    left_size: float | None,
    right_size: float | None,
    shuffle: bool,
    seed: int | None,
    preferred_backend: str | None,
    in_subsets: bool,
) -> tuple[Any, Any]:
    """Return the two parts of a data set, as `keras.utils.split_dataset()` does.

    Unlike that, it leaves Python's generator of random numbers as if it had not been
    seeded. PyTorch's subsets are in order unless they are shuffled, and the two sizes
    may leave something out. Those of one array have tuples of one, as Keras takes them
    from a `DataLoader`, and a mark by which `iterator()` knows them.

    Args:
        dataset: Arrays in a list, or a data set.
        left_size: A fraction, a number of examples, or None.
        right_size: The same.
        shuffle: Whether the examples are put in random order before.
        seed: Where the order comes from.
        preferred_backend: What Keras takes by this name.
        in_subsets: Whether the parts are PyTorch's subsets.
    """
    if seed is None and shuffle:
        seed = random.randrange(2**31)
    if in_subsets:
        # PyTorch shares the memory of arrays, which may be R's.
        dataset = _copied(dataset)
    state = random.getstate()
    cut = left_size is not None and right_size is not None
    try:
        left, right = keras.utils.split_dataset(
            dataset,
            left_size=left_size,
            right_size=None if cut and in_subsets else right_size,
            shuffle=shuffle,
            seed=seed,
            preferred_backend=preferred_backend,
        )
    finally:
        random.setstate(state)
    if not in_subsets:
        return left, right
    total = len(left.indices) + len(right.indices)
    left.is_of_one_array = right.is_of_one_array = isinstance(dataset, np.ndarray)
    if not shuffle:
        left.indices = list(range(len(left.indices)))
        right.indices = list(range(len(left.indices), total))
    if cut and right_size is not None:
        size = round(right_size * total) if right_size < 1 else int(right_size)
        if not 0 < size <= len(right.indices):
            raise ValueError(
                f"{len(left.indices)} and {size} of {total} elements are not possible."
            )
        right.indices = list(right.indices)[-size:]
    return left, right


def _copied(data: Any) -> Any:
    if isinstance(data, list):
        return [_copied(each) for each in data]
    return data.copy() if isinstance(data, np.ndarray) else data
