"""Signatures that are written out, for functions whose code is in another language."""

import keyword
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Parameter = Mapping[str, Any]


def define(
    run: Callable[..., Any], name: str, parameters: Sequence[Parameter]
) -> Callable[..., Any]:
    """Return a function of these parameters that hands them on to `run` by name.

    What a rest takes without a name is handed on so, save in `__init__`: Keras can save
    a layer's arguments only where each has a name.

    Keras looks at signatures in many ways, and copies what `__signature__` says onto
    functions of other parameters: so it is written out and compiled. A default that
    only the other language can compute stands as None, and None is not handed on.
    """
    head: list[str] = []
    values: dict[str, Any] = {"_run": run}
    passed = []
    taken = {identifier(p["name"]) for p in parameters if not p.get("rest")}
    args, kwargs = _unused("args", taken), _unused("kwargs", taken)
    end = len(parameters)
    rest = next((i for i, p in enumerate(parameters) if p.get("rest")), end)
    has_args = rest < end and name != "__init__"
    for i, parameter in enumerate(parameters):
        if i == rest:
            if has_args:
                head.append(f"*{args}")
            continue
        python_name = identifier(parameter["name"])
        if "default" in parameter or parameter.get("in_r"):
            values[f"_default_{i}"] = parameter.get("default")
            head.append(f"{python_name}=_default_{i}")
        else:
            head.append(python_name)
        if python_name == "self":
            continue
        value = f"{{{parameter['name']!r}: {python_name}}}"
        if parameter.get("in_r"):
            # What comes behind it without a name would take its place.
            alone = f" and not {args}" if has_args and i < rest else ""
            value = f"({{}} if {python_name} is None{alone} else {value})"
        passed.append(f"**{value}")
    first = ["self"] if head[:1] == ["self"] else []
    if has_args:
        first.append(f"*{args}")
    if rest < end:
        # Python wants it at the end.
        head.append(f"**{kwargs}")
        passed.append(f"**{kwargs}")
    source = (
        f"def function({', '.join(_required_first(head))}):\n"
        f"    return _run({', '.join([*first, *passed])})\n"
    )
    exec(compile(source, "<R>", "exec"), values)
    function: Callable[..., Any] = values["function"]
    function.__name__ = function.__qualname__ = name
    return function


def _required_first(head: list[str]) -> list[str]:
    """Give parameters that stand behind one with a default a default as well."""
    seen = by_name = False
    result = []
    for parameter in head:
        seen = seen or "=" in parameter
        by_name = by_name or parameter.startswith("*")
        bare = seen and not by_name and "=" not in parameter
        result.append(f"{parameter}=None" if bare else parameter)
    return result


def _unused(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def identifier(name: str) -> str:
    """Return the name that a parameter has in Python.

    Args:
        name: Its name in the other language.

    Example:
    >>> [identifier(name) for name in ("units", "na.rm", "lambda")]
    ['units', 'na_rm', 'lambda_']
    """
    name = "".join(letter if letter.isalnum() else "_" for letter in name)
    return f"{name}_" if keyword.iskeyword(name) or name[:1].isdigit() else name
