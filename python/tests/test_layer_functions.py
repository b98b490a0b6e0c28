"""The layer functions of R are what their descriptions say, of the installed Keras."""

import importlib.util
from pathlib import Path

import pytest

GENERATOR = Path(__file__).resolve().parents[2] / "tools/layers.py"


@pytest.fixture(scope="module")
def layers():
    if not GENERATOR.exists():
        pytest.skip("the generator is not part of the Python package")
    spec = importlib.util.spec_from_file_location("layers", GENERATOR)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_written_files_are_what_the_generator_writes(layers):
    assert [str(path) for path in layers.stale()] == []


def test_an_argument_without_a_description_is_named(layers):
    keras3, glossary = layers.read_keras3(), layers.read_glossary()
    layer = dict(layers.read_families(["core"])["core"]["layers"]["layer_dense"])
    del glossary["units"]
    with pytest.raises(
        layers.DescriptionError, match=r"layer_dense\(\).*text of `units`"
    ):
        layers.wrapper("layer_dense", layer, "core layers", keras3, glossary)
    layer["args"] = {**layer.get("args", {}), "unit": "no such argument"}
    with pytest.raises(layers.DescriptionError, match="has no argument unit"):
        layers.wrapper("layer_dense", layer, "core layers", keras3, glossary)


def test_what_keras_adds_comes_behind_what_keras3_has(layers, monkeypatch):
    import keras

    class Dense(keras.layers.Dense):
        def __init__(self, units, brand_new=(1, 2.5), **kwargs):
            super().__init__(units, **kwargs)

    monkeypatch.setattr(keras.layers, "Dense", Dense)
    signature = layers.formals("layer_dense", {"class": "Dense"}, layers.read_keras3())
    assert list(signature)[-2:] == ["brand_new", "..."]
    assert signature["brand_new"] == "list(1L, 2.5)"


def test_a_class_that_keras_has_not_is_named(layers):
    with pytest.raises(layers.DescriptionError, match="has no NoSuchLayer"):
        layers.keras_class("NoSuchLayer")


def test_ranks_fill_in_names_and_texts(layers):
    text = "[layer_conv_Nd()] of ConvND: <axes>"
    assert layers.at_rank(text, 2) == "[layer_conv_2d()] of Conv2D: rows, columns"
    assert layers.at_rank({"1d": "a", "2d": "b"}, 1) == "a"
