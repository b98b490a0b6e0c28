"""Labels and indices that nothing stands for are found, and nothing else is refused."""

import gc
import weakref

import keras
import numpy as np
import pytest

import lamina
from lamina.bridge.r_batches import Batches
from lamina.models.data_errors import CodesError, TargetShapeError

BACKEND = keras.backend.backend()
SPARSE = "sparse_categorical_crossentropy"
X = np.zeros((4, 3), "float32")
TOKENS = np.arange(12, dtype="int32").reshape(4, 3)


def classifier(loss=SPARSE, units=3):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(units)])
    model.compile("sgd", loss)
    return model


def found(model, **arguments):
    """Return what was found, None where nothing was."""
    try:
        lamina.check_codes(model, arguments)
    except (CodesError, TargetShapeError) as error:
        return error
    return None


@pytest.mark.parametrize("dtype", ["int32", "float32", "int64"])
@pytest.mark.parametrize("shape", [(4,), (4, 1)])
def test_labels_that_no_class_has_are_found(dtype, shape):
    model = classifier()
    y = np.array([0, 1, 2, 1], dtype).reshape(shape)
    assert found(model, x=X, y=y) is None
    error = found(model, x=X, y=y + 1)
    assert (error.argument, error.kind, error.highest) == ("y", "class", 2)
    assert error.found == [1, 3]
    assert found(model, x=X, y=y - 1).found == [-1, 1]
    assert found(model, x=X, y=np.full(shape, 99, dtype)).found == [99]
    error = found(model, x=X, y=y, validation_data=(X, y + 1))
    assert error.argument == "validation_data"
    assert found(model, x=X, y=keras.ops.convert_to_tensor(y + 1)).found == [1, 3]
    assert found(model, x=X, y=list(y)) is None


def test_labels_are_whole_numbers():
    model = classifier()
    assert found(model, x=X, y=np.array([0, 1.5, 2, 0])).found == [1.5]
    assert np.isnan(found(model, x=X, y=np.array([0, np.nan, 2, 0])).found[0])
    assert found(model, x=X, y=np.array([True, False, True, True])) is None


@pytest.mark.parametrize(
    "loss",
    [
        "SparseCategoricalCrossentropy",
        "crossentropy",
        "CE",
        keras.losses.sparse_categorical_crossentropy,
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        keras.losses.CategoricalGeneralizedCrossEntropy(),
        [SPARSE],
        {"dense": SPARSE},
    ],
)
def test_a_sparse_loss_is_known_by_any_name(loss):
    model = classifier(loss)
    assert found(model, x=X, y=np.array([1, 2, 3, 1])).found == [1, 3]


@pytest.mark.parametrize(
    "loss",
    [
        None,
        "mse",
        "poisson",
        "categorical_crossentropy",
        lambda y_true, y_pred: keras.ops.mean(y_pred),
        keras.losses.MeanSquaredError(),
    ],
)
def test_other_losses_take_any_number(loss):
    model = classifier(loss)
    assert found(model, x=X, y=np.full((4, 3), -7.5)) is None


def test_what_a_loss_ignores_may_be_anything():
    ignoring = keras.losses.SparseCategoricalCrossentropy(ignore_class=255)
    y = np.array([255, 0, 1, 2])
    assert found(classifier(ignoring), x=X, y=y) is None
    assert found(classifier(ignoring), x=X, y=y + 1).found == [1, 256]
    model = classifier()
    weights = np.array([0.0, 1, 1, 1])
    for shape in ((4,), (4, 1)):
        assert found(model, x=X, y=y, sample_weight=weights.reshape(shape)) is None
    assert found(model, x=X, y=y, sample_weight=weights[::-1]).found == [0, 255]
    assert found(model, x=X, y=y, sample_weight=np.ones(3)).found == [0, 255]


