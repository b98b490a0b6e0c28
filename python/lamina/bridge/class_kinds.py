"""What a class of R gets by its kind, beside what every one has."""

import functools
import math
import numbers
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np

from lamina._backend import own_steps
from lamina.bridge.callbacks import adds_one, called_from_one
from lamina.bridge.class_config import GetClass, keras_config, own_config
from lamina.bridge.r_losses import comparison
from lamina.bridge.signatures import Parameter, define

# Makes a method: of its name, its code and its parameters, `self` the first.
Wrap = Callable[[str, Callable[..., Any], Sequence[Parameter]], Any]

Namespace = Mapping[str, Any]


def _no_members(get_class: GetClass, base: Any, own: Namespace) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Kind:
    """What classes of one kind have in common.

    Attributes:
        base: Gives Keras' class.
        word: What an object is called in messages.
        package: Under which Keras registers classes, "" where it does not.
        methods: How methods of Keras' names are made.
        members: Methods that a class has where it does not define them, from a function
            that gives the class, the class that it inherits from, and what is its own.
        is_strict: Whether `initialize()` must call that of Keras.
    """

    base: Callable[[], type]
    word: str
    package: str
    methods: Mapping[str, Wrap] = field(default_factory=dict)
    members: Callable[[GetClass, Any, Namespace], dict[str, Any]] = _no_members
    is_strict: bool = False


# ---- Layers, models and metrics: variables ------------------------------------------


def _whole_shape(
    get_class: GetClass, name: str, begins_at_zero: bool = False
) -> Callable[..., Any]:
    """Return a method of Keras that adds a variable, for which shapes are floats."""

    def add(self: Any, shape: Any = None, *args: Any, **kwargs: Any) -> Any:
        # Where all numbers are floats, a shape is one of them too.
        add_variable = getattr(super(get_class(), self), name)
        if begins_at_zero and not args and kwargs.get("initializer") is None:
            kwargs["initializer"] = "zeros"
        return add_variable(_whole(shape, name), *args, **kwargs)

    return add


def _whole(shape: Any, method: str) -> Any:
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
                f"`shape` in `{method}()` must be whole numbers of at least 0, "
                f"not ({shown})."
            )
    return tuple(int(size) for size in sizes)


def _layer_members(get_class: GetClass, base: Any, own: Namespace) -> dict[str, Any]:
    members: dict[str, Any] = {"add_weight": _whole_shape(get_class, "add_weight")}
    if "__init__" in own:
        members["get_config"] = keras_config(get_class, base)
    return members


def _with_config(
    maker: str, word: str, get_class: GetClass, base: Any, own: Namespace
) -> dict[str, Any]:
    # What describes itself in a way of its own must also be made in one.
    if "__init__" not in own or "get_config" in own:
        return {}
    return own_config(get_class, base, maker, word)


def _model_members(get_class: GetClass, base: Any, own: Namespace) -> dict[str, Any]:
    return {
        "add_weight": _whole_shape(get_class, "add_weight"),
        **_with_config("Model", "model", get_class, base, own),
        **own_steps.members(get_class, base, own),
    }


def _metric_members(get_class: GetClass, base: Any, own: Namespace) -> dict[str, Any]:
    # To which they are reset, too.
    adds = {
        name: _whole_shape(get_class, name, begins_at_zero=True)
        for name in ("add_variable", "add_weight")
    }
    return {**adds, **_with_config("Metric", "metric", get_class, base, own)}


def _members_of(
    maker: str, word: str
) -> Callable[[GetClass, Any, Namespace], dict[str, Any]]:
    def members(get_class: GetClass, base: Any, own: Namespace) -> dict[str, Any]:
        return _with_config(maker, word, get_class, base, own)

    return members


# ---- Losses and metrics: targets ----------------------------------------------------


def _compared(
    name: str, run: Callable[..., Any], parameters: Sequence[Parameter]
) -> Any:
    """Return a method of targets, which come in the shape of the predictions."""
    method = define(run, name, parameters)

    # With its signature.
    @functools.wraps(method)
    def compare(self: Any, *args: Any, **kwargs: Any) -> Any:
        def of_self(*args: Any, **kwargs: Any) -> Any:
            return method(self, *args, **kwargs)

        # By whatever names the method calls them.
        for target in ("y_true", "y_pred")[len(args) :]:
            if target not in kwargs:
                break
            args = (*args, kwargs.pop(target))
        args = tuple(_in_floatx(x) for x in args[:2]) + args[2:]
        return comparison(of_self)(*args, **kwargs)

    return compare


def _in_floatx(x: Any) -> Any:
    # All numbers of R have the type float64, which not all backends have.
    if isinstance(x, np.ndarray) and x.dtype == np.float64:
        return keras.ops.convert_to_tensor(x, dtype=keras.config.floatx())
    return x


