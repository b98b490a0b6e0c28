"""Files in HDF5, the older format: what they lose, and what Keras does not read."""

import itertools
import os
import warnings
from typing import Any

import h5py  # type: ignore[import-untyped]
import keras

from lamina._keras import compile_config, is_of_keras, layers_in
from lamina.layers.rates import ChangingRate
from lamina.models.known_targets import SHORT_NAMES

# Endings of files in the older format.
HDF5 = (".h5", ".hdf5")

# Keras writes these into HDF5 files, and does not find them again.
SHORT_LOSSES = [spelt for name in SHORT_NAMES for spelt in (name, name.upper())]


def lost_in_hdf5(model: Any) -> list[str]:
    """Return the names of layers that keep more than weights, such as a vocabulary.

    Example:
    >>> import keras
    >>> words = keras.layers.StringLookup(vocabulary=["a"], name="words")
    >>> lost_in_hdf5(keras.Sequential([words])), lost_in_hdf5(keras.layers.Dense(2))
    (['words'], [])
    """
    return [
        layer.name
        for layer in layers_in(model)
        if hasattr(layer, "save_assets")
        or (
            type(layer).save_own_variables is not keras.Layer.save_own_variables
            and not is_of_keras(type(layer).save_own_variables)
        )
        # What opens as Keras' own layer has no place for the steps.
        or (
            isinstance(layer, ChangingRate)
            and layer.schedule is not None
            and isinstance(layer, keras.layers.Dropout)
        )
    ]


def read_optimizer(model: Any, filepath: str | os.PathLike[str]) -> None:
    """Give a model from an HDF5 file the state of its optimizer.

    Keras makes the optimizer without the variables of the layers, so that it cannot
    train on.
    """
    optimizer = getattr(model, "optimizer", None)
    if optimizer is None:
        return
    fresh = type(optimizer).from_config(optimizer.get_config())
    fresh.build(model.trainable_variables)
    with h5py.File(filepath, "r") as file:
        group = file.get("optimizer_weights")
        names = [] if group is None else _chunks(group.attrs, "weight_names")
        values = [group[name][()] for name in names]
    shapes = [tuple(variable.shape) for variable in fresh.variables]
    if [value.shape for value in values] == shapes:
        for variable, value in zip(fresh.variables, values, strict=True):
            variable.assign(value)
    elif any(value.shape for value in values):
        warnings.warn(
            f"The state of the optimizer in {filepath} does not fit: the "
            "optimizer starts afresh.",
            stacklevel=3,
        )
    model.optimizer = compile_config(model).config["optimizer"] = fresh


def _chunks(attributes: Any, name: str) -> list[Any]:
    # Long lists are kept in parts.
    if name in attributes:
        return list(attributes[name])
    parts = itertools.takewhile(
        attributes.__contains__, (f"{name}{i}" for i in itertools.count())
    )
    return [value for part in parts for value in attributes[part]]
