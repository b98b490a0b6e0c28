"""Each loss and metric of Keras' is in one list of what they take as targets."""

import inspect
from collections import Counter

import keras
import pytest

from lamina.models.known_targets import (
    SHORT_NAMES,
    Targets,
    cuts_predictions,
    is_chosen_loss,
    name_in_keras,
    targets_of,
)

MODULES = (keras.losses, keras.metrics)
# They read and write configurations.
NOT_COMPARING = ("deserialize", "get", "serialize")


def everything():
    """All classes and functions of Keras' modules, by their names."""
    return {
        f"{module.__name__}.{name}": what
        for module in MODULES
        for name, what in vars(module).items()
        if name not in NOT_COMPARING
        and (inspect.isclass(what) or inspect.isfunction(what))
    }


# Those that Keras has since 3.16.
NEWER = {"sparsecategoricalfocalcrossentropy"}

LISTED = [name for targets in Targets for name in targets.value]


def test_each_loss_and_metric_that_keras_has_is_in_one_list():
    assert len(everything()) > 80
    lost = [name for name, what in everything().items() if lists_of(what) != 1]
    assert not lost, "Say in known_targets.py what they take as targets."


def lists_of(what):
    return Counter(LISTED)[name_in_keras(what)]


def test_none_is_listed_that_keras_lacks():
    there = {name_in_keras(what) for what in everything().values()}
    assert set(LISTED) - NEWER == there - NEWER


def test_what_is_in_two_modules_has_one_name():
    mean = "meansquarederror"
    for what in (
        *(keras.losses.MeanSquaredError(), keras.metrics.MeanSquaredError),
        *(keras.losses.mean_squared_error, "mean_squared_error", "MSE", "mse"),
    ):
        assert (name_in_keras(what), targets_of(what)) == (mean, Targets.NUMBERS)


class Huber(keras.losses.Huber):
    pass


def mean_squared_error(y_true, y_pred):
    return y_pred


@pytest.mark.parametrize("what", [Huber(), Huber, mean_squared_error, print, None, 1])
def test_of_what_is_not_keras_own_nothing_is_known(what):
    assert (name_in_keras(what), targets_of(what)) == ("", Targets.OTHER)


@pytest.mark.parametrize("short", SHORT_NAMES)
def test_short_names_are_those_of_keras(short):
    for spelt in (short, short.upper()):
        assert name_in_keras(keras.losses.get(spelt)) == SHORT_NAMES[short]
        assert name_in_keras(spelt) == SHORT_NAMES[short]


@pytest.mark.parametrize("string", ["crossentropy", "ce"])
def test_which_loss_is_known_once_keras_has_chosen_it(string):
    assert is_chosen_loss(string)
    assert targets_of(string) is Targets.OTHER
    assert not is_chosen_loss("binary_crossentropy")


def test_which_accuracy_a_string_stands_for_is_up_to_keras():
    for string in ("accuracy", "acc", "Accuracy"):
        assert targets_of(string) is Targets.OTHER
    assert targets_of(keras.metrics.Accuracy()) is Targets.NUMBERS


def test_metrics_with_thresholds_of_their_own_cut_predictions_off():
    metrics = {
        name: what
        for name, what in vars(keras.metrics).items()
        if inspect.isclass(what) and targets_of(what) is Targets.COUNTED
    }
    with_thresholds = [
        name
        for name, what in metrics.items()
        if "num_thresholds" in inspect.signature(what).parameters
    ]
    assert with_thresholds == [
        name for name, what in metrics.items() if cuts_predictions(what)
    ]
    assert len(with_thresholds) == 5
