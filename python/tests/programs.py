"""Run the programs beside the tests, each in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path


def told_by(program):
    """Return what a program says in its last line, which is JSON."""
    here = Path(__file__).parent
    run = subprocess.run(
        [sys.executable, here / program],
        env={**os.environ, "PYTHONPATH": str(here.parent), "CUDA_VISIBLE_DEVICES": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])
