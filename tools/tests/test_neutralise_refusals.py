"""A refusal that no test notices is found, and one that a test notices is not."""

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.neutralise_refusals import Project, refusals

ROOT = Path(__file__).resolve().parents[2]
MODULE = """
import os

made = []


def checked(x):
    if x == "caught":
        raise ValueError("caught")
    if x == "of no matter":
        raise ValueError("survives")
    if x == "out of reach":
        raise ValueError("survives")
    if x == "an end":
        raise ValueError("crashes without")
        os._exit(1)
    if x == "left":
        raise ValueError("leaves something without")
    made.append(x)


def again(x):
    try:
        checked(x)
    except ValueError:
        raise


def other():
    if True:
        raise KeyError("by other tests")
"""
OWN_TESTS = """
import pytest
from toy.module import checked, made


def test_caught():
    with pytest.raises(ValueError, match="caught"):
        checked("caught")


def test_of_no_matter():
    try:
        checked("of no matter")
    except ValueError:
        pass


def test_an_end():
    with pytest.raises(ValueError, match="crashes"):
        checked("an end")


def test_left():
    try:
        checked("left")
    except ValueError:
        pass
    assert made == []
"""
OTHER_TESTS = """
import pytest
from toy.module import other


@pytest.mark.parametrize("x", ["a :: b"])
def test_other(x):
    with pytest.raises(KeyError):
        other()


def test_that_is_red_already():
    other()
"""


@pytest.fixture
def project(tmp_path):
    for name, text in {
        "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\n',
        "toy/__init__.py": "",
        "toy/module.py": MODULE,
        "tests/test_module.py": OWN_TESTS,
        "tests/test_other.py": OTHER_TESTS,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Project(tmp_path, "toy")


def neutralise(project, pattern="", *more):
    """Return the exit status and what is said of each refusal, by what it raises."""
    tool = ROOT / "tools" / "neutralise_refusals.py"
    options = ["--folder", project.folder, "--package", project.package]
    done = subprocess.run(
        [sys.executable, tool, *options, pattern, *more],
        env={
            **os.environ,
            "KERAS_BACKEND": "jax",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    said = {
        line.split("'")[1]: (line.split(" ")[0], outcome.strip())
        for line, outcome in itertools.pairwise(lines)
        if line.startswith("module.py:")
    }
    return done.returncode, said, done.stdout


def test_refusals_are_those_that_say_what_they_raise(project):
    found = refusals(project)
    assert len(found) == 6
    assert "raise ValueError('caught')" in found.values()
    assert "raise" not in found.values()


def test_each_refusal_is_noticed_or_listed(project):
    status, said, text = neutralise(project)
    assert status == 1
    assert {name: outcome for name, (_, outcome) in said.items()} == {
        "caught": "caught by tests/test_module.py::test_caught",
        "survives": "SURVIVED, no test in Python reaches it",
        "crashes without": "caught by a crash",
        "leaves something without": "caught by a test that stays red",
        "by other tests": "caught by tests/test_other.py::test_other[a :: b]",
    }
    assert "2 survived" in text
    assert "SURVIVED\n" in text
    assert "Red already, and so left out: tests/test_other.py::test_that_is" in text


def test_those_of_a_pattern_are_neutralised_alone(project):
    place = next(x for x, said in refusals(project).items() if "'caught'" in said)
    status, said, text = neutralise(project, f"{place}$")
    assert (status, list(said)) == (0, ["caught"])
    assert "1 to neutralise" in text
    assert "0 survived" in text


def test_of_other_files_of_tests_those_that_match_are_run(project):
    place = next(x for x, said in refusals(project).items() if "by other" in said)
    for tests, status in (("other", 0), ("^test_module", 1)):
        assert neutralise(project, f"{place}$", "--tests", tests)[0] == status
