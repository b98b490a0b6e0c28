"""What an output holds is seen in its end, in what is set, or in all draws."""

import keras
import numpy as np
import pytest
from keras import layers, ops
from monte_carlo_models import (
    Scaled,
    assert_measures,
    classifier,
    fails,
    linear,
    predict,
    stack,
)

from lamina import MonteCarloDropout


def test_several_columns_of_logits_are_classes_and_labels_are_told_by_their_sums(x):
    r = predict(classifier(3, None), x, settings={"from_logits": True})
    assert r.entropy.shape == (7,)
    model = classifier(3, "sigmoid")
    inputs = keras.Input((4,))
    hidden = ops.abs(model(inputs))
    model = keras.Model(inputs, hidden)
    assert predict(model, x).task == "regression"
    r = predict(model, x, settings={"task": "classification"}, keep_samples=True)
    assert r.entropy.shape == (7, 3)
    second = r.samples.astype("float64")
    assert_measures(r, np.stack([1 - second, second], -1))


def test_labels_that_happen_to_sum_to_one_are_labels(x):
    model = stack(layers.Dropout(0.5), layers.Dense(2, "sigmoid"), shape=(4,))
    model.layers[1].set_weights([np.zeros((4, 2)), np.zeros(2)])
    np.testing.assert_allclose(predict(model, x).entropy, np.full((7, 2), np.log(2)))


@pytest.mark.parametrize("size", [2, 7])
def test_all_draws_decide_what_the_outputs_are(size, x):
    model, data = Scaled(), np.abs(x)
    data[:, 3] = 1
    model(data)
    arguments = {"batch_size": size, "keep_samples": True}
    r = predict(model, data, **arguments)
    assert r.task == "classification"
    assert_measures(r, r.samples)
    # Later examples say that they are no classes after all.
    data[4:, 3] = 3
    r = predict(model, data, **arguments)
    assert r.task == "regression"
    np.testing.assert_allclose(r.mean.sum(-1), data[:, 3], rtol=1e-5)
    np.testing.assert_allclose(r.samples.sum(-1), data[:, 3] * np.ones((20, 1)), 1e-5)
    # Or no probabilities at all.
    fails(
        "ranges from", data, model, settings={"task": "classification"}, batch_size=size
    )
    data[4:, 3] = 0.5
    r = predict(model, data, settings={"task": "classification"}, **arguments)
    assert r.entropy.shape == (7, 3)
    second = r.samples.astype("float64")
    assert_measures(r, np.stack([1 - second, second], -1))


def softmaxes():
    x = keras.Input((6, 4))
    y = layers.Dense(5)(layers.Dropout(0.5)(x))
    return x, {
        "axis 1": [layers.Softmax(axis=1)(y), ops.softmax(y, axis=1)],
        r"axis \(1, 2\)": [layers.Softmax(axis=(1, 2))(y)],
        "another axis than the last": [
            layers.Permute((2, 1))(layers.Softmax()(y)),
            layers.Flatten()(layers.Softmax()(y)),
        ],
    }


def test_classes_along_another_axis_than_the_last_are_an_error(values):
    data = values.normal(size=(7, 6, 4)).astype("float32")
    inputs, groups = softmaxes()
    for where, outputs in groups.items():
        for output in outputs:
            model = keras.Model(inputs, output)
            fails(f"is a softmax along {where}", data, model, samples=3)
            r = predict(model, data, settings={"task": "regression"}, keep_samples=True)
            np.testing.assert_allclose(r.mean, r.samples.mean(0), rtol=1e-4, atol=1e-6)


