"""Time lamina's spatial dropout beside Keras' layer and beside one elementwise pass.

    KERAS_BACKEND=jax python python/benchmarks/spatial_dropout.py [results.csv]

The pass is `x * c`, the least that a layer could do: read the data and write it once.
On PyTorch its own `torch.nn.Dropout2d` takes turns with them too, and what PyTorch's
compiler makes of the formula; on JAX flax' `nnx.Dropout`, where flax is installed.
"""

import importlib.util
import itertools
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np
from turns import BACKEND, Results, Row, Run, ratio, single, take_turns

sys.path.insert(0, str(Path(__file__).parents[1]))
import lamina

SIZES = {"small": (8, 8, 8, 16), "middle": (16, 28, 28, 32), "large": (32, 56, 56, 64)}
LAYOUTS = ("channels_last", "channels_first")
DTYPES = ("float32", "bfloat16", "float16")
RATE = 0.3
# On PyTorch the way to one pass ends at a third: above it, two are taken.
HIGH_RATE = 0.5
CALLS = 100  # of inference a turn: one, which computes nothing, is too short to time

# What makes a run of a function of a tensor; the variables are those that it writes.
Make = Callable[[Any, Any, list[Any]], Run]


def main() -> None:
    results = Results("layer")
    for size, layout, dtype in itertools.product(SIZES, LAYOUTS, DTYPES):
        x, layers = case(size, layout, dtype)
        where = {"size": size, "layout": layout, "dtype": dtype}
        for mode, make in modes().items():
            results.add(mode, *training(make, x, layers, mode, **where), **where)
        if (BACKEND, size) == ("torch", "large"):
            _, high = case(size, layout, dtype, HIGH_RATE)
            mode = f"eager, rate {HIGH_RATE}"
            told = training(modes()["eager"], x, high, mode, **where)
            results.add(mode, *told, **where)
        results.add("inference", *inference(x, layers), **where)
    results.write()


def case(
    size: str, layout: str, dtype: str, rate: float = RATE
) -> tuple[Any, dict[str, Any]]:
    batch, rows, columns, channels = SIZES[size]
    shape = (
        (batch, rows, columns, channels)
        if layout == "channels_last"
        else (batch, channels, rows, columns)
    )
    values = np.random.default_rng(1).normal(size=shape)
    x = keras.ops.cast(keras.ops.convert_to_tensor(values.astype("float32")), dtype)
    settings: dict[str, Any] = {"data_format": layout, "seed": 1, "dtype": dtype}
    layers = {
        "Keras": keras.layers.SpatialDropout2D(rate, **settings),
        "lamina": lamina.SpatialDropout2D(rate, **settings),
    }
    for layer in layers.values():
        layer(x, training=True)
    return x, layers


def training(
    make: Make,
    x: Any,
    layers: dict[str, Any],
    mode: str,
    size: str,
    layout: str,
    dtype: str,
) -> list[Row]:
    runs = {"pass": make(lambda x: x * 1.5, x, [])}
    # What a call takes before it comes to the data.
    one = keras.ops.ones((1,) * 4, dtype)
    lamina_layer = layers["lamina"]
    runs["call"] = make(
        partial(lamina_layer, training=True), one, lamina_layer.variables
    )
    for name, layer in layers.items():
        runs[name] = make(partial(layer, training=True), x, layer.variables)
    is_bounded = (size, dtype) == ("large", "float32")
    rivals: dict[str, Any] = {}
    if BACKEND == "torch" and dtype == "float32" and str(HIGH_RATE) not in mode:
        rivals = of_torch(layout, is_bounded)
    if BACKEND == "jax" and is_bounded and "jit" in mode:
        rivals = of_flax(layout)
    for name, rival in rivals.items():
        runs[name] = make(rival, x, [])
    times = take_turns(
        runs,
        seconds=4 if is_bounded else 0.7,
        least=30 if is_bounded else 12,
        most=200,
    )
    told = [
        ratio(times, "Keras", "pass"),
        ratio(times, "lamina", "pass"),
        ratio(times, "lamina", "Keras"),
        ratio(times, "call", "pass"),
    ]
    told += [ratio(times, "lamina", name) for name in rivals]
    return told


