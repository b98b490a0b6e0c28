"""States of a model in a folder that Orbax wrote: all of one comes back, or an error.

Keras looks for each variable by its path and passes over what it does not find. The
path of a Sequential model that is opened is another one than it was, for its own name
is not in front any more: Keras then leaves new weights in the model, and says nothing.
"""

import importlib
import json
import os
import warnings
from pathlib import Path
from typing import Any

import keras
import numpy as np

from lamina._keras import load_assets
from lamina.models.deserializing import deserialize

_WEIGHTS = ("trainable_variables", "non_trainable_variables")
_OPTIMIZER = "optimizer_variables"
# Seeds begin anew.
_SEED = "seed_generator_state"


def is_orbax_folder(folder: str | os.PathLike[str]) -> bool:
    """Whether a folder has states by their numbers, as Orbax keeps them."""
    return bool(steps_in(folder))


def steps_in(folder: str | os.PathLike[str]) -> list[int]:
    """The numbers of the states in a folder, in their order.

    Example:
    >>> steps_in("no such folder")
    []
    """
    try:
        parts = list(Path(folder).iterdir())
    except OSError:
        return []
    return sorted(int(each.name) for each in parts if _is_step(each))


def _is_step(folder: Path) -> bool:
    # Behind folders that are being written stands more than the number.
    return folder.name.isdecimal() and folder.is_dir()


def open_orbax(
    folder: str | os.PathLike[str],
    custom_objects: dict[str, Any] | None,
    compile: bool,
    safe_mode: bool,
) -> Any:
    """Make the model of the last state in a folder, as it was.

    Raises:
        ValueError: The folder has weights alone, or not all that the model has.
    """
    orbax, last = _orbax(), _last(folder)
    parts = orbax.checkpointables_metadata(last).metadata
    if "model_config" not in parts:
        raise ValueError(
            "The folder has weights without a model: build the model, and read them "
            "as its weights."
        )
    config = json.loads(_load(folder, "model_config")["config"])
    if not compile:
        config["compile_config"] = None
    model = deserialize(config, custom_objects, safe_mode)
    if "assets" in parts:
        load_assets(model, _load(folder, "assets"))
    read_orbax(model, folder, whole=True)
    return model


def _orbax() -> Any:
    # It is no module that could be imported by this name.
    return importlib.import_module("orbax.checkpoint").v1


def _last(folder: str | os.PathLike[str]) -> Path:
    return Path(folder).absolute() / str(steps_in(folder)[-1])


def _load(folder: str | os.PathLike[str], part: str) -> Any:
    with warnings.catch_warnings():
        # The devices are those that it was written from.
        warnings.filterwarnings("ignore", "Sharding info not provided", UserWarning)
        return _orbax().load_checkpointables(_last(folder), {part: None})[part]


def read_orbax(model: Any, folder: str | os.PathLike[str], whole: bool = False) -> None:
    """Give a model the last state in a folder: the weights, and the optimizer's.

    Args:
        model: A built model.
        folder: Folder that `keras.callbacks.OrbaxCheckpoint` wrote.
        whole: Whether the optimizer in the folder must fit, too. Else it is read where
            it has the same variables.

    Raises:
        ValueError: The weights in the folder are not those of the model, which stays
            as it was.
    """
    state = _load(folder, "pytree")
    saved = {}
    for key in _WEIGHTS:
        saved.update(_by_path(state.get(key) or {}))
    saved = {path: value for path, value in saved.items() if not path.endswith(_SEED)}
    places = _places([weight.path for weight in model.weights], list(saved))
    found = [(each, saved[places[each.path]]) for each in model.weights]
    optimizer = getattr(model, "optimizer", None)
    if optimizer is not None and state.get(_OPTIMIZER):
        found += _of_optimizer(
            optimizer.variables, _by_path(state[_OPTIMIZER]), places, whole
        )
    for variable, value in found:
        if tuple(variable.shape) != np.shape(value):
            raise ValueError(
                f"The state has the shape {np.shape(value)} for {variable.path}, not "
                f"{tuple(variable.shape)}."
            )
    for variable, value in found:
        variable.assign(keras.ops.convert_to_tensor(np.asarray(value), variable.dtype))


def _by_path(tree: Any, before: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in tree.items():
        if isinstance(value, dict):
            flat.update(_by_path(value, f"{before}{name}/"))
        else:
            flat[f"{before}{name}"] = value
    return flat


def _places(paths: list[str], saved: list[str]) -> dict[str, str]:
    """Where each path of the model is in the state.

    As it is, or with more in front, or with the name of another model there.
    """
    twice = {path for path in paths if paths.count(path) > 1}
    if twice:
        raise ValueError(
            f"Several weights are called {sorted(twice)[0]}: which is which cannot be "
            "told. Layers need names of their own."
        )
    places = {path: path for path in paths if path in saved}
    left = [path for path in saved if path not in places]
    for path in paths:
        if path in places:
            continue
        like = [
            each
            for each in left
            if each.endswith("/" + path) or path.endswith("/" + each)
        ]
        if not like:
            inside = path.partition("/")[2]
            like = [
                each
                for each in left
                if "/" in inside and each.partition("/")[2] == inside
            ]
        if len(like) != 1:
            raise ValueError(f"The state has no weights {path}.")
        places[path] = like[0]
        left.remove(like[0])
    if left:
        raise ValueError(f"The model has no weights {left[0]}, which the state has.")
    return places


def _of_optimizer(
    variables: list[Any], saved: dict[str, Any], places: dict[str, str], whole: bool
) -> list[tuple[Any, Any]]:
    # A variable of the optimizer has the path of a weight in its name.
    flat = {
        f"/{path.replace('/', '_')}_": f"/{place.replace('/', '_')}_"
        for path, place in places.items()
        if path != place
    }
    found = []
    for variable in variables:
        names = [variable.path]
        names += [
            variable.path.replace(path, place)
            for path, place in flat.items()
            if path in variable.path
        ]
        known = [name for name in names if name in saved]
        if not known:
            if whole:
                raise ValueError(f"The state has no {variable.path} of the optimizer.")
            return []
        found.append((variable, saved[known[0]]))
    return found
