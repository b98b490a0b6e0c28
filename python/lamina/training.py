"""Run a step of training or prediction, and keep the model whole when it fails."""

from typing import Any


def run_method(model: Any, method: str, **arguments: Any) -> Any:
    """Call a method of a model that trains or predicts.

    On JAX Keras takes the values out of a model's variables for the time of `fit()`,
    `evaluate()` and `predict()`, and leaves them out where these raise: the model has
    then lost its weights. Here they are put back.

    Args:
        model: A Keras model.
        method: Name of the method: "fit", "evaluate" or "predict".
        **arguments: Arguments of the method.

    Returns:
        What the method returns.

    Raises:
        Exception: What the method raises, unchanged.

    Example:
    >>> import keras, numpy as np
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> run_method(model, "predict", x=np.ones((4, 3)), verbose=0).shape
    (4, 2)
    """
    before = _values(model)
    try:
        return getattr(model, method)(**arguments)
    except BaseException:
        _put_back(model, before)
        raise


def _values(model: Any) -> list[tuple[Any, Any]]:
    variables = [*model.variables, *model.metrics_variables]
    optimizer = getattr(model, "optimizer", None)
    if optimizer is not None:
        variables += optimizer.variables
    return [(variable, variable._value) for variable in variables]


def _put_back(model: Any, before: list[tuple[Any, Any]]) -> None:
    # What the steps that went well have computed.
    if hasattr(model, "jax_state_sync"):
        model.jax_state_sync()
    for variable, value in before:
        if variable._value is None and value is not None and not _is_gone(value):
            variable._value = value


def _is_gone(value: Any) -> bool:
    """Whether the memory of a JAX array has been given to a later one."""
    return hasattr(value, "is_deleted") and bool(value.is_deleted())
