"""Reads the descriptions, and takes those that stand for several ranks apart."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
Table = dict[str, Any]

# What stands for the ranks in a description whose name holds `Nd`.
RANKS = {
    1: {
        "<data>": "sequences",
        "<an example>": "a sequence",
        "<axes>": "steps",
        "<new axes>": "new steps",
        "<each>": "",
        "<n>": "1",
    },
    2: {
        "<data>": "images",
        "<an example>": "an image",
        "<axes>": "rows, columns",
        "<new axes>": "new rows, new columns",
        "<each>": ", or two of them, for rows and columns",
        "<n>": "2",
    },
    3: {
        "<data>": "volumes",
        "<an example>": "a volume",
        "<axes>": "x, y, z",
        "<new axes>": "new x, new y, new z",
        "<each>": ", or three of them, for x, y and z",
        "<n>": "3",
    },
}


class DescriptionError(Exception):
    """A description is not complete, or speaks of what is not there."""


@dataclass(frozen=True)
class Family:
    """One file of descriptions: the name on the help pages, and each function's."""

    title: str
    module: str
    functions: dict[str, Table]
    glossary: dict[str, Table] = field(default_factory=dict)


def read_glossary(folder: Path) -> dict[str, Table]:
    """The texts and checks of the arguments that functions of a kind share."""
    return tomllib.loads((folder / "glossary.toml").read_text())


def read_by_hand(folder: Path) -> dict[str, str]:
    """Functions of a kind that are written by hand: name, and what each stands for."""
    path = folder / "by-hand.toml"
    return tomllib.loads(path.read_text()) if path.exists() else {}


def read_families(folder: Path, module: str | None = None) -> dict[str, Family]:
    """The families of a kind by file name; `module` is the kind's, if it has one."""
    families = {}
    for path in sorted(folder.glob("*.toml")):
        if path.stem in ("glossary", "by-hand"):
            continue
        content = tomllib.loads(path.read_text())
        within = content.get("module", module)
        if within is None:
            raise DescriptionError(f"{path.name} does not say its module.")
        functions: dict[str, Table] = {}
        for name, description in content["functions"].items():
            if "_Nd" not in name:
                functions[name] = description
                continue
            for n in description["ranks"]:
                functions[name.replace("_Nd", f"_{n}d")] = at_rank(description, n)
        shared = {**read_glossary(folder), **content.get("glossary", {})}
        families[path.stem] = Family(
            content["family"], within, functions, shared
        )
    return families


def at_rank(value: Any, n: int) -> Any:
    """The same with its placeholders filled; `{"1d": ...}` becomes the entry for n."""
    if isinstance(value, str):
        for placeholder, text in RANKS[n].items():
            value = value.replace(placeholder, text)
        return re.sub(
            r"(?<=\w)N([Dd])(?![a-z])", rf"{n}\1", value.replace("_Nd", f"_{n}d")
        )
    if isinstance(value, list):
        return [at_rank(item, n) for item in value]
    if isinstance(value, dict):
        if set(value) & {"1d", "2d", "3d"}:
            return at_rank(value[f"{n}d"], n)
        return {key: at_rank(item, n) for key, item in value.items()}
    return value
