"""Why an operation failed, found by trying it with other dtypes and other ranks."""

from collections.abc import Callable, Sequence
from typing import Any

import keras

# What else is tried, by how the name of the dtype begins.
OTHER_DTYPES = {
    "bool": ("int32", "float32"),
    "uint": ("int32", "float32"),
    "int": ("float32", "bool"),
    "float": ("int32", "bool"),
    "bfloat": ("float32",),
    "complex": ("float32", "int32"),
}
MOST_AXES = 5
# Of elements: what is larger is not tried.
LARGEST = 2**20

_Call = Callable[[dict[str, Any]], Any]


def would_do(
    operation: Callable[..., Any],
    names: Sequence[str],
    operands: Sequence[str],
    positional: int,
    *args: Any,
    **kwargs: Any,
) -> dict[str, Any] | None:
    """Find operands with which an operation that failed would have been computed.

    Args:
        operation: An operation of Keras, which has no effects.
        names: The names of the arguments.
        operands: Of these, the tensors that may be another.
        positional: How many of the arguments are given by their place.
        *args: What the operation was called with.
        **kwargs: The same, by name.

    Returns:
        The names of one operand, or of all, with the dtype of the first and one that
        would do, or with the numbers of axes that would do; None where none is found.

    Example:
    >>> found = would_do(keras.ops.tril, ["x"], ["x"], 1, keras.ops.ones(3))
    >>> found["operands"], found["ranks"][0]
    (['x'], 2)
    """
    given = dict(zip(names[:positional], args, strict=True)) | kwargs
    tensors = {name: _tensor(given[name]) for name in operands}
    tensors = {name: each for name, each in tensors.items() if _may_be_tried(each)}

    def works(changed: dict[str, Any]) -> bool:
        call = given | changed
        try:
            operation(
                *[call[name] for name in names[:positional]],
                **{name: call[name] for name in kwargs},
            )
        except Exception:  # of whatever kind the backend has
            return False
        return True

    # With values such as NaN it may be these that are at fault.
    same = {name: _of_rank(each, len(each.shape)) for name, each in tensors.items()}
    if works(same):
        return None
    groups = [[name] for name in tensors]
    if len(groups) > 1:
        groups.append(list(tensors))
    for find in (_other_dtype, _other_ranks):
        for group in groups:
            found = find({name: tensors[name] for name in group}, works)
            if found is not None:
                return {"operands": group, **found}
    return _common_ranks(tensors, works)


def _tensor(x: Any) -> Any:
    return x if isinstance(x, keras.KerasTensor) else keras.ops.convert_to_tensor(x)


def _may_be_tried(x: Any) -> bool:
    size = 1
    for length in x.shape:
        if length is None:
            return isinstance(x, keras.KerasTensor)
        size *= length
    # Of none, another number of axes says nothing.
    return 0 < size <= LARGEST


def _dtype(x: Any) -> str:
    return str(keras.backend.standardize_dtype(x.dtype))


def _other_dtype(tensors: dict[str, Any], works: _Call) -> dict[str, Any] | None:
    """Of the first tensor, and one that would do for all."""
    dtype = _dtype(next(iter(tensors.values())))
    for other in OTHER_DTYPES[dtype.rstrip("0123456789")]:
        if works({name: _cast(tensor, other) for name, tensor in tensors.items()}):
            return {"dtype": dtype, "other": other}
    return None


def _cast(x: Any, dtype: str) -> Any:
    if _dtype(x).startswith("complex"):
        x = keras.ops.real(x)
    return keras.ops.cast(x, dtype)


def _other_ranks(tensors: dict[str, Any], works: _Call) -> dict[str, Any] | None:
    own = {len(tensor.shape) for tensor in tensors.values()}
    ranks = [
        rank
        for rank in range(MOST_AXES + 1)
        if own != {rank}
        and works({name: _of_rank(tensor, rank) for name, tensor in tensors.items()})
    ]
    return {"ranks": ranks} if ranks else None


def _common_ranks(tensors: dict[str, Any], works: _Call) -> dict[str, Any] | None:
    """With operands that are alike, so that no length stands in the way."""

    def alike(rank: int) -> dict[str, Any]:
        return {
            name: keras.ops.ones((2,) * rank, dtype=_dtype(tensor))
            for name, tensor in tensors.items()
        }

    ranks = [rank for rank in range(MOST_AXES + 1) if works(alike(rank))]
    others = [name for name, x in tensors.items() if len(x.shape) not in ranks]
    return {"operands": others, "ranks": ranks} if ranks and others else None


def _of_rank(x: Any, rank: int) -> Any:
    """A tensor with axes more or fewer at the front."""
    own = len(x.shape)
    shape = (1,) * (rank - own) + tuple(x.shape)[max(own - rank, 0) :]
    if isinstance(x, keras.KerasTensor):
        return keras.KerasTensor(shape, dtype=x.dtype)
    return keras.ops.ones(shape, dtype=_dtype(x))
