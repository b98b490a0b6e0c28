"""Operations of `mended_operations` that put values into tensors."""

from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

from lamina.bridge.fitting_values import UnfitError, fitting
from lamina.bridge.operations import RefusalError


def slice_update(inputs: Any, start_indices: Sequence[Any], updates: Any) -> Any:
    """Put a block into a tensor, in the dtype of that.

    On PyTorch Keras cuts fractions and imaginary parts off and repeats a block that
    has fewer axes.

    Args:
        inputs: A tensor.
        start_indices: Where the block begins.
        updates: The block.

    Example:
    >>> [float(x) for x in slice_update(ops.zeros(3), [1], ops.array([5]))]
    [0.0, 5.0, 0.0]
    """
    inputs = ops.convert_to_tensor(inputs)
    updates = _updates(updates, inputs)
    if len(updates.shape) != len(inputs.shape):
        raise RefusalError(
            "`updates` must have as many axes as `inputs`, "
            f"{len(inputs.shape)}, not {len(updates.shape)}."
        )
    return ops.slice_update(inputs, start_indices, updates)


def scatter_update(
    inputs: Any, indices: Any, updates: Any, reduction: str | None = None
) -> Any:
    """Put values into places of a tensor, in the dtype of that.

    On JAX and PyTorch Keras cuts fractions and imaginary parts off.

    Args:
        inputs: A tensor.
        indices: The places: a row for each.
        updates: The values.
        reduction: How they are combined with what is there, None for not at all.

    Example:
    >>> [float(x) for x in scatter_update(ops.zeros(3), [[1]], ops.array([5]))]
    [0.0, 5.0, 0.0]
    """
    inputs = ops.convert_to_tensor(inputs)
    return ops.scatter_update(inputs, indices, _updates(updates, inputs), reduction)


def _updates(updates: Any, inputs: Any) -> Any:
    dtype = keras.backend.standardize_dtype(inputs.dtype)
    try:
        return ops.convert_to_tensor(fitting(updates, dtype, "updates", "inputs"))
    except UnfitError as error:
        raise RefusalError(str(error)) from None
