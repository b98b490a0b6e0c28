"""The kinds of R functions, and what each writes in the body of a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools.generate.code import call, checked, fill, needed, not_passed
from tools.generate.descriptions import FOLDER, Family
from tools.generate.function import Function, Signature


@dataclass(frozen=True, eq=False)
class Kind:
    """What the functions of one kind share."""

    # Its folder of descriptions, and a part of the names of the files that are written.
    name: str
    # The modules of Keras, and what the names of functions for them begin with.
    prefixes: Mapping[str, tuple[str, ...]]
    # The lines of R in the function.
    body: Callable[[Function], list[str]]
    # The tag of the help page for what is returned, where a description says nothing.
    returns: str
    # The functions in tests/testthat/helper-*cases.R that test a case.
    tests: tuple[str, ...] = ("expect_of_keras",)
    # The fields that a case may have.
    case: tuple[str, ...] = ("r", "python", "backends")
    # First arguments, which have no check of their own: what a layer is composed with,
    # and what a loss or metric compares.
    first: tuple[str, ...] = ()
    # What every Keras object of the kind takes: it goes through `...`.
    keywords: frozenset[str] = frozenset()
    # What stands before Keras' own arguments in a function that keras3 does not have.
    unknown_first: Signature = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where its descriptions are."""
        return FOLDER / self.name

    def topic(self, family: Family | None = None) -> str:
        """The help page of what all its functions share, or those of a family."""
        return "-".join([self.name, *([family.name] if family else []), "arguments"])

    @property
    def module(self) -> str | None:
        """The module, where the kind has but one."""
        return next(iter(self.prefixes)) if len(self.prefixes) == 1 else None


def compose_layer(f: Function) -> list[str]:
    """Check, create the layer, and compose it with what came first."""
    said, dots = f.description, "..." in f.signature
    first, second = [*f.signature, None][:2]
    lines = []
    target, outcome = "NULL", '"returned"'
    if first == "inputs" and second == "...":
        lines += [
            "dots <- split_dots(...)",
            "inputs <- check_inputs(inputs, dots$tensors)",
            "keywords <- do.call(check_dots, dots$keywords)",
        ]
        target, outcome = "inputs", "outcome_of_inputs(inputs)"
    else:
        if first in f.kind.first:
            lines += [f"outcome <- check_object({first})"]
            target, outcome = str(first), "outcome"
        if dots:
            also = f', also = "{said["keyword"]}"' if "keyword" in said else ""
            without = f', without = "{said["without"]}"' if "without" in said else ""
            names = said.get("renamed", {}).items()
            renamed = ", ".join(f'{old} = "{new}"' for old, new in names)
            renamed = f", renamed = c({renamed})" if renamed else ""
            lines += [f"keywords <- check_dots(...{also}{without}{renamed})"]
    module, name = f.target(f.keras)
    layer = f'keras_object("{module}", "{name}")'
    items = [target, outcome, layer, "c(args, keywords)" if dots else "args"]
    items += ["spread = TRUE"] if said.get("spread") else []
    return [*lines, *checked(f), *fill("compose(", items, ")", width=98)]


def call_function(f: Function) -> list[str]:
    """Check, and call a function or a class of Keras."""
    return [
        *not_passed(f, f.keras),
        *checked(f, f.takes(f.keras)),
        *needed(f),
        call(f, f.keras),
    ]


def call_operation(f: Function) -> list[str]:
    """Check, and call an operation of Keras, whose errors speak of shapes."""
    said, (module, name) = f.description, f.target(f.keras)
    items = [f'"{name}"', "args"]
    parts = said.get("parts")
    if parts:
        names = ", ".join(f'"{part}"' for part in parts)
        items += [f"names = c({names})"] if names else []
    items += [f'module = "{module}"'] if module != "ops" else []
    if said.get("positions"):
        counted = "zero_indexed" in f.signature
        items += [f"one_based = {'!zero_indexed' if counted else 'TRUE'}"]
    items += [f'fit = "{said["fit"]}"'] if "fit" in said else []
    items += ["fit_first = TRUE"] if said.get("fit_first") else []
    items += ["mended = TRUE"] if said.get("mended") else []
    function = "call_operation_parts" if parts is not None else "call_operation"
    return [
        *not_passed(f, f.keras),
        *checked(f, f.takes(f.keras)),
        *fill(f"{function}(", items, ")", width=98),
    ]


