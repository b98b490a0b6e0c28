"""How a backend draws random numbers, where it does so otherwise than the others."""

import keras


def draws_beyond() -> bool:
    """Whether Keras' truncated normal numbers are, seldom, not truncated.

    PyTorch takes the first of four, where none of them is near enough.

    Example:
    >>> draws_beyond() == (keras.backend.backend() == "torch")
    True
    """
    return bool(keras.backend.backend() == "torch")


def parameter_dtype(dtype: str) -> str:
    """The dtype that parameters must have for numbers of a dtype to be drawn.

    Example:
    >>> parameter_dtype("float32")
    'float32'
    """
    wider = {"torch": ("bfloat16", "float16"), "tensorflow": ("bfloat16",)}
    return "float32" if dtype in wider.get(keras.backend.backend(), ()) else dtype
