"""What is private in Keras is asked for in one place, and is there."""

import ast
import importlib
import re
from pathlib import Path

import h5py
import keras
import numpy as np
import pytest
from keras import layers

import lamina
from lamina import _keras

ROOT = Path(lamina.__file__).parent
KERAS = Path(keras.__file__).parent / "src"
DOOR = [
    "_keras.py",
    *(f"_backend/{file.name}" for file in (ROOT / "_backend").glob("*.py")),
]
OTHERS = sorted(
    {str(file.relative_to(ROOT)) for file in ROOT.rglob("*.py")} - set(DOOR)
)


def compiled():
    model = keras.Sequential([keras.Input((3,)), layers.Dense(2)])
    model.compile("sgd", "mse")
    return model


MODEL = compiled()

# Who has what is asked for.
HAVE = {
    "_apply_scores": layers.Attention,
    "_attention_axes": layers.MultiHeadAttention(2, 2),
    "_build_shapes_dict": MODEL,
    "_call_has_training_arg": layers.Dropout(0.5),
    "_compile_config": MODEL,
    "_compile_loss": MODEL,
    "_resolve_auto_jit_compile": MODEL,
    "_compile_metrics": MODEL,
    "_create_dropout_mask": _keras.DropoutRNNCell,
    "_current_epoch": keras.callbacks.BackupAndRestore("backup"),
    "_direction": keras.metrics.MeanSquaredError(),
    "_dtype_policy": MODEL.layers[0],
    "_flatten_layers": MODEL,
    "_fn_kwargs": keras.losses.SparseCategoricalCrossentropy(),
    "_from_logits": keras.metrics.AUC(),
    "_functional": MODEL,
    "_get_iterator": _keras.PyDatasetAdapter,
    "_get_noise_shape": layers.SpatialDropout2D,
    "_inbound_nodes": MODEL.layers[0],
    "_initial_epoch": MODEL,
    "_initial_seed": keras.random.SeedGenerator(1),
    "_keras_history": MODEL.outputs[0],
    "_layout": MODEL.variables[0],
    "_layers": MODEL,
    "_learning_rate": MODEL.optimizer,
    "_nodes_by_depth": MODEL._functional,
    "_non_trainable_variables": MODEL.layers[0],
    "_open_name_scope": MODEL,
    "_optimizer_map": keras.optimizers.MultiOptimizer(None),
    "_post_track_variable": MODEL,
    "_post_untrack_variable": MODEL,
    "_save_model": keras.callbacks.BackupAndRestore,
    "_seed_generators": MODEL.layers[0],
    "_standardize_inputs": MODEL._functional,
    "_symbolic_build": MODEL,
    "_tracker": MODEL,
    "_track_variable": MODEL,
    "_trainable_variables": MODEL.layers[0],
    "_training_metadata_path": keras.callbacks.BackupAndRestore("backup"),
    "_untrack_variable": MODEL,
    "_value": MODEL.variables[0],
    "_weights_path": keras.callbacks.BackupAndRestore("backup"),
}

# What is there only at times or on some backend, and the file that it comes from.
IN_FILES = {
    "_dropout_layer": "layers/attention/multi_head_attention.py",
    "_backend_generators": "layers/preprocessing/data_layer.py",
    "_compiled_trainable_state": "trainers/trainer.py",
    "_dropout_mask": "layers/rnn/dropout_rnn_cell.py",
    "_eval_epoch_iterator": "backend/jax/trainer.py",
    "_get_jax_state": "backend/jax/trainer.py",
    "_jax_state": "backend/jax/trainer.py",
    "_jax_state_synced": "backend/jax/trainer.py",
    "_model_variables_moving_average": "optimizers/base_optimizer.py",
    "_distribute_data": "backend/jax/trainer.py",
    "_distribution_strategy": "backend/tensorflow/optimizer.py",
    "_distribute_strategy": "backend/tensorflow/trainer.py",
    "_purge_model_variables": "backend/jax/trainer.py",
    "_recurrent_dropout_mask": "layers/rnn/dropout_rnn_cell.py",
    "_tracked": "backend/tensorflow/layer.py",
    "_user_metrics": "trainers/compile_utils.py",
    "_user_weighted_metrics": "trainers/compile_utils.py",
}

