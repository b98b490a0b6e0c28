"""Draws by the numbers of examples: parts of the data are bit for bit the whole."""

import pickle

import keras
import numpy as np
import pytest
from keras import layers, ops
from monte_carlo_models import classifier, linear, predict, set_weights, stack
from programs import told_by

import lamina
from lamina import MonteCarloDropout, bind_mc_dropout
from lamina.uncertainty.plan import Plan

RNG = np.random.default_rng(3)
IDS = RNG.permutation(47) * 5
ARRAYS = (
    *("mean", "std", "quantiles", "entropy", "expected_entropy"),
    *("mutual_information", "variation_ratio", "samples", "ids"),
)


def convolutions():
    model = stack(
        layers.Conv2D(6, 3, activation="relu"),
        lamina.SpatialDropout2D(0.3),
        layers.Flatten(),
        layers.Dropout(0.5),
        layers.Dense(5, activation="softmax"),
        shape=(6, 5, 2),
    )
    return set_weights(model), (6, 5, 2)


def recurrent():
    model = stack(
        layers.LSTM(5, dropout=0.2, recurrent_dropout=0.3),
        layers.Dense(1),
        shape=(4, 3),
    )
    return set_weights(model), (4, 3)


def wide():
    # Products of matrices whose last bits depend on the row.
    model = stack(
        layers.Dense(133, activation="tanh"),
        layers.Dropout(0.4),
        layers.Dense(117, activation="tanh"),
        layers.Dropout(0.4),
        layers.Dense(11, activation="softmax"),
        shape=(37,),
    )
    return set_weights(model, 0.1), (37,)


def same(a, b):
    for name in ARRAYS:
        one, other = getattr(a, name), getattr(b, name)
        np.testing.assert_array_equal(one, other, err_msg=name)


@pytest.mark.parametrize("make", [convolutions, recurrent, wide])
@pytest.mark.parametrize("batch_size", [1, 8])
def test_parts_of_any_size_are_the_whole_bit_for_bit(make, batch_size):
    model, shape = make()
    x = RNG.normal(size=(47, *shape)).astype("float32")
    mc = MonteCarloDropout(model)

    def draw(rows, mc=mc):
        settings = {"seed": 3, "keep_samples": True, "verbose": 0}
        return mc.predict(x[rows], 12, batch_size, ids=IDS[rows], **settings)

    whole = draw(np.argsort(IDS))
    assert whole.ids.tolist() == sorted(IDS)
    shuffled = RNG.permutation(47)
    for parts in (np.split(np.arange(47), [3, 40, 41]), np.split(shuffled, [20])):
        same(bind_mc_dropout(*map(draw, parts)), whole)
    # A copy that was sent elsewhere, of an object that has been used.
    copy = pickle.loads(pickle.dumps(mc))
    part = pickle.loads(pickle.dumps(draw(np.arange(20), copy)))
    same(bind_mc_dropout(draw(np.arange(20, 47)), part), whole)


@pytest.mark.parametrize("masks", ["per_example", "per_draw"])
def test_without_ids_they_are_the_places(masks):
    x = RNG.normal(size=(9, 4)).astype("float32")
    results = [
        predict(
            classifier(),
            x,
            batch_size=4,
            keep_samples=True,
            ids=ids,
            settings={"masks": masks},
        )
        for ids in (None, range(9))
    ]
    np.testing.assert_allclose(results[0].samples, results[1].samples, atol=1e-6)
    assert results[0].ids is None
    assert results[0].masks == masks


def test_batches_are_drawn_for_by_ids():
    x = RNG.normal(size=(9, 4)).astype("float32")
    settings = {"batch_size": 2, "keep_samples": True, "ids": IDS[:9]}
    whole = predict(classifier(), x, **settings)
    batches = (x[i : i + 4] for i in range(0, 9, 4))
    same(predict(classifier(), batches, **settings), whole)
    for count, told in ((8, "at least 9 examples in `x`, not 8"), (10, "9 .* not 10")):
        batches = (x[i : i + 4] for i in range(0, 9, 4))
        with pytest.raises(ValueError, match=told):
            predict(classifier(), batches, batch_size=2, ids=range(count))


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        ([1, 1], "1 is there 2 times"),
        ([1.5, 2], r"whole numbers from 0 to 2\^53, one for each example, not 1.5"),
        ([-1, 2], "not -1"),
        ([2**53 + 2, 0], "not 9007199254740994"),
        ([float("nan"), 1], "not nan"),
        (["a", "b"], "not an array of"),
        ([True, False], "not an array of bool"),
        ([[1, 2]], r"shape \(1, 2\)"),
        ([[1], [2, 3]], "not an array of object"),
        (7, r"shape \(\)"),
        ([1, 2, 3], "each of the 2 examples in `x`, not 3"),
    ],
)
def test_ids_that_are_none_are_refused(ids, told):
    with pytest.raises(ValueError, match=told):
        predict(linear(0.5, 4), np.ones((2, 4)), ids=ids)


