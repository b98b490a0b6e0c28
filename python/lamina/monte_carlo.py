"""How sure a trained model is: its predictions, drawn many times with dropout on."""

import contextlib
import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import keras
import numpy as np
from keras import tree

from lamina import keyed_draws
from lamina.split_model import SplitModel, is_plain_graph

Task = Literal["classification", "regression"]
Masks = Literal["per_example", "per_draw"]

# The draws of a batch that quantiles are computed from, at most.
QUANTILE_DRAWS = 256

# What the rows of a compiled call may take together, and how many they are at most.
_ROW_BYTES = 2**26
_MOST_ROWS = 4096


@dataclass
class MonteCarloResult:
    """What the draws of one output say.

    Shapes: N examples, T draws, `...` the shape of the output for one example (K
    classes last), Q quantiles. All but `samples` are float64.

    Attributes:
        mean: Mean of the draws, (N, ...). For a classifier the predictive
            probabilities.
        std: Standard deviation of the draws (divisor T - 1), (N, ...).
        quantiles: Quantiles of the draws, (Q, N, ...), None where they were not asked
            for.
        quantile_levels: Their levels, (Q,).
        quantile_draws: From how many draws they were computed: all, or the first
            `QUANTILE_DRAWS`. The level of a quantile p then has the standard error
            `sqrt(p * (1 - p) / quantile_draws)`.
        entropy: Entropy of the mean, in nats, without the class axis: how unsure the
            prediction is. None for regression, like the three below. Several columns
            that end in a sigmoid are labels that do not exclude each other: each has
            measures of its own, and they have the shape of the mean.
        expected_entropy: Mean of the draws' entropies: the part of it that is noise in
            the data.
        mutual_information: `entropy - expected_entropy` (BALD, Houlsby et al. 2011):
            the part on which the draws disagree, because the model has seen too little.
        variation_ratio: Share of the draws whose class is not the most frequent one.
        samples: All draws, (T, N, ...), None unless they were asked for.
        task: "classification" or "regression".
        draws: T.

    Example:
    >>> import keras, numpy as np
    >>> model = keras.Sequential(
    ...     [
    ...         keras.Input((3,)),
    ...         keras.layers.Dropout(0.5),
    ...         keras.layers.Dense(4, activation="softmax"),
    ...     ]
    ... )
    >>> mc = MonteCarloDropout(model)
    >>> result = mc.predict(np.ones((2, 3)), samples=20, seed=1, verbose=0)
    >>> result.task, result.mean.shape, result.entropy.shape
    ('classification', (2, 4), (2,))
    >>> bool((result.mutual_information <= result.entropy).all())
    True
    """

    mean: np.ndarray
    std: np.ndarray
    quantiles: np.ndarray | None
    quantile_levels: np.ndarray
    quantile_draws: int
    entropy: np.ndarray | None
    expected_entropy: np.ndarray | None
    mutual_information: np.ndarray | None
    variation_ratio: np.ndarray | None
    samples: np.ndarray | None
    task: Task
    draws: int


