"""Prose to lines: styled stretches, wrapping, quote bars, writing directions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from tootui.text.direction import has_rtl
from tootui.text.prose import Prose, Span
from tootui.ui.render.cells import whole_at, wrap
from tootui.ui.render.glyphs import Glyphs
from tootui.ui.render.lines import Line, Piece, Target

LEAST_WIDTH = 16
"""Quotes inside quotes stop being indented where the text would be narrower."""

_ISOLATE = Piece("\u2068")
_END_ISOLATE = Piece("\u2069")

Resolve = Callable[[Span], Target | None]
"""Tells what a span stands for when clicked."""


class Run(NamedTuple):
    """A stretch of text that is drawn in one style."""

    start: int
    end: int
    style: str
    target: Target | None = None


def prose_lines(
    prose: Prose, width: int, glyphs: Glyphs, *, style: str = "text", resolve: Resolve | None = None
) -> list[Line]:
    """Wrap prose into lines of at most ``width`` cells.

    Args:
        prose: Clean text with spans, sorted by start.
        width: Cells to use.
        glyphs: Signs for quote bars.
        style: Style of what no span covers.
        resolve: Gives the targets of spans.
    """
    text, spans = prose
    if not text:
        return []
    if not spans:
        return _wrapped(text, [], width, style)
    quotes = [span for span in spans if span.kind == "quote"]
    runs = runs_of(text, [span for span in spans if span.kind != "quote"] if quotes else spans, resolve)
    if not quotes:
        return _wrapped(text, runs, width, style)
    return _with_quotes(text, quotes, runs, width, glyphs, style)


def runs_of(text: str, spans: Sequence[Span], resolve: Resolve | None = None) -> list[Run]:
    """Turn spans, which may lie inside each other, into runs, which do not; text without a span gets none."""
    runs: list[Run] = []
    reached = 0
    for start, end, kind, target in spans:
        if start < reached:
            return _cut(text, _flattened(spans, resolve))
        if end > start:
            found = resolve(Span(start, end, kind, target)) if resolve is not None else None
            runs.append(Run(start, end, kind, found))
            reached = end
    return _cut(text, runs)


def _flattened(spans: Sequence[Span], resolve: Resolve | None) -> list[Run]:
    """Runs between all places where a span starts or ends; kinds are joined, the innermost target holds."""
    edges = sorted({edge for span in spans for edge in (span.start, span.end)})
    waiting = [(span, resolve(span) if resolve is not None else None) for span in reversed(spans)]
    around: list[tuple[Span, Target | None]] = []
    runs: list[Run] = []
    for start, end in pairwise(edges):
        while waiting and waiting[-1][0].start <= start:
            around.append(waiting.pop())
        around = [item for item in around if item[0].end > start]
        if around:
            style = "+".join(dict.fromkeys([span.kind for span, _ in around]))
            target = next((target for _, target in reversed(around) if target is not None), None)
            runs.append(Run(start, end, style, target))
    return runs


def _cut(text: str, runs: list[Run]) -> list[Run]:
    """Move edges out of characters that are drawn together, where the text has any."""
    if text.isascii() or ("\u200d" not in text and "\ufe0f" not in text):
        return runs
    return [run._replace(start=whole_at(text, run.start), end=whole_at(text, run.end)) for run in runs]


def _wrapped(text: str, runs: Sequence[Run], width: int, style: str, *, offset: int = 0, first: int = 0) -> list[Line]:
    """Wrap text whose first character is number ``offset`` of the one the runs count in; those before run ``first`` end
    earlier."""
    lines: list[Line] = []
    is_simple = text.isascii()
    count = len(runs)
    at = first
    previous = 0
    for start, end, cells in wrap(text, width):
        pieces: list[Piece] = []
        here = start
        while at < count and runs[at].end - offset <= start:
            at += 1
        index = at
        while index < count and (run := runs[index]).start - offset < end:
            left = max(run.start - offset, start)
            right = min(run.end - offset, end)
            if left > here:
                pieces.append(Piece(text[here:left], style))
            if right > left:
                pieces.append(
                    Piece(text[left:right], run.style if style == "text" else f"{style}+{run.style}", run.target)
                )
            here = max(right, here)
            index += 1
        if here < end:
            pieces.append(Piece(text[here:end], style))
        if not is_simple and has_rtl(text[start:end]):
            pieces = [_ISOLATE, *pieces, _END_ISOLATE]
        lines.append(Line(pieces, cells, text[previous:start] if lines else "\n"))
        previous = end
    return lines


def _with_quotes(
    text: str, quotes: Sequence[Span], runs: Sequence[Run], width: int, glyphs: Glyphs, style: str
) -> list[Line]:
    """Wrap paragraph by paragraph, those inside quotes behind as many bars as quotes are around them."""
    lines: list[Line] = []
    waiting = list(reversed(quotes))
    around: list[Span] = []
    offset = first = 0
    for paragraph in text.split("\n"):
        while waiting and waiting[-1].start <= offset:
            around.append(waiting.pop())
        around = [quote for quote in around if quote.end > offset]
        while first < len(runs) and runs[first].end <= offset:
            first += 1
        depth = min(len(around), max(0, (width - LEAST_WIDTH) // 2))
        base = f"{style}+quote" if depth else style
        prefix = Piece(f"{glyphs.frame_side} " * depth, "frame")
        for row in _wrapped(paragraph, runs, width - 2 * depth, base, offset=offset, first=first):
            lines.append(Line((prefix, *row.pieces), row.cells + 2 * depth, row.joint) if depth else row)
        offset += len(paragraph) + 1
    return lines
