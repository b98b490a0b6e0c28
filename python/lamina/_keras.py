"""The one door to what is private in Keras.

lamina is written in Keras' public functions. What they do not give is here, a small
function for each, and nowhere else, so that a new Keras is looked through in one place;
a test says whether each name is there. What one backend's part of Keras alone has is
asked for in `_backend`, which the same test looks through.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import keras
from keras.src import backend
from keras.src.api_export import REGISTERED_OBJS_TO_NAMES
from keras.src.backend.common import global_state, masking, symbolic_scope
from keras.src.backend.common.dtypes import BIT64_TO_BIT32_DTYPE as RESULT_WIDTHS
from keras.src.layers.rnn.dropout_rnn_cell import DropoutRNNCell
from keras.src.models.functional import Functional
from keras.src.random.seed_generator import (
    GLOBAL_SEED_GENERATOR,
    global_seed_generator,
)
from keras.src.saving.object_registration import GLOBAL_CUSTOM_NAMES
from keras.src.saving.saving_lib import _load_assets_from_dict as load_assets
from keras.src.trainers import data_adapters
from keras.src.trainers.data_adapters import (
    PyDatasetAdapter,
    data_adapter_utils,
)
from keras.src.trainers.data_adapters.data_adapter import DataAdapter
from keras.src.utils import file_utils, rng_utils
from keras.src.utils.naming import to_snake_case

__all__ = [
    "OPERATIONS",
    "RESULT_WIDTHS",
    "DataAdapter",
    "DropoutRNNCell",
    "Functional",
    "PyDatasetAdapter",
    "data_adapter_utils",
    "global_seed_generator",
    "load_assets",
]

# What the backend computes with, which Keras 3.16 has in a module of its own.
OPERATIONS = getattr(backend, "ops", backend)

# ---- layers


def layers_in(layer: Any, with_itself: bool = True) -> list[Any]:
    """Return all layers inside a layer or model, at any depth.

    Example:
    >>> import keras
    >>> cell = keras.layers.LSTMCell(2)
    >>> [type(each).__name__ for each in layers_in(keras.layers.RNN(cell))]
    ['RNN', 'LSTMCell']
    """
    return list(layer._flatten_layers(include_self=with_itself))


def takes_training(layer: Any) -> bool:
    """Whether the `call()` of a layer has an argument `training`."""
    return bool(layer._call_has_training_arg)


def noise_shape_of(layer: Any, inputs: Any) -> Any:
    """Return the shape of what a layer draws, 1 where it drops along an axis.

    It is None where each element of a tensor has a draw of its own.
    """
    if getattr(layer, "noise_shape", None) or not hasattr(layer, "_get_noise_shape"):
        return getattr(layer, "noise_shape", None)
    # Spatial layers ask the input. Of one row, all axes would have a share.
    rows = keras.KerasTensor((None, *inputs.shape[1:]), inputs.dtype)
    return layer._get_noise_shape(rows)


def attention_axes(layer: Any) -> Any:
    """Return the axes that an attention layer attends over; 1 for other layers."""
    return getattr(layer, "_attention_axes", 1)


def dropout_of_attention(layer: Any) -> Any:
    """Return the layer by which a multi-head attention drops; None for other layers."""
    return getattr(layer, "_dropout_layer", None)


# The methods by which attention layers and cells drop.
APPLY_SCORES = "_apply_scores"
CREATE_MASK = "_create_dropout_mask"


def own_trainable(owner: Any) -> list[Any]:
    """Return the trainable variables of a layer alone, or of an optimizer."""
    return getattr(owner, "_trainable_variables", None) or []


def rate_in(optimizer: Any) -> Any:
    """Return the learning rate that an optimizer holds: a variable or a schedule."""
    return getattr(optimizer, "_learning_rate", None)


def optimizer_map_of(optimizer: Any) -> list[str]:
    """Return the names by which an optimizer of several gives these weights."""
    names = getattr(optimizer, "_optimizer_map", None)
    return list(names) if isinstance(names, Mapping) else []


def averages_of(optimizer: Any) -> list[tuple[Any, Any]]:
    """Return the weights that an optimizer averages, each with its average."""
    if not getattr(optimizer, "use_ema", False) or not optimizer.built:
        return []
    averages = optimizer._model_variables_moving_average
    return list(zip(own_trainable(optimizer), averages, strict=False))


def mask_of(x: Any) -> Any:
    """Return the mask that a tensor carries, or None."""
    return masking.get_keras_mask(x)


def set_mask(x: Any, mask: Any) -> None:
    """Let a tensor carry a mask."""
    masking.set_keras_mask(x, mask)


def is_of_keras(value: Any) -> bool:
    """Whether a class, function or method is Keras' own.

    Example:
    >>> import keras
    >>> is_of_keras(keras.layers.Dense), is_of_keras(keras.ops.exp), is_of_keras(len)
    (True, True, False)
    """
    return str(getattr(value, "__module__", "")).startswith("keras.")


def is_operation(value: Any) -> bool:
    """Whether this is what a function of `keras.ops` puts into a graph.

    Example:
    >>> import keras
    >>> node = origin_of(keras.ops.exp(keras.Input((3,)))).operation
    >>> is_operation(node), is_operation(keras.layers.Dense(2))
    (True, False)
    """
    return type(value).__module__.startswith("keras.src.ops.")


# `variable.value` raises where the value is missing.
def value_in(variable: Any) -> Any:
    """Return what a variable holds, None where a step of Keras has taken it out.

    Example:
    >>> import keras
    >>> value_in(keras.Variable(2.0)) is None
    False
    """
    return variable._value


def put_value(variable: Any, value: Any) -> None:
    """Let a variable hold a value, and not a copy of it."""
    variable._value = value


def layout_of(variable: Any) -> Any:
    """Return how a variable lies on devices, None where it is on one.

    Example:
    >>> import keras
    >>> layout_of(keras.Variable(2.0)) is None
    True
    """
    return variable._layout


def put_layout(variable: Any, layout: Any) -> None:
    """Let a variable lie so on devices from the next value on."""
    variable._layout = layout


# Attributes that come and go as a layer or model is used.
OF_USE = {
    "_build_shapes_dict",
    "_compiled_trainable_state",
    "_dropout_mask",
    "_eval_epoch_iterator",
    "_recurrent_dropout_mask",
}

# What every layer and model has and that decides something.
DECIDES = {"_dtype_policy", "_non_trainable_variables", "_trainable_variables"}

# ---- seeds


class Held(keras.random.SeedGenerator):
    """A number in a variable of a layer that is none of the layer's weights.

    Keras treats the states of seed generators so, and nothing else: compiled functions
    take them anew in each call, and no file and no list of weights has them.

    Example:
    >>> layer = keras.layers.Dropout(0.5)
    >>> with unlocked(layer):
    ...     layer.held = Held(0.25)
    >>> layer.weights, float(layer.held.state)
    ([], 0.25)
    """

    def __init__(self, number: float) -> None:
        # Not super(), which makes a seed.
        self.name = "held"
        self.state = keras.Variable(
            number, dtype="float32", trainable=False, autocast=False, name="held"
        )


def seed_generators(layer: Any) -> list[Any]:
    """Return the seed generators of a layer alone."""
    return [each for each in layer._seed_generators if not isinstance(each, Held)]


def pipeline_generators(layer: Any) -> list[Any]:
    """Return those with which a preprocessing layer draws in a `tf.data` pipeline."""
    return list(getattr(layer, "_backend_generators", {}).values())


# What a seed generator was made with.
INITIAL_SEED = "_initial_seed"


@contextlib.contextmanager
def global_generator(generator: Any) -> Iterator[None]:
    """Let what draws without a seed generator in this thread draw with one.

    Example:
    >>> import keras
    >>> def drawn():
    ...     with global_generator(keras.random.SeedGenerator(1)):
    ...         return float(keras.random.uniform(()))
    >>> drawn() == drawn()
    True
    """
    before = global_state.get_global_attribute(GLOBAL_SEED_GENERATOR)
    global_state.set_global_attribute(GLOBAL_SEED_GENERATOR, generator)
    try:
        yield
    finally:
        global_state.set_global_attribute(GLOBAL_SEED_GENERATOR, before)


@contextlib.contextmanager
def before_fetching(prepare: Callable[[str], None]) -> Iterator[None]:
    """Let a function see the path of each file before Keras writes what it fetches.

    Example:
    >>> with before_fetching(print), contextlib.suppress(OSError):
    ...     file_utils.urlretrieve("file:///nowhere/a", "b")
    b
    """
    retrieve = file_utils.urlretrieve

    def fetch(origin: str, path: str, *progress: Any) -> Any:
        prepare(path)
        return retrieve(origin, path, *progress)

    file_utils.urlretrieve = fetch
    try:
        yield
    finally:
        file_utils.urlretrieve = retrieve


def shared_generators() -> list[Any]:
    """Return what draws without a seed generator draw with, nothing if none has drawn.

    Example:
    >>> generator = global_seed_generator()
    >>> shared_generators() == [generator]
    True
    """
    generator = global_state.get_global_attribute(GLOBAL_SEED_GENERATOR)
    return [] if generator is None else [generator]


def random_seed() -> int | None:
    """Return the seed that `keras.utils.set_random_seed()` has set, or None.

    Example:
    >>> import keras
    >>> keras.utils.set_random_seed(3)
    >>> random_seed()
    3
    """
    seed: int | None = rng_utils.get_random_seed()
    return seed


def seed_dtype() -> str:
    """Return the dtype in which the backend takes seeds."""
    dtype: str = OPERATIONS.random_seed_dtype()
    return dtype


# ---- graphs


class Origin(NamedTuple):
    """Where a tensor of a graph comes from.

    Attributes:
        operation: The layer or operation.
        call: Which of its calls.
        output: Which of the outputs.
    """

    operation: Any
    call: int
    output: int


def origin_of(tensor: Any) -> Origin:
    """Return where a Keras tensor comes from.

    Example:
    >>> import keras
    >>> x = keras.Input((3,), name="x")
    >>> origin_of(x).operation.name, origin_of(x).call
    ('x', 0)
    """
    return Origin(*tensor._keras_history)


def call_of(origin: Origin) -> Any:
    """Return the call of an operation, with `arguments` and `input_tensors`."""
    return origin.operation._inbound_nodes[origin.call]


def calls_in(functional: Any) -> list[Any]:
    """Return the calls in a functional model, in the order in which they are run."""
    by_depth = functional._nodes_by_depth
    return [
        call for depth in sorted(by_depth, reverse=True) for call in by_depth[depth]
    ]


def in_order(functional: Any, x: Any) -> list[Any]:
    """Return the inputs of a functional model as it takes them, one after the other."""
    flat: list[Any] = functional._standardize_inputs(x)
    return flat


def current_scope() -> Any:
    """Return the innermost scope in which variables keep their values, or None."""
    return backend.common.stateless_scope.get_stateless_scope()


def infers_shapes() -> bool:
    """Whether Keras looks for shapes, with what stands in for those not known.

    Example:
    >>> infers_shapes()
    False
    """
    return bool(symbolic_scope.in_symbolic_scope())


def output_spec(function: Callable[..., Any], *specs: Any) -> Any:
    """Return the shapes and dtypes of what a function of tensors returns."""
    return backend.compute_output_spec(function, *specs)


# ---- models

# The compiled steps of a model, made when they are first asked for.
STEP_FUNCTIONS = ("train_function", "test_function", "predict_function")

# What `compile()` keeps where it is called again, beside the optimizer.
COMPILED_PARTS = ("loss", "_compile_loss", "_compile_metrics")


def compile_config(model: Any) -> Any:
    """Return Keras' record of what a model was compiled with, or None."""
    return getattr(model, "_compile_config", None)


