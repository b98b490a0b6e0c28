"""A new function of each kind takes about ten lines, and runs."""

import ast
from pathlib import Path

import pytest

from tools.generate import files
from tools.generate.descriptions import DescriptionError
from tools.generate.kinds import (
    APPLICATION,
    DATASET,
    KINDS,
    LAYER,
    OBJECT,
    OPERATION,
    Kind,
    call_function,
)

HERE = Path(__file__).parent
TEXTS = """
title = "A throwaway"
description = "Shows that its kind writes what runs."
example = "1 + 1"
"""
# A kind that there is not yet.
UTILITY = Kind(
    name="utility",
    prefixes={"utils": ("normalize",)},
    body=call_function,
    returns="@returns An array. Errors have class `lamina_error`.",
    tests=("expect_of_keras", "expect_norm_of_one"),
)
DESCRIPTIONS = {
    (UTILITY, "throwaway"): """
family = "throwaway utilities"
[functions.normalize]
keras = "normalize"
args."..." = "Not used."
args.x = { check = "check_array({})", text = "An array." }
args.axis = { check = "as_axis({})", text = "The axis, counted from 1." }
args.order = { check = "as_whole({}, min = 1)", text = "Of the norm." }
cases = [{ r = 'matrix(c(3, 4), 1)', python = '[[3.0, 4.0]]' }]
""",
    (LAYER, "throwaway"): """
family = "throwaway layers"
[functions.layer_throwaway]
keras = "Dropout"
shapes = "Input and output have the same shape."
args.noise_shape = { check = "as_shape({}, null = TRUE)", text = "Shape." }
cases = [{ r = 'rate = 0.5', python = 'rate=0.5', input = [2, 3] }]
""",
    (OPERATION, "throwaway"): """
family = "throwaway operations"
module = "ops"
[functions.op_relu]
keras = "relu"
cases = [{ r = 'array(c(-1, 2), 2)', python = '[-1.0, 2.0]' }]
""",
    (OBJECT, "regularizers"): """
family = "throwaway regularizers"
module = "regularizers"
older = "older_optimizer_arguments"
[functions.regularizer_l2]
keras = "L2"
args.l2 = { check = "check_number({}, min = 0)", text = "Factor." }
cases = [{ r = '0.5' }]
""",
    (OBJECT, "losses"): """
family = "throwaway losses"
module = "losses"
[functions.loss_mean_squared_error]
keras = "MeanSquaredError"
function = "mean_squared_error"
args.y_true = { check = "check_array({})", text = "An array." }
args.y_pred = { check = "check_array({})", text = "An array." }
args.reduction = { check = 'check_choice({}, c("sum", "mean"))', text = "How." }
cases = [
  { r = 'reduction = "sum"', python = 'reduction="sum"' },
]
""",
    (APPLICATION, "throwaway"): """
family = "throwaway applications"
[functions.application_throwaway]
keras = "MobileNet"
inputs = "mobilenet"
smallest = 32
sizes = [128, 224]
alphas = [0.25, 1]
args.input_shape = { check = "as_shape({} %||% c(32, 32, 3))", text = "Small." }
args.alpha = { check = "check_number({}) / 4", text = "Thin." }
args.depth_multiplier = { check = "as_whole({})", text = "Thickness of a window." }
args.dropout = { check = "check_number({})", text = "Share." }
args.weights = { check = "check_string({}, null = TRUE)", text = "Where from." }
args.input_tensor = { check = "check_fixed({}, NULL)", text = "None." }
args.pooling = { check = "check_string({}, null = TRUE)", text = "How." }
args.classifier_activation = { check = "check_activation({})", text = "Which." }
cases = [{ r = 'weights = NULL', python = 'input_shape=(32, 32, 3), alpha=0.25, \
depth_multiplier=1, dropout=0.001, include_top=True, weights=None, input_tensor=None, \
pooling=None, classes=1000, classifier_activation="softmax"' }]
""",
    (DATASET, "throwaway"): """
family = "throwaway data sets"
[functions.dataset_mnist]
keras = "mnist.load_data"
args.convert = { check = "check_flag({})", text = "Keras has none." }
cases = [{ r = '"here"' }]
""",
}
# The arguments of a loss, described.
ARGS = """
args."..." = "Not used."
args.y_true = { check = "check_array({})", text = "An array." }
args.y_pred = { check = "check_array({})", text = "An array." }
args.reduction = { check = "check_string({})", text = "How." }
args.name = { check = "check_name({})", text = "Name." }
args.dtype = { check = "check_dtype({})", text = "Type." }
"""
WANTED = [
    "structure(c(0.6, 0.8), dim = 1:2)",
    "structure(c(0, 2), dim = 2L)",
    "`x` must be",
    "0.5",
    "`l2` must be a number",
    '"sum"',
    "4",
    "`size` is not an argument of this function.",
    '"keras.src.models.sequential.Sequential"',
    'list(train = list(x = structure(c(1, 2), dim = 2L), y = "here"),'
    ' test = list(x = structure(3, dim = 1L), y = "y"))',
    "`convert` must be",
    '"keras.src.layers.regularization.dropout.Dropout"',
    "`axs` is not an argument of this function. Did you mean `axis`?",
    "`xs` is not an argument of this function. Did you mean `x`?",
    "`l3` is not an argument of this function. Did you mean `l2`?",
    "`redaction` is not an argument of this function. Did you mean `reduction`?",
    "`weigths` is not an argument of this function. Did you mean `weights`?",
    "`paht` is not an argument of this function. Did you mean `path`?",
    "`raet` is not an argument of this layer. Did you mean `rate`?",
    "`...` must contain named arguments only, not 1 without a name.",
]


