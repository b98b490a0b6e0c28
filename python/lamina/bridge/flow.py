"""Functions of R within operations: loops, branches and gradients of their own."""

from collections.abc import Callable
from typing import Any

import keras


def scan(f: Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
    """Call `keras.ops.scan()` with a function that returns a list of two.

    Args:
        f: A function of the state and a slice.
        *args: What else the operation is called with.
        **kwargs: The same, by name.

    Example:
    >>> last, all_of_them = scan(lambda s, x: [s + x, s * x], 1, keras.ops.arange(3))
    >>> int(last), keras.ops.convert_to_numpy(all_of_them).tolist()
    (4, [0, 1, 4])
    """

    def step(state: Any, x: Any) -> tuple[Any, Any]:
        state, y = f(state, x)
        return state, y

    return list(keras.ops.scan(step, *args, **kwargs))


def custom_gradient(f: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function with a gradient of its own.

    Args:
        f: Returns a list of the result and a function of the gradient of what is
            computed from it, which returns the gradients of its arguments: one, or a
            list of them.
    """

    def forward(*args: Any) -> tuple[Any, Callable[..., Any]]:
        output, gradient = f(*args)

        # PyTorch hands the arguments on, too, and names the gradient.
        def backward(*given: Any, upstream: Any = None) -> Any:
            gradients = gradient(given[-1] if upstream is None else upstream)
            return tuple(gradients) if isinstance(gradients, list) else gradients

        return output, backward

    of_tensors = keras.ops.custom_gradient(forward)

    # Backends know tensors alone as arguments that have gradients.
    def function(*args: Any) -> Any:
        return of_tensors(*keras.tree.map_structure(_as_tensor, args))

    return function


def _as_tensor(x: Any) -> Any:
    # TensorFlow converts none to a tensor without computing something.
    return keras.ops.reshape(x, x.shape) if isinstance(x, keras.Variable) else x


def jvp(
    f: Callable[..., Any], primals: list[Any], tangents: list[Any], has_aux: bool
) -> list[Any]:
    """Call `keras.ops.jvp()`, for which PyTorch wants tuples."""

    def function(*args: Any) -> Any:
        result = f(*args)
        return tuple(result) if has_aux else result

    return list(keras.ops.jvp(function, tuple(primals), tuple(tangents), has_aux))


def vectorize(
    f: Callable[..., Any], excluded: list[int] | None, signature: str | None
) -> Callable[..., Any]:
    """Call `keras.ops.vectorize()`, which wants a set."""
    chosen = None if excluded is None else set(excluded)
    function: Callable[..., Any] = keras.ops.vectorize(
        f, excluded=chosen, signature=signature
    )
    return function
