"""Time Monte Carlo dropout beside `predict()` and the loop that is written by hand.

    KERAS_BACKEND=jax python python/benchmarks/monte_carlo.py [results.csv]

A network of four convolution blocks, with dropout only before its last layer ("late"),
from its third block on ("middle"), or in every block ("early"). How the cost grows with
the draws, with the examples and with the place of the first dropout layer, in units of
one `predict()` of the same network on the same examples. The first call, which
compiles, is timed by itself, and the loop both as it is and, where the backend does
that, compiled.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
from turns import BACKEND, Results, Times, ratio, spread, take_turns

sys.path.insert(0, str(Path(__file__).parents[1]))
import lamina

SHAPE = (32, 32, 3)
FILTERS = (16, 32, 64, 64)
CLASSES = 10
RATE = 0.2
# Where the first of the blocks with spatial dropout is; late has none of them.
PLACES = {"late": len(FILTERS), "middle": 2, "early": 0}
EXAMPLES = 256
DRAWS = 50
SECONDS = 12.0


def main() -> None:
    results = Results("Monte Carlo")
    networks = {place: network(first) for place, first in PLACES.items()}
    for place, model in networks.items():
        times = compare(model, EXAMPLES, DRAWS, by_hand=True)
        add(results, f"{place}, {DRAWS} draws", EXAMPLES, times)
    for draws in (10, 200):
        times = compare(networks["late"], EXAMPLES, draws)
        add(results, f"late, {draws} draws", EXAMPLES, times)
    for examples in (32, 2048):
        times = compare(networks["late"], examples, DRAWS)
        add(results, f"late, {DRAWS} draws", examples, times)
    results.write()


def network(first: int) -> Any:
    keras.utils.set_random_seed(1)
    layers = [keras.Input(SHAPE)]
    for block, filters in enumerate(FILTERS):
        layers += [
            keras.layers.Conv2D(filters, 3, padding="same", activation="relu"),
            keras.layers.BatchNormalization(),
            keras.layers.MaxPooling2D(),
        ]
        if block >= first:
            layers.append(lamina.SpatialDropout2D(RATE))
    layers += [
        keras.layers.Flatten(),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(CLASSES, activation="softmax"),
    ]
    return keras.Sequential(layers)


def compare(model: Any, examples: int, draws: int, by_hand: bool = False) -> Times:
    generator = np.random.default_rng(1)
    x = generator.normal(size=(examples, *SHAPE)).astype("float32")
    mc = lamina.MonteCarloDropout(model)
    runs = {
        "predict": lambda: model.predict(x, verbose=0),
        "lamina": lambda: mc.predict(x, samples=draws, seed=1, verbose=0),
    }
    start = time.perf_counter()
    runs["lamina"]()
    first = time.perf_counter() - start
    if by_hand:
        runs["loop"] = lambda: loop(lambda x: model(x, training=True), x, draws)
        compiled = compiled_call(model)
        if compiled is not None:
            runs["compiled loop"] = lambda: loop(compiled, x, draws)
    times = take_turns(runs, SECONDS, least=5, most=100, warm_up=2)
    return times | {"first": [first] * len(times["predict"])}


def compiled_call(model: Any) -> Callable[[Any], Any] | None:
    """Return a call in training that is compiled; PyTorch has none in Keras."""
    if BACKEND == "tensorflow":
        import tensorflow as tf

        return tf.function(lambda x: model(x, training=True))  # type: ignore[no-any-return]
    if BACKEND != "jax":
        return None
    import jax

    call = jax.jit(lambda *state, x: model.stateless_call(*state, x, training=True))

    def run(x: Any) -> Any:
        variables = (model.trainable_variables, model.non_trainable_variables)
        y, changed = call(*[[v.value for v in each] for each in variables], x=x)
        for variable, value in zip(variables[1], changed, strict=True):
            variable.assign(value)
        return y

    return run


def loop(call: Callable[[Any], Any], x: Any, draws: int) -> tuple[Any, Any]:
    """Return mean and standard deviation the way they are often computed."""
    predictions = []
    for _ in range(draws):
        batches = [call(x[i : i + 32]) for i in range(0, len(x), 32)]
        predictions.append(
            np.concatenate([keras.ops.convert_to_numpy(y) for y in batches])
        )
    return np.mean(predictions, axis=0), np.std(predictions, axis=0)


def add(results: Results, mode: str, examples: int, times: Times) -> None:
    rows = [
        ratio(times, "lamina", "predict"),
        spread("predict seconds", times["predict"]),
        ratio(times, "first", "predict"),
    ]
    if "loop" in times:
        rows += [ratio(times, "lamina", "loop"), ratio(times, "loop", "predict")]
    if "compiled loop" in times:
        rows.append(ratio(times, "compiled loop", "predict"))
    results.add(mode, *rows, size=f"{examples} examples")


if __name__ == "__main__":
    main()
