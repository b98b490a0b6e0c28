"""Drop feature maps on PyTorch: a kernel where Triton runs, else native operators."""

import itertools
import math
from collections.abc import Sequence
from functools import cache
from typing import Any

import torch

from lamina._backend.rows import place_in_batch, rows_of_batch
from lamina._backend.shapes import noise_sizes
from lamina._backend.with_triton import runs_triton

NoiseShape = Sequence[int | None]

# On other devices that run Triton, `torch.bernoulli()` draws numbers of another kind.
_DRAWS = {"cpu": True, "cuda": torch.version.hip is None}

# Both are exactly 0 where the gate is low, whatever the input holds, where a plain
# product would keep NaN; and the backend knows their gradients. A choice by
# `torch.where` takes three to five passes.
_hardswish_backward = torch.ops.aten.hardswish_backward
_threshold_backward = torch.ops.aten.threshold_backward


def drop_maps(
    inputs: torch.Tensor, rate: float, noise_shape: NoiseShape, seed: Any
) -> torch.Tensor:
    """Set whole feature maps to zero and scale the others, with what the seed draws.

    Args:
        inputs: Floating-point tensor.
        rate: Between 0 and 1.
        noise_shape: One entry for each axis: 1 where all positions share one draw.
        seed: A whole number.

    Returns:
        A tensor with the shape and dtype of `inputs`, which knows its gradients.

    Example:
    >>> y = drop_maps(torch.ones(2, 4, 8), 0.5, (None, 1, None), seed=1)
    >>> sorted(set(y.flatten().tolist()))
    [0.0, 2.0]
    """
    # Transforms of functions draw for their own dimensions, and keep what was drawn.
    if _has_kernel(inputs) and not torch._C._are_functorch_transforms_active():
        dropped: torch.Tensor = _Dropped.apply(inputs, rate, tuple(noise_shape), seed)
        return dropped
    return _native(inputs, rate, noise_shape, seed)


def drop_maps_compiled(
    inputs: torch.Tensor, rate: float, noise_shape: NoiseShape, seed: torch.Tensor
) -> torch.Tensor:
    """Do what `drop_maps()` does, as one operator of a graph that is compiled.

    Args:
        inputs: As there.
        rate: As there.
        noise_shape: As there.
        seed: A tensor of one whole number, which may change from call to call.

    Example:
    >>> x, seed = torch.ones(2, 4, 8), torch.tensor(1)
    >>> y = drop_maps_compiled(x, 0.5, (None, 1, None), seed)
    >>> bool((y == drop_maps(x, 0.5, (None, 1, None), 1)).all())
    True
    """
    own = [-1 if size is None else size for size in noise_shape]
    dropped: torch.Tensor = _operator(inputs, seed.to(inputs.device), rate, own)
    return dropped


# ---- Native operators


def _native(
    inputs: torch.Tensor, rate: float, noise_shape: NoiseShape, seed: Any
) -> torch.Tensor:
    keep = _draw(inputs, rate, noise_shape, seed).to(inputs.dtype)
    dropped: torch.Tensor
    gate = scaling_gate(rate, inputs.dtype, inputs.device.type)
    if gate is None:
        dropped = _threshold_backward(inputs, keep, 0).div_(1 - rate)
    else:
        # 0 and 1 become minus infinity and the gate.
        dropped = _hardswish_backward(inputs, keep.log_().add_(gate))
    return dropped


def _draw(
    inputs: torch.Tensor, rate: float, noise_shape: NoiseShape, seed: Any
) -> torch.Tensor:
    """Return 1 for what is kept and 0 for what is not, in the shape of the noise."""
    generator = torch.Generator(inputs.device)
    generator.manual_seed(int(seed) & 0xFFFFFFFF)
    shape = noise_sizes(inputs, noise_shape)

    def draw(rows: int) -> torch.Tensor:
        chances = torch.full([rows, *shape[1:]], 1 - rate, device=inputs.device)
        return torch.bernoulli(chances, generator=generator)

    rows = shape[0]
    return draw(rows) if noise_shape[0] == 1 else rows_of_batch(rows, draw)


@cache
def scaling_gate(rate: float, dtype: torch.dtype, on: str) -> float | None:
    """Return the gate by which `hardswish_backward` scales as Keras does.

    It multiplies by `gate / 3 + 1 / 2` for gates between -3 and 3, which reaches
    rates of up to one third. Where this sum, rounded, is another number than
    Keras multiplies by (in float32 for 0.25, not for 0.1, 0.2, 0.3), and in half
    precision, there is no such gate.

    Args:
        rate: Between 0 and 1.
        dtype: Of the numbers that are scaled.
        on: The kind of their device.

    Example:
    >>> scaling_gate(0.5, torch.float32, "cpu") is None
    True
    """
    if dtype not in (torch.float32, torch.float64):
        return None
    # What divides by a number multiplies by its inverse on CUDA, rounded once.
    scale = (
        torch.tensor(1 / (1 - rate), dtype=dtype)
        if on == "cuda"
        else 1 / torch.tensor(1 - rate, dtype=dtype)
    )
    gate = 3 * (scale - 0.5)
    return gate.item() if gate < 3 and gate / 3 + 0.5 == scale else None


# ---- Kernels of Triton


