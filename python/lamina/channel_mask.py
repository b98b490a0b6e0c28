"""Draw one mask for whole feature maps and apply it.

This is the only module that may know which backend runs. Everything else in lamina
hands it a tensor and a noise shape.
"""

from collections.abc import Sequence
from typing import Any

import keras


def drop_feature_maps(
    inputs: Any,
    rate: float,
    noise_shape: Sequence[int | None],
    seed_generator: Any,
) -> Any:
    """Set whole feature maps to zero and scale the others by `1 / (1 - rate)`.

    Args:
        inputs: Floating-point tensor of the running backend.
        rate: Probability, 0 to 1, with which a feature map is dropped.
        noise_shape: One entry for each axis of `inputs`: 1 where all positions share
            one draw, None where each position has its own.
        seed_generator: A `keras.random.SeedGenerator`. It advances once a call, and
            not at all for a rate of 0 or 1.

    Returns:
        A tensor with the shape and dtype of `inputs`. Dropped maps are exactly 0,
        whatever they held. With a rate of 0 it is `inputs` itself.

    Example:
    >>> import keras
    >>> x = keras.ops.ones((1, 8, 8, 4))
    >>> y = drop_feature_maps(
    ...     x, 0.5, (None, 1, 1, None), keras.random.SeedGenerator(1)
    ... )
    >>> sorted({float(v) for v in keras.ops.reshape(y, (-1,))})
    [0.0, 2.0]
    """
    return keras.random.dropout(
        inputs, rate, noise_shape=noise_shape, seed=seed_generator
    )
