"""Data that are to be predicted: whether they fit to the model."""

from typing import Any

from keras import tree

from lamina.models.batches import as_rows, count_of, has_missing, is_number
from lamina.models.data_checks import check_inputs
from lamina.models.model_graph import functional_of, is_plain_graph


def check_data(model: Any, x: Any) -> tuple[Any, int]:
    """Return data as arrays whose rows can be taken, and how many examples there are.

    Args:
        model: The model that they are for.
        x: An array, or a list or dictionary of them.

    Raises:
        ValueError: They do not fit to the model, or hold missing values.

    Example:
    >>> import keras, numpy as np
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> check_data(model, np.ones((4, 3)))[1]
    4
    """
    if x is None or isinstance(x, str | int | float):
        raise ValueError("`x` must be an array, or a list or dictionary of arrays.")
    x = tree.map_structure(lambda each: None if each is None else as_rows(each), x)
    arrays = tree.flatten(x)
    given = [array for array in arrays if array is not None]
    counts = {count_of(array) for array in given}
    if len(counts) != 1 or not counts - {0}:
        raise ValueError(
            "The arrays in `x` must have the same number of examples, at least 1, not "
            f"{', '.join(map(str, sorted(counts)))}."
        )
    if any(map(has_missing, given)):
        raise ValueError("`x` must have no missing values (NaN).")
    if is_plain_graph(model):
        wanted = model.inputs
        if len(wanted) != len(arrays):
            raise ValueError(
                f"`x` must contain {len(wanted)} arrays, one for each input of the "
                f"model, not {len(arrays)}."
            )
        if isinstance(x, dict):
            _check_names(model, x)
        elif len(wanted) == 1:
            x = arrays[0]
            _check_shape(x, wanted[0], "`x`")
        elif isinstance(x, list | tuple) and len(x) == len(arrays):
            for i, (array, own) in enumerate(zip(arrays, wanted, strict=True)):
                _check_shape(array, own, f"`x[{i}]`")
    check_inputs(model, x)
    return x, counts.pop()


def _check_names(model: Any, x: dict[str, Any]) -> None:
    taken = functional_of(model).input
    if not isinstance(taken, dict):
        taken = {tensor.name: tensor for tensor in model.inputs}
    if any(map(tree.is_nested, [*taken.values(), *x.values()])):
        return
    if set(x) != set(taken):
        raise ValueError(
            f"`x` must have the names {sorted(taken)} of the model's inputs, not "
            f"{sorted(x)}."
        )
    for name, tensor in taken.items():
        _check_shape(x[name], tensor, f"`x['{name}']`")


def _check_shape(array: Any, tensor: Any, name: str) -> None:
    if array is None:
        # The model knows which inputs may be left out.
        return
    if not is_number(array) and tensor.dtype != "string":
        raise ValueError(f"{name} must contain numbers, not strings.")
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
