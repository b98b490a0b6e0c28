import json

import keras
import numpy as np
import pytest
from feature_maps import BACKEND, numpy
from programs import told_by

import lamina
from lamina import SpatialDropout1D, SpatialDropout2D, reset_seeds

trains = pytest.mark.skipif(
    BACKEND == "numpy", reason="Keras' NumPy backend does not train"
)


class Drawing(keras.layers.Layer):
    """Draws from generators that it keeps in a list, a dictionary and a layer."""

    def __init__(self, seed):
        super().__init__()
        self.several = [keras.random.SeedGenerator(seed) for _ in range(2)]
        self.named = {"one": keras.random.SeedGenerator(seed)}
        self.layer = keras.layers.GaussianNoise(1, seed=seed)

    def call(self, inputs, training=False):
        if not training:
            return inputs
        for generator in (*self.several, *self.named.values()):
            inputs = inputs + keras.random.normal(inputs.shape, seed=generator)
        return self.layer(inputs, training=True)


class Subclassed(keras.Model):
    def __init__(self, seed):
        super().__init__()
        self.first = SpatialDropout1D(0.5, seed=seed)
        self.inner = keras.Sequential(
            [keras.Sequential([keras.layers.SpatialDropout1D(0.5, seed=seed)])]
        )

    def call(self, inputs, training=False):
        return self.inner(self.first(inputs, training=training), training=training)


def functional(seed):
    inputs = keras.Input((4, 32))
    shared = SpatialDropout1D(0.5, seed=seed)
    outputs = keras.layers.GaussianDropout(0.5, seed=seed)(shared(shared(inputs)))
    return keras.Model(inputs, outputs)


def attention(seed):
    layer = keras.layers.Attention(dropout=0.5, seed=seed)
    inputs = keras.Input((4, 32))
    return keras.Model(inputs, layer([inputs, inputs]))


def cell(seed):
    # The orthogonal matrix that is the default takes JAX seconds.
    return keras.layers.SimpleRNNCell(
        8, dropout=0.5, seed=seed, recurrent_initializer="zeros"
    )


# One step, as JAX compiles each loop.
SEQUENCE, ONE_STEP, IMAGES = (2, 4, 32), (2, 1, 32), (2, 4, 4, 8)

# On PyTorch these draw from PyTorch's own generator where they have no seed.
DROPOUT_OF_TORCH = {
    "Dropout": (lambda seed: keras.layers.Dropout(0.5, seed=seed), SEQUENCE),
    "RNN of cells": (
        lambda seed: keras.layers.RNN([cell(seed), cell(seed)], unroll=True),
        ONE_STEP,
    ),
    "Bidirectional": (
        lambda seed: keras.layers.Bidirectional(
            keras.layers.RNN(cell(seed), unroll=True)
        ),
        ONE_STEP,
    ),
    "Attention": (attention, SEQUENCE),
}
LAYERS = {
    "lamina's": (lambda seed: SpatialDropout2D(0.5, seed=seed), IMAGES),
    "Keras'": (lambda seed: keras.layers.SpatialDropout2D(0.5, seed=seed), IMAGES),
    "AlphaDropout": (lambda seed: keras.layers.AlphaDropout(0.5, seed=seed), SEQUENCE),
    "TimeDistributed": (
        lambda seed: keras.layers.TimeDistributed(SpatialDropout1D(0.5, seed=seed)),
        (2, 4, 4, 8),
    ),
    "RandomBrightness": (
        lambda seed: keras.layers.RandomBrightness(0.5, seed=seed),
        (2, 4, 4, 3),
    ),
    "Pipeline": (
        lambda seed: keras.layers.Pipeline(
            [keras.layers.RandomContrast(0.5, seed=seed)]
        ),
        (2, 4, 4, 3),
    ),
    "own layer": (Drawing, SEQUENCE),
    "subclassed model": (Subclassed, SEQUENCE),
    "functional model": (functional, SEQUENCE),
    **DROPOUT_OF_TORCH,
}


def draws(layer, shape, calls=3):
    x = np.random.default_rng(1).uniform(1, 2, shape).astype("float32")
    return [numpy(layer(x, training=True)) for _ in range(calls)]


def assert_same(first, again):
    np.testing.assert_array_equal(np.stack(first), np.stack(again))


# ---- every kind of layer


@pytest.mark.parametrize("seed", [None, 5])
@pytest.mark.parametrize("name", LAYERS)
def test_draws_come_again_in_their_order(name, seed):
    if seed is None and BACKEND == "torch" and name in DROPOUT_OF_TORCH:
        pytest.skip("PyTorch's own generator draws")
    make, shape = LAYERS[name]
    layer = make(seed)
    first = draws(layer, shape)
    assert not np.array_equal(first[0], first[1])
    assert reset_seeds(layer) is None
    assert_same(first, draws(layer, shape))


