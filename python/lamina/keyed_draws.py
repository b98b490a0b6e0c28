"""Random numbers that depend on a key for each row, and dropout layers that use them.

Keras draws one block of numbers for a whole batch, so that what an example gets depends
on the batch it stands in. Here each row has a key, and gets the numbers of that key
wherever it stands. All is plain integer arithmetic of `keras.ops`: the same numbers on
every backend.
"""

import contextlib
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import keras
import numpy as np
from keras import ops

from lamina.loops import counted
from lamina.tracing import loop_depth, traced_once

_MASK_32 = 0xFFFFFFFF

# The draws that a source may make in a pass.
_SALTS = 2**20


def row_keys(seed: int, draws: Any, examples: Any) -> np.ndarray:
    """Return a key for each pair of a draw and an example.

    Args:
        seed: A whole number.
        draws: Which draw each row belongs to: whole numbers.
        examples: Which example each row belongs to, likewise.

    Returns:
        int32 array of shape (rows, 2).
    """
    state = np.uint64(seed & (2**64 - 1))
    with np.errstate(over="ignore"):
        for part in (np.asarray(draws), np.asarray(examples)):
            state = _splitmix(state ^ _splitmix(part.astype(np.uint64)))
    return np.stack(
        [(state >> np.uint64(32)).astype(np.uint32), state.astype(np.uint32)], axis=-1
    ).view(np.int32)


def _splitmix(x: Any) -> Any:
    # Steele, Lea, Flood (2014), "Fast splittable pseudorandom number generators".
    x = x + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def uniform(keys: Any, salt: int, shape: tuple[int, ...]) -> Any:
    """Return uniform numbers from 0 to 1, 1 excluded, a row for each key.

    Args:
        keys: int32 tensor or array of shape (rows, 2).
        salt: A whole number: another one gives other numbers for the same keys.
        shape: Shape of a row.

    Returns:
        float32 tensor of shape (rows, *shape): multiples of 2^-24.

    Example:
    >>> keys = row_keys(seed=1, draws=[0, 0, 1], examples=[5, 6, 5])
    >>> numbers = keras.ops.convert_to_numpy(uniform(keys, salt=0, shape=(2,)))
    >>> alone = keras.ops.convert_to_numpy(uniform(keys[2:], salt=0, shape=(2,)))
    >>> numbers.shape, bool((numbers[2:] == alone).all())
    ((3, 2), True)
    """
    keys = ops.convert_to_tensor(keys, "int32")
    salts = (_int32(_mix_python(salt)), _int32(_mix_python(~salt)))
    numbers = _uniform(keys, *salts, math.prod(shape))
    # A function of TensorFlow does not say how many rows come out of it.
    rows = keys.shape[0]
    return ops.reshape(numbers, (-1 if rows is None else rows, *shape))


@traced_once((None, 2), (), (), ())
def _uniform(keys: Any, salt: Any, second_salt: Any, count: Any) -> Any:
    counter = ops.arange(count, dtype="int32")[None, :] * _int32(0x9E3779B9)
    bits = _mix(counter + keys[:, :1] + salt)
    # In the first word alone two salts would be one stream, shifted.
    bits = _mix(ops.bitwise_xor(bits, keys[:, 1:] + second_salt))
    return ops.cast(_shift(bits, 8), "float32") * 2.0**-24


def normal(keys: Any, salt: int, shape: tuple[int, ...]) -> Any:
    """Return standard normal numbers, as `uniform()` does (Box and Muller 1958)."""
    numbers = uniform(keys, salt, (2, *shape))
    radius = ops.sqrt(-2.0 * ops.log(1.0 - numbers[:, 0]))
    return radius * ops.cos(2.0 * math.pi * numbers[:, 1])


# The finaliser of C. Wellons, "Prospecting for hash functions" (2018).
def _mix(x: Any) -> Any:
    x = ops.bitwise_xor(x, _shift(x, 16)) * _int32(0x7FEB352D)
    x = ops.bitwise_xor(x, _shift(x, 15)) * _int32(0x846CA68B)
    return ops.bitwise_xor(x, _shift(x, 16))


def _mix_python(x: int) -> int:
    x = (x + 1) * 0x9E3779B9 & _MASK_32
    x = (x ^ x >> 16) * 0x7FEB352D & _MASK_32
    x = (x ^ x >> 15) * 0x846CA68B & _MASK_32
    return x ^ x >> 16


