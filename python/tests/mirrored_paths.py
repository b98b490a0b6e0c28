"""Say which paths two replicas of TensorFlow drop, and what they learn, as JSON.

Run by a test in a process of its own.
"""

import contextlib
import json

import keras
import numpy as np
import tensorflow as tf
from two_devices import strategy

import lamina


def dropped():
    with strategy.scope():
        layer = lamina.DropPath(0.5, seed=1)

    @tf.function
    def step():
        return strategy.run(lambda: layer(tf.ones((8, 2)), training=True))

    values = strategy.experimental_local_results(step())
    return [int(y == 0) for value in values for y in value.numpy()[:, 0]]


def learnt(scope):
    """The branch is dropped for the whole batch, and has a mean of all replicas."""
    keras.utils.set_random_seed(1)
    x = np.random.default_rng(0).normal(size=(64, 6)).astype("float32")
    with scope:
        branch = keras.Sequential(
            [
                keras.layers.Dense(6, activity_regularizer="l2"),
                keras.layers.BatchNormalization(synchronized=True),
            ]
        )
        model = keras.Sequential(
            [
                keras.Input((6,)),
                lamina.StochasticDepth(branch, 0.5, seed=2),
                lamina.DropPath(0.3, seed=3),
                keras.layers.Dense(3, activation="softmax"),
            ]
        )
        model.compile(keras.optimizers.SGD(0.5), "sparse_categorical_crossentropy")
    lamina.run_method(
        model, "fit", x=x, y=np.arange(64) % 3, batch_size=16, shuffle=False, verbose=0
    )
    return np.concatenate([weight.ravel() for weight in model.get_weights()])


alone, shared = learnt(contextlib.nullcontext()), learnt(strategy.scope())
whole = lamina.DropPath(0.5, seed=1)(tf.ones((16, 2)), training=True).numpy()
print(
    json.dumps(
        {
            "replicas": dropped(),
            "alone": [int(y == 0) for y in whole[:, 0]],
            "difference": float(np.abs(alone - shared).max()),
            "moved": float(np.abs(alone).max()),
        }
    )
)
