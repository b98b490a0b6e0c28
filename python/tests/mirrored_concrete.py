"""Say which masks two replicas of TensorFlow draw, and what they learn, as JSON.

Run by a test in a process of its own.
"""

import contextlib
import json

import keras
import numpy as np
import tensorflow as tf
from two_devices import strategy

import lamina


def layer():
    dense = keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")
    return lamina.ConcreteDropout(dense, seed=1)


def drawn():
    with strategy.scope():
        made = layer()
        made.build((None, 2))

    @tf.function
    def step():
        return strategy.run(lambda: made(tf.ones((8, 2)), training=True))

    values = strategy.experimental_local_results(step())
    return [float(y) for value in values for y in value.numpy()[:, 0]]


def learnt(scope):
    keras.utils.set_random_seed(1)
    x = np.random.default_rng(0).normal(size=(64, 6)).astype("float32")
    with scope:
        rate = lamina.ConcreteDropout(
            keras.layers.Dense(1), 0.01, 8.0, per_channel=True, seed=2
        )
        model = keras.Sequential([keras.Input((6,)), rate])
        model.compile(keras.optimizers.SGD(0.1), "mse")
    lamina.run_method(
        model, "fit", x=x, y=x[:, :1], batch_size=16, shuffle=False, verbose=0
    )
    return rate.rate


alone, shared = learnt(contextlib.nullcontext()), learnt(strategy.scope())
whole = layer()(tf.ones((16, 2)), training=True).numpy()
print(
    json.dumps(
        {
            "replicas": drawn(),
            "alone": [float(y) for y in whole[:, 0]],
            "difference": float(np.abs(alone - shared).max()),
            "moved": float(np.abs(alone - 0.1).max()),
        }
    )
)