def _has_kernel(inputs: torch.Tensor) -> bool:
    """Say whether a kernel drops such numbers; where they lie may still forbid it."""
    return (
        inputs.dtype in (torch.float32, torch.float16, torch.bfloat16)
        # Others, as those of `torch.distributed`, are no numbers in one memory.
        and type(inputs) in (torch.Tensor, torch.nn.Parameter)
        and runs_triton(inputs.device)
    )


def _fused(
    inputs: torch.Tensor, rate: float, noise_shape: NoiseShape, seed: Any
) -> torch.Tensor:
    """Return what a kernel drops, without gradients, or native operators do."""
    if inputs.numel() == 0:
        return torch.empty_like(inputs)
    if not _has_kernel(inputs):
        return _native(inputs, rate, noise_shape, seed)
    sizes = sizes_in_memory(inputs, noise_shape)
    if sizes is None:
        inputs = inputs.contiguous()
        sizes = sizes_in_memory(inputs, noise_shape)
    if sizes is None:
        return _native(inputs, rate, noise_shape, seed)
    from lamina._backend.triton_kernels import drop_in_one_pass

    if not _DRAWS.get(inputs.device.type, False):
        mask = _draw(inputs, rate, noise_shape, seed).to(torch.uint8)
        return drop_in_one_pass(inputs, sizes, rate, 0, mask=mask)
    place = 0 if noise_shape[0] == 1 else place_in_batch()[0]
    first = place * sizes[0] * sizes[2]
    if not isinstance(seed, torch.Tensor):
        seed &= 0xFFFFFFFF
    return drop_in_one_pass(inputs, sizes, rate, seed, first)


def sizes_in_memory(
    inputs: torch.Tensor, noise_shape: NoiseShape
) -> tuple[int, int, int] | None:
    """Return how many examples, positions and channels lie one within the other.

    Args:
        inputs: Any tensor.
        noise_shape: As in `drop_maps()`.

    Returns:
        The three sizes. None where there are gaps in memory, or what shares a draw
        lies neither in one piece nor in equal steps.

    Example:
    >>> x = torch.ones(2, 4, 5, 8)
    >>> sizes_in_memory(x, (None, 1, 1, None))
    (2, 20, 8)
    >>> sizes_in_memory(x, (None, None, 1, 1))
    (8, 40, 1)
    >>> sizes_in_memory(x.permute(0, 3, 1, 2), (None, None, 1, 1))
    (2, 20, 8)
    """
    steps = inputs.stride()
    axes = [axis for axis, size in enumerate(inputs.shape) if size > 1]
    order = sorted(axes, key=lambda axis: -steps[axis])
    dense = 1
    for axis in reversed(order):
        if steps[axis] != dense:
            return None
        dense *= inputs.shape[axis]
    if any(noise_shape[axis] not in (None, 1, inputs.shape[axis]) for axis in axes):
        return None
    drawn = [axis for axis in order if noise_shape[axis] != 1]
    if drawn != sorted(drawn):
        return None
    groups = [
        (shares, [inputs.shape[axis] for axis in group])
        for shares, group in itertools.groupby(order, lambda x: noise_shape[x] == 1)
    ]
    # Before what shares a draw come the examples, and after it the channels.
    if groups and groups[0][0]:
        groups.insert(0, (False, []))
    if len(groups) > 3:
        return None
    sizes = [math.prod(group) for _, group in groups] + [1] * (3 - len(groups))
    if len(groups) == 1:
        return 1, 1, sizes[0]
    return sizes[0], sizes[1], sizes[2]


class _Dropped(torch.autograd.Function):
    """What is dropped by a kernel: its gradient is dropped by the same draws."""

    # Types are those of `_fused()`.
    @staticmethod
    def forward(inputs: Any, rate: Any, noise_shape: Any, seed: Any) -> Any:
        return _fused(inputs, rate, noise_shape, seed)

    @staticmethod
    def setup_context(ctx: Any, inputs: Any, output: Any) -> None:
        ctx.how = inputs[1:]

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        return _Dropped.apply(gradients[0], *ctx.how), None, None, None

    @staticmethod
    def jvp(ctx: Any, *tangents: Any) -> Any:
        return _Dropped.apply(tangents[0], *ctx.how)


# ---- The operator of compiled graphs


@torch.library.custom_op("lamina::drop_maps", mutates_args=())
def _operator(
    inputs: torch.Tensor, seed: torch.Tensor, rate: float, noise_shape: list[int]
) -> torch.Tensor:
    shape = [None if size == -1 else size for size in noise_shape]
    outputs = _fused(inputs, rate, shape, seed)
    # It lies in memory as the compiler was told.
    if outputs.stride() == torch.empty_like(inputs, device="meta").stride():
        return outputs
    return torch.empty_like(inputs).copy_(outputs)


@_operator.register_fake
def _(inputs: Any, seed: Any, rate: Any, noise_shape: Any) -> Any:
    return torch.empty_like(inputs)


def _remember(ctx: Any, inputs: Any, output: Any) -> None:
    _, seed, *ctx.how = inputs
    ctx.save_for_backward(seed)


def _gradient(ctx: Any, gradient: Any) -> Any:
    (seed,) = ctx.saved_tensors
    return _operator(gradient, seed, *ctx.how), None, None, None


_operator.register_autograd(_gradient, setup_context=_remember)