def test_task_and_logits_of_each_output(x):
    inputs = keras.Input((4,))
    hidden = layers.Dropout(0.5)(inputs)
    ends = [layers.Dense(3, name="kind")(hidden), layers.Dense(3, name="size")(hidden)]
    model = keras.Model(inputs, ends)
    r = predict(model, x, settings={"from_logits": {"kind": True}})
    assert [each.task for each in r.values()] == ["classification", "regression"]
    np.testing.assert_allclose(r["kind"].mean.sum(-1), 1)
    settings = {"from_logits": True, "task": {"size": "regression"}}
    fails("`from_logits` is for classification", x, model, settings=settings)
    for name in ("task", "from_logits"):
        settings = {name: {"kinds": None if name == "task" else True}}
        fails(
            f"`{name}` must be named after outputs, .* not ..kinds",
            x,
            model,
            settings=settings,
        )
    with pytest.raises(ValueError, match="`task` must be one of"):
        MonteCarloDropout(model, task={"kind": "classify"})


def test_the_task_is_seen_in_the_last_layer(x):
    inputs = keras.Input((4,))
    hidden = layers.Dropout(0.5)(inputs)
    dense = layers.Dense(3)
    z = keras.Input((4,))
    drop = layers.Dropout(0.5)(z)
    inner = keras.Model(z, [layers.Dense(3)(drop), layers.Dense(1, "sigmoid")(drop)])
    ends = {
        "classification": [
            layers.Dense(1, "sigmoid")(hidden),
            layers.Softmax()(dense(hidden)),
            layers.Activation("softmax")(hidden),
            ops.softmax(hidden),
            ops.sigmoid(hidden),
            inner(inputs)[1],
            stack(layers.Dense(1, "sigmoid"), shape=(4,))(hidden),
            layers.Reshape((4, 1))(hidden * 0.0 + 0.25)[..., 0],
            layers.Reshape(())(layers.Dense(1, "sigmoid")(hidden)),
            layers.Activation("linear")(layers.Dense(1, "sigmoid")(hidden)),
            layers.Identity()(ops.squeeze(layers.Dense(1, "sigmoid")(hidden), -1)),
            layers.Permute((2, 1))(
                layers.RepeatVector(3)(layers.Dense(1, "sigmoid")(hidden))
            ),
        ],
        "regression": [hidden, dense(hidden), ops.abs(hidden), inner(inputs)[0]],
    }
    for task, outputs in ends.items():
        for output in outputs:
            model = keras.Model(inputs, output)
            assert predict(model, x, 3).task == task, output


def recurrent_ends():
    x = keras.Input((3, 4))
    y = layers.Dropout(0.5)(x)
    cell = layers.SimpleRNNCell(1, activation="sigmoid")
    return x, {
        "regression": [
            layers.LSTM(3, activation="softmax")(y),
            layers.LSTM(3, "sigmoid")(y),
            layers.GRU(1, "sigmoid")(y),
            layers.RNN(layers.LSTMCell(1, "sigmoid"))(y),
        ],
        "classification": [
            layers.SimpleRNN(3, activation="softmax")(y),
            layers.SimpleRNN(3, "sigmoid")(y),
            layers.SimpleRNN(1, "sigmoid", return_sequences=True)(y),
            layers.RNN(cell)(y),
        ],
    }


def test_the_activation_of_a_recurrent_layer_may_not_be_its_last_function(values):
    data = values.normal(size=(7, 3, 4)).astype("float32")
    inputs, groups = recurrent_ends()
    for task, outputs in groups.items():
        found = predict(keras.Model(inputs, outputs), data, 3)
        assert [r.task for r in found.values()] == [task] * len(outputs)
    assert list(found.values())[1].entropy.shape == (7, 3)


