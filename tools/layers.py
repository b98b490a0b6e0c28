"""Writes the layer functions of R from their descriptions in tools/layers/.

    python tools/layers.py           write what has changed
    python tools/layers.py --check   write nothing, name what would change
    python tools/layers.py pooling   write the functions of one family alone

A function's arguments, their order and defaults are those of R's keras3
(tests/testthat/keras3-layers.csv); what the installed Keras takes beyond them comes
behind. tools/layers/README.md says what a description holds.
"""

import csv
import inspect
import re
import sys
import textwrap
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DESCRIPTIONS = ROOT / "tools/layers"
GENERATED = "# Written by tools/layers.py from tools/layers/{}.toml, by `make layers`."

# What Keras' Layer takes beside a layer's own arguments: a function that has `...`
# passes it on from there, one that has not takes it as an argument.
KEYWORDS = {"name", "dtype", "trainable", "activity_regularizer", "autocast"}

# A description whose name holds `Nd` stands for a function for each of its ranks.
RANKS = {
    1: {
        "<data>": "sequences",
        "<an example>": "a sequence",
        "<axes>": "steps",
        "<new axes>": "new steps",
        "<each>": "",
        "<n>": "1",
    },
    2: {
        "<data>": "images",
        "<an example>": "an image",
        "<axes>": "rows, columns",
        "<new axes>": "new rows, new columns",
        "<each>": ", or two of them, for rows and columns",
        "<n>": "2",
    },
    3: {
        "<data>": "volumes",
        "<an example>": "a volume",
        "<axes>": "x, y, z",
        "<new axes>": "new x, new y, new z",
        "<each>": ", or three of them, for x, y and z",
        "<n>": "3",
    },
}


class DescriptionError(Exception):
    """A description is not complete, or speaks of what is not there."""


def read_keras3():
    """The arguments of keras3's functions: name -> {argument: default or None}."""
    functions = {}
    with open(ROOT / "tests/testthat/keras3-layers.csv", newline="") as file:
        for row in csv.DictReader(file):
            default = None if row["default"] == "<required>" else row["default"]
            functions.setdefault(row["fun"], {})[row["arg"]] = default
    return functions


def read_glossary():
    return tomllib.loads((DESCRIPTIONS / "glossary.toml").read_text())


def read_families(names=()):
    """The descriptions by file name, a description of several ranks taken apart."""
    families = {}
    for path in sorted(DESCRIPTIONS.glob("*.toml")):
        if path.stem == "glossary" or (names and path.stem not in names):
            continue
        content = tomllib.loads(path.read_text())
        layers = {}
        for name, layer in content["layers"].items():
            if "_Nd" not in name:
                layers[name] = layer
                continue
            for n in layer["ranks"]:
                layers[name.replace("_Nd", f"_{n}d")] = at_rank(layer, n)
        families[path.stem] = {
            "family": content["family"],
            "layers": layers,
            "glossary": content.get("glossary", {}),
        }
    return families


def at_rank(value, n):
    """The same with its placeholders filled; `{"1d": ...}` becomes the entry for n."""
    if isinstance(value, str):
        for placeholder, text in RANKS[n].items():
            value = value.replace(placeholder, text)
        return re.sub(
            r"(?<=\w)N([Dd])(?![a-z])", rf"{n}\1", value.replace("_Nd", f"_{n}d")
        )
    if isinstance(value, list):
        return [at_rank(item, n) for item in value]
    if isinstance(value, dict):
        if set(value) & {"1d", "2d", "3d"}:
            return at_rank(value[f"{n}d"], n)
        return {key: at_rank(item, n) for key, item in value.items()}
    return value


def keras_class(name):
    import keras

    cls = getattr(keras.layers, name, None) or getattr(keras.utils, name, None)
    if cls is None:
        raise DescriptionError(
            f"The installed Keras {keras.__version__} has no {name}."
        )
    return cls


def keras_arguments(cls):
    """The arguments that a Keras class has of its own, with their defaults in R."""
    parameters = list(inspect.signature(cls.__init__).parameters.values())[1:]
    return {
        p.name: None if p.default is p.empty else r_value(p.default)
        for p in parameters
        if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
    }


def r_value(value):
    match value:
        case None:
            return "NULL"
        case bool():
            return str(value).upper()
        case int():
            return f"{value}L"
        case float():
            return repr(value)
        case str():
            return f'"{value}"'
        case tuple() | list():
            return f"list({', '.join(map(r_value, value))})"
    raise DescriptionError(f"A default of type {type(value)} has no counterpart in R.")


