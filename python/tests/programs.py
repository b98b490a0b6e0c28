"""Run programs, each in a process of its own.

Most take less time than the import of Keras and its backend, of which nothing has
computed then. So one process imports these, and nothing of lamina's or of the tests',
and each program runs in a copy of it.
"""

import atexit
import json
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

HERE = Path(__file__).parent
# Where lamina is found.
PATH = str(HERE.parent)

# Windows has no copies.
_copies = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
_copies.set_forkserver_preload(["keras"])


class Program:
    """A running program: a file or Python code, what it is called with, and where.

    `environment` is added to that of the tests; what is None is left out of it.
    """

    def __init__(self, program, *arguments, folder=".", **environment):
        self._folder = tempfile.TemporaryDirectory()
        self._outputs = [Path(self._folder.name, name) for name in ("out", "err")]
        for output in self._outputs:
            output.touch()
        whole = {**os.environ, "PYTHONPATH": PATH, **environment}
        whole = {name: value for name, value in whole.items() if value is not None}
        arguments = [str(argument) for argument in arguments]
        self.process = _copies.Process(
            target=_run, args=(program, arguments, folder, whole, self._outputs)
        )
        self.process.start()

    def said(self):
        """Return what it has written to its output and to its errors."""
        return [output.read_text() for output in self._outputs]

    def finish(self, timeout=300):
        """Wait until it ends, or end it."""
        self.process.join(timeout)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        status = self.process.exitcode
        done = subprocess.CompletedProcess("", status, *self.said())
        self._folder.cleanup()
        return done


def run_program(program, *arguments, **where):
    """Run one program to its end."""
    return Program(program, *arguments, **where).finish()


def told_by(program, is_new=False):
    """Return what a program beside the tests says in its last line, which is JSON.

    Where `is_new` says so, nothing is imported before.
    """
    if is_new:
        done = subprocess.run(
            [sys.executable, HERE / program],
            env={**os.environ, "PYTHONPATH": PATH, "CUDA_VISIBLE_DEVICES": ""},
            capture_output=True,
            text=True,
            check=False,
        )
    else:
        done = run_program(HERE / program, CUDA_VISIBLE_DEVICES="")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def _run(program, arguments, folder, environment, outputs):
    """Be a new Python that is called with a program."""
    import numpy as np

    for output, descriptor in zip(outputs, (1, 2), strict=True):
        os.dup2(os.open(output, os.O_WRONLY), descriptor)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    is_file = isinstance(program, Path)
    first = str(program.parent) if is_file else ""
    given = environment.get("PYTHONPATH", "").split(os.pathsep)
    prefixes = (sys.prefix, sys.base_prefix)
    of_python = [path for path in sys.path if path.startswith(prefixes)]
    sys.path[:] = [first, *filter(None, given), *of_python]
    sys.argv[:] = [str(program) if is_file else "-c", *arguments]
    np.random.seed()
    status = 0
    try:
        if is_file:
            runpy.run_path(str(program), run_name="__main__")
        else:
            exec(program, {"__name__": "__main__"})
    except SystemExit as exit:
        status = exit.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 1
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.exit(status)