def test_padded_labels_of_a_masked_output_may_be_negative():
    model = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Embedding(20, 2, mask_zero=True),
            keras.layers.Dense(2),
        ]
    )
    model.compile("sgd", SPARSE)
    assert found(model, x=TOKENS, y=np.where(TOKENS > 0, 1, -1)) is None
    assert found(model, x=TOKENS, y=np.where(TOKENS > 0, 2, -1)).found == [-1, 2]


@pytest.mark.parametrize("loss", ["binary_crossentropy", "bce", "crossentropy"])
def test_binary_targets_that_are_classes_are_0_and_1(loss):
    model = classifier(loss, units=1)
    assert found(model, x=X, y=np.array([0, 1, 0.25, 1])) is None
    for y in (np.array([1, 2, 1, 2]), np.array([1.0, 2, 1, 2])):
        error = found(model, x=X, y=y)
        assert (error.kind, error.found) == ("probability", [1, 2])
    assert found(model, x=X, y=np.array([-1, 1, -1, 1])).found == [-1, 1]
    assert np.isnan(found(model, x=X, y=np.array([0, np.nan, 1, 0])).found[0])
    # Noise and rounding.
    for highest in (1.046, np.nextafter(np.float32(1), np.float32(2))):
        assert found(model, x=X, y=np.array([0, 1, highest, 1], "float32")) is None
    assert found(model, x=X, y=np.array([-0.02, 0.9, 0.1, 1])) is None


def test_each_of_several_outputs_has_its_loss():
    x = keras.Input((3,))
    outputs = {
        "wide": keras.layers.Dense(5)(x),
        "number": keras.layers.Dense(1)(x),
        "narrow": keras.layers.Dense(2)(x),
    }
    model = keras.Model(x, outputs)
    model.compile("sgd", {"wide": SPARSE, "number": "mse", "narrow": SPARSE})
    y = {"wide": np.array([4, 0, 1, 2]), "number": X[:, 0] - 5, "narrow": np.ones(4)}
    assert found(model, x=X, y=y) is None
    error = found(model, x=X, y={**y, "narrow": y["wide"]})
    assert (error.name, error.highest, error.found) == ("narrow", 1, [0, 4])
    in_order = keras.Model(x, list(outputs.values()))
    in_order.compile("sgd", [SPARSE, None, SPARSE])
    assert found(in_order, x=X, y=list(y.values())) is None
    assert found(in_order, x=X, y=[y["wide"], None, y["wide"]]).found == [0, 4]


def test_models_without_a_graph_are_asked_for_their_shape():
    waiting = keras.Sequential([keras.layers.Dense(3)])
    waiting.compile("sgd", SPARSE)
    assert found(waiting, x=X, y=np.array([1, 2, 3, 1])).found == [1, 3]
    assert not waiting.built

    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(3)

        def call(self, x):
            return self.dense(x)

    own = Own()
    own.compile("sgd", SPARSE)
    assert found(own, x=X, y=np.array([0, 1, 2, 7])).found == [0, 7]
    assert found(own, x=X, y=np.array([0, 1, 2, 0.5])).found == [0.5]
    assert found(own, x=X, y=np.array([0, 1, 2, 2])) is None
    assert own(X).shape == (4, 3)

    class OwnStep(Own):
        def train_step(self, *args):
            return {}

    step = OwnStep()
    step(X)
    step.compile("sgd", SPARSE)
    assert found(step, x=X, y=np.array([0, 1, 2, 7])) is None


@pytest.mark.parametrize("layer", ["Embedding", "CategoryEncoding"])
def test_indices_are_those_that_a_layer_knows(layer):
    def make(size):
        if layer == "Embedding":
            return keras.layers.Embedding(size, 2, name="layer")
        return keras.layers.CategoryEncoding(size, name="layer")

    model = keras.Sequential([keras.Input((3,)), make(12)])
    assert found(model, x=TOKENS) is None
    error = found(model, x=TOKENS + 1)
    assert (error.argument, error.name, error.highest) == ("x", "layer", 11)
    assert found(model, x=TOKENS - 1).found == [-1, 10]
    assert found(model, x=TOKENS / 2).found == [0.5]
    assert found(model, x=TOKENS, validation_data=(TOKENS + 1, None)) is not None
    assert found(keras.Sequential([make(11)]), x=TOKENS).found == [0, 11]
    for wrong in (TOKENS + 1, keras.ops.convert_to_tensor(TOKENS + 1)):
        for called in (model, model.layers[-1]):
            with pytest.raises(CodesError, match="0 to 11 for 'layer', not 1 to 12"):
                lamina.check_layer_codes(called, wrong)
    lamina.check_layer_codes(model, keras.Input((3,)))
    lamina.check_layer_codes(keras.layers.Dense(1), TOKENS)


