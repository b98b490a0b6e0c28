import copy
import json
import os
import pickle
import signal
import stat
import textwrap
import zipfile

import h5py
import keras
import numpy as np
import pytest
from feature_maps import BACKEND, RANKS, input_shape, keras_class, lamina_class, numpy
from programs import run_program
from versions import IS_BEFORE_3_16

import lamina
from lamina import SpatialDropout1D, SpatialDropout2D
from lamina.bridge.r_functions import function
from lamina.models.compiled import keep_compiled
from lamina.models.saved_config import SAVED_FILES, is_whole_archive


def pickled(layer):
    return pickle.loads(pickle.dumps(layer))


def chain(layer, shape):
    """A model that ends in as many numbers as there are values after `layer`."""
    return keras.Sequential([keras.Input(shape), layer, keras.layers.Flatten()])


def of_rank(rank):
    layer = lamina_class(rank)(0.5, seed=rank, name="drop")
    return chain(layer, input_shape(rank, "channels_last")[1:])


def of_2d(**kwargs):
    return chain(SpatialDropout2D(0.5, seed=1, **kwargs), (4, 4, 3))


def wrapped():
    layer = SpatialDropout2D(0.5, seed=1, trainable=False)
    return chain(keras.layers.TimeDistributed(layer), (2, 4, 4, 3))


def nested_and_frozen():
    inner = keras.Sequential(
        [
            keras.Input((4, 4, 3)),
            keras.layers.Conv2D(8, 2),
            SpatialDropout2D(0.5, seed=1),
        ]
    )
    model = chain(inner, (4, 4, 3))
    model.trainable = False
    return model


def shared():
    inputs = keras.Input((4, 4, 3))
    layer = SpatialDropout2D(0.5, seed=1)
    outputs = keras.layers.Add()([layer(inputs), layer(inputs)])
    return keras.Model(inputs, keras.layers.Flatten()(outputs))


MODELS = {
    "rank_1": lambda: of_rank(1),
    "rank_2": lambda: of_rank(2),
    "rank_3": lambda: of_rank(3),
    "channels_first": lambda: of_2d(data_format="channels_first"),
    "frozen": lambda: of_2d(trainable=False),
    "mixed": lambda: of_2d(dtype="mixed_float16"),
    "frozen_mixed": lambda: of_2d(dtype="mixed_float16", trainable=False),
    "wrapped": wrapped,
    "nested_and_frozen": nested_and_frozen,
    "shared": shared,
}


def example_input(model):
    return np.linspace(1, 2, int(np.prod(model.input_shape[1:])) * 2).reshape(
        2, *model.input_shape[1:]
    )


def spatial_layers(model):
    """Of a model with all that it holds, in order."""
    return [
        layer
        for layer in model._flatten_layers()
        if isinstance(layer, tuple(keras_class(rank) for rank in RANKS))
    ]


def described(model):
    return [
        (layer.name, layer.rate, layer.seed, layer.trainable, layer.dtype_policy.name)
        for layer in spatial_layers(model)
    ]


def trained(model):
    return numpy(model(example_input(model), training=True))


# ---- in plain Keras, without lamina

PLAIN_KERAS = """
import sys

sys.modules["lamina"] = None  # so that importing it fails, installed or not

import json
import pathlib

import keras
import numpy as np

folder, report = pathlib.Path(sys.argv[1]), {}
for path in sorted(folder.glob("*.keras")):
    name = path.stem
    x = np.load(folder / f"{name}.npy")
    opened = {
        "keras": keras.saving.load_model(path),
        "h5": keras.saving.load_model(folder / f"{name}.h5", compile=False),
        "json": keras.models.model_from_json((folder / f"{name}.json").read_text()),
    }
    for kind, model in opened.items():
        layers = [
            layer
            for layer in model._flatten_layers()
            if "SpatialDropout" in type(layer).__name__
        ]
        report[f"{name} {kind}"] = [
            [type(layer).__module__, layer.rate, layer.seed, layer.dtype_policy.name]
            for layer in layers
        ]
    y = opened["keras"](x, training=True)
    np.save(folder / f"{name}.out.npy", keras.ops.convert_to_numpy(y))
(folder / "report.json").write_text(json.dumps(report))
"""


def run_plain_keras(script, folder):
    (folder / "plain.py").write_text(textwrap.dedent(script))
    return run_program(folder / "plain.py", folder, folder=folder, PYTHONPATH=None)


@pytest.fixture(scope="module")
def opened_in_plain_keras(tmp_path_factory):
    """Models saved with lamina, and what a process without lamina made of them."""
    folder = tmp_path_factory.mktemp("plain")
    models = {name: make() for name, make in MODELS.items()}
    for name, model in models.items():
        model.save(folder / f"{name}.keras")
        model.save(folder / f"{name}.h5")
        (folder / f"{name}.json").write_text(model.to_json())
        np.save(folder / f"{name}.npy", example_input(model))
    result = run_plain_keras(PLAIN_KERAS, folder)
    assert result.returncode == 0, result.stderr
    return folder, models, json.loads((folder / "report.json").read_text())


