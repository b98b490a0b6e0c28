"""How layers draw where each row of a batch has random numbers of its own.

Monte Carlo dropout takes its numbers by a key for each example and draw, not from the
generator of a layer. What a layer makes of such numbers is declared beside the layer
or, for Keras' layers, where their drawing is written: a new layer that drops is one
file.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import keras
from keras import ops

Owner = TypeVar("Owner", bound=type)


class Numbers(Protocol):
    """The random numbers of a layer in a pass through a model, new ones in each call.

    What a row of a batch gets depends on its key alone.
    """

    def uniform(self, inputs: Any, shared: Iterable[int] = ()) -> Any:
        """Return float32 numbers from 0 to 1, 1 excluded, for the elements of a tensor.

        Args:
            inputs: The tensor.
            shared: Axes along which there is one number for all.
        """

    def normal(self, inputs: Any, shared: Iterable[int] = ()) -> Any:
        """Return standard normal numbers, as `uniform()` does."""

    def of_one_call(self) -> "Numbers":
        """Return what gives the numbers of one call, the next, in all of its calls.

        Of two ways to draw, one of which is gone in a condition, each may take them.
        """

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what was made under a name in this pass, or make it now."""

    def forget(self, name: str) -> None:
        """Let `kept()` make anew what has a name."""


# Of layer, inputs and numbers it makes what the layer's `call()` would in training.
Draw = Callable[[Any, Any, Numbers], Any]

# Of layer, numbers and the arguments of a method it makes what the method would.
Method = Callable[..., Any]


# Of a layer, and of a function that makes the same of those inside it, it makes what
# the layer is where nothing is dropped; None for nothing.
Serving = Callable[[Any, Callable[[Any], Any]], Any]


@dataclass(frozen=True)
class Way:
    """How the layers of a class draw; see `draws_with()`."""

    draw: Draw | None
    methods: Callable[[Any], Mapping[str, Method]]
    rates: tuple[str, ...]
    is_row_wise: bool
    serving: Serving | None


_of_classes: dict[type, Way] = {}
# By what a class has for `call()`, and those that inherit it too.
_of_calls: dict[Any, Way] = {}


def _nothing(layer: Any, served: Callable[[Any], Any]) -> None:
    return None


def draws_with(
    draw: Draw,
    rates: Iterable[str] = ("rate",),
    is_row_wise: bool = False,
    serving: Serving = _nothing,
) -> Callable[[Owner], Owner]:
    """Declare how a class of layers draws, by a function in place of its `call()`.

    Of a class that builds on it and has a `call()` of its own, the `super().call()` in
    training is what draws.

    It says nothing of files: that a saved model opens with the class in it needs
    `@keras.saving.register_keras_serializable("lamina")` above the class as well, but
    where it is saved under the name of a class of Keras', by
    `models/lamina_classes.py`.

    Args:
        draw: Called with a layer, its inputs and the numbers; returns the outputs.
        rates: Attributes that hold the rates at which a layer drops by itself. Where
            one is above 0 it draws in any case, without any only where it is named.
        is_row_wise: Whether each row that comes out is made of the same row of the
            inputs, and of nothing of the others.
        serving: What takes the place of a layer in `without_dropout()`: a function of
            the layer, and of another function that gives what takes the place of a
            layer inside it. It returns a layer of Keras', or None where the layer does
            nothing at inference, as by default.

    Returns:
        A decorator of the class, which returns it as it is.

    Example:
    >>> import keras
    >>> def draw(layer, inputs, numbers):
    ...     return drop(inputs, numbers.uniform(inputs), layer.rate)
    >>> @draws_with(draw, is_row_wise=True)
    ... class Drop(keras.layers.Layer):
    ...     rate = 0.5
    ...     def call(self, inputs, training=False):
    ...         return keras.random.dropout(inputs, self.rate) if training else inputs
    >>> rate_of(Drop())
    0.5
    """

    def declare(owner: Owner) -> Owner:
        way = Way(draw, lambda layer: {}, tuple(rates), is_row_wise, serving)
        call: Any = owner.call  # type: ignore[attr-defined]
        _of_classes[owner] = _of_calls[call] = way
        return owner

    return declare


def draws_as(cls: type, other: type) -> None:
    """Declare that a class of layers draws as another, on which it builds, itself.

    Example:
    >>> class Again(keras.layers.GaussianDropout): ...
    >>> draws_as(Again, keras.layers.GaussianDropout)
    >>> is_row_wise(Again(0.5))
    True
    """
    _of_classes[cls] = _of_classes[other]


def draws_inside(
    methods: Callable[[Any], Mapping[str, Method]], rates: Iterable[str]
) -> Callable[[Owner], Owner]:
    """Declare how a class of layers draws that does so by other methods than `call()`.

    Args:
        methods: Called with a layer, returns what takes the place of which method: a
            function of the layer, the numbers and the arguments of the method.
        rates: As for `draws_with()`.
    """

    def declare(owner: Owner) -> Owner:
        _of_classes[owner] = Way(None, methods, tuple(rates), False, None)
        return owner

    return declare


