"""The references are what the installed Keras is, and say how another differs."""

from tools.generate import reference
from tools.generate.files import functions
from tools.generate.kinds import KINDS
from tools.generate.reference import Callable, differences, gone


def calls(known):
    """What lamina calls, and the arguments that it gives."""
    for kind in KINDS:
        for family in functions(kind, kind.folder, known).values():
            for f in family:
                takes = known.keras[f.target(f.keras)].arguments
                yield f.target(f.keras), f.checks.keys() & takes.keys()


def test_the_installed_keras_has_what_lamina_calls(known, capsys):
    new = reference.installed()
    found = differences(known.keras, new)
    if reference.installed_version() == reference.keras_version():
        assert found == []
    with capsys.disabled():
        print("", *found, sep="\n")
    assert len(list(calls(known))) > 100
    assert gone(calls(known), new) == []


def test_what_differs_is_named():
    old = {
        ("layers", "Dense"): Callable("class", {"units": None, "rank": "1"}),
        ("layers", "Old"): Callable("class", {}),
    }
    new = {
        ("layers", "Dense"): Callable("class", {"units": "2", "depth": "1"}),
        ("ops", "new"): Callable("function", {}),
    }
    assert differences(old, new) == [
        "changed: keras.layers.Dense: units = None, now 2",
        "gone: keras.layers.Dense: rank",
        "gone: keras.layers.Old",
        "new: keras.layers.Dense: depth",
        "new: keras.ops.new",
    ]
    called = [(("layers", "Dense"), {"units", "rank"}), (("layers", "Old"), set())]
    assert gone(called, new) == [
        "gone: keras.layers.Dense: rank",
        "gone: keras.layers.Old",
    ]
    assert gone(called, old) == []


def test_an_argument_that_goes_through_keywords_is_not_gone():
    known = {("layers", "Dense"): Callable("class", {"units": None, "**kwargs": None})}
    assert gone([(("layers", "Dense"), {"units", "name"})], known) == []


def test_what_is_frozen_is_what_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(reference, "REFERENCE", tmp_path)
    path = reference.freeze()
    assert path == reference.keras_file()
    assert reference.keras_version() == reference.installed_version()
    assert reference.keras() == reference.installed()
    assert ("losses", "MeanSquaredError") in reference.keras()


def test_public_modules_are_looked_through(known):
    assert known.keras["optimizers.schedules", "CosineDecay"].kind == "class"
    assert known.keras["datasets.mnist", "load_data"].arguments == {
        "path": "'mnist.npz'"
    }
    assert known.keras["layers", "Dense"].arguments["units"] is None
    assert "**kwargs" in known.keras["layers", "Dense"].arguments
    assert not any(module.startswith("src") for module, _ in known.keras)
