"""What can be opened from a post."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tootui.model.account import Account
from tootui.model.status import MediaAttachment, Mention, PreviewCard, Quote, Status, StatusTag
from tootui.text.links import Link, links_of


def status(content: str, **fields: Any) -> Status:
    author = Account(id="1", acct="ada")
    return Status(id="10", account=author, created_at=datetime(2026, 1, 1, tzinfo=UTC), content=content, **fields)


def test_links_come_in_reading_order_with_mentions_and_tags_resolved() -> None:
    post = status(
        '<p><a class="u-url mention" href="https://x.org/@bob">@<span>bob</span></a> '
        '<a href="https://a.org/"><span class="invisible">https://</span><span class="">a.org/</span></a> '
        '<a class="mention hashtag" href="https://m.org/tags/Math">#<span>Math</span></a></p>',
        mentions=[Mention(id="7", username="bob", url="https://x.org/@bob", acct="bob@x.org")],
        tags=[StatusTag(name="math", url="https://m.org/tags/math"), StatusTag(name="unseen")],
    )
    assert links_of(post) == [
        Link("mention", "@bob@x.org", "7"),
        Link("link", "a.org/", "https://a.org/"),
        Link("hashtag", "#Math", "Math"),
        Link("hashtag", "#unseen", "unseen"),
    ]


def test_servers_that_do_not_mark_mentions_and_tags() -> None:
    post = status(
        '<a href="https://x.org/@bob">@bob</a> <a href="https://m.org/tags/math">#math</a>',
        mentions=[Mention(id="7", username="bob", url="https://x.org/@bob", acct="bob@x.org")],
        tags=[StatusTag(name="math", url="https://m.org/tags/math")],
    )
    assert [link.kind for link in links_of(post)] == ["mention", "hashtag"]


def test_a_mention_whose_address_is_another_one_is_known_by_its_name() -> None:
    post = status(
        '<a class="mention" href="https://x.org/users/bob">@bob</a> <a class="mention" href="https://y.org/z">@z</a>',
        mentions=[Mention(id="7", username="bob", url="https://x.org/@bob", acct="bob@x.org")],
    )
    assert links_of(post) == [Link("mention", "@bob@x.org", "7"), Link("link", "@z", "https://y.org/z")]


def test_quote_media_and_card_follow_the_text() -> None:
    quoted = status("quoted")
    post = status(
        '<p class="quote-inline">RE: <a href="https://m.org/10">post</a></p><p>Look</p>',
        quote=Quote(quoted_status=quoted),
        media_attachments=[
            MediaAttachment(id="1", type="image", url="https://m.org/a.png", description="A card,\nlit"),
            MediaAttachment(id="2", type="image", url=None, remote_url="https://m.org/b.png"),
            MediaAttachment(id="3", type="image", url="file:///etc/passwd"),
        ],
        card=PreviewCard(url="https://c.org/", title="A \x1bpage"),
    )
    assert links_of(post) == [
        Link("quote", "quoted post by @ada", "10"),
        Link("media", "A card, lit", "https://m.org/a.png"),
        Link("media", "image", "https://m.org/b.png"),
        Link("card", "A page", "https://c.org/"),
    ]


def test_nothing_is_listed_twice_and_nothing_dangerous_at_all() -> None:
    post = status(
        '<a href="https://a.org/x">one</a> <a href="https://a.org/x">two</a> <a href="javascript:x">three</a>',
        card=PreviewCard(url="https://a.org/x", title="Page"),
        quote=Quote(state="rejected", quoted_status_id="9"),
    )
    assert links_of(post) == [Link("link", "one", "https://a.org/x")]


def test_of_a_boost_the_boosted_posts_links_are_listed() -> None:
    inner = status('<a href="https://a.org/x">one</a>')
    assert links_of(status("", reblog=inner)) == links_of(inner)


def test_a_quote_that_is_not_loaded_can_still_be_opened() -> None:
    assert links_of(status("x", quote=Quote(quoted_status_id="9"))) == [Link("quote", "quoted post", "9")]
