"""Run a step of training or prediction, and keep the model whole when it fails."""

from typing import Any


def run_method(model: Any, method: str, **arguments: Any) -> Any:
    """Call a method of a model that trains or predicts.

    On JAX Keras takes the values out of a model's variables for the time of `fit()`,
    `evaluate()` and `predict()`, and leaves them out where these raise; and what a step
    has taken in is gone where it fails while it runs. The model has then lost its
    weights. Here they are put back: after the last whole step where its values are
    there, else as they were before the call.

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
    # The values themselves are given away to the first step.
    return [
        (variable, variable._value.copy())
        for variable in variables
        if _can_be_lost(variable._value)
    ]


def _put_back(model: Any, before: list[tuple[Any, Any]]) -> None:
    # What the steps that went well have computed.
    if hasattr(model, "jax_state_sync"):
        model.jax_state_sync()
    # Values of one step belong together.
    if all(_is_there(variable._value) for variable, _ in before):
        return
    for variable, value in before:
        variable._value = value


def _can_be_lost(value: Any) -> bool:
    """Whether this is a JAX array, whose memory may be given to a later one."""
    return hasattr(value, "is_deleted") and not value.is_deleted()


def _is_there(value: Any) -> bool:
    if value is None or value.is_deleted():
        return False
    try:
        # What a step that failed was to compute raises when it is looked at.
        value.block_until_ready()
    except Exception:
        return False
    return True
