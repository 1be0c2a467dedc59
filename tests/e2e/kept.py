"""What lies on disk of what was written, while tootui runs or after its end."""

from __future__ import annotations

from pathlib import Path

from tootui.cache.drafts import Draft
from tootui.cache.words import Words


def kept_draft(home: Path, text: str) -> Draft | None:
    """The draft that holds a text, of any account of a home."""
    for path in home.rglob("words.db"):
        words = Words.open(path)
        try:
            found = next((draft for draft in words.drafts() if text in draft.text), None)
        finally:
            words.close()
        if found is not None:
            return found
    return None