def test_indices_are_followed_through_what_only_hands_them_on():
    def model(*layers):
        tensor = x = keras.Input((3,))
        for layer in (*layers, keras.layers.Embedding(12, 2)):
            tensor = layer(tensor)
        return keras.Model(x, tensor)

    each = keras.layers.TimeDistributed(keras.layers.Embedding(12, 2))
    column = keras.layers.Reshape((3, 1))
    for handing in (
        model(keras.layers.Activation("linear"), keras.layers.Identity()),
        model(lambda x: keras.ops.expand_dims(x, -1), keras.ops.transpose),
        keras.Sequential([keras.Input((3,)), column, each]),
    ):
        assert found(handing, x=TOKENS) is None
        assert found(handing, x=TOKENS + 1).found == [1, 12]
        with pytest.raises(CodesError):
            lamina.check_layer_codes(handing, TOKENS + 1)
    whole = model(lambda x: keras.ops.cast(x, "int32"))
    assert found(whole, x=TOKENS + 0.5) is None
    assert found(whole, x=TOKENS - 0.5) is None
    assert found(whole, x=TOKENS + 1).found == [1, 12]
    # Others make new numbers.
    for layer in (
        keras.layers.Activation("relu"),
        lambda x: keras.ops.cast(x, "uint8"),
    ):
        assert found(model(layer), x=TOKENS - 1) is None


def test_indices_are_computed_where_layers_without_weights_make_them():
    layers = keras.layers
    a, b = keras.Input((3,), name="a"), keras.Input((2,), name="b", dtype="int32")
    joined = layers.Concatenate()([a, keras.ops.cast(b, "float32")])
    model = keras.Model([a, b], layers.Embedding(12, 2)(joined))
    low = np.zeros((4, 2), "int32")
    assert found(model, x=[TOKENS, low]) is None
    assert found(model, x=[TOKENS + 1, low]).found == [0, 12]
    assert found(model, x={"a": TOKENS, "b": low - 1}).found == [-1, 11]
    for make, lowest in (
        (layers.Lambda(lambda x: x), 1),
        (layers.Rescaling(1, 1), 2),
        (lambda x: x + 1, 2),
        (lambda x: layers.Lambda(lambda y: y)(x[:, :2]) + 2, 3),
    ):
        x = keras.Input((3,))
        inner = keras.Sequential([keras.Input((3,)), layers.Embedding(12, 2)])
        made = make(x)
        embedding = inner if made.shape[1] == 3 else layers.Embedding(12, 2)
        model = keras.Model(x, embedding(made))
        # Which of the last column is left out does not matter.
        assert found(model, x=np.minimum(TOKENS, 9)) is None
        assert found(model, x=TOKENS + 1).found[0] == lowest
        with pytest.raises(CodesError):
            lamina.check_layer_codes(model, TOKENS + 1)
    # Weights are behind it, and fractions are cut off.
    x = keras.Input((3,))
    model = keras.Model(x, layers.Embedding(12, 2)(layers.Dense(3)(x * 2)))
    assert found(model, x=TOKENS * 9) is None
    model = keras.Model(x, layers.Embedding(12, 2)(x / 2))
    assert found(model, x=TOKENS) is None


def test_a_model_whose_indices_are_computed_is_let_go():
    x = keras.Input((3,))
    model = keras.Model(x, keras.layers.Embedding(12, 2)(x + 1))
    assert found(model, x=TOKENS) is not None
    gone = weakref.ref(model)
    del model, x
    gc.collect()
    assert gone() is None