@pytest.fixture(scope="module")
def texts(known, tmp_path_factory):
    """What is written for each description, each being in a folder of its kind."""
    root = tmp_path_factory.mktemp("descriptions")
    for (kind, family), description in DESCRIPTIONS.items():
        folder = root / kind.name
        folder.mkdir(exist_ok=True)
        glossary = kind.folder / "glossary.toml"
        if glossary.exists():
            (folder / "glossary.toml").write_text(glossary.read_text())
        (folder / f"{family}.toml").write_text(description.rstrip() + TEXTS)
    kinds = (*KINDS, UTILITY)
    written = {
        path: text
        for kind in kinds
        for path, text in files.written(kind, root / kind.name, known)
    }
    return {**written, files.CASES / "kinds.csv": files.kind_tests(kinds)}


def test_a_kind_writes_help_code_and_cases(texts):
    assert Path("R/gen-object-glossary.R") in texts
    shared = texts[Path("R/gen-object-glossary.R")]
    assert "#' @param dtype Dtype" in shared
    assert "#' @name object-arguments\n#' @keywords internal\nNULL\n" in shared
    loss = texts[Path("R/gen-object-losses.R")]
    assert "#' @param y_true An array.\n" in loss
    assert "#' @param dtype" not in loss
    assert "#' @inheritParams object-arguments\n" in loss
    assert "#' @returns The Keras object." in loss
    older = "older = older_optimizer_arguments)\n"
    assert older in texts[Path("R/gen-object-regularizers.R")]
    assert "older =" not in loss
    assert "  if (!missing(y_true) || !missing(y_pred)) {\n" in loss
    assert texts[files.CASES / "operation-throwaway.dcf"] == (
        "fun: op_relu\nmodule: ops\nkeras: relu\n"
        'r: array(c(-1, 2), 2)\npython: [-1.0, 2.0]\noperands: c("x")\n'
    )
    assert "module: datasets.mnist" in texts[files.CASES / "dataset-throwaway.dcf"]


def test_the_functions_of_each_kind_run(texts, tmp_path, run_r):
    for path, text in texts.items():
        (tmp_path / path.name).write_text(text)
    lines = [line for line in run_r(HERE / "run-throwaway.R", tmp_path) if line]
    passed = [line for line in lines if line.startswith("Test passed")]
    assert len(passed) == len(DESCRIPTIONS)
    # The throwaway kind says a test of its own, beside that of all.
    assert lines.count("The norm of normalize() is 1.") == 1
    lines = lines[: len(WANTED)]
    assert len(lines) == len(WANTED), lines
    for line, wanted in zip(lines, WANTED, strict=True):
        assert wanted in line


def test_operations_share_a_page(tmp_path, known):
    (tmp_path / "few.toml").write_text(
        """
family = "few"
module = "ops"
[pages.op-few]
title = "Few"
description = "They belong together."
args."..." = "Not used."
args.x = { check = "as_operand({})", text = "A tensor." }
args.axis = { check = "as_axis({})", text = "The axis." }
args.keepdims = { check = "check_flag({})", text = "Whether." }
args.zero_indexed = { check = "check_flag({})", text = "Whether." }
args.k = { check = "as_whole({})", text = "How many." }
args.sorted = { check = "check_flag({})", text = "Whether." }
example = "1 + 1"
[functions.op_argmax]
keras = "argmax"
page = "op-few"
title = "where the largest is"
positions = true
cases = [{ r = "1" }]
[functions.op_top_k]
keras = "top_k"
page = "op-few"
title = "the largest"
args.k = { check = "as_whole({}, min = 1)" }
parts = ["values", "indices"]
positions = true
fit = "broadcast"
fit_first = true
cases = [{ r = "1:2, 1", value = "[2, 2]", compiled = false }]
"""
    )
    texts = dict(files.written(OPERATION, tmp_path, known))
    code = texts[Path("R/gen-operation-few.R")]
    assert code.count("#' @param x A tensor.\n") == 1
    assert "#' | `op_top_k(x, k)` | the largest |\n" in code
    assert "#' @name op-few\nNULL\n\n#' @rdname op-few\n#' @export\nop_argmax" in code
    assert 'call_operation("argmax", args, one_based = !zero_indexed)' in code
    assert "k = as_whole(k, min = 1)" in code
    assert 'names = c("values", "indices"), one_based = !zero_indexed,' in code
    assert 'fit = "broadcast", fit_first = TRUE' in " ".join(code.split())
    assert texts[files.CASES / "operation-few.dcf"].endswith(
        'operands: c("x")\nvalue: [2, 2]\ncompiled: FALSE\n'
    )


