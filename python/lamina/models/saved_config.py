"""What the file or folder of a saved model holds, and the configuration in it."""

import json
import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lamina.models.keras_2 import from_keras_2
from lamina.models.lamina_classes import with_lamina_names
from lamina.models.other_backends import of_this_backend

CONFIG_FILE = "config.json"
FUNCTIONS_FILE = "r_functions.json"

# What is written: a folder with anything else in it is not replaced.
SAVED_FILES = (
    CONFIG_FILE,
    "metadata.json",
    "model.weights.h5",
    "assets",
    FUNCTIONS_FILE,
)
# Which Keras reads besides.
_READ_FILES = (*SAVED_FILES, "model.weights.npz")


def is_saved_folder(path: Path) -> bool:
    """Whether a folder holds a saved model, and nothing that would be lost with it.

    Example:
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, CONFIG_FILE).write_text("{}")
    ...     is_saved = is_saved_folder(Path(folder))
    ...     _ = Path(folder, "notes.txt").write_text("mine")
    ...     is_saved, is_saved_folder(Path(folder))
    (True, False)
    """
    found = {file.name for file in path.iterdir()}
    return CONFIG_FILE in found and found <= set(SAVED_FILES)


def read_config(filepath: Path) -> Any:
    """The configuration in a saved model; None where there is none to be read.

    Example:
    >>> import keras
    >>> model = keras.Sequential([keras.Input((2,)), keras.layers.ReLU()], name="mine")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     model.save(f"{folder}/model.keras")
    ...     read_config(Path(folder, "model.keras"))["config"]["name"]
    'mine'
    """
    try:
        if filepath.is_dir():
            return json.loads((filepath / CONFIG_FILE).read_bytes())
        if filepath.suffix == ".keras" and zipfile.is_zipfile(filepath):
            with zipfile.ZipFile(filepath) as archive:
                return json.loads(archive.read(CONFIG_FILE))
    except (OSError, KeyError, ValueError, RecursionError, zipfile.BadZipFile):
        # Keras has an error for it.
        pass
    return None


def is_whole_archive(filepath: str | Path) -> bool:
    """Whether a `.keras` file has all that was written, bit for bit.

    Keras looks at what it reads, which need not be all of the weights.

    Example:
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "model.keras")
    ...     with zipfile.ZipFile(path, "w") as archive:
    ...         archive.writestr(CONFIG_FILE, "{}")
    ...     before = is_whole_archive(path)
    ...     _ = path.write_bytes(path.read_bytes().replace(b"{}", b"[]"))
    ...     before, is_whole_archive(path)
    (True, False)
    """
    try:
        with zipfile.ZipFile(filepath) as archive:
            return CONFIG_FILE in archive.namelist() and archive.testzip() is None
    except Exception:
        # What damaged bytes make of it depends on where they are.
        return False


@contextmanager
def naming_lamina(filepath: Path) -> Iterator[Path | None]:
    """Give a copy of a saved model that names lamina's layers, None if it has none."""
    config = read_config(filepath)
    renamed = with_lamina_names(of_this_backend(from_keras_2(config)))
    if renamed == config:
        yield None
        return

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / filepath.name
        if filepath.is_dir():
            copy.mkdir()
            (copy / CONFIG_FILE).write_text(json.dumps(renamed), encoding="utf-8")
            for part in _READ_FILES:
                if part != CONFIG_FILE and (filepath / part).exists():
                    _stand_for(filepath / part, copy / part)
        else:
            shutil.copyfile(filepath, copy)
            # Of two members of one name the last one counts, and so the weights need
            # not be unpacked and packed again.
            with zipfile.ZipFile(copy, "a") as archive, warnings.catch_warnings():
                warnings.filterwarnings("ignore", "Duplicate name", UserWarning)
                archive.writestr(CONFIG_FILE, json.dumps(renamed))
        yield copy


def _stand_for(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source.resolve())
    except (OSError, NotImplementedError):
        # Windows lets not everyone make links.
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, target)
