"""Let layers draw with keys, in one thread, and all else stay as it is."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import keras

from lamina._backend import untraced
from lamina._keras import seed_generators, takes_training
from lamina.layers.draws_with import Draw, Method, draw_of, way_of
from lamina.uncertainty.draws import (
    Draws,
    SourceNumbers,
    are_in_force,
    draws_of,
    in_force,
)
from lamina.uncertainty.keras_cells import is_dropout_cell
from lamina.uncertainty.keyed_seeds import global_seed, keyed_seeds
from lamina.uncertainty.loops import counted
from lamina.uncertainty.stand_ins import Replaced, class_like, standing_in


@contextlib.contextmanager
def drawing(
    layers: Iterable[Any], draws: Draws, others: Iterable[Any] = ()
) -> Iterator[None]:
    """Let layers draw with the keys of `draws`, whatever the mode; all else stays.

    They draw in this thread alone: in others they are as before, and several threads
    may draw from the same layers.

    Args:
        layers: The layers, as `drawing_layers()` returns them.
        draws: Holds the keys.
        others: Layers that draw in inference, if they do: with the keys too.

    Example:
    >>> from lamina.uncertainty.keyed_numbers import row_keys
    >>> layer, draws = keras.layers.Dropout(0.5), Draws()
    >>> with drawing([layer], draws):
    ...     draws.start(keras.ops.convert_to_tensor(row_keys(1, [0, 0], [3, 3])))
    ...     one, two = layer(keras.ops.ones((2, 8)))
    >>> bool(keras.ops.all(one == two)), 0 < float(keras.ops.sum(one)) < 16
    (True, True)
    """
    # The cells of recurrent layers make masks in inference too, and use none of them.
    others = [each for each in others if not is_dropout_cell(each)]
    layers = list(layers)
    known = {id(layer) for layer in layers}
    draws.layers = [*layers, *(each for each in others if id(each) not in known)]
    sources = {id(layer): (draws, i) for i, layer in enumerate(layers)}
    # What a backend keeps traced keeps the draws, too.
    hooked = [*layers, *(each for each in others if untraced(each.call) is not None)]
    for i, layer in enumerate(draws.layers):
        for generator in seed_generators(layer):
            sources[id(generator)] = (draws, i)
            hooked.append(generator)
    with (
        in_force(sources),
        standing_in(hooked, _replaced),
        global_seed(draws, len(draws.layers)),
        counted(draws),
    ):
        yield


def _replaced(owner: Any) -> Replaced:
    """Return what a layer or seed generator has that asks which draws are in force."""
    cls: Any = type(owner)
    if isinstance(owner, keras.random.SeedGenerator):
        return keyed_seeds(cls), {}
    return _keyed_class(owner), _keyed_methods(owner)


# Called with the draws in force, the number of the source, and a method's arguments.
_Drawn = Callable[..., Any]


def _keyed_methods(layer: Any) -> dict[str, Any]:
    draw, way = draw_of(type(layer)), way_of(layer)
    if draw is not None:
        drawn = {"call": _in_place_of_call(layer, draw)}
    else:
        inside = way.methods(layer) if way is not None else {}
        drawn = {name: _with_numbers(layer, method) for name, method in inside.items()}
        drawn["call"] = _in_training(layer)
    return {name: _method(layer, name, each) for name, each in drawn.items()}


def _method(layer: Any, name: str, drawn: _Drawn) -> Callable[..., Any]:
    """Return a method that draws where its layer does, and is its own elsewhere."""
    own = getattr(layer, name)
    code = untraced(own) or own

    def method(*args: Any, **kwargs: Any) -> Any:
        found = draws_of(layer)
        if found is not None:
            return drawn(*found, *args, **kwargs)
        return (code if are_in_force() else own)(*args, **kwargs)

    return method


def _in_place_of_call(layer: Any, draw: Draw) -> _Drawn:
    def call(draws: Draws, source: int, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        return draw(layer, inputs, SourceNumbers(draws, source))

    return call


def _with_numbers(layer: Any, method: Method) -> _Drawn:
    def with_numbers(draws: Draws, source: int, *args: Any, **kwargs: Any) -> Any:
        return method(layer, SourceNumbers(draws, source), *args, **kwargs)

    return with_numbers


def _in_training(layer: Any) -> _Drawn:
    own = untraced(layer.call) or layer.call

    def training_call(draws: Draws, source: int, *args: Any, **kwargs: Any) -> Any:
        if takes_training(layer):
            kwargs["training"] = True
        with global_seed(draws, source):
            return own(*args, **kwargs)

    return training_call


def _keyed_class(layer: Any) -> type:
    """Return a class like that of a layer, whose `super().call()` draws with keys.

    It differs where the layer's own `call()` stands before one of which it is declared
    how it draws.
    """
    cls: Any = type(layer)
    if draw_of(cls) is not None:
        return cls  # type: ignore[no-any-return]
    declared = ((base, draw_of(base)) for base in cls.__mro__)
    base, draw = next((each for each in declared if each[1]), (None, None))
    if base is None or draw is None:
        return cls  # type: ignore[no-any-return]
    own: Any = base

    def call(self: Any, inputs: Any, training: bool = False) -> Any:
        found = draws_of(self)
        if found is None:
            return own.call(self, inputs, training=training)
        return draw(self, inputs, SourceNumbers(*found)) if training else inputs

    # It comes behind the layer's own class, and before the one that it builds on.
    return class_like(cls, cls, class_like(base, base, call=call))
