"""Data sets that R goes through, cuts and makes of series."""

import random

import keras
import numpy as np
import pytest

from lamina.bridge.datasets import iterator, split_dataset, windows


class Squares(keras.utils.PyDataset):
    def __init__(self, number):
        super().__init__()
        self.number, self.calls = number, []

    @property
    def num_batches(self):
        return self.number

    def __getitem__(self, index):
        return (index**2,)

    def on_epoch_begin(self):
        self.calls.append("begin")

    def on_epoch_end(self):
        self.calls.append("end")


def test_a_py_dataset_gives_one_epoch():
    data = Squares(3)
    assert list(iterator(data)) == [(0,), (1,), (4,)]
    assert data.calls == ["begin", "end"]


def test_one_without_end_goes_on():
    batches = iterator(Squares(None))
    assert [next(batches) for _ in range(4)] == [(0,), (1,), (4,), (9,)]


def test_what_has_a_length_ends_there():
    class Endless:
        def __len__(self):
            return 2

        def __getitem__(self, index):
            return index

    assert list(iterator(Endless())) == [0, 1]
    assert list(iterator({"a": 1})) == ["a"]


def values(part):
    return [
        int(np.asarray(x[0] if isinstance(x, tuple) else x)) for x in iterator(part)
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (0.5, None, [[0, 1, 2], [3, 4, 5]]),
        (None, 2, [[0, 1, 2, 3], [4, 5]]),
        (1, 2, [[0], [4, 5]]),
    ],
)
def test_parts_are_in_order(left, right, expected):
    subsets = keras.backend.backend() == "torch"
    parts = split_dataset(np.arange(6), left, right, False, None, None, subsets)
    assert [values(part) for part in parts] == expected


def test_parts_that_are_too_large_are_refused():
    subsets = keras.backend.backend() == "torch"
    # Keras itself looks at them elsewhere.
    match = "5 and 4 of 6 elements are not possible" if subsets else "right_size"
    with pytest.raises(ValueError, match=match):
        split_dataset(np.arange(6), 5, 4, False, None, None, subsets)


def test_python_s_random_numbers_go_on():
    subsets = keras.backend.backend() == "torch"
    random.seed(1)
    state = random.getstate()
    split_dataset(np.arange(6), 0.5, None, True, 7, None, subsets)
    assert random.getstate() == state


def test_the_last_point_may_be_the_end():
    data = windows(np.arange(6), None, 3, 6, {"sequence_length": 2}, None)
    assert [np.asarray(window).tolist() for window in data] == [[3, 4], [4, 5]]
