"""What an output of a model holds: numbers, or probabilities of what."""

from typing import Literal

import numpy as np

from lamina.uncertainty.last_functions import LastFunction
from lamina.uncertainty.result import Task

# What an output holds: numbers, the probability of the second of two classes, those of
# several classes, or those of labels that do not exclude each other.
Kind = Literal["regression", "binary", "classes", "labels"]

# What rounding, in half precision too, may leave between 1 and a sum of probabilities.
SUM_TOLERANCE = 1e-2


def kind_of(
    name: str,
    output: np.ndarray,
    last: LastFunction,
    task: Task | None,
    from_logits: bool,
    is_refuted: bool,
) -> tuple[Kind, bool]:
    """Return what an output holds, and whether the draws to come may refute it.

    Args:
        name: Name of the output.
        output: Draws of it: shape (examples, draws, ...).
        last: The function that it comes out of.
        task: What is set for it.
        from_logits: Likewise.
        is_refuted: Whether it is known to hold no classes, whatever these look like.

    Raises:
        ValueError: What is set does not fit to the function.

    Example:
    >>> draws = np.array([[[0.25, 0.75]]])
    >>> kind_of("output_1", draws, LastFunction(), None, False, False)
    ('classes', True)
    """
    probabilities = _gives_probabilities(last)
    if from_logits:
        if task == "regression":
            raise ValueError(
                "`from_logits` is for classification, but `task` is 'regression'."
            )
        # Logits of classes may be such that their exponentials sum to 1.
        if probabilities and not (last.is_log and last.function == "softmax"):
            held = "their logarithms" if last.is_log else "probabilities"
            raise ValueError(
                f"`from_logits` is set, but the output '{name}' ends in a "
                f"{last.name}: it contains {held}, not logits."
            )
    if task == "regression":
        return "regression", False
    if last.function == "softmax" and last.axis is not None:
        raise ValueError(other_axis(name, f"axis {last.axis}"))
    columns = _columns(output)
    if from_logits:
        return ("binary" if columns == 1 else "classes"), False
    if columns == 1:
        known = probabilities or last.is_probability or task
        return ("binary" if known else "regression"), False
    if probabilities:
        return ("classes" if last.function == "softmax" else "labels"), False
    if not is_refuted and are_classes(output.astype("float64")):
        return "classes", True
    return ("labels" if task else "regression"), False


def check_known(name: str, output: np.ndarray, last: LastFunction) -> None:
    """Refuse an output of which draws alone tell what it holds.

    Raises:
        ValueError: What it comes out of does not tell.
    """
    if _columns(output) > 1 and not _gives_probabilities(last):
        raise ValueError(
            "`task` must be 'classification' or 'regression' where there are `ids`: "
            f"whether the output '{name}' holds probabilities would be guessed from "
            "the examples at hand, for each part of the data by itself."
        )


def _gives_probabilities(last: LastFunction) -> bool:
    return last.function in ("softmax", "sigmoid")


def _columns(output: np.ndarray) -> int:
    return int(output.shape[-1]) if output.ndim > 2 else 1


def are_classes(values: np.ndarray) -> bool:
    """Whether numbers, where they are finite, are probabilities of classes."""
    outside = (values < 0) | (values > 1 + SUM_TOLERANCE)
    return not (outside | (np.abs(values.sum(-1, keepdims=True) - 1) > 1e-3)).any()


def other_axis(name: str, where: str) -> str:
    """Return what is said of classes that are not along the last axis."""
    return (
        f"The output '{name}' is a softmax along {where}, and the classes must be "
        "along the last axis: move them there, or set `task` to 'regression' for mean "
        "and deviation alone."
    )
