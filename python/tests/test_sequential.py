import random

import keras
import numpy as np
import pytest

from lamina import SpatialDropout1D, SpatialDropout2D, add_layer


def built():
    return keras.Sequential(
        [
            keras.Input((8, 8, 3)),
            keras.layers.Conv2D(4, 3, name="conv"),
            SpatialDropout2D(0.5, name="drop"),
        ]
    )


def built_by_a_call():
    model = keras.Sequential([keras.layers.Conv2D(4, 3, name="conv")])
    model(np.zeros((1, 8, 8, 3), "float32"))
    return model


def unbuilt():
    return keras.Sequential([keras.layers.Conv2D(4, 3, name="conv")])


def only_input():
    return keras.Sequential([keras.Input((8, 8, 3))])


def begun_with_a_model():
    inner = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(4, 3)])
    return keras.Sequential([inner])


def state(model):
    shape = model.output_shape if model.built and len(model.layers) else None
    return (
        model.layers,
        super(keras.Sequential, model).layers,
        model.built,
        shape,
        [id(weight) for weight in model.weights],
        [weight.tolist() for weight in model.get_weights()],
    )


class Refuses(keras.layers.Layer):
    """Draws from Python's random, as Keras does for a seed, and then fails."""

    def build(self, input_shape):
        random.random()
        raise RuntimeError("will not be built")

    def call(self, inputs):
        return inputs


@pytest.mark.parametrize("make", [built, built_by_a_call, only_input])
def test_adds_a_layer(make):
    model = make()
    layer = SpatialDropout2D(0.5)
    assert add_layer(model, layer) is None
    assert model.layers[-1] is layer
    assert model.built


def test_adds_to_an_empty_model():
    model = keras.Sequential()
    add_layer(model, keras.Input((8, 8, 3)))
    add_layer(model, SpatialDropout2D(0.5))
    assert model.output_shape == (None, 8, 8, 3)


@pytest.mark.parametrize(
    "make", [built, built_by_a_call, only_input, begun_with_a_model]
)
@pytest.mark.parametrize(
    ("layer", "error", "message"),
    [
        (lambda: Refuses(), RuntimeError, "will not be built"),
        (lambda: SpatialDropout1D(0.5), ValueError, "expected ndim=3"),
    ],
    ids=["fails to build", "other rank"],
)
def test_a_layer_that_does_not_fit_changes_nothing(make, layer, error, message):
    model, layer = make(), layer()
    before, drawn = state(model), random.getstate()
    with pytest.raises(error, match=message):
        add_layer(model, layer)
    assert state(model) == before
    assert random.getstate() == drawn
    add_layer(model, SpatialDropout2D(0.5))
    x = np.zeros((1, 8, 8, 3), "float32")
    assert tuple(model(x).shape) == (1, *model.output_shape[1:])


@pytest.mark.parametrize("make", [built, built_by_a_call, unbuilt])
def test_a_name_that_is_taken_changes_nothing(make):
    model = make()
    before = state(model)
    with pytest.raises(ValueError, match="unique names"):
        add_layer(model, SpatialDropout2D(0.5, name="conv"))
    assert state(model) == before


@pytest.mark.parametrize("make", [built, unbuilt, keras.Sequential])
def test_what_is_no_layer_changes_nothing(make):
    model = make()
    before = state(model)
    with pytest.raises(ValueError, match=r"Only instances of `keras.Layer`"):
        add_layer(model, "relu")
    assert state(model) == before


def test_a_second_input_changes_nothing():
    model = built()
    before = state(model)
    with pytest.raises(ValueError, match="already been configured"):
        add_layer(model, keras.Input((4,)))
    assert state(model) == before


def test_output_after_a_failure_is_that_from_before(values):
    model = built()
    x = values.normal(size=(2, 8, 8, 3)).astype("float32")
    before = keras.ops.convert_to_numpy(model(x))
    with pytest.raises(RuntimeError, match="will not be built"):
        add_layer(model, Refuses())
    np.testing.assert_array_equal(keras.ops.convert_to_numpy(model(x)), before)


def test_model_must_be_sequential():
    with pytest.raises(TypeError, match=r"keras.Sequential, not Dense"):
        add_layer(keras.layers.Dense(1), SpatialDropout2D(0.5))
