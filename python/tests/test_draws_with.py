"""How a layer draws is declared in one place."""

import keras
import numpy as np
import pytest
from keras import layers, ops
from keyed import expected_keep, keys_of, run

import lamina
from lamina.layers.draws_with import draws_with, drop, rate_of
from lamina.models.model_graph import graph_of
from lamina.uncertainty.keyed_numbers import row_keys
from lamina.uncertainty.rows import is_row_wise


@pytest.mark.parametrize(
    ("layer", "rate"),
    [
        (layers.Dropout(0.3), 0.3),
        (layers.Dropout(0), 0),
        (lamina.SpatialDropout3D(0.2), 0.2),
        (layers.AlphaDropout(0.1), 0.1),
        (layers.GaussianDropout(0.4), 0.4),
        (layers.GaussianNoise(0.4), 0),
        (layers.Dense(2), 0),
        (layers.LSTMCell(2, dropout=0.2, recurrent_dropout=0.5), 0.5),
        (layers.GRUCell(2), 0),
        (layers.Attention(dropout=0.6), 0.6),
        (layers.AdditiveAttention(), 0),
        (layers.RandomFlip(), 0),
    ],
)
def test_rate_of(layer, rate):
    assert rate_of(layer) == rate


# ---- a new layer is one file: this one


def _keep_steps(layer, inputs, numbers):
    """Drops whole steps of a sequence, all channels of them."""
    return drop(inputs, numbers.uniform(inputs, shared=(2,)), layer.share)


@keras.saving.register_keras_serializable("lamina")
@draws_with(_keep_steps, rates=("share",), is_row_wise=True)
class StepDropout(layers.Layer):
    def __init__(self, share, **kwargs):
        super().__init__(**kwargs)
        self.share = share
        self.seed_generator = keras.random.SeedGenerator(3)

    def call(self, inputs, training=False):
        if not training:
            return inputs
        shape = (*ops.shape(inputs)[:2], 1)
        return keras.random.dropout(inputs, self.share, shape, self.seed_generator)

    def get_config(self):
        return {**super().get_config(), "share": self.share}


class NoisyStepDropout(StepDropout):
    """Has a call of its own, and one that is declared behind it."""

    def call(self, inputs, training=False):
        return super().call(inputs, training=training) + 1


STEPS, CHANNELS = 5, 3


def model_with(layer, is_late):
    x = keras.Input((STEPS, CHANNELS))
    same = layers.Dense(CHANNELS, kernel_initializer="identity", name="same")
    y = layer(same(x)) if is_late else same(layer(x))
    return keras.Model(x, y)


def test_a_new_layer_draws_by_what_is_declared():
    x = np.random.default_rng(1).uniform(1, 2, (4, STEPS, CHANNELS)).astype("float32")
    y = run(StepDropout(0.4), x, keys_of(4))
    kept = expected_keep(keys_of(4), (STEPS, 1), 0.4)
    np.testing.assert_allclose(y, np.where(kept, x / np.float32(0.6), 0), rtol=1e-6)
    assert 0 < kept.mean() < 1
    own = run(NoisyStepDropout(0.4), x, keys_of(4), training=True)
    np.testing.assert_allclose(own, y + 1, rtol=1e-6)


@pytest.mark.parametrize("is_late", [True, False])
@pytest.mark.parametrize("cls", [StepDropout, NoisyStepDropout])
def test_monte_carlo_draws_a_new_layer_right(cls, is_late):
    x = np.random.default_rng(1).uniform(1, 2, (7, STEPS, CHANNELS)).astype("float32")
    model = model_with(cls(0.4), is_late)
    mc = lamina.MonteCarloDropout(model)
    seeds = [np.array(each) for each in model.variables]
    settings = {"samples": 40, "seed": 2, "keep_samples": True, "verbose": 0}
    result = mc.predict(x, batch_size=3, **settings)
    again = mc.predict(x, batch_size=7, **settings)
    np.testing.assert_array_equal(result.samples, again.samples)
    # Sample, example, step, channel: the numbers are those of draw and example.
    own = np.float32(cls is NoisyStepDropout)
    for draw in (0, 39):
        keys = row_keys(2, np.full(7, draw), np.arange(7))
        kept = expected_keep(keys, (STEPS, 1), 0.4)
        expected = np.where(kept, x / np.float32(0.6), 0) + own
        np.testing.assert_allclose(result.samples[draw], expected, rtol=1e-5)
    dropped = (result.samples == own).mean()
    assert abs(dropped - 0.4) < 6 * np.sqrt(0.24 / (40 * 7 * STEPS))
    for before, after in zip(seeds, model.variables, strict=True):
        np.testing.assert_array_equal(before, np.array(after))


def test_a_new_layer_is_saved_and_opened(tmp_path):
    model = model_with(StepDropout(0.4), True)
    lamina.save_model(model, tmp_path / "model.keras")
    opened = lamina.load_model(tmp_path / "model.keras")
    assert [type(each) for each in opened.layers] == [type(x) for x in model.layers]
    x = np.ones((2, STEPS, CHANNELS), "float32")
    samples = [
        lamina.MonteCarloDropout(each)
        .predict(x, 20, seed=2, keep_samples=True, verbose=0)
        .samples
        for each in (model, opened)
    ]
    np.testing.assert_array_equal(*samples)
    assert samples[0].std() > 0


@pytest.mark.parametrize(("cls", "is_known"), [(StepDropout, 1), (NoisyStepDropout, 0)])
def test_what_is_declared_of_rows_holds_for_the_class_alone(cls, is_known):
    graph = graph_of(model_with(cls(0.4), True), lambda part: True)
    rows = {*graph.inputs, *graph.steps[-1].inputs}
    assert is_row_wise(graph.steps[-1], rows) == bool(is_known)


def test_a_layer_without_rates_draws_only_where_it_is_named():
    @draws_with(_keep_steps, rates=())
    class Quiet(StepDropout):
        def call(self, inputs, training=False):
            return inputs

    model = model_with(Quiet(0.4, name="quiet"), False)
    with pytest.raises(ValueError, match="no dropout layer"):
        lamina.MonteCarloDropout(model)
    mc = lamina.MonteCarloDropout(model, layers=["quiet"])
    result = mc.predict(np.ones((2, STEPS, CHANNELS)), 20, seed=1, verbose=0)
    assert result.std.any()
