"""Small promises the source keeps: errors are never swallowed, types are said, nothing is left half done."""

from __future__ import annotations

import ast
import re

from tests.rules.sources import CHECKOUT, modules, nodes, place, text_files

_BROAD = {"Exception", "BaseException"}
_LOGGING = {"critical", "error", "warning"}
_PASSING_ON = {"set_exception"}


def _caught(handler: ast.ExceptHandler) -> set[str]:
    if handler.type is None:
        return {"BaseException"}
    return {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}


def _logs_or_raises(handler: ast.ExceptHandler) -> bool:
    """Whether a handler tells the log, with its trace, or passes the error on."""
    for node in ast.walk(handler):
        if isinstance(node, ast.Raise):
            return True
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in _PASSING_ON | {"exception"}:
            return True
        if node.func.attr in _LOGGING:
            return any(word.arg == "exc_info" for word in node.keywords)
    return False


def test_whoever_catches_everything_logs_it() -> None:
    silent = [
        place(module, node)
        for module, node in nodes()
        if isinstance(node, ast.ExceptHandler) and _caught(node) & _BROAD and not _logs_or_raises(node)
    ]

    assert silent == []


def test_a_key_that_a_screen_takes_is_taken_once() -> None:
    """A screen's bases see its keys too unless it prevents that, and hand them on to what is on top by then."""
    taken = [
        place(module, node)
        for module, node in nodes("ui/screens")
        if isinstance(node, ast.FunctionDef) and node.name == "on_key"
        if len(_calls(node, "stop")) != len(_calls(node, "prevent_default"))
    ]

    assert taken == []


def _calls(function: ast.FunctionDef, name: str) -> list[ast.Call]:
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == name]


def test_every_ignored_type_error_is_named() -> None:
    nameless = [
        f"{place(module)}:{number}"
        for module in modules()
        for number, line in enumerate(module.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"# type: ignore(?!\[)", line)
    ]

    assert nameless == []


def test_nothing_is_left_to_do_later() -> None:
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
    left = [
        f"{place(module)}:{number}"
        for module in modules()
        for number, line in enumerate(module.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line)
    ]

    assert left == []


def test_no_file_speaks_of_the_machine_it_was_written_on() -> None:
    """Folders of one machine or addresses of one package index have no place in what is handed out."""
    folders = "|".join(("home", "root", "work", "farm", "Users"))
    own = re.compile(rf"(?<![\w.~*/}}])/({folders})/[a-z]|index[-_]url|find[-]links")
    offenders = []
    for path in text_files():
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if own.search(line):
                offenders.append(f"{path.relative_to(CHECKOUT).as_posix()}:{number}")

    assert offenders == []
