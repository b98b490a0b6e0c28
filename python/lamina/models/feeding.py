"""Whether data have the batches that a training needs, and what is done where not.

Keras goes on with epochs that have no batch, and calls their loss what it likes.
"""

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import keras
import numpy as np

from lamina._backend import OwnBatches
from lamina._keras import OUT_OF_DATA
from lamina.models.known_losses import has_plain_loss

_STEPS = {"fit": "steps_per_epoch", "evaluate": "steps", "predict": "steps"}


class NoBatchError(ValueError):
    """Data have no batch at all.

    Attributes:
        data: The argument that gave them.
    """

    def __init__(self, data: str) -> None:
        self.data = data
        super().__init__(f"`{data}` has no batch: it is empty, or was read before.")


class NoTargetsError(ValueError):
    """A batch has no targets, and the loss needs them."""

    def __init__(self) -> None:
        super().__init__("A batch must be `(x, y)`: there are no targets `y` in it.")


class ShortageWarning(UserWarning):
    """Data had fewer batches than they were to have.

    Attributes:
        data: The argument that gave them.
        kind: "end" where the training has stopped, or validation has, after an epoch;
            "short" where epochs had fewer batches than asked for.
        epochs: For "end" the last epoch that had batches; for "short" those that had
            fewer. They count from 1; 0 is that of a call without epochs.
        counts: How many batches these epochs had.
        steps: Name and value of the argument that asked for more.
    """

    def __init__(
        self,
        data: str,
        kind: str,
        epochs: list[int],
        counts: list[int],
        steps: tuple[str, int | None],
    ) -> None:
        self.data, self.kind, self.epochs, self.counts = data, kind, epochs, counts
        self.argument, self.steps = steps
        what = f"`{data}` has run out of batches"
        after = f" after epoch {epochs[0]}." if kind == "end" else ""
        found = ", ".join(map(str, counts))
        super().__init__(what + (after or f": {found}, not {self.steps}."))


_noted: ContextVar[list[ShortageWarning] | None] = ContextVar("_noted", default=None)


@contextmanager
def noting_shortages() -> Iterator[list[ShortageWarning]]:
    """Note what would be warnings.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> with noting_shortages() as noted:
    ...     feeding = Feeding(model, "predict", {"steps": 3})
    ...     with feeding.explained():
    ...         feeding.on_predict_batch_end(0)
    ...         feeding.on_predict_end()
    >>> str(noted[0]), noted[0].kind, noted[0].counts
    ('`x` has run out of batches: 1, not 3.', 'short', [1])
    """
    noted: list[ShortageWarning] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


