"""Which files are written, and what stands in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.generate import descriptions, reference
from tools.generate.cases import cases
from tools.generate.code import code
from tools.generate.descriptions import DescriptionError, Family
from tools.generate.docs import documentation, shared, shared_page
from tools.generate.function import Function, Known, build
from tools.generate.kinds import KINDS, LAYER, OBJECT, OPERATION, Kind

ROOT = reference.ROOT
CASES = Path("tests/testthat/cases")
# Modules of what other functions of Keras take as their arguments.
STOOD_FOR = {"activations", *OBJECT.prefixes}


def functions(kind: Kind, folder: Path, known: Known) -> dict[str, list[Function]]:
    """The functions of a kind that a folder describes, by file of descriptions."""
    return {
        stem: build_all(kind, family, known)
        for stem, family in descriptions.read_families(folder, kind.module).items()
    }


def build_all(kind: Kind, family: Family, known: Known) -> list[Function]:
    """The functions of a family; the page of several has the arguments of each."""
    built = {
        name: build(name, description, family, kind, known)
        for name, description in family.functions.items()
    }
    for f in built.values():
        topic = f.description.get("page", f.name)
        if topic in family.pages:
            continue
        page = built[topic]
        lacking = f.signature.keys() - page.signature.keys()
        if lacking:
            raise DescriptionError(f"{page.name}() lacks {', '.join(lacking)}.")
    return list(built.values())


def written(kind: Kind, folder: Path, known: Known) -> Iterator[tuple[Path, str]]:
    """Path from the root and text of all that is written for a kind."""
    families = descriptions.read_families(folder, kind.module)
    glossary = descriptions.read_glossary(folder)
    if families and glossary:
        title = f"Arguments shared by {kind.name}s"
        page = shared(kind.topic(), title, glossary, {})
        yield r_file(kind, "glossary", [page])
    for stem, family in families.items():
        blocks = []
        parts = family.glossary, family.sections, family.returns
        if stem == family.name and any(parts):
            title = f"Arguments in common: {family.title}"
            blocks += [shared(kind.topic(family), title, *parts)]
        built = build_all(kind, family, known)
        blocks += page_blocks(family, built)
        yield r_file(kind, stem, blocks)
        if built:
            yield (
                CASES / f"{kind.name}-{stem}.dcf",
                "\n\n".join(cases(built)) + "\n",
            )


def page_blocks(family: Family, functions: list[Function]) -> Iterator[list[str]]:
    """The functions with their help; a page of several stands before the first."""
    left = dict(family.pages)
    for f in functions:
        topic = f.description.get("page", f.name)
        if topic in left:
            on_page = [g for g in functions if g.description.get("page") == topic]
            yield shared_page(topic, left.pop(topic), on_page)
        yield [*documentation(f), *code(f)]
    if left:
        raise DescriptionError(f"No function is on the page {', '.join(left)}.")


def r_file(kind: Kind, stem: str, blocks: list[list[str]]) -> tuple[Path, str]:
    """A file of R code, and its first line, which says where it comes from."""
    source = f"tools/generate/{kind.name}/{stem}.toml"
    header = [f"# Written by tools/generate from {source}, by `make generate`."]
    text = "\n\n".join("\n".join(lines) for lines in [header, *blocks]) + "\n"
    return Path(f"R/gen-{kind.name}-{stem}.R"), text


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


def kind_tests(kinds: Iterable[Kind]) -> str:
    """The R functions that test a case of each kind, as a table."""
    rows = [f"{kind.name},{test}" for kind in kinds for test in kind.tests]
    return "\n".join(["kind,test", *rows]) + "\n"


def counterparts(known: Known) -> str:
    """What functions given in place of an object stand for, as R code, by modules."""
    names: dict[str, dict[str, str]] = {}
    for kind in (OBJECT, OPERATION):
        for family in functions(kind, kind.folder, known).values():
            for f in family:
                module, name = f.target(f.keras)
                names.setdefault(module, {})[f.name] = name
        by_hand = descriptions.read_by_hand(kind.folder)
        for fun, keras in descriptions.standing_for_keras(by_hand).items():
            module, _, name = keras.rpartition(".")
            names.setdefault(module, {})[fun] = name
    taken = [module for module in sorted(names) if module in STOOD_FOR]
    blocks = [
        f"  {module} = c(\n"
        + ",\n".join(f'    {f} = "{k}"' for f, k in sorted(names[module].items()))
        + "\n  )"
        for module in taken
    ]
    return (
        "# Written by tools/generate from its descriptions, by `make generate`.\n\n"
        "# What functions stand for that are given in place of an object, by modules\n"
        "# of Keras.\n"
        "counterparts <- list(\n" + ",\n".join(blocks) + "\n)\n"
    )


def files() -> dict[Path, str]:
    """The text of every file that is written, by its path from the root."""
    known = Known()
    texts = {
        path: text for kind in KINDS for path, text in written(kind, kind.folder, known)
    }
    texts[CASES / "layer-axes.csv"] = layer_axes(known)
    texts[CASES / "kinds.csv"] = kind_tests(KINDS)
    texts[Path("R/gen-counterparts.R")] = counterparts(known)
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
