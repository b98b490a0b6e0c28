"""What the arguments of lamina's layers may be, and the errors where they are not."""

import math
import numbers
from collections.abc import Sequence
from typing import Any

import keras

# Keras keeps a seed in the backend's own integer type: uint32 on JAX and NumPy, int64
# on TensorFlow, int32 on PyTorch. From 0 to this, all of them take it; outside, at
# least one stops with an overflow that does not mention the seed.
MAX_SEED = 2**31 - 1


def checked_rate(rate: Any, name: str = "rate") -> float:
    """Return a probability as a float.

    Example:
    >>> checked_rate(1)
    1.0
    """
    if isinstance(rate, bool) or not isinstance(rate, numbers.Real):
        raise TypeError(
            f"`{name}` must be a number from 0 to 1, not {described(rate)}."
        )
    try:
        probability = float(rate)
    except OverflowError:
        probability = math.inf
    # NaN fails this too.
    if not 0 <= probability <= 1:
        raise ValueError(f"`{name}` must be a number from 0 to 1, not {_shown(rate)}.")
    return probability


def checked_seed(seed: Any) -> int | None:
    """Return a seed as a whole number of Python, or None."""
    if seed is None:
        return None
    if isinstance(seed, bool) or not isinstance(seed, numbers.Integral):
        raise TypeError(
            f"`seed` must be None or a whole number from 0 to {MAX_SEED}, "
            f"not {described(seed)}."
        )
    if not 0 <= int(seed) <= MAX_SEED:
        raise ValueError(
            f"`seed` must be None or a whole number from 0 to {MAX_SEED}, "
            f"not {_shown(seed)}."
        )
    return int(seed)


def checked_data_format(data_format: Any) -> str:
    """Return where the channels are, by default where Keras has them."""
    if data_format is None:
        return keras.config.image_data_format()  # type: ignore[no-any-return]
    if data_format not in ("channels_last", "channels_first"):
        raise ValueError(
            '`data_format` must be "channels_last", "channels_first" or None, '
            f"not {described(data_format)}."
        )
    return data_format  # type: ignore[no-any-return]


def _shown(number: Any) -> str:
    try:
        text = str(number)
    except ValueError:
        # Python writes out no number of more than some thousands of digits.
        text = ""
    return text if 0 < len(text) <= 40 else "a number of many digits"


def described(value: Any) -> str:
    """Return a value and its type, for an error."""
    return f"{value!r} (of type {type(value).__name__})"


def checked_choice(value: Any, choices: Sequence[str], name: str) -> str:
    """Return a string that is one of some.

    Example:
    >>> checked_choice("batch", ("example", "batch"), "mode")
    'batch'
    """
    if not isinstance(value, str) or value not in choices:
        listed = " or ".join(f'"{choice}"' for choice in choices)
        raise ValueError(f"`{name}` must be {listed}, not {described(value)}.")
    return value


def checked_positive(
    value: Any,
    name: str,
    or_zero: bool = False,
    below: float = math.inf,
    is_whole: bool = False,
) -> float:
    """Return a finite number above 0.

    Args:
        value: What came.
        name: Name of the argument.
        or_zero: Whether it may be 0 as well.
        below: What it must be below.
        is_whole: Whether it must be a whole number.

    Example:
    >>> checked_positive(2, "temperature")
    2.0
    """
    kind = "whole number" if is_whole else "number"
    least = "of at least 0" if or_zero else "above 0"
    expected = f"a {kind} {least}" + (f" and below {below}" if below < math.inf else "")
    accepted = numbers.Integral if is_whole else numbers.Real
    if isinstance(value, bool) or not isinstance(value, accepted):
        raise TypeError(f"`{name}` must be {expected}, not {described(value)}.")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    # NaN fails this too.
    if not (0 < number < below or (or_zero and number == 0)):
        raise ValueError(f"`{name}` must be {expected}, not {_shown(value)}.")
    return number