def set_compile_config(model: Any, config: Any) -> None:
    """Put another record in its place."""
    model._compile_config = config


def automatic_jit(model: Any) -> bool:
    """Return what `jit_compile="auto"` is for a model on this backend."""
    return bool(model._resolve_auto_jit_compile())


# What makes the variables of a model before it trains.
SYMBOLIC_BUILD = "_symbolic_build"


def has_compiled_loss(model: Any) -> bool:
    """Whether a model was compiled with a loss."""
    return getattr(model, "_compile_loss", None) is not None


def compiled_metrics(model: Any) -> list[Any]:
    """Return the metrics and the weighted metrics that a model was compiled with."""
    compiled = getattr(model, "_compile_metrics", None)
    names = ("_user_metrics", "_user_weighted_metrics")
    given = [getattr(compiled, name, None) for name in names]
    return [metrics for metrics in given if metrics]


@contextlib.contextmanager
def starting_anew(model: Any) -> Iterator[None]:
    """Let a training that goes on with an interrupted one not set where others start.

    Keras' `BackupAndRestore` leaves the number of the epoch with the model.
    """
    before = getattr(model, "_initial_epoch", None)
    try:
        yield
    finally:
        if hasattr(model, "_initial_epoch"):
            model._initial_epoch = before


def put_first_epoch(model: Any, epoch: int) -> None:
    """Let the training that begins start with an epoch.

    Args:
        model: The model that is trained.
        epoch: The number of the epoch, from 0.
    """
    model._initial_epoch = epoch


