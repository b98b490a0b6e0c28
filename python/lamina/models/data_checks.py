"""The look at data: what stands for classes, words or categories, and targets.

JAX trains on a label that no class has without a word, and gives NaN or another row for
the index of no embedding; other backends fail in words of their own. Where the data are
arrays, they are looked at before anything runs; data that come in batches, batch by
batch. So are targets that a loss would repeat until they fit what the model gives, and
those that a metric cannot take.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import keras

from lamina._backend import batches_pass_in_another_thread
from lamina.models.code_sources import Computed, Source
from lamina.models.code_values import Code, find_wrong
from lamina.models.data_errors import CodesError, MetricShapeError, TargetShapeError
from lamina.models.input_codes import codes_of_inputs, codes_of_layer
from lamina.models.known_losses import (
    code_of_loss,
    has_known_loss,
    has_plain_loss,
    is_repeated,
    unfit_shape,
)
from lamina.models.known_metrics import has_known_metric, unfit_metrics
from lamina.models.known_targets import name_in_keras
from lamina.models.model_graph import is_plain_graph
from lamina.models.outputs import Output, outputs_of, targets_of


def check_codes(model: Any, arguments: Mapping[str, Any]) -> None:
    """Refuse labels and indices that the model has nothing for.

    Labels that a loss ignores, and those of examples without weight, may be anything.

    Args:
        model: A Keras model.
        arguments: Those of `fit()`, `evaluate()` or `predict()`.

    Raises:
        CodesError: One of them is no whole number, or out of range.
        MetricShapeError: A metric of Keras' cannot take the targets.
        TargetShapeError: A loss of Keras' would repeat targets until they fit, or
            refuses them.

    Example:
    >>> import numpy as np
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> model.compile(loss="sparse_categorical_crossentropy")
    >>> check_codes(model, {"x": np.ones((2, 3)), "y": np.array([1, 2])})
    Traceback (most recent call last):
    ...
    lamina.CodesError: `y` must contain whole numbers from 0 to 1, not 1 to 2.
    """
    names = ("x", "y", "sample_weight")
    _Checks(model, ("x", "y")).check([arguments.get(name) for name in names])
    validation = arguments.get("validation_data")
    if isinstance(validation, list | tuple) and 2 <= len(validation) <= 3:
        places = ("validation_data", "validation_data")
        _Checks(model, places).check([*validation, None][:3])


class BatchCheck:
    """Looks at data that come in batches.

    Attributes:
        error: What was found in a batch, else None.

    Args:
        model: A Keras model.
        argument: The one that gives the batches: "x" or "validation_data".

    Example:
    >>> import numpy as np
    >>> embedding = keras.layers.Embedding(2, 4, name="words")
    >>> model = keras.Sequential([keras.Input((3,)), embedding])
    >>> check = BatchCheck(model, "x")
    >>> check((np.array([[0, 1, 2]]),))
    Traceback (most recent call last):
    ...
    lamina.CodesError: The batches of `x` must contain whole numbers from 0 to 1 \
for 'words', not 0 to 2.
    """

    def __init__(self, model: Any, argument: str) -> None:
        self.error: CodesError | MetricShapeError | TargetShapeError | None = None
        self._checks = _Checks(model, (argument, argument), in_batches=True)

    @property
    def needs_inputs(self) -> bool:
        """Whether there is anything to look at in the inputs."""
        return self._checks.need_inputs

    @property
    def needs_targets(self) -> bool:
        """Whether there is anything to look at in the targets."""
        return self._checks.need_targets

    def prepare(self, batch: Any) -> None:
        """Find out what the model gives for such a batch; its shapes are enough."""
        self._checks.prepare(_parts(batch)[0])

    def __call__(self, batch: Any) -> None:
        """Look at a batch.

        Raises:
            CodesError: A number is out of range, or not whole.
            MetricShapeError: A metric of Keras' cannot take the targets.
            TargetShapeError: A loss of Keras' would repeat targets until they fit, or
            refuses them.
        """
        try:
            self._checks.check(_parts(batch))
        except (CodesError, MetricShapeError, TargetShapeError) as error:
            self.error = error
            raise


def _parts(batch: Any) -> list[Any]:
    # What is none of those, Keras refuses.
    parts = list(batch) if isinstance(batch, list | tuple) else [batch]
    return [*parts, None, None][:3] if len(parts) <= 3 else [None] * 3


def check_layer_codes(layer: Any, x: Any) -> None:
    """Refuse indices that a layer has nothing for.

    Args:
        layer: A Keras layer or model.
        x: The array that it is called on.

    Raises:
        CodesError: One of them is no whole number, or out of range.

    Example:
    >>> import numpy as np
    >>> check_layer_codes(keras.layers.Embedding(3, 2, name="words"), np.array([1, 3]))
    Traceback (most recent call last):
    ...
    lamina.CodesError: `x` must contain whole numbers from 0 to 2 for 'words', \
