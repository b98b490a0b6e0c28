import copy
import pickle

import keras
import numpy as np
import pytest
from feature_maps import BACKEND, DTYPES, EPS, numpy, trains

import lamina
from lamina import DropPath, StochasticDepth

COMPILING = [{"run_eagerly": True}, {"jit_compile": False}]
# torch.compile() needs a C++ compiler, and minutes.
COMPILING += [{"jit_compile": True}] * (BACKEND != "torch")


def as_kept(rate, seed, calls):
    """Whether a layer of this rate and seed keeps the branch, call after call."""
    layer, one = DropPath(rate, "batch", seed), np.ones((1,), "float32")
    return [bool(numpy(layer(one, training=True))[0] > 0) for _ in range(calls)]


def doubling(**kwargs):
    """A branch that doubles."""
    initializer = keras.initializers.Identity(2)
    return keras.layers.Dense(
        3, use_bias=False, kernel_initializer=initializer, **kwargs
    )


# ---- what it computes


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_branch_is_added_scaled_or_is_not_there(dtype, values):
    x = values.uniform(1, 2, (4, 3)).astype("float32")
    x = keras.ops.cast(keras.ops.convert_to_tensor(x), dtype)
    block = StochasticDepth(doubling(dtype=dtype), 0.5, seed=3, dtype=dtype)
    for kept in as_kept(0.5, 3, 8):
        y = block(x, training=True)
        assert keras.backend.standardize_dtype(y.dtype) == dtype
        expected = numpy(x) * (5 if kept else 1)
        np.testing.assert_allclose(numpy(y), expected, rtol=2 * EPS[dtype])
    np.testing.assert_allclose(numpy(block(x)), 3 * numpy(x), rtol=2 * EPS[dtype])


def test_examples_are_drawn_one_by_one_where_asked(values):
    x = values.uniform(1, 2, (40, 3)).astype("float32")
    block = StochasticDepth(doubling(), 0.5, "example", seed=3)
    kept = numpy(DropPath(0.5, seed=3)(np.ones_like(x), training=True)) > 0
    y = numpy(block(x, training=True))
    np.testing.assert_allclose(y, np.where(kept, 5 * x, x), rtol=1e-6)
    assert 0 < kept.mean() < 1


@pytest.mark.parametrize("mode", ["batch", "example"])
def test_rates_zero_and_one(mode):
    x = np.ones((2, 3), "float32")
    always = StochasticDepth(doubling(), 0, mode)(x, training=True)
    np.testing.assert_array_equal(numpy(always), 3 * x)
    never = StochasticDepth(doubling(), 1, mode)
    np.testing.assert_array_equal(numpy(never(x, training=True)), x)
    np.testing.assert_array_equal(numpy(never(x)), 3 * x)


@pytest.mark.parametrize("bad", [np.inf, np.nan])
def test_a_branch_that_is_dropped_counts_nothing_whatever_it_holds(bad):
    x = np.ones((30, 3), "float32")
    for mode in ("batch", "example"):
        branch = keras.layers.Rescaling(bad)
        block = StochasticDepth(branch, 0.5, mode, seed=2)
        y = np.stack([numpy(block(x, training=True)) for _ in range(6)])
        assert (y == 1).any()
        assert ((y == 1) | ~np.isfinite(y)).all()


def test_whole_numbers_become_fractions():
    block = StochasticDepth(doubling(dtype="float16"), 0.5, dtype="float16")
    y = block(np.ones((2, 3), "int32"))
    assert keras.backend.standardize_dtype(y.dtype) == "float16"


def test_the_branch_may_have_another_dtype_than_the_sum():
    x = np.ones((2, 3), "float32")
    block = StochasticDepth(doubling(dtype="float32"), 0.5, seed=3, dtype="float16")
    for kept in as_kept(0.5, 3, 4):
        y = block(x, training=True)
        assert keras.backend.standardize_dtype(y.dtype) == "float16"
        np.testing.assert_array_equal(numpy(y), 5 if kept else 1)


