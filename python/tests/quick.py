"""What makes the tests quick, in Python and in R, and changes nothing they look at."""

import functools
import gc
import hashlib
import importlib.util
import inspect

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


def compile_once() -> None:
    """Let JAX take what it compiled before, where it is asked for the same again.

    Models that several tests build are the same programs, of which JAX knows only that
    other functions ask for them. Another JAX may compile them as ever.
    """
    try:
        from jax._src import compiler

        compile_anew = compiler.backend_compile_and_load
    except (ImportError, AttributeError):
        return
    names = ["backend", "module", "executable_devices", "options", "host_callbacks"]
    if list(inspect.signature(compile_anew).parameters) != names:
        return
    compiled = {}

    def compile_or_take(backend, module, devices, options, callbacks):
        if callbacks:
            return compile_anew(backend, module, devices, options, callbacks)
        program = module.operation.get_asm().encode()
        key = hashlib.sha256(program).digest(), options.SerializeAsString(), devices
        taken = compiled.pop(key, None)
        if taken is None:
            taken = compile_anew(backend, module, devices, options, callbacks)
        # The last comes last: what has not been asked for the longest goes first.
        compiled[key] = taken
        if len(compiled) > 1000:
            del compiled[next(iter(compiled))]
        return taken

    compiler.backend_compile_and_load = compile_or_take


def leave_graphs() -> None:
    """Let TensorFlow run graphs as they are, instead of improving each for its one run.

    It takes a fifth of the time of a training, and the threads that improve how data
    are read may keep a dropped iterator waiting for a minute.
    """
    import tensorflow as tf

    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})
    plain = tf.data.Options()
    plain.autotune.enabled = False
    iterator = tf.data.Dataset.__iter__
    tf.data.Dataset.__iter__ = lambda data: iterator(data.with_options(plain))


if keras.backend.backend() == "jax":
    share_context()
    compile_once()
# Data are TensorFlow's on the other backends, too.
if importlib.util.find_spec("tensorflow"):
    leave_graphs()

# What Keras and its backend have loaded stays: to look for garbage in it again and
# again takes a tenth of the time.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
