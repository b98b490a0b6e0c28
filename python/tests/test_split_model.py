"""With nothing drawn, the two parts together are the model."""

import itertools
import logging

import keras
import numpy as np
import pytest
from keras import layers, ops

import lamina
from lamina.layers.draws_with import rate_of
from lamina.models.model_graph import graph_of, is_plain_graph
from lamina.uncertainty.drawing import drawing
from lamina.uncertainty.draws import Draws
from lamina.uncertainty.keyed_numbers import row_keys
from lamina.uncertainty.split_model import SplitModel

# Keras says so of a nested functional model, yet hands the mask on inside.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Layer .* does not support masking:UserWarning"
)


def keys(batch, draws, seed=1):
    examples, numbers = np.meshgrid(np.arange(batch), np.arange(draws), indexing="ij")
    return row_keys(seed, numbers, examples)


def droppers(model):
    return [layer for layer in model._flatten_layers() if rate_of(layer) > 0]


def split_of(model):
    return SplitModel(model, droppers(model), Draws())


def batch_for(model, size=3):
    """Numbers in the structure that a functional model takes."""
    rng = np.random.default_rng(3)

    def values(tensor):
        shape = (size, *(side or 4 for side in tensor.shape[1:]))
        if "int" in tensor.dtype:
            return rng.integers(0, 5, shape).astype("int32")
        return rng.normal(size=shape).astype("float32")

    return keras.tree.map_structure(values, getattr(model, "_functional", model).input)


def dense_bn(x, **kwargs):
    return layers.BatchNormalization()(layers.Dense(4, **kwargs)(x))


def sequential():
    return keras.Sequential(
        [
            keras.Input((5,)),
            layers.Dense(4, activation="relu"),
            layers.BatchNormalization(),
            layers.Dropout(0.5),
            layers.Dense(2),
        ]
    )


def dropout_first():
    return keras.Sequential([keras.Input((5,)), layers.Dropout(0.5), layers.Dense(2)])


def dropout_last():
    return keras.Sequential([keras.Input((5,)), layers.Dense(2), layers.Dropout(0.5)])


def piped():
    model = keras.Sequential(name="piped")
    for layer in sequential().layers:
        lamina.add_layer(model, layer.__class__.from_config(layer.get_config()))
    model.build((None, 5))
    lamina.add_layer(model, layers.Dense(3))
    return model


def residual():
    x = keras.Input((4,))
    y = dense_bn(x)
    z = layers.Dropout(0.5)(y)
    return keras.Model(x, layers.Dense(2)(layers.add([y, z, x])))


def shared_layers():
    a, b = keras.Input((4,)), keras.Input((4,))
    dense, drop = layers.Dense(4), layers.Dropout(0.5)
    y = drop(dense(a)) - drop(dense(b)) * dense(drop(dense(b)))
    return keras.Model([a, b], y)


def nested():
    inner = sequential()
    x = keras.Input((5,))
    y = inner(layers.Dense(5)(x))
    return keras.Model(x, ops.concatenate([inner(x), y], axis=-1) * 2.0)


def nested_twice():
    x = keras.Input((5,))
    middle = keras.Model(x, [sequential()(x), layers.Dense(2)(x)])
    z = keras.Input((5,))
    a, b = middle(layers.Dense(5, "tanh")(z))
    return keras.Model(z, [b, a + b])


def nested_with_dictionaries():
    a, b = keras.Input((3,), name="a"), keras.Input((2,), name="b")
    y = layers.Dropout(0.4)(layers.Dense(3)(a))
    inner = keras.Model({"b": b, "a": a}, {"z": y, "c": layers.Dense(2)(b)})
    p, q = keras.Input((2,), name="p"), keras.Input((3,), name="q")
    out = inner({"a": layers.Dense(3)(q), "b": p})
    return keras.Model({"q": q, "p": p}, {"y": out["z"] + q, "x": out["c"] * 2.0})


