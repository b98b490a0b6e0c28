"""Models whose weights are quantised, and the layers that stay as they are."""

import warnings
from typing import Any

from lamina._keras import layers_in


def quantize(model: Any, mode: str | None, **arguments: Any) -> list[Any]:
    """Quantise the weights of a layer or a model.

    Keras warns of each layer that it has no way for, also where there is no weight;
    since 3.16 once for all of them, and returns a report that names them.

    Args:
        model: A Keras layer or model.
        mode: One of Keras' modes, or None.
        **arguments: Further arguments of its method.

    Returns:
        The layers with weights that Keras has no way for.

    Example:
    >>> import keras
    >>> layers = [keras.layers.Conv1D(2, 1, name="c"), keras.layers.Dropout(0.1)]
    >>> model = keras.Sequential([keras.Input((3, 1)), *layers, keras.layers.Dense(2)])
    >>> [layer.name for layer in quantize(model, "int8")]
    ['c']
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        report = model.quantize(mode, **arguments)
    told = {
        path
        for path, reason in getattr(report, "skipped", [])
        if reason == report.SKIP_NO_SUPPORT
    }
    for warning in caught:
        words = str(warning.message).split()
        if "`quantize`" in words and words[:1] == ["Layer"]:
            told.add(words[1])
        elif words[:1] != ["`model.quantize()`:"]:
            warnings.warn_explicit(
                warning.message, warning.category, warning.filename, warning.lineno
            )
    return [
        layer
        for layer in layers_in(model)
        if told & {type(layer).__name__, layer.path} and layer.weights
    ]
