"""Descriptions of several functions, one a rank, which share a help page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

# What a description whose name holds `Nd` says of each rank.
RANKS = {
    1: {
        "<data>": "sequences",
        "<an example>": "a sequence",
        "<axes>": "steps",
        "<n>": "1",
    },
    2: {
        "<data>": "images",
        "<an example>": "an image",
        "<axes>": "rows and columns",
        "<n>": "2",
    },
    3: {
        "<data>": "volumes",
        "<an example>": "a volume",
        "<axes>": "x, y and z",
        "<n>": "3",
    },
}

# The help page of all ranks has the name of this one.
MAIN = 2


def at_rank(value: Any, n: int) -> Any:
    """The same for rank n: `Nd` and `<n>` filled, `{"1d": ...}` its entry for n."""
    if isinstance(value, str):
        return re.sub(
            r"(?<=\w)N([Dd])(?![a-z])",
            rf"{n}\1",
            value.replace("_Nd", f"_{n}d").replace("<n>", RANKS[n]["<n>"]),
        )
    if isinstance(value, list):
        return [at_rank(item, n) for item in value]
    if isinstance(value, dict):
        if set(value) & {"1d", "2d", "3d"}:
            return at_rank(value[f"{n}d"], n)
        return {key: at_rank(item, n) for key, item in value.items()}
    return value


def on_page(text: Any, ranks: Sequence[int]) -> str:
    """The text for the help page of some ranks; one for each is put below the other."""
    if isinstance(text, dict):
        return "\n\n".join(dict.fromkeys(text[f"{n}d"].strip() for n in ranks))
    said: str = at_rank(text, MAIN)
    if "<axes>" in said:
        axes = [f"of {RANKS[n]['<data>']}, {RANKS[n]['<axes>']}" for n in ranks]
        said = said.rstrip() + f"\n\nThe axes are, {'; '.join(axes)}."
    for placeholder in ("<data>", "<an example>"):
        *first, last = (RANKS[n][placeholder] for n in ranks)
        said = said.replace(placeholder, f"{', '.join(first)} or {last}")
    said = said.replace("<axes>", "axes").replace("<new axes>", "new axes")
    return said.replace("<each>", ", or one for each axis")
