"""Methods that R hands over become layer classes that Keras takes for Python's own."""

import keras
import numpy as np
import pytest

from lamina.bridge.r_class import initialize, r_class
from lamina.failures import CallbackError


def scale_class(**more):
    def init(self, start=1.0):
        initialize(self, classes["Scale"])
        self.start = start

    def build(self, input_shape):
        self.factor = self.add_weight([float(input_shape[-1])], initializer="ones")

    def call(self, inputs):
        return inputs * self.factor * self.start

    classes = {}
    classes["Scale"] = r_class(
        "layer",
        "Scale",
        {
            "__init__": {
                "run": init,
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
    with pytest.raises(CallbackError, match="Unrecognized keyword arguments"):
        cls(strat=2)


def test_a_property_is_read_like_an_attribute():
    cls = r_class(
        "layer",
        "Named",
        {"shout": {"run": lambda self: self.name.upper(), "is_property": True}},
    )
    assert cls(name="mine").shout == "MINE"


@pytest.mark.parametrize("rest", [[], [{"name": "...", "rest": True}]])
def test_a_class_that_does_not_call_its_parent_is_refused(rest):
    cls = r_class(
        "layer",
        "Bare",
        {"__init__": {"run": lambda self, **_: None, "parameters": rest}},
    )
    with pytest.raises(ValueError, match="must call"):
        cls()


def test_from_config_is_a_method_of_the_class():
    cls = r_class(
        "layer",
        "FromConfig",
        {
            "from_config": {
                "run": lambda cls, config: (cls, config),
                "parameters": [{"name": "config"}],
            }
        },
    )
    assert cls.from_config({"a": 1}) == (cls, {"a": 1})


def test_a_property_with_a_parameter_can_be_set():
    seen = []

    def state(self, **value):
        seen.extend(value.values())
        return len(seen)

    code = {"run": state, "parameters": [{"name": "value"}], "is_property": True}
    layer = r_class("layer", "Stateful", {"state": code})()
    layer.state = 3
    assert seen == [3]
    assert layer.state == 1


@pytest.mark.parametrize(
    "shape", [(2, 3), [2.0, np.float32(3)], np.array([2.0, 3.0]), [np.array([2]), 3]]
)
def test_a_shape_may_come_as_arrays(shape):
    assert tuple(scale_class()().add_weight(shape).shape) == (2, 3)


@pytest.mark.parametrize(
    ("shape", "shown"),
    [([2.5, 3], "2.5, 3"), ([None, 3], "NA, 3"), (float("nan"), "NA"), ([-1], "-1")],
)
def test_a_weight_has_a_whole_shape(shape, shown):
    layer = scale_class()()
    with pytest.raises(ValueError, match=rf"must be whole.*not \({shown}\)\."):
        layer.add_weight(shape)


def test_what_cannot_be_saved_is_named():
    def init(self, inner, units=1):
        initialize(self, classes["Wrap"])

    classes = {}
    classes["Wrap"] = cls = r_class(
        "layer",
        "Wrap",
        {
            "__init__": {
                "run": init,
                "parameters": [{"name": "inner"}, {"name": "units", "default": 1}],
            }
        },
    )
    assert cls(inner=[1, "a"], units=2).get_config()["inner"] == [1, "a"]
    with pytest.raises(NotImplementedError, match=r"^`inner` cannot be saved"):
        cls(inner=keras.layers.Dense(1)).get_config()
