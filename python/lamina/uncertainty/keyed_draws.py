"""Random numbers that depend on a key for each row, and dropout layers that use them.

Keras draws one block of numbers for a whole batch, so that what an example gets depends
on the batch it stands in. Here each row has a key, and gets the numbers of that key
wherever it stands. All is plain integer arithmetic of `keras.ops`: the same numbers on
every backend.
"""

import contextlib
import math
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from types import MappingProxyType
from typing import Any

import keras
import numpy as np
from keras import ops
from keras.src import backend
from keras.src.backend.common import global_state
from keras.src.random.seed_generator import GLOBAL_SEED_GENERATOR

from lamina._backend import loop_depth, trace_next_anew, traced_once
from lamina.uncertainty.loops import counted

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
        masks: Those of recurrent cells, each for all steps of a sequence.
    """

    def __init__(self) -> None:
        self.keys: Any = None
        self.shared: Any = None
        self.draws_for_batch = False
        self.layers: list[Any] = []
        self.masks: dict[tuple[int, str], Any] = {}
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
        # A pass that failed leaves them behind.
        self.masks = {}

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
            LoopError: The draw is in a loop whose steps nobody counts, or on JAX in a
                compiled function in a model that is run step by step.
        """
        if loop_depth() > self._depth:
            named = source < len(self.layers)
            layer = f"The layer '{self.layers[source].name}'" if named else "A layer"
            raise LoopError(
                f"{layer} draws in a loop that is traced only once, so that all its "
                "steps would share one draw, or in such a function of a model that is "
                "not compiled. Loops of `keras.ops`, such as `keras.ops.scan()`, draw "
                "anew in each step."
            )
        trace_next_anew()
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


# Which draws are in force in a thread: those of each layer or seed generator, and the
# number of the layer among their sources. Elsewhere they do what they always do, also
# while another thread draws.
_IN_FORCE: ContextVar[Mapping[int, tuple[Draws, int]]] = ContextVar(
    "in_force", default=MappingProxyType({})
)


def _draws_of(source: Any) -> tuple[Draws, int] | None:
    return _IN_FORCE.get().get(id(source))


def _seed(draws: Draws, source: int) -> Any:
    """Return a seed for numbers that are drawn for all rows at once."""
    draws.draws_for_batch = True
    key = draws.first_key() + _int32(_mix_python(draws.salt(source)))
    key = ops.bitwise_and(key, _int32(0x7FFFFFFF))
    return ops.cast(key, backend.random_seed_dtype())


class _GlobalSeed(keras.random.SeedGenerator):
    """Gives keys to what draws by Keras without a seed generator."""

    def __init__(self, draws: Draws, source: int) -> None:
        # Keras' own constructor would make a variable.
        self._draws, self._source = draws, source

    def next(self, ordered: bool = True) -> Any:
        return _seed(self._draws, self._source)


@contextlib.contextmanager
def _global_seed(draws: Draws, source: int) -> Iterator[None]:
    """Let what draws without a seed generator in this thread draw with the keys."""
    before = global_state.get_global_attribute(GLOBAL_SEED_GENERATOR)
    global_state.set_global_attribute(GLOBAL_SEED_GENERATOR, _GlobalSeed(draws, source))
    try:
        yield
    finally:
        global_state.set_global_attribute(GLOBAL_SEED_GENERATOR, before)


@contextlib.contextmanager
def drawing(
    layers: Iterable[Any], draws: Draws, others: Iterable[Any] = ()
) -> Iterator[None]:
    """Let layers draw with the keys of `draws`, whatever the mode; all else stays.

    They draw in this thread alone: in others they are as before, and several threads
    may draw from the same layers.

    Args:
        layers: The layers, as `drawing_layers()` returns them.
        draws: Holds the keys.
        others: Layers that draw in inference, if they do: with the keys too.
    """
    # The cells of recurrent layers make masks in inference too, and use none of them.
    others = [each for each in others if not _is_dropout_cell(each)]
    layers = list(layers)
    known = {id(layer) for layer in layers}
    draws.layers = [*layers, *(each for each in others if id(each) not in known)]
    sources = {id(layer): (draws, i) for i, layer in enumerate(layers)}
    # A function of TensorFlow keeps what it has traced, and with it the draws.
    hooked = [*layers, *(each for each in others if _code_of(each.call) is not None)]
    for i, layer in enumerate(draws.layers):
        for generator in layer._seed_generators:
            sources[id(generator)] = (draws, i)
            hooked.append(generator)
    with (
        _in_force(sources),
        _hooks(hooked),
        _global_seed(draws, len(draws.layers)),
        counted(draws),
    ):
        yield


@contextlib.contextmanager
def _in_force(sources: Mapping[int, tuple[Draws, int]]) -> Iterator[None]:
    token = _IN_FORCE.set(sources)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


