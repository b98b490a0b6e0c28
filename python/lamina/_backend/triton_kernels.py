"""Kernels in Triton for graphics cards: one launch, and one pass over the data.

PyTorch's builds for graphics cards bring Triton, and nothing else needs it: this module
is imported where `runs_triton()` says that it is there.
"""

from typing import Any

import torch
import triton
import triton.language as tl

# How many numbers a program of a kernel takes.
_MOST = 4096


@triton.jit
def _is_kept(seed, index, chance):  # type: ignore[no-untyped-def]
    # What `torch.bernoulli()` draws on CUDA: number `index % 4` of block `index // 4`.
    block = (index // 4).to(tl.int32)
    zero = block * 0
    a, b, c, d = tl.philox(seed, zero, zero, block, zero)
    number = index % 4
    bits = tl.where(
        number == 0, a, tl.where(number == 1, b, tl.where(number == 2, c, d))
    )
    # More than 0 and at most 1, in steps of 2^-32, of which the first is a half.
    drawn = bits.to(tl.uint32, bitcast=True).to(tl.float32)
    return drawn * 2.3283064365386963e-10 + 1.1641532182693481e-10 <= chance


@triton.jit(do_not_specialize=["seed", "first"])
def _rows(  # type: ignore[no-untyped-def]
    x, y, seed, mask, first, chance, scale, length, parts,
    draws: tl.constexpr, in_memory: tl.constexpr, block: tl.constexpr,
):  # fmt: skip
    # Maps that lie in one piece: each is a row, of which a program takes a part.
    row = (tl.program_id(0) // parts).to(tl.int64)
    if draws:
        if in_memory:
            seed = tl.load(seed)
        kept = _is_kept(seed.to(tl.int64) & 0xFFFFFFFF, first + row, chance)
    else:
        kept = tl.load(mask + row) != 0
    offsets = (tl.program_id(0) % parts) * block + tl.arange(0, block)
    inside = offsets < length
    offsets = row * length + offsets
    # What is dropped is not read.
    if kept:
        values = tl.load(x + offsets, mask=inside).to(tl.float32) * scale
        tl.store(y + offsets, values.to(y.dtype.element_ty), mask=inside)
    else:
        tl.store(y + offsets, tl.zeros([block], y.dtype.element_ty), mask=inside)


@triton.jit(do_not_specialize=["seed", "first"])
def _columns(  # type: ignore[no-untyped-def]
    x, y, seed, mask, first, chance, scale, positions, channels, parts,
    draws: tl.constexpr, in_memory: tl.constexpr,
    height: tl.constexpr, width: tl.constexpr,
):  # fmt: skip
    # An example is `positions` times `channels` numbers, and a program takes a tile.
    tiles = tl.cdiv(channels, width)
    program = tl.program_id(0)
    example = (program // (parts * tiles)).to(tl.int64)
    rest = program % (parts * tiles)
    channel = (rest % tiles) * width + tl.arange(0, width)
    index = example * channels + channel
    if draws:
        if in_memory:
            seed = tl.load(seed)
        kept = _is_kept(seed.to(tl.int64) & 0xFFFFFFFF, first + index, chance)
    else:
        kept = tl.load(mask + index, mask=channel < channels, other=0) != 0
    position = (rest // tiles) * height + tl.arange(0, height)
    offsets = (example * positions + position[:, None]) * channels + channel[None, :]
    inside = (position < positions)[:, None] & (channel < channels)[None, :]
    values = tl.load(x + offsets, mask=inside & kept[None, :], other=0).to(tl.float32)
    tl.store(y + offsets, (values * scale).to(y.dtype.element_ty), mask=inside)


def drop_in_one_pass(
    inputs: torch.Tensor,
    sizes: tuple[int, int, int],
    rate: float,
    seed: int | torch.Tensor,
    first: int = 0,
    mask: torch.Tensor | None = None,
) -> torch.Tensor:
    """Set what shares a draw to zero, or scale it by `1 / (1 - rate)`.

    Args:
        inputs: Numbers of float32, float16 or bfloat16 that lie in memory without
            gaps, not one of them empty.
        sizes: How many examples, positions and channels these are in the order of
            memory: the positions of one channel of one example share a draw.
        rate: Between 0 and 1.
        seed: Of the draws: a number, or a tensor of one on the device.
        first: How many draws come before those of `inputs`.
        mask: What is kept, one entry a draw, in place of draws.

    Returns:
        A tensor like `inputs`, which lies in memory as it does.
    """
    examples, positions, channels = sizes
    outputs = torch.empty_like(inputs)
    # A kernel has a tensor, and a number, for what it does not read.
    given: tuple[Any, ...] = (
        inputs, outputs, seed, inputs if mask is None else mask, first,
        1 - rate, 1 / (1 - rate),
    )  # fmt: skip
    how = {"draws": mask is None, "in_memory": isinstance(seed, torch.Tensor)}
    # Triton launches on the device that PyTorch is on.
    with torch.cuda.device_of(inputs):
        if channels == 1:
            block = max(128, _power_of_two(positions))
            parts = triton.cdiv(positions, block)
            _rows[(examples * parts,)](
                *given, positions, parts, **how, block=block,
                num_warps=8 if block == _MOST else 4,
            )  # fmt: skip
        else:
            width = _power_of_two(channels, 512 if positions > 1 else _MOST)
            height = min(_MOST // width, _power_of_two(positions))
            parts = triton.cdiv(positions, height)
            tiles = triton.cdiv(channels, width)
            _columns[(examples * parts * tiles,)](
                *given, positions, channels, parts, **how, height=height, width=width,
                num_warps=8,
            )  # fmt: skip
    return outputs


def _power_of_two(size: int, most: int = _MOST) -> int:
    """Return the first power of two that `size` fits into, at most `most`."""
    return min(most, 1 << (size - 1).bit_length())


@triton.jit
def _mixed(x, factor: tl.constexpr, second_factor: tl.constexpr):  # type: ignore[no-untyped-def]
    x = (x ^ (x >> 16)) * factor
    x = (x ^ (x >> 15)) * second_factor
    return x ^ (x >> 16)


@triton.jit(do_not_specialize=["salt", "second_salt"])
def _numbers(  # type: ignore[no-untyped-def]
    keys, y, salt, second_salt, count, parts,
    step: tl.constexpr, factor: tl.constexpr, second_factor: tl.constexpr,
    block: tl.constexpr,
):  # fmt: skip
    # The same as `keyed_bits.py` says, with numbers that have no sign.
    row = (tl.program_id(0) // parts).to(tl.int64)
    first = (tl.load(keys + 2 * row) + salt).to(tl.uint32, bitcast=True)
    second = (tl.load(keys + 2 * row + 1) + second_salt).to(tl.uint32, bitcast=True)
    place = (tl.program_id(0) % parts) * block + tl.arange(0, block)
    bits = place.to(tl.uint32, bitcast=True) * step + first
    bits = _mixed(bits, factor, second_factor)
    bits = _mixed(bits ^ second, factor, second_factor)
    numbers = (bits >> 8).to(tl.float32) * 5.9604644775390625e-08
    tl.store(y + row * count + place, numbers, mask=place < count)


def numbers_in_one_pass(
    keys: torch.Tensor,
    salts: tuple[int, int],
    count: int,
    step: int,
    factors: tuple[int, int],
) -> torch.Tensor:
    """Return what `keyed_bits.keyed_uniform()` returns.

    Args:
        keys: int32 tensor of shape (rows, 2).
        salts: Two numbers of 32 bits with a sign.
        count: How many numbers a row has.
        step: How far the counters of two numbers are apart.
        factors: What the finaliser multiplies by.

    Returns:
        float32 tensor of shape (rows, count).
    """
    rows = keys.shape[0]
    numbers = torch.empty((rows, count), device=keys.device)
    if numbers.numel():
        block = max(128, _power_of_two(count))
        parts = triton.cdiv(count, block)
        with torch.cuda.device_of(keys):
            _numbers[(rows * parts,)](
                keys.contiguous(), numbers, *salts, count, parts, step, *factors, block
            )
    return numbers
