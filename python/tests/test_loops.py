"""Each step of a loop draws for itself, and a loop that Keras does not know is refused.

Exactly: how often a mask of an element was on in some steps is binomial.
"""

import threading

import keras
import numpy as np
import pytest
from keras import layers, ops

from lamina import MonteCarloDropout
from lamina._keras import loop_functions
from lamina.uncertainty.loops import counted

STEPS, RATE = 4, 0.5
NAMES = ("fori_loop", "while_loop", "scan", "map", "vectorized_map")


def draws_of(model, x, samples=200, **arguments):
    mc = MonteCarloDropout(model, task="regression")
    arguments = {"seed": 3, "verbose": 0, "quantiles": None, **arguments}
    return mc.predict(x, samples, keep_samples=True, **arguments).samples


class Loops(keras.Layer):
    """Adds up what a layer drops of its input, in several steps."""

    def __init__(self, kind, drop=None):
        super().__init__()
        self.kind = kind
        self.drop = layers.Dropout(RATE, name="in_a_loop") if drop is None else drop

    def call(self, x):
        return getattr(self, self.kind)(x)

    def fori_loop(self, x):
        add = lambda i, y: y + self.drop(x)  # noqa: E731
        return ops.fori_loop(0, STEPS, add, ops.zeros_like(x))

    def while_loop(self, x):
        found = ops.while_loop(
            lambda i, y: i < STEPS,
            lambda i, y: (i + 1, y + self.drop(x)),
            (ops.zeros((), "int32"), ops.zeros_like(x)),
        )
        return found[1]

    def while_of_one(self, x):
        def more(y):
            return (y + self.drop(x),)

        found = ops.while_loop(
            lambda y: True, more, (ops.zeros_like(x),), maximum_iterations=STEPS
        )
        return found[0]

    def scan(self, x):
        def add(y, part):
            return y + self.drop(part), y

        return ops.scan(add, ops.zeros_like(x), ops.stack([x] * STEPS))[0]

    def scan_of_length(self, x):
        def add(y, _):
            return {"y": y["y"] + self.drop(x)}, y["y"]

        start = {"y": ops.zeros_like(x)}
        return ops.scan(add, start, None, length=STEPS)[0]["y"]

    def map(self, x):
        return ops.sum(ops.map(self.drop, ops.stack([x] * STEPS)), 0)

    def map_of_several(self, x):
        def product(parts):
            return self.drop(parts["a"]) * parts["b"]

        parts = {"a": ops.stack([x] * STEPS), "b": ops.stack([x] * STEPS)}
        return ops.sum(ops.map(product, parts), 0)

    def vectorized_map(self, x):
        return ops.sum(ops.vectorized_map(self.drop, ops.stack([x] * STEPS)), 0)

    def nested(self, x):
        def outer(i, y):
            return ops.fori_loop(0, 2, lambda j, z: z + self.drop(x), y)

        return ops.fori_loop(0, 2, outer, ops.zeros_like(x))

    def twice(self, x):
        total = ops.zeros_like(x)
        for _ in range(2):
            total += ops.fori_loop(0, 2, lambda j, y: y + self.drop(x), total * 0.0)
        return total


class Cell(keras.Layer):
    """Adds up what is dropped, with a layer inside that drops."""

    state_size = output_size = 3

    def __init__(self):
        super().__init__()
        self.drop = layers.Dropout(RATE, name="in_a_cell")

    def call(self, x, states, training=None):
        y = states[0] + self.drop(x, training=training)
        return y, [y]


def recurrent(**kwargs):
    x = keras.Input((3,))
    steps = layers.RepeatVector(STEPS)(x)
    return keras.Model(x, layers.RNN(Cell(), **kwargs)(steps))


def masked():
    x = keras.Input((3,))
    steps = layers.ZeroPadding1D((1, 2))(layers.RepeatVector(STEPS)(x))
    return keras.Model(x, layers.RNN(Cell())(layers.Masking()(steps)))


def looping(kind):
    x = keras.Input((3,))
    return keras.Model(x, Loops(kind)(x))


MODELS = {
    **{
        kind: lambda kind=kind: looping(kind)
        for kind in (
            *NAMES,
            "while_of_one",
            "scan_of_length",
            "map_of_several",
            "nested",
            "twice",
        )
    },
    "recurrent": recurrent,
    "backwards": lambda: recurrent(go_backwards=True),
    "unrolled": lambda: recurrent(unroll=True),
    "masked": masked,
}


# Since Keras 3.16 recurrent layers say that they keep no mask.
@pytest.mark.filterwarnings("ignore:Layer 'rnn.*does not support masking")
@pytest.mark.parametrize("kind", MODELS)
def test_each_step_of_a_loop_draws_for_itself(kind):
    model = MODELS[kind]()
    x = np.ones((20, 3), "float32")
    draws = draws_of(model, x)
    counts = np.bincount((draws / 2).round().astype(int).ravel(), minlength=STEPS + 1)
    np.testing.assert_allclose(draws, (draws / 2).round() * 2)
    chances = np.array([1, 4, 6, 4, 1]) / 16
    expected = draws.size * chances
    assert ((counts - expected) ** 2 / expected).sum() < 4 + 6 * np.sqrt(8)
    assert abs(draws.std() - 2) < 0.1
    # Examples, columns and draws have masks of their own.
    flat = draws.reshape(-1) - STEPS
    for lag in (1, 3, 60):
        assert abs((flat[:-lag] * flat[lag:]).mean()) < 6 * 4 / np.sqrt(flat.size)
    if kind in ("scan", "recurrent"):
        few = draws_of(model, x[:5], 5, batch_size=2)
        np.testing.assert_array_equal(few, draws[:5, :5])


