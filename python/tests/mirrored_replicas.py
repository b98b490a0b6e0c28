"""Say what two replicas of a distributed TensorFlow model drop and learn, as JSON.

Run by a test in a process of its own.
"""

import contextlib
import json
import os

# With it TensorFlow's convolution of an empty batch, of a replica without rows, has the
# shape of its inputs on some processors.
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
import tensorflow as tf
from two_devices import strategy

import lamina


def dropped_maps():
    with strategy.scope():
        layer = lamina.SpatialDropout2D(0.5, seed=1, data_format="channels_last")

    @tf.function
    def step():
        return strategy.run(lambda: layer(tf.ones((4, 2, 2, 16)), training=True))

    calls = [strategy.experimental_local_results(step()) for _ in range(2)]
    return [
        [(y.numpy()[:, 0, 0, :] == 0).astype(int).tolist() for y in call]
        for call in calls
    ]


def dropped_blocks(scope):
    with scope.scope() if scope else contextlib.nullcontext():
        layer = lamina.DropBlock2D(0.3, 3, seed=1, data_format="channels_last")
    if scope is None:
        calls = [layer(tf.ones((8, 9, 9, 4)), training=True) for _ in range(2)]
        return [(y.numpy() == 0).astype(int).tolist() for y in calls]

    @tf.function
    def step():
        return strategy.run(lambda: layer(tf.ones((4, 9, 9, 4)), training=True))

    calls = [strategy.experimental_local_results(step()) for _ in range(2)]
    return [[(y.numpy() == 0).astype(int).tolist() for y in call] for call in calls]


# Dropout of Keras', the last in a layer whose rate has been set.
OF_KERAS = {
    "elements": lambda: keras.layers.Dropout(0.5, seed=1),
    "rows": lambda: keras.layers.Dropout(0.5, noise_shape=(None, 1, 1, 16), seed=1),
    "shared": lambda: keras.layers.Dropout(0.5, noise_shape=(1, 2, 2, 16), seed=1),
    "maps": lambda: keras.layers.SpatialDropout2D(0.5, seed=1),
    "set": lambda: keras.layers.Dropout(0.3, seed=1),
}


def dropped_by_keras(name, scope):
    with scope.scope() if scope else contextlib.nullcontext():
        layer = OF_KERAS[name]()
        if name == "set":
            lamina.set_dropout_rate(keras.Sequential([layer]), 0.5)
    whole = tf.reshape(tf.range(1.0, 513.0), (8, 2, 2, 16))
    if scope is None:
        return [layer(whole, training=True).numpy().tolist() for _ in range(2)]

    @tf.function
    def step():
        def rows():
            first = 4 * tf.distribute.get_replica_context().replica_id_in_sync_group
            return layer(whole[first : first + 4], training=True)

        return strategy.run(rows)

    calls = [strategy.experimental_local_results(step()) for _ in range(2)]
    return [[row for y in call for row in y.numpy().tolist()] for call in calls]


X = np.random.default_rng(0).normal(size=(64, 6, 6, 3)).astype("float32")
Y = np.arange(64) % 3


def made(scope):
    keras.utils.set_random_seed(1)
    with scope:
        model = keras.Sequential(
            [
                keras.Input((6, 6, 3)),
                keras.layers.Conv2D(8, 3),
                keras.layers.BatchNormalization(synchronized=True),
                lamina.SpatialDropout2D(0.4, seed=3),
                keras.layers.Dropout(0.3, seed=5),
                keras.layers.GlobalAveragePooling2D(),
                keras.layers.Dense(3, activation="softmax"),
            ]
        )
        model.compile(keras.optimizers.SGD(0.5), "sparse_categorical_crossentropy")
    return model


def learnt(scope):
    model = made(scope)
    lamina.run_method(
        model, "fit", x=X, y=Y, batch_size=16, epochs=2, shuffle=False, verbose=0
    )
    return np.concatenate([weight.ravel() for weight in model.get_weights()])


def told(method, rows, **arguments):
    model = made(strategy.scope())
    before = model.get_weights()
    try:
        lamina.run_method(model, method, x=X[:rows], y=Y[:rows], verbose=0, **arguments)
    except lamina.ClusterError as error:
        for old, new in zip(before, model.get_weights(), strict=True):
            np.testing.assert_array_equal(old, new)
        return str(error)
    return "done"


def told_of_another():
    """Say what comes of a model in a strategy of its own for the same devices."""
    model = made(tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"]).scope())
    before = model.get_weights()
    try:
        lamina.run_method(model, "fit", x=X, y=Y, verbose=0)
    except lamina.ClusterError as error:
        np.testing.assert_array_equal(before[0], model.get_weights()[0])
        return str(error)
    return "done"


alone, shared = learnt(contextlib.nullcontext()), learnt(strategy.scope())
layer = lamina.SpatialDropout2D(0.5, seed=1, data_format="channels_last")
whole = [layer(tf.ones((8, 2, 2, 16)), training=True).numpy() for _ in range(2)]
print(
    json.dumps(
        {
            "dropped": [dropped_maps(), dropped_maps()],
            "blocks": [dropped_blocks(strategy), dropped_blocks(None)],
            "of_keras": {
                name: [dropped_by_keras(name, each) for each in (strategy, None)]
                for name in OF_KERAS
            },
            "alone": [(y[:, 0, 0, :] == 0).astype(int).tolist() for y in whole],
            "difference": float(np.abs(alone - shared).max()),
            "uneven": [
                told("fit", 63, batch_size=16),
                told("fit", 60, batch_size=15),
                told("fit", 64, batch_size=16, validation_split=0.2),
                told("evaluate", 15),
                told("evaluate", 63),
                told("fit", 32, validation_data=(X[:5], Y[:5])),
                told("fit", 50, batch_size=16, validation_split=0.32),
                told("fit", 32, validation_data=(X[:33], Y[:33])),
                told("fit", 63, validation_data=(X, Y), validation_split=0.2),
            ],
            "another": told_of_another(),
            "is_the_same": lamina.mirrored(["CPU:0", "CPU:1"]) is strategy,
            "moved": float(np.abs(alone).max()),
        }
    )
)