@pytest.mark.parametrize("kind", ["keras", "h5", "json"])
@pytest.mark.parametrize("name", MODELS)
def test_opens_in_plain_keras(name, kind, opened_in_plain_keras):
    _, models, report = opened_in_plain_keras
    found = report[f"{name} {kind}"]
    assert found
    assert {module for module, *_ in found} == {
        "keras.src.layers.regularization.spatial_dropout"
    }
    assert [(rate, seed, dtype) for _, rate, seed, dtype in found] == [
        (rate, seed, dtype) for _, rate, seed, _, dtype in described(models[name])
    ]


@pytest.mark.parametrize("name", MODELS)
def test_trains_in_plain_keras_as_in_lamina(name, opened_in_plain_keras):
    folder, *_ = opened_in_plain_keras
    theirs = np.load(folder / f"{name}.out.npy")
    ours = trained(lamina.load_model(folder / f"{name}.keras"))
    np.testing.assert_allclose(ours, theirs.astype(ours.dtype), rtol=1e-6)
    assert (ours == 0).any()


def test_1d_channels_first_is_refused_by_plain_keras(tmp_path):
    model = chain(SpatialDropout1D(0.5, data_format="channels_first"), (3, 4))
    model.save(tmp_path / "model.keras")
    with pytest.raises(TypeError, match="unexpected keyword argument 'data_format'"):
        keras.saving.load_model(tmp_path / "model.keras")
    again = lamina.load_model(tmp_path / "model.keras").layers[0]
    assert again.data_format == "channels_first"


@pytest.mark.parametrize("rank", RANKS)
def test_written_form_is_that_of_keras(rank):
    def written(cls):
        return keras.saving.serialize_keras_object(cls(0.5, seed=1, name="drop"))

    ours, theirs = written(lamina_class(rank)), written(keras_class(rank))
    assert ours["config"].pop("dtype")["config"] == {"name": "float32"}
    assert theirs["config"].pop("dtype") == "float32"
    assert ours == theirs
    assert ours["module"] == "keras.layers"
    assert ours["registered_name"] is None


def test_subclasses_are_written_under_their_own_name():
    class Mine(SpatialDropout2D):
        pass

    written = keras.saving.serialize_keras_object(Mine(0.5))
    assert written["class_name"] == "Mine"
    assert isinstance(lamina.deserialize(written, {"Mine": Mine}), Mine)


# ---- opened through lamina


def opened(model, how, folder):
    if how == "keras":
        model.save(folder / "model.keras")
        return lamina.load_model(folder / "model.keras")
    if how == "folder":
        model.save(folder / "model", zipped=False)
        return lamina.load_model(str(folder / "model"))
    if how == "h5":
        model.save(folder / "model.h5")
        return lamina.load_model(folder / "model.h5", compile=False)
    if how == "json":
        return lamina.model_from_json(model.to_json())
    if how == "from_config":
        return lamina.from_config(type(model), model.get_config())
    if how == "deserialize":
        return lamina.deserialize(keras.saving.serialize_keras_object(model))
    return lamina.clone_model(model)


WAYS = ["keras", "folder", "h5", "json", "from_config", "deserialize", "clone"]


@pytest.mark.parametrize(
    ("name", "how"),
    # An HDF5 file that wraps one layer in another does not say which class is inside in
    # a way that can be answered from outside of Keras.
    [
        (name, how)
        for name in MODELS
        for how in WAYS
        if (name, how) != ("wrapped", "h5")
    ],
)
def test_round_trip_keeps_everything(name, how, tmp_path):
    model = MODELS[name]()
    again = opened(model, how, tmp_path)
    classes = tuple(lamina_class(rank) for rank in RANKS)
    assert all(isinstance(layer, classes) for layer in spatial_layers(again))
    assert described(again) == described(model)


@pytest.mark.parametrize("how", [how for how in WAYS if how != "h5"])
def test_plain_keras_models_get_laminas_layers(how, tmp_path):
    model = keras.Sequential(
        [
            keras.Input((2, 4, 4, 3)),
            keras.layers.SpatialDropout3D(0.5, seed=1),
            keras.layers.TimeDistributed(keras.layers.SpatialDropout2D(0.25, seed=2)),
        ]
    )
    again = opened(model, how, tmp_path)
    assert [type(layer) for layer in spatial_layers(again)] == [
        lamina.SpatialDropout3D,
        lamina.SpatialDropout2D,
    ]
    assert described(again) == described(model)


@pytest.mark.parametrize("how", ["keras", "folder", "h5"])
def test_weights_come_along(how, tmp_path, values):
    model = keras.Sequential(
        [
            keras.Input((6, 6, 2)),
            keras.layers.Conv2D(8, 3),
            SpatialDropout2D(0.5, seed=4),
        ]
    )
    x = values.normal(size=(2, 6, 6, 2)).astype("float32")
    first = numpy(model(x, training=True))
    model(x, training=True)
    again = opened(model, how, tmp_path)
    # Keras keeps the seed in a file, not how often it was used.
    np.testing.assert_allclose(numpy(again(x, training=True)), first, rtol=1e-6)


