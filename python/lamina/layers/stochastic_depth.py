"""A residual block whose branch is not computed where it is dropped."""

from collections.abc import Callable
from typing import Any, Self

import keras
from keras import ops

from lamina._backend import (
    convolves_slowly_in_conditions,
    is_one_of_replicas,
    known_values,
)
from lamina._keras import layers_in
from lamina.layers.arguments import (
    checked_choice,
    checked_seed,
    described,
)
from lamina.layers.channel_mask import drop_feature_maps, drop_numbers
from lamina.layers.draws_with import (
    Numbers,
    as_fractions,
    draws_with,
    drop,
    scale_of_kept,
    shared_axes,
)
from lamina.layers.drop_path import MODES, path_noise_shape
from lamina.layers.own_dropout import OwnDropout
from lamina.layers.rates import checked_changing_rate


def _draw(layer: Any, inputs: Any, numbers: Numbers) -> Any:
    inputs, branch = layer.branched(inputs)
    shared = shared_axes(inputs, path_noise_shape(layer.mode, len(inputs.shape)))
    uniform = numbers.uniform(inputs, shared)
    return inputs + drop(branch, uniform, layer.rate_of_call())


def _serving(layer: Any, served: Callable[[Any], Any]) -> Any:
    _, *sizes = layer.get_build_config()["input_shape"]
    inputs = keras.Input(sizes, dtype=layer.compute_dtype)
    branch = served(layer.branch)
    outputs = inputs if branch is None else branch(inputs)
    outputs = keras.layers.Add(dtype=layer.dtype_policy)([inputs, outputs])
    return keras.Model(inputs, outputs, name=layer.name)


def _held_forward(inputs: Any, *weights: Any) -> tuple[Any, Callable[..., Any]]:
    # Backends hand it on in one way or another.
    def gradient(*given: Any, upstream: Any = None) -> tuple[Any, ...]:
        own = given[-1] if upstream is None else upstream
        return (own, *map(ops.zeros_like, weights))

    return inputs, gradient


# Returns its first argument, whose gradient by the others is 0.
_held = ops.custom_gradient(_held_forward)


