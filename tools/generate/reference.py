"""What R's keras3 and Keras have: names, arguments, defaults, from reference/."""

from __future__ import annotations

import csv
import inspect
import types
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "reference"
KERAS3 = REFERENCE / "keras3-1.5.csv"
REQUIRED = "<required>"
COLUMNS = ("module", "name", "kind", "argument", "default")

# These differ from backend to backend.
NOT_FROZEN = {"Optimizer", "name_scope"}


class Callable(NamedTuple):
    """A class or function of Keras: its arguments, and defaults as in Python."""

    kind: str
    arguments: dict[str, str | None]


# Module and name, as ("optimizers.schedules", "CosineDecay"), of each.
Keras = dict[tuple[str, str], Callable]


def keras3() -> dict[str, dict[str, dict[str, str]]]:
    """The functions of R's keras3: name, argument, and what is known of that."""
    functions: dict[str, dict[str, dict[str, str]]] = {}
    with KERAS3.open(newline="") as file:
        for row in csv.DictReader(file):
            arguments = functions.setdefault(row["fun"], {})
            if row["arg"]:
                arguments[row["arg"]] = row
    return functions


def keras_file() -> Path:
    """The one frozen reference of Keras."""
    (path,) = REFERENCE.glob("keras-*.csv")
    return path


def keras_version() -> str:
    """The version of Keras that is frozen, as "3.15"."""
    return keras_file().stem.removeprefix("keras-")


def keras() -> Keras:
    """The public functions and classes of the frozen Keras."""
    found: Keras = {}
    with keras_file().open(newline="") as file:
        for row in csv.DictReader(file):
            key = (row["module"], row["name"])
            arguments = found.setdefault(key, Callable(row["kind"], {})).arguments
            if row["argument"]:
                default = row["default"]
                arguments[row["argument"]] = None if default == REQUIRED else default
    return found


def installed_version() -> str:
    """The version of the installed Keras, as "3.15"."""
    import keras

    return ".".join(keras.__version__.split(".")[:2])


def installed() -> Keras:
    """The same of the installed Keras."""
    import keras

    return {
        (module, name): Callable("class" if inspect.isclass(x) else "function", takes)
        for module, name, x in public(keras)
        if name not in NOT_FROZEN and (takes := arguments(x)) is not None
    }


def public(
    module: types.ModuleType, path: str = ""
) -> Iterator[tuple[str, str, object]]:
    """Path of the module, name and value of all that a module of Keras offers."""
    for name, x in sorted(vars(module).items()):
        if name.startswith("_") or name == "src":
            continue
        inner = f"{path}.{name}" if path else name
        if not isinstance(x, types.ModuleType):
            if callable(x):
                yield path, name, x
        elif x.__name__ == f"keras.{inner}":
            yield from public(x, inner)


def arguments(x: object) -> dict[str, str | None] | None:
    """The arguments of a class or function; None where Python does not know them."""
    try:
        if inspect.isclass(x):
            parameters = list(inspect.signature(x.__init__).parameters.values())[1:]
        else:
            assert callable(x)
            parameters = list(inspect.signature(x).parameters.values())
    except ValueError:
        return None
    return {
        starred(p): None if p.default is p.empty else repr(p.default)
        for p in parameters
    }


def starred(p: inspect.Parameter) -> str:
    """The name of a parameter as in its signature."""
    if p.kind is p.VAR_POSITIONAL:
        return "*" + p.name
    return "**" + p.name if p.kind is p.VAR_KEYWORD else p.name


def freeze() -> Path:
    """Write the reference of the installed Keras in place of the one that is there."""
    for old in REFERENCE.glob("keras-*.csv"):
        old.unlink()
    path = REFERENCE / f"keras-{installed_version()}.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows(installed()))
    return path


def rows(known: Keras) -> Iterator[tuple[str, ...]]:
    """One row an argument, and one without for what takes none."""
    for (module, name), (kind, takes) in sorted(known.items()):
        if not takes:
            yield module, name, kind, "", ""
        for argument, default in takes.items():
            yield module, name, kind, argument, REQUIRED if default is None else default


def differences(old: Keras, new: Keras) -> list[str]:
    """What has come, gone or changed from one Keras to another, a line each."""
    lines = [f"new: {spell(key)}" for key in sorted(new.keys() - old.keys())]
    lines += [f"gone: {spell(key)}" for key in sorted(old.keys() - new.keys())]
    for key in sorted(old.keys() & new.keys()):
        before, after = old[key].arguments, new[key].arguments
        lines += [f"new: {spell(key)}: {a}" for a in after.keys() - before.keys()]
        lines += [f"gone: {spell(key)}: {a}" for a in before.keys() - after.keys()]
        lines += [
            f"changed: {spell(key)}: {a} = {before[a]}, now {after[a]}"
            for a in before.keys() & after.keys()
            if before[a] != after[a]
        ]
    return sorted(lines)


def gone(calls: Iterable[tuple[tuple[str, str], set[str]]], known: Keras) -> list[str]:
    """What is called, of arguments that are given, that a Keras does not have."""
    lines = []
    for key, given in calls:
        if key not in known:
            lines.append(f"gone: {spell(key)}")
        else:
            lacking = sorted(given - known[key].arguments.keys())
            lines += [f"gone: {spell(key)}: {name}" for name in lacking]
    return lines


def spell(key: tuple[str, str]) -> str:
    """("optimizers", "SGD") as "keras.optimizers.SGD"."""
    return ".".join(["keras", *filter(None, key)])
