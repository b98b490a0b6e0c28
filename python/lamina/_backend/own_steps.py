"""Steps of training that a model has of its own, and gradients in them.

A step is written with the state that the model has: it changes variables by `assign()`
and by optimizers. Keras' trainer wants that on some backends; on JAX it wants a
function of the state that returns the new one, which is made of the step here.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import keras
from keras import tree

from lamina._keras import SYMBOLIC_BUILD, current_scope, output_spec

# What the state of each step consists of.
STEPS: dict[str, tuple[str, ...]] = {
    "train_step": ("trainable", "non_trainable", "optimizer", "metrics"),
    "test_step": ("trainable", "non_trainable", "metrics"),
    "predict_step": ("trainable", "non_trainable"),
}

_local = threading.local()


class _Scope(keras.StatelessScope):
    """A scope that remembers which variables are used in it.

    Args:
        mapping: Variables and their values.
        outer: The scope around it, whose values it begins with.
    """

    def __init__(self, mapping: Any = (), outer: Any = None) -> None:
        super().__init__(list(mapping), collect_losses=True)
        self.used: dict[int, Any] = {}
        self.updated: dict[int, Any] = {}
        if outer is not None:
            for key, value in outer.state_mapping.items():
                self.state_mapping.setdefault(key, value)
            self.losses.extend(outer.losses)

    def get_current_value(self, variable: Any) -> Any:
        self.used[id(variable)] = variable
        return super().get_current_value(variable)

    def add_update(self, update: Any) -> None:
        self.used[id(update[0])] = self.updated[id(update[0])] = update[0]
        super().add_update(update)


# ---- Steps


def step(name: str, defined: Callable[..., Any], takes_state: bool) -> Any:
    """Return a step of a model as the trainer of the backend wants it.

    Args:
        name: One of `STEPS`.
        defined: The step, a method of the model and the data, or as Keras calls it.
        takes_state: Whether it takes the state, too, and returns the new one.

    Returns:
        A method of the model.
    """
    is_jax = keras.backend.backend() == "jax"
    if takes_state:
        # As Keras has it on JAX.
        return defined if is_jax else _refused(name)

    def of_data(self: Any, data: Any) -> Any:
        return defined(self, _alone(data))

    if not is_jax:
        return of_data

    def stateless(self: Any, state: Any, data: Any) -> Any:
        variables = _state_of(self, name)
        flat = [
            (variable, value)
            for group, values in zip(variables, state, strict=True)
            for variable, value in zip(group, values, strict=True)
        ]
        with _Scope(flat, current_scope()) as scope:
            result = tree.map_structure(_value, of_data(self, data))
        new = tuple(
            [scope.state_mapping[id(variable)] for variable in group]
            for group in variables
        )
        return result, (new[1] if name == "predict_step" else new)

    stateless.of_r = of_data  # type: ignore[attr-defined]
    return stateless


def _alone(data: Any) -> Any:
    """Return inputs by themselves, which Keras gives in a tuple on some backends."""
    is_one = isinstance(data, tuple) and len(data) == 1
    return data[0] if is_one and not isinstance(data[0], tuple | list) else data


def _refused(name: str) -> Callable[..., Any]:
    def refuse(self: Any, *args: Any) -> Any:
        raise ValueError(
            f"`{name}()` must be a function of `data`: one of `state` and `data` is "
            f"for JAX, and this backend is {keras.backend.backend()}."
        )

    return refuse


def _state_of(model: Any, name: str) -> list[list[Any]]:
    groups = {
        "trainable": lambda: model.trainable_variables,
        "non_trainable": lambda: model.non_trainable_variables,
        "optimizer": lambda: model.optimizer.variables,
        "metrics": lambda: model.metrics_variables,
    }
    return [list(groups[group]()) for group in STEPS[name]]


def _value(x: Any) -> Any:
    return x.value if isinstance(x, keras.Variable) else x


def with_state(name: str, step: Callable[..., Any], model: Any) -> Callable[..., Any]:
    """Return a step of Keras' trainer that is called with the data alone.

    Args:
        name: One of `STEPS`.
        step: A step as the trainer of the backend has it, bound to the model.
        model: The model.
    """
    if keras.backend.backend() != "jax":
        return step

    def call(*args: Any) -> Any:
        if len(args) != 1:
            return step(*args)
        if name == "train_step" and not model.optimizer.built:
            model.optimizer.build(model.trainable_variables)
        variables = _state_of(model, name)
        values = [[variable.value for variable in group] for group in variables]
        result, new = step(tuple(values), args[0])
        if name == "predict_step":
            variables, new = variables[1:2], (new,)
        for group, changed in zip(variables, new, strict=True):
            for variable, value in zip(group, changed, strict=True):
                variable.assign(value)
        return result

    return call


# ---- Models with steps of their own


def members(
    get_class: Callable[[], Any], base: Any, own: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a model class with steps of its own has in place of Keras' methods.

    Keras makes the variables of a model, before it trains, by `call()`, which such a
    model may lack, and does not know of those that its step alone uses. On JAX the step
    is run once on nothing but the shapes of the data.

    Args:
        get_class: Gives the class.
        base: The class that it inherits from.
        own: What the class defines.
    """
    if not any(name in own for name in STEPS):
        return {}

    def symbolic_build(self: Any, iterator: Any = None, data_batch: Any = None) -> None:
        if data_batch is None:
            data_batch = _first_batch(iterator)
        vars(self)["own_batch"] = tree.map_structure(_spec, data_batch)
        if not _has_call(self):
            return
        # It is made when the step has run, for all that it trains.
        optimizer = self.optimizer
        vars(self)["optimizer"] = None
        try:
            getattr(super(get_class(), self), SYMBOLIC_BUILD)(data_batch=data_batch)
        finally:
            vars(self)["optimizer"] = optimizer

    def make_train_function(self: Any, force: bool = False) -> Any:
        if self.train_function is None or force:
            _prepare(self, "train_step")
        return super(get_class(), self).make_train_function(force)

    def make_test_function(self: Any, force: bool = False) -> Any:
        if self.test_function is None or force:
            _prepare(self, "test_step")
        return super(get_class(), self).make_test_function(force)

    def non_trainable_variables(self: Any) -> list[Any]:
        variables: list[Any] = super(get_class(), self).non_trainable_variables
        further = vars(self).get("own_variables")
        if not further:
            return variables
        optimizer = getattr(self, "optimizer", None)
        known = [
            *variables,
            *super(get_class(), self).trainable_variables,
            *self.metrics_variables,
            *(optimizer.variables if optimizer is not None else []),
        ]
        ids = {id(variable) for variable in known}
        return variables + [v for v in further if id(v) not in ids]

    return {
        SYMBOLIC_BUILD: symbolic_build,
        "make_train_function": make_train_function,
        "make_test_function": make_test_function,
        "non_trainable_variables": property(non_trainable_variables),
    }


