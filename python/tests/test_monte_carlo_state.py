"""Draws leave a model alone: other threads, failures, copies, and what it becomes."""

import copy
import pickle
import threading

import keras
import numpy as np
import pytest
from failing import FailsAsItRuns
from keras import layers, ops
from monte_carlo_models import small

import lamina
from lamina import MonteCarloDropout
from lamina._backend import with_values
from lamina.models import training
from lamina.models.model_state import ModelState
from lamina.uncertainty import split_model, stand_ins

BACKEND = keras.backend.backend()
X = np.random.default_rng(1).normal(size=(5, 4, 3)).astype("float32")


@keras.saving.register_keras_serializable("lamina_tests")
class CallsSuper(layers.Dropout):
    def call(self, inputs, training=False):
        return super().call(inputs, training=training)


@keras.saving.register_keras_serializable("lamina_tests")
class OwnDraws(layers.Layer):
    """Draws through seed generators of its own, in whatever it holds them."""

    def __init__(self, rate=0.5, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate
        self.seeds = [keras.random.SeedGenerator(1), keras.random.SeedGenerator(2)]

    def call(self, inputs, training=False):
        if not training:
            return inputs
        for seed in self.seeds:
            inputs = inputs * keras.random.uniform(ops.shape(inputs), 0, 2, seed=seed)
        return inputs


def every_kind():
    keras.utils.set_random_seed(1)
    return keras.Sequential(
        [
            keras.Input((4, 3)),
            layers.LSTM(4, return_sequences=True, dropout=0.3, recurrent_dropout=0.3),
            lamina.SpatialDropout1D(0.3),
            CallsSuper(0.4),
            OwnDraws(name="own"),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(2),
        ]
    )


@pytest.fixture(scope="module")
def model():
    return every_kind()


def draws_of(mc, seed=1, samples=6):
    return mc.predict(X, samples, seed=seed, keep_samples=True, verbose=0).samples


def names_in(model):
    return [layer.name for layer in model.layers if not layer.name.startswith("fl")][:5]


def test_threads_draw_as_one_does_and_others_draw_nothing(model):
    plain = ops.convert_to_numpy(model(X))
    objects = [MonteCarloDropout(model, names_in(model)), MonteCarloDropout(model)]
    # The third shares an object with the second.
    objects.append(objects[1])
    expected = [draws_of(mc, seed) for seed, mc in enumerate(objects)]
    assert not np.array_equal(expected[1], expected[2])
    wrong, done = [], threading.Event()

    def repeat(seed):
        try:
            for _ in range(6):
                if not np.array_equal(draws_of(objects[seed], seed), expected[seed]):
                    wrong.append(seed)
        except Exception as error:
            wrong.append(error)

    def predict():
        while not done.is_set():
            if not np.array_equal(ops.convert_to_numpy(model(X)), plain):
                wrong.append("m(x)")

    other = threading.Thread(target=predict)
    threads = [threading.Thread(target=repeat, args=(i,)) for i in range(3)]
    for thread in [other, *threads]:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    other.join()
    assert wrong == []
    np.testing.assert_array_equal(ops.convert_to_numpy(model(X)), plain)
    assert not any("call" in vars(layer) for layer in model._flatten_layers())
    assert stand_ins._HOOKS == {}


def use_beside_draws(model, mc, use, rounds=12):
    """Use a model over and over in one thread while another draws from it."""
    expected, wrong, done = draws_of(mc), [], threading.Event()

    def repeat():
        try:
            while not done.is_set():
                use()
        except Exception as error:
            wrong.append(error)

    def draw():
        try:
            for i in range(rounds):
                again = mc if i % 6 else MonteCarloDropout(mc.model)
                if not np.allclose(draws_of(again), expected, atol=1e-6):
                    wrong.append("draws")
        except Exception as error:
            wrong.append(error)

    before = model.get_weights()
    threads = [threading.Thread(target=each) for each in (repeat, draw)]
    for thread in threads:
        thread.start()
    threads[1].join()
    done.set()
    threads[0].join()
    assert wrong == []
    for value, own in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(value, own)
    assert "_get_jax_state" not in vars(model)


def two_in_one():
    inner = small()
    return inner, keras.Sequential([keras.Input((4, 3)), inner, layers.Dense(2)])


@pytest.mark.parametrize("method", ["predict", "run_method", "of_an_outer_model"])
def test_a_model_predicts_in_one_thread_and_draws_in_another(method):
    inner, outer = two_in_one()
    model = outer if method == "of_an_outer_model" else inner
    plain = model.predict(X, verbose=0)

    def predict():
        arguments = {"x": X, "batch_size": 2, "verbose": 0}
        if method == "run_method":
            found = training.run_method(model, "predict", **arguments)
        else:
            found = model.predict(**arguments)
        np.testing.assert_allclose(found, plain, atol=1e-6)

    use_beside_draws(model, MonteCarloDropout(inner), predict)


@pytest.mark.skipif(BACKEND == "numpy", reason="Keras' NumPy backend cannot train")
def test_a_model_trains_in_one_thread_and_draws_in_another():
    model = small()
    # So that it is known what is drawn.
    model.compile(keras.optimizers.SGD(0.0), "mse")
    y = np.ones((5, 4, 2), "float32")

    def use():
        model.fit(X, y, batch_size=2, epochs=2, verbose=0)
        model.evaluate(X, y, verbose=0)
        model.train_on_batch(X, y)

    use()
    use_beside_draws(model, MonteCarloDropout(model), use)


def test_drawing_changes_nothing_that_decides_what_a_model_computes():
    model = small()
    before = ModelState(model)
    assert with_values(model, [], lambda: ModelState(model) == before)


@pytest.mark.skipif(BACKEND != "jax", reason="Only JAX takes values from variables")
def test_draws_from_a_model_whose_weights_are_gone_say_so():
    model = small()
    for weight in model.weights:
        weight._value.delete()
    with pytest.raises(RuntimeError, match="The weights of the model"):
        draws_of(MonteCarloDropout(model))


@pytest.fixture(scope="module")
def used(model):
    mc = MonteCarloDropout(model, masks="per_draw")
    return mc, draws_of(mc)


@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, lambda mc: pickle.loads(pickle.dumps(mc))],
    ids=["copy", "deepcopy", "pickle"],
)
def test_a_used_object_can_be_copied(used, copied):
    mc, expected = used
    again = copied(mc)
    assert again.masks == "per_draw"
    np.testing.assert_allclose(draws_of(again), expected, atol=1e-6)
    np.testing.assert_array_equal(draws_of(mc), expected)


