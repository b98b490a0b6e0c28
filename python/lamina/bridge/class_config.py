"""What objects of classes of R are saved with: the arguments they were made with."""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import keras

from lamina._keras import Functional

# A class of the kind, which may not be there yet.
GetClass = Callable[[], Any]


def note_arguments(instance: Any, arguments: Mapping[str, Any]) -> None:
    """Note what an object is made with.

    Where classes build on one another, the first has what was given.
    """
    instance.__dict__.setdefault("_r_arguments", dict(arguments))


def _is_plain(value: Any) -> bool:
    return all(
        each is None or isinstance(each, str | int | float | bool)
        for each in keras.tree.flatten(value)
    )


def keras_config(get_class: GetClass, base: Any) -> Callable[..., Any]:
    """Return Keras' own `get_config()`, which tells users of R where it fails."""

    # With the mark by which Keras knows it for its own.
    @functools.wraps(base.get_config)
    def get_config(self: Any) -> Any:
        try:
            return super(get_class(), self).get_config()
        except NotImplementedError:
            arguments = self.__dict__.get("_r_arguments", {})
            names = [name for name, x in arguments.items() if not _is_plain(x)]
            raise NotImplementedError(
                unsaved_message("Layer", "layer", names or ["..."])
            ) from None

    return get_config


def own_config(get_class: GetClass, base: Any, maker: str, word: str) -> dict[str, Any]:
    """Return `get_config()` and `from_config()` of a class of R that has none.

    Objects of Keras among the arguments are described, and made again; of a functional
    model its graph.

    Args:
        get_class: Gives the class.
        base: The class that it inherits from.
        maker: The R function that makes classes of the kind.
        word: What an object of the class is.
    """

    # With the mark by which Keras knows it for its own.
    @functools.wraps(base.get_config)
    def get_config(self: Any) -> Any:
        try:
            of_base = super(get_class(), self).get_config()
        except NotImplementedError:
            # Keras' own has none where an argument is no number, string or flag.
            of_base = {"name": self.name} if hasattr(self, "name") else {}
        arguments = dict(self.__dict__.get("_r_arguments", {}))
        described = _described_graph(self, arguments)
        unsaved = []
        for name, value in arguments.items():
            try:
                described[name] = _described(value)
            except (TypeError, ValueError, NotImplementedError):
                unsaved.append(name)
        if unsaved:
            raise NotImplementedError(unsaved_message(maker, word, unsaved))
        return {**of_base, **described}

    def from_config(cls: Any, /, config: Any, **kwargs: Any) -> Any:
        config = {name: _made(value) for name, value in config.items()}
        graph = config.pop(_GRAPH, None)
        if graph is not None:
            model = keras.Model.from_config(graph, **kwargs)
            config |= {"inputs": model.input, "outputs": model.output}
        return super(get_class(), cls).from_config(config, **kwargs)

    return {"get_config": get_config, "from_config": classmethod(from_config)}


# Where the configuration of a model of a class has that of what it computes.
_GRAPH = "functional_graph"


def _described_graph(instance: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """Take the ends of a functional model out of its arguments, and describe them."""
    names = ("inputs", "outputs")
    if not (isinstance(instance, Functional) and set(names) <= set(arguments)):
        return {}
    ends = {name: arguments.pop(name) for name in names}
    return {_GRAPH: keras.Model(**ends, name=instance.name).get_config()}


def _described(value: Any) -> Any:
    return value if _is_plain(value) else keras.saving.serialize_keras_object(value)


def _made(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_made(each) for each in value]
    if isinstance(value, dict) and {"class_name", "config"} <= set(value):
        return keras.saving.deserialize_keras_object(value)
    return value


def unsaved_message(maker: str, word: str, names: Sequence[str]) -> str:
    """Return what to do about arguments that cannot be saved, in R.

    Example:
    >>> unsaved_message("Loss", "loss", ["what"]).split(":")[0]
    '`what` cannot be saved'
    """
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
        f"lists of them. Tell `{maker}()` what to save and how to make the {word} from "
        "it, for example\n"
        f"get_config = function() modifyList(super$get_config(), list({config}))\n"
        f"from_config = function(config) {{{again}; do.call(`__class__`, config)}}"
    )