def metrics_of_layers(model: Any) -> list[Any]:
    """Return the metrics that a model reports beside those of `compile()`."""
    compiled = getattr(model, "_compile_metrics", None)
    return [metric for metric in model.metrics if metric is not compiled]


def metric_direction(metric: Any) -> str | None:
    """Return "up" or "down", as is better; None where a metric does not know."""
    direction: str | None = getattr(metric, "_direction", None)
    return direction


def loss_arguments(loss: Any) -> dict[str, Any]:
    """Return the arguments that a loss hands to its function."""
    arguments: dict[str, Any] = getattr(loss, "_fn_kwargs", {})
    return arguments


def takes_logits(metric: Any) -> bool:
    """Whether a metric makes probabilities of what it is given.

    Example:
    >>> import keras
    >>> takes_logits(keras.metrics.AUC(from_logits=True))
    True
    """
    return bool(getattr(metric, "_from_logits", False))


def graph_behind(model: Any) -> Any:
    """Return the functional model behind a Sequential one, None while it has none."""
    return model._functional


def set_graph(model: Any, graph: Any) -> None:
    """Put another behind it."""
    model._functional = graph


def stack_of(model: Any) -> list[Any]:
    """Return the layers of a Sequential model, and its input layer.

    A layer that is used twice is there twice.
    """
    return list(model._layers)


