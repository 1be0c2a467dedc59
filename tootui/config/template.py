"""A settings file to begin with: every setting with what it is for, and nothing switched."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from tootui.config.atomic import write_private
from tootui.config.describing import describe
from tootui.model.errors import StorageError

_OPENING = """\
# Settings of tootui. Everything has its default; take the sign # away from a line to change it.
# `tootui config check` says what is wrong here. tootui reads this file when it starts, and after
# it has opened it for you to change.
"""
_KEYS = """
# [keys]
# "status.favourite" = "f"
# "cursor.page_down" = ["pagedown", "J"]
"""


def render() -> str:
    """The file's text: all settings, as comments, with their defaults."""
    parts = [_OPENING]
    for section, described in groupby(describe(), key=lambda setting: setting.key.partition(".")[0]):
        parts.append(f"\n[{section}]\n")
        for setting in described:
            name = setting.key.partition(".")[2]
            parts.append(f"# {setting.doc} ({setting.type})\n# {name} = {setting.default}\n")
    return "".join((*parts, _KEYS))


def make_if_missing(path: Path) -> None:
    """Write the file where there is none.

    Raises:
        StorageError: it cannot be written.
    """
    if path.exists():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(path, render().encode())
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}.") from error
