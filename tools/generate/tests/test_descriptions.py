"""Descriptions are read as they are meant, and what is wrong with one is named."""

import operator
import re

import keras
import pytest

from tools.generate import descriptions, files
from tools.generate.descriptions import DescriptionError
from tools.generate.files import CASES, ROOT, functions
from tools.generate.function import build, target
from tools.generate.kinds import LAYER, OBJECT, OPERATION
from tools.generate.ranks import on_page
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
    del core.kind_glossary["units"]
    with pytest.raises(DescriptionError, match=r"layer_dense\(\).*text of `units`"):
        build("layer_dense", dense, core, LAYER, known)
    core.kind_glossary["units"] = {"text": "Number of units."}
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


def test_a_description_of_ranks_is_a_function_for_each_and_one_page():
    description = {
        "ranks": [1, 2],
        "keras": "ConvND",
        "title": "Convolve <data>",
        "shapes": "Input (examples, <axes>), see [layer_conv_Nd()].",
        "example": {"1d": "layer_conv_1d()", "2d": "layer_conv_2d()"},
        "args": {"size": {"check": "as_wholes({}, n = <n>)", "text": "One<each>."}},
    }
    functions = descriptions.at_ranks("layer_conv_Nd", description)
    assert list(functions) == ["layer_conv_2d", "layer_conv_1d"]
    assert {f["page"] for f in functions.values()} == {"layer_conv_2d"}
    one, two = functions["layer_conv_1d"], functions["layer_conv_2d"]
    assert (one["keras"], two["keras"]) == ("Conv1D", "Conv2D")
    assert one["args"]["size"]["check"] == "as_wholes({}, n = 1)"
    assert two["title"] == "Convolve sequences or images"
    assert two["example"] == "layer_conv_1d()\n\nlayer_conv_2d()"
    assert two["shapes"] == (
        "Input (examples, axes), see [layer_conv_2d()].\n\n"
        "The axes are, of sequences, steps; of images, rows and columns."
    )
    assert on_page("One<each>.", [1, 2]) == "One, or one for each axis."


def test_a_page_has_the_arguments_of_all_its_functions(known, monkeypatch):
    pooling = descriptions.read_families(LAYER.folder, LAYER.module)["pooling"]
    monkeypatch.setitem(known.keras3["layer_max_pooling_1d"], "units", {"default": "1"})
    pooling.functions["layer_max_pooling_1d"]["args"]["units"] = {
        "text": "Number of units.",
        "check": "as_whole({})",
    }
    with pytest.raises(DescriptionError, match=r"layer_max_pooling_2d\(\) lacks units"):
        files.build_all(LAYER, pooling, known)


def test_a_part_of_a_family_shares_what_the_family_has(tmp_path):
    (tmp_path / "a.toml").write_text('family = "a layers"\nglossary.x.text = "X"\n')
    (tmp_path / "a-b.toml").write_text('[functions.layer_b]\nkeras = "Dense"\n')
    families = descriptions.read_families(tmp_path, "layers")
    assert families["a-b"].title == "a layers"
    assert families["a-b"].glossary == {"x": {"text": "X"}}
    assert list(families["a-b"].functions) == ["layer_b"]
    assert families["a"].functions == {}


def test_generated_files_are_of_a_size_to_read_and_say_things_once():
    for path in ROOT.glob("R/gen-*.R"):
        text = path.read_text()
        assert len(text.splitlines()) < 800, path
        assert not re.search(r"@param [^@]*likewise", text), path
    texts = "".join(path.read_text() for path in ROOT.glob("R/gen-layer-*.R"))
    for said in (
        "object What the layer is composed with:\n",
        "use_bias Whether to add",
    ):
        assert texts.count(said) == 1


