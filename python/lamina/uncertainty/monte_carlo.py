"""How sure a trained model is: its predictions, drawn many times with dropout on."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import keras
import numpy as np
from keras import tree

from lamina._backend import with_values
from lamina.models.batches import (
    as_rows,
    batches_of,
    count_of,
    has_missing,
    is_number,
    is_stream,
    rows_of,
)
from lamina.models.codes import check_inputs
from lamina.models.declared import as_declared
from lamina.models.model_graph import is_plain_graph
from lamina.models.model_state import ModelState
from lamina.uncertainty.drawing import drawing
from lamina.uncertainty.drawing_layers import drawing_layers, may_draw
from lamina.uncertainty.draws import Draws
from lamina.uncertainty.keras_cells import is_recurrent
from lamina.uncertainty.keyed_numbers import row_keys
from lamina.uncertainty.last_functions import End, ends
from lamina.uncertainty.split_model import SplitModel, variables_of

Task = Literal["classification", "regression"]
Masks = Literal["per_example", "per_draw"]
# What an output holds: numbers, the probability of the second of two classes, those of
# several classes, or those of labels that do not exclude each other.
Kind = Literal["regression", "binary", "classes", "labels"]

# The draws of a batch that quantiles are computed from, at most.
QUANTILE_DRAWS = 256

# The numbers that quantiles are computed of at a time.
_QUANTILE_NUMBERS = 2**22

# What rounding, in half precision too, may leave between 1 and a sum of probabilities.
_SUM_TOLERANCE = 1e-2

# What the rows of a compiled call may take together, and how many they are at most.
_ROW_BYTES = 2**26
_MOST_ROWS = 4096


# A model that grew by a pipe makes its graph when it is first asked for it.
_PREPARING = threading.RLock()


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
            NaN, as all else, where a draw of the example is not a finite number.
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
    made of layers that are connected; a subclassed model with a `call()` of its own, or
    any with a `predict_step()` of its own, is run as a whole). Layers that drop must be
    called on tensors whose first axis is that of the examples, or of several rows of
    each, which stand together. In loops of `keras.ops` and recurrent layers each step
    draws for itself.

    Layers that look at the batch as a whole, for its mean say, see that of one draw at
    a time, as in `model.predict()`: where there may be such a layer, the first batch
    tells whether draws can go through the model together. Layers that are random at
    inference too, such as the sampling of a variational autoencoder, draw by `seed`,
    anew in each draw, as long as they take their numbers from `keras.random`.

    Args:
        model: A trained Keras model: Sequential, functional or subclassed.
        layers: Names of the layers that shall draw; None takes all that drop. The name
            of a layer or model stands for all that drop inside it. A layer that draws
            in a way of its own, not through the `super().call()` of a dropout layer,
            may be named too: its draws are the same for the same seed and the same
            batch size, and `masks` does not reach them.
        masks: "per_example" draws for each example by itself; "per_draw" takes one mask
            for all examples of a draw, so that each draw is one function.
        from_logits: Whether the outputs are logits: they become probabilities, by
            softmax or, with one column, by the logistic function. A dictionary by the
            names of the outputs sets it for each.
            Probabilities in several columns are classes where the output layer ends in
            softmax or they sum to 1, else labels that do not exclude each other.
        task: "classification", "regression", or None: classification where
            `from_logits` is set, where the model's graph ends in softmax or sigmoid
            (layers behind it that change no value do not matter), in the mean or a
            weighted mean of such, or in their logarithms, which become probabilities;
            or where all draws are probabilities that sum to 1 along the last axis. A
            subclassed model with a sigmoid at its end needs it. A dictionary sets it
            for each output.

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
        from_logits: bool | Mapping[str, bool] = False,
        task: Task | Mapping[str, Task | None] | None = None,
    ) -> None:
        if not _is_model(model):
            raise ValueError(
                f"`model` must be a Keras model, not {type(model).__name__}."
            )
        _check_choice("masks", masks, ("per_example", "per_draw"))
        for each in _settings(task):
            _check_choice("task", each, (None, "classification", "regression"))
        for each in _settings(from_logits):
            _check_choice("from_logits", each, (False, True))
        self.model = model
        self.masks = masks
        self.from_logits = from_logits
        self.task = task
        self._draws = Draws()
        self._names = None if layers is None else _names(layers)
        self._forget()
        if model.built:
            self._prepare()

    def _forget(self) -> None:
        self._split: SplitModel | None = None
        self._state: Any = None
        # Threads that share this object take turns.
        self._lock = threading.RLock()

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy starts from."""
        # What was compiled belongs to this process and to these layers.
        made = ("_draws", "_layers", "_split", "_state", "_lock", "_seed")
        return {name: value for name, value in vars(self).items() if name not in made}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Start as a new object does."""
        vars(self).update(state, _draws=Draws())
        self._forget()

    def _prepare(self) -> SplitModel:
        with self._lock, _PREPARING:
            # What was compiled holds the layers as they were.
            state = ModelState(self.model)
            if self._split is None or self._state != state:
                self._layers = drawing_layers(self.model, self._names)
                self._split = SplitModel(self.model, self._layers, self._draws)
                self._state = state
            return self._split

    @property
    def layers(self) -> list[str]:
        """Names of the layers that draw; a recurrent layer stands for its cell."""
        self._prepare()
        cells = {id(each.cell) for each in self._layers if is_recurrent(each)}
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
        steps: int | None = None,
    ) -> Any:
        """Draw predictions and sum them up.

        Args:
            x: Inputs as for `model.predict()`: an array, or a list or dictionary of
                them, with N examples; numbers or texts, sparse or in a file; or what
                gives batches: a `tf.data.Dataset`, a `keras.utils.PyDataset`, a data
                loader, which are never held as a whole, or a generator.
            samples: Number of draws, a whole number of at least 2.
            batch_size: Number of examples that are worked on at a time, at least 1.
                The answer does not depend on it, but for layers that draw in a way of
                their own or look at the batch as a whole.
            seed: A whole number: the same gives the same answer. None draws one.
            keep_samples: Whether to keep all draws: they take T x N x the output's
                size.
            quantiles: Levels of the quantiles, numbers from 0 to 1; None computes none.
                They are exact for up to 256 draws; of more, the first 256 are taken, so
                that memory does not grow with the number of draws. Until a batch is
                done they need min(samples, 256) x batch_size x the output's size x 4
                bytes.
            verbose: 0 and 2 show no progress bar; 1 and "auto" show one.
            steps: How many batches are taken of data that come in batches; None takes
                all.

        Returns:
            A MonteCarloResult; for a model with several outputs a dictionary of them by
            name.

        Raises:
            ValueError: An argument is not what it must be, a layer that shall draw is
                not called, or is called on a tensor without rows of the examples; or
                the outputs of a classifier are no probabilities along the last axis.
            MemoryError: `keep_samples` or `quantiles` would take more memory than there
                is.
        """
        samples = _check_whole("samples", samples, 2)
        batch_size = _check_whole("batch_size", batch_size, 1)
        if seed is not None:
            seed = _check_whole("seed", seed, 0)
        levels = _check_levels(quantiles)
        _check_choice("verbose", verbose, (0, 1, 2, "0", "1", "2", "auto"))
        if steps is not None:
            steps = _check_whole("steps", steps, 1)
        settings: Any = (samples, batch_size, seed, levels, keep_samples, verbose)
        with self._lock:
            if is_stream(x):
                results = self._draw_stream(batches_of(x, steps), settings)
            else:
                plan = _Plan(*self._check_data(x), *settings)
                summaries = self._draw(plan, set())
                results = [summary.result() for summary in summaries]
            names = self._output_names(len(results))
        if len(results) == 1:
            return results[0]
        return as_declared(self.model, dict(zip(names, results, strict=True)))

    def _draw_stream(
        self, read: Callable[[], Iterator[Any]], settings: Any
    ) -> list[MonteCarloResult]:
        """Draw for batches that come one after the other, of which none is kept."""
        refuted: set[int] = set()
        seed = settings[2]
        while True:
            known = len(refuted)
            parts: list[list[MonteCarloResult]] = []
            kinds: list[Kind] = []
            first = size = 0
            for batch in read():
                plan = _Plan(*self._check_data(batch), *settings)
                size = max(size, plan.count)
                plan = replace(plan, seed=seed, first=first, size=size)
                summaries = self._draw(plan, refuted)
                seed = self._seed
                kinds = kinds or [summary.kind for summary in summaries]
                for i, (kind, summary) in enumerate(zip(kinds, summaries, strict=True)):
                    if summary.kind != kind:
                        # What this output held is not what it holds here.
                        refuted.add(i)
                if len(refuted) > known:
                    break
                parts.append([summary.result() for summary in summaries])
                first += plan.count
            if len(refuted) == known:
                break
        if not parts:
            raise ValueError("`x` must have at least one batch.")
        return [_joined(list(each)) for each in zip(*parts, strict=True)]

    def _draw(self, plan: "_Plan", refuted: set[int]) -> list["_Summary"]:
        """Return the draws of a plan; outputs that are not classes join `refuted`."""
        if not self.model.built:
            self.model(rows_of(plan.x, [0]), training=False)
        split = self._prepare()
        self._seed = _draw_seed() if plan.seed is None else plan.seed
        seeded = replace(plan, seed=self._seed)
        return with_values(
            self.model,
            variables_of(self.model),
            lambda: self._draw_with(split, seeded, refuted),
        )

    def _draw_with(
        self, split: SplitModel, plan: "_Plan", refuted: set[int]
    ) -> list["_Summary"]:
        every = self.model._flatten_layers()
        with drawing(self._layers, self._draws, every):
            split.survey(rows_of(plan.x, [0]))
            self._check_state(split)
            while True:
                summaries = self._sum_up(split, plan, refuted)
                wrong = {i for i, summary in enumerate(summaries) if summary.refuted}
                if not wrong:
                    return summaries
                # What the first draws looked like is not what all are.
                refuted |= wrong
                summaries = []

    def _sum_up(
        self, split: SplitModel, plan: "_Plan", refuted: set[int]
    ) -> list["_Summary"]:
        """Return all draws, summed up for each output.

        Args:
            split: The model.
            plan: What is to be drawn.
            refuted: The outputs that are not classes, whatever they look like at first.
                Where one more is, it ends early.
        """
        count, samples = plan.count, plan.samples
        batch = min(plan.batch_size, max(count, plan.size))
        at_once = self._draws_at_once(split, batch, samples, plan.batch_size)
        summaries: list[_Summary] = []
        bar: Callable[[], None] | None = None
        for start in range(0, count, batch):
            examples = np.arange(start, start + batch)
            if split.may_mix:
                # Where examples matter to each other, none may be there twice.
                examples = examples[examples < count]
            # The last batch is filled up, so that all have one size.
            examples = np.minimum(examples, count - 1)
            size = min(batch, count - start)
            features = split.features(rows_of(plan.x, examples))
            if bar is None:
                keys = self._keys(
                    plan.seed or 0, np.arange(at_once), plan.first + examples
                )
                at_once = 1 if split.mixes(features, keys) else at_once
                calls = -(-count // batch) * -(-samples // at_once)
                bar = _progress(calls, plan.verbose)
            for first in range(0, samples, at_once):
                draws = np.arange(first, first + at_once)
                outputs = split.draw(
                    features, self._keys(plan.seed or 0, draws, plan.first + examples)
                )
                used = min(at_once, samples - first)
                if not summaries:
                    self._check_drawn(split)
                    summaries = self._summaries(outputs, plan, refuted)
                for summary, output in zip(summaries, outputs, strict=True):
                    _check_same_shape(summary, output, batch)
                    summary.add(output[:size, :used], start, first)
                if any(summary.refuted for summary in summaries):
                    return summaries
                bar()
            for summary in summaries:
                summary.finish_batch(start, size)
        if not plan.size:
            for summary in summaries:
                summary.finish()
        return summaries

    def _check_drawn(self, split: SplitModel) -> None:
        idle = [
            layer
            for source, layer in enumerate(self._layers)
            # A recurrent layer draws by its cell.
            if source not in split.drawn and not is_recurrent(layer)
        ]
        own = [layer for layer in idle if may_draw(layer)]
        idle = [layer for layer in idle if layer not in own]
        # One that drops at the rate 0 draws nothing beside others that do.
        if own and split.drawn.isdisjoint(range(len(self._layers))):
            raise ValueError(
                f"{_quoted(own)} in `layers` drew nothing: a layer that draws in a way "
                "of its own must do so in its `call()` in training, with a "
                "`keras.random.SeedGenerator` that it keeps."
            )
        if idle:
            raise ValueError(
                f"The model '{self.model.name}' does not call {_quoted(idle)} outside "
                "training: a `call()` must do so always, the layers know themselves "
                "when to drop. Where it is meant, name the others in `layers`."
            )

    def _output_names(self, count: int) -> list[str]:
        own = self._split.output_names if self._split else None
        return own or _output_names(self.model, count)

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
        own = row_keys(seed, grid[1], grid[0])
        shared = row_keys(seed, grid[1], np.zeros_like(grid[0]))
        return np.concatenate([own, shared], axis=-1)

    def _summaries(
        self, outputs: list[np.ndarray], plan: "_Plan", refuted: set[int]
    ) -> list["_Summary"]:
        count, samples = plan.count, plan.samples
        shapes = [output.shape[2:] for output in outputs]
        if plan.keep:
            whole = [(samples, count, *shape) for shape in shapes]
            _check_memory("keep_samples", whole, self.bytes_per_sample)
        if len(plan.levels):
            held = min(samples, QUANTILE_DRAWS)
            batches = [(min(plan.batch_size, count), held, *shape) for shape in shapes]
            less = " A smaller `batch_size` takes less."
            _check_memory("quantiles", batches, 4, less)
        names = self._output_names(len(outputs))
        _check_outputs("task", self.task, names)
        _check_outputs("from_logits", self.from_logits, names)
        last = ends(self.model, len(outputs))
        summaries = []
        for i, (name, output, end) in enumerate(zip(names, outputs, last, strict=True)):
            kind, is_guess = self._kind_of(name, output, end, i in refuted)
            summaries.append(
                _Summary(
                    kind,
                    (count, *output.shape[2:]),
                    samples,
                    plan.levels,
                    plan.keep,
                    from_logits=bool(_setting(self.from_logits, name)),
                    from_logs=end.is_log,
                    is_guess=is_guess,
                    name=name,
                )
            )
        return summaries

    def _kind_of(
        self, name: str, output: np.ndarray, end: End, is_refuted: bool
    ) -> tuple[Kind, bool]:
        """Return what an output holds, and whether the draws to come may refute it."""
        task = _setting(self.task, name)
        probabilities = end.function in ("softmax", "sigmoid")
        if _setting(self.from_logits, name):
            if task == "regression":
                raise ValueError(
                    "`from_logits` is for classification, and `task` is 'regression'."
                )
            # Logits of classes may be such that their exponentials sum to 1.
            if probabilities and not (end.is_log and end.function == "softmax"):
                held = "their logarithms" if end.is_log else "probabilities"
                raise ValueError(
                    f"`from_logits` is set, but the output '{name}' ends in a "
                    f"{end.name}: it holds {held}, no logits."
                )
        if task == "regression":
            return "regression", False
        if end.function == "softmax" and end.axis is not None:
            raise ValueError(_other_axis(name, f"axis {end.axis}"))
        columns = output.shape[-1] if output.ndim > 2 else 1
        if _setting(self.from_logits, name):
            return ("binary" if columns == 1 else "classes"), False
        if columns == 1:
            known = probabilities or end.is_probability or task
            return ("binary" if known else "regression"), False
        if probabilities:
            return ("classes" if end.function == "softmax" else "labels"), False
        if not is_refuted and _are_classes(output.astype("float64")):
            return "classes", True
        return ("labels" if task else "regression"), False

    def _check_data(self, x: Any) -> tuple[Any, int]:
        if x is None or isinstance(x, str | int | float):
            raise ValueError("`x` must be an array, or a list or dictionary of arrays.")
        x = tree.map_structure(lambda each: None if each is None else as_rows(each), x)
        arrays = tree.flatten(x)
        given = [array for array in arrays if array is not None]
        counts = {count_of(array) for array in given}
        if len(counts) != 1 or not counts - {0}:
            raise ValueError(
                "The arrays in `x` must have one number of examples, at least 1, not "
                f"{', '.join(map(str, sorted(counts)))}."
            )
        if any(map(has_missing, given)):
            raise ValueError("`x` must have no missing values (NaN).")
        if is_plain_graph(self.model):
            wanted = self.model.inputs
            if len(wanted) != len(arrays):
                raise ValueError(
                    f"`x` must hold {len(wanted)} arrays, one for each input of the "
                    f"model, not {len(arrays)}."
                )
            if isinstance(x, dict):
                self._check_names(x)
            elif len(wanted) == 1:
                x = arrays[0]
                _check_shape(x, wanted[0], "`x`")
            elif isinstance(x, list | tuple) and len(x) == len(arrays):
                for i, (array, own) in enumerate(zip(arrays, wanted, strict=True)):
                    _check_shape(array, own, f"`x[{i}]`")
        check_inputs(self.model, x)
        return x, counts.pop()

    def _check_names(self, x: dict[str, Any]) -> None:
        taken = getattr(self.model, "_functional", self.model).input
        if not isinstance(taken, dict):
            taken = {tensor.name: tensor for tensor in self.model.inputs}
        if any(map(tree.is_nested, [*taken.values(), *x.values()])):
            return
        if set(x) != set(taken):
            raise ValueError(
                f"`x` must have the names {sorted(taken)} of the model's inputs, not "
                f"{sorted(x)}."
            )
        for name, tensor in taken.items():
            _check_shape(x[name], tensor, f"`x['{name}']`")


# How many objects a model keeps, for as many different settings.
_MOST_KEPT = 4


def monte_carlo_of(
    model: Any, layers: Iterable[str] | None = None, **settings: Any
) -> MonteCarloDropout:
    """Return the Monte Carlo dropout that a model keeps for such settings.

    The second prediction by it compiles nothing. It goes with the model.

    Args:
        model: A model, as for `MonteCarloDropout`.
        layers: Names of the layers that shall draw, likewise.
        **settings: Its other arguments.

    Raises:
        ValueError: As for `MonteCarloDropout`.

    Example:
    >>> import keras
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dropout(0.5)])
    >>> monte_carlo_of(model) is monte_carlo_of(model)
    True
    """
    names = None if layers is None else _names(layers)
    key = repr((names, sorted(settings.items(), key=lambda item: item[0])))
    # Not by a weak dictionary: the object holds the model, and so both go together.
    kept = vars(model).setdefault("_monte_carlo", {}) if _is_model(model) else {}
    with _PREPARING:
        found: MonteCarloDropout = kept.pop(key, None) or MonteCarloDropout(
            model, names, **settings
        )
        # The layers may be others by now.
        if model.built:
            found._prepare()
        kept[key] = found
        while len(kept) > _MOST_KEPT:
            del kept[next(iter(kept))]
    return found


def _is_model(model: Any) -> bool:
    return isinstance(model, keras.Model)


@dataclass(frozen=True)
class _Plan:
    """What is to be drawn: the arguments of `predict()`, checked."""

    x: Any
    count: int
    samples: int
    batch_size: int
    seed: int | None
    levels: np.ndarray
    keep: bool
    verbose: int | str
    # Where they stand among others: the number of the first, and how many are at most
    # worked on together.
    first: int = 0
    size: int = 0


@dataclass
class _Summary:
    """The draws of one output, summed up batch by batch in float64."""

    kind: Kind
    shape: tuple[int, ...]
    samples: int
    levels: np.ndarray
    keep: bool
    from_logits: bool = False
    from_logs: bool = False
    is_guess: bool = False
    name: str = ""

    def __post_init__(self) -> None:
        self.refuted = False
        self._is_finite = False
        self._held: np.ndarray | None = None
        self.mean = np.zeros(self.shape)
        self.squares = np.zeros(self.shape)
        self.quantiles = np.zeros((len(self.levels), *self.shape))
        self.all: np.ndarray | None = None
        if self.keep:
            self.all = np.empty((self.samples, *self.shape), "float32")
        self.is_classifier = self.kind != "regression"
        if self.is_classifier:
            column = self.kind == "binary" and len(self.shape) > 1
            places = self.shape[:-1] if column or self.kind == "classes" else self.shape
            classes = self.shape[-1] if self.kind == "classes" else 2
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
        if self.is_guess:
            self._is_finite |= bool(np.isfinite(values).any())
            self.refuted |= not _are_classes(values)
            if self.refuted:
                return
        with np.errstate(invalid="ignore", over="ignore"):
            if self.is_classifier:
                values = self._probabilities(values)
            self._add(values, start, first, output.dtype)

    def _add(self, values: np.ndarray, start: int, first: int, dtype: Any) -> None:
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
            if self._held is None:
                held = min(self.samples, QUANTILE_DRAWS)
                exact = "float64" if dtype == "float64" else "float32"
                self._held = np.empty((size, held, *self.shape[1:]), exact)
            kept = values[:, : QUANTILE_DRAWS - first]
            self._held[:size, first : first + kept.shape[1]] = kept

    def finish_batch(self, start: int, size: int) -> None:
        """Compute what needs the draws of a batch together."""
        if self._held is None:
            return
        count = self._held.shape[1]
        held = self._held[:size].reshape(size, count, -1)
        quantiles = self.quantiles.reshape(len(self.levels), len(self.mean), -1)
        # A part of the rows or, where one alone is large, of its columns at a time.
        columns = max(1, _QUANTILE_NUMBERS // count)
        rows = max(1, columns // max(1, held.shape[2]))
        for i in range(0, size, rows):
            for j in range(0, held.shape[2], columns):
                part = held[i : i + rows, :, j : j + columns].astype("float64")
                place = slice(start + i, start + i + part.shape[0])
                with np.errstate(invalid="ignore"):
                    found = np.quantile(part, self.levels, axis=1)
                quantiles[:, place, j : j + columns] = found

    def finish(self) -> None:
        """Look at what all draws together say."""
        # Nothing that is not finite tells that they are probabilities.
        self.refuted |= self.is_guess and not self._is_finite

    def result(self) -> MonteCarloResult:
        entropy = expected = information = ratio = None
        if self.is_classifier:
            entropy = _entropy(self._classes(self.mean))
            # Equal but for rounding where all draws agree.
            expected = np.minimum(self.expected_entropy / self.samples, entropy)
            information = entropy - expected
            ratio = 1 - self.votes.max(-1) / self.samples
            ratio = np.where(np.isnan(entropy), np.nan, ratio)
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
            task="classification" if self.is_classifier else "regression",
            draws=self.samples,
        )

    def _probabilities(self, values: np.ndarray) -> np.ndarray:
        result: np.ndarray
        if self.from_logits and self.kind == "classes":
            result = np.exp(values - values.max(-1, keepdims=True))
            result /= result.sum(-1, keepdims=True)
            return result
        if self.from_logits:
            result = 1 / (1 + np.exp(-np.clip(values, -700, 700)))
            return result
        if self.from_logs:
            values = np.exp(values)
        if ((values < -1e-3) | (values > 1 + 1e-3)).any():
            raise ValueError(
                "`task` can be 'classification' for probabilities, and the output "
                f"'{self.name}' goes from {np.nanmin(values):.3g} to "
                f"{np.nanmax(values):.3g}. Set `from_logits` where these are logits."
            )
        result = np.clip(values, 0, 1)
        if self.kind == "classes":
            sums = result.sum(-1, keepdims=True)
            if (np.abs(sums - 1) > _SUM_TOLERANCE).any():
                raise ValueError(_other_axis(self.name, "another axis than the last"))
            # What rounding left out of the sum.
            result /= sums
        return result

    def _classes(self, values: np.ndarray) -> np.ndarray:
        """Return probabilities with an axis of classes at the end."""
        if self.kind == "classes":
            return values
        column = self.kind == "binary" and len(self.shape) > 1
        second = values[..., 0] if column else values
        return np.stack([1 - second, second], axis=-1)


def _joined(parts: list[MonteCarloResult]) -> MonteCarloResult:
    """Join what was drawn for examples that come one after the other."""

    def join(name: str, axis: int = 0) -> Any:
        arrays = [getattr(part, name) for part in parts]
        return None if arrays[0] is None else np.concatenate(arrays, axis)

    measures = ("mean", "std", "entropy", "expected_entropy", "mutual_information")
    return replace(
        parts[0],
        **{name: join(name) for name in (*measures, "variation_ratio")},
        quantiles=join("quantiles", 1),
        samples=join("samples", 1),
    )


def _are_classes(values: np.ndarray) -> bool:
    """Whether numbers, where they are finite, are probabilities of classes."""
    outside = (values < 0) | (values > 1 + _SUM_TOLERANCE)
    return not (outside | (np.abs(values.sum(-1, keepdims=True) - 1) > 1e-3)).any()


def _check_same_shape(summary: _Summary, output: np.ndarray, batch: int) -> None:
    if output.shape[2:] != summary.shape[1:]:
        raise ValueError(
            f"The output '{summary.name}' has the shape {summary.shape[1:]} for each "
            f"of {batch} examples, and {output.shape[2:]} for each of {len(output)}, "
            "the last: take a `batch_size` of which there are whole batches."
        )


def _other_axis(name: str, where: str) -> str:
    return (
        f"The output '{name}' is a softmax along {where}, and the classes must be "
        "along the last axis: move them there, or set `task` to 'regression' for mean "
        "and deviation alone."
    )


def _entropy(probabilities: np.ndarray) -> np.ndarray:
    logs = np.log(np.where(probabilities > 0, probabilities, 1))
    entropy: np.ndarray = np.maximum(-(probabilities * logs).sum(-1), 0)
    return entropy


def _quoted(layers: list[Any]) -> str:
    return ", ".join(f"'{layer.name}'" for layer in layers)


def _output_names(model: Any, count: int) -> list[str]:
    names = list(getattr(model, "output_names", None) or [])
    if len(names) != count or len(set(names)) != count:
        names = [f"output_{i + 1}" for i in range(count)]
    return names


def _check_shape(array: Any, tensor: Any, name: str) -> None:
    if array is None:
        # The model knows which inputs may be left out.
        return
    if not is_number(array) and tensor.dtype != "string":
        raise ValueError(f"{name} must hold numbers, not texts.")
    shape, wanted = tuple(array.shape), tuple(tensor.shape)
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


def _check_memory(
    name: str, shapes: list[tuple[int, ...]], size: int, more: str = ""
) -> None:
    needed = sum(size * int(np.prod(shape, dtype="float64")) for shape in shapes)
    available = _available_memory()
    if available is not None and needed > available:
        raise MemoryError(
            f"`{name}` would take {needed / 2**30:.1f} GiB for arrays of shape "
            f"{', '.join(map(str, shapes))}; {available / 2**30:.1f} GiB are free."
            f"{more}"
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


def _settings(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, Mapping) else [value]


def _setting(value: Any, output: str) -> Any:
    """Return what is set for an output."""
    return value.get(output) if isinstance(value, Mapping) else value


def _check_outputs(name: str, value: Any, outputs: list[str]) -> None:
    unknown = set(value) - set(outputs) if isinstance(value, Mapping) else set()
    if unknown:
        raise ValueError(
            f"`{name}` must have names of outputs, {outputs}, not {sorted(unknown)}."
        )


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
