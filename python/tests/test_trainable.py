"""A training says that layers were frozen or unfrozen since the model was compiled."""

import keras
import numpy as np
import pytest

import lamina
from lamina.models.trainable import TrainableError

pytestmark = pytest.mark.skipif(
    keras.backend.backend() == "numpy", reason="Keras' NumPy backend cannot train"
)

X = np.linspace(-1, 1, 12, dtype="float32").reshape(4, 3)


def make_model():
    keras.utils.set_random_seed(1)
    return keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Dense(2, name="base"),
            keras.layers.Dense(1, name="head"),
        ]
    )


def compile_model(model, optimizer="adam"):
    # Quicker than compiling a step three times.
    lamina.compile_model(model, optimizer=optimizer, loss="mse", run_eagerly=True)


def fit(model, method="fit"):
    """Train, and return the names of the layers whose weights have changed."""
    before = [layer.get_weights() for layer in model.layers]
    more = {"verbose": 0} if method == "fit" else {}
    lamina.run_method(model, method, x=X, y=X[:, :1] + 3, **more)
    return [
        layer.name
        for layer, weights in zip(model.layers, before, strict=True)
        if not np.array_equal(layer.get_weights()[0], weights[0])
    ]


def test_batches_are_trained_with_what_was_compiled():
    model = make_model()
    base = model.get_layer("base")
    compile_model(model)
    assert fit(model, "train_on_batch") == ["base", "head"]
    base.trainable = False
    with pytest.raises(TrainableError, match="called again: 'base'"):
        fit(model, "train_on_batch")
    lamina.run_method(model, "test_on_batch", x=X, y=X[:, :1])
    compile_model(model)
    assert fit(model, "train_on_batch") == ["head"]
    base.trainable = True
    with pytest.raises(TrainableError) as caught:
        fit(model, "train_on_batch")
    assert (caught.value.frozen, caught.value.unfrozen) == ([], ["base"])


def test_two_models_may_train_by_turns():
    discriminator = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    compile_model(discriminator)
    generator = keras.layers.Dense(2, name="generator")
    discriminator.trainable = False
    both = keras.Sequential([keras.Input((3,)), generator, discriminator])
    compile_model(both)
    kernel = discriminator.layers[0].kernel
    for _ in range(2):
        before = [keras.ops.convert_to_numpy(w) for w in (generator.kernel, kernel)]
        discriminator.trainable = True
        lamina.run_method(discriminator, "train_on_batch", x=X[:, :2], y=X[:, :1] + 3)
        trained = keras.ops.convert_to_numpy(kernel)
        assert not np.array_equal(trained, before[1])
        discriminator.trainable = False
        assert fit(both, "train_on_batch") == ["generator"]
        np.testing.assert_array_equal(keras.ops.convert_to_numpy(kernel), trained)


def test_what_changes_after_training_needs_compile():
    model = make_model()
    base = model.get_layer("base")
    base.trainable = False
    compile_model(model)
    assert fit(model) == ["head"]
    base.trainable = True
    before = model.get_weights()
    with pytest.raises(TrainableError, match="called again: 'base'") as caught:
        fit(model)
    assert (caught.value.frozen, caught.value.unfrozen) == ([], ["base"])
    np.testing.assert_array_equal(model.get_weights()[0], before[0])
    compile_model(model)
    assert fit(model) == ["base", "head"]
    base.trainable = False
    with pytest.raises(TrainableError) as caught:
        fit(model)
    assert (caught.value.frozen, caught.value.unfrozen) == (["base"], [])
    base.trainable = True
    assert fit(model) == ["base", "head"]


def test_what_changes_before_the_first_training_is_followed():
    model = make_model()
    compile_model(model)
    model.get_layer("base").trainable = False
    assert fit(model) == ["head"]
    assert fit(model) == ["head"]


def test_an_optimizer_that_was_used_before_is_told():
    model = make_model()
    optimizer = keras.optimizers.SGD(0.1)
    model.get_layer("base").trainable = False
    compile_model(model, optimizer)
    fit(model)
    model.get_layer("base").trainable = True
    compile_model(model, optimizer)
    with pytest.raises(TrainableError, match="needs a new optimizer: 'base'"):
        fit(model)
    # Keras' own method, with another optimizer.
    model.compile("sgd", "mse", run_eagerly=True)
    assert fit(model) == ["base", "head"]


def test_a_step_of_its_own_trains_what_it_likes():
    class Own(keras.Sequential):
        def train_step(self, *args):
            # On JAX it returns what is new of the weights.
            logs = {"loss": 0.0}
            return (logs, args[0]) if keras.backend.backend() == "jax" else logs

    model = Own(make_model().layers)
    model.compile("sgd", "mse", run_eagerly=True)
    model.optimizer.build(model.layers[0].trainable_variables)
    lamina.run_method(model, "fit", x=X, y=X[:, :1], verbose=0)


@pytest.mark.parametrize("when", ["on_train_begin", "on_epoch_end", "on_epoch_begin"])
@pytest.mark.parametrize("unfreezes", [True, False])
def test_a_callback_cannot_change_what_is_trained(unfreezes, when):
    class Changes(keras.callbacks.Callback):
        pass

    model = make_model()
    base = model.get_layer("base")
    setattr(Changes, when, lambda self, *a: setattr(base, "trainable", unfreezes))
    base.trainable = not unfreezes
    lamina.compile_model(model, optimizer="sgd", loss="mse")
    data = {"x": X, "y": X[:, :1] + 3, "verbose": 0}
    with pytest.raises(TrainableError, match=r"while the model trains: 'base'") as got:
        lamina.run_method(model, "fit", **data, epochs=3, callbacks=[Changes()])
    names = got.value.unfrozen if unfreezes else got.value.frozen
    assert (names, got.value.is_compiled) == (["base"], False)
    base.trainable = not unfreezes
    lamina.run_method(model, "fit", **data)


@pytest.mark.filterwarnings("ignore:The model does not have any trainable")
def test_a_model_that_its_training_builds_is_trained():
    model = keras.Sequential([keras.layers.Dense(2), keras.layers.Dense(1)])
    compile_model(model)
    lamina.run_method(model, "fit", x=X, y=X[:, :1], verbose=0, epochs=2)
