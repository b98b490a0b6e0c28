"""What R hands over becomes functions and classes that Keras takes for Python's own."""

import inspect
import random

import keras
import numpy as np
import pytest

from lamina.bridge import from_r
from lamina.bridge.failures import CallbackError


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
        "(x, na_rm=True, n=None, *args, lambda_=3, **kwargs)"
    )
    assert function(1, n=None, y=2) == 1
    assert seen == [((), {"x": 1, "na.rm": True, "lambda": 3, "y": 2})]


def test_what_cannot_be_created_draws_no_seed():
    def make(error=None):
        seed = random.random()
        if error is not None:
            raise error("no")
        return seed

    before = random.getstate()
    for error in (ValueError, KeyboardInterrupt):
        with pytest.raises(error, match="no"):
            from_r.create(make, error)
        assert random.getstate() == before
    assert isinstance(from_r.create(make, error=None), float)
    assert random.getstate() != before


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
    with pytest.raises(CallbackError, match="Unrecognized keyword arguments"):
        cls(strat=2)


def test_a_property_is_read_like_an_attribute():
    cls = from_r.layer_class(
        "Named", {"shout": {"run": lambda self: self.name.upper(), "is_property": True}}
    )
    assert cls(name="mine").shout == "MINE"


@pytest.mark.parametrize("rest", [[], [{"name": "...", "rest": True}]])
def test_a_class_that_does_not_call_its_parent_is_refused(rest):
    cls = from_r.layer_class(
        "Bare", {"__init__": {"run": lambda self, **_: None, "parameters": rest}}
    )
    with pytest.raises(ValueError, match="must call"):
        cls()


def test_what_has_no_name_reaches_the_rest():
    seen = []
    function = from_r.function(
        lambda *args, **kwargs: seen.append((args, kwargs)),
        "name",
        [
            {"name": "args"},
            {"name": "n", "in_r": True},
            {"name": "...", "rest": True},
            {"name": "last"},
        ],
    )
    assert str(inspect.signature(function)) == "(args, n=None, *args_, last, **kwargs)"
    function(1, last=2)
    function(1, None, 3, 4, last=2, more=5)
    assert seen == [
        ((), {"args": 1, "last": 2}),
        ((3, 4), {"args": 1, "n": None, "last": 2, "more": 5}),
    ]


def test_from_config_is_a_method_of_the_class():
    cls = from_r.layer_class(
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
    layer = from_r.layer_class("Stateful", {"state": code})()
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
    def initialize(self, inner, units=1):
        from_r.initialize(self, classes["Wrap"])

    classes = {}
    classes["Wrap"] = cls = from_r.layer_class(
        "Wrap",
        {
            "__init__": {
                "run": initialize,
                "parameters": [{"name": "inner"}, {"name": "units", "default": 1}],
            }
        },
    )
    assert cls(inner=[1, "a"], units=2).get_config()["inner"] == [1, "a"]
    with pytest.raises(NotImplementedError, match=r"^`inner` cannot be saved"):
        cls(inner=keras.layers.Dense(1)).get_config()


@pytest.mark.parametrize(
    ("true", "pred", "shape"),
    [
        ((3,), (3, 1), (3, 1)),
        ((3, 1), (3,), (3,)),
        ((3, 2), (3, 2, 1), (3, 2, 1)),
        ((3,), (3, 1, 1), (3, 1, 1)),
        ((3, 1), (3, 4), (3, 1)),
        ((3,), (3, 4), (3,)),
        ((3, 2, 4), (3, 2), (3, 2, 4)),
        ((3, 1), (3, 1), (3, 1)),
    ],
)
def test_targets_come_in_the_shape_of_the_predictions(true, pred, shape):
    def compare(y_true, y_pred, scale=1):
        return y_true.shape, y_pred.shape, scale

    alike = from_r.comparison(compare)
    true, pred = np.zeros(true), np.zeros(pred)
    assert alike(true, pred, scale=2) == (shape, pred.shape, 2)
    assert alike(y_true=true, y_pred=pred) == (shape, pred.shape, 1)
    assert alike.__name__ == "compare"


@pytest.mark.parametrize("dtype", ["int32", "uint8", "bool"])
def test_whole_targets_get_the_type_of_the_predictions(dtype):
    def types(y_true, y_pred):
        return [keras.backend.standardize_dtype(y.dtype) for y in (y_true, y_pred)]

    true = keras.ops.convert_to_tensor(np.array([0, 1, 1]), dtype)
    pred = keras.ops.ones((3, 1))
    alike = from_r.comparison(types)
    assert alike(true, pred) == ["float32", "float32"]
    assert alike(y_true=true[:, None], y_pred=pred) == ["float32", "float32"]
    assert alike(true, keras.ops.cast(pred, "int32")) == [dtype, "int32"]
    # Classes beside a prediction for each of them.
    for classes in (true, true[:, None]):
        assert alike(classes, keras.ops.ones((3, 4))) == [dtype, "float32"]


def _named(name, key, source=None):
    told = {"key": key, "text": key, "source": source}
    return from_r.function(lambda x: x, name, [{"name": "x"}], lambda: told)


def test_a_function_of_r_tells_its_text():
    assert from_r.text_of(_named("f", "a")) == "a"
    assert from_r.text_of(from_r.comparison(_named("f", "a"))) == "a"
    assert from_r.text_of(len) is None
    assert from_r.text_of(keras.Layer) is None


def test_functions_that_differ_get_names_that_differ(tmp_path):
    functions = [_named("f", "a", {"code": "a"}), _named("f", "b")]
    functions += [_named("f", "a", {"code": "a"}), _named("f_2", "c")]
    layers = [from_r.create(keras.layers.Dense, 1, activation=f) for f in functions]
    model = keras.Sequential([keras.Input((1,)), *layers])
    loss, metric = _named("f", "d"), _named("dice", "e")
    model.compile(loss=loss, metrics=[[metric]])
    found = from_r.tell_functions_apart(model)
    assert [f.__name__ for f in found] == ["f", "f_3", "f", "f_2", "f_4", "dice"]
    assert [from_r.is_unnamed(f) for f in found] == [1, 1, 0, 0, 1, 0]

    for zipped, path in ((True, tmp_path / "m.keras"), (False, tmp_path / "m")):
        model.save(path, zipped=zipped)
        from_r.save_functions(model, str(path))
        saved = from_r.saved_functions(str(path))
        assert saved["f"] == {
            "source": {"code": "a"},
            "in_layers": True,
            "in_keras": False,
        }
        assert saved["f_3"]["source"] is None
        assert (saved["dice"]["in_layers"], saved["dice"]["in_keras"]) == (False, True)
        objects = {f.__name__: f for f in found}
        again = keras.saving.load_model(path, custom_objects=objects, compile=False)
        assert [layer.activation for layer in again.layers] == [
            objects[f.__name__] for f in functions
        ]
    assert from_r.saved_functions(__file__) == {}


def test_a_method_is_known_for_r_s():
    class Model:
        def compile(self):
            pass

    assert from_r.function_of_r(Model().compile) is None
    assert from_r.function_of_r(None) is None
