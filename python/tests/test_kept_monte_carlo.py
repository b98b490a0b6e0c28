"""What drew from a model is kept by it, and goes with it."""

import gc
import threading
import weakref

import keras
import numpy as np
import pytest
from monte_carlo_models import small

import lamina

X = np.random.default_rng(1).normal(size=(5, 4, 3)).astype("float32")


def draws_of(mc, samples=8):
    arguments = {"seed": 3, "keep_samples": True, "verbose": 0}
    return mc.predict(X, samples, **arguments).samples


def test_a_model_keeps_what_drew_from_it_and_takes_it_along(tmp_path):
    model = small()
    mc = lamina.monte_carlo_of(model)
    draws_of(mc)
    parts = dict(mc._split._parts)
    again = lamina.monte_carlo_of(model)
    assert again is mc
    draws_of(again)
    assert again._split._parts == parts
    per_draw = lamina.monte_carlo_of(model, ["drop"], masks="per_draw")
    assert per_draw is not mc
    assert per_draw is lamina.monte_carlo_of(model, "drop", masks="per_draw")
    for rate in (0.1, 0.2, 0.3, 0.4):
        lamina.monte_carlo_of(model, from_logits={"a": rate > 0.2, "b": rate > 0.3})
        lamina.monte_carlo_of(model, task={"dense": "regression"})
    assert len(model._monte_carlo) == 4
    model.save(tmp_path / "model.keras")
    assert keras.models.load_model(tmp_path / "model.keras").count_params() == 8
    gone = weakref.ref(model)
    del model, mc, again, per_draw, parts
    gc.collect()
    assert gone() is None


def test_what_a_model_keeps_follows_it():
    model = small()
    draws_of(lamina.monte_carlo_of(model))
    model.get_layer("drop").rate = 0
    with pytest.raises(ValueError, match="no dropout layer"):
        lamina.monte_carlo_of(model)
    model.get_layer("drop").rate = 0.9
    draws = draws_of(lamina.monte_carlo_of(model), samples=50)
    kernel = model.get_weights()[0]
    assert (np.abs(draws).min(-1) < 1e-6).mean() > 0.5, kernel
    with pytest.raises(ValueError, match="must be a Keras model"):
        lamina.monte_carlo_of(3)


def test_a_prediction_in_another_thread_does_not_hold_others_up():
    """Which it did: each had what the other was waiting for."""
    model, other = small(), small()
    mc = lamina.monte_carlo_of(model)
    inside, go_on = threading.Event(), threading.Event()
    real = mc.prepare

    def prepare():
        inside.set()
        assert go_on.wait(60)
        return real()

    mc.prepare = prepare
    drawing = threading.Thread(target=draws_of, args=(mc,), daemon=True)
    drawing.start()
    assert inside.wait(60)
    del mc.prepare
    kept = []
    asking = threading.Thread(
        target=lambda: kept.append(lamina.monte_carlo_of(model)), daemon=True
    )
    asking.start()
    # It waits for the draws; what is done with another model waits for neither.
    elsewhere = threading.Thread(
        target=lamina.MonteCarloDropout, args=(other,), daemon=True
    )
    elsewhere.start()
    elsewhere.join(60)
    assert not elsewhere.is_alive()
    go_on.set()
    for thread in (drawing, asking):
        thread.join(60)
        assert not thread.is_alive()
    assert kept == [mc]
