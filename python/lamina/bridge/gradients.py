"""Gradients of what functions of R compute."""

from collections.abc import Callable
from typing import Any

from lamina._backend import own_steps
from lamina.failures import guarded


def value_and_gradients(
    function: Callable[[], Any], variables: Callable[[], Any]
) -> tuple[Any, list[Any]]:
    """Return what a function of R returns, and its gradients: see `own_steps`.

    Example:
    >>> import keras
    >>> variable = keras.Variable(3.0)
    >>> value, gradients = value_and_gradients(lambda: variable**2, lambda: [variable])
    >>> float(value), float(gradients[0])
    (9.0, 6.0)
    """
    return own_steps.value_and_gradients(guarded(function), guarded(variables))
