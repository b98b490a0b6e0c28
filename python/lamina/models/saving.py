"""Save models that open in plain Keras, and open models with lamina's layers.

A saved spatial dropout layer reads the same whether Keras' layer or lamina's wrote
it. Keras opens it as its own layer, the functions here as lamina's. Importing lamina
changes nothing for `keras.saving.load_model()` and its kin. `pickle` and
`copy.deepcopy()` go the way of Keras: what they give has Keras' layers.
"""

import importlib
import itertools
import json
import os
import shutil
import stat
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h5py  # type: ignore[import-untyped]
import keras

from lamina._keras import (
    FUNCTIONAL_MODULE,
    KERAS_2_MODULES,
    compile_config,
    layers_in,
    save_under,
)
from lamina.bridge.functions_in_models import tell_functions_apart
from lamina.bridge.saved_functions import FUNCTIONS_FILE, save_functions
from lamina.layers.spatial_dropout import (
    SpatialDropout1D,
    SpatialDropout2D,
    SpatialDropout3D,
)
from lamina.models.compiled import keep_compiled

_LAYERS = {
    cls.__name__: cls for cls in (SpatialDropout1D, SpatialDropout2D, SpatialDropout3D)
}

_CONFIG_FILE = "config.json"

_FROM_CONFIG_CLASS = "lamina>from_config"

# Keras writes these into HDF5 files, and does not find them again.
_SHORT_LOSSES = [
    spelt
    for name in ("bce", "kld", "mae", "mape", "mse", "msle")
    for spelt in (name, name.upper())
]

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
        are_from_keras_3 = isinstance(layers, list | tuple) and all(
            isinstance(layer, dict) and "module" in layer for layer in layers
        )
        if "name" not in config or not are_from_keras_3:
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

for _name, _cls in _LAYERS.items():
    save_under(_cls, f"keras.layers.{_name}")


# Endings of files in the older format.
HDF5 = (".h5", ".hdf5")


def save_model(
    model: Any,
    filepath: str | os.PathLike[str],
    overwrite: bool = False,
    zipped: bool | None = None,
) -> None:
    """Save a model as Keras does, in one piece or not at all.

    What is written stands beside `filepath` until it is whole, and is put in place
    then: a save that fails or is interrupted leaves behind what was there before.

    Args:
        model: The model to save.
        filepath: Path of a file that ends in `.keras`, or in `.h5` or `.hdf5` for the
            older format HDF5, or of a folder. Where it is a link, also one that leads
            nowhere yet, what it points to is written.
        overwrite: Whether a model that is there may be replaced. If not, it is kept
            even where another process saves it at the same time. A folder with
            anything but a saved model in it is never replaced.
        zipped: True for a file, False for a folder. By default a file where `filepath`
            has the ending of one, else a folder.

    Raises:
        FileExistsError: There is something at `filepath` that may not be replaced.
        FileNotFoundError: There is no folder to write into.
        ValueError: `filepath` does not fit `zipped`, or HDF5 would lose what a layer
            has learned.

    Example:
    >>> import keras, tempfile
    >>> model = keras.Sequential([keras.Input((8, 8, 3)), SpatialDropout2D(0.2)])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_model(model, f"{folder}/model.keras")
    ...     save_model(model, f"{folder}/model.keras")
    Traceback (most recent call last):
        ...
    FileExistsError: ...model.keras exists already; `overwrite=True` replaces it.
    """
    path = Path(filepath)
    is_file = path.suffix in (".keras", *HDF5)
    if zipped is None:
        zipped = is_file
    if zipped != is_file:
        raise ValueError(
            "`filepath` must end in `.keras` or `.h5` for a file, and must not for a "
            f"folder, not be {str(filepath)!r}."
        )
    lost = lost_in_hdf5(model) if path.suffix in HDF5 else []
    if lost:
        raise ValueError(
            f"HDF5 would lose what {', '.join(map(repr, lost))} has learned: a file "
            "that ends in `.keras` keeps it."
        )
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise FileNotFoundError(f"The folder {str(target.parent)!r} does not exist.")
    _check_may_write(target, overwrite, zipped)
    # A name that Keras takes for that of a new file.
    part = Path(tempfile.mkdtemp(prefix=".saving-", dir=target.parent))
    try:
        # A link may lead to a name of any ending, by which Keras would go.
        ending = path.suffix if path.suffix in HDF5 else ".keras"
        written = part / (f"model{ending}" if zipped else "model")
        prepare_to_save(model)
        model.save(written, zipped=zipped)
        save_functions(model, str(written))
        put_in_place(written, target, overwrite)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def lost_in_hdf5(model: Any) -> list[str]:
    """Return the names of layers that keep more than weights, such as a vocabulary.

    Example:
    >>> import keras
    >>> words = keras.layers.StringLookup(vocabulary=["a"], name="words")
    >>> lost_in_hdf5(keras.Sequential([words])), lost_in_hdf5(keras.layers.Dense(2))
    (['words'], [])
    """
    return [
        layer.name
        for layer in layers_in(model)
        if hasattr(layer, "save_assets")
        or (
            type(layer).save_own_variables is not keras.Layer.save_own_variables
            and not type(layer).save_own_variables.__module__.startswith("keras.")
        )
    ]


