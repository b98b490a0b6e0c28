"""Dropout whose rate is learnt with the weights of the layer that it stands before."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import ops

from lamina._backend import (
    ValuesError,
    jitted,
    present_value,
    sync,
    uniform_of_batch,
)
from lamina.layers.arguments import (
    checked_choice,
    checked_positive,
    checked_seed,
    described,
)
from lamina.layers.draws_with import (
    Numbers,
    as_fractions,
    drawn_shape,
    draws_with,
    shared_axes,
)
from lamina.layers.own_layer import OwnLayer
from lamina.layers.spatial_dropout import (
    SpatialDropout1D,
    SpatialDropout2D,
    SpatialDropout3D,
)

_CONVOLUTIONS = (keras.layers.Conv1D, keras.layers.Conv2D, keras.layers.Conv3D)
_TRANSPOSED = (
    keras.layers.Conv1DTranspose,
    keras.layers.Conv2DTranspose,
    keras.layers.Conv3DTranspose,
)
_DEPTHWISE = (keras.layers.DepthwiseConv1D, keras.layers.DepthwiseConv2D)

_SPATIAL_DROPOUT = (SpatialDropout1D, SpatialDropout2D, SpatialDropout3D)

# No uniform number has a logarithm below it.
_SMALLEST = 2.0**-24


@jitted(static="temperature")
def drop_softly(inputs: Any, uniform: Any, logits: Any, temperature: float) -> Any:
    """Multiply by a mask that has a gradient by the rate, and by `1 / (1 - rate)`.

    The mask is the concrete relaxation of zeros and ones (Maddison et al. 2017): the
    lower the temperature, the nearer it is to 0 where a number is below the rate, and
    to 1 elsewhere.

    Args:
        inputs: A floating-point tensor.
        uniform: Numbers from 0 to 1, of a shape that is broadcast to that of `inputs`.
        logits: Logits of the rates, `log(rate / (1 - rate))`, broadcast as well.
        temperature: A number above 0.

    Returns:
        A tensor like `inputs`, 0 where the mask is, whatever was there.

    Example:
    >>> u, logit = ops.array([0.1, 0.5, 0.9]), ops.array(0.0)
    >>> y = drop_softly(ops.ones(3), u, logit, temperature=0.1)
    >>> [round(float(x), 3) for x in y]
    [0.0, 1.0, 2.0]
    """
    uniform = ops.maximum(ops.cast(uniform, logits.dtype), _SMALLEST)
    drawn = ops.log(uniform / (1 - uniform))
    mask = ops.sigmoid((drawn - logits) / temperature)
    # 1 / (1 - rate) is 1 + exp(logit).
    factors = ops.cast(mask * (1 + ops.exp(logits)), inputs.dtype)
    # A product with 0 would keep what is infinite or not a number.
    kept = ops.where(factors > 0, inputs, ops.zeros((), inputs.dtype))
    return kept * factors


def squares_by_channel(layer: Any, kernel: Any) -> Any:
    """Return the sum of the squares of the weights that each input channel has.

    Example:
    >>> dense = keras.layers.Dense(2)
    >>> [float(x) for x in squares_by_channel(dense, ops.array([[1.0, 2], [0, 3]]))]
    [5.0, 9.0]
    """
    squares = ops.square(kernel)
    if isinstance(layer, _TRANSPOSED):
        return ops.sum(squares, axis=tuple(range(len(kernel.shape) - 1)))
    squares = ops.sum(squares, axis=tuple(range(len(kernel.shape) - 2)))
    groups = getattr(layer, "groups", 1)
    if groups > 1 and isinstance(layer, _CONVOLUTIONS):
        # The channels of a group meet its filters alone.
        channels, filters = squares.shape
        squares = ops.reshape(squares, (channels, groups, filters // groups))
        squares = ops.transpose(squares, (1, 0, 2))
        squares = ops.reshape(squares, (channels * groups, filters // groups))
    return ops.sum(squares, axis=-1)


class LearntRate(OwnLayer, keras.layers.Wrapper):
    """What the two layers share: the rate, its losses, its mask.

    Example:
    >>> layer = ConcreteDropout(keras.layers.Dense(2))
    >>> isinstance(layer, LearntRate), layer.layer.name.startswith("dense")
    (True, True)
    """

    _kinds: Any
    _expected: str

    def __init__(
        self,
        layer: Any,
        weight_regularizer: float = 1e-6,
        dropout_regularizer: float = 1e-5,
        per_channel: bool = False,
        init_min: float = 0.1,
        init_max: float = 0.1,
        temperature: float = 0.1,
        seed: int | None = None,
        name: str | None = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None:
        if not isinstance(layer, self._kinds):
            raise TypeError(
                f"`layer` must be {self._expected}, not {described(layer)}."
            )
        weight = checked_positive(
            weight_regularizer, "weight_regularizer", or_zero=True
        )
        entropy = checked_positive(
            dropout_regularizer, "dropout_regularizer", or_zero=True
        )
        if not isinstance(per_channel, bool):
            raise TypeError(
                f"`per_channel` must be True or False, not {described(per_channel)}."
            )
        init_min = checked_positive(init_min, "init_min", below=1)
        init_max = checked_positive(init_max, "init_max", below=1)
        if init_min > init_max:
            raise ValueError(
                f"`init_min` must not be above `init_max`, {init_max}, but is "
                f"{init_min}."
            )
        temperature = checked_positive(temperature, "temperature")
        seed = checked_seed(seed)
        dtype = layer.dtype_policy if dtype is None else dtype
        super().__init__(layer, name=name, dtype=dtype, **kwargs)
        self.weight_regularizer, self.dropout_regularizer = weight, entropy
        self.per_channel, self.temperature, self.seed = per_channel, temperature, seed
        self.init_min, self.init_max = init_min, init_max
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.supports_masking = layer.supports_masking
        self.input_spec = layer.input_spec

    def build(self, input_shape: Any) -> None:
        """Build the layer inside, and make the rate."""
        super().build(input_shape)
        self.input_spec = self.layer.input_spec
        self.channels = input_shape[self._channel_axis]
        low, high = (np.log(p / (1 - p)) for p in (self.init_min, self.init_max))
        # The losses belong to a weight, so that they are there once, however often the
        # layer is called.
        self.logit = self.add_weight(
            shape=(self.channels,) if self.per_channel else (),
            initializer=keras.initializers.Constant(low)
            if low == high
            else keras.initializers.RandomUniform(low, high, seed=self.seed),
            # Steps of training are too small for half precision.
            dtype="float64" if self.variable_dtype == "float64" else "float32",
            autocast=False,
            regularizer=self._losses_of,
            name="logit",
        )

    @property
    def _channel_axis(self) -> int:
        data_format = getattr(self.layer, "data_format", "channels_last")
        is_dense = isinstance(self.layer, keras.layers.Dense)
        return 1 if data_format == "channels_first" and not is_dense else -1

    def _losses_of(self, logit: Any) -> Any:
        logit = ops.convert_to_tensor(logit)
        kernel = ops.cast(self.layer.kernel, logit.dtype)
        if self.per_channel:
            squares, count = squares_by_channel(self.layer, kernel), 1
        else:
            squares, count = ops.sum(ops.square(kernel)), self.channels
        rate = ops.sigmoid(logit)
        # The logarithms of the rate and of 1 less it.
        negative_entropy = rate * ops.log_sigmoid(logit)
        negative_entropy += (1 - rate) * ops.log_sigmoid(-logit)
        weights = self.weight_regularizer * ops.sum(squares * (1 + ops.exp(logit)))
        return weights + self.dropout_regularizer * count * ops.sum(negative_entropy)

    @property
    def rate(self) -> float | np.ndarray:
        """The rate that is learnt so far: a number, or an array with one a channel."""
        if not self.built:
            raise ValueError(
                f"The layer '{self.name}' has no rate yet: give it the shape of its "
                "inputs, or call it on data first."
            )
        sync(self)
        try:
            value = present_value(self.logit)
        except ValuesError:
            raise RuntimeError(
                f"The rate of '{self.name}' cannot be read within a step of training "
                "on JAX. Read it at the end of an epoch."
            ) from None
        rates = 1 / (1 + np.exp(-ops.convert_to_numpy(value).astype("float64")))
        return rates if self.per_channel else float(rates)

    def call(self, inputs: Any, training: bool | None = False) -> Any:
        """Return what the layer inside makes of the inputs, in training masked."""
        inputs = as_fractions(inputs, self.compute_dtype)
        return self.layer(self.dropped(inputs) if training else inputs)

    def dropped(self, inputs: Any) -> Any:
        """Return floating-point inputs by a mask that is drawn."""
        shape = drawn_shape(inputs, self.noise_shape(len(inputs.shape)))
        return self.masked(inputs, uniform_of_batch(shape, self.seed_generator))

    def masked(self, inputs: Any, uniform: Any) -> Any:
        """Return the inputs by the mask that uniform numbers make."""
        logits = ops.convert_to_tensor(self.logit)
        if self.per_channel and self._channel_axis == 1:
            logits = ops.reshape(logits, (-1, *(1,) * (len(inputs.shape) - 2)))
        return drop_softly(inputs, uniform, logits, temperature=self.temperature)

    def noise_shape(self, rank: int) -> tuple[int | None, ...]:
        """Return 1 for axes that share a number, None for those that do not."""
        return (None,) * rank

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the shape of the output: that of the layer inside."""
        return self.layer.compute_output_shape(input_shape)

    def compute_output_spec(self, inputs: Any, training: bool | None = None) -> Any:
        """Return shape and dtype of the output: those of the layer inside."""
        return self.layer.compute_output_spec(inputs)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Return the mask of the output: what the layer inside makes of it."""
        return self.layer.compute_mask(inputs, previous_mask)

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to make this layer again."""
        return {
            **super().get_config(),
            "weight_regularizer": self.weight_regularizer,
            "dropout_regularizer": self.dropout_regularizer,
            "per_channel": self.per_channel,
            "init_min": self.init_min,
            "init_max": self.init_max,
            "temperature": self.temperature,
            "seed": self.seed,
        }

    def frozen(self, layer: keras.Layer) -> keras.Model:
        """Return a model of ordinary dropout at the rate that is learnt, and a layer.

        Args:
            layer: What stands behind the dropout: a copy of the layer inside.
        """
        dropout = self._ordinary_dropout(
            float(np.mean(self.rate)),
            seed=self.seed,
            name=f"drop_{self.name}",
            dtype=self.dtype_policy,
        )
        return _in_place(self, [dropout, layer])

    def _ordinary_dropout(self, rate: float, **kwargs: Any) -> keras.Layer:
        return keras.layers.Dropout(rate, **kwargs)


