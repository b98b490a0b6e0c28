"""Writes the help of a function, as roxygen comments."""

from __future__ import annotations

import re
import textwrap

from tools.generate.descriptions import RANKS, DescriptionError
from tools.generate.function import Function


def documentation(f: Function) -> list[str]:
    """The comments above a function."""
    said = f.description
    lines = [*comment(said["title"]), "#'", *comment(said["description"]), "#'"]
    if "details" in said:
        lines += ["#' @details", *comment(said["details"]), "#'"]
    for key, entry in f.arguments.items():
        lines += comment(f"@param {key} {entry['text']}", rest="  ")
    lines += ["#'"]
    if "shapes" in said:
        lines += ["#' @section Shapes:", *comment(said["shapes"]), "#'"]
    lines += comment(returned(f), rest="  ")
    if "references" in said:
        lines += ["#' @references", *comment(said["references"])]
    lines += [f"#' @family {f.family.title}"]
    if "seealso" in said:
        lines += comment(f"@seealso {said['seealso']}", rest="  ")
    lines += [f"#' @examplesIf {said.get('examples_if', 'is_keras_available()')}"]
    lines += [f"#' {line}".rstrip() for line in said["example"].strip().split("\n")]
    left = re.search("|".join(RANKS[1]), "\n".join(lines))
    if left:
        raise DescriptionError(f"{f.name}() has no rank to fill in {left[0]} with.")
    return [*lines, "#' @export"]


def returned(f: Function) -> str:
    """The tag that says what the function returns."""
    own = f.description.get("returns")
    return f"@returns {own}" if own else f.kind.returns


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
