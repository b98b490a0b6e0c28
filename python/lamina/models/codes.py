"""Numbers that stand for classes, words or categories, and that nothing stands for.

JAX trains on a label that no class has without a word, and gives NaN or another row for
the index of no embedding; other backends fail in words of their own. Where the data are
arrays, they are looked at before anything runs; data that come in batches, batch by
batch. So are targets that a loss would repeat until they fit what the model gives.
"""

import contextlib
import math
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import keras
import numpy as np
from keras import tree

from lamina._backend import batches_pass_in_another_thread
from lamina._keras import is_operation, loss_arguments, mask_of, output_spec
from lamina.models.model_graph import Step, functional_of, graph_of, is_plain_graph

Shape = tuple[int | None, ...]


class CodesError(ValueError):
    """Data hold a number that stands for nothing.

    Attributes:
        argument: Where it is: "x", "y" or "validation_data".
        kind: What the numbers are: "class", "index", "category" or "probability".
        name: Name of the output or layer, None where there is one output.
        highest: The highest number that there may be, None where that is not known.
        found: The lowest and the highest that came, or one that is not whole.
        in_batches: Whether `argument` gives batches, one of which holds it.
    """

    def __init__(
        self, argument: str, code: "Code", found: list[float], in_batches: bool = False
    ):
        self.argument = argument
        self.in_batches = in_batches
        self.kind = code.kind
        self.name = code.name
        self.highest = code.highest
        self.found = found
        numbers = "numbers" if code.kind == "probability" else "whole numbers"
        limits = "0 up" if code.highest is None else f"0 to {code.highest}"
        super().__init__(
            f"{_name(argument, in_batches)} must contain {numbers} from {limits}"
            f"{'' if code.name is None else f' for {code.name!r}'}, "
            f"not {' to '.join(f'{number:g}' for number in found)}."
        )


class TargetShapeError(ValueError):
    """Targets are of another shape than what the model gives, and would be repeated.

    Attributes:
        argument: Where they are: "y", "x" where that gives batches, "validation_data".
        name: Name of the output, None where there is one.
        shape: The shape of the output, None for a size that is not known.
        found: The shape of the targets.
        in_batches: Whether `argument` gives batches, one of which holds them.
    """

    def __init__(
        self, argument: str, output: "Output", found: Shape, in_batches: bool = False
    ):
        self.argument = argument
        self.name = output.name
        self.shape = output.shape
        self.found = found
        self.in_batches = in_batches
        what = "the output" if output.name is None else f"the output {output.name!r}"
        super().__init__(
            f"{_name(argument, in_batches)} must contain targets of the shape "
            f"{output.shape} of {what}, not {found}."
        )


def _name(argument: str, in_batches: bool) -> str:
    return f"The batches of `{argument}`" if in_batches else f"`{argument}`"


@dataclass(frozen=True)
class Code:
    """What the numbers in an array may be."""

    kind: str
    name: str | None = None
    highest: int | None = None
    ignored: int | None = None
    may_be_negative: bool = False
    is_cast: bool = False


def check_codes(model: Any, arguments: Mapping[str, Any]) -> None:
    """Refuse labels and indices that the model has nothing for.

    Labels that a loss ignores, and those of examples without weight, may be anything.

    Args:
        model: A Keras model.
        arguments: Those of `fit()`, `evaluate()` or `predict()`.

    Raises:
        CodesError: One of them is no whole number, or out of range.
        TargetShapeError: A loss of Keras' would repeat targets until they fit.

    Example:
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
        self.error: CodesError | TargetShapeError | None = None
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
            TargetShapeError: A loss of Keras' would repeat targets until they fit.
        """
        try:
            self._checks.check(_parts(batch))
        except (CodesError, TargetShapeError) as error:
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
    >>> check_layer_codes(keras.layers.Embedding(3, 2, name="words"), np.array([1, 3]))
    Traceback (most recent call last):
    ...
    lamina.CodesError: `x` must contain whole numbers from 0 to 2 for 'words', \