def test_loops_are_those_of_keras_again():
    places = loop_functions(NAMES)
    before = [getattr(*place) for place in places]
    model = looping("fori_loop")
    draws_of(model, np.ones((2, 3), "float32"), 2)
    assert [getattr(*place) for place in places] == before

    class Counter:
        def loop(self):
            raise RuntimeError("asked")

    with counted(Counter()):
        with counted(Counter()):
            pass
        assert all(
            getattr(*place) is not real
            for place, real in zip(places, before, strict=True)
        )
        with pytest.raises(RuntimeError, match="asked"):
            ops.fori_loop(0, 2, lambda i, y: y, 1)
        # Another thread has its loops to itself.
        found = []
        other = threading.Thread(
            target=lambda: found.append(int(ops.fori_loop(0, 3, lambda i, y: y + i, 1)))
        )
        other.start()
        other.join()
        assert found == [4]
    assert [getattr(*place) for place in places] == before


def own_loop():
    """Return a loop of the backend's own that traces its body once."""
    name = keras.backend.backend()
    if name == "jax":
        import jax

        return lambda body, x: jax.lax.fori_loop(0, STEPS, lambda i, y: body(y), x)
    import tensorflow as tf

    return lambda body, x: tf.while_loop(
        lambda i, y: i < STEPS, lambda i, y: (i + 1, body(y)), (0, x)
    )[1]


@pytest.mark.skipif(
    keras.backend.backend() not in ("jax", "tensorflow"),
    reason="Loops run step by step",
)
def test_a_loop_of_the_backend_is_an_error_that_names_the_layer():
    loop = own_loop()

    class Own(Loops):
        def own(self, x):
            return loop(lambda y: y + self.drop(x), ops.zeros_like(x))

        def drops_before(self, x):
            dropped = self.drop(x)
            return loop(lambda y: y + dropped, ops.zeros_like(x))

    x, data = keras.Input((3,)), np.ones((5, 3), "float32")
    model = keras.Model(x, Own("own")(x))
    for samples in (2, 5):
        with pytest.raises(
            ValueError, match="'in_a_loop' draws in a loop that is trac"
        ):
            draws_of(model, data, samples)
    draws = draws_of(keras.Model(x, Own("drops_before")(x)), data)
    assert set(np.unique(draws)) == {0, 2 * STEPS}


class Repeated(Loops):
    """Calls one function, which is traced once for all its calls, several times."""

    def __init__(self, kind):
        super().__init__("repeated")
        self.function = (
            self.dropped if kind == "method" else wrap(kind)(lambda x: self.drop(x))
        )

    def repeated(self, x):
        return sum(self.function(x) for _ in range(STEPS))

    def dropped(self, x):
        return self.drop(x)


def wrap(kind):
    if kind == "remat":
        return keras.remat
    if keras.backend.backend() == "jax":
        import jax

        return jax.jit
    import tensorflow as tf

    return tf.function


if keras.backend.backend() == "tensorflow":
    Repeated.dropped = wrap("method")(Repeated.dropped)


def repeated_in_scope():
    with keras.RematScope(mode="full"):
        drop = layers.Dropout(RATE)
    x = keras.Input((3,))
    return keras.Model(x, sum(drop(x) for _ in range(STEPS)))


TRACED_ONCE = {
    "jax": ["scope", "remat", "compiled"],
    "tensorflow": ["remat", "compiled", "method"],
}


@pytest.mark.parametrize("kind", TRACED_ONCE.get(keras.backend.backend(), []))
def test_each_call_of_a_function_that_is_traced_once_draws_for_itself(kind):
    data = np.ones((20, 3), "float32")
    if kind == "scope":
        model = repeated_in_scope()
    else:
        x = keras.Input((3,))
        model = keras.Model(x, Repeated(kind)(x))
        # What was traced without draws is not taken for what draws.
        model.predict(data, verbose=0)
    draws = draws_of(model, data)
    assert set(np.unique(draws)) == {0, 2, 4, 6, 8}
    assert abs(draws.std() - 2) < 0.1
    # Nor the other way round, nor the draws of one for those of another.
    if kind != "scope":
        np.testing.assert_array_equal(model.predict(data, verbose=0), STEPS)
        np.testing.assert_array_equal(model(data), STEPS)
    other = MonteCarloDropout(model, masks="per_draw", task="regression")
    deviations = other.predict(data, 200, seed=3, verbose=0, quantiles=None).std
    assert np.ptp(deviations, 0).max() == 0
    assert (abs(deviations - 2) < 0.4).all()


@pytest.mark.skipif(keras.backend.backend() != "jax", reason="It is about jax.jit()")
def test_a_function_that_is_traced_once_in_a_model_that_is_not_compiled_is_refused():
    x = keras.Input((3,))
    model = keras.Model(x, Repeated("compiled")(x))
    model.compile(run_eagerly=True)
    with pytest.raises(ValueError, match="'in_a_loop' draws in a loop that is trac"):
        draws_of(model, np.ones((5, 3), "float32"), 4)
