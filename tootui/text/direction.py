"""Right-to-left text: told apart, and kept from reordering its neighbours."""

from __future__ import annotations

import re

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"
_RTL = "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
"""Hebrew to Arabic Extended, the right-to-left mark, presentation forms, old scripts, Adlam and its neighbours.

Compiled when the first text wants it: start-up is budgeted."""


def has_rtl(text: str) -> bool:
    """Whether the text holds letters written from right to left."""
    return not text.isascii() and re.search(_RTL, text) is not None


def isolate(text: str) -> str:
    """Put every line that holds right-to-left letters between isolates; other text is given back as it is."""
    if not has_rtl(text):
        return text
    return "\n".join(
        f"{_FIRST_STRONG_ISOLATE}{line}{_POP_ISOLATE}" if re.search(_RTL, line) else line for line in text.split("\n")
    )
