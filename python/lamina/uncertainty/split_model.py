"""A model in two parts: what comes before the layers that draw, and the rest.

What does not depend on a drawing layer is the same in every draw, and need be computed
once. The parts are compiled functions that use the layers of the whole.
"""

import functools
import inspect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import keras
import numpy as np
from keras import ops, tree

from lamina._backend import compiled, trace, without_retracing_warnings
from lamina._keras import in_order, layers_in, mask_of, set_mask
from lamina.models.model_graph import (
    Graph,
    Key,
    Step,
    functional_of,
    graph_of,
    has_own_predict_step,
    is_plain_graph,
)
from lamina.uncertainty.draws import DrawError, Draws
from lamina.uncertainty.keyed_numbers import repeat_rows
from lamina.uncertainty.row_probe import mixes_rows, with_other_rows
from lamina.uncertainty.rows import is_row_wise


def _names(outputs: Any) -> list[str] | None:
    """Return the keys of a dictionary of tensors, in the order in which it is flat.

    Those of a dictionary in it come behind its own key and a dot.
    """
    if not isinstance(outputs, dict):
        return None
    names = [".".join(map(str, path)) for path, _ in tree.flatten_with_path(outputs)]
    return names if len(set(names)) == len(names) else None


# How many parts are kept. A prediction needs two for each length of its sequences.
MOST_PARTS = 16


# A tensor of a graph or, where it is said, its mask.
_Place = tuple[Key, bool]
_Shape = tuple[int | None, ...] | None
# Whether the first axis of a tensor, and no other, is that of the examples; whether
# none is; or something else.
_Kind = Literal["rows", "none", "odd"]


def _predict(model: Any, x: Any) -> Any:
    """Return what `predict()` makes of a batch, by the step that a model has for it."""
    if not has_own_predict_step(model):
        return model(x, training=False)
    wanted = inspect.signature(keras.Model.predict_step).parameters
    if "state" not in wanted:
        return model.predict_step((x,))
    variables = (model.trainable_variables, model.non_trainable_variables)
    state = tuple([variable.value for variable in each] for each in variables)
    outputs, _ = model.predict_step(state, (x,))
    return outputs


@dataclass
class _Trace:
    """What a pass with another number of rows says of the second part."""

    # How many rows each draw had for a row of the model.
    shares: dict[int, int] = field(default_factory=dict)
    # Whether each output has a row for each example; empty where it is not known.
    has_rows: list[bool] = field(default_factory=list)


def _unknown(steps: list[Step], rows: set[Key]) -> set[int]:
    """Return the steps that may do anything: their identities."""
    found = set()
    for step in steps:
        if is_row_wise(step, rows):
            rows.update(step.outputs)
        else:
            found.add(id(step))
    return found


def _shape(x: Any) -> _Shape:
    return None if x is None else tuple(x.shape)


def _kind(two: _Shape, three: _Shape) -> _Kind:
    """Tell from a tensor's shapes with two and three examples what its axes are."""
    if two is None or three is None or None in (*two, *three):
        return "odd"
    if two == three:
        return "none"
    own = two[:1] == (2,) and three[:1] == (3,) and two[1:] == three[1:]
    return "rows" if own else "odd"


def _spec(x: Any, rows: int | None = None) -> Any:
    """Return an array's shape and dtype, with another number of rows."""
    if x is None:
        # An input that was left out.
        return None
    shape = np.shape(x) if rows is None else (rows, *np.shape(x)[1:])
    texts = isinstance(x, np.ndarray) and x.dtype.kind in "USO"
    dtype = "string" if texts else keras.backend.standardize_dtype(x.dtype)
    return keras.KerasTensor(shape, dtype)


def variables_of(model: Any) -> list[Any]:
    """Return all that a model reads, the states of recurrent layers among them."""
    # Keras does not count them among the variables.
    states = [getattr(layer, "states", None) for layer in layers_in(model)]
    every = [*model.variables, *tree.flatten(states)]
    variables = [each for each in every if isinstance(each, keras.Variable)]
    return list({id(variable): variable for variable in variables}.values())


