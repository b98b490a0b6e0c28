"""Draw one mask for whole feature maps and apply it.

Beside `lamina._backend` this is the only module that may know which backend runs.
Everything else in lamina hands it a tensor and a noise shape.

TensorFlow and JAX have a function of their own, since Keras' takes several passes over
the data there; `python/benchmarks` measures both. They draw what Keras draws. Every
other backend takes Keras' function.
"""

import math
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any

import keras

from lamina._backend import noise_sizes, rows_of_batch
from lamina.layers.draws_with import as_fractions, drawn_shape, scale_of_kept

NoiseShape = Sequence[int | None]


def drop_feature_maps(
    inputs: Any, rate: Any, noise_shape: NoiseShape, seed_generator: Any
) -> Any:
    """Set whole feature maps to zero and scale the others by `1 / (1 - rate)`.

    Args:
        inputs: Floating-point tensor of the running backend.
        rate: Probability, 0 to 1, with which a feature map is dropped. A number is
            part of what is compiled; a scalar tensor may have another value each time.
        noise_shape: One entry for each axis of `inputs`: 1 where all positions share
            one draw, None where each position has its own.
        seed_generator: A `keras.random.SeedGenerator`. It advances once a call, and
            not at all for a number of 0 or 1 as rate.

    Returns:
        A tensor with the shape and dtype of `inputs`. Dropped maps are exactly 0,
        whatever they held. With a rate of 0 it is `inputs` itself.

    Example:
    >>> import keras
    >>> x = keras.ops.ones((1, 8, 8, 64))
    >>> y = drop_feature_maps(
    ...     x, 0.5, (None, 1, 1, None), keras.random.SeedGenerator(1)
    ... )
    >>> sorted({float(v) for v in keras.ops.reshape(y, (-1,))})
    [0.0, 2.0]
    """
    # One that gives seeds in a way of its own must be asked for them.
    own = type(seed_generator) is not keras.random.SeedGenerator
    if not isinstance(rate, int | float):
        drop = _chosen if own else _drop_changing
        return drop(inputs, rate, noise_shape, seed_generator)
    if rate == 0 or rate == 1 or own:
        return _generic(inputs, rate, noise_shape, seed_generator)
    return _drop(inputs, rate, noise_shape, seed_generator)


def drop_numbers(
    inputs: Any, rate: Any, noise_shape: NoiseShape, seed_generator: Any, dtype: str
) -> Any:
    """Do what `drop_feature_maps()` does, for numbers of any kind.

    Args:
        inputs: Tensor of the running backend.
        rate: As there.
        noise_shape: As there.
        seed_generator: As there.
        dtype: The type that whole numbers get, since scaled survivors are none.

    Returns:
        A tensor with the shape of `inputs`; complex numbers stay complex.

    Example:
    >>> import keras
    >>> x = keras.ops.ones((1, 8), "int32")
    >>> seeds = keras.random.SeedGenerator(1)
    >>> drop_numbers(x, 0.5, (None, 1), seeds, "float16").dtype == x.dtype
    False
    """
    if "complex" in keras.backend.standardize_dtype(inputs.dtype):
        return _drop_complex(inputs, rate, noise_shape, seed_generator)
    inputs = as_fractions(inputs, dtype)
    return drop_feature_maps(inputs, rate, noise_shape, seed_generator)


def _drop_complex(
    inputs: Any, rate: Any, noise_shape: NoiseShape, seed_generator: Any
) -> Any:
    # What Keras does on JAX and PyTorch; on TensorFlow it refuses complex numbers.
    ops = keras.ops
    ones = ops.ones(drawn_shape(inputs, noise_shape))
    every = (None,) * len(noise_shape)
    if isinstance(rate, int | float):
        kept = keras.random.dropout(ones, rate, seed=seed_generator)
    else:
        kept = drop_feature_maps(ones, rate, every, seed_generator)
    # As Keras divides them. A rate of 1 keeps nothing.
    share = ops.cast(ops.where(rate < 1, 1 - rate, 1), inputs.dtype)
    return ops.where(kept > 0, inputs / share, ops.zeros_like(inputs))