def _first_batch(iterator: Any) -> Any:
    for _, _, batches in iterator:
        is_list = isinstance(batches, list | tuple)
        return batches[0] if is_list else next(batches)
    return None


def _spec(x: Any) -> Any:
    if x is None:
        return None
    return keras.KerasTensor(x.shape, keras.backend.standardize_dtype(x.dtype))


def _prepare(model: Any, name: str) -> None:
    """Make the variables that a step uses, and note those that are not the model's."""
    batch = vars(model).get("own_batch")
    own = getattr(getattr(type(model), name), "of_r", None)
    if own is not None and batch is not None:
        used: dict[int, Any] = {}

        def run(*data: Any) -> Any:
            with _building(), _Scope(outer=current_scope()) as scope:
                result = tree.map_structure(_value, own(model, *data))
            used.update(scope.used)
            return result

        output_spec(run, batch)
        known = [*vars(model).get("own_variables", []), *_of_optimizers(model)]
        further = {id(variable): variable for variable in [*known, *used.values()]}
        # Keras would take a list for one that holds layers.
        vars(model)["own_variables"] = list(further.values())
    if not _has_call(model):
        # Its layers are, and Keras asks it.
        model.built = True
    optimizer = getattr(model, "optimizer", None)
    if name != "train_step" or optimizer is None or optimizer.built:
        return
    if _has_call(model) and model.trainable_variables:
        optimizer.build(model.trainable_variables)


