"""The references are what the installed Keras is, and say how another differs."""

from tools.generate import reference
from tools.generate.descriptions import read_by_hand, standing_for_keras
from tools.generate.files import functions
from tools.generate.function import target
from tools.generate.kinds import KINDS
from tools.generate.reference import Callable, differences, gone


def calls(known):
    """What lamina calls, and the arguments that it gives."""
    for kind in KINDS:
        for family in functions(kind, kind.folder, known).values():
            for f in family:
                takes = known.keras[f.target(f.keras)].arguments
                yield f.target(f.keras), f.checks.keys() & takes.keys()
        for name in standing_for_keras(read_by_hand(kind.folder)).values():
            module, last = target(kind.module or "", name)
            # FeatureSpace, which a layer is made of.
            yield ("utils" if last == "FeatureSpace" else module, last), set()


def complaints(known, new, version):
    """What is wrong with the reference beside a Keras of some version.

    One of the same version must be the same; another one may have more.
    """
    if version == reference.keras_version():
        return differences(known.keras, new)
    return gone(calls(known), new)


def test_the_installed_keras_has_what_lamina_calls(known, capsys):
    new = reference.installed()
    found = differences(known.keras, new)
    if found:
        with capsys.disabled():
            print("", *found, sep="\n")
    assert complaints(known, new, reference.installed_version()) == []


def test_another_keras_may_have_more_and_not_less(known):
    assert len(list(calls(known))) > 130
    more = {**known.keras, ("layers", "New"): Callable("class", {})}
    assert complaints(known, more, "3.99") == []
    same = reference.keras_version()
    assert complaints(known, more, same) == ["new: keras.layers.New"]
    dense = dict(known.keras["layers", "Dense"].arguments)
    del dense["lora_rank"]
    less = {**known.keras, ("layers", "Dense"): Callable("class", dense)}
    del less["layers", "LSTM"], less["utils", "FeatureSpace"]
    del less["ops", "meshgrid"], less["random", "gamma"]
    assert sorted(complaints(known, less, "3.99")) == [
        "gone: keras.layers.Dense: lora_rank",
        "gone: keras.layers.LSTM",
        "gone: keras.ops.meshgrid",
        "gone: keras.random.gamma",
        "gone: keras.utils.FeatureSpace",
    ]


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
