"""Text from outside never meets markup: a post may say ``[/]`` or ``[@click=app.quit]`` and stays a post.

The rule is held where the toolkit takes a string as markup. There a text must be written out in the source, without
brackets; or be ``Content``; or go with ``markup=False``.
"""

from __future__ import annotations

import ast

from tests.rules.sources import nodes, place

MARKUP_TAKERS = {"Static", "Label", "Button", "Checkbox", "RadioButton", "Link", "TabPane", "Tab"}
MARKUP_LISTS = {"OptionList", "SelectionList"}
MARKUP_METHODS = {"notify", "from_markup", "update"}
PLAIN_MAKERS = {"Content", "Text", "Strip", "styled", "assemble"}
MARKUP_TITLES = {"border_title", "border_subtitle"}
MARKUP_MODULES = {"textual.markup", "rich.markup"}


def _name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_plain(node: ast.expr) -> bool:
    """Whether an expression can hold no markup: a written-out text without brackets, or content made as such."""
    if isinstance(node, ast.Constant):
        return not (isinstance(node.value, str) and "[" in node.value)
    if isinstance(node, ast.IfExp):
        return _is_plain(node.body) and _is_plain(node.orelse)
    return isinstance(node, ast.Call) and _name(node.func) in PLAIN_MAKERS


def _switches_markup_off(call: ast.Call) -> bool:
    return any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )


def test_markup_is_switched_off_or_never_meets_a_variable() -> None:
    offenders = []
    for module, node in nodes("ui"):
        if not isinstance(node, ast.Call) or _switches_markup_off(node):
            continue
        name = _name(node.func)
        takes_markup = name in MARKUP_TAKERS or (
            isinstance(node.func, ast.Attribute) and name in MARKUP_METHODS - {"update"}
        )
        if takes_markup and node.args and not _is_plain(node.args[0]):
            offenders.append(f"{place(module, node)} {name}")

    assert offenders == []


def test_lists_take_no_markup() -> None:
    """Their rows come from anywhere, so the list as a whole is told."""
    offenders = [
        place(module, node)
        for module, node in nodes("ui")
        if isinstance(node, ast.Call) and _name(node.func) in MARKUP_LISTS and not _switches_markup_off(node)
    ]

    assert offenders == []


def test_titles_of_borders_are_content() -> None:
    offenders = []
    for module, node in nodes():
        if isinstance(node, ast.Assign) and not _is_plain(node.value):
            titles = {target.attr for target in node.targets if isinstance(target, ast.Attribute)} & MARKUP_TITLES
            offenders += [f"{place(module, node)} {title}" for title in titles]

    assert offenders == []


def test_nobody_trusts_the_toolkits_escape() -> None:
    importers = [
        place(module, node)
        for module, node in nodes()
        if isinstance(node, ast.ImportFrom) and node.module in MARKUP_MODULES
    ]

    assert importers == []
