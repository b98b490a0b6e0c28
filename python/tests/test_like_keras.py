"""lamina's layers beside Keras': one does what the other does, in every mode."""

import importlib.util
import itertools
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import keras
import ml_dtypes
import numpy as np
import pytest
from feature_maps import (
    BACKEND,
    FORMATS,
    RANKS,
    assert_like,
    input_shape,
    numpy,
    pair,
    trains,
)
from keras.src.backend.common import masking
from programs import run_program

import lamina
from lamina import SpatialDropout2D
from lamina.layers import channel_mask

HERE = Path(__file__).parent
DTYPES = ("float16", "bfloat16", "float32", "float64")
CLASSES = (SpatialDropout2D, keras.layers.SpatialDropout2D)
MODES = {
    "tensorflow": ("eager", "graph", "xla"),
    "jax": ("jit",),
}.get(BACKEND, ("eager",))
# JAX knows the shapes when it compiles.
SHAPES = ("static", "empty") + ("dynamic",) * (BACKEND != "jax")

on_torch = pytest.mark.skipif(BACKEND != "torch", reason="asks about PyTorch")


def pairwise(**levels):
    """Cases in which any two levels of two arguments meet, with few cases."""
    everything = [
        dict(zip(levels, case, strict=True))
        for case in itertools.product(*levels.values())
    ]

    def meetings(case):
        return set(itertools.combinations(case.items(), 2))

    missing = set().union(*map(meetings, everything))
    chosen = []
    while missing:
        chosen.append(max(everything, key=lambda case: len(meetings(case) & missing)))
        missing -= meetings(chosen[-1])
    return [
        pytest.param(*c.values(), id="-".join(map(str, c.values()))) for c in chosen
    ]


@pytest.fixture(autouse=True)
def _float64_on_jax(request):
    """JAX computes in float64 where it is told to alone."""
    parameters = getattr(request.node, "callspec", None)
    wide = parameters is not None and parameters.params.get("dtype") == "float64"
    if BACKEND == "jax" and wide:
        import jax

        with jax.enable_x64(True):
            yield
    else:
        yield


