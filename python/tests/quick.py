"""What makes the tests quick, in Python and in R, and changes nothing they look at."""

import functools
import gc

import keras


def share_context() -> None:
    """Let JAX make once what it makes anew for each operation that it compiles.

    It takes a quarter of the time of compiling. Another JAX may make it as ever.
    """
    try:
        from jax._src.interpreters import mlir

        mlir.make_ir_context = functools.cache(mlir.make_ir_context)
    except (ImportError, AttributeError):
        pass


if keras.backend.backend() == "jax":
    share_context()

# What Keras and its backend have loaded stays: to look for garbage in it again and
# again takes a tenth of the time.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