class Feeding(keras.callbacks.Callback):
    """Counts batches, and ends a training for which there are no more.

    Args:
        model: A Keras model.
        method: "fit", "evaluate" or "predict"; of others it does nothing.
        arguments: Those of the method.

    Raises:
        NoBatchError: There is no batch for the first epoch.
    """

    # Keras may run callbacks of the end of a step in another thread.
    async_safe = True

    def __init__(self, model: Any, method: str, arguments: dict[str, Any]) -> None:
        super().__init__()
        self._fed, self._method = model, method
        of_keras = getattr(type(model), method) is getattr(keras.Model, method)
        self._is_active = of_keras and method in _STEPS
        self._x = arguments.get("x")
        self._validation = arguments.get("validation_data")
        self._epochs = arguments.get("epochs", 1)
        name = _STEPS.get(method, "steps")
        self._steps = (name, arguments.get(name))
        self._validation_steps = ("validation_steps", arguments.get("validation_steps"))
        self._count = self._validated = 0
        self._lock = threading.Lock()
        self._has_run = False
        self._lacks_validation = False
        self._names: list[str] = []
        self._short: dict[str, list[tuple[int, int]]] = {"x": [], "validation_data": []}
        self._ends: dict[str, int] = {}

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Say where data have no batch, and warn at the end where they had too few."""
        if not self._is_active:
            yield
            return
        if isinstance(self._x, OwnBatches) and self._x.is_used_up():
            raise NoBatchError("x")
        try:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", message=OUT_OF_DATA)
                yield
        except (StopIteration, UnboundLocalError):
            # Keras looks at the first batch, and at the result of the last step.
            if self._has_run or self._count:
                raise
            raise NoBatchError("x") from None
        self._warn()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Begin to count."""
        self._count = 0

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Count, in whichever order Keras tells of the batches."""
        with self._lock:
            self._count = max(self._count, batch + 1)

    on_predict_batch_end = on_train_batch_end

    def on_test_begin(self, logs: Any = None) -> None:
        """Pass the end of an epoch of validation data that Keras has counted."""
        self._validated = 0
        if self._method == "fit" and isinstance(self._validation, OwnBatches):
            self._validation.is_used_up()

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        """Count."""
        with self._lock:
            self._validated = max(self._validated, batch + 1)

    def on_test_end(self, logs: Any = None) -> None:
        """Look whether there was a batch."""
        if not self._is_active or not isinstance(logs, dict):
            return
        if self._method != "fit":
            self._count = self._validated
            self._end_without_epochs()
        elif self._validated:
            self._names = [f"val_{name}" for name in logs]
        else:
            # In place: 0 on some backends.
            logs.clear()
            self._lacks_validation = True

    def on_predict_end(self, logs: Any = None) -> None:
        """Look whether there was a batch."""
        if self._is_active:
            self._end_without_epochs()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Look whether there were batches, and are some for the next epoch."""
        if not self._is_active:
            return
        if not self._count and not self._has_run:
            raise NoBatchError("x")
        self._has_run = True
        stops = self._fed.stop_training
        if not stops:
            self._note("x", epoch + 1, self._count, self._steps)
        if self._lacks_validation:
            self._ends.setdefault("validation_data", epoch)
            self._lacks_validation = False
            if logs is not None:
                logs.update(dict.fromkeys(self._names, np.nan))
        elif self._validated:
            steps = self._validation_steps
            self._note("validation_data", epoch + 1, self._validated, steps)
            self._validated = 0
        is_last = stops or epoch + 1 >= self._epochs
        if not is_last and isinstance(self._x, OwnBatches) and self._x.is_used_up():
            self._ends["x"] = epoch + 1
            self._fed.stop_training = True

    def _end_without_epochs(self) -> None:
        if not self._count:
            raise NoBatchError("x")
        stop = {"evaluate": "stop_evaluating", "predict": "stop_predicting"}
        if not getattr(self._fed, stop[self._method], False):
            self._note("x", 0, self._count, self._steps)

    def _note(self, data: str, epoch: int, count: int, steps: Any) -> None:
        if steps[1] is not None and count < steps[1]:
            self._short[data].append((epoch, count))

    def _warn(self) -> None:
        for data, epochs in self._short.items():
            steps = self._steps if data == "x" else self._validation_steps
            end = self._ends.get(data)
            if end is not None:
                _say(ShortageWarning(data, "end", [end], [], steps))
            elif epochs:
                numbers, counts = ([*each] for each in zip(*epochs, strict=True))
                _say(ShortageWarning(data, "short", numbers, counts, steps))


def _say(warning: ShortageWarning) -> None:
    noted = _noted.get()
    if noted is None:
        warnings.warn(warning, stacklevel=2)
    else:
        noted.append(warning)


@contextmanager
def needing_targets(model: Any) -> Iterator[None]:
    """Refuse batches without targets where the loss needs them.

    Args:
        model: A Keras model.

    Raises:
        NoTargetsError: There are none.
    """
    if not has_plain_loss(model):
        yield
        return
    errors = []

    def compute_loss(x: Any = None, y: Any = None, *args: Any, **kwargs: Any) -> Any:
        if y is None:
            errors.append(NoTargetsError())
            raise errors[0]
        return type(model).compute_loss(model, x, y, *args, **kwargs)

    vars(model)["compute_loss"] = compute_loss
    try:
        yield
    except Exception:
        # In a graph of TensorFlow it has become another.
        if errors:
            raise errors[0] from None
        raise
    finally:
        vars(model).pop("compute_loss", None)
