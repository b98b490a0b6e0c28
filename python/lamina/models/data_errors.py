"""Errors of data that do not fit what the model has."""

from lamina.models.code_values import Code
from lamina.models.known_metrics import UnfitMetric
from lamina.models.outputs import Output, Shape


class CodesError(ValueError):
    """Data hold a number that stands for nothing.

    Example:
    >>> str(CodesError("y", Code("class", highest=1), [2.0]))
    '`y` must contain whole numbers from 0 to 1, not 2.'

    Attributes:
        argument: Where it is: "x", "y" or "validation_data".
        kind: What the numbers are: "class", "index", "category", "probability" of a
            target, or "prediction".
        name: Name of the output or layer, None where there is one output.
        highest: The highest number that there may be, None where that is not known.
        found: The lowest and the highest that came, or one that is not whole.
        in_batches: Whether `argument` gives batches, one of which holds it.
    """

    def __init__(
        self, argument: str, code: Code, found: list[float], in_batches: bool = False
    ):
        self.argument = argument
        self.in_batches = in_batches
        self.kind = code.kind
        self.name = code.name
        self.highest = code.highest
        self.found = found
        fractions = code.kind in ("probability", "prediction")
        numbers = "numbers" if fractions else "whole numbers"
        limits = "0 up" if code.highest is None else f"0 to {code.highest}"
        super().__init__(
            f"{_name(argument, in_batches)} must contain {numbers} from {limits}"
            f"{'' if code.name is None else f' for {code.name!r}'}, "
            f"not {' to '.join(f'{number:g}' for number in found)}."
        )


class TargetShapeError(ValueError):
    """Targets are of another shape than belongs to what the model gives.

    Attributes:
        argument: Where they are: "y", "x" where that gives batches, "validation_data".
        name: Name of the output, None where there is one.
        shape: The shape that fits, None for a size that is not known.
        found: The shape of the targets.
        in_batches: Whether `argument` gives batches, one of which holds them.
        loss: The loss that refuses them, in small letters, without underscores; None
            where it would repeat them until they fit.
    """

    def __init__(
        self,
        argument: str,
        output: Output,
        found: Shape,
        in_batches: bool = False,
        loss: str | None = None,
    ):
        self.loss = loss
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


class MetricShapeError(ValueError):
    """Targets are of a shape that a metric cannot take.

    Attributes:
        argument: Where they are: "y", "x" where that gives batches, "validation_data".
        metric: The metric: its name, what it is in Keras, the shapes.
        in_batches: Whether `argument` gives batches, one of which holds them.
    """

    def __init__(self, argument: str, metric: UnfitMetric, in_batches: bool = False):
        self.argument = argument
        self.metric = metric
        self.in_batches = in_batches
        output = metric.output.name
        super().__init__(
            f"{_name(argument, in_batches)} must contain targets of the shape "
            f"{metric.expected} for the metric {metric.name!r}"
            f"{'' if output is None else f' of the output {output!r}'}, "
            f"not {metric.found}."
        )


class ComparedShapeError(ValueError):
    """Targets or weights are of another shape than belongs to the predictions.

    Example:
    >>> str(ComparedShapeError("y_true", (3, 1), (2, 1)))
    '`y_true` must have the shape (3, 1), not (2, 1).'

    Attributes:
        argument: "y_true" or "sample_weight".
        shape: The shape that fits.
        found: The shape that came.
    """

    def __init__(self, argument: str, shape: Shape, found: Shape):
        self.argument = argument
        self.shape = shape
        self.found = found
        super().__init__(f"`{argument}` must have the shape {shape}, not {found}.")


def _name(argument: str, in_batches: bool) -> str:
    return f"The batches of `{argument}`" if in_batches else f"`{argument}`"
