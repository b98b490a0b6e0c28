"""Errors of files that cannot be written, or read, as it is asked for."""

from pathlib import Path


class EndingError(ValueError):
    """A path does not end as that of a file, or of a folder, does.

    Attributes:
        zipped: Whether a file was asked for.
    """

    def __init__(self, filepath: str, zipped: bool) -> None:
        self.zipped = zipped
        super().__init__(
            "`filepath` must end in `.keras` or `.h5` for a file, and must not for a "
            f"folder, not be {filepath!r}."
        )


class NoFolderError(FileNotFoundError):
    """There is no folder to write into.

    Attributes:
        folder: Its path.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        super().__init__(f"The folder {self.folder!r} does not exist.")


class OccupiedError(FileExistsError):
    """There is something that may not be replaced.

    Attributes:
        kind: "file" where a file was to be written and there is a folder, "folder"
            where there is one with something other than a saved model, None where it is
            replaced if one asks for it.

    Example:
    >>> str(OccupiedError(Path("net.keras")))
    'net.keras exists already; `overwrite=True` replaces it.'
    """

    def __init__(self, target: Path, kind: str | None = None) -> None:
        self.kind = kind
        path = str(target)
        if kind is None:
            text = f"{path} exists already; `overwrite=True` replaces it."
        elif kind == "file":
            text = f"{path!r} is a folder, not a file."
        else:
            text = f"{path!r} is a folder with something other than a saved model."
        super().__init__(text)


class LostInHdf5Error(ValueError):
    """A file in the older format would lose what layers have learnt.

    Attributes:
        layers: Their names.
    """

    def __init__(self, layers: list[str]) -> None:
        self.layers = layers
        super().__init__(
            f"HDF5 would lose what {', '.join(map(repr, layers))} has learnt: a file "
            "that ends in `.keras` keeps it."
        )


class MisfitError(ValueError):
    """Weights in a file do not fit layers of a model.

    Attributes:
        layers: Their names.
    """

    def __init__(self, message: str, layers: list[str]) -> None:
        self.layers = layers
        super().__init__(message)