class MonteCarloDropout:
    """Repeated predictions of a trained model with dropout on.

    Only the layers that drop draw: Dropout, SpatialDropout1D/2D/3D, AlphaDropout,
    GaussianDropout, and the dropout of recurrent and attention layers. All else is as
    at inference: BatchNormalization uses its running statistics and keeps them. The
    model, its weights, its seeds and its compiled functions stay as they are.

    What comes before the first of these layers is computed once a batch (of a model
    made of layers that are connected; a subclassed model with a `call()` of its own is
    run as a whole).

    Args:
        model: A trained Keras model: Sequential, functional or subclassed.
        layers: Names of the layers that shall draw; None takes all that drop. The name
            of a layer or model stands for all that drop inside it. A layer that draws
            in a way of its own may be named too: its draws are then the same for the
            same seed and the same batch size.
        masks: "per_example" draws for each example by itself; "per_draw" takes one mask
            for all examples of a draw, so that each draw is one function.
        from_logits: Whether the outputs are logits: they become probabilities, by
            softmax or, with one column, by the logistic function.
            Probabilities in several columns are classes where the output layer ends in
            softmax or they sum to 1, else labels that do not exclude each other.
        task: "classification", "regression", or None: classification where
            `from_logits` is set, where the output layer ends in softmax or sigmoid, or
            where the outputs are probabilities that sum to 1 along the last axis.

    Raises:
        ValueError: There is no dropout in the model that can draw, or no layer of a
            name.

    Reference:
        Y. Gal, Z. Ghahramani (2016), "Dropout as a Bayesian approximation: representing
        model uncertainty in deep learning", https://arxiv.org/abs/1506.02142

    Example:
    >>> import keras, numpy as np
    >>> model = keras.Sequential(
    ...     [keras.Input((3,)), keras.layers.Dropout(0.5), keras.layers.Dense(1)]
    ... )
    >>> mc = MonteCarloDropout(model)
    >>> result = mc.predict(np.ones((4, 3)), samples=20, seed=1, verbose=0)
    >>> result.mean.shape, bool((result.std > 0).all())
    ((4, 1), True)
    """

    # What each number among the kept samples takes; where they are copied, more.
    bytes_per_sample = 4

    def __init__(
        self,
        model: Any,
        layers: Iterable[str] | None = None,
        *,
        masks: Masks = "per_example",
        from_logits: bool = False,
        task: Task | None = None,
    ) -> None:
        if not isinstance(model, keras.Model):
            raise ValueError(
                f"`model` must be a Keras model, not {type(model).__name__}."
            )
        _check_choice("masks", masks, ("per_example", "per_draw"))
        _check_choice("task", task, (None, "classification", "regression"))
        self.model = model
        self.masks = masks
        self.from_logits = from_logits
        self.task = task
        self._draws = keyed_draws.Draws()
        self._names = None if layers is None else _names(layers)
        self._split: SplitModel | None = None
        self._state: Any = None
        if model.built:
            self._prepare()

    def _prepare(self) -> SplitModel:
        # Layers may have been added or rates changed since.
        if self._split is None or self._state != _state(self.model):
            self._layers = _drawing_layers(self.model, self._names)
            self._split = SplitModel(self.model, self._layers, self._draws)
            self._state = _state(self.model)
        return self._split

    @property
    def layers(self) -> list[str]:
        """Names of the layers that draw; a recurrent layer stands for its cell."""
        self._prepare()
        cells = {
            id(each.cell) for each in self._layers if keyed_draws.is_recurrent(each)
        }
        return [layer.name for layer in self._layers if id(layer) not in cells]

    def predict(
        self,
        x: Any,
        samples: int = 100,
        batch_size: int = 32,
        seed: int | None = None,
        keep_samples: bool = False,
        *,
        quantiles: Sequence[float] | None = (0.025, 0.25, 0.5, 0.75, 0.975),
        verbose: int | str = "auto",
    ) -> Any:
        """Draw predictions and sum them up.

        Args:
            x: Inputs as for `model.predict()`: an array, or a list or dictionary of
                them, with N examples.
            samples: Number of draws, a whole number of at least 2.
            batch_size: Number of examples that are worked on at a time, at least 1.
                The answer does not depend on it.
            seed: A whole number: the same gives the same answer. None draws one.
            keep_samples: Whether to keep all draws: they take T x N x the output's
                size.
            quantiles: Levels of the quantiles, numbers from 0 to 1; None computes none.
                They are exact for up to 256 draws; of more, the first 256 are taken, so
                that memory does not grow with the number of draws.
            verbose: 0 and 2 show no progress bar; 1 and "auto" show one.

        Returns:
            A MonteCarloResult; for a model with several outputs a dictionary of them by
            name.

        Raises:
            ValueError: An argument is not what it must be, or no layer that drops is
                called.
            MemoryError: `keep_samples` would take more memory than there is.
        """
        samples = _check_whole("samples", samples, 2)
        batch_size = _check_whole("batch_size", batch_size, 1)
        if seed is not None:
            seed = _check_whole("seed", seed, 0)
        levels = _check_levels(quantiles)
        _check_choice("verbose", verbose, (0, 1, 2, "0", "1", "2", "auto"))
        x, count = self._check_data(x)
        if not self.model.built:
            self.model(_rows(x, [0]), training=False)
        split = self._prepare()
        self._check_state(split)
        seed = _draw_seed() if seed is None else seed

        batch = min(batch_size, count)
        at_once = self._draws_at_once(split, batch, samples, batch_size)
        summaries: list[_Summary] = []
        bar = _progress(-(-count // batch) * -(-samples // at_once), verbose)
        with _unchanged(self.model), keyed_draws.drawing(self._layers, self._draws):
            for start in range(0, count, batch):
                # The last batch is filled up, so that all have one size.
                examples = np.minimum(np.arange(start, start + batch), count - 1)
                size = min(batch, count - start)
                features = split.features(_rows(x, examples))
                for first in range(0, samples, at_once):
                    draws = np.arange(first, first + at_once)
                    keys = self._keys(seed, draws, examples)
                    outputs = split.draw(features, keys)
                    if not split.has_drawn:
                        raise ValueError(
                            f"The model '{self.model.name}' calls no layer that drops: "
                            "a `call()` must do so outside training too, the layers "
                            "know themselves when to drop."
                        )
                    used = min(at_once, samples - first)
                    if not summaries:
                        summaries = self._summaries(
                            outputs, count, samples, levels, keep_samples
                        )
                    for summary, output in zip(summaries, outputs, strict=True):
                        summary.add(output[:size, :used], start, first)
                    bar()
                for summary in summaries:
                    summary.finish_batch(start, size)
        results = [summary.result() for summary in summaries]
        if len(results) == 1:
            return results[0]
        names = split.output_names or _output_names(self.model, len(results))
        return dict(zip(names, results, strict=True))

    def _check_state(self, split: SplitModel) -> None:
        for layer in split.second_layers():
            if getattr(layer, "stateful", False):
                raise ValueError(
                    f"The layer '{layer.name}' of the model '{self.model.name}' is "
                    "stateful: a draw would start where the one before it ended."
                )

    def _draws_at_once(
        self, split: SplitModel, batch: int, samples: int, batch_size: int
    ) -> int:
        """Return how many draws of a batch go through one compiled call."""
        size = split.bytes_per_row()
        rows = (
            batch_size if size is None else min(_ROW_BYTES // max(size, 1), _MOST_ROWS)
        )
        most = max(1, min(samples, rows // batch))
        # As even as they can be: none is drawn in vain but a few of the last call.
        calls = -(-samples // most)
        return -(-samples // calls)

    def _keys(self, seed: int, draws: np.ndarray, examples: np.ndarray) -> np.ndarray:
        if self.masks == "per_draw":
            examples = np.zeros_like(examples)
        grid = np.meshgrid(examples, draws, indexing="ij")
        return keyed_draws.row_keys(seed, grid[1], grid[0])

    def _summaries(
        self,
        outputs: list[np.ndarray],
        count: int,
        samples: int,
        levels: np.ndarray,
        keep: bool,
    ) -> list["_Summary"]:
        shapes = [output.shape[2:] for output in outputs]
        if keep:
            _check_memory(
                [(samples, count, *shape) for shape in shapes], self.bytes_per_sample
            )
        activations = _last_activations(self.model, len(outputs))
        tasks = [
            self._task_of(output, activation)
            for output, activation in zip(outputs, activations, strict=True)
        ]
        return [
            _Summary(
                task,
                self.from_logits,
                self._are_labels(output, activation, task),
                (count, *output.shape[2:]),
                samples,
                levels,
                keep,
            )
            for output, activation, task in zip(
                outputs, activations, tasks, strict=True
            )
        ]

    def _are_labels(
        self, output: np.ndarray, activation: str | None, task: Task
    ) -> bool:
        """Whether the columns are labels that do not exclude each other."""
        if task == "regression" or self.from_logits:
            return False
        values = output.astype("float64")
        if values.min() < -1e-3 or values.max() > 1 + 1e-3:
            raise ValueError(
                "For classification the outputs of the model must be probabilities: "
                f"they go from {values.min():.3g} to {values.max():.3g}. Set "
                "`from_logits` where they are logits."
            )
        if output.ndim < 3 or output.shape[-1] == 1 or activation == "softmax":
            return False
        sums = values.sum(-1)
        return activation == "sigmoid" or not np.allclose(sums, 1, atol=1e-2)

    def _task_of(self, output: np.ndarray, activation: str | None) -> Task:
        if self.task is not None:
            return self.task
        if self.from_logits or activation in ("softmax", "sigmoid"):
            return "classification"
        sums = output.astype("float64").sum(-1)
        whole = output.ndim > 2 and output.shape[-1] > 1 and (output >= 0).all()
        return (
            "classification"
            if whole and np.allclose(sums, 1, atol=1e-3)
            else "regression"
        )

    def _check_data(self, x: Any) -> tuple[Any, int]:
        if x is None or isinstance(x, str | int | float):
            raise ValueError("`x` must be an array, or a list or dictionary of arrays.")
        x = tree.map_structure(_as_array, x)
        arrays = tree.flatten(x)
        counts = {len(array) if array.ndim else 0 for array in arrays}
        if len(counts) != 1 or not counts - {0}:
            raise ValueError(
                "The arrays in `x` must have one number of examples, at least 1, not "
                f"{', '.join(map(str, sorted(counts)))}."
            )
        for array in arrays:
            if array.dtype.kind == "f" and np.isnan(array).any():
                raise ValueError("`x` must have no missing values (NaN).")
        if is_plain_graph(self.model):
            wanted = [tuple(tensor.shape) for tensor in self.model.inputs]
            if len(wanted) != len(arrays):
                raise ValueError(
                    f"`x` must hold {len(wanted)} arrays, one for each input of the "
                    f"model, not {len(arrays)}."
                )
            if len(wanted) == 1:
                _check_shape(arrays[0].shape, wanted[0], "`x`")
                x = x if isinstance(x, dict) else arrays[0]
            elif isinstance(x, list | tuple) and len(x) == len(arrays):
                for i, (array, own) in enumerate(zip(arrays, wanted, strict=True)):
                    _check_shape(array.shape, own, f"`x[{i}]`")
        return x, counts.pop()


@dataclass
class _Summary:
    """The draws of one output, summed up batch by batch in float64."""

    task: Task
    from_logits: bool
    are_labels: bool
    shape: tuple[int, ...]
    samples: int
    levels: np.ndarray
    keep: bool
    _held: list[np.ndarray] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mean = np.zeros(self.shape)
        self.squares = np.zeros(self.shape)
        self.quantiles = np.zeros((len(self.levels), *self.shape))
        self.all: np.ndarray | None = None
        if self.keep:
            self.all = np.empty((self.samples, *self.shape), "float32")
        self.is_classifier = self.task == "classification"
        if self.is_classifier:
            # One column is the probability of the second of two classes.
            self.is_binary = len(self.shape) < 2 or self.shape[-1] == 1
            whole = len(self.shape) < 2 or self.are_labels
            places = self.shape if whole else self.shape[:-1]
            classes = 2 if self.is_binary or self.are_labels else self.shape[-1]
            self.expected_entropy = np.zeros(places)
            self.votes = np.zeros((*places, classes))

    def add(self, output: np.ndarray, start: int, first: int) -> None:
        """Take in draws `first`, `first + 1`, ... of the examples from `start` on.

        Args:
            output: Array of shape (examples, draws, ...).
            start: Number of the first example.
            first: Number of the first draw.
        """
        values = output.astype("float64")
        if self.is_classifier:
            values = self._probabilities(values)
        size, more = values.shape[:2]
        rows = slice(start, start + size)
        # Chan, Golub, LeVeque (1983): means and squares of two sets of draws, joined.
        # From the first draw on, so that equal draws have a deviation of exactly 0.
        origin = values[:, :1]
        mean = origin[:, 0] + (values - origin).mean(1)
        shift = mean - self.mean[rows]
        total = first + more
        self.mean[rows] += shift * (more / total)
        self.squares[rows] += ((values - mean[:, None]) ** 2).sum(1)
        self.squares[rows] += shift**2 * (first * more / total)
        if self.is_classifier:
            classes = self._classes(values)
            self.expected_entropy[rows] += _entropy(classes).sum(1)
            winners = classes.argmax(-1)[..., None] == np.arange(classes.shape[-1])
            self.votes[rows] += winners.sum(1)
        if self.all is not None:
            self.all[first : first + more, rows] = np.moveaxis(values, 1, 0)
        if len(self.levels) and first < QUANTILE_DRAWS:
            self._held.append(values[:, : QUANTILE_DRAWS - first])

    def finish_batch(self, start: int, size: int) -> None:
        """Compute what needs the draws of a batch together, and forget them."""
        if self._held:
            held = np.concatenate(self._held, axis=1)
            self.quantiles[:, start : start + size] = np.quantile(
                held, self.levels, axis=1
            )
            self._held.clear()

    def result(self) -> MonteCarloResult:
        entropy = expected = information = ratio = None
        if self.is_classifier:
            entropy = _entropy(self._classes(self.mean))
            # Equal but for rounding where all draws agree.
            expected = np.minimum(self.expected_entropy / self.samples, entropy)
            information = entropy - expected
            ratio = 1 - self.votes.max(-1) / self.samples
        return MonteCarloResult(
            mean=self.mean,
            std=np.sqrt(self.squares / (self.samples - 1)),
            quantiles=self.quantiles if len(self.levels) else None,
            quantile_levels=self.levels,
            quantile_draws=min(self.samples, QUANTILE_DRAWS) if len(self.levels) else 0,
            entropy=entropy,
            expected_entropy=expected,
            mutual_information=information,
            variation_ratio=ratio,
            samples=self.all,
            task=self.task,
            draws=self.samples,
        )

    def _probabilities(self, values: np.ndarray) -> np.ndarray:
        if self.is_binary or self.are_labels:
            if self.from_logits:
                values = 1 / (1 + np.exp(-np.clip(values, -700, 700)))
            clipped: np.ndarray = np.clip(values, 0, 1)
            return clipped
        if self.from_logits:
            values = np.exp(values - values.max(-1, keepdims=True))
        values = np.maximum(values, 0)
        # What float32 left out of the sum.
        sums = np.maximum(values.sum(-1, keepdims=True), np.finfo("float64").tiny)
        normalized: np.ndarray = values / sums
        return normalized

    def _classes(self, values: np.ndarray) -> np.ndarray:
        """Return probabilities with an axis of classes at the end."""
        if not self.is_binary and not self.are_labels:
            return values
        column = len(self.shape) > 1 and not self.are_labels
        second = values[..., 0] if column else values
        return np.stack([1 - second, second], axis=-1)


def _entropy(probabilities: np.ndarray) -> np.ndarray:
    logs = np.log(np.where(probabilities > 0, probabilities, 1))
    entropy: np.ndarray = np.maximum(-(probabilities * logs).sum(-1), 0)
    return entropy


def _drawing_layers(model: Any, names: list[str] | None) -> list[Any]:
    every = list(model._flatten_layers())
    if names is None:
        chosen = _that_draw(every)
        if not chosen:
            raise ValueError(
                f"The model '{model.name}' has no dropout layer with a rate above 0: "
                "its draws would all be the same."
            )
        return chosen
    chosen = []
    for name in names:
        named = [layer for layer in every if layer.name == name]
        if not named:
            known = sorted({layer.name for layer in every if layer is not model})
            near = difflib.get_close_matches(name, known, 1)
            meant = f" Did you mean '{near[0]}'?" if near else f" It has {known}."
            raise ValueError(f"The model '{model.name}' has no layer '{name}'.{meant}")
        for layer in named:
            inside = _that_draw(layer._flatten_layers())
            if not inside and not _may_draw(layer):
                raise ValueError(
                    f"The layer '{name}' ({type(layer).__name__}) draws nothing: it "
                    "has no dropout with a rate above 0."
                )
            chosen += inside or [layer]
    chosen += _runners(every, chosen)
    return list({id(layer): layer for layer in chosen}.values())


def _that_draw(layers: Iterable[Any]) -> list[Any]:
    layers = list(layers)
    drawing = [layer for layer in layers if keyed_draws.rate_of(layer) > 0]
    return drawing + _runners(layers, drawing)


def _runners(layers: list[Any], drawing: list[Any]) -> list[Any]:
    # A recurrent layer must run in training mode for its cell to drop.
    cells = {id(layer) for layer in drawing}
    return [
        layer
        for layer in layers
        if keyed_draws.is_recurrent(layer) and id(layer.cell) in cells
    ]


def _state(model: Any) -> list[Any]:
    """What of a model decides how it is drawn from."""
    return [
        (id(layer), keyed_draws.rate_of(layer)) for layer in model._flatten_layers()
    ]


@contextlib.contextmanager
def _unchanged(model: Any) -> Iterator[None]:
    """Put back what a model changes in inference too: seeds, states, counts."""
    # Keras does not count the states of recurrent layers among the variables.
    states = [getattr(layer, "states", None) for layer in model._flatten_layers()]
    variables = [
        each
        for each in [*model.non_trainable_variables, *tree.flatten(states)]
        if isinstance(each, keras.Variable)
    ]
    before = [
        (variable, np.array(keras.ops.convert_to_numpy(variable)))
        for variable in variables
    ]
    try:
        yield
    finally:
        for variable, value in before:
            if not np.array_equal(keras.ops.convert_to_numpy(variable), value):
                variable.assign(value)


def _may_draw(layer: Any) -> bool:
    """Whether a layer is made to do something else in training, and can do so."""
    seeds = any(
        isinstance(value, keras.random.SeedGenerator) for value in vars(layer).values()
    )
    dropout = keyed_draws.rate_of(layer) == 0 and hasattr(layer, "rate")
    return bool(layer._call_has_training_arg) and seeds and not dropout


def _last_activations(model: Any, count: int) -> list[str | None]:
    names = [_activation(t) for t in _graph_outputs(model)]
    return names if len(names) == count else [None] * count


def _graph_outputs(model: Any) -> list[Any]:
    if not is_plain_graph(model):
        return []
    outputs: list[Any] = model.outputs
    return outputs


def _activation(tensor: Any) -> str | None:
    """Return the name of the function that a tensor comes out of."""
    layer, _, index = tensor._keras_history
    nested = _graph_outputs(layer) if isinstance(layer, keras.Model) else []
    if nested:
        return _activation(nested[index])
    while isinstance(layer, keras.layers.TimeDistributed):
        layer = layer.layer
    name = getattr(getattr(layer, "activation", None), "__name__", None)
    return name or type(layer).__name__.lower()


def _output_names(model: Any, count: int) -> list[str]:
    names = list(getattr(model, "output_names", None) or [])
    if len(names) != count or len(set(names)) != count:
        names = [f"output_{i + 1}" for i in range(count)]
    return names


def _rows(x: Any, examples: Any) -> Any:
    return tree.map_structure(lambda array: array[examples], x)


def _as_array(x: Any) -> np.ndarray:
    if hasattr(x, "dtype") and not isinstance(x, np.ndarray):
        x = keras.ops.convert_to_numpy(x)
    array: np.ndarray = np.asarray(x)
    if array.dtype == "float64":
        array = array.astype(keras.config.floatx())
    if array.dtype.kind not in "fiub" and array.dtype != "bfloat16":
        raise ValueError(f"`x` must hold numbers, not {array.dtype}.")
    return array


def _check_shape(
    shape: tuple[int, ...], wanted: tuple[int | None, ...], name: str
) -> None:
    fits = len(shape) == len(wanted) and all(
        size is None or size == own
        for own, size in zip(shape[1:], wanted[1:], strict=True)
    )
    # Keras adds or takes away an axis of length 1 at the end.
    if fits or (abs(len(shape) - len(wanted)) == 1 and 1 in (shape[-1], wanted[-1])):
        return
    shown = ", ".join("any" if size is None else str(size) for size in wanted[1:])
    raise ValueError(
        f"{name} must be an array of shape (examples, {shown}), not {tuple(shape)}."
    )


def _check_memory(shapes: list[tuple[int, ...]], size: int) -> None:
    needed = sum(size * int(np.prod(shape, dtype="float64")) for shape in shapes)
    available = _available_memory()
    if available is not None and needed > available:
        raise MemoryError(
            f"`keep_samples` would take {needed / 2**30:.1f} GiB for arrays of shape "
            f"{', '.join(map(str, shapes))}; {available / 2**30:.1f} GiB are free."
        )


def _available_memory() -> int | None:
    try:
        with open("/proc/meminfo") as file:
            fields = dict(line.split(":", 1) for line in file)
        return int(fields["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError, IndexError):
        return None


def _check_whole(name: str, value: Any, least: int) -> int:
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if isinstance(value, float | np.floating):
        whole = float(value).is_integer()
    if not whole or value < least:
        raise ValueError(
            f"`{name}` must be a whole number of at least {least}, not {value!r}."
        )
    return int(value)


def _check_choice(name: str, value: Any, choices: tuple[Any, ...]) -> None:
    if value not in choices:
        raise ValueError(f"`{name}` must be one of {choices}, not {value!r}.")


def _check_levels(levels: Sequence[float] | None) -> np.ndarray:
    try:
        result = np.atleast_1d(np.asarray([] if levels is None else levels, "float64"))
    except (TypeError, ValueError):
        result = np.array([np.nan])
    if result.ndim != 1 or not ((result >= 0) & (result <= 1)).all():
        raise ValueError(f"`quantiles` must be numbers from 0 to 1, not {levels!r}.")
    return result


def _names(layers: Iterable[str]) -> list[str]:
    listed = isinstance(layers, Iterable) and not isinstance(layers, str)
    names: list[Any] = list(layers) if listed else [layers]
    if not names or not all(isinstance(name, str) for name in names):
        raise ValueError(f"`layers` must be names of layers, not {layers!r}.")
    return names


def _draw_seed() -> int:
    # From the generator that `keras.utils.set_random_seed()` sets, as layers do.
    import random

    return random.randint(0, 2**31 - 1)


def _progress(steps: int, verbose: int | str) -> Callable[[], None]:
    if verbose in (0, 2, "0", "2"):
        return lambda: None
    bar = keras.utils.Progbar(steps)
    return lambda: bar.add(1)
