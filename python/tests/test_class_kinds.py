"""What classes of R get by their kind: shapes, counts from 1, values, names."""

import keras
import numpy as np
import pytest

from lamina.bridge.class_kinds import KINDS, of_base
from lamina.bridge.r_class import initialize, r_class

TARGETS = [{"name": "y_true"}, {"name": "y_pred"}]


def method(run, *names):
    return {"run": run, "parameters": [{"name": name} for name in names]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_class_of_each_kind_is_one_of_keras(kind):
    cls = r_class(kind, "Same", {})
    assert issubclass(cls, KINDS[kind].base())
    package = KINDS[kind].package
    assert keras.saving.get_registered_name(cls) == (
        f"{package}>Same" if package else "Same"
    )


def test_classes_of_two_kinds_may_have_one_name():
    loss, metric = r_class("loss", "Twice", {}), r_class("metric", "Twice", {})
    found = keras.saving.get_registered_object
    assert (found("R.loss>Twice"), found("R.metric>Twice")) == (loss, metric)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "object"])
def test_only_what_keeps_variables_must_call_the_initialize_of_keras(kind):
    def init(self):
        pass

    cls = r_class(kind, "Bare", {"__init__": {"run": init, "calls_super": False}})
    if kind in ("layer", "model"):
        with pytest.raises(ValueError, match=rf"of the {kind} class Bare must call"):
            cls()
    else:
        assert isinstance(cls(), cls)


# ---- losses and metrics


def test_a_loss_gets_targets_in_the_shape_and_type_of_the_predictions():
    seen = []

    def call(self, y_true, y_pred):
        for y in (y_true, y_pred):
            dtype = keras.backend.standardize_dtype(y.dtype)
            seen.append((tuple(y.shape), dtype))
        return y_pred

    loss = r_class("loss", "Seeing", {"call": method(call, "y_true", "y_pred")})()
    rows, column = np.ones(3), np.ones((3, 1))
    loss.call(rows, column)
    loss.call(y_pred=column, y_true=rows)
    loss.call(rows, y_pred=column)
    assert seen == [((3, 1), "float32")] * 6


def test_a_metric_gets_targets_so_where_it_takes_some():
    shapes = []

    def update(self, y_true, y_pred, sample_weight=None):
        shapes.append((tuple(y_true.shape), tuple(y_pred.shape)))

    def update_values(self, values, weights):
        shapes.append((tuple(values.shape), tuple(weights.shape)))

    names = ("y_true", "y_pred", "sample_weight")
    for run, taken in ((update, names), (update_values, ("values", "weights"))):
        parameters = [{"name": name, "default": None} for name in taken]
        code = {"update_state": {"run": run, "parameters": parameters}}
        r_class("metric", "Updated", code)().update_state(np.ones(3), np.ones((3, 1)))
    assert shapes == [((3, 1), (3, 1)), ((3,), (3, 1))]


def test_variables_of_a_metric_begin_at_zero_and_are_its_result():
    def init(self):
        initialize(self, classes[0])
        self.total = self.add_weight([], name="total")
        self.many = self.add_variable([2.0], initializer="ones", name="many")

    def result(self):
        return {"total": self.total, "many": self.many}

    classes = [
        r_class(
            "metric", "Result", {"__init__": {"run": init}, "result": method(result)}
        )
    ]
    metric = classes[0]()
    found = metric.result()
    assert not any(isinstance(each, keras.Variable) for each in found.values())
    assert float(found["total"]) == 0
    np.testing.assert_array_equal(keras.ops.convert_to_numpy(found["many"]), [1, 1])
    metric.total.assign(3)
    metric.reset_state()
    assert float(metric.result()["total"]) == 0


@pytest.mark.parametrize("kind", ["loss", "metric", "constraint", "schedule"])
def test_what_it_was_made_with_comes_back(kind):
    def init(self, rate, inner=None):
        self.rate, self.inner = rate, inner

    code = {
        "run": init,
        "parameters": [{"name": "rate"}, {"name": "inner", "default": None}],
        "calls_super": False,
    }
    cls = r_class(kind, "Kept", {"__init__": code})
    again = cls.from_config(cls(0.5, inner=keras.regularizers.L1(2.0)).get_config())
    assert again.rate == 0.5
    assert float(again.inner.l1) == 2


# ---- callbacks


def test_hooks_of_a_callback_count_from_1_and_join_the_logs():
    seen = []

    def epoch(self, epoch, logs):
        seen.append(("epoch", epoch, dict(logs)))
        return {"more": 2.0}

    def batch(self, batch):
        seen.append(("batch", batch))
        return 3

    def train(self):
        seen.append(("train",))

    cls = r_class(
        "callback",
        "Hooks",
        {
            "on_epoch_end": method(epoch, "epoch", "logs"),
            "on_train_batch_end": method(batch, "batch"),
            "on_train_begin": method(train),
        },
    )
    callback, logs = cls(), {"loss": 1.0}
    callback.on_train_begin()
    callback.on_train_batch_end(0, {"loss": 1.0})
    callback.on_epoch_end(4, logs)
    assert seen == [("train",), ("batch", 1), ("epoch", 5, {"loss": 1.0})]
    assert logs == {"loss": 1.0, "more": 2.0}
    assert cls.on_epoch_end.__name__ == "on_epoch_end"


def test_a_hook_takes_all_that_there_is_where_it_says_so():
    seen = []

    def end(self, *values):
        seen.append(values)

    rest = {"run": end, "parameters": [{"name": "...", "rest": True}]}
    r_class("callback", "All", {"on_epoch_begin": rest})().on_epoch_begin(0, {"a": 1})
    assert seen == [(1, {"a": 1})]


def test_the_hook_of_a_class_that_it_builds_on_is_called_by_that_count():
    class Noting(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.epoch = epoch

        def on_train_end(self, logs=None):
            self.ended = logs

    callback = Noting()
    for name, given in (("on_epoch_end", 3), ("on_train_end", {"a": 1})):
        of_base("callback", name, getattr(callback, name), callback)(given)
    assert (callback.epoch, callback.ended) == (2, {"a": 1})
    # In other classes nothing counts.
    assert of_base("layer", "on_epoch_end", len, None) is len


# ---- models


def test_a_model_has_methods_of_its_steps_only_where_it_has_steps():
    plain = r_class("model", "NoSteps", {})
    assert plain.make_train_function is keras.Model.make_train_function
    own = r_class(
        "model", "Steps", {"train_step": method(lambda self, data: {}, "data")}
    )
    assert own.make_train_function is not keras.Model.make_train_function
