"""What layers and numbers are by keys, in Python's whole numbers."""

import numpy as np
from keras import ops

from lamina.uncertainty.drawing import drawing
from lamina.uncertainty.draws import Draws
from lamina.uncertainty.keyed_numbers import row_keys

MASK = 2**32 - 1


def numpy(x):
    return ops.convert_to_numpy(x)


def keys_of(count, seed=1, draw=0):
    return row_keys(seed, np.full(count, draw), np.arange(count))


def run(layer, x, keys, training=False, **kwargs):
    """What a layer makes of `x` when it draws with `keys`."""
    draws = Draws()
    with drawing(list(layer._flatten_layers()), draws):
        draws.start(ops.convert_to_tensor(keys))
        return numpy(layer(ops.convert_to_tensor(x), training=training, **kwargs))


def expected_uniform(keys, salt, count):
    """The same in Python's whole numbers."""

    def mix(x):
        x = (x ^ x >> 16) * 0x7FEB352D & MASK
        x = (x ^ x >> 15) * 0x846CA68B & MASK
        return x ^ x >> 16

    rows = []
    for first, second in keys.view("uint32").tolist():
        first = first + mix((salt + 1) * 0x9E3779B9 & MASK) & MASK
        second = second + mix((~salt + 1) * 0x9E3779B9 & MASK) & MASK
        rows.append(
            [
                (mix(mix(place * 0x9E3779B9 + first & MASK) ^ second) >> 8) * 2.0**-24
                for place in range(count)
            ]
        )
    return np.array(rows)


def correlation(a, b):
    return np.corrcoef(numpy(a).ravel(), numpy(b).ravel())[0, 1]


def expected_keep(keys, shape, rate, source=0, call=0):
    u = expected_uniform(keys, source * 2**20 + call, int(np.prod(shape)))
    return u.reshape(len(keys), *shape) >= rate