@contextlib.contextmanager
def _hooks(owners: Iterable[Any]) -> Iterator[None]:
    """Let layers and seed generators ask which draws are in force."""
    user = object()
    hooked: list[Any] = []
    try:
        for owner in owners:
            hooked.append(owner)
            _hook(owner, user)
        yield
    finally:
        for owner in hooked:
            _unhook(owner, user)


class _Hooks:
    """What a layer or seed generator has in place of its own while anyone draws."""

    def __init__(self, owner: Any) -> None:
        self.owner = owner
        self.cls: Any = type(owner)
        self.users: set[object] = set()
        self._before: list[tuple[str, Any]] = []

    def put_in(self) -> None:
        if isinstance(self.owner, keras.random.SeedGenerator):
            _set_class(self.owner, _keyed_seeds(self.cls))
            return
        attributes = vars(self.owner)
        for name, value in _replacements(self.owner).items():
            self._before.append((name, attributes.get(name, _ABSENT)))
            attributes[name] = value
        _set_class(self.owner, _keyed_class(self.owner))

    def take_out(self) -> None:
        _set_class(self.owner, self.cls)
        attributes = vars(self.owner)
        while self._before:
            name, value = self._before[-1]
            if value is _ABSENT:
                attributes.pop(name, None)
            else:
                attributes[name] = value
            self._before.pop()


_ABSENT = object()
_HOOKS: dict[int, _Hooks] = {}
_HOOKS_LOCK = threading.RLock()


def _hook(owner: Any, user: object) -> None:
    with _HOOKS_LOCK:
        hooks = _HOOKS.setdefault(id(owner), _Hooks(owner))
        if not hooks.users:
            hooks.put_in()
        hooks.users.add(user)


def _unhook(owner: Any, user: object) -> None:
    with _HOOKS_LOCK:
        hooks = _HOOKS.get(id(owner))
        if hooks is None:
            return
        hooks.users.discard(user)
        if not hooks.users:
            hooks.take_out()
            del _HOOKS[id(owner)]


def _set_class(owner: Any, cls: type) -> None:
    # Keras and PyTorch have an assignment of their own.
    object.__setattr__(owner, "__class__", cls)


@cache
def _keyed_seeds(made_by: type[keras.random.SeedGenerator]) -> type:
    """Return a class of seed generators that give keys where draws are in force."""
    cls: Any = made_by

    def next_seed(self: Any, ordered: bool = True) -> Any:
        found = _draws_of(self)
        return cls.next(self, ordered) if found is None else _seed(*found)

    def initial_seed(self: Any) -> Any:
        found = _draws_of(self)
        # With None, PyTorch's dropout would ask a generator of its own.
        return vars(self)["_initial_seed"] if found is None else found[1]

    members = {"next": next_seed, "_initial_seed": property(initial_seed)}
    made: type = type(cls)(cls.__name__, (_unnoticed(), cls), members | _named_as(cls))
    return made


def rate_of(layer: Any) -> float:
    """Return the rate at which a layer drops by itself; 0 where it never does."""
    if isinstance(layer, (*_ELEMENTWISE, keras.layers.Attention)):
        rates = [getattr(layer, "rate", 0), getattr(layer, "dropout", 0)]
    elif _is_dropout_cell(layer):
        rates = [layer.dropout, layer.recurrent_dropout]
    else:
        rates = [0]
    return max(float(rate or 0) for rate in rates)


def may_draw(layer: Any) -> bool:
    """Whether a layer without a rate of Keras' kind may draw in a way of its own."""
    at_rate_0 = (
        (isinstance(layer, _ELEMENTWISE) and _known_call(type(layer)) is not None)
        or isinstance(layer, keras.layers.Attention)
        or _is_dropout_cell(layer)
        or is_recurrent(layer)
    )
    if at_rate_0:
        return False
    if layer._seed_generators:
        return True
    # One that draws without a seed; Keras' own keep theirs.
    is_own = not type(layer).__module__.startswith("keras.")
    return is_own and bool(layer._call_has_training_arg)


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


def _replacements(layer: Any) -> dict[str, Any]:
    if _is_dropout_cell(layer):
        names = [name for name in _CELL_METHODS if hasattr(layer, name)]
        methods = {name: _CELL_METHODS[name](layer) for name in names}
        return _methods(layer, {"call": _in_training(layer), **methods})
    if is_recurrent(layer):
        return _methods(layer, {"call": _in_training(layer)})
    scores = _attention(layer) if isinstance(layer, keras.layers.Attention) else {}
    if scores and type(layer).call is keras.layers.Attention.call:
        return _methods(layer, scores)
    apply = _known_call(type(layer))
    if apply is not None:

        def call(
            draws: Draws, source: int, inputs: Any, *args: Any, **kwargs: Any
        ) -> Any:
            return apply(layer, inputs, draws, source)

        return _methods(layer, {"call": call})
    return _methods(layer, {"call": _in_training(layer), **scores})


