"""Long texts named in a few words."""

from __future__ import annotations


def in_brief(text: str, characters: int = 60) -> str:
    """Give one line that shows what a text is."""
    line = " ".join(text.split())
    return line if len(line) <= characters else line[: characters - 3].rstrip() + "..."
