"""Where a backend computes with numbers as no other does."""

import keras


def orders_nan_last() -> bool:
    """Whether NaN is behind all other numbers where they are put in order.

    Example:
    >>> isinstance(orders_nan_last(), bool)
    True
    """
    return bool(keras.backend.backend() != "tensorflow")


def forgets_dtype_of_scalars() -> bool:
    """Whether a number beside a tensor without axes may change the dtype of the sum.

    Example:
    >>> isinstance(forgets_dtype_of_scalars(), bool)
    True
    """
    return bool(keras.backend.backend() == "torch")