def several_outputs():
    x = keras.Input((4,))
    y = dense_bn(x)
    mean = layers.Dense(1, name="mean")(layers.Dropout(0.3)(y))
    return keras.Model(x, [layers.Dense(3, name="sure")(y), mean, x])


def embedding():
    x = keras.Input((6,), dtype="int32")
    y = layers.Embedding(5, 4, mask_zero=True)(x)
    y = layers.SpatialDropout1D(0.4)(y)
    return keras.Model(x, layers.Dense(2)(layers.GRU(3)(y)))


def mask_used_after_drop():
    x = keras.Input((6,), dtype="int32")
    y = layers.Embedding(5, 4, mask_zero=True)(x)
    z = layers.Dropout(0.4)(y)
    return keras.Model(x, layers.GlobalAveragePooling1D()(layers.add([z, y])))


def masked_before_and_after():
    x = keras.Input((6, 3))
    y = layers.Masking(mask_value=-1.0)(x)
    y = layers.LSTM(4, return_sequences=True)(y)
    y = layers.LSTM(3, dropout=0.4)(y)
    return keras.Model(x, y)


def nested_mask():
    inner = keras.Sequential(
        [keras.Input((6, 4)), layers.Dropout(0.5), layers.LSTM(3)], name="inner"
    )
    x = keras.Input((6,), dtype="int32")
    y = layers.Embedding(5, 4, mask_zero=True)(x)
    return keras.Model(x, inner(y))


def nested_explicit_mask():
    inner_x = keras.Input((6, 4))
    inner = keras.Model(inner_x, layers.LSTM(3)(layers.Dropout(0.5)(inner_x)))
    x, mask = keras.Input((6, 4)), keras.Input((6,), dtype="int32")
    return keras.Model([x, mask], inner(x, mask=ops.greater(mask, 1)))


def nested_rank():
    inner = keras.Sequential([keras.Input((5,)), layers.Dropout(0.5), layers.Dense(2)])
    x = keras.Input((5, 1))
    return keras.Model(x, inner(x * 2.0))


def attention():
    x = keras.Input((5, 4))
    y = layers.Dense(4)(x)
    z = layers.MultiHeadAttention(2, 3, dropout=0.3)(y, x)
    return keras.Model(x, layers.GlobalAveragePooling1D()(z + y))


def attention_masked():
    x = keras.Input((6,), dtype="int32")
    y = layers.Embedding(5, 4, mask_zero=True)(x)
    return keras.Model(x, layers.MultiHeadAttention(2, 3, dropout=0.3)(y, y))


def with_operations():
    x = keras.Input((4, 4, 3))
    y = ops.relu(layers.Conv2D(4, 3, padding="same")(x))
    y = lamina.SpatialDropout2D(0.5)(y)
    first, second = ops.split(y, 2, axis=-1)
    y = layers.Lambda(lambda t: t * 3.0)(ops.concatenate([second, first], axis=-1))
    return keras.Model(x, ops.mean(y, axis=(1, 2)))


class Composite(keras.Layer):
    """Hands on masks with the tensors alone."""

    def __init__(self):
        super().__init__()
        self.drop, self.lstm = layers.Dropout(0.4), layers.LSTM(3)
        self.supports_masking = True

    def call(self, x):
        return self.lstm(self.drop(x))


def mask_of_a_tensor():
    x = keras.Input((6,), dtype="int32")
    y = layers.Embedding(5, 4, mask_zero=True)(x)
    return keras.Model(x, Composite()(y))


def any_length():
    x = keras.Input((None, 3))
    y = layers.TimeDistributed(layers.Dropout(0.5))(layers.Dense(3)(x))
    return keras.Model(x, layers.GRU(2)(y))


def one_batch_size():
    x = keras.Input(batch_shape=(3, 4))
    return keras.Model(x, layers.Dense(2)(layers.Dropout(0.5)(layers.Dense(4)(x))))


def reshapes():
    x = keras.Input((4, 6))
    y = layers.TimeDistributed(layers.Dense(3))(x)
    y = layers.Bidirectional(layers.GRU(2, recurrent_dropout=0.4))(y)
    return keras.Model(x, layers.Reshape((2, 2))(y))


