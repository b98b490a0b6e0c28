"""Whether Triton runs here, whose kernels are in `triton_kernels.py`."""

import os
import warnings
from functools import cache
from typing import Any

# Devices that run Triton.
TRITON_DEVICES = {"cuda", "xpu"}
if os.environ.get("TRITON_INTERPRET") == "1":
    TRITON_DEVICES.add("cpu")


@cache
def runs_triton(device: Any) -> bool:
    """Say whether kernels run on a device of PyTorch.

    Args:
        device: A `torch.device`.

    Example:
    >>> import torch
    >>> runs_triton(torch.device("meta"))
    False
    """
    if device.type not in TRITON_DEVICES:
        return False
    try:
        from lamina._backend.triton_kernels import drop_in_one_pass
    except ImportError:
        return False
    import torch

    try:
        # Triton needs a C compiler, and has none on some machines.
        drop_in_one_pass(torch.ones(8, device=device), (1, 1, 8), 0.5, 1)
    except Exception as error:
        warnings.warn(
            f"Triton is installed and does not run on {device}: dropout takes "
            f"PyTorch's own operators, which are slower. {error}",
            stacklevel=2,
        )
        return False
    return True
