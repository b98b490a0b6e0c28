"""How steps of training and prediction must be told what backends do not look for."""

import contextlib
import weakref
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import keras
from keras import ops, tree

from lamina._keras import layers_in

# The number of axes of the data that the compiled steps of a model have seen.
_ranks: "weakref.WeakKeyDictionary[Any, dict[str, Any]]" = weakref.WeakKeyDictionary()


def forget_other_ranks(model: Any, method: str, arguments: Mapping[str, Any]) -> None:
    """Let a model compile a step anew where its data have got another number of axes.

    TensorFlow would compile one for data of any rank, in which Keras cannot tell it.

    Args:
        model: A Keras model.
        method: "fit", "evaluate" or "predict", or "train_on_batch" and its like.
        arguments: Those of the method.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> for shape in ((4, 3), (4, 3, 1)):
    ...     model.predict_function = print
    ...     forget_other_ranks(model, "predict", {"x": ops.ones(shape)})
    >>> model.predict_function is None
    True
    """
    x = arguments.get("x")
    data = [arguments.get(name) for name in ("x", "y", "sample_weight")]
    named = {"fit": "train", "evaluate": "test"}
    step = named.get(method, method.removesuffix("_on_batch"))
    _forget_step(model, step, _first_batch(x) or data)
    if arguments.get("validation_data") is not None:
        data = arguments["validation_data"]
        _forget_step(model, "test", _first_batch(data) or data)
    elif arguments.get("validation_split"):
        _forget_step(model, "test", data)


def _first_batch(data: Any) -> Any:
    """Return what generators give first, None where there is nothing to look at."""
    look = getattr(data, "first_batch", None)
    return look() if look and keras.backend.backend() == "tensorflow" else None


def _forget_step(model: Any, step: str, data: Any) -> None:
    if isinstance(data, list | tuple):
        # Inputs, targets and weights, of which the last may be left out.
        data = [*data, *[None] * (3 - len(data))]
    ranks = keras.tree.map_structure(_rank, data)
    known = _ranks.setdefault(model, {})
    if known.setdefault(step, ranks) != ranks:
        known[step] = ranks
        setattr(model, f"{step}_function", None)


def build_optimizer(model: Any) -> None:
    """Make the variables of a model's optimizer before the first step is traced.

    Keras has the first step of TensorFlow make them, where they get no values if it
    fails; on other backends it makes them here.

    Args:
        model: A Keras model that is to be trained.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> model.compile("adam", "mse")
    >>> build_optimizer(model)
    >>> model.optimizer.built or keras.backend.backend() != "tensorflow"
    True
    """
    optimizer = getattr(model, "optimizer", None)
    if keras.backend.backend() != "tensorflow" or optimizer is None or optimizer.built:
        return
    # Keras itself makes those of several replicas, which belong in their scope.
    if getattr(model, "_distribute_strategy", None) is not None:
        return
    if all(layer.built for layer in layers_in(model)):
        optimizer.build(model.trainable_variables)


@contextlib.contextmanager
def copied_states(model: Any) -> Iterator[None]:
    """Let stateful recurrent layers begin a batch with copies of their states.

    On PyTorch they write the new states over the old, from which the gradients are yet
    to be computed.

    Args:
        model: A Keras model.
    """
    changed = []
    if keras.backend.backend() == "torch":
        for layer in layers_in(model):
            if isinstance(layer, keras.layers.RNN) and layer.stateful:
                vars(layer)["inner_loop"] = _copying(layer.inner_loop)
                changed.append(layer)
    try:
        yield
    finally:
        for layer in changed:
            del vars(layer)["inner_loop"]


def _copying(inner_loop: Callable[..., Any]) -> Callable[..., Any]:
    def loop(sequences: Any, initial_state: Any, *args: Any, **kwargs: Any) -> Any:
        initial_state = tree.map_structure(ops.copy, initial_state)
        return inner_loop(sequences, initial_state, *args, **kwargs)

    return loop


def _rank(x: Any) -> int | None:
    # What has no shape, such as a data set, tells the shapes of its batches itself.
    try:
        return len(x.shape)
    except (AttributeError, TypeError, ValueError):
        return None
