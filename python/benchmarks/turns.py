"""What the benchmarks share: taking turns, ratios, and the file of results.

Machines differ, and one machine is not equally fast from minute to minute. So what is
compared takes turns in one process, the ratio is made within each turn, and what is
told is the median of these ratios with their quartiles.
"""

import csv
import importlib.metadata
import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras

BACKEND: str = keras.backend.backend()
NAMES = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}

Run = Callable[[], Any]
Times = dict[str, list[float]]
Row = dict[str, Any]


def take_turns(
    runs: dict[str, Run], seconds: float, least: int, most: int, warm_up: int = 3
) -> Times:
    """Time the runs in turn, at least and at most so often, else for so long.

    Each turn has an order of its own, so that none always finds the cache as the same
    other one left it.
    """
    wait = device_wait()
    times: Times = {name: [] for name in runs}
    for _ in range(warm_up):
        for run in runs.values():
            run()
    wait()
    order = list(runs)
    shuffle = random.Random(1).shuffle
    end = time.perf_counter() + seconds
    turn = 0
    while turn < least or (turn < most and time.perf_counter() < end):
        shuffle(order)
        for name in order:
            start = time.perf_counter()
            runs[name]()
            wait()
            times[name].append(time.perf_counter() - start)
        turn += 1
    return times


def ratio(times: Times, over: str, under: str) -> Row:
    pairs = zip(times[over], times[under], strict=True)
    return spread(f"{over}/{under}", [a / b for a, b in pairs])


def spread(measure: str, values: list[float]) -> Row:
    lower, median, upper = statistics.quantiles(values, n=4, method="inclusive")
    return {
        "measure": measure,
        "median": median,
        "lower": lower,
        "upper": upper,
        "turns": len(values),
    }


def single(measure: str, value: float) -> Row:
    return {
        "measure": measure,
        "median": value,
        "lower": value,
        "upper": value,
        "turns": 1,
    }


def shown(row: Row) -> str:
    return (
        f"{row['measure']} {row['median']:.2f} ({row['lower']:.2f}-{row['upper']:.2f})"
    )


class Results:
    """Rows of results, each printed as it comes and written to a file at the end."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.rows: list[Row] = []
        self.machine = machine()
        print(f"==> {part}: {self.machine['software']}; {self.machine['machine']}")

    def add(
        self,
        mode: str,
        *rows: Row,
        size: str = "",
        layout: str = "",
        dtype: str = "float32",
    ) -> None:
        where = {"mode": mode, "size": size, "layout": layout, "dtype": dtype}
        self.rows += [
            {"part": self.part, "backend": BACKEND} | where | row | self.machine
            for row in rows
        ]
        print("  ".join(filter(None, [*where.values(), *map(shown, rows)])), flush=True)

    def write(self) -> None:
        """Write the rows to the file named on the command line, where one is."""
        if len(sys.argv) < 2:
            return
        with open(sys.argv[1], "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, self.rows[0].keys())
            writer.writeheader()
            writer.writerows(self.rows)


def device_wait() -> Run:
    """Return what waits until the device has done all it was given.

    On a CPU TensorFlow and PyTorch return with the result there. JAX is waited for
    where it runs, by its arrays.
    """
    if BACKEND == "torch":
        import torch

        if torch.cuda.is_available():
            return torch.cuda.synchronize
    if BACKEND == "tensorflow":
        import tensorflow as tf

        if tf.config.list_physical_devices("GPU"):
            return tf.test.experimental.sync_devices  # type: ignore[no-any-return]
    return lambda: None


def machine() -> dict[str, str]:
    version = importlib.metadata.version
    package = BACKEND
    if BACKEND == "tensorflow" and not has_package("tensorflow"):
        package = "tensorflow-cpu"
    backend = f"{NAMES.get(BACKEND, BACKEND)} {version(package).split('+')[0]}"
    return {
        "software": f"Keras {keras.__version__}, {backend}",
        "machine": gpu() or cpu(),
    }


def has_package(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def cpu() -> str:
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    cores = os.cpu_count()
    return f"{model}, {cores} core{'' if cores == 1 else 's'}"


def gpu() -> str:
    if BACKEND == "torch":
        import torch

        return torch.cuda.get_device_name() if torch.cuda.is_available() else ""
    if BACKEND == "jax":
        import jax

        device = jax.devices()[0]
        return "" if device.platform == "cpu" else str(device.device_kind)
    if BACKEND == "tensorflow":
        import tensorflow as tf

        for device in tf.config.list_physical_devices("GPU"):
            details = tf.config.experimental.get_device_details(device)
            return str(details.get("device_name", "GPU"))
    return ""