@keras.saving.register_keras_serializable("lamina")
@draws_with(_draw, is_row_wise=True, serving=_serving)
class StochasticDepth(OwnDropout):
    """Add a branch to its input, and now and then the input alone.

    It is a block of a residual network, `inputs + branch(inputs)`, without the branch
    with probability `rate` in training. In the mode `"batch"`, which is that of the
    paper, the branch is dropped for the whole batch, and then it is not computed: a
    network with `rate` 0.5 saves up to half of the time of its branches, forward and
    backward. (It is computed and left out where replicas of TensorFlow meet in it, and
    where JAX compiles convolutions for a processor, which takes many times as long in a
    condition.) What the branch keeps, such as the averages of a batch normalisation or
    the seeds of dropout, then stays as it is, and its weights have gradients of 0.

    A branch that stays is multiplied by `1 / (1 - rate)` in training, which keeps the
    expected sum, and by nothing at inference, when it is always there. (The paper
    multiplies by `1 - rate` at inference instead: the same networks, whose branches
    have learnt to be larger.)

    Args:
        branch: A layer or model that takes a tensor and returns one of the same shape.
            What comes before an addition with another shape, such as a projection,
            does not belong in it: use `DropPath` there.
        rate: Probability of dropping the branch, a number from 0 to 1. With 0 it is
            always there, with 1 never in training. `drop_path_rates()` gives one for
            each block. Or a schedule, such as `LinearRate`, of the number of steps of
            training.
        mode: `"batch"` (the default) draws once for all examples of a batch,
            `"example"` for each of them, where the branch is computed for all and
            dropped as by `DropPath`. Monte Carlo dropout draws once for all examples of
            a draw in the former mode, whatever the batches are.
        seed: Whole number from 0 to `lamina.MAX_SEED`, or None (the default) for one
            drawn from Python's `random`. With the same seed, `DropPath` drops the same.
        name: Name of the layer, a string. By default Keras makes one up.
        dtype: Dtype or dtype policy of the sum. By default Keras' global policy. The
            branch has its own.
        **kwargs: What every Keras layer takes, such as `trainable`.

    Call arguments:
        inputs: Tensor of rank 1 or more, the examples along its first axis. Its mask is
            passed on, to the branch as well.
        training: True to drop the branch at times, False (the default) to add it.

    Input shape:
        `(batch, ...)`, what the branch takes.

    Output shape:
        That of the input, in the compute dtype of the layer.

    Raises:
        TypeError: `branch` is no layer, `rate` no number, or `seed` no whole number.
        ValueError: `rate`, `mode` or `seed` is outside what it may be, or the branch
            returns another shape than it takes.

    Reference:
        Huang et al. (2016), Deep Networks with Stochastic Depth,
        https://arxiv.org/abs/1603.09382

    Example:
    >>> import keras
    >>> branch = keras.layers.Dense(3, kernel_initializer="identity")
    >>> block, x = StochasticDepth(branch, 0.5, seed=1), keras.ops.ones((2, 3))
    >>> outputs = [block(x, training=True) for _ in range(20)]
    >>> sorted({keras.ops.convert_to_numpy(y)[0, 0].item() for y in outputs})
    [1.0, 3.0]
    >>> keras.ops.convert_to_numpy(block(x))[0, 0].item()
    2.0
    """

    def __init__(
        self,
        branch: keras.Layer,
        rate: Any,
        mode: str = "batch",
        seed: int | None = None,
        name: str | None = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None:
        if not isinstance(branch, keras.Layer):
            raise TypeError(
                f"`branch` must be a Keras layer or model, not {described(branch)}."
            )
        rate = checked_changing_rate(rate)
        mode = checked_choice(mode, MODES, "mode")
        seed = checked_seed(seed)
        super().__init__(rate, seed, name=name, dtype=dtype, **kwargs)
        self.branch, self.mode = branch, mode
        self.input_spec = keras.layers.InputSpec(min_ndim=1)

    def build(self, input_shape: Any) -> None:
        """Build the branch, and see whether it returns what can be added."""
        shape = tuple(input_shape)
        # Called, since a branch may make its layers where it is called.
        output = self.branch(keras.KerasTensor(shape, self.compute_dtype))
        found = getattr(output, "shape", None)
        if found is None or tuple(found) != shape:
            returned = "several tensors" if found is None else f"{tuple(found)}"
            raise ValueError(
                f"`branch` must return a tensor of the shape that it takes, {shape}, "
                f"but the layer '{self.branch.name}' returns {returned}."
            )

    def call(self, inputs: Any, training: bool | None = False) -> Any:
        """Return the inputs and the branch added, in training at times without it."""
        rate = self.rate_of_step() if training else 0.0
        if isinstance(rate, float) and rate == 0:
            inputs, branch = self.branched(inputs)
            return inputs + branch
        return self.where_sound(self._added_at_times(inputs, rate), rate)

    def _added_at_times(self, inputs: Any, rate: Any) -> Any:
        if self.mode == "example":
            inputs, branch = self.branched(inputs)
            shape = path_noise_shape(self.mode, len(inputs.shape))
            return inputs + drop_numbers(
                branch, rate, shape, self.seed_generator, self.compute_dtype
            )
        inputs = as_fractions(inputs, self.compute_dtype)
        if isinstance(rate, float) and rate == 1:
            return inputs
        one = ops.ones((1,), "float32")
        kept = drop_feature_maps(one, rate, (1,), self.seed_generator)
        value = known_values(kept)
        if value is None:
            return self._added_where(kept[0] > 0, inputs, rate)
        if value[0] > 0:
            return self._added(inputs, rate)
        # Weights that nothing is computed from have no gradient at all on some
        # backends, and optimizers pass them over.
        return _held(inputs, *[w.value for w in self.branch.trainable_variables])

    def branched(self, inputs: Any) -> tuple[Any, Any]:
        """Return the inputs and the branch, in the type in which they are added."""
        inputs = as_fractions(inputs, self.compute_dtype)
        return inputs, ops.cast(self.branch(inputs), inputs.dtype)

    def _added(self, inputs: Any, rate: Any) -> Any:
        inputs, branch = self.branched(inputs)
        if isinstance(rate, float):
            return inputs + branch / (1 - rate)
        return inputs + branch * scale_of_kept(rate, branch.dtype)

    def _added_where(self, kept: Any, inputs: Any, rate: Any) -> Any:
        """Add the branch in a function that is compiled, where `kept` has no value yet.

        What happens to variables and losses in one of two ways is nothing that the
        other has: it is brought out of both as a value.
        """
        variables = self.branch.variables
        values = [variable.value for variable in variables]
        states = self.branch.non_trainable_variables
        have_losses = []

        def with_branch() -> tuple[Any, ...]:
            mapping = zip(variables, values, strict=True)
            with keras.StatelessScope(mapping, collect_losses=True) as scope:
                outputs = self._added(inputs, rate)
                losses = [ops.cast(loss, "float32") for loss in scope.losses]
            have_losses.extend(losses)
            after = [scope.get_current_value(state) for state in states]
            after = [
                ops.cast(value, state.dtype)
                for value, state in zip(after, states, strict=True)
            ]
            return (outputs, sum(losses, ops.zeros((), "float32")), *after)

        def without_branch() -> tuple[Any, ...]:
            before = (state.value for state in states)
            return (inputs, ops.zeros((), "float32"), *before)

        # Replicas meet in the branch, for the mean of all of them say, and cannot
        # within a condition.
        if is_one_of_replicas() or self._is_slow_in_conditions():
            pairs = zip(with_branch(), without_branch(), strict=True)
            chosen = tuple(ops.where(kept, one, other) for one, other in pairs)
        else:
            chosen = ops.cond(kept, with_branch, without_branch)
        outputs, loss, *after = chosen
        for state, value in zip(states, after, strict=True):
            state.assign(value)
        if have_losses:
            self.add_loss(loss)
        return outputs

    def _is_slow_in_conditions(self) -> bool:
        return convolves_slowly_in_conditions() and any(
            "Conv" in type(layer).__name__ for layer in layers_in(self.branch)
        )

    def with_branch(self, branch: keras.Layer) -> "StochasticDepth":
        """Return a layer like this one around another branch."""
        made = StochasticDepth.from_config({**self.get_config(), "branch": branch})
        if self.schedule is not None:
            made.steps.count.assign(self.steps.count)
        return made

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to make this layer again."""
        return {
            **super().get_config(),
            "branch": keras.saving.serialize_keras_object(self.branch),
            "mode": self.mode,
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make a layer from what `get_config()` gave."""
        branch = config["branch"]
        if not isinstance(branch, keras.Layer):
            branch = keras.saving.deserialize_keras_object(branch)
        return super().from_config({**config, "branch": branch})
