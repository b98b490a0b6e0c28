"""Save models that open in plain Keras."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from lamina._keras import compile_config
from lamina.models.functions_in_models import tell_functions_apart
from lamina.models.hdf5 import HDF5, lost_in_hdf5
from lamina.models.put_in_place import exists_already, put_in_place
from lamina.models.saved_config import CONFIG_FILE
from lamina.models.saved_functions import FUNCTIONS_FILE, save_functions
from lamina.models.whole_config import keep_arguments


def save_model(
    model: Any,
    filepath: str | os.PathLike[str],
    overwrite: bool = False,
    zipped: bool | None = None,
) -> None:
    """Save a model as Keras does, in one piece or not at all.

    What is written stands beside `filepath` until it is whole, and is put in place
    then: a save that fails or is interrupted leaves behind what was there before.

    Args:
        model: The model to save.
        filepath: Path of a file that ends in `.keras`, or in `.h5` or `.hdf5` for the
            older format HDF5, or of a folder. Where it is a link, also one that leads
            nowhere yet, what it points to is written.
        overwrite: Whether a model that is there may be replaced. If not, it is kept
            even where another process saves it at the same time. A folder with
            anything but a saved model in it is never replaced.
        zipped: True for a file, False for a folder. By default a file where `filepath`
            has the ending of one, else a folder.

    Raises:
        FileExistsError: There is something at `filepath` that may not be replaced.
        FileNotFoundError: There is no folder to write into.
        ValueError: `filepath` does not fit `zipped`, or HDF5 would lose what a layer
            has learnt.

    Example:
    >>> import keras, tempfile
    >>> from lamina import SpatialDropout2D
    >>> model = keras.Sequential([keras.Input((8, 8, 3)), SpatialDropout2D(0.2)])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_model(model, f"{folder}/model.keras")
    ...     save_model(model, f"{folder}/model.keras")
    Traceback (most recent call last):
        ...
    FileExistsError: ...model.keras exists already; `overwrite=True` replaces it.
    """
    path = Path(filepath)
    is_file = path.suffix in (".keras", *HDF5)
    if zipped is None:
        zipped = is_file
    if zipped != is_file:
        raise ValueError(
            "`filepath` must end in `.keras` or `.h5` for a file, and must not for a "
            f"folder, not be {str(filepath)!r}."
        )
    lost = lost_in_hdf5(model) if path.suffix in HDF5 else []
    if lost:
        raise ValueError(
            f"HDF5 would lose what {', '.join(map(repr, lost))} has learnt: a file "
            "that ends in `.keras` keeps it."
        )
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise FileNotFoundError(f"The folder {str(target.parent)!r} does not exist.")
    _check_may_write(target, overwrite, zipped)
    # A name that Keras takes for that of a new file.
    part = Path(tempfile.mkdtemp(prefix=".saving-", dir=target.parent))
    try:
        # A link may lead to a name of any ending, by which Keras would go.
        ending = path.suffix if path.suffix in HDF5 else ".keras"
        written = part / (f"model{ending}" if zipped else "model")
        prepare_to_save(model)
        model.save(written, zipped=zipped)
        save_functions(model, str(written))
        put_in_place(written, target, overwrite)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _check_may_write(target: Path, overwrite: bool, zipped: bool) -> None:
    if target.is_dir() and (zipped or not _is_saved_folder(target)):
        raise FileExistsError(
            f"{str(target)!r} is a folder with something other than a saved model."
        )
    if target.exists() and not overwrite:
        raise exists_already(target)


def _is_saved_folder(path: Path) -> bool:
    written = {
        CONFIG_FILE,
        "metadata.json",
        "model.weights.h5",
        "assets",
        FUNCTIONS_FILE,
    }
    found = {file.name for file in path.iterdir()}
    return CONFIG_FILE in found and found <= written


def prepare_to_save(model: Any) -> list[Any]:
    """Make a model such that what is saved of it is what it is.

    Returns:
        Its functions of R, whose names differ now.
    """
    compiled = compile_config(model)
    keep_arguments(getattr(compiled, "config", None))
    if compiled is not None and getattr(model, "optimizer", None) is not None:
        # Keras takes it out when it writes an HDF5 file.
        compiled.config.setdefault("optimizer", model.optimizer)
    return tell_functions_apart(model)