def _generic(
    inputs: Any, rate: float, noise_shape: NoiseShape, seed_generator: Any
) -> Any:
    return keras.random.dropout(
        inputs, rate, noise_shape=noise_shape, seed=seed_generator
    )


def _chosen(
    inputs: Any, rate: Any, noise_shape: NoiseShape, seed_generator: Any
) -> Any:
    """Drop at the rate of a tensor, by operations of Keras alone."""
    ops = keras.ops
    rate = ops.cast(rate, "float32")
    shape = drawn_shape(inputs, noise_shape)
    keep = keras.random.uniform(shape, dtype="float32", seed=seed_generator) >= rate
    return _kept(inputs, keep, rate)


def _kept(inputs: Any, keep: Any, rate: Any) -> Any:
    """Return inputs over `1 - rate` where they are kept, else exactly 0."""
    ops = keras.ops
    scale = scale_of_kept(rate, inputs.dtype)
    return ops.where(keep, inputs * scale, ops.zeros((), inputs.dtype))


def _tensorflow() -> tuple[Callable[..., Any], Callable[..., Any]]:
    import tensorflow as tf

    # TensorFlow tells in no public place whether it traces for XLA.
    from tensorflow.python.ops.control_flow_util import GraphOrParentsInXlaContext

    def next_seed(seed_generator: Any) -> Any:
        # What `seed_generator.next()` does, in half the operations.
        state = seed_generator.state
        seed = tf.convert_to_tensor(state.value)
        state.assign(seed + tf.constant((0, 1), seed.dtype))
        if seed.dtype != tf.int32:
            seed = tf.cast(tf.math.floormod(seed, tf.int32.max - 1), tf.int32)
        return seed

    @cache
    def scale_for(rate: float, dtype: Any) -> float:
        scale = 1 / (1 - rate)
        return scale if scale <= float(dtype.max) else math.inf

    def uniform(shape: Any, seed: Any, dtype: Any) -> Any:
        # What `tf.random.stateless_uniform()` draws, without its stretching of 0 to 1
        # to 0 to 1, which takes two operations more.
        key, counter = tf.raw_ops.StatelessRandomGetKeyCounter(seed=seed)
        algorithm = tf.random.Algorithm.AUTO_SELECT.value
        return tf.raw_ops.StatelessRandomUniformV2(
            shape=shape, key=key, counter=counter, alg=algorithm, dtype=dtype
        )

    def draw(inputs: Any, noise_shape: NoiseShape, seed_generator: Any) -> Any:
        seed = next_seed(seed_generator)
        shape = noise_sizes(inputs, noise_shape)
        if None in shape:
            sizes = tf.shape(inputs)
            shape = [
                sizes[axis] if size is None else size for axis, size in enumerate(shape)
            ]

        def own(rows: Any) -> Any:
            return uniform([rows, *shape[1:]], seed, inputs.dtype)

        rows = shape[0]
        return own(rows) if noise_shape[0] == 1 else rows_of_batch(rows, own)

    def drop(
        inputs: Any, rate: float, noise_shape: NoiseShape, seed_generator: Any
    ) -> Any:
        drawn = draw(inputs, noise_shape, seed_generator)
        factor = scale_for(rate, inputs.dtype)
        scale, zero = tf.constant(factor, inputs.dtype), tf.constant(0, inputs.dtype)
        channels_first = noise_shape[-1] == 1
        if (
            channels_first
            and factor < math.inf
            and GraphOrParentsInXlaContext(tf.compat.v1.get_default_graph())
        ):
            # XLA draws within its loop over the maps. With the channels last this
            # would draw for each pixel, and without XLA it takes two passes. The
            # gradient multiplies 0 by the scale, which must be finite.
            return tf.where(drawn >= rate, inputs * scale, zero)
        factors = tf.where(drawn >= rate, scale, zero)
        return tf.math.multiply_no_nan(inputs, factors)

    def drop_changing(
        inputs: Any, rate: Any, noise_shape: NoiseShape, seed_generator: Any
    ) -> Any:
        drawn = draw(inputs, noise_shape, seed_generator)
        rate = tf.cast(rate, inputs.dtype)
        zero, one = tf.constant(0, inputs.dtype), tf.constant(1, inputs.dtype)
        # At the rate 1 nothing is kept.
        scale = tf.where(rate < one, one / (one - rate), zero)
        factors = tf.where(drawn >= rate, scale, zero)
        return tf.math.multiply_no_nan(inputs, tf.stop_gradient(factors))

    return drop, drop_changing


