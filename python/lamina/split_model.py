"""A model in two parts: what comes before the layers that draw, and the rest.

What does not depend on a drawing layer is the same in every draw, and need be computed
once. The parts are Keras models that share the layers of the whole, so that Keras
compiles them as it compiles the whole.
"""

import contextlib
import logging
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import keras
import numpy as np
from keras import ops, tree
from keras.src import backend

from lamina.keyed_draws import Draws, RowsError, repeat_rows
from lamina.model_graph import Graph, Key, Step, functional_of, graph_of, is_plain_graph
from lamina.training import run_method


def _names(outputs: Any) -> list[str] | None:
    """Return the keys of a dictionary of tensors, in the order in which it is flat.

    Those of a dictionary in it come behind its own key and a dot.
    """
    if not isinstance(outputs, dict):
        return None
    names = [".".join(map(str, path)) for path, _ in tree.flatten_with_path(outputs)]
    return names if len(set(names)) == len(names) else None


class _Part(keras.Model):
    """A part of a model, with the layers of the whole."""

    def __init__(self, whole: Any, run: Callable[[Any], Any], name: str) -> None:
        # What crosses the cut keeps its dtype.
        super().__init__(name=name, autocast=False)
        self.whole = whole
        self.run = run
        self.built = True

    def call(self, inputs: Any) -> Any:
        return self.run(inputs)

    def compute(self, inputs: Any) -> Any:
        """Return NumPy arrays for a batch, through a compiled function."""
        with _without_tracing_warnings():
            return run_method(self, "predict_on_batch", x=inputs)


@contextlib.contextmanager
def _without_tracing_warnings() -> Iterator[None]:
    """Keep TensorFlow from taking the parts for one function that is compiled anew."""

    def is_other(record: logging.LogRecord) -> bool:
        return "triggered tf.function retracing" not in record.getMessage()

    logger = logging.getLogger("tensorflow")
    logger.addFilter(is_other)
    try:
        yield
    finally:
        logger.removeFilter(is_other)


def _try_other_rows(run: Callable[[Any, list[Any]], Any], inputs: list[Any]) -> None:
    """Trace a pass with another number of rows.

    By that alone a size that happens to be the number of rows can be told from it.
    """
    rows = 3 if inputs[0].shape[0] == 2 else 2

    def spec(x: Any) -> Any:
        dtype = backend.standardize_dtype(x.dtype)
        return keras.KerasTensor((rows, *x.shape[1:]), dtype)

    try:
        backend.compute_output_spec(run, spec(inputs[0]), [*map(spec, inputs[1:])])
    except RowsError:
        raise
    except Exception:
        # A model made for one number of rows: the pass itself has those.
        return