def _check_may_write(target: Path, overwrite: bool, zipped: bool) -> None:
    if target.is_dir() and (zipped or not _is_saved_folder(target)):
        raise FileExistsError(
            f"{str(target)!r} is a folder with something other than a saved model."
        )
    if target.exists() and not overwrite:
        raise _exists_already(target)


def _exists_already(target: Path) -> FileExistsError:
    return FileExistsError(f"{target!s} exists already; `overwrite=True` replaces it.")


def _is_saved_folder(path: Path) -> bool:
    written = {
        _CONFIG_FILE,
        "metadata.json",
        "model.weights.h5",
        "assets",
        FUNCTIONS_FILE,
    }
    found = {file.name for file in path.iterdir()}
    return _CONFIG_FILE in found and found <= written


def put_in_place(
    part: str | os.PathLike[str],
    target: str | os.PathLike[str],
    overwrite: bool = False,
) -> None:
    """Move a saved model to its place at once.

    Args:
        part: The file or folder that has been written, in the same file system.
        target: Where it belongs: no link.
        overwrite: Whether it may take the place of another there. If not, of several
            processes that do this at the same time one succeeds.

    Raises:
        FileExistsError: There is something at `target`, and `overwrite` is false.
    """
    part, target = Path(part), Path(target)
    if overwrite:
        _replace(part, target)
        return
    try:
        if part.is_dir():
            # No folder with anything in it is replaced by a rename.
            part.rename(target)
        else:
            _move_to_new(part, target)
    except OSError as error:
        if os.path.lexists(target) and part.exists():
            raise _exists_already(target) from error
        raise


def _move_to_new(part: Path, target: Path) -> None:
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        # There are file systems without links: the name is taken first.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL))
        try:
            part.replace(target)
        except BaseException:
            target.unlink()
            raise
    else:
        part.unlink()


def _replace(part: Path, target: Path) -> None:
    if target.exists():
        part.chmod(stat.S_IMODE(target.stat().st_mode))
    if not target.is_dir():
        part.replace(target)
        return
    # A rename replaces a file at once, but not a folder: an old one steps aside.
    aside = Path(tempfile.mkdtemp(prefix=".old-", dir=target.parent))
    old = target.rename(aside / target.name)
    try:
        part.rename(target)
    except BaseException:
        old.rename(target)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


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

    While a `.keras` file with spatial dropout layers, or of a Sequential model of 20
    layers or more, is opened, the folder for temporary files holds a copy of it.

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
    is_hdf5 = str(filepath).endswith(HDF5)
    known = _known(custom_objects)
    if is_hdf5:
        known = {**{name: keras.losses.get(name) for name in _SHORT_LOSSES}, **known}
    with (
        _naming_lamina(Path(filepath)) as renamed,
        _before_registered(custom_objects),
    ):
        model = keras.saving.load_model(
            renamed or filepath,
            custom_objects=known,
            compile=compile,
            safe_mode=safe_mode,
        )
    if compile and is_hdf5:
        _read_optimizer(model, filepath)
    elif compile:
        _warn_of_lost_optimizer(model, Path(filepath))
    keep_compiled(model)
    return model


