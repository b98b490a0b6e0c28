"""The sums of draws are those of all draws together."""

import itertools

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import layers, ops
from monte_carlo_models import (
    Scaled,
    assert_measures,
    classifier,
    draws_of,
    entropy,
    fails,
    linear,
    predict,
    set_weights,
    stack,
)

from lamina.uncertainty import plan, summaries


@pytest.mark.parametrize("samples", [2, 37])
@pytest.mark.parametrize("from_logits", [False, True])
def test_measures_of_a_softmax(from_logits, samples, x):
    model = classifier(activation=None if from_logits else "softmax")
    r = predict(
        model, x, samples, settings={"from_logits": from_logits}, keep_samples=True
    )
    assert r.task == "classification"
    np.testing.assert_allclose(r.samples.sum(-1), 1, rtol=1e-5)
    assert_measures(r, r.samples)
    assert (r.mutual_information > 0).any()
    if from_logits:
        logits = draws_of(model, x, samples, settings={"task": "regression"})
        p = np.exp(logits) / np.exp(logits).sum(-1, keepdims=True)
        np.testing.assert_allclose(r.samples, p, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("from_logits", [False, True])
def test_measures_of_a_sigmoid_with_one_column(from_logits, x):
    model = classifier(1, None if from_logits else "sigmoid")
    r = predict(model, x, 40, settings={"from_logits": from_logits}, keep_samples=True)
    assert r.task == "classification"
    assert r.mean.shape == (7, 1)
    assert r.entropy.shape == (7,)
    second = r.samples.astype("float64")
    assert_measures(r, np.concatenate([1 - second, second], -1))
    assert (second <= 1).all()


@pytest.mark.parametrize("shape", [(4,), (3, 4)])
def test_measures_of_a_sigmoid_with_several_columns_are_those_of_each(shape, values):
    model = set_weights(
        stack(layers.Dropout(0.5), layers.Dense(3, "sigmoid"), shape=shape), 2
    )
    data = values.normal(size=(7, *shape)).astype("float32")
    r = predict(model, data, 40, keep_samples=True)
    assert r.mean.shape == r.entropy.shape == (7, *shape[:-1], 3)
    second = r.samples.astype("float64")
    np.testing.assert_allclose(r.mean, second.mean(0), rtol=1e-6)
    assert_measures(r, np.stack([1 - second, second], -1))
    assert (np.abs(r.mean.sum(-1) - 1) > 0.01).any()
    # What each column alone would have said.
    column = keras.Model(model.inputs, model.outputs[0][..., 1:2])
    alone = predict(column, data, 40, settings={"task": "classification"})
    np.testing.assert_allclose(alone.entropy, r.entropy[..., 1], rtol=1e-5)
    np.testing.assert_allclose(
        alone.variation_ratio, r.variation_ratio[..., 1], atol=1e-12
    )


def test_measures_of_an_output_without_columns_and_of_a_map(x):
    inputs = keras.Input((4,))
    y = layers.Dense(1, "sigmoid")(layers.Dropout(0.5)(inputs))
    model = keras.Model(inputs, ops.squeeze(y, -1))
    r = predict(model, x, settings={"task": "classification"}, keep_samples=True)
    assert r.mean.shape == r.entropy.shape == (7,)
    assert_measures(r, np.stack([1 - r.samples, r.samples], -1))
    model = stack(
        layers.Dropout(0.5),
        layers.Reshape((2, 2, 1)),
        layers.Conv2D(3, 1, activation="softmax"),
        shape=(4,),
    )
    r = predict(model, x, keep_samples=True)
    assert r.entropy.shape == (7, 2, 2)
    assert_measures(r, r.samples)


@given(
    draws=st.integers(2, 9),
    classes=st.integers(2, 4),
    seed=st.integers(0, 10_000),
    cuts=st.lists(st.integers(1, 8), max_size=3),
    sharp=st.sampled_from((0.0, 1.0, 30.0, 1000.0)),
    keep=st.booleans(),
)
@settings(max_examples=60)
def test_streamed_sums_are_those_of_all_draws(draws, classes, seed, cuts, sharp, keep):
    rng = np.random.default_rng(seed)
    logits = sharp * rng.normal(size=(5, draws, classes))
    p = np.exp(logits - logits.max(-1, keepdims=True))
    p = (p / p.sum(-1, keepdims=True)).astype("float32")
    levels = np.array([0.0, 0.1, 0.5, 1.0])
    summary = summaries.Summary("classes", (5, classes), draws, levels, keep)
    edges = sorted({0, draws, *(cut for cut in cuts if cut < draws)})
    for rows in (np.array([4, 0, 2]), np.array([1, 3])):
        for first, last in itertools.pairwise(edges):
            summary.add(p[rows, first:last], rows, first)
        summary.finish_batch(rows)
    r = summary.result()
    exact = np.moveaxis(p.astype("float64"), 1, 0)
    exact /= exact.sum(-1, keepdims=True)
    np.testing.assert_allclose(r.mean, exact.mean(0), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(r.std, exact.std(0, ddof=1), rtol=1e-9, atol=1e-12)
    expected = np.quantile(exact, levels, axis=0)
    np.testing.assert_allclose(r.quantiles, expected, atol=1e-12)
    assert_measures(r, exact, 1e-12)
    assert not np.isnan(r.entropy).any()
    assert (r.samples is not None) == keep
    if keep:
        np.testing.assert_array_equal(r.samples, exact.astype("float32"))


def test_draws_that_agree_have_no_negative_information():
    p = np.random.default_rng(1).dirichlet([1, 1, 1], size=500)
    summary = summaries.Summary("classes", (500, 3), 7, np.array([]), False)
    summary.add(np.repeat(p[:, None], 7, axis=1), np.arange(500), 0)
    r = summary.result()
    assert (r.mutual_information >= 0).all()
    assert (r.mutual_information < 1e-12).all()
    assert (r.std == 0).all()


def test_rounding_makes_no_negative_entropy():
    p = np.array([[np.nextafter(1, 2), 0.0]])
    assert entropy(p)[0] < 0
    assert summaries._entropy(p)[0] == 0


def softmax_up_to_a_thousand(x):
    # What an infinite number becomes in a product is the processor's affair.
    largest = ops.max(ops.abs(x), axis=-1, keepdims=True)
    return ops.where(largest > 1000, np.nan, ops.softmax(x))


softmax_up_to_a_thousand.__name__ = "softmax"


@pytest.mark.parametrize("size", [1, 7])
def test_what_is_not_finite_makes_no_class_and_no_vote(size, x):
    x[[0, 3]] *= 1e6
    r = predict(classifier(activation=softmax_up_to_a_thousand), x, batch_size=size)
    for name in ("mean", "entropy", "mutual_information", "variation_ratio"):
        missing = np.isnan(getattr(r, name))
        assert missing[[0, 3]].all()
        assert not missing[[1, 2, 4, 5, 6]].any()
    model, x = Scaled(), np.abs(x)
    x[:, 3] = 1
    model(x)
    assert predict(model, x, batch_size=size).task == "classification"
    x[:, 3] = np.inf
    assert predict(model, x, batch_size=size).task == "regression"


def test_logits_and_what_is_none(x):
    for units, activation in ((3, "softmax"), (3, "sigmoid"), (1, "sigmoid")):
        model = classifier(units, activation)
        match = f"`from_logits` is set, but the output .* ends in a {activation}"
        fails(match, x, model, settings={"from_logits": True})
    both = {"from_logits": True, "task": "regression"}
    fails("`from_logits` is for classification", x, linear(0.5, 4), settings=both)


def test_certain_probabilities_have_no_entropy_and_no_nan():
    model = stack(
        layers.Dropout(0.5),
        layers.Dense(3, activation="softmax", kernel_initializer="ones"),
        shape=(2,),
    )
    model.layers[1].set_weights([np.zeros((2, 3)), np.array([0, 1000, -1000.0])])
    r = predict(model, np.ones((4, 2)))
    np.testing.assert_array_equal(r.mean, [[0, 1, 0]] * 4)
    for name in ("entropy", "expected_entropy", "mutual_information", "std"):
        np.testing.assert_array_equal(getattr(r, name), 0)
    np.testing.assert_array_equal(r.variation_ratio, 0)
    for value in (-1e6, 1e6):
        model = stack(layers.Dropout(0.5), layers.Dense(1), shape=(2,))
        model.layers[1].set_weights([np.zeros((2, 1)), np.array([value])])
        r = predict(model, np.ones((4, 2)), settings={"from_logits": True})
        np.testing.assert_allclose(r.mean, float(value > 0), atol=1e-300)
        np.testing.assert_allclose(r.entropy, 0, atol=1e-300)


def test_a_regression_has_no_measures(x):
    r = predict(linear(0.5, 4), x, keep_samples=True)
    assert r.task == "regression"
    assert r.entropy is r.expected_entropy is r.mutual_information is None
    assert r.variation_ratio is None
    np.testing.assert_allclose(r.mean, r.samples.astype("float64").mean(0), rtol=1e-6)
    np.testing.assert_allclose(r.std, r.samples.std(0, ddof=1, dtype="float64"))
    assert r.samples.dtype == "float32"
    assert r.samples.shape == (20, 7, 2)


@pytest.mark.parametrize("quantiles", [(0.5,), (0, 0.3, 1), 0.25])
def test_quantiles_are_exact_up_to_256_draws(quantiles, x):
    r = predict(linear(0.5, 4), x, 256, quantiles=quantiles, keep_samples=True)
    levels = np.atleast_1d(quantiles)
    expected = np.quantile(r.samples.astype("float64"), levels, axis=0)
    np.testing.assert_allclose(r.quantiles, expected)
    np.testing.assert_array_equal(r.quantile_levels, levels)
    assert r.quantile_draws == 256


def test_quantiles_of_more_draws_are_those_of_the_first_256(x, monkeypatch):
    monkeypatch.setattr(plan, "MOST_ROWS", 300)
    r = predict(linear(0.5, 4), x, 400, keep_samples=True, batch_size=3)
    expected = np.quantile(r.samples[:256].astype("float64"), r.quantile_levels, axis=0)
    np.testing.assert_allclose(r.quantiles, expected)
    assert r.quantile_draws == 256
    assert r.draws == len(r.samples) == 400


def test_quantiles_are_computed_in_parts(x, monkeypatch):
    model = linear(0.5, 4, 5)
    expected = predict(model, x, 30).quantiles
    for numbers in (1, 60, 400):
        monkeypatch.setattr(summaries, "_QUANTILE_NUMBERS", numbers)
        r = predict(model, x, 30, batch_size=3)
        np.testing.assert_allclose(r.quantiles, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("quantiles", [None, ()])
def test_quantiles_can_be_left_out(quantiles, x):
    r = predict(linear(0.5, 4), x, quantiles=quantiles)
    assert r.quantiles is None
    assert r.quantile_draws == 0
    assert r.quantile_levels.shape == (0,)
    assert r.samples is None


def test_the_draws_of_all_batches_have_one_shape():
    summary = summaries.Summary("regression", (7, 3), 2, np.array([]), False)
    summaries.check_same_shape(summary, np.ones((3, 2, 3)), 4)
    with pytest.raises(
        ValueError, match=r"\(3,\) for each of 4 .* \(5,\) for each of 3"
    ):
        summaries.check_same_shape(summary, np.ones((3, 2, 5)), 4)
