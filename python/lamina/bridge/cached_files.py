"""Files in Keras' cache, which stay where they cannot be fetched anew.

Keras removes what it fails to fetch, with what was there before.
"""

import os
import tempfile
from collections.abc import Callable
from typing import Any

from lamina._keras import before_fetching


def fetched(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """Call a function that may fetch files; if it fails, those that were there stay.

    Args:
        function: A function of Keras'.
        *args: What it is called with.
        **kwargs: The same, by name.

    Returns:
        What it returns.

    Example:
    >>> fetched(max, 1, 2)
    2
    """
    aside: dict[str, str] = {}

    def keep(path: str) -> None:
        if os.path.isfile(path) and path not in aside:
            aside[path] = _set_aside(path)

    try:
        with before_fetching(keep):
            result = function(*args, **kwargs)
    except BaseException:
        for path, kept in aside.items():
            os.replace(kept, path)
        raise
    for kept in aside.values():
        os.remove(kept)
    return result


def _set_aside(path: str) -> str:
    """Give a file a name that is free, in the same folder: nothing is copied."""
    file, kept = tempfile.mkstemp(
        prefix=f"{os.path.basename(path)}.", dir=os.path.dirname(path)
    )
    os.close(file)
    os.replace(path, kept)
    return kept
