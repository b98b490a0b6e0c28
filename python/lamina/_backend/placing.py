"""Where tensors lie among devices: those of one process, and of several.

Each process has the whole data, and each device gets its rows of every batch: so the
batches are those of one process, and with them what is drawn for them, the statistics
of batch normalisation and the weights, up to the rounding of sums.
"""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np

from lamina._backend.processes import ClusterError, needing_others, process_count
from lamina._backend.values import all_variables, sync
from lamina._keras import (
    STEP_FUNCTIONS,
    layout_of,
    put_layout,
    put_value,
    value_in,
)


def distribution() -> Any:
    """Return what `keras.distribution.set_distribution()` has set, None on others.

    Example:
    >>> distribution() is None
    True
    """
    if keras.backend.backend() != "jax":
        return None
    return keras.distribution.distribution()


@contextlib.contextmanager
def placed_batches() -> Iterator[None]:
    """Take the batches that Keras gets for global ones, of which each device has rows.

    Keras takes them for the rows of one process. A batch whose rows the devices do not
    divide, as the last one may be, is computed by all of them.
    """
    current = distribution()
    if current is None:
        yield
        return
    from keras.src.backend.jax import trainer

    before, shards = trainer._distribute_data, current.auto_shard_dataset
    trainer._distribute_data = _placed
    current.auto_shard_dataset = False
    try:
        yield
    finally:
        trainer._distribute_data = before
        current.auto_shard_dataset = shards


def _placed(data: Any, layouts: Any = None) -> Any:
    return keras.tree.map_structure(_place_rows, data)


def _place_rows(array: Any) -> Any:
    if array is None:
        return None
    import jax

    current = distribution()
    if current is None:
        # A callback predicts within a training: the distribution is left then.
        return jax.device_put(array)
    layout = current.get_data_layout(array.shape).backend_layout
    if array.shape[0] % current.num_model_replicas:
        everywhere = jax.sharding.PartitionSpec()
        layout = jax.sharding.NamedSharding(layout.mesh, everywhere)
    return _put(array, layout)


def _put(array: Any, layout: Any) -> Any:
    import jax

    if layout.is_fully_addressable:
        return jax.device_put(array, layout)
    return jax.make_array_from_callback(array.shape, layout, lambda rows: array[rows])


def need_others_for_weights() -> None:
    """Have a weight that is made for the devices of all processes need them."""
    from keras.src.backend.jax import distribution_lib

    place = distribution_lib.distribute_tensor

    def placed(tensor: Any, layout: Any) -> Any:
        with needing_others("a weight that is made"):
            try:
                return place(tensor, layout)
            except AssertionError as error:
                # JAX prints both.
                raise ClusterError(
                    "unalike",
                    "A weight that is made differs between the processes: call "
                    "`set_random_seed()` in all with the same number before the model "
                    "is made.",
                ) from error

    distribution_lib.distribute_tensor = placed


def place_variables(model: Any) -> None:
    """Move the variables of a model to where the distribution in force has them.

    A model may have been made before it was set, or under another; without one it is
    whole in each process. In each process it must have the same values.
    """
    if keras.backend.backend() != "jax":
        return
    current = distribution()
    for variable in all_variables(model):
        value = value_in(variable)
        if value is None:
            continue
        if current is None:
            if len(value.sharding.device_set) == 1:
                continue
            layout, placed = None, _local(value)
        else:
            # It may have that of another distribution.
            put_layout(variable, None)
            layout = current.get_variable_layout(variable)
            wanted = layout.backend_layout
            if value.sharding.is_equivalent_to(wanted, value.ndim):
                put_layout(variable, layout)
                continue
            placed = _put(_local(value), wanted)
        put_value(variable, placed)
        put_layout(variable, layout)
        _forget_steps(model)


def _forget_steps(model: Any) -> None:
    for name in STEP_FUNCTIONS:
        if getattr(model, name, None) is not None:
            setattr(model, name, None)


