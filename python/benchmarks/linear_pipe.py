"""Time building a Sequential model layer by layer beside building it at once.

    KERAS_BACKEND=jax python python/benchmarks/linear_pipe.py [results.csv]

With `lamina.add_layer()` the cost of n layers should grow as n does; with Keras'
`model.add()` it grows as its square. The layers exist before the clock starts. What may
have been put off until the model is used is counted: its output, its shape and a first
call.
"""

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
from turns import Results, Times, ratio, spread

sys.path.insert(0, str(Path(__file__).parents[1]))
import lamina

LAYERS = (100, 200, 400)
TURNS = {100: 5, 200: 3, 400: 7}
# Keras alone takes half a minute for 400 layers.
MOST_FOR_KERAS = 200
X = np.ones((2, 4, 8), "float32")

Build = Callable[[Any, list[Any]], Any]


def main() -> None:
    results = Results("pipe")
    for n in LAYERS:
        builds: dict[str, Build] = {"once": once, "lamina": with_lamina}
        if n <= MOST_FOR_KERAS:
            builds["Keras"] = with_keras
        times: Times = {name: [] for name in builds}
        names = list(builds)
        for turn in range(TURNS[n] + 1):
            for name in names:
                seconds = measure(builds[name], n)
                if turn > 0:
                    times[name].append(seconds)
            names = [*names[1:], names[0]]
        told = [ratio(times, name, "once") for name in builds if name != "once"]
        told.append(spread("once seconds", times["once"]))
        results.add(f"{n} layers", *told, size=str(n))
    results.write()


def measure(build: Build, n: int) -> float:
    keras.utils.clear_session()
    gc.collect()
    start = keras.Input(X.shape[1:])
    layers = [layer(index) for index in range(n)]
    clock = time.perf_counter()
    model = build(start, layers)
    if model.outputs[0].shape != model.output_shape or len(model.layers) != n:
        raise AssertionError("The model is not what was to be built.")
    model(X)
    return time.perf_counter() - clock


def layer(index: int) -> Any:
    if index % 3 == 0:
        return keras.layers.Dense(8)
    if index % 3 == 1:
        return keras.layers.ReLU()
    return lamina.SpatialDropout1D(0.1, seed=1)


def once(start: Any, layers: list[Any]) -> Any:
    return keras.Sequential([start, *layers])


def with_lamina(start: Any, layers: list[Any]) -> Any:
    model = keras.Sequential([start])
    for layer in layers:
        lamina.add_layer(model, layer)
    return model


def with_keras(start: Any, layers: list[Any]) -> Any:
    model = keras.Sequential([start])
    for layer in layers:
        model.add(layer)
    return model


if __name__ == "__main__":
    main()
