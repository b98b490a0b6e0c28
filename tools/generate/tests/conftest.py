"""What the tests of the generator share."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.generate.function import Known

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def known():
    return Known()


@pytest.fixture(scope="session")
def run_r():
    """Run a file of R code in a new process, and return the lines that it prints."""

    def run(path, *arguments):
        command = ["Rscript", "--vanilla", str(path), *map(str, arguments)]
        env = {
            **os.environ,
            "R_LIBS": str(ROOT / ".rlib"),
            "RETICULATE_PYTHON": sys.executable,
        }
        done = subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.splitlines()

    return run
