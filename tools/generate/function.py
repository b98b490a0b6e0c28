"""One R function: its arguments, with their defaults, texts and checks."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tools.generate import reference
from tools.generate.descriptions import DescriptionError, Family, Table, at_rank

if TYPE_CHECKING:
    from tools.generate.kinds import Kind

# The arguments in their order: name -> default in R, None for one that must be given.
Signature = dict[str, str | None]


@dataclass(frozen=True)
class Known:
    """What is known of keras3 and of Keras, read once."""

    keras3: dict[str, dict[str, dict[str, str]]] = field(
        default_factory=reference.keras3
    )
    keras: reference.Keras = field(default_factory=reference.keras)

    def takes(self, module: str, name: str) -> Signature:
        """The arguments that a class or function of Keras has of its own."""
        found = self.keras.get((module, name))
        if found is None:
            spelt = reference.spell((module, name))
            raise DescriptionError(f"Keras {reference.keras_version()} has no {spelt}.")
        return {
            argument: None if default is None else r_value(ast.literal_eval(default))
            for argument, default in found.arguments.items()
            if not argument.startswith("*")
        }


@dataclass(frozen=True)
class Function:
    """All that is written of one function."""

    name: str
    kind: Kind
    family: Family
    description: Table
    signature: Signature
    arguments: dict[str, Table]
    known: Known

    @property
    def keras(self) -> str:
        """The name that Keras has for what the function makes or calls."""
        name: str = self.description["keras"]
        return name

    def target(self, name: str) -> tuple[str, str]:
        """Module and name of what Keras calls so in the module of the family."""
        return target(self.family.module, name)

    def takes(self, name: str) -> Signature:
        """The arguments of what Keras calls so."""
        return self.known.takes(*self.target(name))

    @property
    def checks(self) -> dict[str, str]:
        """R code that checks an argument, of those that have a check."""
        return {
            key: entry["check"].replace("{}", key)
            for key, entry in self.arguments.items()
            if "check" in entry
        }


def target(module: str, name: str) -> tuple[str, str]:
    """Module and name of what is `name` in a module, which may be "mnist.load"."""
    inner, _, last = f"{module}.{name}".rpartition(".")
    return inner, last


def build(
    name: str, description: Table, family: Family, kind: Kind, known: Known
) -> Function:
    """Put together what the writers need, and refuse what does not fit."""
    prefixes = kind.prefixes.get(family.module)
    if prefixes is None:
        raise DescriptionError(
            f"{name}(): the kind {kind.name} has no module {family.module}."
        )
    if not name.startswith(prefixes):
        raise DescriptionError(
            f"{name}(): a name in {family.module} begins with {' or '.join(prefixes)}."
        )
    signature = formals(name, description, family.module, kind, known)
    unknown = set(description.get("args", {})) - set(signature)
    if unknown:
        raise DescriptionError(
            f"{name}() has no argument {', '.join(sorted(unknown))}."
        )
    arguments = {
        key: argument(name, key, description, family, kind) for key in signature
    }
    return Function(name, kind, family, description, signature, arguments, known)


def formals(
    name: str, description: Table, module: str, kind: Kind, known: Known
) -> Signature:
    """The arguments are those of keras3; what Keras or lamina adds comes behind."""
    keras = known.takes(*target(module, description["keras"]))
    if name in known.keras3:
        signature = {key: default_of(fact) for key, fact in known.keras3[name].items()}
    else:
        own = {k: v for k, v in keras.items() if k not in kind.keywords}
        signature = {**kind.unknown_first, **own, **kind.unknown_last}
    newer = {
        key: default
        for key, default in {**keras, **description.get("extensions", {})}.items()
        if key not in signature and not ("..." in signature and key in kind.keywords)
    }
    if "..." not in signature:
        return {**signature, **newer, **kind.unknown_last}
    # What comes behind the dots in keras3 stays there.
    result: Signature = {}
    for key, default in signature.items():
        if key == "...":
            result.update(newer)
        result[key] = default
    return result


def default_of(fact: dict[str, str]) -> str | None:
    """The default of an argument of keras3."""
    if fact["default"] == reference.REQUIRED:
        return None
    return re.sub(r"\btuple\(", "list(", fact["default"])


def r_value(value: Any) -> str:
    """A value of Python as R code."""
    match value:
        case None:
            return "NULL"
        case bool():
            return str(value).upper()
        case int():
            return f"{value}L"
        case float():
            return repr(value)
        case str():
            return f'"{value}"'
        case tuple() | list():
            return f"list({', '.join(map(r_value, value))})"
    raise DescriptionError(f"A default of type {type(value)} has no counterpart in R.")


def argument(
    name: str, key: str, description: Table, family: Family, kind: Kind
) -> Table:
    """Check and text of an argument: the function's own, else the glossary's."""
    entry = dict(family.glossary.get(key, {}))
    own = description.get("args", {}).get(key, {})
    entry.update({"text": own} if isinstance(own, str) else own)
    rank = re.search(r"([123])d(_|$)", name)
    if rank:
        entry = at_rank(entry, int(rank[1]))
    unchecked = key == "..." or key in kind.first
    for wanted in ("text",) if unchecked else ("text", "check"):
        if wanted not in entry:
            raise DescriptionError(
                f"{name}(): neither its description nor the glossary has the {wanted} "
                f"of `{key}`."
            )
    return entry