class SplitModel:
    """A model whose part before the first drawing layer is computed once a batch.

    Args:
        model: A built Keras model.
        drawing: The layers that draw; what depends on one belongs to the second part.
        draws: Holds the keys of the draws: see `drawing()`.

    Attributes:
        output_names: Names of the outputs of a model that returns a dictionary, None
            for others and before the first draw of a subclassed model.
        drawn: Numbers of the layers that drew, so far.
        for_batch: Those that drew for all rows at once.
        is_alone: Whether a draw must have a call of its own.

    Example:
    >>> from lamina.uncertainty.drawing import drawing
    >>> from lamina.uncertainty.keyed_numbers import row_keys
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
        self._parts: dict[Any, Callable[[Any], Any]] = {}
        self._graph: Graph | None = None
        self._structure: Any = None
        self._traces: dict[Any, _Trace] = {}
        self._with_rows: list[bool] = []
        self._is_surveyed = False
        self._kinds: dict[_Place, _Kind] = {}
        # Whether all steps are known to keep examples apart.
        self._is_known = False
        self.is_alone = False
        self.drawn: set[int] = set()
        self.for_batch: set[int] = set()
        self.output_names: list[str] | None = None
        if is_plain_graph(model) and not has_own_predict_step(model):
            self.output_names = _names(functional_of(model).output)
            self._graph = graph_of(model, self._draws_inside)
            self._split(self._graph, set())

    def _split(self, graph: Graph, moved: set[int]) -> None:
        """Put each step into a part.

        Args:
            graph: The graph.
            moved: Steps of the second part, whatever they do: their identities.
        """
        random: set[Key] = set()
        self._first: list[Step] = []
        self._second: list[Step] = []
        for step in graph.steps:
            draws = id(step) in moved or self._draws_inside(step.node.operation)
            if draws or random & set(step.inputs):
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
        return any(id(layer) in self._drawing for layer in layers_in(operation))

    @property
    def may_mix(self) -> bool:
        """Whether examples of a batch may have a part in each other's outputs."""
        return not self._is_known

    @property
    def shares_work(self) -> bool:
        """Whether there are steps that draws have in common."""
        return self._graph is not None and bool(self._first)

    def second_layers(self) -> list[Any]:
        """Return the layers that are run for each draw, those inside others too."""
        if self._graph is None:
            return layers_in(self._model)
        operations = [step.node.operation for step in self._second]
        tops = [each for each in operations if isinstance(each, keras.Layer)]
        return [layer for top in tops for layer in layers_in(top)]

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

    def survey(self, x: Any) -> None:
        """Find out which tensors before the drawing layers have a row for each example.

        What has none, such as a table that a layer has learnt, is the same for all of
        them. What has rows of another kind, such as the steps of all examples one
        after the other, could not be repeated for each draw: it is left to the second
        part, as are layers that turn out to draw in inference too.

        Args:
            x: NumPy arrays in the structure that the model takes.
        """
        graph = self._graph
        if graph is None or self._is_surveyed:
            return
        self._is_surveyed = True
        rows = set(graph.inputs)
        are_known = not _unknown(self._first, rows)
        self._is_known = are_known and not _unknown(self._second, rows)
        if not are_known:
            self._trace_first(graph, x)

    def _trace_first(self, graph: Graph, x: Any) -> None:
        try:
            (two, drawn), (three, _) = (self._shapes(x, rows) for rows in (2, 3))
        except Exception:
            # It is made for one number of rows, if for any.
            self.is_alone = True
            self._split(graph, _unknown(self._first, set(graph.inputs)))
            return
        self._kinds = {place: _kind(two[place], three[place]) for place in two}
        while True:
            self._split(graph, drawn)
            odd = {
                key for key in self._between if self._kinds.get((key, False)) == "odd"
            }
            if not odd:
                return
            drawn |= {id(step) for step in self._first if odd & set(step.outputs)}

    def _shapes(self, x: Any, rows: int) -> tuple[dict[_Place, _Shape], set[int]]:
        """Trace the first part for some rows.

        Returns:
            The shapes of all its tensors and of their masks, and which steps drew.
        """
        shapes: dict[_Place, _Shape] = {}
        drawn: set[int] = set()

        def run(x: Any) -> list[Any]:
            values = self._inputs(x)
            for step in self._first:
                before = self._draws.calls
                self._run_steps([step], values)
                if self._draws.calls > before:
                    drawn.add(id(step))
                for key in step.outputs:
                    mask = mask_of(values[key])
                    shapes[key, False] = _shape(values[key])
                    shapes[key, True] = _shape(mask)
            return []

        self._draws.start(np.zeros((rows, 2), "int32"))
        specs = tree.map_structure(lambda each: _spec(each, rows), x)
        trace(run, specs)
        return shapes, drawn

    def features(self, x: Any) -> list[Any]:
        """Return what the draws have in common, for a batch.

        Args:
            x: NumPy arrays in the structure that the model takes.
        """
        self.survey(x)
        structure = tree.map_structure(lambda each: None if each is None else 0, x)
        if not self.shares_work:
            self._structure = structure
            self._with_rows = [True] * len(tree.flatten(x))
            return tree.flatten(x)  # type: ignore[no-any-return]
        part = self._part(("first", repr(structure)), x, self._run_first)
        features: list[Any] = part(x)
        return features

    def mixes(self, features: list[Any], keys: np.ndarray) -> bool:
        """Whether draws in one call would not be those of a call for each.

        So it is where a layer behind the drawing layers looks at the batch as a whole,
        for its mean say. Of layers that are not known that is found out by draws.

        Args:
            features: What `features()` returned for a batch of B examples.
            keys: A key for each example and draw: shape (B, draws, ...).
        """
        if keys.shape[1] == 1:
            return False
        self._trace_second(features, keys)
        if self.is_alone or self._is_known:
            return self.is_alone
        run = functools.partial(self._run_probe, features)
        return mixes_rows(run, features, self._with_rows, keys)

    def keeps_apart(self, x: Any, outputs: list[np.ndarray], keys: np.ndarray) -> bool:
        """Whether no bit of an example's outputs depends on the others of its batch.

        Of models whose layers are not all known that is found out by draws.

        Args:
            x: A batch, as for `features()`.
            outputs: What `draw()` returned for it.
            keys: The keys of that.
        """
        half = len(keys) // 2
        if self._is_known or not half:
            return True
        for kept in (slice(None, half), slice(half, None)):
            changed = self.draw(self.features(with_other_rows(x, kept)), keys)
            for before, after in zip(outputs, changed, strict=True):
                if not np.array_equal(before[kept], after[kept], equal_nan=True):
                    return False
        return True

    def _run_probe(
        self, features: list[Any], rows: list[Any], keeps_all: bool, keys: np.ndarray
    ) -> list[np.ndarray]:
        """Return the outputs for rows that draws do not have in common."""
        structure, shares = self._structure, self._trace_second(features, keys).shares

        def run(inputs: list[Any]) -> Any:
            return self._run_rows(
                inputs[0], inputs[1:], structure, shares, keeps_all=keeps_all
            )

        inputs = [keys.reshape(-1, keys.shape[-1]), *rows]
        part = self._part(("probe", keeps_all, repr(structure)), inputs, run)
        outputs = [ops.convert_to_numpy(y) for y in tree.flatten(part(inputs))]
        return [y.reshape(*keys.shape[:2], *y.shape[1:]) for y in outputs]

    def draw(self, features: list[Any], keys: np.ndarray) -> list[np.ndarray]:
        """Return the model's outputs for several draws of a batch.

        Args:
            features: What `features()` returned for a batch of B examples.
            keys: A key for each example and draw: shape (B, draws, ...).

        Returns:
            For each output an array of shape (B, draws, ...).

        Raises:
            ValueError: An output has not one row for each of the input, or a layer
                that draws is called on a tensor that has no rows for each of them.
        """
        batch, draws = keys.shape[:2]
        inputs = [keys.reshape(-1, keys.shape[-1]), *features]
        structure, with_rows = self._structure, list(self._with_rows)
        traced = self._trace_second(features, keys)

        def run(inputs: list[Any]) -> Any:
            rows = [
                repeat_rows(x, draws) if own and x is not None else x
                for x, own in zip(inputs[1:], with_rows, strict=True)
            ]
            return self._run_rows(inputs[0], rows, structure, traced.shares)

        part = self._part(("second", draws, repr(structure)), inputs, run)
        outputs = [ops.convert_to_numpy(y) for y in tree.flatten(part(inputs))]
        has_rows = traced.has_rows or [True] * len(outputs)
        names = getattr(self._model, "output_names", None) or [""]
        for number, (y, own) in enumerate(zip(outputs, has_rows, strict=True)):
            if not own or y.shape[:1] != (batch * draws,):
                several = len(names) == len(outputs) > 1
                what = f"its output {names[number]!r}" if several else "it"
                raise ValueError(
                    f"The model '{self._model.name}' must return one row for each "
                    f"example: for {batch * draws} {what} returns shape {y.shape}."
                )
        return [y.reshape(batch, draws, *y.shape[1:]) for y in outputs]

    def _run_rows(
        self,
        keys: Any,
        features: list[Any],
        structure: Any,
        shares: dict[int, int],
        keeps_all: bool = False,
    ) -> Any:
        self._draws.start(keys, shares, keeps_all)
        results = self._run_second(features, structure)
        self.drawn |= self._draws.used
        self.for_batch |= self._draws.for_batch
        return results

    def _trace_second(self, features: list[Any], keys: np.ndarray) -> _Trace:
        """Trace a pass with another number of rows.

        By that alone a size that happens to be the number of rows can be told from it.
        """
        rows = 3 if math.prod(keys.shape[:2]) == 2 else 2
        with_rows, structure = self._with_rows, self._structure
        shapes = [np.shape(x)[own:] for x, own in zip(features, with_rows, strict=True)]
        place = (repr(structure), rows, tuple(shapes))
        if place in self._traces:
            return self._traces[place]
        traced = _Trace()

        def run(keys: Any, features: list[Any]) -> list[Any]:
            outputs = self._run_rows(keys, features, structure, traced.shares)
            traced.has_rows = [y.shape[:1] in ((rows,), (None,)) for y in outputs]
            return []

        specs = [
            _spec(x, rows if own else None)
            for x, own in zip(features, with_rows, strict=True)
        ]
        try:
            trace(run, _spec(keys[0], rows), specs)
        except DrawError:
            raise
        except Exception:
            # A model made for one number of rows: the pass itself has those.
            self.is_alone = True
        self.is_alone |= bool(self._draws.for_batch)
        self._traces[place] = traced
        return traced

    def _part(
        self, kind: tuple[Any, ...], inputs: Any, run: Callable[[Any], Any]
    ) -> Callable[[Any], Any]:
        """Return a part of the model, compiled for inputs of these shapes.

        Of very many the one goes that has not been used for longest.
        """
        # Each size has a function of its own, whose shapes are all known.
        key = (kind, tuple(np.shape(x) for x in tree.flatten(inputs)))
        part = self._parts.pop(key, None) or self._compiled(run)
        self._parts[key] = part
        if len(self._parts) > MOST_PARTS:
            del self._parts[next(iter(self._parts))]
        return part

    def _compiled(self, run: Callable[[Any], Any]) -> Callable[[Any], Any]:
        model = self._model
        part = compiled(run, variables_of(model), model.jit_compile, model.run_eagerly)

        def quiet(inputs: Any) -> Any:
            with without_retracing_warnings():
                return part(inputs)

        return quiet

    def _inputs(self, x: Any) -> dict[Key, Any]:
        graph = self._graph
        assert graph is not None
        flat = in_order(functional_of(self._model), x)
        return dict(zip(graph.inputs, flat, strict=True))

    def _run_first(self, x: Any) -> list[Any]:
        self._draws.start(np.zeros((1, 2), "int32"))
        values = self._inputs(x)
        self._run_steps(self._first, values)
        between = [values[key] for key in self._between]
        masks = [mask_of(value) for value in between]
        self._masked = [i for i, mask in enumerate(masks) if mask is not None]
        places = [(key, False) for key in self._between]
        places += [(self._between[i], True) for i in self._masked]
        self._with_rows = [self._kinds.get(each, "rows") == "rows" for each in places]
        return [*between, *(masks[i] for i in self._masked)]

    def _run_second(self, features: list[Any], structure: Any) -> list[Any]:
        if self._graph is None:
            x = tree.pack_sequence_as(structure, features)
            outputs = _predict(self._model, x)
            self.output_names = _names(outputs)
            return tree.flatten(outputs)  # type: ignore[no-any-return]
        if not self.shares_work:
            values = self._inputs(tree.pack_sequence_as(structure, features))
        else:
            count = len(self._between)
            for i, mask in zip(self._masked, features[count:], strict=True):
                set_mask(features[i], ops.cast(mask, "bool"))
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
