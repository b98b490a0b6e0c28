"""A training that may be interrupted in its third epoch.

As a program it is called with a folder for the backup and `how` it stops, and says what
it has learnt, as JSON.
"""

import json
import os
import random
import signal
import sys

import keras
import numpy as np

import lamina

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(70, 6, 6, 3)).astype("float32")
Y = RANDOM.integers(0, 4, 70)


class Draws(keras.callbacks.Callback):
    """Draws from what is there for all, and moves a weight by it."""

    def on_epoch_begin(self, epoch, logs=None):
        drawn = [random.random(), np.random.normal(), keras.random.uniform(())]
        self.model.layers[-1].bias.assign_add([0.01 * float(each) for each in drawn])


class Stops(keras.callbacks.Callback):
    """Stops the training in an epoch: it is "killed", or has "failed"."""

    def __init__(self, how, epoch):
        super().__init__()
        self._how, self._epoch = how, epoch

    def on_epoch_begin(self, epoch, logs=None):
        self._is_due = epoch == self._epoch

    def on_train_batch_end(self, batch, logs=None):
        if not self._is_due or batch != 2:
            return
        if self._how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError("no more space")


def make():
    keras.utils.set_random_seed(1)
    layers = [
        keras.Input((6, 6, 3)),
        keras.layers.Conv2D(8, 3),
        lamina.SpatialDropout2D(0.3),
        keras.layers.Flatten(),
        keras.layers.Dropout(0.3),
        keras.layers.GaussianDropout(0.3, seed=4),
        keras.layers.Dense(3, activation="softmax"),
    ]
    model = keras.Sequential(layers)
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


def train(model, folder, *others, save_freq="epoch", **arguments):
    """Train for what is left of four epochs; return the weights."""
    backup = keras.callbacks.BackupAndRestore(str(folder), save_freq=save_freq)
    callbacks = [Draws(), backup, *others]
    arguments = {"x": X, "y": Y % 3, "batch_size": 16, "epochs": 4, **arguments}
    lamina.run_method(model, "fit", callbacks=callbacks, verbose=0, **arguments)
    return model.get_weights()


if __name__ == "__main__":
    weights = train(make(), sys.argv[1], *map(Stops, sys.argv[2:], [2]))
    print(json.dumps([weight.tolist() for weight in weights]))