not 1 to 3.
    """
    if isinstance(layer, keras.Model):
        check_inputs(layer, x)
        return
    for code in _codes_of_layer(layer):
        found = _find_wrong(x, code, None)
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

    @property
    def need_inputs(self) -> bool:
        return bool(self._codes_of_inputs())

    def _codes_of_inputs(self) -> "list[tuple[Source | Computed, Code]]":
        if self._codes is not None:
            return self._codes
        found = _codes_of_inputs(self._model)
        if self._in_batches and batches_pass_in_another_thread():
            # No R function runs there.
            found = [each for each in found if isinstance(each[0], Source)]
        # A model without a graph may get one in its first step.
        if is_plain_graph(self._model):
            self._codes = found
        return found

    @property
    def need_targets(self) -> bool:
        losses = tree.flatten(getattr(self._model, "loss", None))
        known = (_SPARSE, "crossentropy", "ce", *_BINARY, *_ELEMENTWISE)
        return _has_plain_loss(self._model) and any(
            _plain_name(loss) in known for loss in losses
        )

    def prepare(self, x: Any) -> None:
        if self._outputs is None and _has_plain_loss(self._model):
            self._outputs = _outputs(self._model, x)

    def check(self, data: list[Any]) -> None:
        x, y, weights = data
        for source, code in self._codes_of_inputs():
            self._check(source.of(x), code, self._arguments[0])
        if y is None or not _has_plain_loss(self._model):
            return
        self.prepare(x)
        for target, loss, output, weight in _targets(
            self._outputs or [], self._model.loss, y, weights
        ):
            of_loss = _code_of_loss(loss, output, target)
            if of_loss is not None:
                self._check(target, of_loss, self._arguments[1], weight)
            elif _is_repeated(target, loss, output):
                raise TargetShapeError(
                    self._arguments[1], output, tuple(target.shape), self._in_batches
                )

    def _check(
        self, array: Any, code: Code, argument: str, weights: Any = None
    ) -> None:
        found = _find_wrong(array, code, weights)
        if found:
            raise CodesError(argument, code, found, self._in_batches)


def _find_wrong(array: Any, code: Code, weights: Any) -> list[float]:
    values = _as_array(array)
    if values is None or values.dtype.kind not in "biuf" or not values.size:
        return []
    if code.is_cast:
        values = np.trunc(values)
    found = _wrong(values, code)
    if found and (code.ignored is not None or weights is not None):
        # Only now: it takes a copy.
        values = values[_counts(values, code, weights)]
        found = _wrong(values, code) if values.size else []
    return found


def _wrong(values: Any, code: Code) -> list[float]:
    lowest, highest = float(values.min()), float(values.max())
    # NaN is what they are where one is among them.
    if math.isnan(lowest):
        return [lowest]
    parts = values != np.floor(values) if values.dtype.kind == "f" else np.False_
    if code.kind == "probability" and parts.any():
        # No classes: noise or rounding may take targets a little out of 0 to 1.
        return []
    too_low = lowest < 0 and not code.may_be_negative
    if too_low or (code.highest is not None and highest > code.highest):
        return [lowest] if lowest == highest else [lowest, highest]
    return [float(values[parts][0])] if parts.any() else []


def _counts(values: Any, code: Code, weights: Any) -> Any:
    counts = np.ones(values.shape, bool)
    if code.ignored is not None:
        counts &= values != code.ignored
    weights = _as_array(weights)
    if weights is None:
        return counts
    while weights.ndim > values.ndim and weights.shape[-1] == 1:
        weights = weights[..., 0]
    ones = (1,) * (values.ndim - weights.ndim)
    # Of weights of another shape Keras says what is wrong.
    with contextlib.suppress(ValueError):
        counts &= weights.reshape(weights.shape + ones) != 0
    return counts


def _as_array(x: Any) -> Any:
    """Return an array of NumPy, None for what is none and no tensor of all values."""
    if isinstance(x, np.ndarray):
        return x
    if isinstance(x, keras.KerasTensor) or not keras.ops.is_tensor(x):
        return None
    if any(word in type(x).__name__ for word in ("Sparse", "Ragged", "BCOO")):
        return None
    if keras.backend.standardize_dtype(x.dtype) in ("string", "bfloat16"):
        return None
    try:
        return keras.ops.convert_to_numpy(x)
    except Exception:
        # One that is being traced has no values yet.
        return None


# Inputs: which layers the numbers go to.


@dataclass(frozen=True)
class Source:
    """Where in the inputs of a model numbers come from.

    Attributes:
        number: Of which input, in their order.
        name: Its name in a dictionary.
        nodes: What is done with it: a node of the graph, and which of its outputs.
        has_part: Whether some of this leaves numbers out.
    """

    number: int
    name: str | None = None
    nodes: tuple[tuple[Any, int], ...] = ()
    has_part: bool = False

    def of(self, x: Any) -> Any:
        """Return the numbers among the inputs, in any order, or None."""
        array = _as_array(_part(x, self.number, self.name))
        if array is None or not self.has_part:
            return array
        try:
            for node, output in self.nodes:
                array = _run(node, output, array)
        except Exception:
            # The model says what is wrong with it.
            return None
        return array


def _run(node: Any, output: int, array: Any) -> Any:
    # As it is: as a tensor it may lose digits.
    [tensor] = node.input_tensors
    args, kwargs = node.arguments.fill_in({id(tensor): array})
    if _is_of_ops(node.operation, ("GetItem",)):
        return array[args[1]]
    return _as_array(tree.flatten(node.operation(*args, **kwargs))[output])


@dataclass(frozen=True)
class Computed:
    """Numbers that layers without weights make of the inputs of a model.

    Attributes:
        functional: A weak reference to its graph: it would hold the model.
        sources: Where its inputs come from.
        number: Of the step of the graph that gets the numbers.
    """

    functional: "weakref.ref[Any]"
    sources: tuple[Source, ...]
    number: int
    has_part: bool = True

    def of(self, x: Any) -> Any:
        """Return the numbers, or None."""
        functional: Any = self.functional()
        graph = graph_of(functional, lambda nested: True)
        [wanted] = graph.steps[self.number].inputs
        needed = {wanted}
        steps: list[Any] = []
        for step in reversed(graph.steps[: self.number]):
            if needed & set(step.outputs):
                needed |= set(step.inputs)
                steps.insert(0, step)
        inputs = {
            key: (source.of(x), tensor.dtype)
            for key, source, tensor in zip(
                graph.inputs, self.sources, functional.inputs, strict=True
            )
            if key in needed
        }
        if any(array is None for array, _ in inputs.values()):
            return None
        try:
            size = max(len(array) for array, _ in inputs.values())
            parts = []
            for first in range(0, size, _ROWS):
                values = {
                    key: keras.ops.convert_to_tensor(
                        array[first : first + _ROWS], dtype
                    )
                    for key, (array, dtype) in inputs.items()
                }
                for step in steps:
                    values.update(_run_step(step, values))
                parts.append(keras.ops.convert_to_numpy(values[wanted]))
            return np.concatenate(parts)
        except Exception:
            # The model says what is wrong with it.
            return None


# Of how many rows numbers are computed at a time.
_ROWS = 2**16


def _run_step(step: Any, values: Mapping[Any, Any]) -> dict[Any, Any]:
    pairs = zip(step.node.input_tensors, step.inputs, strict=True)
    args, kwargs = step.node.arguments.fill_in({id(t): values[key] for t, key in pairs})
    outputs = tree.flatten(step.node.operation(*args, **kwargs))
    return dict(zip(step.outputs, outputs, strict=True))


_codes: "weakref.WeakKeyDictionary[Any, list[tuple[Source | Computed, Code]]]"
_codes = weakref.WeakKeyDictionary()


def _codes_of_inputs(model: Any) -> list[tuple[Source | Computed, Code]]:
    """Return the inputs that are indices, by what finds them, and what they may be."""
    if not is_plain_graph(model):
        first = model.layers[:1] if isinstance(model, keras.Sequential) else []
        return [(Source(0), code) for layer in first for code in _codes_of_layer(layer)]
    functional = functional_of(model)
    if functional not in _codes:
        _codes[functional] = list(_find_codes(functional))
    return _codes[functional]


def _find_codes(functional: Any) -> Iterator[tuple[Source | Computed, Code]]:
    # By the name in a dictionary, or by number.
    struct = functional.input
    named = struct if isinstance(struct, Mapping) else {}
    names = {id(tensor): name for name, tensor in named.items()}
    found = [
        Source(number, names.get(id(tensor), tensor.name))
        for number, tensor in enumerate(functional.inputs)
    ]
    graph = graph_of(functional, lambda nested: True)
    sources = {
        key: (source, False) for key, source in zip(graph.inputs, found, strict=True)
    }
    # What layers without weights make of the inputs.
    computed: set[Any] = set()
    for number_of_step, step in enumerate(graph.steps):
        if len(step.inputs) != 1 or step.inputs[0] not in sources:
            if not set(step.inputs) <= computed | set(sources):
                continue
            if set(step.inputs) <= computed and len(step.inputs) == 1:
                made = Computed(weakref.ref(functional), tuple(found), number_of_step)
                for code in _codes_of_step(step):
                    yield made, replace(code, is_cast=True)
            if _can_compute(step.node.operation):
                computed |= set(step.outputs)
            continue
        source, is_cast = sources[step.inputs[0]]
        layer = step.node.operation
        codes = _codes_of_step(step)
        for code in codes:
            # Nodes may hold the model, and nothing else would let it go.
            kept = source if source.has_part else replace(source, nodes=())
            yield kept, replace(code, is_cast=is_cast)
        takes_part = _is_of_ops(layer, _TAKING_OPS) or isinstance(layer, _TAKING)
        if codes or not (takes_part or _hands_on(layer)):
            if not codes and _can_compute(layer):
                computed |= set(step.outputs)
            continue
        is_whole = keras.backend.is_int_dtype(step.node.outputs[0].dtype)
        for number, output in enumerate(step.outputs):
            on_its_way = replace(
                source,
                nodes=(*source.nodes, (step.node, number)),
                has_part=source.has_part or takes_part,
            )
            sources[output] = on_its_way, is_cast or (_is_cast(layer) and is_whole)


def _hands_on(layer: Any) -> bool:
    """Whether what goes into a layer or an operation is what comes out."""
    if isinstance(layer, keras.layers.TimeDistributed):
        return _hands_on(layer.layer)
    if type(layer) is keras.layers.Activation:
        return layer.activation is keras.activations.linear
    if _is_cast(layer):
        # Others wrap around.
        return layer.dtype in ("int32", "int64", "float32", "float64")
    return type(layer) in _MOVING or _is_of_ops(layer, _MOVING_OPS)


def _can_compute(layer: Any) -> bool:
    """Whether what a layer or an operation makes depends on its inputs alone."""
    if isinstance(layer, keras.Layer):
        return type(layer) in _COMPUTING or type(layer) in (*_MOVING, *_TAKING)
    if _is_cast(layer) and not _hands_on(layer):
        # What wraps around does so as the backend likes.
        return False
    return is_operation(layer)


_COMPUTING = (
    keras.layers.Activation,
    keras.layers.Add,
    keras.layers.Concatenate,
    keras.layers.Lambda,
    keras.layers.Maximum,
    keras.layers.Minimum,
    keras.layers.Multiply,
    keras.layers.Rescaling,
    keras.layers.Subtract,
)


def _is_cast(layer: Any) -> bool:
    return _is_of_ops(layer, ("Cast",))


def _is_of_ops(layer: Any, names: tuple[str, ...]) -> bool:
    return is_operation(layer) and type(layer).__name__ in names


_MOVING = (
    keras.layers.Flatten,
    keras.layers.Identity,
    keras.layers.Permute,
    keras.layers.RepeatVector,
    keras.layers.Reshape,
)
_MOVING_OPS = ("ExpandDims", "Ravel", "Reshape", "Squeeze", "Transpose")


# These leave numbers out.
_TAKING = (
    keras.layers.Cropping1D,
    keras.layers.Cropping2D,
    keras.layers.Cropping3D,
)
_TAKING_OPS = ("GetItem", "Split", "Unstack")


def _codes_of_step(step: Step) -> list[Code]:
    # On its way back a reversible embedding takes no indices.
    arguments = step.node.arguments
    reverse = (arguments.kwargs.get("reverse"), *arguments.args[1:2])
    if any(each is True for each in reverse):
        return []
    return _codes_of_layer(step.node.operation)


def _codes_of_layer(layer: Any) -> list[Code]:
    if type(layer) is keras.layers.TimeDistributed:
        inner = layer.layer
        if not isinstance(inner, keras.Model):
            return _codes_of_layer(inner)
        return [code for source, code in _codes_of_inputs(inner) if not source.has_part]
    call: Any = vars(layer).get("call", type(layer).call)
    if not str(call.__module__).startswith("keras."):
        # A subclass that makes indices of its own.
        return []
    if isinstance(layer, keras.layers.Embedding):
        return [Code("index", layer.name, layer.input_dim - 1)]
    if isinstance(layer, keras.layers.CategoryEncoding):
        return [Code("category", layer.name, layer.num_tokens - 1)]
    return []


def _part(x: Any, number: int, name: str | None) -> Any:
    if isinstance(x, Mapping):
        return x.get(name) if len(x) > 1 or name in x else next(iter(x.values()), None)
    if isinstance(x, list | tuple):
        return x[number] if number < len(x) else None
    return x if number == 0 else None


# Targets: which losses they go to.


def _has_plain_loss(model: Any) -> bool:
    own = any(
        getattr(type(model), method) is not getattr(keras.Model, method)
        for method in ("train_step", "test_step", "compute_loss")
    )
    return not own and getattr(model, "loss", None) is not None


@dataclass(frozen=True)
class Output:
    """An output: its name where there are several, its shape, whether it is masked."""

    name: str | None
    shape: Shape | None
    is_masked: bool = False


def _targets(
    outputs: list[Output], loss: Any, y: Any, weights: Any
) -> Iterator[tuple[Any, Any, Output, Any]]:
    """Give the target, the loss, the output and the weights of each output."""
    if len(outputs) == 1:
        [y], [loss] = _only(y), _only(loss)
        if not tree.is_nested(y) and not tree.is_nested(loss):
            yield y, loss, outputs[0], _only(weights)[0]
        return
    names = [output.name for output in outputs]
    targets, losses = _by_name(y, names), _by_name(loss, names, loss)
    if targets is None or losses is None:
        return
    each = _by_name(weights, names, weights) or [None] * len(names)
    yield from zip(targets, losses, outputs, each, strict=True)


def _only(x: Any) -> list[Any]:
    if isinstance(x, Mapping):
        x = list(x.values())
    return list(x) if isinstance(x, list | tuple) and len(x) == 1 else [x]


def _by_name(x: Any, names: list[str | None], shared: Any = None) -> list[Any] | None:
    if isinstance(x, Mapping):
        return [x.get(name) for name in names]
    if isinstance(x, list | tuple):
        return list(x) if len(x) == len(names) else None
    return None if shared is None else [shared] * len(names)


def _outputs(model: Any, x: Any) -> list[Output]:
    if not is_plain_graph(model):
        return [Output(None, _shape_without_graph(model, x))]
    functional = functional_of(model)
    struct = functional.output
    if isinstance(struct, Mapping):
        names, tensors = list(struct), list(struct.values())
    else:
        names, tensors = list(functional.output_names), functional.outputs
    several = len(tensors) > 1
    return [
        Output(
            name if several else None,
            tuple(tensor.shape),
            mask_of(tensor) is not None,
        )
        for name, tensor in zip(names, tensors, strict=True)
    ]


_shapes: "weakref.WeakKeyDictionary[Any, dict[Any, Any]]"
_shapes = weakref.WeakKeyDictionary()


def _shape_without_graph(model: Any, x: Any) -> Any:
    """Return the shape of what a model gives that has code of its own, where it can."""
    try:
        specs = tree.map_structure(_spec_of, x)
    except (AttributeError, TypeError, ValueError):
        return None
    known = _shapes.setdefault(model, {})
    key = str(specs)
    if key not in known:
        try:
            if isinstance(model, keras.Sequential):
                return model.compute_output_shape(specs.shape)
            # Which builds it, as the step would that comes next.
            known[key] = tuple(output_spec(model, specs).shape)
        except Exception:
            # It says what is wrong when it runs.
            known[key] = None
    return known[key]


def _spec_of(x: Any) -> Any:
    dtype = keras.backend.standardize_dtype(x.dtype)
    return keras.KerasTensor((None, *x.shape[1:]), dtype, name="x")


_SPARSE = "sparsecategoricalcrossentropy"
_BINARY = ("binarycrossentropy", "bce", "binaryfocalcrossentropy")


def has_binary_loss(model: Any) -> bool:
    """Return whether a model with one column of outputs was compiled for two classes.

    Args:
        model: A Keras model.

    Example:
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    >>> model.compile(loss="binary_crossentropy")
    >>> has_binary_loss(model)
    True
    """
    losses = tree.flatten(getattr(model, "loss", None))
    return any(_plain_name(loss) in (*_BINARY, "crossentropy", "ce") for loss in losses)


def _code_of_loss(loss: Any, output: Output, target: Any) -> Code | None:
    kind = _plain_name(loss)
    if kind in ("crossentropy", "ce"):
        kind = _chosen_name(output.shape, target)
    if kind in _BINARY:
        return Code("probability", output.name, 1, may_be_negative=output.is_masked)
    if kind != _SPARSE:
        return None
    axis = loss_arguments(loss).get("axis", -1)
    classes = output.shape[axis] if output.shape else None
    return Code(
        "class",
        output.name,
        None if classes is None else classes - 1,
        ignored=getattr(loss, "ignore_class", None),
        may_be_negative=output.is_masked,
    )


# Those that compare number by number, in any shapes of which one can be repeated.
_ELEMENTWISE = (
    *("meansquarederror", "mse", "meanabsoluteerror", "mae"),
    *("meanabsolutepercentageerror", "mape", "meansquaredlogarithmicerror", "msle"),
    *("huber", "logcosh", "poisson", "kldivergence", "kld", "cosinesimilarity"),
    *("hinge", "squaredhinge", "categoricalhinge", "categoricalfocalcrossentropy"),
    *("dice", "tversky"),
)


def _is_repeated(target: Any, loss: Any, output: Output) -> bool:
    """Whether a loss would repeat targets, or what the model gives, until they fit."""
    came, shape = getattr(target, "shape", None), output.shape
    if _plain_name(loss) not in _ELEMENTWISE or came is None or not shape:
        return False
    came = tuple(came)
    # As Keras does, which drops or adds a last axis of length 1.
    if len(came) == len(shape) + 1 and came[-1] == 1:
        came = came[:-1]
    elif len(shape) == len(came) + 1 and shape[-1] == 1:
        shape = shape[:-1]
    if len(came) != len(shape):
        # As (3,) and (3, 1) are, and (3,) and (3, 5) are not.
        return shape[-1] is not None
    is_known = len(shape) > 1 and None not in (came[-1], shape[-1])
    return is_known and came[-1] != shape[-1]


def _plain_name(loss: Any) -> str:
    """Return the name of one of Keras' losses, "" for others."""
    if isinstance(loss, keras.losses.Loss):
        of_keras = type(loss) is getattr(keras.losses, type(loss).__name__, None)
        loss = type(loss).__name__ if of_keras else ""
    elif not isinstance(loss, str):
        name = getattr(loss, "__name__", "")
        loss = name if loss is getattr(keras.losses, name or "-", None) else ""
    return str(loss).replace("_", "").lower()


def _chosen_name(shape: Shape | None, target: Any) -> str:
    """Return the name of the loss that Keras takes for "crossentropy"."""
    came = getattr(target, "shape", None)
    if not shape or came is None:
        return ""
    if shape[-1] == 1:
        return _BINARY[0]
    return _SPARSE if len(came) < len(shape) or came[-1] == 1 else ""
