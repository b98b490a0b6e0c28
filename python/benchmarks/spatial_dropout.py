"""Time lamina's spatial dropout beside Keras' layer and beside one elementwise pass.

    KERAS_BACKEND=jax python python/benchmarks/spatial_dropout.py [results.csv]

The three take turns in one process, since machines differ and wander. What is told is
the median over the turns of the ratio to the pass (`x * c`, the least that a layer
could do: read the data and write it once) and to Keras, with the quartiles.
"""

import csv
import itertools
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
import lamina

SIZES = {"small": (8, 8, 8, 16), "middle": (16, 28, 28, 32), "large": (32, 56, 56, 64)}
LAYOUTS = ("channels_last", "channels_first")
DTYPES = ("float32", "bfloat16", "float16")
TURNS = {"small": 200, "middle": 60, "large": 25}
RATE = 0.3
BACKEND = keras.backend.backend()

Run = Callable[[], Any]


def main() -> None:
    rows = []
    print(f"Keras {keras.__version__} on {BACKEND}")
    header = ("mode", "size", "layout", "dtype", "keras/pass", "lamina/pass")
    print(
        f"{header[0]:22}{header[1]:8}{header[2]:16}{header[3]:10}", *header[4:], end=""
    )
    print("  lamina/keras (quartiles)")
    for size, layout, dtype in itertools.product(SIZES, LAYOUTS, DTYPES):
        for mode, make in modes().items():
            row = measure(mode, make, size, layout, dtype)
            rows.append(row)
            print(
                f"{mode:22}{size:8}{layout:16}{dtype:10}{row['keras_pass']:10.2f}"
                f"{row['lamina_pass']:12.2f}{row['lamina_keras']:14.2f}"
                f" ({row['lower']:.2f} to {row['upper']:.2f})",
                flush=True,
            )
    if len(sys.argv) > 1:
        with open(sys.argv[1], "w", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)


def measure(
    mode: str, make: Callable[..., Run], size: str, layout: str, dtype: str
) -> dict[str, Any]:
    batch, rows, columns, channels = SIZES[size]
    shape = (
        (batch, rows, columns, channels)
        if layout == "channels_last"
        else (batch, channels, rows, columns)
    )
    values = np.random.default_rng(1).normal(size=shape)
    x = keras.ops.convert_to_tensor(values.astype("float32"))
    x = keras.ops.cast(x, dtype)
    settings = {"data_format": layout, "seed": 1, "dtype": dtype}
    layers = {
        "keras": keras.layers.SpatialDropout2D(RATE, **settings),
        "lamina": lamina.SpatialDropout2D(RATE, **settings),
    }
    training = mode != "inference"
    runs = {"pass": make(lambda x: x * 1.5, x)}
    for name, layer in layers.items():
        layer(x, training=True)
        runs[name] = make(lambda x, layer=layer: layer(x, training=training), x)
    times = take_turns(runs, TURNS[size])
    keras_pass, lamina_pass, lamina_keras = (
        [a / b for a, b in zip(times[over], times[under], strict=True)]
        for over, under in [("keras", "pass"), ("lamina", "pass"), ("lamina", "keras")]
    )
    lower, _, upper = statistics.quantiles(lamina_keras, n=4)
    return {
        "backend": BACKEND,
        "mode": mode,
        "size": size,
        "layout": layout,
        "dtype": dtype,
        "keras_pass": statistics.median(keras_pass),
        "lamina_pass": statistics.median(lamina_pass),
        "lamina_keras": statistics.median(lamina_keras),
        "lower": lower,
        "upper": upper,
    }


def take_turns(runs: dict[str, Run], turns: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(turns + 3):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            if turn >= 3:  # the first turns compile and warm up
                times[name].append(time.perf_counter() - start)
    return times


def modes() -> dict[str, Callable[..., Run]]:
    return {"tensorflow": tensorflow_modes, "jax": jax_modes, "torch": torch_modes}[
        BACKEND
    ]()


def tensorflow_modes() -> dict[str, Callable[..., Run]]:
    import tensorflow as tf

    def backward(f: Callable[..., Any]) -> Callable[..., Any]:
        def run(x: Any) -> Any:
            with tf.GradientTape() as tape:
                tape.watch(x)
                y = f(x)
            return y, tape.gradient(y, x, output_gradients=x)

        return run

    def compiled(jit: bool, wrap: Callable[..., Any] = lambda f: f) -> Any:
        def make(f: Callable[..., Any], x: Any) -> Run:
            step = tf.function(wrap(f), jit_compile=jit)
            return lambda: step(x)

        return make

    return {
        "inference": lambda f, x: lambda: f(x),
        "eager": lambda f, x: lambda: f(x),
        "graph": compiled(False),
        "graph, with backward": compiled(False, backward),
        "XLA": compiled(True),
        "XLA, with backward": compiled(True, backward),
    }


def jax_modes() -> dict[str, Callable[..., Run]]:
    import jax

    def eager(f: Callable[..., Any], x: Any) -> Run:
        return lambda: jax.block_until_ready(f(x))

    def stateless(f: Callable[..., Any]) -> Callable[..., Any]:
        # A seed that is not read and written in the step, the same for both layers.
        def run(x: Any) -> Any:
            with keras.StatelessScope():
                return f(x)

        return run

    def jitted(f: Callable[..., Any], x: Any) -> Run:
        step = jax.jit(stateless(f))
        return lambda: jax.block_until_ready(step(x))

    def backward(f: Callable[..., Any], x: Any) -> Run:
        def both(x: Any) -> Any:
            y, pull = jax.vjp(stateless(f), x)
            return y, pull(x)[0]

        step = jax.jit(both)
        return lambda: jax.block_until_ready(step(x))

    return {
        "inference": eager,
        "eager": eager,
        "jit": jitted,
        "jit, with backward": backward,
    }


def torch_modes() -> dict[str, Callable[..., Run]]:
    def forward(f: Callable[..., Any], x: Any) -> Run:
        return lambda: f(x)

    def backward(f: Callable[..., Any], x: Any) -> Run:
        leaf = x.clone().requires_grad_()

        def run() -> None:
            leaf.grad = None
            f(leaf).backward(x)

        return run

    return {"inference": forward, "eager": forward, "eager, with backward": backward}


if __name__ == "__main__":
    main()
