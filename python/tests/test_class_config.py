"""Objects of classes of R are saved with their arguments, and what cannot is named."""

import keras
import pytest

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