def test_weights_go_from_lamina_to_keras_and_back(tmp_path, values):
    def build(cls):
        return keras.Sequential(
            [keras.Input((6, 6, 2)), keras.layers.Conv2D(8, 3), cls(0.5, seed=4)]
        )

    ours, theirs = build(SpatialDropout2D), build(keras.layers.SpatialDropout2D)
    x = values.normal(size=(2, 6, 6, 2)).astype("float32")
    for source, target in ((ours, theirs), (theirs, ours)):
        source.layers[0].set_weights(
            [values.normal(size=w.shape) for w in source.layers[0].get_weights()]
        )
        source.save_weights(tmp_path / "w.weights.h5")
        target.load_weights(tmp_path / "w.weights.h5")
        np.testing.assert_array_equal(
            numpy(source(x, training=True)), numpy(target(x, training=True))
        )


@pytest.mark.skipif(BACKEND == "numpy", reason="Keras' NumPy backend does not train")
def test_a_compiled_model_trains_on_from_where_it_was(tmp_path, values):
    model = keras.Sequential(
        [keras.Input((4, 4, 2)), SpatialDropout2D(0.5, seed=4), keras.layers.Flatten()]
    )
    model.add(keras.layers.Dense(1))
    model.compile("adam", "mse")
    x, y = values.normal(size=(4, 4, 4, 2)), values.normal(size=(4, 1))
    model.train_on_batch(x, y)
    model.save(tmp_path / "model.keras")
    ours = lamina.load_model(tmp_path / "model.keras")
    theirs = keras.saving.load_model(tmp_path / "model.keras")
    assert ours.optimizer.iterations == 1
    for _ in range(2):
        assert ours.train_on_batch(x, y) == pytest.approx(theirs.train_on_batch(x, y))
    assert not lamina.load_model(tmp_path / "model.keras", compile=False).compiled


def test_the_file_that_is_opened_is_left_alone(tmp_path):
    model = chain(SpatialDropout2D(0.5), (4, 4, 3))
    model.save(tmp_path / "model.keras")
    before = (tmp_path / "model.keras").read_bytes()
    lamina.load_model(tmp_path / "model.keras")
    assert (tmp_path / "model.keras").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["model.keras"]


def test_opening_through_keras_gives_keras_layers(tmp_path):
    model = chain(SpatialDropout2D(0.5), (4, 4, 3))
    model.save(tmp_path / "model.keras")
    for again in (
        keras.saving.load_model(tmp_path / "model.keras"),
        keras.models.model_from_json(model.to_json()),
    ):
        assert type(again.layers[0]) is keras.layers.SpatialDropout2D


def test_keras_clone_keeps_the_layer_whole():
    layer = SpatialDropout2D(0.5, trainable=False, dtype="mixed_bfloat16")
    again = keras.models.clone_model(chain(layer, (4, 4, 3))).layers[0]
    assert type(again) is SpatialDropout2D
    assert not again.trainable
    assert again.dtype_policy.name == "mixed_bfloat16"


@pytest.mark.parametrize("duplicate", [copy.deepcopy, pickled], ids=["copy", "pickle"])
def test_a_copy_of_a_layer_is_whole(duplicate):
    layer = SpatialDropout1D(
        0.5,
        seed=3,
        name="drop",
        data_format="channels_first",
        dtype="mixed_bfloat16",
        trainable=False,
    )
    layer(np.ones((1, 2, 3)))
    again = duplicate(layer)
    assert type(again) is SpatialDropout1D
    assert again.get_config() == layer.get_config()


class Weighs(SpatialDropout2D):
    def build(self, input_shape):
        self.weight = self.add_weight(shape=(), initializer="ones")


def test_a_copy_of_a_subclass_has_its_weights():
    layer = Weighs(0.5)
    layer.build((None, 4, 4, 3))
    layer.weight.assign(7)
    with keras.saving.custom_object_scope({"Weighs": Weighs}):
        assert numpy(copy.deepcopy(layer).weight) == 7


def test_global_policy_is_kept_after_it_changed():
    keras.config.set_dtype_policy("mixed_bfloat16")
    config = SpatialDropout2D(0.5).get_config()
    keras.config.set_dtype_policy("float32")
    again = SpatialDropout2D.from_config(config)
    assert (again.compute_dtype, again.variable_dtype) == ("bfloat16", "float32")


def test_activity_regularizer_is_kept():
    layer = SpatialDropout2D(0.5, activity_regularizer=keras.regularizers.L2(0.25))
    again = SpatialDropout2D.from_config(layer.get_config())
    assert again.activity_regularizer.l2 == 0.25
    keras_own = keras.layers.SpatialDropout2D.from_config(layer.get_config())
    assert keras_own.rate == 0.5


def test_from_config_leaves_the_config_alone():
    config = SpatialDropout2D(0.5, trainable=False).get_config()
    before = json.dumps(config)
    SpatialDropout2D.from_config(config)
    assert json.dumps(config) == before


