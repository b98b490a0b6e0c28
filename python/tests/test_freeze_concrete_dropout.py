import keras
import numpy as np
import pytest
from feature_maps import BACKEND, FORMATS, RANKS, numpy
from keras import layers
from programs import run_program

import lamina
from lamina import (
    ConcreteDropout,
    SpatialConcreteDropout,
    StochasticDepth,
    concrete_dropout_rates,
    freeze_concrete_dropout,
    without_dropout,
)
from lamina.layers.concrete_dropout import LearntRate
from lamina.layers.draws_with import rate_of


def rated(layer, *rates):
    """A layer with such rates, built."""
    layer.logit.assign(
        np.log(np.divide(rates, np.subtract(1, rates))).reshape(layer.logit.shape)
    )
    return layer


def assert_same(model, copy, x):
    """It predicts the same bit for bit, has no rate that is learnt, and trains."""
    np.testing.assert_array_equal(
        copy.predict(x, verbose=0), model.predict(x, verbose=0)
    )
    assert not [each for each in copy._flatten_layers() if isinstance(each, LearntRate)]
    assert copy.name == model.name
    if not isinstance(model, keras.Sequential):
        assert copy.output_names == model.output_names
    assert copy.losses == []


def dense_model():
    inputs = keras.Input((3,), name="inputs")
    h = ConcreteDropout(layers.Dense(4, activation="relu"), name="first")(inputs)
    h = layers.Dropout(0.5, name="other")(h)
    last = ConcreteDropout(layers.Dense(2), per_channel=True, name="last", seed=4)
    model = keras.Model(inputs, last(h), name="net")
    rated(model.get_layer("first"), 0.2)
    rated(last, 0.1, 0.2, 0.3, 0.8)
    return model


X = np.random.default_rng(1).normal(size=(5, 3)).astype("float32")


# ---- rates


def test_rates_are_found_at_any_depth_by_name():
    model = dense_model()
    rates = concrete_dropout_rates(model)
    assert list(rates) == ["first", "last"]
    assert rates["first"] == pytest.approx(0.2)
    np.testing.assert_allclose(rates["last"], [0.1, 0.2, 0.3, 0.8], rtol=1e-6)
    steps = layers.TimeDistributed(ConcreteDropout(layers.Dense(3), name="first"))
    outer = keras.Sequential(
        [keras.Input((4, 3)), steps, layers.TimeDistributed(model)]
    )
    rates = concrete_dropout_rates(outer)
    assert list(rates) == ["first", "first_2", "last"]
    found = [float(np.mean(rate)) for rate in rates.values()]
    assert found == pytest.approx([0.1, 0.2, 0.35])


def test_what_has_no_rates():
    with pytest.raises(
        TypeError, match="`model` must be a Keras model or layer, not st"
    ):
        concrete_dropout_rates("model")
    model = keras.Sequential([keras.Input((3,)), layers.Dropout(0.5)], name="net")
    for function in (concrete_dropout_rates, freeze_concrete_dropout):
        with pytest.raises(
            ValueError, match="'net' has no layer with concrete dropout"
        ):
            function(model)
    with pytest.raises(TypeError, match="`model` must be a Keras model, not Dense"):
        freeze_concrete_dropout(layers.Dense(2))
    waiting = keras.Sequential([ConcreteDropout(layers.Dense(2), name="dense")])
    with pytest.raises(ValueError, match="'dense' has no rate yet"):
        concrete_dropout_rates(waiting)
    with pytest.raises(ValueError, match="is not built yet"):
        freeze_concrete_dropout(waiting)


# ---- frozen


def test_ordinary_dropout_with_the_rate_takes_its_place():
    model = dense_model()
    copy = freeze_concrete_dropout(model)
    assert_same(model, copy, X)
    assert [layer.name for layer in copy.layers] == ["inputs", "first", "other", "last"]
    assert copy.get_layer("other").rate == 0.5
    dropout, dense = copy.get_layer("first").layers
    assert type(dropout) is layers.Dropout
    assert dropout.rate == pytest.approx(0.2)
    assert type(dense) is layers.Dense
    # Where each channel has a rate, it is their mean.
    dropout, _ = copy.get_layer("last").layers
    assert (dropout.rate, dropout.seed) == (pytest.approx(0.35), 4)
    # Nothing is learnt into the original, or from it.
    dense.kernel.assign(np.zeros((3, 4)))
    assert np.abs(numpy(model.get_layer("first").layer.kernel.value)).min() > 0


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("rank", RANKS)
def test_spatial_dropout_takes_the_place_of_that_of_maps(rank, data_format):
    kind = (layers.Conv1D, layers.Conv2D, layers.Conv3D)[rank - 1]
    layer = SpatialConcreteDropout(kind(2, 2, data_format=data_format))
    sizes = (4,) * rank
    shape = (*sizes, 3) if data_format == "channels_last" else (3, *sizes)
    model = keras.Sequential([keras.Input(shape), layer])
    rated(layer, 0.3)
    (frozen,) = freeze_concrete_dropout(model).layers
    dropout, _ = frozen.layers
    assert type(dropout) is getattr(lamina, f"SpatialDropout{rank}D")
    assert dropout.data_format == data_format
    assert dropout.rate == pytest.approx(0.3)
    if not (BACKEND == "tensorflow" and data_format == "channels_first"):
        x = np.random.default_rng(1).normal(size=(2, *shape)).astype("float32")
        assert_same(model, freeze_concrete_dropout(model), x)


