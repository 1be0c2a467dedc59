"""Taking out of server text what would act on a terminal or on the reader's eyes.

Out go C0 and C1 control characters and the characters that change the writing direction of what follows them. Kept are
marks without that power (U+200E, U+200F, U+061C), joiners, and everything else.
"""

from __future__ import annotations

_LINE_BREAKS: dict[int, str | None] = {0x2028: "\n", 0x2029: "\n"}
_CONTROLS: dict[int, str | None] = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))
_DIRECTIONS: dict[int, str | None] = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_SURROGATES: dict[int, str | None] = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
"""Halves of characters cannot be written to a terminal or a file."""

_IN_TEXT = _CONTROLS | _DIRECTIONS | _SURROGATES | _LINE_BREAKS | {ord("\t"): " ", ord("\n"): "\n"}
_IN_LINE = _IN_TEXT | {ord("\n"): " ", 0x2028: " ", 0x2029: " "}


def clean_text(text: str) -> str:
    """Clean a text of several lines: ``\\n`` stays, tabs become spaces, other line separators ``\\n``."""
    # Most texts hold nothing to look at twice, and isprintable() tells that fastest.
    return text if text.isprintable() else text.translate(_IN_TEXT)


def clean_line(text: str) -> str:
    """Clean a text that must stay on one line: line breaks and tabs become spaces."""
    return text if text.isprintable() else text.translate(_IN_LINE)


def is_openable(url: str) -> bool:
    """Whether an address may be handed to a browser: http or https, a host, no space or control character."""
    scheme, colon, rest = url.partition("://")
    if not colon or scheme.lower() not in ("http", "https") or rest[:1] in ("", "/", "?", "#", "\\"):
        return False
    return (url.isprintable() and " " not in url) or (url.split() == [url] and clean_line(url) == url)
