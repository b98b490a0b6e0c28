import json
import os
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
from feature_maps import BACKEND, numpy
from keras import layers
from programs import run_program

import lamina
from lamina import DropPath, SpatialDropout1D, SpatialDropout2D, StochasticDepth
from lamina.layers.draws_with import draws_with, drop, rate_of


def flat(x):
    return keras.tree.flatten(x)


def assert_same(model, *x):
    """The copy predicts the same bit for bit, in training too, and has no dropout."""
    copy = lamina.without_dropout(model)
    x = x[0] if len(x) == 1 else list(x)
    before = [numpy(each.value).copy() for each in model.weights]
    expected = model.predict(x, verbose=0)
    found = copy.predict(x, verbose=0)
    keras.tree.assert_same_structure(expected, found)
    for one, other in zip(flat(expected), flat(found), strict=True):
        np.testing.assert_array_equal(one, other)
    inside = copy._flatten_layers()
    for layer in inside:
        assert type(layer).__module__.startswith("keras.")
        assert rate_of(layer) <= 5e-324
        assert not isinstance(layer, layers.GaussianNoise | layers.SpatialDropout2D)
    assert copy.name == model.name
    assert copy.output_shape == model.output_shape
    for one, other in zip(before, model.weights, strict=True):
        np.testing.assert_array_equal(one, numpy(other.value))
    return copy


def kinds(model):
    return [type(layer).__name__ for layer in model.layers]


def give_weights(model):
    """Weights that are all different, so that mixed up ones are noticed."""
    values = np.random.default_rng(3)
    model.set_weights([values.uniform(0.1, 1, w.shape) for w in model.get_weights()])
    return model


IMAGES = np.random.default_rng(1).normal(size=(4, 6, 6, 3)).astype("float32")
STEPS = np.random.default_rng(2).normal(size=(4, 5, 6)).astype("float32")


def branch():
    return keras.Sequential([layers.Conv2D(4, 1), DropPath(0.2), layers.Dropout(0.1)])


def convolutions():
    return keras.Sequential(
        [
            keras.Input((6, 6, 3), name="images"),
            layers.Conv2D(4, 3),
            layers.BatchNormalization(),
            SpatialDropout2D(0.3),
            StochasticDepth(branch(), 0.5, name="block"),
            layers.GaussianNoise(1.0),
            layers.SpatialDropout2D(0.1),
            layers.ActivityRegularization(0.1),
            layers.Flatten(),
            layers.AlphaDropout(0.2),
            layers.GaussianDropout(0.2),
            layers.Dense(3),
            layers.Dropout(0.5),
        ],
        name="convolutions",
    )


def test_all_kinds_of_dropout_are_gone():
    model = give_weights(convolutions())
    copy = assert_same(model, IMAGES)
    kept = ["Conv2D", "BatchNormalization", "Functional", "ActivityRegularization"]
    assert kinds(copy) == [*kept, "Flatten", "Dense"]
    block = copy.get_layer("block")
    assert kinds(block) == ["InputLayer", "Sequential", "Add"]
    assert kinds(block.layers[1]) == ["Conv2D"]
    assert copy.inputs[0].name == "images"


def test_the_copy_has_weights_of_its_own_and_is_not_compiled():
    model = give_weights(convolutions())
    model.compile("sgd", "mse")
    model.train_on_batch(IMAGES, np.zeros((4, 3)))
    copy = lamina.without_dropout(model)
    expected = copy.predict(IMAGES, verbose=0)
    assert not copy.compiled
    model.train_on_batch(IMAGES, np.zeros((4, 3)))
    np.testing.assert_array_equal(copy.predict(IMAGES, verbose=0), expected)
    assert not np.array_equal(model.predict(IMAGES, verbose=0), expected)


def attended(layer):
    return lambda x: layer(x, x)


