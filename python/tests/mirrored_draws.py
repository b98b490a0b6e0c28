"""Say whether Monte Carlo draws are the same inside a strategy's scope, as JSON.

Run by a test in a process of its own.
"""

import json

import keras
import numpy as np
import tensorflow as tf
from two_devices import strategy

import lamina

X = np.random.default_rng(1).normal(size=(10, 6, 6, 1)).astype("float32")


def same(shared, is_trained, **kwargs):
    with shared.scope():
        keras.utils.set_random_seed(1)
        model = keras.Sequential(
            [
                keras.Input((6, 6, 1)),
                keras.layers.Conv2D(4, 3),
                keras.layers.BatchNormalization(),
                lamina.SpatialDropout2D(0.5),
                keras.layers.Flatten(),
                keras.layers.Dense(3, activation="softmax"),
            ]
        )
        model.compile("sgd", "sparse_categorical_crossentropy")
        if is_trained:
            model.fit(X, np.zeros(10), verbose=0)

    def draw():
        mc = lamina.MonteCarloDropout(model)
        settings = {"samples": 5, "batch_size": 4, "seed": 1, "keep_samples": True}
        return mc.predict(X, **settings, **kwargs, verbose=0).samples

    with shared.scope():
        inside = draw()
    return bool(inside.std() > 0 and np.array_equal(inside, draw()))


found = [
    same(shared, is_trained, **kwargs)
    for shared in (tf.distribute.MirroredStrategy(["CPU:0"]), strategy)
    for is_trained in (False, True)
    for kwargs in ({}, {"ids": range(10)})
]
print(json.dumps(found))
