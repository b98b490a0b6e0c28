import random
import re

import keras
import numpy as np
import pytest
from feature_maps import numpy

from lamina import SpatialDropout1D, SpatialDropout2D, add_layer, failures
from lamina.bridge.r_functions import function
from lamina.models.sequential import find_end, make_input_layer


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


def mixed_layers():
    return [
        keras.layers.Conv2D(4, 3, name="conv"),
        keras.layers.BatchNormalization(name="norm"),
        SpatialDropout2D(0.3, seed=1, name="drop"),
        keras.Sequential(
            [
                keras.Input((6, 6, 4), name="maps"),
                keras.layers.ReLU(name="relu"),
                keras.layers.Conv2D(2, 1, name="inner"),
            ],
            name="part",
        ),
        keras.layers.Flatten(name="flat"),
        keras.layers.Dense(3, activation="softmax", name="top"),
    ]


def seen(model):
    """Everything that a user can see of a model without calling it."""
    lines = []
    model.summary(print_fn=lambda line, **_: lines.append(line), line_length=80)
    return {
        "summary": lines,
        "config": model.to_json(),
        "shapes": (model.input_shape, model.output_shape),
        "ends": [(x.shape, x.dtype) for x in model.inputs + model.outputs],
        "layers": [layer.name for layer in model.layers],
        "outputs": [layer.output.shape for layer in model.layers],
        "paths": [weight.path for weight in model.weights],
        "trainable": [weight.path for weight in model.trainable_weights],
        "built": model.built,
    }


@pytest.fixture
def torch_parameters():
    """Names and shapes of the weights that PyTorch sees, generators without number."""
    if keras.backend.backend() != "torch":
        return lambda model: []
    return lambda model: sorted(
        (re.sub(r"generator_\d+", "generator", name), tuple(weight.shape))
        for name, weight in model.state_dict().items()
    )


def test_after_each_step_a_user_sees_what_keras_shows(torch_parameters):
    piped = keras.Sequential([keras.Input((8, 8, 3), name="image")], name="model")
    plain = keras.Sequential([keras.Input((8, 8, 3), name="image")], name="model")
    for ours, theirs in zip(mixed_layers(), mixed_layers(), strict=True):
        add_layer(piped, ours)
        plain.add(theirs)
        assert torch_parameters(piped) == torch_parameters(plain)
        assert piped.output_shape == plain.output_shape
        assert seen(piped) == seen(plain)


def test_added_without_a_look_it_is_what_keras_builds_at_once(torch_parameters, values):
    piped = keras.Sequential([keras.Input((8, 8, 3), name="image")], name="model")
    for layer in mixed_layers():
        add_layer(piped, layer)
    at_once = keras.Sequential(
        [keras.Input((8, 8, 3), name="image"), *mixed_layers()], name="model"
    )
    assert torch_parameters(piped) == torch_parameters(at_once)
    assert seen(piped) == seen(at_once)
    at_once.set_weights(piped.get_weights())
    x = values.normal(size=(2, 8, 8, 3)).astype("float32")
    for training in (False, True):
        y, reference = (model(x, training=training) for model in (piped, at_once))
        np.testing.assert_array_equal(numpy(y), numpy(reference))


def piped_and_plain():
    models = []
    for add in (add_layer, keras.Sequential.add):
        model = keras.Sequential([keras.Input((8,))], name="model")
        for name in ("first", "second"):
            add(model, keras.layers.Dense(4, name=name))
        models.append(model)
    return models


@pytest.mark.filterwarnings("ignore:.*InputLayer:UserWarning")
def test_a_model_may_be_quantised_before_its_first_use(values, tmp_path):
    piped, plain = piped_and_plain()
    plain.set_weights(piped.get_weights())
    x = values.normal(size=(2, 8)).astype("float32")
    for model in (piped, plain):
        model.quantize("int8")
    y = piped.predict(x, verbose=0)
    np.testing.assert_array_equal(y, plain.predict(x, verbose=0))
    piped.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(again.predict(x, verbose=0), y)


