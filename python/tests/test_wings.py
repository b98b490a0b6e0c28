"""Modules build on one another in one direction."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import lamina

ROOT = Path(lamina.__file__).parent

# Each may use those behind it.
WINGS = [
    *("bridge", "uncertainty", "models", "layers", "failures", "interrupts"),
    *("_backend", "_keras"),
]


def imports():
    """Which modules each of lamina's imports when it is loaded."""
    files = {}
    for file in ROOT.rglob("*.py"):
        name = ".".join(("lamina", *file.relative_to(ROOT).with_suffix("").parts))
        files[name.removesuffix(".__init__")] = file
    found = {name: set() for name in files}
    for name, file in files.items():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("lamina"):
                inside = {f"{node.module}.{alias.name}" for alias in node.names}
                found[name] |= (inside & set(files)) or {node.module}
    del found["lamina"]
    return found


def wing(module):
    return module.split(".")[1]


def test_no_module_imports_itself_by_others():
    TopologicalSorter(imports()).prepare()


def test_no_wing_uses_one_that_builds_on_it():
    for module, used in imports().items():
        for each in used:
            assert WINGS.index(wing(each)) >= WINGS.index(wing(module)), (module, each)
