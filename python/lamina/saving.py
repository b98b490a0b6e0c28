"""Save models that open in plain Keras, and open models with lamina's layers.

A saved spatial dropout layer reads the same whether Keras' layer or lamina's wrote
it. Keras opens it as its own layer, the functions here as lamina's. Importing lamina
changes nothing for `keras.saving.load_model()` and its kin. `pickle` and
`copy.deepcopy()` go the way of Keras: what they give has Keras' layers.
"""

import json
import os
import shutil
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras

# Keras has no public way for a class to be saved under the name of another.
from keras.src.api_export import REGISTERED_OBJS_TO_NAMES

from lamina.spatial_dropout import (
    SpatialDropout1D,
    SpatialDropout2D,
    SpatialDropout3D,
)

_LAYERS = {
    cls.__name__: cls for cls in (SpatialDropout1D, SpatialDropout2D, SpatialDropout3D)
}

_FROM_CONFIG_CLASS = "lamina>from_config"

# From so many layers on a Sequential model is made at once where that costs a copy of
# its file.
_MANY_LAYERS = 20


class _Sequential:
    """Makes a `keras.Sequential` at once, where Keras adds the layers one by one.

    That takes time that grows with the square of their number.
    """

    @staticmethod
    def from_config(config: dict[str, Any]) -> Any:
        layers = config.get("layers", ())
        if "name" not in config or not all("module" in layer for layer in layers):
            # From before Keras 3, or no configuration.
            return keras.Sequential.from_config(config)
        made = [keras.saving.deserialize_keras_object(layer) for layer in layers]
        model = keras.Sequential(made, name=config["name"])
        shape = config.get("build_input_shape")
        if isinstance(shape, list | tuple) and not model.built:
            model.build(shape)
        return model


# What is made in place of a class of Keras, by the class's name and its module.
_STAND_INS = {
    **{(name, "keras.layers"): cls for name, cls in _LAYERS.items()},
    ("Sequential", "keras"): _Sequential,
}

# Only from class to name: Keras' look-up from name to class still finds its own layers.
for _name, _cls in _LAYERS.items():
    REGISTERED_OBJS_TO_NAMES[_cls] = f"keras.layers.{_name}"


def load_model(
    filepath: str | os.PathLike[str],
    custom_objects: dict[str, Any] | None = None,
    compile: bool = True,
    safe_mode: bool = True,
) -> Any:
    """Open a saved model, with lamina's layers in place of Keras' spatial dropout.

    It does not matter whether the model was saved with lamina's layers or Keras'.

    Args:
        filepath: Path of a `.keras` file, of a folder saved with `zipped=False`, or of
            a `.h5` file. Anything else that `keras.saving.load_model()` opens is opened
            too, but keeps Keras' layers, and so do layers inside of wrappers such as
            TimeDistributed in a `.h5` file.
        custom_objects: Dictionary from names to classes or functions that the model
            uses and Keras does not know.
        compile: Whether to compile the model as it was when saved.
        safe_mode: Whether to refuse Python lambdas, which can run any code.

    Returns:
        The model, with its weights and the state of its optimizer. As in Keras, seeds
        begin anew.

    Raises:
        ValueError: There is no model at `filepath`, or it is not safe to open.
        TypeError: The model uses a class that is not known.

    While a model with spatial dropout layers, or a Sequential one of 20 layers or more,
    is opened, the folder for temporary files holds a copy of it.

    Example:
    >>> import keras, tempfile
    >>> model = keras.Sequential([keras.Input((8, 8, 3)), SpatialDropout2D(0.2)])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     model.save(f"{folder}/model.keras")
    ...     plain = keras.saving.load_model(f"{folder}/model.keras")
    ...     again = load_model(f"{folder}/model.keras")
    >>> isinstance(plain.layers[0], SpatialDropout2D)
    False
    >>> isinstance(again.layers[0], SpatialDropout2D)
    True
    """
    with (
        _naming_lamina(Path(filepath)) as renamed,
        _before_registered(custom_objects),
    ):
        return keras.saving.load_model(
            renamed or filepath,
            custom_objects=_known(custom_objects),
            compile=compile,
            safe_mode=safe_mode,
        )