def test_a_layer_that_has_not_drawn_or_cannot_draw_is_as_it_was():
    layer = SpatialDropout2D(0.5, seed=5)
    reset_seeds(layer)
    assert_same(draws(layer, IMAGES), draws(SpatialDropout2D(0.5, seed=5), IMAGES))
    reset_seeds(keras.layers.Dense(2))
    reset_seeds(keras.Sequential())


def test_only_the_layer_that_is_named_is_reset():
    model = keras.Sequential(
        [SpatialDropout1D(0.5, seed=1), keras.layers.GaussianNoise(1, seed=2)]
    )
    draws(model, SEQUENCE)
    reset_seeds(model.layers[0])
    states = [numpy(layer.seed_generator.state.value) for layer in model.layers]
    np.testing.assert_array_equal(states, [[1, 0], [2, 3]])


def test_weights_and_the_inference_are_as_they_were():
    model = keras.Sequential(
        [keras.Input(SEQUENCE[1:]), SpatialDropout1D(0.5), keras.layers.Dense(2)]
    )
    draws(model, SEQUENCE)
    before = model.get_weights()
    reset_seeds(model)
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


# ---- where the start is


@pytest.mark.parametrize("seed", [0, 5, lamina.MAX_SEED])
def test_a_given_seed_starts_as_in_a_new_layer(seed):
    layer = SpatialDropout2D(0.5, seed=seed)
    draws(layer, IMAGES)
    reset_seeds(layer)
    assert_same(draws(layer, IMAGES), draws(SpatialDropout2D(0.5, seed=seed), IMAGES))


def test_a_given_seed_comes_back_where_the_draws_have_changed_it():
    layer = SpatialDropout2D(0.5, seed=5)
    for _ in range(3):
        layer.seed_generator.next(ordered=False)
    state = layer.seed_generator.state
    assert numpy(state.value)[0] != 5
    reset_seeds(layer)
    np.testing.assert_array_equal(numpy(state.value), [5, 0])


def test_a_seed_that_was_not_given_stays_that_of_the_layer():
    layers = SpatialDropout2D(0.5), SpatialDropout2D(0.5)
    for layer in layers:
        reset_seeds(layer)
    first, second = (draws(layer, IMAGES) for layer in layers)
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("seed", [None, 5])
def test_a_model_from_a_file_starts_at_its_own_beginning(seed, tmp_path):
    model = keras.Sequential(
        [keras.Input(SEQUENCE[1:]), SpatialDropout1D(0.5, seed=seed)]
    )
    first = draws(model, SEQUENCE)
    model.save(tmp_path / "model.keras")
    again = lamina.load_model(tmp_path / "model.keras")
    opened = draws(again, SEQUENCE)
    reset_seeds(again)
    assert_same(opened, draws(again, SEQUENCE))
    assert np.array_equal(first, opened) == (seed == 5)


def test_reading_weights_does_not_move_the_start(tmp_path):
    def model():
        layers = [keras.Input(SEQUENCE[1:]), SpatialDropout1D(0.5)]
        return keras.Sequential([*layers, keras.layers.Dense(2)])

    ours, other = model(), model()
    first = draws(ours, SEQUENCE)
    other.save_weights(tmp_path / "model.weights.h5")
    ours.load_weights(tmp_path / "model.weights.h5")
    reset_seeds(ours)
    again = draws(ours, SEQUENCE)
    assert_same([y != 0 for y in first], [y != 0 for y in again])


# ---- in training


def trained(seed=3, **compiling):
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((3, 16)),
            SpatialDropout1D(0.5, seed=seed),
            keras.layers.Flatten(),
            keras.layers.Dense(1, kernel_initializer="ones"),
        ]
    )
    # It learns nothing: what differs from step to step is what is dropped.
    model.compile(keras.optimizers.SGD(0.0), "mse", **compiling)
    return model


def losses(model, callbacks=None, epochs=2, batch_size=4):
    x = np.random.default_rng(1).normal(size=(8, 3, 16)).astype("float32")
    history = model.fit(
        x,
        x[:, 0, :1],
        batch_size=batch_size,
        epochs=epochs,
        shuffle=False,
        verbose=0,
        callbacks=callbacks,
    )
    return history.history["loss"]


@trains
@pytest.mark.parametrize("seed", [None, 3])
@pytest.mark.parametrize("run_eagerly", [False, True])
def test_training_repeats_itself_after_a_reset(seed, run_eagerly):
    model = trained(seed, run_eagerly=run_eagerly, jit_compile=False)
    first, further = losses(model), losses(model)
    assert first != further
    reset_seeds(model)
    assert losses(model) == first


