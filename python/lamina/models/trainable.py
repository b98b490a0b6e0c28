"""Whether what is trainable is still what a model was compiled with.

An optimizer keeps something for each weight that was trainable when it started. Where
that has changed since, TensorFlow goes on as before without a word, PyTorch and JAX
fail in words of their own.
"""

import weakref
from typing import Any

import keras

from lamina._keras import layers_in, own_trainable

# What was trainable when a model was compiled with an optimizer that others had used.
_compiled: "weakref.WeakKeyDictionary[Any, tuple[Any, set[int]]]"
_compiled = weakref.WeakKeyDictionary()


class TrainableError(ValueError):
    """What is trainable in a model has changed since its optimizer started.

    Attributes:
        frozen: Names of the layers that have weights which are trained no longer.
        unfrozen: Names of the layers that have weights which were not trained.
        is_compiled: Whether the model has been compiled since, with that optimizer.
        is_training: Whether it has changed in a training, by a callback.
    """

    def __init__(
        self,
        frozen: list[str],
        unfrozen: list[str],
        is_compiled: bool = False,
        is_training: bool = False,
    ):
        self.frozen = frozen
        self.unfrozen = unfrozen
        self.is_compiled = is_compiled
        self.is_training = is_training
        names = ", ".join(repr(name) for name in [*frozen, *unfrozen])
        if is_training:
            super().__init__(
                f"What is trainable has changed while the model trains: {names}. End "
                "`fit()` before, call `compile()` after it, and `fit()` again."
            )
            return
        wanted = "needs a new optimizer" if is_compiled else "must be called again"
        super().__init__(
            f"What is trainable has changed, and `compile()` {wanted}: {names}."
        )


def note_trainable(model: Any) -> None:
    """Remember what is trainable in a model that has just been compiled."""
    optimizer = _optimizer(model)
    if optimizer is None:
        _compiled.pop(model, None)
    else:
        _compiled[model] = weakref.ref(optimizer), _ids(model.trainable_variables)


def check_trainable(model: Any) -> None:
    """Refuse to train a model in which other weights are trainable than before.

    Args:
        model: A compiled Keras model.

    Raises:
        TrainableError: There are some, and `compile()` was not called since.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="a")])
    >>> model.compile("sgd", "mse")
    >>> model.optimizer.build(model.trainable_variables)
    >>> check_trainable(model)
    >>> model.layers[0].trainable = False
    >>> check_trainable(model)
    Traceback (most recent call last):
    ...
    lamina.TrainableError: What is trainable has changed, and `compile()` \
must be called again: 'a'.
    """
    optimizer = _optimizer(model)
    if optimizer is None:
        return
    before = _ids(own_trainable(optimizer))
    if model in _compiled:
        used, compiled = _compiled[model]
        before = compiled if used() is optimizer else before
    _check_same(model, before, is_compiled=False)


class TrainableWatch:
    """Sees whether callbacks change what is trainable while a model trains.

    Args:
        model: A compiled Keras model.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="a")])
    >>> model.compile("sgd", "mse")
    >>> watch = TrainableWatch(model)
    >>> model.layers[0].trainable = False
    >>> watch.check()
    Traceback (most recent call last):
    ...
    lamina.TrainableError: What is trainable has changed while the model trains: 'a'. \
End `fit()` before, call `compile()` after it, and `fit()` again.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._optimizer: Any = None
        self._known: set[int] = set()
        self._trainable: set[int] = set()
        self._start()

    def _start(self) -> None:
        self._optimizer = getattr(self._model, "optimizer", None)
        self._known = _ids(self._model.variables)
        self._trainable = _ids(self._model.trainable_variables)

    def check(self) -> None:
        """Look at the model.

        Raises:
            TrainableError: It has changed.
        """
        model = self._model
        if type(model).train_step is not keras.Model.train_step:
            # It trains what it likes.
            return
        is_same = self._optimizer is getattr(model, "optimizer", None)
        if not self._known or not is_same:
            # It is built by the training, or was compiled in it.
            self._start()
            return
        now = _ids(model.trainable_variables)
        frozen = self._trainable - now
        unfrozen = (now - self._trainable) & self._known
        if frozen or unfrozen:
            raise TrainableError(
                _names(model, frozen), _names(model, unfrozen), is_training=True
            )


def explain_trainable(model: Any) -> None:
    """Say so where a training has failed by an optimizer that others had used.

    Raises:
        TrainableError: It started with other weights.
    """
    optimizer = _optimizer(model)
    if optimizer is not None:
        started = _ids(own_trainable(optimizer))
        _check_same(model, started, is_compiled=True)


def _check_same(model: Any, before: set[int], is_compiled: bool) -> None:
    now = _ids(model.trainable_variables)
    if now != before:
        frozen, unfrozen = _names(model, before - now), _names(model, now - before)
        raise TrainableError(frozen, unfrozen, is_compiled)


def _optimizer(model: Any) -> Any:
    """Return the optimizer where it has started, and a step of Keras' own uses it."""
    if type(model).train_step is not keras.Model.train_step:
        return None
    optimizer = getattr(model, "optimizer", None)
    # One that scales the loss holds the one that trains.
    optimizer = getattr(optimizer, "inner_optimizer", optimizer)
    if not getattr(optimizer, "built", False):
        return None
    # One that hands on to others keeps none itself.
    return optimizer if own_trainable(optimizer) else None


def _ids(variables: list[Any]) -> set[int]:
    return {id(variable) for variable in variables}


def _names(model: Any, variables: set[int]) -> list[str]:
    return [
        layer.name
        for layer in layers_in(model, with_itself=False)
        if any(id(weight) in variables for weight in own_trainable(layer))
    ]
