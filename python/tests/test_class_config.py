"""Objects of classes of R are saved with their arguments, and what cannot is named."""

import keras
import pytest

from lamina.bridge.class_config import note_arguments
from lamina.bridge.r_class import initialize, r_class


def loss_class():
    def init(self, weight, **more):
        initialize(self, classes["Weighted"], **more)
        self.weight = weight

    def call(self, y_true, y_pred):
        return self.weight * (y_true - y_pred)

    parameters = [{"name": "weight"}]
    classes = {}
    classes["Weighted"] = r_class(
        "loss",
        "Weighted",
        {
            "__init__": {"run": init, "parameters": parameters},
            "call": {
                "run": call,
                "parameters": [{"name": "y_true"}, {"name": "y_pred"}],
            },
        },
    )
    return classes["Weighted"]


def test_arguments_are_saved_and_made_again():
    cls = loss_class()
    loss = cls.from_config(cls(weight=keras.regularizers.L2(0.5)).get_config())
    assert isinstance(loss.weight, keras.regularizers.L2)
    assert cls.from_config(cls(weight=2.0).get_config()).weight == 2


def test_what_a_loss_cannot_be_saved_with_is_named():
    loss = loss_class()(weight=object())
    with pytest.raises(NotImplementedError, match=r"^`weight` cannot be saved.*Loss"):
        loss.get_config()


def test_the_arguments_of_the_class_that_was_asked_for_are_noted():
    class Instance:
        pass

    instance = Instance()
    note_arguments(instance, {"a": 1})
    # The class that it builds on is given others.
    note_arguments(instance, {"b": 2})
    assert vars(instance) == {"_r_arguments": {"a": 1}}


@pytest.mark.parametrize("value", [None, 1, [1, [2.5, "a"]], {"a": True}])
def test_plain_arguments_are_saved_as_they_are(value):
    assert loss_class()(weight=value).get_config()["weight"] == value


def test_objects_in_a_list_are_made_again_and_names_stay():
    cls = loss_class()
    config = cls(weight=1.0, name="mine").get_config()
    inner = keras.saving.serialize_keras_object(keras.regularizers.L1(2.0))
    again = cls.from_config({**config, "weight": [inner, 3]})
    assert float(again.weight[0].l1) == 2
    assert again.weight[1:] == [3]
    assert again.name == "mine"