def test_an_operation_that_is_mended_is_called_in_lamina(tmp_path, known):
    text = """
family = "any"
module = "ops"
[functions.op_kron]
keras = "kron"
title = "A"
description = "B"
example = "1"
args."..." = "Not used."
args.x1 = { check = "as_operand({})", text = "A tensor." }
args.x2 = { check = "as_operand({})", text = "Another." }
cases = [{ r = "1, 2" }]
"""
    called = []
    for mended in ("", "mended = true\n", "mended = false\n"):
        (tmp_path / "any.toml").write_text(text + mended)
        texts = dict(files.written(OPERATION, tmp_path, known))
        code = texts[Path("R/gen-operation-any.R")]
        called += [line for line in code.splitlines() if "call_operation(" in line]
    kept = '  call_operation("kron", args)'
    assert called == [kept, '  call_operation("kron", args, mended = TRUE)', kept]


def test_what_mends_an_operation_takes_its_arguments(known):
    modules = (files.ROOT / "python/lamina/bridge").glob("mended_*.py")
    nodes = [node for module in modules for node in ast.parse(module.read_text()).body]
    takes = {
        node.name: {x.arg for x in (*node.args.args, *node.args.kwonlyargs)}
        for node in nodes
        if isinstance(node, ast.FunctionDef)
    }
    # A second name of a function: `left_shift = bitwise_left_shift`.
    for node in nodes:
        match node:
            case ast.Assign([ast.Name(name)], ast.Name(function)) if function in takes:
                takes[name] = takes[function]
    mended = [
        f
        for family in files.functions(OPERATION, OPERATION.folder, known).values()
        for f in family
        if f.description.get("mended")
    ]
    assert mended
    for f in mended:
        assert f.checks.keys() & f.takes(f.keras).keys() <= takes[f.keras], f.name


def test_a_page_has_functions_and_their_texts(tmp_path, known):
    page = 'title = "A"\ndescription = "B"\nexample = "1"\n'
    empty = f'family = "a"\nmodule = "ops"\n[pages.op-none]\n{page}'
    (tmp_path / "any.toml").write_text(empty)
    with pytest.raises(DescriptionError, match="No function is on the page op-none"):
        list(files.written(OPERATION, tmp_path, known))
    own = '[functions.op_sin]\nkeras = "sin"\npage = "op-none"\nargs.x = "Text."\n'
    (tmp_path / "any.toml").write_text(empty + own)
    with pytest.raises(DescriptionError, match="belongs to its page"):
        list(files.written(OPERATION, tmp_path, known))


def test_a_kind_without_a_default_module_says_it(tmp_path, known):
    (tmp_path / "any.toml").write_text(
        'family = "any"\n[functions.op_relu]\nkeras = "relu"\n'
    )
    with pytest.raises(DescriptionError, match=r"any\.toml does not say its module"):
        list(files.written(OPERATION, tmp_path, known))


def test_what_a_family_returns_stands_on_its_page_alone(tmp_path, known):
    whole = 'family = "losses"\nmodule = "losses"\nreturns = "Tell it."\n'
    mse = '[functions.loss_mean_squared_error]\nkeras = "MeanSquaredError"\n'
    mae = '[functions.loss_mean_absolute_error]\nkeras = "MeanAbsoluteError"\n'
    about = f'title = "A"\ndescription = "B"\nexample = "1"\n{ARGS}cases = [{{}}]\n'
    own = f'{mae}returns = "Its own."\n{about}'
    (tmp_path / "losses.toml").write_text(f"{whole}{mse}{about}{own}")
    part = '[functions.loss_poisson]\nkeras = "Poisson"\n' + about
    (tmp_path / "losses-part.toml").write_text(part)
    texts = dict(files.written(OBJECT, tmp_path, known))
    code = texts[Path("R/gen-object-losses.R")]
    shared, first, second = code.split("NULL\n")[0], *code.split("#' A\n")[1:]
    assert "#' @returns Tell it.\n#'\n#' @name object-losses-arguments\n" in shared
    inherited = "#' @inherit object-losses-arguments return\n"
    assert inherited in first
    assert "@returns" not in first
    assert "#' @returns Its own.\n" in second
    assert inherited not in second
    assert inherited in texts[Path("R/gen-object-losses-part.R")]


def test_a_case_of_an_object_says_when_its_function_is_called(tmp_path, known):
    (tmp_path / "losses.toml").write_text(
        'family = "losses"\nmodule = "losses"\n'
        '[functions.loss_mean_squared_error]\nkeras = "MeanSquaredError"\n'
        'function = "mean_squared_error"\n'
        f'title = "A"\ndescription = "B"\nexample = "1"\n{ARGS}'
        'cases = [{ r = "" }, { r = "1, 2", function = true }]\n'
    )
    texts = dict(files.written(OBJECT, tmp_path, known))
    of_object, at_once = texts[files.CASES / "object-losses.dcf"].split("\n\n")
    assert "keras: MeanSquaredError\n" in of_object
    assert "keras: mean_squared_error\nr: 1, 2\n" in at_once
    assert "function" not in at_once
