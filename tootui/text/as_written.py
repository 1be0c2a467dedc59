"""Status HTML back to what its author may have typed, for servers that do not keep that.

Addresses come back whole, people with their server, lines where they were. Bold, lists and the like come back as plain
text: there is no telling in which language they were written.
"""

from __future__ import annotations

from collections.abc import Iterable

from tootui.model.status import Mention
from tootui.text.addresses import host_of
from tootui.text.html import parse
from tootui.text.links import link_of
from tootui.text.prose import Prose, Span


def as_written(html: str, mentions: Iterable[Mention], *, without_quote_inline: bool = False) -> str:
    """The text that a server would make this HTML of.

    Args:
        html: a status' content.
        mentions: the people the status names.
        without_quote_inline: a quoted post is named elsewhere, and no part of the text.
    """
    prose = parse(html, without_quote_inline=without_quote_inline)
    people = tuple(mentions)
    parts: list[str] = []
    done = 0
    for span in prose.spans:
        if span.start < done or span.kind not in ("link", "mention"):
            continue
        parts += prose.text[done : span.start], _written(prose, span, people)
        done = span.end
    parts.append(prose.text[done:])
    return "".join(parts)


def _written(prose: Prose, span: Span, people: tuple[Mention, ...]) -> str:
    words = prose.text[span.start : span.end]
    link = link_of(prose, span, people, ())
    if link is None:
        return words
    if link.kind == "mention":
        return link.label
    if span.kind == "mention":
        return words if words.count("@") > 1 else f"{words}@{host_of(span.target)}"
    return span.target if _stands_for(words, span.target) else f"{words} {span.target}"


def _stands_for(words: str, address: str) -> bool:
    """Whether words are an address as servers show it: without its beginning, cut at its end."""
    return words.removesuffix("…").strip().casefold() in address.casefold()