@pytest.mark.parametrize("where", ["before", "behind"])
def test_a_failure_while_it_runs_takes_no_weights(where):
    failing = FailsAsItRuns()
    parts = [layers.Dense(4), layers.Dropout(0.5), layers.Dense(2)]
    parts.insert(1 if where == "before" else 2, failing)
    model = keras.Sequential([keras.Input((4, 3)), *parts])
    before = model.get_weights()
    mc = MonteCarloDropout(model)
    expected = draws_of(mc)
    failing.fails = True
    with pytest.raises(Exception, match="as if out of memory"):
        draws_of(mc)
    failing.fails = False
    for value, own in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(value, own)
    np.testing.assert_array_equal(draws_of(mc), expected)


class Counts(layers.Layer):
    """Changes a variable in inference too."""

    def build(self, input_shape):
        self.count = self.add_weight(
            shape=(), dtype="int32", initializer="zeros", trainable=False
        )

    def call(self, x):
        self.count.assign_add(1)
        return x + ops.cast(self.count, x.dtype)


def test_what_a_model_assigns_ends_with_the_draws():
    counts = Counts()
    model = keras.Sequential(
        [keras.Input((4, 3)), counts, layers.Dropout(0.5), layers.Dense(2)]
    )
    counts.count.assign(3)
    mc = MonteCarloDropout(model)
    expected = draws_of(mc)
    np.testing.assert_array_equal(draws_of(mc), expected)
    assert int(ops.convert_to_numpy(counts.count)) == 3


@pytest.mark.skipif(BACKEND == "numpy", reason="Keras' NumPy backend cannot train")
@pytest.mark.parametrize("moment", ["on_train_batch_end", "on_epoch_end"])
def test_draws_in_a_callback_use_the_weights_of_that_moment(moment):
    model = keras.Sequential(
        [keras.Input((4, 3)), layers.Flatten(), layers.Dropout(0.5), layers.Dense(2)]
    )
    model.compile("sgd", "mse")
    mc, seen = MonteCarloDropout(model), []

    class Draws(keras.callbacks.Callback):
        pass

    def draw(self, *args, **kwargs):
        seen.append((draws_of(mc), model.get_weights()))

    setattr(Draws, moment, draw)
    y = np.ones((5, 2), "float32")
    model.fit(X, y, batch_size=3, epochs=2, callbacks=[Draws()], verbose=0)
    assert len(seen) == (4 if moment == "on_train_batch_end" else 2)
    after = model.get_weights()
    for draws, weights in seen:
        model.set_weights(weights)
        np.testing.assert_allclose(draws, draws_of(mc), rtol=1e-6)
    np.testing.assert_array_equal(after[0], seen[-1][1][0])
    assert not np.array_equal(seen[0][0], seen[-1][0])