def model_from_json(
    json_string: str, custom_objects: dict[str, Any] | None = None
) -> Any:
    """Make a model from its JSON description, with lamina's spatial dropout layers.

    Args:
        json_string: What `model.to_json()` gave.
        custom_objects: Dictionary from names to classes or functions that the model
            uses and Keras does not know.

    Returns:
        A model with fresh weights.

    Raises:
        TypeError: The model uses a class that is not known.

    Example:
    >>> import keras
    >>> model = keras.Sequential([keras.Input((8, 8, 3)), SpatialDropout2D(0.2)])
    >>> type(model_from_json(model.to_json()).layers[0]) is SpatialDropout2D
    True
    """
    return deserialize(json.loads(json_string), custom_objects)


def deserialize(
    config: Any, custom_objects: dict[str, Any] | None = None, safe_mode: bool = True
) -> Any:
    """Make a layer or model from its full description, with lamina's layers.

    Args:
        config: What `keras.saving.serialize_keras_object()` gave: a dictionary with
            the class of the object and its configuration.
        custom_objects: Dictionary from names to classes or functions that it uses and
            Keras does not know.
        safe_mode: Whether to refuse Python lambdas, which can run any code.

    Returns:
        The object.

    Raises:
        TypeError: A class is not known, or refuses its configuration.
        ValueError: It is not safe to make.

    Example:
    >>> import keras
    >>> layer = keras.layers.SpatialDropout2D(0.2)
    >>> config = keras.saving.serialize_keras_object(layer)
    >>> type(deserialize(config)) is SpatialDropout2D
    True
    """
    with _before_registered(custom_objects):
        return keras.saving.deserialize_keras_object(
            _with_lamina_names(config),
            custom_objects=_known(custom_objects),
            safe_mode=safe_mode,
        )


def from_config(
    cls: type, config: dict[str, Any], custom_objects: dict[str, Any] | None = None
) -> Any:
    """Make a layer or model from its class and configuration, with lamina's layers.

    Args:
        cls: Class of the layer or model to make, such as `keras.Sequential`.
        config: Dictionary from `get_config()` of an object of that class.
        custom_objects: Dictionary from names to classes or functions that it uses and
            Keras does not know.

    Returns:
        A new layer or model, with fresh weights.

    Raises:
        TypeError: A class is not known, or refuses its configuration.

    Example:
    >>> import keras
    >>> model = keras.Sequential([keras.Input((8, 8, 3)), SpatialDropout2D(0.2)])
    >>> again = from_config(keras.Sequential, model.get_config())
    >>> type(again.layers[0]) is SpatialDropout2D
    True
    """
    if cls is keras.Sequential:
        cls = _Sequential
    return deserialize(
        {
            "module": cls.__module__,
            "class_name": cls.__name__,
            "config": config,
            "registered_name": _FROM_CONFIG_CLASS,
        },
        {**(custom_objects or {}), _FROM_CONFIG_CLASS: cls},
    )


def clone_model(
    model: Any,
    input_tensors: Any = None,
    clone_function: Callable[[Any], Any] | None = None,
    call_function: Callable[..., Any] | None = None,
    recursive: bool = False,
) -> Any:
    """Make a new model of the same layers, with fresh weights.

    Like `keras.models.clone_model()`, and spatial dropout layers are lamina's in the
    clone, also inside of other layers such as TimeDistributed.

    Args:
        model: A Sequential or functional model. Another model is cloned as Keras
            clones it, with Keras' layers inside.
        input_tensors: Keras tensors to build the clone on. By default new inputs.
        clone_function: Function that takes a layer and returns the layer to put in its
            place. By default a new layer of the same configuration.
        call_function: For functional models, a function of a layer and its arguments
            that calls it. By default the layer is called.
        recursive: Whether to go into models that are layers of `model`.

    Returns:
        The new model.

    Raises:
        ValueError: `model` cannot be cloned in the way asked for.

    Example:
    >>> import keras
    >>> model = keras.Sequential(
    ...     [keras.Input((8, 8, 3)), keras.layers.SpatialDropout2D(0.2)]
    ... )
    >>> type(clone_model(model).layers[0]) is SpatialDropout2D
    True
    """
    if clone_function is None and isinstance(model, keras.Sequential | keras.Function):
        clone_function = _clone_layer
    return keras.models.clone_model(
        model,
        input_tensors=input_tensors,
        clone_function=clone_function,
        call_function=call_function,
        recursive=recursive,
    )


