"""Makes lamina's refusals in Python do nothing, one at a time, and demands a red test.

    .venv/bin/python tools/neutralise_refusals.py            all
    .venv/bin/python tools/neutralise_refusals.py settings   those whose place matches
    .venv/bin/python tools/neutralise_refusals.py data.py --tests batches
                                        and of other modules' tests those that match

A refusal is a `raise` that says what it raises: each gets a switch when its module is
imported. The tests are run once, to learn which of them reach what; then those are run
with the refusal switched off, up to the first that is red, and that one again with it
switched on. What no test notices on the first backend is tried on the next, unless
KERAS_BACKEND names one. What is left is shown as SURVIVED, and makes the exit status 1.
Of a test that starts a process of its own nothing is seen in there.
"""

import argparse
import ast
import contextlib
import multiprocessing
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

# What runs tests is a fork of a process that has not started Keras.
FORK = multiprocessing.get_context("fork")
STAYS_RED, CRASHED, NO_END = "a test that stays red", "a crash", "the limit of time"
BACKENDS = ("jax", "tensorflow", "torch")
# Most of the time on JAX goes into compiling what is run once.
XLA_FLAGS = (
    "--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true "
    "--xla_cpu_use_fusion_emitters=false"
)


class Project(NamedTuple):
    """A package on a backend, in a folder with its `tests` and `pyproject.toml`."""

    folder: Path
    package: str
    backend: str = "jax"

    @property
    def tests(self) -> list[Path]:
        """The files of tests."""
        return sorted((self.folder / "tests").glob("test_*.py"))

    def own_tests(self, place: str) -> Path:
        """Return where the tests of the module with a refusal are, or would be."""
        return self.folder / "tests" / f"test_{Path(place.split(':')[0]).name}"


# Refusals with switches --------------------------------------------------------------


class _Switching(ast.NodeTransformer):
    """Puts each `raise` of an error under a switch, and notes what it says."""

    def __init__(self, file: str) -> None:
        self.file, self.found = file, dict[str, str]()

    def visit_Raise(self, node: ast.Raise) -> ast.stmt:
        if node.exc is None:
            return node
        place = f"{self.file}:{node.lineno}"
        self.found[place] = ast.unparse(node)
        test = ast.Call(ast.Name("_refuses", ast.Load()), [ast.Constant(place)], [])
        return ast.fix_missing_locations(
            ast.copy_location(ast.If(test, [node], []), node)
        )


def refusals(project: Project) -> dict[str, str]:
    """Return what each refusal says, by its place: the module's file and the line."""
    found: dict[str, str] = {}
    top = project.folder / project.package
    for path in sorted(top.rglob("*.py")):
        switching = _Switching(path.relative_to(top).as_posix())
        switching.visit(ast.parse(path.read_text(encoding="utf-8")))
        found |= switching.found
    return found


class Switches:
    """Finds the modules of a package and gives their refusals switches.

    Attributes:
        off: The place of the refusal that is switched off, if any.
        reached: The places that have been reached.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.off: str | None = None
        self.reached: set[str] = set()

    def refuses(self, place: str) -> bool:
        """Note that a refusal has been reached; return whether it is switched on."""
        self.reached.add(place)
        return place != self.off

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Find a module of the package, as `sys.meta_path` asks for it."""
        if name.split(".")[0] != self.project.package:
            return None
        spec: ModuleSpec | None = PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(self, spec.loader)
        return spec


class _Loader(SourceFileLoader):
    def __init__(self, switches: Switches, loader: SourceFileLoader) -> None:
        super().__init__(loader.name, loader.path)
        self.switches = switches

    def get_code(self, fullname: str) -> Any:
        project = self.switches.project
        file = Path(self.path).relative_to(project.folder / project.package)
        tree = ast.parse(self.get_data(self.path))
        return compile(_Switching(file.as_posix()).visit(tree), self.path, "exec")

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["_refuses"] = self.switches.refuses
        super().exec_module(module)


# Running tests -----------------------------------------------------------------------


class Reach(NamedTuple):
    """What a test reaches, and how long it takes."""

    places: frozenset[str]
    seconds: float


class _Run:
    """Notes as a plugin of pytest what each test reaches, and which are red."""

    def __init__(self, switches: Switches, wanted: list[str] | None = None) -> None:
        self.switches, self.wanted = switches, wanted
        self.reach: dict[str, Reach] = {}
        self.red: list[str] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.wanted is not None:
            by_id = {item.nodeid: item for item in items}
            items[:] = [by_id[name] for name in self.wanted if name in by_id]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        self.switches.reached.clear()
        start = time.monotonic()
        result = yield
        seconds = time.monotonic() - start
        self.reach[item.nodeid] = Reach(frozenset(self.switches.reached), seconds)
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and report.nodeid not in self.red:
            self.red.append(report.nodeid)


def _run_tests(run: _Run, files: list[Path], *options: str) -> None:
    arguments = ["-q", "-p", "no:cacheprovider", "-c", "pyproject.toml", *options]
    status = pytest.main([*arguments, *map(str, files)], plugins=[run])
    passed = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    if status not in passed and not run.red:
        run.red.append("what stands outside of tests")


def _first_red(switches: Switches, tests: list[str], off: str | None) -> str | None:
    """Return the first of some tests that is red with a refusal switched off."""
    run = _Run(switches, tests)
    files = dict.fromkeys(
        switches.project.folder / test.split("::")[0] for test in tests
    )
    switches.off = off
    try:
        _run_tests(run, list(files), "-x")
    finally:
        switches.off = None
    return run.red[0] if run.red else None


