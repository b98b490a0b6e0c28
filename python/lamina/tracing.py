"""What the tracers of TensorFlow and PyTorch must be told about a function.

Beside `channel_mask.py` this is the only module that may know which backend runs.
"""

import sys
from collections.abc import Callable
from typing import Any

import keras
from keras import ops, tree
from keras.src import backend


def traced_once(
    *shapes: tuple[int | None, ...],
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function of int32 tensors one operation of a TensorFlow graph.

    There, each of its operations takes a millisecond wherever it is traced. Other
    backends take the function as it is.

    Args:
        *shapes: The shape of each argument, None for a size that is not known.

    Example:
    >>> import numpy as np
    >>> @traced_once((None,), ())
    ... def add(x, y):
    ...     return x + y
    >>> keras.ops.convert_to_numpy(add(np.arange(3, dtype="int32"), np.int32(2)))
    array([2, 3, 4], dtype=int32)
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        if keras.backend.backend() != "tensorflow":
            return function
        import tensorflow as tf

        signature = [tf.TensorSpec(shape, "int32") for shape in shapes]
        traced: Callable[..., Any] = tf.function(function, signature, autograph=False)
        return traced

    return decorate


def outside_tracing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Keep PyTorch's compiler, where it is there, from tracing a function.

    It may be the first to use a model, and cannot trace how a graph is made.

    Example:
    >>> outside_tracing(len)([1, 2])
    2
    """
    torch = sys.modules.get("torch")
    disable = getattr(getattr(torch, "compiler", None), "disable", None)
    if disable is None or keras.backend.backend() != "torch":
        return function
    return disable(function)  # type: ignore[no-any-return]


def trace(function: Callable[..., Any], *specs: Any) -> None:
    """Run a function of tensors for what it does beside computing.

    Args:
        function: Takes tensors in the structures of `specs`, and returns tensors.
        *specs: Keras tensors, which say shapes and dtypes, in any structure.

    Example:
    >>> shapes = []
    >>> def double(x):
    ...     shapes.append(tuple(x.shape))
    ...     return 2 * x
    >>> trace(double, keras.KerasTensor((2, 3)))
    >>> shapes
    [(2, 3)]
    """
    if keras.backend.backend() != "torch":
        backend.compute_output_spec(function, *specs)
        return
    import torch

    # On the device that has no numbers Keras does not ask for seeds.
    with keras.StatelessScope(), torch.no_grad():
        function(*tree.map_structure(lambda x: ops.zeros(x.shape, x.dtype), specs))