def formals(name, layer, keras3):
    """The R function's arguments in their order: name -> default, None if required."""
    known = keras3.get(name)
    keras = keras_arguments(keras_class(layer["class"]))
    if known is None:
        known = {
            "object": None,
            **{k: v for k, v in keras.items() if k not in KEYWORDS},
        }
        known["..."] = None
    known = {
        argument: default and re.sub(r"\btuple\(", "list(", default)
        for argument, default in known.items()
    }
    newer = {
        argument: default
        for argument, default in {**keras, **layer.get("extensions", {})}.items()
        if argument not in known and not ("..." in known and argument in KEYWORDS)
    }
    if "..." not in known:
        return {**known, **newer}
    # What comes behind the dots in keras3 stays there.
    result = {}
    for argument, default in known.items():
        if argument == "...":
            result.update(newer)
        result[argument] = default
    return result


def argument(name, key, layer, glossary):
    """The check and the text of an argument: the layer's own, else the glossary's."""
    entry = dict(glossary.get(key, {}))
    own = layer.get("args", {}).get(key, {})
    entry.update({"text": own} if isinstance(own, str) else own)
    rank = re.search(r"([123])d(_|$)", name)
    if rank:
        entry = at_rank(entry, int(rank[1]))
    wanted = ("text",) if key in ("object", "inputs", "...") else ("text", "check")
    for field in wanted:
        if field not in entry:
            raise DescriptionError(
                f"{name}(): neither its description nor the glossary has the {field} "
                f"of `{key}`."
            )
    return entry


def comment(text, first="", rest=""):
    """Text as roxygen comments of 80 columns; tables, lists and code stay."""
    lines = []
    for block in re.split(r"\n\s*\n", text.strip()):
        if lines:
            lines.append("")
        if re.match(r"(\||```|[*-] |\s{2,})", block):
            lines += block.split("\n")
        else:
            lines += wrap(" ".join(block.split()), 76 - len(rest))
    shown = [first + line if i == 0 else rest + line for i, line in enumerate(lines)]
    return [f"#' {line}".rstrip() for line in shown]