def _shift(x: Any, by: int) -> Any:
    """Shift to the right as if there were no sign."""
    return ops.bitwise_and(ops.right_shift(x, by), _int32(_MASK_32 >> by))


def _int32(x: int) -> Any:
    x &= _MASK_32
    return np.int32(x - 2**32 if x >= 2**31 else x)


def repeat_rows(x: Any, times: int) -> Any:
    """Repeat each row of a tensor whose sizes are known.

    `ops.repeat()` takes 30 ms to trace on TensorFlow.
    """
    shape = tuple(x.shape)
    wide = ops.broadcast_to(x[:, None], (shape[0], times, *shape[1:]))
    return ops.reshape(wide, (shape[0] * times, *shape[1:]))


class DrawError(ValueError):
    """A layer draws where it cannot draw by key."""


class RowsError(DrawError):
    """A layer draws for rows that are not those of the examples."""


class LoopError(DrawError):
    """A layer draws in a loop that is traced once, so that all steps share a draw."""


class Draws:
    """The keys in use while layers draw, and a count of the draws so far.

    Attributes:
        keys: The keys of the pass, one for each row of the model's input.
        shared: Keys that all examples of a draw have in common.
        layers: The sources: the layers that draw.
        draws_for_batch: Whether in this pass one of them drew for all rows at once.
    """

    def __init__(self) -> None:
        self.keys: Any = None
        self.shared: Any = None
        self.draws_for_batch = False
        self.layers: list[Any] = []
        self._used: dict[int, int] = {}
        self._shares: dict[int, int] = {}
        # The numbers of the steps of loops that are under way.
        self._steps: list[Any] = []
        self._depth = 0

    def start(self, keys: Any, shares: dict[int, int] | None = None) -> None:
        """Begin a pass through the model, with a key for each row of its input.

        Args:
            keys: The keys, int32: two numbers for each row, or four, of which all
                examples of a draw have the last two in common.
            shares: How many rows each draw had for a row of the model, in a pass with
                another number of rows; what is new is added.
        """
        self.keys, self.shared = keys[:, :2], keys[:, -2:]
        self.draws_for_batch = False
        self._used = {}
        self._steps, self._depth = [], loop_depth()
        self._shares = {} if shares is None else shares
        for layer in filter(_is_dropout_cell, self.layers):
            # A pass that failed leaves them behind.
            vars(layer).update(_dropout_mask=None, _recurrent_dropout_mask=None)

    @property
    def calls(self) -> int:
        """How many draws there were in this pass."""
        return sum(self._used.values())

    @property
    def used(self) -> set[int]:
        """The sources that drew in this pass."""
        return set(self._used)

    def loop(self) -> Callable[[Any], contextlib.AbstractContextManager[None]]:
        """Return what is entered around each step of a loop, with its number.

        All steps begin with the same salts: they may be traced together, or not.
        """
        used = dict(self._used)

        @contextlib.contextmanager
        def step(number: Any) -> Iterator[None]:
            before = self._steps, self._depth
            number = ops.cast(number, "int32")
            self._used = dict(used)
            self._steps, self._depth = [*self._steps, number], loop_depth()
            try:
                yield
            finally:
                self._steps, self._depth = before

        return step

    def first_key(self) -> Any:
        """Return a key for what is drawn for all rows at once."""
        return self._in_steps(self.keys[0])

    def _in_steps(self, keys: Any) -> Any:
        """Make keys those of the steps that are under way."""
        for depth, number in enumerate(self._steps):
            factors = np.array([_int32(_mix_python(2 * depth + i)) for i in range(2)])
            keys = keys + number * ops.convert_to_tensor(factors)
        return keys

    def salt(self, source: int) -> int:
        """Return a number that no other draw of this pass has.

        Raises:
            LoopError: The draw is in a loop whose steps nobody counts.
        """
        if loop_depth() > self._depth:
            named = source < len(self.layers)
            layer = f"The layer '{self.layers[source].name}'" if named else "A layer"
            raise LoopError(
                f"{layer} draws in a loop that is traced only once, so that all its "
                "steps would share one draw. Loops of `keras.ops`, such as "
                "`keras.ops.scan()`, draw anew in each step."
            )
        call = self._used.get(source, 0)
        self._used[source] = call + 1
        return source * _SALTS + call

    def row_keys(self, rows: int | None, salt: int, shared: bool = False) -> Any:
        """Return the keys of an input that has several rows for each of the model's.

        Args:
            rows: How many rows it has.
            salt: What `salt()` gave.
            shared: Whether all rows of a draw have the same key.

        Raises:
            RowsError: It has not, or had another number of them for each in a pass
                with other rows: its first axis is not that of the examples.
        """
        own = self.keys.shape[0]
        keys = self._in_steps(self.shared if shared else self.keys)
        if rows is None:
            return keys
        share = rows // own
        if rows % own or self._shares.setdefault(salt, share) != share:
            raise RowsError(
                f"The dropout layer '{self.layers[salt // _SALTS].name}' is called on "
                "a tensor whose first axis is not that of the examples: its "
                f"{rows} rows are not some for each of them."
            )
        if share == 1:
            return keys
        keys = repeat_rows(keys, share)
        if shared:
            return keys
        part = ops.tile(ops.arange(share, dtype="int32"), own)[:, None]
        return keys + part * _int32(0x85EBCA6B)


