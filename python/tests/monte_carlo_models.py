"""Small models that draw, and what is asked of their draws."""

import keras
import numpy as np
import pytest
from keras import layers, ops

from lamina import MonteCarloDropout


def predict(model, x, samples=20, seed=1, settings=None, **arguments):
    mc = MonteCarloDropout(model, **(settings or {}))
    arguments.setdefault("verbose", 0)
    return mc.predict(x, samples=samples, seed=seed, **arguments)


def draws_of(model, x, samples=20, **arguments):
    return predict(model, x, samples, keep_samples=True, **arguments).samples


def stack(*parts, shape):
    return keras.Sequential([keras.Input(shape), *parts])


def set_weights(model, scale=0.5):
    rng = np.random.default_rng(5)
    for variable in model.trainable_variables:
        variable.assign(rng.normal(0, scale, variable.shape))
    return model


def linear(rate=0.4, width=3, units=2):
    model = stack(layers.Dropout(rate), layers.Dense(units), shape=(width,))
    return set_weights(model)


def classifier(units=3, activation="softmax", rate=0.5):
    model = stack(
        layers.Dense(8, activation="relu"),
        layers.Dropout(rate),
        layers.Dense(units, activation=activation),
        shape=(4,),
    )
    return set_weights(model, 1)


def two_inputs(kind):
    a, b = keras.Input((4,), name="a"), keras.Input((2,), name="b")
    y = layers.Dropout(0.5)(layers.Dense(3)(a)) + layers.Dense(3)(b)
    return keras.Model([b, a] if kind is list else {"b": b, "a": a}, y)


def fails(match, x, model=None, error=ValueError, settings=None, **arguments):
    with pytest.raises(error, match=match):
        predict(model or linear(0.5, 4), x, settings=settings, **arguments)


def entropy(p):
    return -np.where(p > 0, p * np.log(np.maximum(p, 1e-300)), 0).sum(-1)


def assert_measures(r, classes, tolerance=1e-6):
    """`classes`: the kept draws, with an axis of classes."""
    classes = classes.astype("float64")
    mean = classes.mean(0)
    expected = entropy(classes).mean(0)
    count = classes.shape[-1]
    votes = np.stack([(classes.argmax(-1) == k).sum(0) for k in range(count)])
    tolerances = {"rtol": tolerance, "atol": tolerance}
    np.testing.assert_allclose(r.entropy, entropy(mean), **tolerances)
    np.testing.assert_allclose(r.expected_entropy, expected, **tolerances)
    np.testing.assert_allclose(
        r.mutual_information, entropy(mean) - expected, **tolerances
    )
    np.testing.assert_allclose(r.variation_ratio, 1 - votes.max(0) / len(classes))
    for measure in (r.entropy, r.expected_entropy, r.mutual_information):
        assert measure.dtype == "float64"
        assert measure.shape == classes.shape[1:-1]
        assert (measure >= 0).all()
        assert (measure <= r.entropy).all()


class Scaled(keras.Model):
    """Probabilities, times what the last column says."""

    def __init__(self):
        super().__init__()
        self.drop = layers.Dropout(0.5)

    def call(self, x):
        return ops.softmax(self.drop(x[:, :3])) * x[:, 3:]


def small():
    return keras.Sequential(
        [keras.Input((4, 3)), layers.Dropout(0.5, name="drop"), layers.Dense(2)]
    )
