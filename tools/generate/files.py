"""Which files are written, and what stands in each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tools.generate import descriptions, reference
from tools.generate.cases import cases
from tools.generate.code import code
from tools.generate.docs import documentation
from tools.generate.function import Function, Known, build
from tools.generate.kinds import KINDS, LAYER, Kind

ROOT = reference.ROOT
CASES = Path("tests/testthat/cases")


def functions(kind: Kind, folder: Path, known: Known) -> dict[str, list[Function]]:
    """The functions of a kind that are described in a folder, by family."""
    return {
        stem: [
            build(name, description, family, kind, known)
            for name, description in family.functions.items()
        ]
        for stem, family in descriptions.read_families(folder, kind.module).items()
    }


def written(kind: Kind, folder: Path, known: Known) -> Iterator[tuple[Path, str]]:
    """Path from the root and text of all that is written for a kind."""
    for stem, family in functions(kind, folder, known).items():
        source = f"tools/generate/{kind.name}/{stem}.toml"
        header = f"# Written by tools/generate from {source}, by `make generate`."
        blocks = ["\n".join([*documentation(f), *code(f)]) for f in family]
        yield (
            Path(f"R/gen-{kind.name}-{stem}.R"),
            "\n\n".join([header, *blocks]) + "\n",
        )
        yield CASES / f"{kind.name}-{stem}.dcf", "\n\n".join(cases(family)) + "\n"


def layer_axes(known: Known) -> str:
    """The arguments that keras3 counts from 1, as a table."""
    rows = [
        f"{fun},{argument}"
        for family in functions(LAYER, LAYER.folder, known).values()
        for fun in sorted(f.name for f in family)
        for argument, fact in known.keras3.get(fun, {}).items()
        if fact["convert"] == "axis"
    ]
    return "\n".join(["fun,arg", *rows]) + "\n"


def files() -> dict[Path, str]:
    """The text of every file that is written, by its path from the root."""
    known = Known()
    texts = {
        path: text for kind in KINDS for path, text in written(kind, kind.folder, known)
    }
    texts[CASES / "layer-axes.csv"] = layer_axes(known)
    return texts


def stale() -> dict[Path, str | None]:
    """The files that are not what would be written; None for one that is left over."""
    wanted = files()
    found: dict[Path, str | None] = {
        path: text
        for path, text in wanted.items()
        if not (ROOT / path).exists() or (ROOT / path).read_text() != text
    }
    there = [*ROOT.glob("R/gen-*.R"), *(ROOT / CASES).glob("*")]
    left = {path.relative_to(ROOT) for path in there} - wanted.keys()
    return {**found, **dict.fromkeys(sorted(left))}
