"""Layer classes whose code is in R."""

import functools
import math
import numbers
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import keras

from lamina.bridge.failures import guarded
from lamina.bridge.signatures import Parameter, define


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

    Example:
    >>> call = {"run": lambda self, x: 2 * x, "parameters": [{"name": "x"}]}
    >>> layer_class("Double", {"call": call})(name="mine").name
    'mine'
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
    method = define(run, name, parameters)
    if name == "from_config":
        return classmethod(method)
    if is_property:
        read = define(run, name, parameters[:1])
        return property(read, method if len(parameters) > 1 else None)
    return method


def _initializer(run: Callable[..., Any], parameters: Sequence[Parameter]) -> Any:
    if any(parameter.get("rest") for parameter in parameters):

        def pass_all(self: Any, **kwargs: Any) -> None:
            self.__dict__["_r_keywords"] = {}
            _remember_unsaved(self, kwargs)
            run(self, **kwargs)
            _check_initialized(self)

        return define(pass_all, "__init__", parameters)

    def keep_the_rest(self: Any, **kwargs: Any) -> None:
        own = {
            p["name"]: kwargs.pop(p["name"]) for p in parameters if p["name"] in kwargs
        }
        # Keras allows no attribute before its own `__init__` has run.
        self.__dict__["_r_keywords"] = kwargs
        _remember_unsaved(self, own)
        run(self, **own)
        _check_initialized(self)

    return define(
        keep_the_rest, "__init__", [*parameters, {"name": "...", "rest": True}]
    )


def _check_initialized(layer: Any) -> None:
    # `initialize()` takes these out.
    if "_r_keywords" in layer.__dict__:
        raise ValueError(
            f"`initialize()` of the layer class {type(layer).__name__} must call "
            "`super$initialize()` before it stores anything in `self`."
        )