class Always(keras.layers.Layer):
    """Drops at inference too."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def call(self, inputs, training=None):
        return self.layer(inputs, training=True)


BAD = np.array([1, np.nan, np.inf, -np.inf])


def limits(dtype):
    """The largest and smallest numbers of a dtype."""
    of = ml_dtypes.finfo(dtype)
    numbers = [of.max, of.max / 2, of.smallest_normal, of.eps, 0, 1]
    return np.array([sign * float(n) for n in numbers for sign in (1, -1)])


def tensor(array, dtype):
    return keras.ops.convert_to_tensor(
        array.astype(ml_dtypes.bfloat16 if dtype == "bfloat16" else dtype)
    )


def stepper(layer, mode="eager", dynamic=False):
    """A function of a tensor and an upstream gradient: the output and the gradient."""
    if BACKEND == "tensorflow":
        return _tensorflow_stepper(layer, mode, dynamic)
    if BACKEND == "jax":
        return _jax_stepper(layer, mode)
    if BACKEND == "torch":
        return _torch_stepper(layer)
    return lambda x, upstream: (layer(x, training=True), x)


def _tensorflow_stepper(layer, mode, dynamic):
    import tensorflow as tf

    def step(x, upstream):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = layer(x, training=True)
        return y, tape.gradient(y, x, upstream, tf.UnconnectedGradients.ZERO)

    def call(x, upstream):
        if mode == "eager":
            return step(x, upstream)
        shape = [None] * len(x.shape) if dynamic else x.shape
        if not made:
            signature = [tf.TensorSpec(shape, t.dtype) for t in (x, upstream)]
            made.append(tf.function(step, signature, jit_compile=mode == "xla"))
        return made[0](x, upstream)

    made = []
    return call


def _jax_stepper(layer, mode):
    import jax

    def step(state, x, upstream):
        def forward(x):
            return layer.stateless_call([], state, x, training=True)

        y, pullback, state = jax.vjp(forward, x, has_aux=True)
        return y, pullback(upstream)[0], state

    compiled = jax.jit(step) if mode == "jit" else step

    def call(x, upstream):
        if not layer.built:
            layer.build(x.shape)
        variables = layer.non_trainable_variables
        y, gradient, state = compiled([v.value for v in variables], x, upstream)
        for variable, value in zip(variables, state, strict=True):
            variable.assign(value)
        return y, gradient

    return call


def _torch_stepper(layer):
    import torch

    def call(x, upstream):
        x = x.detach().requires_grad_()
        y = layer(x, training=True)
        if not y.requires_grad:
            return y.detach(), torch.zeros_like(x)
        (gradient,) = torch.autograd.grad(y, x, upstream)
        return y.detach(), gradient

    return call


def in_training(layer, x, calls=2):
    """The outputs of several calls; compiled on JAX, which compiles each operation."""
    if BACKEND != "jax":
        return [layer(x, training=True) for _ in range(calls)]
    import jax

    if not layer.built:
        layer.build(x.shape)

    @jax.jit
    def step(weights, state, x):
        return layer.stateless_call(weights, state, x, training=True)

    weights = [v.value for v in layer.trainable_variables]
    state = [v.value for v in layer.non_trainable_variables]
    outputs = []
    for _ in range(calls):
        y, state = step(weights, state, x)
        outputs.append(y)
    return outputs


# ---- values and gradients, call after call


@pytest.mark.parametrize(
    ("dtype", "rate", "mode", "rank", "shape", "data_format"),
    pairwise(
        dtype=DTYPES,
        rate=(0.3, 0, 1e-6, 0.999, 1),
        mode=MODES,
        rank=RANKS,
        shape=SHAPES,
        data_format=FORMATS,
    ),
)
def test_values_and_gradients(dtype, rate, mode, rank, shape, data_format, values):
    # So many maps that some survive the highest rate.
    sizes = {"batch": 8, "channels": 512 if rate == 0.999 else 7, "side": 2}
    if shape == "empty":
        sizes["batch"] = 0
    layers = pair(rank, rate, data_format, seed=11, dtype=dtype)
    ours, theirs = (stepper(layer, mode, shape == "dynamic") for layer in layers)
    for call, numbers in enumerate((values.normal(size=9), limits(dtype), BAD)):
        if shape == "dynamic" and call == 2:
            sizes["batch"], sizes["side"] = 3, 3
        of = input_shape(rank, data_format, **sizes)
        x, upstream = (tensor(values.choice(numbers, of), dtype) for _ in range(2))
        (y, gradient), (expected, expected_gradient) = (
            step(x, upstream) for step in (ours, theirs)
        )
        assert tuple(y.shape) == of
        assert keras.backend.standardize_dtype(y.dtype) == dtype
        assert_like(y, expected)
        assert_like(gradient, expected_gradient)
        if call == 0 and shape != "empty":
            survivors = (numpy(expected) != 0).mean()
            assert abs(survivors - (1 - rate)) < 0.15
            # The uniform numbers of bfloat16 are all below 0.999 on TensorFlow.
            assert survivors > 0 or rate == 1 or (rate, dtype) == (0.999, "bfloat16")


@pytest.mark.parametrize(
    ("dtype", "rate", "mode", "data_format"),
    pairwise(
        dtype=("float16", "float32"),
        rate=(0.25, 0.6),
        mode=MODES,
        data_format=FORMATS,
    ),
)
def test_infinite_and_missing_values(dtype, rate, mode, data_format, values):
    of = input_shape(2, data_format, batch=4, channels=12)
    layers = pair(2, rate, data_format, seed=4, dtype=dtype)
    ours, theirs = (stepper(layer, mode) for layer in layers)
    one = tensor(np.ones(of), dtype)
    dropped = numpy(theirs(one, one)[0]) == 0
    assert 0 < dropped.mean() < 1
    whole = np.broadcast_to(np.nan, of)
    for array, gradients in (
        (values.choice(BAD, of), values.choice(BAD, of)),
        (values.normal(size=of), np.where(dropped, np.nan, 1)),
        (np.where(dropped, np.inf, 1), np.where(dropped, -np.inf, 1)),
        (whole, whole),
    ):
        for layer in layers:
            lamina.reset_seeds(layer)
        x, upstream = tensor(array, dtype), tensor(gradients, dtype)
        (y, gradient), (expected, expected_gradient) = (
            step(x, upstream) for step in (ours, theirs)
        )
        np.testing.assert_array_equal(numpy(y)[dropped], 0)
        assert_like(y, expected)
        if BACKEND != "numpy":
            np.testing.assert_array_equal(numpy(gradient)[dropped], 0)
            assert_like(gradient, expected_gradient)


@pytest.mark.skipif(BACKEND == "numpy", reason="NumPy has no gradients.")
@pytest.mark.filterwarnings("ignore:overflow encountered in cast")  # Keras' layer
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("data_format", FORMATS)
def test_a_scale_that_overflows_the_dtype(data_format, mode):
    # Keras' gradient is NaN here on TensorFlow.
    of = input_shape(2, data_format, batch=4, channels=12)
    ours, theirs = (
        stepper(layer, mode)
        for layer in pair(2, 1 - 1e-6, data_format, seed=4, dtype="float16")
    )
    one = tensor(np.ones(of), "float16")
    (y, gradient), (expected, _) = ours(one, one), theirs(one, one)
    assert_like(y, expected)
    np.testing.assert_array_equal(numpy(gradient), 0)


@trains
@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
@pytest.mark.parametrize("mode", MODES)
def test_mixed_precision(policy, mode, values):
    computed = policy.removeprefix("mixed_")
    x = tensor(values.normal(size=(4, 3, 3, 8)), "float32")
    upstream = tensor(values.normal(size=(4, 3, 3, 8)), computed)
    (y, gradient), (expected, expected_gradient) = (
        stepper(Always(cls(0.3, seed=2, dtype=policy)), mode)(x, upstream)
        for cls in CLASSES
    )
    assert keras.backend.standardize_dtype(y.dtype) == computed
    assert keras.backend.standardize_dtype(gradient.dtype) == "float32"
    assert_like(y, expected)
    # XLA is free to leave out the rounding to the narrower dtype.
    assert_like(*(keras.ops.cast(g, computed) for g in (gradient, expected_gradient)))


def test_calls_of_different_shapes_draw_one_after_the_other():
    ours, theirs = pair(2, 0.5, "channels_last", seed=3)
    for batch, side, channels in ((2, 3, 8), (5, 1, 1)):
        x = keras.ops.ones((batch, side, side, channels))
        assert_like(ours(x, training=True), theirs(x, training=True))


# ---- symbolic calls


@pytest.mark.parametrize("policy", ["float32", "mixed_float16", "bfloat16"])
@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("rank", RANKS)
def test_symbolic_calls(rank, data_format, policy):
    ours, theirs = pair(rank, 0.4, data_format, dtype=policy)
    for batch, side, channels in ((None, None, 3), (2, 4, 3), (None, None, None)):
        shape = input_shape(rank, data_format, batch, channels, side)
        x = keras.KerasTensor(shape, "float32")
        assert ours.compute_output_shape(shape) == shape
        for training in (False, True):
            specs = [
                layer.compute_output_spec(x, training=training)
                for layer in (ours, theirs)
            ]
            outputs = [layer(x, training=training) for layer in (ours, theirs)]
            assert specs[0].shape == specs[1].shape == shape
            assert outputs[0].shape == outputs[1].shape == shape
            assert specs[0].dtype == specs[1].dtype
            assert outputs[0].dtype == outputs[1].dtype == ours.compute_dtype
    # A symbolic call draws nothing.
    np.testing.assert_array_equal(numpy(ours.seed_generator.state.value)[1], 0)


# ---- masks, wrappers, recurrent layers


@pytest.mark.parametrize("source", ["Embedding", "Masking"])
def test_a_mask_passes_through(source):
    if source == "Embedding":
        x = keras.ops.convert_to_tensor([[1, 2, 0, 0], [3, 0, 0, 0]])
        first = keras.layers.Embedding(4, 6, "ones", mask_zero=True)
    else:
        x = np.ones((2, 4, 6), "float32")
        x[0, 2:] = x[1, 1:] = 0
        x, first = tensor(x, "float32"), keras.layers.Masking()
    outputs = []
    for layer in pair(1, 0.4, "channels_last", seed=2):
        assert layer.supports_masking
        for training in (False, True):
            y = layer(first(x), training=training)
            np.testing.assert_array_equal(
                numpy(masking.get_keras_mask(y)),
                [[1, 1, 0, 0], [1, 0, 0, 0]],
            )
        model = keras.Sequential([first, layer, keras.layers.GlobalAveragePooling1D()])
        outputs.append(in_training(model, x))
    for ours, theirs in zip(*outputs, strict=True):
        assert_like(ours, theirs)
        assert 0 < (numpy(ours) == 0).mean() < 1
        # The mean leaves out what is masked, whose ones or zeros would change it.
        np.testing.assert_allclose(np.unique(numpy(ours)), [0, 1 / 0.6], rtol=1e-6)


def test_time_distributed(values):
    x = tensor(values.normal(size=(2, 3, 4, 4, 6)), "float32")
    ours, theirs = (keras.layers.TimeDistributed(cls(0.5, seed=1)) for cls in CLASSES)
    assert ours(x, training=False).shape == x.shape
    for y, expected in zip(in_training(ours, x), in_training(theirs, x), strict=True):
        assert 0 < (numpy(y) == 0).mean() < 1
        assert_like(y, expected)


class DroppingCell(keras.layers.Layer):
    """Adds up its inputs, some maps of which are dropped at each step."""

    state_size = (3, 4)

    def __init__(self, drop, **kwargs):
        super().__init__(**kwargs)
        self.drop = drop

    def call(self, inputs, states, training=False):
        outputs = states[0] + self.drop(inputs, training=training)
        return outputs, [outputs]

    def get_initial_state(self, batch_size=None):
        return [keras.ops.zeros((batch_size, 3, 4))]


def test_in_the_cell_of_a_recurrent_layer(values):
    x = tensor(values.normal(size=(2, 3, 3, 4)), "float32")
    ours, theirs = (
        keras.layers.RNN(DroppingCell(layer), return_sequences=True, unroll=True)
        for layer in pair(1, 0.5, "channels_last", seed=1)
    )
    for y, expected in zip(in_training(ours, x), in_training(theirs, x), strict=True):
        assert 0 < (numpy(y)[:, 0] == 0).mean() < 1
        assert_like(y, expected)


def test_before_a_bidirectional_layer(values):
    x = tensor(values.normal(size=(2, 2, 8)), "float32")
    outputs = []
    for layer in pair(1, 0.5, "channels_last", seed=1):
        keras.utils.set_random_seed(1)
        cell = keras.layers.SimpleRNN(
            4,
            kernel_initializer="ones",
            recurrent_initializer="identity",
            return_sequences=True,
        )
        model = keras.Sequential([layer, keras.layers.Bidirectional(cell), layer])
        outputs.append([numpy(y) for y in in_training(model, x)])
    np.testing.assert_allclose(*outputs, rtol=1e-6)
    assert 0 < (outputs[0][0] == 0).mean() < 1


# ---- frozen and quantised models


@trains
@pytest.mark.filterwarnings("ignore:The model does not have any trainable weights")
@pytest.mark.parametrize("frozen", ["layer", "model"])
def test_frozen(frozen, values):
    x = tensor(values.normal(size=(8, 4, 6)), "float32")
    found = []
    for layer in pair(1, 0.5, "channels_last", seed=1):
        keras.utils.set_random_seed(1)
        model = keras.Sequential(
            [keras.Input((4, 6)), keras.layers.Dense(8), layer, keras.layers.Dense(1)]
        )
        (layer if frozen == "layer" else model).trainable = False
        assert not layer.trainable
        model.compile("sgd", "mse", run_eagerly=BACKEND != "jax", jit_compile="auto")
        before = model.get_weights()
        loss = [model.train_on_batch(x, x[..., :1]) for _ in range(2)]
        moved = any(
            not np.array_equal(old, new)
            for old, new in zip(before, model.get_weights(), strict=True)
        )
        assert moved == (frozen == "layer")
        y = numpy(model.layers[1](x, training=True))
        found.append((*loss, len(model.trainable_weights), (y == 0).tolist()))
    assert found[0][2:] == found[1][2:]
    np.testing.assert_allclose(found[0][:2], found[1][:2], rtol=1e-6)
    # A frozen layer drops all the same.
    assert found[0][0] != pytest.approx(found[0][1], rel=1e-3)


def test_quantised(values):
    x = tensor(values.normal(size=(8, 4, 6)), "float32")
    found = []
    for layer in pair(1, 0.5, "channels_last", seed=1):
        keras.utils.set_random_seed(1)
        model = keras.Sequential(
            [keras.Input((4, 6)), keras.layers.Dense(8), layer, keras.layers.Dense(2)]
        )
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            model.quantize("int8")
        found.append(
            {
                # Keras' words for the one and the other class are its own affair.
                "warned": sorted(each.category.__name__ for each in caught),
                "policies": [each.dtype_policy.name for each in model.layers],
                "trained": [numpy(y).tolist() for y in in_training(model, x)],
                "inferred": numpy(model(x, training=False)).tolist(),
            }
        )
    assert found[0]["policies"] == ["int8_from_float32", "float32", "int8_from_float32"]
    assert found[0]["trained"][0] not in (found[0]["inferred"], found[0]["trained"][1])
    assert found[0] == found[1]


# ---- export


def exported(model, form, folder):
    """What the exported model makes of an input, call after call."""
    path = folder / {"torch": "m.pt2", "litert": "m.tflite", "onnx": "m.onnx"}.get(
        form, "m"
    )
    model.export(path, format=form, verbose=False)
    if form == "torch":
        import torch

        return torch.export.load(path).module()
    if form == "onnx":
        onnxruntime = pytest.importorskip("onnxruntime")
        session = onnxruntime.InferenceSession(path)
        name = session.get_inputs()[0].name
        return lambda x: session.run(None, {name: numpy(x)})[0]
    tf = pytest.importorskip("tensorflow")
    if form == "tf_saved_model":
        loaded = tf.saved_model.load(path)
        return lambda x: loaded.serve(tf.constant(numpy(x)))
    interpreter = tf.lite.Interpreter(str(path))
    run = interpreter.get_signature_runner()
    name = next(iter(run.get_input_details()))
    return lambda x: next(iter(run(**{name: numpy(x)}).values()))


FORMS = {
    "tensorflow": ("tf_saved_model", "litert", "onnx"),
    "jax": ("tf_saved_model", "onnx"),
    "torch": ("torch", "tf_saved_model", "litert", "onnx"),
}.get(BACKEND, ())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("always", [False, True], ids=["inference", "always dropping"])
@pytest.mark.parametrize("form", FORMS)
def test_export(form, always, tmp_path, values):
    x = tensor(values.normal(size=(1, 4, 4, 3)), "float32")

    def outputs(cls):
        keras.utils.set_random_seed(1)
        inputs = keras.Input((4, 4, 3))
        h = keras.layers.Conv2D(8, 1, bias_initializer="ones")(inputs)
        layer = cls(0.5, seed=2)
        h = Always(layer)(h) if always else layer(h)
        model = keras.Model(inputs, keras.layers.Flatten()(h))
        expected = numpy(model(x))
        folder = tmp_path / cls.__module__
        folder.mkdir()
        serve = exported(model, form, folder)
        found = [np.array(serve(x)) for _ in range(2)]
        if not always:
            np.testing.assert_allclose(found[0], expected, rtol=1e-5)
        return found

    try:
        theirs = outputs(keras.layers.SpatialDropout2D)
    except Exception as error:
        said = str(error).strip().splitlines()[0]
        pytest.skip(f"Keras cannot export its own layer: {said}")
    ours = outputs(SpatialDropout2D)
    assert (ours[0] == 0).any() == always
    np.testing.assert_array_equal(ours, theirs)


# ---- what PyTorch can do with a layer besides calling it

# PyTorch's own derivatives in forward mode use it.
forward_mode = pytest.mark.filterwarnings(
    "ignore:`torch.jit.script` is deprecated:DeprecationWarning"
)
# The rates take different ways through PyTorch.
torch_rates = pytest.mark.parametrize("rate", [0.25, 0.6])


def both(rate, function, **kwargs):
    """What a function makes of lamina's layer, and of Keras'."""
    layers = pair(2, rate, "channels_last", seed=1, **kwargs)
    ours, theirs = (function(layer) for layer in layers)
    assert (numpy(theirs) == 0).any()
    return ours, theirs


def torch_values(shape=(4, 3, 3, 8), seed=0):
    import torch

    x = torch.randn(shape, generator=torch.Generator().manual_seed(seed))
    return keras.ops.convert_to_tensor(x)


@on_torch
@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize(
    "layout",
    {
        "channels last": lambda x: x.to(memory_format=_memory_format()),
        "permuted": lambda x: x.permute(3, 1, 2, 0),
        "strided": lambda x: x[::2, :, :, ::3],
        "expanded": lambda x: x[:1, :1, :, :1].expand(4, 6, -1, 5),
        "flipped view": lambda x: x.transpose(0, 3).transpose(1, 2)[:, 1:],
    }.items(),
    ids=lambda item: item[0],
)
@torch_rates
def test_layouts_of_memory(rate, layout, data_format):
    x = layout[1](torch_values())
    upstream = torch_values(x.shape, seed=1)
    layers = pair(2, rate, data_format, seed=1)
    (y, gradient), (expected, expected_gradient) = (
        stepper(layer)(x, upstream) for layer in layers
    )
    assert (numpy(expected) == 0).any()
    assert_like(y, expected)
    assert_like(gradient, expected_gradient)
    assert y.stride() == expected.stride()


def _memory_format():
    import torch

    return torch.channels_last


@on_torch
@torch_rates
@pytest.mark.parametrize("changed", ["output", "input", "upstream"])
def test_changes_in_place_after_the_call(rate, changed):
    import torch

    def gradient(layer):
        x = torch_values().requires_grad_()
        h = x * 1
        y = layer(h, training=True)
        upstream = torch.ones_like(y)
        if changed == "output":
            y.mul_(3)
        elif changed == "input":
            h.fill_(torch.nan)
        (result,) = torch.autograd.grad(y, x, upstream)
        if changed == "upstream":
            upstream.fill_(torch.nan)
        return result

    assert_like(*both(rate, gradient))


@on_torch
@torch_rates
def test_the_input_is_left_as_it_was(rate):
    x = torch_values()
    before = x.clone()
    for layer in pair(2, rate, "channels_last", seed=1):
        y = layer(x, training=True)
        assert not y.requires_grad
        y.fill_(1)
        np.testing.assert_array_equal(numpy(x), numpy(before))


@on_torch
@torch_rates
@pytest.mark.parametrize("mode", ["no_grad", "inference_mode"])
def test_without_gradients(rate, mode):
    import torch

    def outputs(layer):
        x = torch_values().requires_grad_()
        with getattr(torch, mode)():
            first = layer(x, training=True)
        assert not first.requires_grad
        assert first.is_inference() == (mode == "inference_mode")
        # What was drawn there counts, and gradients are there again.
        second = layer(x, training=True)
        (gradient,) = torch.autograd.grad(second.sum(), x)
        return torch.stack([first.clone(), second.detach(), gradient])

    assert_like(*both(rate, outputs))


@on_torch
@torch_rates
@pytest.mark.parametrize("bad", [False, True], ids=["finite", "missing"])
def test_gradient_of_the_gradient(rate, bad):
    import torch

    def second(layer):
        x = torch_values()
        dropped = layer(x, training=True) == 0
        lamina.reset_seeds(layer)
        if bad:
            x[dropped] = torch.nan
        x.requires_grad_()
        y = layer(x, training=True)
        (first,) = torch.autograd.grad((y**3).sum(), x, create_graph=True)
        upstream = torch_values(seed=1)
        if bad:
            upstream[dropped] = torch.nan
        (result,) = torch.autograd.grad(first, x, upstream)
        return result

    ours, theirs = both(rate, second)
    np.testing.assert_array_equal(numpy(ours) == 0, numpy(theirs) == 0)
    np.testing.assert_allclose(numpy(ours), numpy(theirs), rtol=1e-5)


@on_torch
@forward_mode
@torch_rates
def test_gradients_are_those_of_differences(rate):
    import torch

    layer = SpatialDropout2D(rate, seed=1, dtype="float64")

    def same_mask(x):
        lamina.reset_seeds(layer)
        return layer(x, training=True)

    x = torch_values((2, 2, 1, 4)).double().requires_grad_()
    assert torch.autograd.gradcheck(same_mask, x, check_forward_ad=True)
    assert torch.autograd.gradgradcheck(same_mask, x)


TRANSFORMS = {
    "grad": lambda f, x, v: _torch_func().grad(lambda x: (f(x) * v).sum())(x),
    "vjp": lambda f, x, v: _torch_func().vjp(f, x)[1](v)[0],
    "jvp": lambda f, x, v: _torch_func().jvp(f, (x,), (v,))[1],
    "jacrev": lambda f, x, v: _torch_func().jacrev(f)(x[:1, :1, :1]),
    "vmap": lambda f, x, v: _torch_func().vmap(f, randomness="same")(_stacked(x, v)),
    "vmap of grad": lambda f, x, v: _torch_func().vmap(
        _torch_func().grad(lambda x: f(x).sum()), randomness="same"
    )(_stacked(x, v)),
}


def _torch_func():
    import torch

    return torch.func


def _stacked(*tensors):
    import torch

    return torch.stack(tensors)


@on_torch
@forward_mode
@torch_rates
@pytest.mark.parametrize("bad", [False, True], ids=["finite", "missing"])
@pytest.mark.parametrize("name", TRANSFORMS)
def test_transforms_of_a_stateless_call(name, bad, rate):
    import torch

    def transformed(layer):
        state = [variable.value for variable in layer.non_trainable_variables]

        def call(x):
            return layer.stateless_call([], state, x, training=True)[0]

        x, vector = torch_values(), torch_values(seed=1)
        if bad:
            dropped = call(x) == 0
            x[dropped] = vector[dropped] = torch.nan
        result = TRANSFORMS[name](call, x, vector)
        assert not result.isnan().any()
        return result

    assert_like(*both(rate, transformed))


@on_torch
@torch_rates
def test_in_an_autocast_region(rate):
    import torch

    def outputs(layer):
        x = torch_values()
        with torch.autocast(x.device.type, dtype=torch.bfloat16):
            return layer(x, training=True)

    assert_like(*both(rate, outputs))


# PyTorch's compiler looks at the gradient of everything, with Keras' layer too.
@on_torch
@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor:UserWarning")
def test_compiled_by_pytorch_into_one_graph():
    import torch

    ours, theirs = pair(2, 0.25, "channels_last", seed=1)
    # Without the C++ that it would make, which takes minutes.
    compiled = torch.compile(
        lambda x: ours(x, training=True),
        backend="aot_eager",
        dynamic=True,
        fullgraph=True,
    )
    for batch, side in ((4, 3), (2, 5)):
        x = torch_values((batch, side, side, 8)).requires_grad_()
        upstream = torch_values(x.shape, seed=1)
        y, expected = compiled(x), theirs(x, training=True)
        assert_like(y, expected)
        assert_like(
            *(torch.autograd.grad(output, x, upstream)[0] for output in (y, expected))
        )


# ---- more than one device, other backends


def run_script(name):
    done = run_program(HERE / name)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line[0] == "{"]


@pytest.mark.skipif(BACKEND != "jax", reason="Keras distributes data on JAX")
def test_the_number_of_devices_changes_nothing():
    theirs, *ours = run_script("data_parallel.py")
    alone = ours[0]["learnt"]
    assert len(set(alone[:2])) == 2
    assert theirs["module"].startswith("keras.")
    assert [run["devices"] for run in ours] == [1, 2, 4, 8]
    for run in ours:
        assert run["module"] == "lamina"
        assert run["dropped"] == theirs["dropped"]
        np.testing.assert_allclose(run["learnt"], alone, rtol=1e-5, atol=1e-6)
    dropped = np.array(theirs["dropped"])
    assert {0, 2} == set(np.unique(dropped))
    assert len(np.unique(dropped[:, 0], axis=0)) == 16


def test_numpy_and_unknown_backends_take_the_generic_path(monkeypatch, values):
    x = keras.ops.convert_to_tensor(values.normal(size=(4, 3, 3, 8)).astype("float32"))
    source = Path(channel_mask.__file__)
    calls, dropout = [], keras.random.dropout

    def counted(*args, **kwargs):
        calls.append(args)
        return dropout(*args, **kwargs)

    monkeypatch.setattr(keras.random, "dropout", counted)
    for name in ("numpy", "no_such_backend"):
        with monkeypatch.context() as patch:
            patch.setattr(keras.backend, "backend", lambda name=name: name)
            spec = importlib.util.spec_from_file_location(f"mask_{name}", source)
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
        ours = module.drop_feature_maps(
            x, 0.4, (None, 1, 1, None), keras.random.SeedGenerator(3)
        )
        assert len(calls) == 1
        theirs = keras.layers.SpatialDropout2D(0.4, seed=3)(x, training=True)
        calls.clear()
        assert_like(ours, theirs)
        assert (numpy(ours) == 0).any()


@pytest.mark.skipif(BACKEND != "torch", reason="PyTorch's tests, the quickest, do it")
def test_on_the_numpy_backend():
    code = """
import json
import keras, numpy as np, lamina

calls, dropout = [], keras.random.dropout
keras.random.dropout = lambda *args, **kwargs: (
    calls.append(args) or dropout(*args, **kwargs)
)
x = np.random.default_rng(1).normal(size=(4, 3, 3, 8)).astype("float32")
layers = [m.SpatialDropout2D(0.4, seed=3) for m in (lamina, keras.layers)]
same = [
    np.array_equal(*(layer(x, training=True) for layer in layers)) for _ in range(3)
]
dropped = (layers[0](x, training=True) == 0).mean()
print(json.dumps([keras.backend.backend(), same, dropped, len(calls)]))
"""
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(HERE.parent), "KERAS_BACKEND": "numpy"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    backend, same, dropped, calls = json.loads(run.stdout)
    assert backend == "numpy"
    assert same == [True] * 3
    assert 0 < dropped < 1
    assert calls == 4
