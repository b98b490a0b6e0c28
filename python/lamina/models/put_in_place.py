"""Put what has been saved in its place, at once or not at all."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lamina.models.file_errors import NoFolderError, OccupiedError
from lamina.models.saved_config import is_saved_folder


@contextmanager
def written_beside(
    filepath: str | os.PathLike[str],
    overwrite: bool = False,
    is_folder: bool = False,
    name: str | None = None,
) -> Iterator[Path]:
    """Give a path to write to, and put what is there in the end in its place.

    A write that fails or is interrupted leaves behind what was there before. Other
    files that were written beside the path go beside `filepath`.

    Args:
        filepath: Where it belongs. Where it is a link, also one that leads nowhere yet,
            what it points to is written.
        overwrite: Whether it may take the place of another there. If not, that is kept
            even where another process puts it there at the same time.
        is_folder: Whether a folder is written, with a saved model. Else it is a file.
            No other folder is ever replaced.
        name: The last part of the path to write to, by default that of what is written.

    Yields:
        The path, of which the last part is not there yet.

    Raises:
        NoFolderError: There is no folder to write into.
        OccupiedError: There is something that may not be replaced.

    Example:
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with written_beside(f"{folder}/a.txt") as path:
    ...         _ = path.write_text("all of it")
    ...     Path(folder, "a.txt").read_text(), len(os.listdir(folder))
    ('all of it', 1)
    """
    target = _target(Path(filepath))
    _check_may_write(target, overwrite, is_folder)
    # A name that is taken for that of something new.
    beside = Path(tempfile.mkdtemp(prefix=".saving-", dir=target.parent))
    try:
        written = beside / (name or target.name)
        yield written
        others = {
            file: target.parent / file.name
            for file in sorted(beside.iterdir())
            if file != written
        }
        for file, place in others.items():
            _check_may_write(place, overwrite, file.is_dir())
        # The first file last: it leads to the others.
        for file, place in {**others, written: target}.items():
            put_in_place(file, place, overwrite)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _target(path: Path) -> Path:
    """Where what is written to a path goes, which links may lead to."""
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise NoFolderError(target.parent if path.is_symlink() else path.parent)
    return target


def _check_may_write(target: Path, overwrite: bool, is_folder: bool) -> None:
    if target.is_dir() and not (is_folder and is_saved_folder(target)):
        raise OccupiedError(target, "folder" if is_folder else "file")
    if target.exists() and not overwrite:
        raise OccupiedError(target)


def put_in_place(part: Path, target: Path, overwrite: bool = False) -> None:
    """Move what has been written to its place at once.

    Args:
        part: The file or folder that has been written, in the same file system.
        target: Where it belongs: no link.
        overwrite: Whether it may take the place of another there. If not, of several
            processes that do this at the same time one succeeds.

    Raises:
        OccupiedError: There is something at `target` that may not be replaced.

    Example:
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     part, target = Path(folder, "part"), Path(folder, "model.keras")
    ...     _ = part.write_text("all of it")
    ...     put_in_place(part, target)
    ...     target.read_text(), part.exists()
    ('all of it', False)
    """
    if overwrite:
        # Others may have written there since it was looked at.
        _check_may_write(target, overwrite, part.is_dir())
        _replace(part, target)
        return
    try:
        if part.is_dir():
            # No folder with anything in it is replaced by a rename.
            part.rename(target)
        else:
            _move_to_new(part, target)
    except OSError as error:
        if os.path.lexists(target) and part.exists():
            raise OccupiedError(target) from error
        raise


def _move_to_new(part: Path, target: Path) -> None:
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        # There are file systems without links: the name is taken first.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL))
        try:
            part.replace(target)
        except BaseException:
            target.unlink()
            raise
    else:
        part.unlink()


def _replace(part: Path, target: Path) -> None:
    if target.exists():
        part.chmod(stat.S_IMODE(target.stat().st_mode))
    if not target.is_dir():
        part.replace(target)
        return
    # A rename replaces a file at once, but not a folder: an old one steps aside.
    aside = Path(tempfile.mkdtemp(prefix=".old-", dir=target.parent))
    old = target.rename(aside / target.name)
    try:
        part.rename(target)
    except BaseException:
        old.rename(target)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
