"""Save and load the weights of a model alone: all that fit, or none."""

import os
import re
import warnings
from typing import Any

import h5py  # type: ignore[import-untyped]
import keras
import numpy as np

from lamina._backend import whole_value
from lamina._keras import (
    LAYERS_GROUP,
    NOT_LOADED,
    NOT_LOADED_LAYER,
    NOT_LOADED_LIST,
    OPTIMIZER_NOT_LOADED,
    Functional,
    saved_name,
)
from lamina.models.file_errors import MisfitError
from lamina.models.orbax import is_orbax_folder, read_orbax
from lamina.models.put_in_place import written_beside
from lamina.models.spread import written_once


def save_weights(
    model: Any,
    filepath: str | os.PathLike[str],
    overwrite: bool = False,
    max_shard_size: float | None = None,
) -> None:
    """Write the weights of a model, and the state of its optimizer.

    Args:
        model: A built model.
        filepath: Path of a file that ends in `.weights.h5`, or in `.weights.json` where
            several files are written.
        overwrite: Whether a file that exists may be replaced.
        max_shard_size: Size at which another file begins, in GB.

    Raises:
        OccupiedError: There is something that may not be replaced, a FileExistsError.
        NoFolderError: There is no folder to write into, a FileNotFoundError.

    Example:
    >>> import tempfile
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_weights(model, f"{folder}/a.weights.h5")
    ...     load_weights(model, f"{folder}/a.weights.h5")
    {'skipped': [], 'left_over': []}
    """

    def write() -> None:
        # The name of the first file is in those of the others, and in it those.
        with written_beside(filepath, overwrite) as written:
            type(model).save_weights(model, written, max_shard_size=max_shard_size)

    written_once(model, write, "`save_weights()`", filepath)


def load_weights(
    model: Any, filepath: str | os.PathLike[str], skip_mismatch: bool = False
) -> dict[str, list[str]]:
    """Read weights into a model, or leave it as it was.

    The state of the optimizer is read where both have the same variables.

    Args:
        model: A built model.
        filepath: Path of a file with weights, or with a model; or of a folder that
            Orbax wrote, of which the last state is read.
        skip_mismatch: Whether layers keep their weights where those in the file do not
            fit. Not with a folder.

    Returns:
        The names of layers that keep their weights, "skipped", and of layers in the
        file that the model does not have, "left_over".

    Raises:
        MisfitError: Weights do not fit layers that the file has, too.
        Exception: What Keras raises where the file cannot be read.
    """
    if is_orbax_folder(filepath):
        read_orbax(model, filepath)
        return {"skipped": [], "left_over": []}
    optimizer = getattr(model, "optimizer", None)
    variables = [*model.variables, *getattr(optimizer, "variables", [])]
    before = [np.array(whole_value(each)) for each in variables]
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            model.load_weights(filepath, skip_mismatch=skip_mismatch)
    except BaseException as error:
        for variable, value in zip(variables, before, strict=True):
            variable.assign(value)
        layers = _not_loaded(str(error)) if isinstance(error, ValueError) else []
        if layers:
            raise MisfitError(str(error), layers) from error
        raise
    skipped: list[str] = []
    for each in caught:
        text = str(each.message)
        if NOT_LOADED in text:
            skipped += _not_loaded(text)
        elif OPTIMIZER_NOT_LOADED not in text:
            warnings.warn_explicit(
                each.message, each.category, each.filename, each.lineno
            )
    return {"skipped": skipped, "left_over": _left_over(model, filepath)}


def _not_loaded(text: str) -> list[str]:
    if NOT_LOADED not in text:
        return []
    return re.findall(NOT_LOADED_LAYER, text.split(NOT_LOADED_LIST)[-1])


def _left_over(model: Any, filepath: str | os.PathLike[str]) -> list[str]:
    # Keras finds layers by their class and their order among those of it.
    has_layers = isinstance(model, keras.Sequential | Functional)
    if not str(filepath).endswith(".weights.h5") or not has_layers:
        return []
    found: dict[str, None] = {}

    def note(place: str, value: Any) -> None:
        group, _, rest = place.partition("/")
        if group == LAYERS_GROUP and isinstance(value, h5py.Dataset):
            found[rest.split("/")[0]] = None

    with h5py.File(filepath) as file:
        file.visititems(note)
    known: set[str] = set()
    counts: dict[str, int] = {}
    for layer in model.layers:
        name = saved_name(layer)
        known.add(f"{name}_{counts[name]}" if name in counts else name)
        counts[name] = counts.get(name, 0) + 1
    return [name for name in found if name not in known]