@trains
@pytest.mark.parametrize("what", ["model", "layer"])
def test_each_epoch_can_draw_the_same(what):
    model = trained()
    layer = model if what == "model" else model.layers[0]
    reset = keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: reset_seeds(layer)
    )
    plain = losses(model, epochs=3)
    assert len(set(plain)) == 3
    reset_seeds(model)
    assert losses(model, [reset], epochs=3) == [plain[0]] * 3


@trains
def test_each_step_can_draw_the_same():
    model, seen = trained(), []
    reset = keras.callbacks.LambdaCallback(
        on_train_batch_begin=lambda batch, logs: reset_seeds(model),
        on_train_batch_end=lambda batch, logs: seen.append(logs["loss"]),
    )
    x = np.random.default_rng(1).normal(size=(4, 3, 16)).astype("float32")
    x = np.concatenate([x] * 3)
    model.fit(x, x[:, 0, :1], batch_size=4, shuffle=False, verbose=0, callbacks=[reset])
    assert len(seen) == 3
    np.testing.assert_allclose(seen, [seen[0]] * 3, rtol=1e-6)


@pytest.mark.skipif(BACKEND != "jax", reason="JAX takes the values out of variables")
@pytest.mark.parametrize("seed", [None, 3])
def test_a_layer_that_jax_trains_cannot_be_reset_between_steps(seed):
    model = trained(seed)
    reset = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda batch, logs: reset_seeds(model.layers[0])
    )
    with pytest.raises(RuntimeError, match="within a step of training on JAX"):
        losses(model, [reset])
    reset_seeds(model)
    assert losses(model) == losses(trained(seed)) or seed is None


@pytest.mark.skipif(BACKEND != "tensorflow", reason="asks about TensorFlow's graphs")
def test_in_a_tensorflow_graph():
    import tensorflow as tf

    layer = SpatialDropout2D(0.5)

    @tf.function
    def step(x):
        reset_seeds(layer)
        return layer(x, training=True)

    x = tf.ones(IMAGES)
    first = step(x).numpy()
    np.testing.assert_array_equal(first, step(x).numpy())
    assert (first == 0).any()


@pytest.mark.skipif(BACKEND != "jax", reason="asks about jax.jit")
def test_in_a_jitted_stateless_call():
    import jax

    class Same(keras.layers.Layer):
        def __init__(self):
            super().__init__()
            self.drop = SpatialDropout2D(0.5)

        def call(self, inputs, training=False):
            reset_seeds(self)
            return self.drop(inputs, training=training)

    layer = Same()
    layer.build(IMAGES)
    step = jax.jit(lambda state, x: layer.stateless_call([], state, x, training=True))
    x = np.ones(IMAGES, "float32")
    state = [variable.value for variable in layer.non_trainable_variables]
    first, state = step(state, x)
    np.testing.assert_array_equal(first, step(state, x)[0])


@pytest.mark.skipif(
    BACKEND == "tensorflow", reason="asks about a pipeline beside another backend"
)
@pytest.mark.skipif(BACKEND == "numpy", reason="as on JAX")
@pytest.mark.parametrize("seed", [None, 5])
def test_layers_in_a_tensorflow_pipeline(seed):
    tf = pytest.importorskip("tensorflow")
    layer = keras.layers.RandomFlip(seed=seed)
    images = np.arange(8 * 4 * 4 * 3, dtype="float32").reshape(8, 4, 4, 3)
    batches = tf.data.Dataset.from_tensor_slices(images).batch(4).map(layer)
    first, further = ([batch.numpy() for batch in batches] for _ in range(2))
    assert not np.array_equal(first, further)
    reset_seeds(layer)
    assert_same(first, [batch.numpy() for batch in batches])


@pytest.mark.skipif(BACKEND != "tensorflow", reason="Replicas are TensorFlow's")
def test_replicas_repeat_their_own_masks():
    for first, again in told_by("mirrored_seeds.py"):
        assert first == again
        masks = [mask for call in first for mask in call]
        assert len({json.dumps(mask) for mask in masks}) == 4


# ---- generators


@pytest.mark.parametrize("seed", [None, 3])
def test_a_generator_by_itself_starts_again(seed):
    generator = keras.random.SeedGenerator(seed)
    first, second = (keras.random.normal((4,), seed=generator) for _ in range(2))
    reset_seeds(generator)
    again = keras.random.normal((4,), seed=generator)
    np.testing.assert_array_equal(numpy(first), numpy(again))
    assert (numpy(first) != numpy(second)).any()


# ---- arguments


@pytest.mark.parametrize("layer", [None, 5, "model", [], keras.layers.Dense])
def test_only_layers_and_generators_are_taken(layer):
    with pytest.raises(TypeError, match=f"`layer` must .* not {type(layer).__name__}"):
        reset_seeds(layer)