def test_wrappers_and_models_inside_are_gone_through():
    inner = keras.Sequential([keras.Input((3,)), ConcreteDropout(layers.Dense(3))])
    shared = ConcreteDropout(layers.Dense(3), name="shared")
    inputs = keras.Input((4, 3))
    h = layers.TimeDistributed(inner)(shared(inputs))
    outputs = layers.Add()([h, shared(h)])
    model = keras.Model(inputs, outputs)
    x = np.random.default_rng(1).normal(size=(2, 4, 3)).astype("float32")
    assert_same(model, freeze_concrete_dropout(model), x)
    assert_same(model, without_dropout(model), x)


def test_a_branch_that_is_dropped_is_gone_through():
    branch = keras.Sequential([ConcreteDropout(layers.Dense(3))])
    block = StochasticDepth(branch, 0.3, "example", seed=5, name="block")
    bare = StochasticDepth(ConcreteDropout(layers.Dense(3)), 0.1)
    model = keras.Sequential([keras.Input((3,)), block, bare])
    copy = freeze_concrete_dropout(model)
    assert_same(model, copy, X)
    made = copy.get_layer("block")
    assert type(made) is StochasticDepth
    assert (made.rate, made.mode, made.seed) == (0.3, "example", 5)
    assert len(copy.trainable_variables) == 4
    assert made.branch is not branch


def test_a_layer_of_ones_own_that_has_one_inside():
    class Own(keras.layers.Layer):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.inside = ConcreteDropout(layers.Dense(2), name="inside")

        def call(self, inputs):
            return self.inside(inputs)

    model = keras.Sequential([keras.Input((3,)), Own(name="own")])
    with pytest.raises(
        ValueError, match="'inside' is inside of 'own', whose class Own"
    ):
        freeze_concrete_dropout(model)
    with pytest.raises(
        ValueError, match="'inside' is inside of 'own', whose class Own"
    ):
        without_dropout(model)


def test_another_dtype_than_that_of_the_layer_inside():
    for dtype in ("float16", "float32"):
        inside = layers.Dense(2, dtype="mixed_float16")
        model = keras.Sequential(
            [keras.Input((3,)), ConcreteDropout(inside, dtype=dtype)]
        )
        assert_same(model, freeze_concrete_dropout(model), X)
        assert_same(model, without_dropout(model), X)


# ---- without dropout


def test_nothing_drops_in_the_copy_without_dropout():
    model = dense_model()
    copy = without_dropout(model)
    assert_same(model, copy, X)
    assert [layer.name for layer in copy.layers] == ["inputs", "first", "last"]
    for layer in copy._flatten_layers():
        assert rate_of(layer) == 0
    np.testing.assert_array_equal(numpy(copy(X, training=True)), numpy(copy(X)))


OPEN = """
import sys
import keras
import numpy as np
for path in sys.argv[2:]:
    model = keras.saving.load_model(path)
    x = np.load(sys.argv[1])
    print(np.asarray(model.predict(x, verbose=0)).tolist())
assert "lamina" not in sys.modules
"""


def test_copies_open_in_plain_keras(tmp_path):
    model = dense_model()
    frozen = tmp_path / "frozen.keras"
    freeze_concrete_dropout(model).save(frozen)
    without_dropout(model).save(tmp_path / "served.keras")
    np.save(tmp_path / "x.npy", X)
    given = (tmp_path / "x.npy", frozen, tmp_path / "served.keras")
    done = run_program(OPEN, *given, PYTHONPATH=None)
    assert done.returncode == 0, done.stderr
    *_, one, other = done.stdout.splitlines()
    expected = model.predict(X, verbose=0).tolist()
    assert str(expected) == one == other