class _KeyedSeed(keras.random.SeedGenerator):
    """A seed generator for layers that draw in ways of their own: a key of the pass."""

    def __init__(self, draws: Draws, source: int, dtype: Any) -> None:
        # Keras' own constructor would make a variable.
        self._draws, self._source, self._dtype = draws, source, dtype
        # With None, PyTorch's dropout would ask a generator of its own.
        self._initial_seed = source

    def next(self, ordered: bool = True) -> Any:
        self._draws.draws_for_batch = True
        salt = _int32(_mix_python(self._draws.salt(self._source)))
        key = self._draws.first_key() + salt
        return ops.cast(ops.bitwise_and(key, _int32(0x7FFFFFFF)), self._dtype)


@contextlib.contextmanager
def drawing(
    layers: Iterable[Any], draws: Draws, others: Iterable[Any] = ()
) -> Iterator[None]:
    """Let layers draw with the keys of `draws`, whatever the mode; all else stays.

    Args:
        layers: The layers, as `drawing_layers()` returns them.
        draws: Holds the keys.
        others: Layers that draw in inference, if they do: with the keys too.
    """
    layers = list(layers)
    known = {id(layer) for layer in layers}
    draws.layers = [*layers, *(each for each in others if id(each) not in known)]
    classes = [(layer, type(layer)) for layer in layers]
    with (
        replaced(
            (layer, name, value)
            for source, layer in enumerate(layers)
            for name, value in _replacements(layer, draws, source).items()
        ),
        replaced(
            (generator, name, value)
            for source, layer in enumerate(draws.layers)
            for generator in layer._seed_generators
            for name, value in _keyed(generator, draws, source).items()
        ),
        _keyed_global_seed(draws),
        counted(draws),
    ):
        try:
            for source, layer in enumerate(layers):
                _set_class(layer, _keyed_class(layer, draws, source))
            yield
        finally:
            for layer, cls in classes:
                _set_class(layer, cls)


def _keyed(generator: Any, draws: Draws, source: int) -> dict[str, Any]:
    """Return what makes a seed generator give keys, wherever it is kept."""
    keyed = _KeyedSeed(draws, source, generator.state.dtype)
    return {"next": keyed.next, "_initial_seed": keyed._initial_seed}


@contextlib.contextmanager
def _keyed_global_seed(draws: Draws) -> Iterator[None]:
    """Let what draws by Keras without a seed generator draw with the keys."""
    from keras.src.backend.common import global_state
    from keras.src.random.seed_generator import GLOBAL_SEED_GENERATOR

    before = global_state.get_global_attribute(GLOBAL_SEED_GENERATOR)
    dtype = keras.src.backend.random_seed_dtype()
    keyed = _KeyedSeed(draws, len(draws.layers), dtype)
    global_state.set_global_attribute(GLOBAL_SEED_GENERATOR, keyed)
    try:
        yield
    finally:
        global_state.set_global_attribute(GLOBAL_SEED_GENERATOR, before)


@contextlib.contextmanager
def replaced(attributes: Iterable[tuple[Any, str, Any]]) -> Iterator[None]:
    """Give layers other attributes for a while: triples of layer, name and value."""
    before: list[tuple[Any, str, Any]] = []
    try:
        for layer, name, value in attributes:
            before.append((layer, name, vars(layer).get(name, _ABSENT)))
            vars(layer)[name] = value
        yield
    finally:
        for layer, name, value in reversed(before):
            if value is _ABSENT:
                vars(layer).pop(name, None)
            else:
                vars(layer)[name] = value