def set_stack(model: Any, layers: list[Any]) -> None:
    """Put others in their place."""
    model._layers = layers


def naming_in(model: Any) -> Any:
    """Return the context in which paths of weights begin with the name of a model."""
    return model._open_name_scope()


def track_variable(model: Any, variable: Any) -> None:
    """Tell a model of a variable of one of its layers."""
    model._post_track_variable(variable)


def untrack_variable(model: Any, variable: Any) -> None:
    """Tell a model that a variable is none of its own any more."""
    model._post_untrack_variable(variable)


@contextlib.contextmanager
def unlocked(model: Any) -> Iterator[None]:
    """Let a model take parts, also one that was quantised and takes none."""
    tracker = model._tracker
    locked = tracker.locked
    tracker.unlock()
    try:
        yield
    finally:
        if locked:
            tracker.lock()


def add_variable(layer: Any, variable: Any) -> None:
    """Make a variable a weight of a layer, also of one that takes no more."""
    with unlocked(layer):
        layer._track_variable(variable)


def remove_variable(layer: Any, variable: Any) -> None:
    """Let a variable be none of the weights of a layer any more.

    Example:
    >>> layer = keras.layers.PReLU()
    >>> layer.build((None, 3))
    >>> remove_variable(layer, layer.alpha)
    >>> layer.weights
    []
    """
    layer._untrack_variable(variable)


# ---- files


