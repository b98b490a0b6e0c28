"""Loaders of PyTorch whose workers would call R.

Workers are other processes, copies of this one: what R changes there is lost, all draw
the same random numbers of R's, and a copy of a session that has threads may hang.
"""

from collections.abc import Iterator
from typing import Any

from lamina._backend import loads_in_workers
from lamina.bridge.r_functions import is_r_function
from lamina.models.functions_in_models import is_function

# What the process that trains calls itself.
_AT_HOME = ("__init__", "__len__")
_DEPTH = 4


def check_workers(loader: Any) -> None:
    """Refuse a loader with workers that would call functions of R.

    Raises:
        RuntimeError: Its examples, or how they become batches, are made by R.

    Example:
    >>> check_workers([1, 2])
    """
    if not loads_in_workers(loader):
        return
    workers = loader.num_workers
    for name in ("dataset", "collate_fn", "worker_init_fn"):
        if _calls_r(getattr(loader, name)):
            raise RuntimeError(
                f"The `{name}` of the DataLoader is written in R, which its "
                f"{workers} worker{'s' * (workers > 1)} cannot run: they are other "
                "processes. Make the DataLoader with `num_workers = 0L`, the default."
            )


def _calls_r(part: Any, depth: int = _DEPTH) -> bool:
    """Whether something is a function of R, or has one that it may call."""
    if is_r_function(part) or is_function(part):
        return True
    if not depth:
        return False
    return any(_calls_r(each, depth - 1) for each in _inside(part))


def _inside(part: Any) -> Iterator[Any]:
    if isinstance(part, list | tuple):
        # Data would be many, and transforms are few.
        yield from part[:100]
        return
    if isinstance(part, dict):
        yield from list(part.values())[:100]
        return
    kind = type(part)
    # A class written in R has no module.
    module = getattr(kind, "__module__", None)
    if module in ("builtins", "numpy") or isinstance(part, type):
        return
    for owner in kind.__mro__:
        for name, value in vars(owner).items():
            if name not in _AT_HOME and is_r_function(value):
                yield value
    yield from list(getattr(part, "__dict__", {}).values())
