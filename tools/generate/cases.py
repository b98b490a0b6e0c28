"""Writes what the R tests call the functions with, for R's `read.dcf()`."""

from __future__ import annotations

from typing import Any

from tools.generate.descriptions import DescriptionError, Table
from tools.generate.function import Function


def cases(functions: list[Function]) -> list[str]:
    """A record for each case of the functions."""
    records: list[str] = []
    for f in functions:
        if not f.description.get("cases"):
            raise DescriptionError(f"{f.name}() has no test case.")
        for case in f.description["cases"]:
            records.append(record(f, case))
    return records


def record(f: Function, case: Table) -> str:
    """The function, what it stands for, and the fields of the case."""
    unknown = sorted(case.keys() - set(f.kind.case))
    if unknown:
        raise DescriptionError(f"{f.name}(): a case has no field {', '.join(unknown)}.")
    at_once = case.get("function", False)
    module, name = f.target(f.description["function"] if at_once else f.keras)
    fields = {
        "fun": f.name,
        "module": module,
        "keras": name,
        "r": case.get("r", ""),
        "python": case.get("python", case.get("r", "")),
    }
    operands = [key for key, check in f.checks.items() if "operand(" in check]
    if operands:
        fields["operands"] = r_data(operands)
    for key in f.kind.case:
        if key in case and key not in (*fields, "function"):
            fields[key] = case[key] if key in ("data", "value") else r_data(case[key])
    return "\n".join(f"{key}: {value}".rstrip() for key, value in fields.items())


def r_data(value: Any) -> str:
    """A flag, a shape, several shapes or several texts as R code."""
    match value:
        case bool():
            return str(value).upper()
        case [[*_], *_]:
            return f"list({', '.join(map(r_data, value))})"
        case [*items]:
            return f"c({', '.join(map(r_data, items))})"
        case str():
            return f'"{value}"'
    return str(value)
