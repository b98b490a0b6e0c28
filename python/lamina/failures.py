"""Errors of functions of another language, on their way through Python.

What Python code calls such a function may wrap its exception in one of its own, deal
with it, or keep no more than a text of it. So the exception carries the error as the
other language knows it, and a mark by which it is known in a text.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any


class CallbackError(RuntimeError):
    """A function that is not written in Python has failed.

    Attributes:
        condition: The error as the other language knows it, or None.
    """

    condition: Any = None


class Failure:
    """What a function of the other language returns where it has failed.

    Args:
        text: The message.
        condition: The error as the other language knows it.
        held: Whether `condition_of()` knows it in a text, too, until `let_go()`.
    """

    def __init__(self, text: str, condition: Any, held: bool = False) -> None:
        self.text, self.condition, self.held = text, condition, held


_numbers = itertools.count(1)
_MARK = re.compile(r"\[R error \d+\]")
_held: dict[str, Any] = {}
_noted: ContextVar[list[CallbackError] | None] = ContextVar("_noted", default=None)


def guarded(run: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that runs `run`, and raises a CallbackError where it fails.

    Args:
        run: A function that returns a `Failure`, or raises, where it fails.

    Example:
    >>> double = guarded(lambda x: 2 * x)
    >>> double(3)
    6
    >>> guarded(lambda: Failure("no way", condition=3))()
    Traceback (most recent call last):
    ...
    lamina.failures.CallbackError: no way
    """

    def run_guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            result = run(*args, **kwargs)
        except CallbackError:
            raise
        except Exception as error:
            raise _note(CallbackError(str(error))) from error
        if isinstance(result, Failure):
            raise _note(_as_error(result))
        return result

    return run_guarded


def _as_error(failure: Failure) -> CallbackError:
    error = CallbackError(failure.text)
    error.condition = failure.condition
    if failure.held:
        mark = f"[R error {next(_numbers)}]"
        # TensorFlow's runtime keeps of an exception what Python would print of it.
        error.add_note(mark)
        _held[mark] = failure.condition
    return error


def _note(error: CallbackError) -> CallbackError:
    noted = _noted.get()
    if noted is not None:
        noted.append(error)
    return error


@contextmanager
def noting_failures() -> Iterator[list[CallbackError]]:
    """Note every CallbackError that is raised, also where nobody hears of it.

    Yields:
        The errors of this thread, in their order.

    Example:
    >>> with noting_failures() as failures:
    ...     try:
    ...         guarded(lambda: 1 / 0)()
    ...     except RuntimeError:
    ...         pass
    >>> failures
    [CallbackError('division by zero')]
    """
    noted: list[CallbackError] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception, and those behind it, the last first."""
    seen = set()
    while error is not None and id(error) not in seen:
        yield error
        seen.add(id(error))
        error = error.__cause__ or error.__context__


def is_from_callback(error: BaseException | None) -> bool:
    """Whether an exception is a CallbackError, or came up while one was handled."""
    return any(isinstance(one, CallbackError) for one in _chain(error))


def condition_of(error: BaseException) -> Any:
    """Return what the other language knows of the error behind an exception.

    Args:
        error: An exception.

    Returns:
        The `condition` of the last `Failure` that led to it, None where none did.
    """
    for one in _chain(error):
        if isinstance(one, CallbackError) and one.condition is not None:
            return one.condition
        for mark in reversed(_MARK.findall(str(one))):
            if mark in _held:
                return _held[mark]
    return None


def let_go() -> None:
    """Forget the conditions that were held to be known in a text."""
    _held.clear()
