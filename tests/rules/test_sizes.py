"""A module stays readable in one sitting, a function on one screen."""

from __future__ import annotations

import ast

from tests.rules.sources import modules, nodes, place

LONGEST_MODULE = 350
LONGEST_FUNCTION = 60


def test_modules_stay_readable_in_one_sitting() -> None:
    lengths = {place(module): module.read_text(encoding="utf-8").count("\n") for module in modules()}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_functions_fit_on_a_screen() -> None:
    long = {}
    for module, node in nodes():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                long[f"{place(module, node)} {node.name}"] = lines

    assert long == {}
