"""Train in one process or several, and write what came of it.

Called with the number of this process, how many there are, the address of the first, a
folder, and what is to happen.
"""

import os
import signal
import sys
import time
from functools import partial
from pathlib import Path

import keras
import numpy as np
import pytest

import lamina
from lamina._backend import meet

index, count, address, folder, what = sys.argv[1:]
index, count, folder = int(index), int(count), Path(folder)

if count > 1:
    lamina.join_processes(address, count, index, 60)
devices = len(lamina.devices()["all"])

if what == "model_parallel":
    current = lamina.model_parallel(
        {"batch": devices // 2, "model": 2}, {"dense.*kernel": [None, "model"]}
    )
elif devices > 1:
    current = lamina.data_parallel()
else:
    current = None

keras.utils.set_random_seed(1)
rng = np.random.default_rng(0)
x = rng.normal(size=(150, 6, 6, 3)).astype("float32")
y = rng.integers(0, 4, 150)
if what == "rows":
    x, y = x[: 150 - index], y[: 150 - index]
if what == "values":
    x[3, 0, 0, 0] += index
if what == "seed":
    np.random.seed(index)
if what == "few devices":
    lamina.data_parallel(["cpu:0"])
if what == "exit" and index == 1:
    sys.exit()
if what == "exit":
    # The weights are made for all devices then.
    lamina.set_distribution(current)
if what == "other weights":
    keras.utils.set_random_seed(index)
    lamina.set_distribution(current)
if what == "raise" and index == 1:
    raise OSError("no such file")
if what == "late" and index == 0:
    meet("the test", timeout=1)
if what == "late":
    time.sleep(200)


def make():
    model = keras.Sequential(
        [
            keras.Input((6, 6, 3)),
            keras.layers.Conv2D(8, 3),
            keras.layers.BatchNormalization(),
            lamina.SpatialDropout2D(0.3, seed=3),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    optimizer = keras.optimizers.SGD(0.1, momentum=0.9)
    # A metric that has its variables before the model is built.
    metrics = ["accuracy", keras.metrics.SparseTopKCategoricalAccuracy(2)]
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=metrics)
    return model


class Dying(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        if epoch == 1 and what == "kill" and index == count - 1:
            os.kill(os.getpid(), signal.SIGKILL)
        if epoch == 1 and what == "kill first" and index == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        if what == "caught" and index == 1:
            raise OSError("no space")
        if what == "exit in fit" and index == 1:
            sys.exit()
        if what == "Ctrl-C" and index == 1:
            os.kill(os.getpid(), signal.SIGINT)
        if what == "draws" and index == 1:
            np.random.random()
        if what == "stop" and index == 0:
            self.model.stop_training = True
        if epoch == 1 and what == "interrupted":
            raise KeyboardInterrupt


class Stopping(keras.callbacks.Callback):
    """Ends the training or an evaluation after a batch, in the first process or all."""

    # Of 120 examples in batches of 32.
    last = 3

    def on_train_batch_end(self, batch, logs=None):
        if what == "stop all in epoch" and batch == 1:
            self.model.stop_training = True
        after = {"stop in epoch": 1, "stop after last batch": self.last}
        if index == 0 and batch == after.get(what):
            self.model.stop_training = True

    def on_test_batch_end(self, batch, logs=None):
        if index == 0 and what == "stop evaluating":
            self.model.stop_evaluating = True


backup = folder / "backup"
if what == "unshared":
    # A folder of each machine, of which one has what an earlier training left.
    backup = folder / f"backup_{index}"
    if index == 0:
        backup.mkdir()
        (backup / "training_metadata.json").write_text('{"epoch": 1, "batch": 0}')

# Made before the distribution is set: it is moved to the devices.
model = make()
lamina.set_distribution(current)
if what == "save in one" and index == 0:
    lamina.save_model(model, folder / "model.keras")
saves = keras.callbacks.ModelCheckpoint(str(folder / "best.keras"), monitor="loss")
saves.save_best_only, saves.verbose = True, 1
ends = [Stopping()] if what.startswith("stop") else []
fit = partial(
    lamina.run_method,
    model,
    "fit",
    x=x,
    y=y,
    batch_size=32,
    epochs=4,
    validation_split=0.2,
    shuffle=True,
    verbose=2,
    callbacks=[
        saves,
        keras.callbacks.EarlyStopping(
            "loss", patience=9, restore_best_weights=True, start_from_epoch=3
        ),
        keras.callbacks.CSVLogger(str(folder / f"log_{index}.csv")),
        keras.callbacks.BackupAndRestore(str(backup)),
        Dying(),
        *ends,
    ],
)
try:
    history = fit()
except OSError:
    # As one does that looks at the error.
    time.sleep(200)
if what == "model_parallel":
    assert not model.layers[-1].kernel.value.sharding.is_fully_replicated
    lamina.export_model(model, folder / "exported", verbose=False)
    with pytest.raises(lamina.ClusterError, match="3 is no multiple of 2"):
        keras.layers.Dense(3).build((None, 4))
evaluated = lamina.run_method(model, "evaluate", x=x, y=y, verbose=0, return_dict=True)
predicted = lamina.run_method(model, "predict", x=x, batch_size=16, verbose=0)
on_batch = lamina.run_method(model, "predict_on_batch", x=x[:30])
np.testing.assert_allclose(on_batch, predicted[:30], atol=1e-6)
# A sum over the batch: outputs that have no row for each example.
ends = keras.ops.sum(model.outputs[0], axis=0, keepdims=True)
sums = keras.Model(model.inputs, ends)
summed = lamina.run_method(sums, "predict", x=x, batch_size=16, verbose=0)
assert len(summed) == 10
drawn = lamina.MonteCarloDropout(model).predict(x[:40], 20, seed=5, verbose=0)
lamina.save_model(model, folder / "model.keras")
# All wait until it is written.
assert (folder / "model.keras").exists()
with pytest.raises(FileNotFoundError, match="absent"):
    lamina.save_model(model, folder / "absent" / "model.keras")
lamina.save_model(model, folder / f"own_{index}.keras", in_each_process=True)
lamina.save_config(model, folder / "model.json")
weights = [lamina.whole_value(weight) for weight in model.weights]


def batches():
    for start in range(0, 150, 32):
        yield x[start : start + 32], y[start : start + 32]


more = lamina.run_method(model, "fit", x=batches(), verbose=0)
on_batch = lamina.run_method(model, "train_on_batch", x=x[:30], y=y[:30])
inside = [lamina.whole_value(weight) for weight in model.weights]
lamina.set_distribution(None)
for weight, value in zip(model.weights, inside, strict=True):
    np.testing.assert_array_equal(lamina.whole_value(weight), value)
lamina.save_model(model, folder / f"after_{index}.keras")
lamina.save_weights(model, folder / f"after_{index}.weights.h5")
if what == "own weights":
    model.weights[0].assign_add(model.weights[0] * index)
    lamina.save_model(model, folder / f"other_{index}.keras")
    lamina.save_model(model, folder / "other.keras")
again = lamina.run_method(model, "predict", x=x, verbose=0)
np.savez(
    folder / f"process_{index}.npz",
    *weights,
    history=[*history.history["loss"], *history.history["val_accuracy"]],
    evaluated=[evaluated["loss"], evaluated["accuracy"]],
    predicted=predicted,
    summed=summed,
    drawn=np.stack([drawn.mean, drawn.std]),
    more=[*more.history["loss"], *on_batch],
    again=again,
)
