"""What a model was declared with, and predictions in that order."""

import keras
import numpy as np
import pytest

import lamina

X = np.ones((6, 2), "float32")


@pytest.fixture
def model():
    # The names are in another order than that of the alphabet.
    inputs = {name: keras.Input((2,), name=name) for name in ("z", "a")}
    layers = {
        "late": keras.layers.Dense(1, name="one"),
        "early": keras.layers.Dense(3, name="three"),
    }
    return keras.Model(
        inputs, {name: layer(inputs["z"]) for name, layer in layers.items()}
    )


def test_names_shapes_and_types_are_in_the_order_of_the_declaration(model):
    ends = lamina.ends(model)
    assert ends["inputs"]["keys"] == ["z", "a"]
    assert ends["outputs"]["keys"] == ["late", "early"]
    assert ends["outputs"]["shapes"] == [[-1, 1], [-1, 3]]
    assert ends["outputs"]["names"] == ["one", "three"]
    assert ends["inputs"]["dtypes"] == ["float32", "float32"]
    assert ends["inputs"]["optional"] == [False, False]


def test_a_saved_model_keeps_the_order(model, tmp_path):
    model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    assert lamina.ends(again)["outputs"]["keys"] == ["late", "early"]


def test_one_tensor_and_lists_have_no_keys():
    x = keras.Input(batch_shape=(4, 2), name="x", dtype="int32", optional=True)
    y = keras.layers.Embedding(3, 1, name="y")(x)
    for struct in (y, [y]):
        ends = lamina.ends(keras.Model(x, struct))
        assert ends["inputs"] == {
            "keys": None,
            "names": ["x"],
            "shapes": [[4, 2]],
            "dtypes": ["int32"],
            "sparse": [False],
            "optional": [True],
        }
        assert ends["outputs"]["names"] == ["y"]


def test_a_model_with_code_of_its_own_says_nothing():
    class Own(keras.Model):
        def call(self, x):
            return x

    own = Own()
    own(X)
    assert lamina.ends(own)["inputs"] is None
    assert lamina.ends(keras.Sequential([keras.layers.Dense(1)]))["outputs"] is None


def test_outputs_without_a_loss_need_no_targets(model):
    def without(loss):
        model.compile("sgd", loss)
        return lamina.ends(model)["outputs"]["optional"]

    assert without("mse") == [False, False]
    assert without({"early": "mse"}) == [True, False]
    assert without({"three": "mse"}) == [True, False]
    assert without(["mse", None]) == [False, True]


def test_a_loss_needs_targets_unless_a_step_is_the_models_own(model):
    class Own(keras.Model):
        def train_step(self, *args):
            return {}

    x = keras.Input((2,))
    own = Own(x, keras.layers.Dense(1)(x))
    assert not lamina.ends(model)["has_loss"]
    for each, expected in ((model, True), (own, False)):
        each.compile("sgd", "mse")
        assert lamina.ends(each)["has_loss"] is expected


def test_a_prediction_has_its_outputs_in_the_order_of_the_declaration(model):
    got = lamina.run_method(model, "predict", x={"z": X, "a": X}, verbose=0)
    assert [(key, value.shape) for key, value in got.items()] == [
        ("late", (6, 1)),
        ("early", (6, 3)),
    ]


@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_numbers_of_the_backend_alone_become_float32(dtype):
    x = keras.Input((2,))
    outputs = [keras.layers.Dense(1, dtype=t)(x) for t in (dtype, "float32")]
    model = keras.Model(x, outputs)
    got = lamina.run_method(model, "predict", x=X, verbose=0)
    plain = "float32" if dtype == "bfloat16" else dtype
    assert [array.dtype.name for array in got] == [plain, "float32"]
    expected = keras.ops.convert_to_numpy(
        keras.ops.cast(model(X, training=False)[0], "float32")
    )
    np.testing.assert_allclose(got[0], expected, rtol=1e-2)


def test_a_model_that_waits_for_data_takes_batches_of_any_size():
    model = keras.Sequential([keras.layers.Dense(2)])
    lamina.run_method(model, "predict", x=X, batch_size=4, verbose=0)
    assert model.input_shape == (None, 2)


def test_a_layer_that_needs_the_size_of_the_batch_still_waits_for_it():
    model = keras.Sequential([keras.layers.LSTM(2, stateful=True)])
    lamina.open_batch(model, np.ones((4, 3, 2)))
    assert not model.built
    model.build((4, 3, 2))
    assert lamina.ends(model)["inputs"]["shapes"] == [[4, 3, 2]]


def test_data_of_another_rank_are_taken_in_any_order():
    x = np.arange(4, dtype="float32")
    for first, second in ((x, x[:, None]), (x[:, None], x)):
        model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
        expected = [lamina.run_method(model, "predict", x=first, verbose=0)]
        expected += [lamina.run_method(model, "predict", x=second, verbose=0)]
        np.testing.assert_array_equal(*expected)
