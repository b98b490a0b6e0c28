"""Say what two replicas of a TensorFlow model drop before and after a reset, as JSON.

Run by a test in a process of its own.
"""

import json
from contextlib import nullcontext

import tensorflow as tf
from two_devices import strategy

import lamina


def runs(seed, scope):
    with strategy.scope():
        layer = lamina.SpatialDropout2D(0.5, seed=seed, data_format="channels_last")

    @tf.function
    def step():
        return strategy.run(lambda: layer(tf.ones((4, 2, 2, 16)), training=True))

    found = []
    for _ in range(2):
        with scope():
            lamina.reset_seeds(layer)
        calls = [strategy.experimental_local_results(step()) for _ in range(2)]
        found.append(
            [
                [(y.numpy()[:, 0, 0, :] == 0).astype(int).tolist() for y in call]
                for call in calls
            ]
        )
    return found


print(json.dumps([runs(1, strategy.scope), runs(None, nullcontext)]))
