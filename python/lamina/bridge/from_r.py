"""Functions and layer classes whose code is written in another language.

R hands over what can be called and says which parameters it has; Keras, which reads
signatures, sees an ordinary Python function or a subclass of `keras.Layer`.
"""

import functools
import itertools
import json
import keyword
import math
import numbers
import os
import random
import types
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras

from lamina._keras import compile_config, layers_in
from lamina.bridge import interrupts, r_batches
from lamina.bridge.failures import guarded
from lamina.models import training

Parameter = Mapping[str, Any]
Hook = Mapping[str, Any]


def create(make: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """Return `make(*args, **kwargs)`; where it fails, `random` draws on as before it.

    Keras draws the seeds that are not given from Python's `random`.

    Functions that came without a name are named after the layer that is made and their
    argument. One with the name of an activation of Keras' gets an `_r` behind it: as an
    activation it would be saved, and loaded, as Keras' own.
    """
    functions = {k: f for k, f in kwargs.items() if is_function(f)}
    for f in functions.values():
        _tell_from_activation(f)
    state = random.getstate()
    try:
        made = make(*args, **kwargs)
    except BaseException:
        random.setstate(state)
        raise
    for argument, f in functions.items():
        if is_unnamed(f):
            f.__name__ = f"{getattr(made, 'name', make.__name__)}_{argument}"
    return made


def run_method(
    model: Any,
    method: str,
    r_hooks: Sequence[Hook] = (),
    takes: Sequence[str] = ("...",),
    **arguments: Any,
) -> Any:
    """Run `lamina.run_method()` for R, which holds Ctrl-C and interrupts itself.

    Args:
        model: A Keras model.
        method: "fit", "evaluate" or "predict".
        r_hooks: Those of `hooks_of_r()`, with how many arguments each `takes`, None for
            any number.
        takes: Names of the arguments that the method takes, "..." among them where it
            takes any.
        **arguments: Arguments of the method.

    Returns:
        What the method returns. After a Ctrl-C, which `interrupts.end()` tells R, the
        history of the epochs that are done where the method is "fit", else None.
    """
    before = getattr(model, "history", None)
    shuffle, weights = arguments.get("shuffle", False), arguments.get("class_weight")
    if method == "fit":
        validation = r_batches.on_this_thread(arguments.get("validation_data"))
        arguments["validation_data"] = validation
    arguments["x"] = r_batches.on_this_thread(arguments.get("x"), shuffle, weights)
    if "..." not in takes:
        arguments = training.known_arguments(method, arguments, takes)
    try:
        with (
            r_batches.without_end_warning(arguments),
            r_batches.refusing_other_threads(),
            _counting_from_one(r_hooks),
        ):
            result = training.run_method(model, method, **arguments)
    except KeyboardInterrupt:
        if interrupts.note():
            raise
        result = _history_so_far(model, before) if method == "fit" else None
    if isinstance(result, keras.callbacks.History):
        # Keras does not keep it.
        result.validation_freq = arguments.get("validation_freq", 1)
    return result


def predict_monte_carlo(monte_carlo: Any, *args: Any, **kwargs: Any) -> Any:
    """Return `monte_carlo.predict()` for R, which holds Ctrl-C and interrupts itself.

    After a Ctrl-C, which `interrupts.end()` tells R, it is None.
    """
    try:
        return monte_carlo.predict(*args, **kwargs)
    except KeyboardInterrupt:
        if interrupts.note():
            raise
        return None


_PARTS = ("batch", "train_batch", "test_batch", "predict_batch")
_COUNTED = {
    f"on_{part}_{end}" for part in ("epoch", *_PARTS) for end in ("begin", "end")
} | {"schedule"}
_OTHERS = {
    f"on_{part}_{end}"
    for part in ("train", "test", "predict")
    for end in ("begin", "end")
}


def hooks_of_r(callbacks: Sequence[Any]) -> list[Hook]:
    """Return what Keras calls in callbacks that is an R function.

    Returns:
        For each a mapping: `callback`; `name`; `function`, as R knows it; `is_method`
        where it is a method of a class, with the object as its first argument.
    """
    hooks: list[Hook] = []
    for callback in callbacks:
        for name in sorted(_COUNTED | _OTHERS):
            of_r = function_of_r(getattr(callback, name, None))
            if of_r is not None:
                hooks.append({"callback": callback, "name": name} | of_r)
    return hooks


def function_of_r(method: Any) -> dict[str, Any] | None:
    """Return what a method or function that reticulate has made is in R.

    Args:
        method: Anything, as the attribute of an object.

    Returns:
        A mapping: `function`, as R knows it; `is_method` where it is a method of a
        class, with the object as its first argument. None where it is not R's.
    """
    function: Any = getattr(method, "__func__", method)
    if not r_batches.is_r_function(function):
        return None
    (of_r,) = (
        cell.cell_contents
        for cell in function.__closure__
        if type(cell.cell_contents).__name__ == "PyCapsule"
    )
    return {"function": of_r, "is_method": function is not method}


@contextmanager
def _counting_from_one(hooks: Sequence[Hook]) -> Iterator[None]:
    """Let R functions of callbacks see epochs and batches counted from 1."""
    undo = []
    for hook in hooks:
        callback, name = hook["callback"], hook["name"]
        own = vars(callback).get(name)
        run = _hook(getattr(callback, name), name in _COUNTED, hook["takes"])
        setattr(callback, name, run)
        undo.append((callback, name, own))
    try:
        yield
    finally:
        for callback, name, own in undo:
            if own is None:
                delattr(callback, name)
            else:
                setattr(callback, name, own)


def _hook(run: Any, is_counted: bool, takes: int | None) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        values = [*args, *kwargs.values()]
        if is_counted:
            values[0] += 1
        return run(*values[:takes])

    return call


def generator(run: Callable[..., Any]) -> r_batches.Batches:
    """Return data for Keras whose batches an R function gives, None at the end."""
    return r_batches.Batches(guarded(run))


def _history_so_far(model: Any, before: Any) -> keras.callbacks.History:
    history = getattr(model, "history", None)
    if history is before or not hasattr(history, "epoch"):
        # It was over before it had begun.
        history = keras.callbacks.History()
        history.epoch = []
    return history


def function(
    run: Callable[..., Any],
    name: str,
    parameters: Sequence[Parameter],
    describe: Callable[[], Mapping[str, Any]] | None = None,
    unnamed: bool = False,
) -> Callable[..., Any]:
    """Return a Python function that runs `run`.

    Args:
        run: What is called, with the arguments as they come.
        name: The function's `__name__`, under which Keras saves it.
        parameters: The parameters, each a mapping: `name`; `default` where there is
            one; `rest=True` for one that takes all further arguments, behind which
            others are given by name only.
        describe: Called without arguments, tells of the function: `key`, a string that
            differs for functions that are not the same; `text`, its code; `source`, a
            mapping from which the function can be made again, or None.
        unnamed: Whether `name` was made up, since the function has none.

    Returns:
        A function with that name and signature. Keras saves it by its name, and does
        not take a function of its own of that name for it.

    Example:
    >>> double = function(lambda x: x * 2, "double", [{"name": "x"}])
    >>> double(3)
    6
    """
    made = _define(guarded(run), name, parameters)
    made.__module__ = "R"
    made._r_describe = describe  # type: ignore[attr-defined]
    made._r_unnamed = unnamed  # type: ignore[attr-defined]
    return made


def is_function(value: Any) -> bool:
    """Whether it is what `function()` made."""
    return isinstance(value, types.FunctionType) and hasattr(value, "_r_describe")


def is_unnamed(function: Any) -> bool:
    """Whether its name was made up."""
    return bool(getattr(function, "_r_unnamed", True))


def _tell_from_activation(function: Any) -> None:
    # Keras saves its own activations by the bare name.
    while isinstance(keras.activations.serialize(function), str):
        function.__name__ += "_r"


# What layers hold that may hold functions, and is saved with them.
_IN_LAYERS = (
    keras.Initializer,
    keras.regularizers.Regularizer,
    keras.constraints.Constraint,
)


def functions_of(model: Any) -> list[Any]:
    """Return the functions of R that a model or layer would be saved with, each once.

    Those that reticulate itself has made for Python are among them.
    """
    found = _functions_of_layers(model)
    return found + [f for f in _functions_of_training(model) if f not in found]


def _functions_of_layers(model: Any) -> list[Any]:
    found: list[Any] = []
    seen: set[int] = set()
    for layer in layers_in(model):
        inside: list[Any] = []
        _collect(vars(layer), inside, seen)
        # A model that is compiled keeps its loss in more than one place.
        training = _functions_of_training(layer)
        found += [f for f in inside if f not in training and f not in found]
    return found


def _functions_of_training(model: Any) -> list[Any]:
    found: list[Any] = []
    compiled = compile_config(model)
    if compiled is not None:
        _collect(compiled.config, found, set(), (keras.Loss, keras.Metric))
    return found


def _collect(
    value: Any, found: list[Any], seen: set[int], holders: Any = _IN_LAYERS
) -> None:
    parts: Any = ()
    if isinstance(value, types.FunctionType):
        is_from_r = is_function(value) or value.__module__ == "rpytools.call"
        if is_from_r and value not in found:
            found.append(value)
    elif isinstance(value, Mapping):
        parts = value.values()
    elif isinstance(value, list | tuple | set):
        parts = value
    elif isinstance(value, holders):
        parts = vars(value).values()
    if parts and id(value) not in seen:
        seen.add(id(value))
        for part in list(parts):
            _collect(part, found, seen, holders)


def tell_functions_apart(model: Any) -> list[Any]:
    """Give functions of R that differ names that differ, and return them all.

    The first keeps its name, others get a number behind it. None of them is then taken
    for one that has a name of its own.

    Args:
        model: A model or layer.

    Returns:
        The functions, as `functions_of()` does.
    """
    functions = functions_of(model)
    named: dict[str, Any] = {}
    for f in functions:
        first = named.setdefault(f.__name__, f)
        if first is f or _key(first) == _key(f):
            continue
        taken = {g.__name__ for g in functions}
        numbers_left = (f"{f.__name__}_{i}" for i in itertools.count(2))
        f.__name__ = next(name for name in numbers_left if name not in taken)
        first._r_unnamed = f._r_unnamed = True
        named[f.__name__] = f
    return functions


def _key(function: Any) -> Any:
    describe = getattr(function, "_r_describe", None)
    return id(function) if describe is None else describe()["key"]


def text_of(function: Any) -> str | None:
    """Return the text of a function of R; None of anything else."""
    return function._r_describe()["text"] if is_function(function) else None


FUNCTIONS_FILE = "r_functions.json"


def save_functions(model: Any, path: str) -> None:
    """Put the functions of R into a saved model, beside what Keras has written.

    Args:
        model: The model, after `tell_functions_apart()`.
        path: The `.keras` file, or the folder. A file in HDF5 has no place for them.
    """
    in_layers = _functions_of_layers(model)
    functions: dict[str, Any] = {}
    for f in functions_of(model):
        describe = getattr(f, "_r_describe", None)
        functions[f.__name__] = {
            "source": None if describe is None else describe()["source"],
            "in_layers": f in in_layers,
            "in_keras": _is_in_keras(f.__name__),
        }
    if not functions:
        return
    text = json.dumps(functions)
    if os.path.isdir(path):
        Path(path, FUNCTIONS_FILE).write_text(text, encoding="utf-8")
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(FUNCTIONS_FILE, text)


def _is_in_keras(name: str) -> bool:
    """Whether Keras would take a function of its own for one that is not given."""
    config = {"module": "builtins", "class_name": "function", "config": name}
    try:
        keras.saving.deserialize_keras_object(config)
    except TypeError:
        return False
    return True


def saved_functions(path: str) -> dict[str, Any]:
    """Return the functions of R that a saved model holds.

    Args:
        path: A `.keras` file, or a folder; anything else holds none.

    Returns:
        For each name a mapping: `source`, to make the function from, or None where the
        file has no more than the name; `in_layers`, whether the model needs it also
        where it is not compiled; `in_keras`, whether Keras has one of that name.
    """
    if os.path.isdir(path):
        file = Path(path, FUNCTIONS_FILE)
        text = file.read_text(encoding="utf-8") if file.is_file() else "{}"
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            there = FUNCTIONS_FILE in archive.namelist()
            text = archive.read(FUNCTIONS_FILE).decode("utf-8") if there else "{}"
    else:
        return {}
    functions: dict[str, Any] = json.loads(text)
    return functions


def comparison(compare: Callable[..., Any]) -> Callable[..., Any]:
    """Return a loss or metric that gets its targets like the predictions.

    Axes of length 1 at the end are taken from the targets, or added to them, as Keras'
    own losses do it: of (n) and (n, 1), arithmetic would make (n, n). Whole numbers and
    booleans of the shape of the predictions get their type, too.

    Args:
        compare: A function of `y_true`, `y_pred` and perhaps more.

    Returns:
        A function with the same name and signature.

    Example:
    >>> import numpy as np
    >>> shape = comparison(lambda y_true, y_pred: tuple(y_true.shape))
    >>> shape(np.zeros(3), np.zeros((3, 1)))
    (3, 1)
    """

    @functools.wraps(compare)
    def compare_alike(*args: Any, **kwargs: Any) -> Any:
        if len(args) > 1:
            args = (_like(args[0], args[1]), *args[1:])
        elif "y_true" in kwargs and "y_pred" in kwargs:
            kwargs["y_true"] = _like(kwargs["y_true"], kwargs["y_pred"])
        return compare(*args, **kwargs)

    return compare_alike


def _like(y_true: Any, y_pred: Any) -> Any:
    y_true = _in_shape_of(y_true, y_pred)
    try:
        sizes = list(zip(y_true.shape, y_pred.shape, strict=True))
        own, wanted = (
            keras.backend.standardize_dtype(y.dtype) for y in (y_true, y_pred)
        )
    except (AttributeError, TypeError, ValueError):
        return y_true
    if any(size != other and None not in (size, other) for size, other in sizes):
        # Classes that stand beside one prediction for each.
        return y_true
    is_whole = own == "bool" or keras.backend.is_int_dtype(own)
    if is_whole and keras.backend.is_float_dtype(wanted):
        return keras.ops.cast(y_true, wanted)
    return y_true


def _in_shape_of(y_true: Any, y_pred: Any) -> Any:
    try:
        rank, wanted = len(y_true.shape), len(y_pred.shape)
    except (AttributeError, TypeError, ValueError):
        # No tensors, or of a number of axes that is not known.
        return y_true
    longer = y_true.shape if rank > wanted else y_pred.shape
    if any(size != 1 for size in longer[min(rank, wanted) :]):
        return y_true
    for _ in range(rank, wanted):
        y_true = keras.ops.expand_dims(y_true, -1)
    for _ in range(wanted, rank):
        y_true = keras.ops.squeeze(y_true, -1)
    return y_true


def layer_class(
    name: str,
    methods: Mapping[str, Mapping[str, Any]],
    attributes: Mapping[str, Any] | None = None,
    base: type | None = None,
) -> type:
    """Return a layer class of these methods, registered for saving and loading.

    Args:
        name: Name of the class. A class of the same name that was made before gives
            way.
        methods: Name of the method to a mapping: `run`, called with the layer and the
            arguments as they come; `parameters`, those behind the layer, as in
            `function()`; `is_property=True` where it is read like an attribute, and
            set like one where it has a parameter. `from_config` is called with the
            class in place of the layer.
        attributes: What the class has beside its methods.
        base: The class that it inherits from, `keras.Layer` where there is none.

    Returns:
        A subclass of `base`. The arguments that every Keras layer takes (`name`,
        `dtype`, `trainable`, ...) may be given to it in any case; where its own
        `__init__` has no place for them, they wait for that of `base`: see
        `initialize()`.
    """
    base = keras.Layer if base is None else base
    namespace: dict[str, Any] = {"__module__": "R", **(attributes or {})}
    for method, code in methods.items():
        namespace[method] = _method(method, **code)

    def add_weight(self: Any, shape: Any = None, *args: Any, **kwargs: Any) -> Any:
        # Where all numbers are floats, a shape is one of them too.
        cls: Any = made[0]
        add: Any = super(cls, self).add_weight
        return add(_whole(shape), *args, **kwargs)

    namespace.setdefault("add_weight", add_weight)
    if "__init__" in methods and "get_config" not in namespace:
        namespace["get_config"] = _automatic_config(lambda: made[0], base)
    made: list[type] = [type(base)(name, (base,), namespace)]
    register = keras.saving.register_keras_serializable(package="R", name=name)
    register(made[0])
    return made[0]


def initialize(layer: Any, cls: Any, *args: Any, **kwargs: Any) -> None:
    """Run the `__init__` of the class that a layer's class builds on.

    Args:
        layer: The layer that is being made.
        cls: The class made by `layer_class()` whose own `__init__` runs.
        *args: What that `__init__` passes on.
        **kwargs: Likewise; with them go the arguments of every Keras layer that it had
            no place for.
    """
    waiting = layer.__dict__.pop("_r_keywords", {})
    base: Any = super(cls, layer)
    base.__init__(*args, **{**waiting, **kwargs})


def _whole(shape: Any) -> Any:
    if shape is None:
        return ()
    # R's arrays come as NumPy's, and a size may be a tensor.
    sizes = keras.tree.flatten(
        keras.tree.map_structure(
            lambda size: size.tolist() if hasattr(size, "tolist") else size, shape
        )
    )
    for size in sizes:
        finite = isinstance(size, numbers.Real) and math.isfinite(size)
        if not (finite and size == int(size) and size >= 0):
            shown = ", ".join("NA" if n is None or n != n else str(n) for n in sizes)
            raise ValueError(
                "`shape` in `add_weight()` must be whole numbers of at least 0, "
                f"not ({shown})."
            )
    return tuple(int(size) for size in sizes)


def _automatic_config(cls: Callable[[], Any], base: type) -> Callable[..., Any]:
    """Return Keras' own `get_config()`, which tells users of R where it fails."""

    # With the mark by which Keras knows it for its own.
    @functools.wraps(base.get_config)  # type: ignore[attr-defined]
    def get_config(self: Any) -> Any:
        try:
            return super(cls(), self).get_config()
        except NotImplementedError:
            names = self.__dict__.get("_r_unsaved") or ["..."]
            raise NotImplementedError(_unsaved_message(names)) from None

    return get_config


def _unsaved_message(names: Sequence[str]) -> str:
    listed = ", ".join(f"`{name}`" for name in names)
    config = ", ".join(
        f"{name} = keras$saving$serialize_keras_object(self${name})" for name in names
    )
    again = "; ".join(
        f"config${name} <- keras$saving$deserialize_keras_object(config${name})"
        for name in names
    )
    return (
        f"{listed} cannot be saved: only single numbers, strings and flags can, and "
        "lists of them. Tell `Layer()` what to save and how to make the layer from it, "
        "for example\n"
        f"get_config = function() modifyList(super$get_config(), list({config}))\n"
        f"from_config = function(config) {{{again}; do.call(`__class__`, config)}}"
    )


def _remember_unsaved(layer: Any, arguments: Mapping[str, Any]) -> None:
    unsaved = [
        name
        for name, value in arguments.items()
        if not all(
            value is None or isinstance(value, str | int | float | bool)
            for value in keras.tree.flatten(value)
        )
    ]
    # Where classes build on one another, the first has what was given.
    layer.__dict__.setdefault("_r_unsaved", unsaved)


def _method(
    name: str,
    run: Callable[..., Any],
    parameters: Sequence[Parameter] = (),
    is_property: bool = False,
) -> Any:
    parameters = [{"name": "self"}, *parameters]
    run = guarded(run)
    if name == "__init__":
        return _initializer(run, parameters)
    method = _define(run, name, parameters)
    if name == "from_config":
        return classmethod(method)
    if is_property:
        read = _define(run, name, parameters[:1])
        return property(read, method if len(parameters) > 1 else None)
    return method


def _initializer(run: Callable[..., Any], parameters: Sequence[Parameter]) -> Any:
    if any(parameter.get("rest") for parameter in parameters):

        def pass_all(self: Any, **kwargs: Any) -> None:
            self.__dict__["_r_keywords"] = {}
            _remember_unsaved(self, kwargs)
            run(self, **kwargs)
            _check_initialized(self)

        return _define(pass_all, "__init__", parameters)

    def keep_the_rest(self: Any, **kwargs: Any) -> None:
        own = {
            p["name"]: kwargs.pop(p["name"]) for p in parameters if p["name"] in kwargs
        }
        # Keras allows no attribute before its own `__init__` has run.
        self.__dict__["_r_keywords"] = kwargs
        _remember_unsaved(self, own)
        run(self, **own)
        _check_initialized(self)

    return _define(
        keep_the_rest, "__init__", [*parameters, {"name": "...", "rest": True}]
    )


def _check_initialized(layer: Any) -> None:
    # `initialize()` takes these out.
    if "_r_keywords" in layer.__dict__:
        raise ValueError(
            f"`initialize()` of the layer class {type(layer).__name__} must call "
            "`super$initialize()` before it stores anything in `self`."
        )


def _define(
    run: Callable[..., Any], name: str, parameters: Sequence[Parameter]
) -> Callable[..., Any]:
    """Return a function of these parameters that hands them on to `run` by name.

    What a rest takes without a name is handed on so, save in `__init__`: Keras can save
    a layer's arguments only where each has a name.

    Keras looks at signatures in many ways, and copies what `__signature__` says onto
    functions of other parameters: so it is written out and compiled. A default that
    only the other language can compute stands as None, and None is not handed on.
    """
    head: list[str] = []
    values: dict[str, Any] = {"_run": run}
    passed = []
    taken = {identifier(p["name"]) for p in parameters if not p.get("rest")}
    args, kwargs = _unused("args", taken), _unused("kwargs", taken)
    end = len(parameters)
    rest = next((i for i, p in enumerate(parameters) if p.get("rest")), end)
    has_args = rest < end and name != "__init__"
    for i, parameter in enumerate(parameters):
        if i == rest:
            if has_args:
                head.append(f"*{args}")
            continue
        python_name = identifier(parameter["name"])
        if "default" in parameter or parameter.get("in_r"):
            values[f"_default_{i}"] = parameter.get("default")
            head.append(f"{python_name}=_default_{i}")
        else:
            head.append(python_name)
        if python_name == "self":
            continue
        value = f"{{{parameter['name']!r}: {python_name}}}"
        if parameter.get("in_r"):
            # What comes behind it without a name would take its place.
            alone = f" and not {args}" if has_args and i < rest else ""
            value = f"({{}} if {python_name} is None{alone} else {value})"
        passed.append(f"**{value}")
    first = ["self"] if head[:1] == ["self"] else []
    if has_args:
        first.append(f"*{args}")
    if rest < end:
        # Python wants it at the end.
        head.append(f"**{kwargs}")
        passed.append(f"**{kwargs}")
    source = (
        f"def function({', '.join(_required_first(head))}):\n"
        f"    return _run({', '.join([*first, *passed])})\n"
    )
    exec(compile(source, "<R>", "exec"), values)
    function: Callable[..., Any] = values["function"]
    function.__name__ = function.__qualname__ = name
    return function


def _required_first(head: list[str]) -> list[str]:
    """Give parameters that stand behind one with a default a default as well."""
    seen = by_name = False
    result = []
    for parameter in head:
        seen = seen or "=" in parameter
        by_name = by_name or parameter.startswith("*")
        bare = seen and not by_name and "=" not in parameter
        result.append(f"{parameter}=None" if bare else parameter)
    return result


def _unused(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def identifier(name: str) -> str:
    """Return the name that a parameter has in Python.

    Args:
        name: Its name in the other language.

    Example:
    >>> [identifier(name) for name in ("units", "na.rm", "lambda")]
    ['units', 'na_rm', 'lambda_']
    """
    name = "".join(letter if letter.isalnum() else "_" for letter in name)
    return f"{name}_" if keyword.iskeyword(name) or name[:1].isdigit() else name
