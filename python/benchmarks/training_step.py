"""Time an epoch of a small convolutional network with lamina's and with Keras' layers.

    KERAS_BACKEND=jax python python/benchmarks/training_step.py [results.csv]

Four blocks of convolution, spatial dropout and pooling, trained through `fit()` with
its defaults: batches of 32, and `jit_compile="auto"`, which is XLA on TensorFlow and
JAX. The same network without dropout shows how much of the time dropout takes at all.
All three have the same data, first weights and seeds, so that lamina's and Keras' drop
the same maps and must come to the same loss in the first step.
"""

import sys
import time
from pathlib import Path
from typing import Any

import keras
import numpy as np
from turns import Results, Times, ratio, single, spread

sys.path.insert(0, str(Path(__file__).parents[1]))
import lamina

SHAPE = (64, 64, 3)
FILTERS = (16, 32, 64, 64)
EXAMPLES = 128
CLASSES = 10
RATE = 0.2
TURNS = 15
WARM_UP = 2
# What the last digit of float32 may move a loss by. Later steps make more of it.
TOLERANCE = 1e-6


def main() -> None:
    results = Results("training")
    layers = {
        "Keras": keras.layers.SpatialDropout2D,
        "lamina": lamina.SpatialDropout2D,
        "none": None,
    }
    models = {name: network(layer) for name, layer in layers.items()}
    start = models["none"].get_weights()
    for model in models.values():
        model.set_weights(start)

    generator = np.random.default_rng(1)
    x = generator.normal(size=(EXAMPLES, *SHAPE)).astype("float32")
    y = generator.integers(CLASSES, size=EXAMPLES)

    losses = {
        name: float(model.train_on_batch(x[:32], y[:32]))
        for name, model in models.items()
    }
    times: Times = {name: [] for name in models}
    names = list(models)
    for turn in range(WARM_UP + TURNS):
        for name in names:
            keras.utils.set_random_seed(turn)  # the same batches for all
            seconds = epoch(models[name], x, y)
            if turn >= WARM_UP:
                times[name].append(seconds)
        names = [*names[1:], names[0]]

    difference = abs(losses["lamina"] / losses["Keras"] - 1)
    results.add(
        "fit()",
        ratio(times, "lamina", "Keras"),
        ratio(times, "Keras", "none"),
        ratio(times, "lamina", "none"),
        spread("Keras seconds", times["Keras"]),
        single("loss differs by", difference),
        size="four blocks",
        layout=keras.config.image_data_format(),
    )
    results.write()
    told = {name: f"{loss:.7f}" for name, loss in losses.items()}
    if difference < TOLERANCE:
        print(f"lamina and Keras come to the same loss: {told}")
    else:
        print(f"ATTENTION: lamina and Keras do not come to the same loss: {told}")


def network(dropout: Any) -> Any:
    keras.utils.set_random_seed(1)
    layers = [keras.Input(SHAPE)]
    for block, filters in enumerate(FILTERS):
        layers.append(
            keras.layers.Conv2D(filters, 3, padding="same", activation="relu")
        )
        if dropout is not None:
            layers.append(dropout(RATE, seed=block))
        layers.append(keras.layers.MaxPooling2D())
    layers += [keras.layers.Flatten(), keras.layers.Dense(CLASSES)]
    model = keras.Sequential(layers)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss=loss)
    return model


class Clock(keras.callbacks.Callback):
    """Takes the time of an epoch, without what `fit()` does before and after it."""

    seconds = 0.0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        # The loss in `logs` is a number, so what it takes has been computed.
        self.seconds = time.perf_counter() - self.start


def epoch(model: Any, x: Any, y: Any) -> float:
    clock = Clock()
    model.fit(x, y, verbose=0, callbacks=[clock])
    return clock.seconds


if __name__ == "__main__":
    main()
