"""A class is found again by its names."""

import sys

import keras

from lamina import SpatialDropout1D
from lamina.bridge.class_names import class_names, find_class


def test_a_class_is_found_by_its_names():
    class Mine(keras.layers.Layer):
        pass

    for cls in (keras.Sequential, keras.layers.Dense, SpatialDropout1D):
        assert find_class(class_names(cls)) is cls
    assert find_class(class_names(Mine)) is None
    assert find_class(class_names(Mine), {"Mine": Mine}) is Mine
    with keras.saving.custom_object_scope({"Mine": Mine}):
        assert find_class(class_names(Mine)) is Mine
    gone = {"module": "keras.nowhere", "name": "Dense", "registered": "Dense"}
    assert find_class(gone) is None
    # No module is imported for it.
    assert find_class({"module": "antigravity", "name": "x", "registered": "x"}) is None
    assert "antigravity" not in sys.modules