def _jax() -> tuple[Callable[..., Any], Callable[..., Any]]:
    import jax
    import jax.numpy as jnp

    # Compiled, so that a call outside of `jit` is one pass over the data too; with the
    # step to the next seed in it, since each operation outside costs a call.
    @partial(jax.jit, static_argnames=("rate", "shape"))
    def apply(
        inputs: Any, seed: Any, rate: float, shape: tuple[int, ...]
    ) -> tuple[Any, Any]:
        keep = jax.random.bernoulli(seed, p=1 - rate, shape=shape)
        zero = jnp.zeros((), inputs.dtype)
        if 1 / (1 - rate) > float(jnp.finfo(inputs.dtype).max):
            # XLA multiplies by infinity then, which makes NaN of a gradient of 0.
            inputs = jnp.where(keep, inputs, zero)
        outputs = jnp.where(keep, inputs / (1 - rate), zero)
        return outputs, seed + jnp.array((0, 1), seed.dtype)

    def drop(
        inputs: Any, rate: float, noise_shape: NoiseShape, seed_generator: Any
    ) -> Any:
        shape = tuple(noise_sizes(inputs, noise_shape))
        state = seed_generator.state
        outputs, following = apply(inputs, state.value, rate=rate, shape=shape)
        state.assign(following)
        return outputs

    @partial(jax.jit, static_argnames="shape")
    def apply_changing(
        inputs: Any, seed: Any, rate: Any, shape: tuple[int, ...]
    ) -> tuple[Any, Any]:
        rate = jnp.asarray(rate, "float32")
        keep = jax.random.bernoulli(seed, p=1 - rate, shape=shape)
        return _kept(inputs, keep, rate), seed + jnp.array((0, 1), seed.dtype)

    def drop_changing(
        inputs: Any, rate: Any, noise_shape: NoiseShape, seed_generator: Any
    ) -> Any:
        shape = tuple(noise_sizes(inputs, noise_shape))
        state = seed_generator.state
        outputs, following = apply_changing(inputs, state.value, rate, shape=shape)
        state.assign(following)
        return outputs

    return drop, drop_changing


def _torch() -> tuple[Callable[..., Any], Callable[..., Any]]:
    import torch

    from lamina._backend.torch_maps import drop_maps, drop_maps_compiled
    from lamina._backend.torch_seeds import next_seed

    def drop(
        inputs: Any, rate: float, noise_shape: NoiseShape, seed_generator: Any
    ) -> Any:
        if inputs.is_meta or torch.compiler.is_exporting():
            return _generic(inputs, rate, noise_shape, seed_generator)
        if torch.compiler.is_compiling():
            state = seed_generator.state
            seed = state.value.sum()
            state.assign(state.value + state.value.new_tensor((0, 1)))
            return drop_maps_compiled(inputs, rate, noise_shape, seed)
        return drop_maps(inputs, rate, noise_shape, next_seed(seed_generator))

    def drop_changing(
        inputs: Any, rate: Any, noise_shape: NoiseShape, seed_generator: Any
    ) -> Any:
        if inputs.is_meta or torch.compiler.is_compiling():
            return _chosen(inputs, rate, noise_shape, seed_generator)
        rate = float(rate)
        if 0 < rate < 1:
            return drop(inputs, rate, noise_shape, seed_generator)
        next_seed(seed_generator)
        return (
            inputs
            if rate == 0
            else torch.where(torch.zeros_like(inputs, dtype=torch.bool), inputs, 0)
        )

    return drop, drop_changing


_BACKENDS = {"tensorflow": _tensorflow, "jax": _jax, "torch": _torch}

_drop, _drop_changing = _BACKENDS.get(
    keras.backend.backend(), lambda: (_generic, _chosen)
)()