@contextlib.contextmanager
def left_distribution(model: Any) -> Iterator[None]:
    """Have the whole model in each process for a while, and no distribution.

    All processes must do so together. What they change in the model, each in the same
    way, is there afterwards.

    Args:
        model: A Keras model, or a layer.
    """
    current = distribution()
    if current is None:
        # What it was shared by may have ended.
        place_variables(model)
        yield
        return
    sync(model)
    held = []
    for variable in all_variables(model):
        value, layout = value_in(variable), layout_of(variable)
        if value is not None:
            local = _local(value)
            put_value(variable, local)
            put_layout(variable, None)
            held.append((variable, value, local, layout))
    functions = {name: getattr(model, name, None) for name in STEP_FUNCTIONS}
    _forget_steps(model)
    keras.distribution.set_distribution(None)
    try:
        yield
    finally:
        keras.distribution.set_distribution(current)
        for variable, value, local, layout in held:
            now = value_in(variable)
            put_layout(variable, layout)
            put_value(variable, value if now is local else _put(now, value.sharding))
        for name, function in functions.items():
            if hasattr(model, name):
                setattr(model, name, function)


def _local(value: Any) -> Any:
    """Return the whole value on a device of this process, in memory of its own."""
    import jax

    if value.is_fully_replicated:
        return value.addressable_data(0).copy()
    if value.is_fully_addressable:
        return jax.device_put(np.asarray(value), jax.local_devices()[0])
    from jax.experimental import multihost_utils

    with needing_others("the weights that they share"):
        whole = np.asarray(multihost_utils.process_allgather(value, tiled=True))
    return jax.device_put(whole, jax.local_devices()[0])


def whole_value(variable: Any) -> np.ndarray:
    """Return the value of a variable, of which other processes may have parts.

    All processes must call it then.

    Example:
    >>> whole_value(keras.Variable([1.0, 2.0])).tolist()
    [1.0, 2.0]
    """
    value = variable.value
    # Parts of others stay where they are when the distribution is left.
    if is_spread() or not getattr(value, "is_fully_addressable", True):
        value = _local(value)
    return np.asarray(keras.ops.convert_to_numpy(value))


def is_spread() -> bool:
    """Whether several processes share a distribution.

    Example:
    >>> is_spread()
    False
    """
    return process_count() > 1 and distribution() is not None


def is_one_of_replicas() -> bool:
    """Whether this runs in one of several replicas of TensorFlow that meet in it.

    Example:
    >>> is_one_of_replicas()
    False
    """
    if keras.backend.backend() != "tensorflow":
        return False
    import tensorflow as tf

    replica = tf.distribute.get_replica_context()
    return replica is not None and replica.num_replicas_in_sync > 1


def is_each_alone() -> bool:
    """Whether there are several processes, and no distribution that they share.

    Example:
    >>> is_each_alone()
    False
    """
    return process_count() > 1 and distribution() is None


# ---- Distributions -------------------------------------------------------------

# What Keras 3 fails with in `fit()`: https://github.com/keras-team/keras/issues/20585
# TensorFlow's classes have other names inside than the user calls.
_NOT_OF_KERAS = {
    "CollectiveAllReduceStrategy": "MultiWorkerMirroredStrategy",
    "ParameterServerStrategyV2": "ParameterServerStrategy",
}


def data_parallel(devices: list[str] | None = None) -> Any:
    """Make what has each device compute some rows of each batch.

    Args:
        devices: Their names, such as "gpu:0"; None for all, those of other processes
            too.

    Raises:
        ClusterError: The backend has no such distribution.
    """
    _check_distributes("data_parallel")
    known = keras.distribution.list_devices()
    _check_devices(devices, known)
    return keras.distribution.DataParallel(
        devices=devices or known, auto_shard_dataset=False
    )


def _fits(pattern: str, path: str) -> bool:
    return re.search(f"(?:{pattern})$", path) is not None


class _Layouts(keras.distribution.LayoutMap):
    """Layouts by regular expressions that fit the end of a path.

    Those of Keras have to fit it from its beginning, which is the name of the model.
    """

    def __getitem__(self, path: str) -> Any:
        """Return the layout of a weight, None for one that is whole on each device."""
        fitting = [pattern for pattern in self if _fits(pattern, path)]
        if len(fitting) > 1:
            several = " and ".join(map(repr, fitting))
            raise ClusterError(
                "layout", f"`layout`: {several} fit the weight '{path}'."
            )
        return super().__getitem__(fitting[0]) if fitting else None


