"""Which backend runs is known in one place."""

import ast
import re
from pathlib import Path

import pytest

import lamina

ROOT = Path(lamina.__file__).parent
MAY_KNOW = {
    "layers/channel_mask.py",
    *(f"_backend/{file.name}" for file in (ROOT / "_backend").glob("*.py")),
}
OTHERS = sorted({str(file.relative_to(ROOT)) for file in ROOT.rglob("*.py")} - MAY_KNOW)

# The backends, as the Makefile has them, and what they are called for short.
MAKEFILE = Path(__file__).parents[2] / "Makefile"
BACKENDS = re.search(r"^BACKENDS \?= (.+)$", MAKEFILE.read_text(), re.MULTILINE)[1]
NAMES = "|".join([*BACKENDS.split(), "jnp", "tf"])

# In a name, and in a string that is none of words. What people read may name one.
NAME = re.compile(f"(?i)(^|[^a-z])({NAMES})([^a-z]|$)|tensorflow|torch")

# What tells a backend's own arrays and functions from others.
MARKS = {
    *("is_deleted", "block_until_ready", "python_function", "_type_spec"),
    *("BCOO", "Ragged", "RaggedTensor", "SparseTensor", "IndexedSlices"),
}


def names_in(tree):
    """Identifiers, names of modules and strings without a space, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.alias):
            yield node.lineno, node.name
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg | ast.keyword):
            yield node.lineno, node.arg or ""
        elif isinstance(node, ast.Constant) and re.fullmatch(r"\S+", str(node.value)):
            yield node.lineno, str(node.value)


def that_know(source):
    tree = ast.parse(source)
    found = [
        (line, name)
        for line, name in names_in(tree)
        if NAME.search(name) or name in MARKS
    ]
    asked = [
        (node.lineno, "backend()")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "backend"
    ]
    return found + asked


@pytest.mark.parametrize("file", OTHERS)
def test_no_other_module_names_a_backend(file):
    assert that_know((ROOT / file).read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        "import jax",
        "from tensorflow.python import ops",
        "hasattr(model, 'jax_state_sync')",
        "model._jax_state",
        "x.is_deleted()",
        "getattr(f, 'python_function', None)",
        "keras.backend.backend() == name",
        "sys.modules.get('torch')",
        "def get_tf_dataset(self): ...",
        "any(word in type(x).__name__ for word in ('Ragged', 'BCOO'))",
    ],
)
def test_what_knows_a_backend_is_found(source):
    assert that_know(source)


def test_words_that_people_read_may_name_one():
    assert not that_know('"""On JAX it is so."""\nraise ValueError("not on JAX")')
    assert not that_know("shelf.transform(adjacent)")