def wrap(text, width):
    """Break text into lines, none of which begins as an item of a list would."""
    marker = re.compile(r" (?=([-+*]|\d+[.)]) )")
    glued = marker.sub("\N{NO-BREAK SPACE}", text)
    lines = textwrap.wrap(glued, width, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def documentation(name, layer, family, arguments):
    lines = [*comment(layer["title"]), "#'", *comment(layer["description"]), "#'"]
    if "details" in layer:
        lines += ["#' @details", *comment(layer["details"]), "#'"]
    for key, entry in arguments.items():
        lines += comment(f"@param {key} {entry['text']}", rest="  ")
    lines += ["#'", "#' @section Shapes:", *comment(layer["shapes"]), "#'"]
    inherited = layer.get("returns")
    if inherited:
        lines += comment(f"@returns {inherited}", rest="  ")
    else:
        lines += ["#' @inherit layer_spatial_dropout_2d return"]
    if "references" in layer:
        lines += ["#' @references", *comment(layer["references"])]
    lines += [f"#' @family {family}"]
    if "seealso" in layer:
        lines += comment(f"@seealso {layer['seealso']}", rest="  ")
    lines += [f"#' @examplesIf {layer.get('examples_if', 'is_keras_available()')}"]
    lines += [f"#' {line}".rstrip() for line in layer["example"].strip().split("\n")]
    return [*lines, "#' @export"]


def fill(opening, items, closing, width=100):
    """`opening(item, item, ...)closing`, its items lined up below the first."""
    indent = " " * len(opening)
    lines, line = [], opening
    for i, item in enumerate(items):
        item += closing if i == len(items) - 1 else ","
        if len(line) + len(item) + 1 > width and line.strip() and line != opening:
            lines.append(line.rstrip())
            line = indent
        line += item if line in (opening, indent) else " " + item
    return [*lines, line if items else opening + closing]


def code(name, layer, signature, arguments):
    items = [f"{k} = {v}" if v is not None else k for k, v in signature.items()]
    lines = fill(f"{name} <- function(", items, ") {")
    first = next(iter(signature))
    dots = "..." in signature
    optional = set(layer.get("optional", ()))
    if first == "inputs" and dots and list(signature)[1] == "...":
        lines += [
            "  dots <- split_dots(...)",
            "  inputs <- check_inputs(inputs, dots$tensors)",
            "  keywords <- do.call(check_dots, dots$keywords)",
        ]
        target = "inputs"
    else:
        if first in ("object", "inputs"):
            lines += [f"  check_object({first})"]
        if dots:
            also = f', also = "{layer["keyword"]}"' if "keyword" in layer else ""
            without = f', without = "{layer["without"]}"' if "without" in layer else ""
            names = layer.get("renamed", {}).items()
            renamed = [f'{old} = "{new}"' for old, new in names]
            renamed = f", renamed = c({', '.join(renamed)})" if renamed else ""
            lines += [f"  keywords <- check_dots(...{also}{without}{renamed})"]
        target = first if first in ("object", "inputs") else "NULL"
    checks = {
        key: entry["check"].replace("{}", key)
        for key, entry in arguments.items()
        if "check" in entry
    }
    always = [f"    {k} = {v}" for k, v in checks.items() if k not in optional]
    if always:
        lines += [
            "  args <- list(",
            *[f"{item}," for item in always[:-1]],
            always[-1],
            "  )",
        ]
    else:
        lines += ["  args <- list()"]
    lines += [
        f"  if (!is.null({key})) args${key} <- {checks[key]}"
        for key in checks
        if key in optional
    ]
    passed = "c(args, keywords)" if dots else "args"
    spread = ", spread = TRUE" if layer.get("spread") else ""
    lines += [
        f'  compose({target}, layer_class("{layer["class"]}"), {passed}{spread})',
        "}",
    ]
    return lines


def wrapper(name, layer, family, keras3, glossary):
    signature = formals(name, layer, keras3)
    unknown = set(layer.get("args", {})) - set(signature)
    if unknown:
        raise DescriptionError(
            f"{name}() has no argument {', '.join(sorted(unknown))}."
        )
    arguments = {key: argument(name, key, layer, glossary) for key in signature}
    lines = documentation(name, layer, family, arguments)
    left = re.search("|".join(RANKS[1]), "\n".join(lines))
    if left:
        raise DescriptionError(f"{name}() has no rank to fill in {left[0]} with.")
    return "\n".join(lines + code(name, layer, signature, arguments))


def cases(families):
    """What tests/testthat/test-layers.R calls each function with, as R code."""
    lines = [
        GENERATED.format("*"),
        "# nolint start: line_length_linter.",
        "",
        "layer_cases <- list(",
    ]
    for file, family in families.items():
        for name, layer in family["layers"].items():
            if not layer.get("cases"):
                raise DescriptionError(f"{name}() in {file}.toml has no test case.")
            for case in layer["cases"]:
                lines.append(case_line(name, layer, case))
    lines[-1] = lines[-1].rstrip(",")
    return "\n".join([*lines, ")", "# nolint end"]) + "\n"


def case_line(name, layer, case):
    fields = {
        "fun": f'"{name}"',
        "class": f'"{layer["class"]}"',
        "r": f"quote(list({case.get('r', '')}))",
        "python": r_string(case.get("python", case.get("r", ""))),
    }
    if "input" in case:
        shapes = case["input"]
        fields["input"] = (
            f"list({', '.join(r_vector(s) for s in shapes)})"
            if isinstance(shapes[0], list)
            else r_vector(shapes)
        )
    if "data" in case:
        fields["data"] = f"quote({case['data']})"
    for key in sorted(set(case) - {"r", "python", "input", "data"}):
        fields[key] = r_value(case[key])
    inner = [f"    {key} = {value}" for key, value in fields.items()]
    return "  list(\n" + ",\n".join(inner) + "\n  ),"


def r_vector(shape):
    return f"c({', '.join(map(str, shape))})"


def r_string(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def by_hand():
    """Functions written by hand: name -> Keras class."""
    return tomllib.loads((DESCRIPTIONS / "by-hand" / "classes.toml").read_text())


def classes_table(families):
    rows = {
        name: layer["class"]
        for family in families.values()
        for name, layer in family["layers"].items()
    }
    rows.update(by_hand())
    lines = ["fun,class"] + [f"{fun},{cls}" for fun, cls in sorted(rows.items())]
    return "\n".join(lines) + "\n"


def files(names=()):
    """The text of every file that is written, or of some families': path -> text."""
    keras3, glossary, families = read_keras3(), read_glossary(), read_families(names)
    written = {}
    for file, family in families.items():
        shared = {**glossary, **family["glossary"]}
        blocks = [
            wrapper(name, layer, family["family"], keras3, shared)
            for name, layer in family["layers"].items()
        ]
        text = "\n\n".join([GENERATED.format(file), *blocks]) + "\n"
        written[ROOT / f"R/layers-{file}.R"] = text
    if names:
        return written
    written[ROOT / "tests/testthat/helper-layer-cases.R"] = cases(families)
    written[ROOT / "tests/testthat/layer-classes.csv"] = classes_table(families)
    return written


def stale(names=()):
    """The files that are not what the generator would write."""
    return {
        path: text
        for path, text in files(names).items()
        if not path.exists() or path.read_text() != text
    }


def main():
    arguments = sys.argv[1:]
    check = "--check" in arguments
    try:
        changed = stale([name for name in arguments if name != "--check"])
    except DescriptionError as error:
        sys.exit(f"layers: {error}")
    for path, text in changed.items():
        print(
            f"==> layers: {path.relative_to(ROOT)}"
            + (" is not up to date" if check else "")
        )
        if not check:
            path.write_text(text)
    if not changed:
        print("==> layers: all files are as the descriptions say")
    sys.exit(check and bool(changed))


if __name__ == "__main__":
    main()