def _updated(
    name: str, run: Callable[..., Any], parameters: Sequence[Parameter]
) -> Any:
    """Likewise, of a metric that has targets."""
    has_targets = [p["name"] for p in parameters[1:3]] == ["y_true", "y_pred"]
    return (_compared if has_targets else _defined)(name, run, parameters)


def _defined(
    name: str, run: Callable[..., Any], parameters: Sequence[Parameter]
) -> Any:
    return define(run, name, parameters)


def _valued(name: str, run: Callable[..., Any], parameters: Sequence[Parameter]) -> Any:
    """Return a method whose result may be variables: JAX takes none out of a step."""
    method = define(run, name, parameters)

    @functools.wraps(method)
    def result(self: Any, *args: Any, **kwargs: Any) -> Any:
        return keras.tree.map_structure(_value_of, method(self, *args, **kwargs))

    return result


def _value_of(x: Any) -> Any:
    return x.value if isinstance(x, keras.Variable) else x


# ---- Models: steps ------------------------------------------------------------------


def _step(name: str, run: Callable[..., Any], parameters: Sequence[Parameter]) -> Any:
    takes_state = len(parameters) > 2 and not any(p.get("rest") for p in parameters)
    return own_steps.step(name, define(run, name, parameters), takes_state)


# ---- Callbacks: hooks ---------------------------------------------------------------

_COUNTED = [
    f"on_{part}_{end}"
    for part in ("epoch", "batch", "train_batch", "test_batch", "predict_batch")
    for end in ("begin", "end")
]
_UNCOUNTED = [
    f"on_{part}_{end}"
    for part in ("train", "test", "predict")
    for end in ("begin", "end")
]


def _hook(name: str, run: Callable[..., Any], parameters: Sequence[Parameter]) -> Any:
    """Return a hook that R sees counted from 1, with the arguments that it takes.

    What it returns by names joins the logs.
    """
    own = parameters[1:]
    takes = None if any(p.get("rest") for p in own) else len(own)

    def call(self: Any, values: list[Any]) -> None:
        logs = values[-1]
        returned = run(self, *values[:takes])
        if isinstance(returned, dict) and isinstance(logs, dict):
            logs.update(returned)

    if name in _COUNTED:

        def counted(self: Any, index: Any, logs: Any = None) -> None:
            call(self, [index + 1, logs])

        return adds_one(_named(counted, name))

    def uncounted(self: Any, logs: Any = None) -> None:
        call(self, [logs])

    return _named(uncounted, name)


def _named(method: Callable[..., Any], name: str) -> Callable[..., Any]:
    method.__name__ = method.__qualname__ = name
    return method


def of_base(kind: str, method: str, bound: Any, instance: Any) -> Any:
    """Return a method of the class that a class of R builds on, as R's code calls it.

    Args:
        kind: The kind of the class.
        method: The method's name.
        bound: The method, bound to the object.
        instance: The object.

    Example:
    >>> of_base("callback", "on_epoch_end", lambda epoch, logs=None: epoch, None)(1)
    0
    """
    if kind == "callback" and method in _COUNTED:
        return called_from_one(bound)
    if kind == "model" and method in own_steps.STEPS:
        return own_steps.with_state(method, bound, instance)
    return bound


# ---- All ----------------------------------------------------------------------------

KINDS = {
    "layer": Kind(
        lambda: keras.Layer, "layer", "R", members=_layer_members, is_strict=True
    ),
    "model": Kind(
        lambda: keras.Model,
        "model",
        "R.model",
        methods=dict.fromkeys(own_steps.STEPS, _step),
        members=_model_members,
        is_strict=True,
    ),
    "loss": Kind(
        lambda: keras.Loss,
        "loss",
        "R.loss",
        methods={"call": _compared},
        members=_members_of("Loss", "loss"),
    ),
    "metric": Kind(
        lambda: keras.Metric,
        "metric",
        "R.metric",
        methods={"update_state": _updated, "result": _valued},
        members=_metric_members,
    ),
    "callback": Kind(
        lambda: keras.callbacks.Callback,
        "callback",
        "",
        methods=dict.fromkeys([*_COUNTED, *_UNCOUNTED], _hook),
    ),
    "constraint": Kind(
        lambda: keras.constraints.Constraint,
        "constraint",
        "R.constraint",
        members=_members_of("Constraint", "constraint"),
    ),
    "schedule": Kind(
        lambda: keras.optimizers.schedules.LearningRateSchedule,
        "schedule",
        "R.schedule",
        members=_members_of("LearningRateSchedule", "schedule"),
    ),
    "object": Kind(lambda: object, "object", ""),
}
