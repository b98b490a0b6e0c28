import dataclasses
import doctest
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import lamina

MODULES = sorted(f"lamina.{m.name}" for m in pkgutil.iter_modules(lamina.__path__))
PUBLIC = sorted(n for n in lamina.__all__ if callable(getattr(lamina, n)))
README = Path(__file__).parents[1] / "README.md"


@pytest.mark.parametrize("module", MODULES)
def test_examples_run(module):
    result = doctest.testmod(
        importlib.import_module(module),
        optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE,
    )
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("name", PUBLIC)
def test_public_docs_are_whole(name):
    thing = getattr(lamina, name)
    doc = inspect.getdoc(thing)
    # What a call returns has attributes, and is not made by hand.
    result = dataclasses.is_dataclass(thing)
    sections = ("Attributes:",) if result else ("Args:", "Raises:")
    for section in (*sections, "Example:", ">>> "):
        assert section in doc
    for argument in inspect.signature(thing).parameters:
        assert re.search(rf"^    \**{argument}: ", doc, re.MULTILINE), argument


def test_readme_example_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    exec(compile(code, str(README), "exec"), {})