def always_training():
    x = keras.Input((6,))
    y = layers.BatchNormalization()(layers.Dense(6)(x))
    return keras.Model(x, layers.Dropout(0.5)(y) + 1.0)


GRAPHS = [
    sequential,
    dropout_first,
    dropout_last,
    piped,
    residual,
    shared_layers,
    nested,
    nested_twice,
    nested_with_dictionaries,
    several_outputs,
    embedding,
    mask_used_after_drop,
    masked_before_and_after,
    nested_mask,
    nested_explicit_mask,
    nested_rank,
    attention,
    attention_masked,
    mask_of_a_tensor,
    any_length,
    one_batch_size,
    with_operations,
    reshapes,
    always_training,
]


def outputs_of(model, x):
    return [np.asarray(y) for y in keras.tree.flatten(model.predict_on_batch(x))]


def assert_is_the_model(model, x, split=None):
    split = split or split_of(model)
    size = len(keras.tree.flatten(x)[0])
    expected = outputs_of(model, x)
    got = split.draw(split.features(x), keys(size, 2))
    assert len(got) == len(expected)
    for y, whole in zip(got, expected, strict=True):
        assert y.shape == (size, 2, *whole.shape[1:])
        assert y.dtype == whole.dtype
        np.testing.assert_allclose(y[:, 0], y[:, 1], rtol=2e-5, atol=1e-5)
        np.testing.assert_allclose(y[:, 0], whole, rtol=2e-5, atol=1e-5)
    return split


@pytest.mark.parametrize("make", GRAPHS, ids=lambda make: make.__name__)
def test_without_draws_the_parts_are_the_model(make):
    model = make()
    for variable in model.trainable_variables:
        shape = variable.shape
        values = np.random.default_rng(len(shape)).normal(0.1, 0.6, shape)
        variable.assign(values)
    x = batch_for(model)
    split = assert_is_the_model(model, x)
    assert split.shares_work == (make is not dropout_first)
    assert droppers(model)


@pytest.mark.parametrize("make", GRAPHS, ids=lambda make: make.__name__)
def test_the_first_part_holds_what_no_draw_changes_and_no_more(make):
    model = make()
    split = split_of(model)
    layers_in = {id(layer) for layer in droppers(model)}

    def draws(step):
        operation = step.node.operation
        inside = getattr(operation, "_flatten_layers", lambda: [])()
        return any(id(layer) in layers_in for layer in inside)

    assert not any(draws(step) for step in split._first)
    random = {key for step in split._second for key in step.outputs}
    assert not any(random & set(step.inputs) for step in split._first)
    for step in split._second:
        assert draws(step) or random & set(step.inputs)


class OwnCall(keras.Model):
    def __init__(self):
        super().__init__()
        self.first, self.drop = layers.Dense(3), layers.Dropout(0.5)
        self.last = layers.Dense(2)

    def call(self, x, training=None):
        if isinstance(x, dict):
            x = x["a"] - 2 * x["b"]
        return {"y": self.last(self.drop(self.first(x), training=training)), "x": x}


class FunctionalWithOwnCall(keras.Model):
    def call(self, x, training=None):
        return 2 * super().call(x, training=training)


class SequentialWithOwnCall(keras.Sequential):
    def call(self, x, training=None, mask=None):
        return 2 * super().call(x, training=training, mask=mask)


def test_models_with_a_call_of_their_own_are_run_as_a_whole():
    x = np.random.default_rng(1).normal(size=(3, 5)).astype("float32")
    own = OwnCall()
    own(x)
    inputs = keras.Input((5,))
    functional = FunctionalWithOwnCall(inputs, dropout_last()(inputs))
    stack = SequentialWithOwnCall([keras.Input((5,)), layers.Dense(2)])
    stack.add(layers.Dropout(0.5))
    for model in (own, functional, stack):
        assert not is_plain_graph(model)
        split = assert_is_the_model(model, x)
        assert not split.shares_work
        assert split.bytes_per_row() is None


