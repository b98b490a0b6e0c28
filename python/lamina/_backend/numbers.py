"""Where a backend computes with numbers as no other does."""

import keras


def orders_nan_last() -> bool:
    """Whether NaN is behind all other numbers where they are put in order.

    Example:
    >>> isinstance(orders_nan_last(), bool)
    True
    """
    return bool(keras.backend.backend() != "tensorflow")


def pads_windows_by_nothing() -> bool:
    """Whether what lies beside an image does not count in the mean of a window.

    On PyTorch Keras repeats the edge where more is missing on one side.

    Example:
    >>> isinstance(pads_windows_by_nothing(), bool)
    True
    """
    return bool(keras.backend.backend() != "torch")
