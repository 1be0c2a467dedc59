"""Taking out of server text what would act on a terminal or on the reader's eyes.

Out go C0 and C1 control characters and the characters that change the writing direction of what follows them. Kept are
marks without that power (U+200E, U+200F, U+061C), joiners, and everything else. Piles of combining marks and endless
chains of joined characters are cut: terminals draw them over other rows, or at other widths than are measured.
"""

from __future__ import annotations

import re

_LINE_BREAKS: dict[int, str | None] = {0x2028: "\n", 0x2029: "\n"}
_CONTROLS: dict[int, str | None] = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))
_DIRECTIONS: dict[int, str | None] = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_SURROGATES: dict[int, str | None] = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
"""Halves of characters cannot be written to a terminal or a file."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
)
_PILE = re.compile(f"([{_MARKS}]{{8}})[{_MARKS}]+")
"""No language puts more than a few marks on one letter."""
_JOINERS = re.compile("\u200d{2,}")
_CHAIN = re.compile("((?:\u200d[^\u200d]{1,3}){8})((?:\u200d[^\u200d]{1,3})+\u200d?|\u200d)")
"""The longest emoji that fonts have join five characters."""

_IN_TEXT = _CONTROLS | _DIRECTIONS | _SURROGATES | _LINE_BREAKS | {ord("\t"): " ", ord("\n"): "\n"}
_IN_LINE = _IN_TEXT | {ord("\n"): " ", 0x2028: " ", 0x2029: " "}


def clean_text(text: str) -> str:
    """Clean a text of several lines: ``\\n`` stays, tabs become spaces, other line separators ``\\n``."""
    # Most texts hold nothing to look at twice, and isprintable() tells that fastest.
    return without_piles(text if text.isprintable() else text.translate(_IN_TEXT))


def clean_line(text: str) -> str:
    """Clean a text that must stay on one line: line breaks and tabs become spaces."""
    return without_piles(text if text.isprintable() else text.translate(_IN_LINE))


def without_piles(text: str) -> str:
    """Leave at most eight combining marks on a character, and eight joiners in a chain of characters."""
    if text.isascii():
        return text
    text = _PILE.sub(r"\1", text)
    if "\u200d" in text:
        text = _CHAIN.sub(lambda found: found[1] + found[2].replace("\u200d", ""), _JOINERS.sub("\u200d", text))
    return text


def is_openable(url: str) -> bool:
    """Whether an address may be handed to a browser: http or https, a host, no space or control character."""
    scheme, colon, rest = url.partition("://")
    if not colon or scheme.lower() not in ("http", "https") or rest[:1] in ("", "/", "?", "#", "\\"):
        return False
    return (url.isprintable() and " " not in url) or (url.split() == [url] and clean_line(url) == url)