def test_the_mask_is_passed_on_and_reaches_the_branch():
    seen = []

    class Looking(keras.layers.Layer):
        supports_masking = True

        def call(self, inputs, mask=None):
            seen.append(mask is not None)
            return inputs

    x = np.ones((2, 4, 3), "float32")
    x[:, 2:] = 0
    inputs = keras.Input((4, 3))
    h = StochasticDepth(Looking(), 0.5)(keras.layers.Masking()(inputs))
    model = keras.Model(inputs, keras.layers.GlobalAveragePooling1D()(h))
    np.testing.assert_allclose(numpy(model(x)), np.full((2, 3), 2))
    assert seen[-1]


# ---- what is not computed


class Counting(keras.layers.Layer):
    """Counts how often it is run, also in a graph or a function that is compiled."""

    def build(self, input_shape):
        self.runs = self.add_weight(
            shape=(), initializer="zeros", dtype="int32", trainable=False, name="runs"
        )

    def call(self, inputs):
        self.runs.assign(self.runs + 1)
        return inputs


def small_branch():
    return keras.Sequential(
        [
            Counting(),
            keras.layers.Dense(3, activity_regularizer=keras.regularizers.L2(0.5)),
            keras.layers.BatchNormalization(momentum=0.5),
            keras.layers.Dropout(0.5, seed=5),
        ]
    )


@trains
@pytest.mark.parametrize("compiling", COMPILING, ids=str)
def test_a_branch_that_is_dropped_keeps_its_state_and_its_weights(compiling, values):
    if BACKEND == "jax" and "run_eagerly" in compiling:
        compiling = {**compiling, "jit_compile": False}
    x = values.normal(size=(8, 3)).astype("float32")
    block = StochasticDepth(small_branch(), 0.5, seed=1)
    inputs = keras.Input((3,))
    model = keras.Model(inputs, keras.layers.Dense(1, use_bias=False)(block(inputs)))
    model.compile(keras.optimizers.SGD(0.1), "mse", **compiling)
    changes, losses = [], []
    for _ in range(7):
        before = [numpy(v.value).copy() for v in block.branch.variables]
        head = numpy(model.layers[-1].kernel.value).copy()
        losses.append(float(model.train_on_batch(x, x[:, :1])))
        after = [numpy(v.value) for v in block.branch.variables]
        pairs = zip(before, after, strict=True)
        changes.append({bool((one != other).any()) for one, other in pairs})
        if changes[-1] == {False}:
            # Without the branch nothing regularises its activity either.
            np.testing.assert_allclose(
                losses[-1], np.mean((x @ head - x[:, :1]) ** 2), rtol=1e-5
            )
    # All of it changes, or nothing.
    assert {True} in changes
    assert {False} in changes
    assert len([each for each in changes if len(each) != 1]) == 0
    runs = int(numpy(block.branch.layers[0].runs.value))
    assert runs == changes.count({True})
    if compiling != {"jit_compile": True} or BACKEND != "tensorflow":
        assert [each == {True} for each in changes] == as_kept(0.5, 1, 7)


