"""Models without their dropout, which open where there is nothing but Keras.

What a layer that drops is where nothing is dropped is declared beside it, by
`draws_with()`.
"""

from typing import Any

import keras

from lamina._keras import is_of_keras, layers_in
from lamina.layers.draws_with import draw_of, rate_of, way_of
from lamina.models.copies import Copies, check_copied
from lamina.models.model_graph import functional_of

# Under these names Keras' layers have what they drop themselves.
_RATES = ("dropout", "recurrent_dropout")

# These compute their gates one by one where they have a rate of recurrent dropout,
# which rounds in another way, and nothing else in a file tells it. So they keep one at
# which nothing is ever dropped: 1 less it is 1.
_GATES_BY_RATE = {"GRU", "GRUCell", "LSTM", "LSTMCell"}
_NEVER = 5e-324


def without_dropout(model: Any) -> Any:
    """Return a copy of a model that predicts the same and has no dropout.

    It is for serving: no layer of it drops or adds noise, in training neither, and none
    is lamina's. It opens in plain Keras, where lamina is not installed, and is exported
    without it.

    Layers that drop or add noise are gone: Keras' `Dropout`, `SpatialDropout`,
    `AlphaDropout`, `GaussianDropout` and `GaussianNoise`, and lamina's, in models and
    wrappers inside the model too. A `StochasticDepth` becomes a model of its branch and
    an addition, a `ConcreteDropout` one of the layer inside. Recurrent and attention
    layers drop nothing any more: their rates are 0, but for the recurrent dropout of
    LSTM and GRU, which becomes 5e-324, at which Keras computes what it did and drops
    nothing. Where a layer that is gone names an output, or casts what goes through it,
    an `Identity` of its name stands in its place. Layers that augment images and those
    that regularise are left.

    Args:
        model: A Sequential or functional model, built. Models and layers of classes of
            one's own may be in it where they have no dropout inside. Its own class may
            build on `keras.Model`: the copy is a plain model.

    Returns:
        The copy, with weights, vocabularies and states of its own: what is trained
        later does not change it. Its predictions are those of `model`, bit for bit. It
        is not compiled.

    Raises:
        TypeError: `model` is no Keras model.
        ValueError: It is not built, predicts by a `predict_step()` of its own, or has
            dropout in a class whose `call()` decides what is done with it.

    Example:
    >>> import keras
    >>> from lamina import SpatialDropout2D
    >>> model = keras.Sequential(
    ...     [keras.Input((8, 8, 3)), SpatialDropout2D(0.2), keras.layers.Flatten()]
    ... )
    >>> [type(layer).__name__ for layer in without_dropout(model).layers]
    ['Flatten']
    """
    check_copied(model)
    copy = _WithoutDropout().of(model)
    graph = functional_of(copy)
    if graph is not None:
        # Keras writes to ONNX only what was called before.
        copy(keras.tree.map_structure(_like, graph.input))
    return copy


def _like(x: Any) -> Any:
    return keras.KerasTensor(x.shape, x.dtype, sparse=x.sparse, name=x.name)


class _WithoutDropout(Copies):
    def has_place(self, layer: Any) -> bool:
        way = way_of(layer)
        return way is not None and way.serving is not None

    def in_place(self, layer: Any) -> Any:
        way: Any = way_of(layer)
        if draw_of(type(layer)) is None:
            raise ValueError(
                f"The layer '{layer.name}' builds on one that drops, and its class "
                f"{type(layer).__name__} has a `call()` of its own: what that does "
                "beside dropping would be lost."
            )
        return way.serving(layer, self.of)

    def config_of(self, layer: Any) -> Any:
        config = layer.get_config()
        if is_of_keras(type(layer)):
            config = _without_rates(config, type(layer).__name__)
        return config

    def check(self, layer: Any, copy: Any) -> None:
        dropping = [each for each in layers_in(copy) if _drops(each)]
        if dropping:
            raise ValueError(
                f"The dropout '{dropping[0].name}' is inside of '{layer.name}', whose "
                f"class {type(layer).__name__} decides by its `call()` what is done "
                "with it. Make such a class of Keras' functional API, or give it a "
                "rate of 0."
            )


def _drops(layer: Any) -> bool:
    way = way_of(layer)
    if way is None:
        return False
    # What has no rate adds noise.
    return rate_of(layer) > _NEVER or (way.serving is not None and not way.rates)


def _without_rates(config: Any, name: str) -> Any:
    """Return the configuration of one of Keras' layers that drops nothing.

    Args:
        config: The configuration; those in it are changed as well.
        name: The name of its class.

    Example:
    >>> import keras
    >>> layer = keras.layers.RNN(keras.layers.SimpleRNNCell(2, dropout=0.5))
    >>> _without_rates(layer.get_config(), "RNN")["cell"]["config"]["dropout"]
    0.0
    """
    if isinstance(config, list | tuple):
        return type(config)(_without_rates(each, name) for each in config)
    if not isinstance(config, dict):
        return config
    name = config.get("class_name", name)
    return {
        key: _quiet(key, each, name)
        if key in _RATES and isinstance(each, float | int)
        else _without_rates(each, name)
        for key, each in config.items()
    }


def _quiet(key: str, rate: float, name: str) -> float:
    keeps_way = rate > 0 and key == "recurrent_dropout" and name in _GATES_BY_RATE
    return _NEVER if keeps_way else 0.0
