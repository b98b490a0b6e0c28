"""Writes the help of a function, as roxygen comments."""

from __future__ import annotations

import re
import textwrap

from tools.generate.descriptions import DescriptionError, Table
from tools.generate.function import Function
from tools.generate.ranks import RANKS, on_page


def documentation(f: Function) -> list[str]:
    """The comments above a function."""
    said = f.description
    if said.get("page", f.name) != f.name:
        return [f"#' @rdname {said['page']}", "#' @export"]
    lines = [*comment(said["title"]), "#'", *comment(said["description"]), "#'"]
    if "details" in said:
        lines += ["#' @details", *comment(said["details"]), "#'"]
    for key, argument in f.arguments.items():
        if argument.text is not None:
            lines += comment(f"@param {key} {argument.text}", rest="  ")
    for topic in inherited(f):
        lines += [f"#' @inheritParams {topic}"]
    lines += ["#'"]
    if "shapes" in said:
        lines += ["#' @section Shapes:", *comment(said["shapes"]), "#'"]
    lines += last_part(said, f)
    left = re.search("<(n|data|an example|(new )?axes|each)>", "\n".join(lines))
    if left:
        raise DescriptionError(f"{f.name}() has no rank to fill in {left[0]} with.")
    return [*lines, "#' @export"]


def shared_page(topic: str, said: Table, functions: list[Function]) -> list[str]:
    """The help page of several functions, with a table of what each of them does."""
    lines = [*comment(said["title"]), "#'", *comment(said["description"]), "#'"]
    rows = [
        f"| `{call_of(f)}` | {' '.join(f.description['title'].split())} |"
        for f in functions
    ]
    lines += ["#' @details", "#' | function | result |", "#' | --- | --- |"]
    lines += [f"#' {row}" for row in rows] + ["#'"]
    if "details" in said:
        lines += [*comment(said["details"]), "#'"]
    texts = {
        key: argument.text
        for f in functions
        for key, argument in f.arguments.items()
        if argument.text is not None
    }
    for key, text in texts.items():
        lines += comment(f"@param {key} {text}", rest="  ")
    topics = {topic for f in functions for topic in inherited(f)}
    lines += [f"#' @inheritParams {t}" for t in sorted(topics, key=len, reverse=True)]
    lines += ["#'"]
    return [*lines, *last_part(said, functions[0]), f"#' @name {topic}", "NULL"]


def last_part(said: Table, f: Function) -> list[str]:
    """What stands behind the arguments on a page, of one function or several."""
    lines = []
    for key in said.get("sections", ()):
        title = f.family.sections[key]["title"]
        lines += [f"#' @inheritSection {f.kind.topic(f.family)} {title}"]
    lines += comment(returned(said, f), rest="  ")
    if "references" in said:
        lines += ["#' @references", *comment(said["references"])]
    lines += [f"#' @family {f.family.title}"]
    if "seealso" in said:
        lines += comment(f"@seealso {said['seealso']}", rest="  ")
    lines += [f"#' @examplesIf {said.get('examples_if', 'is_keras_available()')}"]
    lines += [f"#' {line}".rstrip() for line in said["example"].strip().split("\n")]
    return lines


def call_of(f: Function) -> str:
    """The call with the arguments that must be given, for a table."""
    given = [key for key, default in f.signature.items() if default is None]
    return f"{f.name}({', '.join(key for key in given if key != '...')})"


def inherited(f: Function) -> list[str]:
    """The pages that have the texts of its other arguments, the family's first."""
    topics = {argument.topic for argument in f.arguments.values()} - {None}
    return [t for t in (f.kind.topic(f.family), f.kind.topic()) if t in topics]


def shared(
    topic: str,
    title: str,
    glossary: dict[str, Table],
    sections: dict[str, Table],
    returns: str | None = None,
) -> list[str]:
    """A hidden page of what others inherit."""
    lines = [*comment(title), "#'"]
    for key, entry in glossary.items():
        text = on_page(entry["text"], list(RANKS))
        lines += comment(f"@param {key} {text}", rest="  ")
    for section in sections.values():
        lines += ["#'", f"#' @section {section['title']}:", *comment(section["text"])]
    if returns:
        lines += ["#'", *comment(f"@returns {returns}", rest="  ")]
    return [*lines, "#'", f"#' @name {topic}", "#' @keywords internal", "NULL"]


def returned(said: Table, f: Function) -> str:
    """The tag for what is returned, which the page says, or else the family."""
    if "returns" in said:
        return f"@returns {said['returns']}"
    if f.family.returns:
        return f"@inherit {f.kind.topic(f.family)} return"
    return f.kind.returns


def comment(text: str, rest: str = "") -> list[str]:
    """Text as roxygen comments of 80 columns; tables, lists and code stay."""
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        if lines:
            lines.append("")
        if re.match(r"(\||```|[*-] |\s{2,})", block):
            lines += block.split("\n")
        else:
            lines += wrap(" ".join(block.split()), 76 - len(rest))
    shown = [line if i == 0 else rest + line for i, line in enumerate(lines)]
    return [f"#' {line}".rstrip() for line in shown]


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines, none of which begins as an item of a list would."""
    marker = re.compile(r" (?=([-+*]|\d+[.)]) )")
    glued = marker.sub("\N{NO-BREAK SPACE}", text)
    lines = textwrap.wrap(glued, width, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
