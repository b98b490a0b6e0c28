"""Functions whose code is in R, and what R tells of them.

R hands over what can be called and says which parameters it has; Keras, which reads
signatures, sees an ordinary Python function.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lamina.bridge.signatures import Parameter, define
from lamina.failures import guarded
from lamina.models.functions_in_models import is_function


def function(
    run: Callable[..., Any],
    name: str,
    parameters: Sequence[Parameter],
    describe: Callable[[], Mapping[str, Any]] | None = None,
    unnamed: bool = False,
) -> Callable[..., Any]:
    """Return a Python function that runs `run`.

    Args:
        run: What is called, with the arguments as they come.
        name: The function's `__name__`, under which Keras saves it.
        parameters: The parameters, each a mapping: `name`; `default` where there is
            one; `rest=True` for one that takes all further arguments, behind which
            others are given by name only.
        describe: Called without arguments, tells of the function: `key`, a string that
            differs for functions that are not the same; `text`, its code; `source`, a
            mapping from which the function can be made again, or None.
        unnamed: Whether `name` was made up, since the function has none.

    Returns:
        A function with that name and signature. Keras saves it by its name, and does
        not take a function of its own of that name for it.

    Example:
    >>> double = function(lambda x: x * 2, "double", [{"name": "x"}])
    >>> double(3)
    6
    """
    made = define(guarded(run), name, parameters)
    made.__module__ = "R"
    made._r_describe = describe  # type: ignore[attr-defined]
    made._r_unnamed = unnamed  # type: ignore[attr-defined]
    # TensorFlow's AutoGraph looks for code in Python, and warns where there is none.
    made.autograph_info__ = {}  # type: ignore[attr-defined]
    return made


def text_of(function: Any) -> str | None:
    """Return the text of a function of R; None of anything else."""
    return function._r_describe()["text"] if is_function(function) else None


def is_r_function(function: Any) -> bool:
    """Whether reticulate has made a function of one of R's."""
    cells = getattr(function, "__closure__", None) or ()
    return any(type(cell.cell_contents).__name__ == "PyCapsule" for cell in cells)


def function_of_r(method: Any) -> dict[str, Any] | None:
    """Return what a method or function that reticulate has made is in R.

    Args:
        method: Anything, as the attribute of an object.

    Returns:
        A mapping: `function`, as R knows it; `is_method` where it is a method of a
        class, with the object as its first argument. None where it is not R's.
    """
    function: Any = getattr(method, "__func__", method)
    if not is_r_function(function):
        return None
    (of_r,) = (
        cell.cell_contents
        for cell in function.__closure__
        if type(cell.cell_contents).__name__ == "PyCapsule"
    )
    return {"function": of_r, "is_method": function is not method}
