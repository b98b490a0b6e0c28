"""Reads the descriptions, and takes those that stand for several ranks apart."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.generate.ranks import MAIN, at_rank, on_page

FOLDER = Path(__file__).resolve().parent
Table = dict[str, Any]

# What the help page says; the rest of a description is for code and tests.
TEXTS = (
    "title",
    "description",
    "details",
    "shapes",
    "returns",
    "references",
    "seealso",
    "example",
)


class DescriptionError(Exception):
    """A description is not complete, or speaks of what is not there."""


@dataclass(frozen=True)
class Family:
    """One file of descriptions."""

    title: str
    # The name that it shares its glossary and its sections under: "image".
    name: str
    module: str
    functions: dict[str, Table]
    # Checks and texts of arguments, of the kind and of the family, which goes first.
    kind_glossary: dict[str, Table] = field(default_factory=dict)
    glossary: dict[str, Table] = field(default_factory=dict)
    # Parts of a help page, title and text, by the key that a function asks for it with.
    sections: dict[str, Table] = field(default_factory=dict)
    # Help pages of several functions, by their topics.
    pages: dict[str, Table] = field(default_factory=dict)
    # What its functions return, where that is not what the kind says.
    returns: str | None = None
    # What R has for arguments that older code gives.
    older: str | None = None


def read_glossary(folder: Path) -> dict[str, Table]:
    """The texts and checks of the arguments that functions of a kind share."""
    path = folder / "glossary.toml"
    return tomllib.loads(path.read_text()) if path.exists() else {}


def read_by_hand(folder: Path) -> dict[str, str]:
    """Functions of a kind that are written by hand: name, and what each stands for.

    That is "" for one of lamina's own, which stands for nothing in Keras.
    """
    path = folder / "by-hand.toml"
    return tomllib.loads(path.read_text()) if path.exists() else {}


def standing_for_keras(by_hand: dict[str, str]) -> dict[str, str]:
    """Those of them that stand for something."""
    return {name: keras for name, keras in by_hand.items() if keras}


def read_families(folder: Path, module: str | None = None) -> dict[str, Family]:
    """The families of a kind by file name; `module` is the kind's, if it has one.

    A large one is several files: "image-colour" shares what stands in "image".
    """
    kind_glossary = read_glossary(folder)
    families: dict[str, Family] = {}
    for path in sorted(folder.glob("*.toml"), key=lambda path: path.stem):
        if path.stem in ("glossary", "by-hand"):
            continue
        content = tomllib.loads(path.read_text())
        whole = path.stem.split("-")[0]
        shared = families[whole] if whole != path.stem else None
        within = content.get("module", shared.module if shared else module)
        if within is None:
            raise DescriptionError(f"{path.name} does not say its module.")
        described = content.get("functions", {})
        families[path.stem] = Family(
            shared.title if shared else content["family"],
            whole,
            within,
            {k: v for item in described.items() for k, v in at_ranks(*item).items()},
            kind_glossary,
            shared.glossary if shared else content.get("glossary", {}),
            shared.sections if shared else content.get("sections", {}),
            content.get("pages", {}),
            shared.returns if shared else content.get("returns"),
            shared.older if shared else content.get("older"),
        )
    return families


def at_ranks(name: str, description: Table) -> dict[str, Table]:
    """The functions that a description stands for; the first has their help page."""
    if "_Nd" not in name:
        return {name: description}
    ranks = sorted(description["ranks"])
    page = at_rank(name, MAIN)
    functions: dict[str, Table] = {
        at_rank(name, n): {**at_rank(description, n), "rank": n, "page": page}
        for n in sorted(ranks, key=lambda n: n != MAIN)
    }
    for key in set(TEXTS) & description.keys():
        functions[page][key] = on_page(description[key], ranks)
    return functions
