"""Say by how much trainings on four devices differ from those on one, as JSON.

Run by a test in a process of its own: JAX takes the number of its devices when it
starts.
"""

import json
import os

import keras
import numpy as np
from keras import layers

import lamina

rng = np.random.default_rng(0)
X = rng.normal(size=(150, 6, 4)).astype("float32")
Y = rng.integers(0, 3, 150)
NUMBERS = rng.normal(size=(150, 1)).astype("float32")
ARRAYS = {"x": X, "y": Y, "batch_size": 32}


class Batches(keras.utils.PyDataset):
    def __len__(self):
        return 5

    def __getitem__(self, index):
        rows = slice(index * 32, (index + 1) * 32)
        return X[rows], Y[rows]


def generator():
    while True:
        yield from (Batches()[index] for index in range(5))


def dense(**compiled):
    model = keras.Sequential(
        [
            keras.Input((6, 4)),
            layers.Flatten(),
            layers.Dense(8, activation="relu", kernel_regularizer="l2"),
            layers.BatchNormalization(),
            layers.Dropout(0.3, seed=1),
            layers.Dense(3, activation="softmax"),
        ]
    )
    compiled.setdefault("optimizer", keras.optimizers.SGD(0.1))
    # One of them has its variables before the model is built.
    metrics = ["accuracy", keras.metrics.SparseTopKCategoricalAccuracy(2)]
    model.compile(
        loss="sparse_categorical_crossentropy",
        metrics=metrics,
        weighted_metrics=["accuracy"],
        **compiled,
    )
    return model


def recurrent(stateful):
    inputs = keras.Input((6, 4), batch_size=32 if stateful else None)
    drops = {"dropout": 0.2, "recurrent_dropout": 0.2, "seed": 3}
    hidden = layers.LSTM(5, stateful=stateful, **drops)(inputs)
    model = keras.Model(inputs, layers.Dense(3, activation="softmax")(hidden))
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    return model


def several():
    first, second = keras.Input((6, 4)), keras.Input((4,))
    dropped = lamina.SpatialDropout1D(0.3, seed=2)(first)[:, 0]
    hidden = layers.Concatenate()([dropped, second])
    hidden = layers.GaussianNoise(0.1, seed=4)(hidden)
    outputs = [layers.Dense(3, activation="softmax")(hidden), layers.Dense(1)(hidden)]
    model = keras.Model([first, second], outputs)
    losses = ["sparse_categorical_crossentropy", "mse"]
    model.compile("rmsprop", losses, metrics=[["accuracy"], ["mae"]])
    return model


class Predicting(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        lamina.run_method(self.model, "predict", x=X[:10], verbose=0)


EARLY = keras.callbacks.EarlyStopping("loss", patience=1, restore_best_weights=True)
SGD, ADAM = keras.optimizers.SGD, keras.optimizers.Adam
CASES = {
    "class weights": (dense, {**ARRAYS, "class_weight": {0: 1.0, 1: 2.0, 2: 0.5}}),
    "weights": (
        dense,
        {**ARRAYS, "sample_weight": np.linspace(0, 1, 150), "validation_split": 0.2},
    ),
    "averages": (
        lambda: dense(optimizer=SGD(0.1, use_ema=True, ema_overwrite_frequency=3)),
        ARRAYS,
    ),
    "gathered gradients": (
        lambda: dense(optimizer=ADAM(0.01, gradient_accumulation_steps=2)),
        ARRAYS,
    ),
    "several steps at once": (lambda: dense(steps_per_execution=2), ARRAYS),
    "eager": (lambda: dense(run_eagerly=True), ARRAYS),
    "not compiled": (lambda: dense(jit_compile=False), ARRAYS),
    "recurrent": (lambda: recurrent(False), ARRAYS),
    "stateful": (
        lambda: recurrent(True),
        {"x": X[:128], "y": Y[:128], "shuffle": False, "batch_size": 32},
    ),
    "several inputs": (
        several,
        {"x": [X, X[:, 0]], "y": [Y, NUMBERS], "validation_split": 0.1},
    ),
    "generator": (dense, {"x": generator, "steps_per_epoch": 5}),
    "data set": (dense, {"x": Batches, "validation_data": Batches}),
    "callbacks": (dense, {**ARRAYS, "callbacks": lambda: [Predicting(), EARLY]}),
}


def learnt(make, arguments, current):
    keras.utils.set_random_seed(1)
    given = {
        name: value() if callable(value) else value for name, value in arguments.items()
    }
    model = make()
    lamina.set_distribution(current)
    fitted = lamina.run_method(model, "fit", epochs=2, verbose=0, **given)
    x = given["x"] if isinstance(given["x"], list | np.ndarray) else X
    inside = lamina.run_method(model, "predict", x=x, batch_size=32, verbose=0)
    lamina.set_distribution(None)
    outside = lamina.run_method(model, "predict", x=x, batch_size=32, verbose=0)
    numbers = keras.tree.flatten(
        [model.get_weights(), sorted(fitted.history.items()), inside, outside]
    )
    return [np.asarray(each, float) for each in numbers if not isinstance(each, str)]


def difference(make, arguments):
    alone = learnt(make, arguments, None)
    shared = learnt(make, arguments, lamina.data_parallel())
    return max(np.abs(a - b).max() for a, b in zip(alone, shared, strict=True))


told = {name: float(difference(*case)) for name, case in CASES.items()}
print(json.dumps(told), flush=True)
# Without waiting for what else has begun in this process.
os._exit(0)