def _in_place(layer: Any, layers: list[keras.Layer]) -> keras.Model:
    # It has the name of the layer, by which outputs are called.
    _, *sizes = layer.get_build_config()["input_shape"]
    inputs = keras.Input(sizes, dtype=layer.compute_dtype)
    return keras.Sequential([inputs, *layers], name=layer.name)


def _draw(layer: Any, inputs: Any, numbers: Numbers) -> Any:
    inputs = as_fractions(inputs, layer.compute_dtype)
    shared = shared_axes(inputs, layer.noise_shape(len(inputs.shape)))
    return layer.layer(layer.masked(inputs, numbers.uniform(inputs, shared)))


def _serving(layer: Any, served: Callable[[Any], Any]) -> Any:
    return _in_place(layer, [served(layer.layer)])


# The rate that is learnt is never 0, as the first one is not.
_draws = draws_with(_draw, ("init_max",), is_row_wise=True, serving=_serving)


@keras.saving.register_keras_serializable("lamina")
@_draws
class ConcreteDropout(LearntRate):
    """Dropout before a Dense or convolution layer, at a rate that is learnt with it.

    In place of a search for the best rate, which needs a training for each, the rate is
    a weight: it follows its gradient as the other weights do. Two terms in the loss of
    the model pull at it: the wish for small weights, which dropout at a high rate makes
    costly, and the entropy of the mask, which a rate of a half has most of. What
    remains is that with more data the rate falls, as there is less to be unsure of.

    In training the inputs of `layer` are multiplied by a mask and by `1 / (1 - rate)`.
    The mask has numbers between 0 and 1, most of them near either end (the concrete
    relaxation), since a choice of 0 or 1 has no gradient by the rate. At inference the
    inputs go to `layer` unchanged. `MonteCarloDropout` draws the mask of training.

    The losses, which are there for each such layer once, are, with K input channels,

        weight_regularizer * sum(kernel ** 2) / (1 - rate)
        dropout_regularizer * K * (rate * log(rate) + (1 - rate) * log(1 - rate))

    They are part of the approximate inference and no matter of taste: use
    `concrete_dropout_regularizers()` to make the two of the number of training
    examples and of a prior for the weights, and no `kernel_regularizer` besides. With
    `per_channel` each channel has a rate: its own weights are divided by 1 less its
    own rate, and the entropies are summed. Where the layer is frozen
    (`trainable=False`) the losses are 0, as those of weights are.

    Args:
        layer: The layer behind the dropout: Dense, Conv1D, Conv2D or Conv3D, its
            Transpose, DepthwiseConv1D or DepthwiseConv2D.
        weight_regularizer: Factor of the loss for weights, a number of at least 0.
        dropout_regularizer: Factor of the loss for the rate, a number of at least 0.
        per_channel: Whether each channel of the input has a rate of its own, by default
            not.
        init_min: Lowest rate to begin with, a number between 0 and 1, both excluded.
        init_max: Highest rate to begin with. The rates are drawn such that their logits
            have the same probability between both.
        temperature: How soft the mask is, a number above 0. The lower it is, the nearer
            the mask is to zeros and ones, and the more the gradient varies. 0.1 (the
            default) is what Gal et al. use.
        seed: Whole number from 0 to `lamina.MAX_SEED`, or None (the default) for one
            drawn from Python's `random`. The same seed gives the same draws on the same
            backend; `lamina.reset_seeds()` goes back to the first.
        name: Name of the layer, a string. By default Keras makes one up.
        dtype: Dtype or dtype policy of the mask. By default that of `layer`. The rate
            is float32 at least.
        **kwargs: What every Keras layer takes, such as `trainable`.

    Attributes:
        rate: The rate that is learnt so far: a number, or with `per_channel` an array.
        logit: The weight behind it, `log(rate / (1 - rate))`.

    Call arguments:
        inputs: Tensor, as `layer` takes it. Its mask is passed on as `layer` does.
        training: True to drop, False (the default) to do what `layer` does.

    Input shape:
        That of `layer`.

    Output shape:
        That of `layer`.

    Raises:
        TypeError: `layer` is none of these layers, a number is none, or `per_channel`
            neither True nor False.
        ValueError: A number is outside what it may be, or `init_min` above `init_max`.

    Reference:
        Gal, Hron, Kendall (2017), Concrete Dropout, https://arxiv.org/abs/1705.07832

    Example:
    >>> import keras
    >>> from lamina import ConcreteDropout
    >>> layer = ConcreteDropout(keras.layers.Dense(2), init_min=0.2, init_max=0.2)
    >>> y = layer(keras.ops.ones((4, 3)), training=True)
    >>> round(layer.rate, 3), len(layer.losses)
    (0.2, 1)
    """

    _kinds = (keras.layers.Dense, *_CONVOLUTIONS, *_TRANSPOSED, *_DEPTHWISE)
    _expected = "a Dense or convolution layer of Keras"