def test_what_is_made_of_probabilities_may_be_one(x):
    inputs = keras.Input((4,))
    hidden = layers.Dropout(0.5)(inputs)
    a, b, c = (layers.Dense(1, "sigmoid")(hidden) for _ in range(3))
    labels = layers.Dense(3, "sigmoid")(hidden)
    classes = layers.Dense(3, "softmax")(hidden)
    binary = [
        layers.Average()([a, b]),
        (a + b + c) / 3,
        0.25 * a + b * 0.75,
        ops.mean(ops.stack([a, b]), axis=0),
        ops.mean(labels, axis=-1, keepdims=True),
        ops.max(labels, -1),
        1.0 - a * b,
        layers.Maximum()([a, b]),
        layers.Dense(1, "hard_sigmoid")(hidden),
        layers.Activation("hard_sigmoid")(hidden[:, :1]),
        ops.hard_sigmoid(hidden[:, :1]),
        classes[:, 1:2],
        layers.Flatten()(
            layers.GlobalAveragePooling1D()(layers.Reshape((3, 1))(labels))
        ),
        ops.clip(a, 1e-6, 1 - 1e-6),
        ops.clip((a + b) / 2, 0.01, 0.99),
        ops.maximum(a, 1e-6),
        ops.minimum(0.999, a),
        layers.Bidirectional(layers.SimpleRNN(1, "sigmoid"), merge_mode="ave")(
            layers.Reshape((4, 1))(hidden)
        ),
    ]
    several = [
        layers.Average()([labels, labels]),
        layers.Dense(3, "hard_sigmoid")(hidden),
        layers.Concatenate()([a, b, c]),
    ]
    others = [a / 2, a + b, a - b, 2 * a - 1, layers.Multiply()([a, hidden])]
    others += [ops.clip(2 * a - 1, 0, 1), ops.maximum(a, 0.5), ops.maximum(hidden, 0)]
    found = predict(keras.Model(inputs, [*binary, *several, *others]), x, 3)
    found = list(found.values())
    tasks = ["classification"] * (len(binary) + len(several))
    assert [r.task for r in found] == tasks + ["regression"] * len(others)
    for r in found[: len(binary)]:
        assert r.entropy.shape == (7,)
    for r in found[len(binary) : len(tasks)]:
        assert r.entropy.shape == (7, 3)
    (r,) = [predict(keras.Model(inputs, (classes + classes) / 2), x, 3)]
    assert r.task == "classification"
    assert r.entropy.shape == (7,)


def test_logarithms_of_probabilities_become_probabilities(x):
    inputs = keras.Input((4,))
    hidden = layers.Dense(3)(layers.Dropout(0.5)(inputs))
    logs = [
        layers.Activation("log_softmax")(hidden),
        ops.log_softmax(hidden),
        layers.Activation("log_sigmoid")(hidden),
        ops.log_sigmoid(hidden[:, :1]),
    ]
    plain = [
        ops.softmax(hidden),
        ops.softmax(hidden),
        ops.sigmoid(hidden),
        ops.sigmoid(hidden[:, :1]),
    ]
    both = predict(keras.Model(inputs, [*logs, *plain]), x, keep_samples=True)
    both = list(both.values())
    for log, r in zip(both[:4], both[4:], strict=True):
        assert log.task == "classification"
        for name in ("mean", "std", "entropy", "mutual_information", "samples"):
            found, expected = getattr(log, name), getattr(r, name)
            assert found.shape == expected.shape
            np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)
    model = keras.Model(inputs, logs[0])
    r = predict(model, x, settings={"from_logits": True})
    np.testing.assert_allclose(r.mean, predict(model, x).mean, rtol=1e-5)
    r = predict(model, x, settings={"task": "regression"})
    assert (r.mean < 0).all()
    settings = {"from_logits": True}
    fails("ends in a log_sigmoid: it", x, keras.Model(inputs, logs[2]), None, settings)
    axis = keras.Model(inputs, ops.log_softmax(layers.Reshape((3, 1))(hidden), axis=1))
    fails("is a softmax along axis 1", x, axis)


def test_outputs_that_are_no_probabilities_are_an_error(x):
    fails(
        "`task` can be .* the output 'output_1' ranges from .* set `from_logits`",
        x,
        linear(0.5, 4),
        settings={"task": "classification"},
    )
