"""How the backends trace and compile functions."""

import contextlib
import itertools
import logging
import sys
import warnings
import weakref
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import keras
from keras import ops, tree

from lamina._backend.values import value_of, values_read
from lamina._keras import output_spec


def traced_once(
    *shapes: tuple[int | None, ...],
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function of int32 tensors one operation of a TensorFlow graph.

    There, each of its operations takes a millisecond wherever it is traced. Other
    backends take the function as it is.

    Args:
        *shapes: The shape of each argument, None for a size that is not known.

    Example:
    >>> import numpy as np
    >>> @traced_once((None,), ())
    ... def add(x, y):
    ...     return x + y
    >>> keras.ops.convert_to_numpy(add(np.arange(3, dtype="int32"), np.int32(2)))
    array([2, 3, 4], dtype=int32)
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        if keras.backend.backend() != "tensorflow":
            return function
        import tensorflow as tf

        signature = [tf.TensorSpec(shape, "int32") for shape in shapes]
        traced: Callable[..., Any] = tf.function(function, signature, autograph=False)
        _own_functions.add(traced)
        return traced

    return decorate


def jitted(static: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function of tensors one operation of JAX.

    There, each of its operations is compiled and called by itself outside of `jit`.
    Other backends take the function as it is.

    Args:
        static: Name of an argument that is no tensor, but something that has a hash.

    Example:
    >>> @jitted(static="times")
    ... def repeated(x, times):
    ...     return ops.concatenate([x] * times)
    >>> repeated(ops.ones(3), times=2).shape[0]
    6
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        if keras.backend.backend() != "jax":
            return function
        import jax

        made: Callable[..., Any] = jax.jit(function, static_argnames=static)
        return made

    return decorate


def outside_tracing(function: Callable[..., Any]) -> Callable[..., Any]:
    """Keep PyTorch's compiler, where it is there, from tracing a function.

    It may be the first to use a model, and cannot trace how a graph is made.

    Example:
    >>> outside_tracing(len)([1, 2])
    2
    """
    torch = sys.modules.get("torch")
    disable = getattr(getattr(torch, "compiler", None), "disable", None)
    if disable is None or keras.backend.backend() != "torch":
        return function
    return disable(function)  # type: ignore[no-any-return]


def trace(function: Callable[..., Any], *specs: Any) -> None:
    """Run a function of tensors for what it does beside computing.

    Args:
        function: Takes tensors in the structures of `specs`, and returns tensors.
        *specs: Keras tensors, which say shapes and dtypes, in any structure.

    Example:
    >>> shapes = []
    >>> def double(x):
    ...     shapes.append(tuple(x.shape))
    ...     return 2 * x
    >>> trace(double, keras.KerasTensor((2, 3)))
    >>> shapes
    [(2, 3)]
    """
    if keras.backend.backend() != "torch":
        with _tracing_anew():
            output_spec(_alone(function), *specs)
        return
    import torch

    # On the device that has no numbers Keras does not ask for seeds.
    with keras.StatelessScope(), torch.no_grad():
        function(*tree.map_structure(lambda x: ops.zeros(x.shape, x.dtype), specs))


def convolves_slowly_in_conditions() -> bool:
    """Whether convolutions take many times as long where a condition is compiled.

    XLA has the quick ones for processors outside of conditions alone.

    Example:
    >>> convolves_slowly_in_conditions() in (True, False)
    True
    """
    if keras.backend.backend() != "jax":
        return False
    import jax

    return bool(jax.default_backend() == "cpu")


def loop_depth() -> int:
    """Return how many loops are being traced, one in the other.

    Of a loop that runs step by step there is nothing to tell. What JAX compiles inside
    of code that runs step by step counts: it is traced once for all its calls.

    Example:
    >>> loop_depth()
    0
    """
    name = keras.backend.backend()
    return {"jax": _jax_loops, "tensorflow": _tensorflow_loops}.get(name, int)()


def _jax_loops() -> int:
    # JAX tells in no public place what it traces.
    from jax._src import core

    trace = getattr(getattr(core, "trace_ctx", None), "trace", None)
    context = _jax_context()
    is_once = context is not None and context.value is None
    depth = 0
    while trace is not None:
        info = getattr(getattr(trace, "frame", None), "debug_info", None)
        traced_for = str(getattr(info, "traced_for", ""))
        is_map = type(trace).__name__ == "BatchTrace"
        is_loop = traced_for.startswith(("fori_loop", "scan", "while"))
        is_kept = is_once and traced_for.startswith(("jit", "checkpoint", "remat"))
        depth += is_map or is_loop or is_kept
        trace = getattr(trace, "parent_trace", None)
    return depth


@cache
def _jax_context() -> Any:
    """Return what JAX looks at to tell whether it has traced a function before.

    Its value is a number inside of what is traced here, and None elsewhere. A JAX that
    has no such context gives None.
    """
    import jax

    make = getattr(jax, "make_user_context", None)
    return None if make is None else make(None)


_tracings = itertools.count(1)


@contextlib.contextmanager
def _tracing_anew() -> Iterator[None]:
    """Let JAX trace again what it has traced elsewhere, such as a layer by `jax.jit()`.

    What it traces here is not taken for anything else afterwards.
    """
    context = _jax_context() if keras.backend.backend() == "jax" else None
    if context is None:
        yield
        return
    with context(next(_tracings)):
        yield


def trace_next_anew() -> None:
    """Let JAX trace the next function, in what `compiled()` or `trace()` runs, again.

    It would take another call of one function, by `jax.jit()` or `keras.remat()`, for
    the first, with all that the first did beside computing.
    """
    context = _jax_context() if keras.backend.backend() == "jax" else None
    if context is not None and context.value is not None:
        # The one that encloses it brings back what was before.
        context(next(_tracings)).__enter__()


# The functions of TensorFlow that lamina makes, which are traced once on purpose.
_own_functions: "weakref.WeakSet[Any]" = weakref.WeakSet()


def functions_traced_once() -> Any:
    """Return the class of functions that a backend traces once for all calls, or None.

    Those of JAX know in what they are called: see `trace_next_anew()`.
    """
    if keras.backend.backend() != "tensorflow":
        return None
    import tensorflow as tf

    return type(tf.function(lambda: None, autograph=False))


def call_traced_anew(
    call: Callable[..., Any], function: Any, *args: Any, **kwargs: Any
) -> Any:
    """Call a function of a class like this as if it had not been traced before.

    Nor is what is traced here taken for another call.

    Args:
        call: The method of the class that calls it.
        function: The function.
        *args: Its arguments.
        **kwargs: Its arguments by name.
    """
    if function not in _own_functions:
        function = function._clone(None)
    return call(function, *args, **kwargs)


def _tensorflow_loops() -> int:
    import tensorflow as tf

    graph = tf.compat.v1.get_default_graph()
    depth = 0
    while graph is not None:
        depth += type(graph).__name__ == "WhileBodyFuncGraph"
        graph = getattr(graph, "outer_graph", None)
    return depth


def compiled(
    function: Callable[[Any], Any],
    variables: Sequence[Any],
    xla: bool = True,
    eager: bool = False,
) -> Callable[[Any], Any]:
    """Make a function of arrays a compiled one that changes no variable.

    What it assigns to variables holds until it ends, so that it may run in several
    threads, and a run that fails takes nothing away. JAX takes in the values of the
    variables and gives none back: unlike a step of Keras, whose inputs are gone with
    it. PyTorch and other backends that do not compile run it as it is.

    Args:
        function: Takes tensors in a structure of lists and dictionaries, None among
            them, and returns such a structure.
        variables: The variables that it may use.
        xla: Whether XLA compiles it. TensorFlow makes a graph of it all the same.
        eager: Whether it is not compiled at all.

    Returns:
        A function of arrays, which returns tensors.

    Example:
    >>> import numpy as np
    >>> scale = keras.Variable(2.0)
    >>> double = compiled(lambda x: x * scale, [scale])
    >>> keras.ops.convert_to_numpy(double(np.ones(2, "float32")))
    array([2., 2.], dtype=float32)
    """
    name = keras.backend.backend()
    if name == "jax" and xla and not eager:
        return _jax_compiled(function, variables)
    alone = _torch_alone(function) if name == "torch" else _alone(function)
    if name == "tensorflow" and not eager:
        import tensorflow as tf

        alone = tf.function(alone, jit_compile=True if xla else None, autograph=False)
        _own_functions.add(alone)

    def run(inputs: Any) -> Any:
        return alone(tree.map_structure(_tensor, inputs))

    return run


def _tensor(x: Any) -> Any:
    return None if x is None else ops.convert_to_tensor(x)


def _alone(function: Callable[..., Any]) -> Callable[..., Any]:
    def alone(*inputs: Any) -> Any:
        with keras.StatelessScope(values_read()):
            return function(*inputs)

    return alone


def _torch_alone(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    import torch

    return torch.no_grad()(_alone(function))


def _jax_compiled(
    function: Callable[[Any], Any], variables: Sequence[Any]
) -> Callable[[Any], Any]:
    import jax

    @jax.jit
    def traced(values: list[Any], inputs: Any) -> Any:
        scope = keras.StatelessScope(zip(variables, values, strict=True))
        with _tracing_anew(), scope:
            return function(inputs)

    def run(inputs: Any) -> Any:
        return traced([value_of(variable) for variable in variables], inputs)

    return run


def untraced(function: Any) -> Any:
    """Return the code of a function that a backend keeps traced; None for others.

    Example:
    >>> untraced(len) is None
    True
    """
    return getattr(function, "python_function", None)


@contextlib.contextmanager
def without_retracing_warnings() -> Iterator[None]:
    """Keep TensorFlow from taking several functions for one that is compiled anew.

    Example:
    >>> with without_retracing_warnings():
    ...     logging.getLogger("tensorflow").warning("triggered tf.function retracing")
    """

    def is_other(record: logging.LogRecord) -> bool:
        return "triggered tf.function retracing" not in record.getMessage()

    logger = logging.getLogger("tensorflow")
    logger.addFilter(is_other)
    try:
        yield
    finally:
        logger.removeFilter(is_other)


@contextlib.contextmanager
def without_width_warnings() -> Iterator[None]:
    """Let JAX keep counts in 32 bits, of which Keras asks for 64, without a word.

    Example:
    >>> import warnings
    >>> with without_width_warnings():
    ...     warnings.warn("Explicitly requested dtype int64 is not available.")
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Explicitly requested dtype int64")
        yield
