"""Uniform numbers of a key, by whole-number arithmetic: the same on each backend.

In operations of Keras it takes PyTorch some 30 passes over the numbers. There they are
made a block at a time, which stays in the cache, or by one kernel of Triton.
"""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import ops

from lamina._backend.tracing import traced_once
from lamina._backend.with_triton import runs_triton

_MASK_32 = 0xFFFFFFFF

# How far the counters of two numbers are apart, and what the finaliser of C. Wellons
# multiplies by, "Prospecting for hash functions" (2018).
STEP = 0x9E3779B9
FACTORS = 0x7FEB352D, 0x846CA68B

# How many numbers PyTorch makes at a time.
_BLOCK = 2**16


def int32(x: int) -> np.int32:
    """Return the number of 32 bits with a sign that has the bits of another.

    Example:
    >>> int(int32(2**32 - 1))
    -1
    """
    x &= _MASK_32
    return np.int32(x - 2**32 if x >= 2**31 else x)


def mixed(x: int) -> int:
    """Return a number of 32 bits that another one becomes.

    Example:
    >>> mixed(0) != mixed(1)
    True
    """
    x = (x + 1) * STEP & _MASK_32
    x = (x ^ x >> 16) * FACTORS[0] & _MASK_32
    x = (x ^ x >> 15) * FACTORS[1] & _MASK_32
    return x ^ x >> 16


def keyed_uniform(keys: Any, salt: int, count: int) -> Any:
    """Return uniform numbers from 0 to 1, 1 excluded, a row for each key.

    Args:
        keys: int32 tensor of shape (rows, 2).
        salt: A whole number: another one gives other numbers for the same keys.
        count: How many numbers a row has.

    Returns:
        float32 tensor of shape (rows, count): multiples of 2^-24.

    Example:
    >>> keys = ops.convert_to_tensor([[1, 2], [1, 3]], "int32")
    >>> tuple(keyed_uniform(keys, 0, 5).shape)
    (2, 5)
    """
    # In the first word alone two salts would be one stream, shifted.
    return _uniform(keys, int32(mixed(salt)), int32(mixed(~salt)), count)


@traced_once((None, 2), (), (), ())
def _in_operations(keys: Any, salt: Any, second_salt: Any, count: Any) -> Any:
    counter = ops.arange(count, dtype="int32")[None, :] * int32(STEP)
    bits = _mix(counter + keys[:, :1] + salt)
    bits = _mix(ops.bitwise_xor(bits, keys[:, 1:] + second_salt))
    return ops.cast(_shift(bits, 8), "float32") * 2.0**-24


def _mix(x: Any) -> Any:
    x = ops.bitwise_xor(x, _shift(x, 16)) * int32(FACTORS[0])
    x = ops.bitwise_xor(x, _shift(x, 15)) * int32(FACTORS[1])
    return ops.bitwise_xor(x, _shift(x, 16))


def _shift(x: Any, by: int) -> Any:
    """Shift to the right as if there were no sign."""
    return ops.bitwise_and(ops.right_shift(x, by), int32(_MASK_32 >> by))


def _torch() -> Callable[..., Any]:
    import torch

    def uniform(keys: Any, salt: Any, second_salt: Any, count: int) -> Any:
        # Transforms of functions know no operations that write into a tensor.
        transformed = torch._C._are_functorch_transforms_active()
        if transformed or torch.compiler.is_compiling():
            return _in_operations(keys, salt, second_salt, count)
        salts = int(salt), int(second_salt)
        if runs_triton(keys.device):
            from lamina._backend.triton_kernels import numbers_in_one_pass

            return numbers_in_one_pass(keys, salts, count, STEP, FACTORS)
        return in_blocks(keys, salts, count)

    def in_blocks(keys: Any, salts: tuple[int, int], count: int) -> Any:
        rows = keys.shape[0]
        numbers = torch.empty((rows, count), device=keys.device)
        counter = torch.arange(count, dtype=torch.int32, device=keys.device)
        counter.mul_(int(int32(STEP)))
        firsts, seconds = (keys[:, i : i + 1] + salts[i] for i in range(2))
        # Other devices have no cache to stay in.
        block = _BLOCK if keys.device.type == "cpu" else max(1, numbers.numel())
        height = max(1, block // max(1, count))
        for i in range(0, rows, height):
            for j in range(0, count, block):
                part = slice(i, i + height), slice(j, j + block)
                bits = counter[part[1]] + firsts[part[0]]
                other = torch.empty_like(bits)
                mix(bits, other)
                mix(bits.bitwise_xor_(seconds[part[0]]), other)
                torch.mul(shifted(bits, 8, other), 2.0**-24, out=numbers[part])
        return numbers

    def mix(x: Any, other: Any) -> None:
        for by, factor in zip((16, 15), FACTORS, strict=True):
            x.bitwise_xor_(shifted(x, by, other)).mul_(int(int32(factor)))
        x.bitwise_xor_(shifted(x, 16, other))

    def shifted(x: Any, by: int, into: Any) -> Any:
        """Shift to the right as if there were no sign."""
        torch.bitwise_right_shift(x, by, out=into)
        return into.bitwise_and_(_MASK_32 >> by)

    return uniform


_uniform = _torch() if keras.backend.backend() == "torch" else _in_operations