def create_object(f: Function) -> list[str]:
    """Check, and create the object.

    Where a description names the `function` of Keras that does the same at once, as
    for a loss, it is called when an argument is given that the class does not have.
    One that is a function alone, and compares, has no object.
    """
    function = f.description.get("function")
    if not function:
        if not compares(f, f.keras):
            return call_function(f)
        return [*not_passed(f, f.keras), *at_once(f, f.keras)]
    own, taken = f.takes(f.keras), f.takes(function)
    given = " || ".join(f"!missing({key})" for key in taken if key not in own)
    alone = [f"{key} = !missing({key})" for key in own if key not in taken]
    refused = fill("check_not_given(", alone, ")", width=96)
    *checks, computed = at_once(f, function)
    return [
        *not_passed(f, f.keras, function),
        f"if ({given}) {{",
        *(f"  {line}" for line in [*refused, *checks, f"return({computed})"]),
        "}",
        *checked(f, own),
        call(f, f.keras),
    ]


def compares(f: Function, name: str) -> bool:
    """Whether what Keras calls so compares targets with predictions."""
    return list(f.takes(name))[:2] == ["y_true", "y_pred"]


def at_once(f: Function, name: str) -> list[str]:
    """Check, and call a function; one that compares through R's `compare()`."""
    taken = f.takes(name)
    if not compares(f, name):
        return [*checked(f, taken), call(f, name)]
    module, last = f.target(name)
    compared = f'compare("{module}", "{last}", y_true, y_pred'
    if len(taken) == 2:
        return [f"{compared})"]
    return [*checked(f, taken), f"{compared}, args)"]


def create_model(f: Function) -> list[str]:
    """Check, and create a model, of which R knows what images it takes."""
    said, (_, name) = f.description, f.target(f.keras)
    items = [f'"{name}"', "args", f'inputs = "{said["inputs"]}"']
    items += [f"{key} = {numbers(said[key])}" for key in LIMITS if key in said]
    return [
        *not_passed(f, f.keras),
        *checked(f, f.takes(f.keras)),
        *fill("create_application(", items, ")", width=98),
    ]


# What R checks by the architecture: keys of the description of an application.
LIMITS = ("smallest", "sizes", "alphas")


def numbers(value: float | list[float]) -> str:
    """One number or several, as R code."""
    if not isinstance(value, list):
        return str(value)
    return f"c({', '.join(map(str, value))})"


def load_data(f: Function) -> list[str]:
    """Check, and load a data set or what belongs to it."""
    module, name = f.target(f.keras)
    if name != "load_data":
        return call_function(f)
    texts = ", texts = TRUE" if f.description.get("texts") else ""
    return [
        *not_passed(f, f.keras),
        *checked(f, f.takes(f.keras)),
        f'load_dataset("{module}", args, convert{texts})',
    ]


LAYER = Kind(
    name="layer",
    prefixes={"layers": ("layer_", "rnn_cell")},
    body=compose_layer,
    returns="@inherit layer_spatial_dropout_2d return",
    tests=("expect_layer_of_keras",),
    case=("r", "python", "input", "data", "backends", "model", "repeats", "spread"),
    first=("object", "inputs"),
    keywords=frozenset(
        ["name", "dtype", "trainable", "activity_regularizer", "autocast"]
    ),
    unknown_first={"object": None},
)
OPERATION = Kind(
    name="operation",
    prefixes={
        "ops": ("op_",),
        "ops.image": ("op_image_",),
        "random": ("random_",),
        "activations": ("activation_",),
    },
    body=call_operation,
    returns="@returns A tensor. Errors have class `lamina_error`.",
    tests=("expect_operation_of_keras",),
    case=("r", "python", "value", "backends", "symbolic", "compiled"),
)
OBJECT = Kind(
    name="object",
    prefixes={
        "callbacks": ("callback_",),
        "constraints": ("constraint_",),
        "initializers": ("initializer_",),
        "losses": ("loss_",),
        "metrics": ("metric_",),
        "optimizers": ("optimizer_",),
        "optimizers.schedules": ("learning_rate_schedule_",),
        "regularizers": ("regularizer_",),
    },
    body=create_object,
    case=("r", "python", "backends", "function"),
    first=("y_true", "y_pred"),
    returns="@returns The Keras object. Errors have class `lamina_error`.",
)
APPLICATION = Kind(
    name="application",
    prefixes={"applications": ("application_",)},
    body=create_model,
    tests=("expect_arguments_of_keras",),
    returns="@returns A Keras model. Errors have class `lamina_error`.",
)
DATASET = Kind(
    name="dataset",
    prefixes={"datasets": ("dataset_",)},
    body=load_data,
    tests=("expect_arguments_of_keras",),
    returns="@returns A list of `train` and `test`, each a list of `x` and `y`. "
    "Errors have class `lamina_error`.",
)
KINDS = (LAYER, OPERATION, OBJECT, APPLICATION, DATASET)
