"""The graphics card, or another accelerator, that the backend computes on."""

import keras


def card_memory() -> int | None:
    """Return how many bytes a card may take, None without one or where none says so.

    TensorFlow tells what is taken alone.

    Example:
    >>> card_memory() is None or card_memory() > 0
    True
    """
    name = keras.backend.backend()
    if name == "torch":
        import torch

        device = keras.ops.ones(()).device
        if device.type == "cuda":
            return int(torch.cuda.get_device_properties(device).total_memory)
    if name == "jax":
        import jax

        device = jax.local_devices()[0]
        if device.platform != "cpu":
            return (device.memory_stats() or {}).get("bytes_limit")
    return None
