"""Time lamina's DropBlock beside one elementwise pass and the usual way to write it.

    KERAS_BACKEND=jax python python/benchmarks/drop_block.py [results.csv]

The pass is `x * c`, as for spatial dropout. The usual way draws a number for each place
that a block may have, spreads the blocks by pooling, and multiplies. On PyTorch
torchvision's `drop_block2d` takes turns with them too, where it is installed.
"""

import importlib
import importlib.util
import itertools
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import ops
from spatial_dropout import LAYOUTS, modes
from turns import BACKEND, Results, Row, Run, ratio, take_turns

sys.path.insert(0, str(Path(__file__).parents[1]))
import lamina

SHAPE = (32, 56, 56, 64)
DTYPES = ("float32", "bfloat16")
RATE, BLOCK = 0.1, 7


def main() -> None:
    results = Results("block")
    for mode, layout, dtype in itertools.product(modes(), LAYOUTS, DTYPES):
        where = {"size": "large", "layout": layout, "dtype": dtype}
        results.add(mode, *blocks(modes()[mode], layout, dtype), **where)
    results.write()


def blocks(make: Callable[..., Run], layout: str, dtype: str) -> list[Row]:
    shape = SHAPE if layout == "channels_last" else (32, 64, 56, 56)
    values = np.random.default_rng(1).normal(size=shape).astype("float32")
    x = ops.cast(ops.convert_to_tensor(values), dtype)
    settings: dict[str, Any] = {"data_format": layout, "seed": 1, "dtype": dtype}
    layers: dict[str, Any] = {
        "lamina": lamina.DropBlock2D(RATE, BLOCK, **settings),
        "coupled": lamina.DropBlock2D(RATE, BLOCK, coupled=True, **settings),
    }
    runs: dict[str, Run] = {"pass": make(lambda x: x * 1.5, x, [])}
    for name, layer in layers.items():
        layer(x, training=True)
        runs[name] = make(partial(layer, training=True), x, layer.variables)
    seeds = keras.random.SeedGenerator(1)
    usual = partial(pooled, layout=layout, seeds=seeds)
    runs["pooled"] = make(usual, x, [seeds.state])
    has_torchvision = importlib.util.find_spec("torchvision") is not None
    if BACKEND == "torch" and layout == "channels_first" and has_torchvision:
        theirs = importlib.import_module("torchvision.ops").drop_block2d
        runs["torchvision"] = make(lambda x: theirs(x, RATE, BLOCK), x, [])
    times = take_turns(runs, seconds=4, least=12, most=100, warm_up=1)
    told = [
        ratio(times, "lamina", "pass"),
        ratio(times, "coupled", "pass"),
        ratio(times, "pooled", "pass"),
        ratio(times, "lamina", "pooled"),
    ]
    if "torchvision" in runs:
        told.append(ratio(times, "lamina", "torchvision"))
    return told


def pooled(x: Any, layout: str, seeds: Any) -> Any:
    sides = (1, 2) if layout == "channels_last" else (2, 3)
    size, shape = x.shape[sides[0]], list(x.shape)
    pads = [(0, 0)] * 4
    for axis in sides:
        shape[axis] = size - BLOCK + 1
        pads[axis] = (BLOCK - 1, BLOCK - 1)
    probability = RATE / BLOCK**2 * size**2 / shape[sides[0]] ** 2
    drawn = keras.random.uniform(shape, seed=seeds) < probability
    drawn = ops.pad(ops.cast(drawn, "float32"), pads)
    covered = ops.max_pool(drawn, BLOCK, 1, "valid", data_format=layout)
    kept = 1.0 - covered
    return x * ops.cast(kept / ops.mean(kept), x.dtype)


if __name__ == "__main__":
    main()