# What is private in a backend, or in Python.
OF_BACKENDS = {
    "_are_functorch_transforms_active",
    "_buffers",
    "_clone",
    "_exit",
    "_modules",
    "_parameters",
    "_variant_tensor",
    "_version",
}


KINDS = [
    *(keras.losses, keras.metrics, keras.optimizers, keras.optimizers.schedules),
    *(keras.callbacks, keras.initializers, keras.regularizers, keras.constraints),
    layers,
]


def private_names():
    """All private names of what Keras has, as far as it is made here."""
    cell = layers.LSTMCell(2, dropout=0.5)
    makes = [*HAVE.values(), MODEL.optimizer, MODEL._functional, cell, layers.RNN(cell)]
    makes += [made_of(cls) for kind in KINDS for cls in classes_in(kind)]
    return {name for each in makes for name in dir(each) if is_private(name)}


def classes_in(module):
    return [each for each in vars(module).values() if isinstance(each, type)]


def made_of(cls):
    """An object, the class where it takes arguments or packages that are not there."""
    try:
        return cls()
    except Exception:
        return cls


def is_private(name):
    return re.fullmatch(r"_[a-z]\w+", name) is not None


PRIVATE = private_names() | set(HAVE) | set(IN_FILES)


def asked_for(source):
    """Private names that are asked for of others, and private modules, by lines."""
    tree = ast.parse(source)
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    own = {node.attr for node in attributes if ast.unparse(node.value) == "self"}
    for node in attributes:
        if is_private(node.attr) and ast.unparse(node.value) not in ("self", "cls"):
            yield node.lineno, node.attr
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_name = is_private(node.value) and node.value not in own
            if is_name or node.value.startswith("keras.src"):
                yield node.lineno, node.value
        elif isinstance(node, ast.ImportFrom) and "keras.src" in (node.module or ""):
            yield node.lineno, node.module
        elif isinstance(node, ast.alias) and node.name.startswith("keras.src"):
            yield node.lineno, node.name


def attributes_of_modules(source):
    """What is asked of modules that come out of Keras' inside: the module, its name."""
    tree = ast.parse(source)
    modules = {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("keras.src")
        for alias in node.names
    }
    for node in ast.walk(tree):
        of = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if of and node.value.id in modules:
            yield *modules[node.value.id], node.attr


@pytest.mark.parametrize("file", DOOR)
def test_what_modules_inside_keras_are_asked_for_is_there(file):
    for module, name, attribute in attributes_of_modules((ROOT / file).read_text()):
        owner = getattr(importlib.import_module(module), name, None)
        # A module of another backend than the one that runs is not loaded by itself.
        owner = owner or importlib.import_module(f"{module}.{name}")
        assert hasattr(owner, attribute), f"{module}.{name}.{attribute}"


def test_what_modules_are_asked_for_is_found():
    source = "from keras.src import backend\nbackend.nn.relu(backend.core)"
    found = {attribute for *_, attribute in attributes_of_modules(source)}
    assert found == {"nn", "core"}


def of_keras(source):
    return [
        (line, name)
        for line, name in asked_for(source)
        if name in PRIVATE or "keras.src" in name
    ]


@pytest.mark.parametrize("file", OTHERS)
def test_no_other_module_asks_for_what_is_private(file):
    assert of_keras((ROOT / file).read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        "from keras.src import backend",
        "import keras.src.backend",
        "model._functional",
        "self.model._flatten_layers()",
        "getattr(model, '_compile_config', None)",
        "type(x).__module__.startswith('keras.src.ops.')",
        "getattr(metric, '_from_logits', False)",
        "callback._ema_weights_in_model",
    ],
)
def test_what_is_private_is_found(source):
    assert of_keras(source)


