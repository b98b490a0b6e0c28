"""The functions of R in the file of a saved model."""

import json
import os
import zipfile
from pathlib import Path
from typing import Any

import keras

from lamina.models.functions_in_models import functions_of, functions_of_layers
from lamina.models.saved_config import FUNCTIONS_FILE


def save_functions(model: Any, path: str) -> None:
    """Put the functions of R into a saved model, beside what Keras has written.

    Args:
        model: The model, after `tell_functions_apart()`.
        path: The `.keras` file, or the folder. A file in HDF5 has no place for them.

    Example:
    >>> import tempfile
    >>> from lamina.bridge.r_functions import function
    >>> double = function(lambda x: x * 2, "double", [{"name": "x"}])
    >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Activation(double)])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     model.save(f"{folder}/model.keras")
    ...     save_functions(model, f"{folder}/model.keras")
    ...     saved_functions(f"{folder}/model.keras")
    {'double': {'source': None, 'in_layers': True, 'in_keras': False}}
    """
    in_layers = functions_of_layers(model)
    functions: dict[str, Any] = {}
    for f in functions_of(model):
        describe = getattr(f, "_r_describe", None)
        functions[f.__name__] = {
            "source": None if describe is None else describe()["source"],
            "in_layers": f in in_layers,
            "in_keras": _is_in_keras(f.__name__),
        }
    if not functions:
        return
    text = json.dumps(functions)
    if os.path.isdir(path):
        Path(path, FUNCTIONS_FILE).write_text(text, encoding="utf-8")
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(FUNCTIONS_FILE, text)


def _is_in_keras(name: str) -> bool:
    """Whether Keras would take a function of its own for one that is not given."""
    config = {"module": "builtins", "class_name": "function", "config": name}
    try:
        keras.saving.deserialize_keras_object(config)
    except TypeError:
        return False
    return True


def saved_functions(path: str) -> dict[str, Any]:
    """Return the functions of R that a saved model holds.

    Args:
        path: A `.keras` file, or a folder; anything else holds none.

    Returns:
        For each name a mapping: `source`, to make the function from, or None where the
        file has no more than the name; `in_layers`, whether the model needs it also
        where it is not compiled; `in_keras`, whether Keras has one of that name.
    """
    if os.path.isdir(path):
        file = Path(path, FUNCTIONS_FILE)
        text = file.read_text(encoding="utf-8") if file.is_file() else "{}"
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            there = FUNCTIONS_FILE in archive.namelist()
            text = archive.read(FUNCTIONS_FILE).decode("utf-8") if there else "{}"
    else:
        return {}
    functions: dict[str, Any] = json.loads(text)
    return functions