@keras.saving.register_keras_serializable("lamina")
@_draws
class SpatialConcreteDropout(LearntRate):
    """Spatial dropout before a convolution layer, at a rate that is learnt with it.

    It masks whole feature maps, as `SpatialDropout2D` does: there is one number of the
    mask for each channel of an example. All else is said of `ConcreteDropout`: the rate
    is a weight, with losses of its own.

    With a temperature of 2/3 many numbers of the mask lie well between 0 and 1, and
    their mean is not quite `1 - rate`, by which they are divided: for a rate of 0.1 it
    is 0.85, with a temperature of 0.1 it would be 0.90. A lower temperature is more
    exact, and harder to learn by.

    Args:
        layer: The layer behind the dropout: Conv1D, Conv2D or Conv3D, its Transpose,
            DepthwiseConv1D or DepthwiseConv2D. Where it has its channels the dropout
            has them too.
        weight_regularizer: Factor of the loss for weights, a number of at least 0. See
            `concrete_dropout_regularizers()`.
        dropout_regularizer: Factor of the loss for the rate, a number of at least 0.
        per_channel: Whether each channel of the input has a rate of its own, by default
            not.
        init_min: Lowest rate to begin with, a number between 0 and 1, both excluded.
        init_max: Highest rate to begin with. The rates are drawn such that their logits
            have the same probability between both.
        temperature: How soft the mask is, a number above 0. 2/3 (the default) is that
            of the code that Gal et al. have published for convolutions.
        seed: Whole number from 0 to `lamina.MAX_SEED`, or None (the default) for one
            drawn from Python's `random`. The same seed gives the same draws on the same
            backend; `lamina.reset_seeds()` goes back to the first.
        name: Name of the layer, a string. By default Keras makes one up.
        dtype: Dtype or dtype policy of the mask. By default that of `layer`. The rate
            is float32 at least.
        **kwargs: What every Keras layer takes, such as `trainable`.

    Attributes:
        rate: The rate that is learnt so far: a number, or with `per_channel` an array.
        logit: The weight behind it, `log(rate / (1 - rate))`.

    Call arguments:
        inputs: Tensor, as `layer` takes it.
        training: True to drop, False (the default) to do what `layer` does.

    Input shape:
        That of `layer`.

    Output shape:
        That of `layer`.

    Raises:
        TypeError: `layer` is no convolution layer, a number is none, or `per_channel`
            neither True nor False.
        ValueError: A number is outside what it may be, or `init_min` above `init_max`.

    Reference:
        Gal, Hron, Kendall (2017), Concrete Dropout, https://arxiv.org/abs/1705.07832

    Example:
    >>> import keras
    >>> from lamina import SpatialConcreteDropout
    >>> convolution = keras.layers.Conv2D(8, 3, data_format="channels_last")
    >>> layer = SpatialConcreteDropout(convolution, per_channel=True)
    >>> y = layer(keras.ops.ones((4, 6, 6, 3)), training=True)
    >>> layer.rate.round(3).tolist()
    [0.1, 0.1, 0.1]
    """

    _kinds = (*_CONVOLUTIONS, *_TRANSPOSED, *_DEPTHWISE)
    _expected = "a convolution layer of Keras"

    def __init__(
        self,
        layer: keras.Layer,
        weight_regularizer: float = 1e-6,
        dropout_regularizer: float = 1e-5,
        per_channel: bool = False,
        init_min: float = 0.1,
        init_max: float = 0.1,
        temperature: float = 2 / 3,
        seed: int | None = None,
        name: str | None = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            layer,
            weight_regularizer,
            dropout_regularizer,
            per_channel,
            init_min,
            init_max,
            temperature,
            seed,
            name,
            dtype,
            **kwargs,
        )

    def noise_shape(self, rank: int) -> tuple[int | None, ...]:
        """Return 1 for axes that share a number, None for those that do not."""
        shape: list[int | None] = [1] * rank
        shape[0] = shape[self._channel_axis] = None
        return tuple(shape)

    def _ordinary_dropout(self, rate: float, **kwargs: Any) -> keras.Layer:
        made: Any = _SPATIAL_DROPOUT[self.layer.rank - 1]
        return made(rate, data_format=self.layer.data_format, **kwargs)