def test_the_same_arrays_in_another_structure_are_not_mixed_up():
    x = np.random.default_rng(1).normal(size=(2, 3, 4)).astype("float32")
    model = OwnCall()
    model({"a": x[0], "b": x[1]})
    split = split_of(model)
    for names in ("ab", "ba"):
        assert_is_the_model(model, dict(zip(names, x, strict=True)), split)
    # Keras takes a dictionary where a model has a list, by the names of the inputs.
    b, a = keras.Input((4,), name="b"), keras.Input((4,), name="a")
    model = keras.Model([b, a], layers.Dropout(0.5)(b) - 2 * layers.Dropout(0.5)(a))
    split = split_of(model)
    assert not split.shares_work
    as_list = assert_is_the_model(model, [x[0], x[1]], split)
    assert_is_the_model(model, {"a": x[1], "b": x[0]}, as_list)
    shared = keras.Model([b, a], layers.Dropout(0.5)(layers.Dense(2)(b)) - 2 * a[:, :2])
    split = assert_is_the_model(shared, [x[0], x[1]])
    assert split.shares_work
    assert_is_the_model(shared, {"a": x[1], "b": x[0]}, split)


@pytest.mark.parametrize("dtype", ["float16", "mixed_float16", "float64", "bfloat16"])
def test_dtypes_cross_the_cut_unchanged(dtype):
    if dtype == "float64" and keras.backend.backend() == "jax":
        pytest.skip("JAX has float64 only where a switch is on from the start")
    x = keras.Input((4,), dtype="float64" if dtype == "float64" else "float32")
    y = layers.Dense(8, dtype=dtype)(x)
    # An operation has no dtype of its own.
    z = layers.Dropout(0.5, dtype=dtype)(y) * 3 + y
    model = keras.Model(x, ops.exp(z))
    values = np.random.default_rng(1).normal(size=(3, 4)).astype("float32")
    split = split_of(model)
    expected = ops.convert_to_numpy(model(values, training=False))
    (got,) = split.draw(split.features(values), keys(3, 2))
    assert got.dtype == expected.dtype
    got, expected = got.astype("float64"), expected.astype("float64")
    tolerance = {"float64": 1e-14, "bfloat16": 0.02}.get(dtype, 2e-3)
    np.testing.assert_allclose(got[:, 1], expected, rtol=tolerance)


def test_layers_whose_training_is_on_by_default_are_off():
    class Doubles(keras.Layer):
        def call(self, x, training=True):
            return 2 * x if training else x

    class Holds(keras.Layer):
        def __init__(self):
            super().__init__()
            self.inside = Doubles()

        def call(self, x):
            return self.inside(x)

    x = keras.Input((3,))
    y = layers.Dropout(0.5)(Holds()(Doubles()(x)))
    model = keras.Model(x, Holds()(Doubles()(y)))
    values = np.ones((2, 3), "float32")
    split = split_of(model)
    (y,) = split.draw(split.features(values), keys(2, 2))
    np.testing.assert_array_equal(y, 1)


def test_one_row_one_draw_and_many():
    model = residual()
    x = batch_for(model, 4)
    split = split_of(model)
    whole = outputs_of(model, x)[0]
    for size, draws in itertools.product((1, 4), (1, 5)):
        (y,) = split.draw(split.features(x[:size]), keys(size, draws))
        assert y.shape == (size, draws, 2)
        for draw in range(draws):
            np.testing.assert_allclose(y[:, draw], whole[:size], rtol=1e-5, atol=1e-5)


def test_each_row_of_the_second_part_has_its_key(values):
    """The draws are those that a layer makes with the same keys by itself."""
    drop = layers.Dropout(0.5)
    x = keras.Input((6,))
    model = keras.Model(x, layers.Activation("relu")(drop(ops.abs(x))))
    draws = Draws()
    split = SplitModel(model, [drop], draws)
    data = values.uniform(1, 2, (4, 6)).astype("float32")
    some = keys(4, 3)
    with drawing([drop], draws):
        (got,) = split.draw(split.features(data), some)
        for i, j in np.ndindex(4, 3):
            draws.start(ops.convert_to_tensor(some[i, j][None]))
            alone = ops.convert_to_numpy(drop(ops.convert_to_tensor(data[i][None])))
            np.testing.assert_allclose(got[i, j], alone[0], rtol=1e-6)