_ABSENT = object()


def _set_class(layer: Any, cls: type) -> None:
    # Keras and PyTorch have an assignment of their own.
    object.__setattr__(layer, "__class__", cls)


def rate_of(layer: Any) -> float:
    """Return the rate at which a layer drops by itself; 0 where it never does."""
    if isinstance(layer, (*_ELEMENTWISE, keras.layers.Attention)):
        rates = [getattr(layer, "rate", 0), getattr(layer, "dropout", 0)]
    elif _is_dropout_cell(layer):
        rates = [layer.dropout, layer.recurrent_dropout]
    else:
        rates = [0]
    return max(float(rate or 0) for rate in rates)


def is_recurrent(layer: Any) -> bool:
    """Whether a layer runs a cell that drops by itself."""
    return isinstance(layer, keras.layers.RNN) and _is_dropout_cell(layer.cell)


def _is_dropout_cell(layer: Any) -> bool:
    return hasattr(layer, "_create_dropout_mask") and hasattr(
        layer, "recurrent_dropout"
    )


_ELEMENTWISE = (
    keras.layers.Dropout,
    keras.layers.SpatialDropout1D,
    keras.layers.SpatialDropout2D,
    keras.layers.SpatialDropout3D,
    keras.layers.AlphaDropout,
    keras.layers.GaussianDropout,
)


def _replacements(layer: Any, draws: Draws, source: int) -> dict[str, Any]:
    if _is_dropout_cell(layer):
        return {
            "call": _in_training(layer),
            "_create_dropout_mask": _cell_mask(layer, draws, source),
            "_dropout_mask": None,
            "_recurrent_dropout_mask": None,
        }
    if is_recurrent(layer):
        return {"call": _in_training(layer)}
    apply_scores: dict[str, Any] = {}
    if isinstance(layer, keras.layers.Attention):
        apply_scores = _attention(layer, draws, source)
        if apply_scores and type(layer).call is keras.layers.Attention.call:
            return apply_scores
    apply = _known_call(type(layer))
    if apply is not None:

        def call(inputs: Any, *args: Any, **kwargs: Any) -> Any:
            return apply(layer, inputs, draws, source)

        return {"call": call}
    seeds = {
        name: _KeyedSeed(draws, source, value.state.dtype)
        for name, value in vars(layer).items()
        if isinstance(value, keras.random.SeedGenerator)
    }
    return {"call": _in_training(layer), **seeds, **apply_scores}


def _in_training(layer: Any) -> Callable[..., Any]:
    call = type(layer).call

    def training_call(*args: Any, **kwargs: Any) -> Any:
        if layer._call_has_training_arg:
            kwargs["training"] = True
        return call(layer, *args, **kwargs)

    return training_call


def _keyed_class(layer: Any, draws: Draws, source: int) -> type:
    """Return a class like that of a layer, whose `super().call()` draws with keys.

    It differs where the layer's own `call()` stands before that of a class of Keras.
    """
    cls = type(layer)
    base = next((base for base in cls.__mro__ if _known_call(base) is not None), None)
    if base is None or _known_call(cls) is not None:
        return cls
    apply = _known_call(base)
    assert apply is not None

    def call(self: Any, inputs: Any, training: bool = False) -> Any:
        return apply(self, inputs, draws, source) if training else inputs

    metaclass: Any = type(cls)
    keyed = metaclass(base.__name__, (_unnoticed(), base), {"call": call})
    # It comes behind the layer's own class, and before the class of Keras.
    made: type = metaclass(cls.__name__, (_unnoticed(), cls, keyed), {})
    return made


def _unnoticed() -> type:
    """Return a base that keeps the other bases from being told of the new class."""
    return type("Unnoticed", (), {"__init_subclass__": classmethod(lambda cls: None)})


def _known_call(cls: Any) -> Callable[..., Any] | None:
    """Return what a class of Keras does in training, None for others."""
    import lamina

    own = getattr(cls, "call", None)
    spatial = (*_ELEMENTWISE[1:4], lamina.SpatialDropout2D)
    if own in {each.call for each in spatial}:
        return _spatial_dropout
    if own is keras.layers.Dropout.call:
        return _dropout
    if own is keras.layers.AlphaDropout.call:
        return _alpha_dropout
    if own is keras.layers.GaussianDropout.call:
        return _gaussian_dropout
    if own is keras.layers.GaussianNoise.call:
        return _gaussian_noise
    return None


