"""Classes of Keras whose code is in R."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import keras

from lamina.bridge.class_config import note_arguments
from lamina.bridge.class_kinds import KINDS, Kind
from lamina.bridge.numbers import in_types_of_defaults
from lamina.bridge.signatures import Parameter, define
from lamina.failures import guarded


def r_class(
    kind: str,
    name: str,
    methods: Mapping[str, Mapping[str, Any]],
    attributes: Mapping[str, Any] | None = None,
    base: type | None = None,
) -> type:
    """Return a class of these methods, registered for saving and loading.

    Args:
        kind: What its objects are: "layer", "model", "loss" and so on, see
            `class_kinds`; "object" for what is none of Keras'.
        name: Name of the class. A class of the same kind and name that was made before
            gives way.
        methods: Name of the method to a mapping: `run`, called with the object and the
            arguments as they come; `parameters`, those behind the object, as in
            `function()`; `is_property=True` where it is read like an attribute, and
            set like one where it has a parameter; `calls_super=False` of an `__init__`
            that does not run that of `base`. `from_config` is called with the class in
            place of the object.
        attributes: What the class has beside its methods.
        base: The class that it inherits from, Keras' own of that kind where there is
            none.

    Returns:
        A subclass of `base`. The arguments that all objects of the kind take (`name`,
        `dtype`, ...) may be given to it in any case; where its own `__init__` has no
        place for them, they wait for that of `base`: see `initialize()`.

    Example:
    >>> call = {"run": lambda self, x: 2 * x, "parameters": [{"name": "x"}]}
    >>> r_class("layer", "Double", {"call": call})(name="mine").name
    'mine'
    """
    of_kind = KINDS[kind]
    base = of_kind.base() if base is None else base
    namespace: dict[str, Any] = {"__module__": "R", **(attributes or {})}
    made: list[type] = []
    for method, code in methods.items():
        namespace[method] = _method(of_kind, method, made, **code)
    for method, own in of_kind.members(lambda: made[0], base, namespace).items():
        namespace.setdefault(method, own)
    made.append(type(base)(name, (base,), namespace))
    if of_kind.package:
        keras.saving.register_keras_serializable(of_kind.package, name)(made[0])
    return made[0]


def initialize(instance: Any, cls: Any, *args: Any, **kwargs: Any) -> None:
    """Run the `__init__` of the class that an object's class builds on.

    Args:
        instance: The object that is being made.
        cls: The class made by `r_class()` whose own `__init__` runs.
        *args: What that `__init__` passes on.
        **kwargs: Likewise; with them go the arguments of all objects of the kind that
            it had no place for.
    """
    waiting = instance.__dict__.pop("_r_keywords", {})
    base: Any = super(cls, instance)
    given = in_types_of_defaults(base.__init__, {**waiting, **kwargs})
    base.__init__(*args, **given)


def _method(
    kind: Kind,
    name: str,
    made: list[type],
    run: Callable[..., Any],
    parameters: Sequence[Parameter] = (),
    is_property: bool = False,
    calls_super: bool = True,
) -> Any:
    parameters = [{"name": "self"}, *parameters]
    run = guarded(run)
    if name == "__init__":
        return _initializer(kind, run, parameters, None if calls_super else made)
    if is_property:
        method = define(run, name, parameters)
        read = define(run, name, parameters[:1])
        return property(read, method if len(parameters) > 1 else None)
    wrap = kind.methods.get(name)
    if wrap is not None:
        return wrap(name, run, parameters)
    method = define(run, name, parameters)
    return classmethod(method) if name == "from_config" else method


def _initializer(
    kind: Kind,
    run: Callable[..., Any],
    parameters: Sequence[Parameter],
    made: list[type] | None,
) -> Any:
    """Return an `__init__`.

    Args:
        kind: The kind of the class.
        run: The code.
        parameters: What it takes.
        made: Holds the class where the code does not call that of `base` itself.
    """
    takes_all = any(parameter.get("rest") for parameter in parameters)

    def init(self: Any, **kwargs: Any) -> None:
        own = kwargs
        if not takes_all:
            names = [p["name"] for p in parameters]
            own = {name: kwargs.pop(name) for name in names if name in kwargs}
        # Keras allows no attribute before its own `__init__` has run.
        self.__dict__["_r_keywords"] = {} if takes_all else kwargs
        note_arguments(self, own)
        if made and not kind.is_strict:
            initialize(self, made[0])
        run(self, **own)
        if "_r_keywords" not in self.__dict__:
            return
        # `initialize()` takes these out.
        raise ValueError(
            f"`initialize()` of the {kind.word} class {type(self).__name__} must call "
            "`super$initialize()` before it stores anything in `self`."
        )

    if not takes_all:
        parameters = [*parameters, {"name": "...", "rest": True}]
    return define(init, "__init__", parameters)
