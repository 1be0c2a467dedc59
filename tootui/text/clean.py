"""Taking out of server text what would act on a terminal or on the reader's eyes.

Out go C0 and C1 control characters and the characters that change the writing direction of what follows them. Kept are
marks without that power (U+200E, U+200F, U+061C), joiners, and everything else. Piles of combining marks and endless
chains of joined characters are cut: terminals draw them over other rows, or at other widths than are measured.
"""

from __future__ import annotations

import re
from functools import cache

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
)
# Patterns are compiled, and tables made, when the first text wants them: start-up is budgeted.
_PILE = f"[{_MARKS}]{{9,}}"
"""No language puts more than a few marks on one letter."""
_JOINERS = "\u200d{2,}"
_CHAIN = "((?:\u200d[^\u200d]{1,3}){8})((?:\u200d[^\u200d]{1,3})+\u200d?|\u200d)"
"""The longest emoji that fonts have join five characters."""


@cache
def _in_text() -> dict[int, str | None]:
    """What becomes of characters in a text of several lines."""
    controls = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))
    directions = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
    # Halves of characters cannot be written to a terminal or a file.
    surrogates = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
    return {**controls, **directions, **surrogates, 0x2028: "\n", 0x2029: "\n", ord("\t"): " ", ord("\n"): "\n"}


@cache
def _in_line() -> dict[int, str | None]:
    """What becomes of them in a text that must stay on one line."""
    return {**_in_text(), ord("\n"): " ", 0x2028: " ", 0x2029: " "}


def clean_text(text: str) -> str:
    """Clean a text of several lines: ``\\n`` stays, tabs become spaces, other line separators ``\\n``."""
    # Most texts hold nothing to look at twice, and isprintable() tells that fastest.
    return without_piles(text if text.isprintable() else text.translate(_in_text()))


def clean_line(text: str) -> str:
    """Clean a text that must stay on one line: line breaks and tabs become spaces."""
    return without_piles(text if text.isprintable() else text.translate(_in_line()))


def without_piles(text: str) -> str:
    """Leave at most eight combining marks on a character, and eight joiners in a chain of characters."""
    if text.isascii():
        return text
    text = re.sub(_PILE, lambda found: found[0][:8], text)
    if "\u200d" in text:
        text = re.sub(_JOINERS, "\u200d", text)
        text = re.sub(_CHAIN, lambda found: found[1] + found[2].replace("\u200d", ""), text)
    return text


def is_openable(url: str) -> bool:
    """Whether an address may be handed to a browser: http or https, a host, no space or control character."""
    scheme, colon, rest = url.partition("://")
    if not colon or scheme.lower() not in ("http", "https") or rest[:1] in ("", "/", "?", "#", "\\"):
        return False
    return (url.isprintable() and " " not in url) or (url.split() == [url] and clean_line(url) == url)