class SplitModel:
    """A model whose part before the first drawing layer is computed once a batch.

    Args:
        model: A built Keras model.
        drawing: The layers that draw; what depends on one belongs to the second part.
        draws: Holds the keys of the draws: see `keyed_draws.drawing()`.

    Attributes:
        output_names: Names of the outputs of a model that returns a dictionary, None
            for others and before the first draw of a subclassed model.
        drawn: Numbers of the layers that drew, so far.

    Example:
    >>> from lamina.keyed_draws import drawing, row_keys
    >>> dropout = keras.layers.Dropout(0.5)
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), dropout])
    >>> draws = Draws()
    >>> split = SplitModel(model, [dropout], draws)
    >>> keys = row_keys(1, draws=[[0, 1, 2]], examples=[[0], [1]])
    >>> with drawing([dropout], draws):
    ...     (output,) = split.draw(split.features(np.ones((2, 3))), keys)
    >>> split.shares_work, output.shape
    (True, (2, 3, 4))
    """

    def __init__(self, model: Any, drawing: Sequence[Any], draws: Draws) -> None:
        self._model, self._draws = model, draws
        self._drawing = {id(layer) for layer in drawing}
        self._parts: dict[Any, Any] = {}
        self._graph: Graph | None = None
        self._structure: Any = None
        self.drawn: set[int] = set()
        self.output_names: list[str] | None = None
        if is_plain_graph(model):
            self.output_names = _names(functional_of(model).output)
            self._graph = graph_of(model, self._draws_inside)
            self._split(self._graph)

    def _split(self, graph: Graph) -> None:
        random: set[Key] = set()
        self._first: list[Step] = []
        self._second: list[Step] = []
        for step in graph.steps:
            if self._draws_inside(step.node.operation) or random & set(step.inputs):
                random |= set(step.outputs)
                self._second.append(step)
            else:
                self._first.append(step)
        wanted = [key for step in self._second for key in step.inputs] + graph.outputs
        # Each tensor once, in the order in which it is needed.
        self._between = [key for key in dict.fromkeys(wanted) if key not in random]

    def _draws_inside(self, operation: Any) -> bool:
        if not isinstance(operation, keras.Layer):
            return False
        return any(id(layer) in self._drawing for layer in operation._flatten_layers())

    @property
    def shares_work(self) -> bool:
        """Whether there are steps that draws have in common."""
        return self._graph is not None and bool(self._first)

    def second_layers(self) -> list[Any]:
        """Return the layers that are run for each draw, those inside others too."""
        if self._graph is None:
            return list(self._model._flatten_layers())
        operations = [step.node.operation for step in self._second]
        tops = [each for each in operations if isinstance(each, keras.Layer)]
        return [layer for top in tops for layer in top._flatten_layers()]

    def bytes_per_row(self) -> int | None:
        """Return what the largest step of the second part takes, None if unknown."""
        if self._graph is None:
            return None
        largest = 0
        for step in self._second:
            tensors = [*step.node.input_tensors, *step.node.outputs]
            if any(size is None for tensor in tensors for size in tensor.shape[1:]):
                return None
            largest = max(largest, 4 * sum(math.prod(t.shape[1:]) for t in tensors))
        return largest

    def features(self, x: Any) -> list[Any]:
        """Return what the draws have in common, for a batch.

        Args:
            x: NumPy arrays in the structure that the model takes.
        """
        structure = tree.map_structure(lambda value: 0, x)
        if not self.shares_work:
            self._structure = structure
            return [np.asarray(value) for value in tree.flatten(x)]
        part = self._part(("first", repr(structure)), x, self._run_first)
        features: list[Any] = tree.flatten(part.compute(x))
        return features

    def draw(self, features: list[Any], keys: np.ndarray) -> list[np.ndarray]:
        """Return the model's outputs for several draws of a batch.

        Args:
            features: What `features()` returned for a batch of B examples.
            keys: A key for each example and draw: shape (B, draws, 2).

        Returns:
            For each output an array of shape (B, draws, ...).

        Raises:
            ValueError: An output has not one row for each of the input, or a layer
                that draws is called on a tensor that has no rows for each of them.
        """
        batch, draws = keys.shape[:2]
        inputs = [keys.reshape(-1, 2), *features]
        structure = self._structure
        shares: dict[int, int] = {}
        is_tried = False

        def run_rows(keys: Any, rows: list[Any]) -> Any:
            self._draws.start(keys, shares)
            results = self._run_second(rows, structure)
            self.drawn |= self._draws.used
            return results

        def run(inputs: list[Any]) -> Any:
            nonlocal is_tried
            if not is_tried:
                shares.clear()
                _try_other_rows(run_rows, inputs)
                is_tried = True
            rows = [repeat_rows(x, draws) for x in inputs[1:]]
            return run_rows(inputs[0], rows)

        part = self._part(("second", draws, repr(structure)), inputs, run)
        outputs = [np.asarray(y) for y in tree.flatten(part.compute(inputs))]
        for y in outputs:
            if y.shape[:1] != (batch * draws,):
                raise ValueError(
                    f"The model '{self._model.name}' must give one row for each "
                    f"example: of {batch * draws} it makes shape {y.shape}."
                )
        return [y.reshape(batch, draws, *y.shape[1:]) for y in outputs]

    def _part(
        self, kind: tuple[Any, ...], inputs: Any, run: Callable[[Any], Any]
    ) -> Any:
        # Keras makes room for any batch once a function has seen two sizes: here each
        # size has a function of its own, whose shapes are all known.
        shapes = tuple(np.shape(x) for x in tree.flatten(inputs))
        if (kind, shapes) not in self._parts:
            self._parts[kind, shapes] = _Part(self._model, run, f"{kind[0]}_part")
        return self._parts[kind, shapes]

    def _run_first(self, x: Any) -> list[Any]:
        graph = self._graph
        assert graph is not None
        flat = functional_of(self._model)._standardize_inputs(x)
        values = dict(zip(graph.inputs, flat, strict=True))
        self._run_steps(self._first, values)
        between = [values[key] for key in self._between]
        masks = [backend.get_keras_mask(value) for value in between]
        self._masked = [i for i, mask in enumerate(masks) if mask is not None]
        return [*between, *(masks[i] for i in self._masked)]

    def _run_second(self, features: list[Any], structure: Any) -> Any:
        if self._graph is None:
            x = tree.pack_sequence_as(structure, features)
            outputs = self._model(x, training=False)
            self.output_names = _names(outputs)
            return tree.flatten(outputs)
        if not self.shares_work:
            features = functional_of(self._model)._standardize_inputs(
                tree.pack_sequence_as(structure, features)
            )
            values = dict(zip(self._graph.inputs, features, strict=True))
        else:
            count = len(self._between)
            for i, mask in zip(self._masked, features[count:], strict=True):
                backend.set_keras_mask(features[i], ops.cast(mask, "bool"))
            values = dict(zip(self._between, features[:count], strict=True))
        self._run_steps(self._second, values)
        return [values[key] for key in self._graph.outputs]

    @staticmethod
    def _run_steps(steps: list[Step], values: dict[Key, Any]) -> None:
        for step in steps:
            local = {
                id(tensor): values[key]
                for tensor, key in zip(
                    step.node.input_tensors, step.inputs, strict=True
                )
            }
            args, kwargs = step.node.arguments.fill_in(local)
            if isinstance(step.node.operation, keras.Layer):
                # Those inside it learn so too, also where it has no such argument.
                kwargs["training"] = False
            outputs = tree.flatten(step.node.operation(*args, **kwargs))
            values.update(zip(step.outputs, outputs, strict=True))