class Negates(keras.layers.Layer):
    def call(self, inputs):
        return -inputs


def with_own_layer():
    model = chain(SpatialDropout2D(0.5), (4, 4, 3))
    model.add(Negates())
    return model


def test_custom_objects(tmp_path):
    model = with_own_layer()
    model.save(tmp_path / "model.keras")
    mine = {"Negates": Negates}
    for again in (
        lamina.load_model(tmp_path / "model.keras", custom_objects=mine),
        lamina.model_from_json(model.to_json(), mine),
        lamina.from_config(keras.Sequential, model.get_config(), mine),
        lamina.clone_model(model),
    ):
        assert type(again.layers[0]) is SpatialDropout2D
        assert type(again.layers[-1]) is Negates


def test_custom_object_scope_reaches_through(tmp_path):
    model = with_own_layer()
    model.save(tmp_path / "model.keras")
    with keras.saving.custom_object_scope({"Negates": Negates}):
        again = lamina.load_model(tmp_path / "model.keras")
        assert type(again.layers[-1]) is Negates
        again = lamina.from_config(keras.Sequential, model.get_config())
        assert type(again.layers[-1]) is Negates


def test_clone_calls_what_it_is_given():
    model = chain(keras.layers.SpatialDropout2D(0.5), (4, 4, 3))
    again = lamina.clone_model(model, clone_function=lambda layer: layer)
    assert again.layers[0] is model.layers[0]


class Counts(keras.layers.Layer):
    calls = 0

    def call(self, inputs):
        Counts.calls += 1
        return inputs


OPENINGS = {
    "file": lambda model, path, mine: lamina.load_model(path, mine),
    "json": lambda model, path, mine: lamina.model_from_json(model.to_json(), mine),
    "config": lambda model, path, mine: lamina.from_config(
        keras.Sequential, model.get_config(), mine
    ),
}


@pytest.mark.parametrize("opened", OPENINGS.values(), ids=OPENINGS)
@pytest.mark.parametrize("nested", [False, True])
def test_opening_costs_a_call_for_each_layer(nested, opened, tmp_path):
    model = keras.Sequential([keras.Input((3,)), *(Counts() for _ in range(30))])
    if nested:
        model = keras.Sequential([keras.Input((3,)), model])
    model.save(tmp_path / "model.keras")
    Counts.calls = 0
    again = opened(model, tmp_path / "model.keras", {"Counts": Counts})
    # Keras calls all of them again for each that it adds: 465 times.
    assert Counts.calls <= 60
    assert type(again) is keras.Sequential
    assert again.to_json() == model.to_json()


def test_a_short_model_without_the_layers_is_opened_in_place(tmp_path, monkeypatch):
    chain(keras.layers.Dropout(0.5), (4, 4, 3)).save(tmp_path / "short.keras")
    chain(SpatialDropout2D(0.5), (4, 4, 3)).save(tmp_path / "ours.keras")

    def no_room(*paths):
        raise OSError("no room")

    monkeypatch.setattr("shutil.copyfile", no_room)
    assert lamina.load_model(tmp_path / "short.keras").input_shape == (None, 4, 4, 3)
    with pytest.raises(OSError, match="no room"):
        lamina.load_model(tmp_path / "ours.keras")


def test_what_is_no_configuration_is_refused_in_keras_words():
    with pytest.raises(ValueError, match="'name' and 'layers' keys"):
        lamina.from_config(keras.Sequential, {"layers": []})
    for config in ("a", [1, 2], None, b"\xff", 5, {"a": 2}):
        with pytest.raises(TypeError, match="'SpatialDropout1D'"):
            SpatialDropout1D.from_config(config)


def test_a_model_without_an_input_is_built_as_it_was():
    model = keras.Sequential([keras.layers.Dense(2), SpatialDropout1D(0.5)])
    again = lamina.from_config(keras.Sequential, model.get_config())
    assert not again.built
    model.build((None, 4, 3))
    again = lamina.from_config(keras.Sequential, model.get_config())
    assert again.input_shape == (None, 4, 3)


def test_unknown_class(tmp_path):
    with_own_layer().save(tmp_path / "model.keras")
    with pytest.raises(TypeError, match="Could not locate class 'Negates'"):
        lamina.load_model(tmp_path / "model.keras")


@pytest.mark.parametrize("name", ["none.keras", "none.h5", "none"])
def test_missing_file(tmp_path, name):
    with pytest.raises(
        (ValueError, FileNotFoundError), match=r"not found|No such|not s"
    ):
        lamina.load_model(tmp_path / name)


def test_lambdas_are_refused_in_safe_mode(tmp_path):
    model = chain(SpatialDropout2D(0.5), (4, 4, 3))
    model.add(keras.layers.Lambda(lambda x: x))
    model.save(tmp_path / "model.keras")
    with pytest.raises((ValueError, TypeError), match="lambda"):
        lamina.load_model(tmp_path / "model.keras")
    again = lamina.load_model(tmp_path / "model.keras", safe_mode=False)
    assert type(again.layers[0]) is SpatialDropout2D