def _warn_of_lost_optimizer(model: Any, filepath: Path) -> None:
    """Say that a file does not tell a model's optimizer, for which Keras takes another.

    So it is where Keras has written an HDF5 file of the model before.
    """
    config = _read_config(filepath)
    compiled = config.get("compile_config") if isinstance(config, dict) else None
    is_own = getattr(type(model), "compile", None) is not keras.Model.compile
    if is_own or not compiled or "optimizer" in compiled:
        return
    warnings.warn(
        f"{filepath} does not say which optimizer the model had: Keras forgets it when "
        "it writes an HDF5 file of a model. Call `compile()` with the right one, the "
        f"model has {type(model.optimizer).__name__} now.",
        stacklevel=3,
    )


def _read_optimizer(model: Any, filepath: str | os.PathLike[str]) -> None:
    """Give a model from an HDF5 file the state of its optimizer.

    Keras makes the optimizer without the variables of the layers, so that it cannot
    train on.
    """
    optimizer = getattr(model, "optimizer", None)
    if optimizer is None:
        return
    fresh = type(optimizer).from_config(optimizer.get_config())
    fresh.build(model.trainable_variables)
    with h5py.File(filepath, "r") as file:
        group = file.get("optimizer_weights")
        names = [] if group is None else _chunks(group.attrs, "weight_names")
        values = [group[name][()] for name in names]
    shapes = [tuple(variable.shape) for variable in fresh.variables]
    if [value.shape for value in values] == shapes:
        for variable, value in zip(fresh.variables, values, strict=True):
            variable.assign(value)
    elif any(value.shape for value in values):
        warnings.warn(
            f"The state of the optimizer in {filepath} does not fit: the "
            "optimizer starts afresh.",
            stacklevel=3,
        )
    model.optimizer = compile_config(model).config["optimizer"] = fresh


def _chunks(attributes: Any, name: str) -> list[Any]:
    # Long lists are kept in parts.
    if name in attributes:
        return list(attributes[name])
    parts = itertools.takewhile(
        attributes.__contains__, (f"{name}{i}" for i in itertools.count())
    )
    return [value for part in parts for value in attributes[part]]