CHANGED = {
    "LSTM": lambda: layers.LSTM(4, dropout=0.2),
    "LSTM, recurrent": lambda: layers.LSTM(4, recurrent_dropout=0.2),
    "GRU": lambda: layers.GRU(4, dropout=0.2, recurrent_dropout=0.1),
    "SimpleRNN": lambda: layers.SimpleRNN(4, dropout=0.2, recurrent_dropout=0.2),
    "cells": lambda: layers.RNN(
        [layers.GRUCell(4, dropout=0.2, recurrent_dropout=0.3), layers.LSTMCell(3)]
    ),
    "Bidirectional": lambda: layers.Bidirectional(
        layers.LSTM(4, dropout=0.2, recurrent_dropout=0.3),
        backward_layer=layers.LSTM(4, recurrent_dropout=0.3, go_backwards=True),
    ),
    "MultiHeadAttention": lambda: attended(
        layers.MultiHeadAttention(2, 3, dropout=0.5)
    ),
    "GroupQueryAttention": lambda: attended(
        layers.GroupQueryAttention(3, 4, 2, dropout=0.5)
    ),
    "Attention": lambda: lambda x: layers.Attention(dropout=0.5)([x, x]),
    "AdditiveAttention": lambda: (
        lambda x: layers.AdditiveAttention(dropout=0.5)([x, x])
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_layers_that_drop_inside_drop_nothing(name, tmp_path):
    x = keras.Input((5, 6))
    model = keras.Model(x, CHANGED[name]()(x))
    give_weights(model)
    assert any(rate_of(layer) > 0 for layer in model._flatten_layers())
    copy = assert_same(model, STEPS)
    trained = [numpy(copy(STEPS, training=True)) for _ in range(2)]
    np.testing.assert_array_equal(*trained)
    np.testing.assert_allclose(trained[0], numpy(copy(STEPS)), rtol=1e-5)
    # What decides over the order of the sums is saved, too.
    copy.save(tmp_path / "copy.keras")
    opened = keras.saving.load_model(tmp_path / "copy.keras")
    expected = model.predict(STEPS, verbose=0)
    np.testing.assert_array_equal(opened.predict(STEPS, verbose=0), expected)


def test_wrappers_nested_models_shared_layers_and_operations():
    x = keras.Input((5, 6), name="steps")
    inside = keras.Sequential(
        [keras.Input((6,)), layers.Dense(6), layers.Dropout(0.5)], name="inside"
    )
    shared = layers.Dropout(0.2, name="shared")
    y = layers.TimeDistributed(layers.Dropout(0.3))(x)
    y = layers.TimeDistributed(inside)(shared(y))
    y = layers.SpectralNormalization(layers.Dense(6))(y)
    y = keras.ops.add(shared(y), x) * 2.0
    z = SpatialDropout1D(0.3)(layers.Conv1D(6, 2, padding="same")(y))
    nested = keras.Model(x, layers.Dropout(0.1)(layers.Dense(6)(x)), name="nested")
    outputs = {"b": layers.Dropout(0.2, name="end")(nested(z)), "a": layers.add([y, z])}
    model = give_weights(keras.Model(x, outputs, name="whole"))
    copy = assert_same(model, STEPS)
    names = [layer.name for layer in copy.layers]
    # What an output comes out of stays, by its name.
    assert copy.output_names == model.output_names
    assert isinstance(copy.get_layer("end"), layers.Identity)
    assert "shared" not in names
    assert kinds(copy.get_layer("nested"))[-1] == "Identity"


def test_weights_go_to_their_layers_where_the_order_is_another():
    x = keras.Input((4,))
    left = layers.Dense(4, name="left")(layers.Dropout(0.1)(layers.Dropout(0.1)(x)))
    right = layers.Dense(4, name="right")(x)
    model = give_weights(keras.Model(x, layers.add([left, right])))
    model.get_layer("left").set_weights([np.eye(4), np.zeros(4)])
    copy = assert_same(model, STEPS[:, 0, :4])
    np.testing.assert_array_equal(copy.get_layer("left").get_weights()[0], np.eye(4))


def test_several_inputs_masks_and_stateful_layers():
    steps = keras.Input(batch_shape=(4, 5, 6), name="steps")
    other = keras.Input(batch_shape=(4, 3), name="other")
    y = layers.Dropout(0.2)(layers.Masking()(steps))
    y = layers.LSTM(3, dropout=0.2, stateful=True)(y)
    model = keras.Model([steps, other], layers.add([y, layers.Dropout(0.5)(other)]))
    x = STEPS.copy()
    x[:, 3:] = 0
    model.predict([x, x[:, 0, :3]], batch_size=4, verbose=0)
    copy = lamina.without_dropout(model)
    # Both go on from the state in which the model was.
    expected = model.predict([STEPS, x[:, 0, :3]], batch_size=4, verbose=0)
    found = copy.predict([STEPS, x[:, 0, :3]], batch_size=4, verbose=0)
    np.testing.assert_array_equal(found, expected)


def test_a_model_of_nothing_but_dropout():
    x = keras.Input((6,))
    for model in (
        keras.Model(x, layers.Dropout(0.5)(x)),
        keras.Sequential([keras.Input((6,)), layers.Dropout(0.5)]),
        keras.Sequential([keras.Input((5, 6)), SpatialDropout1D(0.5)]),
    ):
        assert_same(model, STEPS if len(model.input_shape) == 3 else STEPS[:, 0])


def test_a_layer_that_casts_casts_still():
    keras.config.set_dtype_policy("mixed_float16")
    model = keras.Sequential(
        [
            keras.Input((6,)),
            layers.Dropout(0.5, name="casts"),
            StochasticDepth(layers.Dense(6, dtype="float32"), 0.5),
            layers.Dense(3, dtype="float32"),
            layers.Dropout(0.2, dtype="float32"),
            layers.Dense(2),
        ]
    )
    keras.config.set_dtype_policy("float32")
    copy = assert_same(give_weights(model), STEPS[:, 0])
    assert kinds(copy) == ["Identity", "Functional", "Dense", "Dense"]
    assert copy.layers[0].name == "casts"


def test_what_layers_have_learnt_from_data_is_copied():
    normal = layers.Normalization()
    normal.adapt(STEPS)
    model = keras.Sequential([keras.Input((5, 6)), normal, layers.Dropout(0.5)])
    assert_same(model, STEPS)
    words = layers.StringLookup() if BACKEND == "tensorflow" else layers.IntegerLookup()
    data = ["b", "a", "a"] if BACKEND == "tensorflow" else [3, 7, 7]
    words.adapt(np.array(data))
    dtype = "string" if BACKEND == "tensorflow" else "int32"
    inputs = keras.Input((1,), dtype=dtype)
    embedded = layers.Embedding(4, 3)(words(inputs))
    model = keras.Model(inputs, layers.Dropout(0.5)(embedded))
    copy = lamina.without_dropout(model)
    x = keras.ops.convert_to_tensor(np.array(data)[:, None])
    np.testing.assert_array_equal(numpy(copy(x)), numpy(model(x)))
    assert copy.layers[1].get_vocabulary() == words.get_vocabulary()


# ---- classes of one's own


class Scale(layers.Layer):
    def build(self, input_shape):
        self.factor = self.add_weight(shape=(), initializer="ones")

    def call(self, inputs):
        return inputs * self.factor


class Model(keras.Model):
    """Trains in a way of its own, and is what its graph says."""


def test_layers_and_models_of_other_classes():
    x = keras.Input((6,))
    model = Model(x, layers.Dropout(0.2)(Scale()(layers.Dense(6)(x))), name="own")
    give_weights(model)
    copy = lamina.without_dropout(model)
    found = copy.predict(STEPS[:, 0], verbose=0)
    np.testing.assert_array_equal(found, model.predict(STEPS[:, 0], verbose=0))
    assert type(copy) is type(keras.Model(x, x))
    assert kinds(copy) == ["InputLayer", "Dense", "Scale", "Identity"]


def test_a_new_dropout_layer_is_one_file():
    def draw(layer, inputs, numbers):
        return drop(inputs, numbers.uniform(inputs), 0.5)

    @draws_with(draw)
    class New(layers.Layer):
        rate = 0.5

        def call(self, inputs, training=False):
            return inputs

    @draws_with(draw, serving=lambda layer, served: layers.Rescaling(layer.scale))
    class Other(New):
        scale = 2.0

        def call(self, inputs, training=False):
            return inputs * self.scale

    model = keras.Sequential([keras.Input((6,)), New(), Other(), layers.Dense(1)])
    assert kinds(assert_same(model, STEPS[:, 0])) == ["Rescaling", "Dense"]


class Inside(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.drop = layers.Dropout(0.5, name="drop")

    def call(self, inputs):
        return self.drop(inputs)


class Noisy(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.noise = layers.GaussianNoise(0.5, name="noise")

    def call(self, inputs):
        return self.noise(inputs)


class Subclassed(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.drop = layers.Dropout(0.5, name="drop")

    def call(self, inputs):
        return self.drop(inputs)


class OwnDropout(layers.Dropout):
    def call(self, inputs, training=False):
        return super().call(inputs, training=training) + 1


class OwnStep(keras.Model):
    def predict_step(self, data):
        return super().predict_step(data) + 1


@pytest.mark.parametrize("cls", [Inside, Noisy, Subclassed, OwnDropout])
def test_dropout_that_a_class_of_ones_own_calls(cls):
    layer = OwnDropout(0.5, name="own") if cls is OwnDropout else cls(name="own")
    model = keras.Sequential([keras.Input((6,)), layer])
    told = {
        OwnDropout: "The layer 'own' builds on one that drops, and its class Own",
        Noisy: "The dropout 'noise' is inside of 'own', whose class Noisy decides",
    }.get(cls, f"The dropout 'drop' is inside of 'own', whose class {cls.__name__}")
    with pytest.raises(ValueError, match=told):
        lamina.without_dropout(model)


def test_models_that_cannot_be_copied():
    with pytest.raises(TypeError, match="`model` must be a Keras model, not Dropout"):
        lamina.without_dropout(layers.Dropout(0.5))
    for waiting in (keras.Sequential([layers.Dropout(0.5)]), Subclassed()):
        with pytest.raises(ValueError, match="is not built yet"):
            lamina.without_dropout(waiting)
    called = Subclassed(name="called")
    called(STEPS)
    with pytest.raises(ValueError, match="is inside of 'called'"):
        lamina.without_dropout(called)
    x = keras.Input((6,))
    with pytest.raises(ValueError, match=r"a `predict_step\(\)` of its class OwnStep"):
        lamina.without_dropout(OwnStep(x, layers.Dropout(0.5)(x)))


# ---- where there is nothing but Keras

OPEN = """
import json, sys
import keras, numpy as np
assert not any(name.split(".")[0] == "lamina" for name in sys.modules)
x = np.load(sys.argv[2])
if sys.argv[1].endswith(".keras"):
    model = keras.saving.load_model(sys.argv[1])
    names = [type(layer).__module__ for layer in model._flatten_layers()]
    y = model.predict(x, verbose=0)
else:
    import tensorflow as tf
    names = []
    loaded = tf.saved_model.load(sys.argv[1])
    y = loaded.serve(x).numpy()
assert not any(name.split(".")[0] == "lamina" for name in sys.modules)
np.save(sys.argv[3], y)
print(json.dumps(sorted({name.split(".")[0] for name in names})))
"""

FORMATS = ["keras"] + ["saved_model"] * (BACKEND == "tensorflow")


@pytest.mark.parametrize("format", FORMATS)
def test_the_copy_opens_without_lamina_and_predicts_the_same_bits(format, tmp_path):
    model = give_weights(convolutions())
    copy = lamina.without_dropout(model)
    expected = model.predict(IMAGES, verbose=0)
    x, y, path = tmp_path / "x.npy", tmp_path / "y.npy", str(tmp_path / "copy")
    np.save(x, IMAGES)
    if format == "keras":
        path += ".keras"
        copy.save(path)
    else:
        copy.export(path, verbose=False)
    done = run_program(OPEN, path, x, y, folder=tmp_path, PYTHONPATH=None)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) in (["keras"], [])
    np.testing.assert_array_equal(np.load(y), expected)
    assert Path(path).exists()


# ---- exported for serving

SERVE = """
import sys
import numpy as np
import tensorflow as tf
served = tf.saved_model.load(sys.argv[1])
np.save(sys.argv[3], served.serve(np.load(sys.argv[2])).numpy())
graph = served.signatures["serving_default"].graph.as_graph_def()
nodes = [*graph.node, *(node for f in graph.library.function for node in f.node_def)]
print(*{node.op for node in nodes})
assert "lamina" not in sys.modules
"""


def assert_nothing_of_ours(content):
    """No name of lamina's and no dropout is in a file."""
    for word in (b"lamina", b"dropout", b"DropPath", b"StochasticDepth", b"drop_path"):
        assert word.lower() not in content.lower(), word


@pytest.mark.skipif(BACKEND != "tensorflow", reason="SavedModel is TensorFlow's")
def test_the_copy_is_served_by_tensorflow_alone(tmp_path):
    model = give_weights(convolutions())
    path = tmp_path / "served"
    lamina.without_dropout(model).export(path, "tf_saved_model", verbose=False)
    assert_nothing_of_ours((path / "saved_model.pb").read_bytes())
    np.save(tmp_path / "x.npy", IMAGES)
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-c", SERVE, path, tmp_path / "x.npy", tmp_path / "y.npy"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    operations = done.stdout.split()
    assert "Conv2D" in operations
    assert not [each for each in operations if "Random" in each]
    expected = model.predict(IMAGES, verbose=0)
    np.testing.assert_allclose(np.load(tmp_path / "y.npy"), expected, rtol=1e-5)


EXPORTERS = {
    "tensorflow": ["tf2onnx"],
    "jax": ["jax2onnx"],
    "torch": ["onnx", "onnxscript"],
}


# Keras writes by what PyTorch calls its older way, which warns of what it meets.
@pytest.mark.filterwarnings("ignore")
def test_the_copy_is_exported_to_onnx(tmp_path):
    for package in EXPORTERS[BACKEND]:
        pytest.importorskip(package)
    model = give_weights(convolutions())
    path = tmp_path / "copy.onnx"
    lamina.without_dropout(model).export(path, "onnx", verbose=False)
    assert_nothing_of_ours(path.read_bytes())
    runtime = pytest.importorskip("onnxruntime")
    session = runtime.InferenceSession(path, providers=["CPUExecutionProvider"])
    [y] = session.run(None, {session.get_inputs()[0].name: IMAGES})
    np.testing.assert_allclose(y, model.predict(IMAGES, verbose=0), rtol=1e-4)
