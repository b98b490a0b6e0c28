"""Which keys the layers of a model draw with, and what they have drawn in a pass."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

from keras import ops

from lamina._backend import loop_depth, trace_next_anew
from lamina.uncertainty.keyed_numbers import (
    advanced,
    normal,
    repeat_rows,
    seed_of,
    told_apart,
    uniform,
)

# The draws that a source may make in a pass.
_SALTS = 2**20

# The largest uniform number.
_LARGEST = 1 - 2.0**-24


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
        for_batch: The sources that drew for all rows at once in this pass.
        keeps_all: Whether in this pass nothing is dropped.
        kept: What sources have made for several of their calls.
    """

    def __init__(self) -> None:
        self.keys: Any = None
        self.shared: Any = None
        self.for_batch: set[int] = set()
        self.keeps_all = False
        self.layers: list[Any] = []
        self.kept: dict[tuple[int, str], Any] = {}
        self._used: dict[int, int] = {}
        self._shares: dict[int, int] = {}
        # The numbers of the steps of loops that are under way.
        self._steps: list[Any] = []
        self._depth = 0

    def start(
        self, keys: Any, shares: dict[int, int] | None = None, keeps_all: bool = False
    ) -> None:
        """Begin a pass through the model, with a key for each row of its input.

        Args:
            keys: The keys, int32: two numbers for each row, or four, of which all
                examples of a draw have the last two in common.
            shares: How many rows each draw had for a row of the model, in a pass with
                another number of rows; what is new is added.
            keeps_all: Whether uniform numbers are so large that nothing is dropped.
        """
        self.keys, self.shared = keys[:, :2], keys[:, -2:]
        self.for_batch = set()
        self.keeps_all = keeps_all
        self._used = {}
        self._steps, self._depth = [], loop_depth()
        self._shares = {} if shares is None else shares
        # A pass that failed leaves them behind.
        self.kept = {}

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

    def seed(self, source: int) -> Any:
        """Return two int32 numbers, a seed for what is drawn for all rows at once."""
        self.for_batch.add(source)
        return seed_of(self._in_steps(self.keys[0]), self.salt(source))

    def _in_steps(self, keys: Any) -> Any:
        """Make keys those of the steps that are under way."""
        for depth, number in enumerate(self._steps):
            keys = advanced(keys, number, depth)
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
        return told_apart(keys, ops.tile(ops.arange(share, dtype="int32"), own))


class SourceNumbers:
    """The numbers of one source: `lamina.layers.draws_with.Numbers`."""

    def __init__(self, draws: Draws, source: int, salt: int | None = None) -> None:
        self._draws, self._source, self._salt = draws, source, salt

    def of_one_call(self) -> "SourceNumbers":
        """Return what gives the numbers of one call, the next, in all of its calls."""
        return SourceNumbers(self._draws, self._source, self._next_salt())

    def _next_salt(self) -> int:
        return self._draws.salt(self._source) if self._salt is None else self._salt

    def uniform(self, inputs: Any, shared: Iterable[int] = ()) -> Any:
        """Return uniform numbers for the elements of a tensor."""
        numbers = self._of(uniform, inputs, set(shared))
        return ops.maximum(numbers, _LARGEST) if self._draws.keeps_all else numbers

    def normal(self, inputs: Any, shared: Iterable[int] = ()) -> Any:
        """Return standard normal numbers for the elements of a tensor."""
        return self._of(normal, inputs, set(shared))

    def _of(self, kind: Callable[..., Any], inputs: Any, shared: set[int]) -> Any:
        shape = tuple(
            1 if axis in shared else size
            for axis, size in enumerate(inputs.shape)
            if axis > 0
        )
        if None in shape:
            raise ValueError(
                "Monte Carlo dropout needs inputs whose sizes are known, but a layer "
                f"that drops was called on one of shape {tuple(inputs.shape)}."
            )
        salt = self._next_salt()
        keys = self._draws.row_keys(inputs.shape[0], salt, 0 in shared)
        return kind(keys, salt, shape)

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what was made under a name in this pass, or make it now."""
        place = self._source, name
        if place not in self._draws.kept:
            made = make()
            self._draws.kept[place] = made
        return self._draws.kept[place]

    def forget(self, name: str) -> None:
        """Let `kept()` make anew what has a name."""
        self._draws.kept.pop((self._source, name), None)


# Which draws are in force in a thread: those of each layer or seed generator, and the
# number of the layer among their sources. Elsewhere they do what they always do, also
# while another thread draws.
_in_force: ContextVar[Mapping[int, tuple[Draws, int]]] = ContextVar(
    "in_force", default=MappingProxyType({})
)


def are_in_force() -> bool:
    """Whether any draws are in force in this thread."""
    return bool(_in_force.get())


def draws_of(owner: Any) -> tuple[Draws, int] | None:
    """Return the draws that are in force for a layer or seed generator, and its number.

    Example:
    >>> owner = object()
    >>> with in_force({id(owner): (Draws(), 0)}):
    ...     draws_of(owner)[1]
    0
    >>> draws_of(owner) is None
    True
    """
    return _in_force.get().get(id(owner))


@contextlib.contextmanager
def in_force(sources: Mapping[int, tuple[Draws, int]]) -> Iterator[None]:
    """Let draws be in force in this thread: by the identities of their owners."""
    token = _in_force.set(sources)
    try:
        yield
    finally:
        _in_force.reset(token)
