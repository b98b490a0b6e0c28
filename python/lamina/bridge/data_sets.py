"""Texts of Keras' data sets on their way to R.

Example:
>>> numbers, lengths = texts_for_r([[1, 4], [], [1]])
>>> numbers.tolist(), lengths
([1, 4, 1], [2, 0, 1])
"""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray


def texts_for_r(
    texts: Sequence[Sequence[int]],
) -> tuple[NDArray[np.int32], list[int]]:
    """Put the numbers of all texts behind each other, with the lengths of the texts.

    Texts that happen to have one length are an array with two axes in Keras.
    """
    lengths = [len(text) for text in texts]
    numbers = np.fromiter(chain.from_iterable(texts), np.int32, count=sum(lengths))
    return numbers, lengths
