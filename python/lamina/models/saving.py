"""Save models that open in plain Keras."""

import os
from typing import Any

from lamina._backend import left_distribution
from lamina._keras import compile_config
from lamina.models.file_errors import EndingError, LostInHdf5Error
from lamina.models.functions_in_models import tell_functions_apart
from lamina.models.hdf5 import HDF5, lost_in_hdf5
from lamina.models.other_backends import with_auto_jit
from lamina.models.put_in_place import written_beside
from lamina.models.saved_functions import save_functions
from lamina.models.spread import written_once
from lamina.models.whole_config import keep_arguments


def save_model(
    model: Any,
    filepath: str | os.PathLike[str],
    overwrite: bool = False,
    zipped: bool | None = None,
    in_each_process: bool = False,
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
        in_each_process: Whether each of several processes that train the model writes
            it, to a path of its own. If not, the first one does, and all others wait.

    Raises:
        OccupiedError: There is something at `filepath` that may not be replaced, a
            FileExistsError.
        NoFolderError: There is no folder to write into, a FileNotFoundError.
        EndingError: `filepath` does not fit `zipped`, a ValueError.
        LostInHdf5Error: HDF5 would lose what a layer has learnt, a ValueError.

    Example:
    >>> import keras, tempfile
    >>> from lamina import SpatialDropout2D
    >>> model = keras.Sequential([keras.Input((8, 8, 3)), SpatialDropout2D(0.2)])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_model(model, f"{folder}/model.keras")
    ...     save_model(model, f"{folder}/model.keras")
    Traceback (most recent call last):
        ...
    lamina.OccupiedError: ...model.keras exists already; `overwrite=True` replaces it.
    """
    path = os.fspath(filepath)
    ending = next((end for end in (".keras", *HDF5) if path.endswith(end)), "")
    if zipped is None:
        zipped = bool(ending)
    if zipped != bool(ending):
        raise EndingError(path, zipped)

    def write() -> None:
        # A link may lead to a name of any ending, by which Keras would go.
        with written_beside(path, overwrite, not zipped, f"model{ending}") as written:
            lost = lost_in_hdf5(model) if ending in HDF5 else []
            if lost:
                raise LostInHdf5Error(lost)
            prepare_to_save(model)
            type(model).save(model, str(written), zipped=zipped)
            save_functions(model, str(written))

    if in_each_process:
        with left_distribution(model):
            write()
    else:
        written_once(model, write, "`save_model()`", path)


def save_config(
    model: Any,
    filepath: str | os.PathLike[str] | None = None,
    overwrite: bool = False,
) -> str:
    """Describe how a model is made, without its weights, as JSON.

    Args:
        model: The model.
        filepath: Path of a file to write it into, or None. As in `save_model()`, the
            file is written in one piece or not at all.
        overwrite: Whether a file that is there may be replaced.

    Returns:
        The text.

    Raises:
        OccupiedError: There is something at `filepath` that may not be replaced.
        NoFolderError: There is no folder to write into.

    Example:
    >>> import keras
    >>> save_config(keras.Sequential([keras.Input((2,))], name="mine"))[:40]
    '{"module": "keras", "class_name": "Seque'
    """
    if filepath is None:
        prepare_to_save(model)
        text: str = model.to_json()
        return text
    text = save_config(model)

    def write() -> None:
        with written_beside(filepath, overwrite) as written:
            written.write_text(text + "\n", encoding="utf-8")

    written_once(model, write, "`save_model_config()`", filepath)
    return text


def export_model(
    model: Any, filepath: str | os.PathLike[str], *args: Any, **kwargs: Any
) -> None:
    """Export a model by its own method; of several processes the first one writes.

    Args:
        model: The model.
        filepath: Where it is written.
        *args: Further arguments of the method.
        **kwargs: The same.

    Example:
    >>> import keras
    >>> export_model(keras.Sequential([keras.Input((2,))]), "model", format="paper")
    Traceback (most recent call last):
        ...
    ValueError: Unrecognized format=paper...
    """

    def write() -> None:
        model.export(filepath, *args, **kwargs)

    written_once(model, write, "`export_savedmodel()`", filepath)


def prepare_to_save(model: Any) -> None:
    """Make a model such that what is saved of it is what it is."""
    compiled = compile_config(model)
    keep_arguments(getattr(compiled, "config", None))
    if compiled is not None and getattr(model, "optimizer", None) is not None:
        # Keras takes it out when it writes an HDF5 file.
        compiled.config.setdefault("optimizer", model.optimizer)
        compiled.config.update(with_auto_jit(model, compiled.config))
    tell_functions_apart(model)
