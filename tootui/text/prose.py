"""Text with marked stretches, independent of how it is drawn."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch ``text[start:end]`` that means something.

    ``kind`` is link, mention, hashtag, bold, italic, strike, underline, code, quote or emoji. ``target`` is the address
    of a link or mention (empty where it must not be opened), the name of a hashtag, the code of an emoji, else empty.
    """

    start: int
    end: int
    kind: str
    target: str = ""


class Prose(NamedTuple):
    """Clean text and its spans, sorted by start, outer before inner. Lines are parted by ``\\n``."""

    text: str
    spans: tuple[Span, ...] = ()