def test_indices_are_followed_through_what_leaves_some_out():
    def model(take):
        x = keras.Input((3,), name="x")
        return keras.Model({"x": x}, keras.layers.Embedding(12, 2)(take(x)))

    tail = TOKENS + np.array([0, 0, 100])
    for take in (
        lambda x: x[:, :2],
        lambda x: x[:, 1],
        lambda x: keras.ops.cast(keras.ops.expand_dims(x, -1)[:, 0], "int32"),
        lambda x: keras.ops.split(x, 3, axis=1)[1],
        lambda x: keras.ops.reshape(x, (-1, 3))[:, :-1][:, 0],
        lambda x: keras.layers.Cropping1D((0, 1))(keras.ops.expand_dims(x, -1)),
    ):
        taking = model(take)
        for x in (tail, tail.astype("float32"), keras.ops.convert_to_tensor(tail)):
            assert found(taking, x={"x": x}) is None
        assert found(taking, x={"x": tail + 11}).found[1] >= 12
        assert found(taking, x=tail - 20).found[0] < 0


def test_indices_are_followed_into_a_model_for_each_step():
    inner = keras.Sequential([keras.Input((3,)), keras.layers.Embedding(12, 2)])
    model = keras.Sequential([keras.Input((2, 3)), keras.layers.TimeDistributed(inner)])
    x = np.stack([TOKENS, TOKENS], 1)
    assert found(model, x=x) is None
    assert found(model, x=x + 1).found == [1, 12]


def test_monte_carlo_looks_at_its_indices():
    model = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Embedding(12, 2),
            keras.layers.Dropout(0.5),
        ]
    )
    draw = lamina.monte_carlo_of(model).predict
    with pytest.raises(CodesError, match="not 1 to 12"):
        draw(TOKENS + 1, samples=2, verbose=0)


def test_a_layer_with_a_call_of_its_own_takes_what_it_likes():
    class Hashing(keras.layers.Embedding):
        def call(self, inputs):
            return super().call(inputs % self.input_dim)

    class Words(keras.layers.Embedding):
        pass

    from_r = lamina.from_r.r_class(
        "layer",
        "HashingOfR",
        {
            "call": {
                "run": lambda self, inputs: inputs,
                "parameters": [{"name": "inputs"}],
            }
        },
        base=keras.layers.CategoryEncoding,
    )
    for layer in (Hashing(5, 2), from_r(num_tokens=5)):
        lamina.check_layer_codes(layer, TOKENS)
        assert found(keras.Sequential([keras.Input((3,)), layer]), x=TOKENS) is None
    for layer in (Words(5, 2), keras.layers.ReversibleEmbedding(5, 2)):
        with pytest.raises(CodesError, match="from 0 to 4"):
            lamina.check_layer_codes(layer, TOKENS)


def test_indices_are_followed_through_a_graph():
    words, numbers = keras.Input((3,), name="words"), keras.Input((3,), name="numbers")
    inner = keras.Sequential(
        [keras.Input((3,)), keras.layers.Reshape((3, 1)), keras.layers.Embedding(12, 2)]
    )
    out = keras.layers.Concatenate()(
        [keras.layers.Flatten()(inner(words)), keras.layers.Dense(1)(numbers)]
    )
    for inputs in ([words, numbers], {"words": words, "numbers": numbers}):
        model = keras.Model(inputs, out)
        for wrong, x in ((False, TOKENS), (True, TOKENS + 1)):
            named = {"numbers": TOKENS * 9.5, "words": x}
            assert (found(model, x=named) is not None) is wrong
            if isinstance(inputs, list):
                assert (found(model, x=[x, TOKENS * 9.5]) is not None) is wrong


