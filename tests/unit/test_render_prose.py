from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tootui.text.html import parse
from tootui.text.prose import Prose, Span
from tootui.ui.render.glyphs import ASCII, UNICODE
from tootui.ui.render.lines import Line, Target, cells_of, plain
from tootui.ui.render.prose import prose_lines, runs_of


def test_text_without_spans_is_one_plain_piece_a_line() -> None:
    lines = prose_lines(Prose("one two three"), 8, UNICODE)
    assert _shown(lines) == ["one two", "three"]
    assert {piece.style for line in lines for piece in line.pieces} == {"text"}


def test_a_span_that_is_wrapped_keeps_its_style_and_target_on_both_lines() -> None:
    prose = Prose("see example.org/long now", (Span(4, 20, "link", "https://example.org/long"),))
    lines = prose_lines(prose, 10, UNICODE, resolve=lambda span: Target("link", span.target))
    links = [(piece.text, piece.target) for line in lines for piece in line.pieces if piece.style == "link"]
    target = Target("link", "https://example.org/long")
    assert links == [("example.or", target), ("g/long", target)]


def test_bold_inside_a_link_is_both_and_still_leads_there() -> None:
    prose = Prose("a bold link", (Span(0, 11, "link", "https://x.example"), Span(2, 6, "bold")))
    runs = runs_of(prose.text, prose.spans, lambda span: Target("link", span.target) if span.target else None)
    assert [(run.start, run.end, run.style) for run in runs] == [(0, 2, "link"), (2, 6, "link+bold"), (6, 11, "link")]
    assert {run.target for run in runs} == {Target("link", "https://x.example")}


def test_quotes_stand_behind_a_bar_and_are_wrapped_beside_it() -> None:
    prose = parse("<p>He said:</p><blockquote><p>All that is gold does not glitter</p></blockquote><p>Right.</p>")
    assert _shown(prose_lines(prose, 22, ASCII)) == [
        "He said:",
        "",
        "| All that is gold",
        "| does not glitter",
        "",
        "Right.",
    ]


def test_quotes_in_quotes_get_a_bar_each_until_it_would_be_too_narrow() -> None:
    prose = parse("<blockquote>outer<blockquote>inner</blockquote></blockquote>")
    assert [line for line in _shown(prose_lines(prose, 40, ASCII)) if "inner" in line] == ["| | inner"]
    assert [line for line in _shown(prose_lines(prose, 19, ASCII)) if "inner" in line] == ["| inner"]


def test_right_to_left_lines_are_isolated_and_others_are_not() -> None:
    lines = prose_lines(Prose("שלום עולם\nhello"), 40, UNICODE)
    assert _shown(lines) == ["\u2068שלום עולם\u2069", "hello"]
    assert [line.cells for line in lines] == [9, 5]


def test_joints_tell_how_lines_were_parted() -> None:
    lines = prose_lines(Prose("one two\nabcdefghijkl"), 6, UNICODE)
    assert [(plain(line), line.joint) for line in lines] == [
        ("one", "\n"),
        ("two", " "),
        ("abcdef", "\n"),
        ("ghijkl", ""),
    ]


def test_a_span_that_starts_inside_an_emoji_does_not_tear_it() -> None:
    text = "a👩‍🚀b"
    lines = prose_lines(Prose(text, (Span(2, 5, "bold"),)), 20, UNICODE)
    assert [piece.text for piece in lines[0].pieces] == ["a👩‍🚀", "b"]


def test_a_post_of_thousands_of_spans_is_drawn_in_one_pass() -> None:
    count = 4000
    spans = (Span(0, 2 * count, "bold"), *(Span(2 * i, 2 * i + 1, "link", "https://x.example") for i in range(count)))
    runs = runs_of("ab" * count, spans)
    assert len(runs) == 2 * count


KINDS = ("link", "mention", "hashtag", "bold", "italic", "code", "quote", "emoji")


@settings(deadline=None)
@given(st.data(), st.text("ab ❤️👩‍🚀語\n\u200dש", max_size=60), st.integers(2, 40))
def test_whatever_the_spans_the_text_stays_and_lines_measure_right(data: st.DataObject, text: str, width: int) -> None:
    edges = st.integers(0, len(text))
    drawn = data.draw(st.lists(st.tuples(edges, edges, st.sampled_from(KINDS)), max_size=6))
    spans = tuple(sorted(Span(min(a, b), max(a, b), kind) for a, b, kind in drawn))
    lines = prose_lines(Prose(text, spans), width, UNICODE)
    for line in lines:
        assert line.cells == cells_of(line.pieces)
        assert line.cells <= width
    written = "".join(_shown(lines)).replace("⎢ ", "")
    assert _letters(written) == _letters(text)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.sampled_from(KINDS)), max_size=6))
def test_runs_never_overlap(drawn: list[tuple[int, int, str]]) -> None:
    spans = sorted(Span(min(a, b), max(a, b), kind) for a, b, kind in drawn)
    runs = runs_of("x" * 20, spans)
    assert all(before.end <= after.start for before, after in pairwise(runs))


def _letters(text: str) -> str:
    return text.translate({ord(" "): None, ord("\n"): None, 0x2068: None, 0x2069: None})


def _shown(lines: list[Line]) -> list[str]:
    return [plain(line) for line in lines]
