"""What R hands over becomes functions and classes that Keras takes for Python's own."""

import inspect

import keras
import numpy as np
import pytest

from lamina import from_r


def test_a_function_has_the_signature_that_was_asked_for():
    seen = []

    def run(*args, **kwargs):
        seen.append((args, kwargs))
        return len(seen)

    function = from_r.function(
        run,
        "name",
        [
            {"name": "x"},
            {"name": "na.rm", "default": True},
            {"name": "n", "in_r": True},
            {"name": "...", "rest": True},
            {"name": "lambda", "default": 3},
        ],
    )
    assert function.__name__ == "name"
    assert str(inspect.signature(function)) == (
        "(x, na_rm=True, n=None, lambda_=3, **kwargs)"
    )
    assert function(1, n=None, y=2) == 1
    assert seen == [((), {"x": 1, "na.rm": True, "lambda": 3, "y": 2})]


def scale_class(**more):
    def initialize(self, start=1.0):
        from_r.initialize(self, classes["Scale"])
        self.start = start

    def build(self, input_shape):
        self.factor = self.add_weight([float(input_shape[-1])], initializer="ones")

    def call(self, inputs):
        return inputs * self.factor * self.start

    classes = {}
    classes["Scale"] = from_r.layer_class(
        "Scale",
        {
            "__init__": {
                "run": initialize,
                "parameters": [{"name": "start", "default": 1.0}],
            },
            "build": {"run": build, "parameters": [{"name": "input_shape"}]},
            "call": {"run": call, "parameters": [{"name": "inputs"}]},
        },
        **more,
    )
    return classes["Scale"]


def test_a_class_is_a_layer_that_is_saved_and_loaded(tmp_path):
    cls = scale_class(attributes={"kind": "scale"})
    model = keras.Sequential([keras.Input((3,)), cls(start=2.0, name="mine")])
    x = np.ones((2, 3), "float32")
    np.testing.assert_array_equal(model.predict(x, verbose=0), 2 * x)
    model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    assert isinstance(again.layers[0], cls)
    assert again.layers[0].kind == "scale"
    assert again.layers[0].get_config() == model.layers[0].get_config()


def test_arguments_of_every_layer_reach_keras():
    cls = scale_class()
    layer = cls(name="mine", dtype="float64", trainable=False)
    assert (layer.name, layer.dtype, layer.trainable) == ("mine", "float64", False)
    with pytest.raises(ValueError, match="Unrecognized keyword arguments"):
        cls(strat=2)


def test_a_property_is_read_like_an_attribute():
    cls = from_r.layer_class(
        "Named", {"shout": {"run": lambda self: self.name.upper(), "is_property": True}}
    )
    assert cls(name="mine").shout == "MINE"
