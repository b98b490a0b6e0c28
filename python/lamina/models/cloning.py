"""Clone models, with lamina's layers."""

from collections.abc import Callable
from typing import Any

import keras

from lamina.models.deserializing import from_config
from lamina.models.functions_in_models import tell_functions_apart
from lamina.models.lamina_classes import LAYERS


def clone_model(
    model: Any,
    input_tensors: Any = None,
    clone_function: Callable[[Any], Any] | None = None,
    call_function: Callable[..., Any] | None = None,
    recursive: bool = False,
) -> Any:
    """Make a new model of the same layers, with fresh weights.

    Like `keras.models.clone_model()`, and spatial dropout layers are lamina's in the
    clone, also inside of other layers such as TimeDistributed.

    Args:
        model: A Sequential or functional model. Another model is cloned as Keras
            clones it, with Keras' layers inside.
        input_tensors: Keras tensors to build the clone on. By default new inputs.
        clone_function: Function that takes a layer and returns the layer to put in its
            place. By default a new layer of the same configuration.
        call_function: For functional models, a function of a layer and its arguments
            that calls it. By default the layer is called.
        recursive: Whether to go into models that are layers of `model`.

    Returns:
        The new model.

    Raises:
        ValueError: `model` cannot be cloned in the way asked for.

    Example:
    >>> from lamina import SpatialDropout2D
    >>> model = keras.Sequential(
    ...     [keras.Input((8, 8, 3)), keras.layers.SpatialDropout2D(0.2)]
    ... )
    >>> type(clone_model(model).layers[0]) is SpatialDropout2D
    True
    """
    if clone_function is None and isinstance(model, keras.Sequential | keras.Function):
        clone_function = _clone_layer
    # Configurations name functions of R, which nothing else knows by their names.
    functions = {each.__name__: each for each in tell_functions_apart(model)}
    with keras.saving.custom_object_scope(functions):
        return keras.models.clone_model(
            model,
            input_tensors=input_tensors,
            clone_function=clone_function,
            call_function=call_function,
            recursive=recursive,
        )


def _clone_layer(layer: Any) -> Any:
    cls = LAYERS.get(type(layer).__name__)
    if cls is None or not issubclass(cls, type(layer)):
        cls = type(layer)
    return from_config(cls, layer.get_config())