@pytest.mark.skipif(keras.backend.backend() != "torch", reason="is about PyTorch")
def test_pytorch_sees_the_weights_under_their_names_from_the_start(values):
    piped, plain = piped_and_plain()
    assert {n for n, _ in piped.named_modules()} == {
        n for n, _ in plain.named_modules()
    }
    piped, plain = piped_and_plain()
    weights = plain.state_dict()
    piped.load_state_dict(weights)
    x = values.normal(size=(2, 8)).astype("float32")
    np.testing.assert_array_equal(
        piped.predict(x, verbose=0), plain.predict(x, verbose=0)
    )
    plain.load_state_dict(piped_and_plain()[0].state_dict())


@pytest.mark.skipif(keras.backend.backend() != "torch", reason="is about PyTorch")
def test_pytorch_may_compile_before_the_first_use(values):
    import torch

    piped, plain = piped_and_plain()
    plain.set_weights(piped.get_weights())
    x = values.normal(size=(2, 8)).astype("float32")
    compiled = torch.compile(piped, backend="eager")
    np.testing.assert_allclose(
        numpy(compiled(keras.ops.convert_to_tensor(x))),
        plain.predict(x, verbose=0),
        rtol=1e-6,
    )


@pytest.mark.parametrize(
    "use",
    [
        lambda model, x: model.predict(x, verbose=0),
        lambda model, x: numpy(keras.Sequential([keras.Input((8, 8, 3)), model])(x)),
        lambda model, x: numpy(keras.Model(model.inputs[0], model.outputs[0])(x)),
        lambda model, x: np.zeros(model.compute_output_shape((2, 8, 8, 3))),
        lambda model, x: np.zeros(
            [2, *model.compute_output_spec(model.inputs[0]).shape[1:]]
        ),
        lambda model, x: numpy(keras.models.clone_model(model)(x)),
    ],
    ids=["predict", "in a model", "functional", "shape", "spec", "clone"],
)
def test_the_first_use_may_be_any(use, values):
    model = keras.Sequential([keras.Input((8, 8, 3))])
    for layer in mixed_layers():
        add_layer(model, layer)
    x = values.normal(size=(2, 8, 8, 3)).astype("float32")
    assert use(model, x).shape == (2, 3)
    add_layer(model, keras.layers.Dense(5))
    assert model.output_shape == (None, 5)
    assert model(x).shape == (2, 5)


def test_trains_and_opens_in_keras(tmp_path, values):
    model = keras.Sequential([keras.Input((8, 8, 3))])
    for layer in mixed_layers():
        add_layer(model, layer)
    model.compile("sgd", "sparse_categorical_crossentropy")
    x, y = values.normal(size=(8, 8, 8, 3)), values.integers(0, 3, 8)
    before = model.get_weights()
    model.fit(x, y, verbose=0)
    assert not np.array_equal(before[0], model.get_weights()[0])
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(
        tmp_path / "model.keras",
        custom_objects={"SpatialDropout2D": keras.layers.SpatialDropout2D},
    )
    assert type(again) is keras.Sequential
    np.testing.assert_array_equal(
        again.predict(x, verbose=0), model.predict(x, verbose=0)
    )


def test_a_layer_added_after_the_first_use_is_there(values):
    x = values.normal(size=(4, 3)).astype("float32")
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.compile("sgd", "mse")
    uses = {
        "fit": lambda: model.fit(x, np.ones((4, 2)), verbose=0).history["loss"][0],
        "evaluate": lambda: model.evaluate(x, np.ones((4, 2)), verbose=0),
        "predict": lambda: model.predict(x, verbose=0),
    }
    for use in uses.values():
        use()
    # The output is now 0, and the error 1.
    add_layer(model, keras.layers.Rescaling(0.0))
    for name, use in uses.items():
        np.testing.assert_array_equal(use(), 0 if name == "predict" else 1, name)


class Counts(keras.layers.Layer):
    calls = 0

    def call(self, inputs):
        Counts.calls += 1
        return inputs