BASE = "what others are built on"
BY_CLASS = "given as an object or a name instead"
# What Keras has and no function stands for, by its module, and why.
LEFT_OUT = {
    "layers": {
        "InputLayer": "no layer to be composed",
        "InputSpec": "no layer to be composed",
        "Layer": BASE,
        "Wrapper": BASE,
    },
    "ops": {
        "abs": "op_abs() calls absolute()",
        "conj": "op_conj() calls conjugate()",
    },
    "activations": {
        "sparsemax": "activation_sparsemax() is lamina's own",
        **dict.fromkeys(["deserialize", "get", "serialize"], BY_CLASS),
    },
    "callbacks": {
        "Callback": BASE,
        "CallbackList": "what fit() makes of its callbacks",
        "History": "what fit() returns",
        "ProgbarLogger": "what fit() has by its `verbose`",
        "LambdaCallback": "callback_lambda() is lamina's own",
    },
    "constraints": {"Constraint": BASE},
    "initializers": {"Initializer": BASE},
    "losses": {"Loss": BASE},
    "metrics": {"Metric": BASE},
    "optimizers": {"OptimizerMap": "what optimizers are kept in"},
    "optimizers.schedules": {"LearningRateSchedule": BASE},
    "regularizers": {"Regularizer": BASE},
}
# Functions that stand for nothing, and are written by hand: another name of a function
# that makes no layer, parts of tensors, one that makes a class.
OWN = {
    "layer_input",
    "op_subset",
    "op_subset<-",
    "op_subset_set",
    "callback_dropout_schedule",
    "callback_lambda",
}


def of_kind(kind, known):
    """The functions of a kind, and all that they stand for by module and name."""
    described = {
        f.name: f.target(f.keras)
        for family in functions(kind, kind.folder, known).values()
        for f in family
    }
    by_hand = descriptions.read_by_hand(kind.folder)
    assert not described.keys() & by_hand.keys()
    standing = descriptions.standing_for_keras(by_hand)
    targets = [target(kind.module or "", name) for name in standing.values()]
    return described.keys() | by_hand.keys(), {*described.values(), *targets}


def exported(prefixes):
    names = re.findall(
        r'^export\("?([^")]+)"?\)$', (ROOT / "NAMESPACE").read_text(), re.M
    )
    return {name for name in names if name.startswith(prefixes)}


@pytest.mark.parametrize("kind", [LAYER, OPERATION, OBJECT], ids=lambda kind: kind.name)
def test_all_that_keras_has_of_a_kind_is_there_and_exported(kind, known):
    ours, named = of_kind(kind, known)
    prefixes = tuple(x for several in kind.prefixes.values() for x in several)
    assert exported(prefixes) - OWN == {x for x in ours if x.startswith(prefixes)}
    assert {x for x in OWN if x.startswith(prefixes)} <= exported(prefixes)
    # What Keras computes is a function in one kind, and made by a class in the others.
    looked_for = "function" if kind is OPERATION else "class"
    for module in {*kind.prefixes, *(["ops.image"] if kind is OPERATION else [])}:
        theirs = {
            name
            for (where, name), found in known.keras.items()
            if where == module
            and found.kind == looked_for
            and (kind is OPERATION or not is_alias(module, name))
        }
        lacking = {name for name in theirs if (module, name) not in named}
        assert lacking == LEFT_OUT.get(module, {}).keys(), module


def test_a_layer_of_ones_own_stands_for_nothing_in_keras(tmp_path):
    lines = ['layer_own = ""', 'layer_lambda = "Lambda"']
    (tmp_path / "by-hand.toml").write_text("\n".join(lines))
    by_hand = descriptions.read_by_hand(tmp_path)
    assert by_hand.keys() == {"layer_own", "layer_lambda"}
    assert descriptions.standing_for_keras(by_hand) == {"layer_lambda": "Lambda"}


def is_alias(module, name):
    """Whether it is another name of a class of Keras."""
    return operator.attrgetter(f"{module}.{name}")(keras).__name__ != name


def test_every_family_of_cases_is_run():
    tests = "".join(p.read_text() for p in (ROOT / "tests/testthat").glob("test-gen-*"))
    run = {
        "-".join(x) for x in re.findall(r'^test_cases\("(.+)", "(.+)"\)', tests, re.M)
    }
    written = {path.stem for path in (ROOT / CASES).glob("*.dcf")}
    assert written
    # A part of a family is run with the whole.
    assert {x for x in written if not {x, "-".join(x.split("-")[:2])} & run} == set()
