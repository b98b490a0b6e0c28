"""What an object has in place of its own class and attributes for some time.

Several threads may want it at once: it is put in by the first and taken out by the
last, and whatever happens the object is then as it was.
"""

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

# The class of an object and the attributes that it has in place of its own.
Replaced = tuple[type, Mapping[str, Any]]


@contextlib.contextmanager
def standing_in(
    owners: Iterable[Any], replace: Callable[[Any], Replaced]
) -> Iterator[None]:
    """Give objects another class and other attributes.

    Args:
        owners: The objects.
        replace: Called with each that nobody else has replaced: what it gets.

    Example:
    >>> class A: ...
    >>> class B(A): ...
    >>> a = A()
    >>> with standing_in([a], lambda owner: (B, {"x": 1})):
    ...     type(a) is B, a.x
    (True, 1)
    >>> type(a) is A, vars(a)
    (True, {})
    """
    user = object()
    hooked: list[Any] = []
    try:
        for owner in owners:
            hooked.append(owner)
            _hook(owner, user, replace)
        yield
    finally:
        for owner in hooked:
            _unhook(owner, user)


class _Hooks:
    """What an object has in place of its own while anyone wants it."""

    def __init__(self, owner: Any) -> None:
        self.owner = owner
        self.cls: Any = type(owner)
        self.users: set[object] = set()
        self._before: list[tuple[str, Any]] = []

    def put_in(self, replace: Callable[[Any], Replaced]) -> None:
        cls, replaced = replace(self.owner)
        attributes = vars(self.owner)
        for name, value in replaced.items():
            self._before.append((name, attributes.get(name, _ABSENT)))
            attributes[name] = value
        _set_class(self.owner, cls)

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


def _hook(owner: Any, user: object, replace: Callable[[Any], Replaced]) -> None:
    with _HOOKS_LOCK:
        hooks = _HOOKS.setdefault(id(owner), _Hooks(owner))
        if not hooks.users:
            hooks.put_in(replace)
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


def class_like(cls: Any, *bases: type, **members: Any) -> type:
    """Return a class of these bases and members that looks like another.

    The bases are not told of it.

    Example:
    >>> made = class_like(int, int, double=lambda self: 2 * self)
    >>> made.__name__, made(4).double()
    ('int', 8)
    """
    names = {"__module__": cls.__module__, "__qualname__": cls.__qualname__}
    made: type = type(cls)(cls.__name__, (_unnoticed(), *bases), members | names)
    return made


def _unnoticed() -> type:
    return type("Unnoticed", (), {"__init_subclass__": classmethod(lambda cls: None)})
