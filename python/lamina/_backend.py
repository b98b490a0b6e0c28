"""What the backends must be told about functions and data, and how they compile.

Beside `layers/channel_mask.py` this is the only module that may know which backend
runs.
"""

import contextlib
import itertools
import math
import sys
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import keras
import numpy as np
from keras import ops, tree
from keras.src import backend

from lamina.models.values import value_of, values_read


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
            backend.compute_output_spec(_alone(function), *specs)
        return
    import torch

    # On the device that has no numbers Keras does not ask for seeds.
    with keras.StatelessScope(), torch.no_grad():
        function(*tree.map_structure(lambda x: ops.zeros(x.shape, x.dtype), specs))


def is_dense(array: Any) -> bool:
    """Whether this is an array of NumPy or a tensor of TensorFlow with all its values.

    Example:
    >>> is_dense([1.0])
    False
    """
    if isinstance(array, np.ndarray):
        return array.ndim > 0 and array.dtype.kind in "biuf"
    if keras.backend.backend() != "tensorflow":
        return False
    import tensorflow as tf

    return isinstance(array, tf.Tensor) and bool(array.shape.rank)


def batches_in_new_orders(arrays: Any, number: int, batch_size: int) -> Any:
    """Return a TensorFlow data set of batches, in a new order each time it is read.

    The same seed gives the same orders.

    Args:
        arrays: Arrays for which `is_dense()` holds, in tuples, lists or dictionaries.
        number: How many examples each of them has.
        batch_size: How many of them a batch has.

    Returns:
        The data set, or None on a backend that needs none.
    """
    if keras.backend.backend() != "tensorflow":
        return None
    import tensorflow as tf

    def as_tensor(array: Any) -> Any:
        tensor = tf.convert_to_tensor(array)
        return (
            tf.cast(tensor, keras.config.floatx())
            if tensor.dtype.is_floating
            else tensor
        )

    # Beside a GPU's memory, which is left to the model.
    with tf.device("CPU:0"):
        tensors = keras.tree.map_structure(
            as_tensor, keras.tree.lists_to_tuples(arrays)
        )
        seed = tf.random.uniform((), maxval=2**31 - 1, dtype="int32")

    def epoch(number_of_epoch: Any) -> Any:
        order = tf.random.experimental.stateless_shuffle(
            tf.range(number), tf.stack([number_of_epoch, tf.cast(seed, "int64")])
        )

        def batch(step: Any) -> Any:
            rows = order[step * batch_size : (step + 1) * batch_size]
            if number % batch_size == 0:
                rows = tf.ensure_shape(rows, (batch_size,))
            return keras.tree.map_structure(
                lambda array: tf.gather(array, rows), tensors
            )

        steps = tf.data.Dataset.range(math.ceil(number / batch_size))
        return steps.map(batch, num_parallel_calls=tf.data.AUTOTUNE)

    options = tf.data.Options()
    # They take longer than what they save, and each device has its share of each batch.
    options.experimental_optimization.apply_default_optimizations = False
    options.experimental_distribute.auto_shard_policy = (
        tf.data.experimental.AutoShardPolicy.DATA
    )
    options.experimental_external_state_policy = (
        tf.data.experimental.ExternalStatePolicy.IGNORE
    )
    epochs = tf.data.Dataset.random(int(seed), rerandomize_each_iteration=True).take(1)
    return (
        epochs.flat_map(epoch)
        .apply(tf.data.experimental.assert_cardinality(math.ceil(number / batch_size)))
        .prefetch(tf.data.AUTOTUNE)
        .with_options(options)
    )


# The number of axes of the data that the compiled steps of a model have seen.
_ranks: "weakref.WeakKeyDictionary[Any, dict[str, Any]]" = weakref.WeakKeyDictionary()


def forget_other_ranks(model: Any, method: str, arguments: Mapping[str, Any]) -> None:
    """Let a model compile a step anew where its data have got another number of axes.

    TensorFlow would compile one for data of any rank, in which Keras cannot tell it.

    Args:
        model: A Keras model.
        method: "fit", "evaluate" or "predict", or "train_on_batch" and its like.
        arguments: Those of the method.
    """
    x = arguments.get("x")
    data = [arguments.get(name) for name in ("x", "y", "sample_weight")]
    named = {"fit": "train", "evaluate": "test"}
    step = named.get(method, method.removesuffix("_on_batch"))
    _forget_step(model, step, _first_batch(x) or data)
    if arguments.get("validation_data") is not None:
        data = arguments["validation_data"]
        _forget_step(model, "test", _first_batch(data) or data)


def _first_batch(data: Any) -> Any:
    """Return what generators give first, None where there is nothing to look at."""
    look = getattr(data, "first_batch", None)
    return look() if look and keras.backend.backend() == "tensorflow" else None


