"""Dropout of a whole branch of a residual network, for each example or the batch."""

import numbers
from collections.abc import Sequence
from typing import Any

import keras

from lamina.layers.arguments import (
    checked_choice,
    checked_rate,
    checked_seed,
    described,
)
from lamina.layers.channel_mask import drop_numbers
from lamina.layers.draws_with import (
    Numbers,
    as_fractions,
    draws_with,
    drop,
    shared_axes,
)
from lamina.layers.own_dropout import OwnDropout
from lamina.layers.rates import checked_changing_rate

MODES = ("example", "batch")


def path_noise_shape(mode: str, rank: int) -> tuple[int | None, ...]:
    """Return what `drop_feature_maps()` takes to drop all that an example has.

    Example:
    >>> path_noise_shape("example", 3), path_noise_shape("batch", 2)
    ((None, 1, 1), (1, 1))
    """
    first = None if mode == "example" else 1
    return (first, *(1,) * (rank - 1))


def _draw(layer: Any, inputs: Any, numbers: Numbers) -> Any:
    inputs = as_fractions(inputs, layer.compute_dtype)
    shape = path_noise_shape(layer.mode, len(inputs.shape))
    uniform = numbers.uniform(inputs, shared_axes(inputs, shape))
    return drop(inputs, uniform, layer.rate_of_call())


@keras.saving.register_keras_serializable("lamina")
@draws_with(_draw, is_row_wise=True)
class DropPath(OwnDropout):
    """Drop the branch of a residual network, all that an example has in it.

    It stands at the end of a branch, right before the branch is added to what came past
    it: an example whose branch is dropped goes through the identity alone. Over many
    steps this trains many networks of different depths at once.

    In training all numbers of an example are set to zero together with probability
    `rate`, and those of the others are multiplied by `1 / (1 - rate)`, which keeps the
    expected sum. At inference the input comes back unchanged.

    Where the branch of the whole batch is dropped, `StochasticDepth` does not even
    compute it.

    Args:
        rate: Probability of dropping a branch, a number from 0 to 1. With 0 the layer
            does nothing, with 1 it returns zeros. `drop_path_rates()` gives one for
            each block of a network. Or a schedule, such as `LinearRate`, of the number
            of steps of training.
        mode: `"example"` (the default) draws for each example of a batch, `"batch"`
            once for all of them. Monte Carlo dropout draws once for all examples of a
            draw in the latter mode, whatever the batches are.
        seed: Whole number from 0 to `lamina.MAX_SEED`, or None (the default) for one
            drawn from Python's `random`. The same seed gives the same draws on the
            same backend; `lamina.reset_seeds()` goes back to the first.
        name: Name of the layer, a string. By default Keras makes one up.
        dtype: Dtype or dtype policy to compute in. By default Keras' global policy.
        **kwargs: What every Keras layer takes, such as `trainable`.

    Call arguments:
        inputs: Tensor of rank 1 or more, the examples along its first axis.
        training: True to drop branches, False (the default) to do nothing.

    Input shape:
        `(batch, ...)`.

    Output shape:
        That of the input, in the compute dtype of the layer.

    Raises:
        TypeError: `rate` is no number, or `seed` no whole number.
        ValueError: `rate`, `mode` or `seed` is outside what it may be, or the input has
            no axis.

    Reference:
        Huang et al. (2016), Deep Networks with Stochastic Depth,
        https://arxiv.org/abs/1603.09382 (for the batch); Larsson et al. (2016),
        FractalNet, https://arxiv.org/abs/1605.07648 (which has the name).

    Example:
    >>> import keras
    >>> x = keras.ops.ones((64, 4, 4, 3))
    >>> y = x + DropPath(0.5, seed=1)(x, training=True)
    >>> sorted({float(v) for v in keras.ops.reshape(y, (-1,))})
    [1.0, 3.0]
    >>> bool(keras.ops.all(y == y[:, :1, :1, :1]))  # an example is dropped whole
    True
    """

    def __init__(
        self,
        rate: Any,
        mode: str = "example",
        seed: int | None = None,
        name: str | None = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None:
        rate = checked_changing_rate(rate)
        mode = checked_choice(mode, MODES, "mode")
        seed = checked_seed(seed)
        super().__init__(rate, seed, name=name, dtype=dtype, **kwargs)
        self.mode = mode
        self.input_spec = keras.layers.InputSpec(min_ndim=1)
        self.built = True

    def call(self, inputs: Any, training: bool | None = False) -> Any:
        """Return the inputs, in training with the branches of some examples dropped."""
        if not training:
            return inputs
        rate = self.rate_of_step()
        if isinstance(rate, float) and rate == 0:
            return inputs
        shape = path_noise_shape(self.mode, len(inputs.shape))
        outputs = drop_numbers(
            inputs, rate, shape, self.seed_generator, self.compute_dtype
        )
        return self.where_sound(outputs, rate)

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to make this layer again."""
        return {**super().get_config(), "mode": self.mode}


def drop_path_rates(
    rate: float, depths: int | Sequence[int]
) -> list[float] | list[list[float]]:
    """Return rates for the blocks of a network: 0 for the first, `rate` for the last.

    The rates between grow in equal steps from block to block, since the first blocks
    find what all later ones build on.

    Args:
        rate: That of the last block, a number from 0 to 1.
        depths: How many blocks there are, a whole number of at least 1; or a list of
            how many each stage has.

    Returns:
        A list with a rate for each block. Where `depths` is a list, a list of such
        lists, one for each stage; the rates grow on from stage to stage. A block that
        is alone has the rate 0.

    Raises:
        TypeError: `rate` is no number, or `depths` no whole number and no list of them.
        ValueError: `rate` is not from 0 to 1, a depth is below 1, or there is none.

    Reference:
        Huang et al. (2016), Deep Networks with Stochastic Depth, section 3,
        https://arxiv.org/abs/1603.09382

    Example:
    >>> drop_path_rates(0.5, 3)
    [0.0, 0.25, 0.5]
    >>> drop_path_rates(0.5, [1, 2])
    [[0.0], [0.25, 0.5]]
    """
    rate = checked_rate(rate)
    are_stages = isinstance(depths, Sequence) and not isinstance(depths, str)
    counts = [_checked_depth(each) for each in (depths if are_stages else [depths])]  # type: ignore[union-attr]
    if not counts:
        raise ValueError("`depths` must have a whole number for each stage, not none.")
    total = sum(counts)
    rates = [rate * (block / max(total - 1, 1)) for block in range(total)]
    if not are_stages:
        return rates
    ends = [sum(counts[: stage + 1]) for stage in range(len(counts))]
    return [rates[end - n : end] for end, n in zip(ends, counts, strict=True)]


def _checked_depth(depth: Any) -> int:
    if isinstance(depth, bool) or not isinstance(depth, numbers.Integral):
        raise TypeError(
            "`depths` must be a whole number of blocks, or a list of them, not "
            f"{described(depth)}."
        )
    if depth < 1:
        raise ValueError(f"`depths` must be whole numbers of at least 1, not {depth}.")
    return int(depth)
