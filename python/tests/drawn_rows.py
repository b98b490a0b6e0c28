"""What models draw, and what they should, by the masks that the keys stand for."""

import keras
import numpy as np
from keras import ops

from lamina import MonteCarloDropout
from lamina.uncertainty.keyed_numbers import row_keys, uniform

RATE = 0.5
SAMPLES = 6


def draws_of(model, x, samples=SAMPLES, **arguments):
    settings = arguments.pop("settings", {})
    mc = MonteCarloDropout(model, task="regression", **settings)
    arguments = {"seed": 3, "verbose": 0, "quantiles": None, **arguments}
    return mc.predict(x, samples, keep_samples=True, **arguments).samples


def masks(examples, shape, samples=SAMPLES, call=0, shared=False):
    """Return what a layer drops by: zeros and twos, (samples, examples, *shape)."""
    draw, example = np.meshgrid(np.arange(samples), np.arange(examples), indexing="ij")
    keys = row_keys(3, draw.ravel(), example.ravel() * (not shared))
    numbers = ops.convert_to_numpy(uniform(keys, call, shape))
    return (numbers.reshape(samples, examples, *shape) >= RATE) / (1 - RATE)


class Mixes(keras.Layer):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def call(self, x):
        return self.function(x)

    def compute_output_shape(self, input_shape):
        return input_shape
