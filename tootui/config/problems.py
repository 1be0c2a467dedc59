"""What is wrong in a configuration file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct


class ConfigProblem(Struct, frozen=True):
    """One thing to mend: the file, the setting's full name (or ""), the line from 1 (0: not known), a sentence."""

    file: Path
    key: str
    line: int
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{where}: {self.message}"


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """A question naming the nearest valid name, with a space before it; empty where none is near."""
    import difflib

    near = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f" Did you mean “{near[0]}”?" if near else ""
