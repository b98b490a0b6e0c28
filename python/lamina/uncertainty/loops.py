"""Tell the steps of a loop from each other, also where it is traced only once.

TensorFlow and JAX trace the body of a loop, such as that of `keras.ops.scan()`, and run
it many times. What draws in it would draw the same in each step. Here the functions of
Keras that make such loops count their steps, as long as somebody wants to know.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, Protocol

from keras import ops, tree

from lamina._backend import call_traced_anew, functions_traced_once
from lamina._keras import loop_functions


class Counter(Protocol):
    """Who wants to know which step of which loop runs."""

    def loop(self) -> Callable[[Any], contextlib.AbstractContextManager[None]]:
        """Return what is entered, with its number, around each step of a new loop."""


_counter: ContextVar[Counter | None] = ContextVar("counter", default=None)
_lock = threading.Lock()
_users = 0
_real: dict[tuple[Any, str], Any] = {}


@contextlib.contextmanager
def counted(counter: Counter) -> Iterator[None]:
    """Count the steps of the loops that are made here, in this thread.

    Example:
    >>> import keras
    >>> class Notes:
    ...     def __init__(self):
    ...         self.loops = 0
    ...     def loop(self):
    ...         self.loops += 1
    ...         return lambda number: contextlib.nullcontext()
    >>> notes = Notes()
    >>> with counted(notes):
    ...     total = keras.ops.fori_loop(0, 3, lambda i, x: x + i, 0)
    >>> int(total), notes.loops
    (3, 1)
    """
    token = _counter.set(counter)
    _join(1)
    try:
        yield
    finally:
        _join(-1)
        _counter.reset(token)


def _join(more: int) -> None:
    global _users
    with _lock:
        _users += more
        if _users == more == 1:
            for module, name, counting in _places():
                _real[module, name] = getattr(module, name)
                setattr(module, name, _where_counted(_real[module, name], counting))
        elif _users == 0:
            for (module, name), real in _real.items():
                setattr(module, name, real)
            _real.clear()


def _places() -> list[tuple[Any, str, Callable[..., Any]]]:
    names: dict[str, Callable[..., Any]] = {
        "fori_loop": _fori_loop,
        "while_loop": _while_loop,
        "scan": _scan,
        "map": _map,
        "vectorized_map": _map,
    }
    counts = names | {"rnn": _rnn}
    places = [(module, name, counts[name]) for module, name in loop_functions([*names])]
    functions = functions_traced_once()
    return places if functions is None else [*places, (functions, "__call__", _anew)]


def _where_counted(
    real: Callable[..., Any], counting: Callable[..., Any]
) -> Callable[..., Any]:
    def loop(*args: Any, **kwargs: Any) -> Any:
        counter = _counter.get()
        if counter is None:
            return real(*args, **kwargs)
        return counting(real, counter.loop(), *args, **kwargs)

    return loop


def _anew(real: Any, step: Any, *args: Any, **kwargs: Any) -> Any:
    return call_traced_anew(real, *args, **kwargs)


def _fori_loop(
    real: Any, step: Any, lower: Any, upper: Any, body_fun: Any, init_val: Any
) -> Any:
    def body(number: Any, value: Any) -> Any:
        with step(number):
            return body_fun(number, value)

    return real(lower, upper, body, init_val)


def _while_loop(
    real: Any,
    step: Any,
    cond: Any,
    body: Any,
    loop_vars: Any,
    maximum_iterations: Any = None,
) -> Any:
    are_several = isinstance(loop_vars, tuple | list)
    values = tuple(loop_vars) if are_several else (loop_vars,)

    def counted_body(number: Any, *values: Any) -> Any:
        with step(number):
            found = body(*values)
        return (number + 1, *(found if are_several else (found,)))

    def counted_cond(number: Any, *values: Any) -> Any:
        return cond(*values)

    start = (ops.zeros((), "int32"), *values)
    found = real(counted_cond, counted_body, start, maximum_iterations)[1:]
    return found if are_several else found[0]


def _scan(
    real: Any,
    step: Any,
    f: Any,
    init: Any,
    xs: Any = None,
    length: int | None = None,
    **rest: Any,
) -> Any:
    def counted_step(carry: Any, x: Any) -> Any:
        number, value = (x, None) if xs is None else x
        with step(number):
            return f(carry, value)

    count = length if xs is None else ops.shape(tree.flatten(xs)[0])[0]
    numbers = ops.arange(count, dtype="int32")
    values = numbers if xs is None else (numbers, xs)
    return real(counted_step, init, values, length, **rest)


def _map(real: Any, step: Any, f: Any, xs: Any) -> Any:
    def counted_step(x: Any) -> Any:
        number, value = x
        with step(number):
            return f(value)

    count = ops.shape(tree.flatten(xs)[0])[0]
    return real(counted_step, (ops.arange(count, dtype="int32"), xs))


def _rnn(
    real: Any,
    step: Any,
    step_function: Any,
    inputs: Any,
    initial_states: Any,
    **rest: Any,
) -> Any:
    first = tree.flatten(inputs)[0]
    if rest.get("unroll") or None in first.shape[:2]:
        return real(step_function, inputs, initial_states, **rest)
    # The number comes in with the inputs: a state would stand still behind a mask.
    is_time_major = rest.get("time_major", False)
    numbers = ops.arange(first.shape[0 if is_time_major else 1], dtype="int32")
    shape = (*first.shape[:2], 1)
    numbers = numbers[:, None] if is_time_major else numbers[None, :]
    numbers = ops.broadcast_to(numbers[..., None], shape)

    def counted_step(inputs: Any, states: Any) -> Any:
        value, number = inputs
        with step(number[0, 0]):
            return step_function(value, states)

    return real(counted_step, (inputs, numbers), initial_states, **rest)
