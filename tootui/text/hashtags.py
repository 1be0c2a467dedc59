"""Hashtags at the end of a post: a last line of nothing else is no sentence, and is shown as a row of its own."""

from __future__ import annotations

import unicodedata

from tootui.text.prose import Prose


def folded(name: str) -> str:
    """What names of one and the same hashtag have in common: servers leave out case and accents."""
    if name.isascii():
        return name.lower()
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join([character for character in plain if not unicodedata.combining(character)])


def without_last_tags(prose: Prose) -> tuple[Prose, list[str]]:
    """Take the last lines off a text as far as they hold hashtags alone.

    Returns:
        The text before them, and the tags' names in reading order. Both as official clients part them, except that the
        text may become empty: whether anything else is left to show is for the caller to know.
    """
    text, spans = prose
    cut = end = len(text)
    kept = number = len(spans)
    while number and spans[number - 1].kind == "hashtag":
        start, stop, _, _ = spans[number - 1]
        if text[stop:end].strip(" \n\u200b"):
            break
        number -= 1
        end = start
        if start == 0 or text[start - 1] == "\n":
            cut, kept = start, number
    if kept == len(spans) or any(span.end > cut for span in spans[:kept]):
        return prose, []
    names = [span.target for span in spans[kept:]]
    rest = text[:cut].rstrip(" \n")
    return Prose(rest, spans[:kept]), names