def test_custom_objects_go_before_what_is_registered(tmp_path):
    @keras.saving.register_keras_serializable("test_saving", "Twin")
    class First(keras.layers.Layer):
        pass

    model = keras.Sequential([keras.Input((3,)), First()])
    model.save(tmp_path / "model.keras")

    @keras.saving.register_keras_serializable("test_saving", "Twin")
    class Second(keras.layers.Layer):
        pass

    twin = {"test_saving>Twin": First}
    path = tmp_path / "model.keras"
    assert type(lamina.load_model(path).layers[0]) is Second
    assert type(lamina.load_model(path, custom_objects=twin).layers[0]) is First
    again = lamina.from_config(keras.Sequential, model.get_config(), twin)
    assert type(again.layers[0]) is First
    assert keras.saving.get_custom_objects()["test_saving>Twin"] is Second


def files_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize("name", ["net.keras", "net"])
def test_saving_writes_all_or_nothing(name, tmp_path, values):
    class Fails(keras.layers.Layer):
        def save_own_variables(self, store):
            raise KeyboardInterrupt

    path, model = tmp_path / name, of_2d()
    lamina.save_model(model, path)
    x = example_input(model)
    assert_same = np.testing.assert_array_equal
    assert_same(numpy(lamina.load_model(path)(x)), numpy(model(x)))
    before = files_in(tmp_path)
    with pytest.raises(FileExistsError, match="overwrite=True"):
        lamina.save_model(model, path)
    failing = keras.Sequential([keras.Input((2,)), Fails()])
    # Before anything is written.
    with pytest.raises(FileExistsError, match="overwrite=True"):
        lamina.save_model(failing, path)
    with pytest.raises(KeyboardInterrupt):
        lamina.save_model(failing, path, overwrite=True)
    assert files_in(tmp_path) == before
    assert lamina.load_model(path).name == model.name
    other = of_2d()
    lamina.save_model(other, path, overwrite=True)
    assert lamina.load_model(path).name == other.name
    assert files_in(tmp_path) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no forks")
@pytest.mark.filterwarnings("ignore:.*fork")
def test_a_process_that_dies_while_it_saves_leaves_the_old_file_whole(tmp_path):
    class Dies(keras.layers.Layer):
        def save_own_variables(self, store):
            os.kill(os.getpid(), signal.SIGKILL)

    path, dying = tmp_path / "net.keras", keras.Sequential([keras.Input((2,)), Dies()])
    lamina.save_model(of_2d(), path)
    before = path.read_bytes()
    # A fork has all that is imported; nothing is computed there.
    child = os.fork()
    if child == 0:
        try:
            lamina.save_model(dying, path, overwrite=True)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert path.read_bytes() == before
    # It has been writing.
    assert len(list(tmp_path.iterdir())) == 2


def test_a_saved_folder_holds_what_may_be_replaced(tmp_path):
    double = function(lambda x: x * 2, "double", [{"name": "x"}])
    words = keras.layers.StringLookup(vocabulary=["a", "b"], output_mode="count")
    model = keras.Sequential([keras.Input((1,), dtype="string"), words])
    model.add(keras.layers.Activation(double))
    for overwrite in (False, True):
        lamina.save_model(model, tmp_path / "net", overwrite)
        assert {file.name for file in (tmp_path / "net").iterdir()} == set(SAVED_FILES)
    (tmp_path / "net" / "notes.txt").write_text("precious")
    with pytest.raises(FileExistsError, match="something other"):
        lamina.save_model(model, tmp_path / "net", overwrite=True)
    assert (tmp_path / "net" / "notes.txt").read_text() == "precious"


def test_what_is_no_model_is_not_replaced(tmp_path):
    model = of_2d()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_text("precious")
    (tmp_path / "folder.keras").mkdir()
    with pytest.raises(FileExistsError, match="something other"):
        lamina.save_model(model, tmp_path / "folder", overwrite=True)
    with pytest.raises(FileExistsError, match="is a folder, not a file"):
        lamina.save_model(model, tmp_path / "folder.keras", overwrite=True)
    with pytest.raises(FileExistsError, match="is a folder, not a file"):
        lamina.save_config(model, tmp_path / "folder", overwrite=True)
    with pytest.raises(lamina.NoFolderError, match="nowhere' does not exist"):
        lamina.save_model(model, tmp_path / "nowhere" / "net.keras")
    for name, zipped in (("a.h5", False), ("a.keras", False), ("a", True)):
        with pytest.raises(ValueError, match="must end in"):
            lamina.save_model(model, tmp_path / name, zipped=zipped)
    assert files_in(tmp_path) == ["folder", "folder.keras", "folder/notes.txt"]


