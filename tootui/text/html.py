"""Status HTML to `Prose`.

The text is split at what looks like a tag, and the pieces are written one after the other by a small builder. That is
several times faster than a parser, and enough: servers send a few elements, and whatever else comes (headings, tables,
pictures, broken or unescaped markup) is degraded to its text, never dropped. Facts about the markup: Mastodon's
``class="invisible"`` and ``"ellipsis"`` in shortened links, ``quote-inline`` on whatever stands in for a quoted post.
"""

from __future__ import annotations

import re
from collections.abc import Container

from msgspec.structs import replace

from tootui.text.clean import clean_text, without_piles
from tootui.text.entities import unescape
from tootui.text.prose import Prose, Span
from tootui.text.tags import KEPT_TAGS, Tag, read_tag

_TAGS = re.compile(r"(<[/!]?[a-zA-Z-][^<>]*>)")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_SHORTCODE = r":([a-zA-Z0-9_]+)(?=:)"
_MOST_BREAKS = 3
"""Two blank lines: a post of a thousand ``<br>`` must not fill the timeline with nothing."""
_PARAGRAPH = Tag("p")
_DEEPEST = 60
"""Elements nested deeper keep their text and lose their meaning; looking for what a tag closes stays cheap."""


def parse(html: str, *, without_quote_inline: bool = False) -> Prose:
    """Turn HTML into text and spans.

    Args:
        html: A status' content, an account's note, a field's value: as sent, trusted in nothing.
        without_quote_inline: Leave out elements of class ``quote-inline``: the quoted post itself is shown.

    Returns:
        Text without control characters, direction overrides or white space at its ends. Links and mentions carry their
        address where it may be opened; hashtags their name.
    """
    builder = _Builder()
    write, open_, close = builder.write, builder.open, builder.close
    pieces = _TAGS.split(html)
    for words, token in zip(pieces[::2], pieces[1::2], strict=False):
        if words:
            write(words)
        tag = KEPT_TAGS.get(token) or read_tag(token)
        if tag is None:
            write(token)
        elif tag.closing:
            close(tag)
        else:
            open_(replace(tag, hides=True) if without_quote_inline and tag.quote_inline else tag)
    if pieces[-1]:
        builder.write(pieces[-1])
    return builder.finish()


def emphasise(prose: Prose, shortcodes: Container[str]) -> Prose:
    """Add ``emoji`` spans where the text names one of the custom emoji."""
    if ":" not in prose.text:
        return prose
    found: list[Span] = []
    free_from = 0
    for match in re.finditer(_SHORTCODE, prose.text):
        # The closing colon of one emoji does not open the next.
        if match.start() >= free_from and match[1] in shortcodes:
            free_from = match.end() + 1
            found.append(Span(match.start(), free_from, "emoji", match[1]))
    return Prose(prose.text, tuple(sorted((*prose.spans, *found), key=_document_order))) if found else prose


def _document_order(span: Span) -> tuple[int, int]:
    return span.start, -span.end


