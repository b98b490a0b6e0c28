"""The functions of R in a model get names that differ, and are saved with it."""

import keras

from lamina.bridge.create import create
from lamina.bridge.r_functions import function
from lamina.models.functions_in_models import is_unnamed, tell_functions_apart
from lamina.models.saved_functions import save_functions, saved_functions


def _named(name, key, source=None):
    told = {"key": key, "text": key, "source": source}
    return function(lambda x: x, name, [{"name": "x"}], lambda: told)


def test_functions_that_differ_get_names_that_differ(tmp_path):
    functions = [_named("f", "a", {"code": "a"}), _named("f", "b")]
    functions += [_named("f", "a", {"code": "a"}), _named("f_2", "c")]
    layers = [create(keras.layers.Dense, 1, activation=f) for f in functions]
    model = keras.Sequential([keras.Input((1,)), *layers])
    loss, metric = _named("f", "d"), _named("dice", "e")
    model.compile(loss=loss, metrics=[[metric]])
    found = tell_functions_apart(model)
    assert [f.__name__ for f in found] == ["f", "f_3", "f", "f_2", "f_4", "dice"]
    assert [is_unnamed(f) for f in found] == [1, 1, 0, 0, 1, 0]

    for zipped, path in ((True, tmp_path / "m.keras"), (False, tmp_path / "m")):
        model.save(path, zipped=zipped)
        save_functions(model, str(path))
        saved = saved_functions(str(path))
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
    assert saved_functions(__file__) == {}
