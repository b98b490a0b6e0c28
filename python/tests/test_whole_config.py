"""What losses and metrics were given is in their configuration, and comes back."""

import copy
import inspect
import json
import re
from pathlib import Path

import keras
import numpy as np
import pytest
from versions import IS_BEFORE_3_16

from lamina._keras import loss_arguments
from lamina.models.loading import load_model
from lamina.models.saving import save_model
from lamina.models.whole_config import keep_arguments, whole_config

CASES = Path(__file__).parents[2] / "tests/testthat/cases"
MODULES = [
    *("losses", "metrics", "optimizers", "optimizers.schedules", "initializers"),
    *("regularizers", "constraints"),
]


def cases():
    """All objects that the tests in R make, as they are made in Python."""
    for file in sorted(CASES.glob("object-*.dcf")):
        for block in file.read_text(encoding="utf-8").split("\n\n"):
            # A line that goes on is indented.
            lines = re.sub(r"\n\s+", " ", block).strip().splitlines()
            case = dict(re.split(r":\s*", line, maxsplit=1) for line in lines)
            if case["module"] in MODULES and case["python"] and is_class(case):
                yield pytest.param(case, id=f"{case['keras']}({case['python']})"[:80])


def is_class(case):
    return inspect.isclass(eval(f"keras.{case['module']}.{case['keras']}"))


def made(case):
    function = eval(f"keras.{case['module']}.{case['keras']}")
    arguments = eval(f"((lambda *args, **more: (args, more))({case['python']}))")
    return function(*arguments[0], **arguments[1]), arguments[1]


def plain(x):
    """As it is written to a file."""
    return json.loads(json.dumps(keras.saving.serialize_keras_object(x), default=str))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", list(cases()))
def test_each_argument_comes_back(case):
    what, given = made(case)
    config = whole_config(what)
    assert not set(given) - set(config), "Keras loses them."
    again = whole_config(type(what).from_config(copy.deepcopy(config)))
    for name in given:
        assert plain(again[name]) == plain(config[name])


LOST = [
    (keras.losses.Huber(delta=0.5), {"delta": 0.5}),
    (keras.losses.CosineSimilarity(axis=1), {"axis": 1}),
    (keras.losses.SparseCategoricalCrossentropy(axis=1), {"axis": 1}),
    (keras.losses.MeanSquaredError(dtype="float16"), {"dtype": "float16"}),
    (keras.metrics.CosineSimilarity(axis=1), {"axis": 1}),
]


@pytest.mark.parametrize(("what", "given"), LOST)
def test_what_keras_leaves_out_is_told(what, given):
    if IS_BEFORE_3_16:
        assert not set(given) & set(type(what).get_config(what))
    assert whole_config(what).items() >= given.items()


def test_of_keras_alone_and_of_what_is_no_default_more_is_told():
    class Mine(keras.losses.Huber):
        pass

    plain, mine = keras.losses.Huber(), Mine(delta=0.5)
    keep_arguments([plain, {"a": (mine, None, "mse", keras.losses.huber)}])
    if IS_BEFORE_3_16:
        assert "delta" not in {**plain.get_config(), **mine.get_config()}
        assert "delta" not in whole_config(mine)
    assert set(whole_config(mine)) == set(mine.get_config())


@pytest.mark.parametrize("name", ["model.keras", "model.h5"])
def test_a_loss_comes_back_from_a_file_as_it_was(name, tmp_path):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    metric = keras.metrics.CosineSimilarity(axis=0)
    model.compile("sgd", keras.losses.Huber(delta=0.5), metrics=[metric])
    x, y = np.ones((2, 3)), np.full((2, 2), 9.0)
    expected = model.evaluate(x, y, verbose=0)
    save_model(model, tmp_path / name)
    plain, ours = keras.models.load_model(tmp_path / name), load_model(tmp_path / name)
    # And from a file of what came from a file.
    save_model(ours, tmp_path / f"again-{name}")
    for each in (plain, ours, load_model(tmp_path / f"again-{name}")):
        assert loss_arguments(each.loss) == {"delta": 0.5}
        np.testing.assert_allclose(each.evaluate(x, y, verbose=0), expected, rtol=1e-6)
