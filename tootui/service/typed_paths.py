"""Paths as people type them and as terminals paste them. Nothing here fails, whatever the text is."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote

MOST_NAMES = 200
_NAME = re.compile(r"""(?:"[^"]*"|'[^']*'|\\.|[^\s"'\\])+""")


def typed_path(text: str) -> Path:
    """The path that was typed, with the home that ``~`` stands for; where nobody has that name it stays as it is."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def is_file(path: Path) -> bool:
    """Whether there is a file; what may not be looked at, or can be no name, is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def names_in(folder: str, start: str) -> list[str]:
    """What a folder holds that begins so, folders first and with a slash; nothing where it cannot be read."""
    try:
        with os.scandir(typed_path(folder or ".")) as entries:
            found = [(not entry.is_dir(), entry.name) for entry in entries if _begins(entry.name, start)]
    except (OSError, ValueError):
        return []
    return [name if is_other else f"{name}/" for is_other, name in sorted(found)[:MOST_NAMES]]


def pasted_files(text: str) -> list[Path]:
    """The files that a text names, and nothing else: what terminals paste where files are dropped on them.

    They write paths with quotes or backslashes around what is special, or addresses beginning with ``file://``.
    """
    files = [typed_path(_plain(name)) for name in _NAME.findall(text.strip())]
    return files if files and all(file.is_absolute() and is_file(file) for file in files) else []


def _begins(name: str, start: str) -> bool:
    return name.lower().startswith(start.lower()) and (start.startswith(".") or not name.startswith("."))


def _plain(name: str) -> str:
    """A path without what protects it from a shell, or of an address the path after the machine's name."""
    if name.startswith("file://"):
        return f"/{unquote(name.removeprefix('file://').partition('/')[2])}"
    return re.sub(r"""\\(.)|["']""", lambda found: found[1] or "", name)