def _forget_step(model: Any, step: str, data: Any) -> None:
    if isinstance(data, list | tuple):
        # Inputs, targets and weights, of which the last may be left out.
        data = [*data, *[None] * (3 - len(data))]
    ranks = keras.tree.map_structure(_rank, data)
    known = _ranks.setdefault(model, {})
    if known.setdefault(step, ranks) != ranks:
        known[step] = ranks
        setattr(model, f"{step}_function", None)


@contextlib.contextmanager
def copied_states(model: Any) -> Iterator[None]:
    """Let stateful recurrent layers begin a batch with copies of their states.

    On PyTorch they write the new states over the old, from which the gradients are yet
    to be computed.

    Args:
        model: A Keras model.
    """
    changed = []
    if keras.backend.backend() == "torch":
        for layer in model._flatten_layers():
            if isinstance(layer, keras.layers.RNN) and layer.stateful:
                vars(layer)["inner_loop"] = _copying(layer.inner_loop)
                changed.append(layer)
    try:
        yield
    finally:
        for layer in changed:
            del vars(layer)["inner_loop"]


def _copying(inner_loop: Callable[..., Any]) -> Callable[..., Any]:
    def loop(sequences: Any, initial_state: Any, *args: Any, **kwargs: Any) -> Any:
        initial_state = tree.map_structure(ops.copy, initial_state)
        return inner_loop(sequences, initial_state, *args, **kwargs)

    return loop


def _rank(x: Any) -> int | None:
    # What has no shape, such as a data set, tells the shapes of its batches itself.
    try:
        return len(x.shape)
    except (AttributeError, TypeError, ValueError):
        return None


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


def iterable_of_tensors(batches: Callable[[], Iterator[Any]]) -> Any:
    """Return what Keras on TensorFlow takes for a data set that has no thread.

    Args:
        batches: Returns the batches of an epoch.
    """
    return _OnThisThread(batches)


class _OnThisThread:
    def __init__(self, batches: Callable[[], Iterator[Any]]) -> None:
        self._batches = batches

    def __iter__(self) -> "_TensorsOnThisThread":
        return _TensorsOnThisThread(self._batches())

    @property
    def _variant_tensor(self) -> Any:
        # What a strategy asks its data for, to share each batch among its devices.
        raise ValueError(
            "A generator cannot give its batches to a model made in a strategy's "
            "`scope()`: give arrays or a `tf.data.Dataset`."
        )


class _TensorsOnThisThread:
    def __init__(self, batches: Iterator[Any]) -> None:
        self._batches = batches

    def __iter__(self) -> "_TensorsOnThisThread":
        return self

    def __next__(self) -> Any:
        from keras.src.utils.module_utils import tensorflow as tf

        try:
            batch = next(self._batches)
        except StopIteration:
            # By which Keras knows the end of its own data sets.
            raise tf.errors.OutOfRangeError(None, None, "end of the batches") from None
        return keras.tree.map_structure(
            lambda x: x if x is None else keras.ops.convert_to_tensor(x), batch
        )


def looked_at(dataset: Any, look: Callable[[Any], None], parts: Sequence[bool]) -> Any:
    """Return a TensorFlow data set whose batches are looked at as they come.

    Args:
        dataset: The data set. One that several devices share comes back as it is.
        look: Gets each batch, as arrays, and raises a ValueError that it keeps, since
            TensorFlow makes another of it. Of what has not all its values it gets None.
        parts: Whether it looks at the inputs, the targets and the weights.
    """
    import tensorflow as tf

    if not isinstance(dataset, tf.data.Dataset):
        return dataset
    spec = dataset.element_spec

    def check(*batch: Any) -> Any:
        whole = batch if isinstance(spec, tuple) else batch[0]
        flat = tf.nest.flatten([*batch])
        wanted = [
            wants and isinstance(tensor, tf.Tensor) and tensor.dtype != tf.string
            for part, wants in zip(batch, parts, strict=False)
            for tensor in tf.nest.flatten(part)
        ]

        def is_right(*arrays: Any) -> Any:
            left = iter(arrays)
            given = [next(left) if each else None for each in wanted]
            try:
                look(tf.nest.pack_sequence_as([*batch], given))
            except ValueError:
                return np.False_
            return np.True_

        seen = [tensor for tensor, each in zip(flat, wanted, strict=True) if each]
        if not seen:
            return whole
        right = tf.numpy_function(is_right, seen, tf.bool)
        with tf.control_dependencies([tf.debugging.Assert(right, ["wrong data"])]):
            return tf.nest.map_structure(
                lambda x: None if x is None else tf.identity(x), whole
            )

    # Of more parts Keras says what is wrong.
    too_many = isinstance(spec, tuple) and len(spec) > len(parts)
    if too_many:
        return dataset
    return dataset.map(tf.autograph.experimental.do_not_convert(check))


def is_called_by_tensorflow() -> bool:
    """Return whether TensorFlow runs Python code here that is part of its graphs.

    Such as the generator of a data set, whose elements the main thread waits for.
    """
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        if frame.f_globals.get("__name__") == "tensorflow.python.ops.script_ops":
            return True
    return False
