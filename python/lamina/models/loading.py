"""Open saved models with lamina's layers.

Importing lamina changes nothing for `keras.saving.load_model()`.
"""

import os
import warnings
from pathlib import Path
from typing import Any

import keras

from lamina._backend import is_spread, meet
from lamina.models.compiled import keep_compiled
from lamina.models.custom_objects import before_registered, known_objects
from lamina.models.hdf5 import HDF5, SHORT_LOSSES, read_optimizer
from lamina.models.orbax import is_orbax_folder, open_orbax
from lamina.models.saved_config import naming_lamina, read_config


def load_model(
    filepath: str | os.PathLike[str],
    custom_objects: dict[str, Any] | None = None,
    compile: bool = True,
    safe_mode: bool = True,
) -> Any:
    """Open a saved model, with lamina's layers in place of Keras' spatial dropout.

    It does not matter whether the model was saved with lamina's layers or Keras'.

    Args:
        filepath: Path of a `.keras` file, of a folder saved with `zipped=False`, of a
            `.h5` file, or of a folder that `keras.callbacks.OrbaxCheckpoint` wrote, of
            which the last state is opened. Anything else that
            `keras.saving.load_model()` opens is opened too, but keeps Keras' layers,
            and so do layers inside of wrappers such as TimeDistributed in a `.h5` file.
        custom_objects: Dictionary from names to classes or functions that the model
            uses and Keras does not know.
        compile: Whether to compile the model as it was when saved.
        safe_mode: Whether to refuse Python lambdas, which can run any code.

    Returns:
        The model, with its weights and the state of its optimizer. As in Keras, seeds
        begin anew.

    Raises:
        ValueError: There is no model at `filepath`, or it is not safe to open.
        TypeError: The model uses a class that is not known.

    While a `.keras` file with spatial dropout layers, or of a Sequential model of 20
    layers or more, is opened, the folder for temporary files holds a copy of it.

    Example:
    >>> import keras, tempfile
    >>> from lamina import SpatialDropout2D
    >>> model = keras.Sequential([keras.Input((8, 8, 3)), SpatialDropout2D(0.2)])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     model.save(f"{folder}/model.keras")
    ...     plain = keras.saving.load_model(f"{folder}/model.keras")
    ...     again = load_model(f"{folder}/model.keras")
    >>> isinstance(plain.layers[0], SpatialDropout2D)
    False
    >>> isinstance(again.layers[0], SpatialDropout2D)
    True
    """
    if is_spread():
        # The weights are laid on the devices of all processes.
        meet("`load_model()`")
    if is_orbax_folder(filepath):
        model = open_orbax(filepath, custom_objects, compile, safe_mode)
        keep_compiled(model)
        return model
    is_hdf5 = str(filepath).endswith(HDF5)
    known = known_objects(custom_objects)
    if is_hdf5:
        known = {**{name: keras.losses.get(name) for name in SHORT_LOSSES}, **known}
    with (
        naming_lamina(Path(filepath)) as renamed,
        before_registered(custom_objects),
    ):
        model = keras.saving.load_model(
            renamed or filepath,
            custom_objects=known,
            compile=compile,
            safe_mode=safe_mode,
        )
    if compile and is_hdf5:
        read_optimizer(model, filepath)
    elif compile:
        _warn_of_lost_optimizer(model, Path(filepath))
    keep_compiled(model)
    return model


def _warn_of_lost_optimizer(model: Any, filepath: Path) -> None:
    """Say that a file does not tell a model's optimizer, for which Keras takes another.

    So it is where Keras has written an HDF5 file of the model before.
    """
    config = read_config(filepath)
    compiled = config.get("compile_config") if isinstance(config, dict) else None
    is_own = getattr(type(model), "compile", None) is not keras.Model.compile
    if is_own or not compiled or "optimizer" in compiled:
        return
    warnings.warn(
        f"{filepath} does not say which optimizer the model had: Keras forgets it when "
        "it writes an HDF5 file of a model. Call `compile()` with the right one, the "
        f"model has {type(model.optimizer).__name__} now.",
        stacklevel=3,
    )