@pytest.mark.skipif(BACKEND == "numpy", reason="Keras' NumPy backend cannot train")
def test_methods_refuse_them_and_change_nothing():
    model = classifier()
    before = model.get_weights()
    for method in ("fit", "evaluate"):
        with pytest.raises(CodesError, match="`y` must contain whole numbers"):
            lamina.run_method(model, method, x=X, y=np.array([1, 2, 3, 1]), verbose=0)
    for value, expected in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(value, expected)


class Sequence(keras.utils.PyDataset):
    def __init__(self, x, y):
        super().__init__()
        self.x, self.y = x, y

    def __len__(self):
        return 2

    def __getitem__(self, index):
        rows = slice(2 * index, 2 * index + 2)
        return self.x[rows], self.y[rows]


def generator(x, y):
    for start in (0, 2):
        yield x[start : start + 2], y[start : start + 2]


def drawn(x, y):
    batches = generator(x, y)
    return Batches(lambda: next(batches, None))


def data_set(x, y):
    tf = pytest.importorskip("tensorflow")
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(2)


def loader(x, y):
    torch = pytest.importorskip("torch")
    data = torch.utils.data.TensorDataset(torch.tensor(x), torch.tensor(y))
    return torch.utils.data.DataLoader(data, batch_size=2)


@pytest.mark.skipif(BACKEND == "numpy", reason="Keras' NumPy backend cannot train")
@pytest.mark.filterwarnings("ignore:Your input ran out of data")
@pytest.mark.parametrize("batches", [Sequence, generator, drawn, data_set, loader])
def test_batches_are_looked_at_as_they_come(batches):
    def run(method, **arguments):
        return lamina.run_method(model, method, verbose=0, **arguments)

    def training(x, y):
        # Only in their second batch.
        return {"x": batches(X, np.array([0, 1, *y])), "shuffle": False}

    model = classifier(keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    right = np.array([0, 1, 1, 2])
    expected = model.evaluate(X, right, verbose=0)
    found = run("evaluate", x=batches(X, right))
    np.testing.assert_allclose(found, expected, rtol=1e-5)
    history = run("fit", **training(X, [1, 2]), validation_data=batches(X, right))
    assert len(history.history["val_loss"]) == 1
    with pytest.raises(CodesError, match=r"batches of `x` .* 0 to 2, not 1 to 3"):
        run("fit", **training(X, [1, 3]))
    with pytest.raises(CodesError, match="batches of `x`"):
        run("evaluate", x=batches(X, np.array([0, 1, 1, 3])))
    wrong = batches(X, np.array([0, 1, 1, 3]))
    with pytest.raises(CodesError, match="batches of `validation_data`"):
        run("fit", **training(X, [1, 2]), validation_data=wrong)
    assert all(np.isfinite(weight).all() for weight in model.get_weights())
    model = keras.Sequential([keras.Input((3,)), keras.layers.Embedding(12, 2)])
    assert run("predict", x=batches(TOKENS, X)).shape == (4, 3, 2)
    with pytest.raises(CodesError, match=r"batches of `x` .* 0 to 11 .* not 7 to 12"):
        run("predict", x=batches(TOKENS + 1, X))
    model = classifier("mse", units=2)
    with pytest.raises(
        TargetShapeError, match=r"\(None, 2\) of the output, not \(2, 1"
    ):
        run("evaluate", x=batches(X, X[:, :1]))
    assert np.isfinite(run("evaluate", x=batches(X, X[:, :2])))


@pytest.mark.skipif(BACKEND == "numpy", reason="Keras' NumPy backend cannot train")
def test_a_model_that_is_not_built_is_looked_at_too():
    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(3)

        def call(self, x):
            return self.dense(x["x"])

    model = Own()
    model.compile("sgd", SPARSE)
    tf = pytest.importorskip("tensorflow")

    def data(y):
        parts = {"x": X}, np.array(y), np.array([1, 1, 0, 1.0])
        return tf.data.Dataset.from_tensor_slices(parts).batch(2)

    with pytest.raises(CodesError, match="not 1 to 3"):
        lamina.run_method(model, "fit", x=data([1, 3, 0, 0]), verbose=0, shuffle=False)
    # One without weight may be anything.
    lamina.run_method(model, "fit", x=data([1, 2, 2, 0]), verbose=0, shuffle=False)


@pytest.mark.skipif(BACKEND == "numpy", reason="Keras' NumPy backend cannot train")
def test_methods_for_one_batch_look_at_it():
    model = classifier()
    for method in ("train_on_batch", "test_on_batch"):
        with pytest.raises(CodesError, match="`y` must contain"):
            lamina.run_method(model, method, x=X, y=np.array([1, 2, 3, 1]))


ELEMENTWISE = [
    "mse",
    "MeanAbsoluteError",
    "huber",
    keras.losses.poisson,
    keras.losses.CosineSimilarity(),
    keras.losses.Hinge(),
    {"dense": "kl_divergence"},
]


@pytest.mark.parametrize("loss", ELEMENTWISE)
def test_targets_that_would_be_repeated_are_found(loss):
    def model(*shape):
        x = keras.Input(shape)
        out = keras.layers.Dense(shape[-1], name="dense")(x)
        made = keras.Model(x, out)
        made.compile("sgd", loss)
        return made

    for shape, came in (
        ((1,), (4, 2)),
        ((3,), (4, 1)),
        ((3,), (4,)),
        ((4,), (4,)),
        ((5, 3), (4, 3)),
        ((5, 1), (4,)),
        ((5, 1), (4, 1)),
        ((5, 3), (4, 5, 1)),
    ):
        error = found(model(*shape), x=np.ones((4, *shape)), y=np.ones(came))
        assert isinstance(error, TargetShapeError)
        assert (error.argument, error.name) == ("y", None)
        assert (error.shape, error.found) == ((None, *shape), came)
    for shape, came in (
        ((1,), (4,)),
        ((1,), (4, 1)),
        ((1,), (4, 1, 1)),
        ((3,), (4, 3)),
        ((3,), (4, 3, 1)),
        ((5, 1), (4, 5)),
        ((5, 1), (4, 5, 1)),
        ((None, 1), (4, 5)),
        ((None, 3), (4, 5, 3)),
        # Repeated along an inner axis, perhaps with a purpose.
        ((5, 3), (4, 1, 3)),
    ):
        assert found(model(*shape), x=np.ones((4, *shape[1:])), y=np.ones(came)) is None


def test_targets_are_repeated_where_a_loss_may_have_a_purpose():
    class Own(keras.losses.MeanSquaredError):
        pass

    for loss in (Own(), lambda y_true, y_pred: keras.ops.mean(y_pred - y_true), None):
        assert found(classifier(loss), x=X, y=np.ones((4, 1))) is None
    for loss in (SPARSE, "categorical_crossentropy"):
        y = np.ones((4, 1 if loss == SPARSE else 3))
        assert found(classifier(loss), x=X, y=y) is None


def test_the_output_whose_targets_would_be_repeated_is_named():
    x = keras.Input((3,))
    outputs = {"a": keras.layers.Dense(1)(x), "b": keras.layers.Dense(2)(x)}
    model = keras.Model(x, outputs)
    model.compile("sgd", {"a": "mse", "b": "mae"})
    y = {"a": np.ones(4), "b": np.ones((4, 2))}
    assert found(model, x=X, y=y) is None
    error = found(model, x=X, y={**y, "b": np.ones(4)})
    assert (error.name, error.shape, error.found) == ("b", (None, 2), (4,))
    error = found(model, x=X, y=y, validation_data=(X, {**y, "a": np.ones((4, 2))}))
    assert (error.argument, error.name) == ("validation_data", "a")


def test_a_model_that_gives_the_width_of_its_input_has_no_fixed_one():
    class Same(keras.Model):
        def call(self, x):
            return 2 * x

    model = Same()
    model.compile("sgd", "mse")
    for width in (3, 5):
        x = np.ones((4, width))
        assert found(model, x=x, y=x) is None
        assert found(model, x=x, y=x[:, :1]).shape == (None, width)
