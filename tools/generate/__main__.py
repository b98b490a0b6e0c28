"""Writes R functions from their descriptions, with their help and test cases.

python -m tools.generate            write what has changed
python -m tools.generate --check    write nothing, name what would change
python -m tools.generate --freeze   renew reference/ from the installed Keras first
"""

from __future__ import annotations

import sys

from tools.generate import reference
from tools.generate.descriptions import DescriptionError
from tools.generate.files import ROOT, stale


def main(options: list[str]) -> int:
    """Do what the options say, and return the exit status."""
    unknown = set(options) - {"--check", "--freeze"}
    if unknown:
        print(__doc__, file=sys.stderr)
        return 2
    if "--freeze" in options:
        before = reference.keras()
        path = reference.freeze()
        print(f"==> generate: {path.relative_to(ROOT)}")
        print("\n".join(reference.differences(before, reference.keras())))
    try:
        changed = stale()
    except DescriptionError as error:
        print(f"generate: {error}", file=sys.stderr)
        return 1
    check = "--check" in options
    for path, text in changed.items():
        print(f"==> generate: {path}" + (" is not up to date" if check else ""))
        if check:
            continue
        if text is None:
            (ROOT / path).unlink()
        else:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(text)
    if not changed:
        print("==> generate: all files are as the descriptions say")
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