def concrete_dropout_regularizers(
    examples: int,
    length_scale: float = 1e-2,
    loss: str = "mse",
    precision: float = 1.0,
    outputs: int = 1,
) -> dict[str, float]:
    """Return the two regularizers of `ConcreteDropout`, from what they stand for.

    The loss to be minimised is the mean over the N training examples of the negative
    log-likelihood, and the divergence of the dropout distribution of the weights from
    their prior, divided by N, as in the paper. The divergence has, for a kernel of K
    input channels and a prior length scale l, the terms

        l ** 2 / 2 * sum(kernel ** 2) / (1 - rate)
        K * (rate * log(rate) + (1 - rate) * log(1 - rate))

    so that a loss that is the negative log-likelihood, such as a crossentropy, has the
    factors `l ** 2 / (2 * N)` and `1 / N`. The squared error is `2 / tau` times the
    negative log-likelihood of normal noise whose precision is tau: with it they are
    `l ** 2 / (tau * N)` and `2 / (tau * N)`.

    Args:
        examples: Number N of the training examples, a whole number of at least 1.
        length_scale: Length scale l of the prior of the weights, a number above 0. The
            larger it is, the smaller the weights are to be.
        loss: `"mse"` (the default) for `mean_squared_error`, or `"nll"` for a negative
            log-likelihood: a crossentropy, or a loss of one's own that learns the noise
            as well, without a factor of 2.
        precision: Precision tau of the observations for `"mse"`: 1 over the variance of
            their noise, in the units of the targets; a number above 0.
        outputs: Over how many numbers of an example Keras takes the mean: the columns
            of targets of a regression, or the steps of a sequence or pixels each of
            which has a class. The factors are divided by it.

    Returns:
        A dictionary of `weight_regularizer` and `dropout_regularizer`, the same for all
        layers of a model.

    Raises:
        TypeError: A number is none.
        ValueError: A number is not above 0, or `loss` is another one.

    Reference:
        Gal, Hron, Kendall (2017), Concrete Dropout, https://arxiv.org/abs/1705.07832

    Example:
    >>> concrete_dropout_regularizers(1000, length_scale=1, loss="nll")
    {'weight_regularizer': 0.0005, 'dropout_regularizer': 0.001}
    """
    checked_choice(loss, ("mse", "nll"), "loss")
    number = checked_positive(examples, "examples", is_whole=True)
    scale = checked_positive(length_scale, "length_scale")
    tau = checked_positive(precision, "precision")
    number *= checked_positive(outputs, "outputs", is_whole=True)
    entropy = 2 / (tau * number) if loss == "mse" else 1 / number
    weight = scale**2 * entropy / 2
    return {"weight_regularizer": weight, "dropout_regularizer": entropy}