def writes_hdf5() -> bool:
    """Whether Keras writes or reads the older format now.

    Example:
    >>> writes_hdf5()
    False
    """
    return bool(global_state.get_global_attribute("use_legacy_config", False))


# The module of functional models, as files name it.
FUNCTIONAL_MODULE = "keras.src.models.functional"

# Where it has what is for one backend alone.
BACKEND_MODULES = "keras.src.backend."

# Where Keras 2 had its own, as its files name them.
KERAS_2_MODULES = ("keras.src.engine.", "keras.engine.")


def save_under(cls: type, name: str) -> None:
    """Let objects of a class be saved under a public name of Keras'.

    Only from class to name: Keras still finds its own class by the name.
    """
    REGISTERED_OBJS_TO_NAMES[cls] = name


def registered_names() -> dict[Any, str]:
    """Return the names of the classes and functions that are registered, itself."""
    names: dict[Any, str] = GLOBAL_CUSTOM_NAMES
    return names


def scoped_objects() -> dict[str, Any]:
    """Return what the scopes of custom objects around have.

    Example:
    >>> import keras
    >>> with keras.saving.CustomObjectScope({"mine": len}):
    ...     scoped_objects()
    {'mine': <built-in function len>}
    """
    return dict(global_state.get_global_attribute("custom_objects_scope_dict", {}))


def saved_name(layer: Any) -> str:
    """Return the name under which files with weights have the layers of a class.

    Example:
    >>> import keras
    >>> saved_name(keras.layers.LayerNormalization(name="norm"))
    'layer_normalization'
    """
    name: str = to_snake_case(type(layer).__name__)
    return name


# What Keras says where weights of a file do not fit a layer that may be left out, the
# name of each such layer in what follows, and what it says of an optimizer.
NOT_LOADED = "could not be loaded"
NOT_LOADED_LIST = "List of"
NOT_LOADED_LAYER = r"<[^<>]*\bname=([^,<>]+)"
OPTIMIZER_NOT_LOADED = "variable loading for optimizer"

# The group of a file with weights that has the layers of a model.
LAYERS_GROUP = "layers"

# ---- callbacks

# What they say in each epoch that lacks what they watch.
NOT_MONITORED = (
    "Early stopping conditioned on metric",
    "Learning rate reduction is conditioned on metric",
    "Can save best model only with",
)

# ---- data

# What Keras says where there are fewer batches than it was told.
OUT_OF_DATA = "Your input ran out of data"


def adapter_of(**data: Any) -> Any:
    """Return what Keras reads data by, those of `fit()` by their names there."""
    return data_adapters.get_data_adapter(**data)


def dataset_batches(adapter: PyDatasetAdapter) -> Iterator[Any]:
    """Return the batches of a `PyDataset`."""
    batches: Iterator[Any] = adapter._get_iterator()
    return batches


# ---- callbacks

# The method by which `BackupAndRestore` writes.
BACKUP_WRITES = "_save_model"

# The number of the epoch that it writes.
BACKUP_EPOCH = "_current_epoch"


def backup_path(callback: Any) -> str:
    """Return where `BackupAndRestore` writes the weights.

    Example:
    >>> import keras
    >>> backup_path(keras.callbacks.BackupAndRestore("backup"))
    'backup/latest.weights.h5'
    """
    path: str = callback._weights_path
    return path


def backup_metadata_path(callback: Any) -> str:
    """Return where `BackupAndRestore` writes the number of the epoch.

    Example:
    >>> import keras
    >>> backup_metadata_path(keras.callbacks.BackupAndRestore("backup"))
    'backup/training_metadata.json'
    """
    path: str = callback._training_metadata_path
    return path


# ---- loops


def loop_functions(names: list[str]) -> list[tuple[Any, str]]:
    """Return where the functions of the backend are by which Keras makes loops.

    Args:
        names: Those behind the functions of `keras.ops`.
    """
    places = [(OPERATIONS.core, name) for name in names]
    # Newer versions of Keras have modules for what older ones have in the backend.
    if OPERATIONS is not backend:
        return [*places, (backend.rnn, "rnn")]
    return [*places, (backend, "vectorized_map"), (backend, "rnn")]