def _has_call(model: Any) -> bool:
    return type(model).call is not keras.Model.call


def _of_optimizers(model: Any) -> Iterator[Any]:
    """Yield the variables of optimizers that are attributes of a model."""
    for value in list(vars(model).values()):
        if isinstance(value, keras.Optimizer):
            yield from value.variables


@contextmanager
def _building() -> Iterator[None]:
    before = getattr(_local, "is_building", False)
    _local.is_building = True
    try:
        yield
    finally:
        _local.is_building = before


# ---- Gradients


def value_and_gradients(
    function: Callable[[], Any], variables: Callable[[], Sequence[Any]]
) -> tuple[Any, list[Any]]:
    """Return what a function returns, and the gradients of it.

    Args:
        function: A function that returns a number as a tensor, or a list whose first
            element is one. It may change variables.
        variables: Gives the variables to differentiate by.

    Returns:
        What the function returns, and the gradient by each variable, None where the
        number does not depend on it.

    Example:
    >>> variable = keras.Variable(3.0)
    >>> value, gradients = value_and_gradients(lambda: variable**2, lambda: [variable])
    >>> float(value), [float(gradient) for gradient in gradients]
    (9.0, [6.0])
    """
    name = keras.backend.backend()
    if name == "jax":
        return _jax_gradients(function, variables)
    if name == "torch":
        return _torch_gradients(function, variables)
    if name == "tensorflow":
        return _tensorflow_gradients(function, variables)
    raise NotImplementedError(f"The backend {name} has no gradients.")


def _number(value: Any) -> Any:
    """Return what to differentiate of what a function has returned."""
    number = value[0] if isinstance(value, list | tuple) else value
    shape = getattr(number, "shape", None)
    if shape is None or len(shape):
        came = "no tensor" if shape is None else f"a tensor of shape {tuple(shape)}"
        raise ValueError(
            "The function must return one number as a tensor, or a list whose first "
            f"element is one, not {came}: take `keras$ops$mean()` of it."
        )
    return number


def _tensorflow_gradients(function: Any, variables: Any) -> tuple[Any, list[Any]]:
    import tensorflow as tf

    with tf.GradientTape() as tape:
        value = function()
        number = _number(value)
    by = [variable.value for variable in _checked(variables())]
    return value, tape.gradient(number, by)


def _torch_gradients(function: Any, variables: Any) -> tuple[Any, list[Any]]:
    import torch

    with torch.enable_grad():
        value = function()
        number = _number(value)
    by = [variable.value for variable in _checked(variables())]
    gradients = torch.autograd.grad(number, by, allow_unused=True)
    value = tree.map_structure(
        lambda x: x.detach() if isinstance(x, torch.Tensor) else x, value
    )
    return value, list(gradients)


def _jax_gradients(function: Any, variables: Any) -> tuple[Any, list[Any]]:
    import jax

    if getattr(_local, "is_building", False):
        # The variables are there when the function has run.
        value = function()
        _number(value)
        return value, [keras.ops.zeros_like(v.value) for v in _checked(variables())]
    by = _checked(variables())
    outer = current_scope()
    updated: list[Any] = []

    def of_values(values: list[Any]) -> Any:
        scope = _Scope(zip(by, values, strict=True), outer)
        with scope:
            value = tree.map_structure(_value, function())
        updated[:] = scope.updated.values()
        new = [scope.state_mapping[id(variable)] for variable in updated]
        return _number(value), (value, new)

    (_, (value, new)), gradients = jax.value_and_grad(of_values, has_aux=True)(
        [variable.value for variable in by]
    )
    for variable, changed in zip(updated, new, strict=True):
        variable.assign(changed)
    return value, gradients


def _checked(variables: Sequence[Any]) -> list[Any]:
    variables = list(variables)
    if not variables:
        raise ValueError(
            "There is no variable to differentiate by: layers have theirs when they "
            "have been called."
        )
    for variable in variables:
        if not isinstance(variable, keras.Variable):
            raise ValueError(
                "`variables` must be variables of Keras, such as "
                f"`model$trainable_variables`, not {type(variable).__name__}."
            )
    return variables