@pytest.mark.parametrize("name", ["net.h5", "net.hdf5"])
def test_an_older_program_gets_hdf5(name, tmp_path):
    model = of_2d()
    model.compile("adam", "mse")
    x = np.random.default_rng(1).normal(size=(2, *model.input_shape[1:]))
    lamina.save_model(model, tmp_path / name)
    again = lamina.load_model(tmp_path / name)
    assert type(again.optimizer).__name__ == "Adam"
    # Keras does not compile what has a loss that is a string.
    plain = keras.saving.load_model(tmp_path / name, compile=False)
    for each in (again, plain):
        expected = model.predict(x, verbose=0)
        np.testing.assert_array_equal(each.predict(x, verbose=0), expected)
    with h5py.File(tmp_path / name) as file:
        assert "model_weights" in file
    with pytest.raises(FileExistsError, match="overwrite=True"):
        lamina.save_model(model, tmp_path / name)
    lookup = keras.layers.IntegerLookup(name="lookup")
    lookup.adapt(np.array([[5], [6]]))
    own = keras.Sequential([keras.Input((1,), dtype="int64"), lookup])
    with pytest.raises(ValueError, match="'lookup' has learnt"):
        lamina.save_model(own, tmp_path / name, overwrite=True)
    assert files_in(tmp_path) == [name]


@pytest.mark.skipif(os.name == "nt", reason="Windows lets not everyone make links")
def test_a_link_stays_and_a_private_file_stays_private(tmp_path):
    link, file = tmp_path / "link.keras", tmp_path / "file.keras"
    link.symlink_to("file.keras")
    lamina.save_model(of_2d(), link)
    file.chmod(0o600)
    lamina.save_model(of_2d(), link, overwrite=True)
    assert (link.is_symlink(), file.is_symlink()) == (True, False)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows lets not everyone make links")
@pytest.mark.parametrize("name", ["net", "net.h5", "net.2026.model"])
def test_what_a_link_leads_to_may_have_any_name(name, tmp_path):
    for ending in ("", ".keras"):
        link, target = tmp_path / f"link{ending}", tmp_path / f"to{ending}" / name
        target.parent.mkdir()
        link.symlink_to(target)
        lamina.save_model(of_2d(), link, overwrite=False)
        assert lamina.load_model(link).input_shape == of_2d().input_shape
        assert (link.is_symlink(), target.exists()) == (True, True)
        with pytest.raises(FileExistsError, match="overwrite=True"):
            lamina.save_model(of_2d(), link)
        lamina.save_model(of_2d(), link, overwrite=True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_folder_is_opened_whatever_else_is_in_it(tmp_path):
    model = of_2d()
    folder = tmp_path / "net"
    lamina.save_model(model, folder)
    os.mkfifo(folder / "fifo")
    (folder / "loop").symlink_to(".")
    with open(folder / "large", "wb") as file:
        file.truncate(2**40)
    # Also where the weights are kept elsewhere, as in a cache.
    (folder / "model.weights.h5").rename(tmp_path / "weights")
    (folder / "model.weights.h5").symlink_to(tmp_path / "weights")
    again = lamina.load_model(folder)
    assert type(again.layers[0]) is SpatialDropout2D
    assert (tmp_path / "weights").is_file()


def with_config(path, config):
    """The saved model with other bytes for a configuration."""
    other = path.with_name("other.keras")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, config if name == "config.json" else old.read(name))
    return other


def failure(code):
    try:
        code()
    except Exception as error:
        return type(error), str(error)
    return None


NOT_CONFIGS = {
    "list": b"[1, 2]",
    "text": b'"Sequential"',
    "list_inside": b'{"module": "keras", "class_name": "Sequential", "config": [1]}',
    "text_inside": b'{"module": "keras", "class_name": "Sequential", "config": "a"}',
    "layers": b'{"module": "keras", "class_name": "Sequential", "config": '
    b'{"layers": 1}}',
    "no_json": b"{",
    "no_utf8": b'{"module": "\xff\xfe"}',
}


@pytest.mark.parametrize("name", NOT_CONFIGS)
def test_what_is_no_configuration_fails_as_in_keras(name, tmp_path):
    keras_file = tmp_path / "net.keras"
    of_2d().save(keras_file)
    path = with_config(keras_file, NOT_CONFIGS[name])
    theirs = failure(lambda: keras.saving.load_model(path))
    assert theirs is not None
    assert failure(lambda: lamina.load_model(path)) == theirs
    if name == "no_utf8":
        return
    text = NOT_CONFIGS[name].decode()
    theirs = failure(lambda: keras.models.model_from_json(text))
    if theirs is not None:
        assert failure(lambda: lamina.model_from_json(text)) == theirs


@pytest.mark.parametrize(
    "text",
    ["null", "[1]", '"Sequential"', "5", "{}", '{"class_name": 5}', f"[{'1,' * 99}1]"],
)
def test_what_describes_no_model_is_refused(text):
    with pytest.raises(ValueError, match="`json_string` must describe a model"):
        lamina.model_from_json(text)


def in_utf_16(path):
    with zipfile.ZipFile(path) as archive:
        return with_config(path, archive.read("config.json").decode().encode("utf-16"))


