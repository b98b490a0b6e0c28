"""Time lamina's dropout of paths beside one elementwise pass, and what depth saves.

    KERAS_BACKEND=jax python python/benchmarks/stochastic_depth.py [results.csv]

The pass is `x * c`, as for spatial dropout. Beside it, with a rate of 0.5, stands a
training step of a residual network whose branches are dropped for the whole batch, and
so not computed, and of the same one whose branches are computed for all examples.
"""

import itertools
import sys
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np
from spatial_dropout import RATE, modes
from turns import Results, Row, Run, ratio, take_turns

sys.path.insert(0, str(Path(__file__).parents[1]))
import lamina

SHAPE = (32, 56, 56, 64)
DTYPES = ("float32", "bfloat16")
BLOCKS = 4


def main() -> None:
    results = Results("path")
    for mode, dtype in itertools.product(modes(), DTYPES):
        make = modes()[mode]
        results.add(mode, *path(make, dtype), size="large", dtype=dtype)
    results.add("training step", *depth())
    results.write()


def path(make: Any, dtype: str) -> list[Row]:
    values = np.random.default_rng(1).normal(size=SHAPE).astype("float32")
    x = keras.ops.cast(keras.ops.convert_to_tensor(values), dtype)
    ours = lamina.DropPath(RATE, seed=1, dtype=dtype)
    theirs = keras.layers.Dropout(RATE, (None, 1, 1, 1), seed=1, dtype=dtype)
    runs: dict[str, Run] = {"pass": make(lambda x: x * 1.5, x, [])}
    for name, layer in {"lamina": ours, "Keras": theirs}.items():
        layer(x, training=True)
        runs[name] = make(partial(layer, training=True), x, layer.variables)
    times = take_turns(runs, seconds=4, least=20, most=200)
    return [ratio(times, "lamina", "pass"), ratio(times, "lamina", "Keras")]


def depth() -> list[Row]:
    x = np.random.default_rng(1).normal(size=(32, 28, 28, 16)).astype("float32")
    y = np.zeros((32, 1), "float32")

    def step(mode: str, rate: float) -> Run:
        model = network(mode, rate)
        return lambda: model.train_on_batch(x, y)

    runs = {
        "skipped": step("batch", 0.5),
        "computed": step("example", 0.5),
        "none": step("batch", 0.0),
    }
    times = take_turns(runs, seconds=20, least=30, most=200)
    # A step alone says which branches it dropped: means are what is saved.
    totals = {name: [float(np.mean(each))] * 2 for name, each in times.items()}
    return [
        ratio(totals, "skipped", "none"),
        ratio(totals, "computed", "none"),
        ratio(totals, "skipped", "computed"),
    ]


def network(mode: str, rate: float) -> Any:
    inputs = keras.Input((28, 28, 16))
    x = inputs
    for seed in range(BLOCKS):
        branch = keras.Sequential(
            [
                keras.layers.Conv2D(16, 3, padding="same", use_bias=False),
                keras.layers.BatchNormalization(),
                keras.layers.ReLU(),
                keras.layers.Conv2D(16, 3, padding="same", use_bias=False),
                keras.layers.BatchNormalization(),
            ]
        )
        x = lamina.StochasticDepth(branch, rate, mode, seed=seed)(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    model = keras.Model(inputs, keras.layers.Dense(1)(x))
    model.compile("sgd", "mse")
    return model


if __name__ == "__main__":
    main()
