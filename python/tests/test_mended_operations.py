"""Operations done right that Keras does otherwise: most is tested from R."""

import keras
import pytest

from lamina.bridge.mended_operations import cross


def test_only_vectors_of_two_or_three_elements_have_a_cross_product():
    with pytest.raises(ValueError, match=r"2 or 3 elements, not \(4, 3\)"):
        cross(keras.ops.ones((2, 4)), keras.ops.ones((2, 3)))
    with pytest.raises(ValueError, match=r"2 or 3 elements, not \(2, 1\)"):
        cross(keras.ops.ones((2, 2)), keras.ops.ones((2, 1)))