def test_a_configuration_in_another_encoding_is_read_as_keras_does(tmp_path):
    of_2d().save(tmp_path / "net.keras")
    path = in_utf_16(tmp_path / "net.keras")
    assert keras.saving.load_model(path).layers
    assert type(lamina.load_model(path).layers[0]) is SpatialDropout2D


def keras_2(rate=0.25, functional=False, modules=False, policy="float32"):
    """A model with a spatial dropout layer as Keras 2 describes it."""

    def layer(class_name, **config):
        described = {"class_name": class_name, "config": config}
        if modules:
            described |= {"module": "keras.layers", "registered_name": None}
            described["build_config"] = {"input_shape": [None, 4, 4, 3]}
        if functional:
            inbound = [] if class_name == "InputLayer" else [[["in", 0, 0, {}]]]
            described |= {"name": config["name"], "inbound_nodes": inbound}
        return described

    layers = [
        layer("InputLayer", batch_input_shape=[None, 4, 4, 3], name="in", sparse=False),
        layer(
            "SpatialDropout2D",
            name="drop",
            trainable=False,
            dtype=policy,
            rate=rate,
            noise_shape=None,
            seed=3,
        ),
    ]
    inner = {"name": "net", "layers": layers}
    class_name, module = "Sequential", "keras"
    if functional:
        class_name, module = "Functional", "keras.src.engine.functional"
        inner |= {"input_layers": [["in", 0, 0]], "output_layers": [["drop", 0, 0]]}
    described = {"class_name": class_name, "config": inner, "keras_version": "2.15.0"}
    return described | ({"module": module} if modules else {})


@pytest.mark.parametrize("functional", [False, True])
@pytest.mark.parametrize("modules", [False, True])
@pytest.mark.parametrize("how", ["json", "keras", "h5"])
def test_models_of_keras_2_are_opened(functional, modules, how, tmp_path):
    policy = {"class_name": "Policy", "config": {"name": "mixed_float16"}}
    config = keras_2(functional=functional, modules=modules, policy=policy)
    text = json.dumps(config)
    of_2d().save(tmp_path / "net.keras")
    if how == "json":
        model = lamina.model_from_json(text)
    elif how == "keras":
        model = lamina.load_model(with_config(tmp_path / "net.keras", text.encode()))
    elif modules:
        return  # HDF5 files name none.
    else:
        path = tmp_path / "net.h5"
        of_2d().save(path)
        with h5py.File(path, "a") as file:
            file.attrs["model_config"] = text
        model = lamina.load_model(path)
    (layer,) = (x for x in model.layers if x.name == "drop")
    assert type(layer) is SpatialDropout2D
    assert (layer.rate, layer.seed, layer.trainable) == (0.25, 3, False)
    assert layer.dtype_policy.name == "mixed_float16"


@pytest.mark.skipif(BACKEND == "numpy", reason="Keras' NumPy backend trains nothing")
def test_a_model_from_an_hdf5_file_trains_on(tmp_path):
    # So many that their names are kept in parts.
    wide = [keras.layers.Dense(2, name=f"{'a' * 900}_{i}") for i in range(40)]
    for layers in ([keras.layers.Dense(2)], wide):
        model = keras.Sequential([keras.Input((2,)), *layers])
        model.compile(keras.optimizers.Adam(0.1), "mse")
        x, y = np.ones((4, 2)), np.zeros((4, 2))
        if len(layers) == 1:
            model.fit(x, y, verbose=0)
        model.save(tmp_path / "net.h5")
        again = lamina.load_model(tmp_path / "net.h5")
        variables = [numpy(value) for value in model.optimizer.variables]
        for value, expected in zip(
            again.optimizer.variables, variables, strict=len(layers) == 1
        ):
            np.testing.assert_array_equal(numpy(value), expected)
        if len(layers) > 1:
            continue
        model.fit(x, y, verbose=0)
        again.fit(x, y, verbose=0)
        for value, expected in zip(again.weights, model.weights, strict=True):
            np.testing.assert_allclose(numpy(value), numpy(expected), rtol=1e-6)
        # Keras' own way of writing HDF5 takes the optimizer out of the model.
        model.save(tmp_path / "net.h5")
        lamina.save_model(model, tmp_path / "net.keras")
        again = keras.saving.load_model(tmp_path / "net.keras")
        assert again.optimizer.get_config() == model.optimizer.get_config()
        assert int(again.optimizer.iterations) == 2


@pytest.mark.skipif(not IS_BEFORE_3_16, reason="the file says it")
@pytest.mark.filterwarnings("ignore:Skipping variable loading")
def test_a_file_that_does_not_say_the_optimizer_is_opened_with_a_warning(tmp_path):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
    model.compile(keras.optimizers.Adam(0.1), "mse")
    model.save(tmp_path / "a.h5")
    model.save(tmp_path / "b.keras")
    with pytest.warns(UserWarning, match="Call `compile.*the model has RMSprop now"):
        lamina.load_model(tmp_path / "b.keras")
    lamina.load_model(tmp_path / "b.keras", compile=False)
    # One that lamina has used has it again, and keeps it.
    lamina.run_method(model, "predict", x=np.ones((1, 2)), verbose=0)
    for _ in range(2):
        model.save(tmp_path / "b.keras")
        again = lamina.load_model(tmp_path / "b.keras")
        assert again.optimizer.get_config() == model.optimizer.get_config()
        model.save(tmp_path / "a.h5")


