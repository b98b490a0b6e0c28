"""Every file that the documents for developers name is there."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["AGENTS.md", "CONTRIBUTING.md", "docs/architecture.md"]
ENDINGS = r"\.(R|py|md|toml|sh|csv|Rmd|yml|yaml)$"
# What is made by commands.
MADE = (".venv", ".rlib", "build/")


def files():
    tops = [path for path in ROOT.iterdir() if not path.name.startswith((".", "build"))]
    tops += [ROOT / ".ci", ROOT / ".github"]
    below = [path for top in tops if top.is_dir() for path in top.rglob("*")]
    paths = [path for path in [*tops, *below] if "__pycache__" not in path.parts]
    return [path.relative_to(ROOT).as_posix() for path in paths]


def named(text):
    """Return the paths and names of files between backticks, `<...>` as a wildcard."""
    quoted = re.findall(r"`([^`\n]+)`", text) + re.findall(
        r"^    (.+)$", text, re.MULTILINE
    )
    words = [word.rstrip(".,:;") for code in quoted for word in code.split()]
    words = [re.sub(r"<[^>]*>", "*", word) for word in words]
    return sorted(
        word
        for word in set(words)
        if (re.search(ENDINGS, word) or re.fullmatch(r"[\w.*-]+(/[\w.*-]+)*/", word))
        and not word.startswith(MADE)
    )


def is_there(name, files):
    pattern = name.rstrip("/")
    return any(
        fnmatch(file, pattern) or fnmatch(file, f"*/{pattern}") for file in files
    )


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_document_names_is_there(document):
    there = files()
    names = named((ROOT / document).read_text(encoding="utf-8"))
    assert len(names) >= 3
    assert [name for name in names if not is_there(name, there)] == []


def is_named(name, text):
    """Whether a text names a file itself, not another whose name ends so."""
    return re.search(rf"[`/]{re.escape(name)}`", text) is not None


def test_the_map_has_every_file_of_the_two_halves():
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    halves = [*ROOT.glob("R/*.R"), *ROOT.glob("python/lamina/**/*.py")]
    names = {path.name for path in halves if not path.name.startswith(("gen-", "__"))}
    assert len(names) > 80
    assert sorted(name for name in names if not is_named(name, text)) == []


def test_a_file_is_not_named_by_another():
    assert is_named("losses.py", "in `losses.py`, `models/losses.py`")
    assert is_named("losses.py", "in `models/losses.py`")
    assert not is_named("losses.py", "in `known_losses.py`")


def test_every_file_of_r_has_tests_or_the_map_says_what_tests_it():
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    (said,) = re.findall(r"Where the tests of a file are:.*?\n\n", text, re.DOTALL)
    code = {path.name for path in ROOT.glob("R/*.R") if path.name[:4] != "gen-"}
    tests = {path.name[5:] for path in ROOT.glob("tests/testthat/test-*.R")}
    tests = {name for name in tests if not name.startswith("gen-")}
    assert len(code & tests) > 60
    assert sorted(name for name in code - tests if not is_named(name, said)) == []
    without = {f"test-{name}" for name in tests - code}
    patterns = named(said)
    assert sorted(x for x in without if not any(fnmatch(x, y) for y in patterns)) == []


def test_a_subject_has_one_row_of_the_map():
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    for part in text.split("\n#"):
        subjects = re.findall(r"^\| (\w[^|]*) \|", part, re.MULTILINE)
        assert sorted({x for x in subjects if subjects.count(x) > 1}) == []


def test_a_name_that_is_not_there_is_found():
    assert named("see `R/<family>.R`, `no/such.py`, `.venv/bin/python`, `a b`") == [
        "R/*.R",
        "no/such.py",
    ]
    assert is_there("R/*.R", ["R/a.R"])
    assert is_there("a.R", ["R/a.R"])
    assert not is_there("a.R", ["R/aa.R"])
    assert not is_there("no/such.py", ["no/other.py"])


def test_the_citation_has_the_version_of_the_package():
    def version(file):
        text = (ROOT / file).read_text(encoding="utf-8")
        found = re.search(
            r"^(?:version:|Version:|__version__ =) *(\S+)", text, re.MULTILINE
        )
        return found[1].strip('"')

    assert version("CITATION.cff") == version("DESCRIPTION")
    assert version("python/lamina/__init__.py") == version("DESCRIPTION")
