"""Time dropout whose rate changes in training beside dropout at a fixed rate.

    KERAS_BACKEND=jax python python/benchmarks/dropout_rates.py [results.csv]

The rate comes from a schedule of the step, or is held in a variable for
`set_dropout_rate()`; it stays what the fixed one is, so that as much is dropped. A
layer is called on a large batch. In a training step of a small network, a dropout layer
stands behind each convolution.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np
from spatial_dropout import modes
from turns import Results, Row, Run, ratio, take_turns

sys.path.insert(0, str(Path(__file__).parents[1]))
import lamina

SHAPE = (32, 56, 56, 64)
RATE = 0.1
LAYERS: dict[str, Callable[[Any], Any]] = {
    "SpatialDropout2D": partial(lamina.SpatialDropout2D, seed=1),
    "DropBlock2D": partial(lamina.DropBlock2D, seed=1),
    "DropPath": partial(lamina.DropPath, seed=1),
}


def main() -> None:
    results = Results("rates")
    for name, make_layer in LAYERS.items():
        for mode, make_run in modes().items():
            told = layers(make_layer, make_run)
            results.add(f"{name}, {mode}", *told, size="large")
        results.add(f"{name}, training step", *steps(make_layer))
    results.write()


def constant() -> Any:
    return lamina.LinearRate(RATE, RATE, steps=1000)


def made(make_layer: Callable[[Any], Any]) -> dict[str, Any]:
    """Return a layer of each kind; the rate of the last one is to be set."""
    return {
        "fixed": make_layer(RATE),
        "schedule": make_layer(constant()),
        "set": make_layer(RATE),
    }


def told_of(runs: dict[str, Run], seconds: float) -> list[Row]:
    times = take_turns(runs, seconds=seconds, least=20, most=400)
    return [ratio(times, "schedule", "fixed"), ratio(times, "set", "fixed")]


def layers(make_layer: Callable[[Any], Any], make_run: Any) -> list[Row]:
    values = np.random.default_rng(1).normal(size=SHAPE).astype("float32")
    x = keras.ops.convert_to_tensor(values)
    each = made(make_layer)
    lamina.set_dropout_rate(keras.Sequential([each["set"]]), RATE)
    runs = {}
    for name, layer in each.items():
        layer(x, training=True)
        runs[name] = make_run(partial(layer, training=True), x, layer.variables)
    return told_of(runs, seconds=4)


def steps(make_layer: Callable[[Any], Any]) -> list[Row]:
    x = np.random.default_rng(1).normal(size=(32, 28, 28, 8)).astype("float32")
    y = np.zeros((32, 1), "float32")

    def step(name: str) -> Run:
        model = network(lambda: made(make_layer)[name])
        if name == "set":
            lamina.set_dropout_rate(model, RATE)
        return lambda: model.train_on_batch(x, y)

    return told_of({name: step(name) for name in made(make_layer)}, seconds=10)


def network(dropout: Callable[[], Any]) -> Any:
    inside: list[Any] = [keras.Input((28, 28, 8))]
    for _ in range(3):
        inside.append(keras.layers.Conv2D(16, 3, padding="same", activation="relu"))
        inside.append(dropout())
    inside += [keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(1)]
    model = keras.Sequential(inside)
    model.compile("sgd", "mse")
    return model


if __name__ == "__main__":
    main()