def test_keras_own_hdf5_file_leaves_the_optimizer_in_the_model(tmp_path):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2)])
    lamina.compile_model(
        model, optimizer=keras.optimizers.Adam(0.1), loss="mse", metrics=["mae"]
    )
    model.optimizer.build(model.trainable_variables)
    for name in ("net.keras", "again.keras"):
        model.save(tmp_path / "net.h5")
        model.save(tmp_path / name)
        copies = [
            keras.saving.load_model(tmp_path / name),
            lamina.load_model(tmp_path / name),
        ]
        for again in copies:
            assert type(again.optimizer) is type(model.optimizer)
            assert again.optimizer.get_config() == model.optimizer.get_config()
            assert again.loss == "mse"
        # One that has been read is kept whole, too.
        model = copies[1]


def test_pickles_name_the_package_alone():
    layer = SpatialDropout2D(0.3, seed=1)
    written = pickle.dumps(layer, protocol=0)
    assert b"lamina\nSpatialDropout2D" in written
    # As they named it before the package had folders.
    former = written.replace(b"lamina\n", b"lamina.spatial_dropout\n")
    for each in (written, former):
        again = pickle.loads(each)
        assert type(again) is SpatialDropout2D
        assert again.get_config() == layer.get_config()
    result = b"clamina.monte_carlo\nMonteCarloResult\n."
    assert pickle.loads(result) is lamina.MonteCarloResult


def compiled_as(optimizer, **kwargs):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile(optimizer, "mse", **kwargs)
    return model


def compile_config_in(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("config.json"))["compile_config"]


WRAPPERS = ("LossScaleOptimizer", "MultiOptimizer", "Optimizer")
OPTIMIZERS = [
    cls
    for name, cls in vars(keras.optimizers).items()
    if isinstance(cls, type)
    and issubclass(cls, keras.Optimizer)
    and name not in WRAPPERS
]


@pytest.mark.parametrize("cls", OPTIMIZERS, ids=lambda cls: cls.__name__)
def test_optimizers_are_saved_under_names_that_all_backends_know(cls, tmp_path):
    path = tmp_path / "model.keras"
    lamina.save_model(compiled_as(cls()), path)
    config = compile_config_in(path)["optimizer"]
    assert (config["module"], config["class_name"]) == (
        "keras.optimizers",
        cls.__name__,
    )
    again = keras.saving.deserialize_keras_object(config)
    assert type(again) is type(cls())
    wrapped = keras.optimizers.LossScaleOptimizer(cls())
    inner = keras.saving.serialize_keras_object(wrapped)["config"]["inner_optimizer"]
    assert inner["module"] == "keras.optimizers"


def test_an_optimizer_of_another_backend_becomes_that_of_this_one(tmp_path):
    path = tmp_path / "model.keras"
    model = compiled_as(keras.optimizers.Adam(0.25))
    model.fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0)
    lamina.save_model(model, path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    config = json.loads(parts["config.json"])
    own = {"module": "keras.src.backend.other.optimizers.adam", "registered_name": "A"}
    config["compile_config"]["optimizer"] |= own
    parts["config.json"] = json.dumps(config)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    again = lamina.load_model(path)
    assert type(again.optimizer) is type(keras.optimizers.Adam())
    assert float(again.optimizer.learning_rate) == 0.25
    for value, expected in zip(
        again.optimizer.variables, model.optimizer.variables, strict=True
    ):
        np.testing.assert_array_equal(numpy(value), numpy(expected))


@pytest.mark.parametrize("by_keras", [True, False])
def test_a_backend_that_opens_a_model_decides_how_it_compiles(by_keras, tmp_path):
    path = tmp_path / "model.keras"
    default = compiled_as("sgd").jit_compile
    for given in ("auto", default):
        model = compiled_as("sgd", jit_compile=given)
        if not by_keras:
            keep_compiled(model)
        lamina.save_model(model, path, overwrite=True)
        assert compile_config_in(path)["jit_compile"] == "auto"
        assert lamina.load_model(path).jit_compile == default
    lamina.save_model(compiled_as("sgd", jit_compile=not default), path, overwrite=True)
    assert compile_config_in(path)["jit_compile"] is (not default)


def test_a_whole_archive_is_told_from_a_damaged_one(tmp_path):
    path = tmp_path / "model.keras"
    lamina.save_model(of_2d(), path)
    whole = path.read_bytes()
    assert is_whole_archive(path)
    place = whole.index(b"\x89HDF") + 3000
    for damaged in (
        whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :],
        whole[:-30],
        whole[: len(whole) // 2],
        b"",
        b"text",
    ):
        path.write_bytes(damaged)
        assert not is_whole_archive(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "no model")
    assert not is_whole_archive(path)
    assert not is_whole_archive(tmp_path / "none.keras")
