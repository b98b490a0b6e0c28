"""CTC of `mended_operations`: Keras takes lengths and labels that are not there."""

from typing import Any

import keras
import numpy as np
from keras import ops

from lamina._backend.shapes import known_values
from lamina.bridge.operations import RefusalError


def ctc_loss(
    target: Any,
    output: Any,
    target_length: Any,
    output_length: Any,
    mask_index: int = 0,
) -> Any:
    """Compare sequences of labels with scores at many steps.

    Args:
        target: Labels, counted from 0, of shape (examples, labels).
        output: Logits, of shape (examples, steps, classes).
        target_length: Number of labels of each example.
        output_length: Number of steps of each example.
        mask_index: The class that stands for no label, counted from 0.

    Raises:
        RefusalError: Labels, lengths or the class are not there.

    Example:
    >>> output = ops.zeros((1, 2, 2))
    >>> one, two = ops.array([1]), ops.array([2])
    >>> round(float(ctc_loss(ops.array([[1]]), output, one, two)[0]), 4)
    0.2877
    """
    if len(ops.shape(target)) == 2 and len(ops.shape(output)) == 3:
        labels = ops.shape(target)[1]
        _, steps, classes = ops.shape(output)
        lengths = _check_lengths("target_length", target_length, labels, "labels")
        _check_lengths("output_length", output_length, steps, "steps")
        _check_class(mask_index, classes)
        _check_labels(target, lengths, classes)
    return ops.ctc_loss(target, output, target_length, output_length, mask_index)


def ctc_decode(
    inputs: Any,
    sequence_lengths: Any,
    strategy: str = "greedy",
    beam_width: int = 100,
    top_paths: int = 1,
    merge_repeated: bool = True,
    mask_index: int = 0,
) -> Any:
    """Find the most probable sequences of labels.

    Args:
        inputs: Logits, of shape (examples, steps, classes).
        sequence_lengths: Number of steps of each example.
        strategy: "greedy" or "beam_search".
        beam_width: How many sequences a beam search follows.
        top_paths: How many it gives.
        merge_repeated: Whether a label that is repeated is one.
        mask_index: The class that stands for no label, counted from 0.

    Raises:
        RefusalError: Lengths, the class or so many sequences are not there.

    Example:
    >>> logits = ops.array([[[0.0, 9.0], [9.0, 0.0]]])
    >>> labels, _ = ctc_decode(logits, ops.array([2]))
    >>> [int(label) for label in ops.ravel(labels)]
    [1, -1]
    """
    if len(ops.shape(inputs)) == 3:
        _, steps, classes = ops.shape(inputs)
        _check_lengths("sequence_lengths", sequence_lengths, steps, "steps")
        _check_class(mask_index, classes)
    if strategy == "beam_search" and top_paths > beam_width:
        raise RefusalError(
            f"`top_paths` must be no more than `beam_width`, {beam_width}, "
            f"not {top_paths}."
        )
    return ops.ctc_decode(
        inputs,
        sequence_lengths,
        strategy,
        beam_width,
        top_paths,
        merge_repeated,
        mask_index,
    )


def _values(x: Any) -> Any:
    symbolic = keras.backend.is_keras_tensor(x)
    return known_values(x if symbolic else ops.convert_to_tensor(x))


def _check_lengths(name: str, lengths: Any, most: Any, of: str) -> Any:
    """The lengths, None where they are not known."""
    values = _values(lengths)
    if values is not None and isinstance(most, int):
        wrong = values[(values < 0) | (values > most)]
        if wrong.size:
            raise RefusalError(
                f"`{name}` must be from 0 to {most}, the number of {of}, "
                f"not {wrong[0]}."
            )
    return values


def _check_class(mask_index: int, classes: Any) -> None:
    if isinstance(classes, int) and mask_index >= classes:
        raise RefusalError(
            f"`mask_index` must be from 1 to {classes}, the number of classes, "
            f"not {mask_index + 1}."
        )


def _check_labels(target: Any, lengths: Any, classes: Any) -> None:
    """Look at the labels that are compared, where they are known."""
    values = _values(target)
    if values is None or lengths is None or not isinstance(classes, int):
        return
    compared = values[np.arange(values.shape[1]) < lengths.reshape(-1, 1)]
    wrong = compared[(compared < 0) | (compared >= classes)]
    if wrong.size:
        raise RefusalError(
            f"`target` must be labels from 0 to {classes - 1}, not {wrong[0]}."
        )