def prepare_to_save(model: Any) -> list[Any]:
    """Make a model such that what is saved of it is what it is.

    Returns:
        Its functions of R, whose names differ now.
    """
    compiled = compile_config(model)
    if compiled is not None and getattr(model, "optimizer", None) is not None:
        # Keras takes it out when it writes an HDF5 file.
        compiled.config.setdefault("optimizer", model.optimizer)
    return tell_functions_apart(model)


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
        ValueError: It describes no model.

    Example:
    >>> import keras
    >>> model = keras.Sequential([keras.Input((8, 8, 3)), SpatialDropout2D(0.2)])
    >>> type(model_from_json(model.to_json()).layers[0]) is SpatialDropout2D
    True
    """
    model = deserialize(_from_keras_2(json.loads(json_string)), custom_objects)
    # What is no description comes back as it is.
    if not isinstance(model, keras.Layer):
        short = json_string if len(json_string) <= 40 else f"{json_string[:40]!s}..."
        raise ValueError(
            "`json_string` must describe a model, as `model.to_json()` does, "
            f"not be {short!r}."
        )
    return model


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


def class_names(cls: type) -> dict[str, str]:
    """Return the names by which `find_class()` finds a class in another session."""
    return {
        "module": cls.__module__,
        "name": cls.__name__,
        "registered": keras.saving.get_registered_name(cls),
    }


def find_class(
    names: dict[str, str], custom_objects: dict[str, Any] | None = None
) -> Any:
    """Return the class of these names, or None where there is none.

    Args:
        names: What `class_names()` gave.
        custom_objects: Dictionary of classes that go before others of their name.

    Only Keras, lamina and modules that have been imported are looked at.
    """
    for name in (names["registered"], names["name"]):
        if name in (custom_objects or {}):
            return (custom_objects or {})[name]
    registered = keras.saving.get_registered_object(names["registered"])
    if registered is not None:
        return registered
    module = names["module"]
    if module.split(".")[0] in ("keras", "lamina"):
        try:
            importlib.import_module(module)
        except ImportError:
            return None
    cls = getattr(sys.modules.get(module), names["name"], None)
    return cls if isinstance(cls, type) else None


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


# Keras 2 has other modules for its models, and in its older forms names none.
_KERAS_2_MODELS = {
    "Sequential": "keras",
    "Functional": FUNCTIONAL_MODULE,
    "Model": FUNCTIONAL_MODULE,
}


def _from_keras_2(config: Any) -> Any:
    """Give what Keras 2 has written the form in which Keras 3 looks for classes."""
    if isinstance(config, list | tuple):
        return type(config)(_from_keras_2(value) for value in config)
    if not isinstance(config, dict):
        return config
    config = {key: _from_keras_2(value) for key, value in config.items()}
    name, module = config.get("class_name"), config.get("module") or ""
    if not isinstance(name, str) or not isinstance(config.get("config"), dict):
        return config
    if name in _KERAS_2_MODELS and _is_of_keras_2(config):
        class_name = "Functional" if name == "Model" else name
        config.pop("registered_name", None)
        config |= {"class_name": class_name, "module": _KERAS_2_MODELS[name]}
    elif not module and hasattr(keras.layers, name):
        config["module"] = "keras.layers"
    elif name == "Policy":
        return config["config"].get("name")
    elif module != "keras.layers":
        return config
    inner = config["config"]
    if name != "InputLayer":
        inner.pop("batch_input_shape", None)
    axis = inner.get("axis")
    if name == "BatchNormalization" and isinstance(axis, list) and len(axis) == 1:
        inner["axis"] = axis[0]
    return config


def _is_of_keras_2(config: dict[str, Any]) -> bool:
    module = config.get("module") or ""
    return not module or module.startswith(KERAS_2_MODULES)


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
            and isinstance(config.get("config"), dict)
            and not _is_short(config["config"])
        ):
            renamed["registered_name"] = _lamina_name(name)
        return renamed
    if isinstance(config, list):
        return [_with_lamina_names(value) for value in config]
    if isinstance(config, tuple):
        return tuple(_with_lamina_names(value) for value in config)
    return config


def _is_short(config: dict[str, Any]) -> bool:
    layers = config.get("layers")
    return isinstance(layers, list) and len(layers) < _MANY_LAYERS


def _read_config(filepath: Path) -> Any:
    """The configuration in a saved model; None where there is none to be read."""
    try:
        if filepath.is_dir():
            return json.loads((filepath / _CONFIG_FILE).read_bytes())
        if filepath.suffix == ".keras" and zipfile.is_zipfile(filepath):
            with zipfile.ZipFile(filepath) as archive:
                return json.loads(archive.read(_CONFIG_FILE))
    except (OSError, KeyError, ValueError, RecursionError, zipfile.BadZipFile):
        # Keras has an error for it.
        pass
    return None


@contextmanager
def _naming_lamina(filepath: Path) -> Iterator[Path | None]:
    """Give a copy of a saved model that names lamina's layers, None if it has none."""
    config = _read_config(filepath)
    renamed = _with_lamina_names(_from_keras_2(config))
    if renamed == config:
        yield None
        return

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / filepath.name
        if filepath.is_dir():
            copy.mkdir()
            (copy / _CONFIG_FILE).write_text(json.dumps(renamed), encoding="utf-8")
            for part in ("model.weights.h5", "model.weights.npz", "assets"):
                if (filepath / part).exists():
                    _stand_for(filepath / part, copy / part)
        else:
            shutil.copyfile(filepath, copy)
            # Of two members of one name the last one counts, and so the weights need
            # not be unpacked and packed again.
            with zipfile.ZipFile(copy, "a") as archive, warnings.catch_warnings():
                warnings.filterwarnings("ignore", "Duplicate name", UserWarning)
                archive.writestr(_CONFIG_FILE, json.dumps(renamed))
        yield copy


def _stand_for(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source.resolve())
    except (OSError, NotImplementedError):
        # Windows lets not everyone make links.
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, target)
