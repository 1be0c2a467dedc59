"""Cleaning, times, numbers, directions, Markdown: the small ones of the text package."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tootui.text.clean import clean_line, clean_text, is_openable
from tootui.text.direction import has_rtl, isolate
from tootui.text.html import parse
from tootui.text.markdown import to_markdown
from tootui.text.numbers import compact
from tootui.text.times import absolute, relative, span_words

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_controls_and_direction_overrides_go_marks_and_joiners_stay() -> None:
    assert clean_text("a\x1b[31m\x9bb\u202ec\u2066d\x00\x7f") == "a[31mbcd"
    assert clean_text("\u200ea\u200f\u061c\u200d\ufe0f\xad") == "\u200ea\u200f\u061c\u200d\ufe0f\xad"
    assert clean_text("half \ud83d") == "half \ufffd"


def test_a_text_keeps_its_lines_a_line_does_not() -> None:
    assert clean_text("a\tb\r\nc\u2028d\u2029e") == "a b\nc\nd\ne"
    assert clean_line("a\tb\nc\u2028d\u2029e") == "a b c d e"


def test_piles_of_marks_and_endless_chains_are_cut() -> None:
    assert clean_line("Z" + "\u0301" * 40 + "a") == "Z" + "\u0301" * 8 + "a"
    assert clean_line("\u200d".join("👩" * 20)) == "\u200d".join("👩" * 9) + "👩" * 11
    assert clean_line("a" + "\u200d" * 30 + "b") == "a\u200db"
    assert parse("<p>Z" + "\u0301" * 40 + "</p>").text == "Z" + "\u0301" * 8
    for whole in (
        "👩🏽\u200d❤\ufe0f\u200d💋\u200d👩🏽",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "क्\u200dष",
    ):
        assert clean_line(whole) == whole


piled = st.lists(st.sampled_from("a👩\u200d\u0301\ufe0f"), max_size=120).map("".join)


@settings(deadline=None)
@given(st.text() | piled)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert "\n" not in clean_line(text)
    clean_line(text).encode()


@pytest.mark.parametrize(
    ("url", "openable"),
    [
        ("https://example.org", True),
        ("HTTP://Example.org/a?b#c", True),
        ("https://例え.jp/パス", True),
        ("https://a.example/\U0001fae8", True),
        ("https://", False),
        ("https:///path", False),
        ("http:/a", False),
        ("ftp://a.example", False),
        ("javascript:alert(1)", False),
        ("https://a.example/ b", False),
        ("https://a.example/\u3000b", False),
        ("https://a.example/\n", False),
        ("https://a.example/\x1b", False),
        ("https://a.example/\u202egpj.exe", False),
        ("https://a.example/\ud800", False),
        ("-https://a.example", False),
        ("", False),
    ],
)
def test_only_plain_web_addresses_are_openable(url: str, openable: bool) -> None:
    assert is_openable(url) is openable


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=-90), "0s"),
        (timedelta(), "0s"),
        (timedelta(seconds=30), "30s"),
        (timedelta(seconds=59.9), "59s"),
        (timedelta(minutes=5, seconds=59), "5m"),
        (timedelta(hours=2, minutes=59), "2h"),
        (timedelta(days=3), "3d"),
        (timedelta(days=6, hours=23), "6d"),
        (timedelta(days=7), "Nov 14"),
        (timedelta(days=400), "Oct 17 2025"),
    ],
)
def test_how_long_ago(ago: timedelta, words: str) -> None:
    assert relative(NOW - ago, NOW) == words


def test_times_without_zone_and_at_the_ends_of_the_calendar(berlin: None) -> None:
    assert relative(datetime(2026, 11, 21, 11, 0), NOW) == "1h"
    assert relative(datetime(1, 1, 1, tzinfo=UTC), NOW) == "Jan 1 1"
    assert absolute(datetime(9999, 12, 31, 23, 59, tzinfo=UTC)) == "9999-12-31 23:59"


def test_absolute_times_are_local(berlin: None) -> None:
    assert absolute(NOW) == "2026-11-21 13:00"
    assert absolute(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2026-07-02 01:30"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (-5, "0 seconds"),
        (1, "1 second"),
        (59.9, "59 seconds"),
        (60, "1 minute"),
        (37 * 60 + 5, "37 minutes"),
        (3600, "1 hour"),
        (86_399, "23 hours"),
        (90_000, "1 day"),
        (864_000, "10 days"),
    ],
)
def test_durations_in_words(seconds: float, words: str) -> None:
    assert span_words(seconds) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (-1, "0"),
        (0, "0"),
        (999, "999"),
        (1000, "1k"),
        (1099, "1k"),
        (1249, "1.2k"),
        (9999, "9.9k"),
        (12_345, "12k"),
        (999_999, "999k"),
        (1_300_000, "1.3M"),
        (2_000_000_000, "2G"),
    ],
)
def test_numbers_are_short_and_never_overstated(number: int, words: str) -> None:
    assert compact(number) == words


def test_right_to_left_lines_are_isolated_and_others_left_alone() -> None:
    assert has_rtl("hello שלום")
    assert has_rtl("مرحبا")
    assert not has_rtl("Grüße, 日本")
    assert isolate("hello") == "hello"
    assert isolate("hello\nשלום") == "hello\n\u2068שלום\u2069"


def test_markdown_of_a_post() -> None:
    html = (
        '<p>Hi <strong>you</strong> &amp; <a href="https://a.org/c"><span class="invisible">https://</span>'
        '<span class="ellipsis">a.org</span><span class="invisible">/c</span></a></p><p>one<br>two</p>'
    )
    assert to_markdown(html) == "Hi **you** & <https://a.org/c>\n\none  \ntwo"


def test_markdown_is_cleaned_after_decoding() -> None:
    assert to_markdown("<p>a&#x202e;b\x1b[0m&#x2066;c</p>") == "ab[0mc"


def test_markdown_of_a_marked_section() -> None:
    assert to_markdown("<p>a <![foo[b]]> c</p>") == "a <![foo[b]]> c"


PIECES = [
    "<p>",
    "</p>",
    "<ol start='x'>",
    "</ol>",
    "<li>",
    "<a href='x'>",
    "</a>",
    "<table>",
    "<td>",
    "&#27;",
    "<",
    "x",
]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from([*PIECES, "<pre>", "<blockquote>", "<img>", "<![x[", "</blockquote>"]), max_size=20))
def test_markdown_of_broken_html_is_never_an_error(pieces: list[str]) -> None:
    assert "\x1b" not in to_markdown("".join(pieces))