class _SharedWeights(keras.distribution.ModelParallel):
    """Shares weights, and says of which that it cannot."""

    def __init__(self, layouts: _Layouts, **arguments: Any) -> None:
        super().__init__(layout_map=layouts, **arguments)
        self.layouts = layouts

    def get_variable_layout(self, variable: Any) -> Any:
        """Return how a weight is shared."""
        layout = super().get_variable_layout(variable)
        shape, axes = tuple(variable.shape), layout.axes
        of = f"The weight '{variable.path}' of shape {shape} cannot be shared"
        if len(axes) != len(shape):
            raise ClusterError("layout", f"{of} as `layout` says, along {axes}.")
        mesh = dict(
            zip(self.device_mesh.axis_names, self.device_mesh.shape, strict=True)
        )
        for size, axis in zip(shape, axes, strict=True):
            if axis is not None and size % mesh[axis]:
                raise ClusterError(
                    "layout",
                    f"{of}: {size} is no multiple of {mesh[axis]}, the devices along "
                    f"'{axis}'.",
                )
        return layout


def check_layout(model: Any) -> None:
    """Refuse a distribution that shares weights, and shares none of a model's.

    Raises:
        ClusterError: No expression of the layout fits the path of a weight.

    Example:
    >>> check_layout(keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)]))
    """
    current = distribution()
    paths = [weight.path for weight in model.weights]
    if not isinstance(current, _SharedWeights) or not paths:
        return
    patterns = [*current.layouts]
    if not any(_fits(pattern, path) for pattern in patterns for path in paths):
        raise ClusterError(
            "layout",
            f"`layout`: no weight of the model '{model.name}' fits "
            f"{' or '.join(map(repr, patterns))}. Its weights are "
            f"{', '.join(paths[:6])}{', ...' if len(paths) > 6 else '.'}",
        )


def model_parallel(
    mesh: dict[str, int],
    layout: dict[str, list[str | None]],
    devices: list[str] | None = None,
) -> Any:
    """Make what shares the weights among devices, and the rows of batches.

    Args:
        mesh: The names of the axes along which the devices stand, and how many stand
            along each. Along the first the rows of the batches are shared.
        layout: For weights, by a regular expression that fits the end of their paths,
            such as "dense/kernel", along which axis of `mesh` each of their own axes is
            shared; None for none. Other weights are whole on each device.
        devices: Their names; None for all.

    Raises:
        ClusterError: The backend has no such distribution, or there are not as many
            devices.
    """
    _check_distributes("model_parallel")
    known = keras.distribution.list_devices()
    _check_devices(devices, known)
    devices = devices or known
    if np.prod([*mesh.values()]) != len(devices):
        raise ClusterError(
            "devices",
            f"`mesh` must be of as many devices as there are, {len(devices)}, not "
            f"{' x '.join(map(str, mesh.values()))}.",
        )
    standing = keras.distribution.DeviceMesh(
        tuple(mesh.values()), [*mesh], np.array(devices)
    )
    layouts = _Layouts(standing)
    for path, axes in layout.items():
        layouts[path] = tuple(axes)
    return _SharedWeights(
        layouts, batch_dim_name=next(iter(mesh)), auto_shard_dataset=False
    )


def _check_distributes(function: str) -> None:
    backend = keras.backend.backend()
    if backend == "jax":
        return
    instead = {"tensorflow": ": `mirrored()` is TensorFlow's own"}.get(backend, "")
    raise ClusterError("backend", f"`{function}()` needs the backend JAX{instead}.")


def _check_devices(devices: list[str] | None, known: list[str]) -> None:
    unknown = [each for each in devices or [] if each not in known]
    if unknown:
        raise ClusterError(
            "devices",
            f"`devices` must be some of {', '.join(known)}, not {', '.join(unknown)}.",
        )
    _check_all_take_part(devices or known)


