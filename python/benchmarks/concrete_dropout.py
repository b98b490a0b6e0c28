"""Time the masks of lamina's concrete dropout beside one pass and ordinary dropout.

    KERAS_BACKEND=jax python python/benchmarks/concrete_dropout.py [results.csv]

The pass is `x * c`, as for spatial dropout. What stands behind the mask is left out: a
mask of elements, which takes a logarithm and an exponential for each, beside
`keras.layers.Dropout`, which drops elements too, and a mask of maps.
"""

import itertools
import sys
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
DTYPES = ("float32", "bfloat16")


def main() -> None:
    results = Results("concrete")
    for mode, dtype in itertools.product(modes(), DTYPES):
        results.add(mode, *masks(modes()[mode], dtype), size="large", dtype=dtype)
    results.write()


def masks(make: Any, dtype: str) -> list[Row]:
    values = np.random.default_rng(1).normal(size=SHAPE).astype("float32")
    x = keras.ops.cast(keras.ops.convert_to_tensor(values), dtype)
    inside = {"dtype": dtype, "data_format": "channels_last"}
    layers: dict[str, Any] = {
        "elements": lamina.ConcreteDropout(keras.layers.Conv2D(1, 1, **inside), seed=1),
        "maps": lamina.SpatialConcreteDropout(
            keras.layers.Conv2D(1, 1, **inside), seed=1
        ),
    }
    theirs = keras.layers.Dropout(0.1, seed=1, dtype=dtype)
    theirs(x, training=True)
    ordinary = make(partial(theirs, training=True), x, theirs.variables)
    runs: dict[str, Run] = {"pass": make(lambda x: x * 1.5, x, []), "Keras": ordinary}
    for name, layer in layers.items():
        layer.build(SHAPE)
        runs[name] = make(layer.dropped, x, layer.variables)
    times = take_turns(runs, seconds=4, least=12, most=100)
    return [
        ratio(times, "maps", "pass"),
        ratio(times, "elements", "pass"),
        ratio(times, "Keras", "pass"),
        ratio(times, "elements", "Keras"),
    ]


if __name__ == "__main__":
    main()