def test_attributes_of_ones_own_may_have_any_name():
    assert not of_keras("self._layers = []\nnames = ['_layers']\nother._of_mine")


@pytest.mark.parametrize("name", sorted(HAVE))
def test_what_is_asked_for_is_there(name):
    assert hasattr(HAVE[name], name)


@pytest.mark.parametrize("name", sorted(IN_FILES))
def test_what_comes_at_times_is_in_its_file(name):
    assert re.search(rf"\b{name}\b", (KERAS / IN_FILES[name]).read_text())


def test_all_that_is_asked_for_is_looked_for_here():
    asked = {name for file in DOOR for _, name in asked_for((ROOT / file).read_text())}
    names = {name for name in asked if is_private(name)}
    others = {"_current_frames", "_getframe", "_on_batch", "_function"}
    assert names - others - OF_BACKENDS == set(HAVE) | set(IN_FILES)


@pytest.mark.parametrize("file", DOOR[1:])
def test_what_each_backend_has_is_asked_for_behind_the_one_door(file):
    names = {name for _, name in asked_for((ROOT / file).read_text())} & PRIVATE
    places = {name: IN_FILES.get(name, "any") for name in names - OF_BACKENDS}
    assert {k: v for k, v in places.items() if not v.startswith("backend/")} == {}


def test_modules_as_files_name_them_are_there():
    assert _keras.Functional.__module__ == _keras.FUNCTIONAL_MODULE
    operation = _keras.origin_of(keras.ops.exp(MODEL.inputs[0])).operation
    assert _keras.is_operation(operation)


def message_of(warning):
    return str(warning.message)


def test_keras_says_what_weights_it_could_not_load_in_the_words_looked_for(tmp_path):
    def made(units):
        return keras.Sequential([keras.Input((3,)), layers.Dense(units, name="top")])

    path, other = tmp_path / "a.weights.h5", made(3)
    made(2).save_weights(path)
    with h5py.File(path) as file:
        assert _keras.LAYERS_GROUP in file
    with pytest.warns(UserWarning, match=_keras.NOT_LOADED) as caught:
        other.load_weights(path, skip_mismatch=True)
    (text,) = [t for t in map(message_of, caught) if _keras.NOT_LOADED in t]
    listed = text.split(_keras.NOT_LOADED_LIST)[-1]
    assert re.findall(_keras.NOT_LOADED_LAYER, listed) == ["top"]


def test_keras_says_that_an_optimizer_was_not_loaded_in_the_words_looked_for():
    optimizer = keras.optimizers.SGD()
    optimizer.build(MODEL.trainable_variables)
    with pytest.warns(UserWarning, match=_keras.OPTIMIZER_NOT_LOADED):
        optimizer.load_own_variables({})


def test_keras_says_that_data_have_run_out_in_the_words_looked_for():
    data = ((np.ones((2, 3)), np.ones((2, 2))) for _ in range(1))
    with pytest.warns(UserWarning, match=_keras.OUT_OF_DATA):
        MODEL.fit(data, epochs=1, steps_per_epoch=3, shuffle=False, verbose=0)


def watching(monitor, folder):
    """Callbacks that watch, one for each thing that Keras says of what it misses."""
    path = str(folder / "best.keras")
    return [
        keras.callbacks.EarlyStopping(monitor),
        keras.callbacks.ReduceLROnPlateau(monitor, mode="min"),
        keras.callbacks.ModelCheckpoint(path, monitor, save_best_only=True, mode="min"),
    ]


def test_callbacks_say_what_they_miss_in_the_words_looked_for(tmp_path):
    callbacks = watching("val_loss", tmp_path)
    for said, callback in zip(_keras.NOT_MONITORED, callbacks, strict=True):
        callback.set_model(MODEL)
        callback.on_train_begin()
        with pytest.warns(UserWarning, match=said):
            callback.on_epoch_end(0, {"loss": 1.0})
