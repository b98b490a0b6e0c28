"""Say what two replicas of TensorFlow learn at rates that change, as JSON.

Run by a test in a process of its own.
"""

import contextlib
import json

import keras
import numpy as np
from two_devices import strategy

import lamina
from lamina import LinearRate

# Of the blocks, few are drawn where the rate is below a half, else all places.
LAYERS = {
    "spatial": lambda rate: lamina.SpatialDropout1D(rate, seed=1),
    "path": lambda rate: lamina.DropPath(rate, seed=1),
    "block": lambda rate: lamina.DropBlock1D(rate, 3, seed=1),
}


def learnt(make, scope):
    keras.utils.set_random_seed(1)
    x = np.random.default_rng(0).normal(size=(32, 100, 2)).astype("float32")
    with scope:
        drop = make(LinearRate(0.9, 0.1, steps=8))
        dense = keras.layers.Dense(3)
        layers = [drop, keras.layers.Flatten(), dense]
        model = keras.Sequential([keras.Input((100, 2)), *layers])
        model.compile(keras.optimizers.SGD(0.01), "mse")

    def fit():
        y = x.reshape(32, -1)[:, :3]
        given = {"x": x, "y": y, "batch_size": 8, "shuffle": False, "verbose": 0}
        lamina.run_method(model, "fit", **given)
        return drop.rate

    rates = [fit()]
    for rate in (0.3, 0.8):
        lamina.set_dropout_rate(model, rate)
        rates.append(fit())
    return rates, dense.kernel.numpy()


found = {}
for name, make in LAYERS.items():
    alone, kernel = learnt(make, contextlib.nullcontext())
    shared, other = learnt(make, strategy.scope())
    found[name] = {
        "alone": alone,
        "shared": shared,
        "difference": float(np.abs(kernel - other).max()),
    }
print(json.dumps(found))