class _Builder:
    """Writes text, remembers open elements, and turns them into spans when they close."""

    __slots__ = (
        "_breaks",
        "_bullet_end",
        "_fresh",
        "_hidden",
        "_length",
        "_lists",
        "_open",
        "_parts",
        "_pre",
        "_spans",
    )

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._breaks = 0
        """Line breaks owed before the next text."""
        self._fresh = True
        """Whether what was written last is white space: more of it is dropped then."""
        self._bullet_end = -1
        self._hidden = 0
        self._pre = 0
        self._lists: list[int | None] = []
        """For every open list the next item's number, None where items have none."""
        self._open: list[tuple[Tag, int, int]] = []
        """Open elements: the tag, where its text starts, its place in ``_spans``."""
        self._spans: list[Span | None] = []

    def write(self, words: str) -> None:
        """Append what stands between two tags: entities not yet decoded, white space not yet collapsed."""
        if self._hidden:
            return
        if "&" in words:
            words = unescape(words)
        if self._pre:
            self._write_preformatted(clean_text(words.replace("\t", "    ")))
            return
        if not words.isprintable():
            words = clean_text(_SPACES.sub(" ", words))
        else:
            words = without_piles(_SPACES.sub(" ", words) if "  " in words else words)
        if self._fresh:
            words = words.lstrip(" \n")
        if words:
            if self._breaks:
                words = self._after_breaks(words)
            self._parts.append(words)
            self._length += len(words)
            self._fresh = words[-1] == " "

    def _write_preformatted(self, words: str) -> None:
        """Append text whose white space counts, but for line breaks at its ends: they are owed like others."""
        lines = words.strip("\n")
        if not self._fresh:
            self._breaks += len(words) - len(words.lstrip("\n"))
        if lines:
            self._put(lines)
            self._breaks = len(words) - len(words.rstrip("\n"))
            self._fresh = False

    def _put(self, words: str) -> None:
        """Append clean text after the line breaks that are owed."""
        if self._hidden:
            return
        if self._breaks:
            words = self._after_breaks(words)
        self._parts.append(words)
        self._length += len(words)
        self._fresh = words[-1:] == " "

    def _after_breaks(self, words: str) -> str:
        if self._length:
            words = self._line_start() + words
        self._breaks = 0
        return words

    def _line_start(self) -> str:
        """The owed line breaks, and the indent that keeps further lines of a list's item under its first."""
        return "\n" * min(self._breaks, _MOST_BREAKS) + "  " * len(self._lists)

    def _owe(self, breaks: int) -> None:
        if self._length != self._bullet_end:
            self._breaks = max(self._breaks, breaks)
            self._fresh = True

    def open(self, tag: Tag) -> None:
        """Begin an element, or write what stands for one without contents."""
        if tag.breaks:
            if self._hidden:  # a block ends an unclosed paragraph before it, hidden or not
                self.close(_PARAGRAPH)
            self._owe(1 if self._lists else tag.breaks)
        if tag.role == "void":
            self._write_void(tag)
        elif len(self._open) < _DEEPEST:
            if tag.role:
                self._play(tag)
            if tag.before:
                self._put(tag.before)
            if tag.hides:
                self._hidden += 1
            start = self._length
            if tag.kind:
                if self._breaks and start:
                    start += len(self._line_start())
                self._spans.append(None)
            self._open.append((tag, start, len(self._spans) - 1))

    def _write_void(self, tag: Tag) -> None:
        if tag.name == "br":
            self._breaks += 1
            self._fresh = True
        elif tag.before:
            self._put(tag.before)
            if tag.breaks:
                self._owe(tag.breaks)

    def _play(self, tag: Tag) -> None:
        """Do what opening a list, an item, a table's cell or a preformatted text does to what surrounds it."""
        if tag.role == "item":
            self._start_item(tag)
        elif tag.role == "cell":
            if self._length and not self._breaks:
                self._put("| " if self._fresh else " | ")
        elif tag.role == "pre":
            self._pre += 1
        elif tag.name == "ol":
            self._lists.append(1 if tag.number is None else tag.number)
        else:
            self._lists.append(None)

    def _start_item(self, tag: Tag) -> None:
        bullet = "- "
        if self._lists and self._lists[-1] is not None:
            number = self._lists[-1] if tag.number is None else tag.number
            self._lists[-1] = number + 1
            bullet = f"{number}. "
        if self._hidden:
            return
        indent = "\n" * min(self._breaks, _MOST_BREAKS) if self._length else ""
        self._breaks = 0
        self._put(indent + "  " * (len(self._lists) - 1) + bullet)
        self._bullet_end = self._length

    def close(self, tag: Tag) -> None:
        """End the innermost element of that name and what is still open in it."""
        name = tag.name
        elements = self._open
        if elements and elements[-1][0].name == name:
            self._close_innermost()
        elif any(element.name == name for element, _, _ in elements):
            while self._close_innermost() != name:
                pass
        if tag.breaks:
            self._owe(1 if self._lists else tag.breaks)

    def _close_innermost(self) -> str:
        tag, start, place = self._open.pop()
        if tag.after:
            self._put(tag.after)
        if tag.kind and self._length > start:
            self._spans[place] = Span(start, self._length, tag.kind, tag.target)
        if tag.hides:
            self._hidden -= 1
        if tag.role == "list":
            self._lists.pop()
        elif tag.role == "pre":
            self._pre -= 1
        return tag.name

    def finish(self) -> Prose:
        """Close what is open and give the whole."""
        while self._open:
            self._close_innermost()
        whole = "".join(self._parts)
        text = whole.rstrip(" \n")
        length = len(text)
        return Prose(text, tuple([_settled(span, text) for span in self._spans if span and span[0] < length]))


def _settled(span: Span, text: str) -> Span:
    """Clip a span to the text, and name a hashtag by what is written."""
    start, end, kind, target = span
    if kind == "hashtag":
        word = text[start:end]
        if word[0] in "#＃":
            return Span(start, start + len(word), kind, word[1:].strip())
        return Span(start, start + len(word), "link", target)
    return span if end <= len(text) else Span(start, len(text), kind, target)
