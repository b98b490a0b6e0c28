import dataclasses
import doctest
import importlib.util
import inspect
import os
import pkgutil
import re
from pathlib import Path

import keras
import pytest

import lamina

# Kernels run on a graphics card alone, in `test_triton_kernels.py`.
KERNELS = {"lamina._backend.triton_kernels"}
OF_PYTORCH = {"lamina._backend.torch_maps", "lamina._backend.torch_seeds"}
MODULES = sorted(
    {m.name for m in pkgutil.walk_packages(lamina.__path__, "lamina.") if not m.ispkg}
    - KERNELS
)
PUBLIC = sorted(n for n in lamina.__all__ if callable(getattr(lamina, n)))
README = Path(__file__).parents[1] / "README.md"

# What only lamina itself calls is tried on each backend elsewhere: where the tests run
# on several, its examples run on the first.
BACKENDS = os.environ.get("LAMINA_BACKENDS", keras.backend.backend()).split()
RUN_ALL = keras.backend.backend() == BACKENDS[0]


def defines_public(module):
    # Not imported: a module may need a backend that is not there.
    source = Path(importlib.util.find_spec(module).origin).read_text(encoding="utf-8")
    names = "|".join(PUBLIC)
    return bool(re.search(rf"^(class|def) ({names})\b", source, re.MULTILINE))


class Examples(doctest.DocTestFinder):
    """Finds those of public classes too, whose module is `lamina` itself."""

    def _from_module(self, module, thing):
        if inspect.isclass(thing) and thing.__module__ == "lamina":
            own = rf"^class {thing.__name__}\b"
            return bool(re.search(own, inspect.getsource(module), re.MULTILINE))
        return super()._from_module(module, thing)


@pytest.mark.parametrize("module", [m for m in MODULES if RUN_ALL or defines_public(m)])
def test_examples_run(module):
    if module in OF_PYTORCH and keras.backend.backend() != "torch":
        pytest.skip("It is how PyTorch alone is told something")
    runner = doctest.DocTestRunner(
        optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    )
    for example in Examples().find(importlib.import_module(module)):
        runner.run(example)
    assert runner.tries > 0
    assert runner.failures == 0


@pytest.mark.parametrize("name", PUBLIC)
def test_public_docs_are_whole(name):
    thing = getattr(lamina, name)
    doc = inspect.getdoc(thing)
    # What a call returns has attributes, and is not made by hand.
    result = dataclasses.is_dataclass(thing)
    sections = ("Attributes:",) if result else ("Args:", "Raises:")
    for section in (*sections, "Example:", ">>> "):
        assert section in doc
    # Of a class itself Debian's Python 3.11.2 says what its `__new__` takes.
    made = thing.__init__ if inspect.isclass(thing) else thing
    for argument in inspect.signature(made).parameters.keys() - {"self"}:
        assert re.search(rf"^    \**{argument}: ", doc, re.MULTILINE), argument


def test_readme_example_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    exec(compile(code, str(README), "exec"), {})