class Centred(layers.Layer):
    def call(self, x):
        return x - ops.mean(x, axis=0, keepdims=True)


class Doubled(layers.Layer):
    def call(self, x):
        return 2 * x


class Noisy(layers.Layer):
    def __init__(self):
        super().__init__(name="noisy")
        self.seed = keras.random.SeedGenerator(1)

    def call(self, x):
        return x + keras.random.normal(ops.shape(x), seed=self.seed)


X = RNG.normal(size=(20, 4)).astype("float32")


@pytest.mark.parametrize("samples", [2, 20])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_examples_that_have_a_part_in_each_other_are_refused(place, samples):
    parts = [layers.Dense(5), layers.Dropout(0.3), layers.Dense(1)]
    parts.insert(place, Centred())
    with pytest.raises(ValueError, match="looks at the batch as a whole"):
        predict(stack(*parts, shape=(4,)), X, samples, batch_size=8, ids=range(20))


def test_a_layer_that_is_not_known_but_keeps_examples_apart_is_not():
    model = stack(
        Doubled(), layers.Dropout(0.3), Doubled(), layers.Dense(1), shape=(4,)
    )
    assert predict(model, X, ids=range(20)).mean.shape == (20, 1)


def test_a_layer_that_draws_for_all_examples_at_once_is_refused():
    model = stack(Noisy(), layers.Dropout(0.3), layers.Dense(1), shape=(4,))
    with pytest.raises(ValueError, match="by 'noisy', which draws in a way of its own"):
        predict(model, X, ids=range(20))


def test_what_an_output_holds_is_not_guessed():
    model = linear(0.5, 4)
    with pytest.raises(ValueError, match=r"`task` must be .* where there are `ids`"):
        predict(model, X, ids=range(20))
    task = predict(model, X, ids=range(20), settings={"task": "regression"}).task
    assert task == "regression"
    predict(model, X, ids=range(20), settings={"from_logits": True})


def test_results_that_do_not_belong_together_are_not_joined():
    model = classifier()

    def draw(ids, samples=4, **arguments):
        return predict(model, X[ids], samples, ids=ids, **arguments)

    one = draw([0, 1])
    for others, told in (
        ([], "at least one"),
        ([one, draw([1, 2])], "1 is there 2 times"),
        ([one, draw([2], seed=2)], "`seed` is 1 and 2"),
        ([one, draw([2], samples=5)], "`draws` is 4 and 5"),
        ([one, draw([2], keep_samples=True)], "`keep_samples` is False and True"),
        ([one, draw([2], quantiles=None)], "`quantiles` is .* and \\[\\]"),
        ([one, draw([2], settings={"masks": "per_draw"})], "`masks` is"),
        ([one, predict(model, X)], "with `ids`"),
        ([3, 4], "not int"),
    ):
        with pytest.raises(ValueError, match=told):
            bind_mc_dropout(*others)


def test_several_outputs_are_joined_each_by_itself():
    x = keras.Input((4,))
    y = layers.Dropout(0.5)(x)
    heads = {"a": layers.Dense(1)(y), "b": layers.Dense(3, activation="softmax")(y)}
    model = keras.Model(x, heads)
    whole = predict(model, X, ids=range(20))
    parts = [predict(model, X[r], ids=r) for r in (np.arange(5), np.arange(5, 20))]
    bound = bind_mc_dropout(*parts)
    for name in heads:
        same(bound[name], whole[name])


@pytest.mark.parametrize("size", [1, 3, 8])
def test_an_example_has_the_row_of_its_id_in_each_batch(size):
    levels = np.array([])
    plan = Plan(None, 47, 20, size, 1, levels, False, 0, ids=IDS)
    seen = []
    for batch in plan.batches(filled_up=False):
        assert len(batch.examples) == size
        np.testing.assert_array_equal(batch.examples[batch.used], batch.rows)
        np.testing.assert_array_equal(IDS[batch.rows] % size, batch.used)
        seen += batch.rows.tolist()
    assert sorted(seen) == list(range(47))


@pytest.mark.skipif(
    keras.backend.backend() != "tensorflow", reason="Strategies are TensorFlow's"
)
def test_draws_in_the_scope_of_a_strategy_are_those_outside():
    found = told_by("mirrored_draws.py")
    assert len(found) == 8
    assert all(found)