not 1 to 3.
    """
    if isinstance(layer, keras.Model):
        check_inputs(layer, x)
        return
    for code in codes_of_layer(layer):
        found = find_wrong(x, code, None)
        if found:
            raise CodesError("x", code, found)


def check_inputs(model: Any, x: Any) -> None:
    """Refuse indices among the inputs of a model that a layer has nothing for."""
    _Checks(model, ("x", "y")).check([x, None, None])


class _Checks:
    """What is looked at in the data of a model.

    Args:
        model: A Keras model.
        arguments: What the inputs and the targets are called.
        in_batches: Whether these give batches.
    """

    def __init__(
        self, model: Any, arguments: tuple[str, str], in_batches: bool = False
    ) -> None:
        self._model, self._arguments, self._in_batches = model, arguments, in_batches
        self._outputs: list[Output] | None = None
        self._codes: list[tuple[Source | Computed, Code]] | None = None
        self._metrics_fit = False

    @property
    def need_inputs(self) -> bool:
        return bool(self._codes_of_inputs())

    def _codes_of_inputs(self) -> list[tuple[Source | Computed, Code]]:
        if self._codes is not None:
            return self._codes
        found = codes_of_inputs(self._model)
        if self._in_batches and batches_pass_in_another_thread():
            # No R function runs there.
            found = [each for each in found if isinstance(each[0], Source)]
        # A model without a graph may get one in its first step.
        if is_plain_graph(self._model):
            self._codes = found
        return found

    @property
    def need_targets(self) -> bool:
        model = self._model
        return has_known_loss(model) or (
            has_plain_loss(model) and has_known_metric(model)
        )

    def prepare(self, x: Any) -> None:
        if self._outputs is None and has_plain_loss(self._model):
            self._outputs = outputs_of(self._model, x)

    def check(self, data: list[Any]) -> None:
        x, y, weights = data
        for source, code in self._codes_of_inputs():
            self._check(source.of(x), code, self._arguments[0])
        if y is None or not has_plain_loss(self._model):
            return
        self.prepare(x)
        for target, loss, output, weight in targets_of(
            self._outputs or [], self._model.loss, y, weights
        ):
            expected = unfit_shape(target, loss, output)
            if expected is not None:
                found = tuple(target.shape)
                raise TargetShapeError(
                    self._arguments[1],
                    replace(output, shape=expected),
                    found,
                    self._in_batches,
                    name_in_keras(loss),
                )
            of_loss = code_of_loss(loss, output, target)
            if of_loss is not None:
                self._check(target, of_loss, self._arguments[1], weight)
            elif is_repeated(target, loss, output):
                raise TargetShapeError(
                    self._arguments[1], output, tuple(target.shape), self._in_batches
                )

        self._check_metrics(y)

    def _check_metrics(self, y: Any) -> None:
        # The batches that follow have the shape of the first.
        if self._metrics_fit:
            return
        for metric in unfit_metrics(self._model, self._outputs or [], y):
            raise MetricShapeError(self._arguments[1], metric, self._in_batches)
        self._metrics_fit = True

    def _check(
        self, array: Any, code: Code, argument: str, weights: Any = None
    ) -> None:
        found = find_wrong(array, code, weights)
        if found:
            raise CodesError(argument, code, found, self._in_batches)
