"""One R function: its arguments, with their defaults, texts and checks."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tools.generate import reference
from tools.generate.descriptions import DescriptionError, Family, Table
from tools.generate.ranks import at_rank, on_page

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
class Argument:
    """The R code that checks an argument, if it is checked, and what the help says."""

    check: str | None
    # Its own text, else the help page that has the text for all.
    text: str | None
    topic: str | None = None


@dataclass(frozen=True)
class Function:
    """All that is written of one function."""

    name: str
    kind: Kind
    family: Family
    description: Table
    signature: Signature
    arguments: dict[str, Argument]
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
            key: argument.check.replace("{}", key)
            for key, argument in self.arguments.items()
            if argument.check
        }


def target(module: str, name: str) -> tuple[str, str]:
    """Module and name of what is `name` in a module, which may be "mnist.load".

    Without a module the name has it: "metrics.Mean".
    """
    inner, _, last = f"{module}.{name}".strip(".").rpartition(".")
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
    # Of several ranks, the one that has the page has all arguments.
    page = family.pages.get(description.get("page", ""))
    if page is not None:
        description = on_shared_page(name, description, page, signature)
    if unknown and description.get("page", name) == name:
        raise DescriptionError(
            f"{name}() has no argument {', '.join(sorted(unknown))}."
        )
    arguments = {
        key: argument(name, key, description, family, kind) for key in signature
    }
    facts = known.keras3.get(name, {})
    for key, default in signature.items():
        # R counts axes from 1; keras3's defaults do so already.
        check = arguments[key].check or ""
        if (
            key not in facts
            and "as_axis" in check
            and re.fullmatch(r"\d+L", default or "")
        ):
            signature[key] = f"{int(str(default)[:-1]) + 1}L"
    return Function(name, kind, family, description, signature, arguments, known)


def on_shared_page(
    name: str, description: Table, page: Table, signature: Signature
) -> Table:
    """The description of a function that shares its page, with the page's arguments."""
    own, shared = description.get("args", {}), page.get("args", {})
    texts = [
        key for key, entry in own.items() if isinstance(entry, str) or "text" in entry
    ]
    if texts:
        raise DescriptionError(
            f"{name}() has a text of `{texts[0]}`, which belongs to its page."
        )
    args = {
        key: {
            **({"text": each} if isinstance(each, str) else each),
            **own.get(key, {}),
        }
        for key, each in {**{key: {} for key in own}, **shared}.items()
        if key in signature
    }
    return {**description, "args": args}


def formals(
    name: str, description: Table, module: str, kind: Kind, known: Known
) -> Signature:
    """The arguments are those of keras3; what Keras or lamina adds comes behind.

    All take `...`, so that the error for an unknown argument is lamina's own.
    """
    keras = known.takes(*target(module, description["keras"]))
    if name in known.keras3:
        signature = {key: default_of(fact) for key, fact in known.keras3[name].items()}
    else:
        own = {k: v for k, v in keras.items() if k not in kind.keywords}
        signature = {**kind.unknown_first, **own}
    newer = {
        key: default
        for key, default in {**keras, **description.get("extensions", {})}.items()
        if key not in signature and not ("..." in signature and key in kind.keywords)
    }
    if "..." not in signature:
        return {**signature, **newer, "...": None}
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
) -> Argument:
    """Check and text of an argument: the function's own, else the glossary's."""
    own = description.get("args", {}).get(key, {})
    own = {"text": own} if isinstance(own, str) else own
    shared, topic = family.kind_glossary.get(key), kind.topic()
    if key in family.glossary:
        shared, topic = family.glossary[key], kind.topic(family)
    entry: Table = {**(shared or {}), **own}
    if "rank" in description:
        entry = at_rank(entry, description["rank"])
    unchecked = key == "..." or key in kind.first
    for wanted in ("text",) if unchecked else ("text", "check"):
        if wanted not in entry:
            raise DescriptionError(
                f"{name}(): neither its description nor the glossary has the {wanted} "
                f"of `{key}`."
            )
    if "text" not in own:
        return Argument(entry.get("check"), None, topic)
    text = entry["text"]
    if "rank" in description:
        text = on_page(text, description["ranks"])
    return Argument(entry.get("check"), text)
