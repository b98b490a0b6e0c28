"""The states of what draws random numbers for all: Python, NumPy and the backend.

Python's generator makes seeds and orders the batches of data sets, NumPy's orders the
examples of arrays; PyTorch has one of its own for the order, and for layers without a
seed. On JAX and TensorFlow Keras draws from seed generators alone.
"""

import random
from typing import Any

import keras
import numpy as np


def random_states() -> dict[str, Any]:
    """Return the states, as JSON can have them.

    Example:
    >>> {"backend", "numpy", "python"} <= random_states().keys()
    True
    """
    version, numbers, normal = random.getstate()
    states = {
        "backend": keras.backend.backend(),
        "numpy": keras.tree.map_structure(_plain, np.random.get_state(legacy=False)),
        "python": [version, [*numbers], normal],
    }
    if states["backend"] == "torch":
        import torch

        states["torch"] = torch.get_rng_state().tolist()
        states["cuda"] = [each.tolist() for each in torch.cuda.get_rng_state_all()]
    return states


def put_random_states(states: dict[str, Any]) -> None:
    """Go on from where the states were, on the same backend.

    Example:
    >>> states = random_states()
    >>> drawn = np.random.random(3)
    >>> put_random_states(states)
    >>> bool((np.random.random(3) == drawn).all())
    True
    """
    version, numbers, normal = states["python"]
    random.setstate((version, tuple(numbers), normal))
    np.random.set_state(states["numpy"])
    if keras.backend.backend() == "torch":
        import torch

        torch.set_rng_state(torch.tensor(states["torch"], dtype=torch.uint8))
        # There may be fewer devices now.
        for index in range(min(len(states["cuda"]), torch.cuda.device_count())):
            state = torch.tensor(states["cuda"][index], dtype=torch.uint8)
            torch.cuda.set_rng_state(state, index)


def _plain(value: Any) -> Any:
    return value.tolist() if hasattr(value, "tolist") else value
