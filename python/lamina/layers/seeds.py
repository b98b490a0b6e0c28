"""Put the seeds of layers and models back to where they began."""

from collections.abc import Iterator
from typing import Any

import keras

from lamina._backend import ValuesError, present_value, sync
from lamina._keras import layers_in, pipeline_generators, seed_generators


def reset_seeds(layer: Any) -> None:
    """Put the seeds of a layer, or of a whole model, back to the start.

    Whatever draws random numbers in Keras has a `keras.random.SeedGenerator`, which
    holds a seed and counts the draws. This sets the count back to 0 in all that belong
    to `layer`, at any depth: the layers of a model and of models in it, wrapped layers,
    the cells of recurrent layers, Keras' layers as well as lamina's and your own. What
    they draw next they drew first when they were new.

    A generator that was made with a seed starts from that seed; one that was made
    without keeps the seed that was drawn for it. Neither is part of the weights:
    `load_weights()` and `set_weights()` change nothing here. A model that is opened
    from a file starts from the seeds in the file, and draws anew those that were not
    given, once: after that they are the start.

    Weights, metrics, the state of optimizers and the seeds of initializers stay as they
    are. On PyTorch, Keras' Dropout and recurrent layers without a seed draw from
    PyTorch's own generator: `keras.utils.set_random_seed()` resets that.

    Args:
        layer: A Keras layer or model, trained or not, or a seed generator by itself. In
            a callback on JAX it has to be the model in training, except at the begin
            and the end of an epoch.

    Raises:
        TypeError: `layer` is neither a Keras layer nor a model, nor a seed generator.
        RuntimeError: A step of training on JAX holds the seeds of `layer`.

    Example:
    >>> import keras
    >>> from lamina import SpatialDropout1D
    >>> layer, x = SpatialDropout1D(0.5, seed=1), keras.ops.ones((2, 1, 16))
    >>> first, second = (layer(x, training=True) for _ in range(2))
    >>> bool(keras.ops.all(first == second))
    False
    >>> reset_seeds(layer)
    >>> bool(keras.ops.all(first == layer(x, training=True)))
    True
    """
    if isinstance(layer, keras.random.SeedGenerator):
        layer.state.assign(_start(layer))
        return
    if not isinstance(layer, keras.Layer):
        raise TypeError(
            "`layer` must be a Keras layer, a model or a seed generator, not "
            f"{type(layer).__name__}."
        )
    # Between the steps of fit() the variables of the model may be empty.
    sync(layer)
    starts = [(generator, _start(generator)) for generator in _generators(layer)]
    for generator, start in starts:
        generator.state.assign(start)


def _generators(layer: Any) -> Iterator[Any]:
    # Keras shows neither the generators of a layer nor all of its sublayers in public:
    # `layer.variables` has the states alone, without the seeds they began with.
    for sublayer in layers_in(layer):
        yield from seed_generators(sublayer)
        yield from pipeline_generators(sublayer)


def _start(generator: Any) -> list[Any]:
    seed = generator.get_config()["seed"]
    try:
        drawn = present_value(generator.state)[0]
    except ValuesError:
        raise RuntimeError(
            "The seeds of `layer` cannot be reset within a step of training on JAX. "
            "Reset those of the whole model, or do it between epochs."
        ) from None
    # In this way any backend takes them, also where another one runs.
    return [drawn if seed is None else seed, 0]
