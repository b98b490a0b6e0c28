"""Writes the R code of a function: checks first, then what its kind does with them."""

from __future__ import annotations

from collections.abc import Container

from tools.generate.function import Function


def code(f: Function) -> list[str]:
    """The function itself."""
    items = [f"{k} = {v}" if v is not None else k for k, v in f.signature.items()]
    head = fill(f"{f.name} <- function(", items, ") {")
    return [*head, *(f"  {line}" for line in f.kind.body(f)), "}"]


def fill(opening: str, items: list[str], closing: str, width: int = 100) -> list[str]:
    """`opening(item, item, ...)closing`, its items lined up below the first.

    Where one is too long for that, they begin on a line of their own.
    """
    indent = " " * len(opening)
    lines, line = [], opening
    if len(indent) + max(map(len, items), default=0) + 1 > width:
        indent = "    "
        lines, line = [opening], indent
    for i, item in enumerate(items):
        item += closing if i == len(items) - 1 else ","
        if len(line) + len(item) + 1 > width and line not in (opening, indent):
            lines.append(line.rstrip())
            line = indent
        line += item if line in (opening, indent) else " " + item
    return [*lines, line if items else opening + closing]


def _item(text: str, width: int = 95) -> list[str]:
    """The call `name = check(...)` on one line or, where that is too long, on three."""
    if len(text) <= width or "\n" in text:
        return [text]
    opening, arguments = text.removesuffix(")").split("(", 1)
    return [f"{opening}(", f"  {arguments}", ")"]


def checked(f: Function, keys: Container[str] | None = None) -> list[str]:
    """`args`, the list of the arguments that are passed on, all of them or some."""
    checks = {k: v for k, v in f.checks.items() if keys is None or k in keys}
    optional = set(f.description.get("optional", ()))
    always = [
        _item(f"{key} = {check}")
        for key, check in checks.items()
        if key not in optional
    ]
    if always:
        for item in always[:-1]:
            item[-1] += ","
        lines = [
            "args <- list(",
            *(f"  {line}" for item in always for line in item),
            ")",
        ]
    else:
        lines = ["args <- list()"]
    for key, check in checks.items():
        if key in optional:
            given, passed = f"if (!is.null({key}))", f"args${key} <- {check}"
            one = f"{given} {passed}"
            lines += [one] if len(one) <= 98 else [f"{given} {{", f"  {passed}", "}"]
    return lines


def not_passed(f: Function, *targets: str) -> list[str]:
    """What is refused or checked, and not passed on to any of Keras' targets."""
    older = f", older = {f.family.older}" if f.family.older else ""
    check = f'check_no_dots(..., what = "this function"{older})'
    dots = [check] if "..." in f.signature else []
    taken = {key for target in targets for key in f.takes(target)}
    return dots + [check for key, check in f.checks.items() if key not in taken]


def needed(f: Function) -> list[str]:
    """Look for the Python package that Keras takes it from."""
    package = f.description.get("package")
    return [f'check_python_package("{package}", "{f.name}")'] if package else []


def call(f: Function, name: str) -> str:
    """Call what Keras calls so with `args`."""
    module, last = f.target(name)
    return f'call_keras("{module}", "{last}", args)'