@pytest.mark.parametrize("look", [False, True])
def test_a_layer_that_is_added_costs_one_call(look):
    Counts.calls = 0
    model = keras.Sequential([keras.Input((3,))])
    for _ in range(40):
        add_layer(model, Counts())
        if look:
            assert model.output_shape == (None, 3)
    # Keras calls all of them again for each that is added: 820 times.
    assert Counts.calls <= 2 * 40


def test_pop_takes_away_the_last_one():
    model = keras.Sequential([keras.Input((8, 8, 3))])
    for layer in mixed_layers():
        add_layer(model, layer)
    assert model.pop().name == "top"
    assert model.output_shape == (None, 72)
    add_layer(model, keras.layers.Dense(4, name="other"))
    assert model.output_shape == (None, 4)


class NoShape(keras.layers.Layer):
    """Does not say what its output is like before it has data."""

    def call(self, inputs):
        return inputs

    def compute_output_spec(self, inputs):
        raise NotImplementedError


class TwoInputs(keras.layers.Layer):
    def call(self, first, second):
        return first + second


def test_what_keras_leaves_unbuilt_is_left_so():
    ours, plain = built(), built()
    add_layer(ours, NoShape())
    plain.add(NoShape())
    assert (ours.built, len(ours.layers)) == (plain.built, len(plain.layers))
    x = np.zeros((1, 8, 8, 3), "float32")
    assert tuple(ours(x).shape) == tuple(plain(x).shape)


def test_a_layer_of_two_inputs_is_refused_in_keras_words():
    model = built()
    before = state(model)
    with pytest.raises(ValueError, match="single required positional"):
        add_layer(model, TwoInputs())
    assert state(model) == before


def test_errors_in_a_model_that_grows_leave_what_was_added():
    model = keras.Sequential([keras.Input((8, 8, 3))])
    for layer in mixed_layers()[:4]:
        add_layer(model, layer)
        before = state(model)
        for misfit in (SpatialDropout1D(0.5), Refuses()):
            with pytest.raises((ValueError, RuntimeError)):
                add_layer(model, misfit)
            assert state(model) == before
    assert model(np.zeros((1, 8, 8, 3), "float32")).shape == (1, 6, 6, 2)


@pytest.mark.parametrize("make", [only_input, built, built_by_a_call])
def test_a_function_of_r_that_fails_is_no_layer_without_a_shape(make):
    def broken(**kwargs):
        raise ValueError("no way")

    fails = function(broken, "f", [{"name": "x"}])
    model = make()
    before = state(model)
    with pytest.raises(RuntimeError) as caught:
        add_layer(model, keras.layers.Lambda(fails))
    assert failures.is_from_callback(caught.value)
    assert state(model) == before


def test_ends_are_the_models_own_also_when_it_stands_in_another_model():
    model = keras.Sequential([keras.Input((3,))])
    assert (
        find_end(model, "input").shape == find_end(model, "output").shape == (None, 3)
    )
    add_layer(model, keras.layers.Dense(2))
    own = find_end(model, "input"), find_end(model, "output")
    model(keras.Input((3,)))
    assert find_end(model, "input") is own[0]
    assert find_end(model, "output") is own[1]
    x = np.ones((2, 3), "float32")
    again = keras.Model(*own)
    np.testing.assert_allclose(numpy(again(x)), numpy(model(x)))
    assert find_end(unbuilt(), "input") is None
    assert find_end(keras.Sequential(), "output") is None


def test_a_first_layer_may_say_the_shape_with_the_batch():
    def layer():
        layer = keras.layers.Dense(2)
        layer._batch_shape_arg = (3, 4)
        return layer

    model = keras.Sequential()
    add_layer(model, layer())
    assert model.input_shape == (3, 4)
    add_layer(model, layer())
    assert len(model.layers) == 2
    assert make_input_layer(layer()).batch_shape == (3, 4)
    assert make_input_layer(keras.layers.Dense(2)) is None