def _methods(layer: Any, drawn: dict[str, Callable[..., Any]]) -> dict[str, Any]:
    return {name: _method(layer, name, method) for name, method in drawn.items()}


def _method(layer: Any, name: str, drawn: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method that draws where its layer does, and is its own elsewhere."""
    own = getattr(layer, name)
    untraced = _code_of(own) or own

    def method(*args: Any, **kwargs: Any) -> Any:
        found = _draws_of(layer)
        if found is not None:
            return drawn(*found, *args, **kwargs)
        return (untraced if _IN_FORCE.get() else own)(*args, **kwargs)

    return method


def _code_of(method: Any) -> Any:
    """Return the code of a function of TensorFlow, None for others."""
    return getattr(method, "python_function", None)


def _in_training(layer: Any) -> Callable[..., Any]:
    own = _code_of(layer.call) or layer.call

    def training_call(draws: Draws, source: int, *args: Any, **kwargs: Any) -> Any:
        if layer._call_has_training_arg:
            kwargs["training"] = True
        with _global_seed(draws, source):
            return own(*args, **kwargs)

    return training_call


def _keyed_class(layer: Any) -> type:
    """Return a class like that of a layer, whose `super().call()` draws with keys.

    It differs where the layer's own `call()` stands before that of a class of Keras.
    """
    cls = type(layer)
    base = next((base for base in cls.__mro__ if _known_call(base) is not None), None)
    if base is None or _known_call(cls) is not None:
        return cls
    apply = _known_call(base)
    assert apply is not None
    own: Any = base

    def call(self: Any, inputs: Any, training: bool = False) -> Any:
        found = _draws_of(self)
        if found is None:
            return own.call(self, inputs, training=training)
        return apply(self, inputs, *found) if training else inputs

    metaclass: Any = type(cls)
    keyed = metaclass(base.__name__, (_unnoticed(), base), {"call": call})
    # It comes behind the layer's own class, and before the class of Keras.
    made: type = metaclass(cls.__name__, (_unnoticed(), cls, keyed), _named_as(cls))
    return made


def _named_as(cls: type) -> dict[str, Any]:
    return {"__module__": cls.__module__, "__qualname__": cls.__qualname__}


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


def _create_cell_mask(layer: Any) -> Callable[..., Any]:
    def create(draws: Draws, source: int, step_input: Any, rate: float) -> Any:
        def one() -> Any:
            return _choose(
                ops.ones_like(step_input), _numbers(step_input, draws, source), rate
            )

        count = getattr(layer, "dropout_mask_count", None)
        return one() if count is None else [one() for _ in range(count)]

    return create


def _get_cell_mask(rate: str) -> Callable[[Any], Callable[..., Any]]:
    def of_layer(layer: Any) -> Callable[..., Any]:
        create = _create_cell_mask(layer)

        def get(draws: Draws, source: int, step_input: Any) -> Any:
            if getattr(layer, rate) > 0 and (source, rate) not in draws.masks:
                mask = create(draws, source, step_input, getattr(layer, rate))
                draws.masks[source, rate] = mask
            return draws.masks.get((source, rate))

        return get

    return of_layer


def _reset_cell_mask(rate: str) -> Callable[[Any], Callable[..., Any]]:
    def of_layer(layer: Any) -> Callable[..., Any]:
        def reset(draws: Draws, source: int) -> None:
            draws.masks.pop((source, rate), None)

        return reset

    return of_layer


# A cell keeps its masks from step to step; here the draws do so for it.
_CELL_METHODS = {
    "_create_dropout_mask": _create_cell_mask,
    "get_dropout_mask": _get_cell_mask("dropout"),
    "get_recurrent_dropout_mask": _get_cell_mask("recurrent_dropout"),
    "reset_dropout_mask": _reset_cell_mask("dropout"),
    "reset_recurrent_dropout_mask": _reset_cell_mask("recurrent_dropout"),
}


def _attention(layer: Any) -> dict[str, Callable[..., Any]]:
    own = type(layer)._apply_scores
    if own is not keras.layers.Attention._apply_scores:
        return {}

    def apply_scores(
        draws: Draws,
        source: int,
        scores: Any,
        value: Any,
        scores_mask: Any = None,
        training: bool = False,
    ) -> Any:
        _, weights = own(layer, scores, value, scores_mask)
        dropped = _choose(weights, _numbers(weights, draws, source), layer.dropout)
        return ops.matmul(dropped, value), dropped

    return {"_apply_scores": apply_scores}
