"""DropBlock: dropout of contiguous blocks of feature maps."""

import numbers
from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

from lamina._backend import uniform_of_batch
from lamina.layers.arguments import (
    checked_data_format,
    checked_seed,
    described,
)
from lamina.layers.block_mask import Draws, block_map, draw_blocks, drop_drawn
from lamina.layers.channel_mask import drop_feature_maps
from lamina.layers.draws_with import Numbers, as_fractions, draws_with
from lamina.layers.own_dropout import OwnDropout
from lamina.layers.rates import checked_changing_rate


class _DropBlock(OwnDropout):
    """What the three layers share; each supplies its rank."""

    _spatial_rank: int

    def __init__(
        self,
        rate: Any,
        block_size: int | Sequence[int] = 7,
        coupled: bool = False,
        data_format: str | None = None,
        seed: int | None = None,
        name: str | None = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None:
        rate = checked_changing_rate(rate)
        sizes = _checked_block_size(block_size, self._spatial_rank)
        if not isinstance(coupled, bool):
            raise TypeError(
                f"`coupled` must be True or False, not {described(coupled)}."
            )
        if data_format is None and self._spatial_rank == 1:
            data_format = "channels_last"
        data_format = checked_data_format(data_format)
        seed = checked_seed(seed)
        super().__init__(rate, seed, name=name, dtype=dtype, **kwargs)
        self.block_size, self.coupled = sizes, coupled
        self.data_format = data_format
        self.input_spec = keras.layers.InputSpec(ndim=self._spatial_rank + 2)
        self.built = True

    def call(self, inputs: Any, training: bool | None = False) -> Any:
        if not training:
            return inputs
        rate = self.rate_of_step()
        if isinstance(rate, float) and rate == 0:
            return inputs
        outputs = _drop_blocks(self, inputs, rate, _Seeded(self.seed_generator))
        return self.where_sound(outputs, rate)

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to make this layer again."""
        return {
            **super().get_config(),
            "block_size": list(self.block_size),
            "coupled": self.coupled,
            "data_format": self.data_format,
        }


class _Seeded:
    """What a layer draws by its seed."""

    def __init__(self, seeds: Any) -> None:
        self._seeds = seeds

    def uniform(self, shape: tuple[Any, ...]) -> Any:
        return uniform_of_batch(shape, self._seeds)

    def events(self, shape: tuple[Any, ...], probability: Any) -> Any:
        # Where blocks do not overlap this is what Keras' dropout drops.
        noise_shape = (None,) * len(shape)
        ones = ops.ones(shape, "float32")
        return drop_feature_maps(ones, probability, noise_shape, self._seeds) == 0

    def stateless(self) -> Draws:
        return _Once(self._seeds.next())


class _Once:
    """What a layer draws by one seed."""

    def __init__(self, seed: Any) -> None:
        self._seeds = _OneSeed(seed)

    def uniform(self, shape: tuple[Any, ...]) -> Any:
        return uniform_of_batch(shape, self._seeds)

    def events(self, shape: tuple[Any, ...], probability: Any) -> Any:
        return self.uniform(shape) < probability

    def stateless(self) -> Draws:
        return self


class _OneSeed(keras.random.SeedGenerator):
    """Gives a seed that was drawn before."""

    def __init__(self, seed: Any) -> None:
        # Keras' own constructor would make a variable.
        self._seed = seed

    def next(self, ordered: bool = True) -> Any:
        return self._seed


class _Keyed:
    """What a layer draws by keys."""

    def __init__(self, numbers: Numbers, rows: Any) -> None:
        self._numbers, self._rows = numbers, rows

    def uniform(self, shape: tuple[Any, ...]) -> Any:
        # Asked are its sizes alone.
        return self._numbers.uniform(keras.KerasTensor((self._rows, *shape[1:])))

    def events(self, shape: tuple[Any, ...], probability: Any) -> Any:
        return self.uniform(shape) < probability

    def stateless(self) -> Draws:
        return _Keyed(self._numbers.of_one_call(), self._rows)


def _drop_blocks(layer: Any, inputs: Any, rate: Any, draws: Draws) -> Any:
    inputs = as_fractions(inputs, layer.compute_dtype)
    if isinstance(rate, float) and rate >= 1:
        return ops.zeros_like(inputs)
    rows, *shape = ops.shape(inputs)
    if 0 in [size for size in (rows, *shape) if isinstance(size, int)]:
        return inputs
    channel_axis = 0 if layer.data_format == "channels_first" else len(shape) - 1
    where = block_map(
        shape, layer.block_size, rate, channel_axis, layer.coupled, layer.largest_rate
    )
    return drop_drawn(inputs, draw_blocks(where, rows, draws), where)


def _draw(layer: Any, inputs: Any, numbers: Numbers) -> Any:
    draws = _Keyed(numbers, inputs.shape[0])
    return _drop_blocks(layer, inputs, layer.rate_of_call(), draws)


def _checked_block_size(block_size: Any, rank: int) -> tuple[int, ...]:
    sizes = block_size
    if isinstance(block_size, numbers.Integral):
        sizes = (block_size,) * rank
    expected = "a whole number of at least 1"
    if rank > 1:
        expected += f", or {rank} of them"
    is_several = isinstance(sizes, list | tuple) and len(sizes) == rank
    if not is_several or not all(map(_is_whole, sizes)):
        problem = f"`block_size` must be {expected}, not {described(block_size)}."
        raise TypeError(problem)
    if min(sizes) < 1:
        raise ValueError(f"`block_size` must be {expected}, not {block_size}.")
    return tuple(int(size) for size in sizes)


def _is_whole(value: Any) -> bool:
    return isinstance(value, numbers.Integral) and not isinstance(value, bool)


@keras.saving.register_keras_serializable("lamina")
@draws_with(_draw, is_row_wise=True)
class DropBlock2D(_DropBlock):
    """Drop blocks of feature maps of images, such as the output of a Conv2D.

    Neighbouring pixels of a feature map resemble each other, so dropping single values
    hides little from the next layer. Dropping a whole block of them hides a part of
    what is in the picture, where spatial dropout hides one feature everywhere.

    In training blocks are dropped that lie whole within the maps, at places that are
    drawn independently of each other for each example and channel; they may overlap.
    They are as probable as it takes to drop the share `rate` of each example on
    average over draws, blocks that overlap and edges that fewer blocks reach included.
    (The formula of Ghiasi et al. leaves out the overlap and drops less: with `rate` 0.3
    and blocks of 7 x 7 in maps of 28 x 28, 25 per cent.) What is left of an example is
    divided by the share of it that is left; where nothing is, it is 0. At inference the
    input comes back unchanged.

    With a `block_size` of 1 the elements dropped are those that `keras.layers.Dropout`
    drops, with one as large as the map the maps are those of `SpatialDropout2D`: on the
    same backend and with the same seed, in float32. These divide by `1 - rate` instead.

    Args:
        rate: Share of the elements to be dropped, a number from 0 to 1. With 0 the
            layer does nothing, with 1 it returns zeros. Or a schedule, such as
            `LinearRate`, of the number of steps of training.
        block_size: Rows and columns of a block: a whole number of at least 1, or two.
            One that is larger than the map is cut to it.
        coupled: Whether all channels of an example have the same blocks. By default
            each has its own, as in the paper's algorithm and in the code published with
            it; the paper has found that to work better.
        data_format: `"channels_last"` or `"channels_first"`. By default what
            `keras.config.image_data_format()` says.
        seed: Whole number from 0 to `lamina.MAX_SEED`, or None (the default) for one
            drawn from Python's `random`. The same seed gives the same blocks on the
            same backend; `lamina.reset_seeds()` goes back to the first.
        name: Name of the layer, a string. By default Keras makes one up.
        dtype: Dtype or dtype policy to compute in. By default Keras' global policy.
        **kwargs: What every Keras layer takes, such as `trainable`.

    Call arguments:
        inputs: Tensor of rank 4.
        training: True to drop blocks, False (the default) to do nothing.

    Input shape:
        `(batch, rows, columns, channels)`, or `(batch, channels, rows, columns)` with
        channels first.

    Output shape:
        That of the input, in the compute dtype of the layer.

    Raises:
        TypeError: `rate` is no number, `seed` or `block_size` no whole number, or
            `coupled` neither True nor False.
        ValueError: `rate`, `block_size`, `seed` or `data_format` is outside what it may
            be, or the input has another rank.

    Reference:
        Ghiasi, Lin, Le (2018), DropBlock: A regularization method for convolutional
        networks, https://arxiv.org/abs/1810.12890

    Example:
    >>> import keras
    >>> layer = DropBlock2D(0.2, (4, 6), data_format="channels_last", seed=1)
    >>> y = layer(keras.ops.ones((1, 4, 6, 100)), training=True)
    >>> bool(keras.ops.all(y[:, :1, :1, :] == y))  # the block is the whole map
    True
    """

    _spatial_rank = 2


@keras.saving.register_keras_serializable("lamina")
@draws_with(_draw, is_row_wise=True)
class DropBlock1D(_DropBlock):
    """Drop blocks of steps of sequences, such as the output of a Conv1D.

    Neighbouring steps of a feature map resemble each other, so dropping single values
    hides little from the next layer. Dropping several in a row hides more. Which are
    dropped, how often, and what happens to the rest: see `DropBlock2D`.

    Args:
        rate: Share of the elements to be dropped, a number from 0 to 1. With 0 the
            layer does nothing, with 1 it returns zeros. Or a schedule, such as
            `LinearRate`, of the number of steps of training.
        block_size: Steps of a block, a whole number of at least 1. One that is longer
            than the sequence is cut to it.
        coupled: Whether all channels of an example have the same blocks, by default
            not.
        data_format: `"channels_last"` (the default, also where Keras is set to
            channels first) or `"channels_first"`.
        seed: Whole number from 0 to `lamina.MAX_SEED`, or None (the default) for one
            drawn from Python's `random`. The same seed gives the same blocks on the
            same backend; `lamina.reset_seeds()` goes back to the first.
        name: Name of the layer, a string. By default Keras makes one up.
        dtype: Dtype or dtype policy to compute in. By default Keras' global policy.
        **kwargs: What every Keras layer takes, such as `trainable`.

    Call arguments:
        inputs: Tensor of rank 3.
        training: True to drop blocks, False (the default) to do nothing.

    Input shape:
        `(batch, steps, channels)`, or `(batch, channels, steps)` with channels first.

    Output shape:
        That of the input, in the compute dtype of the layer.

    Raises:
        TypeError: `rate` is no number, `seed` or `block_size` no whole number, or
            `coupled` neither True nor False.
        ValueError: `rate`, `block_size`, `seed` or `data_format` is outside what it may
            be, or the input has another rank.

    Reference:
        Ghiasi, Lin, Le (2018), DropBlock: A regularization method for convolutional
        networks, https://arxiv.org/abs/1810.12890

    Example:
    >>> import keras
    >>> layer = DropBlock1D(0.5, block_size=4, seed=1)
    >>> y = layer(keras.ops.ones((1, 4, 100)), training=True)
    >>> bool(keras.ops.all(y[:, :1, :] == y))  # the block is the whole sequence
    True
    """

    _spatial_rank = 1


@keras.saving.register_keras_serializable("lamina")
@draws_with(_draw, is_row_wise=True)
class DropBlock3D(_DropBlock):
    """Drop blocks of feature maps of volumes or videos, such as the output of a Conv3D.

    Neighbouring voxels of a feature map resemble each other, so dropping single values
    hides little from the next layer. Dropping a block of them hides more. Which are
    dropped, how often, and what happens to the rest: see `DropBlock2D`.

    Args:
        rate: Share of the elements to be dropped, a number from 0 to 1. With 0 the
            layer does nothing, with 1 it returns zeros. Or a schedule, such as
            `LinearRate`, of the number of steps of training.
        block_size: Depth, rows and columns of a block: a whole number of at least 1, or
            three. One that is larger than the map is cut to it.
        coupled: Whether all channels of an example have the same blocks, by default
            not.
        data_format: `"channels_last"` or `"channels_first"`. By default what
            `keras.config.image_data_format()` says.
        seed: Whole number from 0 to `lamina.MAX_SEED`, or None (the default) for one
            drawn from Python's `random`. The same seed gives the same blocks on the
            same backend; `lamina.reset_seeds()` goes back to the first.
        name: Name of the layer, a string. By default Keras makes one up.
        dtype: Dtype or dtype policy to compute in. By default Keras' global policy.
        **kwargs: What every Keras layer takes, such as `trainable`.

    Call arguments:
        inputs: Tensor of rank 5.
        training: True to drop blocks, False (the default) to do nothing.

    Input shape:
        `(batch, depth, rows, columns, channels)`, or
        `(batch, channels, depth, rows, columns)` with channels first.

    Output shape:
        That of the input, in the compute dtype of the layer.

    Raises:
        TypeError: `rate` is no number, `seed` or `block_size` no whole number, or
            `coupled` neither True nor False.
        ValueError: `rate`, `block_size`, `seed` or `data_format` is outside what it may
            be, or the input has another rank.

    Reference:
        Ghiasi, Lin, Le (2018), DropBlock: A regularization method for convolutional
        networks, https://arxiv.org/abs/1810.12890

    Example:
    >>> import keras
    >>> layer = DropBlock3D(0.5, block_size=4, data_format="channels_last", seed=1)
    >>> y = layer(keras.ops.ones((1, 4, 4, 4, 100)), training=True)
    >>> bool(keras.ops.all(y[:, :1, :1, :1, :] == y))  # the block is the whole map
    True
    """

    _spatial_rank = 3
