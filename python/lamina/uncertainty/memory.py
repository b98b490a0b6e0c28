"""Whether arrays have room in the memory of the machine."""

import numpy as np


def check_memory(
    name: str, shapes: list[tuple[int, ...]], size: int, more: str = ""
) -> None:
    """Refuse arrays that are larger than the memory that is free.

    Args:
        name: The argument that asks for them.
        shapes: Their shapes.
        size: Bytes of a number.
        more: What else there is to say of it.

    Raises:
        MemoryError: They are larger.

    Example:
    >>> check_memory("keep_samples", [(2, 3)], size=4)
    """
    needed = sum(size * int(np.prod(shape, dtype="float64")) for shape in shapes)
    available = available_memory()
    if available is not None and needed > available:
        raise MemoryError(
            f"`{name}` would take {needed / 2**30:.1f} GiB for arrays of shape "
            f"{', '.join(map(str, shapes))}; {available / 2**30:.1f} GiB are free."
            f"{more}"
        )


def available_memory() -> int | None:
    """Return how many bytes are free, or None where that is not known."""
    try:
        with open("/proc/meminfo") as file:
            fields = dict(line.split(":", 1) for line in file)
        return int(fields["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError, IndexError):
        return None
