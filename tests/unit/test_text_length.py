"""Counting as the server does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tootui.text.length import post_length

URL = 23
FAMILY = "👨‍👩‍👧‍👦"

COUNTED = [
    ("", 0),
    ("hello", 5),
    ("two\nlines", 9),
    ("two\r\nlines", 9),
    ("naïve", 5),
    ("nai\u0308ve", 5),
    ("日本語", 3),
    ("مرحبا", 5),
    ("한글", 2),
    ("क्षि", 1),
    (FAMILY, 1),
    ("👍🏽", 1),
    ("🇩🇪🇫🇷", 2),
    ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 1),
    (f"a {FAMILY} b", 5),
    ("z\u0300\u0301\u0302\u0303a", 2),
    # addresses
    ("https://example.com", URL),
    ("http://example.com", URL),
    ("HTTPS://EXAMPLE.COM", URL),
    ("https://example.com/", URL),
    ("https://a.co", URL),
    ("https://example.com/" + "a" * 300, URL),
    ("https://example.com/path?x=1&y=2#top", URL),
    ("https://example.com?x=1", URL),
    ("https://example.com:8080/path", URL),
    ("https://www.example.co.uk/x", URL),
    ("https://sub-domain.example.com", URL),
    ("https://xn--bcher-kva.ch/", URL),
    ("https://bücher.ch/straße", URL),
    ("https://пример.рф/путь", URL),
    ("https://例え.jp/パス", URL),
    ("https://example.xn--p1ai/", URL),
    ("see https://example.com now", 4 + URL + 4),
    ("test (https://example.com). test", 36),
    ("test (https://example.com/a). test", 36),
    ("https://example.com.", URL + 1),
    ("https://example.com/a.", URL + 1),
    ("https://example.com/a...", URL + 3),
    ("https://example.com/a!?", URL + 2),
    ("https://example.com/a, b", URL + 3),
    ("https://example.com/a;", URL + 1),
    ('"https://example.com/a"', URL + 2),
    ("<https://example.com/a>", URL + 2),
    ("[https://example.com/a]", URL + 2),
    ("「https://example.com/a」", URL + 2),
    ("https://en.wikipedia.org/wiki/Foo_(bar)", URL),
    ("(https://en.wikipedia.org/wiki/Foo_(bar))", URL + 2),
    ("https://en.wikipedia.org/wiki/Foo_(bar", URL + 4),
    ("https://example.com/a)b", URL + 2),
    ("https://example.com/#anchor", URL),
    ("https://example.com#anchor", URL + 7),
    ("https://example.com/a https://example.com/b", 2 * URL + 1),
    ("https://example.com/\nhttps://example.com/", 2 * URL + 1),
    ("https://web.archive.org/web/2020/https://example.com/x", URL),
    ("https://social.example.com/@ada@other.net", URL),
    ("x:https://example.com", 2 + URL),
    # no links for the server, so that every character counts
    ("http://127.0.0.1:3000/health", 28),
    ("http://[::1]/health", 19),
    ("http://user:pass@example.com:8080/path", 38),
    ("https://user@example.com/", 25),
    ("http://localhost:8080/a", 23),
    ("http://printer.local/", 21),
    ("https://x.test/" + "a" * 30, 45),
    ("example.com", 11),
    ("www.example.com/a", 17),
    ("ftp://example.com/file", 22),
    ("mailto:ada@example.com", 22),
    ("https://", 8),
    ("https://example", 15),
    ("https://example.1", 17),
    ("ahttps://example.com", 20),
    ("#https://example.com", 20),
    ("@https://example.com", 20),
    # mentions
    ("@ada", 4),
    ("@ada@analytical.example.org", 4),
    ("@ada@analytical.example.org, hello", 11),
    ("@ada@x.org @bob@y.org hi", 12),
    ("@ada.l-b_c@x.org.", 11),
    ("(@ada@x.org)", 6),
    ("mail ada@x.org", 14),
    ("@@ada@x.org", 5),
    ("@ada@x.org@y.org", 16),
    ("/@ada@x.org", 11),
    ("@ada@bücher.ch", 4),
    ("@ada@x.org's post", 11),
    ("@ada@x.org: look", 10),
    ("@ada@xn--bcher-kva.ch @bob@例え.jp", 9),
    ("@ada@x.org @ada@x.org", 9),
    ("nobody@ada@x.org", 16),
    # everything else counts as it is written
    ("#hashtag :shortcode:", 20),
    ("[/] *bold* `code`", 17),
]


@pytest.mark.parametrize(("text", "length"), COUNTED)
def test_a_text_counts_what_mastodon_counts(text: str, length: int) -> None:
    assert post_length(text) == length


WARNED = [
    ("hi", "CW", 4),
    ("hi", "", 2),
    ("", "nothing else", 12),
    ("", FAMILY, 1),
    ("👍🏽", "🇩🇪", 2),
    ("nai\u0308ve", "cafe\u0301", 9),
    ("hi", "@ada@x.org https://example.com/", 2 + 31),
    ("https://example.com/" + "a" * 300, "see https://example.com/", URL + 24),
    ("@ada@analytical.example.org", "@ada@analytical.example.org", 4 + 27),
    ("1️⃣ 2️⃣", "❤️", 4),
    ("日本語", "한국어", 6),
    ("👩🏽‍💻 👨‍🚀", "🏳️‍🌈", 4),
]


@pytest.mark.parametrize(("text", "spoiler_text", "length"), WARNED)
def test_the_warning_counts_as_it_is_written(text: str, spoiler_text: str, length: int) -> None:
    assert post_length(text, spoiler_text) == length


def test_the_server_says_what_an_address_counts() -> None:
    assert post_length("see https://example.com/a", url_length=256) == 260


def test_hostile_texts_are_counted_all_the_same() -> None:
    for text in ("@" + "a" * 50_000, "@a" * 20_000, "https://" + "a." * 20_000, "https://a.de/" + "(" * 50_000):
        assert post_length(text) > 0


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_a_text_without_addresses_and_mentions_counts_at_most_its_code_points(text: str) -> None:
    plain = text.replace("@", "").replace("://", "")
    assert 0 <= post_length(plain) <= len(plain)
    assert post_length(plain + "\nx") == post_length(plain) + 2 - plain.endswith("\r")