@trains
def test_a_compiled_branch_learns_what_one_that_is_run_step_by_step_does(values):
    x = values.normal(size=(8, 3)).astype("float32")
    learnt = []
    for eagerly in (True, False):
        keras.utils.set_random_seed(3)
        block = StochasticDepth(small_branch(), 0.3, seed=1)
        model = keras.Sequential([keras.Input((3,)), block, keras.layers.Dense(1)])
        # With a memory of gradients it matters that those of the dropped are 0.
        optimizer = keras.optimizers.SGD(0.1, momentum=0.9)
        model.compile(optimizer, "mse", run_eagerly=eagerly, jit_compile=False)
        for _ in range(6):
            model.train_on_batch(x, x[:, :1])
        learnt.append(model.get_weights())
    for one, other in zip(*learnt, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


@pytest.mark.skipif(BACKEND != "torch", reason="asks about gradients of PyTorch")
def test_weights_of_a_dropped_branch_have_gradients_of_zero():
    x = keras.ops.ones((2, 3)).requires_grad_()
    block = StochasticDepth(keras.layers.Dense(3), 0.5, seed=3)
    block(x)
    kernel = block.branch.kernel
    kernel.assign(np.full((3, 3), np.nan))
    for kept in as_kept(0.5, 3, 6):
        x.grad = kernel.value.grad = None
        block(x, training=True).sum().backward()
        if not kept:
            assert (x.grad == 1).all()
            assert (kernel.value.grad == 0).all()


@trains
def test_a_branch_with_convolutions_keeps_its_state_too(values):
    x = values.normal(size=(4, 5, 5, 3)).astype("float32")
    branch = keras.Sequential(
        [keras.layers.Conv2D(3, 3, padding="same"), keras.layers.BatchNormalization()]
    )
    model = keras.Sequential(
        [keras.Input((5, 5, 3)), StochasticDepth(branch, 0.5, seed=1)]
    )
    model.compile("sgd", "mse", jit_compile=BACKEND == "jax")
    for kept in as_kept(0.5, 1, 6):
        before = [numpy(v.value).copy() for v in branch.variables]
        model.train_on_batch(x, x)
        pairs = zip(before, branch.variables, strict=True)
        assert {bool((a != numpy(b.value)).any()) for a, b in pairs} == {kept}


# ---- shapes, branches


def test_unknown_dimensions(values):
    inputs = keras.Input((None, None, 3))
    block = StochasticDepth(keras.layers.Conv2D(3, 3, padding="same"), 0.5)
    outputs = block(inputs, training=True)
    assert outputs.shape == (None, None, None, 3)
    model = keras.Model(inputs, outputs)
    for size in (4, 5):
        x = values.normal(size=(2, size, size, 3)).astype("float32")
        assert tuple(model(x).shape) == x.shape


class Lazy(keras.layers.Layer):
    """Has layers inside that are built when they are first called."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = keras.layers.Dense(3)

    def call(self, inputs):
        return self.dense(inputs)


def test_any_layer_or_model_is_a_branch(values):
    x = values.normal(size=(2, 3)).astype("float32")
    inputs = keras.Input((3,))
    functional = keras.Model(inputs, keras.layers.Dense(3)(inputs))
    inner = StochasticDepth(keras.layers.Dense(3), 0.5)
    for branch in (Lazy(), functional, inner, keras.Sequential([inner])):
        block = StochasticDepth(branch, 0.5)
        y = numpy(block(x))
        np.testing.assert_allclose(y, x + numpy(branch(x)), rtol=1e-6)
        assert len(block.trainable_variables) == 2
        assert keras.Sequential([keras.Input((3,)), block]).built


def test_time_distributed(values):
    x = values.uniform(1, 2, (2, 5, 3)).astype("float32")
    y = numpy(
        keras.layers.TimeDistributed(StochasticDepth(doubling(), 0.5, seed=1))(
            x, training=True
        )
    )
    shares = y / x
    np.testing.assert_allclose(shares, np.where(shares > 3, 5, 1), rtol=1e-6)


# ---- arguments


@pytest.mark.parametrize("branch", [None, "dense", keras.layers.Dense, lambda x: x])
def test_a_branch_that_is_no_layer(branch):
    with pytest.raises(TypeError, match="`branch` must be a Keras layer or model, not"):
        StochasticDepth(branch, 0.5)


def test_a_branch_that_changes_the_shape():
    with pytest.raises(ValueError, match=r"\(2, 3\), but the layer 'wide' returns"):
        StochasticDepth(keras.layers.Dense(4, name="wide"), 0.5)(np.ones((2, 3)))

    class Two(keras.layers.Layer):
        def call(self, inputs):
            return inputs, inputs

    with pytest.raises(ValueError, match="returns several tensors"):
        StochasticDepth(Two(), 0.5)(np.ones((2, 3)))


def test_bad_mode_and_rate():
    with pytest.raises(ValueError, match="`mode`"):
        StochasticDepth(keras.layers.Dense(3), 0.5, "all")
    with pytest.raises(ValueError, match="`rate`"):
        StochasticDepth(keras.layers.Dense(3), -1)


# ---- seeds, copies, files


def test_reset_seeds_goes_into_the_branch():
    x = keras.ops.ones((5, 3))
    block = StochasticDepth(keras.layers.Dropout(0.5, seed=1), 0.2, seed=4)
    first = [numpy(block(x, training=True)) for _ in range(8)]
    lamina.reset_seeds(block)
    again = [numpy(block(x, training=True)) for _ in range(8)]
    np.testing.assert_array_equal(first, again)
    assert len(np.unique(first, axis=0)) > 2


def test_copies_and_files(tmp_path, values):
    x = values.normal(size=(2, 3)).astype("float32")
    branch = keras.Sequential([keras.layers.Dense(3), keras.layers.Dropout(0.1)])
    block = StochasticDepth(branch, 0.3, "example", 5, "block", trainable=False)
    model = keras.Sequential([keras.Input((3,)), block])
    model.save(tmp_path / "model.keras")
    opened = [
        keras.saving.load_model(tmp_path / "model.keras"),
        lamina.load_model(tmp_path / "model.keras"),
        pickle.loads(pickle.dumps(model)),
        copy.deepcopy(model),
    ]
    for each in opened:
        np.testing.assert_array_equal(numpy(each(x)), numpy(model(x)))
    made = [each.layers[0] for each in opened] + [
        lamina.clone_model(model).layers[0],
        StochasticDepth.from_config(block.get_config()),
    ]
    for each in made:
        assert type(each) is StochasticDepth
        for name in ("rate", "mode", "seed", "name", "trainable"):
            assert getattr(each, name) == getattr(block, name)
        assert each.branch.name == branch.name


# ---- Monte Carlo dropout


@pytest.mark.parametrize("mode", ["example", "batch"])
def test_monte_carlo_draws_the_branch_and_what_is_in_it(mode, values):
    x = values.uniform(1, 2, (6, 3)).astype("float32")
    inputs = keras.Input((3,))
    branch = keras.Sequential(
        [doubling(), keras.layers.BatchNormalization(epsilon=0), DropPath(0.2)]
    )
    model = keras.Model(inputs, StochasticDepth(branch, 0.4, mode)(inputs))
    mc = lamina.MonteCarloDropout(model, task="regression")
    options = {"samples": 30, "seed": 2, "keep_samples": True, "verbose": 0}
    drawn = mc.predict(x, batch_size=6, **options).samples
    np.testing.assert_array_equal(drawn, mc.predict(x, batch_size=4, **options).samples)
    shares = drawn / x
    is_there = shares > 1.5
    # Twice the input, by 1 / 0.8 and 1 / 0.6.
    expected = np.where(is_there, 1 + 2 / (0.8 * 0.6), 1)
    np.testing.assert_allclose(shares, expected, rtol=1e-5)
    assert 0.2 < is_there.mean() < 0.8
    # Nothing is learnt meanwhile.
    np.testing.assert_array_equal(numpy(branch.layers[1].moving_mean.value), 0)
    none = ~is_there.any(axis=(1, 2))
    assert (none.mean() > 0.2) == (mode == "batch")


@pytest.mark.parametrize("mode", ["batch", "example"])
def test_complex_numbers_stay_complex(mode):
    block = StochasticDepth(keras.layers.Identity(), 0.5, mode=mode, seed=1)
    x = np.full((20, 3), 1 + 2j, "complex64")

    def called(training):
        return keras.ops.convert_to_numpy(block(keras.ops.array(x), training=training))

    shares = np.array([called(training=True) / x for _ in range(4)])
    np.testing.assert_allclose(shares.imag, 0, atol=1e-6)
    assert set(shares.real.round(5).ravel().tolist()) == {1.0, 3.0}
    np.testing.assert_allclose(called(training=False), 2 * x, rtol=1e-6)
