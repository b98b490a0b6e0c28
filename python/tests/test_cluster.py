"""The programs of examples/cluster/, where what they need is installed."""

import os
import shutil
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import keras
import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(program, seconds):
    """Return what a program wrote; none of its processes outlives the time."""
    settings = {
        "KERAS_BACKEND": keras.backend.backend(),
        "PYTHONPATH": str(ROOT / "python"),
        "RAY_USAGE_STATS_ENABLED": "0",
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "examples/cluster" / program)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **settings},
        start_new_session=True,
    )
    with process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    assert process.returncode == 0, output
    return output


@pytest.mark.parametrize(
    ("engine", "package"),
    [("ray", "ray"), ("dask", "distributed"), ("spark", "pyspark")],
)
def test_two_workers_draw_the_bits_of_one_process(engine, package):
    # These take seconds to import, and this process does not need them.
    if find_spec(package) is None or find_spec("pyarrow") is None:
        pytest.skip(f"{package} is not installed: see `make test-cluster`")
    if engine == "spark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    output = run(f"monte_carlo_{engine}.py", 400)
    assert "2 processes: " in output
    assert "identical bits: 800 examples, ids, mean, sd, samples" in output