def _clone_layer(layer: Any) -> Any:
    cls = _LAYERS.get(type(layer).__name__)
    if cls is None or not issubclass(cls, type(layer)):
        cls = type(layer)
    return from_config(cls, layer.get_config())


@contextmanager
def _before_registered(custom_objects: dict[str, Any] | None) -> Iterator[None]:
    """Let custom objects go before what is registered under the same names."""
    registered = keras.saving.get_custom_objects()
    hidden = {name: registered.pop(name, None) for name in custom_objects or {}}
    try:
        yield
    finally:
        registered.update({k: obj for k, obj in hidden.items() if obj is not None})


def _known(custom_objects: dict[str, Any] | None) -> dict[str, Any]:
    # By the bare name for HDF5 files and for JSON from before Keras 3, which hold no
    # more than that.
    return {
        **_LAYERS,
        **{_lamina_name(name): cls for (name, _), cls in _STAND_INS.items()},
        **(custom_objects or {}),
    }


def _lamina_name(class_name: str) -> str:
    return f"lamina>{class_name}"


def _with_lamina_names(config: Any) -> Any:
    """Give what lamina makes itself a name in the configuration that Keras looks up.

    Keras finds a class among `custom_objects` by its registered name alone, and its own
    layers have none.
    """
    if isinstance(config, dict):
        renamed = {key: _with_lamina_names(value) for key, value in config.items()}
        name = config.get("class_name")
        if (
            isinstance(name, str)
            and (name, config.get("module")) in _STAND_INS
            and not _is_short(config)
        ):
            renamed["registered_name"] = _lamina_name(name)
        return renamed
    if isinstance(config, list):
        return [_with_lamina_names(value) for value in config]
    if isinstance(config, tuple):
        return tuple(_with_lamina_names(value) for value in config)
    return config


def _is_short(config: dict[str, Any]) -> bool:
    layers = (config.get("config") or {}).get("layers")
    return isinstance(layers, list) and len(layers) < _MANY_LAYERS


@contextmanager
def _naming_lamina(filepath: Path) -> Iterator[Path | None]:
    """Give a copy of a saved model that names lamina's layers, None if it has none."""
    if filepath.is_dir() and (filepath / "config.json").is_file():
        text = (filepath / "config.json").read_text(encoding="utf-8")
    elif filepath.suffix == ".keras" and zipfile.is_zipfile(filepath):
        with zipfile.ZipFile(filepath) as archive:
            text = archive.read("config.json").decode("utf-8")
    else:
        yield None
        return

    config = json.loads(text)
    renamed = _with_lamina_names(config)
    if renamed == config:
        yield None
        return

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / filepath.name
        if filepath.is_dir():
            shutil.copytree(filepath, copy)
            (copy / "config.json").write_text(json.dumps(renamed), encoding="utf-8")
        else:
            shutil.copyfile(filepath, copy)
            # Of two members of one name the last one counts, and so the weights need
            # not be unpacked and packed again.
            with zipfile.ZipFile(copy, "a") as archive, warnings.catch_warnings():
                warnings.filterwarnings("ignore", "Duplicate name", UserWarning)
                archive.writestr("config.json", json.dumps(renamed))
        yield copy
