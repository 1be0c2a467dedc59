"""Which addresses are worth looking up, and whom a full name means."""

from __future__ import annotations

import pytest

from tootui.text.fediverse import Handle, handle_in, id_on_own_page, is_address, may_lead_inside


@pytest.mark.parametrize(
    "url",
    [
        "https://mastodon.example/@ada",
        "https://mastodon.example/@ada/109",
        "https://mastodon.example/@ada@other.example/109",
        "https://mastodon.example/users/ada/statuses/109",
        "https://social.example/@ada/statuses/01ABCDEF",
        "https://hollo.example/@ada/0190-ab-cd",
        "https://akkoma.example/notice/AbCdEf",
        "https://akkoma.example/objects/5b8a-44",
        "https://misskey.example/notes/9abcdef",
        "https://pixelfed.example/p/ada/109",
        "https://snac.example/ada/p/1234.567",
        "https://lemmy.example/post/12",
        "https://lemmy.example/u/ada",
        "https://tube.example/w/abcd1234",
        "https://mastodon.example/@ada?from=feed#top",
        "http://127.0.0.1:8080/@ada/",
    ],
)
def test_pages_of_posts_and_people_are_known_by_their_form(url: str) -> None:
    assert may_lead_inside(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://example.org/",
        "https://example.org/about",
        "https://example.org/2026/11/a-loom",
        "https://www.youtube.com/@ada",
        "https://medium.com/@ada/a-story-1234",
        "https://example.org/@ada/1/2/3",
        "ftp://mastodon.example/@ada",
        "javascript:alert(1)//@ada",
        "https://[broken/@ada",
        "https://mastodon.example/@ada\x1b[2J",
        "",
    ],
)
def test_other_pages_are_left_to_the_browser(url: str) -> None:
    assert not may_lead_inside(url)


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("@ada@analytical.example", Handle("ada", "analytical.example")),
        (" ada@Analytical.Example ", Handle("ada", "analytical.example")),
        ("acct:ada@analytical.example", Handle("ada", "analytical.example")),
        ("@you@127.0.0.1:4000", Handle("you", "127.0.0.1:4000")),
        ("@ada", None),
        ("@ada@analytical", None),
        ("write to @ada@analytical.example", None),
        ("https://analytical.example/@ada", None),
    ],
)
def test_a_full_name_is_a_user_and_a_server(text: str, handle: Handle | None) -> None:
    assert handle_in(text) == handle


def test_only_what_is_nothing_else_is_an_address() -> None:
    assert is_address("https://example.org/anything")
    assert is_address("@ada@analytical.example")
    assert not is_address("looms https://example.org")
    assert not is_address("looms")


def test_a_page_of_ones_own_server_names_the_post_by_its_id() -> None:
    assert id_on_own_page("https://home.example/@ada@other.example/109", "home.example") == "109"
    assert id_on_own_page("https://home.example/@ada/109", "Home.example") == "109"
    assert id_on_own_page("https://home.example/@ada", "home.example") is None
    assert id_on_own_page("https://other.example/@ada/109", "home.example") is None