def of_torch(layout: str, compiles: bool) -> dict[str, Any]:
    """Return PyTorch's own layer and, compiled by it, the formula as one writes it."""
    import torch

    # Dropout2d knows this layout alone.
    is_first = layout == "channels_first"
    rivals: dict[str, Any] = {"Dropout2d": torch.nn.Dropout2d(RATE)} if is_first else {}

    def formula(x: Any) -> Any:
        maps = (*x.shape[:2], 1, 1) if is_first else (x.shape[0], 1, 1, x.shape[3])
        return x * torch.bernoulli(x.new_full(maps, 1 - RATE)) / (1 - RATE)

    # For a processor it is compiled by a C++ compiler.
    if compiles and (shutil.which("g++") or torch.cuda.is_available()):
        rivals["compiled formula"] = torch.compile(formula)
    return rivals


def of_flax(layout: str) -> dict[str, Any]:
    """Return flax' layer, as a function of a tensor and its state, and the state."""
    if not importlib.util.find_spec("flax"):
        return {}
    nnx = importlib.import_module("flax.nnx")
    axes = (2, 3) if layout == "channels_first" else (1, 2)
    graph, state = nnx.split(nnx.Dropout(RATE, broadcast_dims=axes, rngs=nnx.Rngs(1)))

    def run(x: Any, state: Any) -> Any:
        layer = nnx.merge(graph, state, copy=True)
        return layer(x), nnx.state(layer)

    return {"nnx.Dropout": (run, state)}


def inference(x: Any, layers: dict[str, Any]) -> list[Row]:
    def run(layer: Any) -> Run:
        def several() -> None:
            for _ in range(CALLS):
                layer(x, training=False)

        return several

    runs = {name: run(layer) for name, layer in layers.items()}
    times = take_turns(runs, seconds=0.7, least=12, most=200)
    same = layers["lamina"](x, training=False) is x
    return [
        ratio(times, "lamina", "Keras"),
        single("returns its input", float(same)),
    ]


def modes() -> dict[str, Make]:
    return {"tensorflow": tensorflow_modes, "jax": jax_modes, "torch": torch_modes}[
        BACKEND
    ]()


def tensorflow_modes() -> dict[str, Make]:
    import tensorflow as tf

    def eager(f: Callable[[Any], Any], x: Any, variables: list[Any]) -> Run:
        return lambda: f(x)

    def backward(f: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def run(x: Any) -> Any:
            with tf.GradientTape() as tape:
                tape.watch(x)
                y = f(x)
            return y, tape.gradient(y, x, output_gradients=x)

        return run

    def compiled(jit: bool, wrap: Callable[..., Any] = lambda f: f) -> Make:
        def make(f: Callable[[Any], Any], x: Any, variables: list[Any]) -> Run:
            step = tf.function(wrap(f), jit_compile=jit)
            return lambda: step(x)

        return make

    return {
        "eager": eager,
        "graph": compiled(False),
        "graph, with backward": compiled(False, backward),
        "XLA": compiled(True),
        "XLA, with backward": compiled(True, backward),
    }


def jax_modes() -> dict[str, Make]:
    import jax

    def eager(f: Callable[[Any], Any], x: Any, variables: list[Any]) -> Run:
        return lambda: jax.block_until_ready(f(x))

    # The state of the seed goes in and comes out, as in a training step of Keras.
    def stateless(f: Any, variables: list[Any]) -> tuple[Callable[..., Any], Any]:
        if isinstance(f, tuple):
            return f

        def run(x: Any, state: list[Any]) -> Any:
            mapping = zip(variables, state, strict=True)
            with keras.StatelessScope(state_mapping=mapping) as scope:
                y = f(x)
            return y, [scope.get_current_value(variable) for variable in variables]

        return run, [variable.value for variable in variables]

    def jitted(f: Any, x: Any, variables: list[Any]) -> Run:
        run, state = stateless(f, variables)
        step = jax.jit(run)
        return lambda: jax.block_until_ready(step(x, state))

    def backward(f: Any, x: Any, variables: list[Any]) -> Run:
        forward, state = stateless(f, variables)

        def both(x: Any, state: Any) -> Any:
            y, pull, state = jax.vjp(lambda x: forward(x, state), x, has_aux=True)
            return y, pull(x)[0], state

        step = jax.jit(both)
        return lambda: jax.block_until_ready(step(x, state))

    return {
        "eager": eager,
        "jit": jitted,
        "jit, with backward": backward,
    }


def torch_modes() -> dict[str, Make]:
    def forward(f: Callable[[Any], Any], x: Any, variables: list[Any]) -> Run:
        return lambda: f(x)

    def backward(f: Callable[[Any], Any], x: Any, variables: list[Any]) -> Run:
        leaf = x.clone().requires_grad_()

        def run() -> None:
            leaf.grad = None
            f(leaf).backward(x)

        return run

    return {"eager": forward, "eager, with backward": backward}


if __name__ == "__main__":
    main()
