"""What callbacks watch is looked for before a training, and in it."""

import warnings

import keras
import numpy as np
import pytest
from keras import callbacks, layers

import lamina
from lamina.models.monitored import Monitors

X, Y = np.ones((8, 3), "float32"), np.ones((8, 2), "float32")


def compiled(metrics=("accuracy", "mae"), outputs=1, **more):
    x = keras.Input((3,))
    y = [layers.Dense(2, name=name)(x) for name in "ab"[:outputs]]
    model = keras.Model(x, y if outputs > 1 else y[0])
    given = [list(metrics)] * outputs if outputs > 1 else list(metrics)
    model.compile("sgd", "mse", metrics=given, run_eagerly=True, **more)
    return model


def refusal(model, *given, **arguments):
    try:
        Monitors(model, {"callbacks": list(given), **arguments}).check()
    except lamina.MonitorError as error:
        return error.kind, error.known
    return None


def stop(monitor="val_loss", **more):
    return callbacks.EarlyStopping(monitor, **more)


VALIDATED = {"validation_split": 0.5}
NAMES = ["loss", "accuracy", "mae"]


def test_names_are_those_of_the_loss_and_the_metrics():
    model = compiled()
    for name in NAMES:
        assert refusal(model, stop(name)) is None
        assert refusal(model, stop(f"val_{name}"), **VALIDATED) is None
    assert refusal(model, stop("acc")) == ("name", NAMES)
    known = [*NAMES, *(f"val_{name}" for name in NAMES)]
    assert refusal(model, stop("val_acc"), **VALIDATED) == ("name", known)


def test_a_validation_must_come():
    model = compiled()
    assert refusal(model, stop()) == ("validation", NAMES)
    data = {"validation_data": (X, Y)}
    assert refusal(model, stop(), **data) is None
    assert refusal(model, stop(), **data, validation_freq=3, epochs=3) is None
    assert refusal(model, stop(), **data, validation_freq=[2], epochs=2) is None
    never = {**data, "validation_freq": 3, "epochs": 5, "initial_epoch": 3}
    assert refusal(model, stop(), **never) == ("validation", NAMES)
    assert refusal(model, stop(), epochs=0) is None


def test_outputs_name_their_metrics_and_losses():
    model = compiled(["accuracy"], outputs=2)
    names = ["loss", "a_loss", "b_loss", "a_accuracy", "b_accuracy"]
    for name in names:
        assert refusal(model, stop(name, mode="min")) is None
    assert refusal(model, stop("c_accuracy", mode="max")) == ("name", names)
    assert refusal(model, stop("b_accuracy")) == ("direction", [])


def test_a_direction_is_known_before_the_training():
    def own(y_true, y_pred):
        return keras.ops.mean(y_true - y_pred)

    model = compiled([own, keras.metrics.AUC(name="area")])
    assert refusal(model, stop("area")) is None
    assert refusal(model, stop("own")) == ("direction", [])
    assert refusal(model, stop("own", mode="min")) is None
    save = callbacks.ModelCheckpoint("x.keras", "own")
    assert refusal(model, save) == ("direction", [])


def test_names_in_a_path_are_reported():
    model = compiled()

    def save(path, **more):
        return callbacks.ModelCheckpoint(f"{path}.keras", **more)

    assert refusal(model, save("{epoch:02d}-{loss:.2f}")) is None
    assert refusal(model, save("{val_mae}"), **VALIDATED) is None
    known = ["epoch", *NAMES]
    assert refusal(model, save("{val_mae}")) == ("path", known)
    assert refusal(model, save("{epoch}-{acc}")) == ("path", known)
    assert refusal(model, save("{epoch}-{batch}")) == ("path", known)
    assert refusal(model, save("{epoch}-{batch}", save_freq=2)) is None


def test_what_saves_each_time_watches_nothing():
    model = compiled()
    assert refusal(model, callbacks.ModelCheckpoint("x.keras")) is None
    best = callbacks.ModelCheckpoint("x.keras", save_best_only=True)
    assert refusal(model, best) == ("validation", NAMES)


def test_nothing_that_may_be_reported_is_refused():
    model = compiled()
    told = callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: None)
    assert refusal(model, told, stop("own")) is None
    assert refusal(model, stop("own"), told) is not None

    class Finds(callbacks.EarlyStopping):
        def get_monitor_value(self, logs):
            return 1.0

    assert refusal(model, Finds("own")) is None
    plateau = callbacks.ReduceLROnPlateau("loss")
    assert refusal(model, plateau, stop("learning_rate", mode="min")) is None
    assert refusal(model, stop("learning_rate", mode="min")) is not None

    class Several(keras.metrics.Mean):
        def result(self):
            return {"own": super().result()}

    assert refusal(compiled([Several()]), stop("own", mode="min")) is None

    class Steps(keras.Model):
        def train_step(self, *data):
            return {"own": 1.0}

    model = Steps(model.inputs, model.outputs)
    model.compile("sgd", "mse")
    assert refusal(model, stop("own")) is None


def test_a_training_is_refused_before_it_begins(tmp_path):
    model = compiled()
    before = model.get_weights()
    log = tmp_path / "log.csv"
    log.write_text("mine")
    given = [callbacks.CSVLogger(str(log)), stop()]
    with pytest.raises(lamina.MonitorError, match="and there is no validation"):
        lamina.run_method(model, "fit", x=X, y=Y, callbacks=given, verbose=0)
    np.testing.assert_array_equal(model.get_weights()[0], before[0])
    assert log.read_text() == "mine"


def test_a_training_that_went_on_does_not_set_where_others_start(tmp_path):
    model = compiled()
    arguments = {"x": X, "y": Y, "verbose": 0, "epochs": 3}

    def fail(epoch, logs):
        if epoch == 1:
            raise OSError("no power")

    keep = callbacks.BackupAndRestore(str(tmp_path / "state"))
    given = [keep, callbacks.LambdaCallback(on_epoch_begin=fail)]
    with pytest.raises(OSError, match="no power"):
        lamina.run_method(model, "fit", callbacks=given, **arguments)
    history = lamina.run_method(model, "fit", callbacks=[keep], **arguments)
    assert history.epoch == [1, 2]
    assert lamina.run_method(model, "fit", **arguments).epoch == [0, 1, 2]


def test_what_was_not_found_is_with_the_history():
    model = compiled()
    told = callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: None)
    arguments = {"x": X, "y": Y, "verbose": 0, "epochs": 2, **VALIDATED}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        given = [told, stop("own", mode="min"), stop(patience=3)]
        history = lamina.run_method(model, "fit", callbacks=given, **arguments)
    (note,) = history.unmonitored
    assert note["callback"] == "EarlyStopping"
    assert note["monitor"] == "own"
    assert "val_loss" in note["known"]

    def tell(epoch, logs):
        logs["own"] = 1.0

    given[0] = callbacks.LambdaCallback(on_epoch_end=tell)
    history = lamina.run_method(model, "fit", callbacks=given, **arguments)
    assert history.unmonitored == []
