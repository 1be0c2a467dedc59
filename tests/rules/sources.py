"""The source files as the rules look at them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
PACKAGE = CHECKOUT / "tootui"


@cache
def modules() -> tuple[Path, ...]:
    """Every module of the program."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


@cache
def tree(module: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(module.read_text(encoding="utf-8"), str(module))


def nodes(part: str = "") -> Iterator[tuple[Path, ast.AST]]:
    """Every node of the syntax trees of the program, or of one of its packages, with the module it stands in."""
    for module in modules():
        if not module.is_relative_to(PACKAGE / part):
            continue
        for node in ast.walk(tree(module)):
            yield module, node


def place(module: Path, node: ast.AST | None = None) -> str:
    """Where something stands, as editors read it."""
    path = module.relative_to(CHECKOUT).as_posix()
    return path if node is None else f"{path}:{getattr(node, 'lineno', 1)}"


def text_files() -> list[Path]:
    """Every text file that is handed out: what version control holds, or without it what is not hidden."""
    listing = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        names = [CHECKOUT / name for name in listing.stdout.splitlines()]
    else:
        folders = (CHECKOUT / name for name in ("tootui", "tests", "docs", "themes", ".ci", "screenshots"))
        names = [*CHECKOUT.glob("*.*"), *(path for folder in folders for path in folder.rglob("*"))]
    return [path for path in names if path.is_file() and path.suffix not in (".pyc", ".png")]
