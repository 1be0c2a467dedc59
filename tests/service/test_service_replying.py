"""Whom a reply names and who may see it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.support.plain_posts import a_mention, a_post, an_account
from tootui.model.status import Status
from tootui.service.replying import carried_spoiler, is_wider, reply_mentions, reply_visibility


def mentions_of(parent: Status, *, author_only: bool = False) -> str:
    return reply_mentions(parent, me_id="id-of-you", me_acct="@you@demo.tootui", author_only=author_only)


def a_parent(**changes: object) -> Status:
    return replace(a_post("1", by="alan"), **changes)


@pytest.mark.parametrize(
    ("parent", "mentions"),
    [
        (a_parent(), "@alan "),
        (a_parent(account=an_account("alan", "enigma.uk")), "@alan@enigma.uk "),
        (a_parent(mentions=[a_mention("grace"), a_mention("joan", "far.example")]), "@alan @grace @joan@far.example "),
        (a_parent(mentions=[a_mention("alan"), a_mention("grace"), a_mention("Grace")]), "@alan @grace "),
        (a_parent(mentions=[a_mention("you"), a_mention("grace")]), "@alan @grace "),
        (a_parent(mentions=[a_mention("you", "demo.tootui")]), "@alan "),
        (a_parent(mentions=[a_mention("you", "elsewhere.example")]), "@alan @you@elsewhere.example "),
        (a_parent(account=an_account("you"), mentions=[a_mention("grace")]), "@grace "),
        (a_parent(account=an_account("you")), ""),
    ],
)
def test_a_reply_names_the_author_then_the_others_each_once_and_never_oneself(parent: Status, mentions: str) -> None:
    assert mentions_of(parent) == mentions


def test_a_reply_to_the_author_alone_names_nobody_else() -> None:
    assert mentions_of(a_parent(mentions=[a_mention("grace")]), author_only=True) == "@alan "


def test_a_boost_is_answered_to_who_wrote_it() -> None:
    boost = replace(a_post("2", by="grace"), reblog=a_parent(spoiler_text="spoilers", visibility="unlisted"))
    assert mentions_of(boost) == "@alan "
    assert carried_spoiler(boost) == "spoilers"
    assert reply_visibility("public", boost) == "unlisted"


@pytest.mark.parametrize(
    ("default", "parent", "reply"),
    [
        ("public", "public", "public"),
        ("unlisted", "public", "unlisted"),
        ("public", "unlisted", "unlisted"),
        ("public", "private", "private"),
        ("private", "public", "private"),
        ("direct", "public", "direct"),
        ("private", "direct", "direct"),
        ("public", "local", "private"),
        ("direct", "local", "direct"),
    ],
)
def test_a_reply_is_never_wider_than_its_parent_or_the_default(default: str, parent: str, reply: str) -> None:
    assert reply_visibility(default, a_parent(visibility=parent)) == reply


def test_widening_is_noticed() -> None:
    assert is_wider("public", than="unlisted")
    assert is_wider("private", than="direct")
    assert not is_wider("direct", than="private")
    assert not is_wider("unlisted", than="unlisted")