def test_the_first_part_is_computed_once_a_batch():
    calls = []

    class Counts(keras.Layer):
        def call(self, x):
            calls.append(tuple(x.shape))
            return x

    x = keras.Input((3,))
    model = keras.Model(x, layers.Dropout(0.5)(Counts()(x)))
    split = split_of(model)
    split.survey(np.ones((2, 3), "float32"))
    calls.clear()
    features = split.features(np.ones((2, 3), "float32"))
    assert set(calls) == {(2, 3)}
    calls.clear()
    for _ in range(3):
        split.draw(features, keys(2, 4))
    assert not calls


def test_the_graph_of_a_nested_model_is_taken_apart_where_it_is_asked_for():
    model = nested()
    whole = graph_of(model, lambda part: False)
    apart = graph_of(model, lambda part: True)
    names = [step.node.operation.__class__.__name__ for step in apart.steps]
    assert names.count("BatchNormalization") == names.count("Dropout") == 2
    assert len(whole.steps) < len(apart.steps)
    assert len(whole.inputs) == len(whole.outputs) == 1


def test_an_output_without_a_row_for_each_example_is_an_error():
    x = keras.Input((4, 3))
    model = keras.Model(x, layers.Dropout(0.5)(ops.reshape(x, (-1, 3))))
    split = split_of(model)
    features = split.features(np.ones((2, 4, 3), "float32"))
    with pytest.raises(ValueError, match=r"one row .* 6 it returns shape \(24, 3\)"):
        split.draw(features, keys(2, 3))


def test_second_layers_are_those_that_are_run_for_each_draw():
    model = nested()
    found = split_of(model).second_layers()
    inner = model.layers[2]
    assert inner.layers[2] in found
    assert inner.layers[3] in found
    assert model.layers[1] not in found
    assert inner.layers[0] not in found
    own = OwnCall()
    own(np.ones((2, 5), "float32"))
    assert own.last in split_of(own).second_layers()


def test_bytes_per_row_is_that_of_the_largest_step():
    model = keras.Sequential(
        [
            keras.Input((100,)),
            layers.Dense(10),
            layers.Dropout(0.5),
            layers.Dense(20),
            layers.Dense(7),
        ]
    )
    assert split_of(model).bytes_per_row() == 4 * (10 + 20)
    x = keras.Input((None, 3))
    model = keras.Model(x, layers.Dropout(0.5)(x))
    assert split_of(model).bytes_per_row() is None


def test_the_model_is_left_as_it_is():
    model = nested()
    before = [np.array(v) for v in model.variables]
    layers_before = list(model._flatten_layers())
    nodes = [len(layer._inbound_nodes) for layer in layers_before]
    split = split_of(model)
    split.draw(split.features(batch_for(model)), keys(3, 2))
    assert list(model._flatten_layers()) == layers_before
    assert [len(layer._inbound_nodes) for layer in layers_before] == nodes
    assert [layer.trainable for layer in layers_before] == [True] * len(layers_before)
    for variable, value in zip(model.variables, before, strict=True):
        np.testing.assert_array_equal(np.array(variable), value)


@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="the warning is TensorFlow's"
)
def test_compiled_parts_are_not_taken_for_one_that_is_compiled_anew(caplog):
    filters = list(logging.getLogger("tensorflow").filters)
    split = split_of(sequential())
    for batch in range(2, 10):
        x = np.ones((batch, 5), "float32")
        split.draw(split.features(x), keys(batch, 2))
    logging.getLogger("tensorflow").warning("something else")
    assert [record.getMessage() for record in caplog.records] == ["something else"]
    assert logging.getLogger("tensorflow").filters == filters