def _check_all_take_part(devices: list[str]) -> None:
    """Refuse devices among which a process of the cluster has none."""
    if process_count() == 1:
        return
    import jax

    having = {
        device.process_index
        for platform in {name.partition(":")[0] for name in devices}
        for device in jax.devices(platform)
        if f"{device.platform}:{device.id}" in devices
    }
    idle = sorted({*range(process_count())} - having)
    if idle:
        raise ClusterError(
            "devices",
            "`devices` must have some of each process of the cluster, not only "
            f"{', '.join(devices)}: process {', '.join(map(str, idle))} has none.",
        )


# Strategies by their devices: those made here, and those in which models were trained.
_mirrored: dict[tuple[str, ...], Any] = {}
_trained: dict[tuple[str, ...], Any] = {}


def mirrored(devices: list[str] | None = None) -> Any:
    """Make TensorFlow's strategy that has a copy of the weights on each device.

    Args:
        devices: Their names, such as "GPU:0"; None for all GPUs.

    Returns:
        The strategy, the same one for the same devices.

    Raises:
        ClusterError: The backend is not TensorFlow.
    """
    if keras.backend.backend() != "tensorflow":
        raise ClusterError("backend", "`mirrored()` needs the backend TensorFlow.")
    import tensorflow as tf

    made = tf.distribute.MirroredStrategy(devices)
    between = made.extended.worker_devices
    return _trained.get(between) or _mirrored.setdefault(between, made)


def check_distribution(current: Any) -> None:
    """Refuse strategies of TensorFlow with which `fit()` of Keras 3 fails.

    Raises:
        ClusterError: It is such a one.

    Example:
    >>> check_distribution(None)
    """
    name = _NOT_OF_KERAS.get(type(current).__name__)
    if name is not None:
        raise ClusterError(
            "strategy",
            f"{name} does not work with Keras 3, whose `fit()` fails with it "
            "(keras#20585): use `use_cluster()` with JAX for several machines, or "
            "`mirrored()` for the devices of one.",
        )


def set_distribution(current: Any) -> None:
    """Put a distribution into force, or none.

    Args:
        current: What `data_parallel()`, `model_parallel()` or `mirrored()` has made.

    Raises:
        ClusterError: It does not work with Keras.
    """
    check_distribution(current)
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        tf.distribute.experimental_set_strategy(current)
    else:
        keras.distribution.set_distribution(current)


def check_strategy(model: Any, method: str) -> None:
    """Refuse models with which a strategy of TensorFlow does not work.

    Args:
        model: A Keras model.
        method: What is to be called, such as "fit".

    Raises:
        ClusterError: The model was made in a strategy that fails, is to be trained in
            another one than it was made in, or another one has its devices.
    """
    own = getattr(model, "_distribute_strategy", None)
    check_distribution(own)
    if method not in ("fit", "train_on_batch") or not hasattr(
        model, "_distribute_strategy"
    ):
        return
    import tensorflow as tf

    current = tf.distribute.get_strategy() if tf.distribute.has_strategy() else own
    compiled = getattr(getattr(model, "optimizer", None), "_distribution_strategy", own)
    if current is not own or (own is not None and compiled is not own):
        raise ClusterError(
            "made",
            f"The model '{model.name}' was not made and compiled in the strategy that "
            "it is to be trained in.",
        )
    if not isinstance(own, tf.distribute.MirroredStrategy) or replica_count(model) == 1:
        return
    # What two of them send between the same devices is mixed up.
    if _trained.setdefault(own.extended.worker_devices, own) is not own:
        raise ClusterError(
            "strategy",
            f"The strategy of the model '{model.name}' has devices on which another "
            "has trained already, and TensorFlow mixes up what the two send: make one "
            "strategy for all models, such as `mirrored()` returns.",
        )


def replica_count(model: Any) -> int:
    """Return how many replicas of TensorFlow share the batches of a model.

    Example:
    >>> replica_count(keras.Sequential())
    1
    """
    strategy = getattr(model, "_distribute_strategy", None)
    return int(getattr(strategy, "num_replicas_in_sync", 1))
