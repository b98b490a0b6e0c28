"""Ctrl-C that waits until a step of training or prediction is done.

Raised anywhere, KeyboardInterrupt leaves a step half done, on JAX without the weights,
and is lost where someone catches all exceptions or where Python collects garbage. While
it is held here, the signal only leaves a note, which is looked at between steps.

In a session of R two wait for the signal, R and Python: the handler of the process
tells both, and the one in Python takes it away from R. R may jump away in any code of
its own that it runs on the way to and from Python, over the frames of Python: so only
Python is told while the signal is held, save between `listen()` and `unlisten()`, where
R runs what the user has written. That can be stopped only by R.
"""

import ctypes
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

PATIENCE = 2.0
"""Seconds that a step may take after a Ctrl-C before a second one stops it at once."""


class _Held:
    """Who holds the signal, and what it has left.

    Attributes:
        depth: How many hold it, one in the other.
        since: When the first signal came that nobody has acted on, or None.
        before: The handler of Python that was there before.
        system: What the system calls: before, while it is held, and for each part that
            is under way what it called before that part.
        may_stop: Of each run that is under way, whether a step of it may be stopped.
    """

    depth: int = 0
    since: float | None = None
    before: Any = None
    system: ClassVar[list[Any]] = []
    may_stop: ClassVar[list[Callable[[], bool]]] = []


def hold() -> None:
    """Hold Ctrl-C back until `release()` is called as often as this."""
    if not _is_main_thread():
        return
    if _Held.depth == 0:
        _Held.since = None
        _install()
    elif _Held.system:
        _push(_Held.system[1])
    _Held.depth += 1


def release() -> None:
    """Undo one `hold()`."""
    if not _is_main_thread():
        return
    _Held.depth -= 1
    if _Held.depth > 0:
        unlisten()
    elif _Held.system:
        try:
            if _is_installed():
                signal.signal(signal.SIGINT, _Held.before)
        finally:
            # Python has set its own below it, which knows nothing of R. One that comes
            # now is raised here.
            if not _is_installed():
                _set_system(_Held.system[0])
            _Held.system.clear()


def listen() -> None:
    """Let R see the signal as well, until `unlisten()`."""
    if _Held.system and _is_main_thread():
        _push(_Held.system[0])


def unlisten() -> None:
    """Undo one `listen()`."""
    if len(_Held.system) > 2 and _is_main_thread():
        _set_system(_Held.system.pop())


def note() -> bool:
    """Take note of a Ctrl-C.

    Returns:
        Whether it is to stop at once: nobody holds it, or the step after the first one
        takes long and may be stopped.
    """
    now = time.monotonic()
    if _Held.depth == 0 and not _is_installed():
        return True
    if _Held.since is None:
        _Held.since = now
        return False
    return now - _Held.since > PATIENCE and all(may() for may in _Held.may_stop)


def take() -> bool:
    """Return whether there is a note, and take it away."""
    noted = _Held.since is not None
    _Held.since = None
    return noted


def end() -> bool:
    """`release()`, then `take()`: for another language, which interrupts itself."""
    release()
    return take()


def check() -> None:
    """Raise KeyboardInterrupt where there is a note for this thread."""
    if _Held.since is not None and _is_main_thread():
        raise KeyboardInterrupt


@contextmanager
def held(may_stop: Callable[[], bool] = lambda: True) -> Iterator[None]:
    """Hold Ctrl-C back, and raise KeyboardInterrupt for one that came at the end.

    Where someone further out holds it as well, it is left to them.

    Args:
        may_stop: Whether nothing is lost where a step is stopped now.

    Example:
    >>> try:
    ...     with held():
    ...         signal.raise_signal(signal.SIGINT)
    ...         print("done")
    ... except KeyboardInterrupt:
    ...     print("interrupted")
    done
    interrupted
    """
    hold()
    _Held.may_stop.append(may_stop)
    try:
        yield
    except KeyboardInterrupt:
        take()
        raise
    finally:
        _Held.may_stop.remove(may_stop)
        release()
    if _Held.depth == 0 and _is_main_thread() and take():
        raise KeyboardInterrupt


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _is_installed() -> bool:
    """Whether the signal is held, also on the way in and out."""
    return signal.getsignal(signal.SIGINT) is _handle


def _install() -> None:
    _Held.before = signal.getsignal(signal.SIGINT)
    system = _get_system()
    if callable(_Held.before) and system is not None:
        # From here on one that comes leaves a note, though nothing else is set yet.
        signal.signal(signal.SIGINT, _handle)
        _Held.system[:] = [system, _get_system()]


def _handle(number: int, frame: Any) -> None:
    is_of_r = getattr(_Held.before, "__name__", "") == "python_interrupt_handler"
    only_python = is_of_r and _Held.system[1:2] in ([], [_get_system()])
    try:
        if not only_python:
            # That of R raises nothing where R has been quicker.
            _Held.before(number, frame)
            return
    except KeyboardInterrupt:
        pass
    if note():
        raise KeyboardInterrupt


def _push(handler: Any) -> None:
    _Held.system.append(_get_system())
    _set_system(handler)


def _set_system(handler: Any) -> None:
    ctypes.pythonapi.PyOS_setsig(signal.SIGINT, ctypes.c_void_p(handler))


def _get_system() -> Any:
    """Return the address of the handler that the system calls, if it can be told."""
    try:
        get = ctypes.pythonapi.PyOS_getsig
        ctypes.pythonapi.PyOS_setsig.restype = get.restype = ctypes.c_void_p
    except AttributeError:
        return None
    return get(signal.SIGINT)
