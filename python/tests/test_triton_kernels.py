"""The kernels for graphics cards.

They run on a card, or on a processor by Triton's interpreter: `make test-triton`.
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest
from keyed import expected_uniform, keys_of, numpy

import lamina
from lamina.uncertainty.keyed_numbers import uniform

if keras.backend.backend() != "torch" or not importlib.util.find_spec("triton"):
    pytest.skip("The kernels are PyTorch's and Triton's", allow_module_level=True)

import torch

from lamina._backend import rows, torch_maps
from lamina._backend.torch_maps import drop_maps, drop_maps_compiled, sizes_in_memory
from lamina._backend.with_triton import runs_triton

CARD = torch.cuda.is_available()
DEVICE = "cuda" if CARD else "cpu"
if not CARD and os.environ.get("TRITON_INTERPRET") != "1":
    pytest.skip("Triton has no card here", allow_module_level=True)

SEED = 1234567


def philox(seed, index):
    """Return what Philox 4x32-10 gives, as published (Salmon and others 2011)."""
    low, word = np.uint64(0xFFFFFFFF), np.uint64(32)
    block = np.asarray(index, "uint64") // np.uint64(4)
    zero = np.zeros_like(block)
    counter = [zero, zero, block & low, block >> word]
    keys = [np.uint64(seed) & low, np.uint64(seed) >> word]
    for _ in range(10):
        first = counter[0] * np.uint64(0xD2511F53)
        second = counter[2] * np.uint64(0xCD9E8D57)
        counter = [
            (second >> word) ^ counter[1] ^ keys[0],
            second & low,
            (first >> word) ^ counter[3] ^ keys[1],
            first & low,
        ]
        keys = [
            (keys[0] + np.uint64(0x9E3779B9)) & low,
            (keys[1] + np.uint64(0xBB67AE85)) & low,
        ]
    number = np.asarray(index) % 4
    return np.choose(number, counter).astype("uint32")


def kept(seed, draws, rate, first=0):
    """Return which of so many draws keep: uniform, more than 0 and at most 1."""
    numbers = philox(seed & 0xFFFFFFFF, np.arange(first, first + draws))
    uniform = numbers.astype("float32") * np.float32(2**-32) + np.float32(2**-33)
    return uniform <= np.float32(1 - rate)


def expected(x, noise_shape, rate, seed=SEED, first=0):
    shape = [
        size if share is None else share
        for size, share in zip(x.shape, noise_shape, strict=True)
    ]
    mask = torch.from_numpy(kept(seed, int(np.prod(shape)), rate, first))
    scale = np.float32(1 / (1 - rate))
    scaled = (x.float() * float(scale)).to(x.dtype)
    zero = torch.zeros((), dtype=x.dtype, device=x.device)
    return torch.where(mask.reshape(shape).to(x.device), scaled, zero)


def values(shape, dtype=torch.float32, bad=True, seed=0):
    x = torch.from_numpy(np.random.default_rng(seed).normal(size=shape))
    if bad:
        x.view(-1)[::7] = torch.nan
        x.view(-1)[3::11] = torch.inf
    return x.to(dtype).to(DEVICE)


def assert_same(ours, theirs):
    assert ours.dtype == theirs.dtype
    # The interpreter cuts numbers of bfloat16 off, which a card rounds.
    step = 2**-7 if ours.dtype == torch.bfloat16 and not CARD else 0
    torch.testing.assert_close(ours, theirs, rtol=step, atol=0, equal_nan=True)


def test_numbers_are_those_that_were_published():
    # Of the authors' own tests: a key and a counter of zeros, one of the other words.
    assert [hex(x) for x in philox(0, range(4))] == [
        "0x6627e8d5",
        "0xe169c58d",
        "0xbc57ac4c",
        "0x9b00dbd8",
    ]


SHAPES = {
    "first": ((3, 5, 6, 7), (None, None, 1, 1)),
    "first, large": ((2, 3, 70, 70), (None, None, 1, 1)),
    "last": ((3, 6, 7, 5), (None, 1, 1, None)),
    "last, wide": ((2, 3, 3, 700), (None, 1, 1, None)),
    "last, long": ((2, 9, 600, 3), (None, 1, 1, None)),
    "each": ((3, 5, 7), (None, None, None)),
    "each, many": ((3, 5000), (None, None)),
    "one": ((3, 5, 7), (1, 1, 1)),
    "of all examples": ((3, 5, 7), (1, None, None)),
    "of all examples, last": ((3, 5, 7), (1, 1, None)),
    "a channel": ((4, 9, 1), (None, 1, None)),
    "a number": ((1, 1), (None, 1)),
    "told": ((3, 5, 7), (3, 1, 7)),
}


@pytest.mark.parametrize("dtype", ["float32", "bfloat16", "float16"])
@pytest.mark.parametrize("rate", [0.3, 0.5, 0.9])
@pytest.mark.parametrize("name", SHAPES)
def test_kept_numbers_are_scaled_and_others_exactly_0(name, rate, dtype):
    shape, noise_shape = SHAPES[name]
    x = values(shape, getattr(torch, dtype))
    assert sizes_in_memory(x, noise_shape) is not None
    y = drop_maps(x, rate, noise_shape, SEED)
    assert_same(y, expected(x, noise_shape, rate))


@pytest.mark.parametrize("seed", [0, 1, 2**31, 2**32 - 1, 2**32 + 5, -16])
def test_seeds_of_any_size(seed):
    x = values((3, 4, 8))
    y = drop_maps(x, 0.5, (None, 1, None), seed)
    assert_same(y, expected(x, (None, 1, None), 0.5, seed))
    in_memory = torch.tensor(seed, device=DEVICE)
    assert_same(drop_maps_compiled(x, 0.5, (None, 1, None), in_memory), y)


LAYOUTS = {
    "channels last in memory": (
        lambda x: x.contiguous(memory_format=torch.channels_last),
        (None, None, 1, 1),
        (6, 20, 5),
    ),
    "channels first in memory": (
        lambda x: x.permute(0, 3, 1, 2).contiguous().permute(0, 2, 3, 1),
        (None, 1, 1, None),
        (36, 20, 1),
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_where_numbers_lie_changes_nothing_and_is_kept(name):
    lay, noise_shape, _ = LAYOUTS[name]
    x = values((6, 5, 4, 6))
    y = drop_maps(lay(x), 0.4, noise_shape, SEED)
    assert y.stride() == lay(x).stride()
    assert_same(y, expected(x, noise_shape, 0.4))


GAPS = {
    "a part": lambda x: x[:, 1:3],
    "every other": lambda x: x[:, :, ::2],
    "turned": lambda x: x.transpose(0, 2),
    "one for all": lambda x: x[:, :1].expand(-1, 4, -1),
}


@pytest.mark.parametrize("name", GAPS)
def test_gaps_in_memory_change_nothing(name):
    x = GAPS[name](values((6, 4, 8))).requires_grad_()
    assert sizes_in_memory(x, (None, 1, None)) is None
    y = drop_maps(x, 0.4, (None, 1, None), SEED)
    assert_same(y, expected(x, (None, 1, None), 0.4))
    # A gradient of one number for all has gaps, too.
    (gradient,) = torch.autograd.grad(y.sum(), x)
    assert_same(gradient, expected(torch.ones_like(x), (None, 1, None), 0.4))


def test_draws_shared_in_between_take_the_native_way():
    x, noise_shape = values((2, 3, 4, 8), bad=False), (None, 1, None, 1)
    x.requires_grad_()
    y = drop_maps(x, 0.5, noise_shape, SEED)
    assert_same(y, torch_maps._native(x, 0.5, noise_shape, SEED))
    (gradient,) = torch.autograd.grad(y.sum(), x)
    assert_same(gradient * x, y)


def test_numbers_of_64_bits_take_the_native_way():
    x = values((6, 4, 8), torch.float64)
    assert_same(
        drop_maps(x, 0.4, (None, 1, None), SEED),
        torch_maps._native(x, 0.4, (None, 1, None), SEED),
    )


@pytest.mark.parametrize("shape", [(0, 4, 8), (3, 0, 8)])
def test_nothing_stays_nothing(shape):
    x = torch.ones(shape, device=DEVICE, requires_grad=True)
    y = drop_maps(x, 0.4, (None, 1, None), SEED)
    assert y.shape == x.shape
    assert torch.autograd.grad(y.sum(), x)[0].shape == x.shape


@pytest.mark.parametrize("noise_shape", [(None, 1, None), (None, None, 1)])
def test_gradients_of_any_order_draw_again(noise_shape):
    x, upstream = values((3, 4, 8), bad=False), values((3, 4, 8), seed=1)
    x.requires_grad_()
    y = drop_maps(x, 0.4, noise_shape, SEED)
    (first,) = torch.autograd.grad(y, x, upstream)
    assert_same(first, expected(upstream, noise_shape, 0.4))
    (slope,) = torch.autograd.grad((y**3).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(slope.sum(), x)
    scale = torch.where(y == 0, 0.0, 1 / 0.6)
    torch.testing.assert_close(second, 6 * scale**3 * x.detach())


# PyTorch's own, where derivatives go forward.
forward_mode = pytest.mark.filterwarnings(
    "ignore:`torch.jit.script` is deprecated:DeprecationWarning"
)


@forward_mode
@pytest.mark.parametrize("noise_shape", [(None, 1, None), (None, None, 1)])
def test_derivatives_go_forward(noise_shape):
    x, vector = values((3, 4, 8)), values((3, 4, 8), seed=1)
    forward_ad = torch.autograd.forward_ad
    with forward_ad.dual_level():
        dual = drop_maps(forward_ad.make_dual(x, vector), 0.4, noise_shape, SEED)
        outputs, tangent = forward_ad.unpack_dual(dual)
    assert_same(outputs, expected(x, noise_shape, 0.4))
    assert_same(tangent, expected(vector, noise_shape, 0.4))


func = torch.func
TRANSFORMS = {
    "grad": lambda f, x: func.grad(lambda x: (f(x) ** 2).sum())(x),
    "jvp": lambda f, x: func.jvp(f, (x,), (x.sin(),))[1],
    "jacrev": lambda f, x: func.jacrev(f)(x[:1]),
    "vmap": lambda f, x: func.vmap(f, randomness="same")(torch.stack([x, x.sin()])),
    "vmap of grad": lambda f, x: func.vmap(
        func.grad(lambda x: (f(x) ** 2).sum()), randomness="different"
    )(torch.stack([x, x])),
}


@forward_mode
@pytest.mark.parametrize("name", TRANSFORMS)
def test_transforms_of_functions_take_the_native_way(name):
    ways = (drop_maps, torch_maps._native)
    x = values((3, 4, 8), bad=False)
    ours, native = (
        TRANSFORMS[name](lambda x, way=way: way(x, 0.4, (None, 1, None), SEED), x)
        for way in ways
    )
    assert_same(ours, native)


# PyTorch's compiler looks at the gradient of everything, with Keras' layer too.
@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor:UserWarning")
@pytest.mark.parametrize("lay", [lambda x: x, LAYOUTS["channels last in memory"][0]])
def test_a_compiled_call_is_one_graph_and_gives_the_same_numbers(lay):
    layers = [lamina.SpatialDropout2D(0.25, "channels_first", seed=3) for _ in range(2)]
    compiled = torch.compile(
        lambda x: layers[0](x, training=True) * 1, backend="aot_eager", fullgraph=True
    )
    for call in range(2):
        x, upstream = (
            lay(values((4, 6, 3, 5), bad=i == 1, seed=call + i)) for i in range(2)
        )
        x.requires_grad_()
        y, eager = compiled(x), layers[1](x, training=True)
        assert_same(y, eager)
        assert_same(eager, expected(x, (None, None, 1, 1), 0.25, 3 + call))
        of_compiled, of_eager = (
            torch.autograd.grad(outputs, x, upstream)[0] for outputs in (y, eager)
        )
        assert_same(of_compiled, of_eager)
        assert y.stride() == x.stride()


def test_an_autocast_region_changes_nothing():
    x = values((3, 4, 8))
    with torch.autocast(DEVICE, dtype=torch.bfloat16):
        y = drop_maps(x, 0.4, (None, 1, None), SEED)
    assert_same(y, expected(x, (None, 1, None), 0.4))


@pytest.mark.parametrize("noise_shape", [(None, 1, None), (None, None, 1)])
def test_a_process_draws_its_rows_of_the_batch(noise_shape, monkeypatch):
    x = values((6, 4, 8))
    whole = drop_maps(x, 0.4, noise_shape, SEED)
    monkeypatch.setattr(rows, "_place", lambda: (2, 3))
    assert_same(drop_maps(x[4:], 0.4, noise_shape, SEED), whole[4:])


def test_all_processes_draw_what_all_examples_share(monkeypatch):
    monkeypatch.setattr(rows, "_place", lambda: (2, 3))
    x = values((6, 4, 8))
    y = drop_maps(x, 0.4, (1, 1, None), SEED)
    assert_same(y, expected(x, (1, 1, None), 0.4))


def test_other_devices_give_the_kernel_what_they_drew(monkeypatch):
    monkeypatch.setitem(torch_maps._DRAWS, DEVICE, False)
    for noise_shape in ((None, 1, None), (None, None, 1)):
        x = values((3, 4, 8), bad=False)
        y = drop_maps(x, 0.5, noise_shape, SEED)
        assert_same(y, torch_maps._native(x, 0.5, noise_shape, SEED))


def test_a_triton_that_does_not_run_is_told_once(monkeypatch):
    from lamina._backend import triton_kernels

    def fails(*args):
        raise RuntimeError("there is no compiler")

    x = values((3, 4, 8))
    monkeypatch.setattr(triton_kernels, "drop_in_one_pass", fails)
    runs_triton.cache_clear()
    try:
        with pytest.warns(UserWarning, match="there is no compiler") as told:
            results = [drop_maps(x, 0.5, (None, 1, None), SEED) for _ in range(2)]
    finally:
        runs_triton.cache_clear()
    assert len(told) == 1
    for y in results:
        assert_same(y, torch_maps._native(x, 0.5, (None, 1, None), SEED))


@pytest.mark.skipif(not CARD, reason="A processor draws other numbers")
@pytest.mark.parametrize("draws", [10, 5000, 3_000_001])
def test_a_card_draws_what_bernoulli_draws_there(draws):
    x = torch.ones(1, draws, device=DEVICE)
    y = drop_maps(x, 0.3, (None, None), SEED)
    assert_same(y, torch_maps._native(x, 0.3, (None, None), SEED))


@pytest.mark.parametrize(("rows", "count"), [(1, 1), (3, 129), (2, 5000), (0, 3)])
@pytest.mark.parametrize("salt", [0, 7, 2**31 + 5])
def test_numbers_of_keys_are_those_of_whole_number_arithmetic(rows, count, salt):
    keys = keys_of(rows)
    got = numpy(uniform(keys, salt, (count,)))
    wanted = expected_uniform(keys, salt, count).reshape(rows, count)
    np.testing.assert_array_equal(got, wanted)


def test_the_kernels_compile_for_a_card(tmp_path):
    here = Path(__file__).parent
    environment = {
        **os.environ,
        "PYTHONPATH": str(here.parent),
        "TRITON_INTERPRET": "0",
        "TRITON_CACHE_DIR": str(tmp_path),
    }
    run = subprocess.run(
        [sys.executable, here / "compiled_kernels.py"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    told = run.stdout.splitlines()
    assert len(told) == 19
    assert all(line.endswith("True") for line in told)
