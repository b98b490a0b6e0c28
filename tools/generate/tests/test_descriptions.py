"""Descriptions are read as they are meant, and what is wrong with one is named."""

import keras
import pytest

from tools.generate import descriptions, files
from tools.generate.descriptions import DescriptionError
from tools.generate.files import CASES, ROOT, functions
from tools.generate.function import build
from tools.generate.kinds import LAYER, OBJECT
from tools.generate.reference import Callable


@pytest.fixture
def core():
    return descriptions.read_families(LAYER.folder, LAYER.module)["core"]


def test_the_written_files_are_what_the_generator_writes():
    assert files.stale() == {}


def test_a_file_that_nothing_describes_is_left_over(monkeypatch, tmp_path):
    monkeypatch.setattr(files, "ROOT", tmp_path)
    monkeypatch.setattr(files, "files", dict)
    (tmp_path / "R").mkdir()
    (tmp_path / "R/gen-layer-old.R").touch()
    (tmp_path / "R/layer-class.R").touch()
    assert [str(path) for path in files.stale()] == ["R/gen-layer-old.R"]


def test_an_argument_without_a_description_is_named(core, known):
    dense = core.functions["layer_dense"]
    del core.glossary["units"]
    with pytest.raises(DescriptionError, match=r"layer_dense\(\).*text of `units`"):
        build("layer_dense", dense, core, LAYER, known)
    core.glossary["units"] = {"text": "Number of units."}
    with pytest.raises(DescriptionError, match=r"layer_dense\(\).*check of `units`"):
        build("layer_dense", dense, core, LAYER, known)
    dense["args"] = {**dense.get("args", {}), "unit": "no such argument"}
    with pytest.raises(DescriptionError, match="has no argument unit"):
        build("layer_dense", dense, core, LAYER, known)


def test_a_name_must_be_one_of_its_module(core, known):
    dense = core.functions["layer_dense"]
    with pytest.raises(DescriptionError, match=r"dense\(\): .* begins with layer_ or"):
        build("dense", dense, core, LAYER, known)
    with pytest.raises(DescriptionError, match="object has no module layers"):
        build("layer_dense", dense, core, OBJECT, known)
    with pytest.raises(DescriptionError, match=r"has no keras\.layers\.NoSuchLayer"):
        build("layer_dense", {**dense, "keras": "NoSuchLayer"}, core, LAYER, known)


def test_what_keras_adds_comes_behind_what_keras3_has(core, known, monkeypatch):
    arguments = {"units": None, "brand_new": "(1, 2.5)", "**kwargs": None}
    monkeypatch.setitem(known.keras, ("layers", "Dense"), Callable("class", arguments))
    dense = core.functions["layer_dense"]
    dense["args"] = {"brand_new": {"check": "check_numbers({})", "text": "New."}}
    f = build("layer_dense", dense, core, LAYER, known)
    assert list(f.signature)[-2:] == ["brand_new", "..."]
    assert f.signature["brand_new"] == "list(1L, 2.5)"


def test_a_case_has_known_fields_only(core, known):
    dense = {**core.functions["layer_dense"], "cases": [{"inputs": [2, 3]}]}
    f = build("layer_dense", dense, core, LAYER, known)
    with pytest.raises(DescriptionError, match=r"layer_dense\(\).* no field inputs"):
        files.cases([f])
    del f.description["cases"]
    with pytest.raises(DescriptionError, match=r"layer_dense\(\) has no test case"):
        files.cases([f])


def test_ranks_fill_in_names_and_texts():
    text = "[layer_conv_Nd()] of ConvND: <axes>"
    assert descriptions.at_rank(text, 2) == "[layer_conv_2d()] of Conv2D: rows, columns"
    assert descriptions.at_rank({"1d": "a", "2d": "b"}, 1) == "a"


# What is no layer to be composed, or is what others are built on.
NOT_WRAPPED = {"InputLayer", "InputSpec", "Layer", "Wrapper"}


def test_every_layer_that_keras_has_is_wrapped_and_exported(known):
    described = {
        f.name: f.keras
        for family in functions(LAYER, LAYER.folder, known).values()
        for f in family
    }
    by_hand = descriptions.read_by_hand(LAYER.folder)
    assert not described.keys() & by_hand.keys()
    exports = {
        line.removeprefix("export(").removesuffix(")")
        for line in (ROOT / "NAMESPACE").read_text().splitlines()
        if line.startswith(("export(layer_", "export(rnn_cell"))
    }
    assert exports == described.keys() | by_hand.keys()
    named = {*described.values(), *by_hand.values()}
    classes = {
        name
        for (module, name), found in known.keras.items()
        if module == "layers" and found.kind == "class" and not is_alias(name)
    }
    assert classes - named == NOT_WRAPPED


def is_alias(name):
    """Whether it is another name of a class of Keras."""
    return getattr(keras.layers, name).__name__ != name


def test_every_family_of_cases_is_run():
    run = {
        line.removeprefix('test_layer_cases("').removesuffix('")')
        for path in (ROOT / "tests/testthat").glob("test-gen-layer-*.R")
        for line in path.read_text().splitlines()
        if line.startswith("test_layer_cases(")
    }
    written = {
        path.stem.removeprefix("layer-") for path in (ROOT / CASES).glob("*.dcf")
    }
    assert written
    assert {stem for stem in written if not {stem, stem.split("-")[0]} & run} == set()