def _numbers(
    inputs: Any,
    draws: Draws,
    source: int,
    shared: Iterable[int] = (),
    kind: Any = uniform,
) -> Any:
    """Numbers for the elements of a tensor, one for all along the axes `shared`."""
    shared = set(shared)
    shape = tuple(
        1 if axis in shared else size
        for axis, size in enumerate(inputs.shape)
        if axis > 0
    )
    if None in shape:
        raise ValueError(
            "Monte Carlo dropout needs inputs whose sizes are known, but a layer that "
            f"drops was called on one of shape {tuple(inputs.shape)}."
        )
    salt = draws.salt(source)
    return kind(draws.row_keys(inputs.shape[0], salt, 0 in shared), salt, shape)


def _choose(inputs: Any, numbers: Any, rate: float) -> Any:
    zero = ops.zeros((), inputs.dtype)
    if rate >= 1:
        return ops.zeros_like(inputs)
    return ops.where(numbers >= rate, inputs / (1 - rate), zero)


def _dropout(layer: Any, inputs: Any, draws: Draws, source: int) -> Any:
    shared = _shared_axes(inputs, layer.noise_shape)
    return _choose(inputs, _numbers(inputs, draws, source, shared), layer.rate)


def _shared_axes(inputs: Any, noise_shape: tuple[int | None, ...] | None) -> list[int]:
    """Axes whose noise has length 1."""
    if noise_shape is None:
        return []
    rank = len(inputs.shape)
    # Shapes are broadcast from the end.
    noise_shape = (1,) * (rank - len(noise_shape)) + tuple(noise_shape)
    return [axis for axis in range(rank) if noise_shape[axis] == 1]


def _spatial_dropout(layer: Any, inputs: Any, draws: Draws, source: int) -> Any:
    # lamina's layers know theirs, Keras' ask the input. Of one row, all have a share.
    rows = keras.KerasTensor((None, *inputs.shape[1:]), inputs.dtype)
    noise_shape = layer.noise_shape or layer._get_noise_shape(rows)
    if not keras.backend.is_float_dtype(inputs.dtype):
        inputs = ops.cast(inputs, layer.compute_dtype)
    shared = _shared_axes(inputs, noise_shape)
    return _choose(inputs, _numbers(inputs, draws, source, shared), layer.rate)


def _alpha_dropout(layer: Any, inputs: Any, draws: Draws, source: int) -> Any:
    # Klambauer et al. (2017), "Self-normalizing neural networks", section 3.
    rate = layer.rate
    low = -1.6732632423543772 * 1.0507009873554805
    scale = (1 / ((1 - rate) * (1 + rate * low**2))) ** 0.5
    shared = _shared_axes(inputs, layer.noise_shape)
    kept = _numbers(inputs, draws, source, shared) >= rate
    chosen = ops.where(kept, inputs, ops.cast(low, inputs.dtype))
    return scale * chosen - scale * low * rate


def _gaussian_dropout(layer: Any, inputs: Any, draws: Draws, source: int) -> Any:
    sd = (layer.rate / (1 - layer.rate)) ** 0.5
    noise = 1.0 + sd * _numbers(inputs, draws, source, kind=normal)
    return inputs * ops.cast(noise, inputs.dtype)


def _gaussian_noise(layer: Any, inputs: Any, draws: Draws, source: int) -> Any:
    noise = layer.stddev * _numbers(inputs, draws, source, kind=normal)
    return inputs + ops.cast(noise, inputs.dtype)


def _cell_mask(layer: Any, draws: Draws, source: int) -> Callable[..., Any]:
    def create(step_input: Any, rate: float) -> Any:
        def one() -> Any:
            return _choose(
                ops.ones_like(step_input), _numbers(step_input, draws, source), rate
            )

        count = getattr(layer, "dropout_mask_count", None)
        return one() if count is None else [one() for _ in range(count)]

    return create


def _attention(layer: Any, draws: Draws, source: int) -> dict[str, Any]:
    own = type(layer)._apply_scores
    if own is not keras.layers.Attention._apply_scores:
        return {}

    def apply_scores(
        scores: Any, value: Any, scores_mask: Any = None, training: bool = False
    ) -> Any:
        _, weights = own(layer, scores, value, scores_mask)
        dropped = _choose(weights, _numbers(weights, draws, source), layer.dropout)
        return ops.matmul(dropped, value), dropped

    return {"_apply_scores": apply_scores}
