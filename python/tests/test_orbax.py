"""States in folders of Orbax: all of one comes back, or the model stays as it was."""

import keras
import numpy as np
import pytest
from versions import IS_BEFORE_3_16

import lamina
from lamina.models.orbax import read_orbax, steps_in

layers = keras.layers


def sequential(units=2, name=None, ends=True):
    parts = [
        keras.Input((3,)),
        layers.Dense(4, name="first"),
        layers.BatchNormalization(name="norm"),
        layers.Dropout(0.2),
        layers.Dense(units, name="last"),
    ]
    return keras.Sequential(parts if ends else parts[:-1], name=name)


def nested(inner="inside"):
    x = keras.Input((3,))
    y = layers.Dense(2, name="outside")(x)
    y = keras.Sequential([keras.Input((2,)), layers.Dense(2, name=inner)])(y)
    return keras.Model(x, layers.Dense(2, name="last")(y))


def trained(model, folder, epochs=1, **options):
    model.compile("adam", "mse", run_eagerly=True)
    x = np.random.default_rng(1).normal(size=(4, 3))
    keep = keras.callbacks.OrbaxCheckpoint(str(folder), monitor="loss", **options)
    model.fit(x, x[:, :2], epochs=epochs, verbose=0, callbacks=[keep])
    return model


def same(one, other):
    values = [[np.array(v) for v in model.get_weights()] for model in (one, other)]
    return all(map(np.array_equal, *values))


def same_optimizer(one, other):
    pairs = zip(one.optimizer.variables, other.optimizer.variables, strict=True)
    as_numpy = keras.ops.convert_to_numpy
    return all(np.array_equal(as_numpy(a), as_numpy(b)) for a, b in pairs)


@pytest.mark.parametrize("make", [sequential, nested])
def test_a_model_comes_back_whole(make, tmp_path):
    model = trained(make(), tmp_path, epochs=2, max_to_keep=2)
    assert steps_in(tmp_path) == [0, 1]
    again = lamina.load_model(tmp_path)
    assert same(again, model)
    assert same_optimizer(again, model)
    again = lamina.load_model(tmp_path, compile=False)
    assert same(again, model)
    assert not again.compiled


def test_weights_find_their_places_in_a_model_with_other_paths(tmp_path):
    model = trained(sequential(), tmp_path / "a")
    opened = lamina.load_model(tmp_path / "a")
    if IS_BEFORE_3_16:
        assert opened.weights[0].path != model.weights[0].path
    pairs = [(opened, sequential()), (model, opened), (model, sequential())]
    for source, target in pairs:
        folder = tmp_path / target.name / source.weights[0].path.replace("/", "_")
        trained(source, folder)
        target.compile("adam", "mse")
        lamina.load_weights(target, folder)
        assert same(target, source)


def test_weights_alone_leave_the_optimizer(tmp_path):
    model = trained(sequential(), tmp_path, save_weights_only=True)
    fresh = sequential(name=model.name)
    fresh.compile("adam", "mse")
    lamina.load_weights(fresh, tmp_path)
    assert same(fresh, model)
    assert int(fresh.optimizer.iterations) == 0
    with pytest.raises(ValueError, match="weights without a model"):
        lamina.load_model(tmp_path)


def test_another_optimizer_keeps_its_state(tmp_path):
    model = trained(sequential(), tmp_path)
    fresh = sequential(name=model.name)
    fresh.compile("rmsprop", "mse")
    lamina.load_weights(fresh, tmp_path)
    assert same(fresh, model)
    assert int(fresh.optimizer.iterations) == 0
    # A model that goes on as it was has to have all of it.
    with pytest.raises(ValueError, match=r"no rm_sprop(_\d+)?/\w+ of the optimizer"):
        read_orbax(fresh, tmp_path, whole=True)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: sequential(units=3, name="net"), "has the shape"),
        (lambda: sequential(name="net", ends=False), "model has no weights net/last"),
        (nested, "state has no weights outside"),
    ],
)
def test_what_does_not_fit_changes_nothing(make, message, tmp_path):
    trained(sequential(name="net"), tmp_path)
    other = make()
    before = [np.array(value) for value in other.get_weights()]
    with pytest.raises(ValueError, match=message):
        lamina.load_weights(other, tmp_path)
    assert all(map(np.array_equal, other.get_weights(), before))


@pytest.mark.skipif(not IS_BEFORE_3_16, reason="the paths tell them apart")
def test_weights_of_one_name_are_not_mistaken_for_each_other(tmp_path):
    trained(nested(inner="last"), tmp_path)
    with pytest.raises(ValueError, match="Several weights are called last/"):
        lamina.load_model(tmp_path)


def test_layers_are_laminas_and_keep_what_they_have_learnt(tmp_path):
    texts = layers.StringLookup(vocabulary=["a", "b"])
    x = keras.Input((), dtype="string")
    y = layers.Reshape((1, 2))(layers.Embedding(3, 2)(texts(x)))
    y = layers.Dense(1)(layers.Flatten()(layers.SpatialDropout1D(0.2)(y)))
    model = keras.Model(x, y)
    model.compile("sgd", "mse")
    keep = keras.callbacks.OrbaxCheckpoint(str(tmp_path))
    keep.set_model(model)
    keep.on_epoch_end(0)
    keep.on_train_end()
    again = lamina.load_model(tmp_path)
    assert again.layers[1].get_vocabulary() == texts.get_vocabulary()
    dropouts = [each for each in again.layers if "Dropout" in type(each).__name__]
    assert type(dropouts[0]) is lamina.SpatialDropout1D