@pytest.mark.skipif(BACKEND == "numpy", reason="Keras' NumPy backend cannot train")
def test_draws_from_a_part_of_a_model_that_is_being_trained():
    inner, outer = two_in_one()
    outer.compile("sgd", "mse")
    mc, seen = MonteCarloDropout(inner), []

    class Draws(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            seen.append((draws_of(mc), inner.get_weights()))

    y = np.ones((5, 4, 2), "float32")
    outer.fit(X, y, batch_size=3, callbacks=[Draws()], verbose=0)
    for draws, weights in seen:
        inner.set_weights(weights)
        np.testing.assert_allclose(draws, draws_of(mc), rtol=1e-6)
    assert not np.array_equal(seen[0][0], seen[1][0])


@pytest.mark.skipif(BACKEND != "tensorflow", reason="Strategies are TensorFlow's")
@pytest.mark.parametrize("made", ["inside", "outside"])
def test_a_strategy_changes_nothing(made):
    import tensorflow as tf

    strategy = tf.distribute.MirroredStrategy(["CPU:0"])
    model = every_kind()
    expected = draws_of(MonteCarloDropout(model))
    weights = model.get_weights()
    with strategy.scope():
        if made == "inside":
            model = every_kind()
            model.set_weights(weights)
        mc = MonteCarloDropout(model)
        np.testing.assert_allclose(draws_of(mc), expected, atol=1e-6)
    np.testing.assert_allclose(draws_of(mc), expected, atol=1e-6)


# ---- what a model becomes


def changeable():
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((4, 3)),
            layers.Normalization(name="normal"),
            layers.Dense(4, activation="relu", name="dense"),
            layers.Dropout(0.5, name="drop"),
            layers.Dense(2, name="last"),
        ]
    )
    model.get_layer("normal").adapt(X)
    return model


def activation(model):
    model.get_layer("dense").activation = keras.activations.tanh


def activation_compiled(model):
    # A function that is the same object, but computes something else, is told by this.
    model.get_layer("dense").activation = keras.activations.sigmoid
    model.compile("sgd", "mse")


def lora(model):
    dense = model.get_layer("last")
    dense.enable_lora(1)
    dense.lora_kernel_b.assign(np.ones((1, 2), "float32"))


def quantized(model):
    model.get_layer("dense").quantize("int8")


def noise_shape(model):
    model.get_layer("drop").noise_shape = (None, 1, None)


def adapted(model):
    model.get_layer("normal").adapt(3 + 2 * X)


def rate(model):
    model.get_layer("drop").rate = 0.1


CHANGES = [activation, activation_compiled, lora, quantized, noise_shape, rate, adapted]


@pytest.mark.parametrize("change", CHANGES)
def test_draws_are_those_of_what_the_model_has_become(change):
    if change is quantized and BACKEND == "numpy":
        pytest.skip("Keras' NumPy backend does not quantise")
    model = changeable()
    mc = MonteCarloDropout(model)
    before = draws_of(mc)
    change(model)
    draws = draws_of(mc)
    np.testing.assert_array_equal(draws, draws_of(MonteCarloDropout(model)))
    assert not np.allclose(draws, before, atol=1e-4)


@pytest.mark.skipif(BACKEND == "numpy", reason="Keras' NumPy backend cannot train")
def test_use_of_a_model_compiles_nothing_anew(tmp_path):
    model = changeable()
    model.compile("sgd", "mse", metrics=["mae"])
    y = np.ones((5, 4, 2), "float32")
    mc = MonteCarloDropout(model)
    first = draws_of(mc)
    split, parts = mc._split, dict(mc._split._parts)
    model.fit(X, y, validation_data=(X, y), verbose=0)
    model.evaluate(X, y, verbose=0)
    model.predict(X, verbose=0)
    model.train_on_batch(X, y)
    model(X, training=True)
    model.get_config()
    model.save(tmp_path / "model.keras")
    assert not np.array_equal(draws_of(mc), first)
    assert mc._split is split
    assert split._parts == parts


def test_parts_of_many_sizes_do_not_pile_up(monkeypatch):
    monkeypatch.setattr(split_model, "MOST_PARTS", 3)
    model = keras.Sequential(
        [keras.Input((None, 3)), layers.Dense(2), layers.Dropout(0.5)]
    )
    mc = MonteCarloDropout(model)

    def draw(length):
        return mc.predict(X[:2, :length], 3, seed=1, verbose=0).mean

    expected = [draw(length) for length in (1, 2)]
    kept = list(mc._split._parts)
    assert len(kept) == 3
    # The one that was used last stays longest.
    np.testing.assert_array_equal(draw(2), expected[1])
    assert list(mc._split._parts)[1:] == kept[1:]
    np.testing.assert_array_equal(draw(1), expected[0])