@contextlib.contextmanager
def _child(project: Project, run: Any, *arguments: Any) -> Iterator[Connection]:
    """Have `run(answers, switches, ...)` in a process of its own, quietly."""

    def start(answers: Connection) -> None:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        os.environ["KERAS_BACKEND"] = project.backend
        if project.backend == "jax":
            os.environ.setdefault("XLA_FLAGS", XLA_FLAGS)
        os.chdir(project.folder)
        switches = Switches(project)
        sys.meta_path.insert(0, switches)
        run(answers, switches, *arguments)

    receiver, sender = FORK.Pipe(duplex=False)
    process = FORK.Process(target=start, args=(sender,))
    process.start()
    sender.close()
    try:
        yield receiver
    finally:
        process.kill()
        process.join()
        receiver.close()


# Which tests reach what --------------------------------------------------------------


def _trace(answers: Connection, switches: Switches, files: list[Path]) -> None:
    run = _Run(switches)
    _run_tests(run, files)
    answers.send((run.reach, run.red))


def find_reach(project: Project, files: list[Path]) -> dict[str, Reach]:
    """Return what each green test of some files reaches, by its id."""
    with _child(project, _trace, files) as answers:
        reach, red = answers.recv()
    for name in red:
        print("Red already, and so left out:", name)
    return {name: reach[name] for name in reach if name not in red}


# One at a time -----------------------------------------------------------------------


def _tests_that_reach(
    project: Project, place: str, reach: dict[str, Reach]
) -> list[str]:
    """Return those of the module's own file first, then those that are done soonest."""
    own = f"tests/{project.own_tests(place).name}::"
    names = [name for name in reach if place in reach[name].places]
    return sorted(names, key=lambda x: (not x.startswith(own), reach[x].seconds))


def _judge(
    answers: Connection, switches: Switches, tests: dict[str, list[str]]
) -> None:
    for place, names in tests.items():
        red = _first_red(switches, names, off=place)
        again = [red] if red in names else names
        left = red is not None and _first_red(switches, again, off=None) is not None
        answers.send(STAYS_RED if left else red)
        if left:
            break


def try_places(
    project: Project, places: Sequence[str], reach: dict[str, Reach]
) -> Iterator[tuple[str, str]]:
    """Tell what notices that a refusal does nothing, for each that something reaches.

    They have one process together; what ends it, or leaves a test red, has another for
    itself.

    Yields:
        A place, and the test or what else was red; "" where all tests were green.
    """
    tests = {place: _tests_that_reach(project, place, reach) for place in places}
    left = [place for place in places if tests[place]]
    is_alone = False
    while left:
        batch = left[:1] if is_alone else left[:]
        is_alone = False
        with _child(
            project, _judge, {place: tests[place] for place in batch}
        ) as answers:
            for place in batch:
                # Keras has to start, too, and the machine may be busy.
                limit = 300 + 20 * sum(reach[name].seconds for name in tests[place])
                red = _answer(answers, limit)
                has_ended = red in (STAYS_RED, CRASHED, NO_END)
                # What others have left behind may be to blame.
                is_alone = has_ended and place != batch[0]
                if not is_alone:
                    left.remove(place)
                    yield place, red
                if has_ended:
                    break


def _answer(answers: Connection, limit: float) -> str:
    if not answers.poll(limit):
        return NO_END
    try:
        return answers.recv() or ""
    except EOFError:
        return CRASHED


def neutralise(
    project: Project, backends: Sequence[str], pattern: str, others: str = ""
) -> list[str]:
    """Switch each refusal off whose place matches; show what notices it.

    Args:
        project: The package.
        backends: Which run its tests.
        pattern: A regular expression for places.
        others: One for the names of files of tests besides a module's own.

    Returns:
        The places of those that nothing notices.
    """
    every = refusals(project)
    said = {place: every[place] for place in every if re.search(pattern, place)}
    left = list(said)
    reached: set[str] = set()

    def show(place: str, outcome: str) -> None:
        words = " ".join(said[place].split())[:70]
        print(f"{place:<32} {words}\n    {outcome}", flush=True)

    start = time.monotonic()
    print(len(said), "to neutralise")
    for backend in backends:
        project = project._replace(backend=backend)
        own = [file for file in project.tests if file in map(project.own_tests, left)]
        # What the tests of its own file let pass is for all others to catch.
        rest = [
            file
            for file in project.tests
            if file not in own and re.search(others, file.name)
        ]
        for files in (own, rest):
            if not left or not files:
                continue
            print(f"Running {len(files)} files of tests on {backend} ...", flush=True)
            reach = find_reach(project, files)
            reached.update(*(test.places for test in reach.values()))
            for place, red in try_places(project, tuple(left), reach):
                if red:
                    left.remove(place)
                    show(place, f"caught by {red}")
    minutes = (time.monotonic() - start) / 60
    print(f"\n{len(said)} neutralised in {minutes:.1f} minutes, {len(left)} survived")
    for place in left:
        show(
            place,
            "SURVIVED" + ("" if place in reached else ", no test in Python reaches it"),
        )
    return left


def main() -> int:
    """Run the tool, and return its exit status."""
    here = Path(__file__).resolve().parents[1] / "python"
    parser = argparse.ArgumentParser(description="Switch refusals off, one at a time.")
    parser.add_argument(
        "pattern", nargs="?", default="", help="those whose place matches"
    )
    parser.add_argument(
        "--folder", type=Path, default=here, help="where the package is"
    )
    parser.add_argument("--package", default="lamina", help="its name")
    parser.add_argument(
        "--tests", default="", help="which files, besides a module's own"
    )
    given = parser.parse_args()
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    backend = os.environ.get("KERAS_BACKEND")
    backends = [backend] if backend else BACKENDS
    project = Project(given.folder.resolve(), given.package)
    return int(bool(neutralise(project, backends, given.pattern, given.tests)))


if __name__ == "__main__":
    sys.exit(main())
