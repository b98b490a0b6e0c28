"""Parts of tensors in Python: most is tested from R."""

from types import SimpleNamespace

import keras
import pytest

from lamina.bridge.subset import shape_of
from lamina.bridge.subset_parts import SubsetError


def test_the_number_of_axes_must_be_known():
    assert tuple(shape_of(keras.ops.ones((2, 3)))) == (2, 3)
    with pytest.raises(SubsetError, match="number of axes is known"):
        shape_of(SimpleNamespace(shape=SimpleNamespace(rank=None)))