def way_of(layer: Any) -> Way | None:
    """Return how a layer's class, or the first that it builds on, draws."""
    ways = (_of_classes.get(base) for base in type(layer).__mro__)
    return next((way for way in ways if way is not None), None)


def draw_of(cls: Any) -> Draw | None:
    """Return what takes the place of a class's `call()`; None for one of its own."""
    way = _of_calls.get(getattr(cls, "call", None))
    return None if way is None else way.draw


def is_row_wise(layer: Any) -> bool:
    """Whether a layer's own class, and none that it builds on, says so of itself."""
    way = _of_classes.get(type(layer))
    return way is not None and way.is_row_wise


def rate_of(layer: Any) -> float:
    """Return the rate at which a layer drops by itself; 0 where it never does."""
    way = way_of(layer)
    rates = [getattr(layer, name, 0) for name in way.rates] if way else []
    return max((float(rate or 0) for rate in rates), default=0.0)


def as_fractions(inputs: Any, dtype: str) -> Any:
    """Return whole numbers in another type, and what may have fractions as it is.

    Keras casts only floating-point inputs by itself, and scaled survivors are no whole
    numbers.

    Example:
    >>> float(as_fractions(ops.array([3]), "float32")[0])
    3.0
    """
    own = keras.backend.standardize_dtype(inputs.dtype)
    if keras.backend.is_float_dtype(own) or "complex" in own:
        return inputs
    return ops.cast(inputs, dtype)


def drop(inputs: Any, uniform: Any, rate: Any) -> Any:
    """Drop where a number is below the rate, and scale the rest by `1 / (1 - rate)`.

    The rate may be a tensor.

    Example:
    >>> [float(x) for x in drop(ops.ones(3), ops.array([0.1, 0.5, 0.7]), 0.5)]
    [0.0, 2.0, 2.0]
    """
    zero = ops.zeros((), inputs.dtype)
    if not isinstance(rate, int | float):
        scale = scale_of_kept(rate, inputs.dtype)
        return ops.where(uniform >= rate, inputs * scale, zero)
    if rate >= 1:
        return ops.zeros_like(inputs)
    return ops.where(uniform >= rate, inputs / (1 - rate), zero)


def scale_of_kept(rate: Any, dtype: Any) -> Any:
    """Return a tensor of `1 / (1 - rate)`, 1 where nothing is kept.

    To multiply by it is quicker than to divide where the rate is no constant.

    Example:
    >>> [float(scale_of_kept(rate, "float32")) for rate in (0.75, 1.0)]
    [4.0, 1.0]
    """
    scale = 1.0 / ops.where(rate < 1, 1.0 - rate, 1.0)
    if keras.backend.standardize_dtype(dtype) == "float16":
        # The gradient multiplies 0 by it, which makes NaN of infinity.
        scale = ops.minimum(scale, 65504.0)
    return ops.cast(scale, dtype)


def alpha_dropped(inputs: Any, uniform: Any, rate: Any) -> Any:
    """Drop as alpha dropout does, which keeps mean and variance.

    Klambauer et al. (2017), "Self-normalizing neural networks", section 3. The rate may
    be a tensor.

    Example:
    >>> drawn = ops.array([0.0, 1.0])
    >>> [round(float(x), 3) for x in alpha_dropped(ops.ones(2), drawn, 0.5)]
    [-0.779, 1.666]
    """
    low = -1.6732632423543772 * 1.0507009873554805
    scale = (1 / ((1 - rate) * (1 + rate * low**2))) ** 0.5
    offset = scale * low * rate
    if not isinstance(rate, int | float):
        scale, offset = (ops.cast(each, inputs.dtype) for each in (scale, offset))
    chosen = ops.where(uniform >= rate, inputs, ops.cast(low, inputs.dtype))
    return scale * chosen - offset


def drawn_shape(inputs: Any, noise_shape: Iterable[int | None]) -> tuple[Any, ...]:
    """Return the shape of what is drawn for a tensor.

    Args:
        inputs: The tensor.
        noise_shape: One entry for each of its axes; None where it is as long.

    Example:
    >>> drawn_shape(ops.ones((2, 3, 4)), (None, 1, None))
    (2, 1, 4)
    """
    sizes = zip(ops.shape(inputs), noise_shape, strict=True)
    return tuple(size if share is None else share for size, share in sizes)


def shared_axes(inputs: Any, noise_shape: tuple[int | None, ...] | None) -> list[int]:
    """Return the axes of a tensor along which a noise shape has the length 1.

    Example:
    >>> shared_axes(ops.ones((2, 3, 4)), (1, None))
    [0, 1]
    """
    if noise_shape is None:
        return []
    rank = len(inputs.shape)
    # Shapes are broadcast from the end.
    noise_shape = (1,) * (rank - len(noise_shape)) + tuple(noise_shape)
    return [axis for axis in range(rank) if noise_shape[axis] == 1]
