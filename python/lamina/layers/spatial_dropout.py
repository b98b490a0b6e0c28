"""Dropout of whole feature maps, for one, two and three spatial dimensions."""

from typing import Any, Self

import keras

from lamina._keras import writes_hdf5
from lamina.layers.arguments import checked_data_format, checked_seed
from lamina.layers.channel_mask import drop_numbers
from lamina.layers.draws_with import (
    Numbers,
    as_fractions,
    draws_with,
    drop,
    shared_axes,
)
from lamina.layers.rates import ChangingRate, RateSchedule, first_rate


class _SpatialDropout(ChangingRate, keras.layers.Dropout):
    """What the three layers share; each supplies its rank."""

    _spatial_rank: int

    def __init__(
        self,
        rate: Any,
        data_format: str | None = None,
        seed: int | None = None,
        name: str | None = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None:
        start = first_rate(rate)
        seed = checked_seed(seed)
        data_format = checked_data_format(data_format)

        spatial = (1,) * self._spatial_rank
        noise_shape = (
            (None, None, *spatial)
            if data_format == "channels_first"
            else (None, *spatial, None)
        )
        # Not super(): the constructor of Keras' spatial layers takes neither
        # `trainable` nor the other arguments that every layer has.
        keras.layers.Dropout.__init__(
            self, start, noise_shape, seed, name=name, dtype=dtype, **kwargs
        )
        if isinstance(rate, RateSchedule):
            self.rate = rate
        self.data_format = data_format
        self.input_spec = keras.layers.InputSpec(ndim=self._spatial_rank + 2)

    def call(self, inputs: Any, training: bool | None = False) -> Any:
        if not training:
            return inputs
        rate = self.rate_of_step()
        if isinstance(rate, float) and rate == 0:
            return inputs
        outputs = drop_numbers(
            inputs, rate, self.noise_shape, self.seed_generator, self.compute_dtype
        )
        return self.where_sound(outputs, rate)

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to make this layer again.

        The configuration can be given to lamina's layer and to Keras' own. Unlike
        Keras' it keeps the whole dtype policy, whether the layer is trainable, and its
        activity regularizer; Keras' layer opens with what it knows of these.
        """
        config = super().get_config()
        config.pop("activity_regularizer", None)
        config["dtype"] = keras.dtype_policies.serialize(self.dtype_policy)
        # Keras' spatial layers take neither of these two, so that keys of their names
        # would keep a model from opening without lamina. Keys that a dtype policy does
        # not know are passed over.
        if not self.trainable:
            config["dtype"]["trainable"] = False
        if self.activity_regularizer is not None:
            config["dtype"]["activity_regularizer"] = keras.regularizers.serialize(
                self.activity_regularizer
            )
        # Keras' layer opens with the rate that there is now.
        if self.schedule is not None:
            if writes_hdf5():
                raise ValueError(
                    f"HDF5 would lose the schedule of the layer '{self.name}': a file "
                    "that ends in `.keras` keeps it."
                )
            config["dtype"]["rate"] = keras.saving.serialize_keras_object(self.schedule)
        return config  # type: ignore[no-any-return]

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make a layer from what `get_config()` gave, here or in Keras 2."""
        if not isinstance(config, dict):
            try:
                return super().from_config(config)
            except TypeError as error:
                # Keras names the layer where it gets as far as making one.
                if cls.__name__ in str(error):
                    raise
                raise TypeError(
                    f"The `config` of a '{cls.__name__}' must be a dictionary, as "
                    f"`get_config()` gives it, not {config!r}."
                ) from error
        # Keras 2 has this in its configuration, and pays no attention to it.
        config = {k: v for k, v in config.items() if k != "noise_shape"}
        dtype = config.get("dtype")
        if isinstance(dtype, dict):
            dtype = dict(dtype)
            carried = ("trainable", "activity_regularizer", "rate")
            config = {**config, **{k: dtype.pop(k) for k in carried if k in dtype}}
            # Its dtype policies too have another form.
            old = dtype.get("class_name") == "Policy"
            config["dtype"] = dtype["config"]["name"] if old else dtype
            if isinstance(config["rate"], dict):
                rate = keras.saving.deserialize_keras_object(config["rate"])
                config["rate"] = rate
        return super().from_config(config)  # type: ignore[no-any-return]

    def __reduce__(self) -> tuple[Any, ...]:
        # Keras would make a copy or a pickle of it from its file format, which names
        # Keras' own layer. A subclass has a name there, and may have weights.
        if _SpatialDropout not in type(self).__bases__:
            return super().__reduce__()  # type: ignore[no-any-return]
        return type(self).from_config, (self.get_config(),)


def _draw(layer: Any, inputs: Any, numbers: Numbers) -> Any:
    inputs = as_fractions(inputs, layer.compute_dtype)
    shared = shared_axes(inputs, layer.noise_shape)
    return drop(inputs, numbers.uniform(inputs, shared), layer.rate_of_call())


@draws_with(_draw, is_row_wise=True)
class SpatialDropout1D(_SpatialDropout, keras.layers.SpatialDropout1D):
    """Drop whole feature maps of sequences, such as the output of a Conv1D.

    Neighbouring steps of a feature map resemble each other, so dropping single values
    hides little from the next layer. Dropping the map over all steps does.

    In training each channel of each example is set to zero with probability `rate`,
    and the others are multiplied by `1 / (1 - rate)`, which keeps the expected sum.
    At inference the input comes back unchanged.

    Args:
        rate: Probability of dropping a feature map, a number from 0 to 1. With 0 the
            layer does nothing, with 1 it returns zeros. Or a schedule, such as
            `LinearRate`, of the number of steps of training.
        seed: Whole number from 0 to `lamina.MAX_SEED`, or None (the default) for one
            drawn from Python's `random`. The same seed gives on the same backend the
            values of `keras.layers.SpatialDropout1D`, call after call (on PyTorch,
            for rates up to a third, within one unit in the last place);
            `lamina.reset_seeds()` goes back to the first.
        name: Name of the layer, a string. By default Keras makes one up.
        dtype: Dtype or dtype policy to compute in. By default Keras' global policy.
        data_format: `"channels_last"` (the default, also where Keras is set to
            channels first) or `"channels_first"`. Keras' own layer has only the
            former: a model that uses the latter cannot be opened without lamina.
        **kwargs: What every Keras layer takes, such as `trainable`.

    Call arguments:
        inputs: Tensor of rank 3.
        training: True to drop feature maps, False (the default) to do nothing.

    Input shape:
        `(batch, steps, channels)`, or `(batch, channels, steps)` with channels first.

    Output shape:
        That of the input, in the compute dtype of the layer.

    Raises:
        TypeError: `rate` is no number, or `seed` no whole number.
        ValueError: `rate`, `seed` or `data_format` is outside what it may be, or the
            input has another rank.

    Reference:
        Tompson et al. (2014), Efficient Object Localization Using Convolutional
        Networks, section 3.2, https://arxiv.org/abs/1411.4280

    Example:
    >>> import keras
    >>> layer = SpatialDropout1D(0.5, seed=1)
    >>> y = layer(keras.ops.ones((2, 10, 4)), training=True)
    >>> bool(keras.ops.all(y[:, :1, :] == y))  # a channel is kept or dropped whole
    True
    """

    _spatial_rank = 1

    def __init__(
        self,
        rate: Any,
        seed: int | None = None,
        name: str | None = None,
        dtype: Any = None,
        data_format: str | None = None,
        **kwargs: Any,
    ) -> None:
        if data_format is None:
            data_format = "channels_last"
        super().__init__(rate, data_format, seed, name, dtype, **kwargs)

    def get_config(self) -> dict[str, Any]:
        """Return what is needed to make this layer again.

        `data_format` is there for channels first alone, which Keras' layer cannot do:
        it refuses the key, where without it it would drop steps in place of channels.
        """
        config = super().get_config()
        if self.data_format == "channels_first":
            config["data_format"] = self.data_format
        return config


@draws_with(_draw, is_row_wise=True)
class SpatialDropout2D(_SpatialDropout, keras.layers.SpatialDropout2D):
    """Drop whole feature maps of images, such as the output of a Conv2D.

    Neighbouring pixels of a feature map resemble each other, so dropping single values
    hides little from the next layer. Dropping the whole map does.

    In training each channel of each example is set to zero with probability `rate`,
    and the others are multiplied by `1 / (1 - rate)`, which keeps the expected sum.
    At inference the input comes back unchanged.

    Args:
        rate: Probability of dropping a feature map, a number from 0 to 1. With 0 the
            layer does nothing, with 1 it returns zeros. Or a schedule, such as
            `LinearRate`, of the number of steps of training.
        data_format: `"channels_last"` or `"channels_first"`. By default what
            `keras.config.image_data_format()` says.
        seed: Whole number from 0 to `lamina.MAX_SEED`, or None (the default) for one
            drawn from Python's `random`. The same seed gives on the same backend the
            values of `keras.layers.SpatialDropout2D`, call after call (on PyTorch,
            for rates up to a third, within one unit in the last place);
            `lamina.reset_seeds()` goes back to the first.
        name: Name of the layer, a string. By default Keras makes one up.
        dtype: Dtype or dtype policy to compute in. By default Keras' global policy.
        **kwargs: What every Keras layer takes, such as `trainable`.

    Call arguments:
        inputs: Tensor of rank 4.
        training: True to drop feature maps, False (the default) to do nothing.

    Input shape:
        `(batch, rows, columns, channels)`, or `(batch, channels, rows, columns)` with
        channels first.

    Output shape:
        That of the input, in the compute dtype of the layer.

    Raises:
        TypeError: `rate` is no number, or `seed` no whole number.
        ValueError: `rate`, `seed` or `data_format` is outside what it may be, or the
            input has another rank.

    Reference:
        Tompson et al. (2014), Efficient Object Localization Using Convolutional
        Networks, section 3.2, https://arxiv.org/abs/1411.4280

    Example:
    >>> import keras
    >>> layer = SpatialDropout2D(0.5, data_format="channels_last", seed=1)
    >>> y = layer(keras.ops.ones((2, 8, 8, 4)), training=True)
    >>> bool(keras.ops.all(y[:, :1, :1, :] == y))  # a map is kept or dropped whole
    True
    """

    _spatial_rank = 2


@draws_with(_draw, is_row_wise=True)
class SpatialDropout3D(_SpatialDropout, keras.layers.SpatialDropout3D):
    """Drop whole feature maps of volumes or videos, such as the output of a Conv3D.

    Neighbouring voxels of a feature map resemble each other, so dropping single values
    hides little from the next layer. Dropping the whole map does.

    In training each channel of each example is set to zero with probability `rate`,
    and the others are multiplied by `1 / (1 - rate)`, which keeps the expected sum.
    At inference the input comes back unchanged.

    Args:
        rate: Probability of dropping a feature map, a number from 0 to 1. With 0 the
            layer does nothing, with 1 it returns zeros. Or a schedule, such as
            `LinearRate`, of the number of steps of training.
        data_format: `"channels_last"` or `"channels_first"`. By default what
            `keras.config.image_data_format()` says.
        seed: Whole number from 0 to `lamina.MAX_SEED`, or None (the default) for one
            drawn from Python's `random`. The same seed gives on the same backend the
            values of `keras.layers.SpatialDropout3D`, call after call (on PyTorch,
            for rates up to a third, within one unit in the last place);
            `lamina.reset_seeds()` goes back to the first.
        name: Name of the layer, a string. By default Keras makes one up.
        dtype: Dtype or dtype policy to compute in. By default Keras' global policy.
        **kwargs: What every Keras layer takes, such as `trainable`.

    Call arguments:
        inputs: Tensor of rank 5.
        training: True to drop feature maps, False (the default) to do nothing.

    Input shape:
        `(batch, depth, rows, columns, channels)`, or
        `(batch, channels, depth, rows, columns)` with channels first.

    Output shape:
        That of the input, in the compute dtype of the layer.

    Raises:
        TypeError: `rate` is no number, or `seed` no whole number.
        ValueError: `rate`, `seed` or `data_format` is outside what it may be, or the
            input has another rank.

    Reference:
        Tompson et al. (2014), Efficient Object Localization Using Convolutional
        Networks, section 3.2, https://arxiv.org/abs/1411.4280

    Example:
    >>> import keras
    >>> layer = SpatialDropout3D(0.5, data_format="channels_last", seed=1)
    >>> y = layer(keras.ops.ones((2, 4, 4, 4, 3)), training=True)
    >>> bool(keras.ops.all(y[:, :1, :1, :1, :] == y))  # a map is kept or dropped whole
    True
    """

    _spatial_rank = 3
