"""Put what has been saved in its place, at once or not at all."""

import os
import shutil
import stat
import tempfile
from pathlib import Path


def put_in_place(
    part: str | os.PathLike[str],
    target: str | os.PathLike[str],
    overwrite: bool = False,
) -> None:
    """Move a saved model to its place at once.

    Args:
        part: The file or folder that has been written, in the same file system.
        target: Where it belongs: no link.
        overwrite: Whether it may take the place of another there. If not, of several
            processes that do this at the same time one succeeds.

    Raises:
        FileExistsError: There is something at `target`, and `overwrite` is false.

    Example:
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     part, target = Path(folder, "part"), Path(folder, "model.keras")
    ...     _ = part.write_text("all of it")
    ...     put_in_place(part, target)
    ...     target.read_text(), part.exists()
    ('all of it', False)
    """
    part, target = Path(part), Path(target)
    if overwrite:
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
            raise exists_already(target) from error
        raise


def exists_already(target: Path) -> FileExistsError:
    """Return the error where something may not be replaced."""
    return FileExistsError(f"{target!s} exists already; `overwrite=True` replaces it.")


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
