"""How sure a trained model is: its predictions, drawn many times with dropout on."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import keras
import numpy as np

from lamina import interrupts
from lamina._backend import (
    is_spread,
    left_distribution,
    place_variables,
    process_index,
    told_by_all,
    with_values,
)
from lamina._keras import layers_in
from lamina.models.batches import batches_of, is_stream, rows_of
from lamina.models.declared import as_declared
from lamina.models.model_state import ModelState
from lamina.uncertainty.drawing import drawing
from lamina.uncertainty.drawing_layers import drawing_layers, may_draw
from lamina.uncertainty.draws import Draws
from lamina.uncertainty.input_data import check_data
from lamina.uncertainty.keras_cells import is_recurrent
from lamina.uncertainty.last_functions import last_functions
from lamina.uncertainty.memory import check_memory
from lamina.uncertainty.output_kinds import Kind, check_known, kind_of
from lamina.uncertainty.plan import Plan
from lamina.uncertainty.result import MonteCarloResult, Task, joined
from lamina.uncertainty.settings import (
    all_set,
    check_choice,
    check_count_of_ids,
    check_ids,
    check_levels,
    check_names,
    check_outputs,
    check_whole,
    set_for,
)
from lamina.uncertainty.split_model import SplitModel, variables_of
from lamina.uncertainty.summaries import QUANTILE_DRAWS, Summary, check_same_shape

Masks = Literal["per_example", "per_draw"]

# A model that grew by a pipe makes its graph when it is first asked for it.
_PREPARING = threading.RLock()


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
        if not isinstance(model, keras.Model):
            raise ValueError(
                f"`model` must be a Keras model, not {type(model).__name__}."
            )
        check_choice("masks", masks, ("per_example", "per_draw"))
        for each in all_set(task):
            check_choice("task", each, (None, "classification", "regression"))
        for each in all_set(from_logits):
            check_choice("from_logits", each, (False, True))
        self.model = model
        self.masks = masks
        self.from_logits = from_logits
        self.task = task
        self._draws = Draws()
        self._names = None if layers is None else check_names(layers)
        self._forget()
        if model.built:
            self.prepare()

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

    def prepare(self) -> SplitModel:
        """Return the model in its parts, made anew where its layers have changed."""
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
        self.prepare()
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
        ids: Sequence[int] | None = None,
    ) -> Any:
        """Draw predictions and sum them up.

        Ctrl-C waits until the draws that are under way are done.

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
            ids: A whole number from 0 to 2^53 for each example, all of them different.
                What is drawn for an example then depends on `seed`, its number and the
                layer alone, so that the parts of the data may be drawn for by several
                processes: with the same `batch_size` they get the same bits as one that
                has all, and `bind_mc_dropout()` joins them. An example has the row
                `id % batch_size` of a batch for that, and all batches are filled up.
                None takes the places, 0, 1, ...

        Returns:
            A MonteCarloResult; for a model with several outputs a dictionary of them by
            name.

        Raises:
            ValueError: An argument is not what it must be, a layer that shall draw is
                not called, or is called on a tensor without rows of the examples; or
                the outputs of a classifier are no probabilities along the last axis.
                With `ids` also: what an output holds would be guessed from the data at
                hand, so that `task` must be set; a layer draws in a way of its own; or
                examples have a part in each other's predictions.
            MemoryError: `keep_samples` or `quantiles` would take more memory than there
                is.
            KeyboardInterrupt: After a Ctrl-C.
        """
        samples = check_whole("samples", samples, 2)
        batch_size = check_whole("batch_size", batch_size, 1)
        if seed is not None:
            seed = check_whole("seed", seed, 0)
        levels = check_levels(quantiles)
        check_choice("verbose", verbose, (0, 1, 2, "0", "1", "2", "auto"))
        if steps is not None:
            steps = check_whole("steps", steps, 1)
        numbers = check_ids(ids)
        place_variables(self.model)
        if is_spread():
            # Each process computes all draws, from one seed.
            own = _draw_seed() if seed is None else seed
            seed = told_by_all(own, "`predict_mc_dropout()`")[0]
        settings: Any = (samples, batch_size, seed, levels, keep_samples, verbose)
        with self._lock, interrupts.held(), left_distribution(self.model):
            if is_stream(x):
                results = self._draw_stream(batches_of(x, steps), settings, numbers)
            else:
                plan = Plan(*check_data(self.model, x), *settings)
                plan = replace(plan, ids=numbers)
                check_count_of_ids(numbers, plan.count)
                summaries = self._draw(plan, set())
                results = [summary.result() for summary in summaries]
            results = [
                replace(
                    result,
                    seed=self._seed,
                    ids=numbers,
                    masks=self.masks,
                    layers=self.layers,
                )
                for result in results
            ]
            names = self._output_names(len(results))
        if len(results) == 1:
            return results[0]
        return as_declared(self.model, dict(zip(names, results, strict=True)))

    def _draw_stream(
        self,
        read: Callable[[], Iterator[Any]],
        settings: Any,
        ids: np.ndarray | None = None,
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
                plan = Plan(*check_data(self.model, batch), *settings)
                size = max(size, plan.count)
                plan = replace(plan, seed=seed, first=first, size=size)
                if ids is not None:
                    own = ids[first : first + plan.count]
                    check_count_of_ids(own, plan.count, first)
                    plan = replace(plan, ids=own)
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
        check_count_of_ids(ids, first)
        return [joined(list(each)) for each in zip(*parts, strict=True)]

    def _draw(self, plan: Plan, refuted: set[int]) -> list[Summary]:
        """Return the draws of a plan; outputs that are not classes join `refuted`."""
        if not self.model.built:
            self.model(rows_of(plan.x, [0]), training=False)
        split = self.prepare()
        self._seed = _draw_seed() if plan.seed is None else plan.seed
        seeded = replace(plan, seed=self._seed)
        return with_values(
            self.model,
            variables_of(self.model),
            lambda: self._draw_with(split, seeded, refuted),
        )

    def _draw_with(
        self, split: SplitModel, plan: Plan, refuted: set[int]
    ) -> list[Summary]:
        every = layers_in(self.model)
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
        self, split: SplitModel, plan: Plan, refuted: set[int]
    ) -> list[Summary]:
        """Return all draws, summed up for each output.

        Args:
            split: The model.
            plan: What is to be drawn.
            refuted: The outputs that are not classes, whatever they look like at first.
                Where one more is, it ends early.
        """
        samples = plan.samples
        at_once = plan.draws_at_once(split.bytes_per_row())
        shared = self.masks == "per_draw"
        summaries: list[Summary] = []
        bar: Callable[[], None] | None = None
        # Where examples matter to each other, none may be there twice.
        batches = plan.batches(filled_up=not split.may_mix)
        for batch in batches:
            x = rows_of(plan.x, batch.examples)
            features = split.features(x)
            if bar is None:
                keys = plan.keys(np.arange(at_once), batch.examples, shared)
                mixes = split.mixes(features, keys)
                if mixes and plan.ids is not None and not split.is_alone:
                    self._refuse_mixing()
                at_once = 1 if mixes else at_once
                calls = len(batches) * -(-samples // at_once)
                bar = _progress(calls, plan.verbose)
            for first in range(0, samples, at_once):
                draws = np.arange(first, first + at_once)
                keys = plan.keys(draws, batch.examples, shared)
                outputs = split.draw(features, keys)
                used = min(at_once, samples - first)
                if not summaries:
                    self._check_drawn(split)
                    if plan.ids is not None:
                        self._check_apart(split, x, outputs, keys)
                    summaries = self._summaries(outputs, plan, refuted)
                for summary, output in zip(summaries, outputs, strict=True):
                    check_same_shape(summary, output, plan.batch)
                    summary.add(output[batch.used, :used], batch.rows, first)
                if any(summary.refuted for summary in summaries):
                    return summaries
                bar()
                interrupts.check()
            for summary in summaries:
                summary.finish_batch(batch.rows)
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
                "training: a `call()` must do so always, since the layers know "
                "themselves when to drop. If this is intended, name the others in "
                "`layers`."
            )

    def _check_apart(
        self, split: SplitModel, x: Any, outputs: list[np.ndarray], keys: np.ndarray
    ) -> None:
        """Refuse what would be drawn in another way beside other examples.

        Args:
            split: The model.
            x: The first batch.
            outputs: First draws of it.
            keys: Their keys.
        """
        if split.for_batch:
            every = [*self._draws.layers, None]
            layers = [every[min(i, len(every) - 1)] for i in sorted(split.for_batch)]
            who = _quoted([each for each in layers if each is not None])
            raise ValueError(
                f"`ids` cannot be followed by {who or 'a layer'}, which draws in a way "
                "of its own, for all examples of a batch at once."
            )
        if not split.keeps_apart(x, outputs, keys):
            self._refuse_mixing()

    def _refuse_mixing(self) -> None:
        raise ValueError(
            f"`ids` cannot be followed by the model '{self.model.name}': a layer of it "
            "looks at the batch as a whole, so that a prediction depends on the other "
            "examples."
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

    def _summaries(
        self, outputs: list[np.ndarray], plan: Plan, refuted: set[int]
    ) -> list[Summary]:
        count, samples = plan.count, plan.samples
        shapes = [output.shape[2:] for output in outputs]
        if plan.keep:
            whole = [(samples, count, *shape) for shape in shapes]
            check_memory("keep_samples", whole, self.bytes_per_sample)
        if len(plan.levels):
            held = min(samples, QUANTILE_DRAWS)
            batches = [(min(plan.batch_size, count), held, *shape) for shape in shapes]
            less = " A smaller `batch_size` takes less."
            check_memory("quantiles", batches, 4, less)
        names = self._output_names(len(outputs))
        check_outputs("task", self.task, names)
        check_outputs("from_logits", self.from_logits, names)
        last = last_functions(self.model, len(outputs))
        summaries = []
        for i, (name, output, end) in enumerate(zip(names, outputs, last, strict=True)):
            from_logits = bool(set_for(self.from_logits, name))
            task = set_for(self.task, name)
            if plan.ids is not None and task is None and not from_logits:
                check_known(name, output, end)
            kind, is_guess = kind_of(name, output, end, task, from_logits, i in refuted)
            summaries.append(
                Summary(
                    kind,
                    (count, *output.shape[2:]),
                    samples,
                    plan.levels,
                    plan.keep,
                    from_logits=from_logits,
                    from_logs=end.is_log,
                    is_guess=is_guess,
                    name=name,
                )
            )
        return summaries


def _quoted(layers: list[Any]) -> str:
    return ", ".join(f"'{layer.name}'" for layer in layers)


def _output_names(model: Any, count: int) -> list[str]:
    names = list(getattr(model, "output_names", None) or [])
    if len(names) != count or len(set(names)) != count:
        names = [f"output_{i + 1}" for i in range(count)]
    return names


def _draw_seed() -> int:
    # From the generator that `keras.utils.set_random_seed()` sets, as layers do.
    import random

    return random.randint(0, 2**31 - 1)


def _progress(steps: int, verbose: int | str) -> Callable[[], None]:
    if verbose in (0, 2, "0", "2") or process_index():
        return lambda: None
    bar = keras.utils.Progbar(steps)
    return lambda: bar.add(1)
